/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who decided, and when: states that the programme office gives, written by a
 * laptop that is none of the programme's officers; and periods that were reopened
 * until a day that was over. Whose change gave a record its state stands in the
 * clock of its row, so only records in these states are looked at. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-heads.h"
#include "lep-history-private.h"
#include "lep-record.h"
#include "lep-revocation.h"
#include "lep-row-ref.h"
#include "lep-sentence.h"
#include "lep-voice-rows.h"

#define STATES(kind, condition) \
  "SELECT " LEP_ID_AND_SPACE ", r.clock, r.rid, r.conflicts, k.status" LEP_LIVE (kind) " WHERE k.status IN (" condition ")"

/* Receiving an application, asking for a tranche and submitting a period is not
 * deciding; opening one again is. */
static const struct
{
  const char *kind;
  const char *sql;
} decisions[] = {
  { "application", STATES ("application", "'admin_ok', 'admin_rejected', 'scored', 'preselected', 'reserve', 'rejected', 'full_admin_ok',"
                                          " 'full_scored', 'verified', 'selected', 'contracted'") },
  { "tranche", STATES ("tranche", "'approved', 'paid'") },
  { "period", STATES ("period", "'returned', 'approved', 'locked') OR (k.status = 'open' AND k.reopened_until IS NOT NULL") },
};

/* The change that gave a record its state. */
typedef struct
{
  LepHead head;
  LepUuid replica;
  char   *at;
  char   *by;
} Deed;

/* What the office judges an application by: it stays as it was received. */
static const char *const frozen[] = { "received_at", "title", "partnership", "lot", "requested", "total" };

#define RECEIVED_AT 0
#define N_FROZEN    G_N_ELEMENTS (frozen)

typedef struct
{
  LepWorkspace *workspace;
  LepDb        *db;
  GHashTable   *officers; /* ids */
  GHashTable   *laptops;  /* number of a stream -> LepUuid */
  GHashTable   *deciders; /* ids of laptops that wrote a decision */
  GArray       *heads;    /* LepHead: scratch */
  gint64        status;   /* number of that register */
  gint64        frozen[N_FROZEN];
  Deed          last; /* whose time was looked up last */
} Search;

static void
deed_clear (Deed *self)
{
  g_free (self->at);
  g_free (self->by);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Deed, deed_clear)

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->officers, g_hash_table_unref);
  g_clear_pointer (&self->laptops, g_hash_table_unref);
  g_clear_pointer (&self->deciders, g_hash_table_unref);
  g_clear_pointer (&self->heads, g_array_unref);
  deed_clear (&self->last);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gboolean
search_begin (Search       *self,
              LepWorkspace *workspace,
              GError      **error)
{
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  self->workspace = workspace;
  self->db = lep_workspace_get_db (workspace);
  self->laptops = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  self->heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  stmt = lep_db_prepare (self->db, "SELECT b.no, l.id FROM stream b JOIN replica l ON l.no = b.replica_no", error);
  if (stmt == NULL || !lep_db_get_int64 (self->db, "SELECT no FROM name WHERE name = 'status'", &self->status, error))
    return FALSE;
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      g_hash_table_insert (self->laptops, GUINT_TO_POINTER ((guint) lep_stmt_int64 (stmt, 0)),
                           g_memdup2 (lep_stmt_blob (stmt, 1), LEP_UUID_SIZE));
    }
}

static gboolean
is_officer (const Search  *self,
            const LepUuid *replica)
{
  char id[LEP_UUID_TEXT_SIZE + 1];

  if (self->officers == NULL)
    return FALSE;
  lep_uuid_format (replica, id);
  return g_hash_table_contains (self->officers, id);
}

/* Whether the value that a change gave to the state is one of a conflict that is
 * not shown. */
static gboolean
is_hidden (const Search  *self,
           gint64         rid,
           const LepHead *head,
           gboolean      *hidden,
           GError       **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (self->db, "SELECT 1 FROM sibling WHERE rid = ?1 AND field = 'status' AND stream_no = ?2 AND n = ?3", error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, rid);
  lep_stmt_set_int64 (stmt, 2, head->stream);
  lep_stmt_set_int64 (stmt, 3, head->n);
  return lep_stmt_step (stmt, hidden, error);
}

/* An officer comes before others, then the lesser id: all laptops tell the same. */
static gboolean
is_before (const Search  *self,
           const LepUuid *one,
           const LepUuid *other)
{
  gboolean first = is_officer (self, one), second = is_officer (self, other);

  return first != second ? first : memcmp (one, other, sizeof *one) < 0;
}

/* Finds who gave the record of the row its state as it is shown, of several one.
 * *@found is FALSE where the clock does not say. */
