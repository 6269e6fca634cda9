/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Totals of an indicator, as "How a total is made" of the data model says. */

#include <glib/gi18n-lib.h>

#include "lep-uuid.h"

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
lep_total_part_free (gpointer data)
{
  LepTotalPart *part = data;

  g_free (part->category);
  g_free (part->label);
  g_free (part);
}

static void
lep_total_entry_free (gpointer data)
{
  LepTotalEntry *entry = data;

  if (entry == NULL)
    return;

  g_free (entry->kind);
  g_free (entry->id);
  g_free (entry->space);
  g_free (entry->project);
  g_free (entry->title);
  g_free (entry->from);
  g_free (entry->to);
  g_free (entry->state);
  g_free (entry);
}

static void
candidate_clear (gpointer data)
{
  Candidate *candidate = data;

  lep_total_entry_free (candidate->entry);
  g_free (candidate->created_at);
}

void
lep_total_free (LepTotal *self)
{
  if (self == NULL)
    return;

  g_free (self->indicator);
  g_free (self->name);
  g_free (self->unit);
  g_free (self->accumulation);
  g_clear_pointer (&self->by, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_free (self);
}

/* Counts stay far below the limit; broken data must not wrap around. */
gint64
lep_add_saturated (gint64 a,
                   gint64 b)
{
  gint64 sum;

  if (__builtin_add_overflow (a, b, &sum))
    return a > 0 ? G_MAXINT64 : G_MININT64;
  return sum;
}

void
lep_total_take_entry (LepTotal      *self,
                      LepTotalEntry *entry)
{
  self->provisional |= entry->provisional;
  if (self->entries != NULL)
    g_ptr_array_add (self->entries, entry);
  else
    lep_total_entry_free (entry);
}

void
lep_total_add_part (LepTotal   *self,
                    const char *category,
                    gint64      value)
{
  LepTotalPart *part;

  for (guint i = 0; i < self->by->len; i++)
    {
      part = g_ptr_array_index (self->by, i);
      if (g_strcmp0 (part->category, category) == 0)
        {
          part->value = lep_add_saturated (part->value, value);
          return;
        }
    }

  part = g_new0 (LepTotalPart, 1);
  part->category = g_strdup (category);
  part->value = value;
  g_ptr_array_add (self->by, part);
}

static int
code_position (const LepCodeList *list,
               const char        *code)
{
  for (guint i = 0; list != NULL && i < list->n_codes; i++)
    if (g_strcmp0 (list->codes[i].code, code) == 0)
      return (int) i;
  return G_MAXINT;
}

static int
compare_parts (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const LepTotalPart *left = *(const LepTotalPart *const *) a;
  const LepTotalPart *right = *(const LepTotalPart *const *) b;
  int                 order = code_position (user_data, left->category) - code_position (user_data, right->category);

  return order != 0 ? order : g_strcmp0 (left->category, right->category);
}

/* Puts the parts in the order of the dimension's list and, where its
 * categories add up to the value, adds what was not split. */
void
lep_total_finish (LepTotal   *self,
                  const char *dimension)
{
  const LepCodeList *list = lep_schema_code_list (dimension);
  gint64             rest = self->total;

  g_ptr_array_sort_with_data (self->by, compare_parts, (gpointer) list);
  for (guint i = 0; i < self->by->len; i++)
    {
      LepTotalPart *part = g_ptr_array_index (self->by, i);

      part->label = g_strdup (list != NULL ? lep_code_label (dimension, part->category) : part->category);
      rest -= part->value;
    }

  if (list != NULL && list->partition && rest > 0)
    {
      lep_total_add_part (self, NULL, rest);
      ((LepTotalPart *) g_ptr_array_index (self->by, self->by->len - 1))->label = g_strdup (_ ("Not split"));
    }
}

/* Finds the indicator by code or id; fills in what it is. */
static LepTotal *
find_indicator (LepWorkspace *workspace,
                const char   *name,
                GError      **error)
{
  static const char sql[] =
    "SELECT k.code, k.name, k.unit, k.accumulation, k.needs_proof FROM k_indicator k CROSS JOIN row r ON r.rid = k.rid"
    " WHERE r.deleted = 0 AND k.code = coalesce ((SELECT i.code FROM row ir CROSS JOIN k_indicator i ON i.rid = ir.rid"
    " WHERE ir.id = :id), :code) ORDER BY r.created_at, r.id LIMIT 1";
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  g_autoptr (LepTotal) total = g_new0 (LepTotal, 1);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;

  lep_stmt_bind_text (stmt, ":code", name);
  lep_stmt_bind_id (stmt, ":id", name);
  if (!lep_stmt_step (stmt, &has_row, error))
    return NULL;

  if (has_row)
    {
      total->indicator = lep_stmt_dup_text (stmt, 0);
      total->name = lep_stmt_dup_text (stmt, 1);
      total->unit = lep_stmt_dup_text (stmt, 2);
      total->accumulation = lep_stmt_dup_text (stmt, 3);
      total->needs_proof = lep_stmt_int64 (stmt, 4) != 0;
    }
  else if (lep_total_is_derived (name))
    {
      total->indicator = g_strdup (name);
      total->name = g_strdup (name);
    }
  else
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is no indicator “%s”."), name);
      return NULL;
    }
  total->has_total = lep_total_is_derived (total->indicator) || g_strcmp0 (total->accumulation, "none") != 0;
  return g_steal_pointer (&total);
}

