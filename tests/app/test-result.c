/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Add a result": what is stored of a number, its split and its proof. */

#include "../store/lep-store-test.h"

#include "lep-query.h"
#include "lep-record-panel.h"
#include "lep-result-dialog.h"

typedef struct
{
  char   *dir;
  Laptop *laptop;
  char   *project;
  char   *indicator;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autofree char *partnership = NULL;

  fixture->dir = lep_test_dir ();
  fixture->laptop = laptop_new (fixture->dir, 1);
  partnership = laptop_put (fixture->laptop, NULL, "partnership", PARTNERSHIP, "name", "LEP", NULL);
  fixture->project = laptop_put (fixture->laptop, NULL, "project", NULL, "partnership", PARTNERSHIP, "title", "One",
                                 "activity", "retraining", "status", "active", NULL);
  fixture->indicator = laptop_put (fixture->laptop, PROGRAMME, "indicator", NULL, "code", "EMPLOYED", "name", "Employed",
                                   "unit", "persons", "accumulation", "sum", "needs_proof", "1", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (g_steal_pointer (&fixture->laptop->workspace));
  laptop_free (fixture->laptop);
  g_free (fixture->project);
  g_free (fixture->indicator);
  lep_test_dir_free (fixture->dir);
}

static LepResultDialog *
new_dialog (Fixture *fixture)
{
  LepResultDialog *dialog = lep_result_dialog_new (fixture->laptop->workspace, fixture->laptop->clock, fixture->project);

  return g_object_ref (dialog);
}

static void
close_dialog (LepResultDialog *dialog)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  g_assert_finalize_object (dialog);
}

/* The first widget below @widget, other than a label, with that accessible name. */
static GtkWidget *
find_named (GtkWidget  *widget,
            const char *name)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found;

      if (!GTK_IS_LABEL (child) &&
          gtk_test_accessible_has_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL))
        {
          g_autofree char *wrong = gtk_test_accessible_check_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, name);

          if (wrong == NULL)
            return child;
        }

      found = find_named (child, name);
      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
type_in (LepResultDialog *dialog,
         const char      *name,
         const char      *text)
{
  GtkWidget *entry = find_named (GTK_WIDGET (dialog), name);

  g_assert_nonnull (entry);
  gtk_editable_set_text (GTK_EDITABLE (entry), text);
}

static void
press_add (LepResultDialog *dialog)
{
  g_signal_emit_by_name (find_named (GTK_WIDGET (dialog), "Add"), "clicked");
}

static void
expect_count (Fixture    *fixture,
              const char *kind,
              guint       n_expected)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = lep_query_run (fixture->laptop->workspace, query, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, n_expected);
}

static void
expect_part (Fixture    *fixture,
             const char *dimension,
             const char *category,
             const char *value)
{
  g_autofree char *sql = g_strdup_printf ("SELECT value FROM k_breakdown WHERE dimension = '%s' AND category = '%s'", dimension, category);

  laptop_expect (fixture->laptop, sql, value);
}

static void
test_stores_sums_of_the_grid (Fixture      *fixture,
                              gconstpointer data)
{
  LepResultDialog *dialog = new_dialog (fixture);

  type_in (dialog, "How many persons", "14");
  type_in (dialog, "Women, 15–29", "3");
  type_in (dialog, "Women, 30–49", "2");
  type_in (dialog, "Men, 15–29", "4");
  type_in (dialog, "Long-term unemployed", "9");
  type_in (dialog, "From", "2026-01-01");
  type_in (dialog, "To", "2026-03-15");
  press_add (dialog);

  expect_count (fixture, "outcome", 1);
  laptop_expect (fixture->laptop, "SELECT value FROM k_outcome", "14");
  laptop_expect (fixture->laptop, "SELECT state FROM k_outcome", "claimed");
  laptop_expect (fixture->laptop, "SELECT \"to\" FROM k_outcome", "2026-03-15");
  expect_part (fixture, "sex", "women", "5");
  expect_part (fixture, "sex", "men", "4");
  expect_part (fixture, "age", "15_29", "7");
  expect_part (fixture, "age", "30_49", "2");
  expect_part (fixture, "target_group", "long_term_unemployed", "9");
  expect_count (fixture, "breakdown", 5);
  g_assert_finalize_object (dialog);
}

