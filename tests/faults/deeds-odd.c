/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What seldom comes: records of newer programs, changes that were given up, stubs
 * in the place of changes, the first words of a laptop in a space, what is asked
 * for, own changes that come back, laptops of which little is known. */

#include "lep-bundle-writer.h"
#include "lep-document.h"
#include "lep-folder.h"
#include "lep-for-good.h"
#include "lep-rebuild.h"
#include "lep-recipient.h"
#include "lep-revocation.h"
#include "lep-seal-key.h"
#include "lep-stock.h"
#include "lep-waive.h"
#include "lep-workspace-private.h"

#include "deeds.h"
#include "failing.h"

#define SPACE "0194c9e4-0000-7000-8000-0000000000d2"
#define NEW   "0194c9e4-0000-7000-8000-0000000000d3"

gboolean
deed_import_odd (World   *world,
                 GError **error)
{
  return deed_import_file (world, world->odd, LEP_IMPORT_APPLY, error);
}

gboolean
deed_import_odder (World   *world,
                   GError **error)
{
  return deed_import_file (world, world->odder, LEP_IMPORT_APPLY, error);
}

/* What C wrote before is given up: what it wrote later hangs in the air. */
gboolean
deed_give_up (World   *world,
              GError **error)
{
  return deed_import_file (world, world->missing, LEP_IMPORT_APPLY, error) && deed_import_file (world, world->later, LEP_IMPORT_APPLY, error) &&
         deed_waive (world, world->replica_c, error);
}

static gboolean
set_life (World   *world,
          LepLife  life,
          GError **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (world->base.a->workspace);

  if (!lep_edit_row (edit, PARTNERSHIP, "project", REVIVED, error))
    return FALSE;
  lep_edit_life (edit, life);
  return lep_edit_commit (edit, error);
}

/* ... and others words stand in its place, before it turns up. */
gboolean
deed_write_instead (World   *world,
                    GError **error)
{
  g_autoptr (LepEdit) edit = NULL;

  if (!deed_give_up (world, error) || !set_life (world, LEP_LIFE_DELETED, error) || !set_life (world, LEP_LIFE_RESTORED, error))
    return FALSE;
  edit = lep_edit_new (world->base.a->workspace);
  if (!lep_edit_row (edit, PARTNERSHIP, "project", REVIVED, error))
    return FALSE;
  lep_edit_set (edit, "next_steps", "Another oven");
  return lep_edit_commit (edit, error);
}

gboolean
deed_import_late (World   *world,
                  GError **error)
{
  g_autoptr (LepImportReport) report = lep_import (world->base.a->workspace, world->base.a->surroundings, world->early, LEP_IMPORT_APPLY, NULL,
                                                   NULL, NULL, NULL, error);

  if (report != NULL)
    g_assert_nonnull (strstr (report->notice, "arrived after they had been given up"));
  return report != NULL;
}

/* What opens bundles that are sealed for A is gone, and a copy of B wrote, too. */
gboolean
deed_lose_seal_key (World   *world,
                    GError **error)
{
  g_autofree char *id = own_id (world->base.a);
  g_autofree char *path = g_build_filename (world->base.a->surroundings->state_dir, id, "seal.key", NULL);

  return deed_import (world, error) && g_unlink (path) == 0;
}

/* Which key that is is chance; others are told of the one that is there, at the latest
 * with the next start. */
char *
deed_show_seal_key (World *world)
{
  LepWorkspace    *workspace = world->base.a->workspace;
  g_autofree char *text = own_id (world->base.a);
  g_autofree char *path = g_build_filename (world->base.a->surroundings->state_dir, text, "seal.key", NULL);
  g_autofree char *told = NULL, *there = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepSealKey) key = lep_seal_key_load (path, &error);
  LepUuid own;

  g_assert_no_error (error);
  lep_uuid_parse (text, -1, &own);
  lep_recipient_find (workspace, &own, &told, &error);
  g_assert_no_error (error);
  there = lep_seal_key_dup_recipient (key);
  g_assert_cmpstr (told, ==, there);
  return get_field (world->base.a, "organisation", ORGANISATION, "name");
}

gboolean
deed_add_space (World   *world,
                GError **error)
{
  return lep_workspace_add_space (world->base.a->workspace, LEP_SPACE_CONTACTS, SPACE, "More contacts", error);
}

