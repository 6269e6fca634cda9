/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window's actions, in one table, and the one function that enables them. */

#include <glib/gi18n.h>

#include "lep-field-text.h"
#include "lep-help-window.h"
#include "lep-list-page.h"
#include "lep-page-table.h"
#include "lep-preferences.h"
#include "lep-print-dialog.h"
#include "lep-result-dialog.h"
#include "lep-undo.h"

#include "lep-window-private.h"

static void
go_action_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  const char *page = g_variant_get_string (parameter, NULL);

  if (lep_page_table_find (page) != NULL)
    lep_window_go_top (user_data, page);
}

static void
back_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  lep_window_go_back (user_data);
}

/* The page that is seen knows what is new there. */
static void
new_action_cb (GSimpleAction *action,
               GVariant      *parameter,
               gpointer       user_data)
{
  LepPage *page = lep_window_get_page (user_data);

  if (page != NULL)
    lep_page_start_new (page);
}

/* Goes to the list of that name and starts a record there. */
static void
new_record_action_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  const LepPageInfo *info = lep_page_table_find (g_variant_get_string (parameter, NULL));

  if (info == NULL || info->kind == NULL)
    return;

  lep_window_go (user_data, info->name, NULL);
  lep_page_start_new (lep_window_get_page (user_data));
}

static void
add_result_action_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  LepWindow *self = user_data;
  LepPage   *page = lep_window_get_page (self);
  LepRecord *record = LEP_IS_LIST_PAGE (page) ? lep_list_page_get_record (LEP_LIST_PAGE (page)) : NULL;
  gboolean   project = record != NULL && g_str_equal (lep_record_get_kind_name (record), "project");

  /* The result is of the project that is looked at. */
  lep_result_dialog_open (GTK_WIDGET (self), self->workspace, project ? lep_record_get_id (record) : NULL);
}

static void
print_action_cb (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  LepPage *page = lep_window_get_page (user_data);

  if (page != NULL)
    lep_page_print (page);
}

/* The paper that goes with the bundle of that path. */
static void
print_slip_action_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  lep_print_dialog_open_bundle (user_data, g_variant_get_string (parameter, NULL));
}

static void
search_action_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  LepWindow *self = user_data;

  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

/* Asks the page that is seen for its own filter entry. */
static void
filter_action_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  LepPage *page = lep_window_get_page (user_data);

  if (page == NULL || !gtk_widget_activate_action (GTK_WIDGET (page), "page.filter", NULL))
    search_action_cb (action, parameter, user_data);
}

/* Puts the focus on the page that is seen, in the list of pages; on the first one
 * when that page is not listed. */
void
lep_window_focus_sidebar (LepWindow *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->nav);

  if (row == NULL)
    row = gtk_list_box_get_row_at_index (self->nav, 0);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
show_sidebar_action_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  LepWindow *self = user_data;

  if (adw_leaflet_get_folded (self->leaflet))
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
  lep_window_focus_sidebar (self);
}

static void
open_bundle_action_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  lep_window_choose_bundle (user_data);
}

static void
make_bundle_action_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  lep_window_go (user_data, "bundles", NULL);
  gtk_widget_activate_action (GTK_WIDGET (lep_window_get_page (user_data)), "bundles.make", NULL);
}

static void
open_workspace_action_cb (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       user_data)
{
  lep_window_choose_workspace (user_data);
}

static void
preferences_action_cb (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  gtk_window_present (GTK_WINDOW (lep_preferences_new (user_data)));
}

/* What was taken back, by the name of the record that it was about. */
static char *
describe_undone (LepWindow       *self,
                 const LepUndone *undone)
{
  g_autoptr (LepRecord) record = NULL;
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;
  g_autofree char *settled = NULL;
  g_autofree char *skipped = NULL;

  if (undone->kind != NULL)
    record = lep_workspace_get_record (self->workspace, undone->kind->name, undone->id, NULL, NULL);
  name = record != NULL ? lep_record_label (self->workspace, record) : NULL;
  if (name == NULL)
    text = g_strdup (_ ("Taken back"));
  else if (undone->n_records > 1)
    /* Translators: the name of a record, and how many more were changed with it. */
    text = g_strdup_printf (ngettext ("Taken back: “%s” and %u more", "Taken back: “%s” and %u more", undone->n_records - 1),
                            name, undone->n_records - 1);
  else
    text = g_strdup_printf (_ ("Taken back: “%s”"), name);

  if (undone->n_settled > 0)
    settled = g_strdup_printf (_ ("%s · the values that were not taken stand in the history"), text);
  if (undone->n_skipped > 0)
    skipped = g_strdup_printf (ngettext ("%u field was changed since and stays", "%u fields were changed since and stay",
                                         undone->n_skipped),
                               undone->n_skipped);
  if (skipped == NULL)
    return g_strdup (settled != NULL ? settled : text);
  return g_strdup_printf ("%s · %s", settled != NULL ? settled : text, skipped);
}

/* What is typed and not stored yet is taken back where it is typed.
 *
 * Returns: whether there was something */
