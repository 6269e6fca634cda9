/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *lep_diff_markup (const char *before,
                       const char *text);
char *lep_diff_value_markup (const char *before,
                             const char *text);
char *lep_diff_legend (const char *heading);

G_END_DECLS
