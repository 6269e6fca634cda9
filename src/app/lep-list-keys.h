/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of a long list. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

gboolean lep_list_keys_leave (GtkEventControllerKey *controller,
                              guint                  keyval,
                              guint                  keycode,
                              GdkModifierType        state);

G_END_DECLS
