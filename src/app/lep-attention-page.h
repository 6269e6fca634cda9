/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All that needs attention, grouped by what it is about. */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_ATTENTION_PAGE (lep_attention_page_get_type ())

G_DECLARE_FINAL_TYPE (LepAttentionPage, lep_attention_page, LEP, ATTENTION_PAGE, LepPage)

G_END_DECLS
