/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the first page shows: headline counters against targets, results by
 * quarter, money, next dates, and how the exchange stands. */

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "lep-receipt.h"
#include "lep-money-private.h"
#include "lep-record-private.h"
#include "lep-rules-sql.h"
#include "lep-total-private.h"

#include "lep-overview-private.h"

#define MAX_QUARTERS 12
#define MAX_DATES    12

static const char *const counters[] = { "TRAINED", "EMPLOYED", "SERVICES", "BUSINESSES", "ORGANISATIONS" };

/* Dates to come, by kind and field; the conditions say when one is done with. */
static const struct
{
  const char *kind;
  const char *field;
  const char *condition;
} dates[] = {
  { "meeting", "held_on", "1" },
  { "meeting", "next_on", "1" },
  { "decision", "due_on", "coalesce (k.status, 'open') NOT IN ('done', 'dropped')" },
  { "tranche", "due_on", "coalesce (k.status, 'planned') <> 'paid'" },
  { "period", "due_on", "coalesce (k.status, 'open') IN ('open', 'returned')" },
  { "call", "questions_until", "coalesce (k.status, 'draft') = 'published'" },
  { "call", "concept_deadline", "coalesce (k.status, 'draft') IN ('draft', 'published')" },
  { "call", "full_deadline", "coalesce (k.status, 'draft') IN ('draft', 'published', 'concept_closed', 'invited')" },
  { "project", "end", "coalesce (k.status, 'active') IN ('contracting', 'active', 'suspended')" },
};

static void
lep_counter_free (gpointer data)
{
  LepCounter *self = data;

  g_free (self->indicator);
  g_free (self->name);
  g_free (self);
}

static void
lep_next_date_free (gpointer data)
{
  LepNextDate *self = data;

  g_free (self->date);
  g_free (self->kind);
  g_free (self->id);
  g_free (self->space);
  g_free (self->field);
  g_free (self);
}

void
lep_overview_free (LepOverview *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->counters, g_ptr_array_unref);
  g_clear_pointer (&self->quarters, g_array_unref);
  g_clear_pointer (&self->money, g_ptr_array_unref);
  lep_money_sum_free (self->money_all);
  g_clear_pointer (&self->rates, g_ptr_array_unref);
  g_free (self->rate_text);
  g_clear_pointer (&self->next_dates, g_ptr_array_unref);
  g_free (self->last_exchange_at);
  g_free (self->last_exchange_name);
  g_free (self->last_exchange_direction);
  g_free (self);
}

static LepTotalQuery
scope_query (const char *partnership,
             const char *indicator)
{
  LepTotalQuery query = { .indicator = indicator };

  if (partnership != NULL)
    {
      query.scope = LEP_SCOPE_PARTNERSHIP;
      query.scope_id = partnership;
    }
  return query;
}

/* An indicator that the workspace does not have counts nothing. */
static LepTotal *
total_or_nothing (LepWorkspace        *workspace,
                  const LepTotalQuery *query,
                  GError             **error)
{
  GError   *problem = NULL;
  LepTotal *total = lep_total (workspace, query, &problem);

  if (total != NULL)
    return total;
  if (!g_error_matches (problem, LEP_ERROR, LEP_ERROR_NOT_FOUND))
    {
      g_propagate_error (error, problem);
      return NULL;
    }
  g_error_free (problem);
  return g_new0 (LepTotal, 1);
}

static gboolean
read_counters (LepOverview  *self,
               LepWorkspace *workspace,
               const char   *partnership,
               GError      **error)
{
  self->counters = g_ptr_array_new_with_free_func (lep_counter_free);
  for (guint i = 0; i < G_N_ELEMENTS (counters); i++)
    {
      LepTotalQuery query = scope_query (partnership, counters[i]);
      g_autoptr (LepTotal) total = total_or_nothing (workspace, &query, error);
      LepCounter *counter;
      gboolean    has_target;

      if (total == NULL)
        return FALSE;

      counter = g_new0 (LepCounter, 1);
      g_ptr_array_add (self->counters, counter);
      counter->indicator = g_strdup (counters[i]);
      counter->name = g_strdup (total->name != NULL ? total->name : counters[i]);
      counter->actual = total->total;
      counter->claimed = total->needs_proof ? total->claimed : 0;
      counter->provisional = total->provisional;
      if (!lep_target_sum (workspace, counters[i], partnership != NULL ? "partnership" : NULL, partnership, &has_target, &counter->target, error))
        return FALSE;
    }
  return TRUE;
}

