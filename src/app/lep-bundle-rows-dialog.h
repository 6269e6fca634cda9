/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-import.h"
#include "lep-window.h"

G_BEGIN_DECLS

#define LEP_TYPE_BUNDLE_ROWS_DIALOG (lep_bundle_rows_dialog_get_type ())

G_DECLARE_FINAL_TYPE (LepBundleRowsDialog, lep_bundle_rows_dialog, LEP, BUNDLE_ROWS_DIALOG, AdwWindow)

LepBundleRowsDialog *lep_bundle_rows_dialog_new (LepWindow             *window,
                                                 const LepImportReport *report,
                                                 const char            *which,
                                                 gboolean               can_open);

G_END_DECLS
