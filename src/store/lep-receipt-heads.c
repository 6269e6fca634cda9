/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a field held when an import was done, or when one of its values was written:
 * that tells in which currency an amount was meant. */

#include "lep-currency.h"

#include "lep-receipt-private.h"

/**
 * lep_receipt_cover:
 *
 * @take_out: whether these leave @heads
 * @all: (out): whether that was all of them
 *
 * Finds those of @heads that the author of the voice had seen.
 */
gboolean
lep_receipt_cover (const LepReceiptReading *self,
                   const LepVoice          *voice,
                   GPtrArray               *heads,
                   gboolean                 take_out,
                   gboolean                *all,
                   GError                 **error)
{
  *all = TRUE;
  if (!lep_log_set_cover_of (self->log, voice->stream, voice->n, error))
    return FALSE;
  for (guint i = heads->len; i > 0; i--)
    {
      const LepVoice *head = g_ptr_array_index (heads, i - 1);

      if (!lep_log_covers (self->log, head->stream, head->n) && !(head->stream == voice->stream && head->n < voice->n))
        *all = FALSE;
      else if (take_out)
        g_ptr_array_remove_index (heads, i - 1);
    }
  return TRUE;
}

/**
 * lep_receipt_heads:
 *
 * Returns: (transfer container): what nothing else of the voices that writes the field
 *   had seen
 */
GPtrArray *
lep_receipt_heads (const LepReceiptReading *self,
                   const GPtrArray         *voices,
                   const char              *field,
                   GError                 **error)
{
  g_autoptr (GPtrArray) heads = g_ptr_array_new ();
  gboolean all;

  for (guint i = 0; i < voices->len; i++)
    {
      LepVoice *voice = g_ptr_array_index (voices, i);

      if (!lep_voice_writes (voice, field))
        continue;
      if (!lep_receipt_cover (self, voice, heads, TRUE, &all, error))
        return NULL;
      g_ptr_array_add (heads, voice);
    }
  return g_steal_pointer (&heads);
}

/**
 * lep_receipt_until:
 *
 * Returns: (transfer container): what was said until the import was done
 */
GPtrArray *
lep_receipt_until (const LepReceiptReading *self,
                   const LepVoices         *voices)
{
  GPtrArray *heard = g_ptr_array_new ();

  for (guint i = 0; i < voices->voices->len; i++)
    if (((LepVoice *) g_ptr_array_index (voices->voices, i))->seq <= self->last)
      g_ptr_array_add (heard, g_ptr_array_index (voices->voices, i));
  return heard;
}

/* What the author of the voice had seen, and said together with it. */
static GPtrArray *
seen_by (const LepReceiptReading *self,
         const LepVoices         *voices,
         const LepVoice          *voice,
         GError                 **error)
{
  GPtrArray *seen;

  if (!lep_log_set_cover_of (self->log, voice->stream, voice->n, error))
    return NULL;
  seen = g_ptr_array_new ();
  for (guint i = 0; i < voices->voices->len; i++)
    {
      LepVoice *other = g_ptr_array_index (voices->voices, i);

      if (lep_log_covers (self->log, other->stream, other->n) || (other->stream == voice->stream && other->n <= voice->n))
        g_ptr_array_add (seen, other);
    }
  return seen;
}

/**
 * lep_receipt_latest:
 *
 * Returns: the one that a list of conflicts shows, too
 */
const LepVoice *
lep_receipt_latest (const GPtrArray *voices)
{
  const LepVoice *latest = g_ptr_array_index (voices, 0);

  for (guint i = 1; i < voices->len; i++)
    if (lep_voice_compare (g_ptr_array_index (voices, i), latest) > 0)
      latest = g_ptr_array_index (voices, i);
  return latest;
}

/* What the field showed to the author of the voice; where nothing tells that, what it
 * showed here once the import was done. */
static gboolean
find_shown (const LepReceiptReading *self,
            const LepVoices         *voices,
            const LepVoice          *voice,
            const char              *field,
            const char             **shown,
            GError                 **error)
{
  g_autoptr (GPtrArray) heard = lep_receipt_until (self, voices);
  g_autoptr (GPtrArray) seen = seen_by (self, voices, voice, error);
  g_autoptr (GPtrArray) heads = seen == NULL ? NULL : lep_receipt_heads (self, seen, field, error);

  *shown = NULL;
  if (heads != NULL && heads->len == 0)
    {
      g_ptr_array_unref (heads);
      heads = lep_receipt_heads (self, heard, field, error);
    }
  if (heads != NULL && heads->len > 0)
    *shown = lep_voice_value (lep_receipt_latest (heads), field);
  return heads != NULL;
}

/* What was ever said of the record that gives its currency to others; kept, since it has
 * many of them. %NULL without an error: it is not on this laptop. */
static LepVoices *
hear_owner (const LepReceiptReading *self,
            const char              *kind,
            const char              *text,
            GError                 **error)
{
  g_autofree char *key = g_strjoin (" ", kind, text, NULL);
  g_autoptr (LepRecord) record = lep_workspace_get_record (self->workspace, kind, text, NULL, NULL);
  g_autoptr (LepVoices) owner = NULL;
  LepVoices   *known = g_hash_table_lookup (self->owners, key);
  LepLogSpace *space;
  LepUuid      id, space_id;

  if (known != NULL || record == NULL || !lep_uuid_parse (text, -1, &id) || !lep_uuid_parse (lep_record_get_space (record), -1, &space_id))
    return known;
  space = lep_log_get_space (self->log, &space_id, error);
  owner = lep_voices_new (self->log, kind, &id);
  if (space == NULL || !lep_voices_load (owner, space->no, error))
    return NULL;
  known = owner;
  g_hash_table_insert (self->owners, g_steal_pointer (&key), g_steal_pointer (&owner));
  return known;
}

/**
 * lep_receipt_currency:
 *
 * @currency: (out) (nullable) (transfer full): in which amounts of the voice were written;
 *   %NULL = none, or it cannot be told
 *
 * An amount is in the currency of its record as its author saw it, or in that of what the
 * record belongs to: never in what either was given since.
 */
gboolean
lep_receipt_currency (const LepReceiptReading *self,
                      const LepVoices         *voices,
                      const LepVoice          *voice,
                      char                   **currency,
                      GError                 **error)
{
  g_autoptr (GError) failure = NULL;
  const LepKind  *kind = lep_schema_kind (voices->kind);
  const LepField *by = lep_currency_owner (kind);
  const char     *shown = NULL, *id = NULL;
  LepVoices      *owner = NULL;

  if (lep_kind_field (kind, "currency") != NULL && !find_shown (self, voices, voice, "currency", &shown, error))
    return FALSE;
  if (shown == NULL && by != NULL)
    {
      if (!find_shown (self, voices, voice, by->name, &id, error))
        return FALSE;
      owner = id == NULL ? NULL : hear_owner (self, by->target, id, &failure);
      if (failure != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&failure));
          return FALSE;
        }
    }
  if (owner != NULL && !find_shown (self, owner, voice, "currency", &shown, error))
    return FALSE;
  *currency = g_strdup (shown);
  return TRUE;
}
