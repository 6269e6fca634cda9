/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of reports: to add one is to add a line here and a file. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"

#include "lep-report-kinds.h"

#define PAGES  (LEP_REPORT_PDF | LEP_REPORT_HTML)
#define TABLES (PAGES | LEP_REPORT_CSV | LEP_REPORT_XLSX)

static const LepReportKind kinds[] = {
  { .name = "project-summary", .title = N_ ("Project summary"), .kinds = "project", .has_contacts = TRUE, .formats = TABLES, .make = lep_report_project_summary, .about = N_ ("Goals, money, results with proof, partners and next steps of a project on one or two pages.") },
  { .name = "partnership-profile", .title = N_ ("Partnership profile"), .kinds = "partnership", .formats = TABLES, .make = lep_report_partnership_profile, .about = N_ ("Members, the check of the five groups, services, projects, results, meetings and open decisions.") },
  { .name = "meeting", .title = N_ ("Minutes"), .kinds = "meeting", .formats = TABLES, .make = lep_report_meeting, .about = N_ ("Agenda, who was there by side, minutes, decisions, and what became of earlier ones; to be signed.") },
  { .name = "meeting-invitation", .title = N_ ("Invitation to a meeting"), .kinds = "meeting", .formats = PAGES, .make = lep_report_meeting_invitation, .about = N_ ("Asks the members to a meeting: when, where, about what, and what is still open from earlier ones.") },
  { .name = "attendance-list", .title = N_ ("Attendance list"), .kinds = "meeting", .formats = PAGES, .make = lep_report_attendance_list, .about = N_ ("A line for each member, to be signed at the meeting, and empty ones for guests.") },
  { .name = "decisions", .title = N_ ("Decisions and recommendations"), .kinds = "partnership|", .has_period = TRUE, .formats = TABLES, .make = lep_report_decisions, .about = N_ ("Every decision with addressee, due date, state and response; of a partnership or of all.") },
  { .name = "entry-form", .title = N_ ("Form for a result"), .kinds = "project|", .formats = PAGES, .make = lep_report_entry_form, .about = N_ ("An empty form on paper with the fields of the dialog that adds a result, in the same order.") },
  { .name = "budget", .title = N_ ("Budget"), .kinds = "project", .has_period = TRUE, .formats = TABLES, .make = lep_report_budget, .about = N_ ("The budget by heading, line and source, against what was spent.") },
  { .name = "expenditure", .title = N_ ("List of expenditure"), .kinds = "project", .has_period = TRUE, .formats = TABLES, .make = lep_report_expenditure, .about = N_ ("Every document with its amount, rate and budget line, and the sums by heading.") },
  { .name = "tranches", .title = N_ ("Request for payment"), .kinds = "project", .formats = TABLES, .make = lep_report_tranches, .about = N_ ("The tranches with conditions and states, and the request for the next one; to be signed.") },
  { .name = "results", .title = N_ ("Results"), .kinds = "project|partnership|", .has_period = TRUE, .formats = TABLES, .make = lep_report_results, .about = N_ ("Indicators with baseline, target, reached value and splits, and every entry with its proof; of a project, a partnership or the whole programme.") },
  { .name = "period-report", .title = N_ ("Report of a period"), .kinds = "period", .formats = TABLES, .make = lep_report_period, .about = N_ ("What was done in a reporting period, what came out and what was spent; to be signed.") },
  { .name = "restatement", .title = N_ ("Restatement"), .kinds = "project|period", .formats = TABLES, .make = lep_report_restatement, .about = N_ ("What was reported, what is counted now, the difference and why, for each indicator.") },
  { .name = "partner-register", .title = N_ ("Register of partners"), .kinds = "partnership|", .has_period = TRUE, .has_contacts = TRUE, .formats = TABLES, .make = lep_report_partner_register, .about = N_ ("The partners by actor group, how they are reached and where they take part.") },
  { .name = "self-assessment", .title = N_ ("Self-assessment"), .kinds = "assessment_round", .has_blank = TRUE, .formats = TABLES, .make = lep_report_self_assessment, .about = N_ ("The questions with their answers and the change since the last time, or blank with boxes to tick.") },
  { .name = "programme", .title = N_ ("Report of the programme"), .kinds = "programme|", .has_period = TRUE, .formats = TABLES, .make = lep_report_programme, .about = N_ ("All partnerships against the indicators, with sums, money and states.") },
  { .name = "esf-plus", .title = N_ ("Common indicators of ESF+"), .kinds = "project|partnership|", .has_period = TRUE, .formats = TABLES, .make = lep_report_esf, .about = N_ ("The common indicators of the European Social Fund Plus with their split by sex, of a project, a partnership or the whole programme.") },
  { .name = "iati", .title = N_ ("IATI activity file"), .kinds = "project|", .has_period = TRUE, .formats = TABLES | LEP_REPORT_XML, .make = lep_report_iati, .about = N_ ("Projects and their results for registries of the International Aid Transparency Initiative: as XML, and what goes into it as a print.") },
  { .name = "call", .title = N_ ("Call for applications"), .kinds = "call", .formats = TABLES, .make = lep_report_call, .about = N_ ("Lots and money, who may apply, dates with their hour, the requirements and the evaluation grid.") },
  { .name = "application-register", .title = N_ ("Register of applications"), .kinds = "call", .formats = TABLES, .make = lep_report_application_register, .about = N_ ("Every application of a call with number, hour and channel of receipt, amount and state.") },
  { .name = "application-register-concept", .title = N_ ("Register of the concept notes"), .kinds = "call", .formats = TABLES, .make = lep_report_application_register_concept, .about = N_ ("The same of the first stage of a call of two stages, also when the full applications are in.") },
  { .name = "receipt", .title = N_ ("Receipt"), .kinds = "application", .formats = PAGES, .make = lep_report_receipt, .about = N_ ("The slip for the applicant: what was received, when and how.") },
  { .name = "receipt-concept", .title = N_ ("Receipt of the concept note"), .kinds = "application", .formats = PAGES, .make = lep_report_receipt_concept, .about = N_ ("The same of the first stage of a call of two stages, also when the full application is in.") },
  { .name = "admin-check", .title = N_ ("Administrative check"), .kinds = "application", .has_blank = TRUE, .formats = TABLES, .make = lep_report_admin_check, .about = N_ ("Each requirement with its answer, blank or filled in, and two signatures.") },
  { .name = "admin-check-concept", .title = N_ ("Administrative check of the concept note"), .kinds = "application", .has_blank = TRUE, .formats = TABLES, .make = lep_report_admin_check_concept, .about = N_ ("The same of the first stage of a call of two stages, also when the full application is in.") },
  { .name = "score-sheet", .title = N_ ("Score sheet"), .kinds = "application|assessment|call", .has_blank = TRUE, .formats = TABLES, .make = lep_report_score_sheet, .about = N_ ("The evaluation grid for one application, blank or filled in, with the declaration of impartiality.") },
  { .name = "ranking", .title = N_ ("Ranking list"), .kinds = "call", .formats = TABLES, .make = lep_report_ranking, .about = N_ ("Points, thresholds, tie rule, cumulated amounts, who is selected, in reserve or rejected; signed by the committee.") },
  { .name = "ranking-concept", .title = N_ ("Ranking list of the concept notes"), .kinds = "call", .formats = TABLES, .make = lep_report_ranking_concept, .about = N_ ("The same of the first stage of a call of two stages, also when the full applications are in.") },
  { .name = "letter", .title = N_ ("Letter to an applicant"), .kinds = "application", .formats = PAGES, .make = lep_report_letter, .about = N_ ("Tells the applicant what was decided: invited, on the reserve list, rejected with points and reasons, or awarded.") },
  { .name = "bundle-slip", .title = N_ ("Bundle slip"), .formats = PAGES, .make = lep_report_bundle_slip, .about = N_ ("The paper that goes with a bundle: from whom, to whom, what is inside, and the numbers to compare by phone.") },
  { .name = "import-record", .title = N_ ("Record of an import"), .kinds = "import|", .formats = TABLES, .make = lep_report_import_record, .about = N_ ("What opening a bundle changed, whose changes those were, and who decided where people disagreed.") },
};

