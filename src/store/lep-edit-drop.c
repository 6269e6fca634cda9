/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes out of an edit what would write nothing new: a value that is there
 * already, the deleting of what is deleted, the restoring of what is there. An
 * empty change would travel, and undo would take back nothing. Where people
 * disagree the same value settles, so there it is written; so it is where it
 * matters who says it. */

#include <string.h>

#include "lep-edit-private.h"
#include "lep-revocation.h"

/* Whether two values of the register, or of the life, stand side by side. */
static gboolean
is_disputed (LepDb            *db,
             const LepEditRow *row,
             const char       *field,
             gboolean         *disputed,
             GError          **error)
{
  g_autoptr (LepStmt) stmt = NULL;

  *disputed = FALSE;
  if (row->conflicts == 0)
    return TRUE;

  stmt = lep_db_prepare (db, "SELECT EXISTS (SELECT 1 FROM sibling WHERE rid = :rid AND field = :field)", error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":rid", row->rid);
  lep_stmt_bind_text (stmt, ":field", field);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  *disputed = lep_stmt_int64 (stmt, 0) != 0;
  return TRUE;
}

/* Whether the field counts by who wrote it (see lep-revocation.c), and what stands
 * there another laptop wrote: the same said here is another word. */
static gboolean
is_word_of_another (const LepEdit    *self,
                    const LepEditRow *row,
                    const char       *field,
                    gboolean         *is_it,
                    GError          **error)
{
  g_autoptr (GHashTable) writers = NULL;
  char    id[LEP_UUID_TEXT_SIZE + 1];
  LepUuid own;

  *is_it = FALSE;
  if (g_strcmp0 (lep_revocation_field (row->kind->name), field) != 0)
    return TRUE;

  writers = lep_register_writers (self->workspace, row->rid, field, error);
  if (writers == NULL || !lep_workspace_get_own (self->workspace, &own, error))
    return FALSE;
  lep_uuid_format (&own, id);
  *is_it = g_hash_table_size (writers) > 0 && !g_hash_table_contains (writers, id);
  return TRUE;
}

static gboolean
is_same_register (const LepKind *kind,
                  guint          a,
                  guint          b)
{
  return a == b || (kind->fields[a].group != NULL && g_strcmp0 (kind->fields[a].group, kind->fields[b].group) == 0);
}

/* Whether the edit says of the whole register of @field what stands there. */
static gboolean
says_nothing_new (const LepEdit    *self,
                  LepDb            *db,
                  const LepEditRow *row,
                  guint             field,
                  gboolean         *nothing,
                  GError          **error)
{
  const LepKind *kind = row->kind;
  gboolean       disputed, is_anothers;
  int            first = -1;

  *nothing = FALSE;
  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (!is_same_register (kind, i, field))
        continue;
      if (first < 0)
        first = (int) i;
      if (g_strcmp0 (lep_edit_row_get (row, kind->fields[i].name), row->old[i]) != 0)
        return TRUE;
    }

  if (!is_disputed (db, row, kind->fields[first].name, &disputed, error) ||
      !is_word_of_another (self, row, kind->fields[first].name, &is_anothers, error))
    return FALSE;
  *nothing = !disputed && !is_anothers;
  return TRUE;
}

static gboolean
drop_sets (const LepEdit *self,
           LepDb         *db,
           LepEditRow    *row,
           GError       **error)
{
  for (guint i = 0; i < row->sets->len; i++)
    {
      LepEditSet *set = &g_array_index (row->sets, LepEditSet, i);

      if (!says_nothing_new (self, db, row, set->field, &set->is_idle, error))
        return FALSE;
      row->is_idle = row->is_idle && set->is_idle;
    }
  return TRUE;
}

/**
 * lep_edit_row_drop:
 * @row: checked; what it shows now is read
 *
 * Marks what of a row the edit would write without changing anything. A new
 * record is always written.
 */
gboolean
lep_edit_row_drop (const LepEdit *self,
                   LepDb         *db,
                   LepEditRow    *row,
                   GError       **error)
{
  gboolean disputed = FALSE;

  row->written = row->life;
  row->is_idle = FALSE;
  if (row->old == NULL)
    return TRUE;

  if (row->is_deleted) /* what is given with the life is written with it */
    {
      row->is_idle = row->life == LEP_LIFE_DELETED && row->sets->len == 0;
      return TRUE;
    }

  if (row->life == LEP_LIFE_RESTORED && !is_disputed (db, row, "life", &disputed, error))
    return FALSE;
  if (row->life == LEP_LIFE_RESTORED && !disputed)
    row->written = LEP_LIFE_NONE;
  row->is_idle = row->written == LEP_LIFE_NONE;
  return drop_sets (self, db, row, error);
}
