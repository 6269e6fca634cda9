/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the overview shows, read in a thread. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-query.h"

#include "lep-overview-data.h"

LepOverviewData *
lep_overview_data_new (const char *today)
{
  LepOverviewData *self = g_new0 (LepOverviewData, 1);

  self->today = g_strdup (today);
  self->ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

void
lep_overview_data_free (LepOverviewData *self)
{
  g_free (self->today);
  g_free (self->programme);
  g_clear_pointer (&self->overview, lep_overview_free);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->published, g_ptr_array_unref);
  g_hash_table_unref (self->ids);
  g_free (self);
}

static gboolean
count_rows (LepWorkspace *workspace,
            const char   *kind,
            const char   *field,
            const char   *value,
            gint64       *count,
            GError      **error)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (LepSums) sums = NULL;

  if (field != NULL)
    lep_query_add_filter (query, field, value);
  sums = lep_query_sums (workspace, query, error);
  if (sums == NULL)
    return FALSE;

  *count = sums->count;
  return TRUE;
}

static gboolean
read_women (LepOverviewData *self,
            LepWorkspace    *workspace,
            GError         **error)
{
  const LepTotalQuery query = { .indicator = "TRAINED", .scope = LEP_SCOPE_PROGRAMME, .dimension = "sex" };
  g_autoptr (LepTotal) total = NULL;

  /* A programme may do without this indicator. */
  if (!g_hash_table_contains (self->ids, query.indicator))
    return TRUE;

  total = lep_total (workspace, &query, error);
  if (total == NULL)
    return FALSE;

  lep_total_part (total, "women", &self->n_women);
  self->women_provisional = total->provisional;
  return TRUE;
}

static gboolean
read_names (LepOverviewData *self,
            LepWorkspace    *workspace,
            GError         **error)
{
  g_autoptr (LepQuery) indicators = lep_query_new ("indicator");
  g_autoptr (LepQuery) programmes = lep_query_new ("programme");
  g_autoptr (GPtrArray) rows = lep_query_run (workspace, indicators, error);
  g_autoptr (GPtrArray) names = NULL;

  if (rows == NULL)
    return FALSE;

  for (guint i = 0; i < rows->len; i++)
    {
      LepRecord  *row = g_ptr_array_index (rows, i);
      const char *code = lep_record_get (row, "code");

      if (code != NULL)
        g_hash_table_insert (self->ids, g_strdup (code), g_strdup (lep_record_get_id (row)));
    }

  lep_query_set_limit (programmes, 1);
  names = lep_query_run (workspace, programmes, error);
  if (names == NULL)
    return FALSE;
  if (names->len > 0)
    self->programme = g_strdup (lep_record_get (g_ptr_array_index (names, 0), "name"));

  return TRUE;
}

/* Reads all but the findings; a LepReadFunc. */
gboolean
lep_overview_data_read (LepWorkspace *workspace,
                        gpointer      data,
                        GError      **error)
{
  LepOverviewData *self = data;

  self->overview = lep_overview (workspace, NULL, self->today, error);
  if (self->overview == NULL)
    return FALSE;

  self->published = lep_published_about (workspace, NULL, error);

  return self->published != NULL &&
         read_names (self, workspace, error) &&
         read_women (self, workspace, error) &&
         count_rows (workspace, "service", "still_running", "1", &self->n_running, error) &&
         count_rows (workspace, "partnership", NULL, NULL, &self->n_partnerships, error);
}

/* Reads the findings, which take longest; a LepReadFunc. */
gboolean
lep_overview_data_read_findings (LepWorkspace *workspace,
                                 gpointer      data,
                                 GError      **error)
{
  LepOverviewData *self = data;

  self->findings = lep_attention (workspace, self->today, NULL, error);
  return self->findings != NULL &&
         count_rows (workspace, "organisation", NULL, NULL, &self->n_organisations, error) &&
         count_rows (workspace, "partnership", NULL, NULL, &self->n_partnerships, error);
}

static char *
describe_women (const LepOverviewData *self,
                const char            *count)
{
  g_autofree char *text = g_strdup_printf (ngettext ("%s woman", "%s women", (gulong) self->n_women), count);

  /* Translators: of a figure that may still change: "612 women, provisional" */
  return self->women_provisional ? g_strdup_printf (_ ("%s, provisional"), text) : g_steal_pointer (&text);
}

/* Returns: (nullable) (transfer full): the one thing to know besides the figure */
char *
lep_overview_data_note (const LepOverviewData *self,
                        const LepCounter      *counter)
{
  const LepLocale *locale = lep_language_locale ();
  gint64           count = counter->claimed;
  g_autofree char *text = NULL;

  if (g_str_equal (counter->indicator, "TRAINED"))
    count = self->n_women;
  else if (g_str_equal (counter->indicator, "SERVICES"))
    count = self->n_running;
  else if (g_str_equal (counter->indicator, "ORGANISATIONS"))
    count = self->n_partnerships;

  if (count == 0)
    return NULL;

  text = lep_format_count (locale, count);
  if (g_str_equal (counter->indicator, "TRAINED"))
    return describe_women (self, text);
  if (g_str_equal (counter->indicator, "SERVICES"))
    return g_strdup_printf (ngettext ("%s still runs", "%s still run", (gulong) count), text);
  if (g_str_equal (counter->indicator, "ORGANISATIONS"))
    return g_strdup_printf (ngettext ("%s partnership", "%s partnerships", (gulong) count), text);

  /* Translators: figures that were claimed and not yet proved; they stand beside the total. */
  return g_strdup_printf (ngettext ("+ %s to prove", "+ %s to prove", (gulong) count), text);
}