static gboolean
find_deed (Search   *self,
           LepStmt  *row,
           Deed     *deed,
           gboolean *found,
           GError  **error)
{
  *found = FALSE;
  lep_heads_decode (lep_stmt_blob (row, 2), lep_stmt_size (row, 2), self->heads);
  for (guint i = 0; i < self->heads->len; i++)
    {
      const LepHead *head = &g_array_index (self->heads, LepHead, i);
      const LepUuid *replica = g_hash_table_lookup (self->laptops, GUINT_TO_POINTER (head->stream));
      gboolean       hidden = FALSE;

      if (head->reg != self->status || replica == NULL)
        continue;
      if (lep_stmt_int64 (row, 4) > 0 && !is_hidden (self, lep_stmt_int64 (row, 3), head, &hidden, error))
        return FALSE;
      if (hidden || (*found && !is_before (self, replica, &deed->replica)))
        continue;
      deed->head = *head;
      deed->replica = *replica;
      *found = TRUE;
    }
  return TRUE;
}

/* Adds person and time. */
static gboolean
read_deed (Search  *self,
           Deed    *deed,
           GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "SELECT at, author FROM change WHERE stream_no = ?1 AND n = ?2", error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_set_int64 (stmt, 1, deed->head.stream);
  lep_stmt_set_int64 (stmt, 2, deed->head.n);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  deed->at = lep_stmt_is_null (stmt, 0) ? g_strdup ("") : lep_stmt_dup_text (stmt, 0);
  deed->by = lep_stmt_is_null (stmt, 1) ? g_strdup ("") : lep_stmt_dup_text (stmt, 1);
  return TRUE;
}

static void
tell_decided (Search     *self,
              LepStmt    *row,
              const char *kind,
              const Deed *deed,
              GPtrArray  *findings)
{
  const LepField  *field = lep_kind_field (lep_schema_kind (kind), "status");
  const char      *status = lep_stmt_text (row, 5);
  g_autofree char *day = lep_sentence_day (self->workspace, deed->at);
  g_autofree char *laptop = lep_replica_dup_label (self->workspace, &deed->replica, NULL);
  g_autofree char *replica = lep_uuid_to_string (&deed->replica);

  lep_attention_add (findings, LEP_ATTENTION_RULE_DECIDED, kind, lep_stmt_text (row, 0), lep_stmt_text (row, 1), field->name,
                     /* Translators: a state; a day; a person; a laptop */
                     g_strdup_printf (_ ("“%s” was entered on %s by %s on the laptop “%s”, which is none of the programme's officers."),
                                      lep_code_label (field->target, status), day, *deed->by != '\0' ? deed->by : "–",
                                      *laptop != '\0' ? laptop : "–"),
                     g_strdup_printf ("%s\n%s\n%" G_GINT64_FORMAT, status, replica, deed->head.n));
}

static gboolean
check_decisions (Search     *self,
                 const char *kind,
                 const char *sql,
                 GPtrArray  *findings,
                 GError    **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, sql, error);
  gboolean has_row, found;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      g_auto (Deed) deed = { 0 };

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!find_deed (self, stmt, &deed, &found, error))
        return FALSE;
      if (found)
        g_hash_table_add (self->deciders, lep_uuid_to_string (&deed.replica));
      if (!found || is_officer (self, &deed.replica))
        continue;
      if (!read_deed (self, &deed, error))
        return FALSE;
      tell_decided (self, stmt, kind, &deed, findings);
    }
}

/* Finds the numbers of the registers of what is frozen. */
static gboolean
find_registers (Search  *self,
                GError **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, "SELECT coalesce (max (no), -1) FROM name WHERE name = :name", error);

  if (stmt == NULL)
    return FALSE;
  for (guint i = 0; i < N_FROZEN; i++)
    {
      lep_stmt_reset (stmt);
      lep_stmt_bind_text (stmt, ":name", frozen[i]);
      if (!lep_stmt_one (stmt, error))
        return FALSE;
      self->frozen[i] = lep_stmt_int64 (stmt, 0);
    }
  return TRUE;
}

/* Whether an officer alone wrote what is frozen of the row whose clock was decoded,
 * as is most often so. */
