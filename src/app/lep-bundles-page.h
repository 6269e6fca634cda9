/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_BUNDLES_PAGE (lep_bundles_page_get_type ())

G_DECLARE_FINAL_TYPE (LepBundlesPage, lep_bundles_page, LEP, BUNDLES_PAGE, LepPage)

G_END_DECLS
