/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-laptop.h"

G_BEGIN_DECLS

gboolean lep_signature_check (GPtrArray     *laptops,
                              const LepUuid *space,
                              const LepUuid *replica,
                              gint64         n,
                              const LepHash *head,
                              const guint8   signature[64],
                              GError       **error);
gboolean lep_signatures_check (LepWorkspace *workspace,
                               GError      **error);
gboolean lep_signatures_check_short (LepWorkspace  *workspace,
                                     GPtrArray     *laptops,
                                     const LepUuid *space,
                                     GError       **error);

G_END_DECLS
