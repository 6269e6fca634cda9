/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program: one process, one window a workspace. */
#pragma once

#include <adwaita.h>

#include "lep-window.h"

G_BEGIN_DECLS

#define LEP_TYPE_APPLICATION (lep_application_get_type ())

G_DECLARE_FINAL_TYPE (LepApplication, lep_application, LEP, APPLICATION, AdwApplication)

LepApplication *lep_application_new (void);
LepWindow      *lep_application_open_workspace (LepApplication *self,
                                                const char     *path);

G_END_DECLS
