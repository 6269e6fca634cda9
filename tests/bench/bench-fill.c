/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A large programme, put straight into the tables of a workspace that has the
 * sample's indicators: what people enter in years takes a minute or two. */

#include "lep-heads.h"
#include "lep-search.h"
#include "lep-tally.h"
#include "lep-workspace-private.h"

#include "bench-fill.h"

/* Of the row number i: the space of a partnership, and of a project's. */
#define SPACE(number)    "(SELECT no FROM partnership_space WHERE p = " number ")"
#define ID(kind, number) "printf ('000000" kind "-0000-7000-8000-%012d', " number ")"

/* Results lie scattered over projects and months, as they come in; no two of a
 * project are of one indicator and month, up to 1.7 million. */
#define PROJECT_OF(result) "1 + " result " * 7919 % 2000"
#define MONTH_OF(result)   "(" result " / 24000 * 5 % 72)"

/* What is made of each kind; @space and @values are SQL about the row s.i, the
 * ids are 000000PREFIX-…-i. */
typedef struct
{
  const char *kind;
  const char *prefix;
  guint       n; /* 0: as many as there are results; 5 a result for splits */
  const char *space;
  const char *columns;
  const char *values;
} Made;

static const Made made[] = {
  { "partnership", "11", BENCH_N_PARTNERSHIPS, SPACE ("i"), "name, places, status",
    "char (65 + i * 7 % 26) || ' lokalno partnerstvo ' || i, 'Zenica', 'active'" },
  { "organisation", "17", 1000, "1", "name, short_name, actor_group, place",
    "char (65 + i * 11 % 26) || ' ustanova ' || i, 'U ' || i, CASE i % 5 WHEN 0 THEN 'municipality' WHEN 1 THEN 'pes'"
    " WHEN 2 THEN 'employer' WHEN 3 THEN 'education' ELSE 'ngo' END, 'Zenica'" },
  { "membership", "18", 1000, SPACE ("1 + i % 200"), "partnership, organisation, role, joined_on",
    ID ("11", "1 + i % 200") ", " ID ("17", "i") ", 'member', '2020-01-01'" },
  { "project", "12", BENCH_N_PROJECTS, SPACE ("1 + i % 200"), "partnership, title, reference, activity, status, start, \"end\", \"grant\", currency",
    ID ("11", "1 + i % 200") ", char (65 + i * 7 % 26) || ' projekt ' || i || ' za Žepče', 'P-' || i, 'retraining', 'active', '2020-01-01', '2026-12-31', i * 1000, 'BAM'" },
  { "target", "15", 2 * BENCH_N_PROJECTS, SPACE ("1 + i / 2 % 200"), "indicator, project, value, status",
    "(SELECT id FROM indicators WHERE n = i % 2), " ID ("12", "1 + i / 2 % 2000") ", 300, 'agreed'" },
  { "tranche", "16", 2 * BENCH_N_PROJECTS, SPACE ("1 + i / 2 % 200"), "project, number, amount, status, due_on",
    ID ("12", "1 + i / 2 % 2000") ", 1 + i % 2, 40000, CASE i % 2 WHEN 0 THEN 'paid' ELSE 'planned' END, '2026-10-01'" },
  { "meeting", "19", 10 * BENCH_N_PARTNERSHIPS, SPACE ("1 + i % 200"), "partnership, kind, held_on",
    ID ("11", "1 + i % 200") ", 'quarterly', printf ('20%02d-%02d-10', 20 + i % 6, 1 + i % 12)" },
  { "decision", "20", 10 * BENCH_N_PARTNERSHIPS, SPACE ("1 + i % 200"), "meeting, text, status, due_on",
    ID ("19", "i") ", 'Zaključak ' || i, 'done', '2025-01-01'" },
  { "service", "21", 5 * BENCH_N_PARTNERSHIPS, SPACE ("1 + i % 200"), "partnership, name, still_running",
    ID ("11", "1 + i % 200") ", 'Usluga ' || i, 1" },
  { "outcome", "13", 0, SPACE ("1 + (" PROJECT_OF ("i") ") % 200"), "project, indicator, \"from\", \"to\", value, state, proof, proof_no, note",
    ID ("12", PROJECT_OF ("i")) ", (SELECT id FROM indicators WHERE n = i / 2000 % 12),"
                                " printf ('20%02d-%02d-01', 20 + " MONTH_OF ("i") " / 12, 1 + " MONTH_OF ("i") " % 12),"
                                                                                                               " printf ('20%02d-%02d-28', 20 + " MONTH_OF ("i") " / 12, 1 + " MONTH_OF ("i") " % 12), 15 + i % 97,"
                                                                                                                                                                                              " CASE i % 3 WHEN 0 THEN 'claimed' ELSE 'verified' END, CASE i % 3 WHEN 0 THEN NULL ELSE 'contract' END, 'No ' || i,"
                                                                                                                                                                                              " char (1040 + (i * 7919) % 32) || ' обука заваривача ' || ((i * 7919) % 100003)" },
  { "breakdown", "14", 5, SPACE ("1 + (" PROJECT_OF ("(1 + i / 5)") ") % 200"), "outcome, dimension, category, value",
    ID ("13", "1 + i / 5") ", CASE WHEN i % 5 < 2 THEN 'sex' ELSE 'age' END,"
                           " CASE i % 5 WHEN 0 THEN 'women' WHEN 1 THEN 'men' WHEN 2 THEN '15_29' WHEN 3 THEN '30_49' ELSE '50_plus' END, 3" },
};

