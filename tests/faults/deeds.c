/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a laptop does, each as one call that may fail. */

#include <sqlite3.h>

#include "lep-backup.h"
#include "lep-check.h"
#include "lep-clock.h"
#include "lep-conflict.h"
#include "lep-for-good.h"
#include "lep-history.h"
#include "lep-rebuild.h"
#include "lep-share.h"
#include "lep-signatures.h"
#include "lep-undo.h"
#include "lep-waive.h"
#include "lep-workspace-private.h"

#include "deeds.h"

#define CALL "0194c9e4-0000-7000-8000-0000000000c2"

static LepWorkspace *
office (World *world)
{
  return world->base.a->workspace;
}

gboolean
deed_import_file (World        *world,
                  const char   *file,
                  LepImportMode mode,
                  GError      **error)
{
  g_autoptr (LepImportReport) report = lep_import (office (world), world->base.a->surroundings, file, mode, NULL, NULL,
                                                   NULL, NULL, error);

  if (report != NULL)
    g_assert_cmpuint (report->untrusted->len, ==, 0);
  return report != NULL;
}

gboolean
deed_import (World   *world,
             GError **error)
{
  return deed_import_file (world, world->news, LEP_IMPORT_APPLY, error);
}

static gboolean
import_sealed (World   *world,
               GError **error)
{
  return deed_import_file (world, world->sealed, LEP_IMPORT_APPLY, error);
}

static gboolean
preview_news (World   *world,
              GError **error)
{
  return deed_import_file (world, world->news, LEP_IMPORT_PREVIEW, error);
}

static gboolean
import_early (World   *world,
              GError **error)
{
  return deed_import_file (world, world->early, LEP_IMPORT_APPLY, error);
}

static gboolean
import_missing (World   *world,
                GError **error)
{
  return deed_import_file (world, world->missing, LEP_IMPORT_APPLY, error);
}

gboolean
deed_waive (World      *world,
            const char *replica,
            GError    **error)
{
  g_autoptr (LepWaived) waived = lep_waive (office (world), replica, 1, 1000, NULL, error);

  if (waived != NULL)
    g_assert_cmpint (waived->n_released, >, 0);
  return waived != NULL;
}

static gboolean
waive (World   *world,
       GError **error)
{
  return deed_waive (world, world->replica_b, error);
}

static gboolean
export_to (World       *world,
           const char  *peer,
           const char **seal,
           GError     **error)
{
  LepExportOptions options = { .peer = peer, .target = world->base.stick, .with_contacts = TRUE, .seal = seal };
  g_autoptr (LepExportResult) result = lep_export (office (world), world->base.a->surroundings, &options, NULL, NULL,
                                                   error);

  return result != NULL;
}

static gboolean
export_all (World   *world,
            GError **error)
{
  return export_to (world, NULL, NULL, error);
}

gboolean
deed_export_sealed (World   *world,
                    GError **error)
{
  const char *seal[] = { world->replica_b, NULL };

  return export_to (world, world->replica_b, seal, error);
}

static gboolean
save (World   *world,
      GError **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (office (world));

  if (!lep_edit_row (edit, "programme", "organisation", ORGANISATION, error))
    return FALSE;
  lep_edit_set (edit, "phone", "+387 33 000 000");
  if (!lep_edit_row (edit, PARTNERSHIP, "partnership", PARTNERSHIP, error))
    return FALSE;
  lep_edit_set (edit, "objectives", "More work");
  return lep_edit_commit (edit, error);
}

static gboolean delete (World   *world,
                        GError **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (office (world));

  return lep_edit_delete (edit, "programme", "call", CALL, error) && lep_edit_commit (edit, error);
}

