/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-hash.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

/* A bundle made or opened here. */
typedef struct
{
  gint64   no;
  gboolean given; /* else received */
  char    *at;
  char    *file;
  char    *hash; /* SHA-256 of the file, hex */
  char    *peer; /* replica id; NULL = for everybody */
  char    *label;
  gint64   counter;
  gint64   n_new, n_known, n_waiting, n_conflicts; /* received ones */
  gint64   changes;                                /* given ones */
  gint64   step;                                   /* what can be taken back; 0 = nothing */
  gboolean taken_back;
} LepReceipt;

GPtrArray *lep_receipts_list (LepWorkspace *workspace,
                              guint         limit,
                              GError      **error);
gboolean   lep_receipt_add (LepWorkspace     *workspace,
                            const LepReceipt *receipt,
                            GError          **error);
gboolean   lep_receipt_find (LepWorkspace  *workspace,
                             const LepHash *file,
                             LepReceipt   **receipt,
                             GError       **error);
gboolean   lep_receipt_get (LepWorkspace *workspace,
                            gint64        no,
                            LepReceipt  **receipt,
                            GError      **error);
gboolean   lep_receipt_of_change (LepWorkspace *workspace,
                                  guint32       stream,
                                  gint64        n,
                                  LepReceipt  **receipt,
                                  GError      **error);
void       lep_receipt_free (LepReceipt *self);
gboolean   lep_receipt_last (LepWorkspace *workspace,
                             const char   *peer,
                             gboolean      given,
                             char        **at,
                             gint64       *counter,
                             GError      **error);
gboolean   lep_receipts_count_unsent (LepWorkspace *workspace,
                                      gint64       *count,
                                      GError      **error);
gboolean   lep_receipt_next_counter (LepWorkspace *workspace,
                                     gint64       *counter,
                                     GError      **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepReceipt, lep_receipt_free)

G_END_DECLS
