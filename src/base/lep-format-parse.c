/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads what a person typed as a number, an amount or a date, strictly: what
 * could mean two things is refused with the reason, never guessed. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-error.h"

#include "lep-format.h"

#define NBSP        "\302\240"
#define NARROW_NBSP "\342\200\257"
#define MINUS       "\342\210\222"

/* Steps over one of the spaces; returns its length or 0. */
static gsize
space_length (const char *text)
{
  if (*text == ' ')
    return 1;
  if (g_str_has_prefix (text, NBSP))
    return strlen (NBSP);
  return g_str_has_prefix (text, NARROW_NBSP) ? strlen (NARROW_NBSP) : 0;
}

static const char *
skip_spaces (const char *text)
{
  while (space_length (text) > 0)
    text += space_length (text);
  return text;
}

/* A group separator that a digit follows: the language's own, or any space. */
static gsize
group_length (const LepLocale *locale,
              const char      *text)
{
  gsize length = space_length (text);

  if (length == 0 && g_str_has_prefix (text, locale->group))
    length = strlen (locale->group);
  return length > 0 && g_ascii_isdigit (text[length]) ? length : 0;
}

static gboolean
push_digit (guint64 *magnitude,
            char     digit)
{
  return g_uint64_checked_mul (magnitude, *magnitude, 10) &&
         g_uint64_checked_add (magnitude, *magnitude, (guint64) (digit - '0'));
}

/* Whole part: bare digits, or groups that are all complete and divided alike. */
static gboolean
read_whole (const LepLocale *locale,
            const char     **text,
            guint64         *magnitude)
{
  const char *p = *text;
  const char *separator = NULL;
  gsize       length, first = strspn (p, "0123456789");

  if (first == 0)
    return FALSE;
  for (gsize i = 0; i < first; i++)
    if (!push_digit (magnitude, *p++))
      return FALSE;

  while ((length = group_length (locale, p)) > 0)
    {
      if (first > 3 || (separator != NULL && strncmp (separator, p, length) != 0))
        return FALSE;
      separator = p;
      p += length;
      if (strspn (p, "0123456789") != 3)
        return FALSE;
      for (int i = 0; i < 3; i++)
        if (!push_digit (magnitude, *p++))
          return FALSE;
    }

  *text = p;
  return TRUE;
}

/* Decimals: at most @scale of them; what is not written counts as 0. */
static gboolean
read_decimals (const LepLocale *locale,
               const char     **text,
               guint            scale,
               guint64         *magnitude)
{
  const char *p = *text;
  guint       n = 0;

  if (scale > 0 && g_str_has_prefix (p, locale->decimal))
    {
      p += strlen (locale->decimal);
      for (; n < scale && g_ascii_isdigit (*p); n++)
        if (!push_digit (magnitude, *p++))
          return FALSE;
      if (n == 0)
        return FALSE;
    }
  for (; n < scale; n++)
    if (!push_digit (magnitude, '0'))
      return FALSE;

  *text = p;
  return TRUE;
}

/* Reads one number and leaves @text behind it. */
static gboolean
read_number (const LepLocale *locale,
             const char     **text,
             guint            scale,
             gint64          *value)
{
  guint64     magnitude = 0;
  gboolean    negative = FALSE;
  const char *p = skip_spaces (*text);

  if (*p == '-' || g_str_has_prefix (p, MINUS))
    {
      negative = TRUE;
      p += *p == '-' ? 1 : strlen (MINUS);
    }
  if (!read_whole (locale, &p, &magnitude) || !read_decimals (locale, &p, scale, &magnitude) ||
      magnitude > (guint64) G_MAXINT64)
    return FALSE;

  *value = negative ? -(gint64) magnitude : (gint64) magnitude;
  *text = skip_spaces (p);
  return TRUE;
}

/**
 * lep_parse_decimal:
 * @scale: how many decimals the value keeps; more are refused
 * @value: (out): the number times ten to the power of @scale
 *
 * Digits may be grouped by the language's own sign or by spaces, all of them or
 * none. “1.50” is refused where the point divides groups.
 */
gboolean
lep_parse_decimal (const LepLocale *locale,
                   const char      *text,
                   guint            scale,
                   gint64          *value,
                   GError         **error)
{
  g_autofree char *example = NULL;
  const char      *p = text;
  gint64           number;

  if (read_number (locale, &p, scale, &number) && *p == '\0')
    {
      *value = number;
      return TRUE;
    }

  example = lep_format_decimal (locale, 123450, 2, MIN (scale, 2));
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               _ ("“%s” is not a number here. Write it like %s."), text, example);
  return FALSE;
}

