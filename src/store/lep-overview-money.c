/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The money of the first page: by currency, and all together. */

#include <glib/gi18n-lib.h>

#include "lep-money-private.h"
#include "lep-query-private.h"
#include "lep-rules-sql.h"

#include "lep-overview-private.h"

void
lep_money_sum_free (gpointer data)
{
  LepMoneySum *self = data;

  if (self == NULL)
    return;

  g_free (self->currency);
  g_free (self);
}

static LepMoneySum *
money_sum (LepOverview *self,
           const char  *currency)
{
  LepMoneySum *sum;

  for (guint i = 0; i < self->money->len; i++)
    {
      sum = g_ptr_array_index (self->money, i);
      if (g_str_equal (sum->currency, currency))
        return sum;
    }
  sum = g_new0 (LepMoneySum, 1);
  sum->currency = g_strdup (currency);
  g_ptr_array_add (self->money, sum);
  return sum;
}

/* Money of projects that are more than an idea, by currency. */
static gboolean
read_money (LepOverview  *self,
            LepWorkspace *workspace,
            const char   *partnership,
            GError      **error)
{
  static const char sql[] =
    "WITH own AS (SELECT lep_id_text (r.id) AS id, coalesce (k.currency, '') AS currency, k.\"grant\" AS granted, k.cofinancing"
    " FROM k_project k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
    " WHERE coalesce (k.status, 'pipeline') <> 'pipeline' AND (:partnership IS NULL OR k.partnership = :partnership))"
    " SELECT 0, currency, lep_sum (granted), lep_sum (cofinancing) FROM own GROUP BY 2"
    " UNION ALL SELECT 1, o.currency, lep_sum (coalesce (t.paid, CASE t.status WHEN 'paid' THEN t.amount END)), 0"
    " FROM own o CROSS JOIN k_tranche t ON t.project = o.id CROSS JOIN row r ON r.rid = t.rid AND r.deleted = 0 GROUP BY 2"
    " UNION ALL SELECT 2, coalesce (e.currency, o.currency), lep_sum (e.amount), 0"
    " FROM own o CROSS JOIN k_expenditure e ON e.project = o.id CROSS JOIN row r ON r.rid = e.rid AND r.deleted = 0 WHERE " LEP_SQL_IN_TOTAL " GROUP BY 2";
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  self->money = g_ptr_array_new_with_free_func (lep_money_sum_free);
  lep_stmt_bind_text (stmt, ":partnership", partnership);
  while (TRUE)
    {
      LepMoneySum *sum;
      gint64       amount;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      amount = lep_stmt_int64 (stmt, 2);
      if (amount == 0 && lep_stmt_int64 (stmt, 3) == 0)
        continue;
      sum = money_sum (self, lep_stmt_text (stmt, 1));
      if (lep_stmt_int64 (stmt, 0) == 0)
        {
          sum->granted = amount;
          sum->cofinanced = lep_stmt_int64 (stmt, 3);
        }
      else if (lep_stmt_int64 (stmt, 0) == 1)
        {
          sum->paid = amount;
        }
      else
        {
          sum->spent = amount;
        }
    }
}

static char *
dup_programme_currency (LepWorkspace *workspace)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT k.currency FROM k_programme k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
                    " WHERE k.currency IS NOT NULL ORDER BY r.created_at, r.id LIMIT 1",
                    NULL);
  gboolean has_row;

  if (stmt == NULL || !lep_stmt_step (stmt, &has_row, NULL) || !has_row)
    return NULL;
  return lep_stmt_dup_text (stmt, 0);
}

