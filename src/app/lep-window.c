/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The main window: it builds pages when they are first seen, keeps them, tells
 * them when the workspace changed, and remembers the way back. */

#include <glib/gi18n.h>

#include "lep-first-run.h"
#include "lep-language.h"
#include "lep-page-table.h"
#include "lep-query.h"
#include "lep-search-page.h"
#include "lep-sidebar-row.h"
#include "lep-table-page.h"
#include "lep-tooltip.h"

#include "lep-window-private.h"

G_DEFINE_FINAL_TYPE (LepWindow, lep_window, ADW_TYPE_APPLICATION_WINDOW)

/* --- The sidebar --- */

static void
nav_header_cb (GtkListBoxRow *row,
               GtkListBoxRow *before,
               gpointer       user_data)
{
  const LepPageInfo *info = lep_sidebar_row_get_info (LEP_SIDEBAR_ROW (row));
  const LepPageInfo *above = before != NULL ? lep_sidebar_row_get_info (LEP_SIDEBAR_ROW (before)) : NULL;
  const char        *title = lep_page_group_title (info->group);
  GtkWidget         *label;

  if (title == NULL || (above != NULL && above->group == info->group))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (title);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_widget_add_css_class (label, "lep-section");
  gtk_list_box_row_set_header (row, label);
}

static void
fill_nav (LepWindow *self)
{
  guint              n_pages;
  const LepPageInfo *infos = lep_page_table_all (&n_pages);

  for (guint i = 0; i < n_pages; i++)
    {
      if (infos[i].group != LEP_PAGE_GROUP_HIDDEN)
        gtk_list_box_append (self->nav, lep_sidebar_row_new (&infos[i]));
    }
  gtk_list_box_set_header_func (self->nav, nav_header_cb, NULL, NULL);
}

static void
nav_row_selected_cb (GtkListBox    *list,
                     GtkListBoxRow *row,
                     LepWindow     *self)
{
  if (row != NULL && !self->moving)
    lep_window_go_top (self, lep_sidebar_row_get_info (LEP_SIDEBAR_ROW (row))->name);
}

/* A click or Enter goes into the page, to its top; it comes forward when folded. */
static void
nav_row_activated_cb (GtkListBox    *list,
                      GtkListBoxRow *row,
                      LepWindow     *self)
{
  lep_window_go_top (self, lep_sidebar_row_get_info (LEP_SIDEBAR_ROW (row))->name);
  gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
}

/* The arrows go from page to page; Tab leaves the sidebar, where a list of GTK's
 * own would open one page after the other. */
static gboolean
nav_key_pressed_cb (GtkEventControllerKey *controller,
                    guint                  keyval,
                    guint                  keycode,
                    GdkModifierType        state,
                    LepWindow             *self)
{
  if (keyval == GDK_KEY_ISO_Left_Tab || (keyval == GDK_KEY_Tab && (state & GDK_SHIFT_MASK) != 0))
    return gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  if (keyval != GDK_KEY_Tab || adw_leaflet_get_folded (self->leaflet))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_child_focus (GTK_WIDGET (self->pages), GTK_DIR_TAB_FORWARD);
}

/* --- Pages --- */

/* A window whose focus went away with what had it goes on from there: Tab would find
 * nothing after it, and do nothing. */
static void
forget_focus (LepWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkWidget *child;

  gtk_window_set_focus (GTK_WINDOW (self), NULL);
  for (; (child = gtk_widget_get_focus_child (widget)) != NULL; widget = child)
    gtk_widget_set_focus_child (widget, NULL);
}

/* No key is heard by what is not seen any more: where the focus stayed there, or is
 * nowhere, it goes to the first thing in the page. */
static gboolean
rescue_focus (LepWindow *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  LepPage   *page = lep_window_get_page (self);

  if (focus != NULL && gtk_widget_get_mapped (focus))
    return FALSE;

  forget_focus (self);

  return page != NULL ? lep_page_focus_content (page) : gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                LepWindow             *self)
{
  /* Tab has thereby done what it is for. */
  return rescue_focus (self) && (keyval == GDK_KEY_Tab || keyval == GDK_KEY_ISO_Left_Tab);
}

