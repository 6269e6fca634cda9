/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The periods that the results of a project are shown by. */

#include <stdio.h>
#include <string.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-project.h"
#include "lep-query.h"

#include "lep-result-columns.h"

/* More would be a plan of many years typed wrongly. */
#define MAX_COLUMNS 60

static void
column_free (gpointer data)
{
  LepResultColumn *column = data;

  g_free (column->title);
  g_free (column->head);
  g_free (column);
}

static void
stretch (char       *from,
         char       *to,
         const char *first,
         const char *last)
{
  if (first != NULL && strlen (first) == 10 && (*from == '\0' || strcmp (first, from) < 0))
    strcpy (from, first);
  if (last != NULL && strlen (last) == 10 && (*to == '\0' || strcmp (last, to) > 0))
    strcpy (to, last);
}

/* From the project's start to its end, and further where a result lies outside. */
static gboolean
find_range (LepWorkspace *workspace,
            LepRecord    *project,
            char          from[11],
            char          to[11],
            GError      **error)
{
  char first[11], last[11];

  *from = '\0';
  *to = '\0';
  stretch (from, to, lep_record_get (project, "start"), lep_record_get (project, "end"));
  stretch (from, to, lep_record_get (project, "end"), lep_record_get (project, "start"));

  if (!lep_project_last_days (workspace, lep_record_get_id (project), first, last, error))
    return FALSE;

  stretch (from, to, first, last);
  return TRUE;
}

static char *
make_title (LepResultColumns by,
            int              year,
            int              month)
{
  const LepLocale *locale = lep_language_locale ();

  switch (by)
    {
    case LEP_COLUMNS_QUARTER:
      return lep_format_quarter (locale, year, (month - 1) / 3 + 1, TRUE);
    case LEP_COLUMNS_HALF_YEAR:
      return g_strdup_printf ("%d/%d", month <= 6 ? 1 : 2, year);
    case LEP_COLUMNS_YEAR:
    case LEP_COLUMNS_PERIOD:
    default:
      return g_strdup_printf ("%d", year);
    }
}

static void
add_calendar_columns (GPtrArray       *columns,
                      LepResultColumns by,
                      const char      *from,
                      const char      *to)
{
  int n_months = by == LEP_COLUMNS_QUARTER ? 3 : by == LEP_COLUMNS_HALF_YEAR ? 6
                                                                             : 12;
  int year = 0;
  int month = 0;

  if (sscanf (from, "%4d-%2d", &year, &month) != 2)
    return;

  month = (month - 1) / n_months * n_months + 1;
  while (columns->len < MAX_COLUMNS)
    {
      LepResultColumn *column = g_new0 (LepResultColumn, 1);
      int              last_month = month + n_months - 1;

      g_snprintf (column->from, sizeof column->from, "%04d-%02d-01", year, month);
      g_snprintf (column->to, sizeof column->to, "%04d-%02d-%02d", year, last_month,
                  g_date_get_days_in_month (last_month, (GDateYear) year));
      column->title = make_title (by, year, month);
      column->head = by == LEP_COLUMNS_QUARTER && columns->len > 0 && month > 1
                       ? lep_format_quarter (lep_language_locale (), year, (month - 1) / 3 + 1, FALSE)
                       : g_strdup (column->title);
      g_ptr_array_add (columns, column);
      if (strcmp (column->to, to) >= 0)
        return;

      month += n_months;
      if (month > 12)
        {
          month = 1;
          year++;
        }
    }
}

/* Approval alone closes nothing (rule 14). */
static gboolean
is_locked (LepRecord *period)
{
  return g_strcmp0 (lep_record_get (period, "status"), "locked") == 0;
}

static void
add_period_columns (GPtrArray *columns,
                    GPtrArray *periods)
{
  for (guint i = 0; i < periods->len && columns->len < MAX_COLUMNS; i++)
    {
      LepRecord       *period = g_ptr_array_index (periods, i);
      const char      *from = lep_record_get (period, "from");
      const char      *to = lep_record_get (period, "to");
      LepResultColumn *column;

      if (from == NULL || to == NULL || strlen (from) != 10 || strlen (to) != 10)
        continue;

      column = g_new0 (LepResultColumn, 1);
      strcpy (column->from, from);
      strcpy (column->to, to);
      column->title = lep_format_date_range (lep_language_locale (), from, to);
      column->head = g_strdup (column->title);
      g_ptr_array_add (columns, column);
    }
}

/* A column is locked when one locked report covers all of it. */
static void
mark_locked (GPtrArray *columns,
             GPtrArray *periods)
{
  for (guint i = 0; i < periods->len; i++)
    {
      LepRecord  *period = g_ptr_array_index (periods, i);
      const char *from = lep_record_get (period, "from");
      const char *to = lep_record_get (period, "to");

      for (guint j = 0; is_locked (period) && from != NULL && to != NULL && j < columns->len; j++)
        {
          LepResultColumn *column = g_ptr_array_index (columns, j);

          if (strcmp (from, column->from) <= 0 && strcmp (to, column->to) >= 0)
            column->is_locked = TRUE;
        }
    }
}

/**
 * lep_result_columns:
 *
 * The periods to show the results of @project by, the earliest first.
 *
 * Returns: (transfer full) (element-type LepResultColumn) (nullable): none when
 *   there are neither dates nor results
 */
GPtrArray *
lep_result_columns (LepWorkspace    *workspace,
                    LepRecord       *project,
                    LepResultColumns by,
                    GError         **error)
{
  g_autoptr (GPtrArray) columns = g_ptr_array_new_with_free_func (column_free);
  g_autoptr (GPtrArray) periods = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("period");
  char from[11] = "";
  char to[11] = "";

  g_return_val_if_fail (LEP_IS_RECORD (project), NULL);

  lep_query_add_filter (query, "project", lep_record_get_id (project));
  lep_query_set_sort (query, "from", FALSE);
  periods = lep_query_run (workspace, query, error);
  if (periods == NULL || (by != LEP_COLUMNS_PERIOD && !find_range (workspace, project, from, to, error)))
    return NULL;

  if (by == LEP_COLUMNS_PERIOD)
    add_period_columns (columns, periods);
  else if (*from != '\0')
    add_calendar_columns (columns, by, from, to);
  mark_locked (columns, periods);

  return g_steal_pointer (&columns);
}
