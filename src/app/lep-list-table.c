/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of a list page. Sorting is done in SQL: the titles have sorters
 * that only tell which of them was clicked. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-list-cells.h"
#include "lep-list-keys.h"

#include "lep-list-table-private.h"

/* The columns that give way first have the least number; those of a user's choice the greatest. */
#define MOST_DROPPED 9

/* Least width of the column that takes the rest, in digits. */
#define MIN_REST 28

/* With so much the column that takes the rest can do: what is more goes to the other texts, too. */
#define AMPLE_REST 46

/* Below so much the sidebar folds away rather than that figures are cut: the
 * wish of a table with large text, in digits of the column that takes the rest
 * and in pixels at most. */
#define WISHED_REST  22
#define WISHED_WIDTH 900

enum
{
  SIGNAL_SORT_CHANGED,
  SIGNAL_ACTIVATED,
  SIGNAL_COLUMNS_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepListTable, lep_list_table, ADW_TYPE_BIN)

/* --- Which columns --- */

static char **
chosen_names (LepListTable *self)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "columns");
  g_autoptr (GVariant) names = g_variant_lookup_value (all, self->info->kind, G_VARIANT_TYPE_STRING_ARRAY);

  return names != NULL ? g_variant_dup_strv (names, NULL) : NULL;
}

static gboolean
is_chosen (LepListTable *self,
           guint         index)
{
  g_auto (GStrv) names = chosen_names (self);
  LepListColumn *column = lep_list_table_column (self, index);

  if (names == NULL)
    return !column->hidden;

  return g_strv_contains ((const char *const *) names, column->name);
}

/* Keeps in the settings which columns the list of this kind shows. */
static void
choose (LepListTable *self,
        guint         index,
        gboolean      shown)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GVariant) before = g_settings_get_value (self->settings, "columns");
  g_auto (GStrv) names = NULL;
  GVariantBuilder all;
  GVariantIter    iter;
  const char     *kind;
  GVariant       *value;

  for (guint i = 0; i < self->columns->len; i++)
    {
      if (i == index ? shown : is_chosen (self, i))
        g_strv_builder_add (builder, lep_list_table_column (self, i)->name);
    }
  names = g_strv_builder_end (builder);

  g_variant_builder_init (&all, G_VARIANT_TYPE ("a{sas}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_loop (&iter, "{&s@as}", &kind, &value))
    {
      if (!g_str_equal (kind, self->info->kind))
        g_variant_builder_add (&all, "{s@as}", kind, value);
    }
  g_variant_builder_add (&all, "{s^as}", self->info->kind, names);
  g_settings_set_value (self->settings, "columns", g_variant_builder_end (&all));
}

/* --- Widths --- */

/* Whether it holds words that may be longer than the column: a name of somebody. */
static gboolean
is_text (const LepListColumn *column)
{
  return column->cell == LEP_LIST_CELL_TEXT && column->width > 0;
}

/* @more: pixels beyond the width that it has for itself, at most once more that width */
static void
set_shown (LepListTable *self,
           guint         index,
           gboolean      shown,
           int           more)
{
  GtkColumnViewColumn *view_column = g_ptr_array_index (self->view_columns, index);
  GtkWidget           *label = g_ptr_array_index (self->foot_labels, index);
  int                  width = lep_list_cell_width (GTK_WIDGET (self), lep_list_table_column (self, index));

  if (is_text (lep_list_table_column (self, index)))
    width += MIN (more, width);
  /* A hidden column with a fixed width would still take its room. */
  gtk_column_view_column_set_fixed_width (view_column, shown ? width : -1);
  gtk_column_view_column_set_visible (view_column, shown);
  gtk_widget_set_visible (label, shown);
  gtk_widget_set_size_request (label, width, -1);
}

static void
ask_for_room (LepListTable *self)
{
  const LepListColumn rest = { .width = WISHED_REST };
  int                 wish = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      LepListColumn *column = lep_list_table_column (self, i);

      if (is_chosen (self, i) && column->drop == 0)
        wish += lep_list_cell_width (GTK_WIDGET (self), column->width > 0 ? column : &rest);
    }
  gtk_widget_set_size_request (GTK_WIDGET (self), MIN (wish, WISHED_WIDTH), -1);
}

