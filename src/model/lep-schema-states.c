/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The code lists of states, and those of the self-assessment instruments. */

#include "lep-schema-private.h"

#define LIST(table) .codes = table, .n_codes = G_N_ELEMENTS (table)

static const LepCode partnership_status[] = {
  { "forming", N_ ("Forming") },
  { "established", N_ ("Established") },
  { "active", N_ ("Active") },
  { "dormant", N_ ("Dormant") },
  { "dissolved", N_ ("Dissolved") },
};

static const LepCode call_status[] = {
  { "draft", N_ ("Draft") },
  { "published", N_ ("Published") },
  { "concept_closed", N_ ("Concept notes closed") },
  { "invited", N_ ("Invited to full application") },
  { "full_closed", N_ ("Full applications closed") },
  { "evaluated", N_ ("Evaluated") },
  { "awarded", N_ ("Awarded") },
  { "archived", N_ ("Archived") },
  { "cancelled", N_ ("Cancelled") },
};

static const LepCode application_status[] = {
  { "draft", N_ ("Draft") },
  { "received", N_ ("Received") },
  { "late", N_ ("Late") },
  { "admin_ok", N_ ("Administratively in order") },
  { "admin_rejected", N_ ("Rejected in the administrative check") },
  { "scored", N_ ("Scored") },
  { "preselected", N_ ("Preselected") },
  { "reserve", N_ ("Reserve list") },
  { "rejected", N_ ("Rejected") },
  { "full_draft", N_ ("Full application in draft") },
  { "full_received", N_ ("Full application received") },
  { "full_admin_ok", N_ ("Full application in order") },
  { "full_scored", N_ ("Full application scored") },
  { "verified", N_ ("Verified") },
  { "selected", N_ ("Selected") },
  { "contracted", N_ ("Contracted") },
  { "withdrawn", N_ ("Withdrawn") },
};

static const LepCode assessment_status[] = {
  { "assigned", N_ ("Assigned") },
  { "open", N_ ("Open") },
  { "final", N_ ("Final") },
  { "excluded", N_ ("Excluded") },
};

static const LepCode project_status[] = {
  { "pipeline", N_ ("In preparation") },
  { "contracting", N_ ("Being contracted") },
  { "active", N_ ("Active") },
  { "suspended", N_ ("Suspended") },
  { "completed", N_ ("Completed") },
  { "closed", N_ ("Closed") },
  { "terminated", N_ ("Terminated") },
};

static const LepCode tranche_status[] = {
  { "planned", N_ ("Planned") },
  { "due", N_ ("Due") },
  { "requested", N_ ("Payment requested") },
  { "approved", N_ ("Approved") },
  { "paid", N_ ("Paid") },
};

static const LepCode period_status[] = {
  { "open", N_ ("Open") },
  { "submitted", N_ ("Submitted") },
  { "returned", N_ ("Returned") },
  { "approved", N_ ("Approved") },
  { "locked", N_ ("Locked") },
};

static const LepCode decision_status[] = {
  { "open", N_ ("Open") },
  { "in_progress", N_ ("In progress") },
  { "partly", N_ ("Partly done") },
  { "done", N_ ("Done") },
  { "dropped", N_ ("Dropped") },
};

static const LepCode outcome_state[] = {
  { "claimed", N_ ("Claimed") },
  { "verified", N_ ("Verified") },
  { "withdrawn", N_ ("Withdrawn") },
};

static const LepCode target_status[] = {
  { "proposed", N_ ("Proposed") },
  { "agreed", N_ ("Agreed") },
};

static const LepCode risk_status[] = {
  { "open", N_ ("Open") },
  { "watched", N_ ("Watched") },
  { "occurred", N_ ("Occurred") },
  { "closed", N_ ("Closed") },
};

static const LepCode instrument[] = {
  { "box43", N_ ("Does the partnership work?") },
  { "box44", N_ ("Questions for ourselves") },
  { "table71", N_ ("Who decides?") },
  { "table73", N_ ("Joining services up") },
};