static gboolean
has_label (GtkWidget  *widget,
           const char *text)
{
  if (GTK_IS_LABEL (widget) && strcmp (gtk_label_get_label (GTK_LABEL (widget)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL; child = gtk_widget_get_next_sibling (child))
    if (has_label (child, text))
      return TRUE;

  return FALSE;
}

static void
test_sum_of_the_split_is_the_value (Fixture      *fixture,
                                    gconstpointer data)
{
  LepResultDialog *dialog = new_dialog (fixture);
  GtkEditable     *value = GTK_EDITABLE (find_named (GTK_WIDGET (dialog), "How many persons"));

  press_add (dialog);
  g_assert_true (has_label (GTK_WIDGET (dialog), "How many persons: fill this in."));

  type_in (dialog, "Women, 15–29", "3");
  type_in (dialog, "Men, 30–49", "4");
  g_assert_cmpstr (gtk_editable_get_text (value), ==, "7");
  type_in (dialog, "Men, 30–49", "5");
  g_assert_cmpstr (gtk_editable_get_text (value), ==, "8");

  /* What is typed stays. */
  type_in (dialog, "How many persons", "10");
  type_in (dialog, "Men, 15–29", "1");
  g_assert_cmpstr (gtk_editable_get_text (value), ==, "10");

  type_in (dialog, "How many persons", "");
  type_in (dialog, "Men, 15–29", "2");
  g_assert_cmpstr (gtk_editable_get_text (value), ==, "10");
  press_add (dialog);
  laptop_expect (fixture->laptop, "SELECT value FROM k_outcome", "10");
  g_assert_finalize_object (dialog);
}

static void
test_more_than_there_are_is_refused (Fixture      *fixture,
                                     gconstpointer data)
{
  LepResultDialog *dialog = new_dialog (fixture);

  type_in (dialog, "How many persons", "4");
  type_in (dialog, "Women, 15–29", "5");
  press_add (dialog);
  expect_count (fixture, "outcome", 0);

  type_in (dialog, "Women, 15–29", "3");
  type_in (dialog, "Long-term unemployed", "5");
  press_add (dialog);
  expect_count (fixture, "outcome", 0);

  type_in (dialog, "Long-term unemployed", "4");
  press_add (dialog);
  expect_count (fixture, "outcome", 1);
  g_assert_finalize_object (dialog);
}

static void
test_text_is_no_number (Fixture      *fixture,
                        gconstpointer data)
{
  LepResultDialog *dialog = new_dialog (fixture);

  type_in (dialog, "How many persons", "many");
  press_add (dialog);
  expect_count (fixture, "outcome", 0);
  type_in (dialog, "How many persons", "");
  press_add (dialog);
  expect_count (fixture, "outcome", 0);
  close_dialog (dialog);
}

/* Whatever was typed, one Cancel does not throw it away; nor one after more was typed. */
static void
test_cancel_is_asked_twice (Fixture      *fixture,
                            gconstpointer data)
{
  static const char *const entries[] = { "How many persons", "Women, 15–29", "Long-term unemployed", "Proof number" };
  LepResultDialog         *dialog = new_dialog (fixture);
  gboolean                 stays;

  g_signal_emit_by_name (dialog, "close-request", &stays);
  g_assert_false (stays);
  for (guint i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      type_in (dialog, entries[i], "7");
      g_signal_emit_by_name (dialog, "close-request", &stays);
      g_assert_true (stays);
    }
  type_in (dialog, "Proof number", "8");
  g_signal_emit_by_name (dialog, "close-request", &stays);
  g_assert_true (stays);
  g_signal_emit_by_name (dialog, "close-request", &stays);
  g_assert_false (stays);
  close_dialog (dialog);
}

static gboolean
has_total (LepResultDialog *dialog,
           const char      *text)
{
  GtkWidget *label = GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (dialog), LEP_TYPE_RESULT_DIALOG, "total_label"));

  return g_str_equal (gtk_label_get_label (GTK_LABEL (label)), text);
}

