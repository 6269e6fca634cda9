/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-query.h"

G_BEGIN_DECLS

/* A long list that is read in a thread, with a connection of its own. */
typedef struct _LepListReading LepListReading;

/* Hears in the thread that began what was read, unless it was given up: the row
 * numbers or the sums, or why not. */
typedef void (*LepListReadFunc) (GObject      *owner,
                                 GArray       *rids,
                                 LepSums      *sums, /* (transfer full) */
                                 const GError *error);

gboolean        lep_list_is_long (LepWorkspace   *workspace,
                                  const LepQuery *query);
LepListReading *lep_list_reading_new (GObject        *owner,
                                      LepWorkspace   *workspace,
                                      const LepQuery *query,
                                      gboolean        sums,
                                      LepListReadFunc read);
void            lep_list_reading_free (LepListReading *self);

G_END_DECLS
