/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long reading takes in a programme of 200 partnerships, 2,000 projects and
 * a million results: what the window, lepctl and the papers call.
 *
 * Usage: bench-scale WORKSPACE N; WORKSPACE holds the sample. With N > 0 it is
 * filled with so many results and nothing is measured, else it is measured. */

#include "lep-attention.h"
#include "lep-overview.h"
#include "lep-project.h"
#include "lep-query.h"
#include "lep-record-list.h"
#include "lep-search.h"

#include "bench-fill.h"
#include "bench-measure.h"

static void
check (gconstpointer result,
       GError       *error)
{
  g_assert_no_error (error);
  g_assert_nonnull (result);
}

static void
total (LepWorkspace *workspace,
       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepTotal) sum = lep_total (workspace, data, &error);

  check (sum, error);
}

static void
measure_totals (LepWorkspace *workspace)
{
  static const struct
  {
    const char   *what;
    LepTotalQuery query;
  } totals[] = {
    { "total of the programme, claimed and verified", { .indicator = "EMPLOYED" } },
    { "total of the programme by sex", { .indicator = "TRAINED", .dimension = "sex" } },
    { "total of the programme by age, of a year", { .indicator = "EMPLOYED", .dimension = "age", .from = "2025-01-01", .to = "2025-12-31" } },
    { "total of a partnership", { .indicator = "TRAINED", .scope = LEP_SCOPE_PARTNERSHIP, .scope_id = BENCH_PARTNERSHIP } },
    { "total of a partnership by sex", { .indicator = "TRAINED", .scope = LEP_SCOPE_PARTNERSHIP, .scope_id = BENCH_PARTNERSHIP, .dimension = "sex" } },
    { "total of a project by age", { .indicator = "TRAINED", .scope = LEP_SCOPE_PROJECT, .scope_id = BENCH_PROJECT, .dimension = "age" } },
    { "total of a project, down to its entries", { .indicator = "TRAINED", .scope = LEP_SCOPE_PROJECT, .scope_id = BENCH_PROJECT, .with_entries = TRUE } },
    { "total of organisations, in the programme", { .indicator = "ORGANISATIONS" } },
    { "total of initiatives, in the programme", { .indicator = "INITIATIVES" } },
    { "total of services, in the programme", { .indicator = "SERVICES" } },
    { "total that picks the latest of a project", { .indicator = "BENCH_LATEST" } },
    { "total that picks the latest, by sex", { .indicator = "BENCH_LATEST", .dimension = "sex" } },
    { "total that picks the greatest of a project", { .indicator = "BENCH_GREATEST" } },
    { "total that picks the greatest, by sex", { .indicator = "BENCH_GREATEST", .dimension = "sex" } },
    { "total that picks the greatest, of a year", { .indicator = "BENCH_GREATEST", .from = "2022-01-01", .to = "2022-12-31" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (totals); i++)
    bench_measure (workspace, totals[i].what, 50, total, &totals[i].query);
}

/* All indicators of a project in 24 quarters, by sex. */
static void
matrix (LepWorkspace *workspace,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) results = lep_project_results (workspace, BENCH_PROJECT, &error);

  check (results, error);
  for (guint i = 0; i < results->len; i++)
    for (guint quarter = 0; quarter < 24; quarter++)
      {
        const LepProjectResult *result = g_ptr_array_index (results, i);
        g_autofree char        *from = g_strdup_printf ("%u-%02u-01", 2020 + quarter / 4, 1 + quarter % 4 * 3);
        guint                   last = 3 + quarter % 4 * 3;
        g_autofree char        *to = g_strdup_printf ("%u-%02u-%02u", 2020 + quarter / 4, last, last == 6 || last == 9 ? 30U : 31U);
        const LepTotalQuery     query = { .indicator = result->indicator, .scope = LEP_SCOPE_PROJECT, .scope_id = BENCH_PROJECT, .from = from, .to = to, .dimension = "sex" };

        total (workspace, &query);
      }
}

static void
results (LepWorkspace *workspace,
         gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = lep_project_results (workspace, BENCH_PROJECT, &error);

  check (all, error);
}

static void
money (LepWorkspace *workspace,
       gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepProjectMoney) all = lep_project_money (workspace, BENCH_PROJECT, &error);

  check (all, error);
}

static void
published (LepWorkspace *workspace,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = lep_published_about (workspace, NULL, &error);

  check (all, error);
}

static void
overview (LepWorkspace *workspace,
          gconstpointer partnership)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepOverview) all = lep_overview (workspace, partnership, "2026-06-30", &error);

  check (all, error);
}

static void
attention (LepWorkspace *workspace,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = lep_attention (workspace, "2026-06-30", NULL, &error);

  check (all, error);
}

static void
attention_count (LepWorkspace *workspace,
                 gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gint64 n = lep_attention_count (workspace, "2026-06-30", &error);

  g_assert_no_error (error);
  g_assert_cmpint (n, >=, 0);
}

/* GTK makes so many rows of a list at once, however few are seen. */
#define N_LOOKED_AT 200

