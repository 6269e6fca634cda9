/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The logframe: every indicator with baseline, target, what was reached and its
 * splits, and below it each entry with its source. Of a project, a partnership
 * or the whole programme. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"
#include "lep-revocation.h"
#include "lep-sum.h"

typedef struct
{
  const LepReportInput *input;
  LepScope              scope;
  LepRecord            *record; /* project or partnership, or NULL */
  LepRecord            *partnership;
  GPtrArray            *results; /* LepProjectResult */
} Results;

static void
results_clear (Results *self)
{
  g_clear_object (&self->record);
  g_clear_object (&self->partnership);
  g_clear_pointer (&self->results, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Results, results_clear)

static gboolean
find_scope (Results *self,
            GError **error)
{
  const LepReportInput *input = self->input;
  const char           *kind;

  self->scope = LEP_SCOPE_PROGRAMME;
  if (input->id == NULL)
    return TRUE;

  self->record = lep_workspace_get_record (input->workspace, NULL, input->id, NULL, error);
  if (self->record == NULL)
    return FALSE;
  kind = lep_record_get_kind_name (self->record);
  if (strcmp (kind, "programme") == 0)
    return TRUE;
  if (strcmp (kind, "project") == 0)
    {
      self->scope = LEP_SCOPE_PROJECT;
      self->partnership = lep_print_record (input, "partnership", lep_record_get (self->record, "partnership"), error);
      return self->partnership != NULL;
    }
  if (strcmp (kind, "partnership") == 0)
    {
      self->scope = LEP_SCOPE_PARTNERSHIP;
      self->partnership = g_object_ref (self->record);
      return TRUE;
    }
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("Results are printed of a project, a partnership or the programme, not of a record of kind “%s”."), kind);
  return FALSE;
}

/* What is due on no day is due at the end. */
static const char *
due_day (LepRecord *target)
{
  const char *due = lep_record_get (target, "due_on");

  return due != NULL ? due : "9999-12-31";
}

/* Whether the target goes before the one that was found: agreed before proposed, then the
 * later one; as lep_target_sum () counts. 0: both count. */
static int
compare_targets (LepRecord *target,
                 LepRecord *found)
{
  gboolean is_agreed = g_strcmp0 (lep_record_get (target, "status"), "proposed") != 0, was = g_strcmp0 (lep_record_get (found, "status"), "proposed") != 0;

  return is_agreed != was ? is_agreed - was : strcmp (due_day (target), due_day (found));
}

/* The target of the scope itself. */
static gboolean
read_target (const Results    *self,
             const char       *indicator,
             LepProjectResult *result,
             GError          **error)
{
  static const char *const fields[] = { [LEP_SCOPE_PROGRAMME] = "programme", [LEP_SCOPE_PARTNERSHIP] = "partnership", [LEP_SCOPE_PROJECT] = "project" };
  g_autoptr (GPtrArray) targets = lep_print_list (self->input, "target", "indicator", indicator, NULL, FALSE, error);
  LepRecord *found = NULL;

  if (targets == NULL)
    return FALSE;
  for (guint i = 0; i < targets->len; i++)
    {
      LepRecord  *target = g_ptr_array_index (targets, i);
      const char *of = lep_record_get (target, fields[self->scope]);
      int         order;
      gint64      value;

      if (of == NULL || (self->scope != LEP_SCOPE_PROGRAMME && strcmp (of, self->input->id) != 0) || !lep_record_get_int64 (target, "value", &value))
        continue;
      order = found == NULL ? 1 : compare_targets (target, found);
      if (order == 0)
        result->target = lep_add_saturated (result->target, value);
      if (order <= 0)
        continue;
      found = target;
      result->has_target = TRUE;
      result->target = value;
      result->has_baseline = lep_record_get_int64 (target, "baseline", &result->baseline);
      result->is_proposed = g_strcmp0 (lep_record_get (target, "status"), "proposed") == 0;
      g_free (result->qualifier);
      result->qualifier = g_strdup (lep_record_get (target, "qualifier"));
    }
  return TRUE;
}

static LepTotal *
read_total (const Results *self,
            const char    *indicator,
            const char    *dimension,
            gboolean       with_entries,
            GError       **error)
{
  const LepTotalQuery query = {
    .indicator = indicator,
    .scope = self->scope,
    .scope_id = self->scope == LEP_SCOPE_PROGRAMME ? NULL : self->input->id,
    .from = self->input->from,
    .to = self->input->to,
    .dimension = dimension,
    .with_entries = with_entries,
  };

  return lep_total (self->input->workspace, &query, error);
}

