/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Award: which application, how much, from when to when, in which tranches. What
 * is asked for stands there already. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-choice-row.h"
#include "lep-columns.h"
#include "lep-date-row.h"
#include "lep-form.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-sum.h"
#include "lep-text-row.h"
#include "lep-typed-text.h"
#include "lep-window.h"

#include "lep-award-dialog.h"

#define MAX_TRANCHES 12

struct _LepAwardDialog
{
  AdwWindow     parent_instance;

  GtkDropDown  *application_drop;
  GtkLabel     *applicant_label;
  LepForm      *form;
  GtkEntry     *tranches_entry;
  GtkLabel     *whole_label;
  GtkLabel     *plan_label;
  GtkLabel     *error_label;

  LepWorkspace *workspace;
  LepWindow    *window; /* weak */
  GPtrArray    *ready;  /* LepRecord */
};

G_DEFINE_FINAL_TYPE (LepAwardDialog, lep_award_dialog, ADW_TYPE_WINDOW)

/* Returns: how many tranches are written; 0 when something there is no share */
static guint
read_percents (LepAwardDialog *self,
               gint64         *percents)
{
  return lep_award_read_percents (lep_language_locale (), gtk_editable_get_text (GTK_EDITABLE (self->tranches_entry)), percents, MAX_TRANCHES);
}

static LepRecord *
chosen_application (LepAwardDialog *self)
{
  guint index = gtk_drop_down_get_selected (self->application_drop);

  return index < self->ready->len ? g_ptr_array_index (self->ready, index) : NULL;
}

static gint64
read_grant (LepAwardDialog *self)
{
  LepFieldRow     *row = lep_form_get_row (self->form, "grant");
  g_autofree char *value = NULL;

  return row != NULL && lep_field_row_read (row, &value, NULL) && value != NULL ? g_ascii_strtoll (value, NULL, 10) : 0;
}

static void
show_error (LepAwardDialog *self,
            const char     *text)
{
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

/* "Total 57,000.01 KM, of which the partners bring 12,000.00 KM (21.05 %).": what the
 * project will cost with this grant, and how much less that is than what was applied for. */
static void
show_whole (LepAwardDialog *self,
            LepRecord      *application,
            const char     *currency)
{
  const LepLocale *locale = lep_language_locale ();
  gint64           grant = read_grant (self), total;
  gint64           cofinancing = lep_award_cofinancing (application);
  gint64           whole = lep_add_saturated (grant, cofinancing);
  g_autofree char *shown = lep_format_money (locale, whole, currency);
  g_autofree char *brought = lep_format_money (locale, cofinancing, currency);
  g_autofree char *share = grant > 0 ? lep_format_ratio (locale, cofinancing, whole, 2) : NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  if (share != NULL)
    /* Translators: two amounts of money and a percentage */
    g_string_printf (text, _ ("Total %s, of which the partners bring %s (%s)."), shown, brought, share);
  if (share != NULL && lep_record_get_int64 (application, "total", &total) && total > whole)
    {
      g_autofree char *asked = lep_format_money (locale, total, currency);
      g_autofree char *missing = lep_format_money (locale, total - whole, currency);

      g_string_append_c (text, ' ');
      /* Translators: two amounts of money */
      g_string_append_printf (text, _ ("The application is for %s: the project has to cost %s less, or somebody has to bring more."), asked, missing);
    }
  gtk_label_set_label (self->whole_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->whole_label), text->len > 0);
}

/* "1. 100,000.00 KM on signature": what the plan comes to in money. */
static void
plan_changed_cb (LepAwardDialog *self)
{
  LepRecord       *application = self->ready != NULL ? chosen_application (self) : NULL;
  g_autofree char *currency = application != NULL ? lep_award_dup_currency (self->workspace, application) : NULL;
  const LepLocale *locale = lep_language_locale ();
  gint64           percents[MAX_TRANCHES], amounts[MAX_TRANCHES], sum = 0;
  guint            n = read_percents (self, percents);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    sum += percents[i];
  if (n == 0)
    g_string_assign (text, _ ("Write the percent of each tranche, as in 50 + 40 + 10."));
  else if (sum != 10000)
    {
      g_autofree char *shown = lep_format_percent (locale, sum, 2);

      /* Translators: %s is a percentage */
      g_string_printf (text, _ ("Together %s; it has to be 100."), shown);
    }
  else
    {
      lep_award_split (read_grant (self), percents, n, amounts);
      for (guint i = 0; i < n; i++)
        {
          g_autofree char *money = lep_format_money (locale, amounts[i], currency);

          g_string_append_printf (text, "%s%u. %s: %s", i > 0 ? "\n" : "", i + 1, lep_code_label ("tranche_condition", lep_award_condition (i, n)), money);
        }
    }
  gtk_label_set_label (self->plan_label, text->str);
  show_error (self, NULL); /* what it said is being mended */
  if (application != NULL)
    show_whole (self, application, currency);
}