static gboolean
erase (World   *world,
       GError **error)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (office (world), error);
  LepUuid contact;

  if (spaces == NULL)
    return FALSE;
  lep_uuid_parse (CONTACT, -1, &contact);
  for (guint i = 0; i < spaces->len; i++)
    if (((LepSpaceInfo *) g_ptr_array_index (spaces, i))->kind == LEP_SPACE_CONTACTS)
      return lep_workspace_erase (office (world), &((LepSpaceInfo *) g_ptr_array_index (spaces, i))->id, &contact, error);
  g_assert_not_reached ();
}

static gboolean
pick (World   *world,
      GError **error)
{
  return lep_conflict_pick (office (world), NULL, "organisation", ORGANISATION, "name", 2, error);
}

static gboolean
settle (World   *world,
        GError **error)
{
  return lep_conflict_settle (office (world), NULL, "organisation", ORGANISATION, "address", "Trg 2", error);
}

static gboolean
settle_life (World   *world,
             GError **error)
{
  return lep_conflict_settle_life (office (world), NULL, "project", "0194c9e4-0000-7000-8000-0000000000c1", TRUE, error);
}

/* All conflicts, by the value that is not shown. */
static gboolean
settle_many (World   *world,
             GError **error)
{
  g_autoptr (GPtrArray) found = lep_conflicts_list (office (world), NULL, NULL, 0, error);
  g_autoptr (GArray) choices = g_array_new (FALSE, FALSE, sizeof (LepConflictChoice));
  guint n_settled;

  if (found == NULL)
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    {
      LepConflictChoice choice = { g_ptr_array_index (found, i), 2 };

      g_array_append_val (choices, choice);
    }
  g_assert_cmpuint (found->len, >, 2);
  return lep_conflicts_settle (office (world), choices, &n_settled, error);
}

static gboolean
import_and_settle_life (World   *world,
                        GError **error)
{
  return deed_import (world, error) && settle_life (world, error);
}

static gboolean
import_and_settle (World   *world,
                   GError **error)
{
  return deed_import (world, error) && settle (world, error);
}

static gboolean
delete_again (World   *world,
              GError **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (office (world));

  return import_and_settle_life (world, error) &&
         lep_edit_delete (edit, PARTNERSHIP, "project", "0194c9e4-0000-7000-8000-0000000000c1", error) &&
         lep_edit_commit (edit, error);
}

static gboolean
undo (World   *world,
      GError **error)
{
  LepUndone undone;

  return lep_undo_last (office (world), &undone, error);
}

static gboolean
take_back (World   *world,
           GError **error)
{
  g_autoptr (GPtrArray) receipts = lep_receipts_list (office (world), 1, error);
  LepUndone undone;

  if (receipts == NULL)
    return FALSE;
  g_assert_cmpint (((LepReceipt *) g_ptr_array_index (receipts, 0))->step, !=, 0);
  return lep_undo_step (office (world), ((LepReceipt *) g_ptr_array_index (receipts, 0))->step, &undone, NULL, error);
}

static gboolean
rebuild (World   *world,
         GError **error)
{
  return lep_workspace_rebuild (office (world), NULL, NULL, error);
}

static gboolean
check (World   *world,
       GError **error)
{
  return lep_workspace_check (office (world), NULL, NULL, error) && lep_signatures_check (office (world), error);
}

static gboolean
backup (World   *world,
        GError **error)
{
  g_autofree char *target = g_build_filename (world->base.stick, "another.lep", NULL);

  return lep_workspace_backup (office (world), target, NULL, error);
}

/* Everything a page asks for. */
static gboolean
look (World   *world,
      GError **error)
{
  LepWorkspace *workspace = office (world);
  g_autoptr (GPtrArray) conflicts = NULL, some = NULL, history = NULL, peers = NULL, waiting = NULL, receipts = NULL;
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (LepSpaceDigest));
  LepHash total;

  conflicts = lep_conflicts_list (workspace, NULL, NULL, 0, error);
  if (conflicts == NULL || lep_conflicts_count (workspace, error) < 0)
    return FALSE;
  some = lep_conflicts_list (workspace, NULL, NULL, 20, error);
  if (some == NULL)
    return FALSE;
  history = lep_history (workspace, NULL, "organisation", ORGANISATION, error);
  if (history == NULL)
    return FALSE;
  peers = lep_peers_list (workspace, error);
  if (peers == NULL)
    return FALSE;
  waiting = lep_waiting_list (workspace, error);
  if (waiting == NULL)
    return FALSE;
  receipts = lep_receipts_list (workspace, 10, error);
  return receipts != NULL && lep_workspace_digest (workspace, NULL, &total, spaces, error);
}

