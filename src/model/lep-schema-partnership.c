/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The kinds about a partnership itself: who belongs to it, how it meets and
 * decides, what it offers, and how it judges itself. */

#include "lep-schema-private.h"

static const LepField partnership_fields[] = {
  FIELD (TEXT, "name", N_ ("Name"), REQUIRED),
  FIELD (TEXT, "short_name", N_ ("Short name")),
  FIELD (TEXT, "places", N_ ("Places"), .target = "place"),
  FIELD (REF, "lead", N_ ("Lead organisation"), .target = "organisation"),
  FIELD (TEXT, "coordinator", N_ ("Coordinator")),
  FIELD (CODE, "status", N_ ("Status"), .target = "partnership_status"),
  FIELD (DATE, "founded_on", N_ ("Founded on")),
  FIELD (TEXT, "agreement_no", N_ ("Agreement number")),
  FIELD (DATE, "agreement_on", N_ ("Agreement signed on")),
  FIELD (NOTE, "objectives", N_ ("Objectives")),
  FIELD (NOTE, "territory", N_ ("Territory")),
};

/* A register takes over partnerships that exist already: a new record may start
 * in any state. Whoever starts it as "established" meets the five-group rule as
 * if the step had been taken; the later states are listed under attention. */
static const LepMove partnership_moves[] = {
  { NULL, "forming" },
  { NULL, "established" },
  { NULL, "active" },
  { NULL, "dormant" },
  { NULL, "dissolved" },
  { "forming", "established" },
  { "established", "active" },
  { "active", "dormant" },
  { "dormant", "active" },
  { "dormant", "dissolved" },
};

static const LepField membership_fields[] = {
  FIELD (REF, "partnership", N_ ("Partnership"), REQUIRED, .target = "partnership"),
  FIELD (REF, "organisation", N_ ("Organisation"), REQUIRED, .target = "organisation"),
  FIELD (CODE, "role", N_ ("Role"), .target = "membership_role"),
  FIELD (DATE, "joined_on", N_ ("Joined on")),
  FIELD (DATE, "left_on", N_ ("Left on")),
  FIELD (DATE, "signed_on", N_ ("Signed on")),
  FIELD (TEXT, "mandate_no", N_ ("Mandate number")),
  FIELD (NOTE, "contribution", N_ ("Contribution")),
  FIELD (NOTE, "tasks", N_ ("Tasks")),
};

static const LepField meeting_fields[] = {
  FIELD (REF, "partnership", N_ ("Partnership"), REQUIRED, .target = "partnership"),
  FIELD (CODE, "kind", N_ ("Kind"), REQUIRED, .target = "meeting_kind"),
  FIELD (DATE, "held_on", N_ ("Held on"), REQUIRED),
  FIELD (TEXT, "place", N_ ("Place")),
  FIELD (NOTE, "agenda", N_ ("Agenda")),
  FIELD (NOTE, "minutes", N_ ("Minutes")),
  FIELD (DATE, "next_on", N_ ("Next meeting on")),
  FIELD (DATE, "note_sent_on", N_ ("Note sent on")),
};

static const LepField attendance_fields[] = {
  FIELD (REF, "meeting", N_ ("Meeting"), REQUIRED, .target = "meeting"),
  FIELD (REF, "organisation", N_ ("Organisation"), REQUIRED, .target = "organisation"),
  FIELD (INT, "persons", N_ ("Persons"), COUNT),
  FIELD (CODE, "side", N_ ("Side"), .target = "side"),
  FIELD (BOOL, "excused", N_ ("Excused")),
};

/* Where a decision comes from: a meeting, a peer review, or an evaluation,
 * which is a document. */
static const LepField decision_fields[] = {
  FIELD (REF, "meeting", N_ ("Meeting"), .target = "meeting"),
  FIELD (REF, "peer_review", N_ ("Peer review"), .target = "peer_review"),
  FIELD (REF, "evaluation", N_ ("Evaluation"), .target = "document"),
  FIELD (CODE, "kind", N_ ("Kind"), .target = "decision_kind"),
  FIELD (NOTE, "text", N_ ("Text"), REQUIRED),
  FIELD (CODE, "theme", N_ ("Theme"), .target = "decision_theme"),
  FIELD (REF, "addressed_to", N_ ("Addressed to"), .target = "organisation"),
  FIELD (DATE, "due_on", N_ ("Due on")),
  FIELD (CODE, "status", N_ ("Status"), .target = "decision_status"),
  FIELD (NOTE, "response", N_ ("Response")),
  FIELD (NOTE, "evidence", N_ ("Evidence")),
  FIELD (DATE, "closed_on", N_ ("Closed on")),
};

static const LepMove decision_moves[] = {
  { NULL, "open" },
  { NULL, "in_progress" },
  { NULL, "partly" },
  { NULL, "done" },
  { NULL, "dropped", TRUE },
  { "open", "in_progress" },
  { "in_progress", "partly" },
  { "partly", "done" },
  { "*", "dropped", TRUE },
};