static char *
read_field (LepAwardDialog *self,
            const char     *field)
{
  LepFieldRow *row = lep_form_get_row (self->form, field);
  char        *value = NULL;

  return row != NULL && lep_field_row_read (row, &value, NULL) ? value : NULL;
}

/* A start without an end gets the one that the application asks for. */
static void
start_left_cb (LepAwardDialog *self)
{
  LepRecord       *application = chosen_application (self);
  g_autofree char *start = read_field (self, "start");
  g_autofree char *end = read_field (self, "end");
  g_autofree char *proposed = NULL;
  gint64           months;

  if (end != NULL || application == NULL || !lep_record_get_int64 (application, "months", &months))
    return;
  proposed = lep_award_dup_end (start, months);
  if (proposed != NULL)
    lep_field_row_show_value (lep_form_get_row (self->form, "end"), proposed);
}

/* Says it beside the field in question, where there is one. */
static void
show_refusal (LepAwardDialog *self,
              const char     *field,
              const char     *reason)
{
  LepFieldRow *row = field != NULL ? lep_form_get_row (self->form, field) : NULL;

  if (row != NULL)
    {
      lep_field_row_set_error (row, reason);
      lep_field_row_focus (row);
      return;
    }
  show_error (self, reason);
  if (g_strcmp0 (field, "percent") == 0)
    gtk_widget_grab_focus (GTK_WIDGET (self->tranches_entry));
}

static void
application_chosen_cb (LepAwardDialog *self)
{
  LepRecord       *application = self->ready != NULL ? chosen_application (self) : NULL;
  g_autofree char *partnership = NULL;
  g_autofree char *currency = NULL;
  g_autofree char *text = NULL;

  if (application == NULL)
    return;

  currency = lep_award_dup_currency (self->workspace, application);
  show_error (self, NULL);
  lep_form_start (self->form, self->workspace);
  lep_form_preset (self->form, "currency", currency);
  lep_form_preset (self->form, "grant", lep_record_get (application, "requested"));
  if (lep_record_get (application, "partnership") != NULL)
    partnership = lep_workspace_dup_title (self->workspace, "partnership", lep_record_get (application, "partnership"));
  text = g_strdup_printf ("%s · %s · %s", partnership != NULL ? partnership : "",
                          lep_record_get (application, "reference") != NULL ? lep_record_get (application, "reference") : "",
                          lep_code_label ("application_status", lep_record_get (application, "status")));
  gtk_label_set_label (self->applicant_label, text);
  plan_changed_cb (self);
  lep_typed_text_begin (GTK_WIDGET (self));
}

/* Each field that is missing or wrong says so below itself. */
static gboolean
read_form (LepAwardDialog *self,
           char          **values)
{
  static const char *const fields[] = { "activity", "start", "end", "agreement_no", "agreement_on", "grant" };
  LepFieldRow             *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      LepFieldRow *row = lep_form_get_row (self->form, fields[i]);
      g_autoptr (GError) error = NULL;
      const char *reason = NULL;

      if (!lep_field_row_read (row, &values[i], &error))
        reason = error->message;
      else if (values[i] == NULL && (i < 3 || i == 5))
        reason = _ ("Fill this in: the contract needs it.");
      lep_field_row_set_error (row, reason);
      if (reason != NULL && first == NULL)
        first = row;
    }
  if (first != NULL)
    lep_field_row_focus (first);
  return first == NULL;
}

static void
make_clicked_cb (LepAwardDialog *self)
{
  LepRecord *application = chosen_application (self);
  gint64     percents[MAX_TRANCHES];
  guint      n = read_percents (self, percents);
  char      *values[6] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *project = NULL;

  if (application == NULL)
    return;
  if (read_form (self, values))
    {
      const LepAward award = {
        .application = lep_record_get_id (application),
        .activity = values[0],
        .start = values[1],
        .end = values[2],
        .agreement_no = values[3],
        .agreement_on = values[4],
        .grant = g_ascii_strtoll (values[5], NULL, 10),
        .percents = percents,
        .n_tranches = n,
      };

      const char *refused;

      project = lep_award_make (self->workspace, &award, &refused, &error);
      show_error (self, NULL);
      if (error != NULL)
        show_refusal (self, refused, error->message);
    }
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    g_free (values[i]);
  if (project == NULL)
    return;

  if (self->window != NULL)
    {
      g_autofree char *text = g_strdup_printf (_ ("Project “%s” made"), lep_record_get (application, "title"));

      lep_window_toast (self->window, text, TRUE);
    }
  gtk_window_destroy (GTK_WINDOW (self));
}