/* @digits: of the column that takes the rest
 * @n_texts: (out): how many of the columns hold words
 *
 * Returns: the width of the columns that stay when @dropped levels have gone */
static int
measure_columns (LepListTable *self,
                 guint         dropped,
                 int           digits,
                 int          *n_texts)
{
  const LepListColumn rest = { .width = digits };
  int                 needed = 0;

  *n_texts = 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      LepListColumn *column = lep_list_table_column (self, i);

      if (!is_chosen (self, i) || (column->drop > 0 && column->drop <= dropped))
        continue;
      needed += lep_list_cell_width (GTK_WIDGET (self), column->width > 0 ? column : &rest);
      *n_texts += is_text (column) ? 1 : 0;
    }

  return needed;
}

/* Shows the chosen columns, less those that give way when room is short. */
static void
fit_columns (LepListTable *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_hadjustment (self->scroller);
  int            room = (int) gtk_adjustment_get_page_size (adjustment);
  guint          dropped = 0;
  int            n_texts, more;

  if (self->columns == NULL)
    return;

  ask_for_room (self);
  if (room == 0) /* not known yet: what can give way comes when there is room */
    dropped = MOST_DROPPED;
  while (dropped < MOST_DROPPED && measure_columns (self, dropped, MIN_REST, &n_texts) > room)
    dropped++;
  more = room - measure_columns (self, dropped, AMPLE_REST, &n_texts);
  more = n_texts > 0 ? MAX (more, 0) / n_texts : 0;

  for (guint i = 0; i < self->columns->len; i++)
    {
      guint drop = lep_list_table_column (self, i)->drop;

      set_shown (self, i, is_chosen (self, i) && (drop == 0 || drop > dropped), more);
    }
}

static gboolean
fit_idle_cb (gpointer user_data)
{
  LepListTable *self = user_data;

  self->fit_id = 0;
  fit_columns (self);

  return G_SOURCE_REMOVE;
}

/* Widths may not change while sizes are being given out. */
void
lep_list_table_queue_fit (LepListTable *self)
{
  if (self->fit_id == 0)
    self->fit_id = g_idle_add (fit_idle_cb, self);
}

/* --- Sorting --- */

static int
probe_sort_cb (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  GtkColumnViewColumn *view_column = user_data;
  LepListTable        *self = g_object_get_data (G_OBJECT (view_column), "table");

  g_ptr_array_find (self->view_columns, view_column, &self->probed);

  return GTK_ORDERING_SMALLER;
}

/* GTK 4.8 does not say which title was clicked: comparing any two things
 * calls the sorter of that column, and tells its direction. */
static void
sorter_changed_cb (LepListTable *self)
{
  GtkOrdering ordering;

  if (self->quiet || self->view == NULL)
    return;

  self->probed = G_MAXUINT;
  ordering = gtk_sorter_compare (gtk_column_view_get_sorter (self->view), self, self->view);
  g_free (self->sort);
  self->sort = self->probed < self->columns->len ? g_strdup (lep_list_table_column (self, self->probed)->name) : NULL;
  self->descending = ordering == GTK_ORDERING_LARGER;

  g_signal_emit (self, signals[SIGNAL_SORT_CHANGED], 0);
}

static void
restore_sort (LepListTable *self)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "sorting");
  const char *sort = self->info->sort;

  g_variant_lookup (all, self->info->kind, "&s", &sort);
  g_free (self->sort);
  self->descending = *sort == '-';
  self->sort = g_strdup (*sort == '-' ? sort + 1 : sort);

  for (guint i = 0; i < self->columns->len; i++)
    {
      if (g_str_equal (lep_list_table_column (self, i)->name, self->sort))
        gtk_column_view_sort_by_column (self->view, g_ptr_array_index (self->view_columns, i),
                                        self->descending ? GTK_SORT_DESCENDING : GTK_SORT_ASCENDING);
    }
}

