/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a bundle will hold, and what stops one from being made. */

#include "lep-document.h"
#include "lep-for-good.h"
#include "lep-progress.h"
#include "lep-share.h"
#include "lep-workspace-private.h"

#include "lep-signatures.h"

#include "laptops.h"

#define MANY_FILES 5001 /* more than go in one bundle */

static LepExportResult *
try_export (Laptop                 *laptop,
            const LepExportOptions *options,
            GError                **error)
{
  return lep_export (laptop->workspace, laptop->surroundings, options, NULL, NULL, error);
}

/* A file that no program opened for writing yet, or whose id is damaged. */
static void
test_without_identity (Fixture      *fixture,
                       gconstpointer data)
{
  static const char *const ids[] = { NULL, "no id" };
  const LepExportOptions   options = { .target = fixture->stick };

  fixture->b->workspace = lep_workspace_create (fixture->b->path, fixture->b->surroundings->clock, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr (GError) error = NULL;
      LepExportForecast forecast;

      if (ids[i] != NULL)
        g_assert_true (lep_workspace_set_meta (fixture->b->workspace, LEP_META_REPLICA, ids[i], NULL));
      g_assert_false (lep_export_foresee (fixture->b->workspace, &options, &forecast, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "no identity yet"));
      g_clear_error (&error);
      g_assert_null (try_export (fixture->b, &options, &error));
      g_assert_nonnull (error);
      g_assert_false (lep_peers_may_revoke (fixture->b->workspace));
    }
  g_assert_cmpuint (lep_test_count_files (fixture->stick), ==, 0);
}

/* Nobody could check what goes along. */
static void
test_key_is_missing (Fixture      *fixture,
                     gconstpointer data)
{
  const LepExportOptions options = { .target = fixture->stick };
  g_autofree char       *b = NULL;
  g_autoptr (GError) error = NULL;
  guint n_files;

  make_two (fixture);
  b = own_id (fixture->b);
  n_files = lep_test_count_files (fixture->stick);
  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace), "UPDATE replica SET key = NULL WHERE own = 0", NULL));
  g_assert_null (try_export (fixture->a, &options, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, b));
  g_assert_cmpuint (lep_test_count_files (fixture->stick), ==, n_files);
  g_clear_error (&error);
  g_assert_false (lep_signatures_check (fixture->a->workspace, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, b));
}

/* The disk changed a kept signature, the head that it signs, or its number: nobody would
 * take the bundle. What it signs comes once more, and all is well. */
static void
test_signature_is_damaged (Fixture      *fixture,
                           gconstpointer data)
{
  static const char *const damages[] = { "signature = zeroblob (64)", "signed_head = zeroblob (32)", "signed_n = signed_n + 1",
                                         "signed_n = signed_n - 1", "signed_n = 1", "signed_n = 0" };
  const LepExportOptions   options = { .target = fixture->stick };
  g_autofree char         *again = NULL;
  g_autoptr (GError) error = NULL;
  guint n_files;

  make_two (fixture);
  set_field (fixture->b, "programme", "organisation", ORGANISATION, "phone", "1");
  set_field (fixture->b, "programme", "organisation", ORGANISATION, "phone", "2");
  again = give (fixture, fixture->b, NULL);
  take_all (fixture->a, again);
  n_files = lep_test_count_files (fixture->stick);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("UPDATE stream SET %s WHERE replica_no IN (SELECT no FROM replica WHERE NOT own)", damages[i]);
      g_autoptr (LepExportResult) made = NULL;

      g_assert_true (lep_signatures_check (fixture->a->workspace, &error));
      g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace), sql, NULL));
      g_assert_false (lep_signatures_check (fixture->a->workspace, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, "“Žepče 1”"));
      g_clear_error (&error);
      g_assert_null (try_export (fixture->a, &options, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, "The signature of “Žepče 1” on its change")); /* the change is as it was */
      g_clear_error (&error);
      g_assert_cmpuint (lep_test_count_files (fixture->stick), ==, n_files++);

      take_all (fixture->a, again);
      g_assert_true (lep_signatures_check (fixture->a->workspace, &error));
      made = try_export (fixture->a, &options, &error);
      g_assert_no_error (error);
    }
}

