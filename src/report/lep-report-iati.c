/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes into an activity file for the International Aid Transparency
 * Initiative; the file itself goes along with the report, as its XML. */

#include <glib/gi18n-lib.h>

#include "lep-iati.h"
#include "lep-print.h"

static void
add_split (LepTable       *table,
           const LepTotal *by_sex,
           const char     *category)
{
  gint64 value;

  if (by_sex != NULL && lep_total_part (by_sex, category, &value))
    lep_table_add_count (table, value);
  else
    lep_table_add_nothing (table);
}

/* Of a time that was asked for only what was reached in it; @provisional gets a
 * sentence about what is not settled. */
static gboolean
add_result (const LepReportInput   *input,
            LepTable               *table,
            LepRecord              *project,
            const LepProjectResult *result,
            GPtrArray              *provisional,
            GError                **error)
{
  const LepTotalQuery query = { .indicator = result->indicator, .scope = LEP_SCOPE_PROJECT, .scope_id = lep_record_get_id (project), .from = input->from, .to = input->to, .dimension = "sex" };
  gboolean            is_whole = input->from == NULL && input->to == NULL;
  g_autoptr (LepTotal) own = is_whole ? NULL : lep_total (input->workspace, &query, error);
  const LepTotal *by_sex = is_whole ? result->by_sex : own;

  if (by_sex == NULL)
    return FALSE;
  lep_print_collect_provisional (input, provisional, result->indicator, result->name, by_sex->provisional, by_sex->too_many);
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, lep_print_indicator (input, result->indicator, result->name), result->indicator);
  if (result->has_target && is_whole)
    lep_table_add_count (table, result->target);
  else
    lep_table_add_nothing (table);
  if (by_sex->has_total)
    lep_table_add_count (table, by_sex->total);
  else
    lep_table_add_nothing (table);
  add_split (table, by_sex, "women");
  add_split (table, by_sex, "men");
  return TRUE;
}

static gboolean
add_activity (const LepReportInput *input,
              LepTable             *table,
              const LepIatiWritten *activity,
              GPtrArray            *provisional,
              GError              **error)
{
  const char      *reference = lep_record_get (activity->project, "reference");
  g_autofree char *title = lep_record_dup_title (activity->project);
  g_autofree char *head = lep_print_join (" · ", reference != NULL ? reference : "", title,
                                          lep_print_code (input, "project_status", lep_record_get (activity->project, "status")), NULL);

  lep_table_add_row (table, LEP_ROW_GROUP);
  lep_table_add_text (table, head, NULL);
  for (guint i = 0; i < activity->results->len; i++)
    if (!add_result (input, table, activity->project, g_ptr_array_index (activity->results, i), provisional, error))
      return FALSE;
  return TRUE;
}

static gboolean
add_activities (const LepReportInput *input,
                LepReport            *report,
                const GPtrArray      *activities,
                GError              **error)
{
  LepTable *table = lep_print_section (input, report, N_ ("Activities and results"), N_ ("Indicator"), LEP_COLUMN_TEXT, N_ ("Target"), LEP_COLUMN_FIGURE,
                                       N_ ("Reached"), LEP_COLUMN_FIGURE, N_ ("Women"), LEP_COLUMN_FIGURE, N_ ("Men"), LEP_COLUMN_FIGURE, NULL);
  g_autoptr (GPtrArray) provisional = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < activities->len; i++)
    if (!add_activity (input, table, g_ptr_array_index (activities, i), provisional, error))
      return FALSE;
  lep_print_notes (report, provisional);
  return TRUE;
}

/* Who reads the file takes two activities of one identifier for the same one. */
static void
add_note_of_doubles (const LepReportInput *input,
                     LepReport            *report,
                     const GPtrArray      *activities)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) told = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GString) doubles = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < activities->len; i++)
    {
      char *identifier = ((const LepIatiWritten *) g_ptr_array_index (activities, i))->identifier;

      if (!g_hash_table_add (seen, identifier) && g_hash_table_add (told, identifier))
        g_string_append_printf (doubles, "%s%s", doubles->len > 0 ? ", " : "", identifier);
    }
  text = lep_fill (lep_print_text (input, N_ ("More than one project is known by the same identifier in the file: {identifiers}. Give each project a reference of its own.")), "identifiers", doubles->str, NULL);
  if (doubles->len > 0)
    lep_report_add_note (report, text);
}

/* Who hands the file on knows why amounts are missing. */
static void
add_note_of_unsettled (const LepReportInput *input,
                       LepReport            *report,
                       const GPtrArray      *activities)
{
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < activities->len; i++)
    {
      const LepIatiWritten *activity = g_ptr_array_index (activities, i);

      if (activity->is_unsettled)
        g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", activity->identifier);
    }
  text = lep_fill (lep_print_text (input, N_ ("Two laptops differ about amounts or targets of {identifiers}: such amounts are left out of the file, such targets are marked in it as provisional.")), "identifiers", list->str, NULL);
  if (list->len > 0)
    lep_report_add_note (report, text);
}

/**
 * lep_report_iati:
 *
 * The input's id is that of a project; without one, all that are more than an
 * idea. From and to choose the time that the results are of.
 */
LepReport *
lep_report_iati (const LepReportInput *input,
                 GError              **error)
{
  const LepIatiQuery query = { .project = input->id, .from = input->from, .to = input->to, .now = input->now, .zone = input->zone, .language = input->locale->tag };
  g_autoptr (LepRecord) project = input->id == NULL ? NULL : lep_print_record (input, "project", input->id, error);
  g_autoptr (LepReport) report = NULL;
  g_autoptr (GBytes) xml = NULL;
  g_autofree char *title = NULL, *count = NULL, *period = NULL;
  g_autoptr (GPtrArray) activities = NULL;
  LepIatiTold told = { 0 };

  if (input->id != NULL && project == NULL)
    return NULL;
  xml = lep_iati_write (input->workspace, &query, &activities, &told, error);
  if (xml == NULL)
    return NULL;

  title = project != NULL ? lep_record_dup_title (project) : g_strdup (lep_print_text (input, N_ ("The whole programme")));
  period = input->from == NULL && input->to == NULL ? NULL : lep_format_date_range (input->locale, input->from, input->to);
  report = lep_print_begin (input, N_ ("IATI activity file"), title, period, NULL);
  report->xml = g_steal_pointer (&xml);
  if (!lep_print_programme_sender (input, report, error))
    return NULL;

  count = lep_format_count (input->locale, activities->len);
  lep_report_add_figure (report, count, lep_catalogue_plural (input->catalogue, "activity", "activities", activities->len), NULL);
  lep_report_add_paragraph (report, lep_print_text (input, N_ ("This is what goes into the file. Save it as XML to hand it to a registry of the International Aid Transparency Initiative (version 2.03); each project is an activity, with its results by sex, age, target group and residence. Commitments, planned and made payments and the budget by year go along where the register knows their days; nothing is spread by guess. Who reports is the programme: its reference is taken as the identifier of the organisation.")));
  if (!told.has_reference)
    lep_report_add_note (report, lep_print_text (input, N_ ("The programme has no reference, so its id stands as the identifier of who reports: no registry takes that. Fill in the identifier that the programme is registered by.")));
  if (!told.has_country)
    lep_report_add_note (report, lep_print_text (input, N_ ("No country is in the file: none of the places is a country with its code.")));
  add_note_of_doubles (input, report, activities);
  add_note_of_unsettled (input, report, activities);
  if (!add_activities (input, report, activities, error))
    return NULL;
  return g_steal_pointer (&report);
}
