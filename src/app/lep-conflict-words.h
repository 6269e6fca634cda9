/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lep-conflict.h"
#include "lep-record.h"

G_BEGIN_DECLS

/* Whose values a decision about many conflicts takes, beside a person's name. */
#define LEP_CONFLICT_OWN    "own"
#define LEP_CONFLICT_NEWEST "newest"

gboolean    lep_conflict_is_life (const LepConflict *conflict);
char       *lep_conflict_field_text (const LepConflict *conflict);
char       *lep_conflict_dup_currency (LepWorkspace      *workspace,
                                       const LepConflict *conflict,
                                       const GPtrArray   *texts);
char       *lep_conflict_value_text (LepWorkspace      *workspace,
                                     const LepConflict *conflict,
                                     const GPtrArray   *texts);
char       *lep_conflict_group_markup (LepWorkspace      *workspace,
                                       const LepConflict *conflict,
                                       const GPtrArray   *before,
                                       const GPtrArray   *texts);
char       *lep_conflict_life_text (LepWorkspace           *workspace,
                                    const LepConflict      *conflict,
                                    const LepConflictValue *value);
const char *lep_conflict_author (const LepConflictValue *value);
char       *lep_conflict_source_text (const LepConflictValue *value);
gboolean    lep_conflict_matches (const LepConflict *conflict,
                                  const char        *filter);
guint       lep_conflict_find_pick (const LepConflict *conflict,
                                    const char        *whose);
GPtrArray  *lep_conflicts_authors (const GPtrArray *conflicts);
GMenuModel *lep_conflicts_menu (const GPtrArray *conflicts,
                                const char      *action);
GHashTable *lep_conflicts_differing (LepWorkspace *workspace,
                                     LepRecord    *record);

G_END_DECLS
