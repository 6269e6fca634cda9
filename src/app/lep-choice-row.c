/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for one code of a list, or for yes and no. */

#include <glib/gi18n.h>

#include "lep-field-text.h"

#include "lep-choice-row.h"

struct _LepChoiceRow
{
  LepFieldRow    parent_instance;

  GtkDropDown   *drop_down;
  GtkStringList *labels;
  GtkLabel      *value_label;
  GtkWidget     *arrow;
  GPtrArray     *codes;    /* as stored, by position; NULL = not answered */
  guint          n_listed; /* what follows is a stored code that no list holds */
};

G_DEFINE_FINAL_TYPE (LepChoiceRow, lep_choice_row, LEP_TYPE_FIELD_ROW)

static void
add_choice (LepChoiceRow *self,
            const char   *code,
            const char   *label)
{
  g_ptr_array_add (self->codes, g_strdup (code));
  gtk_string_list_append (self->labels, label);
}

static void
selected_cb (LepChoiceRow *self)
{
  const char *label = gtk_string_list_get_string (self->labels, gtk_drop_down_get_selected (self->drop_down));

  gtk_label_set_label (self->value_label, label != NULL ? label : "");
  lep_field_row_set_value_text (LEP_FIELD_ROW (self), label);
  lep_field_row_leave (LEP_FIELD_ROW (self));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          LepChoiceRow             *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         LepChoiceRow             *self)
{
  GtkStringObject *string = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (string));
}

static void
lep_choice_row_bind (LepFieldRow *row)
{
  LepChoiceRow      *self = LEP_CHOICE_ROW (row);
  const LepField    *field = lep_field_row_get_field (row);
  const LepCodeList *list = NULL;

  g_ptr_array_set_size (self->codes, 0);
  gtk_string_list_splice (self->labels, 0, g_list_model_get_n_items (G_LIST_MODEL (self->labels)), NULL);

  add_choice (self, NULL, "\342\200\223");
  if (field->type == LEP_TYPE_BOOL)
    {
      add_choice (self, "1", _ ("Yes"));
      add_choice (self, "0", _ ("No"));
    }
  else
    {
      list = lep_schema_code_list (field->target);
    }

  for (guint i = 0; list != NULL && i < list->n_codes; i++)
    add_choice (self, list->codes[i].code, lep_schema_label (list->codes[i].label));

  self->n_listed = self->codes->len;
}

/* A code of a newer version, or of a list of the user's own, is shown as it is. */
static void
lep_choice_row_display (LepFieldRow *row,
                        const char  *value)
{
  LepChoiceRow *self = LEP_CHOICE_ROW (row);
  guint         position = 0;

  while (self->codes->len > self->n_listed)
    {
      g_ptr_array_remove_index (self->codes, self->codes->len - 1);
      gtk_string_list_remove (self->labels, self->codes->len);
    }

  while (position < self->codes->len && g_strcmp0 (g_ptr_array_index (self->codes, position), value) != 0)
    position++;
  if (position == self->codes->len)
    add_choice (self, value, value);

  gtk_drop_down_set_selected (self->drop_down, position);
  selected_cb (self);
}

static gboolean
lep_choice_row_read (LepFieldRow *row,
                     char       **value,
                     GError     **error)
{
  LepChoiceRow *self = LEP_CHOICE_ROW (row);
  guint         position = gtk_drop_down_get_selected (self->drop_down);

  *value = position < self->codes->len ? g_strdup (g_ptr_array_index (self->codes, position)) : NULL;

  return TRUE;
}

static GtkWidget *
lep_choice_row_get_editor (LepFieldRow *row)
{
  return GTK_WIDGET (LEP_CHOICE_ROW (row)->drop_down);
}

static void
lep_choice_row_set_editable (LepFieldRow *row,
                             gboolean     editable)
{
  LepChoiceRow *self = LEP_CHOICE_ROW (row);

  gtk_widget_set_visible (GTK_WIDGET (self->drop_down), editable);
  gtk_widget_set_visible (self->arrow, editable);
  gtk_label_set_selectable (self->value_label, !editable);
}

static void
lep_choice_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_CHOICE_ROW);

  G_OBJECT_CLASS (lep_choice_row_parent_class)->dispose (object);
}

static void
lep_choice_row_finalize (GObject *object)
{
  g_ptr_array_unref (LEP_CHOICE_ROW (object)->codes);

  G_OBJECT_CLASS (lep_choice_row_parent_class)->finalize (object);
}

static void
lep_choice_row_class_init (LepChoiceRowClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  LepFieldRowClass *row_class = LEP_FIELD_ROW_CLASS (klass);

  object_class->dispose = lep_choice_row_dispose;
  object_class->finalize = lep_choice_row_finalize;
  row_class->bind = lep_choice_row_bind;
  row_class->display = lep_choice_row_display;
  row_class->read = lep_choice_row_read;
  row_class->get_editor = lep_choice_row_get_editor;
  row_class->set_editable = lep_choice_row_set_editable;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-choice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LepChoiceRow, drop_down);
  gtk_widget_class_bind_template_child (widget_class, LepChoiceRow, labels);
  gtk_widget_class_bind_template_child (widget_class, LepChoiceRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, LepChoiceRow, arrow);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
}

static void
lep_choice_row_init (LepChoiceRow *self)
{
  self->codes = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
