/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new record before it is one. */

#include <glib/gi18n.h>

#include "lep-currency.h"
#include "lep-form-build.h"
#include "lep-query.h"

#include "lep-draft.h"

struct _LepDraft
{
  AdwBin     parent_instance;

  GtkLabel  *title_label;
  AdwBin    *form_bin;
  GtkLabel  *error_label;
  GtkWidget *create_button;
  GtkWidget *foot;
  GtkWidget *question; /* in the foot's place: is what was typed to go? */
  GtkWidget *go_on_button;

  LepForm   *form;
  GtkWidget *focus; /* weak: where the cursor was when it was asked */
};

enum
{
  SIGNAL_CREATED,
  SIGNAL_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepDraft, lep_draft, ADW_TYPE_BIN)

static void
show_question (LepDraft *self,
               gboolean  asking)
{
  gtk_widget_set_visible (self->question, asking);
  gtk_widget_set_visible (self->foot, !asking);
}

static void
drop_clicked_cb (LepDraft *self)
{
  show_question (self, FALSE);
  g_signal_emit (self, signals[SIGNAL_DROPPED], 0);
}

static void
go_on_clicked_cb (LepDraft *self)
{
  show_question (self, FALSE);
  if (self->focus == NULL)
    lep_draft_focus (self);
  else if (!GTK_IS_TEXT (self->focus) || !gtk_text_grab_focus_without_selecting (GTK_TEXT (self->focus)))
    gtk_widget_grab_focus (self->focus);
}

/* Enter on one line of text makes the record, as Ctrl+Enter does anywhere;
 * Escape asks before anything typed goes. Lists that are open have both keys
 * for themselves. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                LepDraft              *self)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  gboolean   is_enter = keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;

  if (focus == NULL || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL)
    return GDK_EVENT_PROPAGATE;

  if (keyval == GDK_KEY_Escape && gtk_widget_get_visible (self->question))
    go_on_clicked_cb (self);
  else if (keyval == GDK_KEY_Escape)
    lep_draft_drop (self);
  else if (is_enter && (GTK_IS_TEXT (focus) || (state & GDK_CONTROL_MASK) != 0))
    lep_draft_create (self);
  else
    return GDK_EVENT_PROPAGATE;

  return GDK_EVENT_STOP;
}

static void
lep_draft_dispose (GObject *object)
{
  g_clear_weak_pointer (&LEP_DRAFT (object)->focus);
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_DRAFT);

  G_OBJECT_CLASS (lep_draft_parent_class)->dispose (object);
}

static void
lep_draft_class_init (LepDraftClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_draft_dispose;

  signals[SIGNAL_CREATED] =
    g_signal_new ("created", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DROPPED] =
    g_signal_new ("dropped", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-draft.ui");
  gtk_widget_class_bind_template_child (widget_class, LepDraft, title_label);
  gtk_widget_class_bind_template_child (widget_class, LepDraft, form_bin);
  gtk_widget_class_bind_template_child (widget_class, LepDraft, error_label);
  gtk_widget_class_bind_template_child (widget_class, LepDraft, create_button);
  gtk_widget_class_bind_template_child (widget_class, LepDraft, foot);
  gtk_widget_class_bind_template_child (widget_class, LepDraft, question);
  gtk_widget_class_bind_template_child (widget_class, LepDraft, go_on_button);
  gtk_widget_class_bind_template_callback (widget_class, drop_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, go_on_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, lep_draft_create);
  gtk_widget_class_bind_template_callback (widget_class, lep_draft_drop);
}

static void
lep_draft_init (LepDraft *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Returns: (transfer floating): a draft for a record of @kind */
GtkWidget *
lep_draft_new (const char *kind)
{
  const LepKind   *schema = lep_schema_kind (kind);
  LepDraft        *self;
  g_autofree char *title = NULL;

  g_return_val_if_fail (schema != NULL, NULL);

  self = g_object_new (LEP_TYPE_DRAFT, NULL);
  self->form = LEP_FORM (lep_form_build (schema, TRUE));
  adw_bin_set_child (self->form_bin, GTK_WIDGET (self->form));

  /* Translators: heading of a new record; %s is its kind, such as "Project" */
  title = g_strdup_printf (_ ("New: %s"), lep_schema_label (schema->label));
  gtk_label_set_label (self->title_label, title);

  return GTK_WIDGET (self);
}

/* A life-cycle starts at its first state, unless the user says otherwise. */
static void
preset_state (LepDraft      *self,
              const LepKind *kind)
{
  for (guint i = 0; i < kind->n_moves; i++)
    if (kind->moves[i].from == NULL)
      {
        lep_form_preset (self->form, kind->state_field, kind->moves[i].to);
        return;
      }
}

