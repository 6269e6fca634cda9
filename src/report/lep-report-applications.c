/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers of receiving applications: the register, the slip for the
 * applicant, and the administrative check. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-call-office.h"
#include "lep-print.h"

#define TICK       "×"
#define TICK_ROOM  20.0
#define BLANK_NOTE 26.0

/* What is asked for in the currency of the call; what has no rate, or the call no
 * currency, stands in its own. */
static void
add_requested (const LepReportInput *input,
               LepTable             *table,
               LepRecord            *application,
               const char           *currency)
{
  const char *own = lep_record_get (application, "currency");
  gint64      requested, converted;

  if (!lep_record_get_int64 (application, "requested", &requested))
    {
      lep_table_add_nothing (table);
    }
  else if (own == NULL)
    {
      lep_table_add_money (table, requested, currency);
    }
  else if (lep_money_convert (requested, own, currency, &converted))
    {
      lep_table_add_money (table, converted, currency);
    }
  else
    {
      g_autofree char *text = lep_format_money (input->locale, requested, own);

      lep_table_add_text (table, text, NULL);
    }
}

/* Room is scarce in a register: the short name where there is one. */
static char *
short_name (const LepReportInput *input,
            const char           *partnership)
{
  g_autoptr (LepRecord) record = partnership == NULL ? NULL : lep_workspace_get_record (input->workspace, "partnership", partnership, NULL, NULL);
  const char *name = record == NULL || lep_record_is_deleted (record) ? NULL : lep_record_get (record, "short_name");

  return name != NULL ? g_strdup (name) : lep_print_title (input, "partnership", partnership);
}

/* Whether the amount stands there in another currency than it was asked for in. */
static gboolean
is_converted (LepRecord  *application,
              const char *currency,
              gint64     *requested)
{
  const char *own = lep_record_get (application, "currency");
  gint64      converted;

  return own != NULL && g_strcmp0 (own, currency) != 0 && lep_record_get_int64 (application, "requested", requested) && lep_money_convert (*requested, own, currency, &converted);
}

/* The partnership, and what was asked for where the column has it in another currency. */
static char *
describe_applicant (const LepReportInput *input,
                    LepRecord            *application,
                    const char           *currency)
{
  g_autofree char *partnership = short_name (input, lep_record_get (application, "partnership"));
  g_autofree char *asked = NULL;
  gint64           requested;

  if (is_converted (application, currency, &requested))
    asked = lep_print_asked (input, requested, lep_record_get (application, "currency"));
  return lep_print_join (" · ", partnership != NULL ? partnership : "", asked != NULL ? asked : "", NULL);
}

/* "By post"; and that it is a concept note's hour, where those of full applications stand beside. */
static char *
describe_receipt (const LepReportInput *input,
                  LepRecord            *application,
                  gboolean              of_both)
{
  const char *channel = lep_print_code (input, "channel", lep_record_get (application, "channel"));
  gboolean    is_concept = of_both && (g_strcmp0 (lep_application_read_stage (input->workspace, application), "concept") == 0 ||
                                    g_strcmp0 (lep_record_get (application, "status"), "full_draft") == 0); /* invited, and not in yet */

  return lep_print_join (" · ", is_concept ? lep_print_code (input, "stage", "concept") : "", channel != NULL ? channel : "", NULL);
}

static void
add_application (const LepReportInput *input,
                 LepTable             *table,
                 LepRecord            *application,
                 guint                 number,
                 const char           *currency,
                 gboolean              with_zone,
                 gboolean              of_both)
{
  g_autofree char *applicant = describe_applicant (input, application, currency);
  g_autofree char *lead = lep_print_title (input, "organisation", lep_record_get (application, "lead"));
  g_autofree char *received = lep_print_received (input, application, with_zone);
  g_autofree char *how = describe_receipt (input, application, of_both);

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_count (table, number);
  lep_table_add_text (table, lep_record_get (application, "reference"), NULL);
  lep_table_add_text (table, lep_record_get (application, "title"), applicant);
  lep_table_add_text (table, lead, NULL);
  lep_table_add_text (table, received, how);
  lep_print_number (table, application, "copies");
  add_requested (input, table, application, currency);
  lep_table_add_text (table, lep_print_code (input, "application_status", lep_record_get (application, "status")), NULL);
}

