/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_LAPTOPS_PAGE (lep_laptops_page_get_type ())

G_DECLARE_FINAL_TYPE (LepLaptopsPage, lep_laptops_page, LEP, LAPTOPS_PAGE, LepPage)

G_END_DECLS
