/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a print goes. The printer gets the very pages of the preview; a file is
 * written in a thread. Either closes the dialog when it is done. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-print-output.h"

/* A print on its way; lives until it is done or given up. */
typedef struct
{
  LepPrinted     *printed;
  GtkWindow      *dialog; /* NULL when it was closed meanwhile */
  LepWindow      *window; /* likewise */
  LepReportFormat format;
  char           *path;
  GApplication   *held; /* until the file is written */
} Output;

static Output *
output_new (LepPrinted *printed,
            GtkWindow  *dialog,
            LepWindow  *window)
{
  Output *self = g_new0 (Output, 1);

  self->printed = lep_printed_ref (printed);
  g_set_weak_pointer (&self->dialog, dialog);
  g_set_weak_pointer (&self->window, window);

  return self;
}

static void
output_free (Output *self)
{
  lep_printed_unref (self->printed);
  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->window);
  if (self->held != NULL)
    g_application_release (self->held);
  g_clear_object (&self->held);
  g_free (self->path);
  g_free (self);
}

static void
output_closure_free (gpointer  data,
                     GClosure *closure)
{
  output_free (data);
}

static void
finish (Output     *self,
        const char *text)
{
  if (self->window != NULL)
    lep_window_toast (self->window, text, FALSE);
  if (self->dialog != NULL)
    gtk_window_close (self->dialog);
}

/* --- Paper --- */

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              Output            *self)
{
  lep_pages_draw (self->printed->pages, (guint) page, gtk_print_context_get_cairo_context (context));
}

static void
done_cb (GtkPrintOperation      *operation,
         GtkPrintOperationResult result,
         Output                 *self)
{
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    {
      finish (self, _ ("Handed to the printer"));
    }
  else if (result == GTK_PRINT_OPERATION_RESULT_ERROR && self->window != NULL)
    {
      gtk_print_operation_get_error (operation, &error);
      lep_window_report_error (self->window, _ ("This could not be printed"), error);
    }
  g_object_unref (operation);
}

static GtkPageSetup *
new_page_setup (const LepPrinted *printed)
{
  GtkPageSetup *setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = gtk_paper_size_new (printed->paper == LEP_PAPER_LETTER ? GTK_PAPER_NAME_LETTER : GTK_PAPER_NAME_A4);
  double width, height;

  lep_pages_get_size (printed->pages, &width, &height);
  gtk_page_setup_set_paper_size_and_default_margins (setup, paper);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);

  return setup;
}

/**
 * lep_print_on_paper:
 * @dialog: over which the printer is chosen; closed when all is handed over
 * @window: says what was done, or what went wrong
 */
void
lep_print_on_paper (LepPrinted *printed,
                    GtkWindow  *dialog,
                    LepWindow  *window)
{
  GtkPrintOperation *operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = new_page_setup (printed);
  Output *self = output_new (printed, dialog, window);

  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_n_pages (operation, (int) lep_pages_get_count (printed->pages));
  gtk_print_operation_set_job_name (operation, printed->report->title);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), self);
  g_signal_connect_data (operation, "done", G_CALLBACK (done_cb), self, output_closure_free, 0);

  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, dialog, NULL);
}

/* --- File --- */

static gboolean
save_in_thread (gpointer      data,
                LepProgress  *progress,
                GCancellable *cancellable,
                GError      **error)
{
  Output *self = data;

  return lep_report_save (self->printed->report, self->path, self->printed->paper, error);
}

static void
saved_cb (GtkWidget    *owner,
          gpointer      data,
          const GError *error)
{
  Output          *self = data;
  g_autofree char *name = g_path_get_basename (self->path);
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      lep_window_report_error (LEP_WINDOW (owner), _ ("The file could not be saved"), error);
      return;
    }

  /* Translators: name of a file. */
  text = g_strdup_printf (_ ("Saved as “%s”"), name);
  finish (self, text);
}

static const struct
{
  LepReportFormat format;
  const char     *suffix;
  const char     *name;
} formats[] = {
  { LEP_REPORT_PDF, "pdf", N_ ("For printing (PDF)") },
  { LEP_REPORT_HTML, "html", N_ ("For the browser (HTML)") },
  { LEP_REPORT_CSV, "csv", N_ ("Tables as text (CSV)") },
  { LEP_REPORT_XLSX, "xlsx", N_ ("Spreadsheet (XLSX)") },
  { LEP_REPORT_XML, "xml", N_ ("For other programs (XML)") },
};

static guint
find_format (LepReportFormat format)
{
  guint i = 0;

  while (formats[i].format != format)
    i++;

  return i;
}

/* The ending says what the file is; it is added where it was not typed. It stands
 * twice where it was typed before the one that the dialog offers. */
