/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where this laptop keeps what is not in the workspace file. */
#pragma once

#include "lep-identity.h"

G_BEGIN_DECLS

LepSurroundings *lep_surroundings_of_desktop (LepClock *clock);

G_END_DECLS
