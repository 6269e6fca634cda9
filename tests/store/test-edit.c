/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Local edits come into log and records, or are refused as a whole. */

#include <sys/resource.h>

#include "say.h"

typedef struct
{
  char   *dir;
  Laptop *laptop;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->laptop = laptop_new (fixture->dir, 1);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->laptop);
  lep_test_dir_free (fixture->dir);
}

static void
test_values_are_shown (Fixture      *fixture,
                       gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *id = laptop_put (laptop, NULL, "organisation", NULL,
                                    "name", "Obrt <A> & B", "short_name", "A", "actor_group", "employer", NULL);

  laptop_expect (laptop, "SELECT name FROM k_organisation", "Obrt <A> & B");
  laptop_edit (laptop, NULL, "organisation", id, "name", "Obrt A");
  laptop_expect (laptop, "SELECT name || ' ' || actor_group FROM k_organisation", "Obrt A employer");
  laptop_edit (laptop, NULL, "organisation", id, "short_name", NULL);
  laptop_expect (laptop, "SELECT count (*) FROM k_organisation WHERE short_name IS NULL", "1");
  laptop_expect (laptop, "SELECT count (*) || ' ' || max (n) FROM change", "3 3");
  laptop_expect (laptop, "SELECT space.kind FROM row JOIN space ON no = space_no WHERE rid IN (SELECT rid FROM k_organisation)",
                 "programme");
}

static void
test_first_change_introduces (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char *id = laptop_put (fixture->laptop, NULL, "organisation", NULL,
                                    "name", "A", "actor_group", "employer", NULL);
  g_autofree char *body = laptop_ask (fixture->laptop, "SELECT body FROM change");
  g_autofree char *contact = NULL;

  g_assert_true (g_str_has_prefix (body, "<change n=\"1\" at=\"2026-11-21T10:00:01.002Z\" by=\"Coordinator\">"
                                         "<row kind=\"replica\" id=\"0194c9e2-0000-7000-8000-000000000001\">"
                                         "<set f=\"label\">Laptop 1</set><set f=\"person\">Coordinator</set>"
                                         "<set f=\"place\" nil=\"1\"/><set f=\"sign_key\">a sign key</set>"
                                         "<set f=\"seal_key\">a seal key</set></row><row kind=\"organisation\""));

  /* Among contacts a change names one row, so the introduction stands alone. */
  contact = laptop_put (fixture->laptop, NULL, "contact", NULL, "organisation", id, "name", "Coordinator", NULL);
  laptop_expect (fixture->laptop,
                 "SELECT group_concat (n) FROM change JOIN stream ON stream.no = stream_no"
                 " JOIN space ON space.no = space_no WHERE kind = 'contacts'",
                 "1,2");
  laptop_expect (fixture->laptop, "SELECT count (*) FROM stream WHERE signed_n = last AND signed_head = head", "2");
}

static void
test_spaces_follow_references (Fixture      *fixture,
                               gconstpointer data)
{
  Laptop *laptop = fixture->laptop;
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;
  g_autofree char *partnership = NULL;
  g_autofree char *project = NULL;

  lep_edit_row (edit, NULL, "partnership", NULL, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "name", "LEP Konjic");
  lep_edit_set (edit, "status", "forming");
  partnership = g_strdup (lep_edit_last_id (edit));
  lep_edit_row (edit, NULL, "project", NULL, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "partnership", partnership);
  lep_edit_set (edit, "title", "Welders");
  lep_edit_set (edit, "activity", "retraining");
  project = g_strdup (lep_edit_last_id (edit));
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);

  laptop_expect (laptop, "SELECT group_concat (DISTINCT space.name) FROM row JOIN space ON no = space_no", "LEP Konjic");
  g_assert_cmpuint (lep_edit_get_changes (edit)->len, ==, 1);
  laptop_edit (laptop, NULL, "partnership", partnership, "name", "LEP Konjic–Jablanica");
  laptop_expect (laptop, "SELECT name FROM space ORDER BY no DESC", "LEP Konjic–Jablanica");
}

static void
test_natural_key_is_one_record (Fixture      *fixture,
                                gconstpointer data)
{
  g_autofree char *first = laptop_put (fixture->laptop, NULL, "indicator", NULL, "code", "TRAINED", "name", "Trained",
                                       "unit", "persons", "accumulation", "sum", NULL);
  g_autofree char *second = laptop_put (fixture->laptop, NULL, "indicator", NULL, "code", "TRAINED", "name", "People trained",
                                        "unit", "persons", "accumulation", "sum", NULL);
  g_autofree char *text = g_strdup (PROGRAMME "\nindicator\nTRAINED");
  g_autofree char *expected = NULL;
  LepUuid          name_space, id;

  lep_uuid_lep_namespace (&name_space);
  lep_uuid_from_name (&name_space, text, &id);
  expected = lep_uuid_to_string (&id);
  g_assert_cmpstr (first, ==, expected);
  g_assert_cmpstr (second, ==, first);
  laptop_expect (fixture->laptop, "SELECT group_concat (name) FROM k_indicator", "People trained");
}

