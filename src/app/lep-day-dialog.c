/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step that others rely on is not taken by one press: its day is asked for, which
 * rarely is the present minute, and what it means is said before. */

#include <glib/gi18n.h>

#include "lep-field-row.h"
#include "lep-form-build.h"
#include "lep-form.h"
#include "lep-typed-text.h"
#include "lep-window.h"

#include "lep-day-dialog.h"

#define MAX_FIELDS 3

struct _LepDayDialog
{
  AdwWindow     parent_instance;

  GtkButton    *take_button;
  GtkLabel     *title_label;
  AdwBin       *form_bin;
  GtkWidget    *verdict_box;
  GtkLabel     *verdict_label;
  GtkLabel     *error_label;
  GtkLabel     *foot_label;

  LepDayStep    step;
  LepForm      *form;
  LepWorkspace *workspace;
  LepRecord    *record;
  LepWindow    *window; /* weak */
};

G_DEFINE_FINAL_TYPE (LepDayDialog, lep_day_dialog, ADW_TYPE_WINDOW)

/* Each field that is missing or wrong says so below itself. */
static gboolean
read_form (LepDayDialog *self,
           char        **values)
{
  LepFieldRow *first = NULL;

  for (guint i = 0; self->step.fields[i] != NULL; i++)
    {
      LepFieldRow *row = lep_form_get_row (self->form, self->step.fields[i]);
      g_autoptr (GError) error = NULL;
      const char *reason = NULL;

      if (!lep_field_row_read (row, &values[i], &error))
        reason = error->message;
      else if (values[i] == NULL && i == 0)
        reason = self->step.missing;
      lep_field_row_set_error (row, reason);
      if (reason != NULL && first == NULL)
        first = row;
    }
  if (first != NULL)
    lep_field_row_focus (first);
  return first == NULL;
}

/* What is written means, before the step is taken. */
static void
show_verdict (LepDayDialog *self)
{
  g_autofree char *value = NULL;
  gboolean         is_bad = FALSE;
  gboolean         is_read = lep_field_row_read (lep_form_get_row (self->form, self->step.fields[0]), &value, NULL) && value != NULL;
  g_autofree char *text = self->step.judge (self->workspace, self->record, is_read ? value : NULL, &is_bad);

  gtk_widget_set_visible (self->verdict_box, text != NULL);
  gtk_label_set_label (self->verdict_label, text != NULL ? text : "");
  gtk_widget_set_css_classes (self->verdict_box, (const char *[]){ "banner", is_bad ? "wait" : is_read ? "good"
                                                                                                       : NULL,
                                                                   NULL });
}

static void
say_error (LepDayDialog *self,
           const char   *text)
{
  gtk_label_set_label (self->error_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), *text != '\0');
}

static void
take_clicked_cb (LepDayDialog *self)
{
  char      *values[MAX_FIELDS] = { NULL };
  LepWindow *window = self->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *said = NULL;

  if (read_form (self, values))
    {
      said = self->step.take (self->workspace, self->record, (const char *const *) values, &error);
      say_error (self, said != NULL ? "" : error->message);
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_free (values[i]);
  if (said == NULL)
    return;

  if (window != NULL)
    lep_window_toast (window, said, TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* What was typed goes when that is asked for twice. */
static gboolean
close_request_cb (LepDayDialog *self)
{
  if (lep_typed_text_may_go (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;

  say_error (self, self->step.unfinished);
  return GDK_EVENT_STOP;
}

static gboolean
take_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  take_clicked_cb (LEP_DAY_DIALOG (widget));
  return TRUE;
}

static void
lep_day_dialog_dispose (GObject *object)
{
  LepDayDialog *self = LEP_DAY_DIALOG (object);

  gtk_window_set_focus (GTK_WINDOW (self), NULL); /* a field that loses it later would find half of the dialog gone */
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_DAY_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_object (&self->record);
  g_clear_weak_pointer (&self->window);

  G_OBJECT_CLASS (lep_day_dialog_parent_class)->dispose (object);
}

static void
lep_day_dialog_class_init (LepDayDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_day_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-day-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LepDayDialog, title_label);
  gtk_widget_class_bind_template_child (widget_class, LepDayDialog, take_button);
  gtk_widget_class_bind_template_child (widget_class, LepDayDialog, form_bin);
  gtk_widget_class_bind_template_child (widget_class, LepDayDialog, foot_label);
  gtk_widget_class_bind_template_child (widget_class, LepDayDialog, verdict_box);
  gtk_widget_class_bind_template_child (widget_class, LepDayDialog, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, LepDayDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, take_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, take_key_cb, NULL);
}

static void
lep_day_dialog_init (LepDayDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
fill_form (LepDayDialog      *self,
           const char *const *values)
{
  const LepKind *kind = lep_record_get_kind (self->record);
  GtkWidget     *group = adw_preferences_group_new ();

  self->form = LEP_FORM (lep_form_new (kind->name));
  gtk_widget_add_css_class (group, "work");
  for (guint i = 0; self->step.fields[i] != NULL; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), lep_form_new_row (lep_kind_field (kind, self->step.fields[i])));
  adw_bin_set_child (ADW_BIN (self->form), group);
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));
  lep_form_start (self->form, self->workspace);
  for (guint i = 0; self->step.fields[i] != NULL; i++)
    lep_form_preset (self->form, self->step.fields[i], values[i]);
}

/**
 * lep_day_dialog_open:
 * @parent: in the window that says afterwards what was done
 * @step: it is copied, its texts and fields are not
 * @heading: which record it is
 * @values: (nullable) (element-type utf8): what stands in the fields at first
 */
void
lep_day_dialog_open (GtkWidget         *parent,
                     LepWorkspace      *workspace,
                     LepRecord         *record,
                     const LepDayStep  *step,
                     const char        *heading,
                     const char *const *values)
{
  LepDayDialog *self;
  LepFieldRow  *first;

  self = g_object_new (LEP_TYPE_DAY_DIALOG, "title", step->title, "transient-for", gtk_widget_get_root (parent), NULL);
  self->step = *step;
  self->workspace = g_object_ref (workspace);
  self->record = g_object_ref (record);
  g_set_weak_pointer (&self->window, lep_window_of (parent));
  gtk_button_set_label (self->take_button, step->action);
  gtk_label_set_label (self->title_label, heading);
  gtk_label_set_label (self->foot_label, step->foot);
  fill_form (self, values);
  show_verdict (self);
  lep_typed_text_begin (GTK_WIDGET (self));
  first = lep_form_get_row (self->form, step->fields[0]);
  g_signal_connect_object (first, "left", G_CALLBACK (show_verdict), self, G_CONNECT_SWAPPED);
  lep_field_row_focus (first);
  gtk_window_present (GTK_WINDOW (self));
}
