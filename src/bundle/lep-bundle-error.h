/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-error.h"

G_BEGIN_DECLS

void  lep_bundle_refuse (GError    **error,
                         const char *member,
                         guint       line,
                         const char *format,
                         ...) G_GNUC_PRINTF (4, 5);
void  lep_bundle_refuse_as (GError    **error,
                            LepError    code,
                            const char *member,
                            guint       line,
                            const char *reason,
                            const char *what_to_do);
char *lep_bundle_quote (const char *text);

G_END_DECLS
