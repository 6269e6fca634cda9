/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_CONFLICTS_PAGE (lep_conflicts_page_get_type ())

G_DECLARE_FINAL_TYPE (LepConflictsPage, lep_conflicts_page, LEP, CONFLICTS_PAGE, LepPage)

G_END_DECLS
