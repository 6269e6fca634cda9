/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The first page of all: four answers, then a new register, one made from a
 * bundle, or the sample. */

#include <glib/gi18n.h>

#include "lep-application.h"
#include "lep-join-bundle.h"
#include "lep-language.h"
#include "lep-programme-dialog.h"
#include "lep-sample.h"
#include "lep-surroundings.h"
#include "lep-window.h"

#include "lep-first-run.h"

struct _LepFirstRun
{
  AdwBin                parent_instance;

  char                 *path;   /* of the workspace to make */
  GFile                *bundle; /* given before it was asked for */
  AdwEntryRow          *name_row;
  AdwEntryRow          *laptop_row;
  AdwEntryRow          *place_row;
  AdwComboRow          *language_row;
  GtkWidget            *start_button;
  GtkWidget            *bundle_button;
  GtkLabel             *bundle_caption;
  GtkWidget            *sample_button;
  gboolean              ready;

  GtkFileChooserNative *chooser;
};

/* Making a workspace with the sample, in a thread. */
typedef struct
{
  LepSurroundings *surroundings;
  LepWho           who;
  char            *path;
  gboolean         made;
} SampleJob;

G_DEFINE_FINAL_TYPE (LepFirstRun, lep_first_run, ADW_TYPE_BIN)

static char *
dup_answer (AdwEntryRow *row)
{
  return g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));
}

static SampleJob *
sample_job_new (LepFirstRun *self,
                const char  *path)
{
  SampleJob *job = g_new0 (SampleJob, 1);

  job->surroundings = lep_surroundings_of_desktop (lep_window_get_clock (lep_window_of (GTK_WIDGET (self))));
  job->who.person = dup_answer (self->name_row);
  job->who.label = dup_answer (self->laptop_row);
  job->who.place = dup_answer (self->place_row);
  job->path = g_strdup (path);

  return job;
}

static void
sample_job_free (SampleJob *job)
{
  lep_surroundings_free (job->surroundings);
  g_free ((char *) job->who.label);
  g_free ((char *) job->who.person);
  g_free ((char *) job->who.place);
  g_free (job->path);
  g_free (job);
}

/* --- Start new --- */

static void
programme_response_cb (LepProgrammeDialog *dialog,
                       const char         *response,
                       LepFirstRun        *self)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));
  g_autoptr (LepSurroundings) surroundings = NULL;
  g_autoptr (LepWorkspace) workspace = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *person = dup_answer (self->name_row);
  g_autofree char *label = dup_answer (self->laptop_row);
  g_autofree char *place = dup_answer (self->place_row);
  g_autofree char *name = lep_programme_dialog_dup_name (dialog);
  g_autofree char *currency = lep_programme_dialog_dup_currency (dialog);
  LepWho           who = { .label = label, .person = person, .place = place };

  if (g_strcmp0 (response, "start") != 0 || window == NULL)
    return;

  surroundings = lep_surroundings_of_desktop (lep_window_get_clock (window));
  if (lep_make_workspace_folder (self->path, &error))
    workspace = lep_identity_create (surroundings, self->path, &who, &error);
  if (workspace == NULL)
    {
      lep_window_report_error (window, _ ("The register could not be started"), error);
      return;
    }
  if (!lep_programme_create (workspace, name, currency, NULL, &error))
    {
      lep_window_report_error (window, _ ("The programme could not be noted"), error);
      lep_identity_discard (g_steal_pointer (&workspace), surroundings);
      return;
    }

  lep_window_set_workspace (window, workspace);
}

