/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Print: what, in which language, with a preview, on paper or into a file. The
 * report is made in a thread, and again for each choice. */

#include <glib/gi18n.h>

#include "lep-language.h"
#include "lep-print-job.h"

#include "lep-print-dialog.h"

/* Pixels a point at the normal size of text. */
#define ZOOM 1.15

/* A page across is made smaller, so that all of its width is seen; pixels. */
#define MAX_WIDTH 690.0

struct _LepPrintDialog
{
  AdwWindow             parent_instance;

  LepWindow            *window; /* over which it is shown */
  GSettings            *settings;
  GPtrArray            *kinds; /* LepReportKind that apply */
  LepListPrint         *list;  /* or NULL: one of the kinds */
  char                 *id;
  LepPrinted           *printed; /* what is previewed, or NULL */
  GCancellable         *cancellable;
  guint                 page;
  gboolean              ready;
  gboolean              again; /* another choice was made while the report was made */

  GtkWidget            *print_button;
  GtkWidget            *save_button;
  GtkDropDown          *report_drop_down;
  GtkDropDown          *language_drop_down;
  GtkDropDown          *paper_drop_down;
  GtkStack             *stack;
  GtkDrawingArea       *drawing;
  GtkLabel             *about_label;
  GtkWidget            *previous_button;
  GtkLabel             *page_label;
  GtkWidget            *next_button;
  GtkFileChooserNative *chooser;
};

G_DEFINE_FINAL_TYPE (LepPrintDialog, lep_print_dialog, ADW_TYPE_WINDOW)

static void make_report (LepPrintDialog *self);

/* --- Preview --- */

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  LepPrintDialog *self = user_data;
  double          page_width, page_height;

  if (self->printed == NULL)
    return;

  lep_pages_get_size (self->printed->pages, &page_width, &page_height);
  cairo_set_source_rgb (cr, 1.0, 1.0, 1.0);
  cairo_paint (cr);
  cairo_scale (cr, width / page_width, height / page_height);
  lep_pages_draw (self->printed->pages, self->page, cr);
}

static void
show_page (LepPrintDialog *self)
{
  guint            n_pages = self->printed != NULL ? lep_pages_get_count (self->printed->pages) : 0;
  g_autofree char *text = NULL;
  double           width, height, zoom;

  gtk_widget_set_sensitive (self->print_button, n_pages > 0);
  gtk_widget_set_sensitive (self->save_button, n_pages > 0);
  gtk_widget_set_sensitive (self->previous_button, self->page > 0);
  gtk_widget_set_sensitive (self->next_button, self->page + 1 < n_pages);
  gtk_stack_set_visible_child_name (self->stack, n_pages > 0 ? "preview" : "wait");
  if (n_pages == 0)
    return;

  /* Translators: number of the page that is seen, and how many there are. */
  text = g_strdup_printf (_ ("%u of %u"), self->page + 1, n_pages);
  gtk_label_set_label (self->page_label, text);
  lep_pages_get_size (self->printed->pages, &width, &height);
  zoom = MIN (ZOOM, MAX_WIDTH / width);
  gtk_drawing_area_set_content_width (self->drawing, (int) (width * zoom));
  gtk_drawing_area_set_content_height (self->drawing, (int) (height * zoom));
  gtk_widget_queue_draw (GTK_WIDGET (self->drawing));
}

static void
previous_clicked_cb (LepPrintDialog *self)
{
  self->page--;
  show_page (self);
}

static void
next_clicked_cb (LepPrintDialog *self)
{
  self->page++;
  show_page (self);
}

/* --- Making the report --- */

static void
made_cb (GtkWidget    *owner,
         gpointer      data,
         const GError *error)
{
  LepPrintDialog *self = LEP_PRINT_DIALOG (owner);
  LepPrintJob    *job = data;

  g_clear_object (&self->cancellable);
  if (self->again)
    {
      make_report (self);
      return;
    }

  if (error != NULL)
    {
      lep_window_report_error (self->window, _ ("The print could not be made"), error);
      gtk_window_close (GTK_WINDOW (self));
      return;
    }

  g_clear_pointer (&self->printed, lep_printed_unref);
  self->printed = lep_printed_ref (job->printed);
  self->page = MIN (self->page, lep_pages_get_count (self->printed->pages) - 1);
  show_page (self);
}

