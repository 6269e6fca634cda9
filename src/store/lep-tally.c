/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sums behind totals: kept by day and category beside the records, and
 * brought up to date outcome by outcome. */

#include <string.h>

#include "lep-query-private.h"
#include "lep-total-private.h"

#include "lep-tally-private.h"

/* tally: level '' = everything, else the id of a partnership; dimension '' =
 * the outcomes' own values, LEP_TALLY_EXCESS and a dimension = what splits by it
 * are more than the values they split; high and low = the exact sum, as LepSum keeps it.
 * tally_share: what an outcome has been counted with,
 * and whether a split of it is more than its value (rule 10).
 * dirty_tally: outcomes of which something that counts may have changed. */
static const char sql_tables[] =
  "-- with " LEP_TALLY_EXCESS "dimension\n"
  "CREATE TABLE tally (level TEXT NOT NULL, indicator TEXT NOT NULL, dimension TEXT NOT NULL, day TEXT NOT NULL,"
  " state TEXT NOT NULL, category TEXT NOT NULL, high INTEGER NOT NULL, low INTEGER NOT NULL, n INTEGER NOT NULL, n_conflicts INTEGER NOT NULL,"
  " PRIMARY KEY (level, indicator, dimension, day, state, category)) STRICT, WITHOUT ROWID;"
  "CREATE TABLE tally_share (rid INTEGER PRIMARY KEY, share TEXT NOT NULL, is_overfull INTEGER NOT NULL) STRICT;"
  "CREATE INDEX tally_share_overfull ON tally_share (rid) WHERE is_overfull = 1;"
  "CREATE TABLE dirty_tally (rid INTEGER PRIMARY KEY) STRICT;";

/* Outcomes counted in one transaction: when somebody may wait for it to end,
 * and when nobody does. */
#define SMALL_BATCH 2000
#define LARGE_BATCH 50000

/* One count of the tally: everything but its level is the key's. */
#define N_KEYS 6

typedef struct
{
  LepDb      *db;
  GHashTable *sums; /* "level\tindicator\tdimension\tday\tstate\tcategory" → LepTallySum */
  LepStmt    *read_outcome;
  LepStmt    *read_split;
  LepStmt    *read_share;
  LepStmt    *greatest[2];
} Counter;

void
lep_tally_add_tables (GString *sql)
{
  g_string_append (sql, sql_tables);
  lep_tally_add_greatest_tables (sql);
}

static gboolean
run_for_rid (LepDb      *db,
             const char *sql,
             gint64      rid,
             GError    **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, rid);
  return lep_stmt_run (stmt, error);
}

/**
 * lep_tally_mark:
 * @kind: of the row
 * @rid: of a row that was there before and is about to be written, or was
 *
 * Notes the outcomes that a row counts in. The one that writes a row calls it
 * after, and for a split also before, because it may move to another outcome.
 */
gboolean
lep_tally_mark (LepDb      *db,
                const char *kind,
                gint64      rid,
                GError    **error)
{
  if (g_str_equal (kind, "outcome"))
    return run_for_rid (db, "INSERT OR IGNORE INTO dirty_tally VALUES (?1)", rid, error);
  if (g_str_equal (kind, "breakdown"))
    return run_for_rid (db,
                        "INSERT OR IGNORE INTO dirty_tally SELECT r.rid FROM k_breakdown b"
                        " CROSS JOIN row r ON r.id = lep_id (b.outcome) WHERE b.rid = ?1",
                        rid, error);
  if (g_str_equal (kind, "project"))
    return run_for_rid (db,
                        "INSERT OR IGNORE INTO dirty_tally SELECT k.rid FROM row r"
                        " CROSS JOIN k_outcome k ON k.project = lep_id_text (r.id) WHERE r.rid = ?1",
                        rid, error);
  if (g_str_equal (kind, "indicator"))
    return run_for_rid (db,
                        "INSERT OR IGNORE INTO dirty_tally SELECT k.rid FROM row r"
                        " CROSS JOIN k_outcome k ON k.indicator = lep_id_text (r.id) WHERE r.rid = ?1",
                        rid, error);
  return TRUE;
}

