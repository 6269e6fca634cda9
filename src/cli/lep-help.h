/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-cli.h"

G_BEGIN_DECLS

void     lep_help_print (void);
void     lep_help_print_command (const LepCommand *command);
gboolean lep_help_print_manual (const char *command,
                                GError    **error);
void     lep_help_print_completion (void);

G_END_DECLS
