/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list page: columns, sorting, filters, choosing, records. */

#include "list-test.h"

#include "lep-field-row.h"
#include "lep-list-cells.h"
#include "lep-list-columns.h"
#include "lep-list-page.h"
#include "lep-list-table.h"
#include "lep-page-table.h"
#include "lep-undo.h"

static char *
dup_title_at (LepPage *page,
              guint    position)
{
  g_autoptr (LepRecord) record = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view_of (page))), position);

  return lep_record_dup_title (record);
}

static void
test_columns_are_of_the_schema (AppTest      *test,
                                gconstpointer data)
{
  guint              n_pages;
  const LepPageInfo *pages = lep_page_table_all (&n_pages);
  guint              n_lists = 0;

  for (guint i = 0; i < n_pages; i++)
    {
      const LepKind *kind;
      g_autoptr (GArray) columns = NULL;
      const LepListInfo *info;

      if (pages[i].kind == NULL)
        continue;

      n_lists++;
      kind = lep_schema_kind (pages[i].kind);
      info = lep_list_info (pages[i].kind);
      g_assert_nonnull (kind);
      g_assert_nonnull (info);
      columns = lep_list_columns (pages[i].kind);
      g_assert_cmpuint (columns->len, >=, info->n_columns);
      for (guint j = 0; j < columns->len; j++)
        {
          const LepListColumn *column = &g_array_index (columns, LepListColumn, j);
          g_auto (GStrv) parts = g_strsplit (column->name, ".", 2);

          /* A field, the title of a reference, or a figure of an indicator. */
          if (column->field == NULL && parts[1] != NULL && g_str_equal (parts[1], "title"))
            g_assert_cmpint (lep_kind_field (kind, parts[0])->type, ==, LEP_TYPE_REF);
          g_assert_cmpstr (lep_list_column_title (column), !=, "");
        }
      for (guint j = 0; j < LEP_LIST_MAX_FILTERS && info->filters[j].field != NULL; j++)
        g_assert_cmpint (lep_kind_field (kind, info->filters[j].field)->type, ==, LEP_TYPE_CODE);
    }
  g_assert_cmpuint (n_lists, ==, 9);
}

/* In a wide window a name beside the title is not cut while the title has room to spare. */
static void
test_room_goes_to_all_texts (AppTest      *test,
                             gconstpointer data)
{
  int widths[2];

  for (guint i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      LepWindow *window = lep_window_new (NULL, test->path);
      LepPage   *page;
      g_autoptr (GtkColumnViewColumn) column = NULL;

      gtk_window_set_default_size (GTK_WINDOW (window), i == 0 ? 1150 : 1270, 700);
      lep_window_set_workspace (window, test->workspace);
      gtk_window_present (GTK_WINDOW (window));
      g_object_ref (window);
      page = open_list (window, "projects");
      column = g_list_model_get_item (gtk_column_view_get_columns (view_of (page)), 1);
      g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, "Partnership");
      app_wait_until (gtk_column_view_column_get_visible (column));
      widths[i] = gtk_column_view_column_get_fixed_width (column);
      app_close (window);
    }
  g_assert_cmpint (widths[0], >, 0);
  g_assert_cmpint (widths[1], >, widths[0]);
}

static void
test_title_sorts_both_ways (AppTest      *test,
                            gconstpointer data)
{
  LepWindow           *window = app_open (test);
  LepPage             *page = open_list (window, "organisations");
  GtkColumnView       *view = view_of (page);
  GtkColumnViewColumn *column = g_list_model_get_item (gtk_column_view_get_columns (view), 0);
  g_autofree char     *first = dup_title_at (page, 0);
  g_autofree char     *last = NULL;

  gtk_column_view_sort_by_column (view, column, GTK_SORT_DESCENDING);
  app_settle ();
  last = dup_title_at (page, count_of (page) - 1);
  g_assert_cmpstr (first, ==, last);

  g_object_unref (column);
  app_close (window);
}