/* Adds the tables and conditions of the outcomes that count: live, not
 * withdrawn, of this indicator, with "to" inside the range, inside the scope. */
static void
add_outcomes (LepSql              *sql,
              const LepTotalQuery *query,
              const char          *code)
{
  lep_sql_add (sql, " WHERE k.indicator IN (SELECT lep_id_text (ir.id) FROM k_indicator i CROSS JOIN row ir ON ir.rid = i.rid WHERE i.code = ?)");
  lep_sql_bind (sql, LEP_TYPE_TEXT, code);
  lep_sql_add (sql, " AND k.rid NOT IN (SELECT rid FROM row WHERE deleted = 1)"
                    " AND coalesce (k.state, 'claimed') <> 'withdrawn'");
  if (query->from != NULL)
    {
      lep_sql_add (sql, " AND k.\"to\" >= ?");
      lep_sql_bind (sql, LEP_TYPE_DATE, query->from);
    }
  if (query->to != NULL)
    {
      lep_sql_add (sql, " AND k.\"to\" <= ?");
      lep_sql_bind (sql, LEP_TYPE_DATE, query->to);
    }
  if (query->scope == LEP_SCOPE_PROJECT)
    {
      lep_sql_add (sql, " AND k.project = ?");
      lep_sql_bind (sql, LEP_TYPE_REF, query->scope_id);
    }
  else if (query->scope == LEP_SCOPE_PARTNERSHIP)
    {
      lep_sql_add (sql, " AND k.project IN (SELECT lep_id_text (pr.id) FROM k_project p CROSS JOIN row pr ON pr.rid = p.rid WHERE p.partnership = ?)");
      lep_sql_bind (sql, LEP_TYPE_REF, query->scope_id);
    }
}

