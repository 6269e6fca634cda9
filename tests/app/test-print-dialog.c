/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The print dialog: what it offers, what it makes, what it remembers. */

#include "app-test.h"

#include <sqlite3.h>

#include "lep-catalogue.h"
#include "lep-language.h"
#include "lep-list-report.h"
#include "lep-print-dialog.h"
#include "lep-print-job.h"
#include "lep-query.h"

/* Who might write while a paper is read. */
typedef struct
{
  sqlite3 *other;
  gboolean has_begun;
  guint    n_read; /* statements, after the first of what is read */
  guint    n_gaps; /* times that somebody could have written before one of them */
} Moment;

static Moment *moment;

/* Before each statement of the paper another connection tries to write. */
static int
trace_cb (unsigned mask,
          void    *user_data,
          void    *stmt,
          void    *text)
{
  const char *sql = text;

  if (g_str_has_prefix (sql, "BEGIN"))
    {
      moment->has_begun = TRUE;
      return 0;
    }
  if (!moment->has_begun || g_str_has_prefix (sql, "ROLLBACK") || g_str_has_prefix (sql, "--"))
    return 0;

  moment->n_read++;
  if (sqlite3_exec (moment->other, "BEGIN EXCLUSIVE", NULL, NULL, NULL) == SQLITE_OK)
    {
      moment->n_gaps++;
      sqlite3_exec (moment->other, "ROLLBACK", NULL, NULL, NULL);
    }
  return 0;
}

static int
extend (sqlite3                    *db,
        char                      **message,
        const sqlite3_api_routines *api)
{
  return sqlite3_trace_v2 (db, SQLITE_TRACE_STMT, trace_cb, NULL);
}

static GObject *
child (GtkWidget  *dialog,
       const char *name)
{
  return gtk_widget_get_template_child (dialog, LEP_TYPE_PRINT_DIALOG, name);
}

static LepPrintPreview *
preview_of (GtkWidget *dialog)
{
  return LEP_PRINT_PREVIEW (child (dialog, "preview"));
}

/* The first record whose title contains @text. */
static char *
find_record (AppTest    *test,
             const char *kind,
             const char *text)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (GPtrArray) records = lep_query_run (test->workspace, query, NULL);

  for (guint i = 0; i < records->len; i++)
    {
      LepRecord       *record = g_ptr_array_index (records, i);
      g_autofree char *title = lep_record_dup_title (record);

      if (strstr (title, text) != NULL)
        return g_strdup (lep_record_get_id (record));
    }

  g_assert_not_reached ();
}

static GtkWidget *
open_dialog (LepWindow  *window,
             const char *kind,
             const char *id,
             const char *report)
{
  GtkWidget *dialog = g_object_ref (lep_print_dialog_new (window, kind, id, report));

  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}

static void
close_dialog (GtkWidget *dialog)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  app_settle ();
  g_assert_finalize_object (dialog);
}

static gboolean
prints_on_paper (GtkWidget    *widget,
                 gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), "print.paper") == 0;
}

/* Until what is seen is what was chosen: then it may be put on paper. */
static void
wait_made (GtkWidget *dialog)
{
  GtkWidget *paper = app_find (dialog, prints_on_paper, NULL);

  app_wait_until (gtk_widget_get_sensitive (paper));
}

static guint
n_choices (GtkWidget  *dialog,
           const char *row)
{
  return g_list_model_get_n_items (adw_combo_row_get_model (ADW_COMBO_ROW (child (dialog, row))));
}

static gboolean
has_frame (GtkWidget  *dialog,
           const char *label,
           const char *value)
{
  const LepReport *report = lep_print_preview_get_printed (preview_of (dialog))->report;

  for (guint i = 0; i < report->frame->len; i++)
    {
      const LepReportItem *item = g_ptr_array_index (report->frame, i);

      if (g_str_equal (item->label, label))
        return g_strcmp0 (item->value, value) == 0;
    }

  return value == NULL;
}