static void
test_text_filters_across_scripts (AppTest      *test,
                                  gconstpointer data)
{
  LepWindow      *window = app_open (test);
  LepPage        *page = open_list (window, "projects");
  GtkSearchEntry *entry = GTK_SEARCH_ENTRY (app_find_type (GTK_WIDGET (page), GTK_TYPE_SEARCH_ENTRY));
  GtkWidget      *nothing = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), LEP_TYPE_LIST_PAGE, "nothing_label"));

  gtk_editable_set_text (GTK_EDITABLE (entry), "Прњавор");
  app_wait_until (count_of (page) < 8);
  g_assert_cmpuint (count_of (page), >=, 1);
  g_assert_false (gtk_widget_get_visible (nothing));

  /* What is filtered empty says so, for as long as it is. */
  gtk_editable_set_text (GTK_EDITABLE (entry), "xyzzy");
  app_wait_until (gtk_widget_get_visible (nothing));
  g_assert_cmpuint (count_of (page), ==, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), "");
  app_wait_until (count_of (page) == 8);
  app_wait_until (!gtk_widget_get_visible (nothing));

  app_close (window);
}

static void
test_choosing_shows_the_record (AppTest      *test,
                                gconstpointer data)
{
  LepWindow       *window = app_open (test);
  LepPage         *page = open_list (window, "projects");
  GtkWidget       *pane = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), LEP_TYPE_LIST_PAGE, "pane"));
  g_autofree char *title = dup_title_at (page, 1);

  g_assert_false (gtk_widget_get_visible (pane));
  gtk_selection_model_select_item (gtk_column_view_get_model (view_of (page)), 1, TRUE);
  app_settle ();
  g_assert_true (gtk_widget_get_visible (pane));
  g_assert_true (app_has_label (pane, title));

  app_close (window);
}

static void
test_several_rows_offer_what_all_can_do (AppTest      *test,
                                         gconstpointer data)
{
  LepWindow   *window = app_open (test);
  LepPage     *page = open_list (window, "projects");
  GtkRevealer *bar = GTK_REVEALER (gtk_widget_get_template_child (GTK_WIDGET (page), LEP_TYPE_LIST_PAGE, "choice_bar"));

  g_assert_false (gtk_revealer_get_reveal_child (bar));
  gtk_selection_model_select_range (gtk_column_view_get_model (view_of (page)), 0, 3, TRUE);
  app_settle ();
  g_assert_true (gtk_revealer_get_reveal_child (bar));
  g_assert_true (app_has_label (GTK_WIDGET (bar), "3 chosen"));

  app_close (window);
}

/* Their number is told at once; their states are not looked at. */
static void
test_very_many_rows_offer_no_states (AppTest      *test,
                                     gconstpointer data)
{
  static const char partnership[] = "00000000-0000-4000-8000-000000000001";
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;
  LepWindow         *window;
  LepPage           *page;
  GtkSelectionModel *model;
  GtkWidget         *bar, *button;

  lep_edit_row (edit, NULL, "partnership", partnership, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "name", "One of many");
  for (guint i = 0; i < 501; i++)
    {
      lep_edit_row (edit, partnership, "project", NULL, &error);
      g_assert_no_error (error);
      lep_edit_set (edit, "partnership", partnership);
      lep_edit_set (edit, "title", "One of many");
      lep_edit_set (edit, "activity", "retraining");
      lep_edit_set (edit, "status", "pipeline");
    }
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);

  window = app_open (test);
  page = open_list (window, "projects");
  app_wait_until (count_of (page) == 501);
  app_settle ();
  model = gtk_column_view_get_model (view_of (page));
  bar = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), LEP_TYPE_LIST_PAGE, "choice_bar"));
  button = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), LEP_TYPE_LIST_PAGE, "state_button"));
  gtk_selection_model_select_range (model, 0, 500, TRUE);
  g_assert_true (app_has_label (bar, "500 chosen"));
  g_assert_true (gtk_widget_get_visible (button));
  gtk_selection_model_select_all (model);
  g_assert_true (app_has_label (bar, "501 chosen"));
  g_assert_false (gtk_widget_get_visible (button));

  app_close (window);
}

static guint
count_results (AppTest    *test,
               const char *project)
{
  g_autoptr (LepQuery) query = lep_query_new ("outcome");
  g_autoptr (GPtrArray) found = NULL;

  lep_query_add_filter (query, "project", project);
  found = lep_query_run (test->workspace, query, NULL);
  return found->len;
}

