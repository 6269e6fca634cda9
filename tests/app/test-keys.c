/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the keys do: where the cursor goes, and what Enter takes. */

#include "list-test.h"

#include "lep-calendar-button.h"
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

static GtkWidget *
find_list (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *list = GTK_IS_LIST_VIEW (child) ? child : find_list (child);

      if (list != NULL)
        return list;
    }

  return NULL;
}

/* The keys are heard first, then the row is activated. */
static void
press_enter (GtkWidget *list)
{
  app_press (list, GDK_KEY_Return);
  g_signal_emit_by_name (list, "activate", 1);
}

static void
test_enter_takes_the_row_with_the_focus (AppTest      *test,
                                         gconstpointer data)
{
  const char *const words[] = { "One", "Two", "Three", "Four", NULL };
  GtkWidget        *window = gtk_window_new ();
  GtkWidget        *drop_down = gtk_drop_down_new_from_strings (words);
  GtkWidget        *list = find_list (drop_down);
  GtkWidget        *row;

  g_assert_nonnull (list);
  gtk_window_set_child (GTK_WINDOW (window), drop_down);
  gtk_window_present (GTK_WINDOW (window));
  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 2);
  gtk_widget_activate (drop_down);

  /* It begins at what stands. */
  while ((row = gtk_window_get_focus (GTK_WINDOW (window))) == NULL || gtk_widget_get_parent (row) != list ||
         (gtk_widget_get_state_flags (row) & GTK_STATE_FLAG_SELECTED) == 0)
    g_main_context_iteration (NULL, TRUE);

  row = gtk_widget_get_next_sibling (gtk_widget_get_first_child (list));
  gtk_widget_grab_focus (row);
  gtk_selection_model_select_item (gtk_list_view_get_model (GTK_LIST_VIEW (list)), 3, TRUE); /* as the pointer does */
  press_enter (list);
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down)), ==, 1);
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_letters_find_in_either_script (AppTest      *test,
                                    gconstpointer data)
{
  const char *const words[] = { "–", "Šumarstvo", "Školovanje", "Ђаци", NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);

  g_assert_cmpuint (lep_open_list_find (G_LIST_MODEL (model), "s", 0), ==, 1);
  g_assert_cmpuint (lep_open_list_find (G_LIST_MODEL (model), "s", 2), ==, 2);
  g_assert_cmpuint (lep_open_list_find (G_LIST_MODEL (model), "s", 3), ==, 1);
  g_assert_cmpuint (lep_open_list_find (G_LIST_MODEL (model), "šk", 0), ==, 2);
  g_assert_cmpuint (lep_open_list_find (G_LIST_MODEL (model), "ш", 0), ==, 1);
  g_assert_cmpuint (lep_open_list_find (G_LIST_MODEL (model), "đ", 0), ==, 3);
  g_assert_cmpuint (lep_open_list_find (G_LIST_MODEL (model), "x", 0), ==, GTK_INVALID_LIST_POSITION);
  g_assert_cmpuint (lep_open_list_find (G_LIST_MODEL (model), "–", 0), ==, GTK_INVALID_LIST_POSITION);
}

static gboolean
row_has_focus (GtkWidget  *window,
               GtkWidget  *list,
               const char *text)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));

  return focus != NULL && gtk_widget_get_parent (focus) == list && app_has_label (focus, text);
}

