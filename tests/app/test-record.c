/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pages of records: states, related lists, members, history, results by period. */

#include "../store/lep-store-test.h"

#include "lep-columns.h"
#include "lep-document-row.h"
#include "lep-documents-tab.h"
#include "lep-history-tab.h"
#include "lep-query.h"
#include "lep-record-dialog.h"
#include "lep-record-panel.h"
#include "lep-related-row.h"
#include "lep-share.h"
#include "lep-state-button.h"

typedef struct
{
  char   *dir;
  Laptop *laptop;
  char   *project;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *partnership = NULL;

  fixture->dir = lep_test_dir ();
  fixture->laptop = laptop_new (fixture->dir, 1);
  partnership = laptop_put (fixture->laptop, NULL, "partnership", PARTNERSHIP, "name", "LEP", "status", "forming", NULL);
  fixture->project = laptop_put (fixture->laptop, NULL, "project", NULL, "partnership", PARTNERSHIP, "title", "One",
                                 "activity", "retraining", "status", "active", "start", "2025-01-01", "end", "2025-12-31", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->laptop->workspace));
  laptop_free (fixture->laptop);
  g_free (fixture->project);
  lep_test_dir_free (fixture->dir);
}

static LepRecord *
get_record (Fixture    *fixture,
            const char *kind,
            const char *id)
{
  g_autoptr (GError) error = NULL;
  LepRecord *record = lep_workspace_get_record (fixture->laptop->workspace, kind, id, NULL, &error);

  g_assert_no_error (error);

  return record;
}

static GtkWidget *
open_tab (Fixture    *fixture,
          const char *kind,
          const char *id,
          const char *tab)
{
  GtkWidget *panel = g_object_ref_sink (lep_record_panel_new (kind));
  g_autoptr (LepRecord) record = get_record (fixture, kind, id);
  LepTarget target = { .tab = tab };

  lep_record_view_set_record (LEP_RECORD_VIEW (panel), fixture->laptop->workspace, record);
  lep_record_view_show_target (LEP_RECORD_VIEW (panel), &target);
  g_assert_cmpstr (lep_record_panel_get_tab (LEP_RECORD_PANEL (panel)), ==, tab);

  return panel;
}

/* Collects the widgets of @type below @widget. */
static void
collect (GtkWidget *widget,
         GType      type,
         GPtrArray *found)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      if (G_TYPE_CHECK_INSTANCE_TYPE (child, type))
        g_ptr_array_add (found, child);
      collect (child, type, found);
    }
}

/* Whether some label below @widget holds @text. */
static gboolean
shows (GtkWidget  *widget,
       const char *text)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  collect (widget, GTK_TYPE_LABEL, labels);
  for (guint i = 0; i < labels->len; i++)
    if (strstr (gtk_label_get_label (g_ptr_array_index (labels, i)), text) != NULL)
      return TRUE;

  return FALSE;
}

static GtkWidget *
find_button (GtkWidget  *widget,
             const char *name)
{
  g_autoptr (GPtrArray) buttons = g_ptr_array_new ();

  collect (widget, GTK_TYPE_BUTTON, buttons);
  for (guint i = 0; i < buttons->len; i++)
    {
      GtkAccessible   *button = g_ptr_array_index (buttons, i);
      g_autofree char *wrong = gtk_test_accessible_check_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, name);

      if (wrong == NULL)
        return GTK_WIDGET (button);
    }

  return NULL;
}

static LepStateButton *
new_state_button (Fixture *fixture)
{
  LepStateButton *button = g_object_ref_sink (g_object_new (LEP_TYPE_STATE_BUTTON, NULL));
  g_autoptr (LepRecord) record = get_record (fixture, "project", fixture->project);

  lep_state_button_set_record (button, fixture->laptop->workspace, record);

  return button;
}

