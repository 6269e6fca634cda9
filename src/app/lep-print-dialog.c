/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Print: what, in which language, with a preview, on paper or into a file. The
 * report is made in a thread, and again for each choice. */

#include <glib/gi18n.h>

#include "lep-calendar-button.h"
#include "lep-language.h"
#include "lep-print-choices.h"
#include "lep-print-days.h"
#include "lep-print-output.h"
#include "lep-surroundings.h"
#include "lep-util.h"

#include "lep-print-dialog.h"

/* The report that is chosen, while it is made and laid out. */
typedef struct
{
  GCancellable    *cancellable; /* of what runs, or NULL */
  gboolean         again;       /* another choice was made meanwhile */
  LepPrinted      *made;        /* what was chosen, or NULL so far */
  LepPrintedDigest digest;      /* as it was read last */
} Making;

struct _LepPrintDialog
{
  AdwWindow        parent_instance;

  LepWindow       *window; /* over which it is shown */
  GSettings       *settings;
  GPtrArray       *kinds;   /* LepReportKind that apply; NULL among them is the list */
  GPtrArray       *locales; /* LepLocale that there are translations of */
  LepListPrint    *list;    /* or NULL */
  char            *record_kind;
  char            *id;
  char            *bundle; /* file that a slip is about, or NULL */
  Making           making;
  gboolean         ready;

  LepPrintPreview *preview;
  AdwComboRow     *report_row;
  AdwComboRow     *language_row;
  AdwComboRow     *paper_row;
  GtkEditable     *number_row;
  GtkEditable     *place_row;
  GtkEditable     *mark_row;
  GtkEditable     *from_row;
  GtkEditable     *to_row;
  GtkSwitch       *contacts_switch;
  GtkSwitch       *blank_switch;
  GtkMenuButton   *save_button;
};

G_DEFINE_FINAL_TYPE (LepPrintDialog, lep_print_dialog, ADW_TYPE_WINDOW)

static void make_report (LepPrintDialog *self);

/* Returns: (nullable): the report that is chosen; %NULL for the list */
static const LepReportKind *
chosen_kind (LepPrintDialog *self)
{
  return g_ptr_array_index (self->kinds, adw_combo_row_get_selected (self->report_row));
}

/* Paper waits for its pages to be seen, a file for what was chosen to be made. */
static void
show_ready (LepPrintDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.paper", self->making.made != NULL && self->making.made->pages != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.save", self->making.made != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save_button), self->making.made != NULL);
}

/* --- Making the report --- */

static void
laid_out_cb (GtkWidget    *owner,
             gpointer      data,
             const GError *error)
{
  LepPrintDialog *self = LEP_PRINT_DIALOG (owner);
  LepPrintJob    *job = data;

  g_clear_object (&self->making.cancellable);
  if (self->making.again)
    {
      make_report (self);
      return;
    }

  /* What is too long for paper can be saved. */
  if (error != NULL)
    {
      lep_print_preview_refuse (self->preview, error);
      return;
    }

  job->printed->pages = g_steal_pointer (&job->pages);
  lep_print_preview_set_printed (self->preview, job->printed);
  show_ready (self);
}

/* The report may be saved already: a long list needs no pages for a spreadsheet. */
static void
lay_out (LepPrintDialog *self)
{
  LepPrintJob *job = g_new0 (LepPrintJob, 1);

  job->printed = lep_printed_ref (self->making.made);
  self->making.cancellable = g_cancellable_new ();
  lep_job_run_quietly (GTK_WIDGET (self), self->making.cancellable, lep_print_job_lay_out, laid_out_cb, job, (GDestroyNotify) lep_print_job_free);
}

static void
made_cb (GtkWidget    *owner,
         gpointer      data,
         const GError *error)
{
  LepPrintDialog *self = LEP_PRINT_DIALOG (owner);
  LepPrintJob    *job = data;

  g_clear_object (&self->making.cancellable);
  self->making.digest = job->digest;
  if (self->making.again)
    {
      make_report (self);
      return;
    }

  if (error != NULL)
    {
      lep_print_preview_refuse (self->preview, error);
      return;
    }

  self->making.made = lep_printed_ref (job->printed);
  show_ready (self);
  lay_out (self);
}

