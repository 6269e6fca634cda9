/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What rows show: values that no column takes, the names of spaces, rows of long
 * imports, and a space that is made anew because lost changes turned up. */

#include "lep-check.h"

#include "say.h"
#include "three.h"

#define TWIN_1 "0194c9e4-0000-7000-8000-00000000aaaa"

static void
say (Laptop     *laptop,
     const char *space,
     const char *kind,
     const char *id,
     const char *field,
     const char *value)
{
  LepChange *change = lep_change_new ();

  change_add_row (change, kind, id, field, value);
  laptop_say (laptop, space, change);
}

/* A value that cannot be read is kept as it came until somebody writes another. */
static void
test_odd_values_give_way (Fixture      *fixture,
                          gconstpointer data)
{
  static const char odd[] = "SELECT ifnull (group_concat (field || '=' || value, ','), '') FROM"
                            " (SELECT field, value FROM unknown ORDER BY field)";

  say (fixture->b, PARTNERSHIP, "project", fixture->project, "cofinancing", "much");
  say (fixture->b, PARTNERSHIP, "project", fixture->project, "agreement_on", "soon");
  laptop_give (fixture->b, fixture->a);
  laptop_expect (fixture->a, "SELECT cofinancing IS NULL AND agreement_on IS NULL FROM k_project", "1");
  laptop_expect (fixture->a, odd, "agreement_on=soon,cofinancing=much");

  laptop_edit (fixture->a, NULL, "project", fixture->project, "cofinancing", "100");
  laptop_expect (fixture->a, odd, "agreement_on=soon");
  laptop_expect (fixture->a, "SELECT state FROM row JOIN k_project USING (rid)", "1");
  laptop_edit (fixture->a, NULL, "project", fixture->project, "agreement_on", "2026-05-01");
  laptop_expect (fixture->a, odd, "");
  laptop_expect (fixture->a, "SELECT state || ' ' || cofinancing || ' ' || agreement_on FROM row JOIN k_project USING (rid)",
                 "0 100 2026-05-01");
  laptop_give (fixture->a, fixture->b);
  laptops_agree (fixture->a, fixture->b);
}

static void
expect_space (Fixture    *fixture,
              const char *expected)
{
  laptop_give (fixture->b, fixture->a);
  laptop_expect (fixture->a, "SELECT name FROM space WHERE kind = 'partnership'", expected);
}

/* Only its own record names a space, whatever else has the same id. */
static void
test_a_space_is_called_as_its_record (Fixture      *fixture,
                                      gconstpointer data)
{
  say (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "LEP Zenica");
  expect_space (fixture, "LEP Zenica");
  say (fixture->b, PARTNERSHIP, "organisation", PARTNERSHIP, "name", "Another");
  say (fixture->b, PARTNERSHIP, "project", PARTNERSHIP, "title", "Another");
  say (fixture->b, PARTNERSHIP, "window", PARTNERSHIP, "name", "Another");
  say (fixture->b, PARTNERSHIP, "partnership", TWIN_1, "name", "Another");
  say (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "objectives", "More work");
  say (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "name", NULL);
  expect_space (fixture, "LEP Zenica");
  say (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "");
  expect_space (fixture, "LEP Zenica");
  say (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "LEP Zenica and Kakanj");
  expect_space (fixture, "LEP Zenica and Kakanj");
}

/* More new rows in one change than are kept in memory. */
static void
say_thousand (Laptop     *laptop,
              const char *project,
              const char *title)
{
  LepChange *change = lep_change_new ();

  change_add_row (change, "project", project, "title", title);
  for (guint i = 0; i < 1000; i++)
    {
      LepUuid id = { { 1, 2, 3, 4, 5, 6, 0x70, 8, 0x80, 0, 0, 0, 0, 0, (guint8) (i >> 8), (guint8) i } };

      lep_change_add_row (change, "project", &id, LEP_LIFE_NONE);
      lep_change_add_set (change, "title", "One of many", -1);
    }
  laptop_say (laptop, PARTNERSHIP, change);
}

static void
test_a_row_is_counted_once (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = NULL;
  const LepIngestResult *result;
  const LepIngestKind   *kind;

  say_thousand (fixture->b, fixture->project, "Two");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Three");
  parcels = laptop_pack (fixture->b);
  ingest = lep_ingest_begin (fixture->a->workspace, &error);
  for (guint i = 0; i < parcels->len; i++)
    lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (parcels, i))->received, &error);
  result = lep_ingest_finish (ingest, &error);
  g_assert_no_error (error);
  g_assert_cmpint (result->n_new, ==, 2);
  g_assert_cmpuint (result->rows->len, ==, 1002); /* the record of the laptop too */
  kind = g_ptr_array_index (result->kinds, 0);
  g_assert_cmpstr (kind->kind, ==, "project");
  g_assert_cmpint (kind->n_new, ==, 1000);
  g_assert_cmpint (kind->n_changed, ==, 1);
  for (guint i = 0; i < result->rows->len; i++)
    {
      const LepIngestRow *row = &g_array_index (result->rows, LepIngestRow, i);

      if (!row->is_new)
        g_assert_cmpuint (row->n_fields, ==, 2);
    }
  lep_ingest_commit (ingest, &error);
  g_assert_no_error (error);
  laptop_expect (fixture->a, "SELECT title FROM k_project JOIN row USING (rid) ORDER BY rid LIMIT 1", "Three");
}

