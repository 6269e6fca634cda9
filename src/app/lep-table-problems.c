/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines of a table that are refused, each with its column and the reason. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-list-keys.h"
#include "lep-table-import.h"
#include "lep-util.h"
#include "lep-window.h"

#include "lep-table-problems.h"

/* One problem as an item of the list. */
#define LEP_TYPE_TABLE_FAULT (lep_table_fault_get_type ())

G_DECLARE_FINAL_TYPE (LepTableFault, lep_table_fault, LEP, TABLE_FAULT, GObject)

struct _LepTableFault
{
  GObject parent_instance;

  guint   line;
  char   *column;
  char   *reason;
};

G_DEFINE_FINAL_TYPE (LepTableFault, lep_table_fault, G_TYPE_OBJECT)

struct _LepTableProblems
{
  AdwBin               parent_instance;

  GListStore          *faults;
  GtkSortListModel    *sorted;
  GtkColumnView       *view;
  GtkColumnViewColumn *line_column;
  GtkColumnViewColumn *name_column;
  GtkColumnViewColumn *reason_column;
};

G_DEFINE_FINAL_TYPE (LepTableProblems, lep_table_problems, ADW_TYPE_BIN)

/* What a column shows of a problem. Returns: (transfer full) */
typedef char *(*DescribeFunc) (LepTableFault *fault);

static void
lep_table_fault_finalize (GObject *object)
{
  LepTableFault *self = LEP_TABLE_FAULT (object);

  g_free (self->column);
  g_free (self->reason);

  G_OBJECT_CLASS (lep_table_fault_parent_class)->finalize (object);
}

static void
lep_table_fault_class_init (LepTableFaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lep_table_fault_finalize;
}

static void
lep_table_fault_init (LepTableFault *self)
{
}

static char *
describe_line (LepTableFault *fault)
{
  return lep_format_count (lep_language_locale (), fault->line);
}

static char *
describe_column (LepTableFault *fault)
{
  return g_strdup (fault->column != NULL ? fault->column : LEP_NOTHING);
}

static char *
describe_reason (LepTableFault *fault)
{
  return g_strdup (fault->reason);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  describe)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  if (describe == describe_reason)
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  else
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  describe)
{
  g_autofree char *text = ((DescribeFunc) describe) (gtk_list_item_get_item (item));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), text);
}

static int
compare_lines (gconstpointer a,
               gconstpointer b,
               gpointer      user_data)
{
  const LepTableFault *first = a;
  const LepTableFault *second = b;

  return (first->line > second->line) - (first->line < second->line);
}

/* By what the column says; what is alike stays in the order of lines. */
static int
compare_texts (gconstpointer a,
               gconstpointer b,
               gpointer      describe)
{
  g_autofree char *first = ((DescribeFunc) describe) ((LepTableFault *) a);
  g_autofree char *second = ((DescribeFunc) describe) ((LepTableFault *) b);
  int              order = g_utf8_collate (first, second);

  return order != 0 ? order : compare_lines (a, b, NULL);
}

static void
set_up_column (GtkColumnViewColumn *column,
               GCompareDataFunc     compare,
               DescribeFunc         describe)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, describe, NULL));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), describe);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), describe);
  gtk_column_view_column_set_factory (column, factory);
  gtk_column_view_column_set_sorter (column, sorter);
}

static void
copy_clicked_cb (LepTableProblems *self)
{
  g_autofree char *text = lep_table_problems_dup_text (self);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  lep_window_toast (lep_window_of (GTK_WIDGET (self)), _ ("Copied"), FALSE);
}

static gboolean
lep_table_problems_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (LEP_TABLE_PROBLEMS (widget)->view));
}

static void
lep_table_problems_dispose (GObject *object)
{
  LepTableProblems *self = LEP_TABLE_PROBLEMS (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_TABLE_PROBLEMS);
  g_clear_object (&self->sorted);
  g_clear_object (&self->faults);

  G_OBJECT_CLASS (lep_table_problems_parent_class)->dispose (object);
}

static void
lep_table_problems_class_init (LepTableProblemsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_table_problems_dispose;
  widget_class->grab_focus = lep_table_problems_grab_focus;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-table-problems.ui");
  gtk_widget_class_bind_template_child (widget_class, LepTableProblems, view);
  gtk_widget_class_bind_template_child (widget_class, LepTableProblems, line_column);
  gtk_widget_class_bind_template_child (widget_class, LepTableProblems, name_column);
  gtk_widget_class_bind_template_child (widget_class, LepTableProblems, reason_column);
  gtk_widget_class_bind_template_callback (widget_class, copy_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, lep_list_keys_leave);
}

static void
lep_table_problems_init (LepTableProblems *self)
{
  g_autoptr (GtkSelectionModel) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  set_up_column (self->line_column, compare_lines, describe_line);
  set_up_column (self->name_column, compare_texts, describe_column);
  set_up_column (self->reason_column, compare_texts, describe_reason);

  self->faults = g_list_store_new (LEP_TYPE_TABLE_FAULT);
  self->sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->faults)),
                                          g_object_ref (gtk_column_view_get_sorter (self->view)));
  selection = GTK_SELECTION_MODEL (gtk_single_selection_new (G_LIST_MODEL (g_object_ref (self->sorted))));
  gtk_column_view_set_model (self->view, selection);
  gtk_column_view_sort_by_column (self->view, self->line_column, GTK_SORT_ASCENDING);
}

/**
 * lep_table_problems_show:
 * @problems: (element-type LepTableProblem)
 *
 * Returns: how many lines have one
 */
guint
lep_table_problems_show (LepTableProblems *self,
                         GPtrArray        *problems)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_object_unref);

  g_return_val_if_fail (LEP_IS_TABLE_PROBLEMS (self), 0);

  for (guint i = 0; i < problems->len; i++)
    {
      const LepTableProblem *problem = g_ptr_array_index (problems, i);
      LepTableFault         *fault = g_object_new (LEP_TYPE_TABLE_FAULT, NULL);

      fault->line = problem->line;
      fault->column = g_strdup (problem->column);
      fault->reason = g_strdup (problem->reason);
      g_ptr_array_add (faults, fault);
    }
  g_list_store_splice (self->faults, 0, g_list_model_get_n_items (G_LIST_MODEL (self->faults)), faults->pdata, faults->len);
  return lep_table_problems_get_n_lines (self);
}

/* Returns: how many lines have a problem */
guint
lep_table_problems_get_n_lines (LepTableProblems *self)
{
  g_autoptr (GHashTable) lines = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->faults)); i++)
    {
      g_autoptr (LepTableFault) fault = g_list_model_get_item (G_LIST_MODEL (self->faults), i);

      g_hash_table_add (lines, GUINT_TO_POINTER (fault->line));
    }
  return g_hash_table_size (lines);
}

/**
 * lep_table_problems_dup_text:
 *
 * Returns: (transfer full): the problems as they are sorted, for a spreadsheet
 *   or a letter: columns divided by tabs
 */
char *
lep_table_problems_dup_text (LepTableProblems *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sorted)); i++)
    {
      g_autoptr (LepTableFault) fault = g_list_model_get_item (G_LIST_MODEL (self->sorted), i);
      g_autofree char *reason = describe_reason (fault);

      g_string_append_printf (text, "%u\t%s\t%s\n", fault->line, fault->column != NULL ? fault->column : "", reason);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}