static void
test_only_allowed_states_are_offered (Fixture      *fixture,
                                      gconstpointer data)
{
  LepStateButton *button = new_state_button (fixture);

  g_assert_nonnull (find_button (GTK_WIDGET (button), "Completed"));
  g_assert_nonnull (find_button (GTK_WIDGET (button), "Suspended"));
  g_assert_nonnull (find_button (GTK_WIDGET (button), "Terminated"));
  g_assert_null (find_button (GTK_WIDGET (button), "Closed"));
  g_assert_null (find_button (GTK_WIDGET (button), "Active"));
  g_assert_finalize_object (button);
}

static void
test_a_state_is_one_click (Fixture      *fixture,
                           gconstpointer data)
{
  LepStateButton *button = new_state_button (fixture);
  g_autoptr (LepRecord) record = NULL;

  g_signal_emit_by_name (find_button (GTK_WIDGET (button), "Suspended"), "clicked");
  record = get_record (fixture, "project", fixture->project);
  g_assert_cmpstr (lep_record_get (record, "status"), ==, "suspended");
  g_assert_finalize_object (button);
}

static void
test_choices_stay_while_somebody_chooses (Fixture      *fixture,
                                          gconstpointer data)
{
  LepStateButton *button = new_state_button (fixture);
  GtkWidget      *window = gtk_window_new ();
  GtkWidget      *menu = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (button), LEP_TYPE_STATE_BUTTON, "button"));
  GtkWidget      *choice;
  g_autoptr (LepRecord) record = get_record (fixture, "project", fixture->project);
  g_autoptr (LepRecord) changed = NULL;

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (button));
  gtk_window_present (GTK_WINDOW (window));
  gtk_menu_button_popup (GTK_MENU_BUTTON (menu));
  choice = find_button (GTK_WIDGET (button), "Suspended");
  g_assert_true (gtk_widget_get_mapped (choice));

  /* What is shown anew each minute, and what others write, takes no choice away. */
  lep_state_button_set_record (button, fixture->laptop->workspace, record);
  g_assert_true (find_button (GTK_WIDGET (button), "Suspended") == choice);

  /* In another state others are possible. */
  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "status", "suspended");
  changed = get_record (fixture, "project", fixture->project);
  lep_state_button_set_record (button, fixture->laptop->workspace, changed);
  g_assert_null (find_button (GTK_WIDGET (button), "Suspended"));

  gtk_window_destroy (GTK_WINDOW (window));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (button);
}

static void
test_ending_needs_a_reason (Fixture      *fixture,
                            gconstpointer data)
{
  LepStateButton *button = new_state_button (fixture);
  g_autoptr (GPtrArray) entries = g_ptr_array_new ();
  g_autoptr (LepRecord) record = NULL;

  g_signal_emit_by_name (find_button (GTK_WIDGET (button), "Terminated"), "clicked");
  laptop_expect (fixture->laptop, "SELECT status FROM k_project", "active");

  collect (GTK_WIDGET (button), GTK_TYPE_ENTRY, entries);
  g_assert_cmpuint (entries->len, ==, 2);
  g_signal_emit_by_name (g_ptr_array_index (entries, 0), "activate");
  laptop_expect (fixture->laptop, "SELECT status FROM k_project", "active");
  g_assert_true (shows (GTK_WIDGET (button), "Write the reason first."));
  g_assert_nonnull (find_button (GTK_WIDGET (button), "Terminate the project"));
  gtk_editable_set_text (g_ptr_array_index (entries, 0), "The lead withdrew.");
  g_signal_emit_by_name (g_ptr_array_index (entries, 0), "activate");
  laptop_expect (fixture->laptop, "SELECT status FROM k_project", "terminated");
  laptop_expect (fixture->laptop, "SELECT status_reason FROM k_project", "The lead withdrew.");
  g_assert_finalize_object (button);
}

/* Returns: (nullable): the id of the record whose row has the focus */
static const char *
focused_row (GtkWidget *window)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (window));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, LEP_TYPE_RELATED_ROW) : NULL;

  return row != NULL ? lep_record_get_id (lep_related_row_get_record (LEP_RELATED_ROW (row))) : NULL;
}

