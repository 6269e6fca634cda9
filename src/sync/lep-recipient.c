/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys that bundles are sealed for. A laptop says its own in the first
 * change of each of its streams, which it signed, and in a later one if it lost it;
 * what others write into its record must not open what is meant for it. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-change.h"
#include "lep-exchange.h"
#include "lep-seal-key.h"
#include "lep-util.h"

#include "lep-recipient.h"

typedef struct
{
  const LepUuid *replica;
  char          *recipient;
  char          *at; /* when it said so */
} Search;

static void
search_clear (Search *self)
{
  g_free (self->recipient);
  g_free (self->at);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gboolean
change_cb (const LepLoggedChange *logged,
           gpointer               user_data,
           GError               **error)
{
  Search *self = user_data;
  guint8 public[LEP_SEAL_KEY_SIZE];
  g_autoptr (LepChange) change = lep_change_new ();

  if (logged->body == NULL || (logged->n > 1 && g_strstr_len (logged->body, (gssize) logged->length, "seal_key") == NULL))
    return TRUE;
  if (!lep_change_read (change, logged->body, logged->length, error))
    return FALSE;

  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp *row = &g_array_index (change->rows, LepRowOp, i);

      for (guint k = 0; k < row->n_sets && strcmp (row->kind, "replica") == 0 && lep_uuid_equal (&row->id, self->replica); k++)
        {
          const LepSet *set = &g_array_index (change->sets, LepSet, row->first_set + k);

          if (strcmp (set->field, "seal_key") == 0 && set->value != NULL && lep_seal_recipient_parse (set->value, public))
            {
              lep_set_str (&self->recipient, set->value);
              lep_set_str (&self->at, change->at);
            }
        }
    }
  return TRUE;
}

/* What the laptop says of itself in one of its streams: read where its record
 * leads to, and in all of the stream if somebody else wrote that since. */
static gboolean
search_stream (LepWorkspace        *workspace,
               const LepStreamInfo *stream,
               Search              *search,
               GError             **error)
{
  gint64 last;

  if (!lep_exchange_last_writer (workspace, stream->no, "replica", search->replica, "seal_key", &last, error) ||
      (last > 0 && !lep_exchange_changes (workspace, stream->no, last, last, change_cb, search, error)))
    return FALSE;
  return search->recipient != NULL || lep_exchange_changes (workspace, stream->no, 1, stream->last, change_cb, search, error);
}

/**
 * lep_recipient_find:
 * @recipient: (out) (nullable): its key, `age1…`; %NULL if it is not known here
 *
 * Looks for the key that bundles for a laptop are sealed with.
 */
gboolean
lep_recipient_find (LepWorkspace  *workspace,
                    const LepUuid *replica,
                    char         **recipient,
                    GError       **error)
{
  g_autoptr (GArray) streams = NULL;
  g_autofree char *newest = NULL;
  LepUuid          own;

  *recipient = NULL;
  if (!lep_workspace_get_own (workspace, &own, error))
    return FALSE;
  if (lep_uuid_equal (replica, &own)) /* it may have no stream yet */
    return lep_workspace_get_meta (workspace, LEP_META_SEAL_KEY, recipient, error);

  streams = lep_exchange_streams (workspace, NULL, error);
  if (streams == NULL)
    return FALSE;

  /* The last word of each stream; of several, the newest. */
  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);
      g_auto (Search) search = { .replica = replica };

      if (stream->base != 0 || !lep_uuid_equal (&stream->replica, replica))
        continue;
      if (!search_stream (workspace, stream, &search, error))
        return FALSE;
      if (search.recipient == NULL || (newest != NULL && strcmp (search.at, newest) <= 0))
        continue;
      lep_set_str (&newest, search.at);
      lep_set_str (recipient, search.recipient);
    }
  return TRUE;
}

/**
 * lep_recipients_of:
 * @laptops: of #LepLaptop: all that are known
 * @names: replica ids or labels
 *
 * Fails with %LEP_ERROR_NOT_FOUND if one is not known, or its key is not.
 *
 * Returns: (transfer full): their keys
 */
char **
lep_recipients_of (LepWorkspace      *workspace,
                   GPtrArray         *laptops,
                   const char *const *names,
                   GError           **error)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; names[i] != NULL; i++)
    {
      const LepLaptop *laptop = lep_laptops_find_named (laptops, names[i], error);
      g_autofree char *recipient = NULL;

      if (laptop == NULL || !lep_recipient_find (workspace, &laptop->id, &recipient, error))
        return NULL;
      if (recipient == NULL)
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND,
                       _ ("The key to seal with for “%s” is not known here yet: it comes with what that laptop enters first. "
                          "Use a pass-phrase until then."),
                       names[i]);
          return NULL;
        }
      g_strv_builder_add (builder, recipient);
    }
  return g_strv_builder_end (builder);
}
