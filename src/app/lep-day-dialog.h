/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-workspace.h"

G_BEGIN_DECLS

#define LEP_TYPE_DAY_DIALOG (lep_day_dialog_get_type ())

/* Asks for what belongs to a step that a record takes, such as the day and the amount,
 * says what that means before it is taken, and takes it. */
G_DECLARE_FINAL_TYPE (LepDayDialog, lep_day_dialog, LEP, DAY_DIALOG, AdwWindow)

/**
 * LepDayStep:
 * @title: of the dialog
 * @action: the label of its button, with a mnemonic
 * @fields: of the record; the first one has to be filled in
 * @missing: why it has to be
 * @unfinished: said to somebody who closes the dialog with something typed
 * @foot: what is to be known of the step whatever is typed
 * @judge: what the value of the first field means, %NULL while it has none; %NULL = nothing
 * @take: takes the step; returns what is said afterwards, or %NULL with an error
 *
 * All texts are translated.
 */
typedef struct
{
  const char        *title;
  const char        *action;
  const char *const *fields;
  const char        *missing;
  const char        *unfinished;
  const char        *foot;
  char *(*judge) (LepWorkspace *workspace,
                  LepRecord    *record,
                  const char   *value,
                  gboolean     *is_bad);
  char *(*take) (LepWorkspace      *workspace,
                 LepRecord         *record,
                 const char *const *values,
                 GError           **error);
} LepDayStep;

void lep_day_dialog_open (GtkWidget         *parent,
                          LepWorkspace      *workspace,
                          LepRecord         *record,
                          const LepDayStep  *step,
                          const char        *heading,
                          const char *const *values);

G_END_DECLS
