/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Menus, lists and calendars that open over a form: what the keys do there. */

#include "list-test.h"

#include "lep-calendar-button.h"
#include "lep-field-row.h"
#include "lep-field-text.h"
#include "lep-form-build.h"
#include "lep-list-page.h"
#include "lep-tooltip.h"
#include "lep-open-list.h"
#include "lep-print-dialog.h"
#include "lep-record-chooser.h"

static GtkEditable *
get_entry (LepForm    *form,
           const char *field)
{
  LepFieldRow *row = lep_form_get_row (form, field);

  return GTK_EDITABLE (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (row));
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

/* Letters come faster than a list opens, and so does Enter. */
static void
test_letters_typed_fast_belong_together (AppTest      *test,
                                         gconstpointer data)
{
  const char *const words[] = { "–", "Mark", "Pound", "Euro", "Peso", NULL };
  GtkWidget        *window = gtk_window_new ();
  GtkWidget        *drop_down = gtk_drop_down_new_from_strings (words);
  GtkWidget        *list = find_list (drop_down);

  gtk_window_set_child (GTK_WINDOW (window), drop_down);
  gtk_window_present (GTK_WINDOW (window));
  app_wait_until (gtk_widget_get_mapped (drop_down));
  g_assert_true (app_press (drop_down, GDK_KEY_p));
  g_assert_true (app_press (drop_down, GDK_KEY_e));
  app_wait_until (row_has_focus (window, list, "Peso"));
  g_assert_true (app_press (list, GDK_KEY_s));
  g_assert_true (app_press (list, GDK_KEY_Return));
  g_assert_cmpuint (gtk_drop_down_get_selected (GTK_DROP_DOWN (drop_down)), ==, 4);
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

/* A letter opens the list of records too, and is searched for there. */
static void
test_letters_open_a_list_of_records (AppTest      *test,
                                     gconstpointer data)
{
  GtkWidget   *form = lep_form_build (lep_schema_kind ("membership"), TRUE);
  GtkWidget   *window = gtk_window_new ();
  LepFieldRow *row;
  GtkWidget   *button;
  GtkWidget   *entry;

  lep_form_start (LEP_FORM (form), test->workspace);
  gtk_window_set_child (GTK_WINDOW (window), form);
  gtk_window_present (GTK_WINDOW (window));
  app_wait_until (gtk_widget_get_mapped (form));
  row = lep_form_get_row (LEP_FORM (form), "organisation");
  button = LEP_FIELD_ROW_GET_CLASS (row)->get_editor (row);
  entry = app_find_type (app_find_type (button, LEP_TYPE_RECORD_CHOOSER), GTK_TYPE_SEARCH_ENTRY);
  g_assert_true (app_press (button, GDK_KEY_o));
  g_assert_true (app_press (button, GDK_KEY_p));
  g_assert_true (gtk_widget_get_mapped (entry));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "op");
  g_assert_false (app_press (button, GDK_KEY_Tab));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
  app_wait_until (!gtk_widget_get_mapped (entry));
  gtk_window_destroy (GTK_WINDOW (window));
  app_settle ();
}

static guint
count_lines (AppTest   *test,
             LepRecord *project)
{
  g_autoptr (LepQuery) query = lep_query_new ("budget_line");
  g_autoptr (GPtrArray) lines = NULL;

  lep_query_add_filter (query, "project", lep_record_get_id (project));
  lines = lep_query_run (test->workspace, query, NULL);
  return lines->len;
}

/* What is spent in a project is spent from a line of its own budget. */
static void
test_a_list_of_records_keeps_to_the_project (AppTest      *test,
                                             gconstpointer data)
{
  GtkWidget *form = lep_form_build (lep_schema_kind ("expenditure"), TRUE);
  GtkWidget *window = gtk_window_new ();
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);
  GtkWidget *button;
  GtkWidget *chooser;
  guint      n_with = 0, n_without = 0;

  lep_form_start (LEP_FORM (form), test->workspace);
  gtk_window_set_child (GTK_WINDOW (window), form);
  gtk_window_present (GTK_WINDOW (window));
  app_wait_until (gtk_widget_get_mapped (form));
  button = LEP_FIELD_ROW_GET_CLASS (lep_form_get_row (LEP_FORM (form), "budget_line"))->get_editor (lep_form_get_row (LEP_FORM (form), "budget_line"));
  chooser = app_find_type (button, LEP_TYPE_RECORD_CHOOSER);
  for (guint i = 0; i < projects->len; i++)
    {
      guint      n_lines = count_lines (test, g_ptr_array_index (projects, i));
      GtkWidget *list;

      lep_form_preset (LEP_FORM (form), "project", lep_record_get_id (g_ptr_array_index (projects, i)));
      gtk_menu_button_popup (GTK_MENU_BUTTON (button));
      app_wait_until (gtk_widget_get_mapped (chooser));
      list = app_find_type (chooser, GTK_TYPE_LIST_BOX);
      g_assert_nonnull (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) n_lines)); /* "None" comes first */
      g_assert_null (gtk_list_box_get_row_at_index (GTK_LIST_BOX (list), (int) n_lines + 1));
      g_assert_cmpint (app_find (chooser, app_is_label, "Nothing to choose from yet") != NULL &&
                         gtk_widget_get_visible (app_find (chooser, app_is_label, "Nothing to choose from yet")),
                       ==, n_lines == 0);
      gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
      app_wait_until (!gtk_widget_get_mapped (chooser));
      *(n_lines > 0 ? &n_with : &n_without) += 1;
    }
  g_assert_cmpuint (n_with, >, 1);
  g_assert_cmpuint (n_without, >, 0);
  gtk_window_destroy (GTK_WINDOW (window));
  app_settle ();
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

