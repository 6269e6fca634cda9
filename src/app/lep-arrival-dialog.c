/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt of an application. The hour decides whether it is late, so it is asked
 * for: what lies on the table came before now. */

#include <glib/gi18n.h>

#include "lep-call-office.h"
#include "lep-choice-row.h"
#include "lep-date-row.h"
#include "lep-field-text.h"
#include "lep-form.h"
#include "lep-text-row.h"
#include "lep-typed-text.h"
#include "lep-window.h"

#include "lep-arrival-dialog.h"

struct _LepArrivalDialog
{
  AdwWindow     parent_instance;

  GtkLabel     *title_label;
  LepForm      *form;
  GtkWidget    *verdict_box;
  GtkLabel     *verdict_label;
  GtkLabel     *error_label;

  LepWorkspace *workspace;
  LepRecord    *application;
  LepWindow    *window; /* weak */
  char         *deadline;
};

G_DEFINE_FINAL_TYPE (LepArrivalDialog, lep_arrival_dialog, ADW_TYPE_WINDOW)

static const char *const fields[] = { "received_at", "channel", "copies" };

/* Each field that is missing or wrong says so below itself. */
static gboolean
read_form (LepArrivalDialog *self,
           char            **values)
{
  LepFieldRow *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      LepFieldRow *row = lep_form_get_row (self->form, fields[i]);
      g_autoptr (GError) error = NULL;
      const char *reason = NULL;

      if (!lep_field_row_read (row, &values[i], &error))
        reason = error->message;
      else if (values[i] == NULL && i == 0)
        reason = _ ("Fill this in: it decides whether the application is late.");
      lep_field_row_set_error (row, reason);
      if (reason != NULL && first == NULL)
        first = row;
    }
  if (first != NULL)
    lep_field_row_focus (first);
  return first == NULL;
}

/* What the hour that is written means, before it is registered. */
static void
show_verdict (LepArrivalDialog *self)
{
  const LepField  *field = lep_kind_field (lep_schema_kind ("call"), "full_deadline");
  g_autofree char *hour = NULL;
  g_autofree char *shown = lep_field_show (field, self->deadline);
  g_autofree char *text = NULL;
  gboolean         is_read = lep_field_row_read (lep_form_get_row (self->form, "received_at"), &hour, NULL) && hour != NULL;
  gboolean         is_late = is_read && self->deadline != NULL && g_strcmp0 (hour, self->deadline) > 0;

  gtk_widget_set_visible (self->verdict_box, self->deadline != NULL);
  if (is_late)
    /* Translators: %s is a day and an hour */
    text = g_strdup_printf (_ ("After the deadline, %s: the application will be late."), shown);
  else
    text = g_strdup_printf (is_read ? _ ("In time. Deadline: %s.") : _ ("Deadline: %s."), shown);
  gtk_label_set_label (self->verdict_label, text);
  gtk_widget_set_css_classes (self->verdict_box, (const char *[]){ "banner", is_late ? "wait" : is_read ? "good"
                                                                                                        : NULL,
                                                                   NULL });
}

