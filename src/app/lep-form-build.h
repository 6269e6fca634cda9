/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-form.h"

G_BEGIN_DECLS

gboolean   lep_form_is_asked (const LepKind  *kind,
                              const LepField *field);
GtkWidget *lep_form_new_row (const LepField *field);
GtkWidget *lep_form_build (const LepKind *kind,
                           gboolean       only_asked);

G_END_DECLS
