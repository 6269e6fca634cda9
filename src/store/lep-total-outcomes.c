/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals straight from the outcomes: those that pick one a project, those that
 * are listed, and those of a single project. */

#include "lep-record-private.h"
#include "lep-tally.h"
#include "lep-total-private.h"

#include "lep-total.h"

/* An outcome that may count. */
typedef struct
{
  LepTotalEntry *entry;
  char          *created_at;
  gint64         rid;
} Candidate;

static void
candidate_clear (gpointer data)
{
  Candidate *candidate = data;

  lep_total_entry_free (candidate->entry);
  g_free (candidate->created_at);
}

/* Adds that an outcome counts: live, not withdrawn, "to" inside the range. */
static void
add_counts (LepSql              *sql,
            const LepTotalQuery *query,
            const char          *outcome)
{
  g_string_append_printf (sql->sql, " AND %s.rid NOT IN (SELECT rid FROM row WHERE deleted = 1) AND coalesce (%s.state, 'claimed') <> 'withdrawn'", outcome, outcome);
  if (query->from != NULL)
    {
      g_string_append_printf (sql->sql, " AND %s.\"to\" >= ?", outcome);
      lep_sql_bind (sql, LEP_TYPE_DATE, query->from);
    }
  if (query->to != NULL)
    {
      g_string_append_printf (sql->sql, " AND %s.\"to\" <= ?", outcome);
      lep_sql_bind (sql, LEP_TYPE_DATE, query->to);
    }
}

/* Adds the conditions of the outcomes that count, of this indicator and inside
 * the scope. */
static void
add_outcomes (LepSql              *sql,
              const LepTotalQuery *query,
              const char          *code)
{
  lep_sql_add (sql, " WHERE k.indicator IN (SELECT lep_id_text (ir.id) FROM k_indicator i CROSS JOIN row ir ON ir.rid = i.rid WHERE i.code = ?)");
  lep_sql_bind (sql, LEP_TYPE_TEXT, code);
  add_counts (sql, query, "k");
  if (query->scope == LEP_SCOPE_PROJECT)
    {
      g_string_append_printf (sql->sql, " AND k.project%s", LEP_TOTAL_ONE_OF (query));
      lep_sql_bind (sql, LEP_TYPE_REF, LEP_TOTAL_SCOPE (query));
    }
  else if (query->scope == LEP_SCOPE_PARTNERSHIP)
    {
      g_string_append_printf (sql->sql, " AND k.project IN (SELECT lep_id_text (pr.id) FROM k_project p CROSS JOIN row pr ON pr.rid = p.rid WHERE p.partnership%s)", LEP_TOTAL_ONE_OF (query));
      lep_sql_bind (sql, LEP_TYPE_REF, LEP_TOTAL_SCOPE (query));
    }
}

#define SQL_CANDIDATE                                                                                                              \
  "SELECT r.rid, lep_id_text (r.id), lep_id_text (s.id), k.project, k.\"from\", k.\"to\", coalesce (k.state, 'claimed'), k.value," \
  " r.conflicts, r.created_at FROM "

/* All outcomes that count. */
static void
add_all (LepSql              *sql,
         const LepTotalQuery *query,
         const char          *code)
{
  lep_sql_add (sql, SQL_CANDIDATE "k_outcome k CROSS JOIN row r ON r.rid = k.rid CROSS JOIN space s ON s.no = r.space_no");
  add_outcomes (sql, query, code);
}

/* Of each project those of the last day only, of each state if @by_state: the
 * index has them by project, indicator and day. An outcome without a project is
 * of one that has no name. */
