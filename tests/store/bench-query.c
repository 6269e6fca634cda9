/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long reading takes: lists, sorting, search, totals, overview and
 * attention over N outcomes with their splits (argument, or 100,000). */

#include <time.h>

#include "fill.h"

#include "lep-attention.h"
#include "lep-overview.h"
#include "lep-record-list.h"
#include "lep-search.h"
#include "lep-tally.h"
#include "lep-total.h"

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
    "INSERT INTO dirty_search SELECT rid FROM k_outcome UNION SELECT rid FROM k_project;"
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

static gint64 started;

/* What this process itself used, so that a busy machine says the same. */
static gint64
now (void)
{
  struct timespec used;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &used);
  return (gint64) used.tv_sec * G_USEC_PER_SEC + used.tv_nsec / 1000;
}

static void
start (void)
{
  started = now ();
}

static void
stop (const char *what)
{
  g_print ("%-44s %8.1f ms\n", what, (double) (now () - started) / 1000.0);
}

static void
bench_total (Fill       *fill,
             const char *what,
             const char *indicator,
             const char *dimension,
             const char *from,
             LepScope    scope)
{
  g_autoptr (GError) error = NULL;
  LepTotalQuery query = { .indicator = indicator, .dimension = dimension, .from = from, .scope = scope };
  g_autoptr (LepTotal) total = NULL;

  query.scope_id = scope == LEP_SCOPE_PROJECT ? "00000001-0000-7000-8000-000000000007" : fill_id (PARTNERSHIP);
  start ();
  total = lep_total (fill->workspace, &query, &error);
  g_assert_no_error (error);
  stop (what);
}

static void
bench_list (Fill       *fill,
            const char *what,
            const char *sort)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("outcome");
  g_autoptr (LepRecordList) list = NULL;
  g_autoptr (LepRecord) record = NULL;

  lep_query_set_sort (query, sort, FALSE);
  lep_query_add_column (query, "project.title");
  start ();
  list = lep_record_list_new (fill->workspace, query, &error);
  g_assert_no_error (error);
  record = g_list_model_get_item (G_LIST_MODEL (list), 0);
  stop (what);
  start ();
  g_clear_object (&record);
  record = g_list_model_get_item (G_LIST_MODEL (list), g_list_model_get_n_items (G_LIST_MODEL (list)) - 1);
  stop ("  jump to the end");
}

static void
bench_search (Fill       *fill,
              const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *what = g_strdup_printf ("search “%s”", text);
  g_autoptr (GPtrArray) hits = NULL;

  start ();
  hits = lep_search (fill->workspace, text, 20, &error);
  g_assert_no_error (error);
  stop (what);
  g_assert_cmpuint (hits->len, >, 0);
}

static void
bench_rest (Fill *fill)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepOverview) overview = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("outcome");
  g_autoptr (LepSums) sums = NULL;

  start ();
  sums = lep_query_sums (fill->workspace, query, &error);
  g_assert_no_error (error);
  stop ("sums of the list");
  start ();
  overview = lep_overview (fill->workspace, NULL, "2026-06-30", &error);
  g_assert_no_error (error);
  stop ("overview");
  start ();
  findings = lep_attention (fill->workspace, "2026-06-30", &error);
  g_assert_no_error (error);
  stop ("attention");
  g_print ("%u findings\n", findings->len);
}

int
main (int   argc,
      char *argv[])
{
  guint n = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : 100000;
  g_autoptr (GError) error = NULL;
  Fill   fill = { 0 };
  gint64 left;

  fill_set_up (&fill, NULL);
  start ();
  fill_tables (&fill, n);
  stop ("filling the tables");

  bench_total (&fill, "total, uncounted", "TRAINED", NULL, NULL, LEP_SCOPE_PROGRAMME);
  bench_total (&fill, "total by sex, uncounted", "TRAINED", "sex", NULL, LEP_SCOPE_PROGRAMME);
  start ();
  lep_tally_refresh_some (fill.workspace, 0, &left, &error);
  g_assert_no_error (error);
  stop ("counting all outcomes for the totals");
  bench_total (&fill, "total", "TRAINED", NULL, NULL, LEP_SCOPE_PROGRAMME);
  bench_total (&fill, "total of a partnership", "TRAINED", NULL, NULL, LEP_SCOPE_PARTNERSHIP);
  bench_total (&fill, "total of a project", "TRAINED", NULL, NULL, LEP_SCOPE_PROJECT);
  bench_total (&fill, "total by sex", "TRAINED", "sex", NULL, LEP_SCOPE_PROGRAMME);
  bench_total (&fill, "total by age, with proof", "EMPLOYED", "age", NULL, LEP_SCOPE_PROGRAMME);
  bench_total (&fill, "total by age, of a year", "EMPLOYED", "age", "2025-01-01", LEP_SCOPE_PROGRAMME);
  bench_total (&fill, "total by sex, of a project", "EMPLOYED", "sex", NULL, LEP_SCOPE_PROJECT);

  bench_list (&fill, "list as it came", NULL);
  bench_list (&fill, "list by number", "value");
  bench_list (&fill, "list by date", "to");
  bench_list (&fill, "list by text", "note");
  bench_list (&fill, "list by reference", "project");
  bench_list (&fill, "list by state", "state");

  start ();
  lep_search_index_some (fill.workspace, 0, &left, &error);
  g_assert_no_error (error);
  stop ("indexing for search");
  bench_search (&fill, "o");
  bench_search (&fill, "ob");
  bench_search (&fill, "obuka");
  bench_search (&fill, "обука 777");
  bench_search (&fill, "zepce");

  bench_rest (&fill);
  fill_tear_down (&fill, NULL);
  return 0;
}
