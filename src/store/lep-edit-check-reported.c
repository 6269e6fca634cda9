/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was reported stays as it was reported: a figure is written when its period
 * is submitted, and neither edited, deleted nor made up by hand. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-edit-private.h"
#include "lep-history.h"
#include "lep-query-private.h"

static gboolean
refuse (LepEdit    *self,
        const char *field,
        const char *sentence,
        GError    **error)
{
  self->refused.field = field;
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, sentence);
  return FALSE;
}

/* Returns: (nullable): what the edit does to the period of that id */
static const LepEditRow *
find_period (LepEdit    *self,
             const char *id)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const LepEditRow *row = g_ptr_array_index (self->rows, i);
      char              text[LEP_UUID_TEXT_SIZE + 1];

      lep_uuid_format (&row->id, text);
      if (!row->is_joined && strcmp (row->kind->name, "period") == 0 && g_strcmp0 (text, id) == 0)
        return row;
    }
  return NULL;
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  return strcmp ((*(const LepHistoryEntry *const *) a)->at, (*(const LepHistoryEntry *const *) b)->at);
}

/* Whether a period that is here was entered as submitted already, and never
 * submitted since. */
static gboolean
read_is_history (LepEdit    *self,
                 const char *space,
                 const char *period,
                 gboolean   *is_history,
                 GError    **error)
{
  g_autoptr (GPtrArray) history = lep_history (self->workspace, space, "period", period, error);

  if (history == NULL)
    return FALSE;
  g_ptr_array_sort (history, compare_entries);
  *is_history = history->len > 0;
  for (guint i = 0; i < history->len; i++)
    {
      gboolean    found;
      const char *status = lep_history_entry_find (g_ptr_array_index (history, i), "status", &found);

      if (i == 0 ? status == NULL || strcmp (status, "open") == 0 : g_strcmp0 (status, "submitted") == 0)
        *is_history = FALSE;
    }
  return TRUE;
}

/* A period that the edit itself enters is history if its day says so. */
static gboolean
enters_history (LepEdit          *self,
                const LepEditRow *period)
{
  const char      *day = lep_edit_row_get (period, "submitted_on");
  const char      *status = lep_edit_row_get (period, "status");
  g_autofree char *today = lep_workspace_dup_today (self->workspace);

  return status != NULL && strcmp (status, "open") != 0 && day != NULL && strcmp (day, today) < 0;
}

/* Whether the period was entered after the day of its submission, where the reader is. */
static gboolean
was_entered_later (LepEdit *self,
                   LepStmt *stmt)
{
  g_autofree char *entered = lep_stmt_is_null (stmt, 3) ? NULL : lep_workspace_dup_day (self->workspace, lep_stmt_text (stmt, 3));

  return entered != NULL && !lep_stmt_is_null (stmt, 2) && strcmp (lep_stmt_text (stmt, 2), entered) < 0;
}

/* Figures are reported by submitting. By hand are entered those of a period that
 * was submitted before the program came: it was entered in that state, with an
 * earlier day. */
static gboolean
check_by_hand (LepEdit          *self,
               LepDb            *db,
               const LepEditRow *row,
               GError          **error)
{
  static const char sql[] =
    "SELECT lep_id_text (s.id), coalesce (p.status, 'open') <> 'open', p.submitted_on, r.created_at,"
    " NOT EXISTS (SELECT 1 FROM k_snapshot n CROSS JOIN row nr ON nr.rid = n.rid AND nr.deleted = 0"
    " WHERE n.period = :period AND n.indicator = :indicator)"
    " FROM row r CROSS JOIN k_period p ON p.rid = r.rid CROSS JOIN space s ON s.no = r.space_no WHERE r.id = lep_id (:period)";
  const char       *id = lep_edit_row_get (row, "period");
  const LepEditRow *period = find_period (self, id);
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql, error);
  gboolean has_row, is_history;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":period", id);
  lep_stmt_bind_text (stmt, ":indicator", lep_edit_row_get (row, "indicator"));
  if (!lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    is_history = period == NULL || enters_history (self, period);
  else if (!read_is_history (self, lep_stmt_text (stmt, 0), id, &is_history, error))
    return FALSE;
  else
    is_history = is_history && lep_stmt_int64 (stmt, 1) != 0 && lep_stmt_int64 (stmt, 4) != 0 && was_entered_later (self, stmt) &&
                 (period == NULL || !lep_edit_row_names (period, "status") || g_strcmp0 (lep_edit_row_get (period, "status"), "submitted") != 0);

  return is_history || refuse (self, "period", _ ("A reported figure is written when its period is submitted. Submit the period instead."), error);
}

/* Whether the edit deletes the period that the figure is of. */
static gboolean
goes_with_its_period (LepEdit          *self,
                      const LepEditRow *row)
{
  const LepEditRow *period = find_period (self, row->old[lep_kind_field_index (row->kind, "period")]);

  return period != NULL && period->life == LEP_LIFE_DELETED;
}

/**
 * lep_edit_row_check_reported:
 *
 * Refuses what would change, delete or invent a figure that was reported.
 */
gboolean
lep_edit_row_check_reported (LepEdit          *self,
                             LepDb            *db,
                             const LepEditRow *row,
                             GError          **error)
{
  if (strcmp (row->kind->name, "snapshot") != 0)
    return TRUE;
  if (row->old == NULL)
    return row->life == LEP_LIFE_DELETED || check_by_hand (self, db, row, error);
  if (row->life == LEP_LIFE_DELETED && !goes_with_its_period (self, row))
    return refuse (self, "value", _ ("A reported figure stays as it was reported. Take the submission back, or submit the period again."), error);

  for (guint i = 0; i < row->sets->len; i++)
    {
      const LepEditSet *set = &g_array_index (row->sets, LepEditSet, i);

      if (g_strcmp0 (set->value, row->old[set->field]) != 0)
        return refuse (self, row->kind->fields[set->field].name, _ ("A reported figure stays as it was reported. Submit its period again for a new one."), error);
    }
  return TRUE;
}
