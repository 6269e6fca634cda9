/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule 12: results outside the dates of their project. There are few projects and many
 * results: the dates are kept in memory while all results are looked at once. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"

#define IS_OUTSIDE "k.\"from\" < p.start OR k.\"to\" > p.\"end\""

/* Of one result that is outside; it tells which, and whether it lives. */
static const LepAttentionRule rule = {
  12, "outcome", "from",
  "SELECT " LEP_ID_AND_SPACE ", k.\"from\", k.\"to\", p.title" LEP_LIVE ("outcome") LEP_NAMED ("project", "p", "k.project") " WHERE k.rid = ?1 AND (" IS_OUTSIDE ")",
  N_ ("{1} to {2} is outside the dates of “{3}”."),
  .types = "date date text"
};

/* The dates of a project; of one id in several spaces there are several. */
typedef struct _Dates Dates;

struct _Dates
{
  char  *start, *end; /* or NULL */
  Dates *next;
};

static void
dates_free (gpointer data)
{
  Dates *self = data;

  while (self != NULL)
    {
      Dates *next = self->next;

      g_free (self->start);
      g_free (self->end);
      g_free (self);
      self = next;
    }
}

/* Reads what all projects, live or not, say. */
static GHashTable *
read_dates (LepDb   *db,
            GError **error)
{
  g_autoptr (GHashTable) projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, dates_free);
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (db, "SELECT lep_id_text (r.id), p.start, p.\"end\" FROM k_project p CROSS JOIN row r ON r.rid = p.rid", error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      Dates *dates, *other;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&projects);

      dates = g_new0 (Dates, 1);
      dates->start = lep_stmt_dup_text (stmt, 1);
      dates->end = lep_stmt_dup_text (stmt, 2);
      other = g_hash_table_lookup (projects, lep_stmt_text (stmt, 0));
      if (other == NULL)
        {
          g_hash_table_insert (projects, lep_stmt_dup_text (stmt, 0), dates);
          continue;
        }
      dates->next = other->next;
      other->next = dates;
    }
}

/* As IS_OUTSIDE: what is not filled in is not outside. */
static gboolean
is_outside (const Dates *dates,
            const char  *from,
            const char  *to)
{
  for (; dates != NULL; dates = dates->next)
    if ((from != NULL && dates->start != NULL && strcmp (from, dates->start) < 0) ||
        (to != NULL && dates->end != NULL && strcmp (to, dates->end) > 0))
      return TRUE;
  return FALSE;
}

/**
 * lep_attention_outside:
 *
 * Adds the live results that begin before their project or end after it.
 */
gboolean
lep_attention_outside (LepWorkspace *workspace,
                       GPtrArray    *findings,
                       GError      **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (GHashTable) projects = read_dates (db, error);
  g_autoptr (LepStmt) all = NULL;
  g_autoptr (LepStmt) found = NULL;
  gboolean has_row;

  if (projects == NULL)
    return FALSE;
  all = lep_db_prepare (db, "SELECT rid, project, \"from\", \"to\" FROM k_outcome WHERE project IS NOT NULL", error);
  found = all != NULL ? lep_db_prepare (db, rule.sql, error) : NULL;
  if (found == NULL)
    return FALSE;

  while (TRUE)
    {
      if (!lep_stmt_step (all, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!is_outside (g_hash_table_lookup (projects, lep_stmt_text (all, 1)), lep_stmt_text (all, 2), lep_stmt_text (all, 3)))
        continue;

      lep_stmt_set_int64 (found, 1, lep_stmt_int64 (all, 0));
      if (!lep_attention_report (workspace, &rule, found, findings, error))
        return FALSE;
      lep_stmt_reset (found);
    }
}
