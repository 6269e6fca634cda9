/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a row is sorted by: first the number, then the rest of a text (NULL
 * before all others), then the number of the row. */
typedef struct
{
  guint64     key;
  const char *text; /* borrowed; what of it comes after the key, or NULL */
  gint64      rid;
} LepSortItem;

void lep_sort_item_set_text (LepSortItem *item,
                             const char  *text);
int  lep_sort_items_compare (gconstpointer a,
                             gconstpointer b);
void lep_sort_items (LepSortItem *items,
                     guint        n);

G_END_DECLS
