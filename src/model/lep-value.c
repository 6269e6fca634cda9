/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The stored form of values (bundle format, "Values"): whether a text has it,
 * how what people type gets it, and what a local edit may write. */

#include <stdint.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "lep-clock.h"
#include "lep-error.h"
#include "lep-hash.h"
#include "lep-uuid.h"

#include "lep-value.h"

#define CODE_CHARS "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"

#define MAX_QUOTED 40 /* characters of a value in a message */
#define MAX_LISTED 12 /* codes in a message */

/**
 * lep_value_is_number:
 *
 * Returns: whether values of the type are whole numbers in their stored form
 */
gboolean
lep_value_is_number (LepFieldType type)
{
  return type == LEP_TYPE_INT || type == LEP_TYPE_MONEY || type == LEP_TYPE_PERCENT;
}

/**
 * lep_value_parse_int:
 * @value: (out): the number
 *
 * Reads a number in its one stored form: no plus sign, no leading zeros, no
 * minus zero, within ±(2⁶³−1).
 */
gboolean
lep_value_parse_int (const char *text,
                     gint64     *value)
{
  const char *digits = *text == '-' ? text + 1 : text;
  gsize       length = strspn (digits, "0123456789");
  gint64      number;

  if (length == 0 || length > 19 || digits[length] != '\0')
    return FALSE;
  if (*digits == '0' && (length > 1 || digits != text))
    return FALSE;

  errno = 0;
  number = g_ascii_strtoll (text, NULL, 10);
  if (errno != 0 || number == G_MININT64)
    return FALSE;

  *value = number;
  return TRUE;
}

static gboolean
parse_digits (const char *text,
              int         n_digits,
              int        *value)
{
  *value = 0;
  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *value = 10 * *value + (text[i] - '0');
    }

  return TRUE;
}

/**
 * lep_value_parse_date:
 *
 * Reads YYYY-MM-DD, a real day of the Gregorian calendar (which is taken
 * backwards from 1582 too).
 */
gboolean
lep_value_parse_date (const char *text,
                      int        *year,
                      int        *month,
                      int        *day)
{
  if (strlen (text) != 10 || text[4] != '-' || text[7] != '-')
    return FALSE;

  return parse_digits (text, 4, year) &&
         parse_digits (text + 5, 2, month) &&
         parse_digits (text + 8, 2, day) &&
         g_date_valid_dmy ((GDateDay) *day, (GDateMonth) *month, (GDateYear) *year);
}

static gboolean
is_code (const char *text,
         gsize       length)
{
  return length > 0 && length <= LEP_CODE_MAX_CHARS && strspn (text, CODE_CHARS) >= length;
}

