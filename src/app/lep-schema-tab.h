/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-tab.h"

G_BEGIN_DECLS

#define LEP_TYPE_SCHEMA_TAB (lep_schema_tab_get_type ())

/* The summary of a kind that has none of its own: every field of the schema. */
G_DECLARE_FINAL_TYPE (LepSchemaTab, lep_schema_tab, LEP, SCHEMA_TAB, LepTab)

GtkWidget *lep_schema_tab_new (const LepKind *kind);

G_END_DECLS
