/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for several codes of a list. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-field-text.h"

#include "lep-codes-row.h"

struct _LepCodesRow
{
  LepFieldRow    parent_instance;

  GtkMenuButton *button;
  GtkLabel      *summary;
  GtkWidget     *arrow;
  GtkBox        *checks;
  GtkWidget     *other_box;
  GtkEditable   *other_entry; /* codes that no list holds, where such are allowed */
};

G_DEFINE_FINAL_TYPE (LepCodesRow, lep_codes_row, LEP_TYPE_FIELD_ROW)

static GQuark code_quark;

static int
compare_codes (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Canonical form: sorted, no doubles, one space between; NULL when there is none. */
static char *
lep_codes_row_dup_text (LepFieldRow *row)
{
  LepCodesRow *self = LEP_CODES_ROW (row);
  g_autoptr (GPtrArray) codes = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GString) text = g_string_new (NULL);
  g_auto (GStrv) others = NULL;

  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->checks)); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    if (gtk_check_button_get_active (GTK_CHECK_BUTTON (check)))
      g_ptr_array_add (codes, g_strdup (g_object_get_qdata (G_OBJECT (check), code_quark)));

  others = g_strsplit_set (gtk_editable_get_text (self->other_entry), " ,;", -1);
  for (guint i = 0; others[i] != NULL; i++)
    if (*others[i] != '\0')
      g_ptr_array_add (codes, g_strdup (others[i]));

  g_ptr_array_sort (codes, compare_codes);
  for (guint i = 0; i < codes->len; i++)
    {
      const char *code = g_ptr_array_index (codes, i);

      if (i > 0 && strcmp (code, g_ptr_array_index (codes, i - 1)) == 0)
        continue;
      if (text->len > 0)
        g_string_append_c (text, ' ');
      g_string_append (text, code);
    }

  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static void
show_summary (LepCodesRow *self)
{
  LepFieldRow     *row = LEP_FIELD_ROW (self);
  g_autofree char *codes = lep_codes_row_dup_text (row);
  g_autofree char *label = lep_field_label (lep_field_row_get_workspace (row), lep_field_row_get_field (row), codes);

  gtk_label_set_label (self->summary, label);
  lep_field_row_set_value_text (row, label);
}

static void
closed_cb (LepCodesRow *self)
{
  lep_field_row_leave (LEP_FIELD_ROW (self));
}

static void
add_check (LepCodesRow *self,
           const char  *code,
           const char  *text)
{
  GtkWidget *check = gtk_check_button_new_with_label (text);

  g_object_set_qdata_full (G_OBJECT (check), code_quark, g_strdup (code), g_free);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  g_signal_connect_object (check, "toggled", G_CALLBACK (show_summary), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->checks, check);
}

static void
lep_codes_row_bind (LepFieldRow *row)
{
  LepCodesRow       *self = LEP_CODES_ROW (row);
  const LepField    *field = lep_field_row_get_field (row);
  const LepCodeList *list = field->target != NULL ? lep_schema_code_list (field->target) : NULL;
  GtkWidget         *check;

  while ((check = gtk_widget_get_first_child (GTK_WIDGET (self->checks))) != NULL)
    gtk_box_remove (self->checks, check);

  for (guint i = 0; list != NULL && i < list->n_codes; i++)
    add_check (self, list->codes[i].code, lep_schema_label (list->codes[i].label));

  gtk_widget_set_visible (self->other_box, (field->flags & LEP_FIELD_OPEN_CODES) != 0);
}

/* Stored codes that no list holds go to the entry, so that none is lost. */
static void
lep_codes_row_display (LepFieldRow *row,
                       const char  *value)
{
  LepCodesRow *self = LEP_CODES_ROW (row);
  g_auto (GStrv) codes = g_strsplit (value != NULL ? value : "", " ", -1);
  g_autoptr (GString) others = g_string_new (NULL);
  g_autoptr (GHashTable) listed = g_hash_table_new (g_str_hash, g_str_equal);

  gtk_editable_set_text (self->other_entry, "");
  for (GtkWidget *check = gtk_widget_get_first_child (GTK_WIDGET (self->checks)); check != NULL;
       check = gtk_widget_get_next_sibling (check))
    {
      char *code = g_object_get_qdata (G_OBJECT (check), code_quark);

      g_hash_table_add (listed, code);
      gtk_check_button_set_active (GTK_CHECK_BUTTON (check),
                                   g_strv_contains ((const char *const *) codes, code));
    }

  for (guint i = 0; codes[i] != NULL; i++)
    if (*codes[i] != '\0' && !g_hash_table_contains (listed, codes[i]))
      g_string_append_printf (others, "%s%s", others->len > 0 ? ", " : "", codes[i]);

  if (others->len > 0)
    gtk_widget_show (self->other_box);
  lep_editable_show (self->other_entry, others->str);
  show_summary (self);
}

static gboolean
lep_codes_row_read (LepFieldRow *row,
                    char       **value,
                    GError     **error)
{
  g_autofree char *codes = lep_codes_row_dup_text (row);

  return lep_field_parse (lep_field_row_get_field (row), codes != NULL ? codes : "", value, error);
}

static GtkWidget *
lep_codes_row_get_editor (LepFieldRow *row)
{
  return GTK_WIDGET (LEP_CODES_ROW (row)->button);
}

static void
lep_codes_row_set_editable (LepFieldRow *row,
                            gboolean     editable)
{
  LepCodesRow *self = LEP_CODES_ROW (row);

  gtk_widget_set_visible (GTK_WIDGET (self->button), editable);
  gtk_widget_set_visible (self->arrow, editable);
  gtk_label_set_selectable (self->summary, !editable);
}

static void
lep_codes_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_CODES_ROW);

  G_OBJECT_CLASS (lep_codes_row_parent_class)->dispose (object);
}

static void
lep_codes_row_class_init (LepCodesRowClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  LepFieldRowClass *row_class = LEP_FIELD_ROW_CLASS (klass);

  code_quark = g_quark_from_static_string ("lep-code");
  G_OBJECT_CLASS (klass)->dispose = lep_codes_row_dispose;
  row_class->bind = lep_codes_row_bind;
  row_class->display = lep_codes_row_display;
  row_class->read = lep_codes_row_read;
  row_class->dup_text = lep_codes_row_dup_text;
  row_class->get_editor = lep_codes_row_get_editor;
  row_class->set_editable = lep_codes_row_set_editable;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-codes-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LepCodesRow, button);
  gtk_widget_class_bind_template_child (widget_class, LepCodesRow, summary);
  gtk_widget_class_bind_template_child (widget_class, LepCodesRow, arrow);
  gtk_widget_class_bind_template_child (widget_class, LepCodesRow, checks);
  gtk_widget_class_bind_template_child (widget_class, LepCodesRow, other_box);
  gtk_widget_class_bind_template_child (widget_class, LepCodesRow, other_entry);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
lep_codes_row_init (LepCodesRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