static int
compare_code (const char *a,
              gsize       a_length,
              const char *b,
              gsize       b_length)
{
  int order = memcmp (a, b, MIN (a_length, b_length));

  return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

/* Sorted by bytes, no doubles, one space between; no codes at all is the empty text. */
static gboolean
is_code_set (const char *text)
{
  const char *previous = NULL;
  gsize       previous_length = 0;

  while (*text != '\0')
    {
      gsize length = strcspn (text, " ");

      if (!is_code (text, length))
        return FALSE;
      if (previous != NULL && compare_code (previous, previous_length, text, length) >= 0)
        return FALSE;

      previous = text;
      previous_length = length;
      text += length;
      if (*text == ' ' && *++text == '\0')
        return FALSE;
    }

  return TRUE;
}

/**
 * lep_value_is_canonical:
 * @text: valid UTF-8
 *
 * Whether a value that came from elsewhere can be read as its type. This is all
 * that an import asks; too long or unknown values are kept as they came.
 */
gboolean
lep_value_is_canonical (LepFieldType type,
                        const char  *text)
{
  gint64  number;
  int     year, month, day;
  LepUuid uuid;
  LepHash hash;

  switch (type)
    {
    case LEP_TYPE_TEXT:
    case LEP_TYPE_NOTE:
      return TRUE;
    case LEP_TYPE_INT:
    case LEP_TYPE_MONEY:
    case LEP_TYPE_PERCENT:
      return lep_value_parse_int (text, &number);
    case LEP_TYPE_DATE:
      return lep_value_parse_date (text, &year, &month, &day);
    case LEP_TYPE_TIME:
      return lep_time_parse (text, -1, &number);
    case LEP_TYPE_BOOL:
      return g_str_equal (text, "0") || g_str_equal (text, "1");
    case LEP_TYPE_CODE:
      return is_code (text, strlen (text));
    case LEP_TYPE_CODES:
      return is_code_set (text);
    case LEP_TYPE_REF:
      return lep_uuid_parse (text, -1, &uuid);
    case LEP_TYPE_HASH:
      return lep_hash_parse (text, -1, &hash);
    }

  return FALSE;
}

/**
 * lep_value_split_codes:
 * @text: (nullable): a set of codes in stored form
 *
 * Returns: (transfer full) (array zero-terminated=1): the codes
 */
char **
lep_value_split_codes (const char *text)
{
  return g_strsplit (text != NULL ? text : "", " ", -1);
}

/* A value as it may stand in a message: short, in one line. */
static char *
quote_value (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  glong n = 0;

  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (++n > MAX_QUOTED)
        {
          g_string_append (out, "…");
          break;
        }
      g_string_append_unichar (out, g_unichar_iscntrl (character) ? ' ' : character);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

G_GNUC_PRINTF (4, 5)
static gboolean
refuse (const LepField *field,
        const char     *text,
        GError        **error,
        const char     *format,
        ...)
{
  g_autofree char *reason = NULL;
  g_autofree char *quoted = quote_value (text);
  va_list          arguments;

  va_start (arguments, format);
  reason = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  /* Translators: the name of a field, what somebody typed there, and a sentence on why it is refused. */
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("%s “%s”: %s"),
               lep_schema_label (field->label), quoted, reason);
  return FALSE;
}

/* Characters that no text may hold: controls, line ends where one line is
 * asked for, and those that XML cannot carry. */
static gboolean
has_bad_character (const char *text,
                   gboolean    lines)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (character == '\n' && lines)
        continue;
      if (g_unichar_iscntrl (character) || (character & 0xfffe) == 0xfffe)
        return TRUE;
      if ((character == 0x2028 || character == 0x2029) && !lines)
        return TRUE;
    }

  return FALSE;
}

static gboolean
check_text (const LepField *field,
            const char     *text,
            GError        **error)
{
  g_autofree char *normal = NULL;
  gboolean         lines = field->type == LEP_TYPE_NOTE;

  if (lines && strlen (text) > LEP_NOTE_MAX_BYTES)
    return refuse (field, text, error, _ ("the text is longer than %d KiB; shorten it."), LEP_NOTE_MAX_BYTES / 1024);
  if (!lines && g_utf8_strlen (text, -1) > LEP_TEXT_MAX_CHARS)
    return refuse (field, text, error, _ ("the text is longer than %d characters; shorten it."), LEP_TEXT_MAX_CHARS);
  if (has_bad_character (text, lines))
    return refuse (field, text, error,
                   lines ? _ ("the text holds control characters; remove them.")
                         : _ ("the text holds line ends or control characters; write it in one line."));

  normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  if (!g_str_equal (normal, text))
    return refuse (field, text, error, _ ("letters and accents are stored in parts; type the text anew (it must be in Unicode form NFC)."));

  return TRUE;
}

/* In its stored form a number has no point, whatever it counts. */
static const char *
say_no_number (const LepField *field)
{
  if (field->type == LEP_TYPE_MONEY)
    return _ ("this is not a whole number of the currency's smallest unit; write digits only, 123450 for 1,234.50.");
  if (field->type == LEP_TYPE_PERCENT)
    return _ ("this is not a whole number of hundredths of a percent; write digits only, 1250 for 12.5.");
  if (strcmp (field->name, "quantity") == 0)
    return _ ("this is not a whole number of thousandths; write digits only, 2500 for 2.5.");
  if (strcmp (field->name, "rate") == 0)
    return _ ("this is not a whole number of millionths; write digits only, 1955830 for 1.95583.");
  return _ ("this is not a whole number; write digits only.");
}

static gboolean
check_number (const LepField *field,
              const char     *text,
              GError        **error)
{
  g_autofree char *least = g_strdup_printf ("%" G_GINT64_FORMAT, field->minimum);
  gint64           value;

  if (!lep_value_parse_int (text, &value))
    return refuse (field, text, error, "%s", say_no_number (field));
  if (field->minimum == 0 && field->maximum == 0)
    return TRUE;
  if (value < 0 && field->minimum == 0)
    return refuse (field, text, error, _ ("the number is below zero; write 0 or more."));
  if (value < field->minimum && field->maximum == G_MAXINT64)
    return refuse (field, text, error, _ ("the number is too small; write %s or more."), least);
  if (value < field->minimum || value > field->maximum)
    return refuse (field, text, error,
                   _ ("the number is out of range; write %jd to %jd."),
                   (intmax_t) field->minimum, (intmax_t) field->maximum);

  return TRUE;
}

