/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_TAB (lep_tab_get_type ())

/* One tab of a record. The forms and related lists in its template show the
 * record by themselves; a tab with more to show has @show. */
G_DECLARE_DERIVABLE_TYPE (LepTab, lep_tab, LEP, TAB, AdwBin)

/**
 * LepTabClass:
 * @show: shows what forms and related lists do not; called with each change of
 *   the workspace while the tab is seen
 * @flush: saves what was typed outside of forms; FALSE = something was refused
 */
struct _LepTabClass
{
  AdwBinClass parent_class;

  void (*show) (LepTab *tab);
  gboolean (*flush) (LepTab *tab);
};

LepWorkspace *lep_tab_get_workspace (LepTab *self);
void          lep_tab_say_unread (LepTab       *self,
                                  const char   *what,
                                  const GError *error);
LepRecord    *lep_tab_get_record (LepTab *self);
gboolean      lep_tab_is_writable (LepTab *self);
void          lep_tab_set_record (LepTab       *self,
                                  LepWorkspace *workspace,
                                  LepRecord    *record);
gboolean      lep_tab_flush (LepTab *self);
gboolean      lep_tab_focus_field (LepTab     *self,
                                   const char *field);
gboolean      lep_tab_focus_next (LepTab *self);
char         *lep_tab_dup_today (LepTab *self);
GtkWidget    *lep_find_asking (GtkWidget *widget);

G_END_DECLS
