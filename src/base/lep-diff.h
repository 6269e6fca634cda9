/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LEP_DIFF_SAME,
  LEP_DIFF_ADDED,     /* only in the new text */
  LEP_DIFF_TAKEN_OUT, /* only in the old text */
} LepDiffKind;

/* A run of whole words, white space included. */
typedef struct
{
  LepDiffKind kind;
  const char *text;   /* into the old text if taken out, else into the new one */
  gsize       length; /* bytes */
} LepDiffRun;

GArray *lep_diff_words (const char *old_text,
                        const char *new_text);

G_END_DECLS
