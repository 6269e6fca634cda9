/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the list page and its actions share. */
#pragma once

#include "lep-list-columns.h"
#include "lep-list-table.h"
#include "lep-record-list.h"
#include "lep-record-view.h"

#include "lep-list-page.h"

G_BEGIN_DECLS

/* The filters of a list page, besides its text. */
typedef struct
{
  GtkWidget *drop_downs[LEP_LIST_MAX_FILTERS];
  char      *link; /* "field=value": what another page asked for, or NULL */
} LepListFilters;

/* How the list and the record share the page. */
typedef struct
{
  gboolean alone;   /* the record has the whole page */
  gboolean divided; /* the user put the divider where it is */
  gboolean moved;   /* since it was kept last */
  guint    divide_id;
} LepListHalves;

struct _LepListPage
{
  LepPage            parent_instance;

  const LepListInfo *info;
  LepRecordList     *list;
  GtkMultiSelection *selection;
  LepRecordView     *view;   /* or NULL: the kind has no page of its own */
  LepRecord         *record; /* that the view shows */
  GSettings         *settings;
  LepListFilters     filters;

  GtkStack          *stack;
  GtkPaned          *paned;
  GtkWidget         *upper;
  GtkBox            *filter_box;
  GtkSearchEntry    *filter_entry;
  GtkWidget         *link_button;
  LepListTable      *table;
  GtkRevealer       *choice_bar;
  GtkLabel          *choice_label;
  GtkMenuButton     *state_button;
  AdwBin            *pane;
  AdwStatusPage     *empty_page;

  double             scroll; /* to come back to after the list was read again; negative = to the row of the record */
  guint              restore_id;
  gboolean           quiet;    /* while the list, not the user, changes the selection */
  gboolean           drafting; /* the view holds a record that is not yet one */
  LepListHalves      halves;
};

LepQuery  *lep_list_page_build_query (LepListPage *self);
gboolean   lep_list_page_has_chosen (LepListPage *self,
                                     const char  *name);
guint      lep_list_page_count_chosen (LepListPage *self);
GPtrArray *lep_list_page_dup_chosen (LepListPage *self);
void       lep_list_page_show_choice (LepListPage *self);
void       lep_list_page_take_drops (LepListPage *self);
void       lep_list_page_install_actions (GtkWidgetClass *widget_class);
void       lep_list_page_show_record (LepListPage *self,
                                      LepRecord   *record);
void       lep_list_page_put_aside (LepListPage *self);
void       lep_list_page_bring_back (LepListPage *self);
void       lep_list_page_report (LepListPage  *self,
                                 const GError *error);
void       lep_list_page_say_unread (LepListPage  *self,
                                     const GError *error);
void       lep_list_page_show_sums (LepListPage *self);
void       lep_list_page_show_stack (LepListPage *self);
void       lep_list_page_fill_words (LepListPage *self);
void       lep_list_page_keep (LepListPage *self,
                               const char  *key,
                               GVariant    *mine);
void       lep_list_page_build_filters (LepListPage *self,
                                        GCallback    changed);
void       lep_list_page_fill_filters (LepListPage *self,
                                       LepQuery    *query);
void       lep_list_page_save_filters (LepListPage *self);
gboolean   lep_list_page_is_filtered (LepListPage *self);
void       lep_list_page_set_link (LepListPage *self,
                                   const char  *link);

void       lep_list_page_place_divider (LepListPage *self);
void       lep_list_page_keep_divider (LepListPage *self);
void       lep_list_page_free_divider (LepListPage *self);

G_END_DECLS
