/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state of a record as a pill with a menu of its allowed next states. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-call-office.h"
#include "lep-field-text.h"
#include "lep-life.h"
#include "lep-util.h"
#include "lep-window.h"

#include "lep-state-button.h"

struct _LepStateButton
{
  AdwBin         parent_instance;

  GtkLabel      *pill;
  GtkMenuButton *button;
  GtkLabel      *button_label;
  GtkStack      *stack;
  GtkBox        *choices;
  GtkLabel      *reason_title;
  GtkEditable   *reason_entry;
  GtkWidget     *needs_box;
  GtkLabel      *needs_title;
  GtkEditable   *needs_entry;
  GtkWidget     *move_button;
  GtkLabel      *error_label;

  LepWorkspace  *workspace;
  LepRecord     *record;
  char          *id; /* of the record, and its state: what the choices are for */
  char          *state;
  const LepMove *move; /* that waits for its reason */
  const char    *style;
};

static GQuark move_quark;

G_DEFINE_FINAL_TYPE (LepStateButton, lep_state_button, ADW_TYPE_BIN)

/* clang-format off */
static const struct { const char *style; const char *states; } styles[] = {
  { "active", " active established open in_progress published invited received scored contracting submitted " },
  { "good",   " paid approved selected completed done verified contracted awarded final agreed in_place admin_ok preselected full_admin_ok locked " },
  { "wait",   " due requested reserve partly claimed returned suspended forming dormant full_draft pipeline proposed " },
  { "bad",    " overdue late admin_rejected rejected terminated cancelled dropped excluded " },
};
/* clang-format on */

/**
 * lep_state_style:
 * @state: (nullable): code of a state, of any kind
 *
 * Returns: the style class of its pill: neutral, active, good, wait or bad
 */
const char *
lep_state_style (const char *state)
{
  g_autofree char *word = g_strdup_printf (" %s ", state != NULL ? state : "");

  for (guint i = 0; i < G_N_ELEMENTS (styles); i++)
    if (strstr (styles[i].states, word) != NULL)
      return styles[i].style;

  return "neutral";
}

static const char *
get_state (LepStateButton *self)
{
  return lep_record_get (self->record, lep_record_get_kind (self->record)->state_field);
}

static const LepField *
get_state_field (LepStateButton *self)
{
  const LepKind *kind = lep_record_get_kind (self->record);

  return lep_kind_field (kind, kind->state_field);
}

static const char *
get_value_cb (const char *field,
              gpointer    user_data)
{
  LepStateButton *self = user_data;

  if (strcmp (field, "stage") == 0)
    return lep_application_read_stage (self->workspace, self->record);
  return lep_record_get (self->record, field);
}

/* Conditions of the form "field=value" are met or the move is not offered. */
static gboolean
is_possible (LepStateButton *self,
             const LepMove  *move)
{
  const char *state = get_state (self);
  g_auto (GStrv) parts = NULL;

  if (g_strcmp0 (move->to, state) == 0)
    return FALSE;

  if (g_strcmp0 (move->from, state) != 0 && (state == NULL || g_strcmp0 (move->from, "*") != 0))
    return FALSE;

  if (lep_life_is_barred (move, get_value_cb, self))
    return FALSE;

  parts = g_strsplit (move->needs != NULL ? move->needs : "", "=", 2);

  return parts[0] == NULL || parts[1] == NULL || get_value_cb (parts[0], self) != NULL;
}

static const LepField *
get_needed_field (LepStateButton *self,
                  const LepMove  *move)
{
  if (move->needs == NULL || strchr (move->needs, '=') != NULL)
    return NULL;

  return lep_kind_field (lep_record_get_kind (self->record), move->needs);
}

static void
show_error (LepStateButton *self,
            const char     *text)
{
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

/* The reason is added to what stands in its field, never put in its place. */
static void
set_reason (LepStateButton *self,
            LepEdit        *edit,
            const char     *reason)
{
  const LepKind   *kind = lep_record_get_kind (self->record);
  const char      *old;
  g_autofree char *both = NULL;

  if (kind->reason_field == NULL || *reason == '\0')
    return;

  old = lep_record_get (self->record, kind->reason_field);
  both = old != NULL && *old != '\0' ? g_strconcat (old, "\n", reason, NULL) : g_strdup (reason);
  lep_edit_set (edit, kind->reason_field, both);
}

static gboolean
commit_move (LepStateButton *self,
             const LepMove  *move,
             GError        **error)
{
  const LepKind  *kind = lep_record_get_kind (self->record);
  const LepField *needed = get_needed_field (self, move);
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
  g_autofree char *value = NULL;
  g_autofree char *reason = NULL;

  if (!lep_edit_row (edit, lep_record_get_space (self->record), kind->name, lep_record_get_id (self->record), error))
    return FALSE;

  lep_edit_set (edit, kind->state_field, move->to);
  if (move->needs_reason)
    {
      reason = g_strstrip (g_strdup (gtk_editable_get_text (self->reason_entry)));
      if (*reason == '\0')
        {
          g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("Write the reason first."));
          return FALSE;
        }
      set_reason (self, edit, reason);
    }

  if (needed != NULL)
    {
      if (!lep_field_parse (needed, gtk_editable_get_text (self->needs_entry), &value, error))
        return FALSE;
      lep_edit_set (edit, needed->name, value);
    }

  return lep_edit_commit (edit, error);
}

