/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-concept-fold.h"
#include "lep-record.h"

G_BEGIN_DECLS

gboolean lep_concept_check_show (LepConceptFold *fold,
                                 LepWorkspace   *workspace,
                                 const char     *application,
                                 GError        **error);

G_END_DECLS