static gboolean
refresh_idle_cb (gpointer user_data)
{
  LepWindow *self = user_data;
  LepPage   *page = lep_window_get_page (self);

  self->refresh_id = 0;
  if (page != NULL)
    lep_page_refresh_if_stale (page);
  lep_window_enable_actions (self);

  return G_SOURCE_REMOVE;
}

static void
workspace_changed_cb (LepWindow *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->pages)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    lep_page_set_stale (LEP_PAGE (child));

  if (self->refresh_id == 0)
    self->refresh_id = g_idle_add (refresh_idle_cb, self);
  lep_window_queue_counts (self);
}

static void
leaflet_folded_cb (LepWindow *self)
{
  LepPage *page = lep_window_get_page (self);

  if (page != NULL)
    lep_page_set_folded (page, adw_leaflet_get_folded (self->leaflet));
}

/* --- Search --- */

/* On the entry: what stands there was looked for. */
#define SOUGHT "sought"

static void
search (LepWindow *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  LepPage    *page = lep_window_get_page (self);
  gboolean    searching = page != NULL && g_strcmp0 (lep_page_get_name (page), "search") == 0;
  LepTarget   target = { .filter = text };

  if (lep_page_table_find ("search") == NULL)
    return;

  if (searching && *text == '\0')
    lep_window_go_back (self);
  else if (searching)
    lep_page_show_target (page, &target);
  else if (*text != '\0')
    lep_window_go (self, "search", &target);
}

static void
search_typed_cb (GtkSearchEntry *entry,
                 LepWindow      *self)
{
  g_object_set_data (G_OBJECT (entry), SOUGHT, NULL);
}

/* The entry waits for a moment: who was quicker has what was found already, and
 * perhaps opened something of it. */
static void
search_changed_cb (GtkSearchEntry *entry,
                   LepWindow      *self)
{
  if (g_object_get_data (G_OBJECT (entry), SOUGHT) == NULL)
    search (self);
}

static void
search_stopped_cb (GtkSearchEntry *entry,
                   LepWindow      *self)
{
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
}

/* What was typed is looked for a moment later; who goes on at once has it found now.
 *
 * Returns: whether the keys are at what was found */
static gboolean
go_to_hits (LepWindow *self)
{
  LepPage *page;

  search (self);
  g_object_set_data (G_OBJECT (self->search_entry), SOUGHT, self);
  page = lep_window_get_page (self);
  gtk_window_set_focus_visible (GTK_WINDOW (self), TRUE);
  return LEP_IS_SEARCH_PAGE (page) && lep_search_page_focus_hits (LEP_SEARCH_PAGE (page));
}

static void
search_next_cb (GtkSearchEntry *entry,
                LepWindow      *self)
{
  go_to_hits (self);
}

/* Something was opened of what was found, and the words still stand in the entry. */
static gboolean
is_searched (LepWindow *self)
{
  GtkWidget *page = gtk_stack_get_child_by_name (self->pages, "search");

  return page != NULL && page != GTK_WIDGET (lep_window_get_page (self)) &&
         lep_search_page_is_for (LEP_SEARCH_PAGE (page), gtk_editable_get_text (GTK_EDITABLE (self->search_entry)));
}

/* The next stop would be the sidebar; and is, for whom Tab only leads past here. */
static gboolean
search_key_pressed_cb (GtkEventControllerKey *controller,
                       guint                  keyval,
                       guint                  keycode,
                       GdkModifierType        state,
                       LepWindow             *self)
{
  gboolean is_tab = keyval == GDK_KEY_Tab && (state & GDK_SHIFT_MASK) == 0 && !is_searched (self);

  return (keyval == GDK_KEY_Down || is_tab) && go_to_hits (self);
}

/* --- The window --- */

static void
dark_changed_cb (LepWindow *self)
{
  if (adw_style_manager_get_dark (adw_style_manager_get_default ()))
    gtk_widget_add_css_class (GTK_WIDGET (self), "dark");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "dark");
}

static gboolean
lep_window_close_request (GtkWindow *window)
{
  if (!lep_window_may_close (LEP_WINDOW (window)))
    return GDK_EVENT_STOP;

  return GTK_WINDOW_CLASS (lep_window_parent_class)->close_request (window);
}

