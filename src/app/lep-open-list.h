/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What Enter takes in the list of a drop-down. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void lep_open_list_mend_enter (void);

G_END_DECLS
