/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an application is judged by, where a laptop that is none of the programme's
 * officers changed it after the receipt. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-deeds.h"
#include "lep-history-private.h"
#include "lep-row-ref.h"
#include "lep-sentence.h"
#include "lep-voice-rows.h"

/* What the office judges an application by: it stays as it was received. */
static const char *const frozen[] = { "received_at", "title", "partnership", "lot", "requested", "total" };

#define RECEIVED_AT 0
#define N_FROZEN    G_N_ELEMENTS (frozen)

typedef struct
{
  LepDeeds deeds;
  gint64   status; /* number of that register */
  gint64   frozen[N_FROZEN];
  LepDeed  last; /* whose time was looked up last */
} Search;

static void
search_clear (Search *self)
{
  lep_deeds_clear (&self->deeds);
  lep_deed_clear (&self->last);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/* Finds the numbers of the registers of what is frozen. */
static gboolean
find_registers (Search  *self,
                GError **error)
{
  for (guint i = 0; i < N_FROZEN; i++)
    if (!lep_deeds_register (&self->deeds, frozen[i], &self->frozen[i], error))
      return FALSE;
  return lep_deeds_register (&self->deeds, "status", &self->status, error);
}

/* Whether an officer alone wrote what is frozen of the row whose clock was decoded,
 * as is most often so. */
static gboolean
is_by_officers (const Search *self)
{
  for (guint i = 0; i < self->deeds.heads->len; i++)
    {
      const LepHead *head = &g_array_index (self->deeds.heads, LepHead, i);
      const LepUuid *replica = g_hash_table_lookup (self->deeds.laptops, GUINT_TO_POINTER (head->stream));

      for (guint j = 0; j < N_FROZEN; j++)
        if (head->reg == self->frozen[j] && replica != NULL && !lep_deeds_is_officer (&self->deeds, replica))
          return FALSE;
    }
  return TRUE;
}

/* When a change was made; most registers of a row were written by the same one. */
static gboolean
find_time (Search        *self,
           const LepHead *head,
           GError       **error)
{
  if (self->last.at != NULL && self->last.head.stream == head->stream && self->last.head.n == head->n)
    return TRUE;

  lep_deed_clear (&self->last);
  self->last = (LepDeed){ .head = *head };
  return lep_deeds_read (&self->deeds, &self->last, error);
}

/* When the register of the row was written last, or "" where that is not known, and
 * whether by an officer. */
static gboolean
find_last_write (Search   *self,
                 gint64    reg,
                 char    **at,
                 gboolean *by_officer,
                 GError  **error)
{
  g_clear_pointer (at, g_free);
  *at = g_strdup ("");
  *by_officer = TRUE;
  for (guint i = 0; i < self->deeds.heads->len; i++)
    {
      const LepHead *head = &g_array_index (self->deeds.heads, LepHead, i);
      const LepUuid *replica = g_hash_table_lookup (self->deeds.laptops, GUINT_TO_POINTER (head->stream));

      if (head->reg != reg || replica == NULL)
        continue;
      if (!find_time (self, head, error))
        return FALSE;
      if (strcmp (self->last.at, *at) <= 0)
        continue;
      g_free (*at);
      *at = g_strdup (self->last.at);
      *by_officer = lep_deeds_is_officer (&self->deeds, replica);
    }
  return TRUE;
}

/* Whether somebody who is no officer wrote one of the fields after the receipt, as
 * far as the clock of the row says without its history. */
static gboolean
is_suspicious (Search   *self,
               LepStmt  *row,
               gboolean *suspicious,
               GError  **error)
{
  g_autofree char *received = NULL, *moved = NULL, *at = NULL;
  gboolean         by_officer;

  *suspicious = FALSE;
  lep_heads_decode (lep_stmt_blob (row, 2), lep_stmt_size (row, 2), self->deeds.heads);
  if (is_by_officers (self))
    return TRUE;
  if (!find_last_write (self, self->frozen[RECEIVED_AT], &received, &by_officer, error) ||
      !find_last_write (self, self->status, &moved, &by_officer, error))
    return FALSE;
  for (guint i = 0; !*suspicious && i < N_FROZEN; i++)
    {
      const char *since = *received == '\0' || i == RECEIVED_AT ? moved : received;

      if (!find_last_write (self, self->frozen[i], &at, &by_officer, error))
        return FALSE;
      *suspicious = !by_officer && strcmp (at, since) > 0;
    }
  return TRUE;
}

/* The change that brought it to the office last. */
static const LepHistoryEntry *
find_receipt (GPtrArray *history)
{
  static const char *const received[] = { "received", "late", "full_received", NULL };
  const LepHistoryEntry   *receipt = NULL, *noted = NULL;
  gboolean                 found;

  for (guint i = 0; i < history->len; i++)
    {
      const LepHistoryEntry *entry = g_ptr_array_index (history, i);
      const char            *status = lep_history_entry_find (entry, "status", &found);

      if (status != NULL && g_strv_contains (received, status) && (receipt == NULL || strcmp (entry->at, receipt->at) > 0))
        receipt = entry;
      if (lep_history_entry_find (entry, "received_at", &found) != NULL && (noted == NULL || strcmp (entry->at, noted->at) < 0))
        noted = entry;
    }
  return receipt != NULL ? receipt : noted;
}

/* An application that somebody who is no officer may have changed after its receipt. */
typedef struct
{
  char *id, *space, *currency;
} Suspect;

static void
suspect_free (gpointer data)
{
  Suspect *self = data;

  g_free (self->id);
  g_free (self->space);
  g_free (self->currency);
  g_free (self);
}

/* Tells the last value that was written to the field since, by who is no officer. */
static void
tell_changed (Search                *self,
              const Suspect         *suspect,
              GPtrArray             *history,
              const LepHistoryEntry *receipt,
              const char            *name,
              GPtrArray             *findings)
{
  const LepField        *field = lep_kind_field (lep_schema_kind ("application"), name);
  const LepHistoryEntry *before = NULL, *last = NULL;
  const char            *old = NULL, *new = NULL;
  g_autofree char       *told_old = NULL, *told_new = NULL, *day = NULL;
  gboolean               found, is_in_time;

  for (guint i = 0; i < history->len; i++)
    {
      const LepHistoryEntry *entry = g_ptr_array_index (history, i);

      lep_history_entry_find (entry, name, &found);
      is_in_time = entry == receipt || strcmp (entry->at, receipt->at) < 0;
      if (found && is_in_time && (before == NULL || strcmp (entry->at, before->at) > 0))
        before = entry;
      if (found && !is_in_time && (last == NULL || strcmp (entry->at, last->at) > 0))
        last = entry;
    }
  if (last == NULL || g_hash_table_contains (self->deeds.officers, last->replica) ||
      (before != NULL && g_strcmp0 (lep_history_entry_find (before, name, &found), lep_history_entry_find (last, name, &found)) == 0))
    return;

  old = before == NULL ? NULL : lep_history_entry_find (before, name, &found);
  new = lep_history_entry_find (last, name, &found);
  told_old = lep_sentence_value (self->deeds.workspace, field, old, suspect->currency);
  told_new = lep_sentence_value (self->deeds.workspace, field, new, suspect->currency);
  day = lep_sentence_day (self->deeds.workspace, last->at);
  lep_attention_add (findings, LEP_ATTENTION_RULE_DECIDED, "application", suspect->id, suspect->space, name,
                     /* Translators: name of a field; the value before and after; a day; a person; a laptop */
                     g_strdup_printf (_ ("After it was received, “%s” was changed from %s to %s, on %s by %s on the laptop “%s”, which is none of the programme's officers."),
                                      lep_schema_label (field->label), told_old, told_new, day, *last->by != '\0' ? last->by : "–",
                                      *last->label != '\0' ? last->label : "–"),
                     g_strdup_printf ("changed\n%s\n%s\n%" G_GINT64_FORMAT, new != NULL ? new : "", last->replica, last->n));
}

/* Finds the applications to look at: in @rows the same as in @suspects. */
static gboolean
find_suspects (Search       *self,
               LepVoiceRows *rows,
               GPtrArray    *suspects,
               GError      **error)
{
  static const char sql[] = "SELECT " LEP_ID_AND_SPACE ", r.clock, r.rid, r.conflicts, k.currency, r.space_no" LEP_LIVE ("application") " WHERE k.status NOT IN ('draft', 'full_draft', 'withdrawn')";
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->deeds.db, sql, error);
  LepRowOp op = { .kind = "application" };
  gboolean has_row, suspicious;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      LepLogSpace *space;
      Suspect     *suspect;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!is_suspicious (self, stmt, &suspicious, error))
        return FALSE;
      if (!suspicious)
        continue;
      space = lep_log_get_space_by_no (rows->log, lep_stmt_int64 (stmt, 6), error);
      if (space == NULL)
        return FALSE;
      suspect = g_new0 (Suspect, 1);
      suspect->id = lep_stmt_dup_text (stmt, 0);
      suspect->space = lep_stmt_dup_text (stmt, 1);
      suspect->currency = lep_stmt_is_null (stmt, 5) ? NULL : lep_stmt_dup_text (stmt, 5);
      g_ptr_array_add (suspects, suspect);
      lep_uuid_parse (suspect->id, -1, &op.id);
      lep_voice_rows_add (rows, space, &op);
    }
}

