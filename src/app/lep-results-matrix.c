/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Indicators by periods: actual, target, split. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-total-popover.h"
#include "lep-util.h"

#include "lep-results-matrix.h"

struct _LepResultsMatrix
{
  AdwBin        parent_instance;

  GtkGrid      *grid;
  LepWorkspace *workspace;
  LepRecord    *project;
  GPtrArray    *columns; /* LepResultColumn */
  char         *dimension;
  GtkWidget    *popover; /* weak: the entries that are shown */
};

G_DEFINE_FINAL_TYPE (LepResultsMatrix, lep_results_matrix, ADW_TYPE_BIN)

/* What a button of the table stands for. */
typedef struct
{
  char *indicator;
  char *from;
  char *to;
} Cell;

static GQuark cell_quark;

static void
cell_free (gpointer data)
{
  Cell *cell = data;

  g_free (cell->indicator);
  g_free (cell->from);
  g_free (cell->to);
  g_free (cell);
}

static char *
format_number (gint64 number)
{
  return number == 0 ? g_strdup (LEP_NOTHING) : lep_format_count (lep_language_locale (), number);
}

static GtkWidget *
add_label (LepResultsMatrix *self,
           const char       *text,
           const char       *css_class,
           gboolean          at_end,
           int               column,
           int               row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), at_end ? 1 : 0);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);

  return label;
}

static void
drop_popover (LepResultsMatrix *self)
{
  GtkWidget *popover = self->popover;

  g_clear_weak_pointer (&self->popover);
  if (popover != NULL)
    gtk_widget_unparent (popover);
}

static void
clicked_cb (LepResultsMatrix *self,
            GtkWidget        *button)
{
  const Cell   *cell = g_object_get_qdata (G_OBJECT (button), cell_quark);
  LepTotalQuery query = { .scope = LEP_SCOPE_PROJECT, .with_entries = TRUE };

  query.indicator = cell->indicator;
  query.scope_id = lep_record_get_id (self->project);
  query.from = cell->from;
  query.to = cell->to;
  drop_popover (self);
  g_set_weak_pointer (&self->popover, lep_total_popover_open (button, self->workspace, &query));
}