/* Quarters are counted from the year 0: year × 4 + quarter − 1. */
static gint64
quarter_of_date (const char *date)
{
  gint64 year = g_ascii_strtoll (date, NULL, 10);
  gint64 month = strlen (date) >= 7 ? g_ascii_strtoll (date + 5, NULL, 10) : 1;

  return year * 4 + (CLAMP (month, 1, 12) - 1) / 3;
}

static gboolean
read_range (LepWorkspace *workspace,
            const char   *partnership,
            gint64       *first,
            gint64       *last,
            GError      **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  lep_sql_add (sql, "SELECT min (k.\"to\"), max (k.\"to\") FROM k_outcome k WHERE k.indicator IN (SELECT lep_id_text (ir.id)"
                    " FROM k_indicator i CROSS JOIN row ir ON ir.rid = i.rid WHERE i.code IN ('TRAINED', 'EMPLOYED'))"
                    " AND k.rid NOT IN (SELECT rid FROM row WHERE deleted = 1)");
  if (partnership != NULL)
    {
      lep_sql_add (sql, " AND k.project IN (SELECT lep_id_text (pr.id) FROM k_project p CROSS JOIN row pr ON pr.rid = p.rid"
                        " WHERE p.partnership = ?)");
      lep_sql_bind (sql, LEP_TYPE_REF, partnership);
    }
  stmt = lep_sql_prepare (sql, workspace, error);
  if (stmt == NULL || !lep_stmt_step (stmt, &has_row, error))
    return FALSE;

  *first = 0;
  *last = -1;
  if (!lep_stmt_is_null (stmt, 0))
    {
      *last = quarter_of_date (lep_stmt_text (stmt, 1));
      *first = MAX (quarter_of_date (lep_stmt_text (stmt, 0)), *last - MAX_QUARTERS + 1);
    }
  return TRUE;
}

static gboolean
read_quarters (LepOverview  *self,
               LepWorkspace *workspace,
               const char   *partnership,
               GError      **error)
{
  static const char *const last_days[] = { "03-31", "06-30", "09-30", "12-31" };
  gint64                   first, last;

  self->quarters = g_array_new (FALSE, TRUE, sizeof (LepQuarter));
  if (!read_range (workspace, partnership, &first, &last, error))
    return FALSE;

  for (gint64 i = first; i <= last; i++)
    {
      LepQuarter       quarter = { .year = (int) (i / 4), .quarter = (int) (i % 4) + 1 };
      g_autofree char *from = g_strdup_printf ("%04d-%02d-01", quarter.year, quarter.quarter * 3 - 2);
      g_autofree char *to = g_strdup_printf ("%04d-%s", quarter.year, last_days[i % 4]);
      gint64          *values[] = { &quarter.trained, &quarter.employed };

      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        {
          LepTotalQuery query = scope_query (partnership, counters[j]);
          g_autoptr (LepTotal) total = NULL;

          query.from = from;
          query.to = to;
          total = total_or_nothing (workspace, &query, error);
          if (total == NULL)
            return FALSE;
          *values[j] = total->total;
          quarter.provisional |= total->provisional;
        }
      g_array_append_val (self->quarters, quarter);
    }
  return TRUE;
}

static gboolean
is_time (guint i)
{
  return lep_kind_field (lep_schema_kind (dates[i].kind), dates[i].field)->type == LEP_TYPE_TIME;
}

