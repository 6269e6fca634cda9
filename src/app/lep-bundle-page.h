/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_BUNDLE_PAGE (lep_bundle_page_get_type ())

G_DECLARE_FINAL_TYPE (LepBundlePage, lep_bundle_page, LEP, BUNDLE_PAGE, LepPage)

G_END_DECLS