static void
test_offers_what_fits (AppTest      *test,
                       gconstpointer data)
{
  LepWindow       *window = app_open (test);
  g_autofree char *project = find_record (test, "project", "Prnjavoru");
  GtkWidget       *dialog = open_dialog (window, "project", project, NULL);

  g_assert_true (lep_print_dialog_can_print ("project"));
  g_assert_true (lep_print_dialog_can_print (NULL));
  g_assert_true (lep_print_dialog_can_print ("meeting"));
  g_assert_false (lep_print_dialog_can_print ("risk"));
  g_assert_cmpuint (n_choices (dialog, "report_row"), ==, 9);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (child (dialog, "from_row"))));
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (child (dialog, "contacts_row"))));

  /* The form of a result, then the budget. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "report_row")), 1);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (child (dialog, "from_row"))));
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "report_row")), 2);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (child (dialog, "from_row"))));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (child (dialog, "contacts_row"))));

  close_dialog (dialog);
  app_close (window);
}

static void
test_remembers_the_report (AppTest      *test,
                           gconstpointer data)
{
  LepWindow       *window = app_open (test);
  g_autofree char *project = find_record (test, "project", "Prnjavoru");
  GtkWidget       *dialog = open_dialog (window, "project", project, NULL);

  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "report_row")), 1);
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "paper_row")), 1);
  close_dialog (dialog);

  dialog = open_dialog (window, "project", project, NULL);
  g_assert_cmpuint (adw_combo_row_get_selected (ADW_COMBO_ROW (child (dialog, "report_row"))), ==, 1);
  wait_made (dialog);
  g_assert_cmpint (lep_print_preview_get_printed (preview_of (dialog))->paper, ==, LEP_PAPER_LETTER);
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "report_row")), 0);
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "paper_row")), 0);
  close_dialog (dialog);
  app_close (window);
}

static void
test_prints_what_was_typed (AppTest      *test,
                            gconstpointer data)
{
  LepWindow       *window = app_open (test);
  g_autofree char *project = find_record (test, "project", "Prnjavoru");
  GtkWidget       *dialog = open_dialog (window, "project", project, "project-summary");

  wait_made (dialog);
  g_assert_true (has_frame (dialog, "Number", NULL));

  gtk_editable_set_text (GTK_EDITABLE (child (dialog, "number_row")), "01-14/26");
  gtk_editable_set_text (GTK_EDITABLE (child (dialog, "mark_row")), "internal");
  g_assert_false (gtk_widget_get_sensitive (GTK_WIDGET (child (dialog, "save_button"))));
  wait_made (dialog);
  g_assert_true (has_frame (dialog, "Number", "01-14/26"));
  g_assert_true (has_frame (dialog, "Mark", "internal"));

  gtk_editable_set_text (GTK_EDITABLE (child (dialog, "mark_row")), "");
  close_dialog (dialog);
  app_close (window);
}

static void
test_a_day_that_is_none_is_marked (AppTest      *test,
                                   gconstpointer data)
{
  LepWindow *window = app_open (test);
  GtkWidget *dialog = open_dialog (window, NULL, NULL, "results");
  GtkWidget *from = GTK_WIDGET (child (dialog, "from_row"));
  GtkWidget *to = GTK_WIDGET (child (dialog, "to_row"));

  gtk_editable_set_text (GTK_EDITABLE (from), "soon");
  wait_made (dialog);
  g_assert_true (gtk_widget_has_css_class (from, "error"));
  g_assert_nonnull (gtk_widget_get_tooltip_text (from));

  gtk_editable_set_text (GTK_EDITABLE (from), "2019-01-01");
  wait_made (dialog);
  g_assert_false (gtk_widget_has_css_class (from, "error"));

  /* A last day before the first is said there, too. */
  gtk_editable_set_text (GTK_EDITABLE (to), "2018-12-31");
  wait_made (dialog);
  g_assert_true (gtk_widget_has_css_class (to, "error"));
  gtk_editable_set_text (GTK_EDITABLE (to), "2019-01-01");
  wait_made (dialog);
  g_assert_false (gtk_widget_has_css_class (to, "error"));

  close_dialog (dialog);
  app_close (window);
}

static void
test_pages_are_turned (AppTest      *test,
                       gconstpointer data)
{
  LepWindow       *window = app_open (test);
  GtkWidget       *dialog = open_dialog (window, NULL, NULL, "results");
  LepPrintPreview *preview = preview_of (dialog);
  guint            n_pages;

  wait_made (dialog);
  n_pages = lep_pages_get_count (lep_print_preview_get_printed (preview)->pages);
  g_assert_cmpuint (n_pages, >, 1);
  g_assert_cmpuint (lep_print_preview_get_page (preview), ==, 0);

  gtk_widget_activate_action (GTK_WIDGET (preview), "preview.go", "i", 1);
  g_assert_cmpuint (lep_print_preview_get_page (preview), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (preview), "preview.go", "i", (int) n_pages);
  g_assert_cmpuint (lep_print_preview_get_page (preview), ==, 1);
  gtk_widget_activate_action (GTK_WIDGET (preview), "preview.go", "i", -1);
  gtk_widget_activate_action (GTK_WIDGET (preview), "preview.go", "i", -1);
  g_assert_cmpuint (lep_print_preview_get_page (preview), ==, 0);

  close_dialog (dialog);
  app_close (window);
}