/* What was deleted is entered again by its key: it is the same record, with what is
 * entered now; a record that lives is edited. */
static void
test_entered_again (Fixture      *fixture,
                    gconstpointer data)
{
  static const char *const names[] = { "Trained", "People trained" };
  g_autofree char         *id = laptop_put (fixture->laptop, NULL, "indicator", NULL, "code", "TRAINED", "name", "Old", "definition", "Old",
                                            "unit", "persons", "accumulation", "sum", NULL);

  laptop_life (fixture->laptop, NULL, "indicator", id, LEP_LIFE_DELETED);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
      g_autoptr (GError) error = NULL;

      lep_edit_row (edit, NULL, "indicator", NULL, &error);
      lep_edit_again (edit);
      lep_edit_set (edit, "code", "TRAINED");
      lep_edit_set (edit, "name", names[i]);
      lep_edit_set (edit, "unit", "persons");
      lep_edit_set (edit, "accumulation", "sum");
      if (i > 0)
        lep_edit_set (edit, "definition", "New");
      lep_edit_commit (edit, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (lep_edit_last_id (edit), ==, id);
      laptop_expect (fixture->laptop, "SELECT name || coalesce (definition, '-') FROM k_indicator JOIN row USING (rid) WHERE NOT deleted",
                     i == 0 ? "Trained-" : "People trainedNew");
    }
}

static void
test_groups_are_written_whole (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *id = laptop_put (fixture->laptop, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP,
                                    "title", "A", "activity", "other", "start", "2026-01-01", "end", "2026-06-30", NULL);
  g_autofree char *body = NULL;

  laptop_edit (fixture->laptop, NULL, "project", id, "end", "2026-12-31");
  body = laptop_ask (fixture->laptop, "SELECT body FROM change ORDER BY seq DESC");
  g_assert_nonnull (strstr (body, "<set f=\"start\">2026-01-01</set><set f=\"end\">2026-12-31</set>"));
}

static void
expect_refused (Laptop     *laptop,
                LepError    code,
                const char *space,
                const char *kind,
                const char *id,
                ...)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = laptop_ask (laptop, "SELECT count (*) FROM change");
  va_list          list;

  va_start (list, id);
  g_assert_null (laptop_try (laptop, &error, space, kind, id, LEP_LIFE_NONE, list));
  va_end (list);
  g_assert_error (error, LEP_ERROR, (gint) code);
  laptop_expect (laptop, "SELECT count (*) FROM change", before);
}

static void
test_bad_edits_are_refused (Fixture      *fixture,
                            gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *id = laptop_put (laptop, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "A",
                                    "activity", "other", "status", "closed", NULL);

  expect_refused (laptop, LEP_ERROR_NOT_FOUND, NULL, "dragon", NULL, NULL);
  expect_refused (laptop, LEP_ERROR_NOT_FOUND, NULL, "project", id, "wings", "2", NULL);
  expect_refused (laptop, LEP_ERROR_INVALID, NULL, "project", id, "grant", "a lot", NULL);
  expect_refused (laptop, LEP_ERROR_INVALID, NULL, "project", id, "start", "2026-02-30", NULL);
  expect_refused (laptop, LEP_ERROR_INVALID, NULL, "project", id, "title", NULL, NULL);
  expect_refused (laptop, LEP_ERROR_INVALID, NULL, "project", id, "status", "active", NULL);
  expect_refused (laptop, LEP_ERROR_INVALID, PARTNERSHIP, "project", NULL, "title", "no partnership", NULL);
  expect_refused (laptop, LEP_ERROR_INVALID, PARTNERSHIP, "contact", NULL, "organisation", PROGRAMME, "name", "X", NULL);
  expect_refused (laptop, LEP_ERROR_NOT_FOUND, "nowhere", "project", NULL, "title", "A", NULL);
  laptop_life (laptop, NULL, "project", id, LEP_LIFE_DELETED);
  expect_refused (laptop, LEP_ERROR_INVALID, NULL, "project", id, "title", "B", NULL);
}

static void
test_delete_and_restore (Fixture      *fixture,
                         gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *id = laptop_put (laptop, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "A",
                                    "activity", "other", NULL);
  g_autofree char *tranche = laptop_put (laptop, NULL, "tranche", NULL, "project", id, "number", "1", "amount", "5", NULL);
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_delete (edit, NULL, "project", id, &error);
  g_assert_no_error (error);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lep_edit_get_changes (edit)->len, ==, 1);
  laptop_expect (laptop, "SELECT sum (deleted) || ' ' || sum (conflicts) FROM row", "2 0");

  laptop_life (laptop, NULL, "project", id, LEP_LIFE_RESTORED);
  laptop_expect (laptop, "SELECT sum (deleted) || ' ' || sum (conflicts) FROM row", "1 0");
  laptop_expect (laptop, "SELECT title FROM k_project JOIN row USING (rid) WHERE NOT deleted", "A");
}

