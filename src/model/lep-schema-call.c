/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of a public call: what it asks for, who applied, and how the
 * programme office judges the applications. */

#include "lep-schema-private.h"

static const LepField call_fields[] = {
  FIELD (REF, "programme", N_ ("Programme"), REQUIRED, .target = "programme"),
  FIELD (TEXT, "reference", N_ ("Reference"), REQUIRED),
  FIELD (TEXT, "title", N_ ("Title"), REQUIRED),
  FIELD (CODE, "stages", N_ ("Stages"), .target = "stages"),
  FIELD (CODE, "status", N_ ("Status"), .target = "call_status"),
  FIELD (NOTE, "status_reason", N_ ("Reason")),
  FIELD (DATE, "published_on", N_ ("Published on")),
  FIELD (TIME, "questions_until", N_ ("Questions until")),
  FIELD (TIME, "concept_deadline", N_ ("Deadline for concept notes")),
  FIELD (TIME, "full_deadline", N_ ("Deadline for full applications")),
  FIELD (CODE, "currency", N_ ("Currency"), OPEN, .target = "currency"),
  FIELD (MONEY, "min_grant", N_ ("Smallest grant"), .group = "min_grant", COUNT),
  FIELD (MONEY, "max_grant", N_ ("Largest grant"), .group = "min_grant", COUNT),
  FIELD (PERCENT, "min_cofinancing", N_ ("Least co-financing"), SHARE),
  FIELD (PERCENT, "max_indirect", N_ ("Most indirect costs"), SHARE),
  FIELD (PERCENT, "max_contingency", N_ ("Most contingency"), SHARE),
  FIELD (INT, "min_months", N_ ("Shortest project in months"), COUNT),
  FIELD (INT, "max_months", N_ ("Longest project in months"), COUNT),
  FIELD (INT, "concept_threshold", N_ ("Least points of a concept note"), COUNT),
  FIELD (INT, "full_threshold", N_ ("Least points of a full application"), COUNT),
  FIELD (NOTE, "summary", N_ ("Summary")),
};

/* One-stage calls skip the two middle steps. */
static const LepMove call_moves[] = {
  { NULL, "draft" },
  { NULL, "published" },
  { NULL, "concept_closed" },
  { NULL, "invited" },
  { NULL, "full_closed" },
  { NULL, "evaluated" },
  { NULL, "awarded" },
  { NULL, "archived" },
  { NULL, "cancelled", TRUE },
  { "draft", "published" },
  { "published", "concept_closed" },
  { "published", "full_closed", .needs = "stages=one" },
  { "concept_closed", "invited" },
  { "invited", "full_closed" },
  { "full_closed", "evaluated" },
  { "evaluated", "awarded" },
  { "awarded", "archived" },
  { "*", "cancelled", TRUE },
};

static const LepField lot_fields[] = {
  FIELD (REF, "call", N_ ("Call"), REQUIRED, .target = "call"),
  FIELD (INT, "number", N_ ("Number"), REQUIRED, COUNT),
  FIELD (TEXT, "title", N_ ("Title"), REQUIRED),
  FIELD (CODE, "target_group", N_ ("Target group"), .target = "target_group"),
  FIELD (MONEY, "envelope", N_ ("Envelope"), COUNT),
};

static const LepField requirement_fields[] = {
  FIELD (REF, "call", N_ ("Call"), REQUIRED, .target = "call"),
  FIELD (CODE, "stage", N_ ("Stage"), .target = "stage"),
  FIELD (INT, "position", N_ ("Position"), COUNT),
  FIELD (TEXT, "text", N_ ("Text"), REQUIRED),
  FIELD (CODE, "kind", N_ ("Kind"), .target = "requirement_kind"),
};

static const LepField criterion_fields[] = {
  FIELD (REF, "call", N_ ("Call"), REQUIRED, .target = "call"),
  FIELD (CODE, "stage", N_ ("Stage"), .target = "stage"),
  FIELD (TEXT, "section", N_ ("Section")),
  FIELD (INT, "position", N_ ("Position"), COUNT),
  FIELD (TEXT, "text", N_ ("Text"), REQUIRED),
  FIELD (INT, "max_points", N_ ("Most points"), REQUIRED, COUNT),
  FIELD (INT, "weight", N_ ("Weight"), COUNT),
  FIELD (INT, "minimum", N_ ("Least points"), COUNT),
  FIELD (BOOL, "comment_required", N_ ("Needs a comment")),
};

