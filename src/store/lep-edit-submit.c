/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a step of a life-cycle brings with it: its day; and with the submission
 * of a reporting period a snapshot of every figure as it stands. Whoever submits,
 * the window, a script or a table, the snapshot is of the same action and taken
 * back with it. */

#include <string.h>

#include "lep-edit-submit.h"
#include "lep-period-figures.h"
#include "lep-query-private.h"

static const char *
old_value (const LepEditRow *row,
           const char       *field)
{
  int index = lep_kind_field_index (row->kind, field);

  return row->old == NULL || index < 0 ? NULL : row->old[index];
}

/* Whether the edit moves a record of @kind to @status. */
static gboolean
moves_to (const LepEditRow *row,
          const char       *kind,
          const char       *status)
{
  return g_str_equal (row->kind->name, kind) && !row->is_joined && row->life != LEP_LIFE_DELETED &&
         g_strcmp0 (lep_edit_row_get (row, "status"), status) == 0 && g_strcmp0 (old_value (row, "status"), status) != 0;
}

/* The field that says on which day a record came into a state. */
static const struct
{
  const char *kind;
  const char *state;
  const char *field;
} days[] = {
  { "period", "submitted", "submitted_on" },
  { "period", "returned", "decided_on" },
  { "period", "approved", "decided_on" },
  { "tranche", "requested", "requested_on" },
  { "tranche", "approved", "approved_on" },
  { "tranche", "paid", "paid_on" },
};

static void
fill_in (LepEditRow *row,
         const char *field,
         const char *value)
{
  lep_edit_row_set (row, (guint) lep_kind_field_index (row->kind, field), value);
}

/* Takes out what stands there, unless the action writes something. */
static void
clear (LepEditRow *row,
       const char *field)
{
  if (!lep_edit_row_names (row, field) && old_value (row, field) != NULL)
    fill_in (row, field, NULL);
}

/* Who is invited writes a full application: the stage is another one, and what
 * was decided on the concept note is not decided on it. */
static void
enter_full_stage (LepEditRow *row)
{
  /* How the concept note came says nothing of the full application. */
  static const char *const of_concept[] = { "channel", "copies" };
  gboolean                 is_invited = moves_to (row, "application", "full_draft");

  if (!is_invited && !moves_to (row, "application", "full_received"))
    return;
  if (!lep_edit_row_names (row, "stage") && g_strcmp0 (old_value (row, "stage"), "full") != 0)
    fill_in (row, "stage", "full");
  clear (row, "decided_on");
  for (guint i = 0; is_invited && i < G_N_ELEMENTS (of_concept); i++)
    clear (row, of_concept[i]);
}

/* What is handed in again is not decided yet. */
static void
leave_decision (LepEditRow *row)
{
  if (moves_to (row, "period", "submitted"))
    clear (row, "decided_on");
}

/* A day that was typed in before stays, but not that of an earlier submission
 * or decision. */
static gboolean
keeps_day (const LepEditRow *row,
           const char       *field)
{
  gboolean is_first = g_strcmp0 (old_value (row, "status"), "open") == 0 && old_value (row, "reopened_until") == NULL;

  return old_value (row, field) != NULL && (is_first || g_str_equal (row->kind->name, "tranche"));
}

/* A new application has the stage of its call from the first day on. */
static void
begin_stage (LepEdit    *self,
             LepDb      *db,
             LepEditRow *row)
{
  const char *stage;

  if (!g_str_equal (row->kind->name, "application") || row->life == LEP_LIFE_DELETED || lep_edit_row_get (row, "stage") != NULL)
    return;
  stage = lep_edit_row_stage (self, db, row, lep_edit_row_get (row, "status"));
  if (stage != NULL)
    fill_in (row, "stage", stage);
}

/**
 * lep_edit_row_fill_in:
 *
 * Fills in the day on which a period is submitted, returned or approved, and a
 * tranche requested, approved or paid (in full), unless the edit says so itself.
 * A record that is entered in that state, as one of long ago, gets nothing, but for the
 * stage of an application. One that is invited enters the second stage.
 */
