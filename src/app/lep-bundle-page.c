/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bundle, from being opened to its receipt. Looking changes nothing: the
 * import is done and taken back in a thread, and its report is what is shown. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-secret-file.h"

#include "lep-bundle-figures.h"
#include "lep-bundle-rows-dialog.h"
#include "lep-language.h"
#include "lep-import-job.h"
#include "lep-make-bundle-dialog.h"
#include "lep-passphrase-dialog.h"
#include "lep-print-dialog.h"
#include "lep-surroundings.h"
#include "lep-window.h"

#include "lep-bundle-page.h"

struct _LepBundlePage
{
  LepPage              parent_instance;

  GFile               *file;
  LepImportReport     *report;     /* of the look, later of the import itself */
  char               **trust;      /* numbers compared so far */
  char                *reason;     /* why it was refused */
  char                *passphrase; /* of the file, once it was typed */
  gboolean             applied;

  GtkStack            *stack;
  GtkLabel            *refused_label;
  GtkWidget           *passphrase_button;
  AdwPreferencesGroup *signers_group;
  GtkCheckButton      *compared_button;
  AdwActionRow        *sender_row;
  AdwActionRow        *made_row;
  AdwActionRow        *signed_row;
  AdwActionRow        *complete_row;
  GtkGrid             *effect_grid;
  AdwPreferencesGroup *changes_group;
  GtkLabel            *foot_label;
  GtkButton           *cancel_button;
  GtkButton           *apply_button;
  GPtrArray           *rows; /* those put into the two groups by code */
};

G_DEFINE_FINAL_TYPE (LepBundlePage, lep_bundle_page, LEP_TYPE_PAGE)

static void
clear_rows (LepBundlePage *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      GtkWidget *group = gtk_widget_get_ancestor (row, ADW_TYPE_PREFERENCES_GROUP);

      adw_preferences_group_remove (ADW_PREFERENCES_GROUP (group), row);
    }
  g_ptr_array_set_size (self->rows, 0);
}

static void
add_row (LepBundlePage       *self,
         AdwPreferencesGroup *group,
         GtkWidget           *row)
{
  adw_preferences_group_add (group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_changes (LepBundlePage *self)
{
  LepImportReport *report = self->report;
  g_autofree char *waiting_text = lep_import_waiting_text (report);
  g_autofree char *new_text = lep_import_kinds_text (report, LEP_ROW_NEW);
  g_autofree char *changed_text = lep_import_kinds_text (report, LEP_ROW_CHANGED);
  g_autofree char *deleted_text = lep_import_kinds_text (report, LEP_ROW_DELETED);

  add_row (self, self->changes_group,
           lep_bundle_figure_row_new (lep_import_rows_count (report, LEP_ROW_NEW), _ ("New entries"), new_text,
                                      "bundle.show-rows", NULL));
  add_row (self, self->changes_group,
           lep_bundle_figure_row_new (lep_import_rows_count (report, LEP_ROW_CHANGED), _ ("Changed entries"),
                                      *changed_text != '\0' ? changed_text : _ ("The old values stay in the history"),
                                      "bundle.show-rows", NULL));
  add_row (self, self->changes_group,
           lep_bundle_figure_row_new (lep_import_rows_count (report, LEP_ROW_DELETED), _ ("Deleted"),
                                      *deleted_text != '\0' ? deleted_text : _ ("Can be brought back"),
                                      "bundle.show-rows", NULL));
  add_row (self, self->changes_group,
           lep_bundle_figure_row_new (report->n_conflicts, _ ("Changed by both of you"),
                                      _ ("Both values are kept; you decide later"),
                                      self->applied ? "bundle.show-conflicts" : NULL, _ ("To decide")));
  add_row (self, self->changes_group,
           lep_bundle_figure_row_new (report->n_waiting, _ ("Waiting for earlier changes"), waiting_text, NULL, NULL));
  add_row (self, self->changes_group,
           lep_bundle_figure_row_new (report->n_known, _ ("Already here"), _ ("Nothing happens"), NULL, NULL));
}

static void
show_sender (LepBundlePage *self)
{
  const LepSigner *sender = self->report->sender;
  g_autofree char *name = lep_signer_name (sender);
  g_autofree char *laptop = NULL, *made = NULL, *made_title = NULL, *signed_title = NULL, *parts = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 n_changes = self->report->n_new + self->report->n_known + self->report->n_waiting;

  /* Translators: where a person works, and the name of the laptop */
  laptop = g_strdup_printf (_ ("%s · laptop “%s”"), sender->place, sender->label);
  made = lep_format_time (lep_language_locale (), self->report->made, zone, LEP_DATE_LONG);
  made_title = g_strdup_printf (_ ("Made on %s"), made);
  /* Translators: %s is a person or laptop */
  signed_title = g_strdup_printf (_ ("Signed by the laptop of %s"), name);
  parts = g_strdup_printf (ngettext ("%jd change, each one checked",
                                     "%jd changes, each one checked",
                                     (gulong) n_changes),
                           n_changes);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sender_row), name);
  adw_action_row_set_subtitle (self->sender_row, laptop);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->made_row), made_title);
  adw_action_row_set_subtitle (self->made_row, self->report->to_label != NULL ? _ ("For one receiver") : _ ("For everybody"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->signed_row), signed_title);
  adw_action_row_set_subtitle (self->signed_row, sender->number);
  adw_action_row_set_subtitle (self->complete_row, parts);
}

