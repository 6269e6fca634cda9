/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The foot of a list page's table: how many rows, and what they add up to. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-list-cells.h"
#include "lep-record-list.h"

#include "lep-list-table-private.h"

/* Rows whose related figures are still added up for the foot. */
#define MAX_SUMMED_ROWS 50

/* Whether rows that were looked at have no related figures yet. */
static gboolean
is_filling (GListModel *model)
{
  GListModel *rows = GTK_IS_MULTI_SELECTION (model) ? gtk_multi_selection_get_model (GTK_MULTI_SELECTION (model)) : NULL;

  return LEP_IS_RECORD_LIST (rows) && lep_record_list_is_filling (LEP_RECORD_LIST (rows));
}

/* A part of them would be a wrong sum: it is told once all have their figures. */
static char *
sum_of_pair (LepListTable        *self,
             const LepListColumn *column)
{
  GListModel      *model = G_LIST_MODEL (gtk_column_view_get_model (self->view));
  guint            n_rows = model != NULL ? g_list_model_get_n_items (model) : 0;
  gint64           sums[2] = { 0, 0 };
  g_autofree char *actual = NULL;
  g_autofree char *target = NULL;

  if (n_rows > MAX_SUMMED_ROWS)
    return g_strdup ("");

  for (guint i = 0; i < n_rows; i++)
    {
      g_autoptr (LepRecord) record = g_list_model_get_item (model, i);
      gint64 value;

      if (lep_record_get_column_int64 (record, column->name, &value))
        sums[0] += value;
      if (lep_record_get_column_int64 (record, column->second, &value))
        sums[1] += value;
    }
  if (is_filling (model))
    return g_strdup ("");

  actual = lep_format_count (lep_language_locale (), sums[0]);
  target = lep_format_count (lep_language_locale (), sums[1]);
  return sums[1] > 0 ? g_strdup_printf ("%s / %s", actual, target) : g_steal_pointer (&actual);
}

static char *
sum_text (LepListTable        *self,
          const LepListColumn *column,
          const LepSums       *sums)
{
  const LepKind *kind = lep_schema_kind (self->info->kind);
  int            index = column->field != NULL ? lep_kind_field_index (kind, column->field->name) : -1;

  if (column->cell == LEP_LIST_CELL_PAIR)
    return sum_of_pair (self, column);
  if (sums == NULL || index < 0 || (guint) index >= sums->n_fields || !sums->has_sum[index])
    return g_strdup ("");
  if (column->field->type == LEP_TYPE_MONEY)
    {
      guint digits = lep_currency_digits (sums->currency != NULL ? sums->currency : "BAM");

      return lep_format_decimal (lep_language_locale (), sums->sums[index], digits, digits);
    }
  if (column->field->type == LEP_TYPE_INT)
    return lep_format_count (lep_language_locale (), sums->sums[index]);

  return g_strdup ("");
}

/* The currency stands in the title of a column of money; only where the rows
 * have several does each cell name its own. Returns whether the cells change. */
static gboolean
name_currency (LepListTable  *self,
               guint          index,
               const LepSums *sums)
{
  GtkColumnViewColumn *view_column = g_ptr_array_index (self->view_columns, index);
  LepListColumn       *column = lep_list_table_column (self, index);
  g_autofree char     *title = NULL;
  gboolean             mixed;
  gboolean             changed;

  if (!lep_list_column_is_money (column) || sums == NULL)
    return FALSE;

  mixed = sums->currency == NULL && sums->count > 0;
  changed = mixed != column->mixed;
  column->mixed = mixed;

  title = lep_list_column_dup_money_title (column, sums->currency);
  gtk_column_view_column_set_title (view_column, title);

  return changed;
}

/* All cells are written anew. */
static void
rebind (LepListTable *self)
{
  GtkSelectionModel *model = gtk_column_view_get_model (self->view);

  if (model == NULL)
    return;

  g_object_ref (model);
  gtk_column_view_set_model (self->view, NULL);
  gtk_column_view_set_model (self->view, model);
  g_object_unref (model);
}

/**
 * lep_list_table_set_sums:
 * @sums: (nullable): of the rows that the list shows
 * @count_text: "7 projects"
 * @link: (nullable): what another page asked for, "field=value"
 */
void
lep_list_table_set_sums (LepListTable  *self,
                         const LepSums *sums,
                         const char    *count_text,
                         const char    *link)
{
  gboolean changed = FALSE;

  g_return_if_fail (LEP_IS_LIST_TABLE (self));

  for (guint i = 0; i < self->columns->len; i++)
    {
      const LepListColumn *column = lep_list_table_column (self, i);
      gboolean             meant = column->sum_with == NULL || (link != NULL && g_str_has_prefix (link, column->sum_with));
      g_autofree char     *text = NULL;

      if (i == 0)
        text = g_strdup (count_text);
      else
        text = meant ? sum_text (self, column, sums) : g_strdup ("");

      gtk_label_set_label (g_ptr_array_index (self->foot_labels, i), text);
      changed = name_currency (self, i, sums) || changed;
    }

  if (changed)
    {
      rebind (self);
      lep_list_table_queue_fit (self);
    }
}