static void
start_clicked_cb (LepFirstRun *self)
{
  LepProgrammeDialog *dialog = lep_programme_dialog_new (GTK_WINDOW (lep_window_of (GTK_WIDGET (self))));

  g_signal_connect_object (dialog, "response", G_CALLBACK (programme_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Open a bundle I received --- */

static void
open_bundle (LepFirstRun *self,
             const char  *file)
{
  g_autofree char *person = dup_answer (self->name_row);
  g_autofree char *label = dup_answer (self->laptop_row);
  g_autofree char *place = dup_answer (self->place_row);
  const LepWho     who = { .label = label, .person = person, .place = place };

  lep_join_bundle (GTK_WIDGET (self), self->path, &who, file);
}

static void
bundle_chosen_cb (GtkNativeDialog *dialog,
                  int              response,
                  LepFirstRun     *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = g_file_get_path (file);
  g_clear_object (&self->chooser);
  if (path != NULL)
    open_bundle (self, path);
}

static void
bundle_clicked_cb (LepFirstRun *self)
{
  g_autoptr (GtkFileFilter) filter = NULL;
  g_autofree char *given = self->bundle != NULL ? g_file_get_path (self->bundle) : NULL;

  if (given != NULL)
    {
      open_bundle (self, given);
      return;
    }

  filter = gtk_file_filter_new ();
  gtk_file_filter_set_name (filter, _ ("Bundles"));
  gtk_file_filter_add_suffix (filter, "lepx");
  gtk_file_filter_add_suffix (filter, "lepx.age");
  self->chooser = gtk_file_chooser_native_new (_ ("Open a bundle"), GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))),
                                               GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Open"), NULL);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (bundle_chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* --- Look at the sample --- */

/* The sample is looked at in this window's place. */
static void
show_sample (LepWindow  *window,
             const char *path)
{
  LepApplication *application = LEP_APPLICATION (gtk_window_get_application (GTK_WINDOW (window)));
  LepWindow      *other = lep_application_open_workspace (application, path);

  if (other != window && lep_window_get_workspace (other) != NULL)
    gtk_window_close (GTK_WINDOW (window));
}

/* The sample has a file of its own beside the workspace. */
static char *
dup_sample_path (LepFirstRun *self)
{
  g_autofree char *folder = g_path_get_dirname (self->path);

  return g_build_filename (folder, "sample.lep", NULL);
}

static gboolean
sample_in_thread (gpointer      data,
                  LepProgress  *progress,
                  GCancellable *cancellable,
                  GError      **error)
{
  SampleJob *job = data;
  g_autoptr (LepWorkspace) workspace = NULL;

  if (!lep_make_workspace_folder (job->path, error))
    return FALSE;

  workspace = lep_identity_create (job->surroundings, job->path, &job->who, error);
  job->made = workspace != NULL && lep_sample_load (workspace, progress, cancellable, error);
  if (workspace != NULL && !job->made)
    lep_identity_discard (g_steal_pointer (&workspace), job->surroundings);

  return job->made;
}

static void
sample_done_cb (GtkWidget    *owner,
                gpointer      data,
                const GError *error)
{
  LepWindow *window = lep_window_of (owner);
  SampleJob *job = data;

  gtk_widget_set_sensitive (owner, TRUE);
  if (error != NULL)
    {
      lep_window_report_error (window, _ ("The sample could not be made"), error);
      return;
    }

  show_sample (window, job->path);
}

static void
sample_clicked_cb (LepFirstRun *self)
{
  LepWindow       *window = lep_window_of (GTK_WIDGET (self));
  g_autofree char *path = dup_sample_path (self);
  SampleJob       *job;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      show_sample (window, path);
      return;
    }

  job = sample_job_new (self, path);
  if (lep_window_run_job (window, _ ("Making the sample"), GTK_WIDGET (self), sample_in_thread, sample_done_cb,
                          job, (GDestroyNotify) sample_job_free))
    gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
}

/* --- Answers --- */

static void
answers_changed_cb (LepFirstRun *self)
{
  g_autofree char *name = dup_answer (self->name_row);
  g_autofree char *laptop = dup_answer (self->laptop_row);
  gboolean         complete = *name != '\0' && *laptop != '\0';

  gtk_widget_set_sensitive (self->start_button, complete);
  gtk_widget_set_sensitive (self->bundle_button, complete);
  gtk_widget_set_sensitive (self->sample_button, complete);
}

/* The page is built anew in the chosen language, with what was typed. */
static void
language_selected_cb (LepFirstRun *self)
{
  LepWindow       *window = lep_window_of (GTK_WIDGET (self));
  guint            n_locales;
  const LepLocale *locales = lep_locale_all (&n_locales);
  guint            selected = adw_combo_row_get_selected (self->language_row);
  g_autoptr (GSettings) settings = NULL;

  if (!self->ready || window == NULL || selected >= n_locales)
    return;

  settings = g_settings_new (LEP_APPLICATION_ID);
  g_settings_set_string (settings, "language", locales[selected].tag);
  lep_window_rebuild (window);
}

static void
fill_languages (LepFirstRun *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint            n_locales;
  const LepLocale *locales = lep_locale_all (&n_locales);
  guint            selected = 0;

  for (guint i = 0; i < n_locales; i++)
    {
      gtk_string_list_append (names, locales[i].name);
      if (&locales[i] == lep_language_locale ())
        selected = i;
    }
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language_row, selected);
  self->ready = TRUE;
}

