/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lep-schema.h"

G_BEGIN_DECLS

const LepField *lep_print_days_field (gboolean is_last);
void            lep_print_days_read (GtkEditable *first,
                                     GtkEditable *last,
                                     char       **from,
                                     char       **to);

G_END_DECLS