static void
add_latest (LepSql              *sql,
            const LepTotalQuery *query,
            const char          *code,
            gboolean             by_state)
{
  lep_sql_add (sql, "WITH RECURSIVE p (id) AS (");
  if (query->scope == LEP_SCOPE_PROGRAMME)
    {
      lep_sql_add (sql, "SELECT min (project) FROM k_outcome UNION ALL"
                        " SELECT (SELECT min (k.project) FROM k_outcome k WHERE k.project > p.id) FROM p WHERE p.id IS NOT NULL");
    }
  else
    {
      if (query->scope == LEP_SCOPE_PROJECT)
        lep_sql_add (sql, query->scope_ids != NULL ? "SELECT value FROM json_each (?)" : "SELECT ?");
      else
        g_string_append_printf (sql->sql, "SELECT lep_id_text (pr.id) FROM k_project o CROSS JOIN row pr ON pr.rid = o.rid WHERE o.partnership%s", LEP_TOTAL_ONE_OF (query));
      lep_sql_bind (sql, LEP_TYPE_REF, LEP_TOTAL_SCOPE (query));
    }
  lep_sql_add (sql, "), n (id) AS (SELECT lep_id_text (ir.id) FROM k_indicator i CROSS JOIN row ir ON ir.rid = i.rid WHERE i.code = ?)");
  lep_sql_bind (sql, LEP_TYPE_TEXT, code);
  lep_sql_add (sql, by_state ? ", c (state) AS (VALUES ('verified'), ('claimed')) " : ", c (state) AS (VALUES (NULL)) ");
  lep_sql_add (sql, SQL_CANDIDATE "p CROSS JOIN n CROSS JOIN c CROSS JOIN k_outcome k ON k.project IS p.id AND k.indicator = n.id AND k.\"to\" IS"
                                  " (SELECT x.\"to\" FROM k_outcome x WHERE x.project IS p.id AND x.indicator = n.id"
                                  " AND coalesce (c.state, x.state, 'claimed') = coalesce (x.state, 'claimed')");
  add_counts (sql, query, "x");
  lep_sql_add (sql, " ORDER BY x.\"to\" DESC LIMIT 1) AND coalesce (c.state, k.state, 'claimed') = coalesce (k.state, 'claimed')");
  add_counts (sql, query, "k");
  lep_sql_add (sql, " CROSS JOIN row r ON r.rid = k.rid CROSS JOIN space s ON s.no = r.space_no");
}

/* Of each project those of the greatest value only, of each state if @by_state; the
 * earliest of several, which choose () tells apart where the day does not. */
static void
add_greatest (LepSql              *sql,
              const LepTotalQuery *query,
              const char          *code,
              gboolean             by_state)
{
  static const char *const projects[] = {
    [LEP_SCOPE_PROGRAMME] = "SELECT n.id, (SELECT min (project) FROM tally_greatest WHERE indicator = n.id) FROM n UNION ALL"
                            " SELECT p.indicator, (SELECT min (g.project) FROM tally_greatest g WHERE g.indicator = p.indicator AND g.project > p.id)"
                            " FROM p WHERE p.id IS NOT NULL",
    [LEP_SCOPE_PARTNERSHIP] = "SELECT n.id, lep_id_text (r.id) FROM n CROSS JOIN k_project o CROSS JOIN row r ON r.rid = o.rid WHERE o.partnership",
    [LEP_SCOPE_PROJECT] = "SELECT n.id, j.value FROM n CROSS JOIN json_each (?) j",
  };

  lep_sql_add (sql, "WITH RECURSIVE n (id) AS (SELECT lep_id_text (r.id) FROM k_indicator i CROSS JOIN row r ON r.rid = i.rid WHERE i.code = ?), p (indicator, id) AS (");
  lep_sql_bind (sql, LEP_TYPE_TEXT, code);
  lep_sql_add (sql, query->scope == LEP_SCOPE_PROJECT && query->scope_ids == NULL ? "SELECT n.id, ? FROM n" : projects[query->scope]);
  if (query->scope == LEP_SCOPE_PARTNERSHIP)
    lep_sql_add (sql, LEP_TOTAL_ONE_OF (query));
  if (query->scope != LEP_SCOPE_PROGRAMME)
    lep_sql_bind (sql, LEP_TYPE_REF, LEP_TOTAL_SCOPE (query));
  lep_sql_add (sql, by_state ? "), c (state) AS (VALUES ('verified'), ('claimed')) " : "), c (state) AS (VALUES (NULL)) ");
  lep_sql_add (sql, SQL_CANDIDATE "p CROSS JOIN c CROSS JOIN tally_greatest b ON b.rid = (SELECT g.rid FROM tally_greatest g"
                                  " WHERE g.indicator = p.indicator AND g.project = p.id AND coalesce (c.state, g.state) = g.state");
  if (query->from != NULL)
    {
      lep_sql_add (sql, " AND g.day >= ?");
      lep_sql_bind (sql, LEP_TYPE_DATE, query->from);
    }
  if (query->to != NULL)
    {
      lep_sql_add (sql, " AND g.day <> '' AND g.day <= ?");
      lep_sql_bind (sql, LEP_TYPE_DATE, query->to);
    }
  lep_sql_add (sql, " ORDER BY g.value DESC, g.day LIMIT 1)"
                    " CROSS JOIN tally_greatest t ON t.indicator = b.indicator AND t.project = b.project AND t.value = b.value AND t.day = b.day"
                    " AND coalesce (c.state, t.state) = t.state"
                    " CROSS JOIN k_outcome k ON k.rid = t.rid CROSS JOIN row r ON r.rid = k.rid CROSS JOIN space s ON s.no = r.space_no");
}

