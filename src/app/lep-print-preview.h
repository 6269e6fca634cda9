/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a print as they come on paper, one at a time. */
#pragma once

#include <adwaita.h>

#include "lep-print-job.h"

G_BEGIN_DECLS

#define LEP_TYPE_PRINT_PREVIEW (lep_print_preview_get_type ())

G_DECLARE_FINAL_TYPE (LepPrintPreview, lep_print_preview, LEP, PRINT_PREVIEW, AdwBin)

void        lep_print_preview_set_printed (LepPrintPreview *self,
                                           LepPrinted      *printed);
void        lep_print_preview_refuse (LepPrintPreview *self,
                                      const GError    *error);
LepPrinted *lep_print_preview_get_printed (LepPrintPreview *self);
guint       lep_print_preview_get_page (LepPrintPreview *self);

G_END_DECLS