static gboolean
has_converted (const GPtrArray *applications,
               const char      *currency)
{
  gint64 requested;

  for (guint i = 0; i < applications->len; i++)
    if (is_converted (g_ptr_array_index (applications, i), currency, &requested))
      return TRUE;
  return FALSE;
}

/* The zone that all hours of receipt are told in, or NULL: in the year are two. */
static char *
common_zone (const LepReportInput *input,
             const GPtrArray      *applications)
{
  g_autofree char *common = NULL;

  for (guint i = 0; i < applications->len; i++)
    {
      g_autofree char *zone = lep_print_zone (input, lep_record_get (g_ptr_array_index (applications, i), "received_at"));

      if (common != NULL && zone != NULL && strcmp (common, zone) != 0)
        return NULL;
      if (common == NULL)
        common = g_steal_pointer (&zone);
    }
  return g_steal_pointer (&common);
}

static void
add_applications (const LepReportInput *input,
                  LepReport            *report,
                  const GPtrArray      *applications,
                  const char           *currency,
                  gboolean              of_both)
{
  g_autofree char *zone = common_zone (input, applications);
  g_autofree char *received = lep_print_join (", ", lep_print_text (input, N_ ("Received")), zone != NULL ? zone : "", NULL);
  LepTable        *table;

  table = lep_print_table (input, report, N_ ("Register of applications"), N_ ("No."), LEP_COLUMN_FIGURE, N_ ("Number"), LEP_COLUMN_TEXT,
                           N_ ("Application and partnership"), LEP_COLUMN_STRONG, N_ ("Lead applicant"), LEP_COLUMN_TEXT, received, LEP_COLUMN_TEXT,
                           N_ ("Copies"), LEP_COLUMN_FIGURE, N_ ("Requested"), LEP_COLUMN_FIGURE, N_ ("State"), LEP_COLUMN_TEXT, NULL);
  for (guint i = 0; i < applications->len; i++)
    add_application (input, table, g_ptr_array_index (applications, i), i + 1, currency, zone == NULL, of_both);
}

static int
compare_received (gconstpointer a,
                  gconstpointer b)
{
  return g_strcmp0 (lep_record_get (*(LepRecord *const *) a, "received_at"), lep_record_get (*(LepRecord *const *) b, "received_at"));
}

/* Leaves what once was a concept note, as it was then: it came at another hour. */
static gboolean
put_back (const LepReportInput *input,
          GPtrArray            *applications,
          GError              **error)
{
  for (guint i = applications->len; i > 0; i--)
    {
      LepRecord       *application = g_ptr_array_index (applications, i - 1);
      gboolean         is_full = g_strcmp0 (lep_application_read_stage (input->workspace, application), "full") == 0;
      g_autofree char *invited_at = NULL;

      if (!lep_application_put_back (input->workspace, application, &invited_at, error))
        return FALSE;
      if (is_full && invited_at == NULL)
        g_ptr_array_remove_index (applications, i - 1);
    }
  g_ptr_array_sort (applications, compare_received);
  return TRUE;
}

static void
add_register_notes (const LepReportInput *input,
                    LepReport            *report,
                    const GPtrArray      *applications,
                    const char           *currency)
{
  if (currency != NULL)
    {
      g_autofree char *text = lep_fill (lep_print_text (input, N_ ("Amounts in {currency}.")), "currency", lep_currency_symbol (input->locale, currency), NULL);

      lep_report_add_note (report, text);
    }
  if (has_converted (applications, currency))
    lep_report_add_note (report, lep_print_text (input, N_ ("EUR 1 = BAM 1.95583 (fixed rate)")));
}

