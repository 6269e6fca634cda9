/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt of an application: when it came, how, and in how many copies. */
#pragma once

#include <gtk/gtk.h>

#include "lep-record.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

void lep_arrival_ask (GtkWidget    *parent,
                      LepWorkspace *workspace,
                      LepRecord    *application);

G_END_DECLS
