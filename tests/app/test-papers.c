/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every paper from the window: made for records of the sample, laid out, and saved
 * in each form that the dialog offers. */

#include "app-other.h"

#include "lep-language.h"
#include "lep-print-choices.h"
#include "lep-print-dialog.h"
#include "lep-query.h"

/* Records of a kind that a paper is made of; more of them say the same. */
#define N_RECORDS 2

/* What became of them. */
typedef struct
{
  guint n_made;
  guint n_refused;
  guint n_saved;
} Papers;

static LepPrintPreview *
preview_of (GtkWidget *dialog)
{
  return LEP_PRINT_PREVIEW (gtk_widget_get_template_child (dialog, LEP_TYPE_PRINT_DIALOG, "preview"));
}

static gboolean
is_refused (GtkWidget *dialog)
{
  GtkStack *stack = GTK_STACK (gtk_widget_get_template_child (GTK_WIDGET (preview_of (dialog)), LEP_TYPE_PRINT_PREVIEW, "stack"));

  return g_str_equal (gtk_stack_get_visible_child_name (stack), "refused");
}

static gboolean
is_made (GtkWidget *dialog)
{
  return lep_print_preview_get_printed (preview_of (dialog)) != NULL;
}

static GtkWidget *
wait_for (GtkWidget *dialog)
{
  gtk_window_present (GTK_WINDOW (dialog));
  app_wait_until (is_made (dialog) || is_refused (dialog));
  return dialog;
}

/* What the ending of a file promises is what is in it. */
static void
check_file (const char *path,
            const char *suffix,
            const char *title)
{
  g_autofree char *contents = NULL;
  gsize            length;
  g_autoptr (GError) error = NULL;
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  g_assert_true (g_file_get_contents (path, &contents, &length, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, 100);
  if (g_str_equal (suffix, "pdf"))
    g_assert_true (g_str_has_prefix (contents, "%PDF-"));
  else if (g_str_equal (suffix, "xlsx"))
    g_assert_cmpmem (contents, 4, "PK\3\4", 4);
  else
    g_assert_true (g_utf8_validate (contents, (gssize) length, NULL));
  if (g_str_equal (suffix, "html"))
    g_assert_nonnull (strstr (contents, escaped));
}

static void
save_as (AppTest    *test,
         GtkWidget  *dialog,
         const char *suffix)
{
  g_autofree char *name = g_strconcat ("paper.", suffix, NULL);
  g_autofree char *path = g_build_filename (test->dir, name, NULL);
  g_autofree char *title = g_strdup (lep_print_preview_get_printed (preview_of (dialog))->report->title);

  gtk_widget_activate_action (dialog, "print.save", "s", suffix);
  app_choose_file (path);
  app_wait_until (!gtk_widget_get_visible (dialog));
  check_file (path, suffix, title);
  g_remove (path);
}

static GtkWidget *
open_for (LepWindow           *window,
          const LepReportKind *kind,
          const char          *record_kind,
          const char          *id)
{
  const char *record = *record_kind != '\0' ? record_kind : NULL;

  return wait_for (g_object_ref (lep_print_dialog_new (window, record, id, kind->name)));
}

static void
close_dialog (GtkWidget *dialog)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_settle ();
  g_assert_finalize_object (dialog);
}

/* In each form of the menu; each save closes the dialog. */
static void
save_in_all_forms (AppTest             *test,
                   LepWindow           *window,
                   const LepReportKind *kind,
                   const char          *record_kind,
                   const char          *id,
                   Papers              *papers)
{
  g_autoptr (GMenuModel) menu = lep_print_choices_formats (kind);

  for (int i = 0; i < g_menu_model_get_n_items (menu); i++)
    {
      GtkWidget       *dialog = open_for (window, kind, record_kind, id);
      g_autofree char *suffix = NULL;

      g_assert_true (g_menu_model_get_item_attribute (menu, i, G_MENU_ATTRIBUTE_TARGET, "s", &suffix));
      g_assert_true (is_made (dialog));
      save_as (test, dialog, suffix);
      g_assert_finalize_object (dialog);
      papers->n_saved++;
    }
}

/* One that cannot be made says why in its place, and another may be chosen. */
static void
print_record (AppTest             *test,
              LepWindow           *window,
              const LepReportKind *kind,
              const char          *record_kind,
              const char          *id,
              Papers              *papers)
{
  GtkWidget *dialog = open_for (window, kind, record_kind, id);
  gboolean   made = is_made (dialog);

  if (made)
    {
      LepPrinted *printed = lep_print_preview_get_printed (preview_of (dialog));

      g_assert_cmpuint (lep_pages_get_count (printed->pages), >, 0);
      g_assert_cmpstr (printed->report->title, !=, "");
      papers->n_made++;
    }
  else
    {
      papers->n_refused++;
    }
  g_assert_null (app_find_message ());
  close_dialog (dialog);
  if (made && papers->n_saved == 0)
    save_in_all_forms (test, window, kind, record_kind, id, papers);
}

