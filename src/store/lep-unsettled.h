/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-record.h"

G_BEGIN_DECLS

/* Records that something is told of, and the fields that are told. */
typedef struct
{
  const char *kind;
  const char *owner;  /* the reference by which they belong to a record; NULL: that record itself */
  const char *fields; /* names with spaces between; NULL: all */
} LepUnsettledQuery;

/* A field that laptops wrote differently, and nobody decided. */
typedef struct
{
  LepRecord *record;
  char      *field; /* the first one of a group; "life": deleted by one, changed by another */
} LepUnsettled;

gboolean lep_unsettled_read (LepWorkspace            *workspace,
                             const LepUnsettledQuery *queries,
                             guint                    n_queries,
                             const char              *id,
                             GPtrArray               *found,
                             GError                 **error);
void     lep_unsettled_free (LepUnsettled *self);

G_END_DECLS
