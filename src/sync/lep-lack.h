/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-stock.h"

G_BEGIN_DECLS

/* Consecutive changes of one branch that somebody lacks, up to a signed head; what is not
 * applied here goes along if the signature stands behind it. */
typedef struct
{
  LepUuid space;
  LepUuid replica;
  gint64  from, to;
  LepHash prev, head;
  guint8  signature[64];
  GArray *pieces; /* LepLackPiece, in order */
} LepLack;

/* Of the log, or of what waits. */
typedef struct
{
  gint64  stream; /* 0: it waits */
  gint64  from, to;
  GArray *waiting; /* LepHash; or NULL */
} LepLackPiece;

/* The changes of a branch behind one number, up to another. */
typedef struct
{
  gint64 stream;
  gint64 after, to;
} LepCovered;

GArray    *lep_lacks_covered (LepStock      *stock,
                              const LepUuid *space,
                              const GArray  *have,
                              GError       **error);
GPtrArray *lep_lacks_find (LepStock      *stock,
                           const LepUuid *space,
                           const GArray  *have,
                           GError       **error);
gint64     lep_lacks_count (GPtrArray *lacks);
GArray    *lep_lacks_own_have (LepWorkspace  *workspace,
                               const LepUuid *space,
                               GError       **error);

G_END_DECLS
