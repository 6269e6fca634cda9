/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Entries for sex by age with live sums. */

#include <glib/gi18n.h>

#include "lep-error.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-sum.h"

#include "lep-split-grid.h"

#define ROWS    "sex"
#define COLUMNS "age"

struct _LepSplitGrid
{
  AdwBin             parent_instance;

  GtkGrid           *grid;
  GPtrArray         *entries;     /* GtkEntry, row by row */
  GPtrArray         *row_sums;    /* GtkLabel */
  GPtrArray         *column_sums; /* GtkLabel */
  GtkLabel          *whole_label;
  gint64             whole; /* -1 = not known yet */

  const LepCodeList *rows;
  const LepCodeList *columns;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepSplitGrid, lep_split_grid, ADW_TYPE_BIN)

/* "Unknown" alone does not tell what is not known. */
static const char *
get_column_label (LepSplitGrid *self,
                  guint         column)
{
  const LepCode *code = &self->columns->codes[column];

  return g_str_equal (code->code, "unknown") ? _ ("Age unknown") : lep_schema_label (code->label);
}

static GtkEditable *
get_entry (LepSplitGrid *self,
           guint         row,
           guint         column)
{
  return g_ptr_array_index (self->entries, row * self->columns->n_codes + column);
}

/* What is no number counts as nothing here; lep_split_grid_check () tells. */
static gint64
get_cell (LepSplitGrid *self,
          guint         row,
          guint         column)
{
  const char *text = gtk_editable_get_text (get_entry (self, row, column));
  gint64      value = 0;

  if (*text == '\0' || !lep_parse_count (lep_language_locale (), text, &value, NULL) || value < 0)
    return 0;

  return value;
}

static gint64
sum_row (LepSplitGrid *self,
         guint         row)
{
  gint64 sum = 0;

  for (guint column = 0; column < self->columns->n_codes; column++)
    sum = lep_add_saturated (sum, get_cell (self, row, column));

  return sum;
}

static gint64
sum_column (LepSplitGrid *self,
            guint         column)
{
  gint64 sum = 0;

  for (guint row = 0; row < self->rows->n_codes; row++)
    sum = lep_add_saturated (sum, get_cell (self, row, column));

  return sum;
}

static void
show_sum (GtkLabel *label,
          gint64    sum)
{
  g_autofree char *text = sum == 0 ? g_strdup (LEP_NOTHING) : lep_format_count (lep_language_locale (), sum);

  gtk_label_set_label (label, text);
}

static void
show_sums (LepSplitGrid *self)
{
  g_autofree char *sum = lep_format_count (lep_language_locale (), lep_split_grid_get_sum (self));
  g_autofree char *whole = lep_format_count (lep_language_locale (), self->whole);
  g_autofree char *text = NULL;

  for (guint row = 0; row < self->rows->n_codes; row++)
    show_sum (g_ptr_array_index (self->row_sums, row), sum_row (self, row));
  for (guint column = 0; column < self->columns->n_codes; column++)
    show_sum (g_ptr_array_index (self->column_sums, column), sum_column (self, column));

  if (self->whole < 0)
    text = g_strdup (lep_split_grid_get_sum (self) > 0 ? sum : LEP_NOTHING);
  else
    /* Translators: what is split so far, and of how many: "12 of 14" */
    text = g_strdup_printf (_ ("%s of %s"), sum, whole);
  gtk_label_set_label (self->whole_label, text);
}

static void
entry_changed_cb (LepSplitGrid *self,
                  GtkWidget    *entry)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (entry));
  gint64      value = 0;

  if (*text == '\0' || (lep_parse_count (lep_language_locale (), text, &value, NULL) && value >= 0))
    gtk_widget_remove_css_class (entry, "error");
  else
    gtk_widget_add_css_class (entry, "error");

  show_sums (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static GtkLabel *
add_label (LepSplitGrid *self,
           const char   *text,
           const char   *css_class,
           gboolean      at_end,
           int           column,
           int           row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), at_end ? 1 : 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);

  return GTK_LABEL (label);
}

