/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said of points: below a ranking, and at the sheets it is made of. */

#include <glib/gi18n.h>

#include "lep-call-office.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-sum.h"

#include "lep-ranking-words.h"

static char *
describe_sheets (const LepCallRanking *ranking)
{
  guint n_open = 0;

  for (guint l = 0; l < ranking->lots->len; l++)
    {
      const LepLotRanking *lot = g_ptr_array_index (ranking->lots, l);

      for (guint i = 0; i < lot->applications->len; i++)
        {
          const LepCallApplication *application = g_ptr_array_index (lot->applications, i);

          for (guint s = 0; s < application->sheets->len; s++)
            n_open += !((const LepCallSheet *) g_ptr_array_index (application->sheets, s))->is_final;
        }
    }
  if (n_open == 0)
    return g_strdup (_ ("All score sheets are final."));
  return g_strdup_printf (ngettext ("%u score sheet is not final and does not count yet.",
                                    "%u score sheets are not final and do not count yet.", n_open),
                          n_open);
}

/* Returns: (transfer full): how ties are broken, which sheets do not count yet, and
 * what an outcome is worth that nobody decided */
char *
lep_ranking_words_foot (const LepCallRanking *ranking)
{
  const LepGridSection *first = ranking->sections->len > 0 ? g_ptr_array_index (ranking->sections, 0) : NULL;
  g_autofree char      *sheets = describe_sheets (ranking);
  g_autofree char      *rule = NULL;
  g_autoptr (GArray) steps = lep_call_next_steps (ranking);

  if (first != NULL && *first->title != '\0')
    /* Translators: %s is the first section of an evaluation grid */
    rule = g_strdup_printf (_ ("Equal points: the higher sum in “%s” goes first, then the earlier receipt."), first->title);
  else
    rule = g_strdup (_ ("Equal points: the higher sum in the first section goes first, then the earlier receipt."));
  if (steps->len == 0)
    return g_strdup_printf ("%s %s", rule, sheets);
  return g_strdup_printf ("%s %s %s", rule, sheets, _ ("Where nothing is decided yet, the outcome is what the points say."));
}

static char *
describe_points (const LepCallRanking *ranking,
                 const char           *given)
{
  g_autofree char *most = lep_format_count (lep_language_locale (), ranking->max_points);
  g_autofree char *least = lep_format_count (lep_language_locale (), ranking->threshold);

  if (ranking->threshold > 0)
    /* Translators: points given, most points, threshold: "81 / 100 points, threshold 70" */
    return g_strdup_printf (_ ("%s / %s points, threshold %s"), given, most, least);
  return g_strdup_printf (_ ("%s / %s points"), given, most);
}

/* Returns: (transfer full): the points of a sheet, beside the most there are and the threshold */
char *
lep_ranking_words_total (const LepCallRanking *ranking,
                         gint64                points)
{
  g_autofree char *given = lep_format_count (lep_language_locale (), points);

  return describe_points (ranking, given);
}

/* Returns: (transfer full): the same of the average of the sheets that count, to one decimal */
char *
lep_ranking_words_average (const LepCallRanking *ranking,
                           const LepRankEntry   *rank)
{
  gint64           n_sheets = MAX (rank->n_sheets, 1);
  g_autofree char *given = lep_format_decimal (lep_language_locale (), (rank->sum * 20 + n_sheets) / (2 * n_sheets), 1, 1);

  return describe_points (ranking, given);
}

/* Returns: (transfer full): the name of a lot */
char *
lep_ranking_words_lot (const LepLotRanking *lot)
{
  g_autofree char *number = lep_format_count (lep_language_locale (), lot->number);

  if (lot->id == NULL)
    return g_strdup (_ ("Without a lot"));
  /* Translators: "Lot 1: Youth" */
  return g_strdup_printf (_ ("Lot %s: %s"), number, lot->title);
}

/* Returns: (transfer full): the points of a sheet that is not filled in yet, beside the
 * most that its @n_left open criteria leave */
char *
lep_ranking_words_so_far (gint64 points,
                          gint64 most,
                          guint  n_left)
{
  g_autofree char *given = lep_format_count (lep_language_locale (), points);
  g_autofree char *max = lep_format_count (lep_language_locale (), most);

  if (most == 0) /* nothing is scored yet */
    return g_strdup_printf (ngettext ("%u to score", "%u to score", n_left), n_left);
  /* Translators: points given, most points of what was scored, criteria that are left */
  return g_strdup_printf (ngettext ("%s of %s so far · %u still to score", "%s of %s so far · %u still to score", n_left), given, max, n_left);
}

/* Returns: (transfer full): how far the assessors are apart, and what is to be done */
char *
lep_ranking_words_divergence (const LepRankEntry *rank)
{
  g_autofree char *high = lep_format_count (lep_language_locale (), rank->highest);
  g_autofree char *low = lep_format_count (lep_language_locale (), rank->lowest);

  if (rank->n_sheets < 3)
    return g_strdup_printf (_ ("Two assessors are more than 20 percent apart: %s and %s points. A third one is asked for."), high, low);
  return g_strdup_printf (_ ("The assessors are more than 20 percent apart: %s and %s points."), high, low);
}

/* Returns: (transfer full): what is left in the envelope of a lot, or taken beyond it */
char *
lep_ranking_words_left (const LepCallRanking *ranking,
                        const LepLotRanking  *lot)
{
  gint64           difference = lep_subtract_saturated (lot->envelope, lep_lot_ranking_used (lot));
  g_autofree char *rest = lep_format_money (lep_language_locale (), ABS (difference), ranking->currency);

  if (difference < 0)
    /* Translators: %s is an amount */
    return g_strdup_printf (_ ("beyond the envelope: %s"), rest);
  /* Translators: %s is an amount */
  return g_strdup_printf (_ ("left in the envelope: %s"), rest);
}
