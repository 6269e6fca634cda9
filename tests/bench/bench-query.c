/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long reading takes: lists, sorting, search, totals, overview and
 * attention over N results with their splits.
 *
 * Usage: bench-query N [WORKSPACE]; with a workspace nothing is measured, the
 * results are put into it. */

#include "fill.h"

#include "lep-attention.h"
#include "lep-overview.h"
#include "lep-record-list.h"
#include "lep-search.h"
#include "lep-tally.h"
#include "lep-total.h"

#include "bench-measure.h"

enum
{
  PROGRAMME = 1,
  PARTNERSHIP,
  TRAINED = 10,
  EMPLOYED,
};

static void
fill_tables (Fill *fill,
             guint n)
{
  g_autofree char *sql = NULL;

  fill_space (fill, PROGRAMME, "programme");
  fill_space (fill, PARTNERSHIP, "partnership");
  fill_row (fill, PROGRAMME, "programme", 3, "name", "P", "currency", "BAM", NULL);
  fill_row (fill, PROGRAMME, "indicator", TRAINED, "code", "TRAINED", "name", "Trained", "accumulation", "sum", NULL);
  fill_row (fill, PROGRAMME, "indicator", EMPLOYED, "code", "EMPLOYED", "name", "Employed", "accumulation", "sum",
            "needs_proof", "1", NULL);
  fill_row (fill, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "Partnership", "status", "active", NULL);

  sql = g_strdup_printf (
    "INSERT OR IGNORE INTO kind (name) VALUES ('project'), ('outcome'), ('breakdown');"
    "CREATE TEMP TABLE base AS SELECT coalesce (max (rid), 0) AS rid FROM row;"
    "WITH RECURSIVE s (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM s WHERE i < 1000)"
    " INSERT INTO row SELECT b.rid + i, (SELECT no FROM space WHERE kind = 'partnership'), (SELECT no FROM kind WHERE name = 'project'),"
    " lep_id (printf ('00000001-0000-7000-8000-%%012d', i)), x'', 0, 0, 0, '2026-01-01', '2026-01-01' FROM s, base b;"
    "WITH RECURSIVE s (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM s WHERE i < 1000)"
    " INSERT INTO k_project (rid, partnership, title, status, currency, \"grant\") SELECT b.rid + i,"
    " '00000000-0000-7000-8000-000000000002', printf ('%%s projekt %%d za Žepče', char (65 + i * 7 %% 26), i), 'active', 'BAM', i * 1000"
    " FROM s, base b;"
    "UPDATE base SET rid = rid + 1000;"
    "WITH RECURSIVE s (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM s WHERE i < %u)"
    " INSERT INTO row SELECT b.rid + i, (SELECT no FROM space WHERE kind = 'partnership'), (SELECT no FROM kind WHERE name = 'outcome'),"
    " lep_id (printf ('00000002-0000-7000-8000-%%012d', i)), x'', 0, 0, 0, '2026-01-01', '2026-01-01' FROM s, base b;"
    "WITH RECURSIVE s (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM s WHERE i < %u)"
    " INSERT INTO k_outcome (rid, project, indicator, \"from\", \"to\", value, state, proof_no, note) SELECT b.rid + i,"
    " printf ('00000001-0000-7000-8000-%%012d', 1 + i %% 1000),"
    " CASE i %% 2 WHEN 0 THEN '00000000-0000-7000-8000-000000000010' ELSE '00000000-0000-7000-8000-000000000011' END,"
    " printf ('20%%02d-%%02d-01', 20 + i %% 6, 1 + i %% 12), printf ('20%%02d-%%02d-28', 20 + i %% 6, 1 + i %% 12), i %% 97,"
    " CASE i %% 3 WHEN 0 THEN 'claimed' ELSE 'verified' END, 'No ' || i,"
    " printf ('%%s обука заваривача %%d', char (1040 + (i * 7919) %% 32), (i * 7919) %% 100003) FROM s, base b;"
    "INSERT OR IGNORE INTO dirty_search SELECT rid FROM k_outcome UNION SELECT rid FROM k_project;"
    "UPDATE base SET rid = rid + %u;"
    "WITH RECURSIVE s (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM s WHERE i < %u * 5 - 1)"
    " INSERT INTO row SELECT b.rid + 1 + i, (SELECT no FROM space WHERE kind = 'partnership'), (SELECT no FROM kind WHERE name = 'breakdown'),"
    " lep_id (printf ('00000003-0000-7000-8000-%%012d', i)), x'', 0, 0, 0, '2026-01-01', '2026-01-01' FROM s, base b;"
    "WITH RECURSIVE s (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM s WHERE i < %u * 5 - 1)"
    " INSERT INTO k_breakdown (rid, outcome, dimension, category, value) SELECT b.rid + 1 + i,"
    " printf ('00000002-0000-7000-8000-%%012d', 1 + i / 5), CASE WHEN i %% 5 < 2 THEN 'sex' ELSE 'age' END,"
    " CASE i %% 5 WHEN 0 THEN 'women' WHEN 1 THEN 'men' WHEN 2 THEN '15_29' WHEN 3 THEN '30_49' ELSE '50_plus' END, 3 FROM s, base b;",
    n, n, n, n, n);
  fill_sql (fill, "BEGIN");
  fill_sql (fill, sql);
  fill_sql (fill, "COMMIT");
}

