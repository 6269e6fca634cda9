/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEP_TYPE_UNREAD (lep_unread_get_type ())

/* Stands in place of what could not be read: what, why, and a button to try again
 * ("again"). */
G_DECLARE_FINAL_TYPE (LepUnread, lep_unread, LEP, UNREAD, AdwBin)

void     lep_unread_say (LepUnread    *self,
                         const char   *what,
                         const GError *error);
void     lep_unread_clear (LepUnread *self);
gboolean lep_unread_is_said (LepUnread *self);

G_END_DECLS
