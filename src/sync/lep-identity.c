/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who a workspace is: its replica id, its keys, and whether this file may go on
 * under that id. A workspace file alone cannot tell, since files are copied and
 * backups restored; a folder beside it can (design: "Which replica am I?").
 * Taking a new id is always safe, so any doubt ends in one. */

#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "lep-commit.h"
#include "lep-exchange.h"
#include "lep-identity-state.h"
#include "lep-key.h"
#include "lep-laptop.h"
#include "lep-seal-key.h"
#include "lep-synced-place.h"
#include "lep-util.h"

#include "lep-identity.h"

#define SIGN_KEY_FILE "sign.key"

/* A key that is not used any more keeps its name with this, and a number. */
#define SET_ASIDE "old"

/**
 * lep_surroundings_new:
 * @clock: also makes all ids
 *
 * Returns: (transfer full): where this laptop keeps what is not in a workspace
 */
LepSurroundings *
lep_surroundings_new (const char *state_dir,
                      const char *machine_id,
                      const char *temp_dir,
                      LepClock   *clock)
{
  LepSurroundings *self = g_new0 (LepSurroundings, 1);

  self->state_dir = g_strdup (state_dir);
  self->machine_id = g_strdup (machine_id);
  self->temp_dir = g_strdup (temp_dir);
  self->clock = lep_clock_ref (clock);
  return self;
}

LepSurroundings *
lep_surroundings_copy (const LepSurroundings *self)
{
  return lep_surroundings_new (self->state_dir, self->machine_id, self->temp_dir, self->clock);
}

void
lep_surroundings_free (LepSurroundings *self)
{
  g_free (self->state_dir);
  g_free (self->machine_id);
  g_free (self->temp_dir);
  lep_clock_unref (self->clock);
  g_free (self);
}

static char *
key_path (const LepSurroundings *surroundings,
          const char            *replica,
          const char            *file)
{
  return g_build_filename (surroundings->state_dir, replica, file, NULL);
}

/* Signs for the workspace, under whatever id it writes: another process, or
 * thread, may have taken a new one meanwhile. */
typedef struct
{
  LepSurroundings *surroundings;
  char            *replica; /* whose key it is */
  LepKey          *key;
} Signer;

static void
signer_free (gpointer data)
{
  Signer *self = data;

  lep_surroundings_free (self->surroundings);
  g_clear_pointer (&self->key, lep_key_free);
  g_free (self->replica);
  g_free (self);
}

/* The text of a head names the replica in its third line. */
static gboolean
sign_cb (const char *text,
         guint8      signature[64],
         gpointer    user_data,
         GError    **error)
{
  Signer *self = user_data;
  g_auto (GStrv) lines = g_strsplit (text, "\n", 4);

  g_return_val_if_fail (g_strv_length (lines) == 4, FALSE);

  if (g_strcmp0 (lines[2], self->replica) != 0)
    {
      g_autofree char *path = key_path (self->surroundings, lines[2], SIGN_KEY_FILE);
      LepKey          *key = lep_key_load (path, error);

      if (key == NULL)
        return FALSE;
      g_clear_pointer (&self->key, lep_key_free);
      self->key = key;
      lep_set_str (&self->replica, lines[2]);
    }
  return lep_key_sign_text (text, signature, self->key, error);
}

/* @key: (transfer full) */
static void
use_key (LepWorkspace          *workspace,
         const LepSurroundings *surroundings,
         const char            *replica,
         LepKey                *key)
{
  Signer *signer = g_new0 (Signer, 1);

  signer->surroundings = lep_surroundings_copy (surroundings);
  signer->replica = g_strdup (replica);
  signer->key = key;
  lep_workspace_set_signer (workspace, sign_cb, signer, signer_free);
}

/* Notes each change that was made here, so that an older file is noticed. */
typedef struct
{
  LepSurroundings *surroundings;
  LepHash          noted;
} Notes;

static void
notes_free (gpointer  data,
            GClosure *closure)
{
  Notes *self = data;

  lep_surroundings_free (self->surroundings);
  g_free (self);
}

static void
changed_cb (LepWorkspace *workspace,
            Notes        *notes)
{
  LepUuid replica;
  LepHash last;
  gint64  n;

  if (!lep_workspace_get_own (workspace, &replica, NULL) || !lep_exchange_last_of (workspace, &replica, &n, &last, NULL) ||
      n == 0 || lep_hash_equal (&last, &notes->noted))
    return;

  if (lep_identity_state_note (notes->surroundings, &replica, n, &last, NULL))
    notes->noted = last;
}

static void
keep_notes (LepWorkspace          *workspace,
            const LepSurroundings *surroundings)
{
  Notes *notes = g_new0 (Notes, 1);

  notes->surroundings = lep_surroundings_copy (surroundings);
  g_signal_connect_data (workspace, "changed", G_CALLBACK (changed_cb), notes, notes_free, 0);
}