static void
take_move (LepStateButton *self,
           const LepMove  *move)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *title = NULL;
  const char      *label = lep_code_label (get_state_field (self)->target, move->to);
  LepWindow       *window = lep_window_of (GTK_WIDGET (self));

  title = lep_record_label (self->workspace, self->record);
  if (!commit_move (self, move, &error))
    {
      show_error (self, error->message);
      return;
    }

  gtk_menu_button_popdown (self->button);
  /* Translators: the name of a project or the like, and the state it has now */
  text = g_strdup_printf (_ ("“%s” is now: %s"), title, label);
  if (window != NULL)
    lep_window_toast (window, text, TRUE);
}

/* What a step that asks for a reason does, as a verb: "Cancelled" on a button is read
 * as the way out. */
static const char *
name_of_step (LepStateButton *self,
              const LepMove  *move)
{
  static const char *const names[][3] = {
    { "call", "cancelled", N_ ("Cancel the call") },
    { "decision", "dropped", N_ ("Drop the decision") },
    { "project", "terminated", N_ ("Terminate the project") },
    { "outcome", "withdrawn", N_ ("Withdraw the result") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (names[i][0], lep_record_get_kind_name (self->record)) && g_str_equal (names[i][1], move->to))
      return _ (names[i][2]);
  return lep_code_label (get_state_field (self)->target, move->to);
}

static void
choice_clicked_cb (LepStateButton *self,
                   GtkWidget      *choice)
{
  const LepMove   *move = g_object_get_qdata (G_OBJECT (choice), move_quark);
  const LepField  *needed = get_needed_field (self, move);
  g_autofree char *old = NULL;
  const char      *label = name_of_step (self, move);

  show_error (self, NULL);
  if (!move->needs_reason && needed == NULL)
    {
      take_move (self, move);
      return;
    }

  self->move = move;
  gtk_label_set_label (self->reason_title, label);
  lep_editable_show (self->reason_entry, "");
  gtk_widget_set_visible (GTK_WIDGET (self->reason_entry), move->needs_reason);
  gtk_widget_set_visible (self->needs_box, needed != NULL);
  if (needed != NULL)
    {
      old = lep_field_show (needed, lep_record_get (self->record, needed->name));
      gtk_label_set_label (self->needs_title, lep_schema_label (needed->label));
      lep_editable_show (self->needs_entry, old);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self->needs_entry),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, lep_schema_label (needed->label), -1);
    }
  gtk_button_set_label (GTK_BUTTON (self->move_button), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->move_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_stack_set_visible_child_name (self->stack, "reason");
  gtk_widget_grab_focus (GTK_WIDGET (move->needs_reason ? self->reason_entry : self->needs_entry));
}

static void
move_clicked_cb (LepStateButton *self)
{
  take_move (self, self->move);
}

static guint
fill_choices (LepStateButton *self)
{
  const LepKind *kind = lep_record_get_kind (self->record);
  GtkWidget     *child;
  guint          n_choices = 0;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->choices))) != NULL)
    gtk_box_remove (self->choices, child);

  for (guint i = 0; i < kind->n_moves; i++)
    {
      const LepMove   *move = &kind->moves[i];
      const char      *label = lep_code_label (get_state_field (self)->target, move->to);
      g_autofree char *asking = NULL;

      if (!is_possible (self, move))
        continue;

      if (move->needs_reason || get_needed_field (self, move) != NULL)
        asking = g_strconcat (label, "…", NULL);
      child = gtk_button_new_with_label (asking != NULL ? asking : label);
      gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (child))), 0);
      gtk_button_set_has_frame (GTK_BUTTON (child), FALSE);
      gtk_accessible_update_property (GTK_ACCESSIBLE (child), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
      g_object_set_qdata (G_OBJECT (child), move_quark, (gpointer) move);
      g_signal_connect_object (child, "clicked", G_CALLBACK (choice_clicked_cb), self, G_CONNECT_SWAPPED);
      gtk_box_append (self->choices, child);
      n_choices++;
    }

  return n_choices;
}

