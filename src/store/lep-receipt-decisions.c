/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an import left to decide, and who decided it: worked out anew from the
 * log, so that it can be told long afterwards. */

#include <string.h>

#include "lep-others-sheets.h"
#include "lep-row-ref.h"
#include "lep-workspace-private.h"

#include "lep-receipt-private.h"

static const char sql_range[] =
  "SELECT first_seq, last_seq FROM step WHERE no = (SELECT step FROM receipt WHERE no = :no AND NOT given)";

static const char sql_changes[] =
  "SELECT change.seq, change.stream_no, change.n, change.hash, body FROM change WHERE body IS NOT NULL ORDER BY seq";

static void
value_free (gpointer data)
{
  LepReceiptValue *self = data;

  g_free (self->value);
  g_free (self->by);
  g_free (self->label);
  g_free (self->currency);
  g_free (self);
}

void
lep_receipt_decision_free (LepReceiptDecision *self)
{
  g_free (self->kind);
  g_free (self->id);
  g_free (self->space);
  g_free (self->field);
  g_ptr_array_unref (self->values);
  g_clear_pointer (&self->decided, value_free);
  g_free (self->at);
  g_free (self);
}

static gboolean
is_money (const char *kind_name,
          const char *field_name)
{
  const LepKind  *kind = lep_schema_kind (kind_name);
  const LepField *field = kind != NULL ? lep_kind_field (kind, field_name) : NULL;

  return field != NULL && field->type == LEP_TYPE_MONEY;
}

/* %NULL: @error says why. */
static LepReceiptValue *
value_new (const LepReceiptReading  *self,
           const LepReceiptDecision *decision,
           const LepVoices          *voices,
           const LepVoice           *voice,
           const char               *text,
           GError                  **error)
{
  LepReceiptValue *value = g_new0 (LepReceiptValue, 1);

  value->value = g_strdup (text);
  value->by = g_strdup (voice->change->by);
  value->label = lep_replica_dup_label (self->workspace, &lep_log_get_stream (self->log, voice->stream)->replica, NULL);
  if (is_money (decision->kind, decision->field) && !lep_receipt_currency (self, voices, voice, &value->currency, error))
    g_clear_pointer (&value, value_free);
  return value;
}

/* Enters @value, if there is one; that was no failure. */
static gboolean
take_value (LepReceiptDecision *decision,
            LepReceiptValue    *value)
{
  if (value != NULL)
    g_ptr_array_add (decision->values, value);
  return value != NULL;
}

static gboolean
differ (GPtrArray  *heads,
        const char *field)
{
  for (guint i = 1; i < heads->len; i++)
    if (g_strcmp0 (lep_voice_value (g_ptr_array_index (heads, i), field), lep_voice_value (g_ptr_array_index (heads, 0), field)) != 0)
      return TRUE;
  return FALSE;
}

static gboolean
add_values (const LepReceiptReading *self,
            LepReceiptDecision      *decision,
            const LepVoices         *voices,
            GPtrArray               *heads,
            GError                 **error)
{
  for (guint i = 0; i < heads->len; i++)
    {
      const LepVoice *head = g_ptr_array_index (heads, i);
      const char     *text = lep_voice_value (head, decision->field);
      gboolean        is_there = FALSE;

      for (guint j = 0; j < decision->values->len; j++)
        is_there = is_there || g_strcmp0 (((LepReceiptValue *) g_ptr_array_index (decision->values, j))->value, text) == 0;
      if (!is_there && !take_value (decision, value_new (self, decision, voices, head, text, error)))
        return FALSE;
    }
  return TRUE;
}

static LepReceiptDecision *
decision_new (LepReceiptReading   *self,
              const LepReceiptRow *row,
              const char          *field)
{
  LepReceiptDecision *decision = g_new0 (LepReceiptDecision, 1);

  decision->kind = g_strdup (row->kind);
  decision->id = g_strdup (row->id);
  decision->space = g_strdup (row->space);
  decision->field = g_strdup (field);
  decision->values = g_ptr_array_new_with_free_func (value_free);
  g_ptr_array_add (self->decisions, decision);
  return decision;
}

static LepLife
life_of (const LepVoice *voice)
{
  return g_array_index (voice->change->rows, LepRowOp, voice->row).life;
}

/* What the voice says of the field, or of "life". */
static const char *
said (const LepVoice *voice,
      const char     *field)
{
  if (strcmp (field, "life") != 0)
    return lep_voice_value (voice, field);
  return life_of (voice) == LEP_LIFE_DELETED ? "deleted" : "kept";
}

static gboolean
speaks_of (const LepVoice *voice,
           const char     *field)
{
  return strcmp (field, "life") == 0 ? life_of (voice) != LEP_LIFE_NONE : lep_voice_writes (voice, field);
}

/* Takes up a voice that had seen what was to decide. @stands: decisions that had not seen
 * each other; with one of them it is decided, and who saw that one changes it later. */
