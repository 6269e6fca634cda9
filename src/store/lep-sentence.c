/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What sentences of the engine tell of amounts, days and hours, as their reader
 * writes them: in the language, and at the hour, of whoever opened the workspace. */

#include <string.h>

#include "lep-format.h"

#include "lep-field-parse.h"
#include "lep-record.h"
#include "lep-workspace-private.h"

#include "lep-sentence.h"

/**
 * lep_sentence_money:
 * @minor: minor units
 * @currency: (nullable): ISO 4217 code
 *
 * Returns: (transfer full): as on papers, "91.000,01 KM"
 */
char *
lep_sentence_money (LepWorkspace *workspace,
                    gint64        minor,
                    const char   *currency)
{
  return lep_format_money (lep_workspace_get_locale (workspace), minor, currency);
}

/**
 * lep_sentence_day:
 * @at: a day or a moment, as stored
 *
 * Returns: (transfer full): the day on which that was where the reader is
 */
char *
lep_sentence_day (LepWorkspace *workspace,
                  const char   *at)
{
  g_autofree char *day = lep_workspace_dup_day (workspace, at);

  return lep_format_date (lep_workspace_get_locale (workspace), day, LEP_DATE_SHORT);
}

static char *
write_number (LepWorkspace   *workspace,
              const LepField *field,
              gint64          number,
              const char     *currency)
{
  const LepLocale *locale = lep_workspace_get_locale (workspace);
  guint            scale = lep_field_scale (field);

  if (field->type == LEP_TYPE_MONEY)
    return lep_format_money (locale, number, currency);
  if (field->type == LEP_TYPE_PERCENT)
    return lep_format_percent (locale, number, 2);
  return lep_format_decimal (locale, number, scale, scale);
}

/**
 * lep_sentence_value:
 * @value: (nullable): of the field, as stored
 * @currency: (nullable): of an amount
 *
 * Returns: (transfer full): the value as it is told; the sign of no value for %NULL
 */
char *
lep_sentence_value (LepWorkspace   *workspace,
                    const LepField *field,
                    const char     *value,
                    const char     *currency)
{
  const LepLocale *locale = lep_workspace_get_locale (workspace);
  gint64           number;

  if (value == NULL)
    return g_strdup (LEP_NOTHING);

  switch (field->type)
    {
    case LEP_TYPE_INT:
    case LEP_TYPE_MONEY:
    case LEP_TYPE_PERCENT:
      return g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL) ? write_number (workspace, field, number, currency)
                                                                                         : g_strdup (value);

    case LEP_TYPE_DATE:
      return lep_format_date (locale, value, LEP_DATE_SHORT);

    case LEP_TYPE_TIME:
      return lep_format_time (locale, value, lep_workspace_get_zone (workspace), LEP_DATE_LONG);

    case LEP_TYPE_CODE:
      return g_strdup (lep_code_label (field->target, value));

    case LEP_TYPE_REF:
      return lep_workspace_dup_title (workspace, field->target, value);

    case LEP_TYPE_TEXT:
    case LEP_TYPE_NOTE:
    case LEP_TYPE_BOOL:
    case LEP_TYPE_CODES:
    case LEP_TYPE_HASH:
    default:
      return g_strdup (value);
    }
}

/* What a column of the row tells. */
static char *
write_column (LepWorkspace *workspace,
              const char   *type,
              LepStmt      *stmt,
              int           column,
              int           currency)
{
  const LepLocale *locale = lep_workspace_get_locale (workspace);

  if (lep_stmt_is_null (stmt, column))
    return g_strdup (LEP_NOTHING);
  if (type == NULL || strcmp (type, "text") == 0)
    return g_strdup (lep_stmt_text (stmt, column));
  if (strcmp (type, "money") == 0)
    return lep_format_money (locale, lep_stmt_int64 (stmt, column), lep_stmt_text (stmt, currency));
  if (strcmp (type, "percent") == 0)
    return lep_format_decimal (locale, lep_stmt_int64 (stmt, column), 2, 2);
  if (strcmp (type, "rate") == 0)
    return lep_format_decimal (locale, lep_stmt_int64 (stmt, column), 6, 6);
  if (strcmp (type, "count") == 0)
    return lep_format_count (locale, lep_stmt_int64 (stmt, column));
  if (strcmp (type, "date") == 0)
    return lep_format_date (locale, lep_stmt_text (stmt, column), LEP_DATE_SHORT);
  if (strcmp (type, "time") == 0)
    return lep_format_time (locale, lep_stmt_text (stmt, column), lep_workspace_get_zone (workspace), LEP_DATE_LONG);
  if (strcmp (type, "currency") == 0)
    return g_strdup (lep_currency_symbol (locale, lep_stmt_text (stmt, column)));

  g_assert (g_str_has_prefix (type, "code:"));
  return g_strdup (lep_code_label (type + strlen ("code:"), lep_stmt_text (stmt, column)));
}

/**
 * lep_sentence_fill:
 * @types: (nullable): what {1}, {2} and {3} are, with a space between: text, money
 *   (minor units), percent (hundredths), rate (millionths), count, date, time, currency or code:LIST;
 *   %NULL = texts. The column after theirs is the currency of money
 * @first: the column that stands for {1}
 *
 * Returns: (transfer full): @text with columns of the row in the places of
 *   {1}, {2} and {3}. A day that ends with a full stop takes the place of the
 *   sentence's own
 */
char *
lep_sentence_fill (LepWorkspace *workspace,
                   const char   *text,
                   const char   *types,
                   LepStmt      *stmt,
                   int           first)
{
  g_auto (GStrv) words = g_strsplit (types != NULL ? types : "", " ", -1);
  GString *out = g_string_new (NULL);
  int      n_words = (int) g_strv_length (words);

  for (const char *c = text; *c != '\0'; c++)
    {
      g_autofree char *value = NULL;
      int              place = c[1] - '1';

      if (c[0] != '{' || place < 0 || place > 2 || c[2] != '}')
        {
          g_string_append_c (out, *c);
          continue;
        }
      value = write_column (workspace, place < n_words ? words[place] : NULL, stmt, first + place, first + n_words);
      g_string_append (out, value);
      c += g_str_has_suffix (value, ".") && c[3] == '.' ? 3 : 2;
    }
  return g_string_free (out, FALSE);
}
