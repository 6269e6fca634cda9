/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a row showed before a step, register by register, and how to show it
 * again where nothing newer touched it. */

#include <string.h>

#include "lep-revocation.h"
#include "lep-undo-private.h"

/* The fields that are written together, by name. */
typedef struct
{
  const char *names[64];
  guint       n;
} Fields;

typedef gboolean (*WritesFunc) (const LepVoice *voice,
                                const Fields   *fields);

typedef struct
{
  LepLog     *log;
  GPtrArray  *before; /* LepVoice */
  GPtrArray  *during;
  GPtrArray  *after;
  const char *spoken;   /* the field that counts by who wrote it, or NULL */
  GHashTable *speakers; /* ids of those whose word counts there */
} Parts;

static const LepRowOp *
row_of (const LepVoice *voice)
{
  return &g_array_index (voice->change->rows, LepRowOp, voice->row);
}

static gboolean
is_in (gint64        seq,
       const GArray *ranges)
{
  for (guint i = 0; i < ranges->len; i++)
    {
      const LepUndoRange *range = &g_array_index (ranges, LepUndoRange, i);

      if (range->first_seq <= seq && seq <= range->last_seq)
        return TRUE;
    }
  return FALSE;
}

static void
split (const LepVoiceRow  *row,
       const LepUndoRange *step,
       const GArray       *quiet,
       Parts              *parts)
{
  for (guint i = 0; i < row->voices->voices->len; i++)
    {
      LepVoice *voice = g_ptr_array_index (row->voices->voices, i);

      if (voice->seq < step->first_seq)
        g_ptr_array_add (parts->before, voice);
      else if (voice->seq <= step->last_seq)
        g_ptr_array_add (parts->during, voice);
      else if (!is_in (voice->seq, quiet))
        g_ptr_array_add (parts->after, voice);
    }
}

static void
get_fields (const LepKind *kind,
            const char    *name,
            Fields        *fields)
{
  const LepField *field = kind == NULL ? NULL : lep_kind_field (kind, name);

  fields->n = 0;
  if (field == NULL || field->group == NULL)
    {
      fields->names[fields->n++] = name;
      return;
    }
  for (guint i = 0; i < kind->n_fields; i++)
    {
      if (g_strcmp0 (kind->fields[i].group, field->group) == 0)
        fields->names[fields->n++] = kind->fields[i].name;
    }
}

static gboolean
writes_fields (const LepVoice *voice,
               const Fields   *fields)
{
  const LepRowOp *row = row_of (voice);

  for (guint i = 0; i < row->n_sets; i++)
    for (guint j = 0; j < fields->n; j++)
      {
        if (strcmp (g_array_index (voice->change->sets, LepSet, row->first_set + i).field, fields->names[j]) == 0)
          return TRUE;
      }
  return FALSE;
}

static gboolean
writes_life (const LepVoice *voice,
             const Fields   *fields)
{
  return row_of (voice)->life != LEP_LIFE_NONE;
}