/* The first words of a laptop in a space introduce it. */
gboolean
deed_save_first (World   *world,
                 GError **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (world->base.a->workspace);

  if (!lep_edit_row (edit, SPACE, "contact", CONTACT, error))
    return FALSE;
  lep_edit_set (edit, "organisation", ORGANISATION);
  lep_edit_set (edit, "name", "Somebody");
  return lep_edit_commit (edit, error);
}

static gboolean
save_contact (World   *world,
              GError **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (world->base.a->workspace);

  if (!lep_edit_row (edit, "contacts", "contact", NEW, error))
    return FALSE;
  lep_edit_set (edit, "organisation", ORGANISATION);
  lep_edit_set (edit, "name", "Somebody");
  return lep_edit_commit (edit, error);
}

/* Somebody who passed B's changes on put a stub in the place of one of them. */
gboolean
deed_hide_contact (World   *world,
                   GError **error)
{
  return deed_import (world, error) && save_contact (world, error) &&
         lep_db_exec (lep_workspace_get_db (world->base.a->workspace),
                      "UPDATE change SET body = NULL, at = NULL, author = NULL, context_no = NULL,"
                      " gone_by = (SELECT min (hash) FROM erased) WHERE instr (body, '" OTHER_CONTACT "') > 0",
                      error) &&
         lep_workspace_rebuild (world->base.a->workspace, NULL, NULL, error);
}

gboolean
deed_import_large (World   *world,
                   GError **error)
{
  return deed_import_file (world, world->large, LEP_IMPORT_APPLY, error);
}

/* A contact of B is erased here, and what stands for the change that made it names another
 * eraser; the change itself comes once more, with what B wrote behind it. */
gboolean
deed_keep_wrong_stub (World   *world,
                      GError **error)
{
  LepUuid space = space_of (world->base.a, LEP_SPACE_CONTACTS);
  LepUuid contact;

  lep_uuid_parse (OTHER_CONTACT, -1, &contact);
  return deed_import (world, error) && lep_workspace_erase (world->base.a->workspace, &space, &contact, error) &&
         lep_db_exec (lep_workspace_get_db (world->base.a->workspace),
                      "UPDATE change SET gone_by = (SELECT min (e.hash) FROM erased e WHERE e.hash <> gone_by) WHERE gone_by = (SELECT hash FROM change ORDER BY seq DESC LIMIT 1)",
                      error);
}

gboolean
deed_import_request (World   *world,
                     GError **error)
{
  return deed_import_file (world, world->request, LEP_IMPORT_APPLY, error);
}

gboolean
deed_import_relayed (World   *world,
                     GError **error)
{
  return deed_import_file (world, world->relayed, LEP_IMPORT_APPLY, error);
}

/* What this laptop wrote itself before it was restored. */
gboolean
deed_import_own (World   *world,
                 GError **error)
{
  return deed_import_file (world, world->own, LEP_IMPORT_APPLY, error);
}

static gboolean
run (World      *world,
     const char *sql,
     GError    **error)
{
  return lep_db_exec (lep_workspace_get_db (world->base.a->workspace), sql, error);
}

/* As if nothing had ever come from anybody. */
gboolean
deed_forget_receipts (World   *world,
                      GError **error)
{
  return run (world, "DELETE FROM receipt", error);
}

/* As if nobody had said what they have. */
gboolean
deed_forget_haves (World   *world,
                   GError **error)
{
  return run (world, "DELETE FROM peer", error);
}

/* Somebody claimed that what waits is his. */
gboolean
deed_claim (World   *world,
            GError **error)
{
  return deed_import_file (world, world->early, LEP_IMPORT_APPLY, error) &&
         run (world, "UPDATE pending SET replica = x'0194c9e4000070008000000000000099'", error);
}

/* What is here of whoever wrote what waits is signed there only. */
gboolean
deed_leave_unsigned (World   *world,
                     GError **error)
{
  return deed_import_file (world, world->early, LEP_IMPORT_APPLY, error) &&
         run (world, "UPDATE stream SET signed_n = NULL, signed_head = NULL, signature = NULL WHERE head IN (SELECT prev FROM pending)", error);
}