/* The figure is a button to its entries, named for who cannot see where it stands. */
static void
add_figure (LepResultsMatrix       *self,
            const LepProjectResult *result,
            const LepResultColumn  *column,
            gint64                  number,
            int                     x,
            int                     y)
{
  g_autofree char *text = format_number (number);
  g_autofree char *name = NULL;
  GtkWidget       *button;
  Cell            *cell;

  if (number == 0)
    {
      gtk_widget_add_css_class (add_label (self, text, "cell", TRUE, x, y), "none");
      return;
    }

  button = gtk_button_new_with_label (text);
  gtk_label_set_xalign (GTK_LABEL (gtk_button_get_child (GTK_BUTTON (button))), 1);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "cell");
  if (column == NULL)
    gtk_widget_add_css_class (button, "total");
  /* Translators: a figure of a table for screen readers: "Trained, Q3 ’17: 12" */
  name = g_strdup_printf (_ ("%s, %s: %s"), result->name, column != NULL ? column->title : _ ("Total"), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  cell = g_new0 (Cell, 1);
  cell->indicator = g_strdup (result->indicator);
  cell->from = column != NULL ? g_strdup (column->from) : NULL;
  cell->to = column != NULL ? g_strdup (column->to) : NULL;
  g_object_set_qdata_full (G_OBJECT (button), cell_quark, cell, cell_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_attach (self->grid, button, x, y, 1, 1);
}

static LepTotal *
read_total (LepResultsMatrix       *self,
            const LepProjectResult *result,
            const LepResultColumn  *column,
            GError                **error)
{
  LepTotalQuery query = { .scope = LEP_SCOPE_PROJECT };

  query.indicator = result->indicator;
  query.scope_id = lep_record_get_id (self->project);
  query.dimension = self->dimension;
  if (column != NULL)
    {
      query.from = column->from;
      query.to = column->to;
    }

  return lep_total (self->workspace, &query, error);
}

static void
add_rule (LepResultsMatrix *self,
          int               row)
{
  GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

  gtk_widget_add_css_class (line, "rule");
  gtk_grid_attach (self->grid, line, 0, row, (int) self->columns->len + 3, 1);
}

static void
add_heads (LepResultsMatrix *self)
{
  int x = 1;

  gtk_widget_set_hexpand (add_label (self, _ ("Indicator"), "mhead", FALSE, 0, 0), TRUE);
  for (guint i = 0; i < self->columns->len; i++, x++)
    {
      const LepResultColumn *column = g_ptr_array_index (self->columns, i);
      GtkWidget             *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

      gtk_widget_set_halign (box, GTK_ALIGN_END);
      gtk_widget_add_css_class (box, "mhead");
      if (column->is_locked)
        {
          GtkWidget *lock = gtk_image_new_from_icon_name ("changes-prevent-symbolic");

          gtk_widget_set_tooltip_text (lock, _ ("Locked: the report of this period is approved and locked."));
          gtk_accessible_update_property (GTK_ACCESSIBLE (lock), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Locked"), -1);
          gtk_box_append (GTK_BOX (box), lock);
        }
      gtk_box_append (GTK_BOX (box), gtk_label_new (column->head));
      gtk_grid_attach (self->grid, box, x, 0, 1, 1);
    }

  gtk_widget_add_css_class (add_label (self, _ ("Total"), "mhead", TRUE, x, 0), "total");
  gtk_widget_add_css_class (add_label (self, _ ("of target"), "mhead", TRUE, x + 1, 0), "total");
}

/* A level bar stops at 100 %, so the per cent stands above it. */
static void
add_share (LepResultsMatrix       *self,
           const LepProjectResult *result,
           const LepTotal         *total,
           int                     x,
           int                     y)
{
  gint64           percent = 0;
  g_autofree char *text = NULL;
  GtkWidget       *bar;
  GtkWidget       *cell;

  if (!result->has_target || !total->has_total || !lep_ratio (total->total, result->target, &percent))
    {
      gtk_widget_add_css_class (add_label (self, LEP_NOTHING, "cell", TRUE, x, y), "total");
      gtk_widget_add_css_class (add_label (self, "", "sub", TRUE, x, y + 1), "total");
      return;
    }

  text = lep_format_percent (lep_language_locale (), percent, 0);
  gtk_widget_add_css_class (add_label (self, text, "cell", TRUE, x, y), "total");
  gtk_widget_add_css_class (gtk_grid_get_child_at (self->grid, x, y), "sum");

  bar = gtk_level_bar_new_for_interval (0, 10000);
  gtk_level_bar_set_value (GTK_LEVEL_BAR (bar), (double) MIN (percent, 10000));
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (bar, 58, -1);
  gtk_widget_add_css_class (bar, "slim");
  gtk_widget_add_css_class (bar, "share");
  gtk_accessible_update_property (GTK_ACCESSIBLE (bar), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
  gtk_widget_set_hexpand (bar, TRUE);
  cell = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);
  gtk_box_append (GTK_BOX (cell), bar);
  gtk_widget_set_hexpand (cell, FALSE);
  gtk_widget_add_css_class (cell, "total");
  gtk_grid_attach (self->grid, cell, x, y + 1, 1, 1);
}

/* "Target at least · proposed · from 5 · persons · needs proof · only listed · provisional" */
static char *
describe_target (const LepProjectResult *result,
                 const LepTotal         *total)
{
  g_autofree char *unit = g_utf8_strdown (lep_code_label ("unit", result->unit), -1);
  GString         *text = g_string_new (NULL);

  if (g_strcmp0 (result->qualifier, "at_least") == 0)
    g_string_append (text, _ ("Target, at least"));
  else
    g_string_append (text, _ ("Target"));
  if (result->is_proposed)
    g_string_append_printf (text, " \302\267 %s", _ ("only proposed"));
  if (result->has_baseline)
    {
      g_autofree char *baseline = lep_format_count (lep_language_locale (), result->baseline);

      g_string_append (text, " \302\267 ");
      /* Translators: where a target starts from: "baseline 5" */
      g_string_append_printf (text, _ ("baseline %s"), baseline);
    }
  g_string_append_printf (text, " \302\267 %s", unit);
  if (total->needs_proof)
    g_string_append_printf (text, " \302\267 %s", _ ("needs proof"));
  if (!total->has_total)
    g_string_append_printf (text, " \302\267 %s", _ ("only listed, not added up"));
  if (total->provisional && total->has_total)
    /* Translators: of a figure: two laptops differ about what it counts, or about how it splits */
    g_string_append_printf (text, " \302\267 %s", _ ("provisional"));

  return g_string_free (text, FALSE);
}

/* One line of the split: its share is of the actual, never of the target. */
static void
add_part (LepResultsMatrix   *self,
          const LepTotalPart *part,
          LepTotal          **totals,
          const char         *percent,
          int                 row)
{
  g_autofree char *sum = format_number (part->value);
  g_autofree char *title = NULL;
  const char      *label = part->category != NULL ? lep_code_label (self->dimension, part->category) : _ ("not split");
  g_autofree char *word = g_utf8_strdown (label, -1);
  GtkWidget       *head;
  int              x = 1;

  title = g_strdup_printf ("%s \302\267 %s", word, percent);
  head = add_label (self, title, "sub", FALSE, 0, row);
  gtk_widget_set_margin_start (head, 15);

  for (guint i = 0; i < self->columns->len; i++, x++)
    {
      gint64           value = 0;
      g_autofree char *text = NULL;

      lep_total_part (totals[i], part->category, &value);
      text = format_number (value);
      add_label (self, text, "sub", TRUE, x, row);
    }
  gtk_widget_add_css_class (add_label (self, sum, "sub", TRUE, x, row), "total");
  gtk_widget_add_css_class (add_label (self, "", "sub", TRUE, x + 1, row), "total");
}

static int
add_parts (LepResultsMatrix *self,
           LepTotal        **totals,
           const LepTotal   *total,
           int               row)
{
  const guint        n = total->by != NULL ? total->by->len : 0;
  g_autofree gint64 *values = g_new (gint64, n + 1);
  g_auto (GStrv) shares = NULL;

  for (guint i = 0; i < n; i++)
    values[i] = ((LepTotalPart *) g_ptr_array_index (total->by, i))->value;
  shares = lep_format_shares (lep_language_locale (), values, n, total->total, 0);
  for (guint i = 0; i < n; i++)
    {
      const LepTotalPart *part = g_ptr_array_index (total->by, i);

      if (part->value != 0 && !(part->category == NULL && part->value == total->total))
        add_part (self, part, totals, shares[i], row++);
    }
  return row;
}

/* Where proof is needed what is claimed stands beside what counts, never inside; elsewhere
 * it counts, and is told apart. */
static int
add_claimed (LepResultsMatrix *self,
             LepTotal        **totals,
             const LepTotal   *total,
             int               row)
{
  int x = 1;

  if (total->claimed == 0)
    return row;

  gtk_widget_set_margin_start (add_label (self, total->needs_proof ? _ ("still to prove") : _ ("of these claimed"), "sub", FALSE, 0, row), 15);
  for (guint i = 0; i < self->columns->len; i++, x++)
    {
      g_autofree char *text = format_number (totals[i]->claimed);

      add_label (self, text, "sub", TRUE, x, row);
    }
  {
    g_autofree char *text = format_number (total->claimed);

    gtk_widget_add_css_class (add_label (self, text, "sub", TRUE, x, row), "total");
  }
  gtk_widget_add_css_class (add_label (self, "", "sub", TRUE, x + 1, row), "total");

  return row + 1;
}

static int
add_block (LepResultsMatrix       *self,
           const LepProjectResult *result,
           LepTotal              **totals,
           const LepTotal         *total,
           int                     row)
{
  g_autofree char *target = result->has_target ? format_number (result->target) : g_strdup (LEP_NOTHING);
  g_autofree char *described = describe_target (result, total);
  int              x = (int) self->columns->len + 1;
  GtkWidget       *name;

  add_rule (self, row++);
  name = add_label (self, result->name, "cell", FALSE, 0, row);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_width_chars (GTK_LABEL (name), 14);
  gtk_widget_add_css_class (name, "sum");
  for (guint i = 0; i < self->columns->len; i++)
    add_figure (self, result, g_ptr_array_index (self->columns, i), totals[i]->total, (int) i + 1, row);
  add_figure (self, result, NULL, total->total, x, row);
  add_share (self, result, total, x + 1, row);

  row++;
  add_label (self, described, "sub", FALSE, 0, row);
  for (guint i = 0; i < self->columns->len; i++)
    gtk_widget_add_css_class (add_label (self, LEP_NOTHING, "sub", TRUE, (int) i + 1, row), "none");
  gtk_widget_add_css_class (add_label (self, target, "sub", TRUE, x, row), "total");

  row = add_claimed (self, totals, total, row + 1);
  return add_parts (self, totals, total, row);
}

/* A figure that cannot be read is not the same as none. */
static gboolean
add_result (LepResultsMatrix       *self,
            const LepProjectResult *result,
            int                    *row,
            GError                **error)
{
  g_autoptr (GPtrArray) totals = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_total_free);
  g_autoptr (LepTotal) whole = read_total (self, result, NULL, error);

  if (whole == NULL)
    return FALSE;

  for (guint i = 0; i < self->columns->len; i++)
    {
      LepTotal *total = read_total (self, result, g_ptr_array_index (self->columns, i), error);

      if (total == NULL)
        return FALSE;
      g_ptr_array_add (totals, total);
    }
  *row = add_block (self, result, (LepTotal **) totals->pdata, whole, *row);
  return TRUE;
}

static void
lep_results_matrix_dispose (GObject *object)
{
  LepResultsMatrix *self = LEP_RESULTS_MATRIX (object);

  drop_popover (self);
  g_clear_object (&self->workspace);
  g_clear_object (&self->project);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  g_clear_pointer (&self->dimension, g_free);

  G_OBJECT_CLASS (lep_results_matrix_parent_class)->dispose (object);
}

static void
lep_results_matrix_class_init (LepResultsMatrixClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  cell_quark = g_quark_from_static_string ("lep-results-cell");
  G_OBJECT_CLASS (klass)->dispose = lep_results_matrix_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-results-matrix.ui");
  gtk_widget_class_bind_template_child (widget_class, LepResultsMatrix, grid);
}

static void
lep_results_matrix_init (LepResultsMatrix *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_results_matrix_fill:
 * @results: (element-type LepProjectResult): of the project
 * @columns: (element-type LepResultColumn): what they are shown by
 * @dimension: (nullable): how to split each figure; %NULL = not at all
 *
 * Returns: %FALSE when not all of it could be read
 */
gboolean
lep_results_matrix_fill (LepResultsMatrix *self,
                         LepWorkspace     *workspace,
                         LepRecord        *project,
                         GPtrArray        *results,
                         GPtrArray        *columns,
                         const char       *dimension,
                         GError          **error)
{
  GtkWidget *child;
  gboolean   done = TRUE;
  int        row = 1;

  g_return_val_if_fail (LEP_IS_RESULTS_MATRIX (self), FALSE);
  g_return_val_if_fail (LEP_IS_RECORD (project), FALSE);

  drop_popover (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->project, project);
  lep_set_str (&self->dimension, dimension);
  g_clear_pointer (&self->columns, g_ptr_array_unref);
  self->columns = g_ptr_array_ref (columns);
  add_heads (self);
  for (guint i = 0; done && i < results->len; i++)
    done = add_result (self, g_ptr_array_index (results, i), &row, error);
  return done;
}