/* What was typed goes when that is asked for twice. */
static gboolean
close_request_cb (LepAwardDialog *self)
{
  if (lep_typed_text_may_go (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;

  show_error (self, _ ("The project is not made yet. Cancel once more to throw away what you typed, or Ctrl+Enter to make it."));
  return GDK_EVENT_STOP;
}

static gboolean
make_key_cb (GtkWidget *widget,
             GVariant  *arguments,
             gpointer   user_data)
{
  make_clicked_cb (LEP_AWARD_DIALOG (widget));
  return TRUE;
}

static void
fill_applications (LepAwardDialog       *self,
                   const LepCallRanking *ranking,
                   const char           *application)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->application_drop));
  guint          chosen = 0;

  for (guint l = 0; l < ranking->lots->len; l++)
    {
      const LepLotRanking *lot = g_ptr_array_index (ranking->lots, l);

      for (guint i = 0; i < lot->applications->len; i++)
        {
          const LepCallApplication *one = g_ptr_array_index (lot->applications, i);
          LepRecord                *record;

          if (!lep_award_is_ready (ranking, one))
            continue;
          record = lep_workspace_get_record (self->workspace, "application", one->id, NULL, NULL);
          if (record == NULL)
            continue;
          if (g_strcmp0 (one->id, application) == 0)
            chosen = self->ready->len;
          g_ptr_array_add (self->ready, record);
          gtk_string_list_append (names, one->title);
        }
    }
  gtk_drop_down_set_selected (self->application_drop, chosen);
}

static void
lep_award_dialog_dispose (GObject *object)
{
  LepAwardDialog *self = LEP_AWARD_DIALOG (object);

  gtk_window_set_focus (GTK_WINDOW (self), NULL); /* a field that loses it later would find half of the dialog gone */
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_AWARD_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_weak_pointer (&self->window);
  g_clear_pointer (&self->ready, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_award_dialog_parent_class)->dispose (object);
}

static void
lep_award_dialog_class_init (LepAwardDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_award_dialog_dispose;

  g_type_ensure (LEP_TYPE_FORM);
  g_type_ensure (LEP_TYPE_COLUMNS);
  g_type_ensure (LEP_TYPE_CHOICE_ROW);
  g_type_ensure (LEP_TYPE_DATE_ROW);
  g_type_ensure (LEP_TYPE_TEXT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-award-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LepAwardDialog, application_drop);
  gtk_widget_class_bind_template_child (widget_class, LepAwardDialog, applicant_label);
  gtk_widget_class_bind_template_child (widget_class, LepAwardDialog, form);
  gtk_widget_class_bind_template_child (widget_class, LepAwardDialog, tranches_entry);
  gtk_widget_class_bind_template_child (widget_class, LepAwardDialog, whole_label);
  gtk_widget_class_bind_template_child (widget_class, LepAwardDialog, plan_label);
  gtk_widget_class_bind_template_child (widget_class, LepAwardDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, application_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, plan_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, make_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, make_key_cb, NULL);
}

static void
lep_award_dialog_init (LepAwardDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_award_dialog_open:
 * @ranking: where applications that are selected or in reserve are taken from
 * @application: (nullable): the one to begin with
 */
void
lep_award_dialog_open (GtkWidget            *parent,
                       LepWorkspace         *workspace,
                       const LepCallRanking *ranking,
                       const char           *application)
{
  LepAwardDialog *self = g_object_new (LEP_TYPE_AWARD_DIALOG, NULL);
  LepWindow      *window = lep_window_of (parent);

  self->workspace = g_object_ref (workspace);
  g_set_weak_pointer (&self->window, window);
  if (window != NULL)
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (window));
  self->ready = g_ptr_array_new_with_free_func (g_object_unref);
  fill_applications (self, ranking, application);
  application_chosen_cb (self);
  g_signal_connect_object (lep_form_get_row (self->form, "start"), "left", G_CALLBACK (start_left_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (lep_form_get_row (self->form, "grant"), "left", G_CALLBACK (plan_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->application_drop));
  gtk_window_present (GTK_WINDOW (self));
}