static const LepField application_fields[] = {
  FIELD (REF, "call", N_ ("Call"), REQUIRED, .target = "call"),
  FIELD (REF, "lot", N_ ("Lot"), .target = "lot"),
  FIELD (REF, "partnership", N_ ("Partnership"), .target = "partnership"),
  FIELD (REF, "lead", N_ ("Lead applicant"), REQUIRED, .target = "organisation"),
  FIELD (TEXT, "reference", N_ ("Reference")),
  FIELD (TEXT, "title", N_ ("Title"), REQUIRED),
  FIELD (CODE, "stage", N_ ("Stage"), .target = "stage"),
  FIELD (CODE, "status", N_ ("Status"), .target = "application_status"),
  FIELD (TIME, "received_at", N_ ("Received at")),
  FIELD (CODE, "channel", N_ ("Received by"), .target = "channel"),
  FIELD (INT, "copies", N_ ("Copies"), COUNT),
  FIELD (CODE, "language", N_ ("Language"), OPEN, .target = "language"),
  FIELD (MONEY, "requested", N_ ("Requested"), .group = "requested", COUNT),
  FIELD (CODE, "currency", N_ ("Currency"), OPEN, .target = "currency", .group = "requested"),
  FIELD (MONEY, "total", N_ ("Total cost"), COUNT),
  FIELD (INT, "months", N_ ("Months"), COUNT),
  FIELD (NOTE, "summary", N_ ("Summary")),
  FIELD (INT, "planned_trained", N_ ("Planned to train"), COUNT),
  FIELD (INT, "planned_employed", N_ ("Planned to be employed"), COUNT),
  FIELD (INT, "planned_services", N_ ("Planned services"), COUNT),
  FIELD (DATE, "decided_on", N_ ("Decided on")),
  FIELD (NOTE, "decision_note", N_ ("Decision note")),
};

/* Only moves that 2-data-model.md lists, and those that its rule 2 and calls of one
 * stage cannot do without: a full application that comes after its deadline is late
 * too; one whose hour was wrong is not; a draft that is a full application has no
 * concept note to be received; and one that went the way of a concept note, though it
 * is none, goes on as what it is. The reserve list of the first stage is invited to the
 * second one, and never contracted. */
static const LepMove application_moves[] = {
  { NULL, "draft" },
  { NULL, "received" },
  { NULL, "late" },
  { NULL, "admin_ok" },
  { NULL, "admin_rejected" },
  { NULL, "scored" },
  { NULL, "preselected" },
  { NULL, "reserve" },
  { NULL, "rejected" },
  { NULL, "full_draft" },
  { NULL, "full_received" },
  { NULL, "full_admin_ok" },
  { NULL, "full_scored" },
  { NULL, "verified" },
  { NULL, "selected" },
  { NULL, "contracted" },
  { NULL, "withdrawn" },
  { "draft", "received" },
  { "draft", "full_received", .needs = "stage=full" },
  { "received", "full_received", .needs = "stage=full" },
  { "admin_ok", "full_admin_ok", .needs = "stage=full" },
  { "scored", "full_scored", .needs = "stage=full" },
  { "received", "late" },
  { "received", "admin_ok" },
  { "received", "admin_rejected" },
  { "admin_ok", "scored" },
  { "scored", "preselected" },
  { "scored", "reserve" },
  { "scored", "rejected" },
  { "preselected", "full_draft" },
  { "reserve", "full_draft", .needs = "stage=concept" },
  { "full_draft", "full_received" },
  { "full_received", "late" },
  { "full_received", "full_admin_ok" },
  { "full_admin_ok", "full_scored" },
  { "full_scored", "verified" },
  { "verified", "selected" },
  { "verified", "reserve" },
  { "verified", "rejected" },
  { "selected", "contracted" },
  { "reserve", "contracted", .bar = "stage=concept" },
  { "draft", "withdrawn" },
  { "received", "withdrawn" },
  { "late", "received", .needs = "received_at", .bar = "stage=full" },
  { "late", "full_received", .needs = "received_at", .bar = "stage=concept" },
  { "late", "withdrawn" },
  { "admin_ok", "withdrawn" },
  { "scored", "withdrawn" },
  { "preselected", "withdrawn" },
  { "reserve", "withdrawn" },
  { "full_draft", "withdrawn" },
  { "full_received", "withdrawn" },
  { "full_admin_ok", "withdrawn" },
  { "full_scored", "withdrawn" },
  { "verified", "withdrawn" },
};

