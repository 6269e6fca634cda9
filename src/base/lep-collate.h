/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void  lep_collate_append (GString *key, const char *text);
char *lep_collate_key (const char *text);

G_END_DECLS