/* Of a document a document, and so on: as deep as a merge may bring them. */
static void
test_long_chain_is_deleted (Fixture      *fixture,
                            gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *id = laptop_put (laptop, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "A",
                                    "activity", "other", NULL);
  g_autofree char *owner = g_strdup (id);
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;
  LepChange    *change = lep_change_new ();
  struct rlimit usual, small;

  for (guint i = 0; i < 4000; i++)
    {
      g_autofree char *document = g_strdup_printf ("0194ca00-0000-7000-8000-%012u", i);

      change_add_row (change, "document", document, "owner", owner);
      g_free (owner);
      owner = g_steal_pointer (&document);
    }
  laptop_say (laptop, PARTNERSHIP, change);

  g_assert_cmpint (getrlimit (RLIMIT_STACK, &usual), ==, 0);
  small = usual;
  small.rlim_cur = 512 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_STACK, &small), ==, 0);
  lep_edit_delete (edit, NULL, "project", id, &error);
  g_assert_cmpint (setrlimit (RLIMIT_STACK, &usual), ==, 0);
  g_assert_no_error (error);
  g_assert_cmpstr (lep_edit_last_id (edit), ==, id);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  laptop_expect (laptop, "SELECT sum (deleted) FROM row", "4001");
}

/* An empty change would travel, and undo would take back nothing. */
static void
test_nothing_new_is_not_written (Fixture      *fixture,
                                 gconstpointer data)
{
  Laptop           *laptop = fixture->laptop;
  g_autofree char  *id = laptop_put (laptop, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "A",
                                     "activity", "other", "start", "2026-01-01", "end", "2026-06-30", NULL);
  static const char counts[] = "SELECT (SELECT count (*) FROM change) || ' ' || (SELECT count (*) FROM step)";

  laptop_edit (laptop, NULL, "project", id, "title", "A");
  laptop_edit (laptop, NULL, "project", id, "summary", NULL);
  laptop_edit (laptop, NULL, "project", id, "end", "2026-06-30");
  laptop_life (laptop, NULL, "project", id, LEP_LIFE_RESTORED);
  laptop_expect (laptop, counts, "1 1");

  laptop_life (laptop, NULL, "project", id, LEP_LIFE_DELETED);
  laptop_life (laptop, NULL, "project", id, LEP_LIFE_DELETED);
  laptop_expect (laptop, counts, "2 2");

  /* Beside something new, only that is written. */
  laptop_life (laptop, NULL, "project", id, LEP_LIFE_RESTORED);
  g_free (laptop_put (laptop, NULL, "project", id, "title", "A", "summary", "New", NULL));
  laptop_expect (laptop, "SELECT substr (body, instr (body, '<set')) FROM change ORDER BY n DESC LIMIT 1",
                 "<set f=\"summary\">New</set></row></change>");
}

static void
test_domain_tables_refuse_others (Fixture      *fixture,
                                  gconstpointer data)
{
  LepDb           *db = lep_workspace_get_db (fixture->laptop->workspace);
  g_autofree char *id = laptop_put (fixture->laptop, NULL, "organisation", NULL,
                                    "name", "A", "actor_group", "employer", NULL);

  g_assert_false (lep_db_exec (db, "UPDATE k_organisation SET name = 'B'", NULL));
  g_assert_false (lep_db_exec (db, "DELETE FROM row", NULL));
  g_assert_false (lep_db_exec (db, "INSERT INTO k_project (rid) VALUES (99)", NULL));
  laptop_expect (fixture->laptop, "SELECT name FROM k_organisation", "A");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/edit/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("values-are-shown", test_values_are_shown);
  ADD ("first-change-introduces", test_first_change_introduces);
  ADD ("spaces-follow-references", test_spaces_follow_references);
  ADD ("natural-key-is-one-record", test_natural_key_is_one_record);
  ADD ("entered-again", test_entered_again);
  ADD ("groups-are-written-whole", test_groups_are_written_whole);
  ADD ("bad-edits-are-refused", test_bad_edits_are_refused);
  ADD ("delete-and-restore", test_delete_and_restore);
  ADD ("long-chain-is-deleted", test_long_chain_is_deleted);
  ADD ("nothing-new-is-not-written", test_nothing_new_is_not_written);
  ADD ("domain-tables-refuse-others", test_domain_tables_refuse_others);
  return g_test_run ();
}
