/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of the tabs of records: to add a tab is to add a line here. A kind
 * without a summary of its own gets a form made from the schema. */

#include <glib/gi18n.h>

#include "lep-activity-tab.h"
#include "lep-application-tab.h"
#include "lep-assessment-tab.h"
#include "lep-call-tab.h"
#include "lep-check-tab.h"
#include "lep-decision-tab.h"
#include "lep-documents-tab.h"
#include "lep-history-tab.h"
#include "lep-meeting-tab.h"
#include "lep-members-tab.h"
#include "lep-money-tab.h"
#include "lep-organisation-tab.h"
#include "lep-outcome-tab.h"
#include "lep-partnership-tab.h"
#include "lep-project-tab.h"
#include "lep-reports-tab.h"
#include "lep-results-tab.h"
#include "lep-same-tab.h"
#include "lep-score-tab.h"
#include "lep-service-tab.h"

#include "lep-record-tabs.h"

/* clang-format off */
static const LepRecordTab tabs[] = {
  { "organisation", "summary", N_ ("Summary"), lep_organisation_tab_get_type },
  { "organisation", "same", N_ ("Same as"), lep_same_tab_get_type },
  { "partnership", "summary", N_ ("Summary"), lep_partnership_tab_get_type },
  { "partnership", "members", N_ ("Members"), lep_members_tab_get_type },
  { "partnership", "assessment", N_ ("Self-assessment"), lep_assessment_tab_get_type },
  { "partnership", "activity", N_ ("More"), lep_activity_tab_get_type },
  { "meeting", "summary", N_ ("Summary"), lep_meeting_tab_get_type },
  { "decision", "summary", N_ ("Summary"), lep_decision_tab_get_type },
  { "service", "summary", N_ ("Summary"), lep_service_tab_get_type },
  { "application", "summary", N_ ("Summary"), lep_application_tab_get_type },
  { "application", "check", N_ ("Receipt and check"), lep_check_tab_get_type },
  { "application", "score", N_ ("Scores"), lep_score_tab_get_type },
  { "project", "summary", N_ ("Summary"), lep_project_tab_get_type },
  { "project", "money", N_ ("Money"), lep_money_tab_get_type },
  { "project", "results", N_ ("Results"), lep_results_tab_get_type },
  { "project", "reports", N_ ("Reports"), lep_reports_tab_get_type },
  { "call", "summary", N_ ("Summary"), lep_call_tab_get_type },
  { "outcome", "summary", N_ ("Summary"), lep_outcome_tab_get_type },
  { NULL, "documents", N_ ("Documents"), lep_documents_tab_get_type },
  { NULL, "history", N_ ("History"), lep_history_tab_get_type },
};
/* clang-format on */

const LepRecordTab *
lep_record_tabs (guint *n_tabs)
{
  g_return_val_if_fail (n_tabs != NULL, NULL);

  *n_tabs = G_N_ELEMENTS (tabs);

  return tabs;
}