/* The questions of all four instruments, in their order. */
static const LepCode assessment_item[] = {
  { "partner_database", N_ ("Is there a full register of possible partners?") },
  { "key_stakeholders", N_ ("Are those known who add most to getting people into work?") },
  { "social_dialogue", N_ ("Is social dialogue used and looked for?") },
  { "resources", N_ ("Are people and money set aside for the partnership?") },
  { "information_exchange", N_ ("Do partners exchange information regularly?") },
  { "services_list", N_ ("Is there a list of services that partners can improve together?") },
  { "mutual_value", N_ ("Is the worth of shared information weighed for both sides?") },
  { "policy_input", N_ ("Can partners feed into policies and strategies?") },
  { "feedback", N_ ("Can partners say what they think of the services?") },
  { "benefits", N_ ("How do we judge what working with each partner brings?") },
  { "input", N_ ("What chances do partners have to shape policies and strategies?") },
  { "coverage", N_ ("Do today's partners cover every field of our work?") },
  { "dialogue", N_ ("How do we strengthen dialogue and its influence on strategy?") },
  { "design", N_ ("Who designs programmes?") },
  { "budget", N_ ("Who decides on the budget?") },
  { "targets", N_ ("Who sets target groups and eligibility?") },
  { "performance", N_ ("Who sets the goals?") },
  { "networks", N_ ("Who chooses partnerships and partners?") },
  { "outsourcing", N_ ("Who may contract others?") },
  { "shared_goal", N_ ("Is a shared goal chosen in view of what institutions can do?") },
  { "political_backing", N_ ("Is there political backing that lasts?") },
  { "relevant_partners", N_ ("Are partners chosen for the relevance of their services?") },
  { "capacity", N_ ("Is the partners' capacity assessed?") },
  { "pilot", N_ ("Was a pilot considered?") },
  { "headline_goal", N_ ("Is there one headline goal shared by all?") },
  { "incentives", N_ ("Are there incentives to cooperate?") },
  { "exchange_plan", N_ ("Is the exchange of information planned?") },
  { "staff_training", N_ ("Is staff trained?") },
  { "monitoring", N_ ("Is there one monitoring system with process indicators?") },
  { "evaluation", N_ ("Are there evaluations that find what works?") },
};

/* Answers of box 43, then ratings of box 44, then levels of table 7.1. */
static const LepCode assessment_answer[] = {
  { "no", N_ ("No") },
  { "planned", N_ ("Planned") },
  { "partly", N_ ("Partly") },
  { "in_place", N_ ("In place") },
  { "1", N_ ("1 – very weak") },
  { "2", N_ ("2 – weak") },
  { "3", N_ ("3 – fair") },
  { "4", N_ ("4 – good") },
  { "5", N_ ("5 – very good") },
  { "central", N_ ("Central level") },
  { "region", N_ ("Region") },
  { "local_office", N_ ("Local office") },
  { "partnership", N_ ("Partnership") },
};

const LepCodeList lep_schema_state_lists[] = {
  { "partnership_status", LIST (partnership_status) },
  { "call_status", LIST (call_status) },
  { "application_status", LIST (application_status) },
  { "assessment_status", LIST (assessment_status) },
  { "project_status", LIST (project_status) },
  { "tranche_status", LIST (tranche_status) },
  { "period_status", LIST (period_status) },
  { "decision_status", LIST (decision_status) },
  { "outcome_state", LIST (outcome_state) },
  { "target_status", LIST (target_status) },
  { "risk_status", LIST (risk_status) },
  { "instrument", LIST (instrument) },
  { "assessment_item", LIST (assessment_item) },
  { "assessment_answer", LIST (assessment_answer) },
};

const guint lep_schema_n_state_lists = G_N_ELEMENTS (lep_schema_state_lists);