static gboolean
take_decision (const LepReceiptReading *self,
               LepReceiptDecision      *decision,
               LepVoice                *voice,
               GPtrArray               *stands,
               GError                 **error)
{
  const char *field = decision->field;
  gboolean    is_one = stands->len == 1, all;

  if (!lep_receipt_cover (self, voice, stands, !is_one, &all, error))
    return FALSE;
  if (is_one && (all || g_strcmp0 (said (voice, field), said (g_ptr_array_index (stands, 0), field)) == 0))
    return TRUE;
  decision->is_anew = decision->is_anew || is_one;
  g_ptr_array_add (stands, voice);
  return TRUE;
}

/* The first since the import that had seen all of @heads. Where others decided otherwise
 * without seeing that, it is decided by who saw them all. */
static gboolean
find_decided (LepReceiptReading  *self,
              LepReceiptDecision *decision,
              const LepVoices    *voices,
              GPtrArray          *heads,
              GError            **error)
{
  g_autoptr (GPtrArray) stands = g_ptr_array_new ();
  const LepVoice *last;
  gboolean        all;

  for (guint i = 0; i < voices->voices->len; i++)
    {
      LepVoice *voice = g_ptr_array_index (voices->voices, i);

      if (voice->seq <= self->last || !speaks_of (voice, decision->field))
        continue;
      if (!lep_receipt_cover (self, voice, heads, FALSE, &all, error) || (all && !take_decision (self, decision, voice, stands, error)))
        return FALSE;
    }
  if (stands->len != 1)
    return TRUE;
  last = g_ptr_array_index (stands, 0);
  decision->decided = value_new (self, decision, voices, last, said (last, decision->field), error);
  decision->at = g_strdup (last->change->at);
  return decision->decided != NULL;
}

/* Follows one field: whether it had several values, and who decided since. */
static gboolean
follow (LepReceiptReading   *self,
        const LepReceiptRow *row,
        LepVoices           *voices,
        const char          *field,
        GError             **error)
{
  g_autoptr (GPtrArray) heard = lep_receipt_until (self, voices);
  g_autoptr (GPtrArray) heads = lep_receipt_heads (self, heard, field, error);
  LepReceiptDecision *decision;

  if (heads == NULL || !differ (heads, field))
    return heads != NULL;

  decision = decision_new (self, row, field);
  return add_values (self, decision, voices, heads, error) && find_decided (self, decision, voices, heads, error);
}

/* The deletes that stood when the import was done, and what none of them had seen. */
static gboolean
find_life (const LepReceiptReading *self,
           LepVoices               *voices,
           GPtrArray               *deletes,
           GPtrArray               *others,
           GError                 **error)
{
  gboolean all;

  for (guint i = 0; i < voices->voices->len; i++)
    {
      LepVoice *voice = g_ptr_array_index (voices->voices, i);

      if (voice->seq > self->last)
        continue;
      if (life_of (voice) != LEP_LIFE_NONE && !lep_receipt_cover (self, voice, deletes, TRUE, &all, error))
        return FALSE;
      g_ptr_array_add (life_of (voice) == LEP_LIFE_DELETED ? deletes : others, voice);
    }
  for (guint i = 0; i < deletes->len; i++)
    if (!lep_receipt_cover (self, g_ptr_array_index (deletes, i), others, TRUE, &all, error))
      return FALSE;
  return TRUE;
}

/* Deleted by one and changed by another: whether it was so, and the first since then that
 * had seen both and said what becomes of the record. */
static gboolean
follow_life (LepReceiptReading   *self,
             const LepReceiptRow *row,
             LepVoices           *voices,
             GError             **error)
{
  g_autoptr (GPtrArray) deletes = g_ptr_array_new ();
  g_autoptr (GPtrArray) others = g_ptr_array_new ();
  LepReceiptDecision *decision;

  if (!find_life (self, voices, deletes, others, error))
    return FALSE;
  if (deletes->len == 0 || others->len == 0)
    return TRUE;

  decision = decision_new (self, row, "life");
  if (!take_value (decision, value_new (self, decision, voices, lep_receipt_latest (others), "kept", error)) ||
      !take_value (decision, value_new (self, decision, voices, lep_receipt_latest (deletes), "deleted", error)))
    return FALSE;
  g_ptr_array_extend (others, deletes, NULL, NULL);
  return find_decided (self, decision, voices, others, error);
}

/* What another assessor thinks is told here neither. */
static gboolean
find_withheld (const LepReceiptReading *self,
               const LepReceiptRow     *row,
               const char              *field,
               gboolean                *withheld,
               GError                 **error)
{
  g_auto (LepRowRef) ref = { 0 };

  *withheld = FALSE;
  if (!lep_others_sheets_has_field (row->kind, field))
    return TRUE;
  return lep_row_ref_find (self->workspace, row->space, row->kind, row->id, &ref, error) &&
         lep_others_sheets_withhold (self->workspace, row->kind, ref.rid, withheld, error);
}

