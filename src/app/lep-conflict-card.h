/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEP_TYPE_CONFLICT_CARD (lep_conflict_card_get_type ())

G_DECLARE_FINAL_TYPE (LepConflictCard, lep_conflict_card, LEP, CONFLICT_CARD, GtkBox)

LepConflictCard *lep_conflict_card_new (const char *title,
                                        const char *who,
                                        const char *time);
void             lep_conflict_card_set_text (LepConflictCard *self,
                                             const char      *text,
                                             const char      *markup);
void             lep_conflict_card_set_through (LepConflictCard *self,
                                                const char      *text,
                                                gint64           receipt);
void             lep_conflict_card_align (LepConflictCard *self,
                                          GtkSizeGroup    *heads);
void             lep_conflict_card_set_shown (LepConflictCard *self,
                                              gboolean         shown);
void             lep_conflict_card_set_key (LepConflictCard *self,
                                            guint            key);
guint            lep_conflict_card_get_key (LepConflictCard *self);
void             lep_conflict_card_set_pick (LepConflictCard *self,
                                             guint            pick);
guint            lep_conflict_card_get_pick (LepConflictCard *self);
void             lep_conflict_card_pick (LepConflictCard *self);
gboolean         lep_conflict_card_focus (LepConflictCard *self);
gboolean         lep_conflict_card_is_pickable (LepConflictCard *self);
void             lep_conflict_card_set_group (LepConflictCard *self,
                                              GtkCheckButton  *group);
gboolean         lep_conflict_card_is_picked (LepConflictCard *self);
void             lep_conflict_card_set_pickable (LepConflictCard *self,
                                                 gboolean         pickable);

G_END_DECLS
