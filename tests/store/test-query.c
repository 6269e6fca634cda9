/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Queries: what they find, in which order, and with which related columns. */

#include "fill.h"

#include "lep-tally.h"
#include "lep-value.h"

enum
{
  PROGRAMME = 1,
  PARTNERSHIP,
  PARTNERSHIP_2,
  TRAINED = 10,
  MUNICIPALITY = 20,
  SCHOOL,
  DOUBLE,
  PROJECT = 30,
  PROJECT_2,
  PROJECT_3,
};

static void
set_up (Fill         *fill,
        gconstpointer data)
{
  fill_set_up (fill, data);
  fill_space (fill, PROGRAMME, "programme");
  fill_space (fill, PARTNERSHIP, "partnership");
  fill_space (fill, PARTNERSHIP_2, "partnership");
  fill_row (fill, PROGRAMME, "indicator", TRAINED, "code", "TRAINED", "name", "Trained", "accumulation", "sum", NULL);
  fill_row (fill, PROGRAMME, "organisation", MUNICIPALITY, "name", "Општина Жепче", "place", "Žepče", "actor_group", "municipality", NULL);
  fill_row (fill, PROGRAMME, "organisation", SCHOOL, "name", "Čapljina škola", "actor_group", "education", NULL);
  fill_row (fill, PROGRAMME, "organisation", DOUBLE, "name", "Opština Žepče", "actor_group", "municipality",
            "merged_into", fill_id (MUNICIPALITY), NULL);
  fill_row (fill, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "Žene", NULL);
  fill_row (fill, PARTNERSHIP_2, "partnership", PARTNERSHIP_2, "name", "Анђа", NULL);
  fill_row (fill, PARTNERSHIP, "project", PROJECT, "partnership", fill_id (PARTNERSHIP), "title", "cura", "status", "closed",
            "grant", "200", "currency", "BAM", "target_groups", "women youth", "start", "2025-01-31", NULL);
  fill_row (fill, PARTNERSHIP_2, "project", PROJECT_2, "partnership", fill_id (PARTNERSHIP_2), "title", "Čaša", "status", "active",
            "grant", "1000", "currency", "BAM", "target_groups", "women_x youth", "start", "2024-12-31", NULL);
  fill_row (fill, PARTNERSHIP, "project", PROJECT_3, "partnership", fill_id (PARTNERSHIP), "title", "Дан", "status", "pipeline", NULL);
}

/* The last digits of the ids that a query finds, as "30 31 32". */
static char *
found (Fill     *fill,
       LepQuery *query)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = lep_query_run (fill->workspace, query, &error);
  GString *ids = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < records->len; i++)
    g_string_append_printf (ids, "%s%s", i > 0 ? " " : "", lep_record_get_id (g_ptr_array_index (records, i)) + 34);
  return g_string_free (ids, FALSE);
}

static void
assert_found (Fill       *fill,
              LepQuery   *query,
              const char *expected)
{
  g_autofree char *ids = found (fill, query);

  g_assert_cmpstr (ids, ==, expected);
}

static void
test_record_has_its_values (Fill         *fill,
                            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) record = lep_workspace_get_record (fill->workspace, NULL, fill_id (PROJECT), NULL, &error);
  g_autofree char *title = NULL;
  g_auto (GStrv) codes = NULL;
  gint64 grant = 0;

  g_assert_no_error (error);
  g_assert_cmpstr (lep_record_get_kind_name (record), ==, "project");
  g_assert_cmpstr (lep_record_get_id (record), ==, fill_id (PROJECT));
  g_assert_cmpstr (lep_record_get_space (record), ==, fill_id (PARTNERSHIP));
  g_assert_cmpstr (lep_record_get (record, "partnership"), ==, fill_id (PARTNERSHIP));
  g_assert_null (lep_record_get (record, "summary"));
  g_assert_true (lep_record_get_int64 (record, "grant", &grant));
  g_assert_cmpint (grant, ==, 200);
  g_assert_false (lep_record_get_int64 (record, "cofinancing", &grant));
  codes = lep_value_split_codes (lep_record_get (record, "target_groups"));
  g_assert_cmpuint (g_strv_length (codes), ==, 2);
  title = lep_record_dup_title (record);
  g_assert_cmpstr (title, ==, "cura");
  g_assert_cmpuint (g_strv_length ((char **) lep_record_get_conflicts (record)), ==, 0);
}