/* The greatest is known before it is stored, the latest only with its day. */
static void
test_foretells_what_is_known (Fixture      *fixture,
                              gconstpointer data)
{
  static const struct
  {
    const char *accumulation, *total;
  } cases[] = { { "sum", "60 → 105" }, { "maximum", "60 → 60" }, { "latest", "60" } };

  laptop_edit (fixture->laptop, NULL, "indicator", fixture->indicator, "needs_proof", "0");
  g_free (laptop_put (fixture->laptop, NULL, "outcome", NULL, "project", fixture->project, "indicator", fixture->indicator,
                      "from", "2026-04-01", "to", "2026-06-30", "value", "60", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LepResultDialog *dialog;

      laptop_edit (fixture->laptop, NULL, "indicator", fixture->indicator, "accumulation", cases[i].accumulation);
      dialog = new_dialog (fixture);
      type_in (dialog, "How many persons", "45");
      g_assert_true (has_total (dialog, cases[i].total));
      close_dialog (dialog);
    }
}

static void
test_no_split_is_no_mistake (Fixture      *fixture,
                             gconstpointer data)
{
  LepResultDialog *dialog = new_dialog (fixture);

  type_in (dialog, "How many persons", "7");
  press_add (dialog);
  expect_count (fixture, "outcome", 1);
  expect_count (fixture, "breakdown", 0);
  g_assert_finalize_object (dialog);
}

static void
test_proof_makes_it_count (Fixture      *fixture,
                           gconstpointer data)
{
  LepResultDialog *dialog = new_dialog (fixture);
  GtkWidget       *proof = find_named (GTK_WIDGET (dialog), "Kind of proof");

  type_in (dialog, "How many persons", "7");
  gtk_drop_down_set_selected (GTK_DROP_DOWN (proof), 1);
  type_in (dialog, "Proof number", "04-117/19");
  press_add (dialog);
  laptop_expect (fixture->laptop, "SELECT state FROM k_outcome", "verified");
  laptop_expect (fixture->laptop, "SELECT proof FROM k_outcome", "pes_record");
  g_assert_finalize_object (dialog);
}

static void
test_result_shows_its_split (Fixture      *fixture,
                             gconstpointer data)
{
  LepResultDialog *dialog = new_dialog (fixture);
  GtkWidget       *panel = g_object_ref_sink (lep_record_panel_new ("outcome"));
  g_autofree char *id = NULL;
  g_autoptr (LepRecord) record = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("outcome");
  g_autoptr (GPtrArray) records = NULL;

  type_in (dialog, "How many persons", "7");
  type_in (dialog, "Women, 15–29", "3");
  press_add (dialog);
  g_assert_finalize_object (dialog);

  records = lep_query_run (fixture->laptop->workspace, query, NULL);
  g_assert_cmpuint (records->len, ==, 1);
  record = g_object_ref (g_ptr_array_index (records, 0));
  lep_record_view_set_record (LEP_RECORD_VIEW (panel), fixture->laptop->workspace, record);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_named (panel, "Women"))), ==, "3");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_named (panel, "Men"))), ==, "");

  /* What is refused holds the result; what is not is saved on leaving it. */
  g_assert_true (lep_record_view_leave (LEP_RECORD_VIEW (panel)));
  gtk_editable_set_text (GTK_EDITABLE (find_named (panel, "Women")), "3a");
  gtk_editable_set_text (GTK_EDITABLE (find_named (panel, "Men")), "4");
  g_assert_false (lep_record_view_leave (LEP_RECORD_VIEW (panel)));
  g_assert_true (lep_record_view_is_touched (LEP_RECORD_VIEW (panel)));
  expect_part (fixture, "sex", "men", "4");
  gtk_editable_set_text (GTK_EDITABLE (find_named (panel, "Women")), "3");
  g_assert_true (lep_record_view_leave (LEP_RECORD_VIEW (panel)));
  g_assert_finalize_object (panel);
}

