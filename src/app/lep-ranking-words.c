/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a ranking needs said below its list. */

#include <glib/gi18n.h>

#include "lep-call-office.h"

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
