/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A reporting period: submit, return, approve, lock, reopen; and its figures. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-history.h"
#include "lep-language.h"
#include "lep-life.h"
#include "lep-period-figures-grid.h"
#include "lep-period-figures.h"
#include "lep-period-step.h"
#include "lep-print-dialog.h"
#include "lep-reason-popover.h"
#include "lep-record-dialog.h"
#include "lep-state-button.h"
#include "lep-total-popover.h"

#include "lep-period-card.h"

struct _LepPeriodCard
{
  AdwBin        parent_instance;

  GtkLabel     *title_label;
  GtkLabel     *pill;
  GtkBox       *buttons;
  GtkLabel     *dates_label;
  GtkGrid      *grid;
  GtkWidget    *changed_box;
  GtkLabel     *changed_label;

  LepWorkspace *workspace;
  LepRecord    *period;
  char         *today;
  char         *dates;   /* "1 Jan – 31 Mar 2026" */
  GtkWidget    *popover; /* weak */
};

G_DEFINE_FINAL_TYPE (LepPeriodCard, lep_period_card, ADW_TYPE_BIN)

static GQuark state_quark;

static const char *
get_state (LepPeriodCard *self)
{
  return lep_record_get (self->period, "status");
}

/* Reopened, but the day until which it was has passed. */
static gboolean
is_locked_again (LepPeriodCard *self)
{
  const char *until = lep_record_get (self->period, "reopened_until");

  return g_strcmp0 (get_state (self), "open") == 0 && until != NULL && strcmp (until, self->today) < 0;
}

static void
drop_popover (LepPeriodCard *self)
{
  GtkWidget *popover = self->popover;

  g_clear_weak_pointer (&self->popover);
  if (popover != NULL && gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
}

static void
toast (LepPeriodCard *self,
       LepWindow     *window,
       const char    *state)
{
  g_autofree char *text = NULL;

  if (window == NULL)
    return;

  /* Translators: the name of a project or the like, and the state it has now */
  text = g_strdup_printf (_ ("“%s” is now: %s"), self->dates, lep_code_label ("period_status", state));
  lep_window_toast (window, text, TRUE);
}

/* @reason, @until: (nullable) (stored form): of reopening */
static gboolean
commit (LepPeriodCard *self,
        const char    *state,
        const char    *reason,
        const char    *until,
        GError       **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
  const char      *old = lep_record_get (self->period, "reopen_reason");
  g_autofree char *both = NULL;

  if (!lep_edit_row (edit, lep_record_get_space (self->period), "period", lep_record_get_id (self->period), error))
    return FALSE;

  if (g_strcmp0 (state, get_state (self)) != 0)
    lep_edit_set (edit, "status", state);
  if (reason != NULL)
    {
      /* The reason is added to those of before, never put in their place. */
      both = old != NULL && *old != '\0' ? g_strconcat (old, "\n", reason, NULL) : g_strdup (reason);
      lep_edit_set (edit, "reopen_reason", both);
      lep_edit_set (edit, "reopened_until", until);
    }
  return lep_edit_commit (edit, error);
}

static void
reopen_cb (LepPeriodCard    *self,
           const char       *reason,
           const char       *day,
           LepReasonPopover *popover)
{
  const LepField *field = lep_kind_field (lep_schema_kind ("period"), "reopened_until");
  g_autoptr (GError) error = NULL;
  g_autofree char *until = NULL;

  if (!lep_field_parse (field, day, &until, &error))
    {
      lep_reason_popover_refuse (popover, error->message);
      return;
    }
  if (until == NULL || strcmp (until, self->today) < 0)
    {
      lep_reason_popover_refuse (popover, _ ("Choose a day that is still to come: the period is locked again after it."));
      return;
    }
  if (!commit (self, "open", reason, until, &error))
    {
      lep_reason_popover_refuse (popover, error->message);
      return;
    }

  gtk_popover_popdown (GTK_POPOVER (popover));
  toast (self, lep_window_of (GTK_WIDGET (self)), "open");
}

/* The card may have made room for a newer one while the question stood. */
static void
step_response_cb (GtkWidget  *dialog,
                  const char *response,
                  gpointer    user_data)
{
  LepPeriodCard *self = user_data;
  const char    *state = g_object_get_qdata (G_OBJECT (dialog), state_quark);
  LepWindow     *window = lep_window_of (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (dialog))));
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (response, "take"))
    return;
  if (commit (self, state, NULL, NULL, &error))
    toast (self, window, state);
  else if (window != NULL)
    lep_window_report_error (window, _ ("The step could not be taken"), error);
}