/* Before anything else was asked for. */
static gboolean
make_digest (World   *world,
             GError **error)
{
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (LepSpaceDigest));
  LepHash total;

  return lep_workspace_digest (office (world), NULL, &total, spaces, error);
}

static gboolean
introduce (World   *world,
           GError **error)
{
  return lep_peers_set_introducer (office (world), world->replica_b, TRUE, error);
}

static gboolean
revoke_b (World   *world,
          GError **error)
{
  return lep_peers_revoke (office (world), world->replica_b, "2027-01-01", error);
}

gboolean
deed_sync_folder (World                  *world,
                  const LepFolderOptions *options,
                  GError                **error)
{
  g_autoptr (LepFolder) folder = lep_folder_new (world->folder);
  g_autoptr (LepFolderRound) round = NULL;

  if (!lep_folder_sync (folder, office (world), world->base.a->surroundings, options, NULL, NULL, &round, error))
    return FALSE;
  /* A bundle that could not be read this time is left for the next one. */
  for (guint i = 0; i < round->read->len; i++)
    if (((LepFolderRead *) g_ptr_array_index (round->read, i))->error != NULL)
      {
        g_propagate_error (error, g_error_copy (((LepFolderRead *) g_ptr_array_index (round->read, i))->error));
        return FALSE;
      }
  for (guint i = 0; i < round->ignored->len; i++)
    {
      g_propagate_error (error, g_error_copy (((LepFolderRead *) g_ptr_array_index (round->ignored, i))->error));
      return FALSE;
    }
  return TRUE;
}

static gboolean
sync_folder (World   *world,
             GError **error)
{
  const LepFolderOptions options = { 0 };

  return deed_sync_folder (world, &options, error);
}

static gboolean
lay_out_folder (World   *world,
                GError **error)
{
  g_autoptr (GFile) from = g_file_new_for_path (world->news);
  g_autofree char *name = g_path_get_basename (world->news);
  g_autofree char *path = g_build_filename (world->folder, name, NULL);
  g_autoptr (GFile) to = g_file_new_for_path (path);

  return deed_ask (world, error) && g_file_copy (from, to, G_FILE_COPY_NONE, NULL, NULL, NULL, error);
}

/* A look that finds no more to do, and the question whether there is more. */
static gboolean
watch_folder (World   *world,
              GError **error)
{
  const LepFolderOptions options = { 0 };
  g_autoptr (LepFolder) folder = lep_folder_new (world->folder);
  g_autoptr (LepFolderRound) round = NULL;
  gboolean news = TRUE;

  if (!lep_folder_sync (folder, office (world), world->base.a->surroundings, &options, NULL, NULL, &round, error) ||
      !lep_folder_has_news (folder, office (world), &news, error))
    return FALSE;
  g_assert_false (news);
  return TRUE;
}

/* Files were damaged and cleaned away. */
static gboolean
lose_files (World   *world,
            GError **error)
{
  return lep_db_exec (lep_workspace_get_db (office (world)), "DELETE FROM file_piece; DELETE FROM file", error);
}

static gboolean
lose_files_of_unheard (World   *world,
                       GError **error)
{
  return deed_import (world, error) && lose_files (world, error) && deed_forget_haves (world, error);
}

static gboolean
find_holders (World   *world,
              GError **error)
{
  g_autoptr (GHashTable) holders = lep_share_holders (office (world), error);

  if (holders != NULL)
    g_assert_cmpuint (g_hash_table_size (holders), >, 0);
  return holders != NULL;
}