/* What is in dispute is written again with each change of the row: it shows what it
 * showed, and is no change. */
static void
test_what_is_in_dispute_did_not_change (Fixture      *fixture,
                                        gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = NULL;
  const LepIngestResult *result;

  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "One");
  laptop_edit (fixture->a, NULL, "project", fixture->project, "cofinancing", "100");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Two");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "cofinancing", "200");
  laptop_give (fixture->b, fixture->a);
  laptop_expect (fixture->a, "SELECT conflicts FROM row JOIN k_project USING (rid)", "2");

  laptop_edit (fixture->b, NULL, "project", fixture->project, "objectives", "More work");
  parcels = laptop_pack (fixture->b);
  ingest = lep_ingest_begin (fixture->a->workspace, &error);
  for (guint i = 0; i < parcels->len; i++)
    lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (parcels, i))->received, &error);
  result = lep_ingest_finish (ingest, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->rows->len, ==, 1);
  g_assert_cmpuint (g_array_index (result->rows, LepIngestRow, 0).n_fields, ==, 1);
}

/* Few records with texts so long that they are written in parts: each is counted once, and
 * none of it gets lost. */
static void
test_long_texts_are_written_in_parts (Fixture      *fixture,
                                      gconstpointer data)
{
  const guint      n_rows = 20, size = 900 * 1024;
  g_autofree char *text = g_strnfill (size, 'x');
  g_autofree char *expected = g_strdup_printf ("%u", n_rows * size);
  LepIngestResult  result;

  for (guint i = 0; i < n_rows; i++)
    {
      g_autofree char *id = g_strdup_printf ("0194c9e4-0000-7000-8000-0000001%05u", i);

      say (fixture->b, PARTNERSHIP, "project", id, "summary", text);
    }
  result = laptop_give (fixture->b, fixture->a);
  g_assert_cmpint (result.n_new, ==, n_rows);
  laptop_expect (fixture->a, "SELECT sum (length (summary)) FROM k_project", expected);
  laptops_agree (fixture->a, fixture->b);
}

/* The first thousand rows cannot be written: nothing comes in. */
static void
test_a_long_import_stops_at_damage (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = NULL;
  gboolean done = TRUE;

  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "From b");
  laptop_edit (fixture->c, NULL, "project", fixture->project, "title", "From c");
  laptop_give (fixture->c, fixture->a);
  laptop_give (fixture->b, fixture->a);
  laptop_damage (fixture->a, "UPDATE change SET body = NULL WHERE body LIKE '%From c%'");
  say_thousand (fixture->b, fixture->project, "Two");
  parcels = laptop_pack (fixture->b);
  ingest = lep_ingest_begin (fixture->a->workspace, &error);
  for (guint i = 0; done && i < parcels->len; i++)
    done = lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (parcels, i))->received, &error);
  g_assert_false (done);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "is not in the log"));
  g_clear_pointer (&ingest, lep_ingest_free);
  laptop_expect (fixture->a, "SELECT count (*) FROM k_project", "1");
}

/* A comes by all of B's changes but number 2 of the partnership's space, and gives that one up.
 * Returns: (transfer full): B's changes with it */
static GPtrArray *
give_up_second (Fixture *fixture)
{
  LepChange *waiver = lep_change_new ();
  g_autoptr (GPtrArray) known = laptop_pack (fixture->b);
  GPtrArray *all = laptop_pack (fixture->b);

  g_ptr_array_remove (known, parcel_find (known, fixture->b, PARTNERSHIP, 2));
  laptop_take (fixture->a, known);
  lep_change_add_waive (waiver, &fixture->b->replica, 2, 2);
  laptop_say (fixture->a, PARTNERSHIP, waiver);
  laptop_take (fixture->a, known);
  return all;
}

/* B's change 2 is lost and given up; what follows it hangs in the air. Then it
 * turns up, and with it what a copy of B had written after it. */
