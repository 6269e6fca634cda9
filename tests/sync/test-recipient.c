/* SPDX-License-Identifier: GPL-3.0-or-later */
/* For whom a bundle is sealed: the key is the one that the laptop itself gave. */

#include <string.h>

#include <glib/gstdio.h>

#include "lep-recipient.h"
#include "lep-seal-key.h"
#include "lep-undo.h"
#include "lep-workspace-private.h"

#include "laptops.h"

/* B joins and has entered nothing yet. */
static LepUuid
joined (Fixture *fixture)
{
  g_autofree char *file = give (fixture, fixture->a, NULL);
  g_autofree char *back = NULL;
  g_autofree char *text = NULL;
  LepUuid          id;

  join (fixture, fixture->b, "Žepče 1", file);
  back = give (fixture, fixture->b, NULL);
  take_all (fixture->a, back);
  text = own_id (fixture->b);
  g_assert_true (lep_uuid_parse (text, -1, &id));
  return id;
}

static char *
known_key (Laptop        *self,
           const LepUuid *id)
{
  g_autoptr (GError) error = NULL;
  char *recipient = NULL;

  g_assert_true (lep_recipient_find (self->workspace, id, &recipient, &error));
  g_assert_no_error (error);
  return recipient;
}

static char *
own_key (Laptop *self)
{
  g_autofree char *id = own_id (self);
  g_autofree char *path = g_build_filename (self->surroundings->state_dir, id, LEP_SEAL_KEY_FILE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepSealKey) key = lep_seal_key_load (path, &error);

  g_assert_no_error (error);
  return lep_seal_key_dup_recipient (key);
}

static void
test_key_comes_with_the_first_entry (Fixture      *fixture,
                                     gconstpointer data)
{
  LepUuid          b = joined (fixture);
  g_autofree char *before = known_key (fixture->a, &b);
  g_autofree char *own = known_key (fixture->b, &b);
  g_autofree char *expected = own_key (fixture->b);
  g_autofree char *file = NULL, *after = NULL;

  g_assert_null (before);
  g_assert_cmpstr (own, ==, expected);
  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "LEP Zenica");
  file = give (fixture, fixture->b, NULL);
  take_all (fixture->a, file);
  after = known_key (fixture->a, &b);
  g_assert_cmpstr (after, ==, expected);
}

/* Nobody can have sent to himself what is meant for another. */
static void
test_key_of_another_cannot_be_given (Fixture      *fixture,
                                     gconstpointer data)
{
  LepUuid          b = joined (fixture);
  g_autofree char *b_text = lep_uuid_to_string (&b);
  g_autofree char *mine = own_key (fixture->a);
  g_autofree char *expected = own_key (fixture->b);
  g_autofree char *file = NULL, *key = NULL;
  g_autoptr (LepRecord) record = NULL;

  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "LEP Zenica");
  file = give (fixture, fixture->b, NULL);
  take_all (fixture->a, file);
  say (fixture->a, LEP_SPACE_PARTNERSHIP, "replica", b_text, "seal_key", mine);
  record = lep_workspace_get_record (fixture->a->workspace, "replica", b_text, PARTNERSHIP, NULL);
  g_assert_cmpstr (lep_record_get (record, "seal_key"), ==, mine);

  key = known_key (fixture->a, &b);
  g_assert_cmpstr (key, ==, expected);
}

/* What a laptop's first change says of another is no key of either. */
static void
test_first_change_names_another (Fixture      *fixture,
                                 gconstpointer data)
{
  LepUuid          b = joined (fixture), a;
  g_autofree char *a_text = own_id (fixture->a);
  g_autofree char *given = NULL, *expected = own_key (fixture->b), *file = NULL, *key = NULL, *of_a = NULL, *own = own_key (fixture->a);
  g_autoptr (LepSealKey) other = lep_seal_key_generate ();

  lep_uuid_parse (a_text, -1, &a);
  given = lep_seal_key_dup_recipient (other);
  say (fixture->b, LEP_SPACE_PARTNERSHIP, "replica", a_text, "seal_key", given);
  file = give (fixture, fixture->b, NULL);
  take_all (fixture->a, file);
  key = known_key (fixture->a, &b);
  g_assert_cmpstr (key, ==, expected);
  of_a = known_key (fixture->b, &a);
  g_assert_cmpstr (of_a, ==, own);
}