static gboolean
confirm (World   *world,
         GError **error)
{
  return lep_peers_confirm (office (world), world->replica_b, error);
}

static gboolean
restore (World   *world,
         GError **error)
{
  return lep_backup_restore (world->base.a->path, world->backup, world->base.a->surroundings->clock, error);
}

/* As an older program left it. */
static gboolean
make_old (World   *world,
          GError **error)
{
  sqlite3 *handle = NULL;

  world_close (world);
  g_assert_cmpint (sqlite3_open (world->base.a->path, &handle), ==, SQLITE_OK);
  g_assert_cmpint (sqlite3_exec (handle, "UPDATE meta SET value = 'old' WHERE key = 'layout'", NULL, NULL, NULL), ==,
                   SQLITE_OK);
  g_assert_cmpint (sqlite3_close (handle), ==, SQLITE_OK);
  return TRUE;
}

static gboolean
open_again (World   *world,
            GError **error)
{
  Laptop          *a = world->base.a;
  g_autofree char *sentence = NULL;

  a->workspace = lep_identity_open (a->surroundings, a->path, LEP_OPEN_WRITE, &sentence, error);
  return a->workspace != NULL;
}

/* The file was moved: it may be a copy. */
static gboolean
move_away (World   *world,
           GError **error)
{
  g_autofree char *data = NULL;
  gsize            size;

  world_close (world);
  g_assert_true (g_file_get_contents (world->base.a->path, &data, &size, NULL));
  g_unlink (world->base.a->path);
  g_assert_true (g_file_set_contents (world->base.a->path, data, (gssize) size, NULL));
  return TRUE;
}

static gboolean
found_another (World   *world,
               GError **error)
{
  LepWho           who = { "Second", "Officer", "Mostar" };
  Laptop          *a = world->base.a;
  g_autofree char *path = g_build_filename (a->folder, "second.lep", NULL);
  g_autoptr (LepWorkspace) second = lep_identity_create (a->surroundings, path, &who, error);
  gboolean done;

  if (second == NULL)
    return FALSE;
  done = lep_programme_create (second, "LEP", "BAM", NULL, error);
  lep_identity_discard (g_steal_pointer (&second), a->surroundings);
  return done;
}

static gboolean
join_by_bundle (World   *world,
                GError **error)
{
  LepWho           who = { "Third", "Officer", "Mostar" };
  Laptop          *a = world->base.a;
  g_autofree char *path = g_build_filename (a->folder, "third.lep", NULL);
  g_autoptr (LepImportReport) first = NULL, second = NULL;
  g_autoptr (LepWorkspace) none = NULL, joined = NULL;
  g_autoptr (GPtrArray) numbers = g_ptr_array_new ();
  g_autoptr (GError) local_error = NULL;

  none = lep_join (a->surroundings, path, &who, world->news, NULL, NULL, NULL, NULL, &first, &local_error);
  g_assert_null (none);
  if (!g_error_matches (local_error, LEP_ERROR, LEP_ERROR_UNTRUSTED))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  for (guint i = 0; i < first->untrusted->len; i++)
    g_ptr_array_add (numbers, ((LepSigner *) g_ptr_array_index (first->untrusted, i))->number);
  g_ptr_array_add (numbers, NULL);
  joined = lep_join (a->surroundings, path, &who, world->news, (const char *const *) numbers->pdata, NULL, NULL, NULL, &second, error);
  if (joined == NULL)
    {
      g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
      return FALSE;
    }
  lep_identity_discard (g_steal_pointer (&joined), a->surroundings);
  return TRUE;
}