static LepPrintJob *
read_choices (LepPrintDialog *self)
{
  const LepReportKind *kind = chosen_kind (self);
  g_autoptr (LepSurroundings) surroundings = lep_surroundings_of_desktop (lep_window_get_clock (self->window));
  LepPrintJob *job = g_new0 (LepPrintJob, 1);

  job->kind = kind;
  job->list = kind == NULL ? lep_list_print_copy (self->list) : NULL;
  job->locale = g_ptr_array_index (self->locales, adw_combo_row_get_selected (self->language_row));
  job->paper = adw_combo_row_get_selected (self->paper_row) == 1 ? LEP_PAPER_LETTER : LEP_PAPER_A4;
  job->path = g_strdup (lep_window_get_path (self->window));
  job->id = g_strdup (self->id);
  job->bundle = g_strdup (self->bundle);
  job->temp_dir = g_strdup (surroundings->temp_dir);
  job->key_dir = g_strdup (surroundings->state_dir);
  if (kind != NULL && kind->has_period)
    lep_print_days_read (self->from_row, self->to_row, &job->from, &job->to);
  job->number = g_strdup (gtk_editable_get_text (self->number_row));
  job->place = g_strdup (gtk_editable_get_text (self->place_row));
  job->mark = g_strdup (gtk_editable_get_text (self->mark_row));
  job->lines = g_settings_get_string (self->settings, "letterhead-line");
  job->logo = g_settings_get_string (self->settings, "letterhead-logo");
  job->with_contacts = kind != NULL && kind->has_contacts && gtk_switch_get_active (self->contacts_switch);
  job->blank = kind != NULL && kind->has_blank && gtk_switch_get_active (self->blank_switch);
  job->digest = self->making.digest;

  return job;
}

static void
make_report (LepPrintDialog *self)
{
  g_clear_pointer (&self->making.made, lep_printed_unref);
  show_ready (self);
  self->making.again = self->making.cancellable != NULL;
  if (self->making.again)
    {
      g_cancellable_cancel (self->making.cancellable);
      return;
    }

  /* Pages stay until there are others; what was refused is said no longer. */
  if (lep_print_preview_get_printed (self->preview) == NULL)
    lep_print_preview_set_printed (self->preview, NULL);
  self->making.cancellable = g_cancellable_new ();
  lep_job_run_quietly (GTK_WIDGET (self), self->making.cancellable, lep_print_job_run, made_cb,
                       read_choices (self), (GDestroyNotify) lep_print_job_free);
}

/* --- Choices --- */

static void
show_child (LepPrintDialog *self,
            const char     *name,
            gboolean        visible)
{
  gtk_widget_set_visible (GTK_WIDGET (gtk_widget_get_template_child (GTK_WIDGET (self), LEP_TYPE_PRINT_DIALOG, name)), visible);
}

/* What the report takes is asked for, nothing else. */
static void
show_report (LepPrintDialog *self)
{
  const LepReportKind *kind = chosen_kind (self);
  gboolean             has_period = kind != NULL && kind->has_period;
  gboolean             has_contacts = kind != NULL && kind->has_contacts;
  gboolean             has_blank = kind != NULL && kind->has_blank;
  g_autoptr (GMenuModel) menu = lep_print_choices_formats (kind);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->report_row),
                               kind != NULL ? _ (kind->about) : _ ("The rows and columns that the list shows."));
  gtk_widget_set_visible (GTK_WIDGET (self->from_row), has_period);
  gtk_widget_set_visible (GTK_WIDGET (self->to_row), has_period);
  show_child (self, "contacts_row", has_contacts);
  show_child (self, "blank_row", has_blank);
  show_child (self, "what_group", has_period || has_contacts || has_blank);

  gtk_menu_button_set_menu_model (self->save_button, menu);
}

static void
report_changed_cb (LepPrintDialog *self)
{
  if (!self->ready)
    return;

  show_report (self);
  if (self->list == NULL)
    lep_print_choices_remember (self->settings, self->record_kind, chosen_kind (self)->name);
  make_report (self);
}

static void
language_changed_cb (LepPrintDialog *self)
{
  const LepLocale *locale;

  if (!self->ready)
    return;

  locale = g_ptr_array_index (self->locales, adw_combo_row_get_selected (self->language_row));
  g_settings_set_string (self->settings, "print-language", locale->tag);
  make_report (self);
}

static void
paper_changed_cb (LepPrintDialog *self)
{
  if (!self->ready)
    return;

  g_settings_set_string (self->settings, "paper", adw_combo_row_get_selected (self->paper_row) == 1 ? "letter" : "a4");
  make_report (self);
}

static void
choice_changed_cb (LepPrintDialog *self)
{
  if (self->ready)
    make_report (self);
}