static void
opened_cb (LepStateButton *self)
{
  fill_choices (self);
  show_error (self, NULL);
  gtk_stack_set_visible_child_name (self->stack, "choices");
}

/* While somebody chooses, or writes a reason, the choices of the same state stay: with
 * the one that has the keys these would be gone. */
static gboolean
is_choosing (LepStateButton *self,
             LepRecord      *record,
             const char     *state)
{
  return g_strcmp0 (self->id, lep_record_get_id (record)) == 0 && g_strcmp0 (self->state, state) == 0 &&
         gtk_widget_get_mapped (GTK_WIDGET (self->stack));
}

static void
set_style (LepStateButton *self,
           const char     *style)
{
  if (self->style != NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->pill), self->style);
      gtk_widget_remove_css_class (GTK_WIDGET (self->button), self->style);
    }
  self->style = style;
  gtk_widget_add_css_class (GTK_WIDGET (self->pill), style);
  gtk_widget_add_css_class (GTK_WIDGET (self->button), style);
}

static void
lep_state_button_dispose (GObject *object)
{
  LepStateButton *self = LEP_STATE_BUTTON (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_STATE_BUTTON);
  g_clear_object (&self->workspace);
  g_clear_object (&self->record);
  g_clear_pointer (&self->id, g_free);
  g_clear_pointer (&self->state, g_free);

  G_OBJECT_CLASS (lep_state_button_parent_class)->dispose (object);
}

static void
lep_state_button_class_init (LepStateButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  move_quark = g_quark_from_static_string ("lep-move");
  G_OBJECT_CLASS (klass)->dispose = lep_state_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-state-button.ui");
  gtk_widget_class_bind_template_child (widget_class, LepStateButton, pill);
  gtk_widget_class_bind_template_child (widget_class, LepStateButton, button);
  gtk_widget_class_bind_template_child (widget_class, LepStateButton, button_label);
  gtk_widget_class_bind_template_child (widget_class, LepStateButton, stack);
  gtk_widget_class_bind_template_child (widget_class, LepStateButton, choices);
  gtk_widget_class_bind_template_child (widget_class, LepStateButton, reason_title);
  gtk_widget_class_bind_template_child (widget_class, LepStateButton, reason_entry);
  gtk_widget_class_bind_template_child (widget_class, LepStateButton, needs_box);
  gtk_widget_class_bind_template_child (widget_class, LepStateButton, needs_title);
  gtk_widget_class_bind_template_child (widget_class, LepStateButton, needs_entry);
  gtk_widget_class_bind_template_child (widget_class, LepStateButton, move_button);
  gtk_widget_class_bind_template_child (widget_class, LepStateButton, error_label);
  gtk_widget_class_bind_template_callback (widget_class, move_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
}

static void
lep_state_button_init (LepStateButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows the state of @record; hides itself where the kind has no life-cycle. */
void
lep_state_button_set_record (LepStateButton *self,
                             LepWorkspace   *workspace,
                             LepRecord      *record)
{
  const char      *state;
  const char      *label;
  g_autofree char *name = NULL;
  gboolean         can_move;

  g_return_if_fail (LEP_IS_STATE_BUTTON (self));
  g_return_if_fail (LEP_IS_RECORD (record));

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->record, record);

  gtk_widget_set_visible (GTK_WIDGET (self), lep_record_get_kind (record)->state_field != NULL);
  if (lep_record_get_kind (record)->state_field == NULL)
    return;

  state = get_state (self);
  if (is_choosing (self, record, state))
    return;

  lep_set_str (&self->id, lep_record_get_id (record));
  lep_set_str (&self->state, state);
  label = state != NULL ? lep_code_label (get_state_field (self)->target, state) : _ ("No state yet");
  can_move = fill_choices (self) > 0 && !lep_workspace_is_read_only (workspace) && !lep_record_is_deleted (record);

  gtk_label_set_label (self->pill, label);
  gtk_label_set_label (self->button_label, label);
  /* Translators: the name of a button for screen readers, such as "State: active" */
  name = g_strdup_printf (_ ("State: %s"), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_visible (GTK_WIDGET (self->button), can_move);
  gtk_widget_set_visible (GTK_WIDGET (self->pill), !can_move);
  set_style (self, lep_state_style (state));
}