/* The ways to find the candidates: all that count, or where something that is kept
 * leads to fewer, those that are picked. */
static gboolean
add_candidates (LepSql              *sql,
                LepWorkspace        *workspace,
                const LepTotalQuery *query,
                const LepTotal      *total,
                GError             **error)
{
  gboolean has_greatest = FALSE;

  if (g_strcmp0 (total->accumulation, "maximum") == 0 &&
      !lep_tally_has_greatest (lep_workspace_get_db (workspace), total->indicator, &has_greatest, error))
    return FALSE;
  if (has_greatest)
    add_greatest (sql, query, total->indicator, total->needs_proof);
  else if (g_strcmp0 (total->accumulation, "latest") == 0)
    add_latest (sql, query, total->indicator, total->needs_proof);
  else
    add_all (sql, query, total->indicator);
  return TRUE;
}

static GArray *
read_candidates (LepWorkspace        *workspace,
                 const LepTotalQuery *query,
                 const LepTotal      *total,
                 GError             **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  g_array_set_clear_func (candidates, candidate_clear);
  if (!add_candidates (sql, workspace, query, total, error))
    return NULL;
  lep_sql_add (sql, " ORDER BY k.\"to\", r.created_at, r.id");
  stmt = lep_sql_prepare (sql, workspace, error);
  if (stmt == NULL)
    return NULL;

  while (TRUE)
    {
      Candidate candidate = { 0 };

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&candidates);

      candidate.rid = lep_stmt_int64 (stmt, 0);
      candidate.created_at = lep_stmt_dup_text (stmt, 9);
      candidate.entry = g_new0 (LepTotalEntry, 1);
      candidate.entry->kind = g_strdup ("outcome");
      candidate.entry->id = lep_stmt_dup_text (stmt, 1);
      candidate.entry->space = lep_stmt_dup_text (stmt, 2);
      candidate.entry->project = lep_stmt_dup_text (stmt, 3);
      candidate.entry->from = lep_stmt_dup_text (stmt, 4);
      candidate.entry->to = lep_stmt_dup_text (stmt, 5);
      candidate.entry->state = lep_stmt_dup_text (stmt, 6);
      candidate.entry->value = lep_stmt_int64 (stmt, 7);
      candidate.entry->provisional = lep_stmt_int64 (stmt, 8) != 0;
      g_array_append_val (candidates, candidate);
    }
}

/* Of the candidates (oldest first) of one class – verified, claimed, or both –
 * says which count: all of them, or per project the latest or the greatest. */
static void
choose (GArray     *candidates,
        const char *accumulation,
        const char *state,
        gboolean   *chosen)
{
  g_autoptr (GHashTable) best = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean maximum = g_strcmp0 (accumulation, "maximum") == 0;
  gboolean single = maximum || g_strcmp0 (accumulation, "latest") == 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      const LepTotalEntry *entry = g_array_index (candidates, Candidate, i).entry;
      const char          *project = entry->project != NULL ? entry->project : "";
      gpointer             found;
      guint                previous;

      if (state != NULL && !g_str_equal (entry->state, state))
        continue;

      chosen[i] = TRUE;
      if (!single)
        continue;

      found = g_hash_table_lookup (best, project);
      previous = GPOINTER_TO_UINT (found) - 1;
      if (found != NULL && maximum && g_array_index (candidates, Candidate, previous).entry->value >= entry->value)
        {
          chosen[i] = FALSE;
          continue;
        }
      if (found != NULL)
        chosen[previous] = FALSE;
      g_hash_table_insert (best, (gpointer) project, GUINT_TO_POINTER (i + 1));
    }
}