/**
 * lep_identity_load_key:
 *
 * Returns: (transfer full): the key that this workspace signs with
 */
LepKey *
lep_identity_load_key (LepWorkspace          *workspace,
                       const LepSurroundings *surroundings,
                       GError               **error)
{
  g_autofree char *replica = NULL;
  g_autofree char *path = NULL;

  if (!lep_workspace_get_meta (workspace, LEP_META_REPLICA, &replica, error))
    return NULL;
  if (replica == NULL)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED,
                           _ ("This workspace has no identity yet. Open it for writing first."));
      return NULL;
    }

  path = key_path (surroundings, replica, SIGN_KEY_FILE);
  return lep_key_load (path, error);
}

/* Others must be able to check what was signed under this id for ever, under
 * later ones too. */
static gboolean
bind_own (LepWorkspace  *workspace,
          const LepUuid *id,
          LepKey        *key,
          GError       **error)
{
  LepLaptop laptop = { .id = *id, .label = (char *) "", .person = (char *) "", .place = (char *) "", .own = TRUE };

  memcpy (laptop.key, lep_key_get_public (key)->bytes, LEP_LAPTOP_KEY_SIZE);
  return lep_laptop_bind (workspace, &laptop, NULL, error);
}

/**
 * lep_identity_renew:
 *
 * Takes a new replica id with new keys. The folder of the old one is kept. What
 * is changed from now on is written under the new id. Within a transaction of the
 * caller the id is part of that: rolled back, all is as it was but for keys that
 * nobody uses.
 */
gboolean
lep_identity_renew (LepWorkspace          *workspace,
                    const LepSurroundings *surroundings,
                    GError               **error)
{
  g_autoptr (LepKey) sign_key = lep_key_generate ();
  g_autoptr (LepSealKey) seal_key = lep_seal_key_generate ();
  g_autofree char *recipient = lep_seal_key_dup_recipient (seal_key);
  g_autofree char *replica = NULL;
  g_autofree char *sign_path = NULL;
  g_autofree char *seal_path = NULL;
  char             public_key[LEP_PUBLIC_KEY_TEXT_SIZE + 1];
  LepUuid          id;

  lep_clock_new_id (surroundings->clock, &id);
  replica = lep_uuid_to_string (&id);
  sign_path = key_path (surroundings, replica, SIGN_KEY_FILE);
  seal_path = key_path (surroundings, replica, LEP_SEAL_KEY_FILE);
  lep_public_key_format (lep_key_get_public (sign_key), public_key);

  if (!lep_key_save (sign_key, sign_path, error) || !lep_seal_key_save (seal_key, seal_path, error) ||
      !lep_workspace_set_own (workspace, &id, public_key, recipient, error) ||
      !bind_own (workspace, &id, sign_key, error) ||
      !lep_identity_state_renew (surroundings, workspace, &id, error))
    return FALSE;

  use_key (workspace, surroundings, replica, g_steal_pointer (&sign_key));
  return TRUE;
}

/**
 * lep_identity_set_who:
 *
 * Writes how others see this laptop and who works on it; it goes out with the
 * first change that is made in a space from now on.
 */
gboolean
lep_identity_set_who (LepWorkspace *workspace,
                      const LepWho *who,
                      GError      **error)
{
  return lep_workspace_set_meta (workspace, LEP_META_LABEL, who->label, error) &&
         lep_workspace_set_meta (workspace, LEP_META_PERSON, who->person, error) &&
         lep_workspace_set_meta (workspace, LEP_META_PLACE, who->place, error);
}

/* A file that something copies between laptops would be overwritten there. */
static gboolean
check_place (const char *path,
             LepError    code,
             GError    **error)
{
  g_autofree char *folder = lep_synced_place_find (path);

  if (folder == NULL)
    return TRUE;

  g_set_error (error, LEP_ERROR, (int) code,
               _ ("%s: the folder %s is copied between laptops, and a workspace in it would be overwritten by another's; "
                  "keep the workspace elsewhere."),
               path, folder);
  return FALSE;
}

/**
 * lep_identity_discard:
 * @workspace: (transfer full): nobody else has it open
 *
 * Takes away the file and the keys of a workspace that could not be made as a
 * whole.
 */
