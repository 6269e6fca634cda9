/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds of a project: its contract, its money, its risks. */

#include "lep-schema-private.h"

static const LepField project_fields[] = {
  FIELD (REF, "partnership", N_ ("Partnership"), REQUIRED, .target = "partnership"),
  FIELD (REF, "application", N_ ("Application"), .target = "application"),
  FIELD (REF, "programme", N_ ("Programme"), .target = "programme"),
  FIELD (TEXT, "title", N_ ("Title"), REQUIRED),
  FIELD (TEXT, "reference", N_ ("Reference")),
  FIELD (CODE, "activity", N_ ("Kind of activity"), REQUIRED, .target = "activity"),
  FIELD (CODE, "lmp", N_ ("Labour market measure"), .target = "lmp"),
  FIELD (CODE, "status", N_ ("Status"), .target = "project_status"),
  FIELD (NOTE, "status_reason", N_ ("Reason")),
  FIELD (DATE, "start", N_ ("Start"), .group = "start"),
  FIELD (DATE, "end", N_ ("End"), .group = "start"),
  FIELD (TEXT, "places", N_ ("Places"), .target = "place"),
  FIELD (CODES, "target_groups", N_ ("Target groups"), .target = "target_group"),
  FIELD (NOTE, "objectives", N_ ("Objectives")),
  FIELD (NOTE, "summary", N_ ("Summary")),
  FIELD (MONEY, "grant", N_ ("Grant"), .group = "grant", COUNT),
  FIELD (CODE, "currency", N_ ("Currency"), OPEN, .target = "currency", .group = "grant"),
  FIELD (MONEY, "cofinancing", N_ ("Co-financing"), COUNT),
  FIELD (TEXT, "agreement_no", N_ ("Agreement number")),
  FIELD (DATE, "agreement_on", N_ ("Agreement signed on")),
  FIELD (NOTE, "next_steps", N_ ("Next steps")),
};

static const LepMove project_moves[] = {
  { NULL, "pipeline" },
  { NULL, "contracting" },
  { NULL, "active" },
  { NULL, "suspended" },
  { NULL, "completed" },
  { NULL, "closed" },
  { NULL, "terminated", TRUE },
  { "pipeline", "contracting" },
  { "contracting", "active" },
  { "active", "completed" },
  { "completed", "closed" },
  { "active", "suspended" },
  { "suspended", "active" },
  { "active", "terminated", TRUE },
};

static const LepField amendment_fields[] = {
  FIELD (REF, "project", N_ ("Project"), REQUIRED, .target = "project"),
  FIELD (INT, "number", N_ ("Number"), REQUIRED, COUNT),
  FIELD (DATE, "signed_on", N_ ("Signed on")),
  FIELD (NOTE, "reason", N_ ("Reason")),
  FIELD (NOTE, "before", N_ ("Before")),
  FIELD (NOTE, "after", N_ ("After")),
};

static const LepField budget_line_fields[] = {
  FIELD (REF, "project", N_ ("Project"), REQUIRED, .target = "project"),
  FIELD (CODE, "heading", N_ ("Heading"), REQUIRED, .target = "budget_heading"),
  FIELD (INT, "position", N_ ("Position"), COUNT),
  FIELD (TEXT, "item", N_ ("Item"), REQUIRED),
  FIELD (TEXT, "unit", N_ ("Unit")),
  FIELD (INT, "quantity", N_ ("Quantity"), COUNT),
  FIELD (MONEY, "unit_cost", N_ ("Cost of a unit"), COUNT),
  FIELD (REF, "source", N_ ("Paid from"), .target = "funding"),
  FIELD (REF, "partner", N_ ("Partner"), .target = "organisation"),
};

static const LepField funding_fields[] = {
  FIELD (REF, "project", N_ ("Project"), REQUIRED, .target = "project"),
  FIELD (REF, "organisation", N_ ("Organisation"), .target = "organisation"),
  FIELD (CODE, "kind", N_ ("Kind"), .target = "funding_kind"),
  FIELD (MONEY, "amount", N_ ("Amount"), REQUIRED, COUNT),
  FIELD (DATE, "committed_on", N_ ("Committed on")),
  FIELD (TEXT, "proof", N_ ("Proof")),
};

