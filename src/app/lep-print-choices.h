/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a print can be made in, and what was chosen last. */
#pragma once

#include <gio/gio.h>

#include "lep-locale.h"

G_BEGIN_DECLS

GPtrArray *lep_print_choices_locales (void);
char      *lep_print_choices_last (GSettings  *settings,
                                   const char *record_kind);
void       lep_print_choices_remember (GSettings  *settings,
                                       const char *record_kind,
                                       const char *report);
gboolean   lep_print_choices_fits_list (const char *record_kind,
                                        const char *report);

G_END_DECLS
