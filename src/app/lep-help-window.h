/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help that is built in. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEP_TYPE_HELP_WINDOW (lep_help_window_get_type ())

G_DECLARE_FINAL_TYPE (LepHelpWindow, lep_help_window, LEP, HELP_WINDOW, AdwWindow)

void lep_help_window_open (GtkWindow  *parent,
                           const char *chapter);

G_END_DECLS
