/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stage in which an application is. Every application to a call of which that is
 * known has it from its first day on; those that were entered without one are read as
 * their state and their call say. */

#include <string.h>

#include "lep-call-office.h"
#include "lep-edit-private.h"
#include "lep-query-private.h"

/* States that one stage alone has. */
static const char *const full_states[] = { "full_draft", "full_received", "full_admin_ok", "full_scored", "verified", "selected", "contracted", NULL };
static const char *const concept_states[] = { "admin_ok", "scored", "preselected", NULL };

static const char *
tell_stage (const char *own,
            const char *status,
            const char *stages)
{
  if (own != NULL)
    return own;
  if (status != NULL && g_strv_contains (full_states, status))
    return "full";
  if (g_strcmp0 (stages, "two") == 0 || (status != NULL && g_strv_contains (concept_states, status)))
    return "concept";
  return NULL;
}

/**
 * lep_application_stage:
 * @call: (nullable): that it answers, if it is here
 *
 * The same as LEP_SQL_STAGE ().
 *
 * Returns: (nullable): concept or full; what names no stage in a call of two is a concept
 *   note until it is invited. %NULL = both, as in a call of one stage
 */
const char *
lep_application_stage (LepRecord *application,
                       LepRecord *call)
{
  return tell_stage (lep_record_get (application, "stage"), lep_record_get (application, "status"), call != NULL ? lep_record_get (call, "stages") : NULL);
}

/**
 * lep_application_read_stage:
 *
 * Returns: (nullable): as lep_application_stage (), with the call read where that is asked
 *   for
 */
const char *
lep_application_read_stage (LepWorkspace *workspace,
                            LepRecord    *application)
{
  const char *call_id = lep_record_get (application, "call");
  g_autoptr (LepRecord) call = NULL;

  if (lep_record_get (application, "stage") == NULL && call_id != NULL)
    call = lep_workspace_get_record (workspace, "call", call_id, NULL, NULL);
  return lep_application_stage (application, call);
}

/* How many stages the call has that the application answers: as the action makes it,
 * or as it is here. */
static char *
dup_stages (LepEdit    *self,
            LepDb      *db,
            const char *call)
{
  g_autoptr (LepStmt) stmt = NULL;
  LepUuid  id;
  gboolean has_row;

  if (call == NULL || !lep_uuid_parse (call, -1, &id))
    return NULL;
  for (const LepEditRow *row = g_hash_table_lookup (self->by_id, &id); row != NULL; row = row->same_id)
    if (g_str_equal (row->kind->name, "call") && lep_edit_row_names (row, "stages"))
      return g_strdup (lep_edit_row_get (row, "stages"));

  stmt = lep_db_prepare (db, "SELECT k.stages FROM row r CROSS JOIN k_call k ON k.rid = r.rid WHERE r.id = lep_id (:call)", NULL);
  if (stmt == NULL)
    return NULL;
  lep_stmt_bind_text (stmt, ":call", call);
  return lep_stmt_step (stmt, &has_row, NULL) && has_row ? lep_stmt_dup_text (stmt, 0) : NULL;
}

/**
 * lep_edit_row_stage:
 * @row: of an application
 * @status: (nullable): in which the stage is asked for
 *
 * Returns: (nullable): the stage of the application after the edit; a new one is of the
 *   full stage in a call that has no other
 */
const char *
lep_edit_row_stage (LepEdit          *self,
                    LepDb            *db,
                    const LepEditRow *row,
                    const char       *status)
{
  g_autofree char *stages = dup_stages (self, db, lep_edit_row_get (row, "call"));

  if (row->old == NULL && lep_edit_row_get (row, "stage") == NULL && g_strcmp0 (stages, "one") == 0)
    return "full";
  return tell_stage (lep_edit_row_get (row, "stage"), status, stages);
}
