/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds that everybody in a programme shares, the directory of contacts,
 * and the two kinds that stand in every space (replica, document). */

#include "lep-schema-private.h"

static const LepField programme_fields[] = {
  FIELD (TEXT, "name", N_ ("Name"), REQUIRED),
  FIELD (CODES, "officers", N_ ("Officers' laptops"), OPEN | INTERNAL),
  FIELD (TEXT, "reference", N_ ("Reference")),
  FIELD (TEXT, "funders", N_ ("Funders")),
  FIELD (DATE, "start", N_ ("Start"), .group = "start"),
  FIELD (DATE, "end", N_ ("End"), .group = "start"),
  FIELD (CODE, "currency", N_ ("Currency"), REQUIRED | OPEN, .target = "currency"),
  FIELD (NOTE, "base_rate", N_ ("Base rate")),
  FIELD (NOTE, "description", N_ ("Description")),
};

static const LepField place_fields[] = {
  FIELD (TEXT, "code", N_ ("Code")),
  FIELD (TEXT, "name", N_ ("Name"), REQUIRED),
  FIELD (CODE, "level", N_ ("Level"), .target = "place_level"),
  FIELD (REF, "parent", N_ ("Part of"), .target = "place"),
};

static const LepField organisation_fields[] = {
  FIELD (TEXT, "name", N_ ("Name"), REQUIRED),
  FIELD (TEXT, "short_name", N_ ("Short name")),
  FIELD (CODE, "actor_group", N_ ("Actor group"), REQUIRED, .target = "actor_group"),
  FIELD (CODE, "stakeholder_type", N_ ("Stakeholder type"), .target = "stakeholder_type"),
  FIELD (TEXT, "legal_id", N_ ("Registration number")),
  FIELD (CODE, "activity", N_ ("Economic activity"), .target = "nace"),
  FIELD (CODE, "size", N_ ("Size"), .target = "organisation_size"),
  FIELD (TEXT, "place", N_ ("Place"), .target = "place"),
  FIELD (TEXT, "address", N_ ("Address")),
  FIELD (TEXT, "phone", N_ ("Phone")),
  FIELD (TEXT, "email", N_ ("E-mail")),
  FIELD (TEXT, "website", N_ ("Website")),
  FIELD (NOTE, "value_added", N_ ("What they add to the partnership")),
  FIELD (NOTE, "notes", N_ ("Notes")),
  FIELD (REF, "merged_into", N_ ("Same organisation as"), INTERNAL, .target = "organisation"),
};

static const LepField contact_fields[] = {
  FIELD (REF, "organisation", N_ ("Organisation"), REQUIRED, .target = "organisation"),
  FIELD (TEXT, "name", N_ ("Name"), REQUIRED),
  FIELD (TEXT, "function", N_ ("Function")),
  FIELD (TEXT, "phone", N_ ("Phone")),
  FIELD (TEXT, "email", N_ ("E-mail")),
  FIELD (CODE, "language", N_ ("Language"), OPEN, .target = "language"),
  FIELD (DATE, "consent_on", N_ ("Consent given on")),
};

static const LepField indicator_fields[] = {
  FIELD (TEXT, "code", N_ ("Code"), REQUIRED),
  FIELD (TEXT, "name", N_ ("Name"), REQUIRED),
  FIELD (CODE, "unit", N_ ("Unit"), REQUIRED, .target = "unit"),
  FIELD (CODE, "level", N_ ("Level"), .target = "indicator_level"),
  FIELD (CODE, "accumulation", N_ ("How values add up"), REQUIRED, .target = "accumulation"),
  FIELD (BOOL, "needs_proof", N_ ("Counts only with proof")),
  FIELD (NOTE, "definition", N_ ("Definition")),
  FIELD (TEXT, "common_code", N_ ("Donor's code")),
};

static const LepField category_fields[] = {
  FIELD (CODE, "dimension", N_ ("Dimension"), REQUIRED, .target = "dimension"),
  FIELD (CODE, "code", N_ ("Code"), REQUIRED | OPEN),
  FIELD (TEXT, "label", N_ ("Label"), REQUIRED),
  FIELD (INT, "position", N_ ("Position"), COUNT),
  FIELD (INT, "from_age", N_ ("From age"), .group = "from_age", RANGE (0, 150)),
  FIELD (INT, "to_age", N_ ("To age"), .group = "from_age", RANGE (0, 150)),
};

