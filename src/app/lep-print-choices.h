/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a print can be made in, and what was chosen last. */
#pragma once

#include <gio/gio.h>

#include "lep-locale.h"

#include "lep-report-kinds.h"

G_BEGIN_DECLS

GPtrArray  *lep_print_choices_locales (void);
char       *lep_print_choices_last (GSettings  *settings,
                                    const char *record_kind);
void        lep_print_choices_remember (GSettings  *settings,
                                        const char *record_kind,
                                        const char *report);
gboolean    lep_print_choices_fits_list (const char *record_kind,
                                         const char *report);

GMenuModel *lep_print_choices_formats (const LepReportKind *kind);

G_END_DECLS
