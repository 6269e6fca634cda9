/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

#define LEP_TYPE_BOARD_PAGE (lep_board_page_get_type ())

/* The applications of a call, one group a state. The target names the call by its id. */
G_DECLARE_FINAL_TYPE (LepBoardPage, lep_board_page, LEP, BOARD_PAGE, LepPage)

G_END_DECLS