/* Where only one record can be meant, nobody is asked which. */
static void
preset_reference (LepDraft       *self,
                  LepWorkspace   *workspace,
                  const LepField *field)
{
  g_autoptr (LepQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;

  if (lep_schema_kind (field->target) == NULL)
    return;

  query = lep_query_new (field->target);
  lep_query_set_limit (query, 2);
  records = lep_query_run (workspace, query, NULL);
  if (records != NULL && records->len == 1)
    lep_form_preset (self->form, field->name, lep_record_get_id (g_ptr_array_index (records, 0)));
}

/* What comes from nothing of a partnership belongs to none, and goes to everybody: that
 * is told where one can be named. */
static void
tell_place (LepDraft      *self,
            const LepKind *kind)
{
  LepFieldRow *first = NULL;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LepKind *target = kind->fields[i].type == LEP_TYPE_REF ? lep_schema_kind (kind->fields[i].target) : NULL;
      LepFieldRow   *row = lep_form_get_row (self->form, kind->fields[i].name);

      if (target == NULL || target->space != LEP_SPACE_PARTNERSHIP)
        continue;
      if ((kind->fields[i].flags & LEP_FIELD_REQUIRED) != 0)
        return;
      first = first == NULL ? row : first;
    }
  if (kind->space == LEP_SPACE_PARTNERSHIP && first != NULL)
    lep_field_row_set_remark (first, _ ("Choose it, if there is one: without it, this belongs to no partnership and is seen in all of them."));
}

/* Empties the draft but for what goes without saying. */
void
lep_draft_start (LepDraft     *self,
                 LepWorkspace *workspace)
{
  const LepKind   *kind;
  g_autofree char *currency = NULL;

  g_return_if_fail (LEP_IS_DRAFT (self));

  kind = lep_schema_kind (lep_form_get_kind (self->form));
  gtk_widget_hide (GTK_WIDGET (self->error_label));
  show_question (self, FALSE);
  lep_form_start (self->form, workspace);
  preset_state (self, kind);
  currency = lep_currency_of_new (workspace, kind);
  if (currency != NULL)
    lep_form_preset (self->form, "currency", currency);
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == LEP_TYPE_REF && (kind->fields[i].flags & LEP_FIELD_REQUIRED) != 0)
      preset_reference (self, workspace, &kind->fields[i]);
  tell_place (self, kind);
}

void
lep_draft_preset (LepDraft   *self,
                  const char *field,
                  const char *value)
{
  g_return_if_fail (LEP_IS_DRAFT (self));

  lep_form_preset (self->form, field, value);
}

/* Makes the record, or says in its rows what is missing, else below them;
 * nothing typed is lost. */
void
lep_draft_create (LepDraft *self)
{
  GtkRoot *root;
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  g_return_if_fail (LEP_IS_DRAFT (self));

  show_question (self, FALSE);
  id = lep_form_create (self->form, &error);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), id == NULL && !lep_form_is_refused (self->form));
  if (id != NULL)
    {
      g_signal_emit (self, signals[SIGNAL_CREATED], 0, id);
      return;
    }

  gtk_label_set_label (self->error_label, error->message);
  root = gtk_widget_get_root (GTK_WIDGET (self));
  if (GTK_IS_WINDOW (root))
    gtk_window_set_focus_visible (GTK_WINDOW (root), TRUE);
}

/* Whether something was typed or picked. */
gboolean
lep_draft_is_touched (LepDraft *self)
{
  g_return_val_if_fail (LEP_IS_DRAFT (self), FALSE);

  return lep_form_is_touched (self->form);
}

/* Ends the draft without a record; what was typed only goes when that is said
 * once more. */
void
lep_draft_drop (LepDraft *self)
{
  GtkRoot *root;

  g_return_if_fail (LEP_IS_DRAFT (self));

  if (!lep_draft_is_touched (self))
    {
      g_signal_emit (self, signals[SIGNAL_DROPPED], 0);
      return;
    }

  root = gtk_widget_get_root (GTK_WIDGET (self));
  g_set_weak_pointer (&self->focus, root != NULL ? gtk_root_get_focus (root) : NULL);
  show_question (self, TRUE);
  gtk_widget_grab_focus (self->go_on_button);
}

/* Puts the cursor where it was left, or into the first row that is still empty. */
void
lep_draft_focus (LepDraft *self)
{
  g_return_if_fail (LEP_IS_DRAFT (self));

  if (!lep_form_focus_next (self->form))
    gtk_widget_grab_focus (self->create_button);
}