/**
 * lep_total_is_partition:
 *
 * Returns: whether the categories of the dimension asked for add up to the value
 */
gboolean
lep_total_is_partition (const LepTotalQuery *query)
{
  const LepCodeList *list = lep_schema_code_list (query->dimension);

  return list != NULL && list->partition;
}

/* Adds what the split of an outcome is more than its value. */
static void
add_too_many (LepTotal *total,
              LepSum    split,
              gint64    value)
{
  if (split > value)
    total->too_many = lep_add_saturated (total->too_many, lep_sum_cut (split - value));
}

/* Adds the live breakdown of one outcome; a conflict in it is one of the total. */
static gboolean
add_breakdown (LepStmt             *stmt,
               const LepTotalQuery *query,
               const Candidate     *candidate,
               LepTotal            *total,
               GError             **error)
{
  LepSum   split = 0;
  gboolean has_row;

  lep_stmt_reset (stmt);
  lep_stmt_bind_int64 (stmt, ":rid", candidate->rid);
  while (lep_stmt_step (stmt, &has_row, error))
    {
      if (!has_row)
        {
          if (lep_total_is_partition (query))
            add_too_many (total, split, candidate->entry->value);
          return TRUE;
        }
      split += lep_stmt_int64 (stmt, 1);
      lep_total_add_part (total, lep_stmt_text (stmt, 0), lep_stmt_int64 (stmt, 1));
      total->provisional |= lep_stmt_int64 (stmt, 2) != 0;
    }
  return FALSE;
}

static LepStmt *
prepare_breakdown (LepWorkspace *workspace,
                   const char   *dimension,
                   GError      **error)
{
  static const char sql[] =
    "SELECT b.category, b.value, br.conflicts FROM row r CROSS JOIN k_breakdown b ON b.outcome = lep_id_text (r.id)"
    " CROSS JOIN row br ON br.rid = b.rid AND br.space_no = r.space_no AND br.deleted = 0"
    " WHERE b.dimension = :dimension AND r.rid = :rid AND b.category IS NOT NULL";
  LepStmt *stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);

  if (stmt != NULL)
    lep_stmt_bind_text (stmt, ":dimension", dimension);
  return stmt;
}

/**
 * lep_total_count_entries:
 *
 * Counts entry by entry: for the accumulations that pick, and when the
 * entries are wanted.
 */
gboolean
lep_total_count_entries (LepWorkspace        *workspace,
                         const LepTotalQuery *query,
                         LepTotal            *total,
                         GError             **error)
{
  g_autoptr (GArray) candidates = read_candidates (workspace, query, total, error);
  g_autoptr (LepStmt) breakdown = NULL;
  g_autofree gboolean *chosen = NULL;
  LepSum               verified = 0, claimed = 0;

  if (candidates == NULL)
    return FALSE;
  if (total->by != NULL)
    {
      breakdown = prepare_breakdown (workspace, query->dimension, error);
      if (breakdown == NULL)
        return FALSE;
    }

  chosen = g_new0 (gboolean, candidates->len + 1);
  if (total->needs_proof)
    {
      choose (candidates, total->accumulation, "verified", chosen);
      choose (candidates, total->accumulation, "claimed", chosen);
    }
  else
    {
      choose (candidates, total->accumulation, NULL, chosen);
    }

  for (guint i = 0; i < candidates->len; i++)
    {
      Candidate     *candidate = &g_array_index (candidates, Candidate, i);
      LepTotalEntry *entry = candidate->entry;
      gboolean       is_verified = g_str_equal (entry->state, "verified");

      if (!chosen[i])
        continue;

      if (is_verified)
        verified += entry->value;
      else
        claimed += entry->value;
      if (breakdown != NULL && (is_verified || !total->needs_proof) &&
          !add_breakdown (breakdown, query, candidate, total, error))
        return FALSE;
      if (total->entries != NULL)
        entry->title = lep_workspace_dup_title (workspace, "project", entry->project);
      lep_total_take_entry (total, g_steal_pointer (&candidate->entry));
    }
  total->verified = lep_sum_cut (verified);
  total->claimed = lep_sum_cut (claimed);
  return TRUE;
}

