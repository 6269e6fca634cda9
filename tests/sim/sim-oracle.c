/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether anything that anybody ever typed was lost, asked value by value and
 * not by heads: what a laptop holds of it must be shown there, or be in its list
 * of conflicts, or wait, or have been replaced by somebody who had seen it, or
 * be in a record that was deleted or erased by somebody. No code of the merge is
 * asked, and none of the model's own idea of a merge. */

#include <string.h>

#include "lep-conflict.h"
#include "lep-exchange.h"
#include "lep-record.h"
#include "lep-workspace-private.h"

#include "sim-life.h"

/* What a laptop shows of a field, also of one that it does not know. */
char *
sim_shown (SimLaptop  *laptop,
           LepRecord  *record,
           const char *field)
{
  const LepKind *kind = lep_record_get_kind (record);
  g_autoptr (LepStmt) stmt = NULL;

  if (kind == NULL || lep_kind_field (kind, field) != NULL)
    return g_strdup (lep_record_get (record, field));
  stmt = lep_db_prepare (lep_workspace_get_db (laptop->workspace), "SELECT value FROM unknown WHERE rid = ?1 AND field = ?2", NULL);
  if (stmt == NULL)
    return NULL;
  lep_stmt_set_int64 (stmt, 1, lep_record_get_rid (record));
  lep_stmt_set_text (stmt, 2, field, -1);
  return lep_stmt_next (stmt, NULL) ? g_strdup (lep_stmt_text (stmt, 0)) : NULL;
}

/* Is one of the values that the list of conflicts has for it? */
gboolean
sim_is_listed (GPtrArray    *conflicts,
               const SimRow *row,
               const char   *id,
               const char   *field,
               const char   *value)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      const LepConflict *conflict = g_ptr_array_index (conflicts, i);

      if (!g_str_equal (conflict->id, id) || !g_str_equal (conflict->kind, row->kind))
        continue;
      for (guint j = 0; j < conflict->fields->len; j++)
        for (guint k = 0; g_str_equal (g_ptr_array_index (conflict->fields, j), field) && k < conflict->values->len; k++)
          {
            const LepConflictValue *listed = g_ptr_array_index (conflict->values, k);

            if (g_strcmp0 (g_ptr_array_index (listed->texts, j), value) == 0)
              return TRUE;
          }
    }
  return FALSE;
}

/* Somebody who had seen it wrote the same field of the same row, and that is
 * applied here. */
static gboolean
was_replaced (SimLife         *self,
              const SimHeld   *held,
              const SimChange *change,
              const SimWrite  *typed)
{
  const SimRow *row = g_ptr_array_index (self->model->rows, typed->row);

  for (guint i = 0; i < row->writers->len; i++)
    {
      const SimChange *other = g_ptr_array_index (self->model->changes, g_array_index (row->writers, guint, i));

      if (!sim_set_has (&held->applied, other->index) || !sim_set_has (&other->past, change->index))
        continue;
      for (guint j = 0; j < other->writes->len; j++)
        {
          const SimWrite *write = &g_array_index (other->writes, SimWrite, j);

          if (write->row == typed->row && write->field == typed->field)
            return TRUE;
        }
    }
  return FALSE;
}

/* A deletion that is applied here: what lies in the row is not listed, but shown
 * again with it. */
static gboolean
was_deleted (SimLife       *self,
             const SimHeld *held,
             const SimRow  *row)
{
  guint life = g_quark_from_string ("life");

  for (guint i = 0; i < row->writers->len; i++)
    {
      SimChange *other = g_ptr_array_index (self->model->changes, g_array_index (row->writers, guint, i));

      if (sim_set_has (&held->applied, other->index) && g_strcmp0 (sim_value (other, self->model, row, life), "deleted") == 0)
        return TRUE;
    }
  return FALSE;
}