/**
 * lep_parse_count:
 *
 * Reads a whole number.
 */
gboolean
lep_parse_count (const LepLocale *locale,
                 const char      *text,
                 gint64          *value,
                 GError         **error)
{
  return lep_parse_decimal (locale, text, 0, value, error);
}

/**
 * lep_parse_percent:
 * @hundredths: (out): hundredths of a percent
 *
 * Reads a share; the sign may be left out.
 */
gboolean
lep_parse_percent (const LepLocale *locale,
                   const char      *text,
                   gint64          *hundredths,
                   GError         **error)
{
  g_autofree char *example = NULL;
  const char      *p = skip_spaces (text);
  gboolean         signed_before = *p == '%';
  gint64           number;

  if (signed_before)
    p++;
  if (read_number (locale, &p, 2, &number))
    {
      if (!signed_before && *p == '%')
        p = skip_spaces (p + 1);
      if (*p == '\0')
        {
          *hundredths = number;
          return TRUE;
        }
    }

  example = lep_format_percent (locale, 3470, 2);
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               _ ("“%s” is not a percentage here. Write it like %s."), text, example);
  return FALSE;
}

/**
 * lep_parse_currency:
 * @text: as people write it: KM (also КМ), €, euro, $, £; case and white space
 *   around it do not count
 *
 * Returns: (nullable): the ISO 4217 code of it; a code itself is not looked up
 */
const char *
lep_parse_currency (const char *text)
{
  /* clang-format off */
  static const char *const written[][2] = {
    { "BAM", "KM" }, { "BAM", "КМ" }, { "EUR", "€" }, { "EUR", "EURO" }, { "USD", "$" }, { "GBP", "£" },
  };
  /* clang-format on */
  g_autofree char *trimmed = g_strstrip (g_strdup (text));
  g_autofree char *folded = g_utf8_casefold (trimmed, -1);

  for (guint i = 0; i < G_N_ELEMENTS (written); i++)
    {
      g_autofree char *name = g_utf8_casefold (written[i][1], -1);

      if (strcmp (folded, name) == 0)
        return written[i][0];
    }
  return NULL;
}

/* The currency, by its code or as people write it, may follow. */
static gboolean
is_currency (const char *text,
             const char *currency)
{
  g_autofree char *trimmed = g_strchomp (g_strdup (text));
  g_autofree char *folded = g_utf8_casefold (trimmed, -1);
  g_autofree char *code = g_utf8_casefold (currency, -1);

  return strcmp (folded, code) == 0 || g_strcmp0 (lep_parse_currency (text), currency) == 0;
}

/**
 * lep_parse_money:
 * @currency: (nullable): ISO 4217 code that the amount is in; another currency
 *   behind the number is refused
 * @minor: (out): amount in minor units
 */
gboolean
lep_parse_money (const LepLocale *locale,
                 const char      *text,
                 const char      *currency,
                 gint64          *minor,
                 GError         **error)
{
  g_autofree char *example = NULL;
  const char      *p = text;
  gint64           number;

  if (read_number (locale, &p, lep_currency_digits (currency), &number))
    {
      if (*p == '\0' || (currency != NULL && is_currency (p, currency)))
        {
          *minor = number;
          return TRUE;
        }
    }

  example = lep_format_money (locale, lep_currency_digits (currency) == 2 ? 123450 : 1234000, currency);
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               _ ("“%s” is not an amount here. Write it like %s."), text, example);
  return FALSE;
}

/* Length of the month's name in @text, full or short, in any of its forms. */
static gsize
match_month (const LepLocale *locale,
             const char      *text,
             int              month)
{
  const char *const names[] = { locale->months[month], locale->months_alone[month], locale->months_short[month] };
  g_autofree char  *folded = g_utf8_casefold (text, -1);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = g_utf8_casefold (names[i], -1);
      g_autofree char *head = NULL;

      if (g_str_has_prefix (folded, name))
        {
          head = g_utf8_substring (text, 0, g_utf8_strlen (names[i], -1));
          return strlen (head);
        }
    }
  return 0;
}

static gboolean
read_int (const char **text,
          guint        max_digits,
          int         *value)
{
  gsize n = strspn (*text, "0123456789");

  if (n == 0 || n > max_digits)
    return FALSE;
  *value = 0;
  while (n-- > 0)
    *value = *value * 10 + *(*text)++ - '0';
  return TRUE;
}

