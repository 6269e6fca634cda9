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

/* @space: (nullable): of this space only
 * @all: those of whole branches, too, which end where they are signed */
static gboolean
check_streams (LepWorkspace  *workspace,
               GPtrArray     *laptops,
               const LepUuid *space,
               gboolean       all,
               GError       **error)
{
  g_autoptr (GArray) streams = lep_exchange_streams (workspace, space, error);

  if (streams == NULL)
    return FALSE;
  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);

      if (stream->has_signature && (all || stream->signed_n < stream->last) &&
          !lep_signature_check (laptops, &stream->space, &stream->replica, stream->signed_n, &stream->signed_head, stream->signature, error))
        return FALSE;
    }
  return TRUE;
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

  return laptops != NULL && check_streams (workspace, laptops, NULL, TRUE, error);
}

/**
 * lep_signatures_check_short:
 * @laptops: of #LepLaptop
 *
 * Checks the kept signatures that leave out the end of a branch: that end is not passed
 * on, and a number that the disk made smaller would hide it from everybody.
 */
gboolean
lep_signatures_check_short (LepWorkspace  *workspace,
                            GPtrArray     *laptops,
                            const LepUuid *space,
                            GError       **error)
{
  return check_streams (workspace, laptops, space, FALSE, error);
}
