/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-change.h"
#include "lep-db.h"

G_BEGIN_DECLS

GHashTable *lep_rules_shares_new (void);
gboolean    lep_rules_shares_remember (GHashTable      *self,
                                       LepDb           *db,
                                       const LepChange *change,
                                       GError         **error);
gboolean    lep_rules_shares_grew (GHashTable *self,
                                   LepDb      *db,
                                   gint64      line,
                                   gboolean   *indirect,
                                   gboolean   *contingency,
                                   GError    **error);

/* What lines that went to another project left behind. */
typedef struct
{
  char    *title;       /* of that project; NULL = nothing is too much there */
  char    *limit;       /* of the call, a percent as stored */
  gboolean is_indirect; /* or the contingency */
} LepShareLeft;

void     lep_share_left_clear (LepShareLeft *self);
gboolean lep_rules_shares_find_left (GHashTable   *self,
                                     LepDb        *db,
                                     LepShareLeft *left,
                                     GError      **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LepShareLeft, lep_share_left_clear)

G_END_DECLS