static void
test_controls_have_names (AppTest      *test,
                          gconstpointer data)
{
  LepWindow *window = app_open (test);
  GtkWidget *dialog = open_dialog (window, NULL, NULL, "results");
  GtkWidget *preview = GTK_WIDGET (preview_of (dialog));

  wait_made (dialog);
  gtk_test_accessible_assert_property (GTK_WIDGET (child (dialog, "save_button")), GTK_ACCESSIBLE_PROPERTY_LABEL, "Save as a file");
  gtk_test_accessible_assert_property (GTK_WIDGET (gtk_widget_get_template_child (preview, LEP_TYPE_PRINT_PREVIEW, "next_button")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Next page");
  gtk_test_accessible_assert_property (GTK_WIDGET (gtk_widget_get_template_child (preview, LEP_TYPE_PRINT_PREVIEW, "drawing")),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "The whole programme");

  close_dialog (dialog);
  app_close (window);
}

static void
test_prints_a_list (AppTest      *test,
                    gconstpointer data)
{
  LepWindow       *window = app_open (test);
  LepListPrint    *list = g_new0 (LepListPrint, 1);
  GtkWidget       *dialog;
  const LepReport *report;

  list->query = lep_query_new ("outcome");
  list->columns = g_array_new (FALSE, FALSE, sizeof (LepListColumn));
  dialog = g_object_ref (lep_print_dialog_new_of_list (window, list));
  gtk_window_present (GTK_WINDOW (dialog));

  g_assert_cmpuint (n_choices (dialog, "report_row"), ==, 2); /* as shown, or the report */
  wait_made (dialog);
  report = lep_print_preview_get_printed (preview_of (dialog))->report;
  g_assert_true (report->landscape);
  g_assert_cmpstr (report->title, ==, "Results");
  g_assert_cmpuint (report->footer->len, ==, 2);

  close_dialog (dialog);
  app_close (window);
}

/* The list of projects as a print, with their titles and grants. */
static LepReport *
make_projects (AppTest            *test,
               const char         *currency,
               const LepLocale    *locale,
               const LepCatalogue *catalogue)
{
  static const char *const shown[] = { "grant", "title", "status", NULL };
  g_autoptr (LepListPrint) list = g_new0 (LepListPrint, 1);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autoptr (GError) error = NULL;
  const LepReportInput input = { .workspace = test->workspace, .locale = locale, .catalogue = catalogue, .zone = zone };
  LepReport           *report;

  list->query = lep_query_new ("project");
  list->columns = lep_list_columns ("project");
  for (guint i = list->columns->len; i > 0; i--)
    if (!g_strv_contains (shown, g_array_index (list->columns, LepListColumn, i - 1).name))
      g_array_remove_index (list->columns, i - 1);
  if (currency != NULL)
    lep_query_add_filter (list->query, "currency", currency);
  report = lep_list_print_make (list, &input, &error);
  g_assert_no_error (error);
  return report;
}

/* Returns: the place of the column, or G_MAXUINT */
static guint
find_column (const LepReport *report,
             const char      *title)
{
  const LepTable *table = lep_report_block (report, 0)->table;

  for (guint i = 0; i < table->columns->len; i++)
    if (g_str_equal (lep_table_column (table, i)->title, title))
      return i;
  return G_MAXUINT;
}

/* Whatever the language of the screen is. */
static void
test_a_list_is_printed_in_its_own_language (AppTest      *test,
                                            gconstpointer data)
{
  const LepLocale *bs = lep_locale_find ("bs");
  g_autoptr (LepCatalogue) catalogue = lep_catalogue_open (lep_language_folder (), bs, NULL);
  g_autoptr (LepReport) english = make_projects (test, NULL, lep_locale_find ("en"), NULL);
  g_autoptr (LepReport) bosnian = make_projects (test, NULL, bs, catalogue);
  const LepTable *table = lep_report_block (bosnian, 0)->table;

  g_assert_nonnull (catalogue);
  g_assert_cmpstr (english->title, ==, "Projects");
  g_assert_cmpstr (bosnian->title, ==, "Projekti");
  g_assert_cmpuint (find_column (english, "Status"), !=, G_MAXUINT);
  g_assert_cmpuint (find_column (bosnian, "Stanje"), !=, G_MAXUINT);
  g_assert_cmpstr (lep_row_cell (lep_table_row (table, 0), find_column (bosnian, "Stanje"))->text, ==, "Zatvoreno");
}

static void
test_amounts_of_a_list_have_their_currency (AppTest      *test,
                                            gconstpointer data)
{
  g_autoptr (LepReport) all = make_projects (test, NULL, lep_locale_find ("en"), NULL);
  g_autoptr (LepReport) marks = make_projects (test, "BAM", lep_locale_find ("en"), NULL);
  const LepTable *table = lep_report_block (all, 0)->table;
  const guint     place = find_column (all, "Currency");
  gboolean        has_euro = FALSE, has_marks = FALSE;

  g_assert_cmpuint (find_column (marks, "Grant, KM"), !=, G_MAXUINT);
  g_assert_cmpuint (find_column (marks, "Currency"), ==, G_MAXUINT);
  g_assert_cmpuint (place, ==, find_column (all, "Grant") + 1);
  for (guint i = 0; i < table->rows->len; i++)
    {
      const LepCell *cell = lep_row_cell (lep_table_row (table, i), place);

      has_euro |= g_strcmp0 (cell->text, "EUR") == 0;
      has_marks |= g_strcmp0 (cell->text, "KM") == 0;
    }
  g_assert_true (has_euro);
  g_assert_true (has_marks);
}

/* The digest of a print is that of the contents which it shows. */
static void
test_digest_follows_the_contents (AppTest      *test,
                                  gconstpointer data)
{
  LepWindow       *window = app_open (test);
  g_autofree char *project = find_record (test, "project", "Prnjavoru");
  GtkWidget       *dialog = open_dialog (window, "project", project, "project-summary");
  g_autofree char *before = NULL;
  g_autoptr (LepEdit) edit = lep_edit_new (test->workspace);
  g_autoptr (GError) error = NULL;
  const LepReport *report;

  wait_made (dialog);
  before = g_strdup (g_ptr_array_index (lep_print_preview_get_printed (preview_of (dialog))->report->footer, 1));
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "paper_row")), 1);
  wait_made (dialog);
  report = lep_print_preview_get_printed (preview_of (dialog))->report;
  g_assert_cmpstr (g_ptr_array_index (report->footer, 1), ==, before);

  lep_edit_row (edit, NULL, "project", project, &error);
  lep_edit_set (edit, "title", "Otherwise");
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "paper_row")), 0);
  wait_made (dialog);
  report = lep_print_preview_get_printed (preview_of (dialog))->report;
  g_assert_cmpstr (report->title, ==, "Otherwise");
  g_assert_cmpstr (g_ptr_array_index (report->footer, 1), !=, before);

  close_dialog (dialog);
  app_close (window);
}