/* --- Actions --- */

static void
paper_action_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  LepPrintDialog *self = LEP_PRINT_DIALOG (widget);

  lep_print_on_paper (self->making.made, GTK_WINDOW (self), self->window);
}

static void
save_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  LepPrintDialog  *self = LEP_PRINT_DIALOG (widget);
  g_autofree char *name = g_strconcat ("x.", g_variant_get_string (parameter, NULL), NULL);
  LepReportFormat  format;

  if (lep_report_format_of (name, &format))
    lep_print_into_file (self->making.made, format, GTK_WINDOW (self), self->window);
}

/* --- The dialog --- */

static void
lep_print_dialog_dispose (GObject *object)
{
  LepPrintDialog *self = LEP_PRINT_DIALOG (object);

  if (self->making.cancellable != NULL)
    g_cancellable_cancel (self->making.cancellable);
  g_clear_object (&self->making.cancellable);
  g_clear_pointer (&self->making.made, lep_printed_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_PRINT_DIALOG);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->kinds, g_ptr_array_unref);
  g_clear_pointer (&self->list, lep_list_print_free);
  g_clear_pointer (&self->locales, g_ptr_array_unref);
  g_clear_pointer (&self->record_kind, g_free);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->bundle, g_free);

  G_OBJECT_CLASS (lep_print_dialog_parent_class)->dispose (object);
  lep_give_memory_back (); /* a long list takes much */
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, report_row);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, language_row);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, paper_row);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, number_row);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, place_row);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, mark_row);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, from_row);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, to_row);
  gtk_widget_class_bind_template_child_full (widget_class, "contacts_row", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "blank_row", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "what_group", FALSE, 0);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, contacts_switch);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, blank_switch);
  gtk_widget_class_bind_template_child (widget_class, LepPrintDialog, save_button);
  gtk_widget_class_bind_template_child_full (widget_class, "from_calendar", FALSE, 0);
  gtk_widget_class_bind_template_child_full (widget_class, "to_calendar", FALSE, 0);
}

static void
lep_print_dialog_class_init (LepPrintDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_print_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "print.paper", NULL, paper_action_cb);
  gtk_widget_class_install_action (widget_class, "print.save", "s", save_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_p, GDK_CONTROL_MASK, "print.paper", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "print.save", "s", "pdf");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);

  g_type_ensure (LEP_TYPE_PRINT_PREVIEW);
  g_type_ensure (LEP_TYPE_CALENDAR_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-print-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, report_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, paper_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, choice_changed_cb);
}

static void
attach_calendar (LepPrintDialog *self,
                 GtkEditable    *editable,
                 const char     *name)
{
  GObject *calendar = gtk_widget_get_template_child (GTK_WIDGET (self), LEP_TYPE_PRINT_DIALOG, name);

  lep_calendar_button_attach (LEP_CALENDAR_BUTTON (calendar), editable, lep_print_days_field (editable == self->to_row));
}

static void
lep_print_dialog_init (LepPrintDialog *self)
{
  g_autofree char *paper = NULL;

  self->settings = g_settings_new (LEP_APPLICATION_ID);
  self->kinds = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  attach_calendar (self, self->from_row, "from_calendar");
  attach_calendar (self, self->to_row, "to_calendar");

  paper = g_settings_get_string (self->settings, "paper");
  adw_combo_row_set_selected (self->paper_row, g_str_equal (paper, "letter") ? 1 : 0);
  g_settings_bind (self->settings, "letterhead-place", self->place_row, "text", G_SETTINGS_BIND_DEFAULT);
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
add_report (LepPrintDialog      *self,
            GtkStringList       *titles,
            const char          *title,
            const LepReportKind *kind)
{
  gtk_string_list_append (titles, title);
  g_ptr_array_add (self->kinds, (gpointer) kind);
}

/* Some lists can also be printed as the report of the whole programme. */
static gboolean
is_offered (LepPrintDialog      *self,
            const LepReportKind *kind)
{
  if (self->bundle != NULL)
    return kind->kinds == NULL;
  if (self->list != NULL && !lep_print_choices_fits_list (lep_query_get_kind (self->list->query), kind->name))
    return FALSE;

  return applies (kind, self->record_kind);
}

static void
fill_reports (LepPrintDialog *self,
              const char     *preferred)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autofree char     *remembered = preferred == NULL ? lep_print_choices_last (self->settings, self->record_kind) : g_strdup (preferred);
  guint                n_kinds;
  const LepReportKind *kinds = lep_report_kinds (&n_kinds);
  guint                selected = 0;

  if (self->list != NULL)
    add_report (self, titles, _ ("The list as it is shown"), NULL);
  for (guint i = 0; i < n_kinds; i++)
    {
      if (!is_offered (self, &kinds[i]))
        continue;
      if (self->list == NULL && g_strcmp0 (kinds[i].name, remembered) == 0)
        selected = self->kinds->len;
      add_report (self, titles, _ (kinds[i].title), &kinds[i]);
    }
  adw_combo_row_set_model (self->report_row, G_LIST_MODEL (titles));
  adw_combo_row_set_selected (self->report_row, selected);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->kinds->len > 1 ? self->report_row : self->paper_row));
  show_report (self);
}

