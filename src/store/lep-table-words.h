/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How people head and fill the tables that are taken in: the names of fields
 * and codes in every language of the program, numbers and dates as they are
 * written. */
#pragma once

#include "lep-locale.h"
#include "lep-table-import.h"

G_BEGIN_DECLS

/* Immutable: may be handed to another thread. */
typedef struct _LepTableWords LepTableWords;

LepTableWords                *lep_table_words_new (const char      *locale_dir,
                                                   const LepLocale *locale,
                                                   GTimeZone       *zone);
void                          lep_table_words_free (LepTableWords *self);
void                          lep_table_words_map (const LepTableWords *self,
                                                   LepTableImport      *table);
char                         *lep_table_words_read (LepWorkspace   *workspace,
                                                    const LepField *field,
                                                    const char     *currency,
                                                    const char     *typed,
                                                    gpointer        user_data,
                                                    GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepTableWords, lep_table_words_free)

G_END_DECLS