void
lep_identity_discard (LepWorkspace          *workspace,
                      const LepSurroundings *surroundings)
{
  static const char *const files[] = { SIGN_KEY_FILE, LEP_SEAL_KEY_FILE, "state" };
  g_autofree char         *path = g_strdup (lep_workspace_get_path (workspace));
  g_autofree char         *journal = g_strconcat (path, "-journal", NULL);
  g_autofree char         *replica = NULL;
  g_autofree char         *folder = NULL;

  lep_workspace_get_meta (workspace, LEP_META_REPLICA, &replica, NULL);
  g_object_unref (workspace);
  g_unlink (path);
  g_unlink (journal);
  if (replica == NULL)
    return;

  folder = g_build_filename (surroundings->state_dir, replica, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *file = g_build_filename (folder, files[i], NULL);

      g_unlink (file);
    }
  g_rmdir (folder);
}

/**
 * lep_identity_create:
 *
 * Makes an empty workspace with an identity of its own. Fails with
 * %LEP_ERROR_INVALID in a folder that is copied between laptops. When it fails,
 * nothing is left.
 *
 * Returns: (transfer full): the workspace, open for writing
 */
LepWorkspace *
lep_identity_create (const LepSurroundings *surroundings,
                     const char            *path,
                     const LepWho          *who,
                     GError               **error)
{
  g_autoptr (LepWorkspace) workspace = NULL;

  if (!check_place (path, LEP_ERROR_INVALID, error))
    return NULL;
  workspace = lep_workspace_create (path, surroundings->clock, error);
  if (workspace == NULL)
    return NULL;
  if (!lep_identity_set_who (workspace, who, error) || !lep_identity_renew (workspace, surroundings, error))
    {
      lep_identity_discard (g_steal_pointer (&workspace), surroundings);
      return NULL;
    }

  keep_notes (workspace, surroundings);
  return g_steal_pointer (&workspace);
}

/* Goes on under the id that the workspace has, if nothing speaks against it. */
static gboolean
go_on (LepWorkspace          *workspace,
       const LepSurroundings *surroundings,
       const LepUuid         *id,
       gboolean              *done,
       GError               **error)
{
  g_autofree char *replica = lep_uuid_to_string (id);
  g_autofree char *path = key_path (surroundings, replica, SIGN_KEY_FILE);
  g_autofree char *kept = NULL;
  g_autoptr (LepKey) key = NULL;
  char public_key[LEP_PUBLIC_KEY_TEXT_SIZE + 1];

  *done = FALSE;
  if (!lep_identity_state_matches (surroundings, workspace, id, done, error))
    return FALSE;
  if (!*done)
    return TRUE;

  /* A key that is gone or damaged, or that others may have read, signs no more. */
  key = lep_key_load (path, NULL);
  *done = key != NULL;
  if (!*done)
    return TRUE;
  if (!lep_workspace_get_meta (workspace, LEP_META_SIGN_KEY, &kept, error))
    return FALSE;

  lep_public_key_format (lep_key_get_public (key), public_key);
  *done = g_strcmp0 (public_key, kept) == 0;
  if (!*done)
    return TRUE;
  if (!lep_identity_state_renew (surroundings, workspace, id, error))
    return FALSE;

  use_key (workspace, surroundings, replica, g_steal_pointer (&key));
  return TRUE;
}

/* Says in every space where we write with which key is sealed for us from now on. */
static gboolean
publish_seal_key (LepWorkspace  *workspace,
                  const LepUuid *own,
                  const char    *recipient,
                  GError       **error)
{
  g_autoptr (GArray) streams = lep_exchange_streams (workspace, NULL, error);
  g_autoptr (LepCommit) commit = streams != NULL ? lep_commit_begin (workspace, error) : NULL;

  if (commit == NULL || !lep_workspace_set_meta (workspace, LEP_META_SEAL_KEY, recipient, error))
    return FALSE;
  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);
      LepLogSpace         *space = lep_log_get_space (commit->apply->log, &stream->space, error);
      LepChange           *change;

      if (space == NULL)
        return FALSE;
      if (stream->base != 0 || !lep_uuid_equal (&stream->replica, own))
        continue;
      change = lep_change_new ();
      lep_change_add_row (change, "replica", own, LEP_LIFE_NONE);
      lep_change_add_set (change, "seal_key", recipient, -1);
      if (!lep_commit_add (commit, space, change, error))
        return FALSE;
    }
  return lep_commit_finish (commit, LEP_STEP_START, error);
}

/* Puts what is in the place of the key under a name that nothing has yet, and where no
 * other person reads it any more. */
static void
set_aside (const char *path)
{
  g_autofree char *beside = g_strdup_printf ("%s." SET_ASIDE "-1", path);

  for (guint i = 2; g_file_test (beside, G_FILE_TEST_EXISTS); i++)
    {
      g_free (beside);
      beside = g_strdup_printf ("%s." SET_ASIDE "-%u", path, i);
    }
  g_chmod (path, 0600);
  g_rename (path, beside);
}