static void
step_clicked_cb (LepPeriodCard *self,
                 GtkWidget     *button)
{
  const char *state = g_object_get_qdata (G_OBJECT (button), state_quark);
  GtkWidget  *dialog;

  if (g_str_equal (state, "open"))
    {
      drop_popover (self);
      g_set_weak_pointer (&self->popover,
                          lep_reason_popover_open (button, _ ("Reopen the period"), _ ("Why, for everybody who reads the report"),
                                                   _ ("Until which day"), _ ("Reopen")));
      g_signal_connect_object (self->popover, "given", G_CALLBACK (reopen_cb), self, G_CONNECT_SWAPPED);
      return;
    }

  dialog = lep_period_step_ask (GTK_WIDGET (self), self->workspace, self->period, self->today, state);
  g_object_set_qdata (G_OBJECT (dialog), state_quark, (gpointer) state);
  g_signal_connect_data (dialog, "response", G_CALLBACK (step_response_cb), g_object_ref (self), (GClosureNotify) (GCallback) g_object_unref, 0);
}

static void
add_button (LepPeriodCard *self,
            const char    *label,
            GtkWidget     *button)
{
  g_autofree char *name = NULL;

  /* Translators: the name of a button for screen readers: what it does, and for which dates */
  name = g_strdup_printf (_ ("%s: %s"), label, self->dates);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_box_append (self->buttons, button);
}

static void
add_step (LepPeriodCard *self,
          const char    *state)
{
  const char *label = lep_period_step_name (state);
  GtkWidget  *button = gtk_button_new_with_label (label);

  g_object_set_qdata (G_OBJECT (button), state_quark, (gpointer) state);
  g_signal_connect_object (button, "clicked", G_CALLBACK (step_clicked_cb), self, G_CONNECT_SWAPPED);
  add_button (self, label, button);
}

static void
open_clicked_cb (LepPeriodCard *self)
{
  lep_record_dialog_open (GTK_WIDGET (self), self->workspace, self->period, NULL);
}

static void
print_clicked_cb (LepPeriodCard *self)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));

  if (window != NULL)
    lep_print_dialog_open (window, "period", lep_record_get_id (self->period), "period-report");
}

static void
restatement_clicked_cb (LepPeriodCard *self)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));

  if (window != NULL)
    lep_print_dialog_open (window, "period", lep_record_get_id (self->period), "restatement");
}

static void
add_icon_button (LepPeriodCard *self,
                 const char    *icon_name,
                 const char    *label,
                 GCallback      clicked_cb)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_set_tooltip_text (button, label);
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);
  add_button (self, label, button);
}

static void
add_buttons (LepPeriodCard *self)
{
  g_autofree const char **states = lep_life_next_states (lep_schema_kind ("period"), get_state (self));

  add_icon_button (self, "document-print-symbolic", _ ("Print the report"), G_CALLBACK (print_clicked_cb));
  add_icon_button (self, "document-edit-symbolic", _ ("Dates and narrative"), G_CALLBACK (open_clicked_cb));
  if (lep_workspace_is_read_only (self->workspace))
    return;

  if (is_locked_again (self))
    add_step (self, "open");
  else
    for (guint i = 0; states[i] != NULL; i++)
      if (get_state (self) != NULL || g_str_equal (states[i], "submitted"))
        add_step (self, states[i]);
}

static char *
show_day (const char *day)
{
  return lep_format_date (lep_language_locale (), day, LEP_DATE_SHORT);
}

static void
add_sentence (GString *text,
              char    *sentence)
{
  if (text->len > 0)
    g_string_append (text, " \302\267 ");
  g_string_append (text, sentence);
  g_free (sentence);
}

