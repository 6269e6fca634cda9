/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* What marks a folder in which laptops exchange bundles. */
#define LEP_EXCHANGE_MARKER ".lep-exchange"

char *lep_synced_place_find (const char *path);

G_END_DECLS