static void
test_related_records_are_listed (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autofree char *tranche = laptop_put (fixture->laptop, NULL, "tranche", NULL, "project", fixture->project, "number", "1",
                                         "amount", "15646640", "status", "planned", NULL);
  GtkWidget       *panel = open_tab (fixture, "project", fixture->project, "money");
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  collect (panel, LEP_TYPE_RELATED_ROW, rows);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_true (shows (panel, "Tranche 1"));
  g_assert_true (shows (panel, "156,466.40"));
  g_assert_nonnull (find_button (panel, "Remove Tranche 1"));
  g_assert_nonnull (find_button (panel, "Add a tranche"));
  g_assert_finalize_object (panel);
}

/* Tranches have no page of their own, so the list itself goes on. */
static void
test_related_records_go_on (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;
  GtkWidget *panel;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  for (guint i = 0; i < 230; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i + 1);

      lep_edit_row (edit, PARTNERSHIP, "tranche", NULL, &error);
      g_assert_no_error (error);
      lep_edit_set (edit, "project", fixture->project);
      lep_edit_set (edit, "number", number);
      lep_edit_set (edit, "amount", "100");
    }
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);

  panel = open_tab (fixture, "project", fixture->project, "money");
  for (guint n = 100; n < 230; n += 100)
    {
      g_ptr_array_set_size (rows, 0);
      collect (panel, LEP_TYPE_RELATED_ROW, rows);
      g_assert_cmpuint (rows->len, ==, n);
      g_assert_true (shows (panel, "Show more"));
      g_ptr_array_set_size (rows, 0);
      collect (panel, ADW_TYPE_ACTION_ROW, rows);
      for (guint i = 0; i < rows->len; i++)
        if (g_str_equal (adw_preferences_row_get_title (g_ptr_array_index (rows, i)), "Show more"))
          {
            adw_action_row_activate (g_ptr_array_index (rows, i));
            break;
          }
    }
  g_ptr_array_set_size (rows, 0);
  collect (panel, LEP_TYPE_RELATED_ROW, rows);
  g_assert_cmpuint (rows->len, ==, 230);
  g_assert_false (shows (panel, "Show more"));
  g_assert_finalize_object (panel);
}

/* A tranche that is changed in its own window, or removed: the keys are still in the list
 * of tranches, not in an amount above it. */
static void
test_related_records_keep_the_focus (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autofree char *first = laptop_put (fixture->laptop, NULL, "tranche", NULL, "project", fixture->project, "number", "1",
                                       "amount", "100", "status", "planned", NULL);
  g_autofree char *second = laptop_put (fixture->laptop, NULL, "tranche", NULL, "project", fixture->project, "number", "2",
                                        "amount", "100", "status", "planned", NULL);
  GtkWidget       *panel = open_tab (fixture, "project", fixture->project, "money");
  GtkWidget       *window = gtk_window_new ();
  g_autoptr (LepRecord) project = get_record (fixture, "project", fixture->project);
  g_autoptr (LepRecord) tranche = get_record (fixture, "tranche", second);
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();

  gtk_window_set_child (GTK_WINDOW (window), panel);
  gtk_window_present (GTK_WINDOW (window));
  collect (panel, LEP_TYPE_RELATED_ROW, rows);
  g_assert_cmpuint (rows->len, ==, 2);
  g_assert_true (gtk_widget_grab_focus (g_ptr_array_index (rows, 1)));
  laptop_put (fixture->laptop, NULL, "tranche", second, "status", "due", NULL);
  lep_record_view_set_record (LEP_RECORD_VIEW (panel), fixture->laptop->workspace, project);
  g_assert_cmpstr (focused_row (window), ==, second);

  lep_record_delete (panel, fixture->laptop->workspace, tranche);
  lep_record_view_set_record (LEP_RECORD_VIEW (panel), fixture->laptop->workspace, project);
  g_assert_cmpstr (focused_row (window), ==, first);
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (panel);
}

