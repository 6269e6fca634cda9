/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one list page. The list follows the workspace; the record below is held
 * for itself, so that typing in it goes on while the list is read again. */

#include <glib/gi18n.h>

#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-page-table.h"
#include "lep-print-dialog.h"
#include "lep-record-dialog.h"
#include "lep-refused.h"
#include "lep-unread.h"
#include "lep-unsaved.h"
#include "lep-window.h"

#include "lep-list-page-private.h"

G_DEFINE_FINAL_TYPE (LepListPage, lep_list_page, LEP_TYPE_PAGE)

static LepWorkspace *
workspace_of (LepListPage *self)
{
  return lep_page_get_workspace (LEP_PAGE (self));
}

/* --- The record below --- */

static void
set_alone (LepListPage *self,
           gboolean     alone)
{
  self->halves.alone = alone;
  gtk_widget_set_visible (self->upper, !alone);
  lep_list_page_free_divider (self);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.whole", !alone);
}

/* Shows the record, or none. */
void
lep_list_page_show_record (LepListPage *self,
                           LepRecord   *record)
{
  gboolean shown = record != NULL && self->view != NULL;

  g_set_object (&self->record, record);
  self->drafting = FALSE;
  if (self->view != NULL)
    lep_record_view_set_record (self->view, workspace_of (self), record);
  gtk_widget_set_visible (GTK_WIDGET (self->pane), shown);
  set_alone (self, self->halves.alone && shown);
}

/* What cannot be saved yet keeps its place, and the user is told what that is: it may
 * stand where he does not look. */
static gboolean
may_leave (LepListPage *self)
{
  LepWindow       *window = lep_window_of (GTK_WIDGET (self));
  g_autofree char *name = NULL;
  g_autofree char *refused = NULL;
  g_autofree char *text = NULL;

  if (self->view == NULL || lep_record_view_leave (self->view))
    return TRUE;

  name = self->record != NULL ? lep_record_label (workspace_of (self), self->record) : g_strdup ("");
  refused = lep_refused_show (GTK_WIDGET (self->view));
  /* Translators: name of a record; the field and why it was refused */
  text = g_strdup_printf (_ ("In “%s” something was typed that cannot be saved:\n\n%s\n\nMend it, or take it back with Escape. Then go on."),
                          name, refused != NULL ? refused : LEP_NOTHING);
  if (window != NULL)
    lep_window_say (window, _ ("A value is not saved yet"), text);
  return FALSE;
}

static gboolean
show_id (LepListPage *self,
         const char  *id,
         const char  *space)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) record = NULL;

  if (self->record != NULL && g_str_equal (lep_record_get_id (self->record), id))
    return TRUE;
  if (!may_leave (self))
    return FALSE;

  record = lep_workspace_get_record (workspace_of (self), self->info->kind, id, space, &error);
  if (record == NULL)
    lep_list_page_report (self, error);
  else
    lep_list_page_show_record (self, record);

  return record != NULL;
}

static void
select_shown (LepListPage *self)
{
  guint position;

  if (self->list == NULL)
    return;

  self->quiet = TRUE;
  if (self->record != NULL && lep_record_list_find (self->list, lep_record_get_id (self->record), &position))
    gtk_selection_model_select_item (GTK_SELECTION_MODEL (self->selection), position, TRUE);
  else
    gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
  self->quiet = FALSE;
  lep_list_page_show_choice (self);
}

/* Whoever comes to the list sees the row of the record below, and the keys are there. */
static void
reveal_shown (LepListPage *self)
{
  guint position;

  if (self->record == NULL)
    return;

  self->scroll = -1;
  if (self->list == NULL || self->restore_id != 0 || lep_record_list_is_reading (self->list))
    return; /* once it is read */

  self->scroll = 0;
  if (lep_list_page_count_chosen (self) == 0)
    select_shown (self);
  if (lep_record_list_find (self->list, lep_record_get_id (self->record), &position))
    lep_list_table_show_row (self->table, position);
}

static void
selection_changed_cb (LepListPage *self)
{
  if (self->quiet || self->restore_id != 0)
    return;

  if (lep_list_page_count_chosen (self) == 1)
    {
      g_autoptr (GPtrArray) chosen = lep_list_page_dup_chosen (self);
      LepRecord *record = g_ptr_array_index (chosen, 0);

      if (!show_id (self, lep_record_get_id (record), lep_record_get_space (record)))
        select_shown (self);
    }
  lep_list_page_show_choice (self);
}

