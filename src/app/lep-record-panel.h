/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-record-view.h"

G_BEGIN_DECLS

#define LEP_TYPE_RECORD_PANEL (lep_record_panel_get_type ())

/* A record with its name, its state and its tabs; also the draft of a new one. */
G_DECLARE_FINAL_TYPE (LepRecordPanel, lep_record_panel, LEP, RECORD_PANEL, AdwBin)

GtkWidget  *lep_record_panel_new (const char *kind);
const char *lep_record_panel_get_tab (LepRecordPanel *self);
LepRecord  *lep_record_panel_get_record (LepRecordPanel *self);

G_END_DECLS