static gboolean
sum_values (LepWorkspace        *workspace,
            const LepTotalQuery *query,
            LepTotal            *total,
            GError             **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepSql) doubt = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (LepStmt) doubt_stmt = NULL;
  gboolean has_row;

  lep_sql_add (sql, "SELECT lep_sum (k.value) FILTER (WHERE k.state IS 'verified'),"
                    " lep_sum (k.value) FILTER (WHERE k.state IS NOT 'verified') FROM k_outcome k");
  add_outcomes (sql, query, total->indicator);
  stmt = lep_sql_prepare (sql, workspace, error);
  if (stmt == NULL || !lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  total->verified = lep_stmt_int64 (stmt, 0);
  total->claimed = lep_stmt_int64 (stmt, 1);

  lep_sql_add (doubt, "SELECT 1 FROM row c CROSS JOIN k_outcome k ON k.rid = c.rid");
  add_outcomes (doubt, query, total->indicator);
  lep_sql_add (doubt, " AND c.conflicts > 0 LIMIT 1");
  doubt_stmt = lep_sql_prepare (doubt, workspace, error);
  return doubt_stmt != NULL && lep_stmt_step (doubt_stmt, &total->provisional, error);
}

/* The live splits b of the outcomes k that count, in the dimension of the query:
 * @columns of them, @outcomes leading to k, one line for each @group. */
static LepStmt *
prepare_splits (LepWorkspace        *workspace,
                const LepTotalQuery *query,
                const LepTotal      *total,
                const char          *columns,
                const char          *outcomes,
                const char          *group,
                GError             **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();

  g_string_append_printf (sql->sql,
                          "SELECT %s FROM %s CROSS JOIN row r ON r.rid = k.rid CROSS JOIN k_breakdown b ON b.outcome = lep_id_text (r.id)"
                          " CROSS JOIN row br ON br.rid = b.rid AND br.space_no = r.space_no AND br.deleted = 0",
                          columns, outcomes);
  add_outcomes (sql, query, total->indicator);
  lep_sql_add (sql, " AND b.category IS NOT NULL AND b.dimension = ?");
  lep_sql_bind (sql, LEP_TYPE_TEXT, query->dimension);
  if (total->needs_proof)
    lep_sql_add (sql, " AND k.state = 'verified'");
  g_string_append_printf (sql->sql, " GROUP BY %s", group);
  return lep_sql_prepare (sql, workspace, error);
}

static gboolean
sum_breakdown (LepWorkspace        *workspace,
               const LepTotalQuery *query,
               LepTotal            *total,
               GError             **error)
{
  g_autoptr (LepStmt) stmt = prepare_splits (workspace, query, total, "b.category, lep_sum (b.value), max (br.conflicts)", "k_outcome k", "1", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      lep_total_add_part (total, lep_stmt_text (stmt, 0), lep_stmt_int64 (stmt, 1));
      total->provisional |= lep_stmt_int64 (stmt, 2) > 0;
    }
}

/* Counts what splits are more than the values that they split: of a project by
 * looking at all it has, else over the few outcomes that were found to be so or
 * wait to be counted. */
static gboolean
sum_too_many (LepWorkspace        *workspace,
              const LepTotalQuery *query,
              LepTotal            *total,
              GError             **error)
{
  static const char few[] = "(SELECT rid FROM tally_share WHERE is_overfull = 1 UNION SELECT rid FROM dirty_tally) w CROSS JOIN k_outcome k ON k.rid = w.rid";
  g_autoptr (LepStmt) stmt = prepare_splits (workspace, query, total, "lep_sum (b.value), k.value",
                                             query->scope == LEP_SCOPE_PROJECT ? "k_outcome k" : few, "k.rid", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      add_too_many (total, lep_stmt_int64 (stmt, 0), lep_stmt_int64 (stmt, 1));
    }
}

/**
 * lep_total_count_sums:
 *
 * Lets SQLite add up the records: for sums without their entries, of a project
 * or as long as something waits to be counted.
 */
gboolean
lep_total_count_sums (LepWorkspace        *workspace,
                      const LepTotalQuery *query,
                      LepTotal            *total,
                      GError             **error)
{
  return sum_values (workspace, query, total, error) &&
         (total->by == NULL || sum_breakdown (workspace, query, total, error)) &&
         (!lep_total_is_partition (query) || sum_too_many (workspace, query, total, error));
}