static void
run_sql (LepDb      *db,
         const char *sql)
{
  g_autoptr (GError) error = NULL;

  lep_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

/* The heads of one change that wrote these columns. */
static void
add_heads (LepDb      *db,
           const char *columns,
           guint32     stream,
           GArray     *heads)
{
  g_auto (GStrv) names = g_strsplit (columns, ", ", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = g_strdelimit (g_strdup (names[i]), "\"", ' ');
      g_autofree char *sql = g_strdup_printf ("SELECT no FROM name WHERE name = '%s'", g_strstrip (name));
      g_autoptr (GError) error = NULL;
      gint64  no = 0;
      LepHead head;

      lep_db_get_int64 (db, sql, &no, &error);
      g_assert_no_error (error);
      head = (LepHead){ (guint32) no, stream, 1 };
      g_array_append_val (heads, head);
    }
  g_array_sort (heads, lep_head_compare);
}

/* Each row gets the clock of a change that wrote all of its fields: as much as a
 * digest reads of real ones. */
static void
add_clocks (LepDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepStmt) write = NULL;
  g_autoptr (LepStmt) read = NULL;

  run_sql (db, "INSERT INTO replica (id) VALUES (randomblob (16));"
               "INSERT INTO stream (space_no, replica_no, fork, base, prev, last, head)"
               " SELECT no, (SELECT max (no) FROM replica), 0, 0, randomblob (32), 1, randomblob (32) FROM space;"
               "INSERT INTO change (stream_no, n, at, author, hash, body)"
               " SELECT no, 1, '2026-01-01T00:00:00.000Z', 'Office', head, '' FROM stream WHERE replica_no = (SELECT max (no) FROM replica);"
               "CREATE TEMP TABLE clock (space_no INTEGER, kind_no INTEGER, clock BLOB, PRIMARY KEY (space_no, kind_no))");
  write = lep_db_prepare (db, "INSERT INTO clock VALUES (?1, ?2, ?3)", &error);
  read = lep_db_prepare (db, "SELECT s.space_no, s.no, k.no, k.name FROM stream s CROSS JOIN kind k WHERE replica_no = (SELECT max (no) FROM replica)", &error);
  g_assert_no_error (error);
  while (lep_stmt_next (read, &error))
    {
      g_autoptr (GByteArray) clock = g_byte_array_new ();
      g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));

      for (guint i = 0; i < G_N_ELEMENTS (made); i++)
        if (g_str_equal (made[i].kind, lep_stmt_text (read, 3)))
          add_heads (db, made[i].columns, (guint32) lep_stmt_int64 (read, 1), heads);
      lep_heads_encode (heads, clock);
      lep_stmt_reset (write);
      lep_stmt_set_int64 (write, 1, lep_stmt_int64 (read, 0));
      lep_stmt_set_int64 (write, 2, lep_stmt_int64 (read, 2));
      lep_stmt_set_blob (write, 3, clock->data, clock->len);
      lep_stmt_run (write, &error);
      g_assert_no_error (error);
    }
  g_assert_no_error (error);
}