static gboolean
any_writes (const GPtrArray *voices,
            WritesFunc       writes,
            const Fields    *fields)
{
  for (guint i = 0; i < voices->len; i++)
    {
      if (writes (g_ptr_array_index (voices, i), fields))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_covered (LepLog          *log,
            const GPtrArray *voices,
            const LepVoice  *voice,
            WritesFunc       writes,
            const Fields    *fields,
            gboolean        *covered,
            GError         **error)
{
  *covered = FALSE;
  for (guint i = 0; i < voices->len && !*covered; i++)
    {
      const LepVoice *later = g_ptr_array_index (voices, i);

      if (later == voice || !writes (later, fields))
        continue;
      if (!lep_log_set_cover_of (log, later->stream, later->n, error))
        return FALSE;
      *covered = lep_log_covers (log, voice->stream, voice->n);
    }
  return TRUE;
}

/* The head that was shown of those that wrote the register; NULL if nobody did. */
static gboolean
find_shown (LepLog          *log,
            const GPtrArray *voices,
            WritesFunc       writes,
            const Fields    *fields,
            const LepVoice **shown,
            GError         **error)
{
  *shown = NULL;
  for (guint i = 0; i < voices->len; i++)
    {
      const LepVoice *voice = g_ptr_array_index (voices, i);
      gboolean        covered;

      if (!writes (voice, fields))
        continue;
      if (!is_covered (log, voices, voice, writes, fields, &covered, error))
        return FALSE;
      if (!covered && (*shown == NULL || lep_voice_compare (voice, *shown) > 0))
        *shown = voice;
    }
  return TRUE;
}

/* Whether a head stood beside the one that was shown, with another value. Taking
 * back does not make the two heads anew: whoever writes has seen both, and what has
 * seen a value replaces it. */
static gboolean
had_several (const Parts    *parts,
             const Fields   *fields,
             const LepVoice *shown,
             gboolean       *several,
             GError        **error)
{
  *several = FALSE;
  for (guint i = 0; i < parts->before->len && !*several; i++)
    {
      const LepVoice *voice = g_ptr_array_index (parts->before, i);
      gboolean        covered, differs = FALSE;

      for (guint j = 0; j < fields->n && voice != shown; j++)
        differs = differs || g_strcmp0 (lep_voice_value (voice, fields->names[j]), lep_voice_value (shown, fields->names[j])) != 0;
      if (!differs || !writes_fields (voice, fields))
        continue;
      if (!is_covered (parts->log, parts->before, voice, writes_fields, fields, &covered, error))
        return FALSE;
      *several = !covered;
    }
  return TRUE;
}

/* Those of the words before that count: whoever takes back a word of his own does not
 * say in his name what somebody had written there whose word is none. */
static GPtrArray *
dup_counted (const Parts *parts)
{
  GPtrArray *counted = g_ptr_array_new ();

  for (guint i = 0; i < parts->before->len; i++)
    {
      LepVoice *voice = g_ptr_array_index (parts->before, i);
      char      id[LEP_UUID_TEXT_SIZE + 1];

      lep_uuid_format (&lep_log_get_stream (parts->log, voice->stream)->replica, id);
      if (g_hash_table_contains (parts->speakers, id))
        g_ptr_array_add (counted, voice);
    }
  return counted;
}

static gboolean
restore_register (const Parts  *all,
                  const Fields *fields,
                  LepChange    *change,
                  LepUndone    *undone,
                  GError      **error)
{
  gboolean is_spoken = g_strcmp0 (all->spoken, fields->names[0]) == 0;
  g_autoptr (GPtrArray) before = is_spoken ? dup_counted (all) : g_ptr_array_ref (all->before);
  const Parts     heard = { .log = all->log, .before = before, .after = all->after };
  const Parts    *parts = &heard;
  const LepVoice *shown;
  gboolean        several = FALSE;

  if (any_writes (parts->after, writes_fields, fields))
    {
      undone->n_skipped++;
      return TRUE;
    }
  if (!find_shown (parts->log, parts->before, writes_fields, fields, &shown, error) ||
      (shown != NULL && !had_several (parts, fields, shown, &several, error)))
    return FALSE;
  undone->n_settled += several;
  for (guint i = 0; i < fields->n; i++)
    lep_change_add_set (change, fields->names[i], shown == NULL ? NULL : lep_voice_value (shown, fields->names[i]), -1);
  undone->n_fields += fields->n;
  return TRUE;
}

/* Whether the change has the field already in the row begun at @first_set. */
static gboolean
has_set (const LepChange *change,
         const char      *field)
{
  const LepRowOp *row = &g_array_index (change->rows, LepRowOp, change->rows->len - 1);

  for (guint i = 0; i < row->n_sets; i++)
    {
      if (strcmp (g_array_index (change->sets, LepSet, row->first_set + i).field, field) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
restore_fields (const LepVoiceRow *row,
                const Parts       *parts,
                LepChange         *change,
                LepUndone         *undone,
                GError           **error)
{
  const LepKind *kind = lep_schema_kind (row->kind);

  for (guint i = 0; i < parts->during->len; i++)
    {
      const LepVoice *voice = g_ptr_array_index (parts->during, i);

      for (guint j = 0; j < row_of (voice)->n_sets; j++)
        {
          const LepSet *set = &g_array_index (voice->change->sets, LepSet, row_of (voice)->first_set + j);
          Fields        fields;

          get_fields (kind, set->field, &fields);
          if (!has_set (change, fields.names[0]) && !restore_register (parts, &fields, change, undone, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Whether a delete that nothing replaced has seen everything else, too: what
 * somebody deleted while another went on with it is alive. */
static gboolean
find_deleted (LepLog          *log,
              const GPtrArray *voices,
              gboolean        *deleted,
              GError         **error)
{
  g_autoptr (GPtrArray) deletes = g_ptr_array_new ();
  gboolean covered;

  for (guint i = 0; i < voices->len; i++)
    {
      LepVoice *voice = g_ptr_array_index (voices, i);

      if (row_of (voice)->life != LEP_LIFE_DELETED)
        continue;
      if (!is_covered (log, voices, voice, writes_life, NULL, &covered, error))
        return FALSE;
      if (!covered)
        g_ptr_array_add (deletes, voice);
    }
  *deleted = deletes->len > 0;
  for (guint i = 0; i < voices->len && *deleted; i++)
    {
      const LepVoice *voice = g_ptr_array_index (voices, i);

      if (g_ptr_array_find (deletes, voice, NULL))
        continue;
      if (!is_covered (log, deletes, voice, writes_life, NULL, deleted, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
only_delete (const GPtrArray *voices)
{
  for (guint i = 0; i < voices->len; i++)
    {
      const LepRowOp *row = row_of (g_ptr_array_index (voices, i));

      if (row->life == LEP_LIFE_RESTORED || row->n_sets > 0)
        return FALSE;
    }
  return TRUE;
}

/* What to do to the row's life so that it is as before. What was deleted is deleted
 * once more: the old delete has not seen the step, nor what is restored now. */
static gboolean
find_life (const Parts *parts,
           gboolean     was_deleted,
           LepLife     *life,
           LepUndone   *undone,
           GError     **error)
{
  const LepVoice *now;

  *life = LEP_LIFE_NONE;
  if (was_deleted)
    *life = only_delete (parts->during) ? LEP_LIFE_NONE : LEP_LIFE_DELETED;
  else if (any_writes (parts->during, writes_life, NULL))
    {
      if (any_writes (parts->after, writes_life, NULL))
        undone->n_skipped++;
      else if (!find_shown (parts->log, parts->during, writes_life, NULL, &now, error))
        return FALSE;
      else if (now != NULL && row_of (now)->life == LEP_LIFE_DELETED)
        *life = LEP_LIFE_RESTORED;
    }
  if (*life != LEP_LIFE_NONE)
    undone->n_rows++;
  return TRUE;
}

static gboolean
restore_parts (const LepVoiceRow *row,
               const Parts       *parts,
               LepChange         *change,
               LepUndone         *undone,
               GError           **error)
{
  /* A laptop is there whatever is said of it. */
  gboolean is_made = parts->before->len == 0 && strcmp (row->kind, "replica") != 0;
  gboolean was_deleted;
  LepLife  life;

  if (!find_deleted (parts->log, parts->before, &was_deleted, error))
    return FALSE;
  if ((is_made || was_deleted) && parts->after->len > 0)
    {
      undone->n_skipped++; /* somebody works on what the step created, or brought back */
      return TRUE;
    }
  if (is_made)
    {
      lep_change_add_row (change, row->kind, &row->id, LEP_LIFE_DELETED);
      undone->n_rows++;
      return TRUE;
    }

  if (!find_life (parts, was_deleted, &life, undone, error))
    return FALSE;
  lep_change_add_row (change, row->kind, &row->id, life);
  if (!restore_fields (row, parts, change, undone, error))
    return FALSE;
  if (life == LEP_LIFE_NONE && g_array_index (change->rows, LepRowOp, change->rows->len - 1).n_sets == 0)
    g_array_set_size (change->rows, change->rows->len - 1);
  return TRUE;
}

/**
 * lep_undo_row_restore:
 * @step: what is taken back
 * @quiet: (element-type LepUndoRange): later steps that were taken back
 *   already, and the taking back: they do not count as newer work
 * @speakers: (nullable) (element-type utf8): ids of those whose word about officers
 *   and blocked laptops counts; for rows that tell of them
 * @change: the row is added to it, if anything of it can be taken back
 * @undone: counts up
 */
gboolean
lep_undo_row_restore (const LepVoiceRow  *row,
                      LepLog             *log,
                      const LepUndoRange *step,
                      const GArray       *quiet,
                      GHashTable         *speakers,
                      LepChange          *change,
                      LepUndone          *undone,
                      GError            **error)
{
  g_autoptr (GPtrArray) before = g_ptr_array_new ();
  g_autoptr (GPtrArray) during = g_ptr_array_new ();
  g_autoptr (GPtrArray) after = g_ptr_array_new ();
  Parts parts = { log, before, during, after, lep_revocation_field (row->kind), speakers };

  split (row, step, quiet, &parts);
  return restore_parts (row, &parts, change, undone, error);
}
