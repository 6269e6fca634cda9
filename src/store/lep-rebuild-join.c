/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Branches that hung on a lost change are joined to it when it is here. */

#include <string.h>

#include "lep-rebuild.h"

/* A branch of a replica as the table has it. */
typedef struct _Branch Branch;

struct _Branch
{
  gint64   no;
  gint64   replica_no;
  gint64   parent; /* 0 = none */
  gint64   base;
  LepHash  prev;
  gint64   last;
  LepHash  head;
  Branch  *into;   /* the branch that has its changes now; %NULL = itself */
  Branch  *signer; /* whose newest signature counts */
  Branch  *found;  /* the branch that has the change it hangs on, and did not have a parent */
  gboolean is_changed;
};

typedef struct
{
  LepDb      *db;
  GPtrArray  *branches; /* Branch, as the table lists them */
  GHashTable *by_no;    /* number -> Branch */
  GHashTable *loose;    /* LepHash of the lost change -> GPtrArray of Branch */
} Join;

static void
join_clear (Join *self)
{
  g_clear_pointer (&self->loose, g_hash_table_unref);
  g_clear_pointer (&self->by_no, g_hash_table_unref);
  g_clear_pointer (&self->branches, g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Join, join_clear)

static void
keep_loose (Join   *self,
            Branch *branch)
{
  GPtrArray *same = g_hash_table_lookup (self->loose, &branch->prev);

  if (same == NULL)
    {
      same = g_ptr_array_new ();
      g_hash_table_insert (self->loose, &branch->prev, same);
    }
  g_ptr_array_add (same, branch);
}

static gboolean
load_branches (Join    *self,
               gint64   space_no,
               GError **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->db,
                    "SELECT no, replica_no, ifnull (parent, 0), base, prev, last, head, signed_n IS NOT NULL FROM stream"
                    " WHERE space_no = ?1 ORDER BY replica_no, fork",
                    error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, space_no);
  while (lep_stmt_next (stmt, &failure))
    {
      Branch *branch = g_new0 (Branch, 1);

      branch->no = lep_stmt_int64 (stmt, 0);
      branch->replica_no = lep_stmt_int64 (stmt, 1);
      branch->parent = lep_stmt_int64 (stmt, 2);
      branch->base = lep_stmt_int64 (stmt, 3);
      memcpy (branch->prev.bytes, lep_stmt_blob (stmt, 4), LEP_HASH_SIZE);
      branch->last = lep_stmt_int64 (stmt, 5);
      memcpy (branch->head.bytes, lep_stmt_blob (stmt, 6), LEP_HASH_SIZE);
      branch->signer = lep_stmt_int64 (stmt, 7) != 0 ? branch : NULL;
      g_ptr_array_add (self->branches, branch);
      g_hash_table_insert (self->by_no, &branch->no, branch);
      if (branch->parent == 0 && branch->base > 0)
        keep_loose (self, branch);
    }
  return lep_stmt_take_failure (&failure, error);
}

/* Looks through the log once, whatever the number of branches is. */
static gboolean
find_lost (Join    *self,
           GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "SELECT n, hash FROM change WHERE stream_no = ?1", error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < self->branches->len && failure == NULL; i++)
    {
      Branch *branch = g_ptr_array_index (self->branches, i);

      lep_stmt_set_int64 (stmt, 1, branch->no);
      while (lep_stmt_next (stmt, &failure))
        {
          GPtrArray *loose = g_hash_table_lookup (self->loose, lep_stmt_blob (stmt, 1));

          for (guint k = 0; loose != NULL && k < loose->len; k++)
            {
              Branch *other = g_ptr_array_index (loose, k);

              if (other->base == lep_stmt_int64 (stmt, 0) && other->replica_no == branch->replica_no)
                other->found = branch;
            }
        }
      lep_stmt_reset (stmt);
    }
  return lep_stmt_take_failure (&failure, error);
}

static Branch *
current (Branch *branch)
{
  while (branch->into != NULL)
    {
      if (branch->into->into != NULL)
        branch->into = branch->into->into; /* a long way is gone once */
      branch = branch->into;
    }
  return branch;
}