/* Rows are numbered from 1; those of splits from 0, so that five are of one result. */
static void
add_kind (LepDb      *db,
          const Made *kind,
          guint       n_outcomes)
{
  gboolean         splits = kind->n == 5;
  guint            n = kind->n == 0 ? n_outcomes : splits ? 5 * n_outcomes
                                                          : kind->n;
  g_autofree char *rows = g_strdup_printf ("WITH RECURSIVE s (i) AS (VALUES (%d) UNION ALL SELECT i + 1 FROM s WHERE i < %u)", splits ? 0 : 1, splits ? n - 1 : n);
  g_autofree char *sql =
    g_strdup_printf ("UPDATE base SET rid = (SELECT coalesce (max (rid), 0) + 1 FROM row);"
                     "%s INSERT INTO row SELECT b.rid + i, %s, (SELECT no FROM kind WHERE name = '%s'), lep_id (printf ('000000%s-0000-7000-8000-%%012d', i)),"
                     " coalesce ((SELECT clock FROM clock WHERE space_no = %s AND kind_no = (SELECT no FROM kind WHERE name = '%s')), x''), 0, 0, 0, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z' FROM s CROSS JOIN base b;"
                     "%s INSERT INTO k_%s (rid, %s) SELECT b.rid + i, %s FROM s CROSS JOIN base b;",
                     rows, kind->space, kind->kind, kind->prefix, kind->space, kind->kind, rows, kind->kind, kind->columns, kind->values);

  run_sql (db, sql);
}

/**
 * bench_fill:
 * @workspace: open for writing, with the sample or another programme's indicators
 *
 * Adds partnerships, projects and so many results with five splits each, counts
 * them for the totals and indexes them for search.
 */
void
bench_fill (LepWorkspace *workspace,
            guint         n_outcomes)
{
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (GError) error = NULL;

  run_sql (db, "PRAGMA synchronous = OFF");
  lep_db_set_engine_writing (db, TRUE);
  run_sql (db, "BEGIN; CREATE TEMP TABLE base (rid INTEGER); INSERT INTO base VALUES (0);"
               "CREATE TEMP TABLE indicators (n INTEGER PRIMARY KEY, id TEXT);"
               "INSERT INTO indicators SELECT row_number () OVER (ORDER BY r.rid) - 1, lep_id_text (r.id) FROM k_indicator k JOIN row r ON r.rid = k.rid;"
               "WITH RECURSIVE s (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM s WHERE i < 200)"
               " INSERT INTO space (id, kind, name) SELECT lep_id (printf ('00000011-0000-7000-8000-%012d', i)), 'partnership', 'Partnership ' || i FROM s;"
               "CREATE TEMP TABLE partnership_space (p INTEGER PRIMARY KEY, no INTEGER);"
               "INSERT INTO partnership_space SELECT row_number () OVER (ORDER BY no), no FROM space WHERE name LIKE 'Partnership %';");
  /* Two are not added up: of each project the latest counts, and the greatest. */
  run_sql (db, "UPDATE k_indicator SET code = 'BENCH_LATEST', accumulation = 'latest', needs_proof = 0 WHERE rid = (SELECT max (rid) FROM k_indicator);"
               "UPDATE k_indicator SET code = 'BENCH_GREATEST', accumulation = 'maximum', needs_proof = 0"
               " WHERE code = 'PARTICIPATIONS'");
  add_clocks (db);
  for (guint i = 0; i < G_N_ELEMENTS (made); i++)
    add_kind (db, &made[i], n_outcomes);
  run_sql (db, "INSERT OR IGNORE INTO dirty_tally SELECT rid FROM k_outcome;"
               "INSERT OR IGNORE INTO dirty_search SELECT rid FROM row WHERE kind_no <> (SELECT no FROM kind WHERE name = 'breakdown'); COMMIT");
  lep_db_set_engine_writing (db, FALSE);

  lep_tally_refresh_some (workspace, 0, NULL, &error);
  g_assert_no_error (error);
  lep_search_index_some (workspace, 0, NULL, &error);
  g_assert_no_error (error);
}
