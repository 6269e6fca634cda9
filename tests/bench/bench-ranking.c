/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the ranking of a call takes: 500 applications, a grid of 30 criteria,
 * three assessors for each; and the sheets of one application alone. Then, as one
 * of the assessors, all scores that may be seen, and what needs attention. */

#include "fill.h"

#include "lep-attention.h"
#include "lep-call-ranking.h"

#include "bench.h"

#define N_ROUNDS       9
#define N_APPLICATIONS 500
#define N_CRITERIA     30
#define N_ASSESSORS    3

enum
{
  PROGRAMME = 1,
  PARTNERSHIP,
  OFFICE,
  CALL = 10,
  LOT,
};

/* Rows of one kind, by a counter i from 0: their ids and their table. */
static void
fill_many (Fill       *fill,
           const char *kind,
           const char *space,
           const char *prefix,
           guint       n,
           const char *columns,
           const char *values)
{
  g_autofree char *sql = g_strdup_printf (
    "INSERT OR IGNORE INTO kind (name) VALUES ('%s');"
    "CREATE TEMP TABLE base AS SELECT coalesce (max (rid), 0) + 1 AS rid FROM row;"
    "WITH RECURSIVE s (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM s WHERE i < %u)"
    " INSERT INTO row SELECT b.rid + i, (SELECT no FROM space WHERE kind = '%s'), (SELECT no FROM kind WHERE name = '%s'),"
    " lep_id (printf ('%s-0000-7000-8000-%%012d', i)), x'', 0, 0, 0, '2026-01-01', '2026-01-01' FROM s, base b;"
    "WITH RECURSIVE s (i) AS (VALUES (0) UNION ALL SELECT i + 1 FROM s WHERE i < %u)"
    " INSERT INTO k_%s (rid, %s) SELECT b.rid + i, %s FROM s, base b;"
    "DROP TABLE base;",
    kind, n - 1, space, kind, prefix, n - 1, kind, columns, values);

  fill_sql (fill, sql);
}

static void
fill_call (Fill *fill)
{
  fill_space (fill, PROGRAMME, "programme");
  fill_space (fill, PARTNERSHIP, "partnership");
  fill_space (fill, OFFICE, "office");
  fill_row (fill, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "Partnership", NULL);
  fill_row (fill, PROGRAMME, "call", CALL, "reference", "C", "title", "Call", "currency", "BAM", "full_threshold", "900", NULL);
  fill_row (fill, PROGRAMME, "lot", LOT, "call", fill_id (CALL), "number", "1", "title", "Lot", "envelope", "1000000000", NULL);
  fill_sql (fill, "BEGIN");
  fill_many (fill, "criterion", "programme", "00000001", N_CRITERIA, "call, section, position, text, max_points, weight, minimum",
             "'00000000-0000-7000-8000-000000000010', 'Section ' || (i / 6), i, 'Criterion ' || i, 20, 1 + i % 2, i % 3");
  fill_many (fill, "assessor", "office", "00000002", N_ASSESSORS, "name, votes", "'Assessor ' || i, 1");
  fill_many (fill, "application", "partnership", "00000003", N_APPLICATIONS,
             "call, lot, partnership, reference, title, stage, status, received_at, requested, currency",
             "'00000000-0000-7000-8000-000000000010', '00000000-0000-7000-8000-000000000011', '00000000-0000-7000-8000-000000000002',"
             " 'C-' || i, 'Application ' || i, 'full', 'full_scored', printf ('2026-01-%02dT09:00:00.000Z', 1 + i % 28), 10000000 + i, 'BAM'");
  fill_many (fill, "assessment", "office", "00000004", N_APPLICATIONS * N_ASSESSORS, "application, assessor, status, interest",
             "printf ('00000003-0000-7000-8000-%012d', i / 3), printf ('00000002-0000-7000-8000-%012d', i % 3), 'final', 'none'");
  fill_many (fill, "score", "office", "00000005", N_APPLICATIONS * N_CRITERIA * N_ASSESSORS, "application, criterion, assessor, points",
             "printf ('00000003-0000-7000-8000-%012d', i / 90), printf ('00000001-0000-7000-8000-%012d', i / 3 % 30),"
             " printf ('00000002-0000-7000-8000-%012d', i % 3), 12 + i * 7919 / 90 % 9");
  fill_sql (fill, "COMMIT");
}

static void
rank (Fill    *fill,
      gboolean one)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepCallRanking) ranking = one ? lep_call_ranking_read_one (fill->workspace, "00000003-0000-7000-8000-000000000007", &error)
                                           : lep_call_ranking_read (fill->workspace, fill_id (CALL), NULL, &error);
  const LepLotRanking      *lot;
  const LepCallApplication *first;

  g_assert_no_error (error);
  lot = g_ptr_array_index (ranking->lots, 0);
  first = g_ptr_array_index (lot->applications, 0);
  g_assert_cmpuint (lot->applications->len, ==, one ? 1 : N_APPLICATIONS);
  g_assert_cmpuint (first->rank.n_sheets, ==, N_ASSESSORS);
}

static void
rank_all (Fill *fill)
{
  rank (fill, FALSE);
}

static void
rank_one (Fill *fill)
{
  rank (fill, TRUE);
}

static void
list_scores (Fill *fill)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("score");
  g_autoptr (GArray) found = lep_query_run_ids (fill->workspace, query, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, N_APPLICATIONS * N_CRITERIA * N_ASSESSORS);
}

static void
find_what_needs_attention (Fill *fill)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = lep_attention (fill->workspace, "2026-06-30", NULL, &error);

  g_assert_no_error (error);
}

static void
measure (Fill       *fill,
         const char *what,
         double      limit,
         void (*work) (Fill *fill))
{
  BenchTime times[N_ROUNDS];

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      BenchTime start = bench_start ();

      work (fill);
      times[i] = bench_since (&start);
    }
  bench_say_time (what, bench_middle (times, N_ROUNDS), limit);
}

int
main (int   argc,
      char *argv[])
{
  Fill fill = { 0 };

  fill_set_up (&fill, NULL);
  fill_call (&fill);
  measure (&fill, "ranking: 500 applications x 30 criteria x 3", 200, rank_all);
  measure (&fill, "ranking: the sheets of one application", 50, rank_one);
  g_assert_true (lep_workspace_set_meta (fill.workspace, LEP_META_PERSON, "Assessor 1", NULL));
  measure (&fill, "ranking: all scores, as one of the assessors", 0, list_scores);
  measure (&fill, "ranking: what needs attention of it", 0, find_what_needs_attention);
  fill_tear_down (&fill, NULL);
  return 0;
}