/* What waits does so for changes of a laptop of which nothing else is known. */
gboolean
deed_forget_b (World   *world,
               GError **error)
{
  return deed_import_file (world, world->early, LEP_IMPORT_APPLY, error) &&
         run (world, "UPDATE replica SET key = NULL WHERE label = 'Žepče 1'", error);
}

gboolean
deed_waive_by_name (World   *world,
                    GError **error)
{
  return deed_waive (world, "Žepče 1", error);
}

/* B belongs to the office. */
gboolean
deed_name_officer (World   *world,
                   GError **error)
{
  LepUuid          programme = space_of (world->base.a, LEP_SPACE_PROGRAMME);
  g_autofree char *id = lep_uuid_to_string (&programme);
  g_autoptr (LepEdit) edit = lep_edit_new (world->base.a->workspace);

  if (!lep_edit_row (edit, "programme", "programme", id, error))
    return FALSE;
  lep_edit_set (edit, "officers", world->replica_b);
  return lep_edit_commit (edit, error);
}

gboolean
deed_add_officer (World   *world,
                  GError **error)
{
  return lep_peers_set_officer (world->base.a->workspace, world->replica_b, TRUE, NULL, error);
}

gboolean
deed_dismiss_officer (World   *world,
                      GError **error)
{
  g_autofree char *told = NULL;

  return lep_peers_set_officer (world->base.a->workspace, world->replica_b, FALSE, &told, error);
}

/* Whether the list of officers is the office's own word. */
gboolean
deed_look_whose_words (World   *world,
                       GError **error)
{
  LepWorkspace *workspace = world->base.a->workspace;
  g_autoptr (GHashTable) officers = lep_officers_load (workspace, error);
  gint64   rid;
  gboolean wrote = FALSE;

  if (officers == NULL || !lep_db_get_int64 (lep_workspace_get_db (workspace), "SELECT rid FROM k_programme", &rid, error) ||
      !lep_officers_wrote (officers, workspace, rid, "officers", &wrote, error))
    return FALSE;
  g_assert_true (wrote);
  return TRUE;
}

/* C too, by another word of the founder. */
gboolean
deed_name_officers (World   *world,
                    GError **error)
{
  return deed_name_officer (world, error) && lep_peers_set_officer (world->base.a->workspace, world->replica_c, TRUE, NULL, error);
}

gboolean
deed_export_office (World   *world,
                    GError **error)
{
  const char      *spaces[] = { "programme", "office", NULL }, *seal[] = { world->replica_b, NULL };
  LepExportOptions options = { .peer = world->replica_b, .spaces = spaces, .seal = seal, .target = world->base.stick };
  g_autoptr (LepExportResult) result = lep_export (world->base.a->workspace, world->base.a->surroundings, &options, NULL, NULL,
                                                   error);

  return result != NULL;
}

gboolean
deed_export_usual (World   *world,
                   GError **error)
{
  LepExportOptions options = { .peer = world->replica_b, .target = world->base.stick };
  g_autoptr (LepExportResult) result = lep_export (world->base.a->workspace, world->base.a->surroundings, &options, NULL, NULL,
                                                   error);

  return result != NULL;
}

/* Two words on one laptop, by one who named an officer before. */
gboolean
deed_revoke_twice (World   *world,
                   GError **error)
{
  return deed_name_officer (world, error) &&
         lep_peers_revoke (world->base.a->workspace, world->replica_c, "2027-01-01", error) &&
         lep_peers_revoke (world->base.a->workspace, world->replica_c, "2027-01-02", error);
}

gboolean
deed_list_peers (World   *world,
                 GError **error)
{
  g_autoptr (GPtrArray) peers = lep_peers_list (world->base.a->workspace, error);

  for (guint i = 0; peers != NULL && i < peers->len; i++)
    {
      const LepPeer *peer = g_ptr_array_index (peers, i);

      g_assert_cmpstr (peer->revoked_on, ==, g_str_equal (peer->replica, world->replica_c) ? "2027-01-02" : NULL);
    }
  return peers != NULL;
}

gboolean
deed_show_receipt (World   *world,
                   GError **error)
{
  LepReceipt *receipt = NULL;

  if (!lep_receipt_get (world->base.a->workspace, 1, &receipt, error))
    return FALSE;
  g_assert_nonnull (receipt);
  lep_receipt_free (receipt);
  return TRUE;
}

