/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the reports of the workspace share: texts in the language of the print,
 * the letterhead and the foot of each page. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-office.h"

#include "lep-print.h"

/**
 * lep_print_text:
 *
 * Returns: the text in the language of the print
 */
const char *
lep_print_text (const LepReportInput *input,
                const char           *text)
{
  return lep_catalogue_text (input->catalogue, text);
}

/**
 * lep_print_code:
 * @code: (nullable): code of the list, or an open one
 *
 * Returns: its label in the language of the print; the code itself if unknown
 */
const char *
lep_print_code (const LepReportInput *input,
                const char           *list,
                const char           *code)
{
  const LepCodeList *codes = lep_schema_code_list (list);

  for (guint i = 0; codes != NULL && code != NULL && i < codes->n_codes; i++)
    if (strcmp (codes->codes[i].code, code) == 0)
      return lep_catalogue_text (input->catalogue, codes->codes[i].label);
  return code;
}

/**
 * lep_print_codes:
 * @codes: (nullable): codes with spaces between
 *
 * Returns: (transfer full) (nullable): their labels with commas between
 */
char *
lep_print_codes (const LepReportInput *input,
                 const char           *list,
                 const char           *codes)
{
  g_auto (GStrv) parts = NULL;
  GString *out;

  if (codes == NULL || *codes == '\0')
    return NULL;
  parts = g_strsplit (codes, " ", -1);
  out = g_string_new (NULL);
  for (guint i = 0; parts[i] != NULL; i++)
    g_string_append_printf (out, "%s%s", i > 0 ? ", " : "", lep_print_code (input, list, parts[i]));
  return g_string_free (out, FALSE);
}

char *
lep_print_date (const LepReportInput *input,
                const char           *date)
{
  return lep_format_date (input->locale, date, LEP_DATE_SHORT);
}

/**
 * lep_print_today:
 *
 * Returns: (transfer full): the day of the print where it is printed, YYYY-MM-DD
 */
char *
lep_print_today (const LepReportInput *input)
{
  return lep_time_dup_day (input->now, input->zone);
}

/**
 * lep_print_list:
 * @field: (nullable): a reference of @kind that must be @id
 *
 * Returns: (transfer full): LepRecord, those that are not deleted; of what the
 *   office scores only that in its space
 */
GPtrArray *
lep_print_list (const LepReportInput *input,
                const char           *kind,
                const char           *field,
                const char           *id,
                const char           *sort,
                gboolean              descending,
                GError              **error)
{
  gboolean of_office = lep_schema_kind (kind)->space == LEP_SPACE_OFFICE;
  g_autoptr (LepQuery) query = of_office ? lep_office_query_new (input->workspace, kind) : lep_query_new (kind);

  if (field != NULL)
    lep_query_add_filter (query, field, id);
  if (sort != NULL)
    lep_query_set_sort (query, sort, descending);
  return lep_query_run (input->workspace, query, error);
}

/**
 * lep_print_decisions:
 *
 * Returns: (transfer full): LepRecord, every decision of the partnership that the
 *   print is about, or of all, by the day it is due: also what comes from no meeting
 */
GPtrArray *
lep_print_decisions (const LepReportInput *input,
                     GError              **error)
{
  g_autoptr (LepQuery) query = lep_query_new ("decision");

  lep_query_set_scope (query, input->id != NULL ? "partnership" : NULL, input->id);
  lep_query_set_sort (query, "due_on", FALSE);
  return lep_query_run (input->workspace, query, error);
}

/**
 * lep_print_is_settled:
 *
 * Returns: whether nothing is to be done any more about a decision
 */
gboolean
lep_print_is_settled (LepRecord *decision)
{
  const char *status = lep_record_get (decision, "status");

  return g_strcmp0 (status, "done") == 0 || g_strcmp0 (status, "dropped") == 0;
}

/**
 * lep_print_record:
 *
 * Returns: (transfer full): the record, or %NULL with %LEP_ERROR_NOT_FOUND
 */
LepRecord *
lep_print_record (const LepReportInput *input,
                  const char           *kind,
                  const char           *id,
                  GError              **error)
{
  return lep_workspace_get_record (input->workspace, kind, id, NULL, error);
}

/**
 * lep_print_organisation:
 * @id: (nullable): as a reference has it
 * @organisation: (out) (transfer full) (nullable): the one that is meant, also where
 *   @id was found to be the same as another; %NULL if it is not on this laptop
 */
