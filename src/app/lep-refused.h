/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *lep_refused_show (GtkWidget *root);

G_END_DECLS