/* Who gave none, or what is none, gets no bundle that nobody could open. */
static void
test_no_key (Fixture      *fixture,
             gconstpointer data)
{
  static const char *const given[] = { NULL, "age1nokeyatall" };
  Laptop *const            laptops[] = { fixture->b, fixture->c };
  g_autofree char         *first = give (fixture, fixture->a, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (given); i++)
    {
      g_autofree char *file = NULL, *text = NULL, *key = NULL;
      g_autoptr (GError) error = NULL;
      const char      *seal[] = { NULL, NULL };
      LepExportOptions options = { .seal = seal, .target = fixture->stick };
      LepUuid          id;

      join (fixture, laptops[i], i == 0 ? "Žepče 1" : "Foča 1", first);
      seal[0] = text = own_id (laptops[i]);
      lep_uuid_parse (text, -1, &id);
      g_assert_true (lep_workspace_set_meta (laptops[i]->workspace, LEP_META_SEAL_KEY, given[i], NULL));
      set_field (laptops[i], PARTNERSHIP, "partnership", PARTNERSHIP, "short_name", "Zenica");
      file = give (fixture, laptops[i], NULL);
      take_all (fixture->a, file);
      key = known_key (fixture->a, &id);
      g_assert_null (key);
      g_assert_null (lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
      g_assert_nonnull (strstr (error->message, "is not known here yet"));
    }
}

/* A change that cannot be read is no reason to send what nobody can open. */
static void
test_damaged_change (Fixture      *fixture,
                     gconstpointer data)
{
  LepUuid          b = joined (fixture);
  g_autofree char *file = NULL, *key = NULL;
  g_autoptr (GError) error = NULL;

  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "short_name", "Zenica");
  file = give (fixture, fixture->b, NULL);
  take_all (fixture->a, file);
  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace), "UPDATE change SET body = '<c n=' WHERE n = 1", NULL));
  g_assert_false (lep_recipient_find (fixture->a->workspace, &b, &key, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_null (key);
}

/* Its record leads to where a laptop said its key: what it wrote beside is not read. */
static void
test_key_is_not_searched_for (Fixture      *fixture,
                              gconstpointer data)
{
  LepUuid          b = joined (fixture);
  g_autofree char *expected = own_key (fixture->b);
  g_autofree char *file = NULL, *key = NULL;

  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "short_name", "Zenica");
  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "short_name", "Zenica 2");
  file = give (fixture, fixture->b, NULL);
  take_all (fixture->a, file);
  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace), "UPDATE change SET body = '<c n= seal_key' WHERE n = 2", NULL));
  key = known_key (fixture->a, &b);
  g_assert_cmpstr (key, ==, expected);
}

static void
test_sealed_bundle_leaves_nothing_open (Fixture      *fixture,
                                        gconstpointer data)
{
  LepUuid           b = joined (fixture);
  g_autofree char  *b_text = lep_uuid_to_string (&b);
  const char *const seal[] = { b_text, NULL };
  LepExportOptions  options = { .seal = seal, .full = TRUE, .target = fixture->stick };
  g_autoptr (LepExportResult) none = NULL;
  g_autoptr (LepExportResult) result = NULL;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *file = NULL, *own = own_id (fixture->a);
  guint            n_files = lep_test_count_files (fixture->stick);

  none = lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &error);
  g_assert_null (none);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_cmpuint (lep_test_count_files (fixture->stick), ==, n_files);

  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "LEP Zenica");
  file = give (fixture, fixture->b, NULL);
  take_all (fixture->a, file);
  n_files = lep_test_count_files (fixture->stick);
  result = lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (result->file, ".lepx.age"));
  g_assert_cmpuint (lep_test_count_files (fixture->stick), ==, n_files + 1);
  report = take (fixture->b, result->file, NULL);
  g_assert_cmpstr (report->sender->replica, ==, own);
}

