/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of a drop-down by keyboard: what Enter takes, where letters lead. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void  lep_open_list_mend (void);
guint lep_open_list_find (GListModel *model,
                          const char *typed,
                          guint       from);

G_END_DECLS
