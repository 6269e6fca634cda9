/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is asked before something is done for good: taking an import back, going
 * on without lost changes, erasing a contact. */

#include "app-other.h"

#include "lep-query.h"
#include "lep-receipt-words.h"
#include "lep-receipt.h"
#include "lep-record-dialog.h"
#include "lep-same-dialog.h"
#include "lep-same.h"
#include "lep-undo.h"

static gboolean
has_action (GtkWidget    *widget,
            gconstpointer data)
{
  return GTK_IS_ACTIONABLE (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), data) == 0;
}

static gboolean
is_row (GtkWidget    *widget,
        gconstpointer data)
{
  return ADW_IS_PREFERENCES_ROW (widget) && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (widget)), data) == 0;
}

static gint64
newest_step (AppTest *test)
{
  g_autoptr (GPtrArray) receipts = lep_receipts_list (test->workspace, 1, NULL);

  return ((LepReceipt *) g_ptr_array_index (receipts, 0))->step;
}

static gboolean
is_unsent (GtkWidget    *widget,
           gconstpointer data)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), " made here wait") != NULL;
}

static void
test_an_import_is_taken_back (AppTest      *test,
                              gconstpointer data)
{
  g_autofree char *hash = g_strnfill (64, 'a');
  LepReceipt       receipt = { .at = (char *) "2026-06-30T11:00:00.000Z", .file = (char *) "from-the-school.lepx", .hash = hash, .label = (char *) "School", .n_new = 3 };
  g_autoptr (GError) error = NULL;
  LepWindow *window;
  GtkWidget *button;
  GtkWidget *row;

  write_organisation (test->workspace, "School");
  lep_undo_find (test->workspace, &receipt.step, NULL, &error);
  g_assert_no_error (error);
  lep_receipt_add (test->workspace, &receipt, &error);
  g_assert_no_error (error);

  window = app_open (test);
  lep_window_go (window, "bundles", NULL);
  app_settle ();
  row = app_find (GTK_WIDGET (window), is_row, "Received from “School”");
  g_assert_nonnull (row);
  /* What the sidebar counts is told on its page. */
  g_assert_nonnull (app_find (GTK_WIDGET (window), is_unsent, NULL));
  g_signal_emit_by_name (row, "activated");
  app_wait_until (app_find (GTK_WIDGET (window), is_row, "Organisations") != NULL);
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "receipt");
  button = app_find (GTK_WIDGET (lep_window_get_page (window)), has_action, "receipt.take-back");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Take back this import");
  g_signal_emit_by_name (button, "clicked");
  app_answer ("cancel", "School");
  g_assert_cmpint (newest_step (test), ==, receipt.step);

  g_signal_emit_by_name (button, "clicked");
  app_answer ("back", "from-the-school.lepx");
  app_wait_until (newest_step (test) == 0);
  app_wait_until (app_find (GTK_WIDGET (window), is_row, "This import was taken back") != NULL);
  app_close (window);
}

static void
test_going_on_names_what_is_lost (AppTest      *test,
                                  gconstpointer data)
{
  LepWindow *window = app_open (test);
  GVariant  *missing;

  lep_window_go (window, "bundles", NULL);
  app_settle ();
  missing = g_variant_new_parsed ("[('0194c9e2-5b7c-7000-8000-0123456789ab', 'Zenica', %x, %x)]", G_GINT64_CONSTANT (49), G_GINT64_CONSTANT (52));
  g_assert_true (gtk_widget_activate_action_variant (GTK_WIDGET (lep_window_get_page (window)), "bundles.waive", missing));
  app_answer ("waive", "“Zenica”, numbers 49 to 52");
  g_assert_true (app_has_label (GTK_WIDGET (window), "Nothing here waits for these changes any more"));
  app_close (window);
}

static void
test_a_contact_is_erased_when_that_is_said (AppTest      *test,
                                            gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (LepRecord) contact = NULL;
  g_autoptr (LepRecord) erased = NULL;
  g_autoptr (GError) error = NULL;
  const char *organisation;

  lep_edit_row (edit, NULL, "organisation", NULL, &error);
  lep_edit_set (edit, "name", "School");
  lep_edit_set (edit, "actor_group", "education");
  organisation = lep_edit_last_id (edit);
  lep_edit_row (edit, NULL, "contact", "0194c9e2-5b7c-7000-8000-0123456789ab", &error);
  lep_edit_set (edit, "organisation", organisation);
  lep_edit_set (edit, "name", "Contact person");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);

  contact = lep_workspace_get_record (test->workspace, "contact", "0194c9e2-5b7c-7000-8000-0123456789ab", NULL, &error);
  g_assert_no_error (error);
  lep_record_erase (GTK_WIDGET (window), test->workspace, contact);
  app_answer ("erase", "cannot be undone");
  erased = lep_workspace_get_record (test->workspace, "contact", "0194c9e2-5b7c-7000-8000-0123456789ab", NULL, NULL);
  g_assert_null (lep_record_get (erased, "name"));
  app_close (window);
}

static void
test_own_number_is_told (AppTest      *test,
                         gconstpointer data)
{
  LepWindow *window = app_open (test);

  lep_window_go (window, "bundles", NULL);
  app_settle ();
  gtk_widget_activate_action (GTK_WIDGET (lep_window_get_page (window)), "bundles.laptops", NULL);
  app_settle ();
  g_assert_cmpstr (lep_page_get_name (lep_window_get_page (window)), ==, "laptops");
  g_assert_nonnull (app_find (GTK_WIDGET (lep_window_get_page (window)), is_row, "Coordinator · laptop “Laptop 1”"));
  app_close (window);
}

