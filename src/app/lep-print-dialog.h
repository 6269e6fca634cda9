/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Print: what, in which language, with a preview, on paper or into a file. */
#pragma once

#include "lep-list-report.h"
#include "lep-print-preview.h"
#include "lep-window.h"

G_BEGIN_DECLS

#define LEP_TYPE_PRINT_DIALOG (lep_print_dialog_get_type ())

G_DECLARE_FINAL_TYPE (LepPrintDialog, lep_print_dialog, LEP, PRINT_DIALOG, AdwWindow)

GtkWidget *lep_print_dialog_new (LepWindow  *window,
                                 const char *kind,
                                 const char *id,
                                 const char *report);
GtkWidget *lep_print_dialog_new_of_bundle (LepWindow  *window,
                                           const char *bundle);
GtkWidget *lep_print_dialog_new_of_list (LepWindow    *window,
                                         LepListPrint *list);
void       lep_print_dialog_open (LepWindow  *window,
                                  const char *kind,
                                  const char *id,
                                  const char *report);
void       lep_print_dialog_open_bundle (LepWindow  *window,
                                         const char *bundle);
void       lep_print_dialog_open_list (LepWindow    *window,
                                       LepListPrint *list);
gboolean   lep_print_dialog_can_print (const char *kind);

G_END_DECLS