static void
test_lost_changes_turn_up_in_a_fork (Fixture      *fixture,
                                     gconstpointer data)
{
  static const char shown[] = "SELECT group_concat (title || ifnull (summary, ''), ',') || (SELECT value FROM unknown WHERE field = 'colour')"
                              " || (SELECT count (*) FROM unknown) FROM (SELECT title, summary FROM k_project ORDER BY title)";
  LepChange        *odd = lep_change_new ();
  g_autoptr (GPtrArray) of_b = NULL;
  g_autoptr (GPtrArray) late = NULL;
  g_autoptr (GError) error = NULL;

  change_add_row (odd, "project", TWIN_1, "title", "One");
  change_add_row (odd, "project", say_twin_of (TWIN_1), "title", "Two");
  change_add_row (odd, "window", TWIN_1, "title", "Three");
  change_add_row (odd, "project", fixture->project, "colour", "green");
  laptop_say (fixture->b, PARTNERSHIP, odd);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Welders 2");
  laptop_give (fixture->b, fixture->c);
  laptop_identify (fixture->c, 2);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Welders 3");
  laptop_edit (fixture->c, NULL, "project", fixture->project, "summary", " of the copy");

  of_b = give_up_second (fixture);
  laptop_expect (fixture->a, shown, "One,Two,Welders 3green2");
  laptop_expect (fixture->a, "SELECT count (*) FROM stream WHERE base = 2 AND parent IS NULL", "1");

  late = laptop_pack (fixture->c);
  laptop_take (fixture->a, late);
  laptop_expect (fixture->a, shown, "One,Two,Welders 3 of the copygreen2");
  laptop_expect (fixture->a, "SELECT count (*) FROM stream WHERE base = 2 AND parent IS NOT NULL", "1");
  lep_workspace_check (fixture->a->workspace, NULL, NULL, &error);
  g_assert_no_error (error);
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Welders 4");
  laptop_give (fixture->b, fixture->a);
  laptop_give (fixture->a, fixture->b);
  laptops_agree (fixture->a, fixture->b);
  laptop_expect (fixture->b, shown, "One,Two,Welders 4 of the copygreen2");
}

/* The change that was given up turns up, and cannot be taken in. */
static void
expect_second_refused (Fixture   *fixture,
                       GPtrArray *all,
                       int        code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepIngest) ingest = lep_ingest_begin (fixture->a->workspace, &error);

  lep_ingest_add_change (ingest, &parcel_find (all, fixture->b, PARTNERSHIP, 2)->received, &error);
  g_assert_no_error (error);
  g_assert_null (lep_ingest_finish (ingest, &error));
  g_assert_error (error, LEP_ERROR, code);
}

/* A damaged change is found when its space has to be made anew; nothing comes in then. */
static void
test_damage_stops_what_turns_up (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;

  for (guint i = 0; i < 3; i++)
    laptop_edit (fixture->b, NULL, "project", fixture->project, "title", i == 1 ? "Lost" : "Here");
  all = give_up_second (fixture);
  laptop_damage (fixture->a, "UPDATE change SET body = '<change/>' WHERE body LIKE '%Welders%'");

  expect_second_refused (fixture, all, LEP_ERROR_CORRUPT);
  laptop_expect (fixture->a, "SELECT count (*) FROM change WHERE body LIKE '%Lost%'", "0");
  laptop_expect (fixture->a, "SELECT title FROM k_project", "Here");
}

/* So many records that they are written in parts, and the first part cannot be. */
static void
test_a_space_that_cannot_be_made_anew (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autoptr (GPtrArray) all = NULL;

  say_thousand (fixture->b, fixture->project, "Two");
  for (guint i = 0; i < 2; i++)
    say (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "objectives", i == 0 ? "Lost" : "Here");
  all = give_up_second (fixture);
  laptop_damage (fixture->a, "ALTER TABLE k_project DROP COLUMN next_steps");

  expect_second_refused (fixture, all, LEP_ERROR_FAILED);
  laptop_expect (fixture->a, "SELECT count (*) FROM change WHERE body LIKE '%Lost%'", "0");
  laptop_expect (fixture->a, "SELECT objectives FROM k_partnership", "Here");
  laptop_expect (fixture->a, "SELECT count (*) FROM k_project", "1001");
}

/* A record that happens to have the id of this laptop is not what introduces it. */
static void
test_a_namesake_of_the_laptop (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *id = lep_uuid_to_string (&fixture->c->replica);

  say (fixture->c, PROGRAMME, "organisation", id, "name", "Namesake");
  laptop_expect (fixture->c, "SELECT count (*) FROM change JOIN stream ON stream.no = stream_no WHERE space_no = 1", "1");
  laptop_give (fixture->c, fixture->a);
  laptop_expect (fixture->a, "SELECT name FROM k_organisation", "Namesake");
  laptop_expect (fixture->a, "SELECT count (*) FROM k_replica WHERE label = 'Laptop 3'", "1");
  laptop_give (fixture->a, fixture->c);
  laptops_agree (fixture->a, fixture->c);
}

