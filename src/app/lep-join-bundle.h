/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a workspace of a bundle that somebody gave, with all that is asked on the way. */
#pragma once

#include <gtk/gtk.h>

#include "lep-identity.h"

G_BEGIN_DECLS

void     lep_join_bundle (GtkWidget    *owner,
                          const char   *path,
                          const LepWho *who,
                          const char   *file);
gboolean lep_make_workspace_folder (const char *path,
                                    GError    **error);

G_END_DECLS
