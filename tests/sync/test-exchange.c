/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What travels between laptops, and that all of them end with the same. */

#include "lep-bundle.h"
#include "lep-history.h"
#include "lep-workspace-private.h"

#include "laptops.h"

static void
test_join_and_give_back (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *name = NULL;

  make_two (fixture);
  assert_same (fixture->a, fixture->b);
  name = get_field (fixture->a, "partnership", PARTNERSHIP, "short_name");
  g_assert_cmpstr (name, ==, "Žepče");
}

static void
test_again_changes_nothing (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *file = NULL, *before = NULL, *after = NULL;
  g_autoptr (LepImportReport) report = NULL;

  make_two (fixture);
  file = give (fixture, fixture->b, NULL);
  take_all (fixture->a, file);
  before = digest (fixture->a);
  report = take (fixture->a, file, NULL);
  after = digest (fixture->a);
  g_assert_cmpstr (before, ==, after);
  g_assert_cmpint (report->n_new, ==, 0);
  g_assert_cmpint (report->n_known, >, 3);
  g_assert_cmpuint (report->kinds->len, ==, 0);
}

/* How many changes a bundle made now would have. */
static gint64
foresee (Laptop                 *laptop,
         const LepExportOptions *options)
{
  LepExportForecast forecast;
  g_autoptr (GError) error = NULL;

  lep_export_foresee (laptop->workspace, options, &forecast, &error);
  g_assert_no_error (error);
  g_assert_cmpint (forecast.n_here, >=, forecast.n_changes);
  g_assert_true ((*forecast.oldest != '\0') == (forecast.n_changes > 0));
  return forecast.n_changes;
}

static void
test_only_what_is_lacking_travels (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autofree char *peer = NULL;
  LepExportOptions options = { 0 };

  make_two (fixture);
  peer = own_id (fixture->b);
  options.peer = peer;
  g_assert_cmpint (foresee (fixture->a, &options), ==, 0);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
  g_assert_cmpint (foresee (fixture->a, &options), ==, 1);
  options.full = TRUE;
  g_assert_cmpint (foresee (fixture->a, &options), ==, 5);

  /* One that got lost leaves no hole: what it held is in the next one too. */
  options.full = FALSE;
  g_free (give (fixture, fixture->a, fixture->b));
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EOS");
  g_assert_cmpint (foresee (fixture->a, &options), ==, 2);
}

static void
test_conflict_is_the_same_for_both (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autofree char *to_b = NULL, *to_a = NULL;
  g_autoptr (LepImportReport) at_a = NULL, at_b = NULL;

  make_two (fixture);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "name", "Office of employment");
  set_field (fixture->b, NULL, "organisation", ORGANISATION, "name", "Employment bureau");
  to_b = give (fixture, fixture->a, fixture->b);
  to_a = give (fixture, fixture->b, fixture->a);
  at_b = take (fixture->b, to_b, NULL);
  at_a = take (fixture->a, to_a, NULL);
  g_assert_cmpint (at_b->n_conflicts, ==, 1);
  g_assert_cmpint (at_a->n_conflicts, ==, 1);
  assert_same (fixture->a, fixture->b);
}

static void
test_through_others_is_direct (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *from_b = NULL, *from_c = NULL, *from_a = NULL;
  g_autoptr (LepImportReport) report = NULL;

  make_two (fixture);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
  from_b = give (fixture, fixture->b, NULL);

  /* B vouches for A, whom C never met. */
  join (fixture, fixture->c, "Žepče 2", from_b);
  assert_same (fixture->b, fixture->c);
  from_a = give (fixture, fixture->a, NULL);
  report = take (fixture->c, from_a, NULL);
  g_assert_cmpuint (report->untrusted->len, ==, 0);
  assert_same (fixture->a, fixture->c);

  set_field (fixture->c, PARTNERSHIP, "partnership", PARTNERSHIP, "status", "forming");
  from_c = give (fixture, fixture->c, NULL);
  take_all (fixture->b, from_c);
  take_all (fixture->a, from_c);
  assert_same (fixture->a, fixture->b);
  assert_same (fixture->a, fixture->c);
}

