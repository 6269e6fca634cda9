/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the user is in the window: which page, what it shows, and the way back. */

#include <glib/gi18n.h>

#include "lep-bundles-page.h"
#include "lep-page-table.h"
#include "lep-record-dialog.h"
#include "lep-sidebar-row.h"

#include "lep-window-private.h"

static void
place_free (LepPlace *place)
{
  g_free (place->page);
  g_clear_pointer (&place->target, lep_target_free);
  g_free (place);
}

static LepPlace *
place_new (const char      *page,
           const LepTarget *target)
{
  LepPlace *place = g_new0 (LepPlace, 1);

  place->page = g_strdup (page);
  if (target != NULL)
    place->target = lep_target_copy (target);

  return place;
}

/* There is no way back from here any more. */
void
lep_window_forget_places (LepWindow *self)
{
  g_queue_clear_full (&self->history, (GDestroyNotify) place_free);
  g_clear_pointer (&self->here, place_free);
}

static LepSidebarRow *
find_nav_row (LepWindow  *self,
              const char *page)
{
  GtkListBoxRow *row;

  for (int i = 0; (row = gtk_list_box_get_row_at_index (self->nav, i)) != NULL; i++)
    {
      if (g_strcmp0 (lep_sidebar_row_get_info (LEP_SIDEBAR_ROW (row))->name, page) == 0)
        return LEP_SIDEBAR_ROW (row);
    }

  return NULL;
}

static LepPage *
find_or_build_page (LepWindow         *self,
                    const LepPageInfo *info)
{
  GtkWidget *widget = gtk_stack_get_child_by_name (self->pages, info->name);
  LepPage   *page;

  if (widget != NULL)
    return LEP_PAGE (widget);

  page = lep_page_table_build (info, self->workspace);
  lep_page_set_offers_new (page, info->kind == NULL && info->group != LEP_PAGE_GROUP_HIDDEN && !LEP_IS_BUNDLES_PAGE (page) &&
                                   !lep_workspace_is_read_only (self->workspace));
  gtk_stack_add_named (self->pages, GTK_WIDGET (page), info->name);

  return page;
}

/* The page that is left remembers where the cursor was; in a menu that is closed
 * by then no key would be heard on the way back. */
static void
leave_menu (LepWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *popover = focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) : NULL;

  if (popover != NULL)
    gtk_widget_grab_focus (gtk_widget_get_parent (popover));
}

static void
show_page (LepWindow         *self,
           const LepPageInfo *info,
           const LepTarget   *target)
{
  LepPage        *page = find_or_build_page (self, info);
  LepSidebarRow  *row = find_nav_row (self, info->under != NULL ? info->under : info->name);
  const LepTarget nothing = { 0 };

  leave_menu (self);
  self->moving = TRUE;
  if (row != NULL)
    gtk_list_box_select_row (self->nav, GTK_LIST_BOX_ROW (row));
  else
    gtk_list_box_unselect_all (self->nav);
  self->moving = FALSE;

  lep_page_set_folded (page, adw_leaflet_get_folded (self->leaflet));
  lep_page_set_can_go_back (page, !g_queue_is_empty (&self->history));
  lep_page_refresh_if_stale (page);
  gtk_stack_set_visible_child (self->pages, GTK_WIDGET (page));
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  lep_page_show_target (page, target != NULL ? target : &nothing);

  if (info->group != LEP_PAGE_GROUP_HIDDEN)
    g_settings_set_string (self->settings, "page", info->name);
  lep_window_enable_actions (self);
}

/* Lets the page that is seen keep what is half typed. */
void
lep_window_leave_page (LepWindow *self)
{
  LepPage *page = lep_window_get_page (self);

  if (page != NULL)
    lep_page_leave (page);
}

/* Returns: (nullable) (transfer none): the page seen now */
LepPage *
lep_window_get_page (LepWindow *self)
{
  GtkWidget *child;

  g_return_val_if_fail (LEP_IS_WINDOW (self), NULL);

  child = gtk_stack_get_visible_child (self->pages);

  return child != NULL ? LEP_PAGE (child) : NULL;
}

