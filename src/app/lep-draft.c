/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A new record before it is one. */

#include <glib/gi18n.h>

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

  LepForm   *form;
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
cancel_clicked_cb (LepDraft *self)
{
  g_signal_emit (self, signals[SIGNAL_DROPPED], 0);
}

static gboolean
create_shortcut_cb (GtkWidget *widget,
                    GVariant  *arguments,
                    gpointer   user_data)
{
  lep_draft_create (LEP_DRAFT (widget));

  return TRUE;
}

static void
lep_draft_dispose (GObject *object)
{
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
  gtk_widget_class_bind_template_callback (widget_class, cancel_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, lep_draft_create);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK,
                                create_shortcut_cb, NULL);
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

/* Empties the draft but for what goes without saying. */
void
lep_draft_start (LepDraft     *self,
                 LepWorkspace *workspace)
{
  const LepKind *kind;

  g_return_if_fail (LEP_IS_DRAFT (self));

  kind = lep_schema_kind (lep_form_get_kind (self->form));
  gtk_widget_hide (GTK_WIDGET (self->error_label));
  lep_form_start (self->form, workspace);
  preset_state (self, kind);
  for (guint i = 0; i < kind->n_fields; i++)
    if (kind->fields[i].type == LEP_TYPE_REF && (kind->fields[i].flags & LEP_FIELD_REQUIRED) != 0)
      preset_reference (self, workspace, &kind->fields[i]);
}

void
lep_draft_preset (LepDraft   *self,
                  const char *field,
                  const char *value)
{
  g_return_if_fail (LEP_IS_DRAFT (self));

  lep_form_preset (self->form, field, value);
}

/* Makes the record, or says in its rows what is missing; nothing typed is lost. */
void
lep_draft_create (LepDraft *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *id = NULL;

  g_return_if_fail (LEP_IS_DRAFT (self));

  id = lep_form_create (self->form, &error);
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), id == NULL);
  if (id == NULL)
    gtk_label_set_label (self->error_label, error->message);
  else
    g_signal_emit (self, signals[SIGNAL_CREATED], 0, id);
}

/* Puts the cursor into the first row that is still empty. */
void
lep_draft_focus (LepDraft *self)
{
  g_return_if_fail (LEP_IS_DRAFT (self));

  if (!lep_form_focus_empty (self->form))
    gtk_widget_grab_focus (self->create_button);
}
