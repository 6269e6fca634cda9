/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a print goes: on paper, or into a file. */
#pragma once

#include "lep-print-job.h"
#include "lep-window.h"

G_BEGIN_DECLS

void lep_print_on_paper (LepPrinted *printed,
                         GtkWindow  *dialog,
                         LepWindow  *window);
void lep_print_into_file (LepPrinted     *printed,
                          LepReportFormat format,
                          GtkWindow      *dialog,
                          LepWindow      *window);

G_END_DECLS
