/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule 7: amounts of a project that were written before its currency was changed.
 * Tranches, sources and budget lines have no currency of their own, so they count in
 * the new one as they stand. The clocks of the rows tell which projects may be such;
 * only of those the history is read. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-heads.h"
#include "lep-history.h"
#include "lep-sentence.h"

#define PART(kind, reg)                                                                                               \
  "SELECT r.clock, (SELECT no FROM name WHERE name = '" reg "') FROM k_" kind " k CROSS JOIN row r ON r.rid = k.rid " \
  "AND r.deleted = 0 WHERE k.project = :project"

typedef struct
{
  LepWorkspace *workspace;
  LepDb        *db;
  LepStmt      *parts;
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->parts, lep_stmt_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

/**
 * lep_attention_find_written:
 * @clock: the column that has the clock of the row
 * @at: (out) (transfer full): when its register was written last; "" where that is
 *   not known
 */
gboolean
lep_attention_find_written (LepDb   *db,
                            LepStmt *row,
                            int      clock,
                            gint64   reg,
                            char   **at,
                            GError **error)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT at FROM change WHERE stream_no = ?1 AND n = ?2", error);

  *at = g_strdup ("");
  if (stmt == NULL)
    return FALSE;
  lep_heads_decode (lep_stmt_blob (row, clock), lep_stmt_size (row, clock), heads);
  for (guint i = 0; i < heads->len; i++)
    {
      const LepHead *head = &g_array_index (heads, LepHead, i);

      if (head->reg != reg)
        continue;
      lep_stmt_reset (stmt);
      lep_stmt_set_int64 (stmt, 1, head->stream);
      lep_stmt_set_int64 (stmt, 2, head->n);
      if (!lep_stmt_one (stmt, error))
        return FALSE;
      if (lep_stmt_is_null (stmt, 0) || strcmp (lep_stmt_text (stmt, 0), *at) <= 0)
        continue;
      g_free (*at);
      *at = lep_stmt_dup_text (stmt, 0);
    }
  return TRUE;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  return strcmp ((*(const LepHistoryEntry *const *) a)->at, (*(const LepHistoryEntry *const *) b)->at);
}

/* The project's currency at a moment; before it had one, the first. */
static const char *
currency_at (GPtrArray  *history,
             const char *moment)
{
  const char *currency = NULL;
  gboolean    found;

  for (guint i = 0; i < history->len; i++)
    {
      const LepHistoryEntry *entry = g_ptr_array_index (history, i);
      const char            *written = lep_history_entry_find (entry, "currency", &found);

      if (currency != NULL && strcmp (entry->at, moment) > 0)
        break;
      currency = written != NULL ? written : currency;
    }
  return currency;
}

/* Counts the amounts below the project that were written before a moment; with its
 * history, of them those that were written when it had another currency than now. */
static gboolean
count_before (Search     *self,
              const char *project,
              const char *moment,
              GPtrArray  *history,
              const char *now,
              guint      *n,
              GError    **error)
{
  gboolean has_row;

  *n = 0;
  lep_stmt_reset (self->parts);
  lep_stmt_bind_text (self->parts, ":project", project);
  while (TRUE)
    {
      g_autofree char *at = NULL;

      if (!lep_stmt_step (self->parts, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!lep_attention_find_written (self->db, self->parts, 0, lep_stmt_int64 (self->parts, 1), &at, error))
        return FALSE;
      if (*at != '\0' && strcmp (at, moment) < 0 && (history == NULL || g_strcmp0 (currency_at (history, at), now) != 0))
        (*n)++;
    }
}

/* The last change that gave the project another currency than the one it had.
 * Returns: (nullable): it, and in @before that currency */
static const LepHistoryEntry *
find_change (GPtrArray   *history,
             const char **before)
{
  const LepHistoryEntry *last = NULL;
  const char            *now = NULL;
  gboolean               found;

  for (guint i = 0; i < history->len; i++)
    {
      const LepHistoryEntry *entry = g_ptr_array_index (history, i);
      const char            *written = lep_history_entry_find (entry, "currency", &found);

      if (written == NULL || g_strcmp0 (written, now) == 0)
        continue;
      if (now != NULL)
        {
          last = entry;
          *before = now;
        }
      now = written;
    }
  return last;
}

static gboolean
check_project (Search    *self,
               LepStmt   *row,
               GPtrArray *findings,
               GError   **error)
{
  const LepLocale       *locale = lep_workspace_get_locale (self->workspace);
  const char            *id = lep_stmt_text (row, 0), *space = lep_stmt_text (row, 1), *now = lep_stmt_text (row, 2), *before = NULL;
  const LepHistoryEntry *change;
  g_autoptr (GPtrArray) history = NULL;
  g_autofree char *at = NULL, *day = NULL;
  guint            n;

  if (!lep_attention_find_written (self->db, row, 3, lep_stmt_int64 (row, 5), &at, error))
    return FALSE;
  if (strcmp (at, lep_stmt_text (row, 4)) <= 0)
    return TRUE;
  if (!count_before (self, id, at, NULL, now, &n, error))
    return FALSE;
  history = n == 0 ? NULL : lep_history (self->workspace, space, "project", id, error);
  if (history == NULL)
    return n == 0;
  g_ptr_array_sort (history, compare_entries);
  change = find_change (history, &before);
  if (change == NULL)
    return TRUE;
  if (!count_before (self, id, change->at, history, now, &n, error))
    return FALSE;
  if (n == 0)
    return TRUE;

  day = lep_sentence_day (self->workspace, change->at);
  lep_attention_add (findings, 7, "project", id, space, "currency",
                     /* Translators: two currencies, a day, the second currency again, a number */
                     g_strdup_printf (_ ("The currency was changed from %s to %s on %s. Amounts of tranches, sources, budget lines and spending that were "
                                         "written before, and count as %s now: %u. Correct them, or say why it is not a problem."),
                                      lep_currency_symbol (locale, before), lep_currency_symbol (locale, now), day, lep_currency_symbol (locale, now), n),
                     g_strdup_printf ("%s\n%s\n%s", before, now, change->at));
  return TRUE;
}

/* Adds the projects whose currency was changed after amounts were written in it. */
gboolean
lep_attention_currency (LepWorkspace *workspace,
                        GPtrArray    *findings,
                        GError      **error)
{
  static const char sql[] = "SELECT " LEP_ID_AND_SPACE ", k.currency, r.clock, r.created_at, (SELECT no FROM name WHERE name = 'grant')" LEP_LIVE ("project") " WHERE k.currency IS NOT NULL";
  static const char sql_parts[] = PART ("tranche", "amount") " UNION ALL " PART ("funding", "amount") " UNION ALL " PART ("budget_line", "unit_cost") " UNION ALL " PART ("expenditure", "amount") " AND k.currency IS NULL";
  LepDb            *db = lep_workspace_get_db (workspace);
  g_auto (Search) self = { .workspace = workspace, .db = db };
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql, error);
  gboolean has_row;

  self.parts = stmt != NULL ? lep_db_prepare (db, sql_parts, error) : NULL;
  if (self.parts == NULL)
    return FALSE;
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!check_project (&self, stmt, findings, error))
        return FALSE;
    }
}
