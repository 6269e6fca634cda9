/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lets the user say which field each column of a table goes to. */

#include <glib/gi18n.h>

#include "lep-table-columns.h"

/* Cells shown of each column. */
#define N_SAMPLES 3

struct _LepTableColumns
{
  AdwPreferencesGroup parent_instance;

  LepTableImport     *table;   /* of the page; NULL: none is shown */
  GPtrArray          *rows;    /* the rows, owned by the group */
  GPtrArray          *choices; /* GtkDropDown, one a column */
  GPtrArray          *fields;  /* what the lines of each drop-down stand for; NULL: left out */
  GtkStringList      *labels;
  gboolean            quiet; /* while the table, not the user, chooses */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepTableColumns, lep_table_columns, ADW_TYPE_PREFERENCES_GROUP)

/**
 * lep_table_columns_dup_missing:
 *
 * Returns: (transfer full) (nullable): the fields that a new record needs and
 *   that no column has; a table that names records by their id needs none
 */
char *
lep_table_columns_dup_missing (LepTableImport *table)
{
  const LepKind *kind = lep_table_import_get_kind (table);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < kind->n_fields && !lep_table_import_has_field (table, LEP_TABLE_ID); i++)
    if ((kind->fields[i].flags & LEP_FIELD_REQUIRED) != 0 && !lep_table_import_has_field (table, kind->fields[i].name))
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", lep_schema_label (kind->fields[i].label));
  return names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

/* Returns: (transfer full): the heading of a column, or its number */
char *
lep_table_column_title (LepTableImport *table,
                        guint           column)
{
  const char *heading = lep_table_import_get_columns (table)[column];

  /* Translators: a column of a table without a heading, by its number. */
  return *heading != '\0' ? g_strdup (heading) : g_strdup_printf (_ ("Column %u"), column + 1);
}

/* Returns: (transfer full): what stands in the column first */
static char *
dup_samples (LepTableImport *table,
             guint           column)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < MIN (lep_table_import_get_n_lines (table), 50) && n < N_SAMPLES; i++)
    {
      const LepCsvRow *line = lep_table_import_get_line (table, i);
      const char      *cell = column < g_strv_length (line->cells) ? line->cells[column] : "";
      g_autofree char *start = g_utf8_strlen (cell, -1) > 24 ? g_utf8_substring (cell, 0, 24) : NULL;

      if (*cell == '\0')
        continue;
      g_string_append_printf (text, "%s%s%s", n++ > 0 ? " \302\267 " : "", start != NULL ? start : cell,
                              start != NULL ? "\342\200\246" : "");
    }
  for (char *c = text->str; *c != '\0'; c++)
    if (*c == '\n' || *c == '\r')
      *c = ' ';
  return n > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : g_strdup (_ ("Empty"));
}

static void
show_choices (LepTableColumns *self)
{
  self->quiet = TRUE;
  for (guint i = 0; i < self->choices->len; i++)
    {
      const char *field = lep_table_import_get_field (self->table, i);

      for (guint j = 0; j < self->fields->len; j++)
        if (g_strcmp0 (g_ptr_array_index (self->fields, j), field) == 0)
          gtk_drop_down_set_selected (g_ptr_array_index (self->choices, i), j);
    }
  self->quiet = FALSE;
}

static void
chosen_cb (LepTableColumns *self,
           GParamSpec      *pspec,
           GtkDropDown     *choice)
{
  guint column;
  guint line = gtk_drop_down_get_selected (choice);

  if (self->quiet || line >= self->fields->len || !g_ptr_array_find (self->choices, choice, &column))
    return;

  lep_table_import_map_column (self->table, column, g_ptr_array_index (self->fields, line), NULL);
  show_choices (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
add_choice (LepTableColumns *self,
            const char      *field,
            const char      *label)
{
  g_ptr_array_add (self->fields, (gpointer) field);
  gtk_string_list_append (self->labels, label);
}

/* The fields of the kind, behind "left out". */
static void
fill_choices (LepTableColumns *self,
              const LepKind   *kind)
{
  g_ptr_array_set_size (self->fields, 0);
  g_clear_object (&self->labels);
  self->labels = gtk_string_list_new (NULL);

  add_choice (self, NULL, _ ("Left out"));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LepField  *field = &kind->fields[i];
      g_autofree char *label = NULL;

      if ((field->flags & LEP_FIELD_INTERNAL) != 0)
        continue;
      /* Translators: a field that must be filled in. */
      label = (field->flags & LEP_FIELD_REQUIRED) != 0 ? g_strdup_printf (_ ("%s (required)"), lep_schema_label (field->label))
                                                       : g_strdup (lep_schema_label (field->label));
      add_choice (self, field->name, label);
    }
  add_choice (self, LEP_TABLE_ID, _ ("Which record it is (id)"));
  add_choice (self, LEP_TABLE_SPACE, _ ("Whose record it is (space)"));
}

static void
add_row (LepTableColumns *self,
         guint            column)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *choice = gtk_drop_down_new (G_LIST_MODEL (g_object_ref (self->labels)),
                                               gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string"));
  g_autofree char *title = lep_table_column_title (self->table, column);
  g_autofree char *samples = dup_samples (self->table, column);
  g_autofree char *name = g_strdup_printf (_ ("Column “%s” goes to"), title);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), samples);
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (choice, 260, -1);
  gtk_drop_down_set_enable_search (GTK_DROP_DOWN (choice), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_tooltip_text (choice, name);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), choice);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), choice);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->choices, choice);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
clear (LepTableColumns *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->choices, 0);
}

static void
lep_table_columns_dispose (GObject *object)
{
  LepTableColumns *self = LEP_TABLE_COLUMNS (object);

  self->quiet = TRUE;
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->choices, g_ptr_array_unref);
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_object (&self->labels);

  G_OBJECT_CLASS (lep_table_columns_parent_class)->dispose (object);
}

static void
lep_table_columns_class_init (LepTableColumnsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lep_table_columns_dispose;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
lep_table_columns_init (LepTableColumns *self)
{
  self->rows = g_ptr_array_new ();
  self->choices = g_ptr_array_new ();
  self->fields = g_ptr_array_new ();
}

/**
 * lep_table_columns_show:
 * @table: (nullable): kept by the caller as long as it is shown
 */
void
lep_table_columns_show (LepTableColumns *self,
                        LepTableImport  *table)
{
  g_return_if_fail (LEP_IS_TABLE_COLUMNS (self));

  self->quiet = TRUE;
  clear (self);
  self->table = table;
  if (table == NULL)
    return;

  fill_choices (self, lep_table_import_get_kind (table));
  for (guint i = 0; lep_table_import_get_columns (table)[i] != NULL; i++)
    add_row (self, i);
  show_choices (self);
}