/* With a smaller number nothing of the branch would go along, and nobody would miss it:
 * the receiver has the rest, or it is one change alone. */
static void
test_damaged_number_hides_nothing (Fixture      *fixture,
                                   gconstpointer data)
{
  static const char *const damages[] = { "signed_n = 0", "signed_n = signed_n - 1" };
  g_autofree char         *first = NULL, *answer = NULL, *last = NULL, *b = NULL;
  LepExportOptions         options = { .target = fixture->stick };
  guint                    n_files;

  make_two (fixture);
  b = own_id (fixture->b);
  options.peer = b;
  first = give (fixture, fixture->b, NULL);
  take_all (fixture->a, first);
  answer = give (fixture, fixture->a, NULL);
  take_all (fixture->b, answer);
  set_field (fixture->b, "programme", "organisation", ORGANISATION, "phone", "1");
  last = give (fixture, fixture->b, NULL);
  take_all (fixture->a, last);
  n_files = lep_test_count_files (fixture->stick);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE stream SET %s WHERE replica_no IN (SELECT no FROM replica WHERE NOT own)", damages[i]);
      g_autoptr (GError) error = NULL;

      g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace), sql, NULL));
      g_assert_null (try_export (fixture->a, &options, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, "The signature of “Žepče 1” on its change"));
      g_assert_cmpuint (lep_test_count_files (fixture->stick), ==, n_files);
      take_all (fixture->a, last);
    }
}

static void
test_spaces_none_named (Fixture      *fixture,
                        gconstpointer data)
{
  LepExportOptions  usual = { 0 }, none = { .spaces = (const char *const[]){ NULL } };
  LepExportForecast left, right;
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_export_foresee (fixture->a->workspace, &usual, &left, &error));
  g_assert_true (lep_export_foresee (fixture->a->workspace, &none, &right, &error));
  g_assert_cmpint (left.n_changes, >, 0);
  g_assert_cmpint (left.n_changes, ==, right.n_changes);
}

static void
test_progress_and_cancel (Fixture      *fixture,
                          gconstpointer data)
{
  const LepExportOptions options = { .target = fixture->stick };
  g_autoptr (LepProgress) progress = lep_progress_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (LepExportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace), "PRAGMA synchronous = OFF", NULL));
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *name = g_strdup_printf ("EO %u", i);

      set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", name);
    }
  result = lep_export (fixture->a->workspace, fixture->a->surroundings, &options, progress, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->changes, >, 300);
  g_assert_cmpfloat_with_epsilon (lep_progress_get_fraction (progress), 256.0 / (double) result->changes, 0.001);

  g_cancellable_cancel (cancellable);
  g_assert_null (lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (lep_test_count_files (fixture->stick), ==, 1);
}

/* Says at A that B has all of a space. */
static void
pretend_arrived (Fixture       *fixture,
                 const LepUuid *space)
{
  g_autofree char *b = own_id (fixture->b);
  g_autoptr (GArray) have = lep_lacks_own_have (fixture->a->workspace, space, NULL);
  LepUuid id;

  lep_uuid_parse (b, -1, &id);
  g_assert_true (lep_laptop_set_have (fixture->a->workspace, &id, space, have, "2026-11-21T10:00:00.000Z", NULL));
}

/* A log that lost its last change: nothing is given that others would refuse. */
static void
test_lost_end_is_told (Fixture      *fixture,
                       gconstpointer data)
{
  const LepExportOptions options = { .target = fixture->stick };
  g_autoptr (GError) error = NULL;
  LepDb *db = lep_workspace_get_db (fixture->a->workspace);

  lep_db_set_engine_writing (db, TRUE);
  g_assert_true (lep_db_exec (db, "DELETE FROM change WHERE seq = (SELECT max (seq) FROM change JOIN stream ON no = stream_no"
                                  " WHERE space_no = (SELECT no FROM space WHERE kind = 'programme'))",
                              NULL));
  lep_db_set_engine_writing (db, FALSE);
  g_assert_null (lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "no bundle was made"));
  g_assert_nonnull (strstr (error->message, "of the laptop “Office”"));
  g_assert_cmpuint (lep_test_count_files (fixture->stick), ==, 0);
}

