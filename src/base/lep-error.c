/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one error domain of the program. */

#include "lep-error.h"

G_DEFINE_QUARK (lep - error - quark, lep_error)