/* --- The list --- */

/* What stands around the rows. Rows that are still on their way bring it with them. */
static void
show_around (LepListPage *self)
{
  if (!lep_record_list_is_reading (self->list))
    lep_list_page_show_sums (self);
  lep_list_page_show_stack (self);
}

static void
show_all (LepListPage *self)
{
  if (!lep_record_list_is_reading (self->list))
    select_shown (self);
  show_around (self);
}

static gboolean
restore_idle_cb (gpointer user_data)
{
  LepListPage *self = user_data;

  self->restore_id = 0;
  show_all (self);
  if (self->scroll < 0)
    reveal_shown (self);
  else
    lep_list_table_set_scroll (self->table, self->scroll);

  return G_SOURCE_REMOVE;
}

static void
items_changed_cb (LepListPage *self)
{
  if (self->restore_id != 0)
    return;

  if (self->scroll >= 0)
    self->scroll = lep_list_table_get_scroll (self->table);
  self->restore_id = g_idle_add (restore_idle_cb, self);
}

/* Rows or their sums have come. What is selected stays so: rows that changed
 * come by items_changed_cb (), too. */
static void
read_cb (LepListPage  *self,
         const GError *error)
{
  lep_list_page_say_unread (self, NULL);
  /* What leaves no sums either is told with these. */
  if (error != NULL && lep_record_list_get_sums (self->list, NULL) != NULL)
    lep_list_page_say_unread (self, error);
  show_around (self);
  if (self->scroll < 0)
    reveal_shown (self);
}

/* Returns: (transfer full): what the list shows, with the present filters and sorting */
LepQuery *
lep_list_page_build_query (LepListPage *self)
{
  LepQuery *query = lep_query_new (self->info->kind);

  lep_query_set_rows (query, LEP_ROWS_STANDING);
  lep_list_table_fill_query (self->table, query);
  lep_list_page_fill_filters (self, query);

  return query;
}

/* Reads the list with the present filters and sorting. */
static void
reload_cb (LepListPage *self)
{
  g_autoptr (LepQuery) query = lep_list_page_build_query (self);
  g_autoptr (GError) error = NULL;
  gboolean is_new = self->list == NULL;

  lep_list_page_say_unread (self, NULL);
  if (is_new)
    {
      self->list = lep_record_list_new (workspace_of (self), query, &error);
      if (self->list == NULL)
        {
          lep_list_page_say_unread (self, error);
          return;
        }
      self->selection = gtk_multi_selection_new (G_LIST_MODEL (g_object_ref (self->list)));
      g_signal_connect_object (self->list, "items-changed", G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->list, "read", G_CALLBACK (read_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->selection, "selection-changed", G_CALLBACK (selection_changed_cb), self, G_CONNECT_SWAPPED);
    }
  else if (!lep_record_list_set_query (self->list, query, &error))
    lep_list_page_say_unread (self, error);

  show_all (self);
  /* After the sums, which tell how the cells name their currency: rows are made once. */
  if (is_new)
    lep_list_table_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
}

/* The list is read when somebody sees it: a record may have the whole page. */
static void
need_list (LepListPage *self)
{
  if (self->list == NULL)
    reload_cb (self);
}

static void
filters_changed_cb (LepListPage *self)
{
  lep_list_page_save_filters (self);
  reload_cb (self);
}

static void
link_clicked_cb (LepListPage *self)
{
  lep_list_page_set_link (self, NULL);
  reload_cb (self);
}

/* Enter or a double click: the record gets the whole page, "Back" leads here. */
static void
activated_cb (LepListPage *self,
              guint        position)
{
  g_autoptr (LepRecord) record = g_list_model_get_item (G_LIST_MODEL (self->list), position);
  LepTarget target = { .kind = self->info->kind };

  if (record == NULL || self->view == NULL)
    return;

  target.id = lep_record_get_id (record);
  target.space = lep_record_get_space (record);
  lep_window_go (lep_window_of (GTK_WIDGET (self)), lep_page_get_name (LEP_PAGE (self)), &target);
}

static void
whole_action_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  LepListPage *self = LEP_LIST_PAGE (widget);
  LepTarget    target = { .kind = self->info->kind };

  if (self->record == NULL)
    return;

  target.id = lep_record_get_id (self->record);
  target.space = lep_record_get_space (self->record);
  lep_window_go (lep_window_of (widget), lep_page_get_name (LEP_PAGE (self)), &target);
}

