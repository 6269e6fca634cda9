/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the kept signatures are those of the laptops they are said to come from:
 * with another one nobody takes what is passed on. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-chain.h"
#include "lep-exchange.h"
#include "lep-public-key.h"

#include "lep-signatures.h"

/**
 * lep_signature_check:
 * @laptops: of #LepLaptop
 * @head: hash of the change @n of @replica in @space
 *
 * Fails with %LEP_ERROR_CORRUPT if the head is not signed by that laptop.
 */
gboolean
lep_signature_check (GPtrArray     *laptops,
                     const LepUuid *space,
                     const LepUuid *replica,
                     gint64         n,
                     const LepHash *head,
                     const guint8   signature[64],
                     GError       **error)
{
  const LepLaptop *laptop = lep_laptops_find (laptops, replica);
  g_autofree char *text = lep_chain_head_text (space, replica, n, head);
  g_autofree char *id = lep_uuid_to_string (replica);
  g_autofree char *number = NULL;
  LepPublicKey     key = { { 0 } };

  if (laptop != NULL)
    memcpy (key.bytes, laptop->key, sizeof key.bytes);
  if (lep_public_key_check (&key, text, strlen (text), signature))
    return TRUE;

  number = g_strdup_printf ("%" G_GINT64_FORMAT, n);
  g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT,
               /* Translators: the name of a laptop, and the number of a change. */
               _ ("The signature of “%s” on its change %s is damaged. Take in a bundle that holds the change once more, or restore a backup."),
               laptop != NULL ? laptop->label : id, number);
  return FALSE;
}

/**
 * lep_signatures_check:
 *
 * Checks the kept signature of every branch.
 */
gboolean
lep_signatures_check (LepWorkspace *workspace,
                      GError      **error)
{
  g_autoptr (GPtrArray) laptops = lep_laptops_load (workspace, error);
  g_autoptr (GArray) streams = laptops == NULL ? NULL : lep_exchange_streams (workspace, NULL, error);

  if (streams == NULL)
    return FALSE;
  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);

      if (stream->has_signature && !lep_signature_check (laptops, &stream->space, &stream->replica, stream->signed_n,
                                                         &stream->signed_head, stream->signature, error))
        return FALSE;
    }
  return TRUE;
}