static gboolean
has_two_stages (LepRecord *call)
{
  return g_strcmp0 (lep_record_get (call, "stages"), "two") == 0;
}

static LepReport *
make_register (const LepReportInput *input,
               gboolean              of_concepts,
               GError              **error)
{
  g_autoptr (LepRecord) call = lep_print_record (input, "call", input->id, error);
  g_autoptr (GPtrArray) applications = call == NULL ? NULL : lep_print_list (input, "application", "call", input->id, "received_at", FALSE, error);
  g_autoptr (LepReport) report = NULL;
  g_autofree char *title = NULL, *kicker = NULL;

  of_concepts = of_concepts && call != NULL && has_two_stages (call);
  if (applications == NULL || (of_concepts && !put_back (input, applications, error)))
    return NULL;
  title = lep_record_dup_title (call);
  kicker = lep_print_join (" · ", lep_print_text (input, N_ ("Register of applications")), of_concepts ? lep_print_code (input, "stage", "concept") : "", NULL);
  report = lep_print_begin (input, kicker, title, lep_record_get (call, "reference"), lep_record_get (call, "reference"));
  report->landscape = TRUE;
  if (!lep_print_programme_sender (input, report, error) || !lep_print_unsettled (input, report, "call", input->id, "title reference currency", "application", error))
    return NULL;
  if (!lep_call_is_office (input->workspace))
    lep_report_add_note (report, lep_print_text (input, N_ ("This is not the laptop of the programme office: only the applications that are here are listed.")));
  if (applications->len == 0)
    {
      lep_report_add_note (report, lep_print_text (input, lep_call_is_office (input->workspace) ? N_ ("No application was received.") : N_ ("No application is on this laptop.")));
      return g_steal_pointer (&report);
    }
  add_applications (input, report, applications, lep_record_get (call, "currency"), has_two_stages (call) && !of_concepts);
  add_register_notes (input, report, applications, lep_record_get (call, "currency"));
  return g_steal_pointer (&report);
}

/**
 * lep_report_application_register:
 *
 * The input's id is that of a call.
 */
LepReport *
lep_report_application_register (const LepReportInput *input,
                                 GError              **error)
{
  return make_register (input, FALSE, error);
}

/* The same of the concept notes as they came, also when the full applications are in; of
 * a call of one stage, its register. */
LepReport *
lep_report_application_register_concept (const LepReportInput *input,
                                         GError              **error)
{
  return make_register (input, TRUE, error);
}

typedef struct
{
  LepRecord *application;
  LepRecord *call;
  char      *invited_at; /* NULL: the application is as it is now */
} Case;

static void
case_clear (Case *self)
{
  g_clear_object (&self->application);
  g_clear_object (&self->call);
  g_clear_pointer (&self->invited_at, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Case, case_clear)

/* @as_concept: as it was until it was invited to the second stage */
static gboolean
read_case (Case                 *self,
           const LepReportInput *input,
           gboolean              as_concept,
           GError              **error)
{
  gboolean is_full;

  self->application = lep_print_record (input, "application", input->id, error);
  if (self->application == NULL)
    return FALSE;
  self->call = lep_print_record (input, "call", lep_record_get (self->application, "call"), error);
  if (self->call == NULL)
    return FALSE;
  if (!as_concept || !has_two_stages (self->call))
    return TRUE;
  is_full = g_strcmp0 (lep_application_stage (self->application, self->call), "full") == 0;
  if (!lep_application_put_back (input->workspace, self->application, &self->invited_at, error))
    return FALSE;
  if (!is_full || self->invited_at != NULL)
    return TRUE;
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("“%s” was entered as a full application: there is no paper of a concept note. Print that of the application."),
               lep_record_get (self->application, "title"));
  return FALSE;
}

/* What two laptops differ in was written since, where the application is as it was. */
static gboolean
add_unsettled (const LepReportInput *input,
               LepReport            *report,
               const Case           *self,
               const char           *fields,
               const char           *kinds,
               GError              **error)
{
  return self->invited_at != NULL || lep_print_unsettled (input, report, "application", input->id, fields, kinds, error);
}

