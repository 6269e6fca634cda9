/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of results: what was aimed at, what came out, how it splits, and
 * what was reported when. */

#include "lep-schema-private.h"

/* Of project, partnership and programme, one is filled. */
static const LepField target_fields[] = {
  FIELD (REF, "indicator", N_ ("Indicator"), REQUIRED, .target = "indicator"),
  FIELD (REF, "project", N_ ("Project"), .target = "project"),
  FIELD (REF, "partnership", N_ ("Partnership"), .target = "partnership"),
  FIELD (REF, "programme", N_ ("Programme"), .target = "programme"),
  FIELD (INT, "value", N_ ("Value"), REQUIRED, .group = "value", COUNT),
  FIELD (INT, "baseline", N_ ("Baseline"), COUNT),
  FIELD (DATE, "due_on", N_ ("Due on")),
  FIELD (CODE, "qualifier", N_ ("Precision"), .target = "target_qualifier", .group = "value"),
  FIELD (CODE, "status", N_ ("Status"), .target = "target_status"),
};

static const LepField outcome_fields[] = {
  FIELD (REF, "project", N_ ("Project"), REQUIRED, .target = "project"),
  FIELD (REF, "indicator", N_ ("Indicator"), REQUIRED, .target = "indicator"),
  FIELD (DATE, "from", N_ ("From"), REQUIRED, .group = "from"),
  FIELD (DATE, "to", N_ ("To"), REQUIRED, .group = "from"),
  FIELD (INT, "value", N_ ("Value"), REQUIRED, COUNT),
  FIELD (CODE, "state", N_ ("State"), .target = "outcome_state"),
  FIELD (CODE, "proof", N_ ("Proof"), .target = "proof"),
  FIELD (TEXT, "proof_no", N_ ("Proof number")),
  FIELD (DATE, "proof_on", N_ ("Proof dated")),
  FIELD (REF, "partner", N_ ("Partner"), .target = "organisation"),
  FIELD (NOTE, "note", N_ ("Note")),
};

static const LepMove outcome_moves[] = {
  { NULL, "claimed" },
  { NULL, "verified" },
  { NULL, "withdrawn", TRUE },
  { "claimed", "verified" },
  { "*", "withdrawn", TRUE },
};

/* The category is a code of the list named like the dimension, or one that a
 * record of kind category adds to it. */
static const LepField breakdown_fields[] = {
  FIELD (REF, "outcome", N_ ("Result"), REQUIRED, .target = "outcome"),
  FIELD (CODE, "dimension", N_ ("Dimension"), REQUIRED, .target = "dimension"),
  FIELD (CODE, "category", N_ ("Category"), REQUIRED | OPEN),
  FIELD (INT, "value", N_ ("Value"), REQUIRED, COUNT),
};

static const LepField period_fields[] = {
  FIELD (REF, "project", N_ ("Project"), REQUIRED, .target = "project"),
  FIELD (DATE, "from", N_ ("From"), REQUIRED, .group = "from"),
  FIELD (DATE, "to", N_ ("To"), REQUIRED, .group = "from"),
  FIELD (DATE, "due_on", N_ ("Due on")),
  FIELD (CODE, "kind", N_ ("Kind"), .target = "period_kind"),
  FIELD (CODE, "status", N_ ("Status"), .target = "period_status"),
  FIELD (DATE, "submitted_on", N_ ("Submitted on")),
  FIELD (DATE, "decided_on", N_ ("Decided on")),
  FIELD (NOTE, "narrative", N_ ("Narrative")),
  FIELD (DATE, "reopened_until", N_ ("Reopened until")),
  FIELD (NOTE, "reopen_reason", N_ ("Reason for reopening")),
};

/* The person who reopens is the author of the change. */
static const LepMove period_moves[] = {
  { NULL, "open" },
  { NULL, "submitted" },
  { NULL, "returned" },
  { NULL, "approved" },
  { NULL, "locked" },
  { "open", "submitted" },
  { "submitted", "returned" },
  { "returned", "submitted" },
  { "submitted", "approved" },
  { "approved", "locked" },
  { "locked", "open", TRUE, .needs = "reopened_until" },
};

static const LepField snapshot_fields[] = {
  FIELD (REF, "period", N_ ("Period"), REQUIRED, .target = "period"),
  FIELD (REF, "indicator", N_ ("Indicator"), REQUIRED, .target = "indicator"),
  FIELD (INT, "value", N_ ("Value"), REQUIRED, COUNT),
  FIELD (NOTE, "breakdown", N_ ("Split")),
  FIELD (DATE, "taken_on", N_ ("Taken on")),
};

static const LepKind kinds[] = {
  { "target", N_ ("Target"), N_ ("Targets"), LEP_SPACE_ANY,
    FIELDS (target_fields), .title = "indicator", .since = 1 },
  { "outcome", N_ ("Result"), N_ ("Results"), LEP_SPACE_PARTNERSHIP,
    FIELDS (outcome_fields), .title = "indicator", .since = 1,
    MOVES (outcome_moves), .state_field = "state", .reason_field = "note" },
  { "breakdown", N_ ("Split of a result"), N_ ("Splits of results"), LEP_SPACE_PARTNERSHIP,
    FIELDS (breakdown_fields), .title = "category", .key = "outcome dimension category", .since = 1 },
  { "period", N_ ("Reporting period"), N_ ("Reporting periods"), LEP_SPACE_PARTNERSHIP,
    FIELDS (period_fields), .title = "from", .since = 1,
    MOVES (period_moves), .state_field = "status", .reason_field = "reopen_reason" },
  { "snapshot", N_ ("Reported figure"), N_ ("Reported figures"), LEP_SPACE_PARTNERSHIP,
    FIELDS (snapshot_fields), .title = "indicator", .since = 1 },
};

const LepSchemaPart lep_schema_results = { kinds, G_N_ELEMENTS (kinds) };
