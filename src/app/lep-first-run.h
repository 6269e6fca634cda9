/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page of all: who are you, and how do you want to begin. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEP_TYPE_FIRST_RUN (lep_first_run_get_type ())

G_DECLARE_FINAL_TYPE (LepFirstRun, lep_first_run, LEP, FIRST_RUN, AdwBin)

GtkWidget *lep_first_run_new (const char *path);
void       lep_first_run_offer_bundle (LepFirstRun *self,
                                       GFile       *file);
void       lep_first_run_copy_answers (LepFirstRun *self,
                                       LepFirstRun *from);

G_END_DECLS