static void
add_date (LepPeriodCard *self,
          GString       *text,
          const char    *field)
{
  const char      *day = lep_record_get (self->period, field);
  g_autofree char *shown = NULL;

  if (day == NULL)
    return;

  shown = show_day (day);
  add_sentence (text, g_strdup_printf ("%s: %s", lep_schema_label (lep_kind_field (lep_schema_kind ("period"), field)->label), shown));
}

/* The person who wrote until when the period is open. */
static char *
dup_reopener (LepPeriodCard *self)
{
  g_autoptr (GPtrArray) entries = lep_history (self->workspace, lep_record_get_space (self->period), "period",
                                               lep_record_get_id (self->period), NULL);

  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const LepHistoryEntry *entry = g_ptr_array_index (entries, i);

      for (guint j = 0; j < entry->sets->len; j++)
        if (g_str_equal (((const LepHistorySet *) g_ptr_array_index (entry->sets, j))->field, "reopened_until"))
          return g_strdup (entry->by);
    }
  return NULL;
}

/* "Reopened until 5 Mar 2026 by Amra: “the proof came late”" */
static void
add_reopening (LepPeriodCard *self,
               GString       *text)
{
  const char      *until = lep_record_get (self->period, "reopened_until");
  const char      *reason = lep_record_get (self->period, "reopen_reason");
  g_autofree char *person = NULL;
  g_autofree char *day = NULL;
  g_autofree char *why = NULL;

  if (until == NULL)
    return;

  person = dup_reopener (self);
  day = show_day (until);
  why = lep_field_summary (reason != NULL ? reason : LEP_NOTHING);
  /* Translators: day; person; the reason */
  add_sentence (text, g_strdup_printf (_ ("Reopened until %s by %s: “%s”"), day, person != NULL && *person != '\0' ? person : LEP_NOTHING, why));
  if (is_locked_again (self))
    add_sentence (text, g_strdup (_ ("that day has passed, so it is locked again")));
}

static void
show_head (LepPeriodCard *self)
{
  const char *kind = lep_record_get (self->period, "kind");
  const char *state = get_state (self);
  g_autoptr (GString) text = g_string_new (NULL);

  gtk_label_set_label (self->title_label, self->dates);
  gtk_widget_set_visible (GTK_WIDGET (self->pill), state != NULL);
  if (state != NULL)
    {
      gtk_label_set_label (self->pill, lep_code_label ("period_status", is_locked_again (self) ? "locked" : state));
      gtk_widget_add_css_class (GTK_WIDGET (self->pill), lep_state_style (is_locked_again (self) ? "locked" : state));
    }

  if (kind != NULL)
    add_sentence (text, g_strdup (lep_code_label ("period_kind", kind)));
  add_date (self, text, "due_on");
  add_date (self, text, "submitted_on");
  /* What was decided before it was submitted again, or reopened, is not of now. */
  if (g_strcmp0 (state, "submitted") != 0 && g_strcmp0 (state, "open") != 0)
    add_date (self, text, "decided_on");
  add_reopening (self, text);
  gtk_label_set_label (self->dates_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->dates_label), text->len > 0);
}

/* Tells what was changed after the report. */
static void
show_changes (LepPeriodCard *self,
              GPtrArray     *figures)
{
  g_autofree char *text = NULL;
  const char      *last = NULL;
  gboolean         differs = FALSE;
  guint            n_changed = 0;

  for (guint i = 0; i < figures->len; i++)
    {
      const LepPeriodFigure *figure = g_ptr_array_index (figures, i);

      differs |= lep_period_figure_differs (figure);
      n_changed += figure->n_changed;
      if (g_strcmp0 (figure->last_changed_on, last) > 0)
        last = figure->last_changed_on;
    }

  gtk_widget_set_visible (self->changed_box, differs);
  if (!differs)
    return;

  if (n_changed == 0)
    text = g_strdup (_ ("The register has changed since this was reported. What was reported stays as it was."));
  else
    {
      g_autofree char *day = show_day (last);

      text = g_strdup_printf (ngettext ("%u entry was written or changed after the report, on %s. What was reported stays as it was.",
                                        "%u entries were written or changed after the report, the last on %s. What was reported stays as it was.", n_changed),
                              n_changed, day);
    }
  gtk_label_set_label (self->changed_label, text);
}