/* The key that opens what was sealed for us is gone, or is none any more, or others may
 * have read it: from now on there is another one, as with a key that signs. What was left
 * of it lies beside, so that the stock tool may still open with it what came before. One
 * that cannot be read now is left alone: to mend that is better. */
static gboolean
mend_seal_key (LepWorkspace          *workspace,
               const LepSurroundings *surroundings,
               const LepUuid         *own,
               gboolean              *mended,
               GError               **error)
{
  g_autofree char *replica = lep_uuid_to_string (own);
  g_autofree char *path = key_path (surroundings, replica, LEP_SEAL_KEY_FILE);
  g_autofree char *kept = NULL, *recipient = NULL;
  g_autoptr (GError) failure = NULL;
  g_autoptr (LepSealKey) key = lep_seal_key_load (path, &failure);
  gboolean is_spoilt = g_error_matches (failure, LEP_ERROR, LEP_ERROR_CORRUPT);

  *mended = FALSE;
  if (!lep_workspace_get_meta (workspace, LEP_META_SEAL_KEY, &kept, error))
    return FALSE;
  if (kept == NULL || (key == NULL && !is_spoilt && !g_error_matches (failure, LEP_ERROR, LEP_ERROR_NOT_FOUND)))
    return TRUE;
  if (is_spoilt)
    set_aside (path);
  if (key == NULL)
    {
      key = lep_seal_key_generate ();
      if (!lep_seal_key_save (key, path, error))
        return FALSE;
    }

  /* One that was made anew and not published, before a crash, too. */
  recipient = lep_seal_key_dup_recipient (key);
  *mended = !g_str_equal (recipient, kept);
  return !*mended || publish_seal_key (workspace, own, recipient, error);
}

/* Returns: whether it took a new id in place of another one (@is_new), or a new key
 * to open what is sealed (@mended) */
static gboolean
find_identity (LepWorkspace          *workspace,
               const LepSurroundings *surroundings,
               gboolean              *is_new,
               gboolean              *mended,
               GError               **error)
{
  g_autofree char *replica = NULL;
  LepUuid          own;
  gboolean         done = FALSE;

  if (!lep_workspace_get_meta (workspace, LEP_META_REPLICA, &replica, error) ||
      !lep_workspace_get_own (workspace, &own, error) || !go_on (workspace, surroundings, &own, &done, error))
    return FALSE;

  *is_new = !done && replica != NULL; /* one that cannot be read, too */
  if (done)
    return mend_seal_key (workspace, surroundings, &own, mended, error);
  return lep_identity_renew (workspace, surroundings, error);
}

/**
 * lep_identity_open:
 * @sentence: (out) (optional) (nullable): what to tell the user: that the
 *   workspace can only be read, or that it took a new id or a new key
 *
 * Opens a workspace. For writing, it goes on under its id or takes a new one;
 * for reading nothing is written anywhere. Fails with %LEP_ERROR_READ_ONLY for
 * writing in a folder that is copied between laptops.
 *
 * Returns: (transfer full): the workspace
 */
LepWorkspace *
lep_identity_open (const LepSurroundings *surroundings,
                   const char            *path,
                   LepOpenMode            mode,
                   char                 **sentence,
                   GError               **error)
{
  g_autoptr (LepWorkspace) workspace = NULL;
  gboolean is_new = FALSE;
  gboolean mended = FALSE;
  gboolean ok;
  int      lock;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("%s: there is no workspace; make one, or name another file."), path);
      return NULL;
    }

  if (mode == LEP_OPEN_WRITE && !check_place (path, LEP_ERROR_READ_ONLY, error))
    return NULL;
  workspace = lep_workspace_open (path, mode, surroundings->clock, error);
  if (workspace == NULL)
    return NULL;
  if (sentence != NULL)
    *sentence = g_strdup (lep_workspace_get_notice (workspace));
  if (mode == LEP_OPEN_READ || lep_workspace_is_read_only (workspace))
    return g_steal_pointer (&workspace);

  lock = lep_identity_state_lock (surroundings, error);
  if (lock < 0)
    return NULL;
  ok = find_identity (workspace, surroundings, &is_new, &mended, error);
  close (lock);
  if (!ok)
    return NULL;

  keep_notes (workspace, surroundings);
  if (sentence != NULL && is_new)
    *sentence = g_strdup (_ ("This workspace is a copy, was restored or moved, or its keys are gone or could be read by others on this computer: it has a new number of its own from now on, "
                             "so that nothing is mixed up. Nothing is lost. Others must compare the new number once before they take your bundles."));
  if (sentence != NULL && mended)
    *sentence = g_strdup (_ ("The key with which this laptop opens sealed bundles was gone or damaged, or could be read by others on this computer: it has a new one now. What was sealed for it before "
                             "cannot be opened any more: others make it again after your next bundle has arrived there."));
  return g_steal_pointer (&workspace);
}
