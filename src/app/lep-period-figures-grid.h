/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lep-record.h"

G_BEGIN_DECLS

/* What a figure of the table was pressed for: the indicator's code goes to
 * @opened. */
typedef void (*LepFigureFunc) (GtkWidget  *button,
                               const char *indicator,
                               gpointer    user_data);

void lep_period_figures_fill (GtkGrid      *grid,
                              GPtrArray    *figures,
                              const char   *period,
                              LepFigureFunc opened,
                              GObject      *owner);

G_END_DECLS
