/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settling a conflict: an ordinary change whose author has seen all values, so
 * it replaces them everywhere. Rules between fields do not stand in the way:
 * what they say about the result is listed under attention. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-commit.h"
#include "lep-conflict.h"
#include "lep-row-ref.h"
#include "lep-value.h"

/* The conflict, as it is inside the transaction. */
static LepConflict *
find_conflict (LepWorkspace *workspace,
               const char   *space,
               const char   *kind,
               const char   *id,
               const char   *field,
               GPtrArray   **list,
               GError      **error)
{
  *list = lep_conflicts_list (workspace, kind, id, 0, error);
  for (guint i = 0; *list != NULL && i < (*list)->len; i++)
    {
      LepConflict *conflict = g_ptr_array_index (*list, i);

      if ((space == NULL || strcmp (conflict->space, space) == 0) &&
          g_ptr_array_find_with_equal_func (conflict->fields, field, g_str_equal, NULL))
        return conflict;
    }
  if (*list != NULL)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_NOT_FOUND,
                         _ ("There is no such conflict. Perhaps it has been settled in the meantime."));
  return NULL;
}

static gboolean
is_life (const LepConflict *conflict)
{
  return strcmp (conflict->field, "life") == 0;
}

/**
 * lep_conflict_value_life:
 * @value: of the conflict about a record's `life`
 *
 * Returns: what a change that settles with it says
 */
LepLife
lep_conflict_value_life (const LepConflictValue *value)
{
  return strcmp (g_ptr_array_index (value->texts, 0), "deleted") == 0 ? LEP_LIFE_DELETED : LEP_LIFE_RESTORED;
}

/* Makes the change that settles: @texts to all fields, or @life. */
static gboolean
settle (LepCommit         *commit,
        const LepConflict *conflict,
        const GPtrArray   *texts,
        LepLife            life,
        GError           **error)
{
  LepLogSpace *space;
  LepChange   *change;
  LepUuid      space_id, id;

  lep_uuid_parse (conflict->space, -1, &space_id);
  lep_uuid_parse (conflict->id, -1, &id);
  space = lep_log_get_space (commit->apply->log, &space_id, error);
  if (space == NULL)
    return FALSE;

  change = lep_change_new ();
  lep_change_add_row (change, conflict->kind, &id, life);
  for (guint i = 0; texts != NULL && i < texts->len; i++)
    lep_change_add_set (change, g_ptr_array_index (conflict->fields, i), g_ptr_array_index (texts, i), -1);
  return lep_commit_add (commit, space, change, error) &&
         lep_commit_finish (commit, LEP_STEP_EDIT, error);
}

/**
 * lep_conflict_pick:
 * @space: (nullable): id of the record's space
 * @kind: (nullable): its kind
 * @field: any field of the conflict, or "life"
 * @pick: number of the value in LepConflict.values, from 1
 *
 * Settles with one of the values; a group as a whole.
 */
gboolean
lep_conflict_pick (LepWorkspace *workspace,
                   const char   *space,
                   const char   *kind,
                   const char   *id,
                   const char   *field,
                   guint         pick,
                   GError      **error)
{
  g_autoptr (LepCommit) commit = lep_commit_begin (workspace, error);
  g_autoptr (GPtrArray) list = NULL;
  LepConflict            *conflict = commit == NULL ? NULL : find_conflict (workspace, space, kind, id, field, &list, error);
  const LepConflictValue *value;

  if (conflict == NULL)
    return FALSE;
  if (pick == 0 || pick > conflict->values->len)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                   ngettext ("This conflict has %u value only.", "This conflict has %u values only.",
                             conflict->values->len),
                   conflict->values->len);
      return FALSE;
    }
  value = g_ptr_array_index (conflict->values, pick - 1);
  if (!is_life (conflict))
    return settle (commit, conflict, value->texts, LEP_LIFE_NONE, error);
  return settle (commit, conflict, NULL, lep_conflict_value_life (value), error);
}

/**
 * lep_conflict_settle:
 * @field: the field; a group is settled by picking
 * @value: (nullable): in stored form
 *
 * Settles with a value that may be none of those in conflict.
 */
gboolean
lep_conflict_settle (LepWorkspace *workspace,
                     const char   *space,
                     const char   *kind,
                     const char   *id,
                     const char   *field,
                     const char   *value,
                     GError      **error)
{
  g_autoptr (LepCommit) commit = lep_commit_begin (workspace, error);
  g_autoptr (GPtrArray) list = NULL;
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  LepConflict    *conflict = commit == NULL ? NULL : find_conflict (workspace, space, kind, id, field, &list, error);
  const LepKind  *of = conflict == NULL ? NULL : lep_schema_kind (conflict->kind);
  const LepField *known = of == NULL ? NULL : lep_kind_field (of, field);

  if (conflict == NULL)
    return FALSE;
  if (conflict->fields->len > 1 || is_life (conflict))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID,
                           _ ("These values belong together. Pick one of them as a whole."));
      return FALSE;
    }
  if (known != NULL && !lep_value_check (known, value, error))
    return FALSE;
  g_ptr_array_add (texts, (gpointer) value);
  return settle (commit, conflict, texts, LEP_LIFE_NONE, error);
}

/**
 * lep_conflict_settle_life:
 * @keep: whether the record stays, or is deleted in spite of the newer work
 *
 * Settles "deleted by one, changed by another".
 */
gboolean
lep_conflict_settle_life (LepWorkspace *workspace,
                          const char   *space,
                          const char   *kind,
                          const char   *id,
                          gboolean      keep,
                          GError      **error)
{
  g_autoptr (LepCommit) commit = lep_commit_begin (workspace, error);
  g_autoptr (GPtrArray) list = NULL;
  LepConflict *conflict = commit == NULL ? NULL : find_conflict (workspace, space, kind, id, "life", &list, error);

  return conflict != NULL &&
         settle (commit, conflict, NULL, keep ? LEP_LIFE_RESTORED : LEP_LIFE_DELETED, error);
}
