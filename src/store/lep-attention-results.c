/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rules 12 and 13: results outside the dates of their project, and projects of which
 * more people were employed than trained. There are few projects and many results:
 * the projects are kept in memory while all results are looked at once. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-sum.h"

#include "lep-attention-private.h"

#define IS_OUTSIDE "k.\"from\" < p.start OR k.\"to\" > p.\"end\""

/* Of one result that is outside; it tells which, and whether it lives. */
static const LepAttentionRule outside = {
  12, "outcome", "from",
  "SELECT " LEP_ID_AND_SPACE ", k.\"from\", k.\"to\", p.title" LEP_LIVE ("outcome") LEP_NAMED ("project", "p", "k.project") " WHERE k.rid = ?1 AND (" IS_OUTSIDE ")",
  N_ ("{1} to {2} is outside the dates of “{3}”."),
  .types = "date date text"
};

/* Of one project, with what was counted. */
static const LepAttentionRule employed = {
  13, "project", NULL,
  "SELECT " LEP_ID_AND_SPACE ", ?2, ?3 FROM row r CROSS JOIN k_project k ON k.rid = r.rid CROSS JOIN space s ON s.no = r.space_no"
  " WHERE r.id = lep_id (?1) AND r.deleted = 0",
  N_ ("More people were employed ({1}) than trained ({2})."),
  .types = "count count"
};

/* The dates of a project; of one id in several spaces there are several. */
typedef struct _Dates Dates;

struct _Dates
{
  char  *start, *end; /* or NULL */
  Dates *next;
};

typedef struct
{
  Dates   *dates;
  LepSum   n_trained, n_employed;
  gboolean has_employed;
} Project;

static void
project_free (gpointer data)
{
  Project *self = data;

  while (self->dates != NULL)
    {
      Dates *next = self->dates->next;

      g_free (self->dates->start);
      g_free (self->dates->end);
      g_free (self->dates);
      self->dates = next;
    }
  g_free (self);
}

/* Reads all projects, live or not. */
static GHashTable *
read_projects (LepDb   *db,
               GError **error)
{
  g_autoptr (GHashTable) projects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, project_free);
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (db, "SELECT lep_id_text (r.id), p.start, p.\"end\" FROM k_project p CROSS JOIN row r ON r.rid = p.rid", error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;
  while (TRUE)
    {
      Project *project;
      Dates   *dates;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&projects);

      project = g_hash_table_lookup (projects, lep_stmt_text (stmt, 0));
      if (project == NULL)
        {
          project = g_new0 (Project, 1);
          g_hash_table_insert (projects, lep_stmt_dup_text (stmt, 0), project);
        }
      dates = g_new0 (Dates, 1);
      dates->start = lep_stmt_dup_text (stmt, 1);
      dates->end = lep_stmt_dup_text (stmt, 2);
      dates->next = project->dates;
      project->dates = dates;
    }
}

/* As IS_OUTSIDE: what is not filled in is not outside. */
static gboolean
is_outside (const Project *project,
            const char    *from,
            const char    *to)
{
  for (const Dates *dates = project->dates; dates != NULL; dates = dates->next)
    if ((from != NULL && dates->start != NULL && strcmp (from, dates->start) < 0) ||
        (to != NULL && dates->end != NULL && strcmp (to, dates->end) > 0))
      return TRUE;
  return FALSE;
}

/* Looks at all results: reports those outside, and counts those that live and are not
 * withdrawn. */
static gboolean
read_results (LepWorkspace *workspace,
              GHashTable   *projects,
              GPtrArray    *findings,
              GError      **error)
{
/* As lep_total () counts: what needs proof counts with proof alone. */
#define INDICATOR(code, condition)                                                                                       \
  "k.indicator IN (SELECT lep_id_text (r.id) FROM k_indicator i CROSS JOIN row r ON r.rid = i.rid WHERE i.code = '" code \
  "' AND " condition ")"
#define COUNTS(code)                                                                                                                     \
  ", coalesce (k.state, 'claimed') <> 'withdrawn' AND (k.state = 'verified' OR " INDICATOR (code, "coalesce (i.needs_proof, 0) = 0") ")" \
                                                                                                                                     " AND " INDICATOR (code, "1") " AND k.rid NOT IN (SELECT rid FROM row WHERE deleted = 1)"
  static const char sql[] =
    "SELECT k.rid, k.project, k.\"from\", k.\"to\", k.value" COUNTS ("TRAINED") COUNTS ("EMPLOYED") " FROM k_outcome k WHERE k.project IS NOT NULL";
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (LepStmt) all = lep_db_prepare (db, sql, error);
  g_autoptr (LepStmt) found = all != NULL ? lep_db_prepare (db, outside.sql, error) : NULL;
  gboolean has_row;

  if (found == NULL)
    return FALSE;
  while (TRUE)
    {
      Project *project;

      if (!lep_stmt_step (all, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      project = g_hash_table_lookup (projects, lep_stmt_text (all, 1));
      if (project == NULL)
        continue;

      if (lep_stmt_int64 (all, 5) != 0)
        project->n_trained += lep_stmt_int64 (all, 4);
      if (lep_stmt_int64 (all, 6) != 0 && !lep_stmt_is_null (all, 4))
        {
          project->n_employed += lep_stmt_int64 (all, 4);
          project->has_employed = TRUE;
        }
      if (!is_outside (project, lep_stmt_text (all, 2), lep_stmt_text (all, 3)))
        continue;
      lep_stmt_set_int64 (found, 1, lep_stmt_int64 (all, 0));
      if (!lep_attention_report (workspace, &outside, found, findings, error))
        return FALSE;
      lep_stmt_reset (found);
    }
}

static gboolean
report_employed (LepWorkspace *workspace,
                 GHashTable   *projects,
                 GPtrArray    *findings,
                 GError      **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), employed.sql, error);
  GHashTableIter iter;
  gpointer       id, value;

  if (stmt == NULL)
    return FALSE;
  g_hash_table_iter_init (&iter, projects);
  while (g_hash_table_iter_next (&iter, &id, &value))
    {
      const Project *project = value;
      gint64         n_employed = lep_sum_cut (project->n_employed);
      gint64         n_trained = lep_sum_cut (project->n_trained);

      if (!project->has_employed || n_employed <= n_trained)
        continue;
      lep_stmt_set_text (stmt, 1, id, -1);
      lep_stmt_set_int64 (stmt, 2, n_employed);
      lep_stmt_set_int64 (stmt, 3, n_trained);
      if (!lep_attention_report (workspace, &employed, stmt, findings, error))
        return FALSE;
      lep_stmt_reset (stmt);
    }
  return TRUE;
}

/**
 * lep_attention_results:
 *
 * Adds the live results that begin before their project or end after it, and the
 * projects with more people employed than trained.
 */
gboolean
lep_attention_results (LepWorkspace *workspace,
                       GPtrArray    *findings,
                       GError      **error)
{
  g_autoptr (GHashTable) projects = read_projects (lep_workspace_get_db (workspace), error);

  return projects != NULL && read_results (workspace, projects, findings, error) &&
         report_employed (workspace, projects, findings, error);
}
