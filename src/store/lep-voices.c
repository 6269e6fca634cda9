/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What single changes said about a row, read from the log: needed where a
 * register has several heads, in histories, and to take things back. */

#include <string.h>

#include "lep-voices.h"

/* More voices, or more fields in one, are not searched one by one. */
#define FEW 16

static void
voice_free (gpointer data)
{
  LepVoice *voice = data;

  g_clear_pointer (&voice->values, g_hash_table_unref);
  g_clear_pointer (&voice->change, lep_change_free);
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
  g_clear_pointer (&self->by_change, g_hash_table_unref);
  g_clear_pointer (&self->heads, g_array_unref);
  g_ptr_array_unref (self->voices);
  g_free (self);
}

static guint
voice_key (gconstpointer data)
{
  const LepVoice *voice = data;

  return voice->stream * 31 + (guint) voice->n;
}

static gboolean
voice_equal (gconstpointer a,
             gconstpointer b)
{
  const LepVoice *left = a;
  const LepVoice *right = b;

  return left->stream == right->stream && left->n == right->n;
}

static LepVoice *
find_voice (LepVoices *self,
            guint32    stream,
            gint64     n)
{
  const LepVoice key = { .stream = stream, .n = n };

  if (self->by_change == NULL && self->voices->len > FEW)
    {
      self->by_change = g_hash_table_new (voice_key, voice_equal);
      for (guint i = 0; i < self->voices->len; i++)
        g_hash_table_add (self->by_change, g_ptr_array_index (self->voices, i));
    }
  if (self->by_change != NULL)
    return g_hash_table_lookup (self->by_change, &key);
  for (guint i = 0; i < self->voices->len; i++)
    if (voice_equal (g_ptr_array_index (self->voices, i), &key))
      return g_ptr_array_index (self->voices, i);
  return NULL;
}

/* @voice: (transfer full): with its change and row */
static void
keep_voice (LepVoices *self,
            LepVoice  *voice)
{
  const LepRowOp *row = &g_array_index (voice->change->rows, LepRowOp, voice->row);

  if (row->n_sets > FEW)
    {
      voice->values = g_hash_table_new (g_str_hash, g_str_equal);
      for (guint i = row->n_sets; i > 0; i--) /* of twice the same the first counts */
        {
          LepSet *set = &g_array_index (voice->change->sets, LepSet, row->first_set + i - 1);

          g_hash_table_insert (voice->values, (gpointer) set->field, (gpointer) set->value);
        }
    }
  g_ptr_array_add (self->voices, voice);
  if (self->by_change != NULL)
    g_hash_table_add (self->by_change, voice);
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
  LepVoice *voice = find_voice (self, stream, n);

  if (voice != NULL)
    return voice;
  voice = g_new0 (LepVoice, 1);
  voice->stream = stream;
  voice->n = n;
  voice->change = lep_log_read_row (self->log, stream, n, self->kind, &self->id, &voice->hash, error);
  if (voice->change == NULL)
    {
      voice_free (voice);
      return NULL;
    }
  find_row (self, voice);
  keep_voice (self, voice);
  return voice;
}

/* Keeps what a change of the log that names the id says about the row, if it does. */
static gboolean
load_voice (LepVoices *self,
            LepStmt   *stmt,
            GError   **error)
{
  LepVoice *voice = g_new0 (LepVoice, 1);

  voice->change = lep_change_new ();
  if (!lep_change_read (voice->change, lep_stmt_text (stmt, 4), lep_stmt_size (stmt, 4), error))
    {
      voice_free (voice);
      return FALSE;
    }
  if (find_row (self, voice))
    lep_voices_add (self, lep_stmt_int64 (stmt, 0), (guint32) lep_stmt_int64 (stmt, 1), lep_stmt_int64 (stmt, 2),
                    lep_stmt_blob (stmt, 3), voice->change, voice->row);
  voice_free (voice);
  return TRUE;
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
  LepVoice *voice = g_new0 (LepVoice, 1);

  voice->seq = seq;
  voice->stream = stream;
  voice->n = n;
  memcpy (voice->hash.bytes, hash, LEP_HASH_SIZE);
  voice->change = lep_change_copy_row (change, &g_array_index (change->rows, LepRowOp, row));
  keep_voice (self, voice);
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
  g_clear_pointer (&self->by_change, g_hash_table_unref);
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

  if (self->values != NULL)
    return g_hash_table_lookup (self->values, field);
  for (guint i = 0; i < row->n_sets; i++)
    {
      const LepSet *set = &g_array_index (self->change->sets, LepSet, row->first_set + i);

      if (strcmp (set->field, field) == 0)
        return set->value;
    }
  return NULL;
}

/**
 * lep_voice_writes:
 *
 * Returns: whether it says anything of the field, also that it is not answered
 */
gboolean
lep_voice_writes (const LepVoice *self,
                  const char     *field)
{
  const LepRowOp *row = &g_array_index (self->change->rows, LepRowOp, self->row);

  if (self->values != NULL)
    return g_hash_table_contains (self->values, field);
  for (guint i = 0; i < row->n_sets; i++)
    if (strcmp (g_array_index (self->change->sets, LepSet, row->first_set + i).field, field) == 0)
      return TRUE;
  return FALSE;
}