/* The record of a row, read once. */
static LepRecord *
record_of (SimLife   *self,
           SimLaptop *laptop,
           guint      index,
           GPtrArray *records)
{
  const SimRow    *row = g_ptr_array_index (self->model->rows, index);
  g_autofree char *id = lep_uuid_to_string (&row->id);
  g_autofree char *space = lep_uuid_to_string (&row->space);

  if (g_ptr_array_index (records, index) == NULL)
    g_ptr_array_index (records, index) = lep_workspace_get_record (laptop->workspace, row->kind, id, space, NULL);
  return g_ptr_array_index (records, index);
}

static void
record_unref (gpointer record)
{
  g_clear_object (&record);
}

static void
ask_for (SimLife         *self,
         SimLaptop       *laptop,
         const SimChange *change,
         const SimWrite  *typed,
         GPtrArray       *conflicts,
         GPtrArray       *records)
{
  const SimRow    *row = g_ptr_array_index (self->model->rows, typed->row);
  const char      *field = g_quark_to_string (typed->field);
  g_autofree char *id = lep_uuid_to_string (&row->id);
  LepRecord       *record;
  g_autofree char *shown = NULL;

  if (was_replaced (self, &laptop->held, change, typed))
    return;
  record = record_of (self, laptop, typed->row, records);
  shown = record == NULL ? NULL : sim_shown (laptop, record, field);
  if (record != NULL && g_strcmp0 (shown, typed->value) == 0)
    return;
  if (record != NULL && sim_is_listed (conflicts, row, id, field, typed->value))
    return;
  if (record != NULL && lep_record_is_deleted (record) && was_deleted (self, &laptop->held, row))
    return;
  sim_model_fail (self->model, "%s: “%s”, typed as %s of %s, is lost; “%s” is shown", laptop->name, typed->value, field, row->key, shown);
}

/* How many of a set wait here, by what the laptop itself tells. */
static gboolean
waits (const SimChange *change,
       GArray          *waiting)
{
  for (guint i = 0; i < waiting->len; i++)
    {
      const LepWaitingInfo *info = &g_array_index (waiting, LepWaitingInfo, i);

      if (info->n == change->n && lep_uuid_equal (&info->space, &change->space) && lep_uuid_equal (&info->replica, &change->replica))
        return TRUE;
    }
  return FALSE;
}

/* Asks for every value of every change that came to this laptop. */
void
sim_ask_for_all (SimLife   *self,
                 SimLaptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = lep_conflicts_list (laptop->workspace, NULL, NULL, 10000, &error);
  g_autoptr (GArray) waiting = lep_exchange_waiting (laptop->workspace, &error);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func (record_unref);
  guint life = g_quark_from_string ("life");

  if (!sim_fine (self, laptop, "asking for all", &error))
    return;
  g_ptr_array_set_size (records, (int) self->model->rows->len);
  lep_db_exec (lep_workspace_get_db (laptop->workspace), "BEGIN", NULL);
  for (guint i = 0; i < self->model->changes->len && self->model->failure == NULL; i++)
    {
      const SimChange *change = g_ptr_array_index (self->model->changes, i);

      if (!sim_set_has (&laptop->held.received, i) || sim_set_has (&laptop->held.stubs, i))
        continue;
      if (!sim_set_has (&laptop->held.applied, i) && !waits (change, waiting))
        sim_model_fail (self->model, "%s: change %" G_GINT64_FORMAT " neither counts nor waits", laptop->name, change->n);
      for (guint j = 0; sim_set_has (&laptop->held.applied, i) && j < change->writes->len; j++)
        {
          const SimWrite *typed = &g_array_index (change->writes, SimWrite, j);

          if (typed->field == 0 || typed->field == life ||
              sim_row_is_erased (self->model, &laptop->held, g_ptr_array_index (self->model->rows, typed->row)))
            continue;
          self->n_asked++;
          ask_for (self, laptop, change, typed, conflicts, records);
        }
    }
  lep_db_exec (lep_workspace_get_db (laptop->workspace), "COMMIT", NULL);
}
