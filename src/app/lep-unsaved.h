/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void        lep_unsaved_mark (GtkEditable *editable,
                              const char  *name);
const char *lep_unsaved_name (GtkEditable *editable);
char       *lep_unsaved_dup_text (GtkWidget *root);
char       *lep_unsaved_dup_body (const char *text,
                                  const char *typed);
GtkWidget  *lep_unsaved_ask (GtkWindow  *parent,
                             const char *heading,
                             const char *text,
                             const char *typed,
                             const char *stay,
                             const char *close);

G_END_DECLS
