/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The score sheets of a call's applications: who assesses what, who has an
 * interest, and the points of each. Only what is in the office's space counts. */

#include "lep-call-ranking-private.h"
#include "lep-office.h"
#include "lep-record.h"

/* The ids of the applications that are read. */
#define APPLICATIONS                                                                                   \
  "SELECT lep_id_text (r.id) FROM k_application k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0" \
  " WHERE k.call = :call AND (:only IS NULL OR r.id = lep_id (:only))"

void
lep_call_sheet_free (gpointer data)
{
  LepCallSheet *self = data;

  g_free (self->points);
  g_free (self);
}

static guint
find_assessor (LepCallRanking *self,
               LepWorkspace   *workspace,
               GHashTable     *by_id,
               const char     *id)
{
  gpointer         found;
  LepCallAssessor *assessor;
  g_autofree char *office = NULL;
  g_autoptr (LepRecord) record = NULL;

  if (g_hash_table_lookup_extended (by_id, id, NULL, &found))
    return GPOINTER_TO_UINT (found);

  office = lep_workspace_dup_office (workspace);
  record = lep_workspace_get_record (workspace, "assessor", id, office, NULL);
  assessor = g_new0 (LepCallAssessor, 1);
  assessor->id = g_strdup (id);
  assessor->name = g_strdup (record == NULL ? id : lep_record_get (record, "name"));
  assessor->organisation = record == NULL ? NULL : g_strdup (lep_record_get (record, "organisation"));
  assessor->votes = record == NULL || lep_record_get (record, "votes") == NULL || lep_record_get_bool (record, "votes");
  g_ptr_array_add (self->assessors, assessor);
  g_hash_table_insert (by_id, assessor->id, GUINT_TO_POINTER (self->assessors->len - 1));
  return self->assessors->len - 1;
}

static LepCallSheet *
sheet_of (LepCallRanking     *self,
          LepCallApplication *application,
          guint               assessor)
{
  LepCallSheet *sheet;

  for (guint i = 0; i < application->sheets->len; i++)
    {
      sheet = g_ptr_array_index (application->sheets, i);
      if (sheet->assessor == assessor)
        return sheet;
    }

  sheet = g_new0 (LepCallSheet, 1);
  sheet->assessor = assessor;
  sheet->points = g_new (gint64, self->lines->len + 1);
  for (guint i = 0; i < self->lines->len; i++)
    sheet->points[i] = -1;
  g_ptr_array_add (application->sheets, sheet);
  return sheet;
}

/* Who was to assess what in this stage; an assessor with an interest has no sheet.
 * One sheet that names the stage counts before those that name none. */
static gboolean
read_assessments (LepCallRanking *self,
                  LepWorkspace   *workspace,
                  GHashTable     *by_id,
                  GHashTable     *assessors,
                  GError        **error)
{
  static const char sql[] =
    "SELECT m.application, m.assessor, coalesce (max (CASE WHEN m.stage IS NOT NULL THEN coalesce (m.status, 'assigned') = 'final' END),"
    " max (coalesce (m.status, 'assigned') = 'final')) FROM k_assessment m CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0"
    " WHERE " LEP_SQL_IN_OFFICE ("mr") " AND coalesce (m.status, 'assigned') <> 'excluded' AND coalesce (m.interest, 'none') <> 'declared' AND coalesce (m.stage, :stage) = :stage AND m.application IN"
                                       " (" APPLICATIONS ")"
                                       " GROUP BY m.application, m.assessor ORDER BY min (mr.created_at), min (mr.id)";
  g_autoptr (LepStmt) stmt = lep_call_ranking_prepare (self, workspace, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":only", self->only);
  lep_stmt_bind_text (stmt, ":stage", self->stage);
  while (TRUE)
    {
      LepCallApplication *application;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      application = g_hash_table_lookup (by_id, lep_stmt_text (stmt, 0));
      if (application != NULL)
        sheet_of (self, application, find_assessor (self, workspace, assessors, lep_stmt_text (stmt, 1)))->is_final = lep_stmt_int64 (stmt, 2) != 0;
    }
}