/* The results of a project that is deleted count no longer. */
static void
test_what_belongs_to_it_goes_with_it (AppTest      *test,
                                      gconstpointer data)
{
  LepWindow         *window = app_open (test);
  LepPage           *page = open_list (window, "projects");
  GtkSelectionModel *model = gtk_column_view_get_model (view_of (page));
  g_autoptr (LepRecord) project = NULL;
  g_autoptr (GError) error = NULL;
  guint     n_results = 0;
  LepUndone undone;

  for (guint i = 0; n_results == 0; i++)
    {
      g_clear_object (&project);
      project = g_list_model_get_item (G_LIST_MODEL (model), i);
      g_assert_nonnull (project);
      n_results = count_results (test, lep_record_get_id (project));
      gtk_selection_model_select_item (model, i, TRUE);
    }
  app_settle ();
  gtk_widget_activate_action (GTK_WIDGET (page), "page.delete", NULL);
  app_settle ();
  app_answer ("delete", "that belong to it go with it");
  g_assert_cmpuint (count_results (test, lep_record_get_id (project)), ==, 0);
  g_assert_true (lep_undo_last (test->workspace, &undone, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (count_results (test, lep_record_get_id (project)), ==, n_results);
  app_close (window);
}

static void
test_link_shows_only_what_was_asked_for (AppTest      *test,
                                         gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepQuery) query = lep_query_new ("partnership");
  g_autoptr (GPtrArray) partnerships = lep_query_run (test->workspace, query, NULL);
  LepRecord       *partnership = g_ptr_array_index (partnerships, 0);
  g_autofree char *filter = g_strconcat ("partnership=", lep_record_get_id (partnership), "\nstatus=active", NULL);
  g_autofree char *title = lep_record_dup_title (partnership);
  g_autofree char *both = g_strconcat (title, " · ", lep_code_label ("project_status", "active"), NULL);
  const LepTarget  target = { .filter = filter };
  LepPage         *page;

  lep_window_go (window, "projects", &target);
  app_settle ();
  page = lep_window_get_page (window);
  g_assert_cmpuint (count_of (page), <, 7);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), LEP_TYPE_LIST_PAGE, "link_button"))));
  g_assert_true (app_has_label (GTK_WIDGET (page), both));

  app_close (window);
}

/* Beside a record that was gone to at once, the list was not read yet. */
static void
test_filter_brings_the_list (AppTest      *test,
                             gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);
  const LepTarget target = { .kind = "project", .id = lep_record_get_id (g_ptr_array_index (projects, 0)) };
  LepPage        *page;

  lep_window_go (window, "projects", &target);
  app_settle ();
  page = lep_window_get_page (window);
  gtk_widget_activate_action (GTK_WIDGET (page), "page.filter", NULL);
  app_settle ();
  g_assert_nonnull (gtk_column_view_get_model (view_of (page)));
  g_assert_cmpuint (count_of (page), ==, projects->len);

  app_close (window);
}

static gboolean
is_row_of (GtkWidget    *widget,
           gconstpointer field)
{
  return LEP_IS_FIELD_ROW (widget) && gtk_widget_get_mapped (widget) &&
         g_strcmp0 (lep_field_row_get_name (LEP_FIELD_ROW (widget)), field) == 0;
}

/* What another page asks for waits for a value that is not accepted. */
static void
test_link_leaves_what_is_refused (AppTest      *test,
                                  gconstpointer data)
{
  LepWindow      *window = app_open (test);
  LepPage        *page = open_list (window, "projects");
  const LepTarget target = { .filter = "status=ended" };
  LepRecord      *shown;
  GtkWidget      *row;

  gtk_selection_model_select_item (gtk_column_view_get_model (view_of (page)), 0, TRUE);
  app_settle ();
  shown = lep_list_page_get_record (LEP_LIST_PAGE (page));
  g_assert_nonnull (shown);
  row = app_find (GTK_WIDGET (page), is_row_of, "start");
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (LEP_FIELD_ROW (row))), "some day");
  lep_window_go (window, "projects", &target);
  app_settle ();
  g_assert_true (lep_list_page_get_record (LEP_LIST_PAGE (page)) == shown);
  g_assert_cmpuint (count_of (page), ==, 8);
  app_answer ("close", "Start: ");

  lep_field_row_revert (LEP_FIELD_ROW (row));
  gtk_window_set_focus (GTK_WINDOW (window), NULL);
  lep_window_go (window, "projects", &target);
  app_settle ();
  g_assert_null (lep_list_page_get_record (LEP_LIST_PAGE (page)));
  app_close (window);
}

/* Whoever asks for another record is told which value holds the one that he left, and
 * has the cursor in it, in whatever tab that is. */
