/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What seldom comes: records of newer programs, changes that were given up, stubs
 * in the place of changes, and the first words of a laptop in a space. */

#include "lep-rebuild.h"
#include "lep-workspace-private.h"

#include "deeds.h"

#define SPACE "0194c9e4-0000-7000-8000-0000000000d2"
#define NEW   "0194c9e4-0000-7000-8000-0000000000d3"

gboolean
deed_import_odd (World   *world,
                 GError **error)
{
  return deed_import_file (world, world->odd, LEP_IMPORT_APPLY, error);
}

gboolean
deed_import_odder (World   *world,
                   GError **error)
{
  return deed_import_file (world, world->odder, LEP_IMPORT_APPLY, error);
}

/* What C wrote before is given up: what it wrote later hangs in the air. */
gboolean
deed_give_up (World   *world,
              GError **error)
{
  return deed_import_file (world, world->missing, LEP_IMPORT_APPLY, error) && deed_import_file (world, world->later, LEP_IMPORT_APPLY, error) &&
         deed_waive (world, world->replica_c, error);
}

gboolean
deed_add_space (World   *world,
                GError **error)
{
  return lep_workspace_add_space (world->base.a->workspace, LEP_SPACE_CONTACTS, SPACE, "More contacts", error);
}

/* The first words of a laptop in a space introduce it. */
gboolean
deed_save_first (World   *world,
                 GError **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (world->base.a->workspace);

  if (!lep_edit_row (edit, SPACE, "contact", CONTACT, error))
    return FALSE;
  lep_edit_set (edit, "organisation", ORGANISATION);
  lep_edit_set (edit, "name", "Somebody");
  return lep_edit_commit (edit, error);
}

static gboolean
save_contact (World   *world,
              GError **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (world->base.a->workspace);

  if (!lep_edit_row (edit, "contacts", "contact", NEW, error))
    return FALSE;
  lep_edit_set (edit, "organisation", ORGANISATION);
  lep_edit_set (edit, "name", "Somebody");
  return lep_edit_commit (edit, error);
}

/* Somebody who passed B's changes on put a stub in the place of one of them. */
gboolean
deed_hide_contact (World   *world,
                   GError **error)
{
  return deed_import (world, error) && save_contact (world, error) &&
         lep_db_exec (lep_workspace_get_db (world->base.a->workspace),
                      "UPDATE change SET body = NULL, at = NULL, author = NULL, context_no = NULL,"
                      " gone_by = (SELECT min (hash) FROM erased) WHERE instr (body, '" OTHER_CONTACT "') > 0",
                      error) &&
         lep_workspace_rebuild (world->base.a->workspace, NULL, NULL, error);
}
