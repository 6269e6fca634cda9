/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_RECEIPTS_PAGE (lep_receipts_page_get_type ())

G_DECLARE_FINAL_TYPE (LepReceiptsPage, lep_receipts_page, LEP, RECEIPTS_PAGE, LepPage)

G_END_DECLS