static const LepField tranche_fields[] = {
  FIELD (REF, "project", N_ ("Project"), REQUIRED, .target = "project"),
  FIELD (INT, "number", N_ ("Number"), REQUIRED, RANGE (1, 1000)),
  FIELD (PERCENT, "percent", N_ ("Percent of the grant"), SHARE),
  FIELD (MONEY, "amount", N_ ("Amount"), REQUIRED, COUNT),
  FIELD (CODE, "condition", N_ ("Condition"), .target = "tranche_condition"),
  FIELD (CODE, "status", N_ ("Status"), .target = "tranche_status"),
  FIELD (DATE, "due_on", N_ ("Due on")),
  FIELD (DATE, "requested_on", N_ ("Requested on")),
  FIELD (DATE, "approved_on", N_ ("Approved on")),
  FIELD (DATE, "paid_on", N_ ("Paid on")),
  FIELD (MONEY, "paid", N_ ("Paid"), COUNT),
};

static const LepMove tranche_moves[] = {
  { NULL, "planned" },
  { NULL, "due" },
  { NULL, "requested" },
  { NULL, "approved" },
  { NULL, "paid" },
  { "planned", "due" },
  { "due", "requested" },
  { "requested", "approved" },
  { "approved", "paid" },
};

/* A credit note is an expenditure below zero. */
static const LepField expenditure_fields[] = {
  FIELD (REF, "project", N_ ("Project"), REQUIRED, .target = "project"),
  FIELD (REF, "budget_line", N_ ("Budget line"), .target = "budget_line"),
  FIELD (DATE, "spent_on", N_ ("Spent on"), REQUIRED),
  FIELD (TEXT, "document_no", N_ ("Document number")),
  FIELD (TEXT, "supplier", N_ ("Supplier")),
  FIELD (MONEY, "amount", N_ ("Amount"), REQUIRED, .group = "amount"),
  FIELD (CODE, "currency", N_ ("Currency"), OPEN, .target = "currency", .group = "amount"),
  FIELD (INT, "rate", N_ ("Exchange rate"), .group = "amount", RANGE (1, G_MAXINT64)),
  FIELD (BOOL, "verified", N_ ("Verified")),
  FIELD (NOTE, "note", N_ ("Note")),
};

static const LepField risk_fields[] = {
  FIELD (REF, "project", N_ ("Project"), REQUIRED, .target = "project"),
  FIELD (TEXT, "text", N_ ("Text"), REQUIRED),
  FIELD (INT, "likelihood", N_ ("Likelihood"), RANGE (1, 5)),
  FIELD (INT, "impact", N_ ("Impact"), RANGE (1, 5)),
  FIELD (TEXT, "owner", N_ ("Responsible")),
  FIELD (NOTE, "response", N_ ("Response")),
  FIELD (CODE, "status", N_ ("Status"), .target = "risk_status"),
};

static const LepKind kinds[] = {
  { "project", N_ ("Project"), N_ ("Projects"), LEP_SPACE_PARTNERSHIP,
    FIELDS (project_fields), .title = "title", .since = 1,
    MOVES (project_moves), .state_field = "status", .reason_field = "status_reason" },
  { "amendment", N_ ("Amendment"), N_ ("Amendments"), LEP_SPACE_PARTNERSHIP,
    FIELDS (amendment_fields), .title = "number", .since = 1 },
  { "budget_line", N_ ("Budget line"), N_ ("Budget lines"), LEP_SPACE_PARTNERSHIP,
    FIELDS (budget_line_fields), .title = "item", .since = 1 },
  { "funding", N_ ("Funding"), N_ ("Funding"), LEP_SPACE_PARTNERSHIP,
    FIELDS (funding_fields), .title = "organisation", .since = 1 },
  { "tranche", N_ ("Tranche"), N_ ("Tranches"), LEP_SPACE_PARTNERSHIP,
    FIELDS (tranche_fields), .title = "number", .since = 1,
    MOVES (tranche_moves), .state_field = "status" },
  { "expenditure", N_ ("Expenditure"), N_ ("Expenditures"), LEP_SPACE_PARTNERSHIP,
    FIELDS (expenditure_fields), .title = "supplier", .since = 1 },
  { "risk", N_ ("Risk"), N_ ("Risks"), LEP_SPACE_PARTNERSHIP,
    FIELDS (risk_fields), .title = "text", .since = 1 },
};

const LepSchemaPart lep_schema_project = { kinds, G_N_ELEMENTS (kinds) };
