/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-record.h"

G_BEGIN_DECLS

typedef struct
{
  char *field;
  char *value; /* stored form; NULL = not answered */
} LepHistorySet;

/* What one change did to a record. */
typedef struct
{
  guint32    stream; /* number of its branch here */
  gint64     n;      /* number in its replica's stream */
  LepHash    hash;
  char      *at;      /* time, stored form; "" where the change was erased */
  char      *by;      /* person */
  char      *replica; /* id */
  char      *label;   /* of the laptop; "" if it is not known */
  gboolean   own;     /* made on this laptop */
  LepLife    life;
  GPtrArray *sets; /* LepHistorySet, as written */
} LepHistoryEntry;

const char *lep_history_entry_find (const LepHistoryEntry *self,
                                    const char            *field,
                                    gboolean              *found);
GPtrArray  *lep_history (LepWorkspace *workspace,
                         const char   *space,
                         const char   *kind,
                         const char   *id,
                         GError      **error);
gboolean    lep_history_find_deletion (LepWorkspace *workspace,
                                       LepRecord    *record,
                                       char        **at,
                                       char        **by,
                                       GError      **error);
void        lep_history_entry_free (LepHistoryEntry *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepHistoryEntry, lep_history_entry_free)

G_END_DECLS
