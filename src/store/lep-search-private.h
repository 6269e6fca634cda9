/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-query-private.h"
#include "lep-search.h"

G_BEGIN_DECLS

char    *lep_search_expression (const char *text);
gboolean lep_search_add_condition (LepWorkspace *workspace,
                                   const char   *kind,
                                   const char   *text,
                                   LepSql       *sql,
                                   GError      **error);

G_END_DECLS