/* @text begins with a year of four digits. */
static gboolean
check_year (const LepField *field,
            const char     *text,
            GError        **error)
{
  int year;

  if (parse_digits (text, 4, &year) && year >= LEP_YEAR_MIN && year <= LEP_YEAR_MAX)
    return TRUE;

  return refuse (field, text, error, _ ("the year is outside %d–%d; correct it."), LEP_YEAR_MIN, LEP_YEAR_MAX);
}

static gboolean
check_date (const LepField *field,
            const char     *text,
            GError        **error)
{
  int year, month, day;

  if (!lep_value_parse_date (text, &year, &month, &day))
    return refuse (field, text, error,
                   strlen (text) == 10 && text[4] == '-' && text[7] == '-'
                     ? _ ("there is no such day; look into the calendar.")
                     : _ ("this is not a date; write it as year-month-day, like 2026-11-21."));
  return check_year (field, text, error);
}

/* The year is that of UTC. */
static gboolean
check_time (const LepField *field,
            const char     *text,
            GError        **error)
{
  if (!lep_time_parse (text, -1, NULL))
    return refuse (field, text, error, _ ("this is not a time; write it like 2026-11-21T09:30:00+01:00."));

  return check_year (field, text, error);
}

static gboolean
refuse_code (const LepField    *field,
             const char        *text,
             const LepCodeList *list,
             GError           **error)
{
  g_autoptr (GString) allowed = g_string_new (NULL);

  for (guint i = 0; i < list->n_codes && i < MAX_LISTED; i++)
    g_string_append_printf (allowed, "%s%s", i > 0 ? ", " : "", list->codes[i].code);
  if (list->n_codes > MAX_LISTED)
    g_string_append (allowed, ", …");

  /* Translators: a list of codes follows. */
  return refuse (field, text, error, _ ("this is not in the list “%s”; choose one of: %s."), list->name, allowed->str);
}