/* How many rows the import touches: what the button says. */
static gint64
count_effects (LepImportReport *report)
{
  return lep_import_rows_count (report, LEP_ROW_NEW) +
         lep_import_rows_count (report, LEP_ROW_CHANGED) +
         lep_import_rows_count (report, LEP_ROW_DELETED);
}

/* Whether it brings anything but the word of what is there. */
static gboolean
is_useful (LepBundlePage *self)
{
  return self->report->n_new + self->report->n_waiting > 0;
}

/* What taking it in does, in the words of the button. Returns: (transfer full) */
static char *
name_apply (LepBundlePage *self)
{
  gint64 n_effects = count_effects (self->report);

  if (self->report->asks > 0)
    return g_strdup (_ ("_Answer…"));
  if (n_effects > 0)
    return g_strdup_printf (ngettext ("_Apply %jd change", "_Apply %jd changes", (gulong) n_effects), (intmax_t) n_effects);
  return g_strdup (is_useful (self) ? _ ("_Take it in") : _ ("_Take note of it"));
}

/* Returns: (transfer full): what the banner says before it is taken in */
static char *
describe_look (LepBundlePage *self)
{
  LepImportReport *report = self->report;
  g_autofree char *name = lep_signer_name (report->sender);

  if (report->asks > 0)
    /* Translators: a person or laptop, and a number */
    return g_strdup_printf (ngettext ("%s asks for what is missing there: %jd change from here.",
                                      "%s asks for what is missing there: %jd changes from here.", (gulong) report->asks),
                            name, (intmax_t) report->asks);
  if (report->is_request)
    return g_strdup_printf (_ ("%s only says what is there: everything from here has arrived."), name);
  if (is_useful (self))
    return g_strdup (_ ("Nothing has been changed yet. Look first, then apply or cancel."));
  return g_strdup_printf (_ ("Everything in this bundle is already here. If you take note of it, the next one for %s only holds what is new."), name);
}

static void
show_report (LepBundlePage *self)
{
  gboolean         is_asked = self->report->asks > 0;
  g_autofree char *apply = name_apply (self);
  g_autofree char *sentence = describe_look (self);

  clear_rows (self);
  show_sender (self);
  show_changes (self);
  lep_bundle_totals_show (self->effect_grid, self->report->totals);
  adw_preferences_group_set_title (self->changes_group, self->applied ? _ ("What has changed") : _ ("What will change"));
  gtk_stack_set_visible_child_name (self->stack, "preview");

  if (self->applied && !is_asked)
    lep_page_set_banner (LEP_PAGE (self), _ ("Done. This is what the bundle brought."), "good");
  else
    lep_page_set_banner (LEP_PAGE (self), sentence, is_useful (self) || is_asked ? NULL : "good");

  gtk_button_set_label (self->apply_button, apply);
  gtk_widget_set_visible (GTK_WIDGET (self->apply_button), !self->applied || is_asked);
  gtk_button_set_label (self->cancel_button, self->applied ? _ ("_Close") : _ ("_Cancel"));
  gtk_label_set_label (self->foot_label,
                       self->applied ? _ ("A copy of the state before is kept among the backups.")
                                     : _ ("Every value that a bundle replaces stays in the history."));
}

