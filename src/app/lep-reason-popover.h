/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEP_TYPE_REASON_POPOVER (lep_reason_popover_get_type ())

/* Asks for a reason, and for a day where one is needed. Signal "given" with both
 * texts as they were typed, trimmed; who hears it says what was wrong with
 * lep_reason_popover_refuse (), or closes the popover. */
G_DECLARE_FINAL_TYPE (LepReasonPopover, lep_reason_popover, LEP, REASON_POPOVER, GtkPopover)

GtkWidget *lep_reason_popover_open (GtkWidget  *parent,
                                    const char *title,
                                    const char *reason_label,
                                    const char *day_label,
                                    const char *button_label);
void       lep_reason_popover_refuse (LepReasonPopover *self,
                                      const char       *why);

G_END_DECLS
