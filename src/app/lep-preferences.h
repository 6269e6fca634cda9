/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: who works here, language, prints, folders. */
#pragma once

#include "lep-window.h"

G_BEGIN_DECLS

#define LEP_TYPE_PREFERENCES (lep_preferences_get_type ())

G_DECLARE_FINAL_TYPE (LepPreferences, lep_preferences, LEP, PREFERENCES, AdwPreferencesWindow)

GtkWidget *lep_preferences_new (LepWindow *window);

G_END_DECLS