/* A tooltip would lie over the first choice, and a menu behind a dialog takes its first press. */
static void
test_a_menu_is_alone_while_it_is_open (AppTest      *test,
                                       gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_list (window, "organisations");
  GtkWidget *menu = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), LEP_TYPE_LIST_PAGE, "menu_button"));
  GtkWidget *popover = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu)));
  GtkWidget *dialog;

  app_wait_until (gtk_widget_get_mapped (menu));
  g_assert_true (gtk_widget_get_has_tooltip (menu));
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  g_assert_true (gtk_widget_get_mapped (popover));
  g_assert_false (gtk_widget_get_has_tooltip (menu));

  gtk_widget_activate_action (GTK_WIDGET (page), "page.print-list", NULL);
  dialog = app_find_window (LEP_TYPE_PRINT_DIALOG);
  g_assert_nonnull (dialog);
  app_wait_until (!gtk_widget_get_mapped (popover));
  g_assert_true (gtk_widget_get_has_tooltip (menu));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (menu), ==, "Columns, print, tables out and in");
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_close (window);
}

/* Where a day that is not of another month stands; column and row */
static GtkWidget *
find_day (GtkWidget *widget,
          const char *class,
          const char *text)
{
  GtkWidget *found = NULL;

  if (gtk_widget_has_css_class (widget, class) && !gtk_widget_has_css_class (widget, "other-month") &&
      g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL && found == NULL; child = gtk_widget_get_next_sibling (child))
    found = find_day (child, class, text);
  return found;
}

static void
expect_day (GtkWidget *calendar,
            const char *class,
            const char *text,
            int         at_column,
            int         at_row)
{
  GtkWidget *day = find_day (calendar, class, text);
  int        column, row, width, height;

  g_assert_nonnull (day);
  g_assert_true (gtk_widget_get_visible (day));
  gtk_grid_query_child (GTK_GRID (gtk_widget_get_parent (day)), day, &column, &row, &width, &height);
  g_assert_cmpint (column, ==, at_column);
  g_assert_cmpint (row, ==, at_row);
}

/* The locale of the tests, as that of a machine without any, begins it on Sunday. */
static void
test_a_week_begins_on_monday (AppTest      *test,
                              gconstpointer data)
{
  GtkWidget *button = g_object_ref_sink (g_object_new (LEP_TYPE_CALENDAR_BUTTON, NULL));
  GtkWidget *calendar = GTK_WIDGET (gtk_widget_get_template_child (button, LEP_TYPE_CALENDAR_BUTTON, "calendar"));
  g_autoptr (GDateTime) november = g_date_time_new_utc (2026, 11, 9, 12, 0, 0); /* the 1st is a Sunday */
  g_autoptr (GDateTime) december = g_date_time_new_utc (2026, 12, 9, 12, 0, 0); /* the 1st is a Tuesday */

  expect_day (calendar, "day-name", "Mon", 1, 0);
  expect_day (calendar, "day-name", "Sun", 7, 0);
  gtk_calendar_select_day (GTK_CALENDAR (calendar), november);
  expect_day (calendar, "day-number", "1", 7, 1);
  expect_day (calendar, "day-number", "2", 1, 2);
  expect_day (calendar, "day-number", "30", 1, 6);
  gtk_calendar_select_day (GTK_CALENDAR (calendar), december);
  expect_day (calendar, "day-number", "1", 2, 1);
  expect_day (calendar, "day-number", "6", 7, 1);
  expect_day (calendar, "day-number", "31", 4, 5);
  g_object_unref (button);
}

#define TEST(name, data) g_test_add ("/menus/" #name, AppTest, data, app_set_up, test_##name, app_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_setenv ("GSETTINGS_BACKEND", "memory", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  lep_open_list_mend ();
  lep_tooltip_mend_menus ();

  TEST (enter_takes_the_row_with_the_focus, "empty");
  TEST (letters_find_in_either_script, "empty");
  TEST (letters_lead_into_the_list, "empty");
  TEST (tab_takes_the_row_and_goes_on, "empty");
  TEST (letters_typed_fast_belong_together, "empty");
  TEST (letters_open_a_list_of_records, NULL);
  TEST (a_list_of_records_keeps_to_the_project, NULL);
  TEST (search_of_a_list_takes_what_is_found, "empty");
  TEST (calendar_is_no_stop_of_tab, "empty");
  TEST (calendar_keeps_the_hour, "empty");
  TEST (a_week_begins_on_monday, "empty");
  TEST (a_menu_is_alone_while_it_is_open, NULL);

  return g_test_run ();
}
