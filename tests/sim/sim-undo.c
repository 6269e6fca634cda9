/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Taking back a step, and what must be shown then: of each row that the step wrote
 * what was shown before it, where nothing newer touched it; and nothing that somebody
 * works on since is deleted. */

#include "lep-error.h"
#include "lep-undo.h"
#include "lep-workspace-private.h"

#include "sim-life.h"

/* What a laptop holds, by when it came. */
typedef struct
{
  SimHeld *before; /* the step; as if the rest had not come */
  SimSet   during, after;
  SimSet   newer; /* of what came after it: what was not taken back since */
} Parts;

static gboolean
read_parts (SimLife   *self,
            SimLaptop *laptop,
            gint64     step,
            Parts     *parts)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (laptop->workspace),
                    "SELECT hash, (seq >= first_seq) + (seq > last_seq), NOT EXISTS (SELECT 1 FROM step AS other"
                    " WHERE other.no > step.no AND (other.undone OR other.kind = 'undo') AND seq BETWEEN other.first_seq AND other.last_seq)"
                    " FROM change JOIN step ON step.no = ?1",
                    &error);

  if (stmt != NULL)
    lep_stmt_set_int64 (stmt, 1, step);
  while (error == NULL && lep_stmt_next (stmt, &error))
    {
      SimChange *change = sim_model_find (self->model, lep_stmt_blob (stmt, 0));
      gint64     when = lep_stmt_int64 (stmt, 1);

      if (when > 0)
        sim_set_remove (&parts->before->applied, change->index);
      if (when > 0)
        sim_set_add (when == 1 ? &parts->during : &parts->after, change->index);
      if (when == 2 && lep_stmt_int64 (stmt, 2) != 0)
        sim_set_add (&parts->newer, change->index);
    }
  return sim_fine (self, laptop, "what came when", &error);
}

static gboolean
is_written (const SimHeld *held,
            const SimRow  *row,
            const SimSet  *by)
{
  for (guint i = 0; i < row->writers->len; i++)
    {
      guint index = g_array_index (row->writers, guint, i);

      if (sim_set_has (by, index) && !sim_set_has (&held->stubs, index))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_alive (SimLife       *self,
          const SimHeld *held,
          const SimRow  *row)
{
  return sim_row_is_here (self->model, held, row) && !sim_row_is_deleted (self->model, held, row);
}

static void
look_at_fields (SimLife       *self,
                SimLaptop     *laptop,
                const SimRow  *row,
                const SimHeld *before)
{
  g_autoptr (GArray) fields = sim_row_fields (self->model, &laptop->held, row);
  guint life = g_quark_from_string ("life");

  for (guint i = 0; i < fields->len; i++)
    {
      guint field = g_array_index (fields, guint, i);
      g_autoptr (GPtrArray) was = sim_heads (self->model, before, row, field);
      g_autoptr (GPtrArray) is = sim_heads (self->model, &laptop->held, row, field);
      const char *expected = was->len == 0 ? NULL : sim_value (sim_winner (was), self->model, row, field);
      const char *shown = sim_value (sim_winner (is), self->model, row, field);

      if (field != life && g_strcmp0 (expected, shown) != 0)
        sim_model_fail (self->model, "%s: %s of %s is “%s” after taking back, not “%s” as before", laptop->name,
                        g_quark_to_string (field), row->key, shown, expected);
    }
}

/* @was_alive: right before it was taken back */
static void
look_at_row (SimLife      *self,
             SimLaptop    *laptop,
             const SimRow *row,
             const Parts  *parts,
             gboolean      was_alive)
{
  gboolean before = is_alive (self, parts->before, row);
  gboolean after = is_alive (self, &laptop->held, row);

  if (is_written (&laptop->held, row, &parts->newer) && was_alive && !after)
    sim_model_fail (self->model, "%s: taking back deletes %s, on which somebody works", laptop->name, row->key);
  if (is_written (&laptop->held, row, &parts->after))
    return;
  if (before != after)
    sim_model_fail (self->model, "%s: %s is %s after taking back, and was not before", laptop->name, row->key, after ? "alive" : "deleted");
  if (before && after)
    look_at_fields (self, laptop, row, parts->before);
}

static void
undo (SimLife   *self,
      SimLaptop *laptop,
      gint64     step,
      Parts     *parts)
{
  g_autofree gboolean *was_alive = g_new0 (gboolean, self->model->rows->len);
  guint                n_rows = self->model->rows->len;
  LepUndone            undone = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done;

  for (guint i = 0; i < n_rows; i++)
    was_alive[i] = is_alive (self, &laptop->held, g_ptr_array_index (self->model->rows, i));
  done = lep_undo_step (laptop->workspace, step, &undone, NULL, &error);
  if (g_error_matches (error, LEP_ERROR, LEP_ERROR_INVALID) || g_error_matches (error, LEP_ERROR, LEP_ERROR_NOT_FOUND))
    g_clear_error (&error);
  sim_fine (self, laptop, "taking back", &error);
  sim_laptop_notice (self, laptop);
  for (guint i = 0; done && i < n_rows && self->model->failure == NULL; i++)
    {
      const SimRow *row = g_ptr_array_index (self->model->rows, i);

      /* A laptop is there whatever is said of it. */
      if (!g_str_equal (row->kind, "replica") && is_written (&laptop->held, row, &parts->during) &&
          !sim_row_is_erased (self->model, &laptop->held, row))
        look_at_row (self, laptop, row, parts, was_alive[i]);
    }
}

/* Takes back a step, and looks at what is shown then. */
void
sim_undo (SimLife   *self,
          SimLaptop *laptop,
          gint64     step)
{
  g_autofree SimHeld *before = g_memdup2 (&laptop->held, sizeof laptop->held);
  g_autofree Parts   *parts = g_new0 (Parts, 1);

  parts->before = before;
  if (read_parts (self, laptop, step, parts))
    undo (self, laptop, step, parts);
}