static GtkWidget *
new_signer_row (const LepSigner *signer)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *name = lep_signer_name (signer);
  g_autofree char *title = NULL;
  GtkWidget       *number = gtk_label_new (signer->number);

  title = g_strdup_printf (_ ("%s · laptop “%s” · %s"), name, signer->label, signer->place);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  if (signer->known_person)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                   _ ("You know this person with another key. Ask why it changed before you go on."));
      gtk_widget_add_css_class (row, "error");
    }
  gtk_label_set_selectable (GTK_LABEL (number), TRUE);
  gtk_label_set_wrap (GTK_LABEL (number), TRUE);
  gtk_widget_add_css_class (number, "num");
  gtk_widget_add_css_class (number, "heading");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  return row;
}

static void
show_unknown (LepBundlePage *self)
{
  gboolean knows_one = FALSE;

  clear_rows (self);
  for (guint i = 0; i < self->report->untrusted->len; i++)
    {
      const LepSigner *signer = g_ptr_array_index (self->report->untrusted, i);

      knows_one = knows_one || signer->known_person;
      add_row (self, self->signers_group, new_signer_row (signer));
    }

  gtk_check_button_set_active (self->compared_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "unknown");
  if (knows_one)
    lep_page_set_banner (LEP_PAGE (self), _ ("Somebody whom you know signs with another key than before. Telephone before you go on: it may be somebody else."), "bad");
  else
    lep_page_set_banner (LEP_PAGE (self), _ ("Nothing has been read from this bundle yet but who signs it."), "wait");
  gtk_button_set_label (self->apply_button, _ ("_Go on"));
  gtk_widget_set_visible (GTK_WIDGET (self->apply_button), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bundle.apply", FALSE);
  gtk_button_set_label (self->cancel_button, _ ("_Cancel"));
  gtk_label_set_label (self->foot_label, _ ("You are asked only once for each laptop."));
}

/* The reason, as far as it is known: what is sealed for others does not say for
 * whom, but what was given from here is remembered. Returns: (transfer full) */
static char *
dup_reason (const LepImportJob *job,
            const GError       *error)
{
  if (!g_error_matches (error, LEP_ERROR, LEP_ERROR_SEALED))
    return g_strdup (error->message);
  if (job->given_to != NULL)
    /* Translators: name of a laptop */
    return g_strdup_printf (_ ("It was made here and locked for the laptop “%s”: it opens there, and nowhere else."), job->given_to);
  return g_strdup (_ ("It is locked for another laptop; the file does not tell which one. If it is meant for you, give its sender a bundle "
                      "that you made: with it comes the key of this laptop, and the next one can be locked for you. Until then it can be "
                      "locked with a pass-phrase."));
}

static void
show_refused (LepBundlePage      *self,
              const LepImportJob *job,
              const GError       *error)
{
  g_free (self->reason);
  self->reason = dup_reason (job, error);
  gtk_widget_set_visible (self->passphrase_button, g_error_matches (error, LEP_ERROR, LEP_ERROR_LOCKED));
  gtk_label_set_label (self->refused_label, self->reason);
  gtk_stack_set_visible_child_name (self->stack, "refused");
  lep_page_set_banner (LEP_PAGE (self), _ ("Nothing was changed."), "bad");
  gtk_widget_set_visible (GTK_WIDGET (self->apply_button), FALSE);
  gtk_button_set_label (self->cancel_button, _ ("_Close"));
  gtk_label_set_label (self->foot_label, "");
}

/* Rows and totals are worked out by the look only: the receipt keeps them. */
static void
take_report (LepBundlePage *self,
             LepImportJob  *job)
{
  LepImportReport *look = g_steal_pointer (&self->report);

  self->report = g_steal_pointer (&job->report);
  if (job->mode == LEP_IMPORT_APPLY && look != NULL)
    {
      GPtrArray *rows = self->report->rows;
      char      *totals = self->report->totals;

      self->report->rows = look->rows;
      self->report->totals = look->totals;
      look->rows = rows;
      look->totals = totals;
    }
  g_clear_pointer (&look, lep_import_report_free);
}

static void look_at (LepBundlePage *self,
                     LepImportMode  mode);

static void
passphrase_typed_cb (GtkWidget  *owner,
                     const char *passphrase)
{
  LepBundlePage *self = LEP_BUNDLE_PAGE (owner);

  g_clear_pointer (&self->passphrase, lep_secret_free);
  self->passphrase = g_strdup (passphrase);
  look_at (self, LEP_IMPORT_PREVIEW);
}

static void
ask_passphrase (LepBundlePage *self)
{
  g_autofree char *name = g_file_get_basename (self->file);

  lep_passphrase_ask (GTK_WIDGET (self), name, self->passphrase != NULL, passphrase_typed_cb);
}

/* What is missing there, and nothing else, for who asked for it. */
static void
make_answer (LepBundlePage *self)
{
  LepMakeBundleDialog *dialog = lep_make_bundle_dialog_new (lep_window_of (GTK_WIDGET (self)), self->report->sender->replica);

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
job_done_cb (GtkWidget    *owner,
             gpointer      data,
             const GError *error)
{
  LepBundlePage *self = LEP_BUNDLE_PAGE (owner);
  LepImportJob  *job = data;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      lep_window_go_back (lep_window_of (owner));
      return;
    }
  if (error != NULL)
    {
      show_refused (self, job, error);
      if (g_error_matches (error, LEP_ERROR, LEP_ERROR_LOCKED))
        ask_passphrase (self);
      return;
    }

  take_report (self, job);
  if (job->mode == LEP_IMPORT_APPLY && self->report->notice != NULL)
    lep_window_say (lep_window_of (owner), _ ("About this workspace"), self->report->notice);
  if (self->report->untrusted->len > 0)
    {
      show_unknown (self);
      return;
    }

  self->applied = job->mode == LEP_IMPORT_APPLY;
  gtk_widget_action_set_enabled (owner, "bundle.apply", !self->applied || self->report->asks > 0);
  show_report (self);
  if (self->applied && self->report->asks > 0)
    make_answer (self);
}

static void
look_at (LepBundlePage *self,
         LepImportMode  mode)
{
  LepWindow       *window = lep_window_of (GTK_WIDGET (self));
  g_autofree char *path = g_file_get_path (self->file);
  g_autoptr (LepSurroundings) surroundings = lep_surroundings_of_desktop (lep_window_get_clock (window));
  LepImportJob *job;

  if (mode == LEP_IMPORT_PREVIEW)
    gtk_stack_set_visible_child_name (self->stack, "looking");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bundle.apply", FALSE);

  job = lep_import_job_new (lep_window_get_path (window), surroundings, path,
                            (const char *const *) self->trust, mode);
  job->passphrase = g_strdup (self->passphrase);
  lep_window_run_job (window, mode == LEP_IMPORT_APPLY ? _ ("Applying the bundle") : _ ("Looking at the bundle"),
                      GTK_WIDGET (self), lep_import_job_run, job_done_cb, job, (GDestroyNotify) lep_import_job_free);
}

/* The numbers that were compared are trusted from now on. */
static void
trust_shown_signers (LepBundlePage *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (self->trust != NULL)
    g_strv_builder_addv (builder, (const char **) self->trust);
  for (guint i = 0; i < self->report->untrusted->len; i++)
    g_strv_builder_add (builder, ((LepSigner *) g_ptr_array_index (self->report->untrusted, i))->number);

  g_strfreev (self->trust);
  self->trust = g_strv_builder_end (builder);
}

static void
apply_action_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  LepBundlePage *self = LEP_BUNDLE_PAGE (widget);

  if (self->report == NULL)
    return;

  if (self->report->untrusted->len > 0)
    {
      trust_shown_signers (self);
      look_at (self, LEP_IMPORT_PREVIEW);
    }
  else if (self->applied)
    make_answer (self);
  else
    look_at (self, LEP_IMPORT_APPLY);
}

