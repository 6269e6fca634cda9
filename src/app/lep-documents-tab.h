/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_DOCUMENTS_TAB (lep_documents_tab_get_type ())

/* The files attached to a record. */
G_DECLARE_FINAL_TYPE (LepDocumentsTab, lep_documents_tab, LEP, DOCUMENTS_TAB, LepTab)

G_END_DECLS