static void
test_preview_writes_nothing (Fixture      *fixture,
                             gconstpointer data)
{
  g_autofree char *file = NULL, *before = NULL, *after = NULL;
  gsize            n_before, n_after;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const LepImportRow *row;

  make_two (fixture);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "name", "Office of employment");
  file = give (fixture, fixture->a, fixture->b);

  g_assert_true (g_file_get_contents (fixture->b->path, &before, &n_before, NULL));
  report = lep_import (fixture->b->workspace, fixture->b->surroundings, file, LEP_IMPORT_PREVIEW, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (fixture->b->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);

  g_assert_cmpint (report->n_new, ==, 1);
  g_assert_cmpuint (report->rows->len, ==, 1);
  row = g_ptr_array_index (report->rows, 0);
  g_assert_cmpint (row->effect, ==, LEP_ROW_CHANGED);
  g_assert_cmpstr (row->title, ==, "Office of employment");
  g_assert_cmpstr (row->kind, ==, "organisation");
  g_assert_true (g_str_has_prefix (report->totals, "TRAINED\t0\t0\n"));
}

/* Of a large bundle the first thousand records can be opened before it is taken. */
static void
test_preview_of_many (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autoptr (LepEdit) edit = NULL;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  edit = lep_edit_new (fixture->a->workspace);
  for (guint i = 0; i < 1001; i++)
    {
      g_autofree char *name = g_strdup_printf ("Organisation %u", i);

      lep_edit_row (edit, "programme", "organisation", NULL, &error);
      lep_edit_set (edit, "name", name);
      lep_edit_set (edit, "actor_group", "ngo");
    }
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  file = give (fixture, fixture->a, fixture->b);
  report = lep_import (fixture->b->workspace, fixture->b->surroundings, file, LEP_IMPORT_PREVIEW, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->rows->len, ==, 1001);
  g_assert_nonnull (((LepImportRow *) g_ptr_array_index (report->rows, 999))->values);
  g_assert_null (((LepImportRow *) g_ptr_array_index (report->rows, 1000))->values);
  g_assert_nonnull (((LepImportRow *) g_ptr_array_index (report->rows, 1000))->title);
}

/* Of a kind that only a newer program knows nothing can be shown but that it comes. */
static void
test_preview_of_a_newer_kind (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char *file = NULL;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const LepImportRow *row;

  make_two (fixture);
  say (fixture->a, LEP_SPACE_PARTNERSHIP, "window", "0194c9e4-0000-7000-8000-0000000000c4", "name", "To the south");
  file = give (fixture, fixture->a, fixture->b);
  report = lep_import (fixture->b->workspace, fixture->b->surroundings, file, LEP_IMPORT_PREVIEW, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report->rows->len, ==, 1);
  row = g_ptr_array_index (report->rows, 0);
  g_assert_cmpstr (row->kind, ==, "window");
  g_assert_cmpint (row->effect, ==, LEP_ROW_NEW);
  g_assert_null (row->values);
}

/* A run of more changes than one file of a bundle holds is signed at its end alone. */
static void
test_run_of_several_files (Fixture      *fixture,
                           gconstpointer data)
{
  g_autofree char *text = g_strnfill (60000, 'x'), *file = NULL;
  g_autoptr (LepBundle) bundle = NULL;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (GError) error = NULL;
  const LepManifest *manifest;

  make_two (fixture);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (LepEdit) edit = lep_edit_new (fixture->a->workspace);

      for (guint k = 0; k < 12; k++)
        {
          lep_edit_row (edit, PARTNERSHIP, "project", NULL, &error);
          lep_edit_set (edit, "partnership", PARTNERSHIP);
          lep_edit_set (edit, "title", "Welders");
          lep_edit_set (edit, "activity", "retraining");
          lep_edit_set (edit, "next_steps", text);
        }
      lep_edit_commit (edit, &error);
      g_assert_no_error (error);
    }
  file = give (fixture, fixture->a, fixture->b);
  bundle = lep_bundle_open (file, fixture->b->surroundings->temp_dir, NULL, NULL, &error);
  g_assert_no_error (error);
  manifest = lep_bundle_read_manifest (bundle, &error);
  g_assert_cmpuint (manifest->segments->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpint (g_array_index (manifest->segments, LepSegment, i).has_signature, ==, i == 2);

  report = take (fixture->b, file, NULL);
  g_assert_cmpint (report->n_new, ==, 3);
  assert_same (fixture->a, fixture->b);
}

