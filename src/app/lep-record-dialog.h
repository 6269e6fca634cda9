/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_RECORD_DIALOG (lep_record_dialog_get_type ())

/* A small record in a window of its own: a membership, a tranche, an
 * attendance. New ones are made with a draft, others saved row by row. */
G_DECLARE_FINAL_TYPE (LepRecordDialog, lep_record_dialog, LEP, RECORD_DIALOG, AdwWindow)

GtkWidget *lep_record_dialog_new (GtkWidget    *parent,
                                  LepWorkspace *workspace,
                                  const char   *kind);
void       lep_record_dialog_preset (LepRecordDialog *self,
                                     const char      *field,
                                     const char      *value);
void       lep_record_dialog_open (GtkWidget    *parent,
                                   LepWorkspace *workspace,
                                   LepRecord    *record,
                                   const char   *field);
void       lep_record_delete (GtkWidget    *parent,
                              LepWorkspace *workspace,
                              LepRecord    *record);
void       lep_record_say_deleted (GtkWidget    *parent,
                                   LepWorkspace *workspace,
                                   LepRecord    *record,
                                   const char   *typed);
void       lep_record_erase (GtkWidget    *parent,
                             LepWorkspace *workspace,
                             LepRecord    *contact);

G_END_DECLS