static const LepField service_fields[] = {
  FIELD (REF, "partnership", N_ ("Partnership"), REQUIRED, .target = "partnership"),
  FIELD (TEXT, "name", N_ ("Name"), REQUIRED),
  FIELD (REF, "provider", N_ ("Provider"), .target = "organisation"),
  FIELD (REF, "project", N_ ("Project"), .target = "project"),
  FIELD (CODE, "type", N_ ("Type"), .target = "lmp"),
  FIELD (CODES, "target_groups", N_ ("Target groups"), .target = "target_group"),
  FIELD (DATE, "started_on", N_ ("Started on")),
  FIELD (INT, "users_reached", N_ ("Users reached"), COUNT),
  FIELD (BOOL, "still_running", N_ ("Still running")),
  FIELD (DATE, "checked_on", N_ ("Checked on")),
  FIELD (NOTE, "description", N_ ("Description")),
};

static const LepField feedback_fields[] = {
  FIELD (REF, "partnership", N_ ("Partnership"), REQUIRED, .target = "partnership"),
  FIELD (REF, "organisation", N_ ("Organisation"), .target = "organisation"),
  FIELD (DATE, "received_on", N_ ("Received on")),
  FIELD (TEXT, "channel", N_ ("Channel")),
  FIELD (TEXT, "about", N_ ("About")),
  FIELD (NOTE, "text", N_ ("Text"), REQUIRED),
  FIELD (NOTE, "answer", N_ ("Answer")),
  FIELD (DATE, "closed_on", N_ ("Closed on")),
};

static const LepField assessment_round_fields[] = {
  FIELD (REF, "partnership", N_ ("Partnership"), REQUIRED, .target = "partnership"),
  FIELD (CODE, "instrument", N_ ("Instrument"), REQUIRED, .target = "instrument"),
  FIELD (DATE, "held_on", N_ ("Held on"), REQUIRED),
  FIELD (NOTE, "note", N_ ("Note")),
};

static const LepField assessment_answer_fields[] = {
  FIELD (REF, "assessment_round", N_ ("Self-assessment"), REQUIRED, .target = "assessment_round"),
  FIELD (CODE, "item", N_ ("Question"), REQUIRED, .target = "assessment_item"),
  FIELD (CODE, "answer", N_ ("Answer"), .target = "assessment_answer"),
  FIELD (NOTE, "evidence", N_ ("Evidence")),
  FIELD (NOTE, "actions", N_ ("Planned actions")),
  FIELD (TEXT, "owner", N_ ("Responsible")),
};

static const LepField peer_review_fields[] = {
  FIELD (REF, "partnership", N_ ("Partnership"), .target = "partnership"),
  FIELD (REF, "programme", N_ ("Programme"), .target = "programme"),
  FIELD (TEXT, "host", N_ ("Host")),
  FIELD (TEXT, "visitors", N_ ("Visitors")),
  FIELD (DATE, "from", N_ ("From"), .group = "from"),
  FIELD (DATE, "to", N_ ("To"), .group = "from"),
  FIELD (TEXT, "subject", N_ ("Subject"), REQUIRED),
  FIELD (NOTE, "findings", N_ ("Findings")),
};

static const LepKind kinds[] = {
  { "partnership", N_ ("Partnership"), N_ ("Partnerships"), LEP_SPACE_PARTNERSHIP,
    FIELDS (partnership_fields), .title = "name", .since = 1,
    MOVES (partnership_moves), .state_field = "status" },
  { "membership", N_ ("Membership"), N_ ("Memberships"), LEP_SPACE_PARTNERSHIP,
    FIELDS (membership_fields), .title = "organisation", .since = 1 },
  { "meeting", N_ ("Meeting"), N_ ("Meetings"), LEP_SPACE_PARTNERSHIP,
    FIELDS (meeting_fields), .title = "held_on", .since = 1 },
  { "attendance", N_ ("Attendance"), N_ ("Attendances"), LEP_SPACE_PARTNERSHIP,
    FIELDS (attendance_fields), .title = "organisation", .key = "meeting organisation", .since = 1 },
  { "decision", N_ ("Decision"), N_ ("Decisions"), LEP_SPACE_PARTNERSHIP,
    FIELDS (decision_fields), .title = "text", .since = 1,
    MOVES (decision_moves), .state_field = "status", .reason_field = "response" },
  { "service", N_ ("Service"), N_ ("Services"), LEP_SPACE_PARTNERSHIP,
    FIELDS (service_fields), .title = "name", .since = 1 },
  { "feedback", N_ ("Feedback"), N_ ("Feedback"), LEP_SPACE_PARTNERSHIP,
    FIELDS (feedback_fields), .title = "text", .since = 1 },
  { "assessment_round", N_ ("Self-assessment"), N_ ("Self-assessments"), LEP_SPACE_PARTNERSHIP,
    FIELDS (assessment_round_fields), .title = "held_on", .since = 1 },
  { "assessment_answer", N_ ("Self-assessment answer"), N_ ("Self-assessment answers"), LEP_SPACE_PARTNERSHIP,
    FIELDS (assessment_answer_fields), .title = "item", .since = 1 },
  { "peer_review", N_ ("Peer review"), N_ ("Peer reviews"), LEP_SPACE_ANY,
    FIELDS (peer_review_fields), .title = "subject", .since = 1 },
};

const LepSchemaPart lep_schema_partnership = { kinds, G_N_ELEMENTS (kinds) };