/* Where the record of a laptop is not there its words are looked through, and where they
 * cannot be read nothing is sealed. */
static void
test_record_is_missing (Fixture      *fixture,
                        gconstpointer data)
{
  LepUuid          b = joined (fixture);
  LepDb           *db = lep_workspace_get_db (fixture->a->workspace);
  g_autofree char *expected = own_key (fixture->b), *file = NULL, *found = NULL, *unread = NULL;
  g_autoptr (GError) error = NULL;

  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "short_name", "Zenica");
  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "short_name", "Žepče");
  file = give (fixture, fixture->b, NULL);
  take_all (fixture->a, file);
  lep_db_set_engine_writing (db, TRUE);
  g_assert_true (lep_db_exec (db, "UPDATE change SET body = NULL, gone_by = hash WHERE n = 2", NULL)); /* as what is erased */
  g_assert_true (lep_db_exec (db, "DELETE FROM row WHERE kind_no = (SELECT no FROM kind WHERE name = 'replica')", NULL));
  lep_db_set_engine_writing (db, FALSE);
  found = known_key (fixture->a, &b);
  g_assert_cmpstr (found, ==, expected);

  g_assert_true (lep_db_exec (db, "CREATE TEMP VIEW change AS SELECT 1 AS n", NULL));
  g_assert_false (lep_recipient_find (fixture->a->workspace, &b, &unread, &error));
  g_assert_nonnull (error);
  g_assert_null (unread);
}

/* What is done to a key that stays as it is. */
#define READABLE "readable"

/* Returns: (transfer full) (nullable): what is there in its place then */
static char *
spoil (const char *path,
       const char *how)
{
  char *content = NULL;

  if (how == NULL)
    g_assert_cmpint (g_unlink (path), ==, 0);
  else if (strcmp (how, READABLE) == 0)
    g_assert_cmpint (g_chmod (path, 0644), ==, 0);
  else
    g_assert_true (g_file_set_contents_full (path, how, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL));
  g_assert_true (g_file_get_contents (path, &content, NULL, NULL) == (how != NULL));
  return content;
}

/* What was left of the key is not thrown away; nobody else reads it any more. */
static void
expect_beside (const char *path,
               guint       number,
               const char *content)
{
  g_autofree char *beside = g_strdup_printf ("%s.old-%u", path, number);
  g_autofree char *text = NULL;
  GStatBuf         info;

  g_assert_true (g_file_get_contents (beside, &text, NULL, NULL) == (content != NULL));
  g_assert_cmpstr (text, ==, content);
  g_assert_true (content == NULL || (g_stat (beside, &info) == 0 && (info.st_mode & 0777) == 0600));
}

/* B lost its key, or the disk did, or others can read it (@data: what is done to it): it has another one from then on, says so once, and A hears it. What
 * was sealed before is lost, and taking back what B did does not bring it back. */
