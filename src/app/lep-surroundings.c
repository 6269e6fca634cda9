/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads from the desktop where keys and private copies are kept. */

#include "lep-surroundings.h"

/* Returns: (transfer full): state under XDG_STATE_HOME/lep, the machine's id, the folder for temporary files */
LepSurroundings *
lep_surroundings_of_desktop (LepClock *clock)
{
  g_autofree char *state_dir = g_build_filename (g_get_user_state_dir (), "lep", NULL);
  g_autofree char *machine_id = NULL;

  if (!g_file_get_contents ("/etc/machine-id", &machine_id, NULL, NULL))
    machine_id = g_strdup (g_get_host_name ());

  return lep_surroundings_new (state_dir, g_strstrip (machine_id), g_get_tmp_dir (), clock);
}
