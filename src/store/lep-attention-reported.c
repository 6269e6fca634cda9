/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule 14: figures of approved and locked periods that are no longer what was
 * reported, because results were changed in between. The times of the rows tell which
 * periods may be such; only of those the figures are read. */

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-period-figures.h"

static const char sql_periods[] =
  "WITH taken AS (SELECT n.period, n.indicator, max (nr.created_at) AS at FROM k_snapshot n CROSS JOIN row nr ON nr.rid = n.rid AND nr.deleted = 0 GROUP BY 1, 2)"
  " SELECT DISTINCT lep_id_text (r.id), lep_id_text (s.id) FROM taken CROSS JOIN row r ON r.id = lep_id (taken.period) AND r.deleted = 0"
  " CROSS JOIN k_period k ON k.rid = r.rid CROSS JOIN space s ON s.no = r.space_no WHERE k.status IN ('approved', 'locked')"
  " AND EXISTS (SELECT 1 FROM k_outcome o CROSS JOIN row orow ON orow.rid = o.rid WHERE o.project = k.project AND o.indicator = taken.indicator"
  " AND o.\"to\" BETWEEN k.\"from\" AND k.\"to\" AND orow.changed_at > taken.at)";

static void
add_figure (LepWorkspace          *workspace,
            LepRecord             *period,
            const LepPeriodFigure *figure,
            GPtrArray             *findings)
{
  const LepLocale *locale = lep_workspace_get_locale (workspace);
  g_autofree char *reported = lep_format_count (locale, figure->reported);
  g_autofree char *now = lep_format_count (locale, figure->now);

  lep_attention_add (findings, 14, "period", lep_record_get_id (period), lep_record_get_space (period), "status",
                     /* Translators: name of an indicator, what was reported of it, what the register has now */
                     g_strdup_printf (_ ("“%s” was reported as %s and counts %s now. Reopen the period and submit it again, or say why it is not a problem."),
                                      figure->name, reported, now),
                     g_strdup_printf ("reported\n%s\n%" G_GINT64_FORMAT "\n%" G_GINT64_FORMAT, figure->indicator, figure->reported, figure->now));
}

/* Adds the figures of periods that were approved as something else. */
gboolean
lep_attention_reported (LepWorkspace *workspace,
                        GPtrArray    *findings,
                        GError      **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql_periods, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      g_autoptr (LepRecord) period = NULL;
      g_autoptr (GPtrArray) figures = NULL;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      period = lep_workspace_get_record (workspace, "period", lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1), error);
      figures = period != NULL ? lep_period_figures (workspace, period, error) : NULL;
      if (figures == NULL)
        return FALSE;
      for (guint i = 0; i < figures->len; i++)
        {
          const LepPeriodFigure *figure = g_ptr_array_index (figures, i);

          if (figure->has_total && figure->has_reported && figure->reported != figure->now)
            add_figure (workspace, period, figure, findings);
        }
    }
}