static void
test_removing_takes_what_belongs_to_it (Fixture      *fixture,
                                        gconstpointer data)
{
  g_autofree char *tranche = laptop_put (fixture->laptop, NULL, "tranche", NULL, "project", fixture->project, "number", "1",
                                         "amount", "100", NULL);
  g_autoptr (LepRecord) record = get_record (fixture, "project", fixture->project);
  g_autoptr (LepRecord) after = NULL;
  GtkWidget *parent = g_object_ref_sink (gtk_label_new ("a page"));

  lep_record_delete (parent, fixture->laptop->workspace, record);
  after = get_record (fixture, "tranche", tranche);
  g_assert_true (lep_record_is_deleted (after));
  g_assert_finalize_object (parent);
}

static void
test_history_tells_old_and_new (Fixture      *fixture,
                                gconstpointer data)
{
  GtkWidget *panel;

  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "title", "Two");
  panel = open_tab (fixture, "project", fixture->project, "history");
  g_assert_true (shows (panel, "Title: One \342\206\222 Two"));
  g_assert_true (shows (panel, "Coordinator"));
  g_assert_finalize_object (panel);
}

/* Who writes after us writes later, whatever the clock there says. */
static void
test_history_does_not_go_by_clocks (Fixture      *fixture,
                                    gconstpointer data)
{
  Laptop *other = laptop_new (fixture->dir, 2);
  g_autoptr (LepRecord) record = get_record (fixture, "project", fixture->project);
  g_autofree char *person = NULL;
  GtkWidget       *panel;

  lep_clock_unref (other->clock);
  other->clock = lep_clock_new_fixed (G_GINT64_CONSTANT (978307200000), 2); /* 2001 */
  laptop_reopen (other, LEP_OPEN_WRITE);
  g_assert_true (lep_workspace_set_meta (other->workspace, LEP_META_PERSON, "Officer", NULL));
  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "title", "Two");
  laptop_give (fixture->laptop, other);
  laptop_edit (other, NULL, "project", fixture->project, "title", "Three");
  laptop_give (other, fixture->laptop);
  laptop_free (other);

  panel = open_tab (fixture, "project", fixture->project, "history");
  g_assert_true (shows (panel, "Title: One \342\206\222 Two"));
  g_assert_true (shows (panel, "Title: Two \342\206\222 Three"));
  g_assert_finalize_object (panel);
  person = lep_history_last_person (fixture->laptop->workspace, record);
  g_assert_cmpstr (person, ==, "Officer");
}

static void
test_figures_are_buttons_with_names (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autofree char *indicator = laptop_put (fixture->laptop, PROGRAMME, "indicator", NULL, "code", "TRAINED", "name", "Trained",
                                           "unit", "persons", "accumulation", "sum", NULL);
  g_autofree char *target = laptop_put (fixture->laptop, NULL, "target", NULL, "project", fixture->project,
                                        "indicator", indicator, "value", "24", NULL);
  g_autofree char *outcome = laptop_put (fixture->laptop, NULL, "outcome", NULL, "project", fixture->project,
                                         "indicator", indicator, "from", "2025-04-01", "to", "2025-06-30", "value", "12", NULL);
  GtkWidget       *panel = open_tab (fixture, "project", fixture->project, "results");

  g_assert_nonnull (find_button (panel, "Trained, Q2 2025: 12"));
  g_assert_nonnull (find_button (panel, "Trained, Total: 12"));
  g_assert_true (shows (panel, "50\302\240%"));
  g_assert_finalize_object (panel);
}

