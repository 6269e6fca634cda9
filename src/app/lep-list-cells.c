/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cells of a list: how a record's values are written and aligned. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-provisional.h"
#include "lep-query.h"
#include "lep-state-button.h"

#include "lep-list-cells.h"

/* What a cell keeps on its list item: the column it belongs to. */
#define COLUMN_KEY "lep-column"

/* Around the text of a cell, and the sort arrow of its title; pixels. */
#define CELL_PADDING 22

/* A title is no reason to be wider than this, in digits. */
#define MAX_TITLE_WIDTH 22
#define MAX_STATE_WIDTH 20 /* likewise, for the words of a state */
#define PILL_PADDING    18 /* beside them, as in style.css */

/* Of a currency behind an amount, in digits. */
#define CURRENCY_WIDTH 3

static const char *
value_of (LepRecord  *record,
          const char *name)
{
  const LepKind *kind = lep_record_get_kind (record);

  if (kind != NULL && lep_kind_field (kind, name) != NULL)
    return lep_record_get (record, name);

  return lep_record_get_column (record, name);
}

/**
 * lep_list_cell_is_provisional:
 *
 * Returns: whether two laptops differ about the figure, or about what it counts
 */
gboolean
lep_list_cell_is_provisional (const LepListColumn *column,
                              LepRecord           *record)
{
  g_autofree char *counted = NULL;
  g_autofree char *name = NULL;

  if (column->cell == LEP_LIST_CELL_FIGURE && column->field != NULL)
    return lep_record_has_conflict (record, column->name);
  if (column->cell != LEP_LIST_CELL_FIGURE && column->cell != LEP_LIST_CELL_PAIR)
    return FALSE;

  counted = g_str_has_suffix (column->name, LEP_COLUMN_ACTUAL)
              ? g_strndup (column->name, strlen (column->name) - strlen (LEP_COLUMN_ACTUAL))
              : g_strdup (column->name);
  name = g_strconcat (counted, LEP_COLUMN_PROVISIONAL, NULL);
  return lep_record_get_column (record, name) != NULL;
}

/**
 * lep_list_pair_text:
 * @locale: of the screen, or of a print
 * @target: NULL: there is none
 *
 * Returns: (transfer full): "54 / 60"
 */
char *
lep_list_pair_text (const LepLocale *locale,
                    gint64           actual,
                    const gint64    *target,
                    gboolean         provisional)
{
  const char      *mark = provisional ? LEP_PROVISIONAL_MARK : "";
  g_autofree char *first = lep_format_count (locale, actual);
  g_autofree char *second = NULL;

  if (target == NULL)
    return g_strconcat (mark, first, NULL);

  second = lep_format_count (locale, *target);
  return g_strdup_printf ("%s%s / %s", mark, first, second);
}

static char *
pair_text (const LepLocale     *locale,
           const LepListColumn *column,
           LepRecord           *record)
{
  gint64   actual = 0;
  gint64   target = 0;
  gboolean has_actual = lep_record_get_column_int64 (record, column->name, &actual);
  gboolean has_target = lep_record_get_column_int64 (record, column->second, &target);
  gboolean provisional = lep_list_cell_is_provisional (column, record);

  if ((!has_actual || actual == 0) && !has_target && !provisional)
    return g_strdup (LEP_NOTHING);

  return lep_list_pair_text (locale, actual, has_target ? &target : NULL, provisional);
}

/* Returns: (nullable): that of the amounts in the row, once its related columns are read */
const char *
lep_list_cell_currency (LepRecord *record)
{
  const char *currency = lep_record_get (record, "currency");

  return currency != NULL ? currency : lep_record_get_column (record, LEP_COLUMN_CURRENCY);
}

/* Money without its currency, where that stands in the title of the column. */
static char *
money_text (const LepLocale     *locale,
            const LepListColumn *column,
            LepRecord           *record,
            const char          *value)
{
  const char *currency = lep_list_cell_currency (record);
  gint64      amount = g_ascii_strtoll (value, NULL, 10);
  guint       digits = lep_currency_digits (currency);

  if (column->mixed && currency != NULL)
    return lep_format_money (locale, amount, currency);

  return lep_format_decimal (locale, amount, digits, digits);
}

/* The words and figures of what the record itself says. */
static char *
value_text (const LepLocale     *locale,
            const LepListColumn *column,
            LepRecord           *record)
{
  const char *value = value_of (record, column->name);

  if (value == NULL || *value == '\0')
    return g_strdup (LEP_NOTHING);
  if (g_str_equal (column->name, "paid"))
    return lep_format_percent (locale, g_ascii_strtoll (value, NULL, 10), 0);
  if (column->field == NULL)
    return g_strdup (value);
  if (column->field->type == LEP_TYPE_MONEY)
    return money_text (locale, column, record, value);
  if (column->field->type == LEP_TYPE_NOTE)
    return lep_field_summary (value);

  /* Codes and answers have words; a list has no references of its own. */
  return lep_field_label (NULL, column->field, value);
}

/**
 * lep_list_cell_text:
 * @locale: how figures are written: that of the screen, or of a print; words are those
 *   of the screen
 *
 * Returns: (transfer full): what stands in the cell; a dash for nothing, and
 *   nothing for what is not read yet. A figure that is not settled has its mark.
 */
char *
lep_list_cell_text (const LepLocale     *locale,
                    const LepListColumn *column,
                    LepRecord           *record)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (column != NULL, NULL);
  g_return_val_if_fail (LEP_IS_RECORD (record), NULL);

  if (column->field == NULL && !lep_record_has_column (record, column->name))
    return g_strdup ("");
  if (column->cell == LEP_LIST_CELL_PAIR)
    return pair_text (locale, column, record);

  text = value_text (locale, column, record);
  if (lep_list_cell_is_provisional (column, record))
    return g_strconcat (LEP_PROVISIONAL_MARK, text, NULL);
  return g_steal_pointer (&text);
}

