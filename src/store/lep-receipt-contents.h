/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-receipt.h"

G_BEGIN_DECLS

typedef struct
{
  char  *kind;
  gint64 n_new, n_changed, n_deleted;
} LepReceiptKind;

typedef struct
{
  char    *kind, *id, *space;
  gboolean is_new;
  gboolean is_deleted; /* by what came */
} LepReceiptRow;

/* The changes of one laptop. */
typedef struct
{
  char  *replica;
  char  *label;
  char  *by; /* the person of the last of them */
  gint64 n;
  char  *first_at, *last_at; /* times, stored form */
} LepReceiptAuthor;

/* What a bundle brought, read from the log. */
typedef struct
{
  GPtrArray *kinds;   /* LepReceiptKind, sorted by name */
  GPtrArray *rows;    /* LepReceiptRow, in the order of coming in */
  GPtrArray *authors; /* LepReceiptAuthor */
} LepReceiptContents;

LepReceiptContents *lep_receipt_contents (LepWorkspace *workspace,
                                          gint64        no,
                                          GError      **error);
void                lep_receipt_contents_free (LepReceiptContents *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepReceiptContents, lep_receipt_contents_free)

G_END_DECLS