/* Returns: (nullable): the report that is chosen; NULL for a list */
static const LepReportKind *
chosen_kind (LepPrintDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->report_drop_down);

  return selected < self->kinds->len ? g_ptr_array_index (self->kinds, selected) : NULL;
}

static void
make_report (LepPrintDialog *self)
{
  const LepReportKind *kind = chosen_kind (self);
  guint                n_locales;
  const LepLocale     *locales = lep_locale_all (&n_locales);
  LepPrintJob         *job;

  self->again = self->cancellable != NULL;
  if (self->again)
    {
      g_cancellable_cancel (self->cancellable);
      return;
    }

  job = lep_print_job_new (kind, lep_window_get_path (self->window), self->id);
  job->locale = self->list != NULL ? lep_language_locale ()
                                   : &locales[MIN (gtk_drop_down_get_selected (self->language_drop_down), n_locales - 1)];
  job->paper = gtk_drop_down_get_selected (self->paper_drop_down) == 1 ? LEP_PAPER_LETTER : LEP_PAPER_A4;
  job->place = g_settings_get_string (self->settings, "letterhead-place");
  job->logo = g_settings_get_string (self->settings, "letterhead-logo");
  if (self->list != NULL)
    job->list = lep_list_print_copy (self->list);
  gtk_label_set_label (self->about_label, kind != NULL ? _ (kind->about) : _ ("The rows and columns that the list shows, in the language of the screen."));

  self->cancellable = g_cancellable_new ();
  lep_job_run_quietly (GTK_WIDGET (self), self->cancellable, lep_print_job_run, made_cb,
                       job, (GDestroyNotify) lep_print_job_free);
}

static void
choice_changed_cb (LepPrintDialog *self)
{
  guint            n_locales;
  const LepLocale *locales = lep_locale_all (&n_locales);
  guint            language = gtk_drop_down_get_selected (self->language_drop_down);

  if (!self->ready)
    return;

  if (self->list == NULL && language < n_locales)
    g_settings_set_string (self->settings, "print-language", locales[language].tag);
  g_settings_set_string (self->settings, "paper", gtk_drop_down_get_selected (self->paper_drop_down) == 1 ? "letter" : "a4");
  make_report (self);
}

/* --- Paper --- */

static void
begin_print_cb (GtkPrintOperation *operation,
                GtkPrintContext   *context,
                LepPrinted        *printed)
{
  gtk_print_operation_set_n_pages (operation, (int) lep_pages_get_count (printed->pages));
}

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext   *context,
              int                page,
              LepPrinted        *printed)
{
  lep_pages_draw (printed->pages, (guint) page, gtk_print_context_get_cairo_context (context));
}

static void
print_clicked_cb (LepPrintDialog *self)
{
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = gtk_page_setup_new ();
  g_autoptr (GtkPaperSize) paper = NULL;
  g_autoptr (GError) error = NULL;
  double width, height;

  paper = gtk_paper_size_new (gtk_drop_down_get_selected (self->paper_drop_down) == 1 ? GTK_PAPER_NAME_LETTER : GTK_PAPER_NAME_A4);
  lep_pages_get_size (self->printed->pages, &width, &height);
  gtk_page_setup_set_paper_size_and_default_margins (setup, paper);
  gtk_page_setup_set_orientation (setup, width > height ? GTK_PAGE_ORIENTATION_LANDSCAPE : GTK_PAGE_ORIENTATION_PORTRAIT);

  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_job_name (operation, self->printed->report->title);
  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_data (operation, "begin-print", G_CALLBACK (begin_print_cb),
                         lep_printed_ref (self->printed), (GClosureNotify) lep_printed_unref, 0);
  g_signal_connect_data (operation, "draw-page", G_CALLBACK (draw_page_cb),
                         lep_printed_ref (self->printed), (GClosureNotify) lep_printed_unref, 0);

  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (self), &error) ==
      GTK_PRINT_OPERATION_RESULT_ERROR)
    lep_window_report_error (self->window, _ ("This could not be printed"), error);
}

