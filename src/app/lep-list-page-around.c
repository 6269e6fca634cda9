/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands around the rows of a list page, and in their place: their sums, what
 * an empty list says, and why none could be read. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-page-table.h"
#include "lep-unread.h"
#include "lep-window.h"

#include "lep-list-page-private.h"

static LepUnread *
get_unread (LepListPage *self)
{
  return LEP_UNREAD (gtk_widget_get_template_child (GTK_WIDGET (self), LEP_TYPE_LIST_PAGE, "unread"));
}

/* What is kept with the page: the record that was open before a new one was begun. */
static const char aside_key[] = "lep-record-aside";

static gboolean
has_rows (LepListPage *self)
{
  return self->list != NULL && g_list_model_get_n_items (G_LIST_MODEL (self->list)) > 0;
}

/* Something of what is shown could not be read. */
void
lep_list_page_report (LepListPage  *self,
                      const GError *error)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));

  if (window != NULL)
    lep_window_report_error (window, _ ("The list could not be read"), error);
}

/* The rows themselves: where there are none to be seen, the reason stands in their
 * place until they are read; @error: (nullable): none. */
void
lep_list_page_say_unread (LepListPage  *self,
                          const GError *error)
{
  if (error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    lep_unread_clear (get_unread (self));
  else if (has_rows (self))
    lep_list_page_report (self, error);
  else
    lep_unread_say (get_unread (self), _ ("The list could not be read"), error);
  lep_list_page_show_stack (self);
}

/* Whether the values of the indicator by which the list is filtered add up: not those of
 * which the latest or the greatest counts, or none. */
static gboolean
adds_up (LepListPage *self)
{
  static const char *const picked[] = { "latest", "maximum", "none", NULL };
  static const char        link[] = "indicator=";
  g_autoptr (LepRecord) indicator = NULL;
  g_autofree char *id = NULL;
  const char      *accumulation;

  if (self->filters.link == NULL || !g_str_has_prefix (self->filters.link, link))
    return TRUE;

  id = g_strdup (self->filters.link + strlen (link));
  id[strcspn (id, "\n")] = '\0';
  indicator = lep_workspace_get_record (lep_page_get_workspace (LEP_PAGE (self)), "indicator", id, NULL, NULL);
  accumulation = indicator != NULL ? lep_record_get (indicator, "accumulation") : NULL;
  return accumulation == NULL || !g_strv_contains (picked, accumulation);
}

/* A sum of results counts also what is claimed or withdrawn, as the rows above do: it is
 * no figure of the indicator. */
static const char *
describe_states (LepListPage *self)
{
  gboolean is_sum = self->filters.link != NULL && g_str_has_prefix (self->filters.link, "indicator=") && adds_up (self);

  /* Translators: in the foot of the list of results, below their states and beside the sum */
  return g_str_equal (self->info->kind, "outcome") && is_sum && !lep_list_page_has_chosen (self, "state") ? _ ("in all states") : NULL;
}

void
lep_list_page_show_sums (LepListPage *self)
{
  guint            n_rows = g_list_model_get_n_items (G_LIST_MODEL (self->list));
  g_autofree char *text = lep_list_count_text (self->info->kind, n_rows);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) problem = NULL;
  const LepSums   *sums = lep_record_list_get_sums (self->list, &error);
  const GPtrArray *related_sums = lep_record_list_get_related_sums (self->list, &problem);

  if (error != NULL)
    lep_list_page_say_unread (self, error);
  lep_list_table_set_sums (self->table, sums, text, adds_up (self) ? self->filters.link : NULL, describe_states (self));
  lep_list_table_set_related_sums (self->table, related_sums, problem);
  lep_page_set_subtitle (LEP_PAGE (self), n_rows > 0 ? text : "");
}

/* An empty list says what belongs here; one that is filtered empty says that it is. */
void
lep_list_page_show_stack (LepListPage *self)
{
  GtkWidget  *nothing_label = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), LEP_TYPE_LIST_PAGE, "nothing_label"));
  gboolean    no_rows = !has_rows (self) && self->list != NULL && !lep_record_list_is_reading (self->list);
  gboolean    nothing = !has_rows (self) && !self->drafting && self->record == NULL;
  gboolean    empty = nothing && no_rows && !lep_list_page_is_filtered (self);
  const char *name = empty ? "empty" : "list";

  gtk_widget_set_visible (nothing_label, no_rows && lep_list_page_is_filtered (self));

  if (has_rows (self))
    lep_unread_clear (get_unread (self));
  else if (nothing && lep_unread_is_said (get_unread (self)))
    name = "unread";
  gtk_stack_set_visible_child_name (self->stack, name);
}

