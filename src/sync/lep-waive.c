/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Going on without changes that are lost for ever, in every space where they
 * are missed. */

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

static gboolean
is_missed (LepWorkspace  *workspace,
           const LepUuid *space,
           const LepUuid *replica,
           gint64         from,
           gint64         to,
           gboolean      *missed,
           GError       **error)
{
  g_autoptr (GArray) gaps = lep_gaps_find (workspace, space, error);

  *missed = FALSE;
  if (gaps == NULL)
    return FALSE;
  for (guint i = 0; i < gaps->len; i++)
    {
      const LepGap *gap = &g_array_index (gaps, LepGap, i);

      *missed = *missed || (lep_uuid_equal (&gap->replica, replica) && gap->from <= to && from <= gap->to);
    }
  return TRUE;
}

/* Where to give them up: in @space, or wherever something waits for them, or
 * else in the programme's space. */
static gboolean
choose_spaces (LepWorkspace  *workspace,
               const char    *space,
               const LepUuid *replica,
               gint64         from,
               gint64         to,
               GArray        *chosen,
               GError       **error)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (workspace, error);

  if (spaces == NULL)
    return FALSE;
  for (guint i = 0; i < spaces->len; i++)
    {
      const LepSpaceInfo *info = g_ptr_array_index (spaces, i);
      g_autofree char    *id = lep_uuid_to_string (&info->id);
      gboolean            missed = space != NULL && g_str_equal (id, space);

      if (space == NULL && !is_missed (workspace, &info->id, replica, from, to, &missed, error))
        return FALSE;
      if (missed)
        g_array_append_val (chosen, info->id);
    }
  for (guint i = 0; chosen->len == 0 && space == NULL && i < spaces->len; i++)
    {
      const LepSpaceInfo *info = g_ptr_array_index (spaces, i);

      if (info->kind == LEP_SPACE_PROGRAMME)
        g_array_append_val (chosen, info->id);
    }
  if (chosen->len == 0)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("Nothing here waits for these changes. Name the space that you mean."));
  return chosen->len > 0;
}

/**
 * lep_waive:
 * @replica: id or label of the laptop whose changes are lost
 * @from: number of the first of them, from 1
 * @to: number of the last of them
 * @space: (nullable): id of the space; %NULL = wherever they are missed
 *
 * Gives up lost changes, for everybody. Fails with %LEP_ERROR_NOT_FOUND if the
 * laptop or the space is not known.
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
  g_autoptr (GArray) chosen = g_array_new (FALSE, FALSE, sizeof (LepUuid));
  g_autoptr (LepWaived) waived = g_new0 (LepWaived, 1);
  LepUuid id;

  g_return_val_if_fail (from >= 1 && to >= from, NULL);

  waived->spaces = g_ptr_array_new_with_free_func (g_free);
  if (!find_replica (workspace, replica, &id, error) ||
      !choose_spaces (workspace, space, &id, from, to, chosen, error))
    return NULL;
  for (guint i = 0; i < chosen->len; i++)
    {
      const LepUuid *one = &g_array_index (chosen, LepUuid, i);
      gint64         n_released;

      if (!lep_workspace_waive (workspace, one, &id, from, to, &n_released, error))
        return NULL;
      waived->n_released += n_released;
      g_ptr_array_add (waived->spaces, lep_uuid_to_string (one));
    }
  return g_steal_pointer (&waived);
}
