/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bundles and a workspace that were made once and are kept: every later version
 * must read them alike. What they hold is in golden-life.c; expected.txt says
 * what must come of it.
 *
 * Usage: test-golden [--make FOLDER]: makes the kept files anew, for a version
 * that adds to them */

#include <string.h>

#include "lep-check.h"
#include "lep-conflict.h"
#include "lep-rebuild.h"
#include "lep-workspace-private.h"

#include "golden-life.h"
#include "same-keys.h"

#define N_BUNDLES 5

static const char *const kept[N_BUNDLES] = { "1.lepx", "2.lepx", "3.lepx", "4.lepx", "5.lepx" };

/* What is shown: every answered field of every record, and every conflict. */
static void
append_records (Laptop  *self,
                GString *text)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (self->workspace),
                    "SELECT kind.name, lep_id_text (row.id), lep_id_text (space.id) FROM row JOIN kind ON kind.no = kind_no"
                    " JOIN space ON space.no = space_no WHERE kind.name NOT IN ('indicator', 'category')"
                    " ORDER BY kind.name, row.id, space.id",
                    NULL);

  while (lep_stmt_next (stmt, NULL))
    {
      g_autoptr (LepRecord) record =
        lep_workspace_get_record (self->workspace, lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1), lep_stmt_text (stmt, 2), NULL);
      g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

      g_assert_nonnull (record);
      g_string_append_printf (text, "%s %s%s\n", lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1),
                              lep_record_is_deleted (record) ? " deleted" : "");
      for (guint i = 0; i < lep_record_get_n_fields (record); i++)
        if (lep_record_get_value (record, i) != NULL)
          g_ptr_array_add (lines, g_strdup_printf ("  %s=%s\n", lep_record_get_field_name (record, i), lep_record_get_value (record, i)));
      g_ptr_array_sort (lines, (GCompareFunc) lep_golden_compare);
      for (guint i = 0; i < lines->len; i++)
        g_string_append (text, g_ptr_array_index (lines, i));
    }
}

static void
append_conflicts (Laptop  *self,
                  GString *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = lep_conflicts_list (self->workspace, NULL, NULL, 1000, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < conflicts->len; i++)
    {
      const LepConflict *conflict = g_ptr_array_index (conflicts, i);

      g_string_append_printf (text, "conflict %s %s %s\n", conflict->kind, conflict->id, conflict->field);
      for (guint j = 0; j < conflict->values->len; j++)
        {
          const LepConflictValue *value = g_ptr_array_index (conflict->values, j);
          const char             *first = g_ptr_array_index (value->texts, 0);

          g_string_append_printf (text, "  %s by %s at %s\n", first == NULL ? "(nil)" : first, value->by, value->at);
        }
    }
}

static void
append_digests (Laptop  *self,
                GString *text)
{
  g_autofree char *total = digest (self);
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (self->workspace, NULL);

  g_string_append_printf (text, "digest %s\n", total);
  for (guint i = 0; i < spaces->len; i++)
    {
      g_autofree char *id = lep_uuid_to_string (&((LepSpaceInfo *) g_ptr_array_index (spaces, i))->id);
      g_autofree char *one = space_digest (self, id);

      g_string_append_printf (text, "  %s %s\n", id, one);
    }
}

/* All that a laptop shows, as text. */
static char *
told_by (Laptop *self)
{
  GString *text = g_string_new (NULL);

  append_digests (self, text);
  append_records (self, text);
  append_conflicts (self, text);
  return g_string_free (text, FALSE);
}

static char *
kept_file (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "golden", name, NULL);
}

