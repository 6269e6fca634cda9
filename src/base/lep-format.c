/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Numbers, money, shares and dates as a reader of a language writes them. Never
 * asks the C library's locale, and never goes through floating point. */

#include <stdlib.h>
#include <string.h>

#include "lep-clock.h"

#include "lep-format.h"

#define MAX_SCALE 18

static guint64
power_of_ten (guint exponent)
{
  guint64 power = 1;

  while (exponent-- > 0)
    power *= 10;
  return power;
}

/* Digits in groups of three, from the left. */
static void
append_grouped (GString    *out,
                guint64     value,
                const char *group)
{
  char digits[24];
  int  n = g_snprintf (digits, sizeof digits, "%" G_GUINT64_FORMAT, value);

  for (int i = 0; i < n; i++)
    {
      if (i > 0 && (n - i) % 3 == 0)
        g_string_append (out, group);
      g_string_append_c (out, digits[i]);
    }
}

/* @value has @scale decimals; shown with @decimals, halves away from zero. */
static void
append_fixed (GString         *out,
              const LepLocale *locale,
              gint64           value,
              guint            scale,
              guint            decimals)
{
  guint64 magnitude = value < 0 ? 0 - (guint64) value : (guint64) value;
  guint64 unit;

  if (decimals < scale)
    {
      guint64 step = power_of_ten (scale - decimals);

      magnitude = magnitude / step + (magnitude % step >= step - step / 2 ? 1 : 0);
      scale = decimals;
    }
  unit = power_of_ten (scale);

  if (value < 0 && magnitude > 0)
    g_string_append (out, locale->minus);
  append_grouped (out, magnitude / unit, locale->group);
  if (decimals == 0)
    return;

  g_string_append (out, locale->decimal);
  if (scale > 0)
    g_string_append_printf (out, "%0*" G_GUINT64_FORMAT, (int) scale, magnitude % unit);
  for (guint i = scale; i < decimals; i++)
    g_string_append_c (out, '0');
}

/**
 * lep_format_count:
 *
 * Returns: (transfer full): the number with grouped digits: 1.584
 */
char *
lep_format_count (const LepLocale *locale,
                  gint64           value)
{
  return lep_format_decimal (locale, value, 0, 0);
}

/**
 * lep_format_decimal:
 * @value: the number times ten to the power of @scale
 * @scale: at most 18
 * @decimals: how many are shown; halves are rounded away from zero
 *
 * Returns: (transfer full): the number as the language writes it
 */
char *
lep_format_decimal (const LepLocale *locale,
                    gint64           value,
                    guint            scale,
                    guint            decimals)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (locale != NULL && scale <= MAX_SCALE, g_string_free (out, FALSE));

  append_fixed (out, locale, value, scale, decimals);
  return g_string_free (out, FALSE);
}

/* The per cent sign stands where the language wants it. */
static char *
with_percent_sign (const LepLocale *locale,
                   const char      *number)
{
  const char *place = strchr (locale->percent, 'N');

  return g_strdup_printf ("%.*s%s%s", (int) (place - locale->percent), locale->percent, number, place + 1);
}

/**
 * lep_format_percent:
 * @hundredths: hundredths of a percent: 3470 is 34.70 %
 *
 * Returns: (transfer full): for example "34,70 %" with a no-break space
 */
char *
lep_format_percent (const LepLocale *locale,
                    gint64           hundredths,
                    guint            decimals)
{
  g_autofree char *number = lep_format_decimal (locale, hundredths, 2, decimals);

  return with_percent_sign (locale, number);
}

/* The same with "less than" before it, for what is there and rounds to nothing. */
static char *
format_share (const LepLocale *locale,
              gint64           share,
              gboolean         is_something,
              guint            decimals)
{
  gboolean         is_less = share == 0 && is_something;
  g_autofree char *number = lep_format_decimal (locale, is_less ? 1 : share, decimals, decimals);
  g_autofree char *text = with_percent_sign (locale, number);

  return is_less ? g_strconcat ("<\302\240", text, NULL) : g_steal_pointer (&text);
}

/**
 * lep_format_shares:
 * @whole: what the parts should add up to
 * @decimals: at most 4
 *
 * The shares of the parts of a whole, which add up to 100 per cent as they are shown: what
 * rounding down takes away goes to those that it took the most from. Parts that do not
 * add up to the whole have theirs each for itself, as by lep_format_ratio ().
 *
 * Returns: (transfer full): as many texts
 */
