/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-field-row.h"
#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_FORM (lep_form_get_type ())

/* Binds the field rows inside it to a record, by the names of their fields, and
 * saves each when it is left. Without a record it is a draft: what is typed
 * stays in the rows until lep_form_create (). Property "kind": the kind of
 * record, set in the .ui file. */
G_DECLARE_FINAL_TYPE (LepForm, lep_form, LEP, FORM, AdwBin)

GtkWidget   *lep_form_new (const char *kind);
const char  *lep_form_get_kind (LepForm *self);
LepFieldRow *lep_form_get_row (LepForm    *self,
                               const char *field);
char        *lep_form_dup_value (LepForm    *self,
                                 const char *field);
void         lep_form_set_record (LepForm      *self,
                                  LepWorkspace *workspace,
                                  LepRecord    *record);
void         lep_form_start (LepForm      *self,
                             LepWorkspace *workspace);
void         lep_form_preset (LepForm    *self,
                              const char *field,
                              const char *value);
gboolean     lep_form_is_draft (LepForm *self);
gboolean     lep_form_is_touched (LepForm *self);
gboolean     lep_form_flush (LepForm *self);
void         lep_form_add_kept (LepForm *self,
                                GString *text);
char        *lep_form_create (LepForm *self,
                              GError **error);
gboolean     lep_form_focus_field (LepForm    *self,
                                   const char *field);
gboolean     lep_form_is_refused (LepForm *self);
gboolean     lep_form_focus_next (LepForm *self);

G_END_DECLS
