/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules across fields and rows that refuse an edit, as statements. The
 * numbers are those of the data model's list of rules.
 *
 * Records are entered step by step, so a rule about a sum is held to in full
 * only when the sum is said to be complete: a plan of tranches when an edit
 * writes two or more of them at once, or when one of them moves on; the sources
 * of money when the project becomes active. Until then sums may fall short, but
 * never go above. Each rule is looked at only when the edit writes one of its
 * fields: a record that a merge has made bad can still be mended bit by bit. */

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-office.h"
#include "lep-rules-private.h"
#include "lep-rules-sql.h"

#define ROW(kind) " FROM k_" kind " k CROSS JOIN row r ON r.rid = k.rid"

/* What is approved: also what was paid since. */
#define APPROVED "lep_sum (t.amount) FILTER (WHERE t.status IN ('approved', 'paid'))"

#define TRANCHE_OF_PROJECT " FROM k_tranche k" LEP_NAMED ("project", "p", "k.project") " WHERE k.rid = :rid AND "
#define SOURCE_OF_PROJECT  " FROM k_funding k" LEP_NAMED ("project", "p", "k.project") " WHERE k.rid = :rid AND "
#define PROJECT            " FROM k_project p CROSS JOIN row pr ON pr.rid = p.rid WHERE p.rid = :rid AND "

#define APPLICATION_OF_CALL " FROM k_application k" LEP_NAMED ("call", "c", "k.call") " WHERE k.rid = :rid AND "

#define LIMITS(currency) ", coalesce (c.min_grant, 0), c.max_grant, coalesce (" currency ", c.currency)"
#define PROJECT_OF_CALL \
  " FROM k_project k" LEP_NAMED ("application", "a", "k.application") LEP_NAMED ("call", "c", "a.call") " WHERE k.rid = :rid AND "

/* A line of a budget that a call limits. */
#define LINE_OF_CALL                                              \
  " FROM k_budget_line k" LEP_NAMED ("project", "p", "k.project") \
    LEP_NAMED ("application", "a", "p.application") LEP_NAMED ("call", "c", "a.call") " WHERE k.rid = :rid AND "

/* A locked period of project, which holds date. One that was reopened is locked
 * again after the day until which it was. */
#define LOCKED(project, date)                                                   \
  " FROM k_period l CROSS JOIN row lr ON lr.rid = l.rid AND lr.deleted = 0"     \
  " WHERE l.project = " project " AND " date " BETWEEN l.\"from\" AND l.\"to\"" \
  " AND (l.status = 'locked' OR (l.status = 'open' AND l.reopened_until < :today))"
#define LOCKED_REASON \
  N_ ("the period {1} to {2} is locked; reopen it with a reason first, or enter a correction in a later period.")

#define PAID_EARLY_REASON N_ ("the tranche is not approved yet; approve it first, what is paid comes after.")

/* The final sheet m that score k belongs to. A sheet that names no stage holds the
 * points of both, until another sheet is handed out to the same assessor. */
#define FINAL_SHEET                                                                                                                                                                                                                \
  " FROM k_score k CROSS JOIN row kr ON kr.rid = k.rid AND " LEP_SQL_IN_OFFICE ("kr") " LEFT JOIN row cr ON cr.id = lep_id (k.criterion) LEFT JOIN k_criterion c ON c.rid = cr.rid"                                                \
                                                                                      " CROSS JOIN k_assessment m ON m.application = k.application AND m.assessor = k.assessor AND m.status = 'final'"                             \
                                                                                      " CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0 AND mr.space_no = kr.space_no"                                                      \
                                                                                      " LEFT JOIN row er ON er.id = lep_id (k.assessor) AND er.space_no = kr.space_no LEFT JOIN k_assessor e ON e.rid = er.rid WHERE k.rid = :rid" \
                                                                                      " AND " LEP_SQL_ON_SHEET " AND NOT (m.stage IS NULL AND EXISTS (SELECT 1 FROM k_assessment o CROSS JOIN row orow"                            \
                                                                                      " ON orow.rid = o.rid AND orow.deleted = 0 AND orow.space_no = kr.space_no WHERE o.application = k.application AND o.assessor = k.assessor"  \
                                                                                      " AND coalesce (o.status, 'assigned') IN ('assigned', 'open') AND (o.stage IS NULL OR c.stage IS NULL OR o.stage = c.stage)))"
