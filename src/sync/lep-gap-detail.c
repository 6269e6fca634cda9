/* SPDX-License-Identifier: GPL-3.0-or-later */
/* More about missing changes: whose they are, about when they were made, and
 * which laptops said that they have them. */

#include <string.h>

#include "lep-laptop.h"
#include "lep-sentence.h"

#include "lep-gap.h"

static void
holder_free (gpointer data)
{
  LepHolder *self = data;

  g_free (self->replica);
  g_free (self->name);
  g_free (self);
}

/* "Coordinator (Zenica 1)", as far as it is known; a laptop without a name goes by
 * its id. */
static char *
name_of (const LepLaptop *laptop)
{
  g_autofree char *label = *laptop->label != '\0' ? g_strdup (laptop->label) : lep_uuid_to_string (&laptop->id);

  if (*laptop->person == '\0')
    return g_steal_pointer (&label);
  return g_strdup_printf ("%s (%s)", laptop->person, label);
}

/* Whether a laptop said that it has a change of @replica with that number. */
static gboolean
has_change (GPtrArray     *haves,
            const LepUuid *space,
            const LepUuid *replica,
            gint64         n)
{
  for (guint i = 0; i < haves->len; i++)
    {
      const LepLaptopHave *have = g_ptr_array_index (haves, i);

      for (guint k = 0; lep_uuid_equal (&have->space, space) && k < have->seen->len; k++)
        {
          const LepSeen *seen = &g_array_index (have->seen, LepSeen, k);

          if (!lep_uuid_equal (&seen->replica, replica) || seen->n < n)
            continue;
          if (!lep_laptop_misses (seen))
            return TRUE;
          break; /* what it has behind that, it has without it; what before it, told its head */
        }
    }
  return FALSE;
}

/* Who can bring what is missing: its own laptop stands first, if it is known. */
static gboolean
find_holders (LepWorkspace  *workspace,
              const LepUuid *space,
              const LepUuid *replica,
              GPtrArray     *laptops,
              LepWaitingFor *missing,
              GError       **error)
{
  for (guint i = 0; i < laptops->len; i++)
    {
      const LepLaptop *laptop = g_ptr_array_index (laptops, i);
      gboolean         is_own_laptop = lep_uuid_equal (&laptop->id, replica);
      g_autoptr (GPtrArray) haves = NULL;
      LepHolder *holder;

      if (laptop->own)
        continue;
      haves = lep_laptop_load_haves (workspace, &laptop->id, error);
      if (haves == NULL)
        return FALSE;
      if (!has_change (haves, space, replica, missing->to))
        continue;

      holder = g_new0 (LepHolder, 1);
      holder->replica = lep_uuid_to_string (&laptop->id);
      holder->name = name_of (laptop);
      g_ptr_array_insert (missing->holders, is_own_laptop ? 0 : -1, holder);
    }
  return TRUE;
}

/**
 * lep_gap_waiting_for:
 * @laptops: of #LepLaptop
 *
 * Returns: (transfer full): whose the missing changes are; nothing more yet
 */
LepWaitingFor *
lep_gap_waiting_for (const LepUuid *replica,
                     GPtrArray     *laptops)
{
  const LepLaptop *laptop = lep_laptops_find (laptops, replica);
  LepWaitingFor   *missing = g_new0 (LepWaitingFor, 1);

  missing->replica = lep_uuid_to_string (replica);
  missing->person = g_strdup (laptop != NULL ? laptop->person : "");
  missing->holders = g_ptr_array_new_with_free_func (holder_free);
  return missing;
}

/**
 * lep_gap_describe:
 * @laptops: of #LepLaptop
 * @missing: with its numbers; the rest is filled in
 *
 * Tells between which times the missing changes were made, and who has them.
 */
gboolean
lep_gap_describe (LepWorkspace  *workspace,
                  const LepUuid *space,
                  const LepUuid *replica,
                  GPtrArray     *laptops,
                  LepWaitingFor *missing,
                  GError       **error)
{
  return lep_exchange_times_around (workspace, space, replica, missing->from, missing->to,
                                    &missing->after, &missing->before, error) &&
         find_holders (workspace, space, replica, laptops, missing, error);
}

/**
 * lep_gap_days:
 *
 * Returns: (transfer full) (nullable): "3 Mar 2026 – 5 Mar 2026", the days
 *   between which they were made; %NULL if that is not known
 */
char *
lep_gap_days (LepWorkspace        *workspace,
              const LepWaitingFor *missing)
{
  g_autofree char *after = missing->after != NULL ? lep_sentence_day (workspace, missing->after) : NULL;
  g_autofree char *before = missing->before != NULL ? lep_sentence_day (workspace, missing->before) : NULL;

  if (after == NULL || before == NULL || strcmp (after, before) == 0)
    return after != NULL ? g_steal_pointer (&after) : g_steal_pointer (&before);
  return g_strdup_printf ("%s – %s", after, before);
}
