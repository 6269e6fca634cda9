/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seal around a bundle (bundle format, 4.4): opened into a private file that
 * vanishes when anything is wrong with it, before a reader sees a byte of it. */

#include <errno.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "lep-age.h"
#include "lep-bundle-error.h"
#include "lep-private-copy.h"
#include "lep-seal-key.h"

#include "lep-bundle-seal.h"

#define MAGIC_BYTES 256 /* an armored file may begin with white space */

static gboolean
look (int       fd,
      gboolean *is_sealed,
      GError  **error)
{
  guint8  bytes[MAGIC_BYTES];
  ssize_t got = TEMP_FAILURE_RETRY (pread (fd, bytes, sizeof bytes, 0));

  if (got < 0)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The file cannot be read: %s"), g_strerror (errno));
      return FALSE;
    }
  *is_sealed = lep_age_is_sealed (bytes, (gsize) got);
  return TRUE;
}

/* Says the reason in the words of a refused bundle, with what to do. */
static void
refuse (GError      **error,
        const GError *reason)
{
  static const char *const advice[] = {
    N_ ("give the pass-phrase that its sender told you"),
    N_ ("if it is meant for this laptop, ask its sender to make it again after your next bundle has arrived there, or with a pass-phrase"),
    N_ ("open it with “age -d” first, or ask for an unsealed one"),
    N_ ("ask its sender to seal it with a lower work factor, or for this laptop's key"),
  };

  switch (reason->code)
    {
    case LEP_ERROR_LOCKED:
      lep_bundle_refuse_as (error, LEP_ERROR_LOCKED, NULL, 0, reason->message, _ (advice[0]));
      break;
    case LEP_ERROR_NOT_FOUND:
      lep_bundle_refuse_as (error, LEP_ERROR_SEALED, NULL, 0, reason->message, _ (advice[1]));
      break;
    case LEP_ERROR_TOO_NEW:
      lep_bundle_refuse_as (error, LEP_ERROR_TOO_NEW, NULL, 0, reason->message, _ (advice[2]));
      break;
    case LEP_ERROR_INVALID:
      lep_bundle_refuse_as (error, LEP_ERROR_CORRUPT, NULL, 0, reason->message, _ (advice[3]));
      break;
    default:
      lep_bundle_refuse (error, NULL, 0, "%s", reason->message);
      break;
    }
}

static gboolean
open_into (int              from,
           int              to,
           const LepUnlock *unlock,
           GCancellable    *cancellable,
           GError         **error)
{
  g_autoptr (GError) broken = NULL;
  g_autoptr (GError) reason = NULL;
  g_autoptr (GPtrArray) keys = NULL;

  if (unlock != NULL && unlock->key_dir != NULL)
    keys = lep_seal_keys_load (unlock->key_dir, &broken);
  if (lep_age_open (from, to, keys, unlock != NULL ? unlock->passphrase : NULL, cancellable, &reason))
    return TRUE;

  if (g_error_matches (reason, LEP_ERROR, LEP_ERROR_NOT_FOUND) && broken != NULL)
    g_propagate_error (error, g_steal_pointer (&broken)); /* it may well be the one that is needed */
  else if (reason->domain == G_FILE_ERROR)
    g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The temporary copy cannot be written: %s"), reason->message);
  else if (reason->domain != LEP_ERROR || reason->code == LEP_ERROR_FAILED)
    g_propagate_error (error, g_steal_pointer (&reason));
  else
    refuse (error, reason);
  return FALSE;
}

/**
 * lep_bundle_unseal:
 * @fd: (inout): a private copy of a bundle; if it is sealed, its content takes
 *   its place
 * @unlock: (nullable): what it may be opened with
 *
 * Fails with %LEP_ERROR_LOCKED if it takes a pass-phrase other than the one
 * given, %LEP_ERROR_SEALED if it is for others, and with %LEP_ERROR_CORRUPT,
 * %LEP_ERROR_TOO_NEW or %LEP_ERROR_FAILED.
 */
gboolean
lep_bundle_unseal (int             *fd,
                   const char      *temp_dir,
                   const LepUnlock *unlock,
                   gboolean        *was_sealed,
                   GCancellable    *cancellable,
                   GError         **error)
{
  int content;

  if (!look (*fd, was_sealed, error))
    return FALSE;
  if (!*was_sealed)
    return TRUE;

  content = lep_private_file (temp_dir, error);
  if (content < 0)
    return FALSE;
  if (!open_into (*fd, content, unlock, cancellable, error))
    {
      close (content);
      return FALSE;
    }
  close (*fd);
  *fd = content;
  return TRUE;
}
