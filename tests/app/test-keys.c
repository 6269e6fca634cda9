/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys do: where the cursor goes, and what Enter takes. */

#include "list-test.h"

#include "lep-draft.h"
#include "lep-field-row.h"
#include "lep-field-text.h"
#include "lep-form-build.h"
#include "lep-help-window.h"
#include "lep-list-table.h"
#include "lep-open-list.h"
#include "lep-query.h"
#include "lep-record-dialog.h"
#include "lep-sidebar-row.h"

static GtkEditable *
get_entry (LepForm    *form,
           const char *field)
{
  LepFieldRow *row = lep_form_get_row (form, field);

  return GTK_EDITABLE (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (row));
}

static LepListTable *
table_of (LepPage *page)
{
  return LEP_LIST_TABLE (app_find_type (GTK_WIDGET (page), LEP_TYPE_LIST_TABLE));
}

static void
test_who_comes_back_sees_the_row_of_the_record (AppTest      *test,
                                                gconstpointer data)
{
  LepWindow         *window = app_open (test);
  LepPage           *page = open_list (window, "applications");
  GtkSelectionModel *rows = gtk_column_view_get_model (view_of (page));
  guint              last = count_of (page) - 1;

  gtk_selection_model_select_item (rows, last, TRUE);
  app_settle ();
  lep_list_table_set_scroll (table_of (page), 0);
  open_list (window, "overview");
  open_list (window, "applications");
  g_assert_true (gtk_selection_model_is_selected (rows, last));
  app_wait_until (lep_list_table_get_scroll (table_of (page)) > 0);
  app_close (window);
}

static void
test_who_drops_what_is_new_is_back_where_he_was (AppTest      *test,
                                                 gconstpointer data)
{
  LepWindow         *window = app_open (test);
  LepPage           *page = open_list (window, "organisations");
  GtkSelectionModel *rows = gtk_column_view_get_model (view_of (page));
  GtkWidget         *focus;

  gtk_selection_model_select_item (rows, 3, TRUE);
  app_settle ();
  g_action_group_activate_action (G_ACTION_GROUP (window), "new", NULL);
  app_settle ();
  g_assert_false (gtk_selection_model_is_selected (rows, 3));
  g_signal_emit_by_name (app_find_type (GTK_WIDGET (page), LEP_TYPE_DRAFT), "dropped");
  app_wait_until (gtk_selection_model_is_selected (rows, 3));
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, GTK_WIDGET (page)) && !GTK_IS_PANED (focus));
  app_close (window);
}

/* A call is begun with few words; the reason is that of a change of state. */
static void
test_a_new_call_asks_for_little (AppTest      *test,
                                 gconstpointer data)
{
  const LepKind *call = lep_schema_kind ("call");

  g_assert_true (lep_form_is_asked (call, lep_kind_field (call, "full_deadline")));
  g_assert_false (lep_form_is_asked (call, lep_kind_field (call, "status_reason")));
  g_assert_false (lep_form_is_asked (call, lep_kind_field (call, "max_months")));
}

/* Delete works on the row that has the keys where none is chosen. */
static void
test_the_row_with_the_keys_is_chosen (AppTest      *test,
                                      gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_list (window, "organisations");
  GtkWidget *rows = gtk_widget_get_last_child (GTK_WIDGET (view_of (page)));

  app_wait_until (gtk_widget_get_first_child (rows) != NULL && gtk_widget_get_mapped (gtk_widget_get_first_child (rows)));
  lep_list_table_choose_focused (table_of (page)); /* the keys are elsewhere */
  g_assert_false (gtk_selection_model_is_selected (gtk_column_view_get_model (view_of (page)), 0));
  gtk_widget_grab_focus (gtk_widget_get_first_child (rows));
  lep_list_table_choose_focused (table_of (page));
  g_assert_true (gtk_selection_model_is_selected (gtk_column_view_get_model (view_of (page)), 0));
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (page), "page.delete", NULL));
  app_answer ("cancel", "");
  app_close (window);
}