/**
 * lep_tally_mark_new:
 * @first_rid: all rows from this one on are new
 *
 * As lep_tally_mark (), for many new rows in one go.
 */
gboolean
lep_tally_mark_new (LepDb   *db,
                    gint64   first_rid,
                    GError **error)
{
  static const char *const marks[] = {
    "INSERT OR IGNORE INTO dirty_tally SELECT rid FROM k_outcome WHERE rid >= ?1",
    "INSERT OR IGNORE INTO dirty_tally SELECT r.rid FROM k_breakdown b"
    " CROSS JOIN row r ON r.id = lep_id (b.outcome) WHERE b.rid >= ?1",
    "INSERT OR IGNORE INTO dirty_tally SELECT k.rid FROM k_project p CROSS JOIN row r ON r.rid = p.rid"
    " CROSS JOIN k_outcome k ON k.project = lep_id_text (r.id) WHERE p.rid >= ?1",
    /* What is asked of all others stands in the outcome. */
    "INSERT OR IGNORE INTO dirty_tally SELECT k.rid FROM k_indicator i CROSS JOIN row r ON r.rid = i.rid"
    " CROSS JOIN k_outcome k ON k.indicator = lep_id_text (r.id) WHERE i.rid >= ?1 AND i.accumulation = 'maximum'",
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      if (!run_for_rid (db, marks[i], first_rid, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
counter_init (Counter *self,
              LepDb   *db,
              GError **error)
{
  self->db = db;
  self->sums = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->read_outcome =
    lep_db_prepare (db,
                    "SELECT k.indicator, k.\"to\", coalesce (k.state, 'claimed'), k.value, r.conflicts > 0, r.id, r.space_no,"
                    " (SELECT p.partnership FROM row pr JOIN k_project p ON p.rid = pr.rid WHERE pr.id = lep_id (k.project))"
                    " FROM k_outcome k JOIN row r ON r.rid = k.rid WHERE k.rid = :rid AND r.deleted = 0"
                    " AND coalesce (k.state, 'claimed') <> 'withdrawn'",
                    error);
  if (self->read_outcome == NULL)
    return FALSE;
  self->read_split =
    lep_db_prepare (db,
                    "SELECT b.dimension, b.category, b.value, br.conflicts > 0 FROM k_breakdown b JOIN row br ON br.rid = b.rid"
                    " WHERE b.outcome = lep_id_text (:id) AND br.space_no = :space AND br.deleted = 0"
                    " AND b.dimension IS NOT NULL AND b.category IS NOT NULL",
                    error);
  if (self->read_split == NULL)
    return FALSE;
  self->read_share = lep_db_prepare (db, "SELECT share FROM tally_share WHERE rid = :rid", error);
  return self->read_share != NULL && lep_tally_prepare_greatest (db, self->greatest, error);
}

static void
counter_clear (Counter *self)
{
  g_clear_pointer (&self->sums, g_hash_table_unref);
  g_clear_pointer (&self->read_outcome, lep_stmt_free);
  g_clear_pointer (&self->read_split, lep_stmt_free);
  g_clear_pointer (&self->read_share, lep_stmt_free);
  for (guint i = 0; i < G_N_ELEMENTS (self->greatest); i++)
    g_clear_pointer (&self->greatest[i], lep_stmt_free);
}

static const char *
text_or_empty (LepStmt *stmt,
               int      column)
{
  return lep_stmt_is_null (stmt, column) ? "" : lep_stmt_text (stmt, column);
}

/* Adds the counts of a splitted outcome to its share: one line each. */
static gboolean
add_split (Counter *self,
           GString *share,
           GError **error)
{
  gboolean has_row;
  LepStmt *outcome = self->read_outcome;

  lep_stmt_reset (self->read_split);
  lep_stmt_bind_blob (self->read_split, ":id", lep_stmt_blob (outcome, 5), lep_stmt_size (outcome, 5));
  lep_stmt_bind_int64 (self->read_split, ":space", lep_stmt_int64 (outcome, 6));
  while (TRUE)
    {
      if (!lep_stmt_step (self->read_split, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      g_string_append_printf (share, "%s\t%s\t%" G_GINT64_FORMAT "\t%d\n", lep_stmt_text (self->read_split, 0),
                              lep_stmt_text (self->read_split, 1), lep_stmt_int64 (self->read_split, 2),
                              (int) lep_stmt_int64 (self->read_split, 3));
    }
}

/* Adds to a share, for each dimension, what its splits are more than the value.
 * By dimensions whose categories overlap they may be; nobody asks for these. */
static void
add_excess (GString *share,
            gint64   value)
{
  g_auto (GStrv) lines = g_strsplit (share->str, "\n", -1);
  g_autoptr (GHashTable) splits = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  GHashTableIter iter;
  gpointer       dimension, split;

  for (guint i = 2; *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) line = g_strsplit (lines[i], "\t", 4);
      LepSum *sum = g_hash_table_lookup (splits, line[0]);

      if (sum == NULL)
        {
          sum = g_new0 (LepSum, 1);
          g_hash_table_insert (splits, g_strdup (line[0]), sum);
        }
      *sum += g_ascii_strtoll (line[2], NULL, 10);
    }

  g_hash_table_iter_init (&iter, splits);
  while (g_hash_table_iter_next (&iter, &dimension, &split))
    if (lep_sum_cut (*(LepSum *) split) > value)
      g_string_append_printf (share, LEP_TALLY_EXCESS "%s\t\t%" G_GINT64_FORMAT "\t0\n", (const char *) dimension,
                              lep_sum_cut ((LepSum) lep_sum_cut (*(LepSum *) split) - value));
}

/* What an outcome contributes now, as text: "partnership\tindicator\tday\tstate"
 * and then "dimension\tcategory\tvalue\tconflict" a line; empty = nothing. */
static char *
dup_share (Counter *self,
           gint64   rid,
           GError **error)
{
  g_autoptr (GString) share = g_string_new (NULL);
  LepStmt *stmt = self->read_outcome;
  gboolean has_row;

  lep_stmt_reset (stmt);
  lep_stmt_bind_int64 (stmt, ":rid", rid);
  if (!lep_stmt_step (stmt, &has_row, error))
    return NULL;
  if (!has_row)
    return g_strdup ("");

  g_string_append_printf (share, "%s\t%s\t%s\t%s\n", text_or_empty (stmt, 7), text_or_empty (stmt, 0),
                          text_or_empty (stmt, 1), text_or_empty (stmt, 2));
  g_string_append_printf (share, "\t\t%" G_GINT64_FORMAT "\t%d\n", lep_stmt_int64 (stmt, 3), (int) lep_stmt_int64 (stmt, 4));
  if (!add_split (self, share, error))
    return NULL;
  add_excess (share, lep_stmt_int64 (stmt, 3));
  lep_stmt_reset (stmt);
  return g_string_free (g_steal_pointer (&share), FALSE);
}

static void
count (Counter    *self,
       const char *level,
       char      **head,
       char      **line,
       int         sign)
{
  char        *key = g_strconcat (level, "\t", head[1], "\t", line[0], "\t", head[2], "\t", head[3], "\t", line[1], NULL);
  LepTallySum *sum = g_hash_table_lookup (self->sums, key);

  if (sum == NULL)
    {
      sum = g_new0 (LepTallySum, 1);
      g_hash_table_insert (self->sums, key, sum);
    }
  else
    {
      g_free (key);
    }
  sum->value += (LepSum) sign * g_ascii_strtoll (line[2], NULL, 10);
  sum->n += sign;
  sum->n_conflicts += line[3][0] == '1' ? sign : 0;
}

/* Adds a share to the sums, or takes it away. */
static void
count_share (Counter    *self,
             const char *share,
             int         sign)
{
  g_auto (GStrv) lines = g_strsplit (share, "\n", -1);
  g_auto (GStrv) head = NULL;

  if (*share == '\0')
    return;

  head = g_strsplit (lines[0], "\t", 4);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) line = g_strsplit (lines[i], "\t", 4);

      count (self, "", head, line, sign);
      if (*head[0] != '\0')
        count (self, head[0], head, line, sign);
    }
}

/* Counts an outcome as it is now instead of as it was; @changed: the new share,
 * or NULL if it is the same. */
static gboolean
count_outcome (Counter *self,
               gint64   rid,
               char   **changed,
               GError **error)
{
  g_autofree char *share = dup_share (self, rid, error);
  g_autofree char *before = NULL;
  gboolean         has_row;

  if (share == NULL)
    return FALSE;

  lep_stmt_reset (self->read_share);
  lep_stmt_bind_int64 (self->read_share, ":rid", rid);
  if (!lep_stmt_step (self->read_share, &has_row, error))
    return FALSE;
  before = has_row ? lep_stmt_dup_text (self->read_share, 0) : g_strdup ("");

  *changed = NULL;
  if (g_str_equal (before, share))
    return TRUE;
  count_share (self, before, -1);
  count_share (self, share, 1);
  *changed = g_steal_pointer (&share);
  return TRUE;
}

static GArray *
read_dirty (LepDb   *db,
            gint64   max_rows,
            GError **error)
{
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT rid FROM dirty_tally LIMIT :most", error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  lep_stmt_bind_int64 (stmt, ":most", max_rows);
  while (TRUE)
    {
      gint64 rid;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&rids);
      rid = lep_stmt_int64 (stmt, 0);
      g_array_append_val (rids, rid);
    }
}

/* Whether the splits of a share add up to more than its value, or one group of
 * those that overlap is. */
static gboolean
is_overfull (const char *share)
{
  g_auto (GStrv) lines = g_strsplit (share, "\n", -1);
  gint64 value = 0;

  for (guint i = 1; *share != '\0' && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) line = g_strsplit (lines[i], "\t", 4);
      gboolean           is_excess = g_str_has_prefix (line[0], LEP_TALLY_EXCESS);
      const LepCodeList *list = lep_schema_code_list (is_excess ? line[0] + strlen (LEP_TALLY_EXCESS) : line[0]);
      gboolean           is_partition = list != NULL && list->partition;
      gint64             part = g_ascii_strtoll (line[2], NULL, 10);

      if (i == 1)
        value = part;
      else if (is_excess ? is_partition : !is_partition && part > value)
        return TRUE;
    }
  return FALSE;
}

static gboolean
write_share (LepDb      *db,
             gint64      rid,
             const char *share,
             GError    **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (db,
                    "INSERT INTO tally_share VALUES (:rid, :share, :overfull)"
                    " ON CONFLICT DO UPDATE SET share = excluded.share, is_overfull = excluded.is_overfull",
                    error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":rid", rid);
  lep_stmt_bind_text (stmt, ":share", share);
  lep_stmt_bind_int64 (stmt, ":overfull", is_overfull (share));
  return lep_stmt_run (stmt, error);
}

static gboolean
write_sums (Counter *self,
            GError **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->db,
                    "INSERT INTO tally VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) ON CONFLICT DO UPDATE SET"
                    " high = high + excluded.high + ((low + excluded.low) >> 32), low = (low + excluded.low) & 4294967295, n = n + excluded.n, n_conflicts = n_conflicts + excluded.n_conflicts",
                    error);
  GHashTableIter iter;
  gpointer       key, value;

  if (stmt == NULL)
    return FALSE;

  g_hash_table_iter_init (&iter, self->sums);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const LepTallySum *sum = value;
      g_auto (GStrv) parts = g_strsplit (key, "\t", N_KEYS);

      for (int i = 0; i < N_KEYS; i++)
        lep_stmt_set_text (stmt, i + 1, parts[i], -1);
      lep_stmt_set_int64 (stmt, N_KEYS + 1, LEP_SUM_HIGH (sum->value));
      lep_stmt_set_int64 (stmt, N_KEYS + 2, LEP_SUM_LOW (sum->value));
      lep_stmt_set_int64 (stmt, N_KEYS + 3, sum->n);
      lep_stmt_set_int64 (stmt, N_KEYS + 4, sum->n_conflicts);
      if (!lep_stmt_run (stmt, error))
        return FALSE;
      lep_stmt_reset (stmt);
    }
  return TRUE;
}