/* What is cut shows whole when it is pointed at. */
static gboolean
query_tooltip_cb (GtkWidget  *label,
                  int         x,
                  int         y,
                  gboolean    keyboard_mode,
                  GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (GTK_LABEL (label)));
  return TRUE;
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          const LepListColumn      *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_single_line_mode (GTK_LABEL (label), TRUE);
  if (column->cell == LEP_LIST_CELL_FIGURE || column->cell == LEP_LIST_CELL_PAIR)
    {
      gtk_label_set_xalign (GTK_LABEL (label), 1.0f);
      gtk_widget_add_css_class (label, "num");
    }
  else
    {
      gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
      gtk_label_set_ellipsize (GTK_LABEL (label), column->by_end ? PANGO_ELLIPSIZE_MIDDLE : PANGO_ELLIPSIZE_END);
      gtk_widget_set_has_tooltip (label, TRUE);
      g_signal_connect (label, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
    }
  if (column->cell == LEP_LIST_CELL_STATE)
    {
      gtk_widget_set_halign (label, GTK_ALIGN_START);
      gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
    }
  gtk_list_item_set_child (item, label);
}

static void
style_state (GtkWidget  *label,
             const char *state)
{
  const char *classes[] = { "pill-status", lep_state_style (state), NULL };
  const char *none[] = { "dim-label", NULL };

  gtk_widget_set_css_classes (label, state != NULL ? classes : none);
}

static void
show_record (LepRecord   *record,
             GtkListItem *item)
{
  const LepListColumn *column = g_object_get_data (G_OBJECT (item), COLUMN_KEY);
  GtkWidget           *label = gtk_list_item_get_child (item);
  g_autofree char     *text = lep_list_cell_text (lep_language_locale (), column, record);

  gtk_label_set_label (GTK_LABEL (label), text);
  if (column->cell == LEP_LIST_CELL_PAIR || column->cell == LEP_LIST_CELL_FIGURE)
    lep_provisional_mark (label, lep_list_cell_is_provisional (column, record));
  if (column->cell == LEP_LIST_CELL_STATE)
    style_state (label, value_of (record, column->name));
  else if (g_str_equal (text, LEP_NOTHING))
    gtk_widget_add_css_class (label, "dim-label");
  else
    gtk_widget_remove_css_class (label, "dim-label");
}

/* A record that changes keeps its row: its cells follow it. */
static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         const LepListColumn      *column)
{
  LepRecord *record = gtk_list_item_get_item (item);

  g_object_set_data (G_OBJECT (item), COLUMN_KEY, (gpointer) column);
  show_record (record, item);
  g_signal_connect_object (record, "changed", G_CALLBACK (show_record), item, 0);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *item,
           const LepListColumn      *column)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (item), show_record, item);
}

/* Returns: (transfer full): makes the cells of the column, which must outlive it */
GtkListItemFactory *
lep_list_cell_factory (const LepListColumn *column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_return_val_if_fail (column != NULL, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), (gpointer) column);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), (gpointer) column);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), (gpointer) column);

  return factory;
}

/* Titles are bold, and longer in some languages than what stands below them. */
static int
measure_title (PangoLayout         *layout,
               const LepListColumn *column,
               int                  digit)
{
  g_autoptr (PangoAttrList) bold = pango_attr_list_new ();
  int width;

  if (column->name == NULL)
    return 0;

  pango_attr_list_insert (bold, pango_attr_weight_new (PANGO_WEIGHT_BOLD));
  pango_layout_set_attributes (layout, bold);
  pango_layout_set_text (layout, lep_list_column_title (column), -1);
  pango_layout_get_pixel_size (layout, &width, NULL);

  return MIN (width, MAX_TITLE_WIDTH * digit);
}

/* A state is one of few words: the longest is never cut, in any language. */
static int
measure_states (PangoLayout         *layout,
                const LepListColumn *column,
                int                  digit)
{
  const LepCodeList *list = NULL;
  int                widest = 0;

  if (column->cell == LEP_LIST_CELL_STATE && column->field != NULL && column->field->type == LEP_TYPE_CODE)
    list = lep_schema_code_list (column->field->target);

  for (guint i = 0; list != NULL && i < list->n_codes; i++)
    {
      int width;

      pango_layout_set_text (layout, lep_schema_label (list->codes[i].label), -1);
      pango_layout_get_pixel_size (layout, &width, NULL);
      widest = MAX (widest, width);
    }

  return widest > 0 ? MIN (widest, MAX_STATE_WIDTH * digit) + PILL_PADDING : 0;
}

/**
 * lep_list_cell_width:
 * @widget: whose font counts
 *
 * Returns: the width of a column in pixels at the present size of text, at
 *   least that of its title, or -1 for the one that takes the rest
 */
int
lep_list_cell_width (GtkWidget           *widget,
                     const LepListColumn *column)
{
  PangoContext *context = gtk_widget_get_pango_context (widget);
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  int digit;
  int width;

  if (column->width == 0)
    return -1;

  pango_layout_set_text (layout, "0", 1);
  pango_layout_get_pixel_size (layout, &digit, NULL);
  width = (int) (column->width + (column->mixed ? CURRENCY_WIDTH : 0)) * digit;

  width = MAX (width, measure_states (layout, column, digit));

  return MAX (width, measure_title (layout, column, digit)) + CELL_PADDING;
}
