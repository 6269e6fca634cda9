/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Points and places of a ranking, as the papers of a call have them. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"

/**
 * lep_print_threshold:
 *
 * Returns: (transfer full): how many points an application must have, of how many
 */
char *
lep_print_threshold (const LepReportInput *input,
                     const LepCallRanking *ranking)
{
  g_autofree char *least = lep_format_count (input->locale, ranking->threshold);
  g_autofree char *most = lep_format_count (input->locale, ranking->max_points);

  return lep_fill (lep_print_text (input, N_ ("Threshold {least} of {most} points")), "least", least, "most", most, NULL);
}

/**
 * lep_print_average:
 * @sum: of all sheets
 *
 * Returns: tenths of a point, rounded half up
 */
gint64
lep_print_average (gint64 sum,
                   guint  n_sheets)
{
  return (sum * 10 * 2 + n_sheets) / (2 * (gint64) n_sheets);
}

/**
 * lep_print_is_rounded_apart:
 *
 * Returns: whether the averages of sections, as they are printed, add up to another
 *   number than the total that is printed
 */
gboolean
lep_print_is_rounded_apart (const LepCallRanking *ranking,
                            const LepRankEntry   *rank)
{
  gint64 together = 0;

  if (rank->n_sheets == 0)
    return FALSE;
  for (guint i = 0; i < ranking->sections->len; i++)
    together += lep_print_average (rank->sections[i], rank->n_sheets);
  return together != lep_print_average (rank->sum, rank->n_sheets);
}

/**
 * lep_print_add_points:
 * @sum: of all sheets
 *
 * Fills the next cell with the average, to one decimal.
 */
void
lep_print_add_points (LepTable *table,
                      gint64    sum,
                      guint     n_sheets)
{
  if (n_sheets == 0)
    lep_table_add_nothing (table);
  else
    lep_table_add_fixed (table, lep_print_average (sum, n_sheets), 1);
}

/**
 * lep_print_asked:
 * @amount: minor units
 *
 * Returns: (transfer full): what was asked for in another currency than the column's
 */
char *
lep_print_asked (const LepReportInput *input,
                 gint64                amount,
                 const char           *currency)
{
  g_autofree char *money = lep_format_money (input->locale, amount, currency);

  return lep_fill (lep_print_text (input, N_ ("asked for {amount}")), "amount", money, NULL);
}

/**
 * lep_print_place:
 *
 * Returns: what was decided; before that, what the points say, and without points
 *   the state that it is in
 */
const char *
lep_print_place (const LepReportInput     *input,
                 const LepCallRanking     *ranking,
                 const LepCallApplication *application)
{
  static const char *const decided[] = { "preselected", "reserve", "rejected", "selected", "contracted", "late", "admin_rejected", "withdrawn", NULL };
  static const char *const second[] = { "full_draft", "full_received", "full_admin_ok", "full_scored", "verified", "selected", "contracted", NULL };
  const char              *status = application->status;
  gboolean                 concept = strcmp (ranking->stage, "concept") == 0;
  const char *const        places[] = {
           [LEP_PLACE_BELOW] = "rejected", [LEP_PLACE_RESERVE] = "reserve", [LEP_PLACE_SELECTED] = concept ? "preselected" : "selected"
  };

  if (application->was_reserve)
    status = "reserve";
  else if (application->is_past || (concept && status != NULL && g_strv_contains (second, status)))
    status = "preselected";
  else if (application->is_not_in_order)
    status = "admin_rejected";
  else if (application->rank.place != LEP_PLACE_UNSCORED && (status == NULL || !g_strv_contains (decided, status)))
    status = places[application->rank.place];
  return lep_print_code (input, "application_status", status);
}
