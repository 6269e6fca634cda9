/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Losses that were given up: which numbers of a laptop's changes count as applied though
 * they are not here. */

#include "lep-log-private.h"
#include "lep-log.h"

/* What was given up of one laptop. */
typedef struct
{
  GTree *runs; /* first number -> last; no two share a number */
  gint64 last; /* the greatest of all */
} Waivers;

static int
compare_numbers (gconstpointer a,
                 gconstpointer b,
                 gpointer      user_data)
{
  gint64 left = *(const gint64 *) a;
  gint64 right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

static void
waivers_free (gpointer data)
{
  Waivers *self = data;

  g_tree_unref (self->runs);
  g_free (self);
}

/* Returns: (transfer full): of a space; LepUuid of a replica -> what was given up of it */
GHashTable *
lep_log_waivers_new (void)
{
  return g_hash_table_new_full (lep_uuid_hash, lep_uuid_equal_func, g_free, waivers_free);
}

/* Returns: (nullable): the run with the greatest first number up to @n */
static GTreeNode *
run_before (GTree *runs,
            gint64 n)
{
  GTreeNode *after = g_tree_upper_bound (runs, &n);

  return after != NULL ? g_tree_node_previous (after) : g_tree_node_last (runs);
}

static gint64
number_of (gpointer number)
{
  return *(gint64 *) number;
}

/**
 * lep_log_add_waive:
 *
 * Notes that the changes were given up.
 */
void
lep_log_add_waive (LepLogSpace    *space,
                   const LepWaive *waive)
{
  Waivers   *waivers = g_hash_table_lookup (space->waivers, &waive->replica);
  gint64     from = waive->from;
  gint64     to = waive->to;
  GTreeNode *run;

  if (waivers == NULL)
    {
      waivers = g_new0 (Waivers, 1);
      waivers->runs = g_tree_new_full (compare_numbers, NULL, g_free, g_free);
      g_hash_table_insert (space->waivers, g_memdup2 (&waive->replica, sizeof waive->replica), waivers);
    }
  waivers->last = MAX (waivers->last, to);

  /* One run takes the place of all that it meets. */
  while ((run = run_before (waivers->runs, to)) != NULL && number_of (g_tree_node_value (run)) >= from)
    {
      gint64 first = number_of (g_tree_node_key (run));

      from = MIN (from, first);
      to = MAX (to, number_of (g_tree_node_value (run)));
      g_tree_remove (waivers->runs, &first);
    }
  g_tree_insert (waivers->runs, g_memdup2 (&from, sizeof from), g_memdup2 (&to, sizeof to));
}

/**
 * lep_log_is_waived:
 *
 * Returns: whether the loss of that change was accepted by somebody
 */
gboolean
lep_log_is_waived (const LepLogSpace *space,
                   const LepUuid     *replica,
                   gint64             n)
{
  Waivers   *waivers = g_hash_table_lookup (space->waivers, replica);
  GTreeNode *run = waivers != NULL ? run_before (waivers->runs, n) : NULL;

  return run != NULL && n <= number_of (g_tree_node_value (run));
}

/**
 * lep_log_is_given_up:
 *
 * Returns: whether a waiver said that the change is lost, or one behind it
 */
gboolean
lep_log_is_given_up (const LepLogSpace *space,
                     const LepUuid     *replica,
                     gint64             n)
{
  const Waivers *waivers = g_hash_table_lookup (space->waivers, replica);

  return waivers != NULL && n <= waivers->last;
}
