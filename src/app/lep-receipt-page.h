/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_RECEIPT_PAGE (lep_receipt_page_get_type ())

G_DECLARE_FINAL_TYPE (LepReceiptPage, lep_receipt_page, LEP, RECEIPT_PAGE, LepPage)

G_END_DECLS
