/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-record.h"

G_BEGIN_DECLS

typedef enum
{
  LEP_COLUMNS_QUARTER,
  LEP_COLUMNS_HALF_YEAR,
  LEP_COLUMNS_YEAR,
  LEP_COLUMNS_PERIOD, /* the reporting periods of the project */
} LepResultColumns;

/* A column of the table of results. */
typedef struct
{
  char    *title;    /* in full, for who hears it */
  char    *head;     /* above the figures: the year only where it begins */
  char     from[11]; /* YYYY-MM-DD, both inclusive */
  char     to[11];
  gboolean is_locked; /* its report is */
} LepResultColumn;

GPtrArray *lep_result_columns (LepWorkspace    *workspace,
                               LepRecord       *project,
                               LepResultColumns by,
                               GError         **error);

G_END_DECLS