static void
delete_part (Fixture    *fixture,
             const char *category)
{
  g_autoptr (LepQuery) query = lep_query_new ("breakdown");
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  LepRecord *part;
  g_autoptr (GError) error = NULL;

  lep_query_add_filter (query, "category", category);
  parts = lep_query_run (fixture->laptop->workspace, query, &error);
  g_assert_no_error (error);
  part = g_ptr_array_index (parts, 0);
  lep_edit_delete (edit, lep_record_get_space (part), "breakdown", lep_record_get_id (part), &error);
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
}

/* Emptied here and deleted there: it is not known, not none. */
static void
test_an_emptied_part_that_went_stays_away (Fixture      *fixture,
                                           gconstpointer data)
{
  LepResultDialog *dialog = new_dialog (fixture);
  GtkWidget       *panel = g_object_ref_sink (lep_record_panel_new ("outcome"));
  g_autoptr (LepQuery) query = lep_query_new ("outcome");
  g_autoptr (GPtrArray) records = NULL;
  LepRecord *record;

  type_in (dialog, "How many persons", "7");
  type_in (dialog, "Women, 15–29", "3");
  press_add (dialog);
  g_assert_finalize_object (dialog);
  records = lep_query_run (fixture->laptop->workspace, query, NULL);
  record = g_ptr_array_index (records, 0);
  lep_record_view_set_record (LEP_RECORD_VIEW (panel), fixture->laptop->workspace, record);

  gtk_editable_set_text (GTK_EDITABLE (find_named (panel, "Women")), "");
  delete_part (fixture, "women");
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_true (lep_record_view_leave (LEP_RECORD_VIEW (panel)));
  laptop_expect (fixture->laptop, "SELECT count (*) FROM k_breakdown JOIN row USING (rid) WHERE category = 'women' AND row.deleted = 0", "0");
  g_assert_finalize_object (panel);
}

/* What cannot be read is told when its entry is left, until somebody types on. */
static void
test_unreadable_value_is_told_when_it_is_left (Fixture      *fixture,
                                               gconstpointer data)
{
  static const char *const wrong[] = { "abc", "12,5x" };
  LepResultDialog         *dialog = new_dialog (fixture);
  GtkWidget               *value = find_named (GTK_WIDGET (dialog), "How many persons");
  GtkLabel                *status = GTK_LABEL (gtk_widget_get_template_child (GTK_WIDGET (dialog), LEP_TYPE_RESULT_DIALOG, "status_label"));
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (value);

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      gtk_editable_set_text (GTK_EDITABLE (value), wrong[i]);
      for (guint j = 0; j < g_list_model_get_n_items (controllers); j++)
        {
          g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, j);

          if (GTK_IS_EVENT_CONTROLLER_FOCUS (controller))
            g_signal_emit_by_name (controller, "leave");
        }
      g_assert_nonnull (strstr (gtk_label_get_label (status), wrong[i]));
      g_assert_true (gtk_widget_has_css_class (GTK_WIDGET (status), "error"));
      g_assert_true (gtk_widget_has_css_class (value, "error"));
      gtk_editable_set_text (GTK_EDITABLE (value), "12");
      g_assert_cmpstr (gtk_label_get_label (status), ==, "");
      g_assert_false (gtk_widget_has_css_class (value, "error"));
    }
  close_dialog (dialog);
}

#define TEST(name) g_test_add ("/result/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST (unreadable_value_is_told_when_it_is_left);
  TEST (stores_sums_of_the_grid);
  TEST (sum_of_the_split_is_the_value);
  TEST (more_than_there_are_is_refused);
  TEST (text_is_no_number);
  TEST (cancel_is_asked_twice);
  TEST (foretells_what_is_known);
  TEST (no_split_is_no_mistake);
  TEST (proof_makes_it_count);
  TEST (result_shows_its_split);
  TEST (an_emptied_part_that_went_stays_away);

  return g_test_run ();
}
