/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule 5: what indirect costs and contingency of a project are a share of, before
 * an edit and after it. A share that a merge, or a stricter call, left above its
 * limit comes down step by step: what does not make it worse is accepted. */

#include <string.h>

#include "lep-attention-private.h"
#include "lep-rules-share.h"
#include "lep-rules-sql.h"

/* A part, and what it is a share of; never less than nothing. */
typedef struct
{
  gint64 part;
  gint64 whole;
} Share;

typedef struct
{
  Share    indirect;
  Share    contingency;
  gboolean is_left; /* a line goes from it to another project */
} Shares;

/**
 * lep_rules_shares_new:
 *
 * Returns: (transfer full): what projects had before an edit; of none yet
 */
GHashTable *
lep_rules_shares_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

static gboolean
read_shares (LepDb      *db,
             const char *project,
             Shares     *shares,
             GError    **error)
{
  static const char sql[] =
    "SELECT max (0, " LEP_SQL_BUDGET (":project", "'8'") "), max (0, " LEP_SQL_BUDGET (":project", LEP_SQL_DIRECT) "),"
                                                                                                                   " max (0, " LEP_SQL_BUDGET (":project", "'10'") "), max (0, " LEP_SQL_BUDGET (":project", LEP_SQL_ELIGIBLE) ")";
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":project", project);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  shares->indirect = (Share){ lep_stmt_int64 (stmt, 0), lep_stmt_int64 (stmt, 1) };
  shares->contingency = (Share){ lep_stmt_int64 (stmt, 2), lep_stmt_int64 (stmt, 3) };
  return TRUE;
}

/* As it is before whatever the edit does to it: the first time counts. */
static gboolean
remember (GHashTable *self,
          LepDb      *db,
          const char *project,
          GError    **error)
{
  g_autofree Shares *shares = NULL;

  if (project == NULL || g_hash_table_contains (self, project))
    return TRUE;

  shares = g_new0 (Shares, 1);
  if (!read_shares (db, project, shares, error))
    return FALSE;
  g_hash_table_insert (self, g_strdup (project), g_steal_pointer (&shares));
  return TRUE;
}

/* The project that a line of the edit is in before it. @moves_to: (nullable): the one
 * that the edit writes, if it writes one */
static gboolean
remember_before (GHashTable *self,
                 LepDb      *db,
                 const char *project,
                 gboolean    moves,
                 const char *moves_to,
                 GError    **error)
{
  if (!remember (self, db, project, error))
    return FALSE;
  if (project != NULL && moves && g_strcmp0 (project, moves_to) != 0)
    ((Shares *) g_hash_table_lookup (self, project))->is_left = TRUE;
  return TRUE;
}

/**
 * lep_rules_shares_remember:
 * @change: a local change that is not applied yet
 *
 * Remembers the shares of each project that has a line of a budget in the change.
 */
gboolean
lep_rules_shares_remember (GHashTable      *self,
                           LepDb           *db,
                           const LepChange *change,
                           GError         **error)
{
  g_autoptr (LepStmt) stmt = NULL;

  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp *op = &g_array_index (change->rows, LepRowOp, i);
      const char     *moves_to = NULL;
      gboolean        moves = FALSE, has_row;

      if (strcmp (op->kind, "budget_line") != 0)
        continue;
      for (guint j = 0; j < op->n_sets; j++)
        {
          const LepSet *set = &g_array_index (change->sets, LepSet, op->first_set + j);

          if (strcmp (set->field, "project") != 0)
            continue;
          moves = TRUE;
          moves_to = set->value;
          if (!remember (self, db, moves_to, error))
            return FALSE;
        }

      if (stmt == NULL)
        stmt = lep_db_prepare (db, "SELECT k.project FROM row r CROSS JOIN k_budget_line k ON k.rid = r.rid WHERE r.id = :id", error);
      if (stmt == NULL)
        return FALSE;
      lep_stmt_reset (stmt);
      lep_stmt_bind_blob (stmt, ":id", op->id.bytes, LEP_UUID_SIZE);
      if (!lep_stmt_step (stmt, &has_row, error) || (has_row && !remember_before (self, db, lep_stmt_text (stmt, 0), moves, moves_to, error)))
        return FALSE;
    }
  return TRUE;
}

/* A part of nothing is more than every share, so only less of it is no worse. */
static gboolean
has_grown (const Share *before,
           const Share *after)
{
  if (before->whole == 0)
    return after->part > before->part;
  return (__int128) after->part * before->whole > (__int128) before->part * after->whole;
}

/**
 * lep_rules_shares_grew:
 * @line: rid of a line of a budget, with all of the edit applied
 * @indirect: (out): whether indirect costs are a larger share than before
 * @contingency: (out): whether the contingency is
 */
gboolean
lep_rules_shares_grew (GHashTable *self,
                       LepDb      *db,
                       gint64      line,
                       gboolean   *indirect,
                       gboolean   *contingency,
                       GError    **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT project FROM k_budget_line WHERE rid = :rid", error);
  const Shares *before;
  Shares        after;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":rid", line);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  before = lep_stmt_is_null (stmt, 0) ? NULL : g_hash_table_lookup (self, lep_stmt_text (stmt, 0));
  *indirect = *contingency = TRUE;
  if (before == NULL)
    return TRUE;
  if (!read_shares (db, lep_stmt_text (stmt, 0), &after, error))
    return FALSE;
  *indirect = has_grown (&before->indirect, &after.indirect);
  *contingency = has_grown (&before->contingency, &after.contingency);
  return TRUE;
}

void
lep_share_left_clear (LepShareLeft *self)
{
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->limit, g_free);
}

static gboolean
look_at_project (LepDb        *db,
                 const char   *project,
                 const Shares *before,
                 LepShareLeft *left,
                 GError      **error)
{
  static const char sql[] =
    "SELECT p.title, c.max_indirect, c.max_contingency, " LEP_SQL_INDIRECT_ABOVE (":project") ", " LEP_SQL_CONTINGENCY_ABOVE (":project") " FROM row r CROSS JOIN k_project p ON p.rid = r.rid AND r.deleted = 0" LEP_NAMED ("application", "a", "p.application") LEP_NAMED ("call", "c", "a.call") " WHERE r.id = lep_id (:project)";
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql, error);
  gboolean has_row;
  Shares   after;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":project", project);
  if (!lep_stmt_step (stmt, &has_row, error) || !read_shares (db, project, &after, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  left->is_indirect = lep_stmt_int64 (stmt, 3) != 0 && has_grown (&before->indirect, &after.indirect);
  if (!left->is_indirect && !(lep_stmt_int64 (stmt, 4) != 0 && has_grown (&before->contingency, &after.contingency)))
    return TRUE;
  left->title = g_strdup (lep_stmt_is_null (stmt, 0) ? project : lep_stmt_text (stmt, 0));
  left->limit = lep_stmt_dup_text (stmt, left->is_indirect ? 1 : 2);
  return TRUE;
}

/**
 * lep_rules_shares_find_left:
 * @left: (out): a project where a share grew above its limit
 *
 * Looks at the projects that lines went away from, with all of the edit applied; where
 * the lines are now each is held to the rule before.
 */
gboolean
lep_rules_shares_find_left (GHashTable   *self,
                            LepDb        *db,
                            LepShareLeft *left,
                            GError      **error)
{
  GHashTableIter iter;
  gpointer       project, before;

  g_hash_table_iter_init (&iter, self);
  while (left->title == NULL && g_hash_table_iter_next (&iter, &project, &before))
    if (((const Shares *) before)->is_left && !look_at_project (db, project, before, left, error))
      return FALSE;
  return TRUE;
}
