/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How what a person wrote becomes a stored value: in a form of the window and in
 * a cell of a table alike. */

#include <stdio.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "lep-clock.h"
#include "lep-error.h"
#include "lep-format.h"
#include "lep-value.h"

#include "lep-field-parse.h"

/**
 * lep_field_scale:
 *
 * Returns: how many decimals a whole number stands for: thousandths of a
 *   quantity, millionths of a rate
 */
guint
lep_field_scale (const LepField *field)
{
  if (strcmp (field->name, "quantity") == 0)
    return 3;

  return strcmp (field->name, "rate") == 0 ? 6 : 0;
}

/* "7:05" or "07:05"; spreadsheets write seconds, too. */
static gboolean
parse_hour (const char *text,
            int        *hour,
            int        *minute,
            int        *second)
{
  return g_regex_match_simple ("^[0-9]{1,2}:[0-9]{2}(:[0-9]{2})?$", text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT) &&
         sscanf (text, "%2d:%2d:%2d", hour, minute, second) >= 2 && *hour <= 23 && *minute <= 59 && *second <= 59;
}

/* Takes the spaces off the end of @text, and @tail before them. */
static void
cut_tail (char       *text,
          const char *tail)
{
  g_strchomp (text);
  if (g_str_has_suffix (text, tail))
    text[strlen (text) - strlen (tail)] = '\0';
}

/* A day, or a day and an hour "3. 4. 2019. 12:00", with a comma or the language's
 * own word between as it is shown; the hour is that of @zone. Noon when only the
 * day is given, as in tables. */
static char *
parse_time (const LepLocale *locale,
            GTimeZone       *zone,
            const char      *text,
            GError         **error)
{
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *day_text = g_strdup (text);
  g_autofree char *word = g_strstrip (g_strdup (locale->date_time));
  char             stored[LEP_TIME_TEXT_SIZE + 1];
  char             date[LEP_DATE_TEXT_SIZE + 1];
  char            *space = strrchr (day_text, ' ');
  int              hour = 12;
  int              minute = 0;
  int              second = 0;
  int              year = 0;
  int              month = 0;
  int              day = 0;

  if (space != NULL && strchr (space, ':') != NULL)
    {
      if (!parse_hour (space + 1, &hour, &minute, &second))
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                       _ ("“%s” is no time of day. Write hours and minutes, such as 12:00."), space + 1);
          return NULL;
        }
      *space = '\0';
      cut_tail (day_text, word);
      cut_tail (day_text, ",");
    }

  if (!lep_parse_date (locale, day_text, date, NULL))
    {
      g_autofree char *example = lep_format_time (locale, LEP_FIELD_EXAMPLE_TIME, zone, LEP_DATE_SHORT);

      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("“%s” is no day with an hour. Write it like %s."), text, example);
      return NULL;
    }

  sscanf (date, "%4d-%2d-%2d", &year, &month, &day);
  local = g_date_time_new (zone, year, month, day, hour, minute, second);
  lep_time_format (g_date_time_to_unix (local) * 1000, stored);
  return g_strdup (stored);
}

static char *
parse_number (const LepField  *field,
              const LepLocale *locale,
              const char      *currency,
              const char      *text,
              GError         **error)
{
  guint    scale = lep_field_scale (field);
  gint64   number = 0;
  gboolean read;

  if (field->type == LEP_TYPE_MONEY)
    read = lep_parse_money (locale, text, currency, &number, error);
  else if (field->type == LEP_TYPE_PERCENT)
    read = lep_parse_percent (locale, text, &number, error);
  else if (scale > 0)
    read = lep_parse_decimal (locale, text, scale, &number, error);
  else
    read = lep_parse_count (locale, text, &number, error);

  return read ? g_strdup_printf ("%" G_GINT64_FORMAT, number) : NULL;
}

