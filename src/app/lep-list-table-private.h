/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the table of a list page and its foot share. */
#pragma once

#include "lep-list-table.h"

G_BEGIN_DECLS

struct _LepListTable
{
  AdwBin             parent_instance;

  const LepListInfo *info;
  GArray            *columns;      /* LepListColumn */
  GPtrArray         *view_columns; /* GtkColumnViewColumn, the same order */
  GPtrArray         *foot_labels;  /* GtkLabel, the same order */
  GSettings         *settings;
  GtkColumnView     *view;
  GtkScrolledWindow *scroller;
  GtkBox            *foot;
  char              *sort; /* name of the column */
  gboolean           descending;
  gboolean           quiet;  /* while columns are built */
  guint              probed; /* column that the last probe met */
  guint              fit_id;
  guint              wanted; /* position that is to come into view, or none */
};

LepListColumn *lep_list_table_column (LepListTable *self,
                                      guint         index);
void           lep_list_table_queue_fit (LepListTable *self);

G_END_DECLS
