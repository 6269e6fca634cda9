/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-bundle.h"

G_BEGIN_DECLS

typedef struct
{
  char  *name;
  gint64 n_changes;
} LepBundleSpace;

/* What a bundle file says of itself: proven to be what its signer wrote, whoever
 * that is. */
typedef struct
{
  char      *file_name;
  gint64     size; /* bytes */
  char       hash[LEP_HASH_HEX_SIZE + 1];
  char      *made;
  gint64     counter;
  char      *label, *person, *place; /* of the sender */
  char      *key_number;             /* 30 digits */
  char      *to_label;               /* NULL = for everybody */
  GPtrArray *spaces;                 /* LepBundleSpace */
  gint64     n_changes;
  gboolean   sealed;
} LepBundleSummary;

LepBundleSummary *lep_bundle_summary_read (const char      *path,
                                           const char      *temp_dir,
                                           const LepUnlock *unlock,
                                           GError         **error);
void              lep_bundle_summary_free (LepBundleSummary *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepBundleSummary, lep_bundle_summary_free)

G_END_DECLS