static char *
expected (void)
{
  g_autofree char *path = kept_file ("expected.txt");
  char            *text = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

/* A laptop that wrote nothing itself. */
static Laptop *
reader_new (Fixture    *fixture,
            const char *name)
{
  LepWho  who = { name, "Reader", "Konjic" };
  Laptop *self = laptop_new (fixture, name);
  g_autoptr (GError) error = NULL;

  self->workspace = lep_identity_create (self->surroundings, self->path, &who, &error);
  g_assert_no_error (error);
  return self;
}

static void
assert_expected (Laptop *self)
{
  g_autofree char *told = told_by (self);
  g_autofree char *wanted = expected ();

  g_assert_cmpstr (told, ==, wanted);
}

/* In any order, also twice. */
static void
test_bundles (Fixture      *fixture,
              gconstpointer data)
{
  static const guint orders[][2 * N_BUNDLES] = {
    { 0, 1, 2, 3, 4, 0, 1, 2, 3, 4 },
    { 4, 3, 2, 1, 0, 4, 3, 2, 1, 0 },
    { 2, 2, 0, 4, 0, 3, 3, 1, 1, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      const char name[] = { (char) ('p' + i), '\0' };
      Laptop    *reader = reader_new (fixture, name);
      g_autoptr (GError) error = NULL;

      for (guint j = 0; j < 2 * N_BUNDLES; j++)
        {
          g_autofree char *path = kept_file (kept[orders[i][j]]);

          lep_golden_take (reader, path);
        }
      assert_expected (reader);
      g_assert_true (lep_workspace_check (reader->workspace, NULL, NULL, &error));
      g_assert_no_error (error);
      laptop_free (reader);
    }
}

/* What was read can be passed on as it was. */
static void
test_passed_on (Fixture      *fixture,
                gconstpointer data)
{
  Laptop          *reader = reader_new (fixture, "p");
  Laptop          *next = reader_new (fixture, "q");
  LepExportOptions options = { .full = TRUE, .with_contacts = TRUE, .target = fixture->stick };
  g_autoptr (LepExportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < N_BUNDLES; i++)
    {
      g_autofree char *path = kept_file (kept[i]);

      lep_golden_take (reader, path);
    }
  result = lep_export (reader->workspace, reader->surroundings, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  lep_golden_take (next, result->file);
  assert_expected (next);
  laptop_free (reader);
  laptop_free (next);
}

/* One that was sealed for a key that is kept beside it. */
static void
test_sealed (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *path = kept_file ("sealed.lepx.age");
  g_autofree char *key = kept_file ("seal.key");
  g_autofree char *text = NULL;
  Laptop          *reader = reader_new (fixture, "p");
  g_autofree char *own = own_id (reader);
  g_autofree char *place = g_build_filename (reader->surroundings->state_dir, own, "seal.key", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (key, &text, NULL, &error));
  g_assert_true (g_file_set_contents_full (place, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, &error));
  lep_golden_take (reader, path);
  assert_expected (reader);
  laptop_free (reader);
}

static void
unpack (const char *from,
        const char *to)
{
  g_autoptr (GFile) file = g_file_new_for_path (from);
  g_autoptr (GFile) target = g_file_new_for_path (to);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) packed = g_file_read (file, NULL, &error);
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  g_autoptr (GInputStream) in = g_converter_input_stream_new (G_INPUT_STREAM (packed), converter);
  g_autoptr (GFileOutputStream) out = g_file_replace (target, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL, &error);

  g_assert_no_error (error);
  g_output_stream_splice (G_OUTPUT_STREAM (out), in, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
}

/* Every workspace of an older version is upgraded, and shows the same. */
static void
test_workspaces (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *folder = kept_file (".");
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  for (const char *name = g_dir_read_name (dir); name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      const char       letter[] = { (char) ('p' + n), '\0' };
      Laptop          *reader;
      g_autoptr (GError) error = NULL;

      if (!g_str_has_prefix (name, "workspace-"))
        continue;
      reader = laptop_new (fixture, letter);
      unpack (path, reader->path);
      reader->workspace = lep_identity_open (reader->surroundings, reader->path, LEP_OPEN_WRITE, NULL, &error);
      g_assert_no_error (error);
      assert_expected (reader);
      g_assert_true (lep_workspace_check (reader->workspace, NULL, NULL, &error));
      g_assert_true (lep_workspace_rebuild (reader->workspace, NULL, NULL, &error));
      g_assert_no_error (error);
      assert_expected (reader);
      set_field (reader, PARTNERSHIP, "partnership", PARTNERSHIP, "short_name", "After");
      laptop_free (reader);
      n++;
    }
  g_assert_cmpuint (n, >=, 1);
}

static void
write_text (const char *folder,
            const char *name,
            const char *data,
            gssize      size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, data, size, &error);
  g_assert_no_error (error);
}

/* Makes what is kept. */
static void
make (const char *folder)
{
  Fixture          fixture = { 0 };
  GPtrArray       *files;
  Laptop          *reader;
  g_autofree char *told = NULL;
  g_autofree char *path = g_build_filename (folder, "workspace-1.lep", NULL);

  set_up (&fixture, NULL);
  files = lep_golden_live (&fixture);
  reader = reader_new (&fixture, "p");
  for (guint i = 0; i < files->len; i++)
    {
      g_autofree char *data = NULL;
      gsize            size;

      g_assert_true (g_file_get_contents (g_ptr_array_index (files, i), &data, &size, NULL));
      write_text (folder, i < N_BUNDLES ? kept[i] : "sealed.lepx.age", data, (gssize) size);
      if (i < N_BUNDLES)
        lep_golden_take (reader, g_ptr_array_index (files, i));
      else
        lep_golden_keep_key (&fixture, folder);
    }
  told = told_by (reader);
  write_text (folder, "expected.txt", told, -1);
  lep_golden_keep_workspace (reader, path);
  g_ptr_array_unref (files);
  laptop_free (reader);
  tear_down (&fixture, NULL);
}

int
main (int    argc,
      char **argv)
{
  lep_test_same_keys (1);
  if (argc == 3 && g_str_equal (argv[1], "--make"))
    {
      make (argv[2]);
      return 0;
    }
  g_test_init (&argc, &argv, NULL);

#define ADD(claim, function) g_test_add ("/golden/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("bundles-are-read-alike", test_bundles);
  ADD ("passed-on-as-they-were", test_passed_on);
  ADD ("sealed-is-opened", test_sealed);
  ADD ("workspaces-are-upgraded", test_workspaces);

  return g_test_run ();
}
