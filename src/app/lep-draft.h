/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-form.h"

G_BEGIN_DECLS

#define LEP_TYPE_DRAFT (lep_draft_get_type ())

/* A new record before it is one: what must be filled in, and the two buttons
 * that end it; nothing typed goes unasked. Signals "created" (id) and "dropped". */
G_DECLARE_FINAL_TYPE (LepDraft, lep_draft, LEP, DRAFT, AdwBin)

GtkWidget *lep_draft_new (const char *kind);
void       lep_draft_start (LepDraft     *self,
                            LepWorkspace *workspace);
void       lep_draft_preset (LepDraft   *self,
                             const char *field,
                             const char *value);
void       lep_draft_create (LepDraft *self);
gboolean   lep_draft_is_touched (LepDraft *self);
void       lep_draft_drop (LepDraft *self);
void       lep_draft_focus (LepDraft *self);

G_END_DECLS