static gboolean
refuse_cb (const char *text,
           guint8      signature[64],
           gpointer    user_data,
           GError    **error)
{
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED, "The key is locked.");
  return FALSE;
}

static void
test_what_cannot_be_signed_is_not_written (Fixture      *fixture,
                                           gconstpointer data)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->a->workspace);
  g_autoptr (GError) error = NULL;

  lep_workspace_set_signer (fixture->a->workspace, refuse_cb, NULL, NULL);
  lep_edit_row (edit, NULL, "project", fixture->project, &error);
  lep_edit_set (edit, "title", "Unsigned");
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "The key is locked.");
  laptop_expect (fixture->a, "SELECT title FROM k_project", "Welders");
  laptop_expect (fixture->a, "SELECT count (*) FROM change", "1");
}

/* A comes by what the laptop wrote last alone, and gives up what stands before it.
 * Returns: (transfer full): all of it */
static GPtrArray *
give_up_first (Laptop *laptop,
               Laptop *lost)
{
  LepChange *waiver = lep_change_new ();
  GPtrArray *all = laptop_pack (lost);
  g_autoptr (GPtrArray) last = g_ptr_array_new ();

  g_ptr_array_add (last, parcel_find (all, lost, PARTNERSHIP, 3));
  laptop_take (laptop, last);
  lep_change_add_waive (waiver, &lost->replica, 1, 2);
  laptop_say (laptop, PARTNERSHIP, waiver);
  laptop_take (laptop, last);
  return all;
}

/* What B and C wrote was given up, and A wrote instead. Of a record to which both wrote the
 * one is named whose words came in first, whatever the fields are called. */
static void
test_of_late_words_the_first_are_told (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autofree char *other = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Bakers",
                                       "activity", "retraining", NULL);
  const char      *projects[] = { fixture->project, other };
  g_autoptr (GPtrArray) of_b = NULL;
  g_autoptr (GPtrArray) of_c = NULL;
  g_autoptr (LepIngest) ingest = NULL;
  g_autoptr (GError) error = NULL;
  const LepIngestResult *result;

  laptop_give (fixture->a, fixture->b);
  laptop_give (fixture->a, fixture->c);
  for (guint i = 0; i < G_N_ELEMENTS (projects); i++)
    {
      laptop_edit (fixture->b, NULL, "project", projects[i], i == 0 ? "title" : "summary", "Of B");
      laptop_edit (fixture->c, NULL, "project", projects[i], i == 0 ? "summary" : "title", "Of C");
    }
  laptop_edit (fixture->b, NULL, "project", other, "objectives", "Of B");
  laptop_edit (fixture->c, NULL, "project", other, "next_steps", "Of C");
  of_b = give_up_first (fixture->a, fixture->b);
  of_c = give_up_first (fixture->a, fixture->c);
  for (guint i = 0; i < G_N_ELEMENTS (projects); i++)
    {
      laptop_edit (fixture->a, NULL, "project", projects[i], "title", "Of A");
      laptop_edit (fixture->a, NULL, "project", projects[i], "summary", "Of A");
    }

  ingest = lep_ingest_begin (fixture->a->workspace, &error);
  for (guint i = 0; i < of_b->len; i++)
    lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (of_b, i))->received, &error);
  for (guint i = 0; i < of_c->len; i++)
    lep_ingest_add_change (ingest, &((Parcel *) g_ptr_array_index (of_c, i))->received, &error);
  result = lep_ingest_finish (ingest, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->late->len, ==, 2);
  for (guint i = 0; i < result->late->len; i++)
    g_assert_true (lep_uuid_equal (&g_array_index (result->late, LepLateRow, i).replica, &fixture->b->replica));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/rows/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("odd-values-give-way", test_odd_values_give_way);
  ADD ("a-space-is-called-as-its-record", test_a_space_is_called_as_its_record);
  ADD ("a-row-is-counted-once", test_a_row_is_counted_once);
  ADD ("what-is-in-dispute-did-not-change", test_what_is_in_dispute_did_not_change);
  ADD ("long-texts-are-written-in-parts", test_long_texts_are_written_in_parts);
  ADD ("a-long-import-stops-at-damage", test_a_long_import_stops_at_damage);
  ADD ("lost-changes-turn-up-in-a-fork", test_lost_changes_turn_up_in_a_fork);
  ADD ("damage-stops-what-turns-up", test_damage_stops_what_turns_up);
  ADD ("a-space-that-cannot-be-made-anew", test_a_space_that_cannot_be_made_anew);
  ADD ("a-namesake-of-the-laptop", test_a_namesake_of_the_laptop);
  ADD ("what-cannot-be-signed-is-not-written", test_what_cannot_be_signed_is_not_written);
  ADD ("of-late-words-the-first-are-told", test_of_late_words_the_first_are_told);
  return g_test_run ();
}
