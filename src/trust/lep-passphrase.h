/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEP_PASSPHRASE_MIN_CHARS 8
#define LEP_PASSPHRASE_MAX_BYTES 1024

/* How hard a pass-phrase is to guess for somebody who has the sealed file. */
typedef enum
{
  LEP_PASSPHRASE_TOO_SHORT, /* not to be used */
  LEP_PASSPHRASE_TOO_LONG,  /* not to be used */
  LEP_PASSPHRASE_WEAK,
  LEP_PASSPHRASE_FAIR,
  LEP_PASSPHRASE_GOOD,
} LepPassphraseGrade;

LepPassphraseGrade lep_passphrase_judge (const char *passphrase);

G_END_DECLS