static void
cancel_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  lep_window_go_back (lep_window_of (widget));
}

static void
passphrase_action_cb (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  ask_passphrase (LEP_BUNDLE_PAGE (widget));
}

static void
copy_reason_action_cb (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  LepBundlePage *self = LEP_BUNDLE_PAGE (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->reason);
  lep_window_toast (lep_window_of (widget), _ ("Copied"), FALSE);
}

static void
show_rows_action_cb (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  LepBundlePage       *self = LEP_BUNDLE_PAGE (widget);
  LepBundleRowsDialog *dialog = lep_bundle_rows_dialog_new (lep_window_of (widget), self->report, self->applied);

  gtk_window_present (GTK_WINDOW (dialog));
}

static void
show_conflicts_action_cb (GtkWidget  *widget,
                          const char *action_name,
                          GVariant   *parameter)
{
  lep_window_go (lep_window_of (widget), "conflicts", NULL);
}

static void
compared_button_toggled_cb (GtkCheckButton *button,
                            LepBundlePage  *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bundle.apply", gtk_check_button_get_active (button));
}

static void
lep_bundle_page_show_target (LepPage         *page,
                             const LepTarget *target)
{
  LepBundlePage   *self = LEP_BUNDLE_PAGE (page);
  g_autofree char *name = NULL;

  if (target == NULL || target->file == NULL)
    return;
  if (self->file != NULL && self->report != NULL && g_file_equal (self->file, target->file) && !self->applied)
    return;

  g_set_object (&self->file, target->file);
  g_clear_pointer (&self->report, lep_import_report_free);
  g_clear_pointer (&self->trust, g_strfreev);
  g_clear_pointer (&self->passphrase, lep_secret_free);
  self->applied = FALSE;
  name = g_file_get_basename (self->file);
  lep_page_set_subtitle (page, name);
  lep_page_set_banner (page, NULL, NULL);
  look_at (self, LEP_IMPORT_PREVIEW);
}

