/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-query.h"

G_BEGIN_DECLS

/* A long list that is read in a thread, with a connection of its own. */
typedef struct _LepListReading LepListReading;

/* What of a list is read; each in a thread of its own. */
typedef enum
{
  LEP_LIST_ROWS,
  LEP_LIST_SUMS,
  LEP_LIST_RELATED_SUMS,
} LepListPart;

/* What was read, the one that was asked for; who keeps it puts NULL in its place. */
typedef struct
{
  GArray    *rids; /* the numbers of its rows */
  LepSums   *sums;
  GPtrArray *related_sums; /* LepRelatedSum */
} LepListRead;

/* Hears in the thread that began what was read, unless it was given up; or why not. */
typedef void (*LepListReadFunc) (GObject      *owner,
                                 LepListRead  *read,
                                 const GError *error);

gboolean        lep_list_is_long (LepWorkspace   *workspace,
                                  const LepQuery *query);
LepListReading *lep_list_reading_new (GObject        *owner,
                                      LepWorkspace   *workspace,
                                      const LepQuery *query,
                                      LepListPart     part,
                                      LepListReadFunc read);
void            lep_list_reading_free (LepListReading *self);

G_END_DECLS
