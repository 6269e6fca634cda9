/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a list: how a record's values are written and aligned. */
#pragma once

#include <gtk/gtk.h>

#include "lep-list-columns.h"
#include "lep-record.h"

G_BEGIN_DECLS

GtkListItemFactory *lep_list_cell_factory (const LepListColumn *column);
const char         *lep_list_cell_currency (LepRecord *record);
gboolean            lep_list_cell_is_provisional (const LepListColumn *column,
                                                  LepRecord           *record);
char               *lep_list_pair_text (const LepLocale *locale,
                                        gint64           actual,
                                        const gint64    *target,
                                        gboolean         provisional);
char               *lep_list_cell_text (const LepLocale     *locale,
                                        const LepListColumn *column,
                                        LepRecord           *record);
int                 lep_list_cell_width (GtkWidget           *widget,
                                         const LepListColumn *column);

G_END_DECLS
