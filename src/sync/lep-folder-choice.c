/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which exchange folder the user chose for a workspace. It is kept beside the
 * log, never in it, with the mark of this machine: in a copy of the workspace on
 * another one the same path is somebody else's folder. */

#include <string.h>

#include "lep-folder-choice.h"

#define META       "exchange folder"
#define MARK_CHARS 16
#define N_PARTS    4 /* mark, on, seal, path */

/* Returns: (transfer full): what stands for this machine */
static char *
machine_mark (const LepSurroundings *surroundings)
{
  g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, surroundings->machine_id, -1);

  return g_strndup (hash, MARK_CHARS);
}

void
lep_folder_choice_clear (LepFolderChoice *self)
{
  g_clear_pointer (&self->path, g_free);
}

/**
 * lep_folder_choice_load:
 * @choice: (out caller-allocates): freed with lep_folder_choice_clear ()
 *
 * Reads what was chosen on this machine; nothing is the same as off, sealed.
 */
gboolean
lep_folder_choice_load (LepWorkspace          *workspace,
                        const LepSurroundings *surroundings,
                        LepFolderChoice       *choice,
                        GError               **error)
{
  g_autofree char *value = NULL;
  g_autofree char *mark = machine_mark (surroundings);
  g_auto (GStrv) parts = NULL;

  *choice = (LepFolderChoice){ .seal = TRUE };
  if (!lep_workspace_get_meta (workspace, META, &value, error))
    return FALSE;
  if (value == NULL)
    return TRUE;

  parts = g_strsplit (value, " ", N_PARTS);
  if (g_strv_length (parts) != N_PARTS || strcmp (parts[0], mark) != 0)
    return TRUE;
  choice->on = strcmp (parts[1], "on") == 0;
  choice->seal = strcmp (parts[2], "sealed") == 0;
  choice->path = *parts[3] != '\0' ? g_strdup (parts[3]) : NULL;
  return TRUE;
}

gboolean
lep_folder_choice_save (LepWorkspace          *workspace,
                        const LepSurroundings *surroundings,
                        const LepFolderChoice *choice,
                        GError               **error)
{
  g_autofree char *mark = machine_mark (surroundings);
  g_autofree char *value = g_strdup_printf ("%s %s %s %s", mark, choice->on ? "on" : "off", choice->seal ? "sealed" : "open",
                                            choice->path != NULL ? choice->path : "");

  return lep_workspace_set_meta (workspace, META, value, error);
}
