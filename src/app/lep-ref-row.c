/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row that names another record. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-field-text.h"
#include "lep-form.h"
#include "lep-record-chooser.h"
#include "lep-util.h"
#include "lep-window.h"

#include "lep-ref-row.h"

struct _LepRefRow
{
  LepFieldRow       parent_instance;

  GtkMenuButton    *button;
  GtkLabel         *name_label;
  GtkWidget        *arrow;
  LepRecordChooser *chooser;
  GtkWidget        *open_button;

  char             *id;
  char             *kind; /* of the record that is shown */
};

G_DEFINE_FINAL_TYPE (LepRefRow, lep_ref_row, LEP_TYPE_FIELD_ROW)

/* Finds the record among the kinds that the field may refer to. */
static char *
find_title (LepRefRow  *self,
            const char *id)
{
  LepFieldRow  *row = LEP_FIELD_ROW (self);
  LepWorkspace *workspace = lep_field_row_get_workspace (row);
  g_auto (GStrv) kinds = g_strsplit (lep_field_row_get_field (row)->target, "|", -1);

  lep_set_str (&self->kind, NULL);
  for (guint i = 0; workspace != NULL && kinds[i] != NULL; i++)
    {
      const char *kind = strcmp (kinds[i], "*") == 0 ? NULL : kinds[i];
      g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, kind, id, NULL, NULL);

      if (record == NULL)
        continue;

      lep_set_str (&self->kind, lep_record_get_kind_name (record));
      return lep_record_label (workspace, record);
    }

  return NULL;
}

/* A draft is finished before one goes elsewhere, which may be behind its window. */
static gboolean
is_in_draft (LepRefRow *self)
{
  GtkWidget *form = gtk_widget_get_ancestor (GTK_WIDGET (self), LEP_TYPE_FORM);

  return form != NULL && lep_form_is_draft (LEP_FORM (form));
}

static void
show_name (LepRefRow *self)
{
  g_autofree char *title = NULL;

  if (self->id == NULL)
    title = g_strdup ("\342\200\223");
  else
    title = find_title (self, self->id);

  gtk_label_set_label (self->name_label, title != NULL ? title : _ ("Not on this laptop"));
  lep_field_row_set_value_text (LEP_FIELD_ROW (self), gtk_label_get_label (self->name_label));
  gtk_widget_set_visible (self->open_button, self->id != NULL && title != NULL && !is_in_draft (self));
}

/* The field of @target that says where it belongs to, and that a record of @kind has as
 * well: a budget line, and what is spent from it, belong to a project. */
static const LepField *
find_parent (const LepKind  *kind,
             const LepField *of,
             const LepKind  *target)
{
  for (guint i = 0; kind != NULL && target != NULL && i < target->n_fields; i++)
    {
      const LepField *field = &target->fields[i];
      const LepField *own = lep_kind_field (kind, field->name);

      if (field->type == LEP_TYPE_REF && (field->flags & LEP_FIELD_REQUIRED) != 0 && own != NULL && own != of && g_strcmp0 (own->target, field->target) == 0)
        return field;
    }
  return NULL;
}

/* Of what belongs to something, only what belongs to the same as this record is offered:
 * a lot of its call, a budget line of its project. */
static void
keep_to_parent (LepRefRow *self)
{
  GtkWidget       *form = gtk_widget_get_ancestor (GTK_WIDGET (self), LEP_TYPE_FORM);
  const LepField  *field = lep_field_row_get_field (LEP_FIELD_ROW (self));
  const LepField  *parent = form == NULL ? NULL : find_parent (lep_schema_kind (lep_form_get_kind (LEP_FORM (form))), field, lep_schema_kind (field->target));
  g_autofree char *value = parent != NULL ? lep_form_dup_value (LEP_FORM (form), parent->name) : NULL;

  lep_record_chooser_keep_to (self->chooser, value != NULL ? parent->name : NULL, value);
}

static void
opened_cb (LepRefRow *self)
{
  LepFieldRow    *row = LEP_FIELD_ROW (self);
  const LepField *field = lep_field_row_get_field (row);

  keep_to_parent (self);
  lep_record_chooser_open (self->chooser, lep_field_row_get_workspace (row), field->target,
                           (field->flags & LEP_FIELD_REQUIRED) == 0);
}

/* A letter opens the list, as it does where one chooses a code, and is searched for there. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                LepRefRow             *self)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);

  if ((state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK | GDK_META_MASK)) != 0 || !g_unichar_isgraph (letter))
    return GDK_EVENT_PROPAGATE;

  if (!gtk_widget_get_visible (GTK_WIDGET (gtk_menu_button_get_popover (self->button))))
    gtk_menu_button_popup (self->button);
  lep_record_chooser_type (self->chooser, letter);
  return GDK_EVENT_STOP;
}

static void
chosen_cb (LepRefRow  *self,
           const char *id)
{
  lep_set_str (&self->id, id);
  show_name (self);
  gtk_menu_button_popdown (self->button);
  gtk_widget_grab_focus (GTK_WIDGET (self->button));
  lep_field_row_leave (LEP_FIELD_ROW (self));
}

static void
open_clicked_cb (LepRefRow *self)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));

  if (window != NULL && self->id != NULL && self->kind != NULL)
    lep_window_open_record (window, self->kind, self->id, NULL);
}

static void
lep_ref_row_display (LepFieldRow *row,
                     const char  *value)
{
  LepRefRow *self = LEP_REF_ROW (row);

  lep_set_str (&self->id, value);
  show_name (self);
}

static gboolean
lep_ref_row_read (LepFieldRow *row,
                  char       **value,
                  GError     **error)
{
  *value = g_strdup (LEP_REF_ROW (row)->id);

  return TRUE;
}

static GtkWidget *
lep_ref_row_get_editor (LepFieldRow *row)
{
  return GTK_WIDGET (LEP_REF_ROW (row)->button);
}

static void
lep_ref_row_set_editable (LepFieldRow *row,
                          gboolean     editable)
{
  LepRefRow *self = LEP_REF_ROW (row);

  gtk_widget_set_visible (GTK_WIDGET (self->button), editable);
  gtk_widget_set_visible (self->arrow, editable);
  gtk_label_set_selectable (self->name_label, !editable);
}

static void
lep_ref_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_REF_ROW);

  G_OBJECT_CLASS (lep_ref_row_parent_class)->dispose (object);
}

static void
lep_ref_row_finalize (GObject *object)
{
  LepRefRow *self = LEP_REF_ROW (object);

  g_free (self->id);
  g_free (self->kind);

  G_OBJECT_CLASS (lep_ref_row_parent_class)->finalize (object);
}

static void
lep_ref_row_class_init (LepRefRowClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  LepFieldRowClass *row_class = LEP_FIELD_ROW_CLASS (klass);

  object_class->dispose = lep_ref_row_dispose;
  object_class->finalize = lep_ref_row_finalize;
  row_class->display = lep_ref_row_display;
  row_class->read = lep_ref_row_read;
  row_class->get_editor = lep_ref_row_get_editor;
  row_class->set_editable = lep_ref_row_set_editable;

  g_type_ensure (LEP_TYPE_RECORD_CHOOSER);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-ref-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LepRefRow, button);
  gtk_widget_class_bind_template_child (widget_class, LepRefRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, LepRefRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, LepRefRow, chooser);
  gtk_widget_class_bind_template_child (widget_class, LepRefRow, open_button);
  gtk_widget_class_bind_template_callback (widget_class, opened_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
}

static void
lep_ref_row_init (LepRefRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