static void
total (LepWorkspace *workspace,
       gconstpointer data)
{
  LepTotalQuery query = *(const LepTotalQuery *) data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LepTotal) sum = NULL;

  query.scope_id = query.scope == LEP_SCOPE_PROJECT ? "00000001-0000-7000-8000-000000000007" : fill_id (PARTNERSHIP);
  sum = lep_total (workspace, &query, &error);
  g_assert_no_error (error);
}

/* What is counted before the first total; afterwards only what changed. */
static void
count_all (Fill *fill)
{
  g_autoptr (GError) error = NULL;
  BenchTime start = bench_start ();
  gint64    left;

  lep_tally_refresh_some (fill->workspace, 0, &left, &error);
  g_assert_no_error (error);
  bench_say_time ("counting all results for the totals", bench_since (&start), 0);
}

static LepRecordList *
open_list (LepWorkspace *workspace,
           const char   *sort)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("outcome");
  LepRecordList *list;
  g_autoptr (LepRecord) record = NULL;

  lep_query_set_sort (query, sort, FALSE);
  lep_query_add_column (query, "project.title");
  list = lep_record_list_new (workspace, query, &error);
  g_assert_no_error (error);
  while (lep_record_list_is_reading (list))
    g_main_context_iteration (NULL, TRUE);
  record = g_list_model_get_item (G_LIST_MODEL (list), 0);
  return list;
}

static void
list (LepWorkspace *workspace,
      gconstpointer sort)
{
  g_object_unref (open_list (workspace, sort));
}

static void
bench_jump (Fill *fill)
{
  g_autoptr (LepRecordList) opened = open_list (fill->workspace, NULL);
  g_autoptr (LepRecord) record = NULL;
  BenchTime start = bench_start ();

  record = g_list_model_get_item (G_LIST_MODEL (opened), g_list_model_get_n_items (G_LIST_MODEL (opened)) - 1);
  bench_say_time ("list: jump to the end", bench_since (&start), 100);
}

static void
index_all (Fill *fill)
{
  g_autoptr (GError) error = NULL;
  BenchTime start = bench_start ();
  gint64    left;

  lep_search_index_some (fill->workspace, 0, &left, &error);
  g_assert_no_error (error);
  bench_say_time ("indexing all for search, in the background", bench_since (&start), 0);
}

static void
search (LepWorkspace *workspace,
        gconstpointer text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) hits = lep_search (workspace, text, 20, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (hits->len, >, 0);
}

static void
sums (LepWorkspace *workspace,
      gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("outcome");
  g_autoptr (LepSums) all = lep_query_sums (workspace, query, &error);

  g_assert_no_error (error);
}

static void
overview (LepWorkspace *workspace,
          gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepOverview) all = lep_overview (workspace, NULL, "2026-06-30", &error);

  g_assert_no_error (error);
}

static void
attention (LepWorkspace *workspace,
           gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = lep_attention (workspace, "2026-06-30", NULL, &error);

  g_assert_no_error (error);
}

