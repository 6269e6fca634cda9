/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Histories from what was read of the log already. */
#pragma once

#include "lep-history.h"
#include "lep-voices.h"

G_BEGIN_DECLS

GPtrArray *lep_history_of_voices (LepWorkspace    *workspace,
                                  const LepVoices *voices);

G_END_DECLS
