/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_DELETED_PAGE (lep_deleted_page_get_type ())

G_DECLARE_FINAL_TYPE (LepDeletedPage, lep_deleted_page, LEP, DELETED_PAGE, LepPage)

G_END_DECLS
