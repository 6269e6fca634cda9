/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-window.h"

G_BEGIN_DECLS

#define LEP_TYPE_MAKE_BUNDLE_DIALOG (lep_make_bundle_dialog_get_type ())

G_DECLARE_FINAL_TYPE (LepMakeBundleDialog, lep_make_bundle_dialog, LEP, MAKE_BUNDLE_DIALOG, AdwWindow)

LepMakeBundleDialog *lep_make_bundle_dialog_new (LepWindow  *window,
                                                 const char *peer);

void                 lep_make_bundle_dialog_set_request (LepMakeBundleDialog *self);

G_END_DECLS
