/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-total.h"

G_BEGIN_DECLS

#define LEP_TYPE_PUBLISHED_LIST (lep_published_list_get_type ())

/* What was published, beside what the register holds, with the difference. Hides
 * itself while there is nothing. */
G_DECLARE_FINAL_TYPE (LepPublishedList, lep_published_list, LEP, PUBLISHED_LIST, AdwBin)

void lep_published_list_fill (LepPublishedList *self,
                              LepWorkspace     *workspace,
                              GPtrArray        *figures);

G_END_DECLS
