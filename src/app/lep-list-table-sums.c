/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The foot of a list page's table: how many rows, and what they add up to. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-list-cells.h"
#include "lep-provisional.h"

#include "lep-list-table-private.h"

/* What the pairs of all rows come to, whether somebody disputes it. */
static char *
sum_of_pair (const LepListColumn *column,
             const GPtrArray     *related_sums,
             gboolean            *provisional)
{
  const LepRelatedSum *actual = lep_related_sum_find (related_sums, column->name);
  const LepRelatedSum *target = lep_related_sum_find (related_sums, column->second);

  if (actual == NULL || !actual->has_sum)
    return g_strdup ("");

  *provisional = actual->provisional;
  return lep_list_pair_text (lep_language_locale (), actual->value, target != NULL && target->has_sum && target->value > 0 ? &target->value : NULL, actual->provisional);
}

/* The sum of a column of numbers, whether somebody disputes one of them. */
static char *
sum_text (LepListTable        *self,
          const LepListColumn *column,
          const LepSums       *sums,
          gboolean            *provisional)
{
  const LepKind   *kind = lep_schema_kind (self->info->kind);
  int              index = column->field != NULL ? lep_kind_field_index (kind, column->field->name) : -1;
  g_autofree char *sum = NULL;

  if (sums == NULL || index < 0 || (guint) index >= sums->n_fields || !sums->has_sum[index])
    return g_strdup ("");
  if (column->field->type == LEP_TYPE_MONEY)
    {
      guint digits = lep_currency_digits (sums->currency != NULL ? sums->currency : "BAM");

      sum = lep_format_decimal (lep_language_locale (), sums->sums[index], digits, digits);
    }
  else if (column->field->type == LEP_TYPE_INT)
    {
      sum = lep_format_count (lep_language_locale (), sums->sums[index]);
    }
  if (sum == NULL)
    return g_strdup ("");

  *provisional = sums->provisional[index];
  return g_strconcat (*provisional ? LEP_PROVISIONAL_MARK : "", sum, NULL);
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

/* A column of pairs says in its foot, too, why there is no figure. */
static void
show_pair (GtkWidget           *label,
           const LepListColumn *column,
           const GPtrArray     *related_sums,
           const GError        *problem)
{
  gboolean         provisional = FALSE;
  g_autofree char *text = problem == NULL ? sum_of_pair (column, related_sums, &provisional) : g_strdup (LEP_NOTHING);

  gtk_label_set_label (GTK_LABEL (label), text);
  lep_provisional_mark (label, provisional);
  if (problem == NULL)
    return;

  gtk_widget_set_tooltip_text (label, problem->message);
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, problem->message, -1);
}

/**
 * lep_list_table_set_sums:
 * @sums: (nullable): of the rows that the list shows
 * @count_text: "7 projects"
 * @link: (nullable): what another page asked for, "field=value"
 * @states: (nullable): of which states the rows are that are added up
 */
void
lep_list_table_set_sums (LepListTable  *self,
                         const LepSums *sums,
                         const char    *count_text,
                         const char    *link,
                         const char    *states)
{
  gboolean changed = FALSE;

  g_return_if_fail (LEP_IS_LIST_TABLE (self));

  for (guint i = 0; i < self->columns->len; i++)
    {
      const LepListColumn *column = lep_list_table_column (self, i);
      gboolean             meant = column->sum_with == NULL || (link != NULL && g_str_has_prefix (link, column->sum_with));
      gboolean             provisional = FALSE;
      g_autofree char     *text = NULL;

      if (column->cell == LEP_LIST_CELL_PAIR)
        continue;
      if (i == 0)
        text = g_strdup (count_text);
      else if (column->cell == LEP_LIST_CELL_STATE)
        text = g_strdup (states != NULL ? states : "");
      else
        text = meant ? sum_text (self, column, sums, &provisional) : g_strdup ("");

      gtk_label_set_label (g_ptr_array_index (self->foot_labels, i), text);
      lep_provisional_mark (g_ptr_array_index (self->foot_labels, i), provisional);
      changed = name_currency (self, i, sums) || changed;
    }

  if (changed)
    {
      rebind (self);
      lep_list_table_queue_fit (self);
    }
}

/**
 * lep_list_table_set_related_sums:
 * @related_sums: (nullable) (element-type LepRelatedSum): %NULL as long as they are
 *   on their way
 * @problem: (nullable): why they could not be read
 */
void
lep_list_table_set_related_sums (LepListTable    *self,
                                 const GPtrArray *related_sums,
                                 const GError    *problem)
{
  g_return_if_fail (LEP_IS_LIST_TABLE (self));

  for (guint i = 0; i < self->columns->len; i++)
    {
      const LepListColumn *column = lep_list_table_column (self, i);

      if (i > 0 && column->cell == LEP_LIST_CELL_PAIR)
        show_pair (g_ptr_array_index (self->foot_labels, i), column, related_sums, problem);
    }
}