/**
 * lep_report_kinds:
 * @n_kinds: (out): how many there are
 *
 * Returns: all reports
 */
const LepReportKind *
lep_report_kinds (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

/**
 * lep_report_kind:
 *
 * Returns: (nullable): the report of that name
 */
const LepReportKind *
lep_report_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

/* What was deleted is not printed, and signed, as if it still counted. */
static gboolean
is_alive (const LepReportInput *input,
          GError              **error)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (input->workspace, NULL, input->id, NULL, NULL);
  g_autofree char *title = NULL;

  if (record == NULL || !lep_record_is_deleted (record))
    return TRUE;
  title = lep_record_dup_title (record);
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("“%s” was deleted. Restore it before you print it."), title);
  return FALSE;
}

/**
 * lep_report_make:
 *
 * Reads the workspace and makes the report's data, in the input's language.
 * Fails with %LEP_ERROR_INVALID if something it needs is not given or the record
 * is deleted, with %LEP_ERROR_NOT_FOUND if it does not exist.
 *
 * Returns: (transfer full): the report
 */
LepReport *
lep_report_make (const LepReportKind  *kind,
                 const LepReportInput *input,
                 GError              **error)
{
  gboolean needs_record = kind->kinds != NULL && *kind->kinds != '\0' && !g_str_has_suffix (kind->kinds, "|");

  if (needs_record && input->id == NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("The report “%s” needs the id of a record."), kind->name);
      return NULL;
    }
  if (kind->kinds == NULL && input->slip == NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("The report “%s” needs a bundle."), kind->name);
      return NULL;
    }
  if (input->id != NULL && !is_alive (input, error))
    return NULL;
  return kind->make (input, error);
}
