/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A self-assessment: its questions and the answers that they may have, from the
 * weakest to the strongest. */
typedef struct
{
  const char        *code;        /* box43 */
  const char *const *items;       /* codes of the list assessment_item, then NULL */
  const char *const *answers;     /* codes of the list assessment_answer, then NULL */
  gboolean           is_scale;    /* a later answer is a better one */
  gboolean           has_actions; /* it asks what is planned */
} LepInstrument;

const LepInstrument *lep_instrument (const char *code);
int                  lep_instrument_level (const LepInstrument *self,
                                           const char          *answer);

G_END_DECLS
