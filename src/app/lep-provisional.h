/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Before a figure that counts what two laptops differ about, where there is no room for the word. */
#define LEP_PROVISIONAL_MARK "*"

const char *lep_provisional_english (void);
const char *lep_provisional_text (void);
void        lep_provisional_mark (GtkWidget *widget,
                                  gboolean   provisional);

G_END_DECLS
