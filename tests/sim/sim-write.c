/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people do on one laptop: edits, deletes, settling, taking back,
 * erasures, waivers. */

#include "lep-commit.h"
#include "lep-conflict.h"
#include "lep-error.h"
#include "lep-gap.h"
#include "lep-record.h"
#include "lep-for-good.h"
#include "lep-undo.h"
#include "lep-waive.h"

#include "sim-life.h"

static const char *const values[] = { "a", "b", "Žepče", "Жепче", "x & <y> \"z\"", NULL };

/* The record that a step is about; NULL if it is not on this laptop. */
LepRecord *
sim_pick_record (SimLife   *self,
                 SimLaptop *laptop,
                 char     **kind,
                 char     **id)
{
  const char *what = g_ptr_array_index (self->ids, sim_pick (self, self->ids->len));
  g_auto (GStrv) words = g_strsplit (what, " ", 2);
  LepRecord *record = lep_workspace_get_record (laptop->workspace, words[0], words[1], NULL, NULL);

  *kind = g_strdup (words[0]);
  *id = g_strdup (words[1]);
  return record;
}

/* Refused edits are none of the simulation's, but nothing else may go wrong. */
gboolean
sim_commit (SimLife   *self,
            SimLaptop *laptop,
            LepEdit   *edit)
{
  g_autoptr (GError) error = NULL;
  gboolean done = lep_edit_commit (edit, &error);

  laptop->held.files |= done ? self->attached : 0;
  self->attached = 0;
  if (!done)
    {
      if (!g_error_matches (error, LEP_ERROR, LEP_ERROR_INVALID) && !g_error_matches (error, LEP_ERROR, LEP_ERROR_NOT_FOUND))
        sim_model_fail (self->model, "%s: an edit: %s", laptop->name, error->message);
      sim_say (self, " (refused: %s)", error->message);
    }
  sim_laptop_notice (self, laptop);
  return done;
}

/* What can be written of each kind, often enough for any choice. */
static const struct
{
  const char *kind;
  const char *fields[4];
} writable[] = {
  { "project", { "title", "summary", "next_steps", "summary" } },
  { "organisation", { "name", "short_name", "notes", "website" } },
  { "contact", { "name", "phone", "function", "phone" } },
  { "document", { "title", "protocol_no", "title", "dated_on" } },
  { "category", { "label", "label", "label", "label" } },
};

static const char *
field_of (const char *kind,
          guint       choice)
{
  guint i = 0;

  while (!g_str_equal (writable[i].kind, kind))
    i++;
  return writable[i].fields[choice % G_N_ELEMENTS (writable[i].fields)];
}

static void
set_some (SimLife    *self,
          LepEdit    *edit,
          const char *kind)
{
  guint       choice = sim_pick (self, 12);
  const char *value = values[sim_pick (self, G_N_ELEMENTS (values))];
  const char *field = field_of (kind, choice);

  if (g_str_equal (kind, "project") && choice < 4)
    {
      g_autofree char *start = g_strdup_printf ("2026-0%u-01", 1 + sim_pick (self, 3));
      g_autofree char *end = g_strdup_printf ("2026-0%u-01", 6 + sim_pick (self, 3));

      lep_edit_set (edit, "start", start);
      lep_edit_set (edit, "end", end);
      sim_say (self, " start=%s end=%s", start, end);
      return;
    }
  if (value == NULL && (g_str_equal (field, "name") || g_str_equal (field, "title") || g_str_equal (field, "label")))
    value = "n";
  if (g_str_equal (field, "dated_on"))
    value = "2026-11-20";
  lep_edit_set (edit, field, value);
  sim_say (self, " %s=%s", field, value == NULL ? "nil" : value);
}

/* One action may write several records, in several spaces. */
static void
edit_another (SimLife    *self,
              SimLaptop  *laptop,
              LepEdit    *edit,
              const char *than)
{
  g_autofree char *kind = NULL;
  g_autofree char *id = NULL;
  g_autoptr (LepRecord) record = sim_pick_record (self, laptop, &kind, &id);

  if (record == NULL || g_str_equal (id, than) || !lep_edit_row (edit, lep_record_get_space (record), kind, id, NULL))
    return;
  sim_say (self, " and %s %s", kind, id);
  set_some (self, edit, kind);
}

void
sim_edit (SimLife   *self,
          SimLaptop *laptop)
{
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autofree char *kind = NULL;
  g_autofree char *id = NULL;
  g_autoptr (LepRecord) record = sim_pick_record (self, laptop, &kind, &id);

  sim_say (self, "edits %s %s", kind, id);
  if (record == NULL || !lep_edit_row (edit, lep_record_get_space (record), kind, id, NULL))
    return;
  set_some (self, edit, kind);
  if (sim_pick (self, 3) == 0)
    set_some (self, edit, kind);
  if (sim_pick (self, 4) == 0)
    edit_another (self, laptop, edit, id);
  sim_commit (self, laptop, edit);
}

void
sim_life_of_row (SimLife   *self,
                 SimLaptop *laptop)
{
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autofree char *kind = NULL;
  g_autofree char *id = NULL;
  g_autoptr (LepRecord) record = sim_pick_record (self, laptop, &kind, &id);
  gboolean deleted;

  if (record == NULL || !lep_edit_row (edit, lep_record_get_space (record), kind, id, NULL))
    return;
  deleted = lep_record_is_deleted (record);
  sim_say (self, "%s %s %s", deleted ? "restores" : "deletes", kind, id);
  lep_edit_life (edit, deleted ? LEP_LIFE_RESTORED : LEP_LIFE_DELETED);
  if (deleted && sim_pick (self, 2) == 0)
    set_some (self, edit, kind);
  sim_commit (self, laptop, edit);
}