/* When an erased change was made is not known any more. */
static void
test_forecast_of_erased (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char  *b = NULL;
  LepExportOptions  options = { .with_contacts = TRUE };
  LepExportForecast forecast;
  g_autoptr (GPtrArray) spaces = NULL;
  g_autoptr (GError) error = NULL;
  LepUuid contacts = { 0 }, contact;

  make_two (fixture);
  b = own_id (fixture->b);
  options.peer = b;
  spaces = lep_exchange_spaces (fixture->a->workspace, NULL);
  for (guint i = 0; i < spaces->len; i++)
    if (((LepSpaceInfo *) g_ptr_array_index (spaces, i))->kind == LEP_SPACE_CONTACTS)
      contacts = ((LepSpaceInfo *) g_ptr_array_index (spaces, i))->id;
  pretend_arrived (fixture, &contacts);
  set_field (fixture->a, "contacts", "contact", CONTACT, "phone", "387000000");
  lep_uuid_parse (CONTACT, -1, &contact);
  g_assert_true (lep_workspace_erase (fixture->a->workspace, &contacts, &contact, &error));

  /* A stub, and then the change that erases. */
  g_assert_true (lep_export_foresee (fixture->a->workspace, &options, &forecast, &error));
  g_assert_cmpint (forecast.n_changes, ==, 2);
  g_assert_cmpuint (strlen (forecast.oldest), ==, LEP_TIME_TEXT_SIZE);

  /* Of two runs the older time counts. */
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
  options.full = TRUE;
  g_assert_true (lep_export_foresee (fixture->a->workspace, &options, &forecast, &error));
  g_assert_cmpstr (forecast.oldest, <, "2026-11-21T12:41:41");
}

/* The receiver itself erased it, and lacks only what was written meanwhile. */
static void
test_forecast_of_a_stub (Fixture      *fixture,
                         gconstpointer data)
{
  LepExportOptions  options = { .target = fixture->stick, .with_contacts = TRUE };
  LepExportForecast forecast;
  LepUuid           contacts, contact;
  g_autofree char  *b = NULL;
  g_autoptr (LepExportResult) to_b = NULL, from_b = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  to_b = lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &error);
  take_all (fixture->b, to_b->file);
  set_field (fixture->a, "contacts", "contact", CONTACT, "phone", "387000000");
  contacts = space_of (fixture->b, LEP_SPACE_CONTACTS);
  lep_uuid_parse (CONTACT, -1, &contact);
  g_assert_true (lep_workspace_erase (fixture->b->workspace, &contacts, &contact, &error));
  from_b = lep_export (fixture->b->workspace, fixture->b->surroundings, &options, NULL, NULL, &error);
  take_all (fixture->a, from_b->file);

  options.peer = b = own_id (fixture->b);
  g_assert_true (lep_export_foresee (fixture->a->workspace, &options, &forecast, &error));
  g_assert_cmpint (forecast.n_changes, ==, 1);
  g_assert_cmpstr (forecast.oldest, ==, "");
}

/* Who belongs to the office gets every partnership. As long as that cannot be read, it is
 * not known what goes to a laptop that never said that it has one. */
static void
test_officers_are_not_read (Fixture      *fixture,
                            gconstpointer data)
{
  LepExportForecast forecast;
  g_autofree char  *b = NULL;
  g_autoptr (GError) error = NULL;
  LepDb *db;

  make_two (fixture);
  b = own_id (fixture->b);
  db = lep_workspace_get_db (fixture->a->workspace);
  g_assert_true (lep_workspace_add_space (fixture->a->workspace, LEP_SPACE_PARTNERSHIP, "0194c9e4-0000-7000-8000-0000000000d2", "LEP Konjic", NULL));
  g_assert_true (lep_db_exec (db, "CREATE TEMP VIEW change AS SELECT 1 AS x", NULL));
  g_assert_false (lep_export_foresee (fixture->a->workspace, &(LepExportOptions){ .peer = b }, &forecast, &error));
  g_assert_nonnull (error);
}

