/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-laptop.h"

G_BEGIN_DECLS

gboolean lep_recipient_find (LepWorkspace  *workspace,
                             const LepUuid *replica,
                             char         **recipient,
                             GError       **error);
char   **lep_recipients_of (LepWorkspace      *workspace,
                            GPtrArray         *laptops,
                            const char *const *names,
                            GError           **error);

G_END_DECLS
