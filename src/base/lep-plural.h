/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean lep_plural_form (const char *expression,
                          gint64      n,
                          gint64     *form);

G_END_DECLS