static gboolean
undo_typing (LepWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (GTK_IS_TEXT_VIEW (focus))
    {
      GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus));
      gboolean       can_undo = gtk_text_buffer_get_can_undo (buffer);

      if (can_undo)
        gtk_text_buffer_undo (buffer);
      return can_undo;
    }
  if (GTK_IS_TEXT (focus))
    {
      /* It does not say whether it can. */
      g_autofree char *before = g_strdup (gtk_editable_get_text (GTK_EDITABLE (focus)));

      gtk_widget_activate_action (focus, "text.undo", NULL);
      return g_strcmp0 (before, gtk_editable_get_text (GTK_EDITABLE (focus))) != 0;
    }
  return FALSE;
}

/* Takes back a step, or the last own change, also one made before the program was started. */
static void
undo_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  LepWindow *self = user_data;
  LepUndone  undone = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean         done;

  if (parameter == NULL && undo_typing (self))
    return;
  lep_window_leave_page (self);
  done = parameter == NULL ? lep_undo_last (self->workspace, &undone, &error)
                           : lep_undo_step (self->workspace, g_variant_get_int64 (parameter), &undone, NULL, &error);
  if (!done)
    {
      if (g_error_matches (error, LEP_ERROR, LEP_ERROR_NOT_FOUND))
        lep_window_toast (self, error->message, FALSE);
      else
        lep_window_report_error (self, _ ("This could not be taken back"), error);
      return;
    }

  text = describe_undone (self, &undone);
  if (undone.n_settled > 0 && undone.kind != NULL)
    lep_window_toast_next (self, text, _ ("_History"), "win.show-history",
                           g_variant_new ("(ss)", undone.kind->name, undone.id));
  else
    lep_window_toast (self, text, FALSE);
}

/* Of the record of that kind and id. */
static void
show_history_action_cb (GSimpleAction *action,
                        GVariant      *parameter,
                        gpointer       user_data)
{
  const char *kind, *id;

  g_variant_get (parameter, "(&s&s)", &kind, &id);
  lep_window_open_tab (user_data, kind, id, "history", NULL);
}

static void
backup_action_cb (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       user_data)
{
  lep_window_choose_backup (user_data);
}

static void
help_action_cb (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  LepWindow         *self = user_data;
  LepPage           *page = lep_window_get_page (self);
  const LepPageInfo *info = page != NULL ? lep_page_table_find (lep_page_get_name (page)) : NULL;

  lep_help_window_open (GTK_WINDOW (self), info != NULL ? info->help : "first-run");
}

static const GActionEntry entries[] = {
  { "go", go_action_cb, "s", NULL, NULL, { 0 } },
  { "back", back_action_cb, NULL, NULL, NULL, { 0 } },
  { "new", new_action_cb, NULL, NULL, NULL, { 0 } },
  { "new-record", new_record_action_cb, "s", NULL, NULL, { 0 } },
  { "add-result", add_result_action_cb, NULL, NULL, NULL, { 0 } },
  { "open-bundle", open_bundle_action_cb, NULL, NULL, NULL, { 0 } },
  { "make-bundle", make_bundle_action_cb, NULL, NULL, NULL, { 0 } },
  { "open-workspace", open_workspace_action_cb, NULL, NULL, NULL, { 0 } },
  { "preferences", preferences_action_cb, NULL, NULL, NULL, { 0 } },
  { "undo", undo_action_cb, NULL, NULL, NULL, { 0 } },
  { "undo-step", undo_action_cb, "x", NULL, NULL, { 0 } },
  { "show-history", show_history_action_cb, "(ss)", NULL, NULL, { 0 } },
  { "backup", backup_action_cb, NULL, NULL, NULL, { 0 } },
  { "help", help_action_cb, NULL, NULL, NULL, { 0 } },
  { "print", print_action_cb, NULL, NULL, NULL, { 0 } },
  { "print-slip", print_slip_action_cb, "s", NULL, NULL, { 0 } },
  { "search", search_action_cb, NULL, NULL, NULL, { 0 } },
  { "filter", filter_action_cb, NULL, NULL, NULL, { 0 } },
  { "show-sidebar", show_sidebar_action_cb, NULL, NULL, NULL, { 0 } },
};

void
lep_window_install_actions (LepWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static void
enable (LepWindow  *self,
        const char *name,
        gboolean    enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self), name);

  g_assert (action != NULL);
  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

/* What can be done now: with or without a workspace, read-only, on this page. */
void
lep_window_enable_actions (LepWindow *self)
{
  LepPage *page = lep_window_get_page (self);
  gboolean open = self->workspace != NULL;
  gboolean writable = open && !lep_workspace_is_read_only (self->workspace);

  enable (self, "go", open);
  enable (self, "back", !g_queue_is_empty (&self->history));
  enable (self, "new", writable);
  enable (self, "new-record", writable);
  enable (self, "add-result", writable);
  enable (self, "open-bundle", writable);
  enable (self, "make-bundle", writable);
  enable (self, "undo", writable);
  enable (self, "undo-step", writable);
  enable (self, "backup", open);
  enable (self, "print", page != NULL);
  enable (self, "print-slip", open);
  enable (self, "search", open);
  enable (self, "filter", open);
  enable (self, "show-sidebar", open);
}
