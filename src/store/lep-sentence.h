/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-db.h"
#include "lep-schema.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

char *lep_sentence_money (LepWorkspace *workspace,
                          gint64        minor,
                          const char   *currency);
char *lep_sentence_day (LepWorkspace *workspace,
                        const char   *at);
char *lep_sentence_value (LepWorkspace   *workspace,
                          const LepField *field,
                          const char     *value,
                          const char     *currency);
char *lep_sentence_fill (LepWorkspace *workspace,
                         const char   *text,
                         const char   *types,
                         LepStmt      *stmt,
                         int           first);

G_END_DECLS