/* --- New --- */

static void
created_cb (LepListPage *self,
            const char  *id)
{
  self->drafting = FALSE;
  set_alone (self, FALSE);
  need_list (self);
  show_id (self, id, NULL);
  reveal_shown (self);
  lep_list_page_show_stack (self);
}

static void
dropped_cb (LepListPage *self)
{
  lep_list_page_bring_back (self);
  set_alone (self, FALSE);
  need_list (self);
  reveal_shown (self);
  lep_list_page_show_stack (self);
  lep_page_focus_content (LEP_PAGE (self)); /* the form that had the keys is gone */
}

static void
new_action_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  LepListPage *self = LEP_LIST_PAGE (widget);
  LepTarget    target = { .kind = self->info->kind, .filter = self->filters.link };

  if (self->view == NULL || !lep_record_view_can_start (self->view) || !may_leave (self))
    return;

  lep_list_page_put_aside (self);
  self->drafting = TRUE;
  select_shown (self);
  gtk_widget_set_visible (GTK_WIDGET (self->pane), TRUE);
  set_alone (self, TRUE);
  lep_list_page_show_stack (self);
  lep_record_view_start_new (self->view, workspace_of (self), &target);
}

static void
filter_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LepListPage *self = LEP_LIST_PAGE (widget);

  /* Beside a record that fills the page the list comes back; what is not created yet stays alone. */
  if (self->drafting)
    return;
  set_alone (self, FALSE);
  need_list (self);
  reveal_shown (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->filter_entry));
}

/* --- The page --- */

/* What was being typed in it stays to be copied, or saved once it is restored; where
 * it cannot even be left like that, it goes with a word. */
static void
close_deleted (LepListPage *self)
{
  g_autoptr (LepRecord) record = g_object_ref (self->record);
  gboolean         touched = self->view != NULL && lep_record_view_is_touched (self->view);
  g_autofree char *typed = NULL;

  if (touched)
    {
      typed = lep_unsaved_dup_text (GTK_WIDGET (self->view));
      lep_record_view_set_record (self->view, workspace_of (self), record); /* as a deleted one */
    }
  if (!touched || !lep_record_view_leave (self->view))
    lep_list_page_show_record (self, NULL);
  need_list (self);
  if (touched)
    lep_record_say_deleted (GTK_WIDGET (self), workspace_of (self), record, typed);
}

static void
lep_list_page_refresh (LepPage *page)
{
  LepListPage *self = LEP_LIST_PAGE (page);
  g_autoptr (GError) error = NULL;
  gboolean was_deleted;

  if (self->list != NULL && !lep_record_list_is_reading (self->list))
    lep_list_page_show_sums (self);

  if (self->record == NULL)
    return;

  was_deleted = lep_record_is_deleted (self->record); /* one that is only looked at */
  if (!lep_record_refresh (self->record, workspace_of (self), &error))
    lep_list_page_report (self, error);
  else if (lep_record_is_deleted (self->record) && !was_deleted)
    close_deleted (self);
}

static void
lep_list_page_show_target (LepPage         *page,
                           const LepTarget *target)
{
  LepListPage *self = LEP_LIST_PAGE (page);

  if (target->filter != NULL)
    {
      if (!may_leave (self))
        return;
      lep_list_page_show_record (self, NULL);
      lep_list_page_set_link (self, target->filter);
      reload_cb (self);
    }

  if (target->id != NULL && !show_id (self, target->id, target->space) && self->record != NULL)
    return;
  if (target->id != NULL && self->record != NULL && self->view != NULL)
    {
      set_alone (self, TRUE);
      select_shown (self);
      lep_list_page_show_stack (self);
      lep_record_view_show_target (self->view, target);
    }
  else if (!self->drafting)
    {
      set_alone (self, FALSE);
      need_list (self);
      reveal_shown (self);
    }
}

/* A record that is shown is printed; else the list. */
static void
lep_list_page_print (LepPage *page)
{
  LepListPage *self = LEP_LIST_PAGE (page);

  if (self->record != NULL && lep_print_dialog_can_print (self->info->kind))
    lep_print_dialog_open (lep_window_of (GTK_WIDGET (self)), self->info->kind, lep_record_get_id (self->record), NULL);
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "page.print-list", NULL);
}

