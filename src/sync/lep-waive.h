/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* What came of giving up lost changes. */
typedef struct
{
  GPtrArray *spaces;     /* ids of the spaces in which they were given up */
  gint64     n_released; /* changes that had waited for them and count now */
} LepWaived;

LepWaived *lep_waive (LepWorkspace *workspace,
                      const char   *replica,
                      gint64        from,
                      gint64        to,
                      const char   *space,
                      GError      **error);
void       lep_waived_free (LepWaived *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepWaived, lep_waived_free)

G_END_DECLS
