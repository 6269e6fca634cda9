/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_CONFLICT_PAGE (lep_conflict_page_get_type ())

G_DECLARE_FINAL_TYPE (LepConflictPage, lep_conflict_page, LEP, CONFLICT_PAGE, LepPage)

void lep_conflict_page_add_drafts (LepConflictPage *self,
                                   GString         *text);

G_END_DECLS