static void
add_entry (LepSplitGrid *self,
           guint         row,
           guint         column)
{
  GtkWidget       *entry = gtk_entry_new ();
  g_autofree char *name = NULL;

  /* Translators: a cell of a table for screen readers: "Women, 15–29" */
  name = g_strdup_printf (_ ("%s, %s"), lep_schema_label (self->rows->codes[row].label),
                          get_column_label (self, column));
  gtk_editable_set_alignment (GTK_EDITABLE (entry), 1);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 5);
  gtk_entry_set_input_purpose (GTK_ENTRY (entry), GTK_INPUT_PURPOSE_DIGITS);
  gtk_widget_set_hexpand (entry, TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_signal_connect_object (entry, "changed", G_CALLBACK (entry_changed_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_attach (self->grid, entry, (int) column + 1, (int) row + 1, 1, 1);
  g_ptr_array_add (self->entries, entry);
}

static void
fill (LepSplitGrid *self)
{
  int last_column = (int) self->columns->n_codes + 1;
  int last_row = (int) self->rows->n_codes + 1;

  for (guint column = 0; column < self->columns->n_codes; column++)
    add_label (self, get_column_label (self, column), "colhead", TRUE, (int) column + 1, 0);
  add_label (self, _ ("Sum"), "colhead", TRUE, last_column, 0);

  for (guint row = 0; row < self->rows->n_codes; row++)
    {
      add_label (self, lep_schema_label (self->rows->codes[row].label), "rowhead", FALSE, 0, (int) row + 1);
      for (guint column = 0; column < self->columns->n_codes; column++)
        add_entry (self, row, column);
      g_ptr_array_add (self->row_sums, add_label (self, LEP_NOTHING, "sumcell", TRUE, last_column, (int) row + 1));
    }

  add_label (self, _ ("Sum"), "sum", FALSE, 0, last_row);
  for (guint column = 0; column < self->columns->n_codes; column++)
    g_ptr_array_add (self->column_sums, add_label (self, LEP_NOTHING, "sumcell", TRUE, (int) column + 1, last_row));
  self->whole_label = add_label (self, LEP_NOTHING, "sumcell", TRUE, last_column, last_row);
}

static void
lep_split_grid_dispose (GObject *object)
{
  LepSplitGrid *self = LEP_SPLIT_GRID (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->row_sums, g_ptr_array_unref);
  g_clear_pointer (&self->column_sums, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_split_grid_parent_class)->dispose (object);
}

static void
lep_split_grid_class_init (LepSplitGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_split_grid_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-split-grid.ui");
  gtk_widget_class_bind_template_child (widget_class, LepSplitGrid, grid);
}

static void
lep_split_grid_init (LepSplitGrid *self)
{
  self->entries = g_ptr_array_new ();
  self->row_sums = g_ptr_array_new ();
  self->column_sums = g_ptr_array_new ();
  self->whole = -1;
  self->rows = lep_schema_code_list (ROWS);
  self->columns = lep_schema_code_list (COLUMNS);
  gtk_widget_init_template (GTK_WIDGET (self));
  fill (self);
}

void
lep_split_grid_clear (LepSplitGrid *self)
{
  g_return_if_fail (LEP_IS_SPLIT_GRID (self));

  for (guint i = 0; i < self->entries->len; i++)
    gtk_editable_set_text (g_ptr_array_index (self->entries, i), "");
}

/* How many there are to split; -1 = not known yet. */
void
lep_split_grid_set_whole (LepSplitGrid *self,
                          gint64        whole)
{
  g_return_if_fail (LEP_IS_SPLIT_GRID (self));

  self->whole = whole;
  show_sums (self);
}

gint64
lep_split_grid_get_sum (LepSplitGrid *self)
{
  gint64 sum = 0;

  g_return_val_if_fail (LEP_IS_SPLIT_GRID (self), 0);

  for (guint row = 0; row < self->rows->n_codes; row++)
    sum = lep_add_saturated (sum, sum_row (self, row));

  return sum;
}

/* Nothing typed at all: the split is not known, which is no mistake. */
gboolean
lep_split_grid_is_empty (LepSplitGrid *self)
{
  g_return_val_if_fail (LEP_IS_SPLIT_GRID (self), TRUE);

  for (guint i = 0; i < self->entries->len; i++)
    if (*gtk_editable_get_text (g_ptr_array_index (self->entries, i)) != '\0')
      return FALSE;

  return TRUE;
}

/**
 * lep_split_grid_check:
 *
 * Fails with %LEP_ERROR_INVALID when a cell is no number, or when more is split
 * than there is; the first wrong cell takes the focus. Less is no mistake.
 */
gboolean
lep_split_grid_check (LepSplitGrid *self,
                      GError      **error)
{
  gint64 sum;

  g_return_val_if_fail (LEP_IS_SPLIT_GRID (self), FALSE);

  for (guint i = 0; i < self->entries->len; i++)
    {
      GtkWidget *entry = g_ptr_array_index (self->entries, i);
      gint64     value;

      if (!gtk_widget_has_css_class (entry, "error"))
        continue;

      gtk_widget_grab_focus (entry);
      if (lep_parse_count (lep_language_locale (), gtk_editable_get_text (GTK_EDITABLE (entry)), &value, error))
        g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("A number of persons cannot be below zero."));
      return FALSE;
    }

  sum = lep_split_grid_get_sum (self);
  if (self->whole < 0 || sum <= self->whole)
    return TRUE;

  gtk_widget_grab_focus (g_ptr_array_index (self->entries, 0));
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               _ ("The split adds up to %jd, but there are only %jd."),
               sum, self->whole);

  return FALSE;
}

/**
 * lep_breakdown_add_row:
 *
 * Adds to @edit the part of @outcome that falls to a category of a dimension.
 */
gboolean
lep_breakdown_add_row (LepEdit    *edit,
                       const char *outcome,
                       const char *dimension,
                       const char *category,
                       gint64      value,
                       GError    **error)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  if (!lep_edit_row (edit, NULL, "breakdown", NULL, error))
    return FALSE;

  lep_edit_again (edit);
  lep_edit_set (edit, "outcome", outcome);
  lep_edit_set (edit, "dimension", dimension);
  lep_edit_set (edit, "category", category);
  lep_edit_set (edit, "value", text);

  return TRUE;
}

/* Adds the sums by row and by column to @edit; those that are nothing are left out. */
gboolean
lep_split_grid_add_rows (LepSplitGrid *self,
                         LepEdit      *edit,
                         const char   *outcome,
                         GError      **error)
{
  g_return_val_if_fail (LEP_IS_SPLIT_GRID (self), FALSE);

  for (guint row = 0; row < self->rows->n_codes; row++)
    if (sum_row (self, row) > 0 &&
        !lep_breakdown_add_row (edit, outcome, ROWS, self->rows->codes[row].code, sum_row (self, row), error))
      return FALSE;

  for (guint column = 0; column < self->columns->n_codes; column++)
    if (sum_column (self, column) > 0 &&
        !lep_breakdown_add_row (edit, outcome, COLUMNS, self->columns->codes[column].code,
                                sum_column (self, column), error))
      return FALSE;

  return TRUE;
}