void
sim_settle (SimLife   *self,
            SimLaptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lep_conflicts_list (laptop->workspace, NULL, NULL, 20, &error);
  const LepConflict *conflict;

  if (!sim_fine (self, laptop, "the list of conflicts", &error) || found->len == 0)
    return;
  conflict = g_ptr_array_index (found, sim_pick (self, found->len));
  sim_say (self, "settles %s of %s %s", conflict->field, conflict->kind, conflict->id);
  if (g_str_equal (conflict->field, "life") && sim_pick (self, 2) == 0)
    lep_conflict_settle_life (laptop->workspace, conflict->space, conflict->kind, conflict->id, sim_pick (self, 2) == 0, &error);
  else if (conflict->fields->len == 1 && sim_pick (self, 4) == 0)
    lep_conflict_settle (laptop->workspace, conflict->space, conflict->kind, conflict->id, conflict->field, "settled", &error);
  else
    lep_conflict_pick (laptop->workspace, conflict->space, conflict->kind, conflict->id, conflict->field,
                       sim_pick (self, conflict->values->len) + 1, &error);
  /* What people may not write, they may not settle to either. */
  if (g_error_matches (error, LEP_ERROR, LEP_ERROR_INVALID))
    g_clear_error (&error);
  sim_fine (self, laptop, "settling", &error);
  sim_laptop_notice (self, laptop);
}

void
sim_take_back (SimLife   *self,
               SimLaptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *at = NULL;
  gint64           step = 0;

  if (!lep_undo_find (laptop->workspace, &step, &at, &error) || step == 0)
    return;
  sim_say (self, "takes back step %" G_GINT64_FORMAT " of %s", step, at);
  sim_undo (self, laptop, step);
}

static LepLogSpace *
find_space (LepCommit   *commit,
            LepSpaceKind kind)
{
  GPtrArray *spaces = lep_log_get_spaces (commit->apply->log);

  for (guint i = 0; i < spaces->len; i++)
    if (((LepLogSpace *) g_ptr_array_index (spaces, i))->kind == kind)
      {
        LepLogSpace *space = g_ptr_array_index (spaces, i);

        return lep_log_get_space (commit->apply->log, &space->id, NULL);
      }
  return NULL;
}

/* A change that no form can make. */
void
sim_write_change (SimLife     *self,
                  SimLaptop   *laptop,
                  LepSpaceKind kind,
                  LepChange   *change)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepCommit) commit = lep_commit_begin (laptop->workspace, &error);
  LepLogSpace *space = commit == NULL ? NULL : find_space (commit, kind);

  if (space == NULL)
    lep_change_free (change);
  else if (lep_commit_add (commit, space, change, &error))
    if (lep_commit_check (commit, &error))
      lep_commit_finish (commit, LEP_STEP_EDIT, &error);
  g_clear_pointer (&commit, lep_commit_free);
  sim_fine (self, laptop, "a change", &error);
  sim_laptop_notice (self, laptop);
}

/* Somebody asked to be forgotten. */
void
sim_erase (SimLife   *self,
           SimLaptop *laptop)
{
  g_autofree char *kind = NULL;
  g_autofree char *id = NULL;
  g_autoptr (LepRecord) record = sim_pick_record (self, laptop, &kind, &id);
  g_autoptr (GError) error = NULL;
  LepUuid space, contact;

  if (record == NULL || !g_str_equal (kind, "contact") || !lep_uuid_parse (id, -1, &contact) ||
      !lep_uuid_parse (lep_record_get_space (record), -1, &space))
    return;
  sim_say (self, "erases contact %s", id);
  lep_workspace_erase (laptop->workspace, &space, &contact, &error);
  if (g_error_matches (error, LEP_ERROR, LEP_ERROR_INVALID)) /* it was erased before */
    g_clear_error (&error);
  sim_fine (self, laptop, "erasing", &error);
  sim_laptop_notice (self, laptop);
}

/* What is missing is given up. */
void
sim_waive (SimLife   *self,
           SimLaptop *laptop)
{
  g_autoptr (GArray) gaps = NULL;
  g_autoptr (GError) error = NULL;
  LepWaived       *waived;
  g_autofree char *replica = NULL;
  g_autofree char *space = NULL;
  const LepGap    *gap;
  const LepUuid   *id;
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (laptop->workspace, NULL);

  id = &((LepSpaceInfo *) g_ptr_array_index (spaces, sim_pick (self, spaces->len)))->id;
  space = lep_uuid_to_string (id);
  gaps = lep_gaps_find (laptop->workspace, id, &error);
  if (!sim_fine (self, laptop, "the gaps", &error) || gaps->len == 0)
    return;
  gap = &g_array_index (gaps, LepGap, 0);
  sim_say (self, "gives up %" G_GINT64_FORMAT "–%" G_GINT64_FORMAT, gap->from, gap->to);
  replica = lep_uuid_to_string (&gap->replica);
  waived = lep_waive (laptop->workspace, replica, gap->from, gap->to, space, &error);
  g_clear_pointer (&waived, lep_waived_free);
  sim_fine (self, laptop, "giving up", &error);
  sim_laptop_notice (self, laptop);
}