/* A bound of the field as people write such a number; amounts have none but zero. */
static char *
show_bound (const LepField  *field,
            const LepLocale *locale,
            gint64           bound)
{
  guint scale = lep_field_scale (field);

  if (field->type == LEP_TYPE_PERCENT)
    return lep_format_percent (locale, bound, bound % 100 == 0 ? 0 : 2);
  return scale > 0 ? lep_format_decimal (locale, bound, scale, bound % 10 == 0 ? 0 : scale) : lep_format_count (locale, bound);
}

/* As lep_value_check () does, in the words of who typed it: what is stored of an amount or
 * a percentage are its smallest parts. */
static gboolean
check_range (const LepField  *field,
             const LepLocale *locale,
             const char      *text,
             gint64           number,
             GError         **error)
{
  g_autofree char *least = NULL;
  g_autofree char *most = NULL;
  g_autofree char *reason = NULL;

  if ((field->minimum == 0 && field->maximum == 0) || (number >= field->minimum && number <= field->maximum))
    return TRUE;

  if (number < 0 && field->minimum == 0)
    reason = g_strdup (_ ("the number is below zero; write 0 or more."));
  else
    {
      least = show_bound (field, locale, field->minimum);
      most = field->maximum == G_MAXINT64 ? NULL : show_bound (field, locale, field->maximum);
      reason = most == NULL ? g_strdup_printf (_ ("the number is too small; write %s or more."), least)
                            : g_strdup_printf (_ ("the number is out of range; write %s to %s."), least, most);
    }
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("%s “%s”: %s"), lep_schema_label (field->label), text, reason);
  return FALSE;
}

static char *
parse_text (const LepField  *field,
            const LepLocale *locale,
            GTimeZone       *zone,
            const char      *currency,
            const char      *text,
            GError         **error)
{
  char date[LEP_DATE_TEXT_SIZE + 1];

  switch (field->type)
    {
    case LEP_TYPE_INT:
    case LEP_TYPE_MONEY:
    case LEP_TYPE_PERCENT:
      return parse_number (field, locale, currency, text, error);

    case LEP_TYPE_DATE:
      return lep_parse_date (locale, text, date, error) ? g_strdup (date) : NULL;

    case LEP_TYPE_TIME:
      return parse_time (locale, zone, text, error);

    case LEP_TYPE_TEXT:
    case LEP_TYPE_NOTE:
      return lep_value_tidy (field, text);

    case LEP_TYPE_BOOL:
    case LEP_TYPE_CODE:
    case LEP_TYPE_CODES:
    case LEP_TYPE_REF:
    case LEP_TYPE_HASH:
    default:
      return g_strdup (text);
    }
}

/**
 * lep_field_parse_as:
 * @locale: how numbers and dates are written
 * @zone: of the hour of a time
 * @currency: (nullable): of an amount; it may stand behind it
 * @typed: what stands in the entry; white space around it does not count
 * @value: (out) (nullable): the canonical value; %NULL when nothing was typed
 *
 * Fails with %LEP_ERROR_INVALID and a sentence for the user, which begins with
 * the field's name.
 */
gboolean
lep_field_parse_as (const LepField  *field,
                    const LepLocale *locale,
                    GTimeZone       *zone,
                    const char      *currency,
                    const char      *typed,
                    char           **value,
                    GError         **error)
{
  g_autofree char *text = NULL;
  g_autofree char *parsed = NULL;

  g_return_val_if_fail (field != NULL, FALSE);
  g_return_val_if_fail (typed != NULL, FALSE);
  g_return_val_if_fail (value != NULL, FALSE);

  text = g_strstrip (g_strdup (typed));
  if (*text == '\0')
    {
      *value = NULL;
      return TRUE;
    }

  parsed = parse_text (field, locale, zone, currency, text, error);
  if (parsed == NULL)
    {
      g_prefix_error (error, "%s: ", lep_schema_label (field->label));
      return FALSE;
    }
  if (lep_value_is_number (field->type) && !check_range (field, locale, text, g_ascii_strtoll (parsed, NULL, 10), error))
    return FALSE;
  if (!lep_value_check (field, parsed, error))
    return FALSE;

  *value = g_steal_pointer (&parsed);

  return TRUE;
}