/* Who declared an interest in what. */
static gboolean
read_interests (LepCallRanking *self,
                LepWorkspace   *workspace,
                GHashTable     *by_id,
                GError        **error)
{
  static const char sql[] =
    "SELECT DISTINCT m.application, coalesce (e.name, m.assessor) FROM k_assessment m CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0"
    " LEFT JOIN row er ON er.id = lep_id (m.assessor) AND er.space_no = mr.space_no LEFT JOIN k_assessor e ON e.rid = er.rid"
    " WHERE " LEP_SQL_IN_OFFICE ("mr") " AND (m.status = 'excluded' OR m.interest = 'declared') AND m.application IN"
                                       " (" APPLICATIONS ") ORDER BY 2";
  g_autoptr (LepStmt) stmt = lep_call_ranking_prepare (self, workspace, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":only", self->only);
  while (TRUE)
    {
      LepCallApplication *application;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      application = g_hash_table_lookup (by_id, lep_stmt_text (stmt, 0));
      if (application != NULL)
        g_ptr_array_add (application->interests, lep_stmt_dup_text (stmt, 1));
    }
}

/**
 * lep_call_application_add_conflicts:
 * @kind: (not nullable): a name that lasts
 * @id: of the record
 *
 * Counts values that stand side by side; the first record with such is kept.
 */
void
lep_call_application_add_conflicts (LepCallApplication *self,
                                    const char         *kind,
                                    const char         *id,
                                    gint64              n_conflicts)
{
  if (n_conflicts == 0)
    return;

  self->n_conflicts += (guint) n_conflicts;
  self->points_differ = self->points_differ || strcmp (kind, "application") != 0;
  if (self->conflict_id != NULL)
    return;
  self->conflict_kind = kind;
  self->conflict_id = g_strdup (id);
}

static gboolean
read_scores (LepCallRanking *self,
             LepWorkspace   *workspace,
             GHashTable     *by_id,
             GHashTable     *assessors,
             GError        **error)
{
  static const char sql[] =
    "SELECT o.application, o.assessor, o.criterion, o.points, orow.conflicts, lep_id_text (orow.id) FROM k_score o CROSS JOIN row orow ON orow.rid = o.rid AND orow.deleted = 0"
    " WHERE " LEP_SQL_IN_OFFICE ("orow") " AND o.points IS NOT NULL AND o.application IN"
                                         " (" APPLICATIONS ")";
  g_autoptr (LepStmt) stmt = lep_call_ranking_prepare (self, workspace, sql, error);
  g_autoptr (GHashTable) lines = g_hash_table_new (g_str_hash, g_str_equal);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":only", self->only);
  for (guint i = 0; i < self->lines->len; i++)
    g_hash_table_insert (lines, ((LepGridLine *) g_ptr_array_index (self->lines, i))->id, GUINT_TO_POINTER (i));
  while (TRUE)
    {
      LepCallApplication *application;
      gpointer            line, assessor;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      application = g_hash_table_lookup (by_id, lep_stmt_text (stmt, 0));
      /* Without an assessment that stands, the assessor's points do not count. */
      if (application == NULL || !g_hash_table_lookup_extended (assessors, lep_stmt_text (stmt, 1), NULL, &assessor) ||
          !g_hash_table_lookup_extended (lines, lep_stmt_text (stmt, 2), NULL, &line))
        continue;
      if (lep_stmt_int64 (stmt, 4) > 0)
        lep_call_application_add_conflicts (application, "score", lep_stmt_text (stmt, 5), lep_stmt_int64 (stmt, 4));
      for (guint i = 0; i < application->sheets->len; i++)
        {
          LepCallSheet *sheet = g_ptr_array_index (application->sheets, i);

          if (sheet->assessor == GPOINTER_TO_UINT (assessor))
            sheet->points[GPOINTER_TO_UINT (line)] = MIN (lep_stmt_int64 (stmt, 3), LEP_MOST_POINTS);
        }
    }
}

/**
 * lep_call_sheet_add_up:
 *
 * Fills in what follows from the points: the total, and whether any is missing.
 */
void
lep_call_sheet_add_up (const LepCallRanking *self,
                       LepCallSheet         *sheet)
{
  sheet->total = 0;
  sheet->is_complete = self->lines->len > 0;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const LepGridLine *line = g_ptr_array_index (self->lines, i);

      sheet->is_complete &= sheet->points[i] >= 0;
      sheet->total += MAX (sheet->points[i], 0) * line->rule.weight;
    }
}

/**
 * lep_call_sheets_read:
 * @by_id: (element-type utf8 LepCallApplication): the call's applications
 *
 * Reads assessors and sheets into the ranking.
 */
gboolean
lep_call_sheets_read (LepCallRanking *self,
                      LepWorkspace   *workspace,
                      GHashTable     *by_id,
                      GError        **error)
{
  g_autoptr (GHashTable) assessors = g_hash_table_new (g_str_hash, g_str_equal);

  return read_assessments (self, workspace, by_id, assessors, error) &&
         read_interests (self, workspace, by_id, error) &&
         read_scores (self, workspace, by_id, assessors, error);
}