/* Letters open the list and go to the row; what stands changes with Enter only. */
static void
check_letters (GtkWidget *owner,
               GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *list;
  guint      selected;

  gtk_window_set_child (GTK_WINDOW (window), child);
  gtk_window_present (GTK_WINDOW (window));
  list = find_list (app_find_type (owner, GTK_TYPE_POPOVER));
  g_assert_nonnull (list);

  app_wait_until (gtk_widget_get_mapped (owner));
  g_assert_true (app_press (owner, GDK_KEY_t));
  app_wait_until (row_has_focus (window, list, "Two"));
  g_assert_true (app_press (list, GDK_KEY_h));
  app_wait_until (row_has_focus (window, list, "Three"));
  g_object_get (owner, "selected", &selected, NULL);
  g_assert_cmpuint (selected, ==, 0);
  app_press (list, GDK_KEY_Return);
  g_signal_emit_by_name (list, "activate", 2);
  g_object_get (owner, "selected", &selected, NULL);
  g_assert_cmpuint (selected, ==, 2);
  g_assert_false (app_press (owner, GDK_KEY_Tab));
  app_wait_until (!gtk_widget_get_mapped (list));
  if (GTK_IS_DROP_DOWN (owner))
    {
      g_assert_true (app_press (owner, GDK_KEY_Down));
      app_wait_until (row_has_focus (window, list, "Three"));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Who fills in a form goes from field to field by Tab, also where a list opened. */
static void
test_tab_takes_the_row_and_goes_on (AppTest      *test,
                                    gconstpointer data)
{
  const char *const words[] = { "One", "Two", "Three", "Four", NULL };
  GtkWidget        *window = gtk_window_new ();
  GtkWidget        *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget        *drop_down = gtk_drop_down_new_from_strings (words);
  GtkWidget        *next = gtk_button_new_with_label ("Next");
  GtkWidget        *list = find_list (drop_down);

  gtk_box_append (GTK_BOX (box), drop_down);
  gtk_box_append (GTK_BOX (box), next);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  app_wait_until (gtk_widget_get_mapped (drop_down));
  g_assert_true (app_press (drop_down, GDK_KEY_t));
  app_wait_until (row_has_focus (window, list, "Two"));
  g_assert_true (app_press (list, GDK_KEY_Tab));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down)), ==, 1);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == next);
  app_wait_until (!gtk_widget_get_mapped (list));
  gtk_window_destroy (GTK_WINDOW (window));
}

/* Where a list is searched in: Enter takes what is found, Escape empties the search and
 * what it left out, and Tab takes nothing that nobody asked for. */
static void
test_search_of_a_list_takes_what_is_found (AppTest      *test,
                                           gconstpointer data)
{
  const char *const words[] = { "One", "Two", "Three", "Four", NULL };
  GtkWidget        *window = gtk_window_new ();
  GtkWidget        *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget        *drop_down = gtk_drop_down_new_from_strings (words);
  GtkWidget        *next = gtk_button_new_with_label ("Next");
  GtkWidget        *list = find_list (drop_down);
  GtkWidget        *entry;
  g_autoptr (GtkExpression) text = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");

  gtk_drop_down_set_expression (GTK_DROP_DOWN (drop_down), text);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (drop_down), TRUE);
  entry = app_find_type (drop_down, GTK_TYPE_SEARCH_ENTRY);
  gtk_box_append (GTK_BOX (box), drop_down);
  gtk_box_append (GTK_BOX (box), next);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  app_wait_until (gtk_widget_get_mapped (drop_down));

  gtk_widget_activate (drop_down);
  app_wait_until (gtk_widget_get_mapped (list));
  gtk_editable_set_text (GTK_EDITABLE (entry), "th");
  g_assert_true (app_press (entry, GDK_KEY_Return));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down)), ==, 2);
  app_wait_until (!gtk_widget_get_mapped (list));

  gtk_widget_activate (drop_down);
  app_wait_until (gtk_widget_get_mapped (list));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  gtk_editable_set_text (GTK_EDITABLE (entry), "o");
  g_assert_true (app_press (entry, GDK_KEY_Escape));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (GTK_LIST_VIEW (list)))), ==, 4);
  g_assert_true (app_press (entry, GDK_KEY_Tab));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down)), ==, 2);
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (window)) == next);
  app_wait_until (!gtk_widget_get_mapped (list));
  gtk_window_destroy (GTK_WINDOW (window));
}

static void
test_letters_lead_into_the_list (AppTest      *test,
                                 gconstpointer data)
{
  const char *const words[] = { "One", "Two", "Three", "Four", NULL };
  g_autoptr (GtkStringList) model = gtk_string_list_new (words);
  GtkWidget *drop_down = gtk_drop_down_new_from_strings (words);
  GtkWidget *box = gtk_list_box_new ();
  GtkWidget *row = adw_combo_row_new ();

  check_letters (drop_down, drop_down);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (model));
  gtk_list_box_append (GTK_LIST_BOX (box), row);
  check_letters (row, box);
}

static gboolean
has_trigger (GtkWidget  *widget,
             const char *wanted)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (G_LIST_MODEL (controller), j);
          g_autofree char *text = gtk_shortcut_trigger_to_string (gtk_shortcut_get_trigger (shortcut));

          if (g_str_equal (text, wanted))
            return gtk_shortcut_action_activate (gtk_shortcut_get_action (shortcut), 0, widget, NULL);
        }
    }
  return FALSE;
}

