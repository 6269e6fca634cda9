/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of a bundle and what it shows share. */
#pragma once

#include "lep-import.h"

#include "lep-bundle-page.h"
#include "lep-group-rows.h"

G_BEGIN_DECLS

struct _LepBundlePage
{
  LepPage              parent_instance;

  GFile               *file;
  LepImportReport     *report;     /* of the look, later of the import itself */
  char               **trust;      /* numbers compared so far */
  char                *reason;     /* why it was refused */
  char                *passphrase; /* of the file, once it was typed */
  gboolean             applied;

  GtkStack            *stack;
  GtkLabel            *refused_label;
  GtkWidget           *passphrase_button;
  AdwPreferencesGroup *signers_group;
  GtkCheckButton      *compared_button;
  AdwActionRow        *sender_row;
  AdwActionRow        *made_row;
  AdwActionRow        *signed_row;
  AdwActionRow        *complete_row;
  GtkGrid             *effect_grid;
  AdwPreferencesGroup *changes_group;
  GtkLabel            *foot_label;
  GtkButton           *cancel_button;
  GtkButton           *apply_button;
  LepGroupRows        *rows;
};

void lep_bundle_page_show_report (LepBundlePage *self);
void lep_bundle_page_show_unknown (LepBundlePage *self);
void lep_bundle_page_show_refused (LepBundlePage *self,
                                   const char    *reason,
                                   gboolean       again);

G_END_DECLS
