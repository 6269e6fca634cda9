/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries for target groups, which overlap. */

#include <glib/gi18n.h>

#include "lep-error.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-split-grid.h"

#include "lep-groups-grid.h"

#define DIMENSION "target_group"
#define N_COLUMNS 4

/* Asked when the project names no groups of its own. Women are in the split by sex. */
#define USUAL_GROUPS "youth long_term_unemployed roma_minority disability"

struct _LepGroupsGrid
{
  AdwBin             parent_instance;

  GtkGrid           *grid;
  GPtrArray         *cells;   /* GtkBox, by code of the list */
  GPtrArray         *entries; /* GtkEntry, by code of the list */
  const LepCodeList *list;
};

G_DEFINE_FINAL_TYPE (LepGroupsGrid, lep_groups_grid, ADW_TYPE_BIN)

static const char *
get_text (LepGroupsGrid *self,
          guint          index)
{
  return gtk_editable_get_text (g_ptr_array_index (self->entries, index));
}

static gboolean
get_value (LepGroupsGrid *self,
           guint          index,
           gint64        *value,
           GError       **error)
{
  if (!lep_parse_count (lep_language_locale (), get_text (self, index), value, error))
    return FALSE;

  if (*value >= 0)
    return TRUE;

  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("A number of persons cannot be below zero."));

  return FALSE;
}

static void
add_cell (LepGroupsGrid *self,
          const LepCode *code)
{
  GtkWidget *cell = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *label = gtk_label_new (lep_schema_label (code->label));
  GtkWidget *entry = gtk_entry_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_vexpand (label, TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_END);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 6);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 8);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_widget_add_css_class (entry, "num");
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  lep_schema_label (code->label), -1);
  gtk_box_append (GTK_BOX (cell), label);
  gtk_box_append (GTK_BOX (cell), entry);
  gtk_widget_set_hexpand (cell, TRUE);

  g_ptr_array_add (self->cells, g_object_ref_sink (cell));
  g_ptr_array_add (self->entries, entry);
}

static void
place (LepGroupsGrid *self,
       guint          index,
       int           *n_placed)
{
  GtkWidget *cell = g_ptr_array_index (self->cells, index);

  if (gtk_widget_get_parent (cell) != NULL)
    return;

  gtk_grid_attach (self->grid, cell, *n_placed % N_COLUMNS, *n_placed / N_COLUMNS, 1, 1);
  (*n_placed)++;
}

static int
take_all_out (LepGroupsGrid *self)
{
  for (guint i = 0; i < self->cells->len; i++)
    {
      GtkWidget *cell = g_ptr_array_index (self->cells, i);

      if (gtk_widget_get_parent (cell) != NULL)
        gtk_grid_remove (self->grid, cell);
    }

  return 0;
}

static void
lep_groups_grid_dispose (GObject *object)
{
  LepGroupsGrid *self = LEP_GROUPS_GRID (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->cells, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_groups_grid_parent_class)->dispose (object);
}

static void
lep_groups_grid_class_init (LepGroupsGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_groups_grid_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-groups-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, LepGroupsGrid, grid);
}

static void
lep_groups_grid_init (LepGroupsGrid *self)
{
  self->cells = g_ptr_array_new_with_free_func (g_object_unref);
  self->entries = g_ptr_array_new ();
  self->list = lep_schema_code_list (DIMENSION);
  gtk_widget_init_template (GTK_WIDGET (self));

  for (guint i = 0; i < self->list->n_codes; i++)
    add_cell (self, &self->list->codes[i]);
  lep_groups_grid_set_groups (self, NULL);
}

/**
 * lep_groups_grid_set_groups:
 * @codes: (nullable): the groups that the project is for, joined by spaces
 *
 * Which groups are asked for. A group with a number in it stays.
 */
void
lep_groups_grid_set_groups (LepGroupsGrid *self,
                            const char    *codes)
{
  g_auto (GStrv) wanted = NULL;
  g_auto (GStrv) usual = NULL;
  int n_placed;

  g_return_if_fail (LEP_IS_GROUPS_GRID (self));

  wanted = g_strsplit (codes != NULL ? codes : "", " ", -1);
  usual = g_strsplit (USUAL_GROUPS, " ", -1);
  n_placed = take_all_out (self);
  for (guint i = 0; i < self->list->n_codes; i++)
    {
      const char *code = self->list->codes[i].code;

      if ((g_strv_contains ((const char *const *) wanted, code) && !g_str_equal (code, "women")) ||
          *get_text (self, i) != '\0')
        place (self, i, &n_placed);
    }

  /* The row is filled up with those that most projects have. */
  for (guint i = 0; i < self->list->n_codes && n_placed < N_COLUMNS; i++)
    if (g_strv_contains ((const char *const *) usual, self->list->codes[i].code))
      place (self, i, &n_placed);
}

void
lep_groups_grid_show_all (LepGroupsGrid *self)
{
  int n_placed;

  g_return_if_fail (LEP_IS_GROUPS_GRID (self));

  n_placed = take_all_out (self);
  for (guint i = 0; i < self->list->n_codes; i++)
    if (!g_str_equal (self->list->codes[i].code, "women"))
      place (self, i, &n_placed);
}

void
lep_groups_grid_clear (LepGroupsGrid *self)
{
  g_return_if_fail (LEP_IS_GROUPS_GRID (self));

  for (guint i = 0; i < self->entries->len; i++)
    gtk_editable_set_text (g_ptr_array_index (self->entries, i), "");
}

/* Fails with LEP_ERROR_INVALID when an entry is no number or greater than
 * @whole; the first wrong one takes the focus. */
gboolean
lep_groups_grid_check (LepGroupsGrid *self,
                       gint64         whole,
                       GError       **error)
{
  g_return_val_if_fail (LEP_IS_GROUPS_GRID (self), FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkWidget *entry = g_ptr_array_index (self->entries, i);
      gint64     value = 0;

      gtk_widget_remove_css_class (entry, "error");
      if (*get_text (self, i) == '\0')
        continue;

      if (get_value (self, i, &value, error) && value <= whole)
        continue;

      if (value > whole)
        g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                     /* Translators: %s is a target group */
                     _ ("%s: more than the %jd there are."),
                     lep_schema_label (self->list->codes[i].label), whole);
      gtk_widget_add_css_class (entry, "error");
      gtk_widget_grab_focus (entry);
      return FALSE;
    }

  return TRUE;
}

/* Adds each number that was typed to @edit. */
gboolean
lep_groups_grid_add_rows (LepGroupsGrid *self,
                          LepEdit       *edit,
                          const char    *outcome,
                          GError       **error)
{
  g_return_val_if_fail (LEP_IS_GROUPS_GRID (self), FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    {
      gint64 value = 0;

      if (*get_text (self, i) == '\0')
        continue;

      if (!get_value (self, i, &value, error) ||
          !lep_breakdown_add_row (edit, outcome, DIMENSION, self->list->codes[i].code, value, error))
        return FALSE;
    }

  return TRUE;
}
