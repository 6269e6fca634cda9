/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lep-record.h"
#include "lep-total.h"

G_BEGIN_DECLS

void       lep_result_fill_drop (GtkDropDown *drop_down,
                                 GPtrArray   *records,
                                 char *(*describe) (LepRecord *record),
                                 const char *selected);
char      *lep_result_describe_indicator (LepRecord *record);
GPtrArray *lep_result_projects (LepWorkspace *workspace,
                                GError      **error);
GPtrArray *lep_result_indicators (LepWorkspace *workspace,
                                  GError      **error);
char      *lep_result_usual_indicator (LepWorkspace *workspace,
                                       const char   *project,
                                       GPtrArray    *indicators);
gboolean   lep_result_find_target (LepWorkspace *workspace,
                                   LepRecord    *project,
                                   LepRecord    *indicator,
                                   gint64       *target,
                                   GError      **error);
char      *lep_result_foretell (const LepTotal *total,
                                gint64          value,
                                gboolean        is_proved);

G_END_DECLS
