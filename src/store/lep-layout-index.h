/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

void lep_layout_add_indexes (GString *sql);

G_END_DECLS