static void
figure_opened (GtkWidget  *button,
               const char *indicator,
               gpointer    user_data)
{
  LepPeriodCard *self = user_data;
  LepTotalQuery  query = { .indicator = indicator, .scope = LEP_SCOPE_PROJECT, .with_entries = TRUE };

  query.scope_id = lep_record_get (self->period, "project");
  query.from = lep_record_get (self->period, "from");
  query.to = lep_record_get (self->period, "to");
  drop_popover (self);
  g_set_weak_pointer (&self->popover, lep_total_popover_open (button, self->workspace, &query));
}

static void
lep_period_card_dispose (GObject *object)
{
  LepPeriodCard *self = LEP_PERIOD_CARD (object);

  drop_popover (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_PERIOD_CARD);
  g_clear_object (&self->workspace);
  g_clear_object (&self->period);
  g_clear_pointer (&self->today, g_free);
  g_clear_pointer (&self->dates, g_free);

  G_OBJECT_CLASS (lep_period_card_parent_class)->dispose (object);
}

static void
lep_period_card_class_init (LepPeriodCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  state_quark = g_quark_from_static_string ("lep-period-state");
  G_OBJECT_CLASS (klass)->dispose = lep_period_card_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-period-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LepPeriodCard, title_label);
  gtk_widget_class_bind_template_child (widget_class, LepPeriodCard, pill);
  gtk_widget_class_bind_template_child (widget_class, LepPeriodCard, buttons);
  gtk_widget_class_bind_template_child (widget_class, LepPeriodCard, dates_label);
  gtk_widget_class_bind_template_child (widget_class, LepPeriodCard, grid);
  gtk_widget_class_bind_template_child (widget_class, LepPeriodCard, changed_box);
  gtk_widget_class_bind_template_child (widget_class, LepPeriodCard, changed_label);
  gtk_widget_class_bind_template_callback (widget_class, restatement_clicked_cb);
}

static void
lep_period_card_init (LepPeriodCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_period_card_new:
 * @period: a record of that kind, with dates
 * @today: YYYY-MM-DD
 *
 * Returns: (transfer floating): a card that shows the period as it is now
 */
GtkWidget *
lep_period_card_new (LepWorkspace *workspace,
                     LepRecord    *period,
                     const char   *today)
{
  LepPeriodCard *self;
  g_autoptr (GPtrArray) figures = NULL;

  g_return_val_if_fail (LEP_IS_RECORD (period), NULL);

  self = g_object_new (LEP_TYPE_PERIOD_CARD, NULL);
  self->workspace = g_object_ref (workspace);
  self->period = g_object_ref (period);
  self->today = g_strdup (today);
  self->dates = lep_format_date_range (lep_language_locale (), lep_record_get (period, "from"), lep_record_get (period, "to"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->dates, -1);
  show_head (self);
  add_buttons (self);

  figures = lep_period_figures (workspace, period, NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->grid), figures != NULL && figures->len > 0);
  if (figures != NULL && figures->len > 0)
    {
      lep_period_figures_fill (self->grid, figures, self->dates, figure_opened, G_OBJECT (self));
      show_changes (self, figures);
    }
  return GTK_WIDGET (self);
}

/* Returns: the id of the period */
const char *
lep_period_card_get_id (LepPeriodCard *self)
{
  g_return_val_if_fail (LEP_IS_PERIOD_CARD (self), NULL);

  return lep_record_get_id (self->period);
}

/* Puts the focus on the next step, which asks before it is taken, or on the
 * first button where there is none. */
void
lep_period_card_focus (LepPeriodCard *self)
{
  GtkWidget *child;

  g_return_if_fail (LEP_IS_PERIOD_CARD (self));

  child = gtk_widget_get_first_child (GTK_WIDGET (self->buttons));
  for (GtkWidget *next = child; next != NULL; next = gtk_widget_get_next_sibling (next))
    if (g_object_get_qdata (G_OBJECT (next), state_quark) != NULL)
      {
        child = next;
        break;
      }
  gtk_widget_grab_focus (child);
}