/* Brings what is kept of the outcome by its value up to it. */
static gboolean
keep_value (Counter *self,
            gint64   rid,
            GError **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->greatest); i++)
    {
      lep_stmt_bind_int64 (self->greatest[i], ":rid", rid);
      if (!lep_stmt_run (self->greatest[i], error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
refresh (Counter *self,
         GArray  *rids,
         GError **error)
{
  g_autoptr (LepStmt) clean = lep_db_prepare (self->db, "DELETE FROM dirty_tally WHERE rid = :rid", error);

  if (clean == NULL)
    return FALSE;

  for (guint i = 0; i < rids->len; i++)
    {
      gint64           rid = g_array_index (rids, gint64, i);
      g_autofree char *share = NULL;

      lep_stmt_bind_int64 (clean, ":rid", rid);
      if (!count_outcome (self, rid, &share, error) || !keep_value (self, rid, error) ||
          (share != NULL && !write_share (self->db, rid, share, error)) ||
          !lep_stmt_run (clean, error))
        return FALSE;
    }
  return write_sums (self, error);
}

/**
 * lep_tally_refresh:
 * @max_rows: do nothing if more outcomes than this wait; −1 = do all
 * @n_left: (out) (optional): how many wait still
 *
 * Brings the sums up to the records, in the caller's transaction. The one that
 * changes a few outcomes does it in the same commit; after a large import it
 * is done when there is time.
 */
gboolean
lep_tally_refresh (LepDb   *db,
                   gint64   max_rows,
                   gint64  *n_left,
                   GError **error)
{
  g_autoptr (GArray) rids = read_dirty (db, max_rows < 0 ? -1 : max_rows + 1, error);
  Counter  counter = { 0 };
  gboolean done;

  if (rids == NULL)
    return FALSE;
  if (n_left != NULL)
    *n_left = 0;
  if (rids->len == 0)
    return TRUE;
  if (max_rows >= 0 && rids->len > max_rows)
    return n_left == NULL || lep_db_get_int64 (db, "SELECT count (*) FROM dirty_tally", n_left, error);

  done = counter_init (&counter, db, error) && refresh (&counter, rids, error);
  counter_clear (&counter);
  return done;
}

/* One transaction of a refresh in the background. */
static gboolean
refresh_batch (LepDb   *db,
               gint64   n_rows,
               guint   *n_done,
               GError **error)
{
  g_autoptr (GArray) rids = NULL;
  Counter  counter = { 0 };
  gboolean done;

  if (!lep_db_begin (db, error))
    return FALSE;

  rids = read_dirty (db, n_rows, error);
  done = rids != NULL && counter_init (&counter, db, error) && refresh (&counter, rids, error);
  counter_clear (&counter);
  if (!done)
    {
      lep_db_rollback (db);
      return FALSE;
    }
  *n_done = rids->len;
  return lep_db_commit (db, error);
}

/**
 * lep_tally_refresh_some:
 * @max_ms: stop after the batch in which this is over; 0 = after all
 * @n_left: (out) (optional): outcomes still to do
 *
 * Brings the sums up to what a large import brought. Meant for the moments when
 * nobody waits; a read-only workspace stays as it is.
 */
gboolean
lep_tally_refresh_some (LepWorkspace *workspace,
                        guint         max_ms,
                        gint64       *n_left,
                        GError      **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  gint64 end = g_get_monotonic_time () + (gint64) max_ms * 1000;
  gint64 left = 0;

  if (!lep_db_get_int64 (db, "SELECT count (*) FROM dirty_tally", &left, error))
    return FALSE;

  while (left > 0 && !lep_workspace_is_read_only (workspace))
    {
      guint n_done = 0;

      if (!refresh_batch (db, max_ms > 0 ? SMALL_BATCH : LARGE_BATCH, &n_done, error))
        return FALSE;
      left -= MIN (left, n_done);
      if (n_done == 0 || (max_ms > 0 && g_get_monotonic_time () >= end))
        break;
    }
  if (n_left != NULL)
    *n_left = left;
  return TRUE;
}
