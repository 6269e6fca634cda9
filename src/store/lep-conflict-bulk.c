/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settling many conflicts at once: one user action, so that one undo takes it
 * back. What somebody settled or wrote in the meantime is left as it is. */

#include <string.h>

#include "lep-commit.h"
#include "lep-conflict.h"

typedef struct
{
  LepCommit         *commit;
  GPtrArray         *now; /* LepConflict, as they are inside the transaction */
  guint              at;  /* how far choices and @now were compared */
  LepLogSpace       *space;
  LepChange         *change; /* being written, or NULL */
  LepFill            fill;   /* of it */
  const LepConflict *last;   /* of the row that it names last */
} Settling;

static int
compare_rows (const LepConflict *a,
              const LepConflict *b)
{
  int order = strcmp (a->space, b->space);

  if (order == 0)
    order = strcmp (a->kind, b->kind);
  return order != 0 ? order : strcmp (a->id, b->id);
}

/* The order of lep_conflicts_list (). */
static int
compare (const LepConflict *a,
         const LepConflict *b)
{
  int order = compare_rows (a, b);

  return order != 0 ? order : strcmp (a->field, b->field);
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
is_unchanged (Settling          *self,
              const LepConflict *seen)
{
  for (; self->at < self->now->len; self->at++)
    {
      const LepConflict *now = g_ptr_array_index (self->now, self->at);
      int                order = compare (now, seen);

      if (order >= 0)
        return order == 0 && has_same_values (now, seen);
    }
  return FALSE;
}

static gboolean
flush (Settling *self,
       GError  **error)
{
  LepChange *change = g_steal_pointer (&self->change);

  self->fill = (LepFill){ 0 };
  return change == NULL || lep_commit_add (self->commit, self->space, change, error);
}

/* Names the row in a change of its space. */
static gboolean
add_row (Settling          *self,
         const LepConflict *conflict,
         GError           **error)
{
  LepLogSpace *space;
  LepUuid      id;

  lep_uuid_parse (conflict->space, -1, &id);
  space = lep_log_get_space (self->commit->apply->log, &id, error);
  if (space == NULL)
    return FALSE;
  if (self->change != NULL && (space != self->space || lep_commit_is_full (&self->fill, space, self->change)) && !flush (self, error))
    return FALSE;

  self->space = space;
  self->last = conflict;
  if (self->change == NULL)
    self->change = lep_change_new ();
  lep_uuid_parse (conflict->id, -1, &id);
  lep_change_add_row (self->change, conflict->kind, &id, LEP_LIFE_NONE);
  return TRUE;
}

static gboolean
settle (Settling                *self,
        const LepConflictChoice *choice,
        GError                 **error)
{
  const LepConflict      *conflict = choice->conflict;
  const LepConflictValue *chosen = g_ptr_array_index (conflict->values, choice->pick - 1);

  if ((self->last == NULL || compare_rows (self->last, conflict) != 0) && !add_row (self, conflict, error))
    return FALSE;

  if (strcmp (conflict->field, "life") == 0)
    g_array_index (self->change->rows, LepRowOp, self->change->rows->len - 1).life = lep_conflict_value_life (chosen);
  else
    for (guint i = 0; i < conflict->fields->len; i++)
      lep_change_add_set (self->change, g_ptr_array_index (conflict->fields, i), g_ptr_array_index (chosen->texts, i), -1);
  return TRUE;
}

/* The conflicts that @choices may be about: those of one record where they are of
 * one, as they are when somebody settles one after the other. */
static GPtrArray *
list_now (LepWorkspace *workspace,
          const GArray *choices,
          GError      **error)
{
  const LepConflict *first = choices->len > 0 ? g_array_index (choices, LepConflictChoice, 0).conflict : NULL;

  for (guint i = 1; first != NULL && i < choices->len; i++)
    {
      const LepConflict *other = g_array_index (choices, LepConflictChoice, i).conflict;

      if (strcmp (first->id, other->id) != 0 || strcmp (first->kind, other->kind) != 0)
        first = NULL;
    }
  return lep_conflicts_list (workspace, first != NULL ? first->kind : NULL, first != NULL ? first->id : NULL, 0, error);
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
  g_autoptr (GPtrArray) now = commit == NULL ? NULL : list_now (workspace, choices, error);
  Settling self = { .commit = commit, .now = now };
  gboolean done = now != NULL;

  *n_settled = 0;
  for (guint i = 0; done && i < choices->len; i++)
    {
      const LepConflictChoice *choice = &g_array_index (choices, LepConflictChoice, i);

      if (!is_unchanged (&self, choice->conflict))
        continue;
      done = settle (&self, choice, error);
      (*n_settled)++;
    }
  done = done && flush (&self, error);
  g_clear_pointer (&self.change, lep_change_free);
  return done && lep_commit_finish (commit, LEP_STEP_EDIT, error);
}