static void
test_another_record_waits_for_what_is_refused (AppTest      *test,
                                               gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);
  const char *const ids[] = { lep_record_get_id (g_ptr_array_index (projects, 0)), lep_record_get_id (g_ptr_array_index (projects, 1)) };
  LepPage          *page;
  GtkWidget        *row;

  lep_window_open_tab (window, "project", ids[0], "money", NULL);
  app_settle ();
  page = lep_window_get_page (window);
  row = app_find (GTK_WIDGET (page), is_row_of, "grant");
  g_assert_nonnull (row);
  gtk_editable_set_text (GTK_EDITABLE (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (LEP_FIELD_ROW (row))), "much");
  lep_window_open_tab (window, "project", ids[0], "documents", NULL);
  lep_window_go (window, "search", NULL);
  lep_window_open_record (window, "project", ids[1], NULL);
  app_settle ();
  g_assert_true (lep_window_get_page (window) == page);
  g_assert_cmpstr (lep_record_get_id (lep_list_page_get_record (LEP_LIST_PAGE (page))), ==, ids[0]);
  app_answer ("close", "Grant: ");
  g_assert_true (gtk_widget_get_mapped (row));
  g_assert_true (gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (window)), row));

  lep_field_row_revert (LEP_FIELD_ROW (row));
  lep_window_open_record (window, "project", ids[1], NULL);
  app_settle ();
  g_assert_cmpstr (lep_record_get_id (lep_list_page_get_record (LEP_LIST_PAGE (page))), ==, ids[1]);
  app_close (window);
}

/* Where something was being typed the record stays, with a word. */
static void
test_deleted_while_typing_is_told (AppTest      *test,
                                   gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_list (window, "projects");

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *title = NULL;
      LepRecord       *shown;

      gtk_selection_model_select_item (gtk_column_view_get_model (view_of (page)), i, TRUE);
      app_settle ();
      shown = lep_list_page_get_record (LEP_LIST_PAGE (page));
      g_assert_nonnull (shown);
      title = lep_record_dup_title (shown);
      if (i == 1)
        {
          GtkWidget *row = app_find (GTK_WIDGET (page), is_row_of, "reference");

          gtk_editable_set_text (GTK_EDITABLE (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (LEP_FIELD_ROW (row))), "half ty");
        }
      delete_project (test, shown);
      app_settle ();
      g_assert_true (lep_list_page_get_record (LEP_LIST_PAGE (page)) == (i == 1 ? shown : NULL));
      if (i == 1)
        app_answer ("close", title);
      g_assert_null (app_find_message ());
    }
  app_close (window);
}

/* A deleted record that is looked at stays when something else is entered. */
static void
test_deleted_record_can_be_looked_at (AppTest      *test,
                                      gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = lep_query_run (test->workspace, query, NULL);
  const LepTarget target = { .kind = "project", .id = lep_record_get_id (g_ptr_array_index (projects, 0)) };
  LepListPage    *page;

  delete_project (test, g_ptr_array_index (projects, 0));
  lep_window_go (window, "projects", &target);
  app_settle ();
  page = LEP_LIST_PAGE (lep_window_get_page (window));
  g_assert_true (lep_record_is_deleted (lep_list_page_get_record (page)));
  delete_project (test, g_ptr_array_index (projects, 1));
  app_settle ();
  g_assert_nonnull (lep_list_page_get_record (page));
  g_assert_cmpstr (lep_record_get_id (lep_list_page_get_record (page)), ==, target.id);
  g_assert_null (app_find_message ());
  app_close (window);
}

static void
test_edit_elsewhere_is_seen (AppTest      *test,
                             gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_list (window, "organisations");
  guint      before = count_of (page);
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, NULL, "organisation", NULL, &error);
  lep_edit_set (edit, "name", "A new one");
  lep_edit_set (edit, "actor_group", "ngo");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);

  app_wait_until (count_of (page) == before + 1);
  app_close (window);
}

static void
test_empty_list_says_what_belongs_there (AppTest      *test,
                                         gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_list (window, "meetings");
  GtkStack  *stack = GTK_STACK (gtk_widget_get_template_child (GTK_WIDGET (page), LEP_TYPE_LIST_PAGE, "stack"));

  g_assert_cmpstr (gtk_stack_get_visible_child_name (stack), ==, "empty");
  app_wait_until (app_has_label (GTK_WIDGET (page), "No meetings yet"));

  app_close (window);
}