/* What another laptop writes under the id of a record of the programme hides nothing. */
static void
test_of_two_that_of_its_own_space_is_meant (Fill         *fill,
                                            gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) call = NULL;

  fill_row (fill, PARTNERSHIP, "call", 70, "title", "Another", NULL);
  fill_row (fill, PROGRAMME, "call", 70, "title", "The call", NULL);
  call = lep_workspace_get_record (fill->workspace, "call", fill_id (70), NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (lep_record_get (call, "title"), ==, "The call");
  g_assert_null (lep_workspace_get_record (fill->workspace, NULL, fill_id (70), NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

static void
test_missing_record_is_not_found (Fill         *fill,
                                  gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;

  g_assert_null (lep_workspace_get_record (fill->workspace, NULL, fill_id (999), NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (lep_workspace_get_record (fill->workspace, "organisation", fill_id (PROJECT), NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (lep_workspace_get_record (fill->workspace, NULL, "nonsense", NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);

  title = lep_workspace_dup_title (fill->workspace, "organisation", fill_id (999));
  g_assert_cmpstr (title, ==, "not on this laptop");
}

static void
test_titles_read_through_merges (Fill         *fill,
                                 gconstpointer data)
{
  g_autofree char *title = lep_workspace_dup_title (fill->workspace, "organisation", fill_id (DOUBLE));
  g_autofree char *deleted = NULL;

  g_assert_cmpstr (title, ==, "Општина Жепче");
  fill_row_state (fill, SCHOOL, "deleted = 1");
  deleted = lep_workspace_dup_title (fill->workspace, "organisation", fill_id (SCHOOL));
  g_assert_cmpstr (deleted, ==, "Čapljina škola (deleted)");
}

static void
test_sorts_by_the_alphabet_in_both_scripts (Fill         *fill,
                                            gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("project");

  assert_found (fill, query, "30 31 32");
  lep_query_set_sort (query, "title", FALSE);
  assert_found (fill, query, "30 31 32"); /* cura, Čaša, Дан */
  lep_query_set_sort (query, "title", TRUE);
  assert_found (fill, query, "32 31 30");
}

static void
test_sorts_by_what_a_column_means (Fill         *fill,
                                   gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("project");

  lep_query_set_sort (query, "grant", FALSE);
  assert_found (fill, query, "30 31 32"); /* 200 before 1000, not answered last */
  lep_query_set_sort (query, "grant", TRUE);
  assert_found (fill, query, "31 30 32");
  lep_query_set_sort (query, "status", FALSE); /* pipeline, active, closed */
  assert_found (fill, query, "32 31 30");
  lep_query_set_sort (query, "start", FALSE);
  assert_found (fill, query, "31 30 32");
  lep_query_set_sort (query, "partnership", FALSE); /* Анђа, Žene */
  assert_found (fill, query, "31 30 32");
  lep_query_set_sort (query, "partnership.title", TRUE);
  assert_found (fill, query, "32 30 31");
  lep_query_set_limit (query, 2);
  assert_found (fill, query, "32 30");
}

static void
test_filters_and_scope (Fill         *fill,
                        gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (LepQuery) organisations = lep_query_new ("organisation");

  lep_query_add_filter (query, "target_groups", "women");
  assert_found (fill, query, "30");
  lep_query_free (query);
  query = lep_query_new ("project");
  lep_query_add_filter (query, "grant", "1000");
  lep_query_add_filter (query, "status", "active");
  assert_found (fill, query, "31");
  lep_query_free (query);
  query = lep_query_new ("project");
  lep_query_add_filter (query, "grant", NULL);
  assert_found (fill, query, "32");
  lep_query_free (query);
  query = lep_query_new ("project");
  lep_query_set_scope (query, "partnership", fill_id (PARTNERSHIP));
  assert_found (fill, query, "30 32");
  lep_query_set_scope (query, NULL, NULL);
  lep_query_set_space (query, fill_id (PARTNERSHIP_2));
  assert_found (fill, query, "31");

  fill_row (fill, PARTNERSHIP, "membership", 40, "partnership", fill_id (PARTNERSHIP), "organisation", fill_id (SCHOOL), NULL);
  lep_query_set_scope (organisations, "partnership", fill_id (PARTNERSHIP));
  assert_found (fill, organisations, "21");
}

static void
test_reference_filter_finds_merged_ones (Fill         *fill,
                                         gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("membership");

  fill_row (fill, PARTNERSHIP, "membership", 40, "partnership", fill_id (PARTNERSHIP), "organisation", fill_id (DOUBLE), NULL);
  fill_row (fill, PARTNERSHIP, "membership", 41, "partnership", fill_id (PARTNERSHIP), "organisation", fill_id (SCHOOL), NULL);
  lep_query_add_filter (query, "organisation", fill_id (MUNICIPALITY));
  assert_found (fill, query, "40");
}

static void
test_text_filter_is_complete_before_indexing (Fill         *fill,
                                              gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("organisation");
  static const char *const texts[] = { "zepce", "ЖЕПЧЕ", "opstina žepče", "Зепч опш" };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      lep_query_set_text (query, texts[i]);
      assert_found (fill, query, "20 22");
    }
  lep_query_set_text (query, "epce");
  assert_found (fill, query, "");
  lep_query_set_text (query, " … ");
  assert_found (fill, query, "20 21 22");
}

static void
test_deleted_rows_are_asked_for (Fill         *fill,
                                 gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("project");

  fill_row_state (fill, PROJECT_2, "deleted = 1");
  assert_found (fill, query, "30 32");
  lep_query_set_rows (query, LEP_ROWS_DELETED);
  assert_found (fill, query, "31");
  lep_query_set_rows (query, LEP_ROWS_ALL);
  assert_found (fill, query, "30 31 32");
}

static void
test_unknown_names_are_refused (Fill         *fill,
                                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("project");

  lep_query_set_sort (query, "nonsense", FALSE);
  g_assert_null (lep_query_run (fill->workspace, query, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  lep_query_set_sort (query, NULL, FALSE);
  lep_query_add_filter (query, "x\" = 1 --", "1");
  g_assert_null (lep_query_run (fill->workspace, query, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_clear_error (&error);
  lep_query_free (query);
  query = lep_query_new ("project");
  lep_query_add_column (query, "title.title");
  g_assert_null (lep_query_run (fill->workspace, query, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

static void
test_related_columns (Fill         *fill,
                      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) records = NULL;
  LepRecord *record;

  fill_row (fill, PARTNERSHIP, "outcome", 50, "project", fill_id (PROJECT), "indicator", fill_id (TRAINED),
            "from", "2025-02-01", "to", "2025-03-31", "value", "7", NULL);
  fill_row (fill, PARTNERSHIP, "target", 51, "project", fill_id (PROJECT), "indicator", fill_id (TRAINED), "value", "9", NULL);
  fill_row (fill, PARTNERSHIP, "tranche", 52, "project", fill_id (PROJECT), "number", "1", "amount", "100", "paid", "50", NULL);
  lep_query_add_column (query, "partnership.title");
  lep_query_add_column (query, "TRAINED.actual");
  lep_query_add_column (query, "TRAINED.target");
  lep_query_add_column (query, "paid");
  lep_query_set_sort (query, "TRAINED.actual", TRUE);

  records = lep_query_run (fill->workspace, query, &error);
  g_assert_no_error (error);
  record = g_ptr_array_index (records, 0);
  g_assert_cmpstr (lep_record_get_id (record), ==, fill_id (PROJECT));
  g_assert_cmpstr (lep_record_get_column (record, "partnership.title"), ==, "Žene");
  g_assert_cmpstr (lep_record_get_column (record, "TRAINED.actual"), ==, "7");
  g_assert_cmpstr (lep_record_get_column (record, "TRAINED.target"), ==, "9");
  g_assert_cmpstr (lep_record_get_column (record, "paid"), ==, "2500");
}

static void
test_sums_of_the_filtered_rows (Fill         *fill,
                                gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (LepSums) sums = lep_query_sums (fill->workspace, query, &error);
  g_autoptr (LepSums) mixed = NULL;
  int grant = lep_kind_field_index (lep_schema_kind ("project"), "grant");

  g_assert_no_error (error);
  g_assert_cmpint (sums->count, ==, 3);
  g_assert_true (sums->has_sum[grant]);
  g_assert_cmpint (sums->sums[grant], ==, 1200);
  g_assert_cmpstr (sums->currency, ==, "BAM");

  fill_update (fill, "project", PROJECT, "currency = 'EUR'");
  mixed = lep_query_sums (fill->workspace, query, &error);
  g_assert_no_error (error);
  g_assert_false (mixed->has_sum[grant]);
}

static void
expect_requested (Fill       *fill,
                  const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("application");
  g_autoptr (LepSums) sums = lep_query_sums (fill->workspace, query, &error);
  int              requested = lep_kind_field_index (lep_schema_kind ("application"), "requested");
  g_autofree char *text = NULL;

  g_assert_no_error (error);
  text = sums->has_sum[requested] ? g_strdup_printf ("%" G_GINT64_FORMAT " %s", sums->sums[requested], sums->currency != NULL ? sums->currency : "-")
                                  : g_strdup ("");
  g_assert_cmpstr (text, ==, expected);
}

/* What names no currency is in that of its call; what names none at all is not added to what does. */
static void
test_sums_are_of_one_currency (Fill         *fill,
                               gconstpointer data)
{
  fill_row (fill, PROGRAMME, "call", 70, "title", "In EUR", "currency", "EUR", NULL);
  fill_row (fill, PROGRAMME, "call", 71, "title", "In KM", "currency", "BAM", NULL);
  fill_row (fill, PARTNERSHIP, "application", 80, "call", fill_id (70), "requested", "100", NULL);
  fill_row (fill, PARTNERSHIP, "application", 81, "call", fill_id (70), "requested", "50", "currency", "BAM", NULL);
  expect_requested (fill, "");
  fill_update (fill, "application", 81, "currency = 'EUR'");
  expect_requested (fill, "150 EUR");
  fill_update (fill, "application", 81, "currency = NULL");
  expect_requested (fill, "150 EUR");
  fill_row (fill, PARTNERSHIP, "application", 82, "call", fill_id (71), "title", "Nothing asked yet", NULL);
  expect_requested (fill, "150 EUR");
  fill_update (fill, "application", 82, "requested = 1");
  expect_requested (fill, "");
  fill_sql (fill, "UPDATE k_call SET currency = NULL");
  expect_requested (fill, "151 -");
}

static void
test_unknown_kinds_are_listed (Fill         *fill,
                               gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("apprentice");
  g_autoptr (GPtrArray) records = NULL;
  LepRecord       *record;
  g_autofree char *sql =
    g_strdup_printf ("INSERT INTO kind (name) VALUES ('apprentice');"
                     "INSERT INTO row (space_no, kind_no, id, clock, deleted, conflicts, state, created_at, changed_at)"
                     " SELECT 1, no, lep_id ('%s'), x'', 0, 0, 1, '2026-01-01', '2026-01-01' FROM kind WHERE name = 'apprentice';"
                     "INSERT INTO unknown (rid, field, value) VALUES (last_insert_rowid (), 'years', '3'),"
                     " (last_insert_rowid (), 'name', 'A')",
                     fill_id (77));

  fill_sql (fill, sql);
  records = lep_query_run (fill->workspace, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
  record = g_ptr_array_index (records, 0);
  g_assert_null (lep_record_get_kind (record));
  g_assert_cmpuint (lep_record_get_n_fields (record), ==, 2);
  g_assert_cmpstr (lep_record_get (record, "years"), ==, "3");
  g_assert_cmpstr (lep_record_get_field_name (record, 0), ==, "name");
}

static void
test_conflicts_are_named (Fill         *fill,
                          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) record = NULL;
  const char *const *conflicts;
  g_autofree char   *sql = g_strdup_printf ("INSERT INTO sibling SELECT rid, 'start', 1, 1, 'x' FROM row WHERE id = lep_id ('%s');"
                                              "INSERT INTO sibling SELECT rid, 'life', 1, 1, NULL FROM row WHERE id = lep_id ('%s')",
                                            fill_id (PROJECT), fill_id (PROJECT));

  fill_sql (fill, sql);
  fill_row_state (fill, PROJECT, "conflicts = 2");
  record = lep_workspace_get_record (fill->workspace, "project", fill_id (PROJECT), NULL, &error);
  g_assert_no_error (error);
  conflicts = lep_record_get_conflicts (record);
  g_assert_cmpstr (conflicts[0], ==, "life");
  g_assert_cmpstr (conflicts[1], ==, "start");
  g_assert_null (conflicts[2]);
  g_assert_true (lep_record_has_conflict (record, "end")); /* of the same group */
  g_assert_false (lep_record_has_conflict (record, "title"));
}

static void
test_sums_of_disputed_numbers_say_so (Fill         *fill,
                                      gconstpointer data)
{
  static const char *const fields[] = { "grant", "cofinancing", "title" };
  g_autoptr (LepQuery) query = lep_query_new ("project");

  fill_dispute (fill, PROJECT, "title");
  fill_dispute (fill, PROJECT, "grant");
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LepSums) sums = lep_query_sums (fill->workspace, query, &error);
      const gboolean expected[3][G_N_ELEMENTS (fields)] = { { TRUE, FALSE, TRUE }, { FALSE, FALSE, FALSE }, { TRUE, TRUE, TRUE } };

      g_assert_no_error (error);
      for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
        g_assert_cmpint (sums->provisional[lep_kind_field_index (lep_schema_kind ("project"), fields[i])], ==, expected[round][i]);

      /* Then of the other partnership, where nothing is disputed, then whether a row is there. */
      lep_query_set_space (query, fill_id (PARTNERSHIP_2));
      if (round == 1)
        fill_dispute (fill, PROJECT_2, "life");
    }
}

static void
test_a_disputed_tranche_makes_what_was_paid_provisional (Fill         *fill,
                                                         gconstpointer data)
{
  g_autoptr (LepQuery) query = lep_query_new ("project");

  fill_row (fill, PARTNERSHIP, "tranche", 80, "project", fill_id (PROJECT), "number", "1", "amount", "50", "status", "paid", NULL);
  lep_query_add_column (query, "paid");
  lep_query_add_filter (query, "id", fill_id (PROJECT));
  for (guint round = 0; round < 3; round++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) records = lep_query_run (fill->workspace, query, &error);

      g_assert_no_error (error);
      g_assert_cmpstr (lep_record_get_column (g_ptr_array_index (records, 0), "paid"), ==, "2500");
      g_assert_cmpstr (lep_record_get_column (g_ptr_array_index (records, 0), "paid.provisional"), ==, round == 2 ? "1" : NULL);
      if (round < 2)
        fill_dispute (fill, 80, round == 0 ? "due_on" : "status");
    }
}

#define ADD(path, function) g_test_add ("/query/" path, Fill, NULL, set_up, function, fill_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("record-has-its-values", test_record_has_its_values);
  ADD ("of-two-that-of-its-own-space-is-meant", test_of_two_that_of_its_own_space_is_meant);
  ADD ("missing-record-is-not-found", test_missing_record_is_not_found);
  ADD ("titles-read-through-merges", test_titles_read_through_merges);
  ADD ("sorts-by-the-alphabet-in-both-scripts", test_sorts_by_the_alphabet_in_both_scripts);
  ADD ("sorts-by-what-a-column-means", test_sorts_by_what_a_column_means);
  ADD ("filters-and-scope", test_filters_and_scope);
  ADD ("reference-filter-finds-merged-ones", test_reference_filter_finds_merged_ones);
  ADD ("text-filter-is-complete-before-indexing", test_text_filter_is_complete_before_indexing);
  ADD ("deleted-rows-are-asked-for", test_deleted_rows_are_asked_for);
  ADD ("unknown-names-are-refused", test_unknown_names_are_refused);
  ADD ("related-columns", test_related_columns);
  ADD ("sums-of-the-filtered-rows", test_sums_of_the_filtered_rows);
  ADD ("sums-of-disputed-numbers-say-so", test_sums_of_disputed_numbers_say_so);
  ADD ("a-disputed-tranche-makes-what-was-paid-provisional", test_a_disputed_tranche_makes_what_was_paid_provisional);
  ADD ("sums-are-of-one-currency", test_sums_are_of_one_currency);
  ADD ("unknown-kinds-are-listed", test_unknown_kinds_are_listed);
  ADD ("conflicts-are-named", test_conflicts_are_named);

  return g_test_run ();
}
