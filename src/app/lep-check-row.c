/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One requirement of the administrative check: met, not met or not applicable,
 * and a comment. None of the three pressed means: not answered yet. */

#include <glib/gi18n.h>

#include "lep-field-text.h"
#include "lep-util.h"

#include "lep-check-row.h"

#define N_ANSWERS 3

static const char *const answers[N_ANSWERS] = { "yes", "no", "not_applicable" };

struct _LepCheckRow
{
  GtkListBoxRow    parent_instance;

  GtkLabel        *text_label;
  GtkLabel        *by_label;
  GtkWidget       *answers;
  GtkToggleButton *yes_button;
  GtkToggleButton *no_button;
  GtkToggleButton *not_applicable_button;
  GtkEditable     *note_entry;
  GtkLabel        *error_label;

  char            *requirement;
  char            *kind;   /* "Administrative" */
  char            *answer; /* as stored, or NULL */
  char            *note;   /* likewise */
  gboolean         filling;
};

enum
{
  SIGNAL_LEFT,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepCheckRow, lep_check_row, GTK_TYPE_LIST_BOX_ROW)

static GtkToggleButton *
get_button (LepCheckRow *self,
            guint        index)
{
  GtkToggleButton *buttons[N_ANSWERS] = { self->yes_button, self->no_button, self->not_applicable_button };

  return buttons[index];
}

static void
leave_cb (LepCheckRow *self)
{
  if (lep_check_row_is_changed (self))
    g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

/* At most one is pressed; pressing it again takes the answer away. */
static void
toggled_cb (LepCheckRow     *self,
            GtkToggleButton *button)
{
  if (self->filling)
    return;

  self->filling = TRUE;
  for (guint i = 0; i < N_ANSWERS; i++)
    if (get_button (self, i) != button)
      gtk_toggle_button_set_active (get_button (self, i), FALSE);
  self->filling = FALSE;
  leave_cb (self);
}

static void
focus_left_cb (GtkEventControllerFocus *controller,
               LepCheckRow             *self)
{
  leave_cb (self);
}

static void
lep_check_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_CHECK_ROW);

  G_OBJECT_CLASS (lep_check_row_parent_class)->dispose (object);
}

static void
lep_check_row_finalize (GObject *object)
{
  LepCheckRow *self = LEP_CHECK_ROW (object);

  g_free (self->requirement);
  g_free (self->kind);
  g_free (self->answer);
  g_free (self->note);

  G_OBJECT_CLASS (lep_check_row_parent_class)->finalize (object);
}

