/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going on without changes that are lost for ever, in every space where they
 * are missed: what nobody misses is not given up, or it would not be waited for
 * when it is made. */

#include <glib/gi18n-lib.h>

#include "lep-for-good.h"
#include "lep-gap.h"
#include "lep-laptop.h"

#include "lep-waive.h"

void
lep_waived_free (LepWaived *self)
{
  g_ptr_array_unref (self->spaces);
  g_free (self);
}

/* A laptop that nobody here has heard of can have lost changes, too. */
static gboolean
find_replica (LepWorkspace *workspace,
              const char   *name,
              LepUuid      *id,
              GError      **error)
{
  g_autoptr (GPtrArray) laptops = NULL;
  const LepLaptop *laptop;

  if (lep_uuid_parse (name, -1, id))
    return TRUE;

  laptops = lep_laptops_load (workspace, error);
  laptop = laptops != NULL ? lep_laptops_find_named (laptops, name, error) : NULL;
  if (laptop != NULL)
    *id = laptop->id;
  return laptop != NULL;
}

/* The first run of numbers between @from and @to that something in the space waits
 * for. What stands in the place of an erased change is let in by its own number. */
static gboolean
find_missed (LepWorkspace  *workspace,
             const LepUuid *space,
             const LepUuid *replica,
             gint64         from,
             gint64         to,
             LepGap        *missed,
             GError       **error)
{
  g_autoptr (GArray) gaps = lep_gaps_find (workspace, space, error);
  g_autoptr (GArray) waiting = gaps != NULL ? lep_exchange_missing (workspace, space, error) : NULL;

  *missed = (LepGap){ .replica = *replica };
  if (waiting == NULL)
    return FALSE;
  for (guint i = 0; i < waiting->len; i++)
    {
      const LepMissingChange *one = &g_array_index (waiting, LepMissingChange, i);
      LepGap                  own = { one->replica, one->n, one->n };

      if (one->missing_n == 0)
        g_array_append_val (gaps, own);
    }
  for (guint i = 0; missed->from == 0 && i < gaps->len; i++)
    {
      const LepGap *gap = &g_array_index (gaps, LepGap, i);

      if (!lep_uuid_equal (&gap->replica, replica) || gap->from > to || from > gap->to)
        continue;
      missed->from = MAX (from, gap->from);
      missed->to = MIN (to, gap->to);
    }
  return TRUE;
}

/* Gives up those of the numbers that are missed in the space, one gap after the other.
 * Of one that ends behind @to more is missed for ever: it is given up once. */
static gboolean
give_up (LepWorkspace  *workspace,
         const LepUuid *space,
         const LepUuid *replica,
         gint64         from,
         gint64         to,
         LepWaived     *waived,
         gboolean      *done,
         GError       **error)
{
  LepGap missed;
  gint64 last = 0;
  gint64 n_released;

  *done = FALSE;
  while (TRUE)
    {
      /* What was given up is: what cannot be read then is still missed. */
      if (!find_missed (workspace, space, replica, from, to, &missed, *done || waived->spaces->len > 0 ? NULL : error))
        return *done || waived->spaces->len > 0;
      if (missed.to == 0 || missed.to == last)
        return TRUE;
      if (!lep_workspace_waive (workspace, space, replica, missed.from, missed.to, &n_released, error))
        return FALSE;
      waived->n_released += n_released;
      *done = TRUE;
      last = missed.to;
    }
}

/**
 * lep_waive:
 * @replica: id or label of the laptop whose changes are lost
 * @from: number of the first of them, from 1
 * @to: number of the last of them
 * @space: (nullable): id of the space; %NULL = wherever they are missed
 *
 * Gives up lost changes, for everybody: those of them that something here waits
 * for. Fails with %LEP_ERROR_NOT_FOUND if the laptop is not known, and with
 * %LEP_ERROR_INVALID if nothing waits for any of them.
 *
 * Returns: (transfer full): what came of it
 */
LepWaived *
lep_waive (LepWorkspace *workspace,
           const char   *replica,
           gint64        from,
           gint64        to,
           const char   *space,
           GError      **error)
{
  g_autoptr (GPtrArray) spaces = NULL;
  g_autoptr (LepWaived) waived = g_new0 (LepWaived, 1);
  LepUuid id;

  g_return_val_if_fail (from >= 1 && to >= from, NULL);

  waived->spaces = g_ptr_array_new_with_free_func (g_free);
  spaces = find_replica (workspace, replica, &id, error) ? lep_exchange_spaces (workspace, error) : NULL;
  if (spaces == NULL)
    return NULL;
  for (guint i = 0; i < spaces->len; i++)
    {
      const LepUuid   *one = &((LepSpaceInfo *) g_ptr_array_index (spaces, i))->id;
      g_autofree char *text = lep_uuid_to_string (one);
      gboolean         done = FALSE;

      if (space != NULL && !g_str_equal (text, space))
        continue;
      if (!give_up (workspace, one, &id, from, to, waived, &done, error))
        return NULL;
      if (done)
        g_ptr_array_add (waived->spaces, g_steal_pointer (&text));
    }
  if (waived->spaces->len > 0)
    return g_steal_pointer (&waived);

  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("Nothing here waits for these changes."));
  return NULL;
}