static GArray *
files_of (const gint64 *sizes,
          guint         n)
{
  GArray *files = g_array_new (FALSE, TRUE, sizeof (LepSharedFile));

  for (guint i = 0; i < n; i++)
    {
      LepSharedFile file = { { { (guint8) i } }, sizes[i] };

      g_array_append_val (files, file);
    }
  return files;
}

/* How many files each bundle has, as text. */
static char *
split (const GArray *files,
       gint64        first_room,
       gint64        other_room,
       gboolean      only_files)
{
  g_autoptr (GPtrArray) parts = lep_share_split (files, first_room, other_room, only_files);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    g_string_append_printf (text, "%u ", ((GArray *) g_ptr_array_index (parts, i))->len);
  return g_string_free (text, FALSE);
}

static void
test_files_are_split (void)
{
  static const gint64 sizes[] = { 500, 10, 10, 90 };
  g_autoptr (GArray) files = files_of (sizes, G_N_ELEMENTS (sizes));
  g_autoptr (GArray) one = files_of (sizes, 1);
  g_autoptr (GArray) none = files_of (sizes, 0);
  g_autofree char *along = split (files, 20, 100, FALSE);
  g_autofree char *large = split (one, 20, 100, FALSE);
  g_autofree char *alone = split (one, 20, 100, TRUE);
  g_autofree char *some = split (files, 20, 100, TRUE);
  g_autofree char *nothing = split (none, 20, 100, TRUE);

  g_assert_cmpstr (along, ==, "2 1 1 ");
  g_assert_cmpstr (large, ==, "0 1 "); /* changes first, and then what is too large to go along */
  g_assert_cmpstr (alone, ==, "1 ");   /* without changes there is nothing to go before it */
  g_assert_cmpstr (some, ==, "2 1 1 ");
  g_assert_cmpstr (nothing, ==, "0 ");
}

/* Documents with files of their own, in one change. */
static void
attach_many (Fixture *fixture,
             guint    n)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->a->workspace);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *text = g_strdup_printf ("Note %u", i);
      g_autofree char *path = g_build_filename (fixture->folder, text, NULL);

      g_assert_true (g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      lep_edit_row (edit, NULL, "document", NULL, &error);
      lep_edit_set (edit, "owner", PARTNERSHIP);
      lep_edit_set (edit, "title", text);
      g_assert_true (lep_edit_attach (edit, path, NULL, &error));
    }
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* More files than a reader takes go in a second bundle: beside the first file,
 * or in the same folder. */
static void
test_many_files (Fixture      *fixture,
                 gconstpointer data)
{
  static const char *const names[][2] = { { "all.lepx", "all-2.lepx" }, { "all", "all-2" } };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepExportResult) in_folder = NULL;

  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace), "PRAGMA synchronous = OFF", NULL));
  attach_many (fixture, MANY_FILES);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char       *target = g_build_filename (fixture->folder, names[i][0], NULL);
      g_autofree char       *second = g_build_filename (fixture->folder, names[i][1], NULL);
      const LepExportOptions options = { .target = target };
      g_autoptr (LepExportResult) result = try_export (fixture->a, &options, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (result->n_documents, ==, MANY_FILES);
      g_assert_cmpstr (result->file, ==, target);
      g_assert_cmpstr (result->more[0], ==, second);
      g_assert_null (result->more[1]);
      g_assert_true (g_file_test (second, G_FILE_TEST_IS_REGULAR));
    }
  in_folder = try_export (fixture->a, &(LepExportOptions){ .target = fixture->stick }, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lep_test_count_files (fixture->stick), ==, 2);
  g_assert_true (g_str_has_prefix (in_folder->more[0], fixture->stick));
}

#define SECOND "0194c9e4-0000-7000-8000-0000000000b2"