/* The fields that the import wrote. */
static gboolean
follow_row (LepReceiptReading   *self,
            const LepReceiptRow *row,
            LepVoices           *voices,
            GError             **error)
{
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean withheld;

  for (guint i = 0; i < voices->voices->len; i++)
    {
      const LepVoice *voice = g_ptr_array_index (voices->voices, i);
      const LepRowOp *op = &g_array_index (voice->change->rows, LepRowOp, voice->row);

      for (guint j = 0; j < op->n_sets && voice->seq >= self->first && voice->seq <= self->last; j++)
        {
          const char *field = g_array_index (voice->change->sets, LepSet, op->first_set + j).field;

          if (!g_hash_table_add (fields, (gpointer) field))
            continue;
          if (!find_withheld (self, row, field, &withheld, error) || (!withheld && !follow (self, row, voices, field, error)))
            return FALSE;
        }
    }
  return follow_life (self, row, voices, error);
}

static void
keep_voices (LepReceiptReading *self,
             LepStmt           *stmt,
             const LepChange   *change)
{
  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp  *op = &g_array_index (change->rows, LepRowOp, i);
      char             id[LEP_UUID_TEXT_SIZE + 1];
      g_autofree char *key = NULL;
      LepVoices       *voices;

      lep_uuid_format (&op->id, id);
      key = g_strjoin (" ", op->kind, id, NULL);
      voices = g_hash_table_lookup (self->voices, key);
      if (voices != NULL)
        lep_voices_add (voices, lep_stmt_int64 (stmt, 0), (guint32) lep_stmt_int64 (stmt, 1), lep_stmt_int64 (stmt, 2),
                        lep_stmt_blob (stmt, 3), change, i);
    }
}

/* Hears all that was ever said about the rows of the import, in one pass. */
static gboolean
hear (LepReceiptReading *self,
      GError           **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (self->workspace), sql_changes, error);
  g_autoptr (LepChange) change = lep_change_new ();
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!lep_change_read (change, lep_stmt_text (stmt, 4), lep_stmt_size (stmt, 4), error))
        return FALSE;
      keep_voices (self, stmt, change);
    }
}

static gboolean
read_range (LepReceiptReading *self,
            gint64             no,
            GError           **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (self->workspace), sql_range, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":no", no);
  if (!lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  self->first = has_row ? lep_stmt_int64 (stmt, 0) : 0;
  self->last = has_row ? lep_stmt_int64 (stmt, 1) : -1;
  return TRUE;
}

/* Streams and contexts of all spaces that the rows are in. */
static gboolean
open_spaces (LepReceiptReading        *self,
             const LepReceiptContents *contents,
             GError                  **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < contents->rows->len; i++)
    {
      const LepReceiptRow *row = g_ptr_array_index (contents->rows, i);
      LepUuid              id;

      if (g_hash_table_add (seen, row->space) &&
          (!lep_uuid_parse (row->space, -1, &id) || lep_log_get_space (self->log, &id, error) == NULL))
        return FALSE;
    }
  return TRUE;
}

/**
 * lep_receipt_decisions:
 * @no: number of a receipt
 * @contents: what it brought
 *
 * Reads the whole log, so do it in a thread.
 *
 * Returns: (transfer full) (element-type LepReceiptDecision): each field that
 *   people disagreed about once the import was done, and "life" of each record that
 *   one had deleted and another changed
 */
GPtrArray *
lep_receipt_decisions (LepWorkspace             *workspace,
                       gint64                    no,
                       const LepReceiptContents *contents,
                       GError                  **error)
{
  g_autoptr (GPtrArray) decisions = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_receipt_decision_free);
  g_autoptr (GHashTable) all = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) lep_voices_free);
  g_autoptr (GHashTable) owners = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) lep_voices_free);
  g_autoptr (LepLog) log = lep_log_new (lep_workspace_get_db (workspace), error);
  LepReceiptReading self = { .workspace = workspace, .log = log, .voices = all, .owners = owners, .decisions = decisions };

  if (log == NULL || !read_range (&self, no, error) || !open_spaces (&self, contents, error))
    return NULL;

  for (guint i = 0; i < contents->rows->len; i++)
    {
      const LepReceiptRow *row = g_ptr_array_index (contents->rows, i);
      LepUuid              id;

      if (lep_uuid_parse (row->id, -1, &id))
        g_hash_table_insert (all, g_strjoin (" ", row->kind, row->id, NULL), lep_voices_new (log, row->kind, &id));
    }
  if (!hear (&self, error))
    return NULL;

  for (guint i = 0; i < contents->rows->len; i++)
    {
      const LepReceiptRow *row = g_ptr_array_index (contents->rows, i);
      g_autofree char     *key = g_strjoin (" ", row->kind, row->id, NULL);
      LepVoices           *voices = g_hash_table_lookup (all, key);

      if (voices != NULL && !follow_row (&self, row, voices, error))
        return NULL;
    }
  return g_steal_pointer (&decisions);
}
