/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What single changes said about a row, read from the log: needed where a
 * register has several heads, in histories, and to take things back. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-voices.h"

static void
voice_free (gpointer data)
{
  LepVoice *voice = data;

  lep_change_free (voice->change);
  g_free (voice);
}

LepVoices *
lep_voices_new (LepLog        *log,
                const char    *kind,
                const LepUuid *id)
{
  LepVoices *self = g_new0 (LepVoices, 1);

  self->log = log;
  self->kind = kind;
  self->id = *id;
  self->voices = g_ptr_array_new_with_free_func (voice_free);
  return self;
}

void
lep_voices_free (LepVoices *self)
{
  g_ptr_array_unref (self->voices);
  g_free (self);
}

static gboolean
find_row (const LepVoices *self,
          LepVoice        *voice)
{
  for (guint i = 0; i < voice->change->rows->len; i++)
    {
      const LepRowOp *row = &g_array_index (voice->change->rows, LepRowOp, i);

      if (lep_uuid_equal (&row->id, &self->id) && strcmp (row->kind, self->kind) == 0)
        {
          voice->row = i;
          return TRUE;
        }
    }
  return FALSE;
}

/**
 * lep_voices_get:
 *
 * Returns: (transfer none): what that change said about the row; fails with
 *   %LEP_ERROR_CORRUPT if it said nothing
 */
LepVoice *
lep_voices_get (LepVoices *self,
                guint32    stream,
                gint64     n,
                GError   **error)
{
  LepVoice *voice;

  for (guint i = 0; i < self->voices->len; i++)
    {
      voice = g_ptr_array_index (self->voices, i);
      if (voice->stream == stream && voice->n == n)
        return voice;
    }

  voice = g_new0 (LepVoice, 1);
  voice->stream = stream;
  voice->n = n;
  voice->change = lep_change_new ();
  if (!lep_log_read (self->log, stream, n, voice->change, &voice->hash, error))
    {
      voice_free (voice);
      return NULL;
    }
  if (!find_row (self, voice))
    {
      voice_free (voice);
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                           _ ("The records do not fit the log. Rebuild the workspace."));
      return NULL;
    }
  g_ptr_array_add (self->voices, voice);
  return voice;
}

/* Keeps a change of the log that names the id, if it says something about the
 * row. */
static gboolean
load_voice (LepVoices *self,
            LepStmt   *stmt,
            GError   **error)
{
  LepVoice *voice = g_new0 (LepVoice, 1);
  gboolean  is_read;

  voice->seq = lep_stmt_int64 (stmt, 0);
  voice->stream = (guint32) lep_stmt_int64 (stmt, 1);
  voice->n = lep_stmt_int64 (stmt, 2);
  memcpy (voice->hash.bytes, lep_stmt_blob (stmt, 3), LEP_HASH_SIZE);
  voice->change = lep_change_new ();
  is_read = lep_change_read (voice->change, lep_stmt_text (stmt, 4), lep_stmt_size (stmt, 4), error);
  if (is_read && find_row (self, voice))
    g_ptr_array_add (self->voices, voice);
  else
    voice_free (voice);
  return is_read;
}

/**
 * lep_voices_add:
 * @hash: its bytes
 * @change: a change; what it says about the row is copied
 * @row: index of the row in it
 *
 * Adds what was read already.
 */
void
lep_voices_add (LepVoices       *self,
                gint64           seq,
                guint32          stream,
                gint64           n,
                const guint8    *hash,
                const LepChange *change,
                guint            row)
{
  const LepRowOp *op = &g_array_index (change->rows, LepRowOp, row);
  LepVoice       *voice = g_new0 (LepVoice, 1);

  voice->seq = seq;
  voice->stream = stream;
  voice->n = n;
  memcpy (voice->hash.bytes, hash, LEP_HASH_SIZE);
  voice->change = lep_change_new ();
  lep_change_set_head (voice->change, change->n, change->at, change->by);
  lep_change_add_row (voice->change, op->kind, &op->id, op->life);
  for (guint i = 0; i < op->n_sets; i++)
    {
      const LepSet *set = &g_array_index (change->sets, LepSet, op->first_set + i);

      lep_change_add_set (voice->change, set->field, set->value, -1);
    }
  g_ptr_array_add (self->voices, voice);
}

/**
 * lep_voices_load:
 *
 * Hears everything that was ever said about the row, in the order of coming in.
 */
gboolean
lep_voices_load (LepVoices *self,
                 gint64     space_no,
                 GError   **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_log_get_db (self->log),
                    "SELECT seq, stream_no, n, hash, body FROM change WHERE instr (body, :id) > 0"
                    " AND stream_no IN (SELECT no FROM stream WHERE space_no = :space) ORDER BY seq",
                    error);
  g_autoptr (GError) failure = NULL;
  char id[LEP_UUID_TEXT_SIZE + 1];

  if (stmt == NULL)
    return FALSE;
  lep_uuid_format (&self->id, id);
  lep_stmt_bind_text (stmt, ":id", id);
  lep_stmt_bind_int64 (stmt, ":space", space_no);
  g_ptr_array_set_size (self->voices, 0);
  while (lep_stmt_next (stmt, &failure))
    {
      if (!load_voice (self, stmt, error))
        return FALSE;
    }
  return lep_stmt_take_failure (&failure, error);
}

/**
 * lep_voice_compare:
 *
 * The order that picks the provisional winner of a conflict: the later time,
 * then the greater hash. Same everywhere, and never asked of values of which
 * one replaces the other.
 */
int
lep_voice_compare (const LepVoice *a,
                   const LepVoice *b)
{
  int order = strcmp (a->change->at, b->change->at);

  return order != 0 ? order : lep_hash_compare (&a->hash, &b->hash);
}

/**
 * lep_voice_value:
 *
 * Returns: (nullable): what it wrote to the field; nothing said in a group
 *   means not answered
 */
const char *
lep_voice_value (const LepVoice *self,
                 const char     *field)
{
  const LepRowOp *row = &g_array_index (self->change->rows, LepRowOp, self->row);

  for (guint i = 0; i < row->n_sets; i++)
    {
      const LepSet *set = &g_array_index (self->change->sets, LepSet, row->first_set + i);

      if (strcmp (set->field, field) == 0)
        return set->value;
    }
  return NULL;
}
