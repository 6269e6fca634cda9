/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-schema.h"

G_BEGIN_DECLS

#define LEP_TYPE_CALENDAR_BUTTON (lep_calendar_button_get_type ())

/* The button beside an entry for a date. Signal "picked" (no arguments) when a
 * day was picked and written into the entry. */
G_DECLARE_FINAL_TYPE (LepCalendarButton, lep_calendar_button, LEP, CALENDAR_BUTTON, AdwBin)

void lep_calendar_button_attach (LepCalendarButton *self,
                                 GtkEditable       *editable,
                                 const LepField    *field);

G_END_DECLS
