/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What every page of the window has in common: the header bar with back,
 * main action, title, print and menu, and a banner below it. */
#pragma once

#include <adwaita.h>

#include "lep-workspace.h"

G_BEGIN_DECLS

/* What a page is to show; every member may be NULL. */
typedef struct
{
  const char *kind;   /* record kind, "project" */
  const char *id;     /* record id */
  const char *space;  /* space id, where several spaces hold the row */
  const char *field;  /* the field to put the cursor into */
  const char *filter; /* of a list: "field=value", several joined by a line feed */
  const char *tab;    /* of a record: the name of its tab, "results" */
  GFile      *file;   /* of the page that opens a bundle */
} LepTarget;

LepTarget *lep_target_copy (const LepTarget *self);
void       lep_target_free (LepTarget *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepTarget, lep_target_free)

#define LEP_TYPE_PAGE (lep_page_get_type ())

G_DECLARE_DERIVABLE_TYPE (LepPage, lep_page, LEP, PAGE, AdwBin)

/**
 * LepPageClass:
 * @refresh: read the workspace anew; called before the page is first seen and,
 *   while it is seen, after each change (many changes at once call it once)
 * @show_target: show what the target names; called after @refresh. A target
 *   that names nothing means: as the sidebar opens the page
 * @print: what "Print" does; a page without it has no print button, and
 *   lep_page_set_can_print () hides it for the moment
 * @leave: the page is about to be left: keep what is half typed
 * @is_touched: whether it holds something typed that is not kept
 *
 * In a page's .ui file the children go to: <child type="action"> the start of
 * the header bar (one main action), <child type="end"> its end, <child> alone
 * the page's content.
 */
struct _LepPageClass
{
  AdwBinClass parent_class;

  void (*refresh) (LepPage *self);
  void (*show_target) (LepPage         *self,
                       const LepTarget *target);
  void (*print) (LepPage *self);
  void (*leave) (LepPage *self);
  gboolean (*is_touched) (LepPage *self);
};

LepWorkspace *lep_page_get_workspace (LepPage *self);
gboolean      lep_page_is_writable (LepPage *self);
const char   *lep_page_get_name (LepPage *self);
void          lep_page_set_title (LepPage    *self,
                                  const char *title);
void          lep_page_set_subtitle (LepPage    *self,
                                     const char *subtitle);
void          lep_page_set_banner (LepPage    *self,
                                   const char *text,
                                   const char *css_class);
void          lep_page_set_folded (LepPage *self,
                                   gboolean folded);
void          lep_page_set_can_go_back (LepPage *self,
                                        gboolean can_go_back);
void          lep_page_set_offers_new (LepPage *self,
                                       gboolean offers_new);
void          lep_page_start_new (LepPage *self);
gboolean      lep_page_focus_content (LepPage *self);
void          lep_page_set_stale (LepPage *self);
void          lep_page_refresh_if_stale (LepPage *self);
void          lep_page_set_can_print (LepPage *self, gboolean can_print);
gboolean      lep_page_can_print (LepPage *self);
void          lep_page_print (LepPage *self);
void          lep_page_leave (LepPage *self);
gboolean      lep_page_is_touched (LepPage *self);
void          lep_page_show_target (LepPage         *self,
                                    const LepTarget *target);

G_END_DECLS
