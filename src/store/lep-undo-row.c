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
  GHashTable *speakers; /* ids of those whose word counts there; NULL: it stays as it is */
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

/* Says of each voice whether one of @by covers it. Each of these is looked up once. */
static gboolean
find_covered (LepLog          *log,
              const GPtrArray *by,
              const GPtrArray *voices,
              gboolean        *covered,
              GError         **error)
{
  for (guint i = 0; i < by->len; i++)
    {
      const LepVoice *later = g_ptr_array_index (by, i);

      if (!lep_log_set_cover_of (log, later->stream, later->n, error))
        return FALSE;
      for (guint k = 0; k < voices->len; k++)
        {
          const LepVoice *voice = g_ptr_array_index (voices, k);

          covered[k] = covered[k] || lep_log_covers (log, voice->stream, voice->n);
        }
    }
  return TRUE;
}

/* Returns: (element-type LepVoice): those that wrote the register and that no other
 * that wrote it covers; %NULL on failure */
static GPtrArray *
find_heads (LepLog          *log,
            const GPtrArray *voices,
            WritesFunc       writes,
            const Fields    *fields,
            GError         **error)
{
  g_autoptr (GPtrArray) writers = g_ptr_array_new ();
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  g_autofree gboolean *covered = g_new0 (gboolean, voices->len);

  for (guint i = 0; i < voices->len; i++)
    {
      if (writes (g_ptr_array_index (voices, i), fields))
        g_ptr_array_add (writers, g_ptr_array_index (voices, i));
    }
  if (!find_covered (log, writers, writers, covered, error))
    return NULL;
  for (guint i = 0; i < writers->len; i++)
    {
      if (!covered[i])
        g_ptr_array_add (heads, g_ptr_array_index (writers, i));
    }
  return g_steal_pointer (&heads);
}

/* The head that was shown; NULL if nobody wrote, or by a waiver all replaced each other. */
static const LepVoice *
find_shown (const GPtrArray *heads)
{
  const LepVoice *shown = NULL;

  for (guint i = 0; i < heads->len; i++)
    {
      const LepVoice *voice = g_ptr_array_index (heads, i);

      if (shown == NULL || lep_voice_compare (voice, shown) > 0)
        shown = voice;
    }
  return shown;
}

/* Whether a head stood beside the one that was shown, with another value. Taking
 * back does not make the two heads anew: whoever writes has seen both, and what has
 * seen a value replaces it. */
static gboolean
had_several (const GPtrArray *heads,
             const Fields    *fields,
             const LepVoice  *shown)
{
  for (guint i = 0; i < heads->len; i++)
    for (guint j = 0; j < fields->n; j++)
      {
        if (g_strcmp0 (lep_voice_value (g_ptr_array_index (heads, i), fields->names[j]), lep_voice_value (shown, fields->names[j])) != 0)
          return TRUE;
      }
  return FALSE;
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
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) heads = NULL;
  const LepVoice *shown;

  if (is_spoken && all->speakers == NULL)
    return TRUE;
  before = is_spoken ? dup_counted (all) : g_ptr_array_ref (all->before);
  if (any_writes (all->after, writes_fields, fields))
    {
      undone->n_skipped++;
      return TRUE;
    }
  heads = find_heads (all->log, before, writes_fields, fields, error);
  if (heads == NULL)
    return FALSE;
  shown = find_shown (heads);
  undone->n_settled += had_several (heads, fields, shown);
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
  g_autoptr (GPtrArray) heads = find_heads (log, voices, writes_life, NULL, error);
  g_autofree gboolean *covered = g_new0 (gboolean, voices->len);

  if (heads == NULL)
    return FALSE;
  for (guint i = 0; i < heads->len; i++)
    {
      if (row_of (g_ptr_array_index (heads, i))->life == LEP_LIFE_DELETED)
        g_ptr_array_add (deletes, g_ptr_array_index (heads, i));
    }
  if (!find_covered (log, deletes, voices, covered, error))
    return FALSE;
  *deleted = deletes->len > 0;
  for (guint i = 0; i < voices->len && *deleted; i++)
    *deleted = covered[i] || g_ptr_array_find (deletes, g_ptr_array_index (voices, i), NULL);
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
  *life = LEP_LIFE_NONE;
  if (was_deleted)
    *life = only_delete (parts->during) ? LEP_LIFE_NONE : LEP_LIFE_DELETED;
  else if (any_writes (parts->during, writes_life, NULL) && any_writes (parts->after, writes_life, NULL))
    undone->n_skipped++;
  else
    {
      g_autoptr (GPtrArray) heads = find_heads (parts->log, parts->during, writes_life, NULL, error);
      const LepVoice *now;

      if (heads == NULL)
        return FALSE;
      now = find_shown (heads);
      if (now != NULL && row_of (now)->life == LEP_LIFE_DELETED)
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
 *   and blocked laptops counts; without them that field is left as it is
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
