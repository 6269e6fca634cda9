/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settling many conflicts at once: one user action, so that one undo takes it
 * back. What somebody settled or wrote in the meantime is left as it is. */

#include <string.h>

#include "lep-commit.h"
#include "lep-conflict.h"

#define MAX_ROWS_A_CHANGE 5000

typedef struct
{
  LepCommit   *commit;
  LepLogSpace *space;
  LepChange   *change; /* being written, or NULL */
} Settling;

static gboolean
is_same_row (const LepConflict *a,
             const LepConflict *b)
{
  return strcmp (a->id, b->id) == 0 && strcmp (a->kind, b->kind) == 0 && strcmp (a->space, b->space) == 0;
}

/* Whether each value was written by the change that the user saw there. */
static gboolean
has_same_values (const LepConflict *now,
                 const LepConflict *seen)
{
  if (now->values->len != seen->values->len)
    return FALSE;
  for (guint i = 0; i < now->values->len; i++)
    {
      const LepConflictValue *value = g_ptr_array_index (now->values, i);

      if (!lep_hash_equal (&value->change, &((LepConflictValue *) g_ptr_array_index (seen->values, i))->change))
        return FALSE;
    }
  return TRUE;
}

/* Whether the conflict is still what the user saw. */
static gboolean
is_unchanged (const LepConflict *seen,
              const GPtrArray   *now)
{
  for (guint i = 0; i < now->len; i++)
    {
      const LepConflict *conflict = g_ptr_array_index (now, i);

      if (is_same_row (conflict, seen) && strcmp (conflict->field, seen->field) == 0)
        return has_same_values (conflict, seen);
    }
  return FALSE;
}

static const LepConflictValue *
chosen_value (const LepConflictChoice *choice)
{
  return g_ptr_array_index (choice->conflict->values, choice->pick - 1);
}

static gboolean
flush (Settling *self,
       GError  **error)
{
  LepChange *change = g_steal_pointer (&self->change);

  return change == NULL || lep_commit_add (self->commit, self->space, change, error);
}

static gboolean
open_change (Settling          *self,
             const LepConflict *conflict,
             GError           **error)
{
  LepUuid      id;
  LepLogSpace *space;

  lep_uuid_parse (conflict->space, -1, &id);
  space = lep_log_get_space (self->commit->apply->log, &id, error);
  if (space == NULL)
    return FALSE;
  /* In the space of contacts a change names one row. */
  if (self->change != NULL &&
      (space != self->space || space->kind == LEP_SPACE_CONTACTS || self->change->rows->len >= MAX_ROWS_A_CHANGE) &&
      !flush (self, error))
    return FALSE;
  self->space = space;
  if (self->change == NULL)
    self->change = lep_change_new ();
  return TRUE;
}

/* All that was chosen for one row: choices @from to before @to. */
static gboolean
settle_row (Settling     *self,
            LepWorkspace *workspace,
            const GArray *choices,
            guint         from,
            guint         to,
            guint        *n_settled,
            GError      **error)
{
  const LepConflict *first = g_array_index (choices, LepConflictChoice, from).conflict;
  g_autoptr (GPtrArray) now = lep_conflicts_list (workspace, first->kind, first->id, 0, error);
  g_autoptr (GArray) left = g_array_new (FALSE, FALSE, sizeof (LepConflictChoice));
  LepLife life = LEP_LIFE_NONE;
  LepUuid id;

  if (now == NULL)
    return FALSE;
  for (guint i = from; i < to; i++)
    {
      const LepConflictChoice *choice = &g_array_index (choices, LepConflictChoice, i);

      if (!is_unchanged (choice->conflict, now))
        continue;
      g_array_append_val (left, *choice);
      if (strcmp (choice->conflict->field, "life") == 0)
        life = lep_conflict_value_life (chosen_value (choice));
    }
  if (left->len == 0)
    return TRUE;
  if (!open_change (self, first, error))
    return FALSE;

  lep_uuid_parse (first->id, -1, &id);
  lep_change_add_row (self->change, first->kind, &id, life);
  for (guint i = 0; i < left->len; i++)
    {
      const LepConflictChoice *choice = &g_array_index (left, LepConflictChoice, i);
      const LepConflict       *conflict = choice->conflict;
      const GPtrArray         *texts = chosen_value (choice)->texts;

      for (guint k = 0; strcmp (conflict->field, "life") != 0 && k < conflict->fields->len; k++)
        lep_change_add_set (self->change, g_ptr_array_index (conflict->fields, k), g_ptr_array_index (texts, k), -1);
    }
  *n_settled += left->len;
  return TRUE;
}

/**
 * lep_conflicts_settle:
 * @choices: of #LepConflictChoice, in the order of lep_conflicts_list ()
 * @n_settled: (out): how many of them were still as @choices has them
 *
 * Settles them all in one step, or, on an error, none.
 */
gboolean
lep_conflicts_settle (LepWorkspace *workspace,
                      const GArray *choices,
                      guint        *n_settled,
                      GError      **error)
{
  g_autoptr (LepCommit) commit = lep_commit_begin (workspace, error);
  Settling self = { .commit = commit };
  gboolean done = commit != NULL;

  *n_settled = 0;
  for (guint i = 0, n = 0; done && i < choices->len; i += n)
    {
      const LepConflict *first = g_array_index (choices, LepConflictChoice, i).conflict;

      for (n = 1; i + n < choices->len && is_same_row (g_array_index (choices, LepConflictChoice, i + n).conflict, first); n++)
        continue;
      done = settle_row (&self, workspace, choices, i, i + n, n_settled, error);
    }
  done = done && flush (&self, error);
  g_clear_pointer (&self.change, lep_change_free);
  return done && lep_commit_finish (commit, LEP_STEP_EDIT, error);
}