static void
add_properties (const LepReportInput *input,
                LepReport            *report,
                const Case           *self)
{
  g_autofree char *partnership = lep_print_title (input, "partnership", lep_record_get (self->application, "partnership"));
  g_autofree char *lead = lep_print_title (input, "organisation", lep_record_get (self->application, "lead"));
  g_autofree char *lot = lep_print_title (input, "lot", lep_record_get (self->application, "lot"));
  g_autofree char *received = lep_print_moment (input, lep_record_get (self->application, "received_at"));
  g_autofree char *call = lep_record_dup_title (self->call);
  g_autofree char *both = lep_print_join (" · ", lep_record_get (self->call, "reference"), call, NULL);

  lep_print_property (input, report, N_ ("Call"), both);
  lep_print_property (input, report, N_ ("Lot"), lot);
  lep_print_property (input, report, N_ ("Stage"), lep_print_code (input, "stage", lep_application_stage (self->application, self->call)));
  lep_print_property (input, report, N_ ("Application"), lep_record_get (self->application, "title"));
  lep_print_property (input, report, N_ ("Number"), lep_record_get (self->application, "reference"));
  lep_print_property (input, report, N_ ("Partnership"), partnership);
  lep_print_property (input, report, N_ ("Lead applicant"), lead);
  lep_print_property (input, report, N_ ("Received"), received);
}

static LepReport *
make_receipt (const LepReportInput *input,
              gboolean              as_concept,
              GError              **error)
{
  g_auto (Case) self = { NULL };
  g_autoptr (LepReport) report = NULL;
  g_autofree char *copies = NULL;
  gint64           count;

  if (!read_case (&self, input, as_concept, error))
    return NULL;
  /* Who is invited has handed in a concept note so far, and its hour stands there. */
  if (g_strcmp0 (lep_record_get (self.application, "status"), "full_draft") == 0 &&
      !lep_application_put_back (input->workspace, self.application, &self.invited_at, error))
    return NULL;
  if (lep_record_get (self.application, "received_at") == NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("“%s” was not received yet: there is nothing to confirm."), lep_record_get (self.application, "title"));
      return NULL;
    }
  report = lep_print_begin (input, N_ ("Receipt"), lep_print_text (input, N_ ("Receipt of an application")), lep_record_get (self.application, "reference"),
                            lep_record_get (self.application, "reference"));
  if (!lep_print_programme_sender (input, report, error) ||
      !add_unsettled (input, report, &self, "partnership lead lot stage status title reference received_at channel copies", "", error))
    return NULL;

  add_properties (input, report, &self);
  lep_print_property (input, report, N_ ("Received by"), lep_print_code (input, "channel", lep_record_get (self.application, "channel")));
  if (lep_record_get_int64 (self.application, "copies", &count))
    copies = lep_format_count (input->locale, count);
  lep_print_property (input, report, N_ ("Copies"), copies);
  lep_report_add_paragraph (report, lep_print_text (input, N_ ("This slip confirms that the application was received. It does not say whether it is in order or will be financed.")));
  if (g_strcmp0 (lep_record_get (self.application, "status"), "late") == 0)
    {
      g_autofree char *text = lep_print_lateness (input, self.application);

      lep_report_add_paragraph (report, text);
    }
  if (!lep_call_is_office (input->workspace))
    {
      lep_report_add_note (report, lep_print_text (input, N_ ("This is a copy, printed on a laptop that is not the programme office's. The slip itself is given out by the office.")));
      return g_steal_pointer (&report);
    }
  lep_report_add_signatures (report, TRUE);
  lep_report_add_signature (report, lep_print_text (input, N_ ("Taken in by")), NULL, lep_print_text (input, N_ ("name, function")));
  lep_report_add_signature (report, lep_print_text (input, N_ ("Handed over by")), NULL, lep_print_text (input, N_ ("name, function")));
  return g_steal_pointer (&report);
}