/* Month by name or number; with a number, @separator tells what stood before. */
static gboolean
read_month (const LepLocale *locale,
            const char     **text,
            int             *month,
            char            *separator)
{
  const char *p = skip_spaces (*text);

  if (*p == '.' || *p == '/' || *p == '-')
    *separator = *p++;
  p = skip_spaces (p);
  if (*separator == '.' || *separator == '\0')
    for (int i = 0; i < 12; i++)
      {
        gsize length = match_month (locale, p, i);

        if (length > 0)
          {
            *month = i + 1;
            *separator = 'M';
            p = skip_spaces (p + length);
            *text = skip_spaces (*p == '.' ? p + 1 : p);
            return TRUE;
          }
      }
  if (*separator == '\0' || !read_int (&p, 2, month))
    return FALSE;

  p = skip_spaces (p);
  if (*p != *separator)
    return FALSE;
  *text = skip_spaces (p + 1);
  return TRUE;
}

/* Day, month, year. What English readers would take either way is refused. */
static gboolean
read_day_first (const LepLocale *locale,
                const char      *text,
                int              ymd[3])
{
  char        separator = '\0';
  const char *p = text;
  gsize       year_digits;

  if (!read_int (&p, 2, &ymd[2]) || !read_month (locale, &p, &ymd[1], &separator))
    return FALSE;
  if (separator == '/' && strcmp (locale->tag, "en") == 0 && ymd[2] <= 12 && ymd[2] != ymd[1])
    return FALSE;

  year_digits = strspn (p, "0123456789");
  if (year_digits != 4 || !read_int (&p, 4, &ymd[0]))
    return FALSE;
  p = skip_spaces (p);
  if (*p == '.')
    p = skip_spaces (p + 1);
  for (const char *const *era = (const char *const[]){ "г.", "р.", "г", "р", NULL }; *era != NULL; era++)
    if (strcmp (p, *era) == 0)
      return TRUE;
  return *p == '\0';
}

static gboolean
read_iso (const char *text,
          int         ymd[3])
{
  const char *p = text;

  return strspn (p, "0123456789") == 4 && read_int (&p, 4, &ymd[0]) && *p++ == '-' &&
         strspn (p, "0123456789") == 2 && read_int (&p, 2, &ymd[1]) && *p++ == '-' &&
         strspn (p, "0123456789") == 2 && read_int (&p, 2, &ymd[2]) && *skip_spaces (p) == '\0';
}

/* Written as a date is, but the calendar has no such day. */
static void
refuse_day (const char *text,
            const int   ymd[3],
            GError    **error)
{
  guint n_days;

  if (!g_date_valid_month ((GDateMonth) ymd[1]) || !g_date_valid_year ((GDateYear) ymd[0]))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("“%s”: there is no such day. A year has 12 months."), text);
      return;
    }

  n_days = g_date_get_days_in_month ((GDateMonth) ymd[1], (GDateYear) ymd[0]);
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               /* Translators: what was typed, and the number of days of its month: 28 to 31 */
               ngettext ("“%s”: there is no such day. That month has %u day.",
                         "“%s”: there is no such day. That month has %u days.", n_days),
               text, n_days);
}

/**
 * lep_parse_date:
 * @date: (out): YYYY-MM-DD
 *
 * Reads 2019-04-03, 3. 4. 2019., 3/4/2019 (not in English, where it could be
 * two days) and 3. april 2019. The year has four digits.
 */
gboolean
lep_parse_date (const LepLocale *locale,
                const char      *text,
                char             date[LEP_DATE_TEXT_SIZE + 1],
                GError         **error)
{
  g_autofree char *example = NULL;
  const char      *p = skip_spaces (text);
  int              ymd[3] = { 0 };
  gboolean         is_read = read_iso (p, ymd) || read_day_first (locale, p, ymd);

  if (is_read && ymd[0] > 0 &&
      g_date_valid_dmy ((GDateDay) ymd[2], (GDateMonth) ymd[1], (GDateYear) ymd[0]))
    {
      g_snprintf (date, LEP_DATE_TEXT_SIZE + 1, "%04d-%02d-%02d", ymd[0] % 10000, ymd[1] % 100, ymd[2] % 100);
      return TRUE;
    }

  if (is_read && ymd[0] > 0)
    {
      refuse_day (text, ymd, error);
      return FALSE;
    }

  example = lep_format_date (locale, "2019-04-23", LEP_DATE_SHORT);
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               _ ("“%s” is not a date here. Write it like %s or 2019-04-23."), text, example);
  return FALSE;
}