static void
lep_list_page_leave (LepPage *page)
{
  LepListPage *self = LEP_LIST_PAGE (page);

  if (self->view != NULL)
    lep_record_view_leave (self->view);
  lep_list_page_keep_divider (self);
}

static gboolean
lep_list_page_is_touched (LepPage *page)
{
  LepListPage *self = LEP_LIST_PAGE (page);

  return self->view != NULL && lep_record_view_is_touched (self->view);
}

static void
lep_list_page_constructed (GObject *object)
{
  LepListPage       *self = LEP_LIST_PAGE (object);
  const LepPageInfo *page = lep_page_table_find (lep_page_get_name (LEP_PAGE (self)));
  GtkWidget         *columns;

  G_OBJECT_CLASS (lep_list_page_parent_class)->constructed (object);

  g_assert (page != NULL && page->kind != NULL);
  self->info = lep_list_info (page->kind);
  g_assert (self->info != NULL);

  self->view = lep_record_view_new_for_kind (page->kind);
  if (self->view != NULL)
    {
      adw_bin_set_child (self->pane, GTK_WIDGET (self->view));
      g_signal_connect_object (self->view, "created", G_CALLBACK (created_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (self->view, "dropped", G_CALLBACK (dropped_cb), self, G_CONNECT_SWAPPED);
    }

  lep_list_table_set_kind (self->table, page->kind);
  columns = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), LEP_TYPE_LIST_PAGE, "columns_scroller"));
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (columns), lep_list_table_build_chooser (self->table));
  lep_list_page_build_filters (self, G_CALLBACK (filters_changed_cb));
  lep_list_page_place_divider (self);
  lep_list_page_fill_words (self);
  lep_list_page_take_drops (self);
}

static void
lep_list_page_dispose (GObject *object)
{
  LepListPage *self = LEP_LIST_PAGE (object);

  g_clear_handle_id (&self->restore_id, g_source_remove);
  g_clear_handle_id (&self->halves.divide_id, g_source_remove);
  self->quiet = TRUE;
  self->view = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_LIST_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->list);
  g_clear_object (&self->record);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->filters.link, g_free);

  G_OBJECT_CLASS (lep_list_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  static const char *const others[] = { "menu_button", "first_button", "elsewhere_label", "nothing_label", "unread", "new_button", "columns_scroller" };

  gtk_widget_class_bind_template_child (widget_class, LepListPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepListPage, paned);
  gtk_widget_class_bind_template_child (widget_class, LepListPage, upper);
  gtk_widget_class_bind_template_child (widget_class, LepListPage, filter_box);
  gtk_widget_class_bind_template_child (widget_class, LepListPage, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, LepListPage, link_button);
  gtk_widget_class_bind_template_child (widget_class, LepListPage, table);
  gtk_widget_class_bind_template_child (widget_class, LepListPage, choice_bar);
  gtk_widget_class_bind_template_child (widget_class, LepListPage, choice_label);
  gtk_widget_class_bind_template_child (widget_class, LepListPage, state_button);
  gtk_widget_class_bind_template_child (widget_class, LepListPage, pane);
  gtk_widget_class_bind_template_child (widget_class, LepListPage, empty_page);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    gtk_widget_class_bind_template_child_full (widget_class, others[i], FALSE, 0);
  gtk_widget_class_bind_template_callback (widget_class, link_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, reload_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
lep_list_page_class_init (LepListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  LepPageClass   *page_class = LEP_PAGE_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = lep_list_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = lep_list_page_dispose;
  page_class->refresh = lep_list_page_refresh;
  page_class->show_target = lep_list_page_show_target;
  page_class->print = lep_list_page_print;
  page_class->leave = lep_list_page_leave;
  page_class->is_touched = lep_list_page_is_touched;

  g_type_ensure (LEP_TYPE_LIST_TABLE);
  g_type_ensure (LEP_TYPE_UNREAD);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-list-page.ui");
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "page.new", NULL, new_action_cb);
  gtk_widget_class_install_action (widget_class, "page.filter", NULL, filter_action_cb);
  gtk_widget_class_install_action (widget_class, "page.whole", NULL, whole_action_cb);
  lep_list_page_install_actions (widget_class);
}

static void
lep_list_page_init (LepListPage *self)
{
  self->settings = g_settings_new (LEP_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Returns: (nullable) (transfer none): the record that is shown */
LepRecord *
lep_list_page_get_record (LepListPage *self)
{
  g_return_val_if_fail (LEP_IS_LIST_PAGE (self), NULL);

  return self->record;
}
