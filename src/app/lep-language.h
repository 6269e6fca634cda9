/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Language and script of the screen. */
#pragma once

#include <gio/gio.h>

#include "lep-workspace.h"

G_BEGIN_DECLS

void             lep_language_apply (GSettings *settings);
void             lep_language_set_reader (LepWorkspace *workspace);
const LepLocale *lep_language_locale (void);
const char      *lep_language_folder (void);

G_END_DECLS
