/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The two days of a print: from when to when it tells. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-field-text.h"

#include "lep-print-days.h"

/* Returns: the field that is like the day: an earlier and a later one */
const LepField *
lep_print_days_field (gboolean is_last)
{
  return lep_kind_field (lep_schema_kind ("outcome"), is_last ? "to" : "from");
}

/* The row says why its day is not taken; %NULL takes that away. */
static void
mark_day (GtkEditable *row,
          const char  *why)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (row), why);
  if (why == NULL)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (row), "error");
      gtk_accessible_reset_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID);
      return;
    }
  gtk_widget_add_css_class (GTK_WIDGET (row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID, GTK_ACCESSIBLE_INVALID_TRUE, -1);
}

/* Returns: (transfer full) (nullable): the day in the row; none while it cannot
 * be read, and the row says so */
static char *
read_day (GtkEditable *row,
          gboolean     is_last)
{
  g_autoptr (GError) error = NULL;
  char *day = NULL;

  mark_day (row, lep_field_parse (lep_print_days_field (is_last), gtk_editable_get_text (row), &day, &error) ? NULL : error->message);
  return day;
}

/**
 * lep_print_days_read:
 * @from: (out) (transfer full) (nullable): the first day
 * @to: (out) (transfer full) (nullable): the last day
 *
 * Reads both days. Those that cannot be read, or a last day before the first, are
 * none, and their row says so.
 */
void
lep_print_days_read (GtkEditable *first,
                     GtkEditable *last,
                     char       **from,
                     char       **to)
{
  *from = read_day (first, FALSE);
  *to = read_day (last, TRUE);
  if (*from == NULL || *to == NULL || strcmp (*from, *to) <= 0)
    return;

  mark_day (last, _ ("This is before the first day: the whole time is printed. Correct one of the two."));
  g_clear_pointer (from, g_free);
  g_clear_pointer (to, g_free);
}
