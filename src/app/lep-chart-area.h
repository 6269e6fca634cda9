/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chart on the screen, or the table of its values. */
#pragma once

#include <adwaita.h>

#include "lep-chart.h"

G_BEGIN_DECLS

#define LEP_TYPE_CHART_AREA (lep_chart_area_get_type ())

G_DECLARE_FINAL_TYPE (LepChartArea, lep_chart_area, LEP, CHART_AREA, AdwBin)

void     lep_chart_area_set_chart (LepChartArea *self,
                                   LepChart     *chart);
void     lep_chart_area_set_table (LepChartArea *self,
                                   gboolean      table);
gboolean lep_chart_area_is_table (LepChartArea *self);

G_END_DECLS
