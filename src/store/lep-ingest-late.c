/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What turned up after it had been given up, and does not show: who went on without
 * it counts as having seen it (merge rules, "Out of order, missing, duplicated"), so
 * it is no conflict. People are told all the same. */

#include <string.h>

#include "lep-ingest-private.h"
#include "lep-voice-rows.h"

typedef struct
{
  LepIngest   *ingest;
  LepVoiceRows rows; /* of which something came late */
} Late;

static void
late_clear (Late *self)
{
  lep_voice_rows_clear (&self->rows);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Late, late_clear)

/* Whether a waiver said that the change is lost, or one behind it. */
static gboolean
was_given_up (const LepLogSpace *space,
              const LepUuid     *replica,
              gint64             n)
{
  for (guint i = 0; i < space->waivers->len; i++)
    {
      const LepWaive *waive = &g_array_index (space->waivers, LepWaive, i);

      if (n <= waive->to && lep_uuid_equal (&waive->replica, replica))
        return TRUE;
    }
  return FALSE;
}

static void
note_rows (LepVoiceRows  *rows,
           const LepCame *came,
           gpointer       user_data)
{
  if (!was_given_up (came->space, &lep_log_get_stream (rows->log, came->stream)->replica, came->n))
    return;
  for (guint i = 0; i < came->change->rows->len; i++)
    lep_voice_rows_add (rows, came->space, &g_array_index (came->change->rows, LepRowOp, i));
}

/* @field: a field, by itself or as one of its group; %NULL = the row's life */
static gboolean
is_about (const LepVoice *voice,
          const LepKind  *kind,
          const char     *field)
{
  const LepRowOp *op = &g_array_index (voice->change->rows, LepRowOp, voice->row);
  const LepField *of = kind == NULL || field == NULL ? NULL : lep_kind_field (kind, field);

  if (field == NULL)
    return op->life != LEP_LIFE_NONE;
  for (guint i = 0; i < op->n_sets; i++)
    {
      const char     *name = g_array_index (voice->change->sets, LepSet, op->first_set + i).field;
      const LepField *other = of == NULL || of->group == NULL ? NULL : lep_kind_field (kind, name);

      if (strcmp (name, field) == 0 || (other != NULL && g_strcmp0 (other->group, of->group) == 0))
        return TRUE;
    }
  return FALSE;
}

static gboolean
says_the_same (const LepVoice *a,
               const LepVoice *b,
               const char     *field)
{
  if (field == NULL)
    return g_array_index (a->change->rows, LepRowOp, a->row).life == g_array_index (b->change->rows, LepRowOp, b->row).life;
  return g_strcmp0 (lep_voice_value (a, field), lep_voice_value (b, field)) == 0;
}

/* Whether what was here before stands in the place of what the voice says; not so
 * if the laptop that it came from replaced it itself. */
static gboolean
is_replaced (Late              *self,
             const LepVoiceRow *row,
             const LepVoice    *voice,
             const char        *field,
             gboolean          *replaced,
             GError           **error)
{
  const LepUuid *replica = &lep_log_get_stream (self->rows.log, voice->stream)->replica;
  const LepKind *kind = lep_schema_kind (row->kind);

  *replaced = FALSE;
  for (guint i = 0; i < row->voices->voices->len; i++)
    {
      const LepVoice *other = g_ptr_array_index (row->voices->voices, i);
      gboolean        is_own = lep_uuid_equal (&lep_log_get_stream (self->rows.log, other->stream)->replica, replica);

      if (other == voice || !is_about (other, kind, field) || (!is_own && other->seq >= self->ingest->first_seq))
        continue;
      if (!lep_log_set_cover_of (self->rows.log, other->stream, other->n, error))
        return FALSE;
      if (!lep_log_covers (self->rows.log, voice->stream, voice->n))
        continue;
      *replaced = !is_own && !says_the_same (voice, other, field) ? TRUE : *replaced;
      if (is_own)
        {
          *replaced = FALSE;
          return TRUE;
        }
    }
  return TRUE;
}

static gboolean
look_at_voice (Late              *self,
               const LepVoiceRow *row,
               const LepVoice    *voice,
               gboolean          *replaced,
               GError           **error)
{
  const LepRowOp *op = &g_array_index (voice->change->rows, LepRowOp, voice->row);

  *replaced = FALSE;
  if (op->life != LEP_LIFE_NONE && !is_replaced (self, row, voice, NULL, replaced, error))
    return FALSE;
  for (guint i = 0; !*replaced && i < op->n_sets; i++)
    if (!is_replaced (self, row, voice, g_array_index (voice->change->sets, LepSet, op->first_set + i).field, replaced, error))
      return FALSE;
  return TRUE;
}

static gboolean
look_at_row (Late              *self,
             const LepVoiceRow *row,
             GError           **error)
{
  for (guint i = 0; i < row->voices->voices->len; i++)
    {
      const LepVoice *voice = g_ptr_array_index (row->voices->voices, i);
      const LepUuid  *replica = &lep_log_get_stream (self->rows.log, voice->stream)->replica;
      LepLateRow      late = { .kind = g_intern_string (row->kind), .id = row->id, .space = row->space->id, .replica = *replica };
      gboolean        replaced = FALSE;

      if (voice->seq < self->ingest->first_seq || !was_given_up (row->space, replica, voice->n))
        continue;
      if (!look_at_voice (self, row, voice, &replaced, error))
        return FALSE;
      if (!replaced)
        continue;
      g_array_append_val (self->ingest->result.late, late);
      return TRUE;
    }
  return TRUE;
}

/**
 * lep_ingest_find_late:
 *
 * Finds the rows whose late words do not show, when everything is applied.
 */
gboolean
lep_ingest_find_late (LepIngest *self,
                      GError   **error)
{
  g_autoptr (LepLog) log = lep_log_new (self->db, error);
  g_auto (Late) late = { .ingest = self };

  if (log == NULL)
    return FALSE;
  lep_voice_rows_init (&late.rows, log, NULL);
  if (!lep_voice_rows_each (&late.rows, self->first_seq, G_MAXINT64, note_rows, NULL, error) || !lep_voice_rows_load (&late.rows, error))
    return FALSE;
  for (guint i = 0; i < late.rows.rows->len; i++)
    if (!look_at_row (&late, g_ptr_array_index (late.rows.rows, i), error))
      return FALSE;
  return TRUE;
}
