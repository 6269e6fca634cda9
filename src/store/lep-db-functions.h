/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include <glib.h>

G_BEGIN_DECLS

int lep_db_add_functions (sqlite3 *handle);

G_END_DECLS
