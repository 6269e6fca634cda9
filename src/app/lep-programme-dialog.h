/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what a new register begins with: the name of the programme and its currency. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEP_TYPE_PROGRAMME_DIALOG (lep_programme_dialog_get_type ())

G_DECLARE_FINAL_TYPE (LepProgrammeDialog, lep_programme_dialog, LEP, PROGRAMME_DIALOG, AdwMessageDialog)

LepProgrammeDialog *lep_programme_dialog_new (GtkWindow *parent);

char               *lep_programme_dialog_dup_name (LepProgrammeDialog *self);
char               *lep_programme_dialog_dup_currency (LepProgrammeDialog *self);

G_END_DECLS
