/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which change gave a register of a row the value that is shown, and who wrote it. */

#include <string.h>

#include "lep-attention-private.h"

#include "lep-deeds.h"

void
lep_deed_clear (LepDeed *self)
{
  g_free (self->at);
  g_free (self->by);
}

void
lep_deeds_clear (LepDeeds *self)
{
  g_clear_pointer (&self->officers, g_hash_table_unref);
  g_clear_pointer (&self->laptops, g_hash_table_unref);
  g_clear_pointer (&self->heads, g_array_unref);
}

gboolean
lep_deeds_begin (LepDeeds     *self,
                 LepWorkspace *workspace,
                 GError      **error)
{
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  self->workspace = workspace;
  self->db = lep_workspace_get_db (workspace);
  self->laptops = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  stmt = lep_db_prepare (self->db, "SELECT b.no, l.id FROM stream b JOIN replica l ON l.no = b.replica_no", error);
  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      g_hash_table_insert (self->laptops, GUINT_TO_POINTER ((guint) lep_stmt_int64 (stmt, 0)),
                           g_memdup2 (lep_stmt_blob (stmt, 1), LEP_UUID_SIZE));
    }
}

gboolean
lep_deeds_is_officer (const LepDeeds *self,
                      const LepUuid  *replica)
{
  char id[LEP_UUID_TEXT_SIZE + 1];

  if (self->officers == NULL)
    return FALSE;
  lep_uuid_format (replica, id);
  return g_hash_table_contains (self->officers, id);
}

/* Finds the number of a register by its name; -1 where no change ever wrote it. */
gboolean
lep_deeds_register (const LepDeeds *self,
                    const char     *name,
                    gint64         *reg,
                    GError        **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "SELECT coalesce (max (no), -1) FROM name WHERE name = :name", error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":name", name);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  *reg = lep_stmt_int64 (stmt, 0);
  return TRUE;
}

/* Whether the value that a change gave to the field is one of a conflict that is
 * not shown. */
static gboolean
is_hidden (const LepDeeds *self,
           gint64          rid,
           const char     *field,
           const LepHead  *head,
           gboolean       *hidden,
           GError        **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->db, "SELECT 1 FROM sibling WHERE rid = ?1 AND field = ?4 AND stream_no = ?2 AND n = ?3", error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, rid);
  lep_stmt_set_int64 (stmt, 2, head->stream);
  lep_stmt_set_int64 (stmt, 3, head->n);
  lep_stmt_set_text (stmt, 4, field, -1);
  return lep_stmt_step (stmt, hidden, error);
}

/* An officer comes before others, then the lesser id: all laptops tell the same. */
static gboolean
is_before (const LepDeeds *self,
           const LepUuid  *one,
           const LepUuid  *other)
{
  gboolean first = lep_deeds_is_officer (self, one), second = lep_deeds_is_officer (self, other);

  return first != second ? first : memcmp (one, other, sizeof *one) < 0;
}

/**
 * lep_deeds_find:
 * @row: its columns 2 to 4 are clock, rid and number of conflicts
 * @field: static text; one that is a register of its own
 * @found: (out): %FALSE where the clock does not say
 *
 * Finds who gave the record of the row the value of the field that is shown, of
 * several one.
 */
gboolean
lep_deeds_find (LepDeeds   *self,
                LepStmt    *row,
                const char *field,
                LepDeed    *deed,
                gboolean   *found,
                GError    **error)
{
  *found = FALSE;
  if (g_strcmp0 (self->field, field) != 0 && !lep_deeds_register (self, field, &self->reg, error))
    return FALSE;
  self->field = field;
  lep_heads_decode (lep_stmt_blob (row, 2), lep_stmt_size (row, 2), self->heads);
  for (guint i = 0; i < self->heads->len; i++)
    {
      const LepHead *head = &g_array_index (self->heads, LepHead, i);
      const LepUuid *replica = g_hash_table_lookup (self->laptops, GUINT_TO_POINTER (head->stream));
      gboolean       hidden = FALSE;

      if (head->reg != self->reg || replica == NULL)
        continue;
      if (lep_stmt_int64 (row, 4) > 0 && !is_hidden (self, lep_stmt_int64 (row, 3), field, head, &hidden, error))
        return FALSE;
      if (hidden || (*found && !is_before (self, replica, &deed->replica)))
        continue;
      deed->head = *head;
      deed->replica = *replica;
      *found = TRUE;
    }
  return TRUE;
}

/* Adds person and time. */
gboolean
lep_deeds_read (const LepDeeds *self,
                LepDeed        *deed,
                GError        **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "SELECT at, author FROM change WHERE stream_no = ?1 AND n = ?2", error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, deed->head.stream);
  lep_stmt_set_int64 (stmt, 2, deed->head.n);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  deed->at = lep_stmt_is_null (stmt, 0) ? g_strdup ("") : lep_stmt_dup_text (stmt, 0);
  deed->by = lep_stmt_is_null (stmt, 1) ? g_strdup ("") : lep_stmt_dup_text (stmt, 1);
  return TRUE;
}
