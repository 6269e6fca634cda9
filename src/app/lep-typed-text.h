/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void     lep_typed_text_begin (GtkWidget *widget);
gboolean lep_typed_text_may_go (GtkWidget *widget);
gboolean lep_typed_text_goes_on (GtkWidget *widget);

G_END_DECLS