static void
assert_usual (Laptop     *laptop,
              const char *peer,
              gboolean    first,
              gboolean    second)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) usual = lep_export_usual (laptop->workspace, peer, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (usual), ==, 1u + (first ? 1 : 0) + (second ? 1 : 0)); /* the programme's, too */
  g_assert_cmpint (g_strv_contains ((const char *const *) usual, PARTNERSHIP), ==, first);
  g_assert_cmpint (g_strv_contains ((const char *const *) usual, SECOND), ==, second);
}

/* What one partnership applied for is not given to another by accident. */
static void
test_everybody_gets_what_all_have (Fixture      *fixture,
                                   gconstpointer data)
{
  Laptop          *a = fixture->a;
  g_autofree char *b = NULL;
  g_autoptr (GError) error = NULL;

  assert_usual (a, NULL, TRUE, FALSE); /* the only one */
  make_two (fixture);
  b = own_id (fixture->b);
  lep_workspace_add_space (a->workspace, LEP_SPACE_PARTNERSHIP, SECOND, "LEP Konjic", &error);
  g_assert_no_error (error);
  set_field (a, SECOND, "partnership", SECOND, "name", "LEP Konjic");
  assert_usual (a, NULL, TRUE, FALSE);
  assert_usual (a, b, TRUE, FALSE);
  assert_usual (fixture->b, NULL, TRUE, FALSE);

  /* One more laptop that shares nothing but the programme. */
  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "short_name", "Again");
  g_assert_true (lep_db_exec (lep_workspace_get_db (a->workspace),
                              "INSERT INTO replica (id, label, person, place, key, trusted_since, own)"
                              " SELECT randomblob (16), 'Konjic 1', 'Clerk', 'Konjic', key, '2026-01-01', 0 FROM replica WHERE own = 0",
                              &error));
  g_assert_no_error (error);
  assert_usual (a, NULL, FALSE, FALSE);
  assert_usual (a, b, TRUE, FALSE);

  /* Who is blocked gets nothing anyway. */
  g_assert_true (lep_peers_revoke (a->workspace, "Konjic 1", "2026-11-22", &error));
  assert_usual (a, NULL, TRUE, FALSE);
}

/* What the office scores is sealed for nobody who is not known. */
static void
test_office_for_nobody (Fixture      *fixture,
                        gconstpointer data)
{
  const char *const spaces[] = { "office", NULL }, *const seal[] = { "nobody", NULL };
  const LepExportOptions options = { .target = fixture->stick, .spaces = spaces, .seal = seal };
  g_autoptr (GError) error = NULL;

  g_assert_null (lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_assert_cmpuint (lep_test_count_files (fixture->stick), ==, 0);
}

/* Two partnerships and nobody known who has them: none of them. */
static void
test_first_bundle_for_all_is_the_programme (Fixture      *fixture,
                                            gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  lep_workspace_add_space (fixture->a->workspace, LEP_SPACE_PARTNERSHIP, SECOND, "LEP Konjic", &error);
  g_assert_no_error (error);
  assert_usual (fixture->a, NULL, FALSE, FALSE);
  g_assert_null (lep_export_usual (fixture->a->workspace, "nobody", &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/export/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("without-identity", test_without_identity);
  ADD ("key-is-missing", test_key_is_missing);
  ADD ("signature-is-damaged", test_signature_is_damaged);
  ADD ("damaged-number-hides-nothing", test_damaged_number_hides_nothing);
  ADD ("spaces-none-named", test_spaces_none_named);
  ADD ("everybody-gets-what-all-have", test_everybody_gets_what_all_have);
  ADD ("first-bundle-for-all-is-the-programme", test_first_bundle_for_all_is_the_programme);
  ADD ("progress-and-cancel", test_progress_and_cancel);
  ADD ("lost-end-is-told", test_lost_end_is_told);
  ADD ("forecast-of-erased", test_forecast_of_erased);
  ADD ("officers-are-not-read", test_officers_are_not_read);
  ADD ("forecast-of-a-stub", test_forecast_of_a_stub);
  ADD ("office-for-nobody", test_office_for_nobody);
  ADD ("many-files", test_many_files);
  g_test_add_func ("/export/files-are-split", test_files_are_split);
  return g_test_run ();
}