static void
register_clicked_cb (LepArrivalDialog *self)
{
  char      *values[G_N_ELEMENTS (fields)] = { NULL };
  LepWindow *window = self->window;
  gboolean   is_late = FALSE, done = FALSE;
  g_autoptr (GError) error = NULL;

  if (read_form (self, values))
    {
      const LepArrival arrival = { values[0], values[1], values[2] };

      done = lep_application_receive (self->workspace, self->application, &arrival, values[0], &is_late, &error);
      gtk_label_set_label (self->error_label, done ? "" : error->message);
      gtk_widget_set_visible (GTK_WIDGET (self->error_label), !done);
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_free (values[i]);
  if (!done)
    return;

  if (window != NULL)
    lep_window_toast (window, is_late ? _ ("Received after the deadline: the application is late") : _ ("Received"), TRUE);
  gtk_window_destroy (GTK_WINDOW (self));
}

/* What was typed goes when that is asked for twice. */
static gboolean
close_request_cb (LepArrivalDialog *self)
{
  if (lep_typed_text_may_go (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;

  gtk_label_set_label (self->error_label, _ ("The receipt is not registered yet. Cancel once more to throw away what you typed, or Ctrl+Enter to register it."));
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), TRUE);
  return GDK_EVENT_STOP;
}

static gboolean
register_key_cb (GtkWidget *widget,
                 GVariant  *arguments,
                 gpointer   user_data)
{
  register_clicked_cb (LEP_ARRIVAL_DIALOG (widget));
  return TRUE;
}

static void
lep_arrival_dialog_dispose (GObject *object)
{
  LepArrivalDialog *self = LEP_ARRIVAL_DIALOG (object);

  gtk_window_set_focus (GTK_WINDOW (self), NULL); /* a field that loses it later would find half of the dialog gone */
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_ARRIVAL_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_object (&self->application);
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->deadline, g_free);

  G_OBJECT_CLASS (lep_arrival_dialog_parent_class)->dispose (object);
}

static void
lep_arrival_dialog_class_init (LepArrivalDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_arrival_dialog_dispose;

  g_type_ensure (LEP_TYPE_FORM);
  g_type_ensure (LEP_TYPE_CHOICE_ROW);
  g_type_ensure (LEP_TYPE_DATE_ROW);
  g_type_ensure (LEP_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-arrival-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LepArrivalDialog, title_label);
  gtk_widget_class_bind_template_child (widget_class, LepArrivalDialog, form);
  gtk_widget_class_bind_template_child (widget_class, LepArrivalDialog, verdict_box);
  gtk_widget_class_bind_template_child (widget_class, LepArrivalDialog, verdict_label);
  gtk_widget_class_bind_template_child (widget_class, LepArrivalDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, register_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, register_key_cb, NULL);
}

static void
lep_arrival_dialog_init (LepArrivalDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* What is known of how it came, or came as a concept note, stands there already. */
static void
fill (LepArrivalDialog *self)
{
  char             now[LEP_TIME_TEXT_SIZE + 1];
  g_autofree char *hour = NULL;
  g_autofree char *title = lep_record_label (self->workspace, self->application);

  lep_clock_now_text (lep_window_get_clock (self->window), now);
  hour = lep_application_dup_hour (self->workspace, self->application, now, NULL);
  self->deadline = lep_application_deadline (self->workspace, self->application);
  gtk_label_set_label (self->title_label, title);
  lep_form_start (self->form, self->workspace);
  lep_form_preset (self->form, "received_at", hour);
  lep_form_preset (self->form, "channel", lep_record_get (self->application, "channel"));
  lep_form_preset (self->form, "copies", lep_record_get (self->application, "copies"));
  show_verdict (self);
  lep_typed_text_begin (GTK_WIDGET (self));
}

/**
 * lep_arrival_dialog_open:
 * @parent: in the window whose clock says what is now
 * @application: one whose receipt is to be registered
 */
void
lep_arrival_dialog_open (GtkWidget    *parent,
                         LepWorkspace *workspace,
                         LepRecord    *application)
{
  LepWindow        *window = lep_window_of (parent);
  LepArrivalDialog *self;

  g_return_if_fail (window != NULL);
  self = g_object_new (LEP_TYPE_ARRIVAL_DIALOG, NULL);
  self->workspace = g_object_ref (workspace);
  self->application = g_object_ref (application);
  g_set_weak_pointer (&self->window, window);
  gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (window));
  fill (self);
  g_signal_connect_object (lep_form_get_row (self->form, "received_at"), "left", G_CALLBACK (show_verdict), self, G_CONNECT_SWAPPED);
  lep_field_row_focus (lep_form_get_row (self->form, "received_at"));
  gtk_window_present (GTK_WINDOW (self));
}