/* One that goes on where a branch ends becomes a part of it; others hang on it. */
static void
join (Branch *branch)
{
  Branch *stream = current (branch->found);

  stream->is_changed = TRUE;
  if (stream->last != branch->base)
    {
      branch->parent = stream->no;
      branch->is_changed = TRUE;
      return;
    }
  branch->into = stream;
  stream->last = branch->last;
  stream->head = branch->head;
  stream->signer = branch->signer != NULL ? branch->signer : stream->signer;
}

static gboolean
run (Join       *self,
     const char *sql,
     gint64      no,
     gint64      other,
     GError    **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, sql, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, no);
  lep_stmt_set_int64 (stmt, 2, other);
  return lep_stmt_run (stmt, error);
}

static gboolean
store_branch (Join    *self,
              Branch  *branch,
              GError **error)
{
  g_autoptr (LepStmt) stmt = NULL;

  if (branch->into != NULL)
    return run (self, "UPDATE change SET stream_no = ?2 WHERE stream_no = ?1", branch->no, current (branch)->no, error);
  if (!branch->is_changed)
    return TRUE;
  if (branch->signer != NULL && branch->signer != branch &&
      !run (self,
            "UPDATE stream SET (signed_n, signed_head, signature) ="
            " (SELECT signed_n, signed_head, signature FROM stream WHERE no = ?2) WHERE no = ?1",
            branch->no, branch->signer->no, error))
    return FALSE;
  stmt = lep_db_prepare (self->db, "UPDATE stream SET last = ?2, head = ?3, parent = nullif (?4, 0) WHERE no = ?1", error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, branch->no);
  lep_stmt_set_int64 (stmt, 2, branch->last);
  lep_stmt_set_blob (stmt, 3, branch->head.bytes, LEP_HASH_SIZE);
  lep_stmt_set_int64 (stmt, 4, branch->parent);
  return lep_stmt_run (stmt, error);
}

/* What hangs on a branch that became a part of another hangs on that. */
static void
move_children (Join *self)
{
  for (guint i = 0; i < self->branches->len; i++)
    {
      Branch *branch = g_ptr_array_index (self->branches, i);
      Branch *parent = branch->parent == 0 ? NULL : g_hash_table_lookup (self->by_no, &branch->parent);

      if (parent == NULL || parent->into == NULL)
        continue;
      branch->parent = current (parent)->no;
      branch->is_changed = TRUE;
    }
}

static gboolean
store (Join    *self,
       GError **error)
{
  for (guint i = 0; i < self->branches->len; i++)
    if (!store_branch (self, g_ptr_array_index (self->branches, i), error))
      return FALSE;
  /* Their signatures were still needed. */
  for (guint i = 0; i < self->branches->len; i++)
    {
      const Branch *branch = g_ptr_array_index (self->branches, i);

      if (branch->into != NULL && !run (self, "DELETE FROM stream WHERE no = ?1 AND ?2 = 0", branch->no, 0, error))
        return FALSE;
    }
  return TRUE;
}

/**
 * lep_rebuild_join_branches:
 *
 * Joins the branches of a space to what they follow, where that is here now.
 */
gboolean
lep_rebuild_join_branches (LepDb   *db,
                           gint64   space_no,
                           GError **error)
{
  g_auto (Join) self = { .db = db };
  gboolean is_any = FALSE;

  self.branches = g_ptr_array_new_with_free_func (g_free);
  self.by_no = g_hash_table_new (g_int64_hash, g_int64_equal);
  self.loose = g_hash_table_new_full (lep_hash_key, lep_hash_equal_func, NULL, (GDestroyNotify) g_ptr_array_unref);
  if (!load_branches (&self, space_no, error) ||
      (g_hash_table_size (self.loose) > 0 && !find_lost (&self, error)))
    return FALSE;
  for (guint i = 0; i < self.branches->len; i++)
    {
      Branch *branch = g_ptr_array_index (self.branches, i);

      if (branch->found == NULL)
        continue;
      join (branch);
      is_any = TRUE;
    }
  if (!is_any)
    return TRUE;
  move_children (&self);
  return store (&self, error);
}