static const LepField published_figure_fields[] = {
  FIELD (TEXT, "subject", N_ ("Subject"), REQUIRED),
  FIELD (REF, "indicator", N_ ("Indicator"), REQUIRED, .target = "indicator"),
  FIELD (INT, "value", N_ ("Value"), REQUIRED, .group = "value", COUNT),
  FIELD (CODE, "qualifier", N_ ("Precision"), .target = "figure_qualifier", .group = "value"),
  FIELD (DATE, "cut_off_on", N_ ("As of")),
  FIELD (TEXT, "publisher", N_ ("Publisher")),
  FIELD (NOTE, "source", N_ ("Source")),
};

static const LepField replica_fields[] = {
  FIELD (TEXT, "label", N_ ("Laptop"), INTERNAL),
  FIELD (TEXT, "person", N_ ("Person"), INTERNAL),
  FIELD (TEXT, "place", N_ ("Place"), INTERNAL),
  FIELD (TEXT, "sign_key", N_ ("Signing key"), INTERNAL),
  FIELD (TEXT, "seal_key", N_ ("Sealing key"), INTERNAL),
  FIELD (DATE, "revoked_on", N_ ("Revoked on"), INTERNAL),
};

static const LepField document_fields[] = {
  FIELD (REF, "owner", N_ ("Belongs to"), REQUIRED, .target = "*"),
  FIELD (TEXT, "title", N_ ("Title"), REQUIRED),
  FIELD (CODE, "kind", N_ ("Kind"), .target = "document_kind"),
  FIELD (TEXT, "file_name", N_ ("File name")),
  FIELD (TEXT, "media_type", N_ ("Media type")),
  FIELD (INT, "size", N_ ("Size in bytes"), COUNT),
  FIELD (HASH, "sha256", N_ ("SHA-256")),
  FIELD (TEXT, "protocol_no", N_ ("Protocol number")),
  FIELD (DATE, "dated_on", N_ ("Dated")),
};

/* Why what a rule found is not a problem. It holds for the facts that were found
 * then (their hash): when they change, the rule speaks up again. Person and time
 * are those of the change. */
static const LepField explanation_fields[] = {
  FIELD (REF, "about", N_ ("About"), REQUIRED, .target = "*"),
  FIELD (INT, "rule", N_ ("Rule"), REQUIRED, RANGE (1, 1000)),
  FIELD (TEXT, "field", N_ ("Field")),
  FIELD (HASH, "facts", N_ ("Facts"), REQUIRED | INTERNAL),
  FIELD (NOTE, "reason", N_ ("Reason"), REQUIRED),
};

static const LepKind kinds[] = {
  { "programme", N_ ("Programme"), N_ ("Programmes"), LEP_SPACE_PROGRAMME,
    FIELDS (programme_fields), .title = "name", .since = 1 },
  { "place", N_ ("Place"), N_ ("Places"), LEP_SPACE_PROGRAMME,
    FIELDS (place_fields), .title = "name", .since = 1 },
  { "organisation", N_ ("Organisation"), N_ ("Organisations"), LEP_SPACE_PROGRAMME,
    FIELDS (organisation_fields), .title = "name", .since = 1 },
  { "contact", N_ ("Contact"), N_ ("Contacts"), LEP_SPACE_CONTACTS,
    FIELDS (contact_fields), .title = "name", .since = 1 },
  { "indicator", N_ ("Indicator"), N_ ("Indicators"), LEP_SPACE_PROGRAMME,
    FIELDS (indicator_fields), .title = "name", .key = "code", .since = 1 },
  { "category", N_ ("Category"), N_ ("Categories"), LEP_SPACE_PROGRAMME,
    FIELDS (category_fields), .title = "label", .key = "dimension code", .since = 1 },
  { "published_figure", N_ ("Published figure"), N_ ("Published figures"), LEP_SPACE_PROGRAMME,
    FIELDS (published_figure_fields), .title = "subject", .since = 1 },
  { "replica", N_ ("Laptop"), N_ ("Laptops"), LEP_SPACE_ANY,
    FIELDS (replica_fields), .title = "label", .since = 1 },
  { "document", N_ ("Document"), N_ ("Documents"), LEP_SPACE_ANY,
    FIELDS (document_fields), .title = "title", .since = 1 },
  { "explanation", N_ ("Explanation"), N_ ("Explanations"), LEP_SPACE_ANY,
    FIELDS (explanation_fields), .title = "reason", .key = "about rule facts", .since = 1 },
};

const LepSchemaPart lep_schema_programme = { kinds, G_N_ELEMENTS (kinds) };