/**
 * lep_report_receipt:
 *
 * The input's id is that of an application.
 */
LepReport *
lep_report_receipt (const LepReportInput *input,
                    GError              **error)
{
  return make_receipt (input, FALSE, error);
}

/* The slip of the concept note, also when the full application is in; of a call of one
 * stage, its slip. */
LepReport *
lep_report_receipt_concept (const LepReportInput *input,
                            GError              **error)
{
  return make_receipt (input, TRUE, error);
}

static LepRecord *
find_check (const GPtrArray *checks,
            LepRecord       *requirement)
{
  for (guint i = 0; i < checks->len; i++)
    if (g_strcmp0 (lep_record_get (g_ptr_array_index (checks, i), "requirement"), lep_record_get_id (requirement)) == 0)
      return g_ptr_array_index (checks, i);
  return NULL;
}

static void
add_answer (const LepReportInput *input,
            LepTable             *table,
            LepRecord            *requirement,
            LepRecord            *check,
            guint                 number)
{
  static const char *const answers[] = { "yes", "no", "not_applicable" };
  const char              *given = check == NULL || input->blank ? NULL : lep_record_get (check, "answer");
  g_autofree char         *by = NULL;

  if (check != NULL && !input->blank && lep_record_get (check, "checked_on") != NULL)
    {
      g_autofree char *day = lep_print_date (input, lep_record_get (check, "checked_on"));

      by = lep_print_join (", ", lep_record_get (check, "by") != NULL ? lep_record_get (check, "by") : "", day, NULL);
    }
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_set_room (table, input->blank ? BLANK_NOTE : TICK_ROOM);
  lep_table_add_count (table, number);
  lep_table_add_text (table, lep_record_get (requirement, "text"), lep_print_code (input, "requirement_kind", lep_record_get (requirement, "kind")));
  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    lep_table_add_box (table, g_strcmp0 (given, answers[i]) == 0 ? TICK : NULL);
  if (check != NULL && !input->blank)
    lep_table_add_text (table, lep_record_get (check, "note") != NULL ? lep_record_get (check, "note") : by, lep_record_get (check, "note") != NULL ? by : NULL);
  else
    lep_table_add_empty (table);
}

static void
add_verdict (const LepReportInput *input,
             LepReport            *report,
             guint                 n_no,
             guint                 n_open)
{
  g_autofree char *no = lep_format_count (input->locale, n_no);
  g_autofree char *open = lep_format_count (input->locale, n_open);
  g_autofree char *text = NULL;

  if (n_no > 0)
    text = lep_fill (lep_catalogue_plural (input->catalogue, "{count} requirement is not met.", "{count} requirements are not met.", n_no), "count", no, NULL);
  else if (n_open > 0)
    text = lep_fill (lep_catalogue_plural (input->catalogue, "{count} requirement is not answered yet.", "{count} requirements are not answered yet.", n_open), "count", open, NULL);
  lep_report_add_paragraph (report, text != NULL ? text : lep_print_text (input, N_ ("All requirements are met: the application is in order.")));
}

static gboolean
is_of_stage (LepRecord  *requirement,
             const char *stage)
{
  const char *own = lep_record_get (requirement, "stage");

  return own == NULL || stage == NULL || strcmp (own, stage) == 0;
}

/**
 * lep_print_requirement_number:
 * @requirements: all of the call, in their order
 * @stage: (nullable): of the check; %NULL = all
 *
 * Returns: the number of one of them in the check of the stage, from 1; 0 if it is
 *   not asked for there. Every paper names it by this number.
 */
guint
lep_print_requirement_number (const GPtrArray *requirements,
                              guint            index,
                              const char      *stage)
{
  guint n = 0;

  if (!is_of_stage (g_ptr_array_index (requirements, index), stage))
    return 0;
  for (guint i = 0; i <= index; i++)
    n += is_of_stage (g_ptr_array_index (requirements, i), stage);
  return n;
}

