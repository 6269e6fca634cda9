/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bundle, from being opened to its receipt. Looking changes nothing: the
 * import is done and taken back in a thread, and its report is what is shown. */

#include <glib/gi18n.h>

#include "lep-secret-file.h"

#include "lep-bundle-rows-dialog.h"
#include "lep-columns.h"
#include "lep-import-job.h"
#include "lep-make-bundle-dialog.h"
#include "lep-passphrase-dialog.h"
#include "lep-print-dialog.h"
#include "lep-surroundings.h"
#include "lep-window.h"

#include "lep-bundle-page-private.h"

G_DEFINE_FINAL_TYPE (LepBundlePage, lep_bundle_page, LEP_TYPE_PAGE)

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

/* The look was cancelled: it is looked again when the file is next opened. So was
 * the import: it can be begun again. */
static void
go_on_after_cancel (LepBundlePage *self,
                    LepImportMode  mode)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));

  if (mode == LEP_IMPORT_APPLY)
    {
      gtk_widget_action_set_enabled (GTK_WIDGET (self), "bundle.apply", TRUE);
      return;
    }

  g_clear_pointer (&self->report, lep_import_report_free);
  if (lep_window_get_page (window) == LEP_PAGE (self))
    lep_window_go_back (window);
}

static void
show_failure (LepBundlePage      *self,
              const LepImportJob *job,
              const GError       *error)
{
  g_autofree char *reason = dup_reason (job, error);

  lep_bundle_page_show_refused (self, reason, g_error_matches (error, LEP_ERROR, LEP_ERROR_BUSY));
  if (!g_error_matches (error, LEP_ERROR, LEP_ERROR_LOCKED))
    return;

  gtk_widget_set_visible (self->passphrase_button, TRUE);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    ask_passphrase (self);
}

static void
show_outcome (LepBundlePage *self,
              LepImportMode  mode)
{
  if (self->report->untrusted->len > 0)
    {
      lep_bundle_page_show_unknown (self);
      return;
    }

  self->applied = mode == LEP_IMPORT_APPLY;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bundle.apply", !self->applied || self->report->asks > 0);
  lep_bundle_page_show_report (self);
  if (self->applied && self->report->asks > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    make_answer (self);
}

/* What came of a file, while another one, or another page, is seen. */
static void
tell_elsewhere (LepBundlePage      *self,
                const LepImportJob *job,
                const GError       *error)
{
  LepWindow       *window = lep_window_of (GTK_WIDGET (self));
  g_autofree char *name = g_path_get_basename (job->file);
  g_autofree char *text = NULL;

  if (job->mode != LEP_IMPORT_APPLY)
    return;
  if (error != NULL)
    {
      lep_window_report_error (window, _ ("The bundle was not taken in"), error);
      return;
    }

  /* Translators: name of a file */
  text = g_strdup_printf (_ ("“%s” was taken in"), name);
  lep_window_toast (window, text, FALSE);
}

static void
job_done_cb (GtkWidget    *owner,
             gpointer      data,
             const GError *error)
{
  LepBundlePage   *self = LEP_BUNDLE_PAGE (owner);
  LepImportJob    *job = data;
  g_autofree char *path = g_file_get_path (self->file);

  if (error == NULL && job->mode == LEP_IMPORT_APPLY && job->report->notice != NULL)
    lep_window_say (lep_window_of (owner), _ ("About this workspace"), job->report->notice);

  if (g_strcmp0 (job->file, path) != 0)
    {
      tell_elsewhere (self, job, error);
      look_at (self, LEP_IMPORT_PREVIEW);
      return;
    }

  if (!gtk_widget_get_mapped (owner))
    tell_elsewhere (self, job, error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      go_on_after_cancel (self, job->mode);
    }
  else if (error != NULL)
    {
      show_failure (self, job, error);
    }
  else
    {
      take_report (self, job);
      show_outcome (self, job->mode);
    }
}

static void
look_at (LepBundlePage *self,
         LepImportMode  mode)
{
  LepWindow       *window = lep_window_of (GTK_WIDGET (self));
  g_autofree char *path = g_file_get_path (self->file);
  g_autoptr (LepSurroundings) surroundings = lep_surroundings_of_desktop (lep_window_get_clock (window));
  LepImportJob *job;

  job = lep_import_job_new (lep_window_get_path (window), surroundings, path,
                            (const char *const *) self->trust, mode);
  job->passphrase = g_strdup (self->passphrase);
  if (!lep_window_run_job (window, mode == LEP_IMPORT_APPLY ? _ ("Applying the bundle") : _ ("Looking at the bundle"),
                           GTK_WIDGET (self), lep_import_job_run, job_done_cb, job, (GDestroyNotify) lep_import_job_free))
    {
      if (self->report == NULL)
        lep_bundle_page_show_refused (self, _ ("Other work has to be done first. Then try again."), TRUE);
      return;
    }

  if (mode == LEP_IMPORT_PREVIEW)
    gtk_stack_set_visible_child_name (self->stack, "looking");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bundle.apply", FALSE);
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
    {
      look_at (self, LEP_IMPORT_PREVIEW);
    }
  else if (self->report->untrusted->len > 0)
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
  LepBundleRowsDialog *dialog = lep_bundle_rows_dialog_new (lep_window_of (widget), self->report, g_variant_get_string (parameter, NULL), self->applied);

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
  /* Whoever comes back finds what was there; whoever opens the file once more has it looked at anew. */
  if (self->report != NULL && (self->file == target->file || (g_file_equal (self->file, target->file) && !self->applied)))
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
  g_clear_pointer (&self->rows, lep_group_rows_free);

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
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "bundle.apply", NULL);
  gtk_widget_class_install_action (widget_class, "bundle.cancel", NULL, cancel_action_cb);
  gtk_widget_class_install_action (widget_class, "bundle.passphrase", NULL, passphrase_action_cb);
  gtk_widget_class_install_action (widget_class, "bundle.copy-reason", NULL, copy_reason_action_cb);
  gtk_widget_class_install_action (widget_class, "bundle.show-rows", "s", show_rows_action_cb);
  gtk_widget_class_install_action (widget_class, "bundle.show-conflicts", NULL, show_conflicts_action_cb);

  g_type_ensure (LEP_TYPE_COLUMNS);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-bundle-page.ui");
  bind_children (widget_class);
}

static void
lep_bundle_page_init (LepBundlePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = lep_group_rows_new ();
}
