/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-schema.h"

G_BEGIN_DECLS

/* The value that a field has after the edit, or that the edit itself gives it;
 * NULL = not answered, or not given. */
typedef const char *(*LepValueFunc) (const char *field,
                                     gpointer    user_data);

const LepMove *lep_life_find_move (const LepKind *kind,
                                   const char    *from,
                                   const char    *to);
const char   **lep_life_next_states (const LepKind *kind,
                                     const char    *from);
gboolean       lep_life_is_barred (const LepMove *move,
                                   LepValueFunc   get_value,
                                   gpointer       user_data);
gboolean       lep_life_check (const LepKind *kind,
                               const char    *from,
                               const char    *to,
                               LepValueFunc   get_value,
                               LepValueFunc   get_given,
                               gpointer       user_data,
                               GError       **error);

G_END_DECLS