static char *
path_of (GFile          *file,
         LepReportFormat format)
{
  const char      *path = g_file_peek_path (file);
  g_autofree char *ending = g_strconcat (".", formats[find_format (format)].suffix, NULL);
  g_autofree char *twice = g_strconcat (ending, ending, NULL);
  g_autofree char *once = g_strndup (path, strlen (path) - MIN (strlen (path), strlen (ending)));
  LepReportFormat  typed;

  /* The dialog asked about the longer name only: another file is not written over. */
  if (g_str_has_suffix (path, twice) && !g_file_test (once, G_FILE_TEST_EXISTS))
    return g_steal_pointer (&once);

  if (lep_report_format_of (path, &typed) && typed == format)
    return g_strdup (path);

  return g_strconcat (path, ending, NULL);
}

/* Saves it to the path of @job, which it takes. Who closes the program meanwhile has
 * the file too: the program ends when it is written. */
static void
save (Output *job)
{
  GApplication *application = job->window != NULL ? (GApplication *) gtk_window_get_application (GTK_WINDOW (job->window)) : NULL;
  g_autoptr (GError) error = NULL;

  if (job->window != NULL && lep_workspace_check_target (lep_window_get_workspace (job->window), job->path, &error))
    {
      if (g_set_object (&job->held, application))
        g_application_hold (job->held);
      lep_job_run_quietly (GTK_WIDGET (job->window), NULL, save_in_thread, saved_cb, job, (GDestroyNotify) output_free);
      return;
    }
  if (job->window != NULL)
    lep_window_report_error (job->window, _ ("The print could not be made"), error);
  output_free (job);
}

static void
replace_response_cb (AdwMessageDialog *dialog,
                     const char       *response,
                     Output           *asked)
{
  Output *job;

  if (g_strcmp0 (response, "replace") != 0)
    return;
  job = output_new (asked->printed, asked->dialog, asked->window);
  job->path = g_strdup (asked->path);
  save (job);
}

/* The dialog asked about the name that was typed; with its ending it is another file. */
static void
ask_to_replace (Output *job)
{
  g_autofree char *name = g_path_get_basename (job->path);
  g_autofree char *heading = g_strdup_printf (_ ("Replace “%s”?"), name);
  GtkWidget       *question;

  question = lep_window_ask (job->window, heading, _ ("A file of that name is there already. What is in it is overwritten."), "replace", _ ("_Replace"));
  if (job->dialog != NULL)
    gtk_window_set_transient_for (GTK_WINDOW (question), job->dialog);
  g_signal_connect_data (question, "response", G_CALLBACK (replace_response_cb), job, output_closure_free, 0);
}

static void
chosen_cb (GtkNativeDialog *chooser,
           int              response,
           Output          *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (file != NULL && g_file_peek_path (file) != NULL)
    path = path_of (file, self->format);

  if (path != NULL && self->window != NULL)
    {
      Output  *job = output_new (self->printed, self->dialog, self->window);
      gboolean is_asked = g_str_equal (path, g_file_peek_path (file));

      job->path = g_steal_pointer (&path);
      if (is_asked || !g_file_test (job->path, G_FILE_TEST_EXISTS))
        save (job);
      else
        ask_to_replace (job);
    }
  g_object_unref (chooser);
}

/* "Restatement – Welders for Igman.pdf": two papers of one project are two files. */
static char *
dup_file_name (const LepReport *report,
               const char      *suffix)
{
  gboolean         named = report->kicker != NULL && *report->kicker != '\0' && g_strcmp0 (report->kicker, report->title) != 0;
  g_autofree char *name = named ? g_strdup_printf ("%s \342\200\223 %s", report->kicker, report->title) : g_strdup (report->title);

  return g_strconcat (g_strdelimit (name, "/\\:", '-'), ".", suffix, NULL);
}

/**
 * lep_print_into_file:
 * @dialog: over which the file is chosen; closed when it is written
 * @window: says what was done, or what went wrong
 */
void
lep_print_into_file (LepPrinted     *printed,
                     LepReportFormat format,
                     GtkWindow      *dialog,
                     LepWindow      *window)
{
  guint            i = find_format (format);
  g_autofree char *name = dup_file_name (printed->report, formats[i].suffix);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkFileChooserNative *chooser;
  Output               *self = output_new (printed, dialog, window);

  self->format = format;
  chooser = gtk_file_chooser_native_new (_ ("Save the print"), dialog, GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  gtk_file_filter_set_name (filter, _ (formats[i].name));
  gtk_file_filter_add_suffix (filter, formats[i].suffix);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), filter);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_data (chooser, "response", G_CALLBACK (chosen_cb), self, output_closure_free, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}
