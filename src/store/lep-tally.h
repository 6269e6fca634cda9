/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-sum.h"

#include "lep-workspace-private.h"

G_BEGIN_DECLS

/* Sums of the outcomes of everything, or of one partnership, by indicator, day,
 * state and category, so that a total is a few rows whatever the number of
 * outcomes. A cache: who writes a row notes which outcomes it counts in, and bringing the
 * sums up to them takes what each contributed before away again. */

/* What waits at most to be counted in the commit that changed it. */
#define LEP_TALLY_AT_ONCE 500

/* Before a dimension: what splits by it are more than the values that they split. */
#define LEP_TALLY_EXCESS ">"

typedef struct
{
  LepSum value;
  gint64 n;
  gint64 n_conflicts;
} LepTallySum;

typedef void (*LepTallyFunc) (const char        *state,
                              const char        *category,
                              const LepTallySum *sum,
                              gpointer           user_data);

void     lep_tally_add_tables (GString *sql);
gboolean lep_tally_mark (LepDb *db, const char *kind, gint64 rid, GError **error);
gboolean lep_tally_mark_new (LepDb   *db,
                             gint64   first_rid,
                             GError **error);
gboolean lep_tally_refresh (LepDb   *db,
                            gint64   max_rows,
                            gint64  *n_left,
                            GError **error);
gboolean lep_tally_refresh_some (LepWorkspace *workspace,
                                 guint         max_ms,
                                 gint64       *n_left,
                                 GError      **error);
gboolean lep_tally_read (LepWorkspace *workspace,
                         const char   *level,
                         const char   *indicator,
                         const char   *dimension,
                         const char   *from,
                         const char   *to,
                         LepTallyFunc  add,
                         gpointer      user_data,
                         GError      **error);
gboolean lep_tally_has_greatest (LepDb      *db,
                                 const char *code,
                                 gboolean   *has,
                                 GError    **error);
gboolean lep_tally_check (LepDb   *db,
                          gint64  *n_wrong,
                          GError **error);

G_END_DECLS
