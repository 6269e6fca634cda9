/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-query.h"

G_BEGIN_DECLS

/* Returns: (transfer full) (nullable): what a field of the record holds */
typedef char *(*LepCurrencyLookup) (gpointer    data,
                                    const char *field);

const LepField *lep_currency_owner (const LepKind *kind);
char           *lep_currency_find (LepWorkspace     *workspace,
                                   const LepKind    *kind,
                                   LepCurrencyLookup lookup,
                                   gpointer          data);
char           *lep_currency_of_new (LepWorkspace  *workspace,
                                     const LepKind *kind);
char           *lep_currency_of_record (LepWorkspace *workspace,
                                        LepRecord    *record);

G_END_DECLS
