/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-project.h"
#include "lep-result-columns.h"

G_BEGIN_DECLS

#define LEP_TYPE_RESULTS_MATRIX (lep_results_matrix_get_type ())

/* Indicators by periods: actual, target, split. Each actual is a button that
 * shows the entries it is made of. */
G_DECLARE_FINAL_TYPE (LepResultsMatrix, lep_results_matrix, LEP, RESULTS_MATRIX, AdwBin)

gboolean lep_results_matrix_fill (LepResultsMatrix *self,
                                  LepWorkspace     *workspace,
                                  LepRecord        *project,
                                  GPtrArray        *results,
                                  GPtrArray        *columns,
                                  const char       *dimension,
                                  GError          **error);

G_END_DECLS