static void
test_help_says_that_nothing_is_found_and_closes (AppTest      *test,
                                                 gconstpointer data)
{
  LepWindow *window = app_open (test);
  GtkWidget *help, *search, *nothing;

  lep_help_window_open (GTK_WINDOW (window), "money");
  help = app_find_window (LEP_TYPE_HELP_WINDOW);
  search = app_find_type (help, GTK_TYPE_SEARCH_ENTRY);
  nothing = app_find (help, app_is_label, "Nothing found");
  app_settle ();
  g_assert_true (nothing == NULL || !gtk_widget_get_mapped (nothing));
  gtk_editable_set_text (GTK_EDITABLE (search), "xyzzy");
  app_wait_until ((nothing = app_find (help, app_is_label, "Nothing found")) != NULL && gtk_widget_get_mapped (nothing));

  g_signal_emit_by_name (search, "stop-search"); /* Escape */
  app_settle ();
  g_assert_null (app_find_window (LEP_TYPE_HELP_WINDOW));
  app_close (window);
}

static void
test_refusal_goes_with_the_first_value (AppTest      *test,
                                        gconstpointer data)
{
  LepForm   *form = LEP_FORM (g_object_ref_sink (lep_form_build (lep_schema_kind ("organisation"), TRUE)));
  GtkWidget *group;

  lep_form_start (form, test->workspace);
  g_assert_null (lep_form_create (form, NULL));
  g_assert_nonnull (lep_field_row_get_error (lep_form_get_row (form, "name")));
  g_assert_nonnull (lep_field_row_get_error (lep_form_get_row (form, "actor_group")));
  g_assert_true (lep_form_is_refused (form));

  gtk_editable_set_text (get_entry (form, "name"), "O");
  g_assert_null (lep_field_row_get_error (lep_form_get_row (form, "name")));
  group = LEP_FIELD_ROW_GET_CLASS (lep_form_get_row (form, "actor_group"))->get_editor (lep_form_get_row (form, "actor_group"));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (group), 1);
  g_assert_false (lep_form_is_refused (form));
  g_assert_finalize_object (form);
}

static void
test_cursor_returns_where_it_was_left (AppTest      *test,
                                       gconstpointer data)
{
  LepForm   *form = LEP_FORM (g_object_ref_sink (lep_form_build (lep_schema_kind ("organisation"), TRUE)));
  GtkWidget *window = gtk_window_new ();

  lep_form_start (form, test->workspace);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (form));
  g_assert_true (lep_form_focus_next (form));
  g_assert_true (gtk_widget_has_focus (gtk_window_get_focus (GTK_WINDOW (window))) ||
                 gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), GTK_WIDGET (get_entry (form, "name"))));

  gtk_editable_set_text (get_entry (form, "place"), "Zenica");
  lep_field_row_leave (lep_form_get_row (form, "place"));
  g_assert_true (lep_form_focus_next (form));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), GTK_WIDGET (get_entry (form, "place"))));

  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (form);
}

static gboolean
has_focus_in (LepWindow *window,
              GType      type)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus != NULL && gtk_widget_get_ancestor (focus, type) != NULL;
}

/* Ctrl+N where nothing is listed asks what is to be made; the way back leads to
 * a page that hears keys. */
static void
test_overview_offers_what_can_be_made (AppTest      *test,
                                       gconstpointer data)
{
  LepWindow *window = app_open (test);

  lep_window_go_top (window, "overview");
  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  g_action_group_activate_action (G_ACTION_GROUP (window), "new", NULL);
  app_wait_until (has_focus_in (window, GTK_TYPE_POPOVER));
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "overview");

  g_action_group_activate_action (G_ACTION_GROUP (window), "new-record", g_variant_new_string ("organisations"));
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "organisations");
  app_wait_until (has_focus_in (window, LEP_TYPE_FIELD_ROW));

  lep_window_go_back (window);
  app_settle ();
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "overview");
  g_assert_false (has_focus_in (window, GTK_TYPE_POPOVER));
  app_close (window);
}

static gboolean
press_tab (LepWindow *window)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (window));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);
      gboolean heard = FALSE;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller) &&
          gtk_event_controller_get_propagation_phase (controller) == GTK_PHASE_CAPTURE)
        g_signal_emit_by_name (controller, "key-pressed", GDK_KEY_Tab, 23, (GdkModifierType) 0, &heard);
      if (heard)
        return TRUE;
    }

  return gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD);
}

