/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEP_ERROR (lep_error_quark ())

/**
 * LepError:
 * @LEP_ERROR_FAILED: no more exact code fits (disk, i/o)
 * @LEP_ERROR_NOT_FOUND: the named thing does not exist
 * @LEP_ERROR_INVALID: the input breaks a rule of the model
 * @LEP_ERROR_BUSY: another process holds the workspace
 * @LEP_ERROR_READ_ONLY: the workspace or its medium cannot be written
 * @LEP_ERROR_CORRUPT: stored or received data is damaged or hostile
 * @LEP_ERROR_UNTRUSTED: received data is signed by nobody we know
 * @LEP_ERROR_TOO_NEW: written by a newer version of the program
 * @LEP_ERROR_LOCKED: received data needs a pass-phrase, or another than the one given
 * @LEP_ERROR_SEALED: received data is sealed for others
 *
 * A code exists where some caller decides by it; everything else is
 * %LEP_ERROR_FAILED. Cancelling is always %G_IO_ERROR_CANCELLED.
 */
typedef enum
{
  LEP_ERROR_FAILED,
  LEP_ERROR_NOT_FOUND,
  LEP_ERROR_INVALID,
  LEP_ERROR_BUSY,
  LEP_ERROR_READ_ONLY,
  LEP_ERROR_CORRUPT,
  LEP_ERROR_UNTRUSTED,
  LEP_ERROR_TOO_NEW,
  LEP_ERROR_LOCKED,
  LEP_ERROR_SEALED,
} LepError;

GQuark lep_error_quark (void);

G_END_DECLS