static void
test_refused_changes_nothing (Fixture      *fixture,
                              gconstpointer data)
{
  static const char *const members[] = { "SHA256SUMS", "SHA256SUMS.minisig", "manifest.xml", "changes/0001.xml" };
  g_autofree char         *file = NULL, *bytes = NULL, *before = NULL, *after = NULL;
  gsize                    size, n_before, n_after;

  make_two (fixture);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "name", "Office of employment");
  file = give (fixture, fixture->a, fixture->b);
  g_assert_true (g_file_get_contents (file, &bytes, &size, NULL));
  g_assert_true (g_file_get_contents (fixture->b->path, &before, &n_before, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      char *at = memmem (bytes, size, members[i], strlen (members[i]));
      g_autoptr (GError) error = NULL;

      /* In its packed data, behind the name and libarchive's extra fields. */
      at += strlen (members[i]) + 20 + 10;
      *at ^= 0x10;
      g_assert_true (g_file_set_contents (file, bytes, (gssize) size, NULL));
      g_assert_null (lep_import (fixture->b->workspace, fixture->b->surroundings, file, LEP_IMPORT_APPLY, NULL, NULL, NULL, NULL, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      *at ^= 0x10;
    }
  g_assert_true (g_file_get_contents (fixture->b->path, &after, &n_after, NULL));
  g_assert_cmpmem (before, n_before, after, n_after);
}

/* Says at A that B has all that A has now: the next bundle begins behind it. */
static void
pretend_all_arrived (Fixture *fixture)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (fixture->a->workspace, NULL);
  g_autofree char *id_text = own_id (fixture->b);
  LepUuid          id;

  lep_uuid_parse (id_text, -1, &id);
  for (guint i = 0; i < spaces->len; i++)
    {
      const LepSpaceInfo *space = g_ptr_array_index (spaces, i);
      g_autoptr (GArray) have = lep_lacks_own_have (fixture->a->workspace, &space->id, NULL);

      g_assert_true (lep_laptop_set_have (fixture->a->workspace, &id, &space->id, have, "2026-11-21T10:00:00.000Z", NULL));
    }
}

static void
test_gaps_are_named_and_heal (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char *lost = NULL, *late = NULL, *request = NULL;
  g_autoptr (LepImportReport) waits = NULL, heals = NULL;
  const LepWaiting    *waiting;
  const LepWaitingFor *missing;

  make_two (fixture);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
  lost = give (fixture, fixture->a, fixture->b);
  pretend_all_arrived (fixture);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EOS");
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EOSA");
  late = give (fixture, fixture->a, fixture->b);

  waits = take (fixture->b, late, NULL);
  g_assert_cmpint (waits->n_new, ==, 0);
  g_assert_cmpint (waits->n_waiting, ==, 2);
  g_assert_cmpuint (waits->waiting->len, ==, 1);
  waiting = g_ptr_array_index (waits->waiting, 0);
  g_assert_cmpstr (waiting->label, ==, "Office");
  g_assert_cmpint (waiting->to - waiting->from, ==, 1);
  g_assert_cmpuint (waiting->missing->len, ==, 1);
  missing = g_ptr_array_index (waiting->missing, 0);
  g_assert_cmpint (missing->from, ==, waiting->from - 1);
  g_assert_cmpint (missing->to, ==, waiting->from - 1);
  g_assert_nonnull (strstr (waiting->wait_for, "2 changes by the laptop “Office”"));

  request = give (fixture, fixture->b, fixture->a); /* names the gap */
  heals = take (fixture->b, lost, NULL);
  g_assert_cmpint (heals->n_new, ==, 3);
  g_assert_cmpint (heals->n_waiting, ==, 0);
  g_assert_cmpuint (heals->waiting->len, ==, 0);
  assert_same (fixture->a, fixture->b);
  take_all (fixture->a, request);
}

static void
test_contacts_and_office_stay (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *with = NULL;
  g_autoptr (GPtrArray) spaces = NULL;
  LepExportOptions options = { .with_contacts = TRUE, .target = fixture->stick };
  g_autoptr (LepExportResult) result = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  spaces = lep_exchange_spaces (fixture->b->workspace, NULL);
  g_assert_cmpuint (spaces->len, ==, 2); /* programme and partnership */
  result = lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  take_all (fixture->b, result->file);
  g_ptr_array_unref (spaces);
  spaces = lep_exchange_spaces (fixture->b->workspace, NULL);
  g_assert_cmpuint (spaces->len, ==, 3);
  with = get_field (fixture->b, "contact", CONTACT, "name");
  g_assert_cmpstr (with, ==, "Contact person");

  options.spaces = (const char *const[]){ "no such space", NULL };
  g_assert_null (lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

/* A backup is put back, and then one's own later changes come home. */

/* Somebody else took a new id while the workspace was open here: what is
 * written next is signed by the key of the new one. */
static void
test_signs_under_the_id_of_now (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) other = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *file = NULL;
  g_autofree char *name = NULL;

  make_two (fixture);
  before = own_id (fixture->a);
  other = lep_identity_open (fixture->a->surroundings, fixture->a->path, LEP_OPEN_WRITE, NULL, &error);
  g_assert_no_error (error);
  lep_identity_renew (other, fixture->a->surroundings, &error);
  g_assert_no_error (error);
  after = own_id (fixture->a);
  g_assert_cmpstr (before, !=, after);

  set_field (fixture->a, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "Under the new id");
  file = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, file);
  name = get_field (fixture->b, "partnership", PARTNERSHIP, "name");
  g_assert_cmpstr (name, ==, "Under the new id");
}

/* A laptop whose first entry in a space is about itself says who it is in a
 * change before: a change names a row once. */
static void
test_own_record_first (Fixture      *fixture,
                       gconstpointer data)
{
  g_autofree char *first = give (fixture, fixture->a, NULL);
  g_autofree char *id = NULL;
  g_autofree char *back = NULL;
  g_autofree char *place = NULL;

  join (fixture, fixture->b, "Žepče 1", first);
  id = own_id (fixture->b);
  set_field (fixture->b, "programme", "replica", id, "place", "Zavidovići");
  back = give (fixture, fixture->b, fixture->a);
  take_all (fixture->a, back);
  place = get_field (fixture->a, "replica", id, "place");
  g_assert_cmpstr (place, ==, "Zavidovići");
  assert_same (fixture->a, fixture->b);
}

/* A says that it has another change than B of one of B's numbers, or one that is
 * behind all of them. */
static void
claim (Fixture    *fixture,
       const char *what)
{
  g_autofree char *b = own_id (fixture->b), *sql = NULL;
  LepDb           *db = lep_workspace_get_db (fixture->a->workspace);
  g_autoptr (LepExportResult) request = NULL;
  g_autoptr (GError) error = NULL;

  sql = g_strdup_printf ("UPDATE stream SET %s WHERE replica_no = (SELECT no FROM replica WHERE id = lep_id ('%s'))", what, b);
  lep_db_set_engine_writing (db, TRUE);
  g_assert_true (lep_db_exec (db, sql, &error));
  g_assert_no_error (error);
  lep_db_set_engine_writing (db, FALSE);
  request = lep_export (fixture->a->workspace, fixture->a->surroundings, &(LepExportOptions){ .target = fixture->stick, .request = TRUE }, NULL, NULL, &error);
  g_assert_no_error (error);
  take_all (fixture->b, request->file);
}

/* Every new number has to be compared by all others: a mere word makes nobody take one
 * while all of his own numbers are here. */
static void
test_a_word_is_no_proof (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *old_id = NULL, *kept = NULL, *new_id = NULL;

  make_two (fixture);
  old_id = own_id (fixture->b);
  claim (fixture, "head = zeroblob (32)");
  kept = own_id (fixture->b);
  g_assert_cmpstr (kept, ==, old_id);
  claim (fixture, "last = last + 1");
  new_id = own_id (fixture->b);
  g_assert_cmpstr (new_id, !=, old_id);
}

/* What a laptop says was done to the organisation, the newest first. */
static char *
history_text (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = lep_history (laptop->workspace, NULL, NULL, ORGANISATION, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      gboolean found;

      g_string_append_printf (text, "%s ", lep_history_entry_find (g_ptr_array_index (entries, i), "phone", &found));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Two write at once, and each reads the other's later: in time, but nothing before what its
 * author had seen, though a clock stood wrong. */
static void
test_history_is_told_alike (Fixture      *fixture,
                            gconstpointer data)
{
  g_autofree char *of_a = NULL, *of_b = NULL, *answer = NULL, *told_a = NULL, *told_b = NULL;
  g_autoptr (GError) error = NULL;

  make_two (fixture);
  set_field (fixture->b, "programme", "organisation", ORGANISATION, "phone", "b1");
  set_field (fixture->a, "programme", "organisation", ORGANISATION, "phone", "a1");
  set_field (fixture->a, "programme", "organisation", ORGANISATION, "phone", "a2");
  set_field (fixture->b, "programme", "organisation", ORGANISATION, "phone", "b2");
  of_a = give (fixture, fixture->a, fixture->b);
  of_b = give (fixture, fixture->b, fixture->a);
  take_all (fixture->a, of_b);
  take_all (fixture->b, of_a);
  lep_clock_unref (fixture->a->surroundings->clock);
  fixture->a->surroundings->clock = lep_clock_new_fixed (START - G_GINT64_CONSTANT (3600000), 9);
  g_clear_object (&fixture->a->workspace);
  fixture->a->workspace = lep_identity_open (fixture->a->surroundings, fixture->a->path, LEP_OPEN_WRITE, NULL, &error);
  g_assert_no_error (error);
  set_field (fixture->a, "programme", "organisation", ORGANISATION, "phone", "a3");
  answer = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, answer);

  told_a = history_text (fixture->a);
  told_b = history_text (fixture->b);
  g_assert_cmpstr (told_a, ==, told_b);
  g_assert_true (g_str_has_prefix (told_a, "a3 ")); /* it had seen all others, an hour earlier */
  g_test_message ("%s", told_a);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/exchange/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("join-and-give-back", test_join_and_give_back);
  ADD ("again-changes-nothing", test_again_changes_nothing);
  ADD ("only-what-is-lacking-travels", test_only_what_is_lacking_travels);
  ADD ("conflict-is-the-same-for-both", test_conflict_is_the_same_for_both);
  ADD ("through-others-is-direct", test_through_others_is_direct);
  ADD ("preview-writes-nothing", test_preview_writes_nothing);
  ADD ("preview-of-many", test_preview_of_many);
  ADD ("preview-of-a-newer-kind", test_preview_of_a_newer_kind);
  ADD ("run-of-several-files", test_run_of_several_files);
  ADD ("refused-changes-nothing", test_refused_changes_nothing);
  ADD ("gaps-are-named-and-heal", test_gaps_are_named_and_heal);
  ADD ("contacts-and-office-stay", test_contacts_and_office_stay);
  ADD ("signs-under-the-id-of-now", test_signs_under_the_id_of_now);
  ADD ("history-is-told-alike", test_history_is_told_alike);
  ADD ("own-record-first", test_own_record_first);
  ADD ("a-word-is-no-proof", test_a_word_is_no_proof);

  return g_test_run ();
}