static void
money_rate_free (gpointer data)
{
  LepMoneyRate *self = data;

  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

/* Takes spending in by the rate at each document, where the law has none. */
static gboolean
add_up_dated (LepOverview  *self,
              LepWorkspace *workspace,
              const char   *partnership,
              GError      **error)
{
#define CONVERTED "lep_converted (e.amount, coalesce (e.currency, p.currency), e.rate, p.currency)"
  static const char sql[] =
    "SELECT coalesce (e.currency, p.currency, ''), coalesce (p.currency, ''), lep_sum (" CONVERTED "), min (nullif (e.rate, 0)), max (e.rate), count (*) - count (" CONVERTED ")"
    " FROM k_project p CROSS JOIN row pr ON pr.rid = p.rid AND pr.deleted = 0"
    " CROSS JOIN k_expenditure e ON e.project = lep_id_text (pr.id) CROSS JOIN row r ON r.rid = e.rid AND r.deleted = 0"
    " WHERE coalesce (p.status, 'pipeline') <> 'pipeline' AND (:partnership IS NULL OR p.partnership = :partnership)"
    " AND lep_converted (0, coalesce (e.currency, p.currency, ''), 0, :currency) IS NULL AND e.amount IS NOT NULL AND " LEP_SQL_IN_TOTAL " GROUP BY 1, 2 ORDER BY 1, 2";
#undef CONVERTED
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":partnership", partnership);
  lep_stmt_bind_text (stmt, ":currency", self->money_all->currency);
  while (TRUE)
    {
      LepMoneyRate *rate;
      gint64        converted;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      self->has_unrated |= lep_stmt_int64 (stmt, 5) > 0;
      if (lep_stmt_is_null (stmt, 2))
        continue;
      if (!lep_money_convert (lep_stmt_int64 (stmt, 2), lep_stmt_text (stmt, 1), self->money_all->currency, &converted))
        {
          self->has_unrated = TRUE;
          continue;
        }
      self->money_all->spent = lep_add_saturated (self->money_all->spent, converted);
      rate = g_new0 (LepMoneyRate, 1);
      g_ptr_array_add (self->rates, rate);
      rate->from = lep_stmt_dup_text (stmt, 0);
      rate->to = lep_stmt_dup_text (stmt, 1);
      rate->lowest = lep_stmt_int64 (stmt, 3);
      rate->highest = lep_stmt_int64 (stmt, 4);
    }
}

/* Brings all that has a rate together in the programme's currency. */
static gboolean
add_up_money (LepOverview  *self,
              LepWorkspace *workspace,
              const char   *partnership,
              GError      **error)
{
  g_autofree char *currency = dup_programme_currency (workspace);

  self->rates = g_ptr_array_new_with_free_func (money_rate_free);
  if (currency == NULL)
    return TRUE;

  self->money_all = g_new0 (LepMoneySum, 1);
  self->money_all->currency = g_strdup (currency);
  for (guint i = 0; i < self->money->len; i++)
    {
      const LepMoneySum *sum = g_ptr_array_index (self->money, i);
      const gint64       amounts[] = { sum->granted, sum->cofinanced, sum->paid, sum->spent };
      gint64            *totals[] = { &self->money_all->granted, &self->money_all->cofinanced,
                                      &self->money_all->paid, &self->money_all->spent };
      gint64             converted;

      for (guint j = 0; j < G_N_ELEMENTS (totals); j++)
        if (lep_money_convert (amounts[j], sum->currency, currency, &converted))
          *totals[j] = lep_add_saturated (*totals[j], converted);
        else if (totals[j] != &self->money_all->spent)
          self->has_unrated |= amounts[j] != 0;

      if (self->rate_text == NULL && !g_str_equal (sum->currency, currency) &&
          lep_money_convert (0, sum->currency, currency, &converted))
        self->rate_text = g_strdup (_ ("EUR 1 = BAM 1.95583 (fixed rate)"));
    }
  return add_up_dated (self, workspace, partnership, error);
}

/* From the few conflicts there are to the projects, not the other way round. */
static gboolean
read_disputed (LepOverview  *self,
               LepWorkspace *workspace,
               const char   *partnership,
               GError      **error)
{
#define OWN "coalesce (p.status, 'pipeline') <> 'pipeline' AND (:partnership IS NULL OR p.partnership = :partnership)"
  static const char sql[] =
    "SELECT 1 FROM sibling b CROSS JOIN k_project p ON p.rid = b.rid CROSS JOIN row r ON r.rid = b.rid AND r.deleted = 0"
    " WHERE b.field IN ('life', 'grant', 'status') AND " OWN
    " UNION ALL SELECT 1 FROM sibling b CROSS JOIN k_tranche t ON t.rid = b.rid CROSS JOIN row r ON r.rid = b.rid AND r.deleted = 0"
    " CROSS JOIN row pr ON pr.id = lep_id (t.project) AND pr.deleted = 0 CROSS JOIN k_project p ON p.rid = pr.rid"
    " WHERE b.field IN ('life', 'project', 'amount', 'status', 'paid') AND " OWN " LIMIT 1";
#undef OWN
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":partnership", partnership);
  return lep_stmt_step (stmt, &self->money_disputed, error);
}

/* Reads what was granted, paid and spent, and whether laptops differ about it. */
gboolean
lep_overview_read_money (LepOverview  *self,
                         LepWorkspace *workspace,
                         const char   *partnership,
                         GError      **error)
{
  return read_money (self, workspace, partnership, error) &&
         add_up_money (self, workspace, partnership, error) &&
         read_disputed (self, workspace, partnership, error);
}
