/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lep-receipt.h"

G_BEGIN_DECLS

char      *lep_receipt_title (const LepReceipt *receipt);
char      *lep_receipt_summary (const LepReceipt *receipt);
GtkWidget *lep_receipt_row_new (const LepReceipt *receipt);

G_END_DECLS
