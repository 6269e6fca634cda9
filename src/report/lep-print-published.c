/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was published, beside what the register holds for the same subject up to
 * the same day: the difference is shown, not hidden. */

#include <glib/gi18n-lib.h>

#include "lep-print.h"

/* Everything that was published about those trained and those employed. */
typedef struct
{
  const LepReportInput *input;
  LepReport            *report;
  LepScope              scope;
  LepRecord            *record;             /* project or partnership, or NULL */
  LepTable             *table;              /* NULL until there is something to show */
  GPtrArray            *trained, *employed; /* LepPublished, or NULL */
} Published;

static void
published_clear (Published *self)
{
  g_clear_pointer (&self->trained, g_ptr_array_unref);
  g_clear_pointer (&self->employed, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Published, published_clear)

static void
begin_group (Published  *self,
             const char *title)
{
  const LepReportInput *input = self->input;

  if (self->table == NULL)
    {
      lep_report_add_heading (self->report, lep_print_text (input, N_ ("Published and held")));
      self->table = lep_report_add_table (self->report, lep_print_text (input, N_ ("Published and held")));
      lep_table_add_column (self->table, lep_print_text (input, N_ ("Published figure")), NULL, LEP_COLUMN_TEXT);
      lep_table_add_column (self->table, lep_print_text (input, N_ ("Cut-off")), NULL, LEP_COLUMN_FIGURE);
      lep_table_add_column (self->table, lep_print_text (input, N_ ("Published")), NULL, LEP_COLUMN_FIGURE);
      lep_table_add_column (self->table, lep_print_text (input, N_ ("In the register")), NULL, LEP_COLUMN_FIGURE);
      lep_table_add_column (self->table, lep_print_text (input, N_ ("Difference")), NULL, LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG);
    }
  lep_table_add_row (self->table, LEP_ROW_GROUP);
  lep_table_add_text (self->table, title, NULL);
}

/* A print of one partnership or project shows what was published about it. */
static gboolean
concerns (const Published    *self,
          const LepPublished *figure)
{
  switch (self->scope)
    {
    case LEP_SCOPE_PROJECT:
      return g_strcmp0 (figure->scope_id, lep_record_get_id (self->record)) == 0 ||
             g_strcmp0 (figure->scope_id, lep_record_get (self->record, "partnership")) == 0;
    case LEP_SCOPE_PARTNERSHIP:
      return g_strcmp0 (figure->scope_id, lep_record_get_id (self->record)) == 0;
    case LEP_SCOPE_PROGRAMME:
    default:
      return TRUE;
    }
}

static const char *
name_scope (const LepReportInput *input,
            const LepPublished   *figure)
{
  if (!figure->is_known)
    return lep_print_text (input, N_ ("its subject is not in the register: beside all that is"));
  switch (figure->scope)
    {
    case LEP_SCOPE_PROJECT:
      return lep_print_text (input, N_ ("beside the project"));
    case LEP_SCOPE_PARTNERSHIP:
      return lep_print_text (input, N_ ("beside the partnership"));
    case LEP_SCOPE_PROGRAMME:
    default:
      return lep_print_text (input, N_ ("beside the whole register"));
    }
}

/* What the register knows of the difference. Returns: (transfer full) (nullable) */
static char *
explain (const LepReportInput *input,
         const LepPublished   *figure)
{
  g_autofree char *count = lep_format_count (input->locale, figure->claimed);

  if (!figure->has_held)
    return g_strdup (lep_print_text (input, N_ ("no split was entered")));
  if (figure->difference < 0 && figure->held == 0 && figure->claimed == 0)
    return g_strdup (lep_print_text (input, N_ ("nothing was entered up to that day")));
  if (figure->difference < 0 && figure->claimed > 0)
    return lep_fill (lep_catalogue_plural (input->catalogue, "{count} more is claimed and waits for proof", "{count} more are claimed and wait for proof", figure->claimed), "count", count, NULL);
  return NULL;
}

/* Who published it, how exact it is, and what it is held against. */
static void
begin_row (const Published    *self,
           const LepPublished *figure,
           const char         *why)
{
  const LepReportInput *input = self->input;
  const char           *qualifier = g_strcmp0 (figure->qualifier, "exactly") != 0 ? figure->qualifier : NULL;
  const char           *parts[] = { figure->publisher, lep_print_code (input, "figure_qualifier", qualifier), name_scope (input, figure), why };
  g_autoptr (GString) about = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (about, "%s%s", about->len > 0 ? " · " : "", parts[i]);

  lep_table_add_row (self->table, LEP_ROW_BODY);
  lep_table_add_text (self->table, figure->subject, about->str);
  lep_table_add_date (self->table, figure->cut_off_on);
}

static void
add_figure (const Published    *self,
            const LepPublished *figure)
{
  g_autofree char *why = explain (self->input, figure);

  begin_row (self, figure, why);
  lep_table_add_count (self->table, figure->value);
  if (figure->has_held)
    {
      lep_table_add_count (self->table, figure->held);
      if (!figure->is_known)
        lep_table_add_nothing (self->table);
      else
        lep_table_add_difference (self->table, figure->difference);
    }
  else
    {
      lep_table_add_nothing (self->table);
      lep_table_add_nothing (self->table);
    }
}

static gboolean
add_indicator (Published *self,
               LepRecord *indicator,
               GError   **error)
{
  const char *code = lep_record_get (indicator, "code");
  g_autoptr (GPtrArray) figures = lep_total_published (self->input->workspace, code, error);
  gboolean is_first = TRUE;

  if (figures == NULL)
    return FALSE;

  for (guint i = 0; i < figures->len; i++)
    {
      const LepPublished *figure = g_ptr_array_index (figures, i);

      if (!concerns (self, figure))
        continue;
      if (is_first)
        begin_group (self, lep_print_indicator (self->input, code, lep_record_get (indicator, "name")));
      is_first = FALSE;
      add_figure (self, figure);
    }
  if (g_strcmp0 (code, "TRAINED") == 0)
    self->trained = g_steal_pointer (&figures);
  else if (g_strcmp0 (code, "EMPLOYED") == 0)
    self->employed = g_steal_pointer (&figures);
  return TRUE;
}

/* Both exact, of the same subject, day and publisher. */
static gboolean
is_pair (const LepPublished *trained,
         const LepPublished *employed)
{
  return g_strcmp0 (trained->qualifier, "exactly") == 0 && g_strcmp0 (employed->qualifier, "exactly") == 0 &&
         g_strcmp0 (trained->subject, employed->subject) == 0 && g_strcmp0 (trained->cut_off_on, employed->cut_off_on) == 0 &&
         g_strcmp0 (trained->publisher, employed->publisher) == 0;
}

static void
add_share (Published          *self,
           const LepPublished *trained,
           const LepPublished *employed)
{
  gint64 published, held;

  if (!lep_ratio (employed->value, trained->value, &published))
    return;

  begin_row (self, trained, NULL);
  lep_table_add_percent (self->table, published, 1);
  if (trained->has_held && employed->has_held && lep_ratio (employed->held, trained->held, &held))
    {
      g_autofree char *number = lep_format_decimal (self->input->locale, held - published, 2, 1);
      /* Translators: a difference between two percentages, in percentage points */
      g_autofree char *points = lep_fill (lep_print_text (self->input, N_ ("{number} pp")), "number", number, NULL);
      g_auto (GStrv) words = g_strsplit (points, " ", -1);
      g_autofree char *line = g_strjoinv ("\302\240", words);

      lep_table_add_percent (self->table, held, 1);
      lep_table_add_text (self->table, line, NULL);
    }
  else
    {
      lep_table_add_nothing (self->table);
      lep_table_add_nothing (self->table);
    }
}

/* Made from the sums, as every percentage is. */
static void
add_shares (Published *self)
{
  gboolean is_first = TRUE;

  for (guint i = 0; self->trained != NULL && i < self->trained->len; i++)
    {
      const LepPublished *trained = g_ptr_array_index (self->trained, i);

      for (guint j = 0; self->employed != NULL && j < self->employed->len; j++)
        {
          const LepPublished *employed = g_ptr_array_index (self->employed, j);

          if (!is_pair (trained, employed) || !concerns (self, trained))
            continue;
          if (is_first)
            begin_group (self, lep_print_text (self->input, N_ ("Employed of those trained")));
          is_first = FALSE;
          add_share (self, trained, employed);
        }
    }
}

/* Heading and table of what was published about the programme, or about one
 * project or partnership; nothing if nothing was. */
gboolean
lep_print_published (const LepReportInput *input,
                     LepReport            *report,
                     LepScope              scope,
                     LepRecord            *record,
                     GError              **error)
{
  g_auto (Published) self = { .input = input, .report = report, .scope = scope, .record = record };
  g_autoptr (GPtrArray) indicators = lep_print_list (input, "indicator", NULL, NULL, NULL, FALSE, error);

  if (indicators == NULL)
    return FALSE;

  for (guint i = 0; i < indicators->len; i++)
    if (!add_indicator (&self, g_ptr_array_index (indicators, i), error))
      return FALSE;

  add_shares (&self);
  if (self.table != NULL)
    lep_report_add_note (report, lep_print_text (input, N_ ("The register holds what was entered up to the same day; a figure whose subject it does not know stands beside everything that it holds.")));
  return TRUE;
}
