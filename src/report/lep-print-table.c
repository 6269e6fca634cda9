/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Short ways to what most reports are made of: tables with their columns, notes
 * as paragraphs, numbers of a record. */

#include "lep-print.h"

static LepTable *
add_table (const LepReportInput *input,
           LepReport            *report,
           const char           *caption,
           va_list               columns)
{
  LepTable *table = lep_report_add_table (report, lep_print_text (input, caption));

  for (const char *title = va_arg (columns, const char *); title != NULL; title = va_arg (columns, const char *))
    lep_table_add_column (table, *title == '\0' ? title : lep_print_text (input, title), NULL, va_arg (columns, guint));
  return table;
}

/**
 * lep_print_table:
 * @caption: English
 * @...: titles of the columns, English, each followed by its LepColumnFlags;
 *   then %NULL
 *
 * Returns: (transfer none): the table, to be filled
 */
LepTable *
lep_print_table (const LepReportInput *input,
                 LepReport            *report,
                 const char           *caption,
                 ...)
{
  LepTable *table;
  va_list   columns;

  va_start (columns, caption);
  table = add_table (input, report, caption, columns);
  va_end (columns);
  return table;
}

/**
 * lep_print_section:
 * @heading: English; also the table's caption
 *
 * As lep_print_table (), below a heading.
 */
LepTable *
lep_print_section (const LepReportInput *input,
                   LepReport            *report,
                   const char           *heading,
                   ...)
{
  LepTable *table;
  va_list   columns;

  lep_report_add_heading (report, lep_print_text (input, heading));
  va_start (columns, heading);
  table = add_table (input, report, heading, columns);
  va_end (columns);
  return table;
}

/**
 * lep_print_lines:
 * @note: (nullable): text with line feeds
 * @numbered: put a number before each line, unless there is one only or it
 *   has one
 *
 * Adds each line that is not empty as a paragraph.
 */
void
lep_print_lines (LepReport  *report,
                 const char *note,
                 gboolean    numbered)
{
  g_auto (GStrv) lines = g_strsplit (note != NULL ? note : "", "\n", -1);
  guint n_lines = 0, n = 0;

  for (guint i = 0; lines[i] != NULL; i++)
    n_lines += *g_strstrip (lines[i]) != '\0';
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *text = NULL;

      if (*lines[i] == '\0')
        continue;
      n++;
      if (numbered && n_lines > 1 && !g_ascii_isdigit (*lines[i]))
        text = g_strdup_printf ("%u. %s", n, lines[i]);
      lep_report_add_paragraph (report, text != NULL ? text : lines[i]);
    }
}

/**
 * lep_print_number:
 *
 * Fills the next cell with an INT field; "–" where it is not answered.
 */
void
lep_print_number (LepTable   *table,
                  LepRecord  *record,
                  const char *field)
{
  gint64 value;

  if (lep_record_get_int64 (record, field, &value))
    lep_table_add_count (table, value);
  else
    lep_table_add_nothing (table);
}

/**
 * lep_print_amount:
 * @currency: (nullable): for the number of decimals
 *
 * Fills the next cell with a MONEY field; "–" where it is not answered.
 */
void
lep_print_amount (LepTable   *table,
                  LepRecord  *record,
                  const char *field,
                  const char *currency)
{
  gint64 value;

  if (lep_record_get_int64 (record, field, &value))
    lep_table_add_money (table, value, currency);
  else
    lep_table_add_nothing (table);
}

/**
 * lep_print_join:
 * @...: texts, then %NULL; empty ones are left out
 *
 * A text may not be %NULL: give "" instead.
 *
 * Returns: (transfer full) (nullable): what is left with @separator between, or
 *   %NULL if nothing is
 */
char *
lep_print_join (const char *separator,
                ...)
{
  GString *out = g_string_new (NULL);
  va_list  texts;

  va_start (texts, separator);
  for (const char *text = va_arg (texts, const char *); text != NULL; text = va_arg (texts, const char *))
    if (*text != '\0')
      g_string_append_printf (out, "%s%s", out->len > 0 ? separator : "", text);
  va_end (texts);
  return g_string_free (out, out->len == 0);
}