static void
test_members_go_to_the_list_at_once (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autofree char *one = laptop_put (fixture->laptop, PROGRAMME, "organisation", NULL, "name", "One", "actor_group", "municipality", NULL);
  g_autofree char *two = laptop_put (fixture->laptop, PROGRAMME, "organisation", NULL, "name", "Two", "actor_group", "employer", NULL);
  g_autofree char *first = laptop_put (fixture->laptop, NULL, "membership", NULL, "partnership", PARTNERSHIP, "organisation", one,
                                       "joined_on", "2025-01-01", NULL);
  g_autofree char *second = laptop_put (fixture->laptop, NULL, "membership", NULL, "partnership", PARTNERSHIP, "organisation", two,
                                        "joined_on", "2025-01-01", NULL);
  g_autofree char *meeting = laptop_put (fixture->laptop, NULL, "meeting", NULL, "partnership", PARTNERSHIP, "kind", "quarterly",
                                         "held_on", "2025-06-01", NULL);
  GtkWidget       *panel = open_tab (fixture, "meeting", meeting, "summary");
  GtkWidget       *button = find_button (panel, "Add all members of the partnership");

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
  g_signal_emit_by_name (button, "clicked");
  laptop_expect (fixture->laptop, "SELECT count (*) FROM k_attendance", "2");
  laptop_expect (fixture->laptop, "SELECT count (*) FROM k_attendance WHERE side = 'employers'", "1");
  g_assert_finalize_object (panel);
}

static void
test_tab_goes_down_a_column (Fixture      *fixture,
                             gconstpointer data)
{
  GtkWidget *window = g_object_ref (gtk_window_new ());
  GtkWidget *columns = g_object_new (LEP_TYPE_COLUMNS, NULL);
  GtkWidget *tall = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *entries[3];

  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    entries[i] = gtk_entry_new ();
  gtk_box_append (GTK_BOX (tall), entries[0]);
  gtk_box_append (GTK_BOX (tall), entries[1]);
  gtk_widget_set_valign (entries[2], GTK_ALIGN_START);
  gtk_widget_set_parent (tall, columns);
  gtk_widget_set_parent (entries[2], columns);
  gtk_window_set_child (GTK_WINDOW (window), columns);
  gtk_window_set_default_size (GTK_WINDOW (window), 1000, 300);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (entries[2]) || gtk_widget_get_width (entries[2]) == 0)
    g_main_context_iteration (NULL, TRUE);

  gtk_widget_grab_focus (entries[0]);
  for (guint i = 1; i < G_N_ELEMENTS (entries); i++)
    {
      gtk_widget_child_focus (window, GTK_DIR_TAB_FORWARD);
      g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (window)), entries[i]));
    }
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_finalize_object (window);
}

/* Attaches a file of some bytes to the project. */
static char *
attach (Fixture    *fixture,
        const char *name)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, name, -1, &error);
  g_assert_no_error (error);
  lep_edit_row (edit, NULL, "document", NULL, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "owner", fixture->project);
  lep_edit_set (edit, "title", "Contract");
  lep_edit_attach (edit, path, NULL, &error);
  g_assert_no_error (error);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  return g_strdup (lep_edit_last_id (edit));
}

static void
test_documents_are_listed_and_removed (Fixture      *fixture,
                                       gconstpointer data)
{
  g_autofree char *id = attach (fixture, "contract.pdf");
  GtkWidget       *panel = open_tab (fixture, "project", fixture->project, "documents");
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  g_autoptr (LepRecord) document = NULL;

  collect (panel, LEP_TYPE_DOCUMENT_ROW, rows);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (lep_document_row_get_document (g_ptr_array_index (rows, 0))->id, ==, id);
  g_assert_true (shows (panel, "contract.pdf"));
  g_assert_true (shows (panel, "12 bytes"));
  g_assert_true (gtk_widget_get_visible (find_button (panel, "Open Contract")));
  g_assert_true (gtk_widget_get_visible (find_button (panel, "Save Contract")));
  g_assert_false (gtk_widget_get_visible (find_button (panel, "Ask for Contract")));

  g_signal_emit_by_name (find_button (panel, "Remove Contract"), "clicked");
  document = get_record (fixture, "document", id);
  g_assert_true (lep_record_is_deleted (document));
  g_assert_finalize_object (panel);
}