/* Alphabetic code of ISO 4217: which of them are in use changes, their form does not. */
static gboolean
is_currency (const char *text)
{
  return strlen (text) == 3 && strspn (text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static gboolean
check_codes (const LepField *field,
             const char     *text,
             GError        **error)
{
  const LepCodeList *list = lep_schema_code_list (field->target);
  g_auto (GStrv) codes = NULL;

  if (!lep_value_is_canonical (field->type, text))
    return refuse (field, text, error,
                   field->type == LEP_TYPE_CODE
                     ? _ ("this is not a code; write at most 64 letters, digits, dots, dashes and underscores.")
                     : _ ("this is not a set of codes; write them sorted, each once, with one space between."));
  if (g_strcmp0 (field->target, "currency") == 0 && !is_currency (text))
    return refuse (field, text, error, _ ("this is not a currency; write its three capital letters, as BAM or EUR."));
  if (list == NULL || (field->flags & LEP_FIELD_OPEN_CODES))
    return TRUE;

  codes = lep_value_split_codes (text);
  for (guint i = 0; codes[i] != NULL; i++)
    if (!lep_code_list_has (list, codes[i]))
      return refuse_code (field, codes[i], list, error);

  return TRUE;
}

/**
 * lep_value_is_blank:
 * @text: (nullable): valid UTF-8
 *
 * Returns: whether nothing can be read there: no text, or spaces and empty lines
 */
gboolean
lep_value_is_blank (const char *text)
{
  for (const char *c = text; c != NULL && *c != '\0'; c = g_utf8_next_char (c))
    if (!g_unichar_isspace (g_utf8_get_char (c)))
      return FALSE;
  return TRUE;
}

static gboolean
refuse_missing (const LepField *field,
                GError        **error)
{
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("%s is required; fill it in."), lep_schema_label (field->label));
  return FALSE;
}

/**
 * lep_value_check:
 * @text: (nullable): the value in stored form, or %NULL for "not answered"
 *
 * Checks what a local edit wants to write into a field, by the field alone;
 * rules between fields and records are the store's.
 *
 * Returns: %TRUE, or %FALSE with %LEP_ERROR_INVALID: one sentence that names the
 *   field, the value, the rule and the way out
 */
gboolean
lep_value_check (const LepField *field,
                 const char     *text,
                 GError        **error)
{
  gboolean is_required = (field->flags & LEP_FIELD_REQUIRED) != 0;

  if (text == NULL)
    return !is_required || refuse_missing (field, error);

  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("%s is not UTF-8 text; type it anew."),
                   lep_schema_label (field->label));
      return FALSE;
    }

  if (is_required && lep_value_is_blank (text))
    return refuse_missing (field, error);
  if (field->type == LEP_TYPE_TEXT || field->type == LEP_TYPE_NOTE)
    return check_text (field, text, error);
  if (lep_value_is_number (field->type))
    return check_number (field, text, error);
  if (field->type == LEP_TYPE_DATE)
    return check_date (field, text, error);
  if (field->type == LEP_TYPE_TIME)
    return check_time (field, text, error);
  if (field->type == LEP_TYPE_CODE || field->type == LEP_TYPE_CODES)
    return check_codes (field, text, error);
  if (lep_value_is_canonical (field->type, text))
    return TRUE;

  if (field->type == LEP_TYPE_BOOL)
    return refuse (field, text, error, _ ("this is neither yes nor no; write 1 or 0."));
  if (field->type == LEP_TYPE_REF)
    return refuse (field, text, error, _ ("this is not the id of a record; ids look like 0194c9e2-5b7c-7000-8000-0123456789ab."));
  return refuse (field, text, error, _ ("this is not a SHA-256 sum; write 64 lower-case hex digits."));
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
tidy_codes (const char *text)
{
  g_auto (GStrv) parts = g_strsplit_set (text, " ,;\t\n", -1);
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  for (guint i = 0; parts[i] != NULL; i++)
    if (*parts[i] != '\0' && !g_ptr_array_find_with_equal_func (codes, parts[i], g_str_equal, NULL))
      g_ptr_array_add (codes, parts[i]);

  g_ptr_array_sort (codes, compare_texts);
  g_ptr_array_add (codes, NULL);
  return g_strjoinv (" ", (char **) codes->pdata);
}

static char *
tidy_time (const char *text)
{
  g_autoptr (GDateTime) local = g_date_time_new_from_iso8601 (text, NULL);
  char stored[LEP_TIME_TEXT_SIZE + 1];

  if (local == NULL)
    return g_strdup (text);

  lep_time_format (g_date_time_to_unix (local) * 1000 + g_date_time_get_microsecond (local) / 1000, stored);
  return g_strdup (stored);
}

static char *
tidy_text (const char *text,
           gboolean    lines)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  g_autoptr (GString) out = g_string_new (normal);

  g_string_replace (out, "\r\n", "\n", 0);
  g_string_replace (out, "\r", "\n", 0);
  g_string_replace (out, "\t", " ", 0);
  if (!lines)
    g_strstrip (out->str);

  return g_strdup (out->str);
}

/**
 * lep_value_tidy:
 * @text: what somebody typed, or a script handed over
 *
 * Brings a value into its stored form where that needs no guess: accents
 * composed, line ends, codes sorted, times in UTC, yes and no. What cannot be
 * tidied comes back as it is, for lep_value_check () to say why not.
 *
 * Returns: (transfer full): the value
 */
char *
lep_value_tidy (const LepField *field,
                const char     *text)
{
  if (!g_utf8_validate (text, -1, NULL))
    return g_strdup (text);

  switch (field->type)
    {
    case LEP_TYPE_TEXT:
      return tidy_text (text, FALSE);
    case LEP_TYPE_NOTE:
      return tidy_text (text, TRUE);
    case LEP_TYPE_CODES:
      return tidy_codes (text);
    case LEP_TYPE_TIME:
      return tidy_time (text);
    case LEP_TYPE_BOOL:
      if (g_str_equal (text, "true") || g_str_equal (text, "yes"))
        return g_strdup ("1");
      if (g_str_equal (text, "false") || g_str_equal (text, "no"))
        return g_strdup ("0");
      return g_strdup (text);
    case LEP_TYPE_REF:
    case LEP_TYPE_HASH:
      return g_ascii_strdown (text, -1);
    default:
      return g_strdup (text);
    }
}