static void
print_records (AppTest             *test,
               LepWindow           *window,
               const LepReportKind *kind,
               const char          *record_kind,
               Papers              *papers)
{
  g_autoptr (LepQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  if (*record_kind == '\0')
    {
      print_record (test, window, kind, record_kind, NULL, papers);
      return;
    }
  query = lep_query_new (record_kind);
  records = lep_query_run (test->workspace, query, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < MIN (records->len, N_RECORDS); i++)
    print_record (test, window, kind, record_kind, lep_record_get_id (g_ptr_array_index (records, i)), papers);
}

/* Each report in another language. */
static void
test_a_paper (AppTest      *test,
              gconstpointer data)
{
  const LepReportKind *kind = lep_report_kind (data);
  g_auto (GStrv) kinds = g_strsplit (kind->kinds, "|", -1);
  g_autoptr (GSettings) settings = g_settings_new (LEP_APPLICATION_ID);
  g_autoptr (GPtrArray) locales = lep_print_choices_locales ();
  const LepLocale *locale = g_ptr_array_index (locales, g_str_hash (kind->name) % locales->len);
  LepWindow       *window = app_open (test);
  Papers           papers = { 0 };

  g_settings_set_string (settings, "print-language", locale->tag);
  for (guint i = 0; kinds[i] != NULL; i++)
    print_records (test, window, kind, kinds[i], &papers);
  g_test_message ("%s: %u made, %u refused, %u saved", locale->tag, papers.n_made, papers.n_refused, papers.n_saved);
  g_assert_cmpuint (papers.n_made, >, 0);
  g_assert_cmpuint (papers.n_saved, >, 0);
  g_settings_reset (settings, "print-language");
  g_settings_reset (settings, "print-reports");
  app_close (window);
}

/* The slip of a bundle, and the record of opening one. */
static void
test_papers_of_a_bundle (AppTest      *test,
                         gconstpointer data)
{
  Other            other;
  LepWindow       *window;
  g_autofree char *file = NULL;
  GtkWidget       *dialog;
  Papers           papers = { 0 };

  other_init (&other, test, "Laptop 2", TRUE);
  file = export_from (test, other.workspace, other.surroundings, (LepExportOptions){ .full = TRUE });
  window = app_open (test);
  dialog = wait_for (g_object_ref (lep_print_dialog_new_of_bundle (window, file)));
  g_assert_true (is_made (dialog));
  save_as (test, dialog, "pdf");
  g_assert_finalize_object (dialog);

  print_record (test, window, lep_report_kind ("import-record"), "", NULL, &papers);
  g_assert_cmpuint (papers.n_made, ==, 1);
  g_assert_cmpuint (papers.n_saved, >, 0);
  app_close (window);
  other_clear (&other);
}

/* Another paper of the same record is chosen where this one cannot be made. */
static void
test_another_can_be_chosen (AppTest      *test,
                            gconstpointer data)
{
  LepWindow *window = app_open (test);
  GtkWidget *dialog = open_for (window, lep_report_kind ("import-record"), "", NULL);
  GtkWidget *row = GTK_WIDGET (gtk_widget_get_template_child (dialog, LEP_TYPE_PRINT_DIALOG, "report_row"));
  GtkWidget *save = GTK_WIDGET (gtk_widget_get_template_child (dialog, LEP_TYPE_PRINT_DIALOG, "save_button"));

  g_assert_true (is_refused (dialog));
  g_assert_true (app_has_label (dialog, "No bundle was opened on this laptop yet."));
  g_assert_false (gtk_widget_get_sensitive (save));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), 0);
  app_wait_until (is_made (dialog));
  g_assert_true (gtk_widget_get_sensitive (save));
  g_assert_false (is_refused (dialog));

  close_dialog (dialog);
  app_close (window);
}

/* Rows that nobody reads on paper are not laid out; what was made can be saved. */
static void
test_too_long_for_paper (AppTest      *test,
                         gconstpointer data)
{
  g_autoptr (LepPrintJob) job = g_new0 (LepPrintJob, 1);
  g_autoptr (GError) error = NULL;
  LepTable *table;

  job->printed = g_atomic_rc_box_new0 (LepPrinted);
  job->printed->report = lep_report_new (lep_locale_find ("en"), NULL);
  lep_report_set_title (job->printed->report, "List", "Results", "");
  table = lep_report_add_table (job->printed->report, "Results");
  lep_table_add_column (table, "Value", NULL, 0);
  for (guint i = 0; i < 200001; i++)
    lep_table_add_row (table, LEP_ROW_BODY);

  g_assert_false (lep_print_job_lay_out (job, NULL, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_assert_nonnull (strstr (error->message, "200,001 rows"));
}

int
main (int   argc,
      char *argv[])
{
  guint                n_kinds;
  const LepReportKind *kinds;

  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  kinds = lep_report_kinds (&n_kinds);
  for (guint i = 0; i < n_kinds; i++)
    {
      g_autofree char *path = g_strconcat ("/papers/", kinds[i].name, NULL);

      if (kinds[i].kinds != NULL && !g_str_equal (kinds[i].name, "import-record"))
        g_test_add (path, AppTest, kinds[i].name, app_set_up, test_a_paper, app_tear_down);
    }
  g_test_add ("/papers/of-a-bundle", AppTest, NULL, app_set_up, test_papers_of_a_bundle, app_tear_down);
  g_test_add ("/papers/another-can-be-chosen", AppTest, NULL, app_set_up, test_another_can_be_chosen, app_tear_down);

  g_test_add ("/papers/too-long-for-paper", AppTest, "empty", app_set_up, test_too_long_for_paper, app_tear_down);

  return g_test_run ();
}
