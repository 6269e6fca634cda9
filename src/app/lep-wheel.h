/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wheel over a wide table that stands in a page. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean lep_wheel_pass_on (GtkEventControllerScroll *controller,
                            double                    dx,
                            double                    dy);

G_END_DECLS