/* Tab goes from date to date; F4 and Alt+Down open the calendar, Escape leads back. */
static void
test_calendar_is_no_stop_of_tab (AppTest      *test,
                                 gconstpointer data)
{
  GtkWidget   *form = lep_form_build (lep_schema_kind ("project"), TRUE);
  GtkWidget   *window = gtk_window_new ();
  GtkEditable *start;
  GtkWidget   *calendar;

  lep_form_start (LEP_FORM (form), test->workspace);
  gtk_window_set_child (GTK_WINDOW (window), form);
  gtk_window_present (GTK_WINDOW (window));
  app_wait_until (gtk_widget_get_mapped (form));
  start = get_entry (LEP_FORM (form), "start");
  calendar = app_find_type (GTK_WIDGET (lep_form_get_row (LEP_FORM (form), "start")), LEP_TYPE_CALENDAR_BUTTON);
  lep_field_row_focus (lep_form_get_row (LEP_FORM (form), "start"));
  gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
  g_assert_false (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), calendar));
  g_assert_false (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), GTK_WIDGET (start)));

  for (guint i = 0; i < 2; i++)
    {
      lep_field_row_focus (lep_form_get_row (LEP_FORM (form), "start"));
      g_assert_true (has_trigger (GTK_WIDGET (start), i == 0 ? "F4" : "<Alt>Down"));
      app_wait_until (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), calendar));
      gtk_popover_popdown (GTK_POPOVER (app_find_type (calendar, GTK_TYPE_POPOVER)));
      app_wait_until (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), GTK_WIDGET (start)));
    }
  gtk_window_destroy (GTK_WINDOW (window));
}

/* The hour that stands there is kept, as the clock of this laptop has it. */
static void
test_calendar_keeps_the_hour (AppTest      *test,
                              gconstpointer data)
{
  static const struct
  {
    const char *before, *after;
    int         month, day;
  } cases[] = {
    { "2026-07-01T10:00:00.000Z", "2026-11-15T11:00:00.000Z", 11, 15 },
    { "2026-04-30T22:30:00.000Z", "2026-05-09T22:30:00.000Z", 5, 10 },
  };
  GtkWidget      *form = lep_form_build (lep_schema_kind ("call"), FALSE);
  const LepField *field = lep_kind_field (lep_schema_kind ("call"), "concept_deadline");
  GtkEditable    *entry;
  GtkWidget      *button;
  GtkCalendar    *calendar;

  g_object_ref_sink (form);
  lep_form_start (LEP_FORM (form), test->workspace);
  entry = get_entry (LEP_FORM (form), "concept_deadline");
  button = app_find_type (GTK_WIDGET (lep_form_get_row (LEP_FORM (form), "concept_deadline")), LEP_TYPE_CALENDAR_BUTTON);
  calendar = GTK_CALENDAR (gtk_widget_get_template_child (button, LEP_TYPE_CALENDAR_BUTTON, "calendar"));
  g_assert_true (g_setenv ("TZ", "Europe/Sarajevo", TRUE));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = lep_field_show (field, cases[i].before);
      g_autofree char *stored = NULL;
      g_autoptr (GDateTime) day = g_date_time_new_local (2026, cases[i].month, cases[i].day, 0, 0, 0);

      gtk_editable_set_text (entry, shown);
      gtk_calendar_select_day (calendar, day);
      g_assert_true (lep_field_parse (field, gtk_editable_get_text (entry), &stored, NULL));
      g_assert_cmpstr (stored, ==, cases[i].after);
    }
  g_unsetenv ("TZ");
  g_object_unref (form);
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
  TEST (enter_takes_the_row_with_the_focus);
  TEST (letters_find_in_either_script);
  TEST (letters_lead_into_the_list);
  TEST (tab_takes_the_row_and_goes_on);
  TEST (search_of_a_list_takes_what_is_found);
  TEST (calendar_is_no_stop_of_tab);
  TEST (calendar_keeps_the_hour);
  TEST (overview_offers_what_can_be_made);
  TEST (keys_are_heard_from_the_beginning);
  TEST (help_says_that_nothing_is_found_and_closes);
  g_test_add ("/keys/who_comes_back_sees_the_row_of_the_record", AppTest, NULL, app_set_up, test_who_comes_back_sees_the_row_of_the_record, app_tear_down);
  g_test_add ("/keys/the_row_with_the_keys_is_chosen", AppTest, NULL, app_set_up, test_the_row_with_the_keys_is_chosen, app_tear_down);
  g_test_add ("/keys/what_no_page_lists_opens_alone", AppTest, NULL, app_set_up, test_what_no_page_lists_opens_alone, app_tear_down);

  return g_test_run ();
}