/* The answers of the stage. */
static GPtrArray *
read_checks (const LepReportInput *input,
             const Case           *self,
             GError              **error)
{
  g_autoptr (GPtrArray) checks = lep_print_list (input, "check", "application", input->id, NULL, FALSE, error);

  for (guint i = 0; checks != NULL && self->invited_at != NULL && i < checks->len; i++)
    if (!lep_check_put_back (input->workspace, g_ptr_array_index (checks, i), self->invited_at, error))
      return NULL;
  return g_steal_pointer (&checks);
}

static LepReport *
make_admin_check (const LepReportInput *input,
                  gboolean              as_concept,
                  GError              **error)
{
  g_auto (Case) self = { NULL };
  g_autoptr (GPtrArray) requirements = NULL;
  g_autoptr (GPtrArray) checks = NULL;
  g_autoptr (LepReport) report = NULL;
  LepTable *table;
  guint     n = 0, n_no = 0, n_open = 0;

  if (!read_case (&self, input, as_concept, error))
    return NULL;
  requirements = lep_print_list (input, "requirement", "call", lep_record_get_id (self.call), "position", FALSE, error);
  checks = requirements == NULL ? NULL : read_checks (input, &self, error);
  if (checks == NULL)
    return NULL;
  report = lep_print_begin (input, N_ ("Administrative check"), lep_record_get (self.application, "title"), lep_record_get (self.application, "reference"),
                            lep_record_get (self.application, "reference"));
  if (!lep_print_programme_sender (input, report, error) ||
      !add_unsettled (input, report, &self, "partnership lead lot stage status title reference received_at", "check", error))
    return NULL;

  add_properties (input, report, &self);
  table = lep_print_section (input, report, N_ ("Requirements"), N_ ("No."), LEP_COLUMN_FIGURE, N_ ("Requirement"), LEP_COLUMN_TEXT, N_ ("Yes"), LEP_COLUMN_TEXT, N_ ("No"), LEP_COLUMN_TEXT,
                             N_ ("Not applicable"), LEP_COLUMN_TEXT, N_ ("Note"), LEP_COLUMN_WIDE, NULL);
  for (guint i = 0; i < requirements->len; i++)
    {
      LepRecord  *requirement = g_ptr_array_index (requirements, i), *check = find_check (checks, requirement);
      const char *answer = check == NULL ? NULL : lep_record_get (check, "answer");
      guint       number = lep_print_requirement_number (requirements, i, lep_application_stage (self.application, self.call));

      if (number == 0)
        continue;
      n_no += g_strcmp0 (answer, "no") == 0;
      n_open += answer == NULL || strcmp (answer, "pending") == 0;
      add_answer (input, table, requirement, check, n = number);
    }
  if (n == 0)
    lep_report_add_note (report, lep_print_text (input, N_ ("The call has no requirements.")));
  else if (!lep_call_is_office (input->workspace))
    lep_report_add_note (report, lep_print_text (input, N_ ("What the programme office answers is not on this laptop: the boxes are empty, to be ticked by hand.")));
  else if (!input->blank)
    add_verdict (input, report, n_no, n_open);
  lep_report_add_heading (report, lep_print_text (input, N_ ("Signatures")));
  lep_report_add_signatures (report, FALSE);
  lep_report_add_signature (report, lep_print_text (input, N_ ("Checked by")), NULL, lep_print_text (input, N_ ("name, date")));
  lep_report_add_signature (report, lep_print_text (input, N_ ("Confirmed by")), NULL, lep_print_text (input, N_ ("name, date")));
  return g_steal_pointer (&report);
}

/**
 * lep_report_admin_check:
 *
 * The input's id is that of an application; blank leaves the answers out.
 */
LepReport *
lep_report_admin_check (const LepReportInput *input,
                        GError              **error)
{
  return make_admin_check (input, FALSE, error);
}

/* The check of the concept note, also when the full application is in; of a call of one
 * stage, its check. */
LepReport *
lep_report_admin_check_concept (const LepReportInput *input,
                                GError              **error)
{
  return make_admin_check (input, TRUE, error);
}