/**
 * lep_window_go:
 * @page: a name of lep-page-table.c
 * @target: (nullable): what to show there
 *
 * Goes to a page from another one; "Back" leads to where the user was.
 */
void
lep_window_go (LepWindow       *self,
               const char      *page,
               const LepTarget *target)
{
  const LepPageInfo *info = lep_page_table_find (page);

  g_return_if_fail (LEP_IS_WINDOW (self));
  g_return_if_fail (info != NULL);

  if (self->workspace == NULL)
    return;

  lep_window_leave_page (self);
  if (self->here != NULL && (target != NULL || g_strcmp0 (self->here->page, page) != 0))
    g_queue_push_head (&self->history, g_steal_pointer (&self->here));
  g_clear_pointer (&self->here, place_free);
  self->here = place_new (page, target);
  show_page (self, info, target);
}

/* Goes to a page as the sidebar does: there is no way back from it. */
void
lep_window_go_top (LepWindow  *self,
                   const char *page)
{
  const LepPageInfo *info = lep_page_table_find (page);

  g_return_if_fail (LEP_IS_WINDOW (self));
  g_return_if_fail (info != NULL);

  if (self->workspace == NULL)
    return;

  lep_window_leave_page (self);
  lep_window_forget_places (self);
  self->here = place_new (page, NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  show_page (self, info, NULL);
}

void
lep_window_go_back (LepWindow *self)
{
  LepPlace *place;

  g_return_if_fail (LEP_IS_WINDOW (self));

  place = g_queue_pop_head (&self->history);
  if (place == NULL)
    return;

  lep_window_leave_page (self);
  g_clear_pointer (&self->here, place_free);
  self->here = place;
  show_page (self, lep_page_table_find (place->page), place->target);
}

/**
 * lep_window_open_record:
 * @field: (nullable): the field to put the cursor into
 *
 * Opens the record on the list page of its kind.
 */
void
lep_window_open_record (LepWindow  *self,
                        const char *kind,
                        const char *id,
                        const char *field)
{
  lep_window_open_tab (self, kind, id, NULL, field);
}

/* Kinds that no page lists are parts of others: an expenditure, a score. What
 * another assessor thinks is shown where it says when it may be seen. */
static void
open_alone (LepWindow  *self,
            const char *kind,
            const char *id,
            const char *field)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) record = lep_workspace_get_record (self->workspace, kind, id, NULL, &error);

  if (error != NULL && !g_error_matches (error, LEP_ERROR, LEP_ERROR_NOT_FOUND))
    lep_window_report_error (self, _ ("This cannot be opened"), error);
  else if (record != NULL && lep_record_is_withheld (record))
    lep_window_open_tab (self, "application", lep_record_get (record, "application"), "score", NULL);
  else if (record == NULL || lep_record_get_kind (record) == NULL)
    lep_window_say (self, _ ("This cannot be opened"), _ ("It is not on this laptop, or of a newer version of the program."));
  else
    lep_record_dialog_open (GTK_WIDGET (self), self->workspace, record, field);
}

/**
 * lep_window_open_tab:
 * @tab: (nullable): the tab of the record to show; %NULL = as it was
 * @field: (nullable): the field to put the cursor into
 *
 * Opens the record on the list page of its kind, or in a window of its own.
 */
void
lep_window_open_tab (LepWindow  *self,
                     const char *kind,
                     const char *id,
                     const char *tab,
                     const char *field)
{
  const LepPageInfo *info = lep_page_table_of_kind (kind);
  LepTarget          target = { .kind = kind, .id = id, .field = field, .tab = tab };

  g_return_if_fail (LEP_IS_WINDOW (self));

  if (info != NULL)
    lep_window_go (self, info->name, &target);
  else
    open_alone (self, kind, id, field);
}

/* How many wait on a page; see lep_sidebar_row_set_count (). */
void
lep_window_set_count (LepWindow  *self,
                      const char *page,
                      guint       count,
                      const char *css_class)
{
  LepSidebarRow *row;

  g_return_if_fail (LEP_IS_WINDOW (self));

  row = find_nav_row (self, page);
  if (row != NULL)
    lep_sidebar_row_set_count (row, count, css_class);
}
