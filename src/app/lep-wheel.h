/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A wide table that stands in a page: the wheel over it, and what of it is to be seen. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean lep_wheel_pass_on (GtkEventControllerScroll *controller,
                            double                    dx,
                            double                    dy);
void     lep_wheel_show_once_placed (GtkWidget *widget);

G_END_DECLS