static void
wait_for (LepRecordList *opened)
{
  g_autoptr (GError) error = NULL;

  while (lep_record_list_is_reading (opened))
    g_main_context_iteration (NULL, TRUE);
  while (lep_record_list_get_sums (opened, &error) == NULL && error == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_no_error (error);
}

/* "kind", "kind sort" or "kind sort text": its ids, in order, its sums, and the
 * first rows with the columns that the window shows. Results that are sorted are
 * open already. */
static void
list (LepWorkspace *workspace,
      gconstpointer data)
{
  static const char *const columns[] = { "TRAINED.actual", "TRAINED.target", "EMPLOYED.actual", "EMPLOYED.target" };

  g_auto (GStrv) parts = g_strsplit (data, " ", 3);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new (parts[0]);
  g_autoptr (LepRecordList) opened = NULL;
  static LepRecordList *results;

  lep_query_set_rows (query, LEP_ROWS_STANDING);
  if (parts[1] != NULL && *parts[1] != '\0')
    lep_query_set_sort (query, parts[1], FALSE);
  if (parts[1] != NULL && parts[2] != NULL)
    lep_query_set_text (query, parts[2]);
  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    if (g_str_equal (parts[0], "project") || g_str_equal (parts[0], "partnership"))
      lep_query_add_column (query, columns[i]);
  if (results != NULL && parts[1] != NULL && g_str_equal (parts[0], "outcome"))
    {
      opened = g_object_ref (results);
      lep_record_list_set_query (opened, query, &error);
      g_assert_no_error (error);
    }
  else
    {
      opened = lep_record_list_new (workspace, query, &error);
      check (opened, error);
    }
  wait_for (opened);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (opened)), >, 0);
  if (parts[1] == NULL && g_str_equal (parts[0], "outcome"))
    g_set_object (&results, opened);
  for (guint i = 0; i < MIN (g_list_model_get_n_items (G_LIST_MODEL (opened)), N_LOOKED_AT); i++)
    {
      g_autoptr (LepRecord) record = g_list_model_get_item (G_LIST_MODEL (opened), i);

      g_assert_nonnull (record);
    }
}

static void
sums (LepWorkspace *workspace,
      gconstpointer kind)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (LepSums) all = lep_query_sums (workspace, query, &error);

  check (all, error);
}

static void
measure_lists (LepWorkspace *workspace)
{
  static const struct
  {
    const char *what, *list;
    double      limit;
  } lists[] = {
    { "list of results: open, with its sums", "outcome", 400 },
    { "list of results: sort by number", "outcome value", 500 },
    { "list of results: sort by date", "outcome to", 500 },
    { "list of results: sort by text", "outcome note", 500 },
    { "list of results: sort by project", "outcome project", 500 },
    { "list of results: those with a word, by text", "outcome note obuka", 0 },
    { "list of results: those with a number, by text", "outcome note 777", 500 },
    { "list of projects with their results, by title", "project title", 400 },
    { "list of projects by result", "project TRAINED.actual", 500 },
    { "list of partnerships", "partnership name", 400 },
    { "list of organisations with a word", "organisation name ustanova", 50 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    bench_measure (workspace, lists[i].what, lists[i].limit, list, lists[i].list);
  bench_measure (workspace, "foot of the list of results", 400, sums, "outcome");
}

static void
search (LepWorkspace *workspace,
        gconstpointer text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = lep_search (workspace, text, 100, &error);

  check (hits, error);
}

static void
measure_search (LepWorkspace *workspace)
{
  static const char *const texts[] = { "o", "ob", "obuka", "обука 777", "obuka 77777", "zepce", "ustanova 9", "q", "o q" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *what = g_strdup_printf ("search: a keystroke, “%s”", texts[i]);

      bench_measure (workspace, what, 50, search, texts[i]);
    }
}

/* A value saved by hand, with all that is kept beside the records. */
static void
save (LepWorkspace *workspace,
      gconstpointer data)
{
  static guint n = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autofree char *value = g_strdup_printf ("%u", 100 + n++);

  lep_edit_row (edit, NULL, "outcome", data, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "value", value);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  guint n = argc == 3 ? (guint) g_ascii_strtoull (argv[2], NULL, 10) : 0;
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) workspace = NULL;

  g_assert_cmpint (argc, ==, 3);
  workspace = lep_workspace_open (argv[1], LEP_OPEN_WRITE, clock, &error);
  g_assert_no_error (error);
  if (n > 0)
    {
      bench_fill (workspace, n);
      return 0;
    }

  measure_totals (workspace);
  bench_measure (workspace, "results of a project, by sex and age", 50, results, NULL);
  bench_measure (workspace, "matrix of a project, 24 quarters by sex", 0, matrix, NULL);
  bench_measure (workspace, "money of a project", 50, money, NULL);
  bench_measure (workspace, "published figures beside the register", 50, published, NULL);
  bench_measure (workspace, "overview", 500, overview, NULL);
  bench_measure (workspace, "overview of a partnership", 500, overview, BENCH_PARTNERSHIP);
  measure_lists (workspace);
  measure_search (workspace);
  bench_measure (workspace, "save of one value", 0, save, BENCH_OUTCOME);
  bench_measure (workspace, "needs attention, in a thread", 0, attention, NULL);
  bench_measure (workspace, "needs attention, only how many", 0, attention_count, NULL);
  return 0;
}
