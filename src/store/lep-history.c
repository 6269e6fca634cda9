/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who wrote what to a record, and when. */

#include <string.h>

#include "lep-heads.h"
#include "lep-history-private.h"
#include "lep-layout.h"
#include "lep-others-sheets.h"
#include "lep-row-ref.h"
#include "lep-workspace-private.h"

static void
set_free (gpointer data)
{
  LepHistorySet *set = data;

  g_free (set->field);
  g_free (set->value);
  g_free (set);
}

void
lep_history_entry_free (LepHistoryEntry *self)
{
  g_free (self->at);
  g_free (self->by);
  g_free (self->replica);
  g_free (self->label);
  g_ptr_array_unref (self->sets);
  g_free (self);
}

/**
 * lep_history_entry_find:
 * @found: (out): whether the change wrote the field
 *
 * Returns: (nullable): what it wrote; %NULL also where that was “not answered”
 */
const char *
lep_history_entry_find (const LepHistoryEntry *self,
                        const char            *field,
                        gboolean              *found)
{
  for (guint i = 0; i < self->sets->len; i++)
    {
      const LepHistorySet *set = g_ptr_array_index (self->sets, i);

      *found = strcmp (set->field, field) == 0;
      if (*found)
        return set->value;
    }
  *found = FALSE;
  return NULL;
}

static LepHistoryEntry *
entry_new (LepWorkspace       *workspace,
           const LepVoice     *voice,
           const LepLogStream *stream,
           const char         *kind,
           gboolean            withheld)
{
  LepHistoryEntry *self = g_new0 (LepHistoryEntry, 1);
  const LepRowOp  *row = &g_array_index (voice->change->rows, LepRowOp, voice->row);

  self->stream = voice->stream;
  self->n = voice->n;
  self->hash = voice->hash;
  self->at = g_strdup (voice->change->at);
  self->by = g_strdup (voice->change->by);
  self->replica = lep_uuid_to_string (&stream->replica);
  self->label = lep_replica_dup_label (workspace, &stream->replica, &self->own);
  self->life = row->life;
  self->sets = g_ptr_array_new_with_free_func (set_free);
  for (guint i = 0; i < row->n_sets; i++)
    {
      const LepSet  *set = &g_array_index (voice->change->sets, LepSet, row->first_set + i);
      LepHistorySet *copy;

      if (withheld && lep_others_sheets_has_field (kind, set->field))
        continue;
      copy = g_new0 (LepHistorySet, 1);
      copy->field = g_strdup (set->field);
      copy->value = g_strdup (set->value);
      g_ptr_array_add (self->sets, copy);
    }
  return self;
}

static GPtrArray *
entries_new (LepWorkspace    *workspace,
             const LepVoices *voices,
             gboolean         withheld)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_history_entry_free);

  for (guint i = voices->voices->len; i > 0; i--)
    {
      const LepVoice *voice = g_ptr_array_index (voices->voices, i - 1);

      g_ptr_array_add (entries, entry_new (workspace, voice, lep_log_get_stream (voices->log, voice->stream), voices->kind, withheld));
    }
  return entries;
}

/**
 * lep_history_of_voices:
 * @voices: all that was said about a record that nothing is withheld of
 *
 * Returns: (transfer full) (element-type LepHistoryEntry): the same as lep_history (), in
 *   the order of @voices
 */
GPtrArray *
lep_history_of_voices (LepWorkspace    *workspace,
                       const LepVoices *voices)
{
  return entries_new (workspace, voices, FALSE);
}

/**
 * lep_history:
 * @space: (nullable): id of its space
 * @kind: (nullable): its kind
 *
 * Returns: (transfer full) (element-type LepHistoryEntry): every change that
 *   wrote the record, the newest first, in the same order on every laptop; %LEP_ERROR_NOT_FOUND
 *   if there is no such record. Of an erased contact nothing is left; what another
 *   assessor thinks is left out as long as this person does not see it.
 */
GPtrArray *
lep_history (LepWorkspace *workspace,
             const char   *space,
             const char   *kind,
             const char   *id,
             GError      **error)
{
  g_auto (LepRowRef) ref = { 0 };
  g_autoptr (LepLog) log = NULL;
  g_autoptr (LepVoices) voices = NULL;
  gboolean withheld;

  if (!lep_row_ref_find (workspace, space, kind, id, &ref, error) ||
      !lep_others_sheets_withhold (workspace, ref.kind, ref.rid, &withheld, error))
    return NULL;
  log = lep_log_new (lep_workspace_get_db (workspace), error);
  if (log == NULL || lep_log_get_space_by_no (log, ref.space_no, error) == NULL)
    return NULL;
  voices = lep_voices_new (log, ref.kind, &ref.id);
  if (!lep_voices_load (voices, ref.space_no, error) || !lep_voices_sort (voices, error))
    return NULL;
  return entries_new (workspace, voices, withheld);
}

/* Keeps the later of what was kept and the change that the statement is at. */
static void
keep_later (LepStmt *stmt,
            char   **at,
            char   **by)
{
  const char *time = lep_stmt_text (stmt, 0);

  if (time == NULL || (*at != NULL && strcmp (*at, time) >= 0))
    return;
  g_free (*at);
  g_free (*by);
  *at = g_strdup (time);
  *by = g_strdup (lep_stmt_text (stmt, 1));
}

/**
 * lep_history_find_deletion:
 * @record: that is deleted
 * @at: (out) (nullable): when, stored form; %NULL where its clock does not say
 * @by: (out) (nullable): the person
 *
 * Tells who deleted a record, by its clock and without reading its history: of several
 * who did the last one.
 */
gboolean
lep_history_find_deletion (LepWorkspace *workspace,
                           LepRecord    *record,
                           char        **at,
                           char        **by,
                           GError      **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (LepStmt) row = lep_db_prepare (db, "SELECT clock FROM row WHERE rid = ?1", error);
  g_autoptr (LepStmt) change = lep_db_prepare (db, "SELECT at, author FROM change WHERE stream_no = ?1 AND n = ?2", error);
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  gboolean has_row = FALSE;

  *at = *by = NULL;
  if (row == NULL || change == NULL)
    return FALSE;
  lep_stmt_set_int64 (row, 1, lep_record_get_rid (record));
  if (!lep_stmt_step (row, &has_row, error))
    return FALSE;
  if (has_row)
    lep_heads_decode (lep_stmt_blob (row, 0), lep_stmt_size (row, 0), heads);
  for (guint i = 0; i < heads->len; i++)
    {
      const LepHead *head = &g_array_index (heads, LepHead, i);

      if (head->reg != LEP_REGISTER_DELETED)
        continue;
      lep_stmt_reset (change);
      lep_stmt_set_int64 (change, 1, head->stream);
      lep_stmt_set_int64 (change, 2, head->n);
      if (!lep_stmt_one (change, error))
        return FALSE;
      keep_later (change, at, by);
    }
  return TRUE;
}
