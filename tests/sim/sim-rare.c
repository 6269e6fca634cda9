/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What happens seldom on one laptop: records made twice, organisations found to
 * be the same, what a newer program writes, imports taken back, laptops blocked
 * and keys lost. */

#include <glib/gstdio.h>

#include "lep-error.h"
#include "lep-key.h"
#include "lep-receipt.h"
#include "lep-record.h"

#include "sim-life.h"

/* A new record; of a category two laptops may make the same one. */
void
sim_create (SimLife   *self,
            SimLaptop *laptop)
{
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  guint            choice = sim_pick (self, 3);
  const char      *kind = choice == 0 ? "project" : choice == 1 ? "organisation"
                                                                : "category";
  g_autofree char *name = g_strdup_printf ("New %u", sim_pick (self, 3));
  g_autofree char *code = g_strdup_printf ("x%u", sim_pick (self, 3));
  g_autofree char *made = NULL;
  gboolean         named = lep_edit_row (edit, choice == 0 ? SIM_PARTNERSHIP : "programme", kind, NULL, NULL);

  sim_say (self, "makes a %s “%s”", kind, name);
  if (!named)
    return;
  lep_edit_set (edit, choice == 0 ? "title" : choice == 1 ? "name"
                                                          : "label",
                name);
  lep_edit_set (edit, choice == 0 ? "activity" : choice == 1 ? "actor_group"
                                                             : "code",
                choice == 0 ? "other" : choice == 1 ? "ngo"
                                                    : code);
  if (choice != 1)
    lep_edit_set (edit, choice == 0 ? "partnership" : "dimension", choice == 0 ? SIM_PARTNERSHIP : "target_group");
  if (!sim_commit (self, laptop, edit))
    return;
  made = g_strdup_printf ("%s %s", kind, lep_edit_last_id (edit));
  if (self->ids->len < SIM_MAX_IDS && !g_ptr_array_find_with_equal_func (self->ids, made, g_str_equal, NULL))
    g_ptr_array_add (self->ids, g_steal_pointer (&made));
}

static LepRecord *
pick_of (SimLife    *self,
         SimLaptop  *laptop,
         const char *kind)
{
  const char *what = g_ptr_array_index (self->ids, sim_pick (self, self->ids->len));
  g_auto (GStrv) words = g_strsplit (what, " ", 2);

  return g_str_equal (words[0], kind) ? lep_workspace_get_record (laptop->workspace, kind, words[1], NULL, NULL) : NULL;
}

/* Two organisations turn out to be the same, or not to be after all. */
void
sim_merge (SimLife   *self,
           SimLaptop *laptop)
{
  g_autoptr (LepRecord) one = pick_of (self, laptop, "organisation");
  g_autoptr (LepRecord) other = pick_of (self, laptop, "organisation");
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  const char *into;

  if (one == NULL || !lep_edit_row (edit, lep_record_get_space (one), "organisation", lep_record_get_id (one), NULL))
    return;
  into = lep_record_get (one, "merged_into") == NULL && other != NULL ? lep_record_get_id (other) : NULL;
  sim_say (self, "%s %s with %s", into == NULL ? "parts" : "merges", lep_record_get_id (one), into == NULL ? "any" : into);
  lep_edit_set (edit, "merged_into", into);
  sim_commit (self, laptop, edit);
}

/* What only a newer program knows: a kind, and a field of a known kind. */
void
sim_tomorrow (SimLife   *self,
              SimLaptop *laptop)
{
  g_autoptr (LepRecord) record = pick_of (self, laptop, "organisation");
  g_autofree char *value = g_strdup_printf ("tomorrow %u", sim_pick (self, 5));
  LepChange       *change;
  LepUuid          id;

  if (record == NULL || !lep_uuid_parse (lep_record_get_id (record), -1, &id))
    return;
  sim_say (self, "writes as a newer program does, of %s", lep_record_get_id (record));
  change = lep_change_new ();
  lep_change_add_row (change, sim_pick (self, 2) == 0 ? "organisation" : "tomorrow", &id, LEP_LIFE_NONE);
  lep_change_add_set (change, "of_tomorrow", value, -1);
  lep_change_add_set (change, "other_of_tomorrow", sim_pick (self, 2) == 0 ? NULL : value, -1);
  sim_write_change (self, laptop, LEP_SPACE_PROGRAMME, change);
}

/* One of the bundles that were taken is taken back. */
void
sim_take_back_import (SimLife   *self,
                      SimLaptop *laptop)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = lep_receipts_list (laptop->workspace, 20, &error);

  if (!sim_fine (self, laptop, "the receipts", &error))
    return;
  for (guint i = sim_pick (self, 3); i < receipts->len; i++)
    {
      const LepReceipt *receipt = g_ptr_array_index (receipts, i);

      if (receipt->given || receipt->step == 0)
        continue;
      sim_say (self, "takes back the import of %s", receipt->file);
      sim_undo (self, laptop, receipt->step);
      return;
    }
}

/* Somebody blocks a laptop, or no longer; whether that word counts is another
 * matter. */
void
sim_revoke (SimLife   *self,
            SimLaptop *laptop)
{
  SimLaptop       *other = g_ptr_array_index (self->laptops, sim_pick (self, self->laptops->len));
  g_autofree char *id = sim_laptop_id (other);
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  gboolean again = sim_pick (self, 2) == 0;

  if (other == laptop || id == NULL || !lep_edit_row (edit, "programme", "replica", id, NULL))
    return;
  sim_say (self, "says that %s is %s", other->name, again ? "blocked" : "not blocked");
  lep_edit_set (edit, "revoked_on", again ? "2026-11-20" : NULL);
  sim_commit (self, laptop, edit);
}

/* The key it signs with is gone, or is another one: a new id is due. */
void
sim_lose_key (SimLife   *self,
              SimLaptop *laptop)
{
  g_autofree char *before = sim_laptop_id (laptop);
  g_autofree char *after = NULL;
  g_autofree char *path = g_build_filename (laptop->surroundings->state_dir, before, "sign.key", NULL);
  gboolean         another = sim_pick (self, 2) == 0;
  g_autoptr (LepKey) key = lep_key_generate ();
  g_autoptr (GError) error = NULL;

  sim_say (self, another ? "finds another key in the place of its own" : "has lost its key");
  g_clear_object (&laptop->workspace);
  g_unlink (path);
  if (another)
    lep_key_save (key, path, &error);
  if (!sim_fine (self, laptop, "another key", &error))
    return;
  sim_laptop_open (self, laptop);
  after = self->model->failure == NULL ? sim_laptop_id (laptop) : NULL;
  if (after != NULL && g_str_equal (before, after))
    sim_model_fail (self->model, "%s goes on under its id without its key", laptop->name);
}
