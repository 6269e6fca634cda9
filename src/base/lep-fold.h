/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *lep_fold (const char *text,
                gssize      length);
char *lep_fold_key (const char *text,
                    gssize      length);

G_END_DECLS