#define FINAL_REASON \
  N_ ("the score sheet of {1} is final and stays as it is; if it is wrong, delete the whole sheet and hand out a new one.")

const LepCrossRule lep_cross_rules[] = {
  { 2, LEP_CHECK_AFTER, "application", "status", "status received_at",
    "SELECT k.status, " LEP_SQL_DEADLINE APPLICATION_OF_CALL
    "k.status NOT IN ('draft', 'late', 'admin_rejected', 'rejected', 'withdrawn') AND k.received_at > " LEP_SQL_DEADLINE,
    N_ ("it came after the deadline of {1}; set the status to “late”."),
    .types = "time" },

  { 3, LEP_CHECK_AFTER, "tranche", "percent", "percent project",
    "SELECT k.percent, " LEP_SQL_TRANCHES ("lep_sum (t.percent)") TRANCHE_OF_PROJECT LEP_SQL_TRANCHES ("lep_sum (t.percent)") " > 10000",
    N_ ("the tranches would add up to {1} percent; lower one of them to reach 100.00."),
    .types = "percent" },
  { 3, LEP_CHECK_AFTER, "tranche", "amount", "amount project",
    "SELECT k.amount, " LEP_SQL_TRANCHES ("lep_sum (t.amount)") ", p.\"grant\", p.currency" TRANCHE_OF_PROJECT LEP_SQL_TRANCHES ("lep_sum (t.amount)") " > p.\"grant\"",
    N_ ("the tranches would add up to {1}, more than the grant of {2}; lower one of them."),
    .types = "money money" },
  { 3, LEP_CHECK_WHOLE_PLAN, "tranche", "percent", "*",
    "SELECT k.percent, " LEP_SQL_TRANCHES ("lep_sum (t.percent)") TRANCHE_OF_PROJECT LEP_SQL_TRANCHES ("count (t.percent) = count (*) AND lep_sum (t.percent) <> 10000"),
    N_ ("the tranches add up to {1} percent; correct the plan to 100.00 first."),
    .types = "percent" },
  { 3, LEP_CHECK_WHOLE_PLAN, "tranche", "amount", "*",
    "SELECT k.amount, " LEP_SQL_TRANCHES ("lep_sum (t.amount)") ", p.\"grant\", p.currency" TRANCHE_OF_PROJECT LEP_SQL_TRANCHES ("lep_sum (t.amount)") " <> p.\"grant\"",
    N_ ("the tranches add up to {1}, the grant is {2}; correct the plan first, the last tranche takes the rounding."),
    .types = "money money" },
  { 3, LEP_CHECK_AFTER, "tranche", "paid", "paid amount",
    "SELECT k.paid, k.amount, " LEP_SQL_CURRENCY " FROM k_tranche k WHERE k.rid = :rid AND k.paid > k.amount",
    N_ ("more would be paid than the tranche of {1}; correct one of the two."),
    .types = "money" },
  { 3, LEP_CHECK_AFTER, "tranche", "paid", "paid",
    "SELECT k.paid, " LEP_SQL_CURRENCY " FROM k_tranche k WHERE k.rid = :rid AND " LEP_SQL_PAID_EARLY ("k.status"),
    PAID_EARLY_REASON },
  /* What has no state yet does not become planned once it is paid; later states can be
   * passed through, so that what a merge has made bad can be mended. */
  { 3, LEP_CHECK_AFTER, "tranche", "status", "status",
    "SELECT k.status FROM k_tranche k WHERE k.rid = :rid AND k.paid > 0 AND k.status = 'planned'",
    PAID_EARLY_REASON },
  /* With its project it goes: that has nothing to report then. */
  { 3, LEP_CHECK_GONE_TOO, "tranche", "paid", "*",
    "SELECT k.paid, k.paid, p.currency" ROW ("tranche") LEP_NAMED ("project", "p", "k.project") " WHERE k.rid = :rid AND r.deleted = 1 AND pr.deleted = 0 AND k.paid > 0",
    N_ ("{1} of this tranche are paid, so it cannot be deleted; if they were not, empty what is paid first."),
    .types = "money" },
  { 3, LEP_CHECK_AFTER, "project", "grant", "grant",
    "SELECT p.\"grant\", " LEP_SQL_TRANCHES ("lep_sum (t.paid)") ", p.currency" PROJECT LEP_SQL_TRANCHES ("lep_sum (t.paid)") " > p.\"grant\"",
    N_ ("{1} of it are paid already; the grant cannot be less."),
    .types = "money" },
  { 3, LEP_CHECK_AFTER, "project", "grant", "grant",
    "SELECT p.\"grant\", " LEP_SQL_TRANCHES (APPROVED) ", p.currency" PROJECT LEP_SQL_TRANCHES (APPROVED) " > p.\"grant\"",
    N_ ("tranches of {1} are approved already; the grant cannot be less."),
    .types = "money" },

  { 4, LEP_CHECK_AFTER, "funding", "amount", "amount project",
    "SELECT k.amount, " LEP_SQL_SOURCES ("lep_sum (f.amount)") ", " LEP_SQL_WHOLE ", p.currency" SOURCE_OF_PROJECT LEP_SQL_SOURCES ("lep_sum (f.amount)") " > " LEP_SQL_WHOLE,
    N_ ("the sources would add up to {1}, more than grant and co-financing together, {2}; correct one of them."),
    .types = "money money" },
  { 4, LEP_CHECK_AFTER, "project", "cofinancing", "grant cofinancing",
    "SELECT p.cofinancing, " LEP_SQL_SOURCES ("lep_sum (f.amount)") ", " LEP_SQL_WHOLE ", p.currency" PROJECT LEP_SQL_SOURCES ("lep_sum (f.amount)") " > " LEP_SQL_WHOLE,
    N_ ("the sources add up to {1}, more than grant and co-financing together, {2}; lower the sources first."),
    .types = "money money" },
  { 4, LEP_CHECK_WHOLE_PLAN, "project", "status", "status",
    "SELECT p.status, " LEP_SQL_SOURCES ("lep_sum (f.amount)") ", " LEP_SQL_WHOLE ", p.currency" PROJECT "p.status = 'active' AND " LEP_SQL_SOURCES ("lep_sum (f.amount)") " <> " LEP_SQL_WHOLE,
    N_ ("the sources add up to {1}, grant and co-financing to {2}; make them equal first."),
    .types = "money money" },

  { 5, LEP_CHECK_AFTER, "application", "requested", "requested currency call",
    "SELECT k.requested" LIMITS ("k.currency") APPLICATION_OF_CALL LEP_SQL_OUTSIDE_OF_CALL ("k.requested", "k.currency"),
    N_ ("the call grants {1} to {2}; ask for an amount between them."),
    .types = "money money" },
  { 5, LEP_CHECK_AFTER, "application", "total", "requested total call",
    "SELECT k.total, " LEP_SQL_SHARE ("k.total - k.requested", "k.total") ", c.min_cofinancing, coalesce (k.currency, c.currency)" APPLICATION_OF_CALL LEP_SQL_BRINGS_LESS ("k.total - k.requested", "k.total"),
    N_ ("the applicant brings {1} percent, the call asks for {2}; ask for less or bring more."),
    .types = "percent percent" },
  { 5, LEP_CHECK_AFTER, "project", "grant", "grant currency application",
    "SELECT k.\"grant\"" LIMITS ("k.currency") PROJECT_OF_CALL LEP_SQL_OUTSIDE_OF_CALL ("k.\"grant\"", "k.currency"),
    N_ ("the call grants {1} to {2}; write an amount between them."),
    .types = "money money" },
  { 5, LEP_CHECK_AFTER, "project", "cofinancing", "grant cofinancing application",
    "SELECT k.cofinancing, " LEP_SQL_SHARE ("k.cofinancing", "k.\"grant\" + k.cofinancing") ", c.min_cofinancing, coalesce (k.currency, c.currency)" PROJECT_OF_CALL LEP_SQL_BRINGS_LESS ("k.cofinancing", "k.\"grant\" + k.cofinancing"),
    N_ ("this is {1} percent of the whole, the call asks for {2}; bring more or lower the grant."),
    .types = "percent percent" },
  { 5, LEP_CHECK_GONE_TOO, "budget_line", "unit_cost", "unit_cost quantity heading project",
    "SELECT k.unit_cost, c.max_indirect, p.currency" LINE_OF_CALL LEP_SQL_INDIRECT_ABOVE ("k.project"),
    N_ ("indirect costs would be above {1} percent of the direct ones; lower them or enter the direct ones first."),
    .types = "percent", .share = LEP_SHARE_INDIRECT },
  { 5, LEP_CHECK_GONE_TOO, "budget_line", "unit_cost", "unit_cost quantity heading project",
    "SELECT k.unit_cost, c.max_contingency, p.currency" LINE_OF_CALL LEP_SQL_CONTINGENCY_ABOVE ("k.project"),
    N_ ("the contingency would be above {1} percent of the eligible costs; lower it or enter those first."),
    .types = "percent", .share = LEP_SHARE_CONTINGENCY },

  { 6, LEP_CHECK_AFTER, "expenditure", "spent_on", "spent_on project",
    "SELECT k.spent_on, p.start, p.\"end\" FROM k_expenditure k" LEP_NAMED ("project", "p", "k.project") " WHERE k.rid = :rid AND (k.spent_on < p.start OR k.spent_on > p.\"end\")",
    N_ ("the project runs from {1} to {2}; correct the date, or the project's dates first."),
    .types = "date date" },

  { 4, LEP_CHECK_AFTER, "budget_line", "source", "source project",
    "SELECT k.source, p.title FROM k_budget_line k" LEP_NAMED ("funding", "f", "k.source") LEP_NAMED ("project", "p", "k.project") " WHERE k.rid = :rid AND f.project <> k.project AND NOT :is_restored",
    N_ ("this source is of another project; choose one of “{1}”.") },
  { 6, LEP_CHECK_AFTER, "expenditure", "budget_line", "budget_line project",
    "SELECT k.budget_line, p.title FROM k_expenditure k" LEP_NAMED ("budget_line", "b", "k.budget_line") LEP_NAMED ("project", "p", "k.project") " WHERE k.rid = :rid AND b.project <> k.project AND NOT :is_restored",
    N_ ("this budget line is of another project; choose one of “{1}”.") },

  { 8, LEP_CHECK_AFTER, "score", "points", "points criterion",
    "SELECT k.points, c.max_points FROM k_score k" LEP_NAMED ("criterion", "c", "k.criterion") " WHERE k.rid = :rid AND (k.points < 0 OR k.points > c.max_points)",
    N_ ("this criterion has 0 to {1} points; give a number between them.") },
  { 8, LEP_CHECK_AFTER, "score", "points", "points comment criterion",
    "SELECT k.points, c.text FROM k_score k" LEP_NAMED ("criterion", "c", "k.criterion") " WHERE k.rid = :rid AND c.comment_required = 1 AND k.points IS NOT NULL AND coalesce (trim (k.comment), '') = ''",
    N_ ("“{1}” needs a comment; write it first.") },
  { 8, LEP_CHECK_AFTER, "score", "points", "points application assessor",
    "SELECT k.points, coalesce (e.name, k.assessor) FROM k_score k"
    " CROSS JOIN k_assessment m ON m.application = k.application AND m.assessor = k.assessor"
    " CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0 AND " LEP_SQL_IN_OFFICE ("mr") " LEFT JOIN row er ON er.id = lep_id (k.assessor) LEFT JOIN k_assessor e ON e.rid = er.rid"
                                                                                            " WHERE k.rid = :rid AND (m.interest = 'declared' OR m.status = 'excluded')",
    N_ ("{1} declared an interest in this application; give it to another assessor.") },
  { 8, LEP_CHECK_AFTER, "assessment", "status", "status",
    "SELECT k.status FROM k_assessment k WHERE k.rid = :rid AND k.interest = 'declared' AND k.status IN ('open', 'final')",
    N_ ("an interest is declared; exclude the assessor instead.") },
  { 8, LEP_CHECK_AFTER, "assessment", "status", "status",
    "SELECT k.status, c.text FROM k_assessment k" LEP_NAMED ("application", "a", "k.application") " CROSS JOIN k_criterion c ON c.call = a.call AND " LEP_SQL_OF_SHEET
                                                                                                  " CROSS JOIN row cr ON cr.rid = c.rid AND cr.deleted = 0 WHERE k.rid = :rid AND k.status = 'final'"
                                                                                                  " AND NOT EXISTS (SELECT 1 FROM k_score o CROSS JOIN row orow ON orow.rid = o.rid AND orow.deleted = 0 AND " LEP_SQL_IN_OFFICE ("orow") " WHERE o.application = k.application AND o.assessor = k.assessor AND lep_id (o.criterion) = cr.id AND o.points IS NOT NULL)",
    N_ ("the score for “{1}” is missing; give it first.") },
  { 8, LEP_CHECK_AFTER, "assessment", "stage", "stage application assessor",
    "SELECT k.stage, c.text" ROW ("assessment") LEP_NAMED ("application", "a", "k.application") LEP_SQL_SHARES_SCORES " AND k.rid = :rid",
    N_ ("the criterion “{1}” names no stage, so its points would be those of the concept note; write in the call which stage it belongs to, and enter it again for the other.") },
  { 8, LEP_CHECK_BEFORE, "score", "points", "*",
    "SELECT k.points, coalesce (e.name, k.assessor)" FINAL_SHEET, FINAL_REASON },
  { 8, LEP_CHECK_UNLESS_NEW, "score", "points", "application criterion assessor",
    "SELECT k.points, coalesce (e.name, k.assessor), m.rid" FINAL_SHEET, FINAL_REASON },
  { 8, LEP_CHECK_FIELDS, "assessment", "status", "*",
    "SELECT k.status, coalesce (e.name, k.assessor) FROM k_assessment k LEFT JOIN row er ON er.id = lep_id (k.assessor)"
    " LEFT JOIN k_assessor e ON e.rid = er.rid WHERE k.rid = :rid AND k.status = 'final'",
    FINAL_REASON },
  { 8, LEP_CHECK_BEFORE, "criterion", "max_points", "max_points weight minimum stage",
    "SELECT c.max_points, coalesce (e.name, m.assessor) FROM k_criterion c CROSS JOIN row cr ON cr.rid = c.rid AND cr.deleted = 0"
    " CROSS JOIN k_score o ON o.criterion = lep_id_text (cr.id) AND o.points IS NOT NULL CROSS JOIN row orow ON orow.rid = o.rid AND orow.deleted = 0 AND " LEP_SQL_IN_OFFICE ("orow") " CROSS JOIN k_assessment m ON m.application = o.application AND m.assessor = o.assessor AND m.status = 'final'"
                                                                                                                                                                                       " CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0 AND mr.space_no = orow.space_no LEFT JOIN row er ON er.id = lep_id (m.assessor) AND er.space_no = mr.space_no"
                                                                                                                                                                                       " LEFT JOIN k_assessor e ON e.rid = er.rid WHERE c.rid = :rid AND " LEP_SQL_ON_SHEET,
    N_ ("the score sheet of {1} is final and was given by this grid; remove the final sheets of the call first, and hand out new ones afterwards.") },

  { 8, LEP_CHECK_AFTER, "criterion", "max_points", "call stage",
    "SELECT c.max_points, coalesce (e.name, m.assessor) FROM k_criterion c CROSS JOIN k_application a ON a.call = c.call CROSS JOIN row ar ON ar.rid = a.rid AND ar.deleted = 0"
    " CROSS JOIN k_assessment m ON m.application = lep_id_text (ar.id) AND m.status = 'final' CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0 AND " LEP_SQL_IN_OFFICE ("mr") " LEFT JOIN row er ON er.id = lep_id (m.assessor) AND er.space_no = mr.space_no LEFT JOIN k_assessor e ON e.rid = er.rid"
                                                                                                                                                                                    " WHERE c.rid = :rid AND " LEP_SQL_SAME_STAGE ("m"),
    N_ ("the score sheet of {1} is final and was given by the grid without this line; remove the final sheets of the call first, and hand out new ones afterwards.") },
  { 8, LEP_CHECK_AFTER, "score", "criterion", "criterion application",
    "SELECT k.criterion, a.title FROM k_score k" LEP_NAMED ("criterion", "c", "k.criterion") LEP_NAMED ("application", "a", "k.application") " WHERE k.rid = :rid AND c.call <> a.call",
    N_ ("this criterion is of another call than “{1}”; choose one of its own call.") },
  { 5, LEP_CHECK_AFTER, "application", "lot", "lot call",
    "SELECT k.lot, c.title" ROW ("application") LEP_NAMED ("lot", "l", "k.lot") LEP_NAMED ("call", "c", "k.call") " WHERE k.rid = :rid AND l.call <> k.call",
    N_ ("this lot is of another call; choose one of “{1}”.") },
  { 2, LEP_CHECK_AFTER, "call", "status", "status stages",
    "SELECT k.status FROM k_call k WHERE k.rid = :rid AND k.stages = 'one' AND k.status IN ('concept_closed', 'invited')",
    N_ ("a call of one stage has no concept notes; go on to “Full applications closed”.") },

  { 10, LEP_CHECK_AFTER, "breakdown", "value", "value outcome dimension",
    "SELECT k.value, k.dimension, o.value, lep_sum (b.value)" ROW ("breakdown") " CROSS JOIN row orow ON orow.id = lep_id (k.outcome) AND orow.space_no = r.space_no CROSS JOIN k_outcome o ON o.rid = orow.rid"
                                                                                " CROSS JOIN k_breakdown b ON b.outcome = k.outcome AND b.dimension = k.dimension"
                                                                                " CROSS JOIN row br ON br.rid = b.rid AND br.deleted = 0 AND br.space_no = r.space_no"
                                                                                " WHERE k.rid = :rid AND r.deleted = 0 AND k.dimension IN ('sex', 'age', 'residence')"
                                                                                " HAVING lep_sum (b.value) > o.value",
    N_ ("the split by {1} would add up to {3}, more than the {2} of the result; lower it, or raise the result first."),
    .types = "code:dimension count count" },
  { 10, LEP_CHECK_AFTER, "breakdown", "value", "value outcome dimension",
    "SELECT k.value, o.value" ROW ("breakdown") " CROSS JOIN row orow ON orow.id = lep_id (k.outcome) AND orow.space_no = r.space_no CROSS JOIN k_outcome o ON o.rid = orow.rid"
                                                " WHERE k.rid = :rid AND k.dimension NOT IN ('sex', 'age', 'residence') AND k.value > o.value",
    N_ ("one group would be more than the {1} of the result; lower it, or raise the result first."),
    .types = "count" },
  { 10, LEP_CHECK_AFTER, "outcome", "value", "value",
    "SELECT k.value, b.dimension, lep_sum (b.value)" ROW ("outcome") " CROSS JOIN k_breakdown b ON b.outcome = lep_id_text (r.id)"
                                                                     " CROSS JOIN row br ON br.rid = b.rid AND br.deleted = 0 AND br.space_no = r.space_no"
                                                                     " WHERE k.rid = :rid GROUP BY b.dimension, CASE WHEN b.dimension IN ('sex', 'age', 'residence') THEN '' ELSE b.category END"
                                                                     " HAVING lep_sum (b.value) > k.value",
    N_ ("the split by {1} is {2}, more than this; lower the split first."),
    .types = "code:dimension count" },

  { 14, LEP_CHECK_BOTH, "outcome", "value", "*",
    "SELECT k.value, l.\"from\", l.\"to\" FROM k_outcome k, (SELECT l.*" LOCKED ("(SELECT project FROM k_outcome WHERE rid = :rid)",
                                                                                 "(SELECT \"to\" FROM k_outcome WHERE rid = :rid)") ") l WHERE k.rid = :rid",
    LOCKED_REASON, .types = "date date" },
  { 14, LEP_CHECK_BOTH, "breakdown", "value", "*",
    "SELECT k.value, l.\"from\", l.\"to\"" ROW ("breakdown") " CROSS JOIN row orow ON orow.id = lep_id (k.outcome) AND orow.space_no = r.space_no CROSS JOIN k_outcome o ON o.rid = orow.rid"
                                                             " CROSS JOIN k_period l ON l.project = o.project AND o.\"to\" BETWEEN l.\"from\" AND l.\"to\""
                                                             " CROSS JOIN row lr ON lr.rid = l.rid AND lr.deleted = 0"
                                                             " WHERE k.rid = :rid AND (l.status = 'locked' OR (l.status = 'open' AND l.reopened_until < :today))",
    LOCKED_REASON, .types = "date date" },
  { 14, LEP_CHECK_BOTH, "expenditure", "amount", "*",
    "SELECT k.amount, l.\"from\", l.\"to\", coalesce (k.currency, " LEP_SQL_CURRENCY ") FROM k_expenditure k, (SELECT l.*" LOCKED ("(SELECT project FROM k_expenditure WHERE rid = :rid)", "(SELECT spent_on FROM k_expenditure WHERE rid = :rid)") ") l WHERE k.rid = :rid",
    LOCKED_REASON, .types = "date date" },
  /* What was spent there would stand under another heading of the report. A line that
   * another laptop deleted meanwhile comes back as it was. */
  { 14, LEP_CHECK_BEFORE, "budget_line", "heading", "heading project",
    "SELECT k.heading, l.\"from\", l.\"to\"" ROW ("budget_line") " CROSS JOIN k_expenditure e ON e.budget_line = lep_id_text (r.id) CROSS JOIN row er ON er.rid = e.rid AND er.deleted = 0"
                                                                 " CROSS JOIN k_period l ON l.project = e.project AND e.spent_on BETWEEN l.\"from\" AND l.\"to\""
                                                                 " CROSS JOIN row lr ON lr.rid = l.rid AND lr.deleted = 0"
                                                                 " WHERE k.rid = :rid AND NOT :is_restored AND (l.status = 'locked' OR (l.status = 'open' AND l.reopened_until < :today))",
    N_ ("expenditures of the locked period {1} to {2} stand under this line; reopen the period with a reason first, or add a new line for what comes later."),
    .types = "date date" },
  /* Its report would tell the same numbers in another currency. What had none gets its first. */
  { 14, LEP_CHECK_FIELDS, "project", "currency", "currency",
    "SELECT :written, l.\"from\", l.\"to\", k.currency" ROW ("project") " CROSS JOIN k_period l ON l.project = lep_id_text (r.id) CROSS JOIN row lr ON lr.rid = l.rid AND lr.deleted = 0"
                                                                        " WHERE k.rid = :rid AND k.currency IS NOT NULL AND k.currency IS NOT :written AND (l.status = 'locked' OR (l.status = 'open' AND l.reopened_until < :today))"
                                                                        " AND (EXISTS (SELECT 1 FROM k_expenditure e CROSS JOIN row er ON er.rid = e.rid AND er.deleted = 0 WHERE e.project = l.project AND e.spent_on BETWEEN l.\"from\" AND l.\"to\")"
                                                                        " OR EXISTS (SELECT 1 FROM k_tranche t CROSS JOIN row tr ON tr.rid = t.rid AND tr.deleted = 0 WHERE t.project = l.project AND t.paid > 0 AND t.paid_on BETWEEN l.\"from\" AND l.\"to\"))",
    N_ ("money of the locked period {1} to {2} was reported in {3}; reopen the period with a reason first."),
    .types = "date date currency" },
  { 14, LEP_CHECK_BOTH, "service", "started_on", "started_on project",
    "SELECT k.started_on, l.\"from\", l.\"to\" FROM k_service k, (SELECT l.*" LOCKED ("(SELECT project FROM k_service WHERE rid = :rid)", "(SELECT started_on FROM k_service WHERE rid = :rid)") ") l WHERE k.rid = :rid",
    LOCKED_REASON, .types = "date date" },
  /* A locked one that another laptop deleted meanwhile comes back as it was. */
  { 14, LEP_CHECK_BEFORE, "period", "status", "project from to due_on kind submitted_on decided_on narrative",
    "SELECT l.status, l.\"from\", l.\"to\" FROM k_period l WHERE l.rid = :rid AND NOT :is_restored"
    " AND (l.status = 'locked' OR (l.status = 'open' AND l.reopened_until < :today))",
    LOCKED_REASON, .types = "date date" },

  { 9, LEP_CHECK_AFTER, "assessment_answer", "item", "item answer assessment_round",
    "SELECT k.item, a.instrument FROM k_assessment_answer k" LEP_NAMED ("assessment_round", "a", "k.assessment_round") " WHERE k.rid = :rid AND NOT lep_answers (a.instrument, k.item, NULL)",
    N_ ("this question is not one of the self-assessment “{1}”; choose one of its own."),
    .types = "code:instrument" },
  { 9, LEP_CHECK_AFTER, "assessment_answer", "answer", "item answer assessment_round",
    "SELECT k.answer, a.instrument FROM k_assessment_answer k" LEP_NAMED ("assessment_round", "a", "k.assessment_round") " WHERE k.rid = :rid AND NOT lep_answers (a.instrument, NULL, k.answer)",
    N_ ("the self-assessment “{1}” has no such answer; choose one of its own."),
    .types = "code:instrument" },

  { 16, LEP_CHECK_AFTER, "organisation", "merged_into", "merged_into",
    "SELECT k.merged_into" ROW ("organisation") " WHERE k.rid = :rid AND lep_id (k.merged_into) = r.id",
    N_ ("an organisation cannot be merged into itself; leave this empty, or name another one.") },
};

const guint lep_n_cross_rules = G_N_ELEMENTS (lep_cross_rules);
