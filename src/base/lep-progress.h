/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define LEP_TYPE_PROGRESS (lep_progress_get_type ())

G_DECLARE_FINAL_TYPE (LepProgress, lep_progress, LEP, PROGRESS, GObject)

LepProgress *lep_progress_new (void);
void         lep_progress_report (LepProgress *self,
                                  gint64       done,
                                  gint64       total);
void         lep_progress_set_step (LepProgress *self,
                                    const char  *step);
double       lep_progress_get_fraction (LepProgress *self);
char        *lep_progress_dup_step (LepProgress *self);

G_END_DECLS
