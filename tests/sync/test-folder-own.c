/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A laptop that was restored, and finds in the exchange folder what it had put
 * there itself; files that are asked for through the folder. */

#include <sys/stat.h>

#include "lep-document.h"
#include "lep-folder.h"
#include "lep-seal-key.h"
#include "lep-workspace-private.h"

#include "laptops.h"

static LepFolderRound *
look (Fixture *fixture,
      Laptop  *laptop)
{
  const LepFolderOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepFolder) folder = lep_folder_new (fixture->stick);
  LepFolderRound *round;

  lep_folder_sync (folder, laptop->workspace, laptop->surroundings, &options, NULL, NULL, &round, &error);
  g_assert_no_error (error);
  return round;
}

static void
empty_stick (Fixture *fixture)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->stick, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->stick, name, NULL);

      g_assert_cmpint (g_unlink (path), ==, 0);
    }
}

static char *
give_by (Laptop                 *laptop,
         const LepExportOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepExportResult) result = lep_export (laptop->workspace, laptop->surroundings, options, NULL, NULL, &error);

  g_assert_no_error (error);
  return g_strdup (result->file);
}

/* The same bytes in the same file: nothing shows that it is older. */
static void
restore (Laptop     *laptop,
         const char *bytes,
         gsize       size)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&laptop->workspace);
  g_assert_true (g_file_set_contents (laptop->path, bytes, (gssize) size, NULL));
  laptop->workspace = lep_workspace_open (laptop->path, LEP_OPEN_WRITE, laptop->surroundings->clock, &error);
  g_assert_no_error (error);
}

typedef struct
{
  char *backup; /* of A, before it knew B */
  gsize size;
  char *b;
} Before;

static void
before_clear (Before *self)
{
  g_free (self->backup);
  g_free (self->b);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Before, before_clear)

/* A knows B and has entered something; nothing lies in the folder. */
static void
begin (Fixture *fixture,
       Before  *before)
{
  g_assert_true (g_file_get_contents (fixture->a->path, &before->backup, &before->size, NULL));
  make_two (fixture);
  empty_stick (fixture);
  before->b = own_id (fixture->b);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
}

static void
assert_name (Laptop     *laptop,
             const char *expected)
{
  g_autofree char *name = get_field (laptop, "organisation", ORGANISATION, "short_name");

  g_assert_cmpstr (name, ==, expected);
}

/* What it had given to B comes home, and goes when B has all of it. */
static void
test_given_to_one (Fixture      *fixture,
                   gconstpointer data)
{
  g_auto (Before) before = { 0 };
  g_autofree char *old_id = own_id (fixture->a), *new_id = NULL, *for_b = NULL, *from_b = NULL;
  g_autoptr (LepFolderRound) first = NULL, second = NULL, third = NULL;

  begin (fixture, &before);
  for_b = give_by (fixture->a, &(LepExportOptions){ .peer = before.b, .target = fixture->stick });
  restore (fixture->a, before.backup, before.size);
  first = look (fixture, fixture->a);
  new_id = own_id (fixture->a);
  g_assert_cmpstr (old_id, !=, new_id);
  assert_name (fixture->a, "EO");
  second = look (fixture, fixture->a);
  g_assert_cmpuint (first->n_pruned + second->n_pruned, ==, 0);

  take_all (fixture->b, for_b);
  from_b = give (fixture, fixture->b, NULL);
  take_all (fixture->a, from_b);
  third = look (fixture, fixture->a);
  g_assert_cmpuint (third->n_pruned, ==, 1);
  g_assert_false (g_file_test (for_b, G_FILE_TEST_EXISTS));
  assert_same (fixture->a, fixture->b);
}

/* A request of before goes, too, when there is nothing left to be told. */
static void
test_request_of_before (Fixture      *fixture,
                        gconstpointer data)
{
  g_auto (Before) before = { 0 };
  g_autofree char *request = NULL, *from_b = NULL, *home = NULL;
  g_autoptr (LepFolderRound) first = NULL, second = NULL;

  begin (fixture, &before);
  request = give_by (fixture->a, &(LepExportOptions){ .peer = before.b, .target = fixture->stick, .request = TRUE });
  from_b = give_by (fixture->b, &(LepExportOptions){ .target = fixture->folder, .full = TRUE });
  restore (fixture->a, before.backup, before.size);
  first = look (fixture, fixture->a);
  g_assert_true (((LepFolderRead *) g_ptr_array_index (first->read, 0))->report->is_request);
  g_assert_cmpuint (first->n_pruned, ==, 0);
  take_all (fixture->a, from_b);
  second = look (fixture, fixture->a);
  g_assert_cmpuint (second->n_pruned, ==, 1);
  g_assert_false (g_file_test (request, G_FILE_TEST_EXISTS));
}