static gboolean
add_indicator (Results   *self,
               LepRecord *indicator,
               GError   **error)
{
  g_autoptr (LepProjectResult) result = g_new0 (LepProjectResult, 1);
  const char *id = lep_record_get_id (indicator);

  result->indicator = g_strdup (lep_record_get (indicator, "code"));
  result->name = g_strdup (lep_record_get (indicator, "name"));
  result->unit = g_strdup (lep_record_get (indicator, "unit"));
  result->by_sex = read_total (self, id, "sex", TRUE, error);
  if (result->by_sex == NULL)
    return FALSE;
  result->by_age = read_total (self, id, "age", FALSE, error);
  if (result->by_age == NULL || !read_target (self, id, result, error))
    return FALSE;

  if (result->has_target || result->by_sex->total != 0 || result->by_sex->claimed != 0 ||
      (result->by_sex->entries != NULL && result->by_sex->entries->len > 0))
    g_ptr_array_add (self->results, g_steal_pointer (&result));
  return TRUE;
}

/* Outputs, outcomes, impact, then those of no level: as the report of a period has them. */
static guint
level_of (LepRecord *indicator)
{
  const LepCodeList *levels = lep_schema_code_list ("indicator_level");
  guint              i = 0;

  while (i < levels->n_codes && g_strcmp0 (lep_record_get (indicator, "level"), levels->codes[i].code) != 0)
    i++;
  return i;
}

static int
compare_levels (gconstpointer a,
                gconstpointer b)
{
  return (int) level_of (*(LepRecord *const *) a) - (int) level_of (*(LepRecord *const *) b);
}

static gboolean
read_results (Results *self,
              GError **error)
{
  g_autoptr (GPtrArray) indicators = lep_print_list (self->input, "indicator", NULL, NULL, NULL, FALSE, error);

  if (indicators == NULL)
    return FALSE;
  g_ptr_array_sort (indicators, compare_levels);
  self->results = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_project_result_free);
  for (guint i = 0; i < indicators->len; i++)
    if (!add_indicator (self, g_ptr_array_index (indicators, i), error))
      return FALSE;
  return TRUE;
}

static gboolean
begin (const Results *self,
       LepReport    **report,
       GError       **error)
{
  const LepReportInput *input = self->input;
  g_autofree char      *title = self->record == NULL ? NULL : lep_record_dup_title (self->record);
  g_autofree char      *period = input->from == NULL && input->to == NULL ? NULL : lep_format_date_range (input->locale, input->from, input->to);
  const char           *reference = self->scope == LEP_SCOPE_PROJECT ? lep_record_get (self->record, "reference") : NULL;
  g_autofree char      *subtitle = reference != NULL && period != NULL ? g_strdup_printf ("%s · %s", reference, period) : g_strdup (reference != NULL ? reference : period);

  *report = lep_print_begin (input, N_ ("Results"), title != NULL ? title : lep_print_text (input, N_ ("The whole programme")), subtitle, reference);
  return self->partnership != NULL ? lep_print_sender (input, *report, self->partnership, error) : lep_print_programme_sender (input, *report, error);
}

/* Shares of the target groups, which overlap, for indicators of persons. */
static gboolean
add_groups (const Results *self,
            LepReport     *report,
            GError       **error)
{
  const LepReportInput *input = self->input;
  LepTable             *table = NULL;

  for (guint i = 0; i < self->results->len; i++)
    {
      const LepProjectResult *result = g_ptr_array_index (self->results, i);
      g_autoptr (LepTotal) total = NULL;

      if (g_strcmp0 (result->unit, "persons") != 0)
        continue;
      total = read_total (self, result->indicator, "target_group", FALSE, error);
      if (total == NULL)
        return FALSE;
      for (guint p = 0; total->by != NULL && p < total->by->len; p++)
        {
          const LepTotalPart *part = g_ptr_array_index (total->by, p);

          if (part->category == NULL || part->value == 0)
            continue;
          if (table == NULL)
            {
              lep_report_add_heading (report, lep_print_text (input, N_ ("By target group")));
              table = lep_report_add_table (report, lep_print_text (input, N_ ("By target group")));
              lep_table_add_column (table, lep_print_text (input, N_ ("Indicator")), NULL, LEP_COLUMN_TEXT);
              lep_table_add_column (table, lep_print_text (input, N_ ("Target group")), NULL, LEP_COLUMN_TEXT);
              lep_table_add_column (table, lep_print_text (input, N_ ("Reached")), NULL, LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG);
              lep_table_add_column (table, lep_print_text (input, N_ ("Share")), NULL, LEP_COLUMN_FIGURE);
            }
          lep_table_add_row (table, LEP_ROW_BODY);
          lep_table_add_text (table, lep_print_indicator (input, result->indicator, result->name), NULL);
          lep_table_add_text (table, lep_print_code (input, "target_group", part->category), NULL);
          lep_table_add_count (table, part->value);
          lep_table_add_ratio (table, part->value, total->total, 0);
        }
    }
  if (table != NULL)
    lep_report_add_note (report, lep_print_text (input, N_ ("Groups overlap: one person can stand in several, so they do not add up to the total.")));
  return TRUE;
}

