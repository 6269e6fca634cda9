/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one list page: a list of records of a kind above, the chosen record below. */
#pragma once

#include "lep-page.h"
#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_LIST_PAGE (lep_list_page_get_type ())

G_DECLARE_FINAL_TYPE (LepListPage, lep_list_page, LEP, LIST_PAGE, LepPage)
LepRecord *lep_list_page_get_record (LepListPage *self);

G_END_DECLS
