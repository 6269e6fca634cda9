/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

void lep_menu_tooltip_mend (void);