static LepStmt *
prepare_dates (LepWorkspace *workspace,
               const char   *partnership,
               const char   *today,
               GError      **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();
  char now[LEP_TIME_TEXT_SIZE + 1];

  lep_time_start_of_day (today, 0, lep_workspace_get_zone (workspace), now);
  lep_sql_add (sql, "SELECT k.date, k.kind, lep_id_text (r.id), lep_id_text (s.id), k.field FROM (");
  for (guint i = 0; i < G_N_ELEMENTS (dates); i++)
    {
      g_string_append_printf (sql->sql, "%sSELECT k.\"%s\" AS date, '%s' AS kind, '%s' AS field, k.rid FROM k_%s k WHERE k.\"%s\" >= ",
                              i > 0 ? " UNION ALL " : "", dates[i].field, dates[i].kind, dates[i].field,
                              dates[i].kind, dates[i].field);
      lep_sql_add (sql, "? AND ");
      lep_sql_bind (sql, LEP_TYPE_DATE, is_time (i) ? now : today);
      lep_sql_add (sql, dates[i].condition);
    }
  lep_sql_add (sql, ") k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 CROSS JOIN space s ON s.no = r.space_no");
  if (partnership != NULL)
    {
      lep_sql_add (sql, " WHERE s.id = ? OR s.kind = 'programme'");
      lep_sql_bind_id (sql, partnership);
    }
  lep_sql_add (sql, " ORDER BY 1, r.created_at, r.id LIMIT ?");
  lep_sql_bind_number (sql, MAX_DATES);
  return lep_sql_prepare (sql, workspace, error);
}

static int
compare_days (gconstpointer a,
              gconstpointer b)
{
  return strcmp ((*(LepNextDate *const *) a)->date, (*(LepNextDate *const *) b)->date);
}

static gboolean
read_dates (LepOverview  *self,
            LepWorkspace *workspace,
            const char   *partnership,
            const char   *today,
            GError      **error)
{
  g_autoptr (LepStmt) stmt = prepare_dates (workspace, partnership, today, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  self->next_dates = g_ptr_array_new_with_free_func (lep_next_date_free);
  while (TRUE)
    {
      LepNextDate *date;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;

      date = g_new0 (LepNextDate, 1);
      g_ptr_array_add (self->next_dates, date);
      date->date = lep_workspace_dup_day (workspace, lep_stmt_text (stmt, 0));
      date->kind = lep_stmt_dup_text (stmt, 1);
      date->id = lep_stmt_dup_text (stmt, 2);
      date->space = lep_stmt_dup_text (stmt, 3);
      date->field = lep_stmt_dup_text (stmt, 4);
    }

  g_ptr_array_sort (self->next_dates, compare_days); /* moments west of Greenwich are of the day before */
  return TRUE;
}

static gboolean
read_exchange (LepOverview  *self,
               LepWorkspace *workspace,
               GError      **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT at, label, given, CASE given WHEN 0 THEN n_new ELSE changes END FROM receipt ORDER BY no DESC LIMIT 1", error);
  gboolean has_row;

  if (stmt == NULL || !lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (has_row)
    {
      self->last_exchange_at = lep_stmt_dup_text (stmt, 0);
      self->last_exchange_name = lep_stmt_dup_text (stmt, 1);
      self->last_exchange_direction = g_strdup (lep_stmt_int64 (stmt, 2) != 0 ? "given" : "received");
      self->last_exchange_changes = lep_stmt_int64 (stmt, 3);
    }
  return lep_db_get_int64 (db, "SELECT coalesce (sum (conflicts), 0) FROM row WHERE conflicts > 0 AND deleted = 0",
                           &self->n_conflicts, error) &&
         lep_db_get_int64 (db, "SELECT count (*) FROM pending", &self->n_pending, error) &&
         lep_receipts_count_unsent (workspace, &self->n_unsent, error);
}

/**
 * lep_overview:
 * @partnership: (nullable): its id; %NULL = everything on this laptop
 * @today: (nullable): a date; %NULL = by the workspace's clock
 *
 * Returns: (transfer full): the numbers of the first page
 */
LepOverview *
lep_overview (LepWorkspace *workspace,
              const char   *partnership,
              const char   *today,
              GError      **error)
{
  g_autoptr (LepOverview) self = g_new0 (LepOverview, 1);
  g_autofree char *day = NULL;

  g_return_val_if_fail (LEP_IS_WORKSPACE (workspace), NULL);

  day = today != NULL ? g_strdup (today) : lep_workspace_dup_today (workspace);
  if (!read_counters (self, workspace, partnership, error) ||
      !read_quarters (self, workspace, partnership, error) ||
      !lep_overview_read_money (self, workspace, partnership, error) ||
      !read_dates (self, workspace, partnership, day, error) ||
      !read_exchange (self, workspace, error))
    return NULL;
  return g_steal_pointer (&self);
}
