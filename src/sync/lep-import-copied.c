/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bundle tells of workspaces that were copied, or set back to an older
 * state: this one, or another's. */

#include <glib/gi18n-lib.h>

#include "lep-exchange.h"

#include "lep-import-private.h"

/* The number of the last change of our own that is here, on whatever branch. */
static gboolean
find_last (LepImport     *self,
           const LepUuid *space,
           const LepUuid *own,
           gint64        *last,
           GError       **error)
{
  g_autoptr (GArray) streams = lep_exchange_streams (self->workspace, space, error);

  *last = 0;
  for (guint i = 0; streams != NULL && i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);

      if (lep_uuid_equal (&stream->replica, own))
        *last = MAX (*last, stream->last);
    }
  return streams != NULL;
}

/* Whether the sender has changes of our own stream that are behind all that are here.
 * Another branch within our own numbers is nothing that a mere word proves: its
 * changes do, when they come. */
static gboolean
has_more_of_us (LepImport     *self,
                const LepUuid *own,
                gboolean      *more,
                GError       **error)
{
  *more = FALSE;
  for (guint i = 0; i < self->manifest->haves->len; i++)
    {
      const LepHave *have = g_ptr_array_index (self->manifest->haves, i);
      gint64         last;

      if (!find_last (self, &have->space, own, &last, error))
        return FALSE;
      for (guint j = 0; j < have->seen->len; j++)
        {
          const LepSeen *one = &g_array_index (have->seen, LepSeen, j);

          *more = *more || (lep_uuid_equal (&one->replica, own) && one->n > last);
        }
    }
  return TRUE;
}

static char *
tell_copied (LepImport     *self,
             const LepUuid *copied)
{
  g_autofree char *name = lep_import_dup_name (self, copied);

  return g_strdup_printf (_ ("A copy of the workspace of “%s” is in use: both it and the copy wrote changes with the same numbers. "
                             "Both are kept, and nothing is lost; tell its user that two laptops go under one name."),
                          name);
}

/**
 * lep_import_must_renew:
 * @renew: (out): whether changes of our own came back that we do not have, a
 *   second branch of them, or word that the sender has some: then we were set back,
 *   or copied, and go on under another id
 *
 * Tells those at the screen, and of copies of others' workspaces.
 */
gboolean
lep_import_must_renew (LepImport             *self,
                       const LepIngestResult *result,
                       gboolean              *renew,
                       GError               **error)
{
  gboolean more = FALSE;
  LepUuid  own;

  *renew = result->found_own;
  if (!lep_workspace_get_own (self->workspace, &own, error) || !has_more_of_us (self, &own, &more, error))
    return FALSE;
  for (guint i = 0; i < result->forks->len; i++)
    *renew = *renew || lep_uuid_equal (&g_array_index (result->forks, LepUuid, i), &own);

  if (more)
    self->report->notice = g_strdup_printf (_ ("This workspace was restored or copied: “%s” has changes that it had made itself and that are not here. "
                                               "It goes on under a new number, which the others compare once; then those changes come back."),
                                            self->report->sender->label);
  else if (*renew)
    self->report->notice = g_strdup (_ ("This workspace was restored or copied: changes came back that it had made itself. "
                                        "It goes on under a new number, and nothing is lost. Others must compare the new number once before they take "
                                        "your bundles."));
  else if (result->forks->len > 0)
    self->report->notice = tell_copied (self, &g_array_index (result->forks, LepUuid, 0));
  *renew = *renew || more;
  return TRUE;
}