/* The slip of the bundle that is open; one that is not sound has none. */
static void
lep_bundle_page_print (LepPage *page)
{
  LepBundlePage *self = LEP_BUNDLE_PAGE (page);

  if (self->report != NULL && g_file_peek_path (self->file) != NULL)
    lep_print_dialog_open_bundle (lep_window_of (GTK_WIDGET (page)), g_file_peek_path (self->file));
}

static void
lep_bundle_page_dispose (GObject *object)
{
  LepBundlePage *self = LEP_BUNDLE_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_BUNDLE_PAGE);
  g_clear_object (&self->file);
  g_clear_pointer (&self->report, lep_import_report_free);
  g_clear_pointer (&self->trust, g_strfreev);
  g_clear_pointer (&self->reason, g_free);
  g_clear_pointer (&self->passphrase, lep_secret_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_bundle_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, refused_label);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, passphrase_button);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, signers_group);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, compared_button);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, sender_row);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, made_row);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, signed_row);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, complete_row);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, effect_grid);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, changes_group);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, foot_label);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, LepBundlePage, apply_button);
  gtk_widget_class_bind_template_callback (widget_class, compared_button_toggled_cb);
}

static void
lep_bundle_page_class_init (LepBundlePageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  LepPageClass   *page_class = LEP_PAGE_CLASS (klass);

  object_class->dispose = lep_bundle_page_dispose;
  page_class->show_target = lep_bundle_page_show_target;
  page_class->print = lep_bundle_page_print;

  gtk_widget_class_install_action (widget_class, "bundle.apply", NULL, apply_action_cb);
  gtk_widget_class_install_action (widget_class, "bundle.cancel", NULL, cancel_action_cb);
  gtk_widget_class_install_action (widget_class, "bundle.passphrase", NULL, passphrase_action_cb);
  gtk_widget_class_install_action (widget_class, "bundle.copy-reason", NULL, copy_reason_action_cb);
  gtk_widget_class_install_action (widget_class, "bundle.show-rows", NULL, show_rows_action_cb);
  gtk_widget_class_install_action (widget_class, "bundle.show-conflicts", NULL, show_conflicts_action_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-bundle-page.ui");
  bind_children (widget_class);
}

static void
lep_bundle_page_init (LepBundlePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = g_ptr_array_new ();
}