static void
test_a_missing_document_says_where_it_is (Fixture      *fixture,
                                          gconstpointer data)
{
  static const char hash[] = "0000000000000000000000000000000000000000000000000000000000000001";
  GPtrArray        *holders = g_ptr_array_new ();
  LepFileHolder     holder = { (char *) PARTNERSHIP, (char *) "Zenica 1" };
  LepDocument      *document = g_new0 (LepDocument, 1);
  GtkWidget        *row;

  document->title = g_strdup ("Minutes");
  document->sha256 = g_strdup (hash);
  document->created_at = g_strdup ("2026-11-21T10:00:00.000Z");
  document->size = 1234567;
  g_ptr_array_add (holders, &holder);
  row = g_object_ref_sink (lep_document_row_new (document, holders, TRUE));
  g_assert_true (shows (row, "1.2 MB"));
  g_assert_true (shows (row, "Not on this laptop; Zenica 1 has it"));
  g_assert_true (gtk_widget_get_visible (find_button (row, "Ask for Minutes")));
  g_assert_false (gtk_widget_get_visible (find_button (row, "Open Minutes")));
  g_assert_cmpstr (lep_document_row_get_holder (LEP_DOCUMENT_ROW (row)), ==, PARTNERSHIP);
  g_assert_finalize_object (row);
  g_ptr_array_unref (holders);
}

static void
test_every_kind_has_a_page (Fixture      *fixture,
                            gconstpointer data)
{
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      GtkWidget *panel = g_object_ref_sink (lep_record_panel_new (kinds[i].name));
      LepTarget  target = { .kind = kinds[i].name };

      g_test_message ("%s", kinds[i].name);
      if (!g_str_equal (kinds[i].name, "outcome"))
        lep_record_view_start_new (LEP_RECORD_VIEW (panel), fixture->laptop->workspace, &target);
      g_assert_finalize_object (panel);
    }
}

static void
test_page_shows_its_record (Fixture      *fixture,
                            gconstpointer data)
{
  static const char *const kinds[] = { "project", "partnership" };
  const char              *ids[] = { fixture->project, PARTNERSHIP };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      GtkWidget *panel = g_object_ref_sink (lep_record_panel_new (kinds[i]));
      g_autoptr (LepRecord) record = get_record (fixture, kinds[i], ids[i]);
      static const char *const tabs[] = { "money", "results", "members", "summary" };

      lep_record_view_set_record (LEP_RECORD_VIEW (panel), fixture->laptop->workspace, record);
      for (guint j = 0; j < G_N_ELEMENTS (tabs); j++)
        {
          LepTarget target = { .tab = tabs[j] };

          lep_record_view_show_target (LEP_RECORD_VIEW (panel), &target);
        }
      g_assert_cmpstr (lep_record_panel_get_tab (LEP_RECORD_PANEL (panel)), ==, "summary");
      g_assert_true (lep_record_view_leave (LEP_RECORD_VIEW (panel)));
      g_assert_finalize_object (panel);
    }
}

#define TEST(name) g_test_add ("/record/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST (every_kind_has_a_page);
  TEST (page_shows_its_record);
  TEST (only_allowed_states_are_offered);
  TEST (a_state_is_one_click);
  TEST (choices_stay_while_somebody_chooses);
  TEST (ending_needs_a_reason);
  TEST (related_records_are_listed);
  TEST (related_records_go_on);
  TEST (related_records_keep_the_focus);
  TEST (removing_takes_what_belongs_to_it);
  TEST (history_tells_old_and_new);
  TEST (history_does_not_go_by_clocks);
  TEST (figures_are_buttons_with_names);
  TEST (members_go_to_the_list_at_once);
  TEST (tab_goes_down_a_column);
  TEST (documents_are_listed_and_removed);
  TEST (a_missing_document_says_where_it_is);

  return g_test_run ();
}