/**
 * lep_attention_received:
 * @officers: (element-type utf8): ids of the officers' laptops
 *
 * Adds the applications of which a laptop that is none of the programme's officers
 * changed what they are judged by, after the receipt.
 */
gboolean
lep_attention_received (LepWorkspace *workspace,
                        GHashTable   *officers,
                        GPtrArray    *findings,
                        GError      **error)
{
  g_auto (Search) self = { 0 };
  g_autoptr (LepLog) log = NULL;
  g_autoptr (GPtrArray) suspects = g_ptr_array_new_with_free_func (suspect_free);
  g_auto (LepVoiceRows) rows = { 0 };

  if (!lep_deeds_begin (&self.deeds, workspace, error))
    return FALSE;
  self.deeds.officers = g_hash_table_ref (officers);
  log = lep_log_new (self.deeds.db, error);
  if (log == NULL || !find_registers (&self, error))
    return FALSE;
  lep_voice_rows_init (&rows, log, NULL);
  if (!find_suspects (&self, &rows, suspects, error) || !lep_voice_rows_load (&rows, error))
    return FALSE;
  for (guint i = 0; i < suspects->len; i++)
    {
      const LepVoiceRow *row = g_ptr_array_index (rows.rows, i);
      g_autoptr (GPtrArray) history = lep_history_of_voices (workspace, row->voices);
      const LepHistoryEntry *receipt = find_receipt (history);

      for (guint j = 0; receipt != NULL && j < N_FROZEN; j++)
        tell_changed (&self, g_ptr_array_index (suspects, i), history, receipt, frozen[j], findings);
    }
  return TRUE;
}