/* One for everybody stays, for who is yet to come; it is read when all are
 * known again who signed it. */
static void
test_given_to_all (Fixture      *fixture,
                   gconstpointer data)
{
  g_auto (Before) before = { 0 };
  g_autofree char *all = NULL, *from_b = NULL;
  g_autoptr (LepFolderRound) first = NULL, second = NULL, third = NULL;

  begin (fixture, &before);
  all = give_by (fixture->a, &(LepExportOptions){ .target = fixture->stick });
  from_b = give_by (fixture->b, &(LepExportOptions){ .target = fixture->folder });
  restore (fixture->a, before.backup, before.size);
  first = look (fixture, fixture->a);
  g_assert_cmpuint (((LepFolderRead *) g_ptr_array_index (first->read, 0))->report->untrusted->len, ==, 1);
  assert_name (fixture->a, NULL);

  take_all (fixture->a, from_b);
  second = look (fixture, fixture->a);
  assert_name (fixture->a, "EO");
  third = look (fixture, fixture->a);
  g_assert_cmpuint (first->n_pruned + second->n_pruned + third->n_pruned, ==, 0);
  g_assert_true (g_file_test (all, G_FILE_TEST_EXISTS));
}

/* Without the key that opened it, an own bundle of before is one for others. */
static void
test_own_sealed_without_key (Fixture      *fixture,
                             gconstpointer data)
{
  g_auto (Before) before = { 0 };
  g_autofree char *old_id = own_id (fixture->a), *key = NULL, *sealed = NULL;
  g_autoptr (LepFolderRound) first = NULL, second = NULL;

  begin (fixture, &before);
  sealed = give_by (fixture->a, &(LepExportOptions){ .peer = before.b, .target = fixture->stick, .seal = (const char *const[]){ before.b, old_id, NULL } });
  restore (fixture->a, before.backup, before.size);
  first = look (fixture, fixture->a);
  g_assert_cmpuint (first->read->len, ==, 1);
  key = g_build_filename (fixture->a->surroundings->state_dir, old_id, LEP_SEAL_KEY_FILE, NULL);
  g_assert_cmpint (g_unlink (key), ==, 0);
  second = look (fixture, fixture->a);
  g_assert_cmpuint (second->read->len, ==, 0);
  g_assert_cmpuint (second->ignored->len, ==, 0);
  g_assert_cmpuint (second->n_others, ==, 1);
  g_assert_true (g_file_test (sealed, G_FILE_TEST_EXISTS));
}

static void
attach (Fixture    *fixture,
        Laptop     *laptop,
        const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, "note.txt", NULL);
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  lep_edit_row (edit, NULL, "document", NULL, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "owner", PARTNERSHIP);
  lep_edit_set (edit, "title", "Note");
  g_assert_true (lep_edit_attach (edit, path, NULL, &error));
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

static guint
count_missing (Laptop *laptop)
{
  g_autoptr (GPtrArray) documents = lep_documents_list (laptop->workspace, NULL, NULL);
  guint n = 0;

  for (guint i = 0; i < documents->len; i++)
    n += !((LepDocument *) g_ptr_array_index (documents, i))->is_here;
  return n;
}

/* What was asked for is given once, until something else is asked. */
static void
test_files_are_asked_for (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (LepFolderRound) asks = NULL, answers = NULL, again = NULL, heals = NULL, rest = NULL;

  make_two (fixture);
  empty_stick (fixture);
  attach (fixture, fixture->a, "One");
  attach (fixture, fixture->a, "Two");
  lep_folder_round_free (look (fixture, fixture->a));
  lep_folder_round_free (look (fixture, fixture->b));
  g_assert_cmpuint (count_missing (fixture->b), ==, 0);
  lep_folder_round_free (look (fixture, fixture->a));

  /* As after files that were damaged and cleaned away. */
  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->b->workspace), "DELETE FROM file_piece; DELETE FROM file", NULL));
  g_assert_cmpuint (count_missing (fixture->b), ==, 2);
  asks = look (fixture, fixture->b);
  g_assert_cmpuint (asks->written->len, ==, 1);
  answers = look (fixture, fixture->a);
  g_assert_cmpuint (answers->written->len, ==, 1);
  again = look (fixture, fixture->a);
  g_assert_cmpuint (again->written->len, ==, 0);
  heals = look (fixture, fixture->b);
  g_assert_cmpuint (count_missing (fixture->b), ==, 0);
  rest = look (fixture, fixture->a);
  g_assert_cmpuint (rest->written->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/folder-own/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("given-to-one", test_given_to_one);
  ADD ("request-of-before", test_request_of_before);
  ADD ("given-to-all", test_given_to_all);
  ADD ("sealed-without-key", test_own_sealed_without_key);
  ADD ("files-are-asked-for", test_files_are_asked_for);
  return g_test_run ();
}