static GArray *
read_candidates (LepWorkspace        *workspace,
                 const LepTotalQuery *query,
                 const char          *code,
                 GError             **error)
{
  g_autoptr (GArray) candidates = g_array_new (FALSE, TRUE, sizeof (Candidate));
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  g_array_set_clear_func (candidates, candidate_clear);
  lep_sql_add (sql, "SELECT r.rid, lep_id_text (r.id), lep_id_text (s.id), k.project, k.\"from\", k.\"to\", coalesce (k.state, 'claimed'), k.value,"
                    " r.conflicts, r.created_at"
                    " FROM k_outcome k CROSS JOIN row r ON r.rid = k.rid CROSS JOIN space s ON s.no = r.space_no");
  add_outcomes (sql, query, code);
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

/* Adds the live breakdown of one outcome; a conflict in it is one of the total. */
static gboolean
add_breakdown (LepStmt  *stmt,
               gint64    rid,
               LepTotal *total,
               GError  **error)
{
  gboolean has_row;

  lep_stmt_reset (stmt);
  lep_stmt_bind_int64 (stmt, ":rid", rid);
  while (lep_stmt_step (stmt, &has_row, error))
    {
      if (!has_row)
        return TRUE;
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

/* Counts entry by entry: for the accumulations that pick, and when the
 * entries are wanted. */
static gboolean
count_entries (LepWorkspace        *workspace,
               const LepTotalQuery *query,
               LepTotal            *total,
               GError             **error)
{
  g_autoptr (GArray) candidates = read_candidates (workspace, query, total->indicator, error);
  g_autoptr (LepStmt) breakdown = NULL;
  g_autofree gboolean *chosen = NULL;

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
      gint64        *sum = is_verified ? &total->verified : &total->claimed;

      if (!chosen[i])
        continue;

      *sum = lep_add_saturated (*sum, entry->value);
      if (breakdown != NULL && (is_verified || !total->needs_proof) &&
          !add_breakdown (breakdown, candidate->rid, total, error))
        return FALSE;
      if (total->entries != NULL)
        entry->title = lep_workspace_dup_title (workspace, "project", entry->project);
      lep_total_take_entry (total, g_steal_pointer (&candidate->entry));
    }
  return TRUE;
}

/* Lets SQLite add up: for sums without their entries. */
static gboolean
count_sums (LepWorkspace        *workspace,
            const LepTotalQuery *query,
            LepTotal            *total,
            GError             **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepSql) doubt = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (LepStmt) doubt_stmt = NULL;
  gboolean has_row;

  lep_sql_add (sql, "SELECT coalesce (k.state, 'claimed'), sum (k.value) FROM k_outcome k");
  add_outcomes (sql, query, total->indicator);
  lep_sql_add (sql, " GROUP BY 1");
  stmt = lep_sql_prepare (sql, workspace, error);
  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      if (g_strcmp0 (lep_stmt_text (stmt, 0), "verified") == 0)
        total->verified = lep_stmt_int64 (stmt, 1);
      else
        total->claimed = lep_add_saturated (total->claimed, lep_stmt_int64 (stmt, 1));
    }

  lep_sql_add (doubt, "SELECT 1 FROM row c CROSS JOIN k_outcome k ON k.rid = c.rid");
  add_outcomes (doubt, query, total->indicator);
  lep_sql_add (doubt, " AND c.conflicts > 0 LIMIT 1");
  doubt_stmt = lep_sql_prepare (doubt, workspace, error);
  return doubt_stmt != NULL && lep_stmt_step (doubt_stmt, &total->provisional, error);
}