gboolean
deed_add_partnership (World   *world,
                      GError **error)
{
  return lep_workspace_add_space (world->base.a->workspace, LEP_SPACE_PARTNERSHIP, SPACE, "LEP Konjic", error);
}

gboolean
deed_propose_spaces (World   *world,
                     GError **error)
{
  g_auto (GStrv) usual = lep_export_usual (world->base.a->workspace, NULL, error);

  if (usual != NULL)
    g_assert_cmpuint (g_strv_length (usual), ==, 2); /* the programme, and what B and C have */
  return usual != NULL;
}

gboolean
deed_list_officers (World   *world,
                    GError **error)
{
  g_autoptr (GHashTable) officers = lep_officers_load (world->base.a->workspace, error);

  if (officers != NULL)
    g_assert_cmpuint (g_hash_table_size (officers), ==, 3);
  return officers != NULL;
}

/* Of few records, and of many. */
gboolean
deed_print_digest (World   *world,
                   GError **error)
{
  gboolean of_changes = FALSE;
  LepHash  hash;

  return lep_workspace_digest_for_paper (world->base.a->workspace, LEP_DIGEST_MOST_ROWS, &hash, &of_changes, error) &&
         lep_workspace_digest_for_paper (world->base.a->workspace, 0, &hash, &of_changes, error);
}

/* B asks for the contract, a file without a byte. */
gboolean
deed_ask (World   *world,
          GError **error)
{
  LepUuid b;
  LepHash note;

  lep_uuid_parse (world->replica_b, -1, &b);
  lep_hash_data ("", 0, &note);
  return lep_wants_add (world->base.a->workspace, &b, &note, error);
}

/* B has read what is in the folder, and then asks for a file. */
gboolean
deed_ask_later (World   *world,
                GError **error)
{
  const LepFolderOptions open = { 0 };

  return deed_sync_folder (world, &open, error) && deed_ask (world, error);
}

/* A program of A died while it wrote a bundle into the folder. What cannot be taken away
 * this time is taken away after the next start. */
gboolean
deed_sync_over_part (World   *world,
                     GError **error)
{
  const LepFolderOptions open = { 0 };
  const char            *digits = world->replica_a + strlen (world->replica_a) - LEP_BUNDLE_PART_DIGITS;
  g_autofree char       *path = g_strdup_printf ("%s/half.lepx.%s.ABCDEF.part", world->folder, digits);
  gboolean               done;

  g_assert_true (g_file_set_contents (path, "PK", -1, NULL));
  done = deed_sync_folder (world, &open, error);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_autoptr (GError) again = NULL;

      fail_disarm ();
      world_close (world);
      world_open (world, 0);
      deed_sync_folder (world, &open, &again);
      g_assert_no_error (again);
    }
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  return done;
}

gboolean
deed_sync_sealed (World   *world,
                  GError **error)
{
  const LepFolderOptions sealed = { .seal = TRUE };

  return deed_sync_folder (world, &sealed, error);
}

/* Of what goes to somebody who has said nothing. */
gboolean
deed_foresee (World   *world,
              GError **error)
{
  LepExportOptions  options = { .peer = world->replica_b, .full = TRUE };
  LepExportForecast forecast = { 0 };

  if (!lep_export_foresee (world->base.a->workspace, &options, &forecast, error))
    return FALSE;
  g_assert_cmpuint (forecast.n_documents, >, 0);
  return TRUE;
}

/* A change of B that nobody here knows, as if B had more branches than are looked through
 * one by one. */
gboolean
deed_find_among_many (World   *world,
                      GError **error)
{
  g_autoptr (LepStock) stock = lep_stock_load (world->base.a->workspace, error);
  LepSeen seen = { .n = 1, .head = { { 7 } } };
  gint64  stream = -1;

  lep_uuid_parse (world->replica_b, -1, &seen.replica);
  if (stock != NULL)
    g_hash_table_insert (stock->many, g_memdup2 (&seen.replica, sizeof seen.replica), GUINT_TO_POINTER (FALSE));
  if (stock == NULL || !lep_stock_find (stock, &seen, &stream, error))
    return FALSE;
  g_assert_cmpint (stream, ==, 0);
  return TRUE;
}
