/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules about calls, applications and what the office scores and checks, each with the
 * smallest records that raise it. */
#pragma once

#include "attention-world.h"

static const Case call_cases[] = {
  { .name = "received-late", .rule = 2, .record = "application/application", .field = "received_at", .data = "call/call concept_deadline=2026-05-01T12:00:00.000Z; application/application status=received received_at=2026-05-01T12:01:00.000Z", .text = "It was received at 1 May 2026, 12:01, after the deadline of 1 May 2026, 12:00, but it is not marked as late.", .place = "summary received_at", .again = "2026-05-02T12:00:00.000Z", .cure = "2026-05-01T12:00:00.000Z" },
  { .name = "deadline-of-one-stage", .rule = 2, .record = "call/call", .field = "full_deadline", .aspect = "one stage", .data = "call/call stages=one status=published concept_deadline=2026-05-01T12:00:00.000Z", .text = "The call has one stage, and its only deadline, 1 May 2026, 12:00, is written as that of concept notes: it holds for the full applications. Write it where it belongs.", .place = "summary full_deadline", .again = "call/call concept_deadline=2026-05-02T12:00:00.000Z", .cure = "2026-05-01T12:00:00.000Z" },
  { .name = "deadline-of-concepts", .rule = 2, .record = "call/call", .field = "concept_deadline", .aspect = "two stages", .data = "call/call stages=two status=published full_deadline=2026-05-01T12:00:00.000Z", .text = "The call has two stages, but no deadline for concept notes: they are held to that for full applications, 1 May 2026, 12:00.", .place = "summary concept_deadline", .again = "call/call full_deadline=2026-05-02T12:00:00.000Z", .cure = "2026-04-01T12:00:00.000Z" },
  { .name = "deadline-of-full-ones", .rule = 2, .record = "call/call", .field = "full_deadline", .aspect = "two stages", .data = "call/call stages=two status=invited concept_deadline=2026-05-01T12:00:00.000Z", .text = "The call has two stages, but no deadline for full applications: none of them is late.", .place = "summary full_deadline", .cure = "2026-06-01T12:00:00.000Z" },
  { .name = "asks-outside-the-limits", .rule = 5, .record = "application/application", .field = "requested", .data = "call/call min_grant=1000 max_grant=5000; application/application status=draft requested=5001 currency=BAM", .text = "It asks for 50.01 KM; the call grants 10.00 KM to 50.00 KM.", .place = "summary requested", .again = "5002", .cure = "5000" },
  { .name = "asks-in-another-currency", .rule = 5, .record = "application/application", .field = "currency", .aspect = "currency", .data = "application/application requested=5000 currency=EUR", .text = "It asks for money in EUR; the call grants KM.", .place = "summary currency", .again = "application/application requested=5000 currency=USD", .cure = "application/application requested=5000 currency=BAM" },
  { .name = "brings-too-little", .rule = 5, .record = "application/application", .field = "total", .data = "call/call min_cofinancing=2000; application/application status=draft requested=5000 currency=BAM total=6000", .text = "It brings 16.66 percent of its own; the call asks for 20.00.", .place = "summary total", .again = "5999", .cure = "6250" },
  { .name = "too-many-months", .rule = 5, .record = "application/application", .field = "months", .data = "call/call min_months=6 max_months=12; application/application months=13", .text = "It runs for 13 months; the call allows 6 to 12.", .place = "summary months", .again = "14", .cure = "12" },
  { .name = "lot-of-another-call", .rule = 5, .record = "application/application", .field = "lot", .data = "call/other programme=@programme reference=C2 title=Other status=draft; lot/l call=@other number=1 title=Lot; application/application lot=@l", .text = "The lot “Lot” is of another call, so it is ranked in none. Choose one of its own call.", .place = "summary lot", .again = "lot/l title=Plot", .cure = "" },
  { .name = "lot-is-overspent", .rule = 5, .record = "lot/l", .field = "envelope", .data = "lot/l call=@call number=1 title=Lot envelope=9000; application/application lot=@l status=preselected requested=9001 currency=BAM", .text = "What was selected and contracted takes 90.01 KM; the lot has 90.00 KM.", .place = "dialog envelope", .again = "8999", .cure = "9001" },
  { .name = "most-below-the-least", .rule = 12, .record = "call/call", .field = "max_months", .data = "call/call min_months=6 max_months=5", .text = "The most is less than the least.", .place = "summary max_months", .again = "4", .cure = "7" },
  { .name = "too-many-points", .rule = 8, .record = "score/s", .field = "points", .data = "criterion/k call=@call text=Idea stage=concept max_points=10; assessor/x name=Amra; "
                                                                                          "assessment/m application=@application assessor=@x stage=concept status=open; score/s application=@application criterion=@k assessor=@x points=11",
    .text = "11 points are given; 10 are the most.",
    .place = "dialog points",
    .again = "12",
    .cure = "10" },
  { .name = "points-beyond-counting", .rule = 8, .record = "criterion/k", .field = "max_points", .aspect = "most", .data = "criterion/k call=@call text=Idea stage=concept max_points=10 weight=1000001", .text = "Points, a weight or a minimum of more than 1,000,000 count as 1,000,000 in the ranking. Write less.", .place = "dialog max_points", .cure = "criterion/k weight=1" },
  { .name = "weight-of-nothing", .rule = 8, .record = "criterion/k", .field = "weight", .data = "criterion/k call=@call text=Idea stage=concept max_points=10 weight=0", .text = "Its weight is not above 0, so its points count for nothing. Write a weight, or delete the criterion.", .place = "dialog weight", .cure = "1" },
  { .name = "concept-threshold", .rule = 8, .record = "call/call", .field = "concept_threshold", .data = "criterion/k call=@call text=Idea stage=concept max_points=10; call/call concept_threshold=11", .text = "11 points are asked for, but the evaluation grid gives 10 at most: nobody can reach them. Correct one of the two.", .place = "summary concept_threshold", .again = "12", .cure = "10" },
  { .name = "full-threshold", .rule = 8, .record = "call/call", .field = "full_threshold", .data = "criterion/k call=@call text=Idea stage=full max_points=10; call/call full_threshold=11", .text = "11 points are asked for, but the evaluation grid gives 10 at most: nobody can reach them. Correct one of the two.", .place = "summary full_threshold", .again = "12", .cure = "10" },
  { .name = "comment-is-missing", .rule = 8, .record = "score/s", .field = "comment", .data = "criterion/k call=@call text=Idea stage=concept max_points=10 comment_required=1; assessor/x name=Amra; "
                                                                                              "assessment/m application=@application assessor=@x stage=concept status=open; score/s application=@application criterion=@k assessor=@x points=5",
    .text = "“Idea” needs a comment.",
    .place = "dialog comment",
    .again = "criterion/k text=Thought",
    .cure = "Good" },
  { .name = "interest-declared", .rule = 8, .record = "assessment/m", .field = "status", .data = "assessor/x name=Amra; assessment/m application=@application assessor=@x stage=concept status=open interest=declared", .text = "Amra declared an interest and must be excluded.", .place = "dialog state", .again = "assessor/x name=Emir", .cure = "assessment/m status=excluded" },
  { .name = "not-declared-impartial", .rule = 8, .record = "assessment/m", .field = "impartial_on", .data = "assessor/x name=Amra; assessment/m application=@application assessor=@x stage=concept status=final", .text = "The sheet of Amra is final, but impartiality was not declared. Delete the sheet and hand out a new one, or say why it is not a problem.", .place = "dialog impartial_on", .again = "assessor/x name=Emir", .cure = "-assessment/m" },
  { .name = "score-is-missing", .rule = 8, .record = "assessment/m", .field = "status", .data = "criterion/k call=@call text=Idea stage=concept max_points=10; assessor/x name=Amra; "
                                                                                                "assessment/m application=@application assessor=@x stage=concept status=final interest=none impartial_on=2026-03-01",
    .text = "The assessment of Amra is final, but a score is missing.",
    .place = "dialog application",
    .again = "assessor/x name=Emir" },
  { .name = "assessors-apart", .rule = 8, .record = "application/application", .data = "criterion/k call=@call text=Idea stage=concept max_points=10; assessor/x name=Amra; "
                                                                                       "assessment/m application=@application assessor=@x stage=concept status=final interest=none impartial_on=2026-03-01; "
                                                                                       "score/s application=@application criterion=@k assessor=@x points=10; assessor/y name=Emir; "
                                                                                       "assessment/n application=@application assessor=@y stage=concept status=final interest=none impartial_on=2026-03-01; "
                                                                                       "score/t application=@application criterion=@k assessor=@y points=7",
    .text = "The two assessors are more than 20 percent apart: 7 and 10 points. Hand out a sheet to a third one.",
    .place = "score tab",
    .again = "score/t points=6",
    .cure = "assessor/z name=Ivana; assessment/o application=@application assessor=@z stage=concept status=open" },
  { .name = "criterion-of-another-call", .rule = 8, .record = "score/s", .field = "criterion", .data = "call/other programme=@programme reference=C2 title=Other status=draft; criterion/k call=@other text=Idea stage=concept max_points=10; "
                                                                                                       "assessor/x name=Amra; assessment/m application=@application assessor=@x stage=concept status=open; "
                                                                                                       "score/s application=@application criterion=@k assessor=@x points=5",
    .text = "The criterion “Idea” is of another call, so these points count nowhere. Delete them.",
    .place = "dialog criterion",
    .again = "criterion/k text=Thought",
    .cure = "-score/s" },
  { .name = "answered-with-no", .rule = 23, .record = "application/application", .field = "status", .aspect = "no", .data = "application/application status=admin_ok; requirement/r call=@call stage=concept text=On+time; "
                                                                                                                            "check/c application=@application requirement=@r answer=no",
    .text = "It counts as in order, but is answered with “no”: On time.",
    .place = "check tab",
    .again = "requirement/r text=In+time",
    .cure = "check/c answer=yes" },
  { .name = "not-answered", .rule = 23, .record = "application/application", .field = "status", .aspect = "unanswered", .data = "application/application status=admin_ok; requirement/r call=@call stage=concept text=On+time", .text = "It counts as in order. Requirements without an answer: On time.", .place = "check tab", .again = "requirement/q call=@call stage=concept text=Signed", .cure = "check/ application=@application requirement=@r answer=yes; check/ application=@application requirement=@q answer=yes" },
  { .name = "no-final-sheet", .rule = 23, .record = "application/application", .field = "status", .aspect = "no final sheet", .data = "criterion/k call=@call text=Idea stage=concept max_points=10; application/application status=preselected", .text = "It counts as selected or contracted, but no score sheet of it is final.", .place = "score tab", .cure = "-criterion/k" },
  { .name = "state-of-a-concept", .rule = 23, .record = "application/application", .field = "stage", .data = "application/application stage=full status=received", .text = "Its state is that of a concept note, but it is a full application: among those it is not ranked. Set stage and state together to those of a full application.", .place = "summary stage", .cure = "concept" },
  { .name = "state-of-a-full-one", .rule = 23, .record = "application/application", .field = "stage", .aspect = "concept", .data = "application/application stage=concept status=full_received", .text = "Its state is that of a full application, but it is a concept note: among full applications it is not ranked. If it was invited, set its stage to that of a full application; if not, it has no contract yet.", .place = "summary stage", .cure = "full" },
  { .name = "reference-twice", .rule = 23, .record = "application/other", .field = "reference", .data = "application/application reference=A1; application/other call=@call lead=@ngo title=Baking stage=concept status=draft reference=A1", .text = "“A1” is also the reference of “Welding” in the same call. Give one of them another.", .place = "summary reference", .again = "application/application title=Welders+again", .cure = "A2" },
  { .name = "call-reference-twice", .rule = 23, .record = "call/other", .field = "reference", .data = "call/other programme=@programme reference=C1 title=Other status=draft", .text = "“C1” is also the reference of the call “Call”. Give one of them another.", .place = "summary reference", .again = "call/call title=Call+again", .cure = "C2" },
  { .name = "lot-number-twice", .rule = 23, .record = "lot/m", .field = "number", .data = "lot/l call=@call number=1 title=Lot; lot/m call=@call number=1 title=Plot", .text = "1 is also the number of the lot “Lot” of the same call. Give one of them another.", .place = "dialog number", .again = "lot/l title=Lots", .cure = "2" },
  { .name = "sheets-share-points", .rule = 23, .record = "assessment/n", .field = "stage", .data = "criterion/k call=@call text=Idea max_points=10; assessor/x name=Amra; assessment/m application=@application assessor=@x stage=concept status=open; "
                                                                                                   "assessment/n application=@application assessor=@x stage=full status=open",
    .text = "The criterion “Idea” names no stage, so this sheet and that of the concept note share its points.",
    .place = "dialog stage",
    .again = "criterion/k text=Thought",
    .cure = "criterion/k stage=concept" },
  { .name = "points-without-a-sheet", .rule = 23, .record = "score/s", .field = "assessor", .aspect = "no sheet", .data = "criterion/k call=@call text=Idea stage=concept max_points=10; assessor/x name=Amra; "
                                                                                                                          "score/s application=@application criterion=@k assessor=@x points=5",
    .text = "Amra has no score sheet of this application, so these points count nowhere. Hand out a sheet, or delete the points.",
    .place = "dialog assessor",
    .again = "assessor/x name=Emir",
    .cure = "-score/s" },
  { .name = "full-deadline-first", .rule = 12, .record = "call/call", .field = "full_deadline", .data = "call/call concept_deadline=2026-05-02T12:00:00.000Z full_deadline=2026-05-01T12:00:00.000Z", .text = "The deadline for full applications, 1 May 2026, 12:00, is before the one for concept notes, 2 May 2026, 12:00.", .place = "summary full_deadline", .again = "2026-05-01T11:00:00.000Z", .cure = "2026-06-01T12:00:00.000Z" },
  { .name = "final-sheet-changed", .rule = 8, .record = "score/s", .field = "points", .data = "criterion/k call=@call text=Idea stage=concept max_points=10; assessor/x name=Amra; "
                                                                                              "assessment/m application=@application assessor=@x stage=concept status=open interest=none impartial_on=2026-03-01; "
                                                                                              "score/s application=@application criterion=@k assessor=@x points=5",
    .here = "assessment/m status=final",
    .there = "score/s points=6",
    .text = "Whoever made the score sheet of Amra final had not seen these points as they are now.",
    .place = "dialog points" },
  { .name = "concepts-due-soon", .rule = 17, .record = "call/call", .field = "concept_deadline", .data = "call/call status=published concept_deadline=2026-12-05T12:00:00.000Z", .text = "The deadline for concept notes is within 14 days: 5 December 2026, 12:00.", .place = "summary concept_deadline", .again = "2026-12-04T12:00:00.000Z", .cure = "2026-12-06T12:00:00.000Z" },
  { .name = "full-ones-due-soon", .rule = 17, .record = "call/call", .field = "full_deadline", .data = "call/call stages=one status=published full_deadline=2026-12-05T12:00:00.000Z", .text = "The deadline for full applications is within 14 days: 5 December 2026, 12:00.", .place = "summary full_deadline", .again = "2026-12-04T12:00:00.000Z", .cure = "2026-12-06T12:00:00.000Z" },
  { .name = "decided-by-another", .rule = 20, .record = "application/application", .field = "status", .data = "application/application status=received; programme/programme officers=@a", .there = "application/application status=admin_rejected", .text = "“Rejected in the administrative check” was entered on 21 Nov 2026 by Coordinator on the laptop “Laptop 2”, which is none of the programme's officers.", .place = "summary tab" },
  { .name = "changed-after-receipt", .rule = 20, .record = "application/application", .field = "title", .data = "application/application status=received received_at=2026-03-01T10:00:00.000Z; programme/programme officers=@a", .there = "application/application title=Baking", .text = "After it was received, “Title” was changed from Welding to Baking, on 21 Nov 2026 by Coordinator on the laptop “Laptop 2”, which is none of the programme's officers.", .place = "summary title", .cure = "Welding" },
  { .name = "threshold-after-decisions", .rule = 23, .record = "call/call", .field = "concept_threshold", .data = "criterion/k call=@call text=Idea stage=concept max_points=10; call/call status=published concept_threshold=5; application/application status=rejected", .here = "call/call concept_threshold=6", .text = "The least points were written on 21 Nov 2026, after applications had been decided. What was decided stays: write them as they were, or say why it is not a problem.", .place = "summary concept_threshold", .cure = "5" },
  { .name = "full-threshold-after-decisions", .rule = 23, .record = "call/call", .field = "full_threshold", .data = "criterion/k call=@call text=Idea stage=full max_points=10; call/call status=published full_threshold=5; "
                                                                                                                    "application/application stage=full status=rejected",
    .here = "call/call full_threshold=6",
    .text = "The least points were written on 21 Nov 2026, after applications had been decided. What was decided stays: write them as they were, or say why it is not a problem.",
    .place = "summary full_threshold",
    .cure = "5" },
  { .name = "vote-after-decisions", .rule = 23, .record = "assessor/x", .field = "votes", .data = "criterion/k call=@call text=Idea stage=concept max_points=10; assessor/x name=Amra; "
                                                                                                  "assessment/m application=@application assessor=@x stage=concept status=final interest=none impartial_on=2026-03-01; "
                                                                                                  "score/s application=@application criterion=@k assessor=@x points=10; assessor/y name=Emir; "
                                                                                                  "assessment/n application=@application assessor=@y stage=concept status=final interest=none impartial_on=2026-03-01; "
                                                                                                  "score/t application=@application criterion=@k assessor=@y points=9; assessor/x votes=1; application/application status=rejected",
    .here = "assessor/x votes=0",
    .text = "Whether these points count was written on 21 Nov 2026, after applications had been decided by them. Write it as it was, or say why it is not a problem.",
    .place = "dialog votes",
    .cure = "1" },
  { .name = "request-after-the-contract", .rule = 23, .record = "application/application", .field = "requested", .data = "application/application status=draft requested=5000 currency=BAM; application/application status=contracted", .here = "application/application requested=4000 currency=BAM", .text = "This amount was written on 21 Nov 2026, after the application had been contracted. Write it as it was, or say why it is not a problem.", .place = "summary requested", .cure = "5000" },
  { .name = "total-after-the-contract", .rule = 23, .record = "application/application", .field = "total", .data = "application/application status=draft requested=5000 currency=BAM total=9000; application/application status=contracted", .here = "application/application total=8000", .text = "This amount was written on 21 Nov 2026, after the application had been contracted. Write it as it was, or say why it is not a problem.", .place = "summary total", .cure = "9000" },
  { .name = "turned-call", .rule = 24, .record = "call/call", .field = "title", .data = "call/call title=A\342\200\256B", .text = "There are marks in it that cannot be seen and turn the order of its letters: really it says “AB”. Type it anew.", .place = "summary title", .again = "B\342\200\256A", .cure = "AB" },
  { .name = "turned-application", .rule = 24, .record = "application/application", .field = "title", .data = "application/application title=A\342\200\256B", .text = "There are marks in it that cannot be seen and turn the order of its letters: really it says “AB”. Type it anew.", .place = "summary title", .again = "B\342\200\256A", .cure = "AB" },
  { .name = "check-outside-the-office", .rule = 8, .record = "check/c", .field = "answer", .aspect = "outside", .data = "requirement/r call=@call stage=concept text=On+time; ~check/c application=@application requirement=@r answer=yes", .text = "It is in the space “LEP” and not in the office's, so it counts nowhere. Delete it, and ask who entered it.", .place = "dialog answer", .cure = "~-check/c" },
  { .name = "assessor-outside-the-office", .rule = 8, .record = "assessor/c", .field = "name", .aspect = "outside", .data = "~assessor/c name=Amra", .text = "It is in the space “LEP” and not in the office's, so it counts nowhere. Delete it, and ask who entered it.", .place = "dialog name", .cure = "~-assessor/c" },
  { .name = "assessment-outside-the-office", .rule = 8, .record = "assessment/c", .field = "status", .aspect = "outside", .data = "assessor/x name=Amra; ~assessment/c application=@application assessor=@x status=open", .text = "It is in the space “LEP” and not in the office's, so it counts nowhere. Delete it, and ask who entered it.", .place = "dialog state", .cure = "~-assessment/c" },
  { .name = "score-outside-the-office", .rule = 8, .record = "score/c", .field = "points", .aspect = "outside", .data = "criterion/k call=@call text=Idea stage=concept max_points=10; assessor/x name=Amra; "
                                                                                                                        "assessment/m application=@application assessor=@x stage=concept status=open; ~score/c application=@application criterion=@k assessor=@x points=5",
    .text = "It is in the space “LEP” and not in the office's, so it counts nowhere. Delete it, and ask who entered it.",
    .place = "dialog points",
    .cure = "~-score/c" },
};