static void
save_sort (LepListTable *self)
{
  g_autoptr (GVariant) before = g_settings_get_value (self->settings, "sorting");
  g_autofree char *sort = g_strconcat (self->descending ? "-" : "", self->sort, NULL);
  GVariantBuilder  all;
  GVariantIter     iter;
  const char      *kind;
  const char      *value;

  g_variant_builder_init (&all, G_VARIANT_TYPE ("a{ss}"));
  g_variant_iter_init (&iter, before);
  while (g_variant_iter_loop (&iter, "{&s&s}", &kind, &value))
    {
      if (!g_str_equal (kind, self->info->kind))
        g_variant_builder_add (&all, "{ss}", kind, value);
    }
  if (self->sort != NULL)
    g_variant_builder_add (&all, "{ss}", self->info->kind, sort);
  g_settings_set_value (self->settings, "sorting", g_variant_builder_end (&all));
}

/* --- Building --- */

static gboolean
is_figure (const LepListColumn *column)
{
  return column->cell == LEP_LIST_CELL_FIGURE || column->cell == LEP_LIST_CELL_PAIR;
}

/* Titles of figures stand at the right, as the figures do; GTK 4.8 has no
 * property for it: the box inside the title's button is turned. */
static void
align_titles (LepListTable *self)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; i < self->columns->len && title != NULL; i++)
    {
      GtkWidget *box = gtk_widget_get_first_child (title);

      if (box != NULL && is_figure (lep_list_table_column (self, i)))
        gtk_widget_set_halign (box, GTK_ALIGN_END);
      title = gtk_widget_get_next_sibling (title);
    }
}

static void
add_column (LepListTable *self,
            guint         index)
{
  LepListColumn       *column = lep_list_table_column (self, index);
  GtkColumnViewColumn *view_column =
    gtk_column_view_column_new (lep_list_column_title (column), lep_list_cell_factory (column));
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (probe_sort_cb, view_column, NULL));
  GtkWidget *label = gtk_label_new (NULL);

  g_object_set_data (G_OBJECT (view_column), "table", self);
  gtk_column_view_column_set_sorter (view_column, sorter);
  gtk_column_view_column_set_expand (view_column, column->width == 0);
  gtk_column_view_append_column (self->view, view_column);
  g_ptr_array_add (self->view_columns, view_column);

  gtk_label_set_xalign (GTK_LABEL (label), index > 0 && is_figure (column) ? 1.0f : 0.0f);
  gtk_widget_set_hexpand (label, column->width == 0);
  gtk_box_append (self->foot, label);
  g_ptr_array_add (self->foot_labels, label);
}

static void
activate_cb (GtkColumnView *view,
             guint          position,
             LepListTable  *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, position);
}

static void
column_toggled_cb (GtkCheckButton *button,
                   LepListTable   *self)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "column"));

  choose (self, index, gtk_check_button_get_active (button));
  fit_columns (self);
  g_signal_emit (self, signals[SIGNAL_COLUMNS_CHANGED], 0);
}

static void
lep_list_table_dispose (GObject *object)
{
  LepListTable *self = LEP_LIST_TABLE (object);

  g_clear_handle_id (&self->fit_id, g_source_remove);
  self->quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_LIST_TABLE);
  g_clear_pointer (&self->view_columns, g_ptr_array_unref);
  g_clear_pointer (&self->foot_labels, g_ptr_array_unref);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (lep_list_table_parent_class)->dispose (object);
}

static void
lep_list_table_finalize (GObject *object)
{
  LepListTable *self = LEP_LIST_TABLE (object);

  g_clear_pointer (&self->columns, g_array_unref);
  g_free (self->sort);

  G_OBJECT_CLASS (lep_list_table_parent_class)->finalize (object);
}