char **
lep_format_shares (const LepLocale *locale,
                   const gint64    *parts,
                   guint            n_parts,
                   gint64           whole,
                   guint            decimals)
{
  char             **texts = g_new0 (char *, n_parts + 1);
  g_autofree gint64 *shares = g_new (gint64, n_parts + 1), *rests = g_new (gint64, n_parts + 1);
  const gint64       hundred = 100 * (gint64) power_of_ten (decimals);
  gint64             left = hundred;
  __int128           sum = 0;
  gboolean           is_split = whole > 0;

  for (guint i = 0; i < n_parts; i++)
    {
      const __int128 scaled = (__int128) parts[i] * hundred;

      is_split = is_split && parts[i] >= 0 && parts[i] <= whole;
      sum += parts[i];
      shares[i] = is_split ? (gint64) (scaled / whole) : 0;
      rests[i] = is_split ? (gint64) (scaled % whole) : 0;
      left -= shares[i];
    }
  is_split = is_split && sum == whole;
  for (; is_split && left > 0; left--)
    {
      guint most = 0;

      for (guint i = 1; i < n_parts; i++)
        if (rests[i] > rests[most])
          most = i;
      shares[most]++;
      rests[most] = -1;
    }
  for (guint i = 0; i < n_parts; i++)
    texts[i] = is_split ? format_share (locale, shares[i], parts[i] > 0, decimals) : lep_format_ratio (locale, parts[i], whole, decimals);
  return texts;
}

/**
 * lep_format_ratio:
 * @decimals: at most 4
 *
 * A share in per cent, rounded once (halves away from zero) from the two
 * numbers themselves; "< 1 %" where that is nothing and there is something.
 *
 * Returns: (transfer full): the share; the sign of no value when @whole is 0
 */
char *
lep_format_ratio (const LepLocale *locale,
                  gint64           part,
                  gint64           whole,
                  guint            decimals)
{
  __int128 scaled, divisor, half;

  g_return_val_if_fail (decimals <= 4, NULL);

  if (whole == 0)
    return g_strdup (LEP_NOTHING);

  scaled = (__int128) part * 100 * (gint64) power_of_ten (decimals);
  divisor = whole;
  if (divisor < 0)
    {
      scaled = -scaled;
      divisor = -divisor;
    }
  half = scaled < 0 ? -divisor : divisor;
  scaled = (2 * scaled + half) / (2 * divisor);
  return format_share (locale, (gint64) CLAMP (scaled, (__int128) G_MININT64, (__int128) G_MAXINT64), (part > 0) == (whole > 0) && part != 0, decimals);
}

/**
 * lep_currency_digits:
 * @currency: (nullable): ISO 4217 code
 *
 * Returns: how many decimals the currency has (ISO 4217, list one)
 */
guint
lep_currency_digits (const char *currency)
{
  static const char *const none[] = { "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG",
                                      "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF", NULL };
  static const char *const three[] = { "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND", NULL };

  if (currency == NULL)
    return 2;
  if (g_strv_contains (none, currency))
    return 0;
  return g_strv_contains (three, currency) ? 3 : 2;
}

/**
 * lep_currency_symbol:
 *
 * @currency: (nullable): ISO 4217 code
 *
 * Returns: what stands behind an amount: KM (КМ in Serbian Cyrillic) for BAM, the
 *   code itself for every other currency; nothing where none is known
 */
const char *
lep_currency_symbol (const LepLocale *locale,
                     const char      *currency)
{
  if (currency == NULL)
    return "";
  return strcmp (currency, "BAM") == 0 ? locale->convertible_mark : currency;
}

/**
 * lep_format_money:
 * @minor: amount in minor units of the currency
 * @currency: (nullable): ISO 4217 code; NULL = two decimals and no currency, for
 *   a column whose title names it
 *
 * Returns: (transfer full): for example "479.214,14 KM" with a no-break space
 */
char *
lep_format_money (const LepLocale *locale,
                  gint64           minor,
                  const char      *currency)
{
  guint    digits = lep_currency_digits (currency);
  GString *out = g_string_new (NULL);

  append_fixed (out, locale, minor, digits, digits);
  if (currency != NULL)
    g_string_append_printf (out, "\302\240%s", lep_currency_symbol (locale, currency));
  return g_string_free (out, FALSE);
}

static gboolean
read_date (const char *text,
           int        *year,
           int        *month,
           int        *day)
{
  if (text == NULL || strlen (text) < LEP_DATE_TEXT_SIZE || text[4] != '-' || text[7] != '-')
    return FALSE;
  for (int i = 0; i < LEP_DATE_TEXT_SIZE; i++)
    if (i != 4 && i != 7 && !g_ascii_isdigit (text[i]))
      return FALSE;

  *year = atoi (text);
  *month = atoi (text + 5);
  *day = atoi (text + 8);
  return *year > 0 && g_date_valid_dmy ((GDateDay) *day, (GDateMonth) *month, (GDateYear) *year);
}

static const char roman[][4] = { "I", "II", "III", "IV" };

/* Writes one field of a pattern, of @n times the letter @c. */
static void
append_field (GString           *out,
              char               c,
              guint              n,
              const char *const *names,
              const LepLocale   *locale,
              const int          date[3])
{
  if (c == 'y')
    g_string_append_printf (out, "%d", date[0]);
  else if (c == 'q')
    g_string_append_printf (out, "%d", (date[1] - 1) / 3 + 1);
  else if (c == 'Q')
    g_string_append (out, roman[(date[1] - 1) / 3]);
  else if (c == 'M' && n >= 3)
    g_string_append (out, n == 3 ? locale->months_short[date[1] - 1] : names[date[1] - 1]);
  else
    g_string_append_printf (out, "%0*d", (int) n, c == 'M' ? date[1] : date[2]);
}