static gboolean
is_by_officers (const Search *self)
{
  for (guint i = 0; i < self->heads->len; i++)
    {
      const LepHead *head = &g_array_index (self->heads, LepHead, i);
      const LepUuid *replica = g_hash_table_lookup (self->laptops, GUINT_TO_POINTER (head->stream));

      for (guint j = 0; j < N_FROZEN; j++)
        if (head->reg == self->frozen[j] && replica != NULL && !is_officer (self, replica))
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

  deed_clear (&self->last);
  self->last = (Deed){ .head = *head };
  return read_deed (self, &self->last, error);
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
  for (guint i = 0; i < self->heads->len; i++)
    {
      const LepHead *head = &g_array_index (self->heads, LepHead, i);
      const LepUuid *replica = g_hash_table_lookup (self->laptops, GUINT_TO_POINTER (head->stream));

      if (head->reg != reg || replica == NULL)
        continue;
      if (!find_time (self, head, error))
        return FALSE;
      if (strcmp (self->last.at, *at) <= 0)
        continue;
      g_free (*at);
      *at = g_strdup (self->last.at);
      *by_officer = is_officer (self, replica);
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
  lep_heads_decode (lep_stmt_blob (row, 2), lep_stmt_size (row, 2), self->heads);
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
  if (last == NULL || g_hash_table_contains (self->officers, last->replica) ||
      (before != NULL && g_strcmp0 (lep_history_entry_find (before, name, &found), lep_history_entry_find (last, name, &found)) == 0))
    return;

  old = before == NULL ? NULL : lep_history_entry_find (before, name, &found);
  new = lep_history_entry_find (last, name, &found);
  told_old = lep_sentence_value (self->workspace, field, old, suspect->currency);
  told_new = lep_sentence_value (self->workspace, field, new, suspect->currency);
  day = lep_sentence_day (self->workspace, last->at);
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
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, sql, error);
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

static gboolean
check_received (Search    *self,
                GPtrArray *findings,
                GError   **error)
{
  g_autoptr (LepLog) log = lep_log_new (self->db, error);
  g_autoptr (GPtrArray) suspects = g_ptr_array_new_with_free_func (suspect_free);
  g_auto (LepVoiceRows) rows = { 0 };

  if (log == NULL || !find_registers (self, error))
    return FALSE;
  lep_voice_rows_init (&rows, log, NULL);
  if (!find_suspects (self, &rows, suspects, error) || !lep_voice_rows_load (&rows, error))
    return FALSE;
  for (guint i = 0; i < suspects->len; i++)
    {
      const LepVoiceRow *row = g_ptr_array_index (rows.rows, i);
      g_autoptr (GPtrArray) history = lep_history_of_voices (self->workspace, row->voices);
      const LepHistoryEntry *receipt = find_receipt (history);

      for (guint j = 0; receipt != NULL && j < N_FROZEN; j++)
        tell_changed (self, g_ptr_array_index (suspects, i), history, receipt, frozen[j], findings);
    }
  return TRUE;
}

/**
 * lep_attention_decided:
 *
 * Adds the applications, tranches and periods whose state the office gives, but
 * which a laptop wrote that is none of the programme's officers. The one that
 * founded the programme always is; where no other is named, a laptop that decides
 * alone is not asked for. Likewise what an application is judged by, where such a
 * laptop changed it after the receipt.
 */
gboolean
lep_attention_decided (LepWorkspace *workspace,
                       GPtrArray    *findings,
                       GError      **error)
{
  g_auto (Search) self = { 0 };
  gint64 n_named = 0;
  guint  n_before = findings->len;

  if (!lep_db_get_int64 (lep_workspace_get_db (workspace), "SELECT count (*) FROM k_programme k CROSS JOIN row r ON r.rid = k.rid WHERE k.officers IS NOT NULL AND r.space_no = " LEP_SQL_PROGRAMME, &n_named, error))
    return FALSE;

  self.officers = lep_officers_load (workspace, error);
  if (self.officers == NULL)
    return FALSE;
  if (g_hash_table_size (self.officers) == 0)
    return TRUE;
  if (!search_begin (&self, workspace, error))
    return FALSE;
  self.deciders = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (decisions); i++)
    if (!check_decisions (&self, decisions[i].kind, decisions[i].sql, findings, error))
      return FALSE;
  if (n_named == 0 && g_hash_table_size (self.deciders) < 2)
    g_ptr_array_set_size (findings, (int) n_before);
  return check_received (&self, findings, error);
}

/**
 * lep_attention_reopened:
 *
 * Adds the periods that were reopened until a day that was over by then.
 */
gboolean
lep_attention_reopened (LepWorkspace *workspace,
                        const char   *today,
                        GPtrArray    *findings,
                        GError      **error)
{
  static const char sql[] =
    "SELECT " LEP_ID_AND_SPACE ", r.clock, r.rid, r.conflicts, k.reopened_until" LEP_LIVE ("period") " WHERE k.status = 'open' AND k.reopened_until < :today";
  g_auto (Search) self = { 0 };
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row, found;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":today", today);
  while (TRUE)
    {
      g_auto (Deed) deed = { 0 };
      g_autofree char *on = NULL, *until = NULL;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (self.db == NULL && !search_begin (&self, workspace, error))
        return FALSE;
      if (!find_deed (&self, stmt, &deed, &found, error) || (found && !read_deed (&self, &deed, error)))
        return FALSE;
      if (!found || strncmp (deed.at, lep_stmt_text (stmt, 5), strlen ("YYYY-MM-DD")) <= 0)
        continue;
      on = lep_sentence_day (workspace, deed.at);
      until = lep_sentence_day (workspace, lep_stmt_text (stmt, 5));
      lep_attention_add (findings, 14, "period", lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1), "reopened_until",
                         /* Translators: two days */
                         g_strdup_printf (_ ("It was reopened on %s until %s, a day that was over: it is locked as before. Give a later day."),
                                          on, until),
                         g_strdup_printf ("reopened\n%.10s\n%s", deed.at, lep_stmt_text (stmt, 5)));
    }
}
