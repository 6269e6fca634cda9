/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-exchange.h"
#include "lep-export.h"
#include "lep-laptop.h"

G_BEGIN_DECLS

/* What is known before anything is written. */
typedef struct
{
  LepWorkspace *workspace;
  GPtrArray    *laptops;
  LepLaptop    *own;
  LepLaptop    *peer;       /* NULL = for everybody */
  GHashTable   *officers;   /* ids of those that belong to the programme office, once somebody asked */
  GPtrArray    *haves;      /* LepLaptopHave of the peer; NULL = unknown */
  GPtrArray    *spaces;     /* LepSpaceInfo: all of them */
  GPtrArray    *chosen;     /* of them, in order */
  GPtrArray    *lacks;      /* GPtrArray of LepLack, one a chosen space */
  GArray       *files;      /* LepSharedFile */
  char        **recipients; /* keys that it is sealed for */
} LepExportPlan;

void     lep_export_plan_clear (LepExportPlan *self);
gboolean lep_export_plan_make (LepExportPlan *plan, LepWorkspace *workspace, const LepExportOptions *options, GError **error);
gboolean lep_export_plan_find_files (LepExportPlan *plan, gboolean full, GError **error);
gint64   lep_export_plan_count (const LepExportPlan *plan);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LepExportPlan, lep_export_plan_clear)

G_END_DECLS
