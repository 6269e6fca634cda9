/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-query-private.h"
#include "lep-search.h"

G_BEGIN_DECLS

gboolean lep_search_has_field (const LepField *field);
char   **lep_search_words (const char *text);
gboolean lep_search_text_has (const char        *folded,
                              const char *const *words);
GArray  *lep_search_look_through (LepWorkspace *workspace,
                                  const char   *kind,
                                  char        **words,
                                  guint         limit,
                                  GError      **error);
char    *lep_search_dup_numbers (GArray *rids);
char    *lep_search_expression (const char *text);
gboolean lep_search_add_condition (LepWorkspace *workspace,
                                   const char   *kind,
                                   const char   *text,
                                   LepSql       *sql,
                                   GError      **error);

G_END_DECLS