static void
lep_list_table_class_init (LepListTableClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = lep_list_table_dispose;
  object_class->finalize = lep_list_table_finalize;

  signals[SIGNAL_SORT_CHANGED] =
    g_signal_new ("sort-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  signals[SIGNAL_COLUMNS_CHANGED] =
    g_signal_new ("columns-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-list-table.ui");
  gtk_widget_class_bind_template_child (widget_class, LepListTable, view);
  gtk_widget_class_bind_template_callback (widget_class, lep_list_keys_leave);
  gtk_widget_class_bind_template_child (widget_class, LepListTable, scroller);
  gtk_widget_class_bind_template_child (widget_class, LepListTable, foot);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
lep_list_table_init (LepListTable *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->settings = g_settings_new (LEP_APPLICATION_ID);
  self->wanted = GTK_INVALID_LIST_POSITION;
  self->view_columns = g_ptr_array_new ();
  self->foot_labels = g_ptr_array_new ();
  g_signal_connect_object (gtk_scrolled_window_get_hadjustment (self->scroller), "notify::page-size",
                           G_CALLBACK (lep_list_table_queue_fit), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_widget_get_settings (GTK_WIDGET (self)), "notify::gtk-xft-dpi",
                           G_CALLBACK (lep_list_table_queue_fit), self, G_CONNECT_SWAPPED);
}

/* Builds the columns for records of that kind; called once. */
void
lep_list_table_set_kind (LepListTable *self,
                         const char   *kind)
{
  g_return_if_fail (LEP_IS_LIST_TABLE (self));
  g_return_if_fail (self->columns == NULL);

  self->info = lep_list_info (kind);
  self->columns = lep_list_columns (kind);
  self->quiet = TRUE;
  for (guint i = 0; i < self->columns->len; i++)
    add_column (self, i);
  align_titles (self);
  fit_columns (self);
  restore_sort (self);
  self->quiet = FALSE;
  g_signal_connect_object (gtk_column_view_get_sorter (self->view), "changed",
                           G_CALLBACK (sorter_changed_cb), self, G_CONNECT_SWAPPED);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  lep_schema_label (lep_schema_kind (kind)->plural), -1);
}

/**
 * lep_list_table_set_model:
 * @model: (nullable): a list of LepRecord
 */
void
lep_list_table_set_model (LepListTable      *self,
                          GtkSelectionModel *model)
{
  g_return_if_fail (LEP_IS_LIST_TABLE (self));

  gtk_column_view_set_model (self->view, model);
}

/* What the table knows of a column. */
LepListColumn *
lep_list_table_column (LepListTable *self,
                       guint         index)
{
  return &g_array_index (self->columns, LepListColumn, index);
}

/* Asks the query for what the shown columns need, in the order of the table. */
void
lep_list_table_fill_query (LepListTable *self,
                           LepQuery     *query)
{
  g_autofree char *sort = NULL;

  g_return_if_fail (LEP_IS_LIST_TABLE (self));

  for (guint i = 0; i < self->columns->len; i++)
    {
      LepListColumn *column = lep_list_table_column (self, i);

      if (column->field == NULL && is_chosen (self, i))
        lep_query_add_column (query, column->name);
      if (column->second != NULL && is_chosen (self, i))
        lep_query_add_column (query, column->second);
      if (lep_list_column_is_money (column) && is_chosen (self, i))
        lep_query_add_column (query, LEP_COLUMN_CURRENCY);
    }

  /* References sort quicker by their field, and alike. */
  sort = self->sort != NULL ? g_strdup (self->sort) : NULL;
  if (sort != NULL && (g_str_has_suffix (sort, ".title") || g_str_has_suffix (sort, ".short")))
    *strrchr (sort, '.') = '\0';
  lep_query_set_sort (query, sort, self->descending);
  save_sort (self);
}

/* Returns: (transfer floating): one check a column, for a popover */
GtkWidget *
lep_list_table_build_chooser (LepListTable *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  g_return_val_if_fail (LEP_IS_LIST_TABLE (self), box);

  for (guint i = 1; i < self->columns->len; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (lep_list_column_title (lep_list_table_column (self, i)));

      gtk_check_button_set_active (GTK_CHECK_BUTTON (check), is_chosen (self, i));
      g_object_set_data (G_OBJECT (check), "column", GUINT_TO_POINTER (i));
      g_signal_connect_object (check, "toggled", G_CALLBACK (column_toggled_cb), self, 0);
      gtk_box_append (GTK_BOX (box), check);
    }

  return box;
}

/* Returns: (transfer full) (element-type LepListColumn): the columns that are shown */
GArray *
lep_list_table_dup_shown (LepListTable *self)
{
  GArray *shown = g_array_new (FALSE, FALSE, sizeof (LepListColumn));

  g_return_val_if_fail (LEP_IS_LIST_TABLE (self), shown);

  for (guint i = 0; i < self->columns->len; i++)
    {
      if (is_chosen (self, i))
        g_array_append_val (shown, *lep_list_table_column (self, i));
    }

  return shown;
}
