/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What quantities are counted in: thousandths. */
#define LEP_MONEY_ONE 1000

gint64 lep_money_scale (gint64 amount,
                        gint64 factor,
                        gint64 divisor);

G_END_DECLS