static void
bench_totals (Fill *fill)
{
  static const LepTotalQuery trained = { .indicator = "TRAINED", .scope = LEP_SCOPE_PROGRAMME };
  static const LepTotalQuery here = { .indicator = "TRAINED", .scope = LEP_SCOPE_PARTNERSHIP };
  static const LepTotalQuery sex = { .indicator = "TRAINED", .dimension = "sex", .scope = LEP_SCOPE_PROGRAMME };
  static const LepTotalQuery age = { .indicator = "EMPLOYED", .dimension = "age", .scope = LEP_SCOPE_PROGRAMME };
  static const LepTotalQuery year = { .indicator = "EMPLOYED", .dimension = "age", .from = "2025-01-01", .scope = LEP_SCOPE_PROGRAMME };
  static const LepTotalQuery project = { .indicator = "EMPLOYED", .dimension = "sex", .scope = LEP_SCOPE_PROJECT };

  bench_measure (fill->workspace, "total of the programme", 50, total, &trained);
  bench_measure (fill->workspace, "total of a partnership", 50, total, &here);
  bench_measure (fill->workspace, "total by sex", 50, total, &sex);
  bench_measure (fill->workspace, "total by age, with proof", 50, total, &age);
  bench_measure (fill->workspace, "total by age, of a year", 50, total, &year);
  bench_measure (fill->workspace, "total of a project by sex", 50, total, &project);
}

/* The same work on the same file in plain SQL, as yardsticks. */
static double
plain_ms (Fill       *fill,
          const char *sql)
{
  double times[BENCH_ROUNDS];

  for (guint i = 0; i < BENCH_ROUNDS; i++)
    {
      BenchTime start = bench_start ();
      gint64    value;
      g_autoptr (GError) error = NULL;

      lep_db_get_int64 (lep_workspace_get_db (fill->workspace), sql, &value, &error);
      g_assert_no_error (error);
      times[i] = bench_since (&start).wall * 1000;
    }
  return bench_median (times, BENCH_ROUNDS);
}

/* For the bench of the window. */
static void
fill_existing (Fill       *fill,
               const char *path,
               guint       n)
{
  g_autoptr (GError) error = NULL;
  gint64 left;

  fill->clock = lep_clock_new ();
  fill->workspace = lep_workspace_open (path, LEP_OPEN_WRITE, fill->clock, &error);
  g_assert_no_error (error);
  fill_tables (fill, n);
  lep_tally_refresh_some (fill->workspace, 0, &left, &error);
  g_assert_no_error (error);
  lep_search_index_some (fill->workspace, 0, &left, &error);
  g_assert_no_error (error);
  g_clear_object (&fill->workspace);
  lep_clock_unref (fill->clock);
}

int
main (int   argc,
      char *argv[])
{
  static const char all[] = "SELECT count (*) FROM (SELECT rid, note FROM k_outcome ORDER BY note)";
  guint             n = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  Fill              fill = { 0 };

  if (argc > 2)
    return fill_existing (&fill, argv[2], n), 0;

  fill_set_up (&fill, NULL);
  fill_tables (&fill, n);
  g_print ("bench\t%u results, 5 splits each\t\t0\t0\t0\t0\t0\t0\n", n);
  count_all (&fill);
  bench_totals (&fill);
  bench_measure (fill.workspace, "list: open", 400, list, NULL);
  bench_jump (&fill);
  bench_measure (fill.workspace, "list: sort by number", 500, list, "value");
  bench_measure (fill.workspace, "list: sort by date", 500, list, "to");
  bench_measure (fill.workspace, "list: sort by text", 500, list, "note");
  bench_measure (fill.workspace, "list: sort by project", 500, list, "project");
  bench_say_size ("  plain SQL that sorts by text's bytes", "ms", plain_ms (&fill, all), 0);
  index_all (&fill);
  bench_measure (fill.workspace, "search: a keystroke, “o”", 50, search, "o");
  bench_measure (fill.workspace, "search: a keystroke, “obuka”", 50, search, "obuka");
  bench_measure (fill.workspace, "search: a keystroke, “обука 777”", 50, search, "обука 777");
  bench_measure (fill.workspace, "search: a keystroke, “zepce”", 50, search, "zepce");
  bench_measure (fill.workspace, "sums of the list", 0, sums, NULL);
  bench_measure (fill.workspace, "overview", 500, overview, NULL);
  bench_measure (fill.workspace, "needs attention", 0, attention, NULL);
  fill_tear_down (&fill, NULL);
  return 0;
}