static void
test_lost_key (Fixture      *fixture,
               gconstpointer data)
{
  LepUuid          b = joined (fixture);
  g_autofree char *text = lep_uuid_to_string (&b), *old = own_key (fixture->b), *entered = NULL, *news = NULL;
  g_autofree char *fresh = NULL, *known = NULL, *sentence = NULL, *again = NULL, *kept_id = NULL, *left = NULL;
  g_autofree char *path = g_build_filename (fixture->b->surroundings->state_dir, text, LEP_SEAL_KEY_FILE, NULL);
  const char      *seal[] = { text, NULL };
  LepExportOptions options = { .target = fixture->stick, .full = TRUE, .seal = seal };
  g_autoptr (LepExportResult) before = NULL, after = NULL;
  g_autoptr (LepImportReport) refused = NULL, report = NULL;
  g_autoptr (GError) error = NULL;
  LepUndone undone;

  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "LEP Zenica");
  entered = give (fixture, fixture->b, NULL);
  take_all (fixture->a, entered);
  before = lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &error);
  g_assert_no_error (error);

  g_clear_object (&fixture->b->workspace);
  left = spoil (path, data);
  fixture->b->workspace = lep_identity_open (fixture->b->surroundings, fixture->b->path, LEP_OPEN_WRITE, &sentence, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (sentence, "new one now"));
  kept_id = own_id (fixture->b);
  g_assert_cmpstr (kept_id, ==, text);
  fresh = own_key (fixture->b);
  g_assert_cmpstr (fresh, !=, old);
  expect_beside (path, 1, left);
  g_clear_object (&fixture->b->workspace);
  fixture->b->workspace = lep_identity_open (fixture->b->surroundings, fixture->b->path, LEP_OPEN_WRITE, &again, &error);
  g_assert_no_error (error);
  g_assert_null (again);

  refused = lep_import (fixture->b->workspace, fixture->b->surroundings, before->file, LEP_IMPORT_APPLY, NULL, NULL, NULL, NULL, &error);
  g_assert_null (refused);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_SEALED);
  g_assert_nonnull (strstr (error->message, "no longer has"));
  g_clear_error (&error);

  g_assert_true (lep_undo_last (fixture->b->workspace, &undone, &error));
  news = give (fixture, fixture->b, NULL);
  take_all (fixture->a, news);
  known = known_key (fixture->a, &b);
  g_assert_cmpstr (known, ==, fresh);
  after = lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  report = take (fixture->b, after->file, NULL);
  g_assert_cmpuint (report->untrusted->len, ==, 0);
  assert_same (fixture->a, fixture->b);
}

/* The second key that is spoilt does not take the place of what was left of the first. */
static void
test_each_spoilt_key_is_kept (Fixture      *fixture,
                              gconstpointer data)
{
  static const char *const spoilt[] = { "no key", "no key either", READABLE };
  LepUuid                  b = joined (fixture);
  g_autofree char         *id = lep_uuid_to_string (&b);
  g_autofree char         *path = g_build_filename (fixture->b->surroundings->state_dir, id, LEP_SEAL_KEY_FILE, NULL);
  g_autoptr (GPtrArray) left = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (spoilt); i++)
    {
      g_clear_object (&fixture->b->workspace);
      g_ptr_array_add (left, spoil (path, spoilt[i]));
      fixture->b->workspace = lep_identity_open (fixture->b->surroundings, fixture->b->path, LEP_OPEN_WRITE, NULL, &error);
      g_assert_no_error (error);
    }
  for (guint i = 0; i < left->len; i++)
    expect_beside (path, i + 1, g_ptr_array_index (left, i));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/recipient/key-comes-with-the-first-entry", Fixture, NULL, set_up, test_key_comes_with_the_first_entry, tear_down);
  g_test_add ("/recipient/key-of-another-cannot-be-given", Fixture, NULL, set_up, test_key_of_another_cannot_be_given, tear_down);
  g_test_add ("/recipient/first-change-names-another", Fixture, NULL, set_up, test_first_change_names_another, tear_down);
  g_test_add ("/recipient/no-key", Fixture, NULL, set_up, test_no_key, tear_down);
  g_test_add ("/recipient/damaged-change", Fixture, NULL, set_up, test_damaged_change, tear_down);
  g_test_add ("/recipient/key-is-not-searched-for", Fixture, NULL, set_up, test_key_is_not_searched_for, tear_down);
  g_test_add ("/recipient/sealed-bundle-leaves-nothing-open", Fixture, NULL, set_up, test_sealed_bundle_leaves_nothing_open, tear_down);
  g_test_add ("/recipient/record-is-missing", Fixture, NULL, set_up, test_record_is_missing, tear_down);
  g_test_add ("/recipient/lost-key", Fixture, NULL, set_up, test_lost_key, tear_down);
  g_test_add ("/recipient/empty-key", Fixture, "", set_up, test_lost_key, tear_down);
  g_test_add ("/recipient/damaged-key", Fixture, "no key", set_up, test_lost_key, tear_down);
  g_test_add ("/recipient/key-that-others-can-read", Fixture, READABLE, set_up, test_lost_key, tear_down);
  g_test_add ("/recipient/each-spoilt-key-is-kept", Fixture, NULL, set_up, test_each_spoilt_key_is_kept, tear_down);
  return g_test_run ();
}
