/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of a conflict and its cards share. */
#pragma once

#include "lep-conflict.h"

#include "lep-conflict-page.h"

G_BEGIN_DECLS

struct _LepConflictPage
{
  LepPage         parent_instance;

  GPtrArray      *conflicts; /* LepConflict */
  guint           index;     /* the one shown */
  GPtrArray      *cards;     /* LepConflictCard: the value before, if known, one's own, those of others */
  char           *filter;    /* which of them are gone through; NULL = all */
  gboolean        settled;   /* one was settled just now: the next gets the focus */
  char           *key;       /* of the conflict whose cards are seen; NULL = none */
  char           *values;    /* which values those are */
  GHashTable     *drafts;    /* what was typed for those that were left, by their key */
  gboolean        filling;   /* the text is put there by us, not typed */

  GtkStack       *stack;
  GtkLabel       *field_label;
  GtkLabel       *sentence_label;
  GtkFlowBox     *cards_box;
  GtkLabel       *keys_label;
  GtkWidget      *another_box;
  GtkWidget      *another_frame;
  GtkCheckButton *another_button;
  GtkTextView    *another_view;
  GtkLabel       *another_error;
  GtkLabel       *legend_label;
  GtkMenuButton  *many_button;
};

void     lep_conflict_page_show_cards (LepConflictPage   *self,
                                       const LepConflict *conflict);
int      lep_conflict_page_get_picked (LepConflictPage *self);

char    *lep_conflict_page_key_of (const LepConflict *conflict);
char    *lep_conflict_page_values_of (const LepConflict *conflict);
void     lep_conflict_page_init_drafts (LepConflictPage *self);
char    *lep_conflict_page_dup_typed (LepConflictPage *self);
void     lep_conflict_page_keep_draft (LepConflictPage *self);
void     lep_conflict_page_show_draft (LepConflictPage *self);
void     lep_conflict_page_drop_drafts (LepConflictPage *self,
                                        const GPtrArray *conflicts);
gboolean lep_conflict_page_is_drafted (LepConflictPage   *self,
                                       const LepConflict *conflict);

G_END_DECLS