/* --- File --- */

typedef struct
{
  LepPrinted *printed;
  LepPaper    paper;
  char       *path;
} SaveJob;

static void
save_job_free (SaveJob *job)
{
  lep_printed_unref (job->printed);
  g_free (job->path);
  g_free (job);
}

static gboolean
save_in_thread (gpointer      data,
                LepProgress  *progress,
                GCancellable *cancellable,
                GError      **error)
{
  SaveJob *job = data;

  return lep_report_save (job->printed->report, job->path, job->paper, error);
}

static void
saved_cb (GtkWidget    *owner,
          gpointer      data,
          const GError *error)
{
  LepPrintDialog  *self = LEP_PRINT_DIALOG (owner);
  SaveJob         *job = data;
  g_autofree char *name = g_path_get_basename (job->path);
  g_autofree char *text = NULL;

  if (error != NULL)
    {
      lep_window_report_error (self->window, _ ("The file could not be saved"), error);
      return;
    }

  /* Translators: name of a file. */
  text = g_strdup_printf (_ ("Saved as “%s”"), name);
  lep_window_toast (self->window, text, FALSE);
  gtk_window_close (GTK_WINDOW (self));
}

static void
save_chosen_cb (GtkNativeDialog *dialog,
                int              response,
                LepPrintDialog  *self)
{
  g_autoptr (GFile) file = NULL;
  SaveJob *job;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_clear_object (&self->chooser);
  if (file == NULL || self->printed == NULL || g_file_peek_path (file) == NULL)
    return;

  job = g_new0 (SaveJob, 1);
  job->printed = lep_printed_ref (self->printed);
  job->paper = gtk_drop_down_get_selected (self->paper_drop_down) == 1 ? LEP_PAPER_LETTER : LEP_PAPER_A4;
  job->path = g_file_get_path (file);
  lep_job_run_quietly (GTK_WIDGET (self), NULL, save_in_thread, saved_cb, job, (GDestroyNotify) save_job_free);
}

static void
add_format (LepPrintDialog *self,
            const char     *name,
            const char     *suffix)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, suffix);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
}

static void
save_clicked_cb (LepPrintDialog *self)
{
  LepReportFormat  formats = chosen_kind (self) != NULL ? chosen_kind (self)->formats : ~0u;
  g_autofree char *title = g_strdelimit (g_strdup (self->printed->report->title), "/\\:", '-');
  g_autofree char *name = g_strconcat (title, ".pdf", NULL);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Save as a file; its ending says which kind"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), NULL);
  add_format (self, _ ("For printing (PDF)"), "pdf");
  if (formats & LEP_REPORT_HTML)
    add_format (self, _ ("For the browser (HTML)"), "html");
  if (formats & LEP_REPORT_CSV)
    add_format (self, _ ("Tables as text (CSV)"), "csv");
  if (formats & LEP_REPORT_XLSX)
    add_format (self, _ ("Spreadsheet (XLSX)"), "xlsx");
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (save_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- The dialog --- */

static void
lep_print_dialog_dispose (GObject *object)
{
  LepPrintDialog *self = LEP_PRINT_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_PRINT_DIALOG);
  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->printed, lep_printed_unref);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->list, lep_list_print_free);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (lep_print_dialog_parent_class)->dispose (object);
}

static void
lep_print_dialog_class_init (LepPrintDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_print_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-print-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, print_button);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, report_drop_down);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, language_drop_down);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, paper_drop_down);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, drawing);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, about_label);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, previous_button);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, page_label);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, next_button);
  gtk_widget_class_bind_template_callback (widget_class, print_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_clicked_cb);
}

static void
lep_print_dialog_init (LepPrintDialog *self)
{
  self->settings = g_settings_new (LEP_APPLICATION_ID);
  self->kinds = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->drawing, draw_cb, self, NULL);
}