/* A file needs no pages: it may be saved as soon as its contents are read. */
static void
test_saves_before_the_pages_are_laid_out (AppTest      *test,
                                          gconstpointer data)
{
  LepWindow *window = app_open (test);
  GtkWidget *dialog = open_dialog (window, NULL, NULL, "results");
  GtkWidget *paper = app_find (dialog, prints_on_paper, NULL);
  GtkWidget *save = GTK_WIDGET (child (dialog, "save_button"));

  g_assert_false (gtk_widget_get_sensitive (save));
  app_wait_until (gtk_widget_get_sensitive (save));
  g_assert_false (gtk_widget_get_sensitive (paper));
  g_assert_null (lep_print_preview_get_printed (preview_of (dialog)));
  wait_made (dialog);
  g_assert_nonnull (lep_print_preview_get_printed (preview_of (dialog))->pages);

  /* Another choice: what was made before is neither saved nor printed for it. */
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "paper_row")), 1);
  g_assert_false (gtk_widget_get_sensitive (save));
  g_assert_false (gtk_widget_get_sensitive (paper));
  wait_made (dialog);
  g_assert_cmpint (lep_print_preview_get_printed (preview_of (dialog))->paper, ==, LEP_PAPER_LETTER);
  adw_combo_row_set_selected (ADW_COMBO_ROW (child (dialog, "paper_row")), 0);

  close_dialog (dialog);
  app_close (window);
}

/* Closed while the report is still being made. */
static void
test_can_be_closed_at_once (AppTest      *test,
                            gconstpointer data)
{
  LepWindow *window = app_open (test);

  close_dialog (open_dialog (window, NULL, NULL, "results"));
  app_close (window);
}