static gboolean
sum_breakdown (LepWorkspace        *workspace,
               const LepTotalQuery *query,
               LepTotal            *total,
               GError             **error)
{
  g_autoptr (LepSql) sql = lep_sql_new ();
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  lep_sql_add (sql, "SELECT b.category, sum (b.value), max (br.conflicts) FROM k_outcome k"
                    " CROSS JOIN row r ON r.rid = k.rid CROSS JOIN k_breakdown b ON b.outcome = lep_id_text (r.id)"
                    " CROSS JOIN row br ON br.rid = b.rid AND br.space_no = r.space_no AND br.deleted = 0");
  add_outcomes (sql, query, total->indicator);
  lep_sql_add (sql, " AND b.category IS NOT NULL AND b.dimension = ?");
  lep_sql_bind (sql, LEP_TYPE_TEXT, query->dimension);
  if (total->needs_proof)
    lep_sql_add (sql, " AND k.state = 'verified'");
  lep_sql_add (sql, " GROUP BY 1");

  stmt = lep_sql_prepare (sql, workspace, error);
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

static void
add_state_cb (const char        *state,
              const char        *category,
              const LepTallySum *sum,
              gpointer           user_data)
{
  LepTotal *total = user_data;
  gint64   *part = g_str_equal (state, "verified") ? &total->verified : &total->claimed;

  *part = lep_add_saturated (*part, sum->value);
  total->provisional |= sum->n_conflicts > 0;
}

static void
add_category_cb (const char        *state,
                 const char        *category,
                 const LepTallySum *sum,
                 gpointer           user_data)
{
  LepTotal *total = user_data;

  if (total->needs_proof && !g_str_equal (state, "verified"))
    return;
  lep_total_add_part (total, category, sum->value);
  total->provisional |= sum->n_conflicts > 0;
}

/* Reads the sums that are kept: for everything or a partnership, when all that
 * changed has been counted. */
static gboolean
read_tally (LepWorkspace        *workspace,
            const LepTotalQuery *query,
            LepTotal            *total,
            GError             **error)
{
  const char *level = query->scope == LEP_SCOPE_PARTNERSHIP ? query->scope_id : "";

  return lep_tally_read (workspace, level, total->indicator, "", query->from, query->to, add_state_cb, total, error) &&
         (total->by == NULL || lep_tally_read (workspace, level, total->indicator, query->dimension, query->from, query->to,
                                               add_category_cb, total, error));
}

static gboolean
count (LepWorkspace        *workspace,
       const LepTotalQuery *query,
       LepTotal            *total,
       GError             **error)
{
  gboolean is_sum = g_strcmp0 (total->accumulation, "latest") != 0 && g_strcmp0 (total->accumulation, "maximum") != 0;

  gint64   waiting = 0;

  if (lep_total_is_derived (total->indicator))
    return lep_total_count_derived (workspace, query, total, error);
  if (!is_sum || query->with_entries)
    return count_entries (workspace, query, total, error);

  if (!lep_db_get_int64 (lep_workspace_get_db (workspace), "SELECT EXISTS (SELECT 1 FROM dirty_tally)", &waiting, error))
    return FALSE;
  if (query->scope != LEP_SCOPE_PROJECT && waiting == 0)
    return read_tally (workspace, query, total, error);
  return count_sums (workspace, query, total, error) &&
         (total->by == NULL || sum_breakdown (workspace, query, total, error));
}

/**
 * lep_total:
 *
 * Adds up an indicator over the live outcomes that are not withdrawn, whose
 * "to" is inside the range and whose project is inside the scope ("How a total
 * is made"). An indicator that needs proof counts what is verified, and has
 * what is claimed beside it. ORGANISATIONS, INITIATIVES and SERVICES are
 * counted from memberships, projects and services.
 *
 * Returns: (transfer full): %LEP_ERROR_NOT_FOUND for an unknown indicator or
 *   dimension
 */
LepTotal *
lep_total (LepWorkspace        *workspace,
           const LepTotalQuery *query,
           GError             **error)
{
  g_autoptr (LepTotal) total = NULL;

  g_return_val_if_fail (LEP_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (query->indicator != NULL, NULL);
  g_return_val_if_fail (query->scope == LEP_SCOPE_PROGRAMME || query->scope_id != NULL, NULL);

  total = find_indicator (workspace, query->indicator, error);
  if (total == NULL)
    return NULL;

  if (query->with_entries || !total->has_total)
    total->entries = g_ptr_array_new_with_free_func (lep_total_entry_free);
  if (query->dimension != NULL)
    total->by = g_ptr_array_new_with_free_func (lep_total_part_free);
  if (!count (workspace, query, total, error))
    return NULL;

  if (!total->has_total)
    total->verified = total->claimed = 0;
  else if (!lep_total_is_derived (total->indicator))
    total->total = total->needs_proof ? total->verified : lep_add_saturated (total->verified, total->claimed);
  if (total->by != NULL)
    lep_total_finish (total, query->dimension);
  return g_steal_pointer (&total);
}

/**
 * lep_total_part:
 * @category: (nullable): a category's code; %NULL = what was not split
 *
 * Returns: %FALSE, and 0 in @value, when no entry names the category
 */
gboolean
lep_total_part (const LepTotal *self,
                const char     *category,
                gint64         *value)
{
  *value = 0;
  for (guint i = 0; self->by != NULL && i < self->by->len; i++)
    {
      const LepTotalPart *part = g_ptr_array_index (self->by, i);

      if (g_strcmp0 (part->category, category) == 0)
        {
          *value = part->value;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * lep_ratio:
 * @percent: hundredths of a percent, rounded half up
 *
 * Makes a percentage from sums, never from other percentages.
 *
 * Returns: %FALSE when @whole is 0
 */
gboolean
lep_ratio (gint64  part,
           gint64  whole,
           gint64 *percent)
{
  __int128 scaled = (__int128) part * 10000;

  if (whole <= 0 || part < 0)
    return FALSE;

  *percent = (gint64) ((scaled * 2 + whole) / ((__int128) whole * 2));
  return TRUE;
}