/* "project|partnership|": the kinds joined, "" among them if it needs none. */
static gboolean
applies (const LepReportKind *kind,
         const char          *record_kind)
{
  g_auto (GStrv) kinds = kind->kinds != NULL ? g_strsplit (kind->kinds, "|", -1) : NULL;

  return kinds != NULL && g_strv_contains ((const char *const *) kinds, record_kind != NULL ? record_kind : "");
}

static void
fill_reports (LepPrintDialog *self,
              const char     *record_kind,
              const char     *preferred)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint                n_kinds;
  const LepReportKind *kinds = lep_report_kinds (&n_kinds);
  guint                selected = 0;

  for (guint i = 0; i < n_kinds; i++)
    {
      if (!applies (&kinds[i], record_kind))
        continue;
      if (g_strcmp0 (kinds[i].name, preferred) == 0)
        selected = self->kinds->len;
      gtk_string_list_append (titles, _ (kinds[i].title));
      g_ptr_array_add (self->kinds, (gpointer) &kinds[i]);
    }
  gtk_drop_down_set_model (self->report_drop_down, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->report_drop_down, selected);
}

static void
fill_languages (LepPrintDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *tag = g_settings_get_string (self->settings, "print-language");
  guint            n_locales;
  const LepLocale *locales = lep_locale_all (&n_locales);
  const LepLocale *chosen = *tag != '\0' ? lep_locale_find (tag) : lep_language_locale ();
  guint            selected = 0;

  for (guint i = 0; i < n_locales; i++)
    {
      gtk_string_list_append (names, locales[i].name);
      if (&locales[i] == chosen)
        selected = i;
    }
  gtk_drop_down_set_model (self->language_drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->language_drop_down, selected);
}

/* Whether some report is about records of that kind; %NULL: about everything. */
gboolean
lep_print_dialog_can_print (const char *kind)
{
  guint                n_kinds;
  const LepReportKind *kinds = lep_report_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    {
      if (applies (&kinds[i], kind))
        return TRUE;
    }

  return FALSE;
}

static void
present (LepPrintDialog *self)
{
  g_autofree char *paper = g_settings_get_string (self->settings, "paper");

  fill_languages (self);
  gtk_drop_down_set_selected (self->paper_drop_down, g_str_equal (paper, "letter") ? 1 : 0);
  self->ready = TRUE;
  show_page (self);
  make_report (self);
  gtk_window_present (GTK_WINDOW (self));
}

/**
 * lep_print_dialog_open_list:
 * @list: (transfer full): what to print
 */
void
lep_print_dialog_open_list (LepWindow    *window,
                            LepListPrint *list)
{
  LepPrintDialog *self;

  g_return_if_fail (LEP_IS_WINDOW (window));
  g_return_if_fail (list != NULL);

  self = g_object_new (LEP_TYPE_PRINT_DIALOG, "transient-for", window, "destroy-with-parent", TRUE, NULL);
  self->window = window;
  self->list = list;
  gtk_widget_set_visible (GTK_WIDGET (self->report_drop_down), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->language_drop_down), FALSE);
  gtk_widget_set_halign (gtk_widget_get_parent (GTK_WIDGET (self->paper_drop_down)), GTK_ALIGN_END);
  present (self);
}

/**
 * lep_print_dialog_open:
 * @kind: (nullable): kind of the record to print; %NULL for the whole programme
 * @id: (nullable): its id
 * @report: (nullable): name of the report that is offered first
 */
void
lep_print_dialog_open (LepWindow  *window,
                       const char *kind,
                       const char *id,
                       const char *report)
{
  LepPrintDialog *self;

  g_return_if_fail (LEP_IS_WINDOW (window));
  g_return_if_fail (lep_print_dialog_can_print (kind));

  self = g_object_new (LEP_TYPE_PRINT_DIALOG, "transient-for", window, "destroy-with-parent", TRUE, NULL);
  self->window = window;
  self->id = g_strdup (id);
  fill_reports (self, kind, report);
  present (self);
}
