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

G_END_DECLS