/* The words of the kind. */
void
lep_list_page_fill_words (LepListPage *self)
{
  const LepPageInfo *page = lep_page_table_find (lep_page_get_name (LEP_PAGE (self)));
  GtkWidget         *first = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), LEP_TYPE_LIST_PAGE, "first_button"));
  GtkWidget         *elsewhere = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), LEP_TYPE_LIST_PAGE, "elsewhere_label"));
  GtkWidget         *new_button = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), LEP_TYPE_LIST_PAGE, "new_button"));
  gboolean           writable = !lep_workspace_is_read_only (lep_page_get_workspace (LEP_PAGE (self)));
  gboolean           can_start = writable && self->view != NULL && lep_record_view_can_start (self->view);
  g_auto (GStrv) parts = g_strsplit (_ (self->info->first_step), "_", 2);
  g_autofree char *name = g_strjoinv ("", parts);

  adw_status_page_set_icon_name (self->empty_page, page->icon);
  adw_status_page_set_title (self->empty_page, _ (self->info->empty_title));
  adw_status_page_set_description (self->empty_page, _ (self->info->empty_text));
  gtk_button_set_label (GTK_BUTTON (first), _ (self->info->first_step));
  gtk_accessible_update_property (GTK_ACCESSIBLE (first), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (new_button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_label_set_label (GTK_LABEL (elsewhere), _ (self->info->elsewhere));
  gtk_widget_set_visible (first, can_start);
  gtk_widget_set_visible (new_button, can_start);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.take-in-table", writable);
}

/* The record that was open makes room for a new one. */
void
lep_list_page_put_aside (LepListPage *self)
{
  g_object_set_data_full (G_OBJECT (self), aside_key, g_steal_pointer (&self->record), g_object_unref);
}

/* Nothing new was made: what was open before is open again, unless it was deleted. */
void
lep_list_page_bring_back (LepListPage *self)
{
  g_autoptr (LepRecord) record = g_object_steal_data (G_OBJECT (self), aside_key);

  if (record != NULL && (!lep_record_refresh (record, lep_page_get_workspace (LEP_PAGE (self)), NULL) || lep_record_is_deleted (record)))
    g_clear_object (&record);
  lep_list_page_show_record (self, record);
}

static void
divide (LepListPage *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self->paned));

  /* A form below needs more room than a list. */
  if (height > 0 && !self->halves.divided)
    gtk_paned_set_position (self->paned, height * 3 / 8);
}

static gboolean
divide_cb (gpointer user_data)
{
  LepListPage *self = user_data;

  self->halves.divide_id = 0;
  divide (self);
  return G_SOURCE_REMOVE;
}

/* The place may not change while sizes are being given out; it does before they are seen. */
static void
height_changed_cb (LepListPage *self)
{
  if (self->halves.divide_id == 0 && !self->halves.divided)
    self->halves.divide_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, divide_cb, self, NULL);
}

static void
moved_cb (LepListPage *self)
{
  self->halves.divided = self->halves.moved = TRUE;
}

/* Where the user left it, else where the height of the window puts it, now and when that
 * changes. */
void
lep_list_page_place_divider (LepListPage *self)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "dividers");
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->paned));
  int position;

  self->halves.divided = g_variant_lookup (all, self->info->kind, "i", &position);
  if (self->halves.divided)
    gtk_paned_set_position (self->paned, position);
  g_signal_connect_object (self->paned, "notify::max-position", G_CALLBACK (height_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->paned, "move-handle", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        g_signal_connect_object (controller, "drag-update", G_CALLBACK (moved_cb), self, G_CONNECT_SWAPPED);
    }
}

/* One that nobody moved goes on following the window. */
void
lep_list_page_keep_divider (LepListPage *self)
{
  if (!self->halves.moved || self->halves.alone || !gtk_widget_get_visible (GTK_WIDGET (self->pane)))
    return;

  self->halves.moved = FALSE;
  lep_list_page_keep (self, "dividers", g_variant_new_int32 (gtk_paned_get_position (self->paned)));
}

/* Where the divider stood when it was seen last it takes what is pressed, though one of
 * the two sides is gone and it with that (GTK 4.8): then it takes nothing. */
void
lep_list_page_free_divider (LepListPage *self)
{
  gboolean divides = gtk_widget_get_visible (self->upper) && gtk_widget_get_visible (GTK_WIDGET (self->pane));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (self->paned));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller))
        gtk_event_controller_set_propagation_phase (controller, divides ? GTK_PHASE_CAPTURE : GTK_PHASE_NONE);
    }
  if (divides)
    divide (self);
}