/* While its thirty digits are compared, whatever else changes. */
static void
test_an_open_row_stays_open (AppTest      *test,
                             gconstpointer data)
{
  const char *const pages[] = { "laptops", "bundles" };
  LepWindow        *window = app_open (test);
  Other             other;

  other_init (&other, test, "second", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *row;

      lep_window_go (window, pages[i], NULL);
      app_settle ();
      row = app_find_type (GTK_WIDGET (lep_window_get_page (window)), ADW_TYPE_EXPANDER_ROW);
      g_assert_nonnull (row);
      adw_expander_row_set_expanded (ADW_EXPANDER_ROW (row), TRUE);
      write_organisation (test->workspace, "School");
      app_settle ();
      row = app_find_type (GTK_WIDGET (lep_window_get_page (window)), ADW_TYPE_EXPANDER_ROW);
      g_assert_true (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (row)));
    }
  app_close (window);
  other_clear (&other);
}

static gboolean
join_in_dialog (GType type)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (g_type_is_a (G_OBJECT_TYPE (window), type))
        return gtk_widget_activate_action (GTK_WIDGET (window), "same.join", NULL);
    }
  return FALSE;
}

static void
test_two_organisations_become_one (AppTest      *test,
                                   gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepRecord) other = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("organisation");
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (GError) error = NULL;
  const char *ids[2];

  write_organisation (test->workspace, "School");
  write_organisation (test->workspace, "School");
  lep_query_add_filter (query, "name", "School");
  lep_query_set_rows (query, LEP_ROWS_STANDING);
  before = lep_query_run (test->workspace, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (before->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    ids[i] = lep_record_get_id (g_ptr_array_index (before, i));

  lep_same_dialog_open (window, ids[0], ids[1]);
  app_settle ();
  g_assert_true (join_in_dialog (LEP_TYPE_SAME_DIALOG));
  app_settle ();
  after = lep_query_run (test->workspace, query, &error);
  g_assert_cmpuint (after->len, ==, 1);
  g_assert_cmpstr (lep_record_get_id (g_ptr_array_index (after, 0)), ==, ids[0]);
  other = lep_workspace_get_record (test->workspace, "organisation", ids[1], NULL, &error);
  g_assert_cmpstr (lep_record_get (other, "merged_into"), ==, ids[0]);
  app_close (window);
}

/* Nothing is separated on the page of an organisation that was deleted. */
static void
test_a_deleted_organisation_is_not_separated (AppTest      *test,
                                              gconstpointer data)
{
  LepWindow *window = app_open (test);
  g_autoptr (LepQuery) query = lep_query_new ("organisation");
  g_autoptr (GPtrArray) schools = NULL;
  g_autoptr (GError) error = NULL;
  LepTarget target = { .kind = "organisation", .tab = "same" };

  write_organisation (test->workspace, "School");
  write_organisation (test->workspace, "School");
  lep_query_add_filter (query, "name", "School");
  schools = lep_query_run (test->workspace, query, &error);
  target.id = lep_record_get_id (g_ptr_array_index (schools, 0));
  g_assert_true (lep_same_join (test->workspace, target.id, lep_record_get_id (g_ptr_array_index (schools, 1)), &error));

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
      GtkWidget *button;

      lep_window_go (window, "organisations", &target);
      app_settle ();
      button = app_find (GTK_WIDGET (lep_window_get_page (window)), has_action, "same.part");
      g_assert_nonnull (button);
      g_assert_cmpint (gtk_widget_is_sensitive (button), ==, i == 0);
      if (i > 0)
        break;
      gtk_window_set_focus (GTK_WINDOW (window), NULL); /* GTK keeps a page of a stack that is left with the focus in it */
      lep_edit_delete (edit, NULL, "organisation", target.id, &error);
      lep_edit_commit (edit, &error);
      g_assert_no_error (error);
      app_settle ();
    }
  app_close (window);
}

static void
test_a_receipt_leaves_out_what_there_was_none_of (AppTest      *test,
                                                  gconstpointer data)
{
  LepReceipt       receipt = { .at = (char *) "2026-06-30T12:00:00.000Z", .label = (char *) "Laptop 2", .n_new = 5, .n_conflicts = 4 };
  g_autofree char *some = lep_receipt_summary (&receipt);
  g_autofree char *none = NULL;

  receipt.n_new = 0;
  receipt.n_conflicts = 0;
  none = lep_receipt_summary (&receipt);
  g_assert_true (g_str_has_suffix (some, " · 5 new, 4 to decide"));
  g_assert_true (g_str_has_suffix (none, " · Nothing new"));
}

#define TEST(name) g_test_add ("/bundles/" #name, AppTest, NULL, app_set_up, test_##name, app_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST (an_import_is_taken_back);
  TEST (own_number_is_told);
  TEST (a_receipt_leaves_out_what_there_was_none_of);
  TEST (an_open_row_stays_open);
  TEST (two_organisations_become_one);
  TEST (a_deleted_organisation_is_not_separated);
  TEST (going_on_names_what_is_lost);
  TEST (a_contact_is_erased_when_that_is_said);

  return g_test_run ();
}