static void
drop_folder_watch (LepWindow *self)
{
  if (self->folder_watch != NULL)
    lep_folder_watch_stop (self->folder_watch);
  g_clear_object (&self->folder_watch);
}

static void
lep_window_dispose (GObject *object)
{
  LepWindow *self = LEP_WINDOW (object);

  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->counts.id, g_source_remove);
  g_clear_weak_pointer (&self->toast.toast);
  lep_window_forget_places (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_WINDOW);
  g_clear_object (&self->chooser);
  drop_folder_watch (self);
  g_clear_object (&self->workspace);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->clock, lep_clock_unref);

  G_OBJECT_CLASS (lep_window_parent_class)->dispose (object);
}

static void
lep_window_finalize (GObject *object)
{
  g_free (LEP_WINDOW (object)->path);

  G_OBJECT_CLASS (lep_window_parent_class)->finalize (object);
}

static void
lep_window_class_init (LepWindowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lep_window_dispose;
  object_class->finalize = lep_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = lep_window_close_request;

  g_type_ensure (LEP_TYPE_JOB_STRIP);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LepWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LepWindow, root);
  gtk_widget_class_bind_template_child (widget_class, LepWindow, first_run);
  gtk_widget_class_bind_template_child (widget_class, LepWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, LepWindow, nav);
  gtk_widget_class_bind_template_child (widget_class, LepWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, LepWindow, workspace_label);
  gtk_widget_class_bind_template_child (widget_class, LepWindow, workspace_button);
  gtk_widget_class_bind_template_child (widget_class, LepWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, LepWindow, status_label);
  gtk_widget_class_bind_template_child (widget_class, LepWindow, jobs);
  gtk_widget_class_bind_template_callback (widget_class, nav_row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, nav_row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, nav_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, leaflet_folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_next_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, lep_window_job_ended);
}

static void
lep_window_init (LepWindow *self)
{
  g_queue_init (&self->history);
  self->settings = g_settings_new (LEP_APPLICATION_ID);
  self->clock = lep_clock_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  fill_nav (self);
  lep_window_install_actions (self);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (dark_changed_cb), self, G_CONNECT_SWAPPED);
  dark_changed_cb (self);

  gtk_window_set_default_size (GTK_WINDOW (self),
                               g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

/**
 * lep_window_new:
 * @path: the workspace's file; a first run makes it
 *
 * Returns: (transfer none): a window without a workspace; where there is no such
 *   file it shows the first run until lep_window_set_workspace () is called
 */
LepWindow *
lep_window_new (GtkApplication *application,
                const char     *path)
{
  LepWindow *self;

  g_return_val_if_fail (path != NULL, NULL);

  self = g_object_new (LEP_TYPE_WINDOW, "application", application, NULL);
  self->path = g_strdup (path);
  /* A workspace that is there is opened by the caller, who has no use for a first run. */
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    lep_window_set_workspace (self, NULL);

  return self;
}

/* Returns: (nullable) (transfer none): the window that the widget is shown in, also from a dialog over it */
LepWindow *
lep_window_of (GtkWidget *widget)
{
  GtkRoot *root;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  root = gtk_widget_get_root (widget);
  while (root != NULL && !LEP_IS_WINDOW (root) && GTK_IS_WINDOW (root))
    root = (GtkRoot *) gtk_window_get_transient_for (GTK_WINDOW (root));

  return LEP_IS_WINDOW (root) ? LEP_WINDOW (root) : NULL;
}

const char *
lep_window_get_path (LepWindow *self)
{
  g_return_val_if_fail (LEP_IS_WINDOW (self), NULL);

  return self->path;
}

/* Returns: (nullable) (transfer none): the open workspace */
LepWorkspace *
lep_window_get_workspace (LepWindow *self)
{
  g_return_val_if_fail (LEP_IS_WINDOW (self), NULL);

  return self->workspace;
}

LepClock *
lep_window_get_clock (LepWindow *self)
{
  g_return_val_if_fail (LEP_IS_WINDOW (self), NULL);

  return self->clock;
}

/* Returns: (transfer full): today's date where the user is, in stored form */
char *
lep_window_dup_today (void)
{
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();

  return lep_time_dup_day (lep_clock_now (clock), here);
}

/* Returns: (nullable) (transfer none): over the exchange folder of the open workspace */
LepFolderWatch *
lep_window_get_folder_watch (LepWindow *self)
{
  g_return_val_if_fail (LEP_IS_WINDOW (self), NULL);

  return self->folder_watch;
}

static void
drop_pages (LepWindow *self)
{
  GtkWidget *child;

  lep_window_forget_places (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->pages))) != NULL)
    gtk_stack_remove (self->pages, child);
}

