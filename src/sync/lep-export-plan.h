/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-export.h"
#include "lep-stock.h"

G_BEGIN_DECLS

/* What is known before anything is written. */
typedef struct
{
  LepStock     *stock; /* borrowed, with what follows up to the peer */
  LepWorkspace *workspace;
  GPtrArray    *laptops;
  GPtrArray    *spaces; /* LepSpaceInfo: all of them */
  LepLaptop    *own;
  LepLaptop    *peer;       /* NULL = for everybody */
  GPtrArray    *haves;      /* LepLaptopHave of the peer; NULL = unknown */
  GPtrArray    *chosen;     /* of them, in order */
  GPtrArray    *lacks;      /* GPtrArray of LepLack, one a chosen space */
  GArray       *files;      /* LepSharedFile */
  char        **recipients; /* keys that it is sealed for */
} LepExportPlan;

void     lep_export_plan_clear (LepExportPlan *self);
gboolean lep_export_plan_make (LepExportPlan *plan, LepStock *stock, const LepExportOptions *options, GError **error);
gboolean lep_export_plan_find_files (LepExportPlan *plan, gboolean full, GError **error);
gint64   lep_export_plan_count (const LepExportPlan *plan);
gboolean lep_export_plan_foresee (LepStock *stock, const LepExportOptions *options, LepExportForecast *forecast, GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LepExportPlan, lep_export_plan_clear)

G_END_DECLS
