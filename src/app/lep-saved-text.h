/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lep-record.h"

G_BEGIN_DECLS

char *lep_saved_text (gint64      now,
                      const char *changed_at,
                      const char *person);

G_END_DECLS
