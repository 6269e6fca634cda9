/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-window.h"

G_BEGIN_DECLS

void lep_take_back_ask (LepWindow  *window,
                        gint64      step,
                        const char *what);

G_END_DECLS