void
lep_edit_row_fill_in (LepEdit    *self,
                      LepDb      *db,
                      LepEditRow *row)
{
  g_autofree char *today = NULL;

  if (row->old == NULL)
    {
      begin_stage (self, db, row);
      return;
    }

  enter_full_stage (row);
  leave_decision (row);
  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      if (!moves_to (row, days[i].kind, days[i].state))
        continue;
      if (!lep_edit_row_names (row, days[i].field) && !keeps_day (row, days[i].field))
        {
          today = lep_workspace_dup_today (self->workspace);
          fill_in (row, days[i].field, today);
        }
      if (g_str_equal (days[i].state, "paid") && !lep_edit_row_names (row, "paid") && old_value (row, "paid") == NULL)
        fill_in (row, "paid", lep_edit_row_get (row, "amount"));
      return;
    }
}

/* Whether the action brings snapshots of the period of its own. */
static gboolean
brings_snapshots (LepEdit          *self,
                  const LepEditRow *period)
{
  char id[LEP_UUID_TEXT_SIZE + 1];

  lep_uuid_format (&period->id, id);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const LepEditRow *row = g_ptr_array_index (self->rows, i);

      if (g_str_equal (row->kind->name, "snapshot") && g_strcmp0 (lep_edit_row_get (row, "period"), id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* A period that is entered with an earlier day of its submission is history:
 * what was reported then is not what the register says now. */
static gboolean
is_submission (LepEdit          *self,
               const LepEditRow *row)
{
  const char      *day = lep_edit_row_get (row, "submitted_on");
  g_autofree char *today = NULL;

  if (!moves_to (row, "period", "submitted") || brings_snapshots (self, row))
    return FALSE;
  if (row->old != NULL || day == NULL)
    return TRUE;

  today = lep_workspace_dup_today (self->workspace);
  return strcmp (day, today) >= 0;
}

static void
write_snapshot (LepEdit               *self,
                LepChange             *change,
                const char            *period,
                const LepPeriodFigure *figure,
                const char            *today)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, figure->now);
  LepUuid          id;

  lep_clock_new_id (lep_workspace_get_clock (self->workspace), &id);
  lep_change_add_row (change, "snapshot", &id, LEP_LIFE_NONE);
  lep_change_add_set (change, "period", period, -1);
  lep_change_add_set (change, "indicator", figure->indicator_id, -1);
  lep_change_add_set (change, "value", value, -1);
  if (*figure->split != '\0')
    lep_change_add_set (change, "breakdown", figure->split, -1);
  lep_change_add_set (change, "taken_on", today, -1);
}

static gboolean
take_snapshots (LepEdit          *self,
                LepCommit        *commit,
                const LepEditRow *row,
                GError          **error)
{
  g_autofree char *id = lep_uuid_to_string (&row->id);
  g_autofree char *space_id = lep_uuid_to_string (&row->space);
  g_autofree char *today = lep_workspace_dup_today (self->workspace);
  g_autoptr (LepRecord) period = lep_workspace_get_record (self->workspace, "period", id, space_id, error);
  g_autoptr (GPtrArray) figures = period != NULL ? lep_period_figures (self->workspace, period, error) : NULL;
  g_autoptr (LepChange) change = lep_change_new ();
  LepLogSpace *space = figures != NULL ? lep_log_get_space (commit->apply->log, &row->space, error) : NULL;

  if (space == NULL)
    return FALSE;

  for (guint i = 0; i < figures->len; i++)
    {
      const LepPeriodFigure *figure = g_ptr_array_index (figures, i);

      if (figure->has_total && figure->indicator_id != NULL)
        write_snapshot (self, change, id, figure, today);
    }
  return change->rows->len == 0 || lep_commit_add (commit, space, g_steal_pointer (&change), error);
}

/**
 * lep_edit_add_snapshots:
 * @commit: in which everything else of the action is done already
 *
 * Writes down the figures of each period that the action submits, as they are
 * after it: one snapshot an indicator.
 */
gboolean
lep_edit_add_snapshots (LepEdit   *self,
                        LepCommit *commit,
                        GError   **error)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const LepEditRow *row = g_ptr_array_index (self->rows, i);

      if (is_submission (self, row) &&
          (!lep_apply_finish (commit->apply, error) || !take_snapshots (self, commit, row, error)))
        return FALSE;
    }
  return TRUE;
}
