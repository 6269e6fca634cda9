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

static void
note_rows (LepVoiceRows  *rows,
           const LepCame *came,
           gpointer       user_data)
{
  if (!lep_log_is_given_up (came->space, &lep_log_get_stream (rows->log, came->stream)->replica, came->n))
    return;
  for (guint i = 0; i < came->change->rows->len; i++)
    lep_voice_rows_add (rows, came->space, &g_array_index (came->change->rows, LepRowOp, i));
}

/* The life of the row is a register too, of a name that no field has. */
#define LIFE ""

/* What a voice that came late says in one place. */
typedef struct
{
  const LepVoice *voice;
  const char     *field; /* or #LIFE */
} Word;

static const LepRowOp *
row_of (const LepVoice *voice)
{
  return &g_array_index (voice->change->rows, LepRowOp, voice->row);
}

/* A voice speaks in so many places: of the row's life, or not, then of its fields. */
static guint
count_places (const LepVoice *voice)
{
  return row_of (voice)->n_sets + 1;
}

/* Returns: (nullable): the field at a place, or #LIFE */
static const char *
field_at (const LepVoice *voice,
          guint           place)
{
  const LepRowOp *op = row_of (voice);

  if (place == 0)
    return op->life == LEP_LIFE_NONE ? NULL : LIFE;
  return g_array_index (voice->change->sets, LepSet, op->first_set + place - 1).field;
}

/* Fields of a group are about the same: it is called as the first of them. */
static const char *
register_of (const LepKind *kind,
             const char    *field)
{
  const LepField *of = kind == NULL || field == NULL ? NULL : lep_kind_field (kind, field);
  const char     *group = of == NULL ? NULL : of->group;

  if (group == NULL)
    return field;

  for (of = kind->fields; g_strcmp0 (of->group, group) != 0;)
    of++;
  return of->name;
}

/* Returns: (nullable): of #Word: what was said about that of which the voice speaks at
 * a place; %NULL if nothing was */
static GArray *
words_about (GHashTable     *words,
             const LepKind  *kind,
             const LepVoice *voice,
             guint           place)
{
  const char *name = register_of (kind, field_at (voice, place));
  GArray     *about = name == NULL ? NULL : g_hash_table_lookup (words, name);

  return about == NULL || about->len == 0 ? NULL : about;
}

static GHashTable *
words_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_array_unref);
}

static void
add_word (GHashTable    *words,
          const LepKind *kind,
          const Word    *word)
{
  const char *name = register_of (kind, word->field);
  GArray     *about = g_hash_table_lookup (words, name);

  if (about == NULL)
    {
      about = g_array_new (FALSE, FALSE, sizeof (Word));
      g_hash_table_insert (words, (gpointer) name, about);
    }
  g_array_append_vals (about, word, 1);
}

static gboolean
says_the_same (const Word     *word,
               const LepVoice *other)
{
  if (g_str_equal (word->field, LIFE))
    return row_of (word->voice)->life == row_of (other)->life;
  return g_strcmp0 (lep_voice_value (word->voice, word->field), lep_voice_value (other, word->field)) == 0;
}

/* Takes the words out of @about that the other voice covers: with @replaced those of
 * other laptops of which it says something else, which are put there; else those of its
 * own laptop. */
static void
take_covered (Late           *self,
              GArray         *about,
              const LepKind  *kind,
              const LepVoice *other,
              GHashTable     *replaced)
{
  const LepUuid *replica = &lep_log_get_stream (self->rows.log, other->stream)->replica;

  for (guint i = about->len; i > 0; i--)
    {
      const Word    *word = &g_array_index (about, Word, i - 1);
      const LepUuid *whose = &lep_log_get_stream (self->rows.log, word->voice->stream)->replica;

      if (word->voice == other || lep_uuid_equal (whose, replica) != (replaced == NULL) ||
          !lep_log_covers (self->rows.log, word->voice->stream, word->voice->n) ||
          (replaced != NULL && says_the_same (word, other)))
        continue;
      if (replaced != NULL)
        add_word (replaced, kind, word);
      g_array_remove_index_fast (about, i - 1);
    }
}

/* Asks each of the other voices once for all words: what was given up may be thousands
 * of changes to one field. The newest cover most. */
static gboolean
take_all_covered (Late              *self,
                  const LepVoiceRow *row,
                  GHashTable        *words,
                  GHashTable        *replaced,
                  GError           **error)
{
  const LepKind *kind = lep_schema_kind (row->kind);

  for (guint i = row->voices->voices->len; i > 0; i--)
    {
      const LepVoice *other = g_ptr_array_index (row->voices->voices, i - 1);
      gboolean        is_asked = FALSE;

      if (replaced != NULL && other->seq >= self->ingest->first_seq)
        continue;
      for (guint place = 0; place < count_places (other); place++)
        {
          GArray *about = words_about (words, kind, other, place);

          if (about == NULL)
            continue;
          if (!is_asked && !lep_log_set_cover_of (self->rows.log, other->stream, other->n, error))
            return FALSE;
          is_asked = TRUE;
          take_covered (self, about, kind, other, replaced);
        }
    }
  return TRUE;
}

/* What came late about the row. */
static GHashTable *
gather_words (Late              *self,
              const LepVoiceRow *row)
{
  GHashTable *words = words_new ();

  for (guint i = 0; i < row->voices->voices->len; i++)
    {
      const LepVoice *voice = g_ptr_array_index (row->voices->voices, i);

      if (voice->seq < self->ingest->first_seq ||
          !lep_log_is_given_up (row->space, &lep_log_get_stream (self->rows.log, voice->stream)->replica, voice->n))
        continue;
      for (guint place = 0; place < count_places (voice); place++)
        {
          Word word = { voice, field_at (voice, place) };

          if (word.field != NULL)
            add_word (words, lep_schema_kind (row->kind), &word);
        }
    }
  return words;
}

/* Returns: (nullable): the first voice of which a word is left */
static const LepVoice *
first_voice (GHashTable *words)
{
  const LepVoice *first = NULL;
  GHashTableIter  iter;
  gpointer        about;

  g_hash_table_iter_init (&iter, words);
  while (g_hash_table_iter_next (&iter, NULL, &about))
    for (guint i = 0; i < ((GArray *) about)->len; i++)
      {
        const LepVoice *voice = g_array_index ((GArray *) about, Word, i).voice;

        first = first == NULL || voice->seq < first->seq ? voice : first;
      }
  return first;
}

/* Finds whether what was here before stands in the place of what came late; not so if
 * the laptop that it came from replaced it itself. */
static gboolean
look_at_row (Late              *self,
             const LepVoiceRow *row,
             GError           **error)
{
  g_autoptr (GHashTable) words = gather_words (self, row);
  g_autoptr (GHashTable) replaced = words_new ();
  const LepVoice *voice;

  if (!take_all_covered (self, row, words, replaced, error) || !take_all_covered (self, row, replaced, NULL, error))
    return FALSE;
  voice = first_voice (replaced);
  if (voice != NULL)
    {
      LepLateRow late = { .kind = g_intern_string (row->kind), .id = row->id, .space = row->space->id };

      late.replica = lep_log_get_stream (self->rows.log, voice->stream)->replica;
      g_array_append_val (self->ingest->result.late, late);
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
