/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-receipt-contents.h"

G_BEGIN_DECLS

/* One of the values that stood against each other. */
typedef struct
{
  char *value;    /* stored form; NULL = not answered */
  char *by;       /* person */
  char *label;    /* of the laptop */
  char *currency; /* an amount was in when it was written; NULL: none, or it cannot be told */
} LepReceiptValue;

/* A field that had several values after an import, and who decided. */
typedef struct
{
  char            *kind, *id, *space;
  char            *field;   /* or "life": its values are "kept" and "deleted" */
  GPtrArray       *values;  /* LepReceiptValue, distinct, in the order of coming in */
  LepReceiptValue *decided; /* NULL: not yet */
  char            *at;      /* when that was; time, stored form */
  gboolean         is_anew; /* others had decided otherwise at the same time, and this one saw that */
} LepReceiptDecision;

GPtrArray *lep_receipt_decisions (LepWorkspace             *workspace,
                                  gint64                    no,
                                  const LepReceiptContents *contents,
                                  GError                  **error);
void       lep_receipt_decision_free (LepReceiptDecision *self);

G_END_DECLS
