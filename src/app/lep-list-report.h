/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list as a print: the columns and rows that the list page shows. */
#pragma once

#include "lep-list-columns.h"
#include "lep-query.h"
#include "lep-report-kinds.h"

G_BEGIN_DECLS

/* What to print of a list; made by its page, read in a thread. */
typedef struct
{
  LepQuery *query;
  GArray   *columns; /* LepListColumn, those that are shown */
} LepListPrint;

LepListPrint *lep_list_print_copy (const LepListPrint *self);
void          lep_list_print_free (LepListPrint *self);
LepReport    *lep_list_print_make (const LepListPrint   *self,
                                   const LepReportInput *input,
                                   GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepListPrint, lep_list_print_free)

G_END_DECLS