gboolean
lep_print_organisation (const LepReportInput *input,
                        const char           *id,
                        LepRecord           **organisation,
                        GError              **error)
{
  g_autoptr (GError) local = NULL;

  *organisation = id == NULL ? NULL : lep_workspace_get_named (input->workspace, "organisation", id, &local);
  if (local == NULL || g_error_matches (local, LEP_ERROR, LEP_ERROR_NOT_FOUND))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local));
  return FALSE;
}

/**
 * lep_print_title:
 * @kinds: that the id names, several joined by '|'; "*" = any
 * @id: (nullable): of a record that may not be on this laptop
 *
 * Returns: (transfer full) (nullable): how the record is called in the language of the
 *   print, also that it is deleted; organisations that were found to be the same
 *   are read through
 */
char *
lep_print_title (const LepReportInput *input,
                 const char           *kinds,
                 const char           *id)
{
  g_auto (GStrv) names = g_strsplit (kinds, "|", -1);
  g_autoptr (LepRecord) record = NULL;
  g_autofree char *label = NULL;

  if (id == NULL)
    return NULL;
  for (guint i = 0; record == NULL && names[i] != NULL; i++)
    record = lep_workspace_get_named (input->workspace, strcmp (names[i], "*") == 0 ? NULL : names[i], id, NULL);
  if (record == NULL)
    return g_strdup (lep_print_text (input, N_ ("not on this laptop")));
  label = lep_print_label (input, record);
  if (lep_record_is_deleted (record))
    return lep_fill (lep_print_text (input, N_ ("{name} (deleted)")), "name", label, NULL);
  return g_steal_pointer (&label);
}

/**
 * lep_print_property:
 *
 * Adds a line unless it has nothing to say.
 */
void
lep_print_property (const LepReportInput *input,
                    LepReport            *report,
                    const char           *label,
                    const char           *value)
{
  if (value != NULL && *value != '\0')
    lep_report_add_property (report, lep_print_text (input, label), value);
}

/**
 * lep_print_agreement:
 * @record: a partnership or a project: both have a number and a day
 */
void
lep_print_agreement (const LepReportInput *input,
                     LepReport            *report,
                     LepRecord            *record)
{
  const char      *number = lep_record_get (record, "agreement_no"), *signed_on = lep_record_get (record, "agreement_on");
  g_autofree char *day = lep_print_date (input, signed_on);
  g_autofree char *text = NULL;

  if (number != NULL && signed_on != NULL)
    text = lep_fill (lep_print_text (input, N_ ("{number} of {day}")), "number", number, "day", day, NULL);
  else if (signed_on != NULL)
    text = lep_fill (lep_print_text (input, N_ ("signed on {day}")), "day", day, NULL);
  lep_print_property (input, report, N_ ("Agreement"), text != NULL ? text : number);
}

static char *
workspace_name (const LepReportInput *input)
{
  g_autoptr (GPtrArray) programmes = NULL;
  const char *reference;

  if (input->workspace == NULL)
    return NULL;
  programmes = lep_print_list (input, "programme", NULL, NULL, NULL, FALSE, NULL);
  if (programmes == NULL || programmes->len == 0)
    return NULL;
  reference = lep_record_get (g_ptr_array_index (programmes, 0), "reference");
  return reference != NULL ? g_strdup (reference) : lep_record_dup_title (g_ptr_array_index (programmes, 0));
}

/* The day that the figures are of: the last one asked for, unless it is still to come. */
static char *
format_cut_off (const LepReportInput *input)
{
  g_autofree char *today = lep_print_today (input);

  return lep_print_date (input, input->to != NULL && strcmp (input->to, today) < 0 ? input->to : today);
}

static void
add_footers (const LepReportInput *input,
             LepReport            *report)
{
  char             time[LEP_TIME_TEXT_SIZE + 1];
  g_autofree char *printed = NULL;
  g_autofree char *day = format_cut_off (input);
  g_autofree char *name = workspace_name (input);
  g_autofree char *first = NULL;

  lep_time_format (input->now, time);
  printed = lep_format_time (input->locale, time, input->zone, LEP_DATE_SHORT);
  first = lep_fill (lep_print_text (input, name == NULL ? N_ ("As of {day} · Printed {time}") : N_ ("As of {day} · Printed {time} · Workspace {workspace}")),
                    "day", day, "time", printed, "workspace", name, NULL);
  lep_report_add_footer (report, first);
  if (input->digest != NULL && strlen (input->digest) >= 8)
    {
      g_autofree char *digest = g_strdup_printf ("%.4s %.4s", input->digest, input->digest + 4);
      const char      *words = input->of_changes ? N_ ("Digest of the changes {digest} · Every figure can be opened down to its entries and their proof")
                                                 : N_ ("Digest of the contents {digest} · Every figure can be opened down to its entries and their proof");
      g_autofree char *second = lep_fill (lep_print_text (input, words), "digest", digest, NULL);

      lep_report_add_footer (report, second);
    }
}