static void
lep_first_run_dispose (GObject *object)
{
  LepFirstRun *self = LEP_FIRST_RUN (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_FIRST_RUN);
  g_clear_object (&self->chooser);
  g_clear_object (&self->bundle);
  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (lep_first_run_parent_class)->dispose (object);
}

static void
lep_first_run_class_init (LepFirstRunClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_first_run_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-first-run.ui");
  gtk_widget_class_bind_template_child (widget_class, LepFirstRun, name_row);
  gtk_widget_class_bind_template_child (widget_class, LepFirstRun, laptop_row);
  gtk_widget_class_bind_template_child (widget_class, LepFirstRun, place_row);
  gtk_widget_class_bind_template_child (widget_class, LepFirstRun, language_row);
  gtk_widget_class_bind_template_child (widget_class, LepFirstRun, start_button);
  gtk_widget_class_bind_template_child (widget_class, LepFirstRun, bundle_button);
  gtk_widget_class_bind_template_child (widget_class, LepFirstRun, bundle_caption);
  gtk_widget_class_bind_template_child (widget_class, LepFirstRun, sample_button);
  gtk_widget_class_bind_template_callback (widget_class, answers_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, start_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, bundle_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, sample_clicked_cb);
}

static void
lep_first_run_init (LepFirstRun *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  gtk_editable_set_text (GTK_EDITABLE (self->laptop_row), g_get_host_name ());
  fill_languages (self);
}

/**
 * lep_first_run_new:
 * @path: the workspace file that is to be made
 */
GtkWidget *
lep_first_run_new (const char *path)
{
  LepFirstRun *self = g_object_new (LEP_TYPE_FIRST_RUN, NULL);

  self->path = g_strdup (path);

  return GTK_WIDGET (self);
}

static void
show_bundle (LepFirstRun *self)
{
  g_autofree char *name = self->bundle != NULL ? g_file_get_basename (self->bundle) : NULL;
  g_autofree char *text = NULL;

  if (name == NULL)
    return;

  /* Translators: name of a file. */
  text = g_strdup_printf (_ ("Opens “%s”, once you have said who you are"), name);
  gtk_label_set_label (self->bundle_caption, text);
}

/* A bundle was opened from outside: the second way on takes it. */
void
lep_first_run_offer_bundle (LepFirstRun *self,
                            GFile       *file)
{
  g_return_if_fail (LEP_IS_FIRST_RUN (self));
  g_return_if_fail (G_IS_FILE (file));

  g_set_object (&self->bundle, file);
  show_bundle (self);
}

/* The page was built anew: what was typed stays. */
void
lep_first_run_copy_answers (LepFirstRun *self,
                            LepFirstRun *from)
{
  g_return_if_fail (LEP_IS_FIRST_RUN (self));
  g_return_if_fail (LEP_IS_FIRST_RUN (from));

  gtk_editable_set_text (GTK_EDITABLE (self->name_row), gtk_editable_get_text (GTK_EDITABLE (from->name_row)));
  gtk_editable_set_text (GTK_EDITABLE (self->laptop_row), gtk_editable_get_text (GTK_EDITABLE (from->laptop_row)));
  gtk_editable_set_text (GTK_EDITABLE (self->place_row), gtk_editable_get_text (GTK_EDITABLE (from->place_row)));
  g_set_object (&self->bundle, from->bundle);
  show_bundle (self);
}
