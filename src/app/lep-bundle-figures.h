/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *lep_bundle_figure_row_new (gint64      count,
                                      const char *title,
                                      const char *subtitle,
                                      const char *action,
                                      const char *pill);
void       lep_bundle_totals_show (GtkGrid    *grid,
                                   const char *totals,
                                   gboolean    applied);

G_END_DECLS
