/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search everything: what is found, as one types. */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_SEARCH_PAGE (lep_search_page_get_type ())

G_DECLARE_FINAL_TYPE (LepSearchPage, lep_search_page, LEP, SEARCH_PAGE, LepPage)

gboolean lep_search_page_focus_hits (LepSearchPage *self);
gboolean lep_search_page_is_for (LepSearchPage *self, const char *text);

G_END_DECLS