const Deed deeds[] = {
  { "import", NULL, deed_import },
  { "import-sealed", NULL, import_sealed },
  { "preview", NULL, preview_news },
  { "import-what-waits", NULL, import_early },
  { "import-what-was-waited-for", import_early, import_missing },
  { "import-again", deed_import, deed_import },
  { "import-odd-things", NULL, deed_import_odd },
  { "import-odder-things", deed_import_odd, deed_import_odder },
  { "import-for-a-stub", deed_hide_contact, deed_import },
  { "import-over-a-wrong-stub", deed_keep_wrong_stub, deed_import_large },
  { "import-what-was-given-up", deed_give_up, import_early },
  { "import-late-words", deed_write_instead, deed_import_late },
  { "import-the-first", deed_forget_receipts, deed_import },
  { "import-what-another-claimed", deed_claim, import_early },
  { "import-a-large-file", NULL, deed_import_large },
  { "import-a-request", NULL, deed_import_request },
  { "import-relayed", NULL, deed_import_relayed },
  { "import-own", NULL, deed_import_own, .either = TRUE },
  { "waive", import_early, waive },
  { "waive-by-name", import_early, deed_waive_by_name },
  { "export", deed_import, export_all },
  { "export-sealed", NULL, deed_export_sealed },
  { "export-what-waits", deed_leave_unsigned, export_all },
  { "export-to-unheard", deed_forget_haves, deed_export_usual },
  { "export-the-office", deed_name_officer, deed_export_office },
  { "foresee", deed_import, deed_foresee },
  { "look-among-many-branches", deed_import, deed_find_among_many },
  { "propose-spaces", deed_add_partnership, deed_propose_spaces },
  { "save", NULL, save },
  { "save-the-first-time", deed_add_space, deed_save_first },
  { "delete", NULL, delete },
  { "erase", NULL, erase },
  { "pick", deed_import, pick },
  { "settle", deed_import, settle },
  { "settle-life", deed_import, settle_life },
  { "settle-many", deed_import, settle_many },
  { "undo", save, undo },
  { "undo-settled", import_and_settle, undo },
  { "undo-life", import_and_settle_life, undo },
  { "undo-officer", deed_name_officer, undo },
  { "undo-delete", delete_again, undo },
  { "take-back", deed_import, take_back },
  { "rebuild", deed_import, rebuild },
  { "check", deed_import, check },
  { "backup", NULL, backup },
  { "look", import_early, look },
  { "look-for-a-stranger", deed_forget_b, look },
  { "digest", NULL, make_digest },
  { "look-at-conflicts", deed_import, look },
  { "introduce", NULL, introduce },
  { "revoke", NULL, revoke_b },
  { "look-at-blocked", deed_revoke_twice, deed_list_peers },
  { "look-at-receipt", deed_import, deed_show_receipt },
  { "name-an-officer", NULL, deed_add_officer },
  { "dismiss-an-officer", deed_name_officer, deed_dismiss_officer },
  { "look-whose-words", deed_name_officer, deed_look_whose_words },
  { "look-at-officers", deed_name_officers, deed_list_officers },
  { "print-a-digest", NULL, deed_print_digest },
  { "confirm", NULL, confirm },
  { "holders", lose_files, find_holders },
  { "holders-by-author", lose_files_of_unheard, find_holders },
  { "watch-folder", sync_folder, watch_folder },
  { "sync-folder", lay_out_folder, sync_folder, .either = TRUE },
  { "sync-over-a-part", NULL, deed_sync_over_part, .either = TRUE },
  { "sync-sealed", lay_out_folder, deed_sync_sealed, .either = TRUE },
  { "sync-what-is-asked-for", deed_ask_later, sync_folder },
  { "restore-backup", deed_import, restore, .is_closed = TRUE, .either = TRUE },
  { "upgrade", make_old, open_again, .is_closed = TRUE },
  { "new-id", move_away, open_again, .is_closed = TRUE },
  { "new-seal-key", deed_lose_seal_key, open_again, .is_closed = TRUE, .show = deed_show_seal_key },
  { "found", NULL, found_another },
  { "join", NULL, join_by_bundle },
};

const guint n_deeds = G_N_ELEMENTS (deeds);