/* The programme's reference or name; the file's while there is none. */
static char *
dup_workspace_name (LepWindow *self)
{
  g_autoptr (LepQuery) query = lep_query_new ("programme");
  g_autoptr (GPtrArray) programmes = NULL;
  const char *name = NULL;

  lep_query_set_limit (query, 1);
  programmes = lep_query_run (self->workspace, query, NULL);
  if (programmes != NULL && programmes->len > 0)
    name = lep_record_get (g_ptr_array_index (programmes, 0), "reference");
  if (programmes != NULL && programmes->len > 0 && name == NULL)
    name = lep_record_get (g_ptr_array_index (programmes, 0), "name");

  return name != NULL ? g_strdup (name) : g_path_get_basename (self->path);
}

/**
 * lep_window_set_workspace:
 * @workspace: (nullable): %NULL shows the first run
 */
void
lep_window_set_workspace (LepWindow    *self,
                          LepWorkspace *workspace)
{
  g_autofree char *page = NULL;
  g_autofree char *name = NULL;
  g_autofree char *tooltip = NULL;

  g_return_if_fail (LEP_IS_WINDOW (self));

  drop_pages (self);
  if (self->workspace != NULL)
    g_signal_handlers_disconnect_by_data (self->workspace, self);
  g_set_object (&self->workspace, workspace);
  drop_folder_watch (self);

  if (workspace == NULL)
    {
      adw_bin_set_child (self->first_run, lep_first_run_new (self->path));
      gtk_stack_set_visible_child_name (self->root, "first-run");
      lep_window_enable_actions (self);
      return;
    }
  lep_language_set_reader (workspace);

  adw_bin_set_child (self->first_run, NULL);
  g_free (self->path);
  self->path = g_strdup (lep_workspace_get_path (workspace));
  name = dup_workspace_name (self);
  gtk_label_set_label (self->workspace_label, name);
  tooltip = g_strdup_printf ("%s\n%s", name, self->path);
  lep_tooltip_set (GTK_WIDGET (self->workspace_button), tooltip);
  lep_workspace_set_watching (workspace, TRUE);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (workspace_changed_cb), self, G_CONNECT_SWAPPED);
  self->folder_watch = lep_folder_watch_new (GTK_WIDGET (self), workspace);
  gtk_stack_set_visible_child_name (self->root, "main");

  lep_window_queue_counts (self);
  page = g_settings_get_string (self->settings, "page");
  lep_window_go_top (self, lep_page_table_find (page) != NULL ? page : lep_page_table_all (&(guint){ 0 })->name);
  forget_focus (self);
  if (!adw_leaflet_get_folded (self->leaflet))
    lep_window_focus_sidebar (self);
}

static void
refuse_remote (LepWindow *self,
               GFile     *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  /* Translators: address of a file on the network */
  g_autofree char *text = g_strdup_printf (_ ("“%s” is no file on this laptop. Save it on this laptop or on a stick first, then open it from there."), uri);

  lep_window_say (self, _ ("The file was not opened"), text);
}

/* Opens a bundle, or a table, that somebody gave; nothing is changed by that. */
void
lep_window_open_file (LepWindow *self,
                      GFile     *file)
{
  LepTarget        target = { .file = file };
  g_autofree char *path = NULL;

  g_return_if_fail (LEP_IS_WINDOW (self));
  g_return_if_fail (G_IS_FILE (file));

  path = g_file_get_path (file);
  if (path == NULL)
    refuse_remote (self, file);
  else if (self->workspace == NULL)
    lep_first_run_offer_bundle (LEP_FIRST_RUN (adw_bin_get_child (self->first_run)), file);
  else
    lep_window_go (self, lep_table_page_takes (file) ? "table" : "bundle", &target);
}
