/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-receipt-decisions.h"
#include "lep-voices.h"

G_BEGIN_DECLS

/* What is worked out of one import. */
typedef struct
{
  LepWorkspace *workspace;
  LepLog       *log;
  gint64        first, last; /* what the import brought */
  GHashTable   *voices;      /* "kind id" -> LepVoices, of the rows that it wrote */
  GHashTable   *owners;      /* the same, of what these are in the currency of */
  GPtrArray    *decisions;
} LepReceiptReading;

gboolean        lep_receipt_cover (const LepReceiptReading *self,
                                   const LepVoice          *voice,
                                   GPtrArray               *heads,
                                   gboolean                 take_out,
                                   gboolean                *all,
                                   GError                 **error);
GPtrArray      *lep_receipt_heads (const LepReceiptReading *self,
                                   const GPtrArray         *voices,
                                   const char              *field,
                                   GError                 **error);
GPtrArray      *lep_receipt_until (const LepReceiptReading *self,
                                   const LepVoices         *voices);
const LepVoice *lep_receipt_latest (const GPtrArray *voices);
gboolean        lep_receipt_currency (const LepReceiptReading *self,
                                      const LepVoices         *voices,
                                      const LepVoice          *voice,
                                      char                   **currency,
                                      GError                 **error);

G_END_DECLS
