/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-cli.h"
#include "lep-import.h"

G_BEGIN_DECLS

void lep_cli_add_report (JsonBuilder           *builder,
                         const char            *file,
                         const LepImportReport *report);
void lep_cli_add_refusal (JsonBuilder  *builder,
                          const char   *file,
                          const GError *error);
void lep_cli_print_report (const char            *file,
                           const LepImportReport *report);
void lep_cli_print_unknown (const char        *file,
                            const LepSigner   *signer,
                            const char *const *compared);
int  lep_cli_report_exit_code (const LepImportReport *report);

G_END_DECLS