static char *
apply_pattern (const LepLocale   *locale,
               const char        *pattern,
               const char *const *names,
               int                year,
               int                month,
               int                day)
{
  const int date[3] = { year, month, day };
  GString  *out = g_string_new (NULL);
  gboolean  quoted = FALSE;

  for (const char *p = pattern; *p != '\0';)
    {
      if (*p == '\'')
        {
          quoted = !quoted;
          p++;
        }
      else if (!quoted && strchr ("dMyqQ", *p) != NULL)
        {
          guint n = strspn (p, (char[]){ *p, '\0' });

          append_field (out, *p, n, names, locale, date);
          p += n;
        }
      else
        g_string_append_c (out, *p++);
    }
  return g_string_free (out, FALSE);
}

/**
 * lep_format_date:
 * @date: (nullable): YYYY-MM-DD; what is no date is shown as it is
 *
 * Returns: (transfer full): the date; the sign of no value for NULL
 */
char *
lep_format_date (const LepLocale *locale,
                 const char      *date,
                 LepDateStyle     style)
{
  int year, month, day;

  if (date == NULL || *date == '\0')
    return g_strdup (LEP_NOTHING);
  if (!read_date (date, &year, &month, &day) || date[LEP_DATE_TEXT_SIZE] != '\0')
    return g_strdup (date);
  return apply_pattern (locale, style == LEP_DATE_LONG ? locale->date_long : locale->date_short,
                        locale->months, year, month, day);
}

/**
 * lep_format_date_range:
 * @from: (nullable): YYYY-MM-DD
 * @to: (nullable): YYYY-MM-DD
 *
 * Returns: (transfer full): "1. 5. 2017. – 31. 12. 2018."; an open end is left out
 */
char *
lep_format_date_range (const LepLocale *locale,
                       const char      *from,
                       const char      *to)
{
  g_autofree char *first = from == NULL ? g_strdup ("") : lep_format_date (locale, from, LEP_DATE_SHORT);
  g_autofree char *last = to == NULL ? g_strdup ("") : lep_format_date (locale, to, LEP_DATE_SHORT);

  if (from == NULL && to == NULL)
    return g_strdup (LEP_NOTHING);
  return g_strstrip (g_strdup_printf ("%s \342\200\223 %s", first, last));
}

static char *
format_time (const LepLocale *locale,
             const char      *time,
             GTimeZone       *zone,
             LepDateStyle     style,
             gboolean         with_seconds)
{
  g_autoptr (GDateTime) moment = NULL;
  g_autoptr (GDateTime) local = NULL;
  g_autofree char *date = NULL, *hour = NULL;
  gint64           ms;

  if (time == NULL || *time == '\0')
    return g_strdup (LEP_NOTHING);
  if (!lep_time_parse (time, -1, &ms))
    return g_strdup (time);

  moment = g_date_time_new_from_unix_utc (ms >= 0 ? ms / 1000 : (ms - 999) / 1000);
  if (moment == NULL)
    return g_strdup (time);
  local = zone == NULL ? g_date_time_ref (moment) : g_date_time_to_timezone (moment, zone);
  if (local == NULL) /* there it is a year without four digits */
    return g_strdup (time);
  date = apply_pattern (locale, style == LEP_DATE_LONG ? locale->date_long : locale->date_short, locale->months,
                        g_date_time_get_year (local), g_date_time_get_month (local), g_date_time_get_day_of_month (local));
  hour = g_date_time_format (local, with_seconds ? "%H:%M:%S" : "%H:%M");
  return g_strconcat (date, locale->date_time, hour, NULL);
}

/**
 * lep_format_time:
 * @time: (nullable): a moment as stored (YYYY-MM-DDThh:mm:ss.mmmZ)
 * @zone: (nullable): the reader's time zone; NULL = UTC
 *
 * Returns: (transfer full): "3. 4. 2019. u 10:42"
 */
char *
lep_format_time (const LepLocale *locale,
                 const char      *time,
                 GTimeZone       *zone,
                 LepDateStyle     style)
{
  return format_time (locale, time, zone, style, FALSE);
}

/**
 * lep_format_time_exact:
 *
 * Returns: (transfer full): the same to the second, for where seconds decide
 */
char *
lep_format_time_exact (const LepLocale *locale,
                       const char      *time,
                       GTimeZone       *zone,
                       LepDateStyle     style)
{
  return format_time (locale, time, zone, style, TRUE);
}

/**
 * lep_format_quarter:
 * @quarter: 1 to 4
 *
 * Returns: (transfer full): "Q2 2017" or "II 2017.", without the year "Q2" or "II"
 */
char *
lep_format_quarter (const LepLocale *locale,
                    int              year,
                    int              quarter,
                    gboolean         with_year)
{
  g_return_val_if_fail (quarter >= 1 && quarter <= 4, NULL);

  return apply_pattern (locale, with_year ? locale->quarter_year : locale->quarter,
                        locale->months, year, quarter * 3, 1);
}