/* Where the number comes from: what proves it, its number and its day. */
static char *
describe_proof (const LepReportInput *input,
                LepRecord            *outcome)
{
  g_autofree char *day = lep_record_get (outcome, "proof_on") == NULL ? NULL : lep_print_date (input, lep_record_get (outcome, "proof_on"));
  const char      *parts[] = { lep_print_code (input, "proof", lep_record_get (outcome, "proof")), lep_record_get (outcome, "proof_no"), day };
  GString         *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", parts[i]);
  return g_string_free (text, FALSE);
}

static gboolean
add_entry (const Results       *self,
           LepTable            *table,
           const LepTotalEntry *entry,
           GError             **error)
{
  const LepReportInput *input = self->input;
  g_autofree char      *period = lep_format_date_range (input->locale, entry->from, entry->to);
  g_autofree char      *title = g_strcmp0 (entry->kind, "outcome") == 0 ? NULL : lep_print_title (input, entry->kind, entry->id);
  g_autofree char      *project = NULL;
  g_autofree char      *proof = NULL;

  if (self->scope != LEP_SCOPE_PROJECT && g_strcmp0 (entry->kind, "outcome") == 0)
    project = lep_print_title (input, "project", entry->project);
  if (g_strcmp0 (entry->kind, "outcome") == 0)
    {
      g_autoptr (LepRecord) outcome = lep_workspace_get_record (input->workspace, "outcome", entry->id, entry->space, error);

      if (outcome == NULL)
        return FALSE;
      proof = describe_proof (input, outcome);
    }

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, title == NULL ? period : title, project);
  lep_table_add_text (table, lep_print_code (input, "outcome_state", entry->state), NULL);
  lep_table_add_text (table, proof, NULL);
  lep_table_add_count (table, entry->value);
  return TRUE;
}

/* Every number can be opened into its entries; on paper they stand below. */
static gboolean
add_entries (const Results *self,
             LepReport     *report,
             GError       **error)
{
  const LepReportInput *input = self->input;
  LepTable             *table = NULL;

  for (guint i = 0; i < self->results->len; i++)
    {
      const LepProjectResult *result = g_ptr_array_index (self->results, i);
      const GPtrArray        *entries = result->by_sex->entries;

      if (entries == NULL || entries->len == 0)
        continue;
      if (table == NULL)
        {
          lep_report_add_heading (report, lep_print_text (input, N_ ("Entries and their sources")));
          table = lep_report_add_table (report, lep_print_text (input, N_ ("Entries")));
          lep_table_add_column (table, lep_print_text (input, N_ ("Entry")), NULL, LEP_COLUMN_TEXT);
          lep_table_add_column (table, lep_print_text (input, N_ ("State")), NULL, LEP_COLUMN_TEXT);
          lep_table_add_column (table, lep_print_text (input, N_ ("Source")), NULL, LEP_COLUMN_TEXT);
          lep_table_add_column (table, lep_print_text (input, N_ ("Value")), NULL, LEP_COLUMN_FIGURE);
        }
      lep_table_add_row (table, LEP_ROW_GROUP);
      lep_table_add_text (table, lep_print_indicator (input, result->indicator, result->name), NULL);
      for (guint e = 0; e < entries->len; e++)
        if (!add_entry (self, table, g_ptr_array_index (entries, e), error))
          return FALSE;
    }
  return TRUE;
}

/* Targets; what was reached tells itself that it is provisional. */
static gboolean
add_unsettled (const Results *self,
               LepReport     *report,
               GError       **error)
{
  g_autofree char *programme = self->record == NULL ? lep_workspace_dup_programme (self->input->workspace) : NULL;
  const char      *id = self->record == NULL ? programme : self->input->id;
  const char      *kind = self->record == NULL ? "programme" : lep_record_get_kind_name (self->record);

  return id == NULL || lep_print_unsettled (self->input, report, kind, id, strcmp (kind, "project") == 0 ? "title reference" : "name", "target", error);
}

/**
 * lep_report_results:
 *
 * The input's id is that of a project or partnership; without one the print is
 * about the whole programme. Counts what ends between from and to.
 */
LepReport *
lep_report_results (const LepReportInput *input,
                    GError              **error)
{
  g_auto (Results) self = { .input = input };
  g_autoptr (LepReport) report = NULL;

  if (!find_scope (&self, error) || !read_results (&self, error) || !begin (&self, &report, error))
    return NULL;

  lep_report_add_heading (report, lep_print_text (input, N_ ("Target and reached")));
  lep_print_results (input, report, self.results, TRUE);
  if (!add_unsettled (&self, report, error) || !add_groups (&self, report, error) || !lep_print_published (input, report, self.scope, self.record, error) || !add_entries (&self, report, error))
    return NULL;
  return g_steal_pointer (&report);
}