/* Its digest and all that stands on it: nobody writes between the first thing read
 * and the last. */
static void
test_a_paper_is_of_one_moment (AppTest      *test,
                               gconstpointer data)
{
  static const char *const names[] = { "programme", "partner-register" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (LepPrintJob) job = g_new0 (LepPrintJob, 1);
      Moment watched = { 0 };
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (sqlite3_open (test->path, &watched.other), ==, SQLITE_OK);
      job->kind = lep_report_kind (names[i]);
      g_assert_nonnull (job->kind);
      job->locale = lep_locale_find ("en");
      job->path = g_strdup (test->path);
      moment = &watched;
      sqlite3_auto_extension ((void (*) (void)) extend);
      lep_print_job_run (job, NULL, NULL, &error);
      sqlite3_cancel_auto_extension ((void (*) (void)) extend);
      g_assert_no_error (error);
      sqlite3_close (watched.other);

      g_assert_cmpuint (watched.n_read, >, 20);
      g_assert_cmpuint (watched.n_gaps, ==, 1);
    }
}

static const char *saved_name = "Saved meanwhile";
static guint       n_made;

static gpointer
save_in_thread (gpointer data)
{
  const AppTest *test = data;
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (test->path, LEP_OPEN_WRITE, test->clock, NULL);
  g_autoptr (LepQuery) query = lep_query_new ("organisation");
  g_autoptr (GPtrArray) found = lep_query_run (workspace, query, NULL);
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  LepRecord *organisation = g_ptr_array_index (found, 0);

  g_assert_true (lep_edit_row (edit, lep_record_get_space (organisation), "organisation", lep_record_get_id (organisation), NULL));
  lep_edit_set (edit, "name", saved_name);
  return GINT_TO_POINTER (lep_edit_commit (edit, NULL));
}

static const AppTest *saver;

/* The first time somebody saves before it is read to the end, and what could not be
 * read is passed over. */
static LepReport *
make_while_somebody_saves (const LepReportInput *input,
                           GError              **error)
{
  LepReport *report = lep_report_make (lep_report_kind ("partner-register"), input, error);

  if (n_made++ == 0)
    {
      GThread *thread = g_thread_new ("saver", save_in_thread, (gpointer) saver);

      while (!lep_workspace_gave_way (input->workspace))
        g_thread_yield ();
      lep_workspace_end_read (input->workspace);
      g_assert_true (GPOINTER_TO_INT (g_thread_join (thread)));
    }
  return report;
}

static void
test_a_paper_gives_way_to_a_save (AppTest      *test,
                                  gconstpointer data)
{
  const LepReportKind kind = { .name = "slow", .kinds = "", .make = make_while_somebody_saves };
  g_autoptr (LepPrintJob) job = g_new0 (LepPrintJob, 1);
  g_autoptr (GBytes) html = NULL;
  g_autoptr (GError) error = NULL;

  job->kind = &kind;
  job->locale = lep_locale_find ("en");
  job->path = g_strdup (test->path);
  saver = test;
  g_assert_true (lep_print_job_run (job, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_made, ==, 2);
  html = lep_report_make_html (job->printed->report);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (html, NULL), (gssize) g_bytes_get_size (html), saved_name));
}

#define ADD(claim, function) g_test_add ("/print-dialog/" claim, AppTest, NULL, app_set_up, function, app_tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  ADD ("a-paper-is-of-one-moment", test_a_paper_is_of_one_moment);
  ADD ("a-paper-gives-way-to-a-save", test_a_paper_gives_way_to_a_save);
  ADD ("offers-what-fits", test_offers_what_fits);
  ADD ("remembers-the-report", test_remembers_the_report);
  ADD ("prints-what-was-typed", test_prints_what_was_typed);
  ADD ("a-day-that-is-none-is-marked", test_a_day_that_is_none_is_marked);
  ADD ("pages-are-turned", test_pages_are_turned);
  ADD ("controls-have-names", test_controls_have_names);
  ADD ("prints-a-list", test_prints_a_list);
  ADD ("a-list-is-printed-in-its-own-language", test_a_list_is_printed_in_its_own_language);
  ADD ("amounts-of-a-list-have-their-currency", test_amounts_of_a_list_have_their_currency);
  ADD ("digest-follows-the-contents", test_digest_follows_the_contents);
  ADD ("saves-before-the-pages-are-laid-out", test_saves_before_the_pages_are_laid_out);
  ADD ("can-be-closed-at-once", test_can_be_closed_at_once);

  return g_test_run ();
}