static void
fill_languages (LepPrintDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *tag = g_settings_get_string (self->settings, "print-language");
  const LepLocale *chosen = *tag != '\0' ? lep_locale_find (tag) : lep_language_locale ();
  guint            selected = 0;

  self->locales = lep_print_choices_locales ();
  for (guint i = 0; i < self->locales->len; i++)
    {
      const LepLocale *locale = g_ptr_array_index (self->locales, i);

      gtk_string_list_append (names, locale->name);
      if (locale == chosen)
        selected = i;
    }
  adw_combo_row_set_model (self->language_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->language_row, selected);
}

static LepPrintDialog *
new_dialog (LepWindow *window)
{
  LepPrintDialog *self = g_object_new (LEP_TYPE_PRINT_DIALOG, "transient-for", window, "destroy-with-parent", TRUE, NULL);

  self->window = window;
  self->record_kind = g_strdup ("");

  return self;
}

static GtkWidget *
start (LepPrintDialog *self,
       const char     *report)
{
  fill_reports (self, report);
  fill_languages (self);
  self->ready = TRUE;
  make_report (self);

  return GTK_WIDGET (self);
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

/**
 * lep_print_dialog_new:
 * @kind: (nullable): kind of the record to print; %NULL for the whole programme
 * @id: (nullable): its id
 * @report: (nullable): name of the report that is offered first; %NULL for the
 *   one that was chosen last
 *
 * Returns: (transfer none): the dialog, to be presented over the window
 */
GtkWidget *
lep_print_dialog_new (LepWindow  *window,
                      const char *kind,
                      const char *id,
                      const char *report)
{
  LepPrintDialog *self;

  g_return_val_if_fail (LEP_IS_WINDOW (window), NULL);
  g_return_val_if_fail (lep_print_dialog_can_print (kind), NULL);

  self = new_dialog (window);
  lep_set_str (&self->record_kind, kind != NULL ? kind : "");
  self->id = g_strdup (id);

  return start (self, report);
}

/**
 * lep_print_dialog_new_of_bundle:
 * @bundle: path of a bundle file
 *
 * Returns: (transfer none): the dialog for the paper that goes with a bundle
 */
GtkWidget *
lep_print_dialog_new_of_bundle (LepWindow  *window,
                                const char *bundle)
{
  LepPrintDialog *self;

  g_return_val_if_fail (LEP_IS_WINDOW (window), NULL);
  g_return_val_if_fail (bundle != NULL, NULL);

  self = new_dialog (window);
  self->bundle = g_strdup (bundle);

  return start (self, "bundle-slip");
}

/**
 * lep_print_dialog_new_of_list:
 * @list: (transfer full): what to print
 *
 * Returns: (transfer none): the dialog for a list as its page shows it
 */
GtkWidget *
lep_print_dialog_new_of_list (LepWindow    *window,
                              LepListPrint *list)
{
  LepPrintDialog *self;

  g_return_val_if_fail (LEP_IS_WINDOW (window), NULL);
  g_return_val_if_fail (list != NULL, NULL);

  self = new_dialog (window);
  self->list = list;

  return start (self, NULL);
}

void
lep_print_dialog_open (LepWindow  *window,
                       const char *kind,
                       const char *id,
                       const char *report)
{
  gtk_window_present (GTK_WINDOW (lep_print_dialog_new (window, kind, id, report)));
}

void
lep_print_dialog_open_bundle (LepWindow  *window,
                              const char *bundle)
{
  gtk_window_present (GTK_WINDOW (lep_print_dialog_new_of_bundle (window, bundle)));
}

void
lep_print_dialog_open_list (LepWindow    *window,
                            LepListPrint *list)
{
  gtk_window_present (GTK_WINDOW (lep_print_dialog_new_of_list (window, list)));
}