static void
add_frame (const LepReportInput *input,
           LepReport            *report)
{
  g_autofree char *today = lep_print_today (input);
  g_autofree char *day = lep_format_date (input->locale, today, LEP_DATE_LONG);

  if (input->number != NULL)
    lep_report_add_frame (report, lep_print_text (input, N_ ("Number")), input->number);
  lep_report_add_frame (report, lep_print_text (input, N_ ("Date")), day);
  if (input->place != NULL)
    lep_report_add_frame (report, lep_print_text (input, N_ ("Place")), input->place);
  if (input->mark != NULL)
    lep_report_add_frame (report, lep_print_text (input, N_ ("Mark")), input->mark);
}

/**
 * lep_print_begin:
 * @kicker: name of the report, English
 * @reference: (nullable): of the record, for the head of the following pages
 *
 * Returns: (transfer full): a report with title, frame and foot
 */
LepReport *
lep_print_begin (const LepReportInput *input,
                 const char           *kicker,
                 const char           *title,
                 const char           *subtitle,
                 const char           *reference)
{
  LepReport *report = lep_report_new (input->locale, input->catalogue);
  g_autoptr (GString) running = g_string_new (title);

  if (reference != NULL && *reference != '\0')
    g_string_append_printf (running, " · %s", reference);
  if (input->number != NULL)
    g_string_append_printf (running, " · %s", input->number);
  lep_report_set_title (report, lep_print_text (input, kicker), title, subtitle);
  lep_report_set_running (report, running->str, input->mark);
  lep_report_set_origin (report, NULL, input->now);
  add_frame (input, report);
  add_footers (input, report);
  return report;
}

static void
set_sender (const LepReportInput *input,
            LepReport            *report,
            const char           *name,
            const char           *lines)
{
  g_autofree char *all = NULL;

  if (input->lines != NULL)
    all = g_strconcat (lines != NULL ? lines : "", lines != NULL && *lines != '\0' ? "\n" : "", input->lines, NULL);
  lep_report_set_sender (report, name, all != NULL ? all : lines, input->logo);
  lep_report_set_origin (report, name, input->now);
}

static void
append_part (GString    *line,
             const char *text)
{
  if (text != NULL && *text != '\0')
    g_string_append_printf (line, "%s%s", line->len > 0 ? " · " : "", text);
}

/**
 * lep_print_sender:
 *
 * Puts a partnership and its lead organisation into the letterhead.
 */
gboolean
lep_print_sender (const LepReportInput *input,
                  LepReport            *report,
                  LepRecord            *partnership,
                  GError              **error)
{
  g_autofree char *name = lep_record_dup_title (partnership);
  g_autoptr (GString) lines = g_string_new (NULL);
  g_autoptr (LepRecord) lead = NULL;

  if (!lep_print_organisation (input, lep_record_get (partnership, "lead"), &lead, error))
    return FALSE;
  if (lead != NULL)
    {
      g_autoptr (GString) address = g_string_new (NULL);
      g_autofree char *first = lep_fill (lep_print_text (input, N_ ("{organisation}, lead organisation")), "organisation",
                                         lep_record_get (lead, "name"), NULL);

      append_part (address, lep_record_get (lead, "address"));
      append_part (address, lep_record_get (lead, "phone"));
      append_part (address, lep_record_get (lead, "email"));
      g_string_append_printf (lines, "%s%s%s", first, address->len > 0 ? "\n" : "", address->str);
    }
  set_sender (input, report, name, lines->str);
  return TRUE;
}

/**
 * lep_print_programme_sender:
 *
 * Puts the programme and its funders into the letterhead.
 */
gboolean
lep_print_programme_sender (const LepReportInput *input,
                            LepReport            *report,
                            GError              **error)
{
  g_autoptr (GPtrArray) programmes = lep_print_list (input, "programme", NULL, NULL, NULL, FALSE, error);

  if (programmes == NULL)
    return FALSE;
  if (programmes->len > 0)
    {
      LepRecord *programme = g_ptr_array_index (programmes, 0);

      set_sender (input, report, lep_record_get (programme, "name"), lep_record_get (programme, "funders"));
    }
  return TRUE;
}
