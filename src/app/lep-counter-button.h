/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One headline counter of the overview. */
#pragma once

#include <gtk/gtk.h>

#include "lep-overview.h"

G_BEGIN_DECLS

#define LEP_TYPE_COUNTER_BUTTON (lep_counter_button_get_type ())

G_DECLARE_FINAL_TYPE (LepCounterButton, lep_counter_button, LEP, COUNTER_BUTTON, GtkButton)

void        lep_counter_button_set (LepCounterButton *self,
                                    const LepCounter *counter,
                                    const char       *note);
const char *lep_counter_button_get_indicator (LepCounterButton *self);

G_END_DECLS
