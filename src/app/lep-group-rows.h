/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* The rows that a page puts into its groups by code. */
typedef struct _LepGroupRows LepGroupRows;

LepGroupRows                *lep_group_rows_new (void);
void                         lep_group_rows_free (LepGroupRows *self);
void                         lep_group_rows_add (LepGroupRows        *self,
                                                 AdwPreferencesGroup *group,
                                                 GtkWidget           *row);
void                         lep_group_rows_show (LepGroupRows *self);
void                         lep_group_rows_clear (LepGroupRows *self);
gboolean                     lep_group_rows_is_empty (LepGroupRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepGroupRows, lep_group_rows_free)

G_END_DECLS
