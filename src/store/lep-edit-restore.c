/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bringing a record back together with what was deleted along with it. */

#include "lep-edit-private.h"
#include "lep-record.h"
#include "lep-voice-rows.h"
#include "lep-workspace-private.h"

typedef struct
{
  LepEdit *edit;
  GError  *error;
} Restoring;

static gboolean
restore_row (LepEdit       *self,
             const char    *space,
             const char    *kind,
             const LepUuid *id,
             GError       **error)
{
  g_autofree char *text = lep_uuid_to_string (id);

  if (!lep_edit_row (self, space, kind, text, error))
    return FALSE;
  lep_edit_life (self, LEP_LIFE_RESTORED);
  return TRUE;
}

/* Whether it stands there deleted: it may have been brought back, or erased, since. */
static gboolean
is_deleted (LepWorkspace   *workspace,
            const char     *space,
            const LepRowOp *op)
{
  g_autofree char *id = lep_uuid_to_string (&op->id);
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, op->kind, id, space, NULL);

  return record != NULL && lep_record_is_deleted (record);
}

static void
restore_others (LepVoiceRows  *rows,
                const LepCame *came,
                gpointer       user_data)
{
  const LepVoiceRow *whole = g_ptr_array_index (rows->rows, 0);
  Restoring         *self = user_data;
  g_autofree char   *space = lep_uuid_to_string (&whole->space->id);

  if (came->space != whole->space)
    return;
  for (guint i = 0; self->error == NULL && i < came->change->rows->len; i++)
    {
      const LepRowOp *op = &g_array_index (came->change->rows, LepRowOp, i);

      if (op->life == LEP_LIFE_DELETED && lep_schema_kind (op->kind) != NULL && is_deleted (self->edit->workspace, space, op))
        restore_row (self->edit, space, op->kind, &op->id, &self->error);
    }
}

/* The latest change that deleted the row, or NULL. */
static const LepVoice *
find_delete (const LepVoiceRow *row)
{
  const LepVoice *latest = NULL;

  for (guint i = 0; i < row->voices->voices->len; i++)
    {
      const LepVoice *voice = g_ptr_array_index (row->voices->voices, i);
      const LepRowOp *op = &g_array_index (voice->change->rows, LepRowOp, voice->row);

      if (op->life == LEP_LIFE_DELETED && (latest == NULL || lep_voice_compare (voice, latest) > 0))
        latest = voice;
    }
  return latest;
}

/**
 * lep_edit_restore:
 * @space: id of its space
 *
 * Brings a record back, and what the change that deleted it deleted with it (as
 * lep_edit_delete () does) and is not back yet.
 */
gboolean
lep_edit_restore (LepEdit    *self,
                  const char *space,
                  const char *kind,
                  const char *id,
                  GError    **error)
{
  g_autoptr (LepLog) log = lep_log_new (lep_workspace_get_db (self->workspace), error);
  g_auto (LepVoiceRows) rows = { 0 };
  LepRowOp        whole = { .kind = kind };
  LepUuid         space_id;
  LepLogSpace    *home;
  const LepVoice *deleted;
  Restoring       restoring = { .edit = self };

  g_return_val_if_fail (lep_uuid_parse (space, -1, &space_id) && lep_uuid_parse (id, -1, &whole.id), FALSE);

  if (log == NULL || !restore_row (self, space, kind, &whole.id, error))
    return FALSE;
  if (!is_deleted (self->workspace, space, &whole))
    return TRUE;
  home = lep_log_get_space (log, &space_id, error);
  if (home == NULL)
    return FALSE;
  lep_voice_rows_init (&rows, log, NULL);
  lep_voice_rows_add (&rows, home, &whole);
  if (!lep_voice_rows_load (&rows, error))
    return FALSE;
  deleted = find_delete (g_ptr_array_index (rows.rows, 0));
  if (deleted != NULL && !lep_voice_rows_each (&rows, deleted->seq, deleted->seq, restore_others, &restoring, error))
    return FALSE;
  if (restoring.error != NULL)
    g_propagate_error (error, restoring.error);
  return restoring.error == NULL;
}