/* The first run, which had the focus, gives way to the pages: Tab must go on from there. */
static void
test_keys_are_heard_from_the_beginning (AppTest      *test,
                                        gconstpointer data)
{
  LepWindow *window = app_open (test);

  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  g_assert_true (has_focus_in (window, LEP_TYPE_SIDEBAR_ROW));

  /* A sidebar that folds moves the focus on: no other page comes thereby. */
  gtk_widget_child_focus (gtk_widget_get_parent (gtk_window_get_focus (GTK_WINDOW (window))), GTK_DIR_TAB_FORWARD);
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "overview");

  /* Also when what had it is gone. */
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  g_assert_true (press_tab (window));
  g_assert_true (has_focus_in (window, LEP_TYPE_PAGE));
  app_close (window);
}

/* A tranche is on no page of its own: it opens in a window, with the cursor where it is about. */
static void
test_what_no_page_lists_opens_alone (AppTest      *test,
                                     gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepQuery) query = lep_query_new ("tranche");
  g_autoptr (GPtrArray) tranches = NULL;
  g_autoptr (GList) windows = NULL;
  GtkWidget *focus;

  tranches = lep_query_run (test->workspace, query, NULL);
  g_assert_cmpuint (tranches->len, >, 0);
  app_wait_until (gtk_widget_get_mapped (GTK_WIDGET (window)));
  lep_window_open_record (window, "tranche", lep_record_get_id (g_ptr_array_index (tranches, 0)), "due_on");
  windows = gtk_window_list_toplevels ();
  windows = g_list_remove (windows, window);
  g_assert_true (LEP_IS_RECORD_DIALOG (windows->data));
  focus = gtk_window_get_focus (windows->data);
  g_assert_cmpstr (lep_field_row_get_field (LEP_FIELD_ROW (gtk_widget_get_ancestor (focus, LEP_TYPE_FIELD_ROW)))->name, ==, "due_on");

  gtk_window_close (windows->data);
  app_close (window);
}

static gboolean
is_line (GtkWidget    *widget,
         gconstpointer data)
{
  return ADW_IS_ACTION_ROW (widget) && gtk_list_box_row_get_activatable (GTK_LIST_BOX_ROW (widget));
}

/* Down from the header leads into the page, also where nothing stands below the button. */
static void
test_down_leads_into_the_page (AppTest      *test,
                               gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page;
  GtkWidget *line, *button;

  lep_window_go_top (window, "attention");
  page = lep_window_get_page (window);
  app_wait_until ((line = app_find (GTK_WIDGET (page), is_line, NULL)) != NULL && gtk_widget_get_mapped (line));
  button = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), LEP_TYPE_PAGE, "new_button"));
  gtk_widget_child_focus (button, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), button));
  gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_DOWN);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == line);
  app_close (window);
}

#define TEST(name) g_test_add ("/keys/" #name, AppTest, "empty", app_set_up, test_##name, app_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  lep_open_list_mend ();

  TEST (refusal_goes_with_the_first_value);
  TEST (cursor_returns_where_it_was_left);
  TEST (overview_offers_what_can_be_made);
  TEST (keys_are_heard_from_the_beginning);
  TEST (help_says_that_nothing_is_found_and_closes);
  g_test_add ("/keys/who_comes_back_sees_the_row_of_the_record", AppTest, NULL, app_set_up, test_who_comes_back_sees_the_row_of_the_record, app_tear_down);
  TEST (a_new_call_asks_for_little);
  g_test_add ("/keys/who_drops_what_is_new_is_back_where_he_was", AppTest, NULL, app_set_up, test_who_drops_what_is_new_is_back_where_he_was, app_tear_down);
  g_test_add ("/keys/the_row_with_the_keys_is_chosen", AppTest, NULL, app_set_up, test_the_row_with_the_keys_is_chosen, app_tear_down);
  g_test_add ("/keys/what_no_page_lists_opens_alone", AppTest, NULL, app_set_up, test_what_no_page_lists_opens_alone, app_tear_down);
  g_test_add ("/keys/down_leads_into_the_page", AppTest, NULL, app_set_up, test_down_leads_into_the_page, app_tear_down);

  return g_test_run ();
}