/* Whether the divider takes what is pressed where it stands, or stood. */
static gboolean
divides (LepPage *page)
{
  GtkWidget *paned = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), LEP_TYPE_LIST_PAGE, "paned"));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (paned);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_GESTURE_DRAG (controller) && gtk_event_controller_get_propagation_phase (controller) != GTK_PHASE_NONE)
        return TRUE;
    }
  return FALSE;
}

static void
test_record_alone_leads_back_to_the_list (AppTest      *test,
                                          gconstpointer data)
{
  LepWindow *window = app_open (test);
  LepPage   *page = open_list (window, "projects");
  GtkWidget *upper = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (page), LEP_TYPE_LIST_PAGE, "upper"));
  g_autoptr (LepRecord) record = g_list_model_get_item (G_LIST_MODEL (gtk_column_view_get_model (view_of (page))), 2);

  lep_window_open_record (window, "project", lep_record_get_id (record), NULL);
  app_settle ();
  g_assert_false (gtk_widget_get_visible (upper));
  g_assert_false (divides (page));
  lep_window_go_back (window);
  app_settle ();
  g_assert_true (gtk_widget_get_visible (upper));
  g_assert_true (divides (page));
  app_close (window);
}

/* Nothing stands behind the rows of a list where no record is open: Tab goes on at the
 * beginning of the window then, and back to its end. */
static void
test_tab_leaves_a_list_of_which_nothing_is_open (AppTest      *test,
                                                 gconstpointer data)
{
  LepWindow *window = app_open (test);
  GtkWidget *view, *focus;

  lep_window_go (window, "organisations", NULL);
  app_wait_until ((view = app_find_type (GTK_WIDGET (lep_window_get_page (window)), GTK_TYPE_COLUMN_VIEW)) != NULL &&
                  app_find (view, app_is_label, "Grad Zenica") != NULL);
  while ((focus = gtk_window_get_focus (GTK_WINDOW (window))) == NULL || !gtk_widget_is_ancestor (focus, view) || GTK_IS_BUTTON (focus))
    g_assert_true (gtk_widget_child_focus (GTK_WIDGET (window), GTK_DIR_TAB_FORWARD));

  g_assert_true (app_press (view, GDK_KEY_Tab));
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_nonnull (focus);
  g_assert_false (gtk_widget_is_ancestor (focus, view));
  app_close (window);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();

#define ADD(name, data, function) g_test_add ("/list/" name, AppTest, data, app_set_up, function, app_tear_down)
  ADD ("columns-are-of-the-schema", "empty", test_columns_are_of_the_schema);
  ADD ("room-goes-to-all-texts", NULL, test_room_goes_to_all_texts);
  ADD ("title-sorts-both-ways", NULL, test_title_sorts_both_ways);
  ADD ("text-filters-across-scripts", NULL, test_text_filters_across_scripts);
  ADD ("choosing-shows-the-record", NULL, test_choosing_shows_the_record);
  ADD ("several-rows-offer-what-all-can-do", NULL, test_several_rows_offer_what_all_can_do);
  ADD ("very-many-rows-offer-no-states", "empty", test_very_many_rows_offer_no_states);
  ADD ("what-belongs-to-it-goes-with-it", NULL, test_what_belongs_to_it_goes_with_it);
  ADD ("filter-brings-the-list", NULL, test_filter_brings_the_list);
  ADD ("link-shows-only-what-was-asked-for", NULL, test_link_shows_only_what_was_asked_for);
  ADD ("link-leaves-what-is-refused", NULL, test_link_leaves_what_is_refused);
  ADD ("another-record-waits-for-what-is-refused", NULL, test_another_record_waits_for_what_is_refused);
  ADD ("deleted-while-typing-is-told", NULL, test_deleted_while_typing_is_told);
  ADD ("deleted-record-can-be-looked-at", NULL, test_deleted_record_can_be_looked_at);
  ADD ("edit-elsewhere-is-seen", NULL, test_edit_elsewhere_is_seen);
  ADD ("empty-list-says-what-belongs-there", "empty", test_empty_list_says_what_belongs_there);
  ADD ("tab-leaves-it-where-nothing-is-open", NULL, test_tab_leaves_a_list_of_which_nothing_is_open);
  ADD ("record-alone-leads-back", NULL, test_record_alone_leads_back_to_the_list);
#undef ADD

  return g_test_run ();
}