static void
lep_check_row_class_init (LepCheckRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_check_row_dispose;
  G_OBJECT_CLASS (klass)->finalize = lep_check_row_finalize;

  signals[SIGNAL_LEFT] = g_signal_new ("left", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-check-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LepCheckRow, text_label);
  gtk_widget_class_bind_template_child (widget_class, LepCheckRow, by_label);
  gtk_widget_class_bind_template_child (widget_class, LepCheckRow, answers);
  gtk_widget_class_bind_template_child (widget_class, LepCheckRow, yes_button);
  gtk_widget_class_bind_template_child (widget_class, LepCheckRow, no_button);
  gtk_widget_class_bind_template_child (widget_class, LepCheckRow, not_applicable_button);
  gtk_widget_class_bind_template_child (widget_class, LepCheckRow, note_entry);
  gtk_widget_class_bind_template_child (widget_class, LepCheckRow, error_label);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
lep_check_row_init (LepCheckRow *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (focus, "leave", G_CALLBACK (focus_left_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

GtkWidget *
lep_check_row_new (LepRecord *requirement,
                   guint      number)
{
  LepCheckRow     *self = g_object_new (LEP_TYPE_CHECK_ROW, NULL);
  const char      *text = lep_record_get (requirement, "text");
  const char      *kind = lep_record_get (requirement, "kind");
  g_autofree char *title = g_strdup_printf ("%u. %s", number, text);
  g_autofree char *note_name = NULL;

  self->requirement = g_strdup (lep_record_get_id (requirement));
  self->kind = g_strdup (kind != NULL ? lep_code_label ("requirement_kind", kind) : "");
  gtk_label_set_label (self->text_label, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->answers), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  for (guint i = 0; i < N_ANSWERS; i++)
    {
      const char      *label = lep_code_label ("check_answer", answers[i]);
      g_autofree char *name = g_strdup_printf ("%s: %s", text, label);

      gtk_button_set_label (GTK_BUTTON (get_button (self, i)), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (get_button (self, i)), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  /* Translators: the name of a field for screen readers: a requirement */
  note_name = g_strdup_printf (_ ("Comment on “%s”"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->note_entry), GTK_ACCESSIBLE_PROPERTY_LABEL, note_name, -1);
  return GTK_WIDGET (self);
}

const char *
lep_check_row_get_requirement (LepCheckRow *self)
{
  g_return_val_if_fail (LEP_IS_CHECK_ROW (self), NULL);

  return self->requirement;
}

static void
show_by (LepCheckRow *self,
         LepRecord   *check)
{
  const char      *by = check == NULL ? NULL : lep_record_get (check, "by");
  const char      *on = check == NULL ? NULL : lep_record_get (check, "checked_on");
  g_autofree char *day = on == NULL ? NULL : lep_field_show (lep_kind_field (lep_schema_kind ("check"), "checked_on"), on);
  g_autoptr (GString) text = g_string_new (self->kind);

  if (by != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", by);
  if (day != NULL)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", day);
  gtk_label_set_label (self->by_label, text->str);
  gtk_widget_set_visible (GTK_WIDGET (self->by_label), text->len > 0);
}

/**
 * lep_check_row_show:
 * @check: (nullable): what is stored; a comment that is being typed stays
 */
void
lep_check_row_show (LepCheckRow *self,
                    LepRecord   *check)
{
  g_autofree char *typed = NULL;
  gboolean         is_typed;

  g_return_if_fail (LEP_IS_CHECK_ROW (self));

  typed = lep_check_row_dup_note (self);
  is_typed = g_strcmp0 (typed, self->note) != 0;
  lep_set_str (&self->answer, check != NULL ? lep_record_get (check, "answer") : NULL);
  lep_set_str (&self->note, check != NULL ? lep_record_get (check, "note") : NULL);
  self->filling = TRUE;
  for (guint i = 0; i < N_ANSWERS; i++)
    gtk_toggle_button_set_active (get_button (self, i), g_strcmp0 (self->answer, answers[i]) == 0);
  self->filling = FALSE;
  if (!is_typed && g_strcmp0 (typed, self->note) != 0)
    lep_editable_show (self->note_entry, self->note != NULL ? self->note : "");
  show_by (self, check);
}

void
lep_check_row_set_editable (LepCheckRow *self,
                            gboolean     editable)
{
  g_return_if_fail (LEP_IS_CHECK_ROW (self));

  gtk_widget_set_sensitive (self->answers, editable);
  gtk_editable_set_editable (self->note_entry, editable);
  gtk_widget_set_visible (GTK_WIDGET (self->note_entry), editable || self->note != NULL);
}

/* Whether something stands here that is not stored. */
gboolean
lep_check_row_is_changed (LepCheckRow *self)
{
  g_autofree char *note = lep_check_row_dup_note (self);
  const char      *stored = g_strcmp0 (self->answer, "pending") == 0 ? NULL : self->answer;

  return g_strcmp0 (lep_check_row_get_answer (self), stored) != 0 || g_strcmp0 (note, self->note) != 0;
}

/* Returns: (nullable): the code of the answer that is pressed */
const char *
lep_check_row_get_answer (LepCheckRow *self)
{
  g_return_val_if_fail (LEP_IS_CHECK_ROW (self), NULL);

  for (guint i = 0; i < N_ANSWERS; i++)
    if (gtk_toggle_button_get_active (get_button (self, i)))
      return answers[i];
  return NULL;
}

/* Returns: (transfer full) (nullable): the comment that stands here */
char *
lep_check_row_dup_note (LepCheckRow *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->note_entry)));

  return *text != '\0' ? g_steal_pointer (&text) : NULL;
}

void
lep_check_row_set_error (LepCheckRow *self,
                         const char  *reason)
{
  g_return_if_fail (LEP_IS_CHECK_ROW (self));

  gtk_label_set_label (self->error_label, reason != NULL ? reason : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), reason != NULL);
}

/* Onto the first of the answers. */
void
lep_check_row_focus (LepCheckRow *self)
{
  g_return_if_fail (LEP_IS_CHECK_ROW (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->yes_button));
}
