/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-hash.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

/* One of the distinct values of a field, or of a merge group as a whole. */
typedef struct
{
  GPtrArray *texts; /* stored form, one a field of the conflict; NULL = not answered.
                     * Of `life`: one text, "deleted" or "kept" */
  char      *by;    /* person */
  char      *at;    /* time, stored form */
  char      *replica;
  char      *label; /* of the laptop */
  gboolean   shown; /* the provisional winner */
  gboolean   own;   /* written by this laptop */
  LepHash    change;
  gint64     receipt; /* number of the receipt of the bundle that brought it; 0 = written here */
  char      *through; /* whose bundle that was; NULL = written here, or its own */
} LepConflictValue;

/* A field (or group) with several different heads. */
typedef struct
{
  char      *space, *kind, *id;
  gint64     rid;    /* number of the record's row */
  char      *field;  /* the first one of a group; "life" */
  GPtrArray *fields; /* names, in the order of the schema; just @field if it is in no group */
  GPtrArray *values; /* LepConflictValue: the shown one first, then by (at, hash) descending */
  GPtrArray *before; /* texts of what all of them replaced, as far as it is one value; or NULL */
} LepConflict;

GPtrArray *lep_conflicts_list (LepWorkspace *workspace,
                               const char   *kind,
                               const char   *id,
                               guint         limit,
                               GError      **error);
gint64     lep_conflicts_count (LepWorkspace *workspace,
                                GError      **error);
void       lep_conflict_free (LepConflict *self);

LepLife    lep_conflict_value_life (const LepConflictValue *value);

/* Settling is an ordinary change that has seen all heads. Fails with
 * LEP_ERROR_NOT_FOUND if there is no such conflict (any more). */
gboolean   lep_conflict_pick (LepWorkspace *workspace,
                              const char   *space,
                              const char   *kind,
                              const char   *id,
                              const char   *field,
                              guint         pick, /* from 1, into LepConflict.values */
                              GError      **error);
gboolean   lep_conflict_settle (LepWorkspace *workspace,
                                const char   *space,
                                const char   *kind,
                                const char   *id,
                                const char   *field,
                                const char   *value, /* stored form */
                                GError      **error);
gboolean   lep_conflict_settle_life (LepWorkspace *workspace,
                                     const char   *space,
                                     const char   *kind,
                                     const char   *id,
                                     gboolean      keep,
                                     GError      **error);

/* Which value of a conflict is taken. */
typedef struct
{
  const LepConflict *conflict;
  guint              pick; /* from 1, into its values */
} LepConflictChoice;

gboolean lep_conflicts_settle (LepWorkspace *workspace,
                               const GArray *choices, /* LepConflictChoice, in the order of the list */
                               guint        *n_settled,
                               GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepConflict, lep_conflict_free)

G_END_DECLS