static const LepField check_fields[] = {
  FIELD (REF, "application", N_ ("Application"), REQUIRED, .target = "application"),
  FIELD (REF, "requirement", N_ ("Requirement"), REQUIRED, .target = "requirement"),
  FIELD (CODE, "answer", N_ ("Answer"), .target = "check_answer"),
  FIELD (NOTE, "note", N_ ("Note")),
  FIELD (DATE, "checked_on", N_ ("Checked on")),
  FIELD (TEXT, "by", N_ ("Checked by")),
};

static const LepField assessor_fields[] = {
  FIELD (TEXT, "name", N_ ("Name"), REQUIRED),
  FIELD (TEXT, "organisation", N_ ("Organisation")),
  FIELD (BOOL, "external", N_ ("External")),
  FIELD (BOOL, "votes", N_ ("Votes")),
};

static const LepField assessment_fields[] = {
  FIELD (REF, "application", N_ ("Application"), REQUIRED, .target = "application"),
  FIELD (REF, "assessor", N_ ("Assessor"), REQUIRED, .target = "assessor"),
  FIELD (CODE, "status", N_ ("Status"), .target = "assessment_status"),
  FIELD (DATE, "impartial_on", N_ ("Impartiality declared on")),
  FIELD (CODE, "interest", N_ ("Interest"), .target = "interest"),
  FIELD (NOTE, "comment", N_ ("Comment")),
  FIELD (CODE, "stage", N_ ("Stage"), .target = "stage"),
};

static const LepMove assessment_moves[] = {
  { NULL, "assigned" },
  { NULL, "open" },
  { NULL, "final" },
  { NULL, "excluded", .needs = "interest=declared" },
  { "assigned", "open" },
  { "open", "final" },
  { "assigned", "excluded", .needs = "interest=declared" },
  { "open", "excluded", .needs = "interest=declared" },
};

static const LepField score_fields[] = {
  FIELD (REF, "application", N_ ("Application"), REQUIRED, .target = "application"),
  FIELD (REF, "criterion", N_ ("Criterion"), REQUIRED, .target = "criterion"),
  FIELD (REF, "assessor", N_ ("Assessor"), REQUIRED, .target = "assessor"),
  FIELD (INT, "points", N_ ("Points"), COUNT),
  FIELD (NOTE, "comment", N_ ("Comment")),
};

static const LepKind kinds[] = {
  { "call", N_ ("Call"), N_ ("Calls"), LEP_SPACE_PROGRAMME,
    FIELDS (call_fields), .title = "title", .since = 1,
    MOVES (call_moves), .state_field = "status", .reason_field = "status_reason" },
  { "lot", N_ ("Lot"), N_ ("Lots"), LEP_SPACE_PROGRAMME,
    FIELDS (lot_fields), .title = "title", .since = 1 },
  { "requirement", N_ ("Requirement"), N_ ("Requirements"), LEP_SPACE_PROGRAMME,
    FIELDS (requirement_fields), .title = "text", .since = 1 },
  { "criterion", N_ ("Criterion"), N_ ("Criteria"), LEP_SPACE_PROGRAMME,
    FIELDS (criterion_fields), .title = "text", .since = 1 },
  { "application", N_ ("Application"), N_ ("Applications"), LEP_SPACE_PARTNERSHIP,
    FIELDS (application_fields), .title = "title", .since = 1,
    MOVES (application_moves), .state_field = "status" },
  { "check", N_ ("Administrative check"), N_ ("Administrative checks"), LEP_SPACE_OFFICE,
    FIELDS (check_fields), .title = "requirement", .key = "application requirement", .since = 1 },
  { "assessor", N_ ("Assessor"), N_ ("Assessors"), LEP_SPACE_OFFICE,
    FIELDS (assessor_fields), .title = "name", .since = 1 },
  { "assessment", N_ ("Assessment"), N_ ("Assessments"), LEP_SPACE_OFFICE,
    FIELDS (assessment_fields), .title = "assessor", .since = 1,
    MOVES (assessment_moves), .state_field = "status" },
  { "score", N_ ("Score"), N_ ("Scores"), LEP_SPACE_OFFICE,
    FIELDS (score_fields), .title = "criterion", .key = "application criterion assessor", .since = 1 },
};

const LepSchemaPart lep_schema_call = { kinds, G_N_ELEMENTS (kinds) };
