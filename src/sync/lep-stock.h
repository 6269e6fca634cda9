/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-exchange.h"
#include "lep-laptop.h"
#include "lep-tail.h"

G_BEGIN_DECLS

/* What is here of one space. */
typedef struct
{
  LepUuid     id;
  GArray     *streams; /* LepStreamInfo, sorted as lep_exchange_streams () does */
  GHashTable *places;  /* number of a branch -> its place in them */
  gint64      n_changes;
  GPtrArray  *whole; /* LepLack of somebody who has nothing of it, once somebody asked; see lep_lacks_find () */
} LepStockSpace;

/* What is here to be passed on, as it was when it was read: read once, and looked at for
 * each receiver. Everything in it is the stock's own and lives as long as it does. It is
 * of one thread, and of one deed: what is written later is not in it. */
typedef struct
{
  LepWorkspace *workspace;
  GPtrArray    *laptops;  /* LepLaptop */
  GPtrArray    *spaces;   /* LepSpaceInfo, sorted by id */
  LepTails     *tails;    /* what waits */
  GHashTable   *by_space; /* id -> LepStockSpace */
  GHashTable   *officers; /* ids of those that belong to the programme office, once somebody asked */
  GHashTable   *found;    /* LepSeen -> number of its branch, of ends and of others that were looked for */
  GHashTable   *many;     /* laptops of too many branches -> whether all their changes are in found */
  GHashTable   *times;    /* when runs begin, of those that were looked at */
} LepStock;

LepStock      *lep_stock_load (LepWorkspace *workspace,
                               GError      **error);
void           lep_stock_free (LepStock *self);
LepStockSpace *lep_stock_get_space (LepStock      *self,
                                    const LepUuid *id);
guint          lep_stock_space_find (const LepStockSpace *self,
                                     const LepUuid       *replica);
gboolean       lep_stock_space_has (const LepStockSpace *self,
                                    const LepUuid       *replica);
gboolean       lep_stock_is_officer (LepStock      *self,
                                     const LepUuid *replica,
                                     gboolean      *is_it,
                                     GError       **error);
gboolean       lep_stock_find (LepStock      *self,
                               const LepSeen *seen,
                               gint64        *stream,
                               GError       **error);
gboolean       lep_stock_first_time (LepStock    *self,
                                     gint64       stream,
                                     gint64       from,
                                     gint64       to,
                                     const char **at,
                                     GError     **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepStock, lep_stock_free)

G_END_DECLS
