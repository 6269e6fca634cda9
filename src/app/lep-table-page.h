/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a table in: which file, what it holds, which column goes where. */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_TABLE_PAGE (lep_table_page_get_type ())

G_DECLARE_FINAL_TYPE (LepTablePage, lep_table_page, LEP, TABLE_PAGE, LepPage)

gboolean lep_table_page_takes (GFile *file);

G_END_DECLS
