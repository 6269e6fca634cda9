/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How stored values are written on screen in the user's language, and how what
 * a user typed becomes a stored value again. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-field-parse.h"
#include "lep-currency.h"
#include "lep-format.h"
#include "lep-language.h"

#include "lep-field-text.h"

#define DOT " \302\267 "

/**
 * lep_editable_show:
 *
 * Shows a text as stored: undoing what is typed after it ends with it. GTK takes what a
 * program sets for typed as well.
 */
void
lep_editable_show (GtkEditable *editable,
                   const char  *text)
{
  gtk_editable_set_enable_undo (editable, FALSE);
  gtk_editable_set_text (editable, text);
  gtk_editable_set_enable_undo (editable, TRUE);
}

static char *
show_number (const LepField *field,
             const char     *currency,
             gint64          number)
{
  const LepLocale *locale = lep_language_locale ();
  guint            scale = lep_field_scale (field);

  if (field->type == LEP_TYPE_MONEY)
    return lep_format_decimal (locale, number, lep_currency_digits (currency), lep_currency_digits (currency));

  if (field->type == LEP_TYPE_PERCENT)
    return lep_format_percent (locale, number, 2);

  if (scale > 0)
    return lep_format_decimal (locale, number, scale, scale);

  return lep_format_count (locale, number);
}

/**
 * lep_field_show_in:
 * @currency: (nullable): of an amount, which has its decimals; it stands elsewhere
 * @value: (nullable): a stored value; %NULL = not answered
 *
 * Returns: (transfer full): the value as it stands in an entry; "" for nothing
 */
char *
lep_field_show_in (const LepField *field,
                   const char     *currency,
                   const char     *value)
{
  const LepLocale *locale = lep_language_locale ();
  gint64           number;

  g_return_val_if_fail (field != NULL, NULL);

  if (value == NULL || *value == '\0')
    return g_strdup ("");

  switch (field->type)
    {
    case LEP_TYPE_INT:
    case LEP_TYPE_MONEY:
    case LEP_TYPE_PERCENT:
      if (!g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL))
        return g_strdup (value);
      return show_number (field, currency, number);

    case LEP_TYPE_DATE:
      return lep_format_date (locale, value, LEP_DATE_SHORT);

    case LEP_TYPE_TIME:
      {
        g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

        return lep_format_time (locale, value, zone, LEP_DATE_SHORT);
      }

    case LEP_TYPE_TEXT:
    case LEP_TYPE_NOTE:
    case LEP_TYPE_BOOL:
    case LEP_TYPE_CODE:
    case LEP_TYPE_CODES:
    case LEP_TYPE_REF:
    case LEP_TYPE_HASH:
    default:
      return g_strdup (value);
    }
}

/* As lep_field_show_in (), without a currency. */
char *
lep_field_show (const LepField *field,
                const char     *value)
{
  return lep_field_show_in (field, NULL, value);
}

static char *
label_codes (const char *list,
             const char *value)
{
  g_auto (GStrv) codes = g_strsplit (value, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; codes[i] != NULL; i++)
    {
      const char *label = list != NULL ? lep_code_label (list, codes[i]) : NULL;

      if (text->len > 0)
        g_string_append (text, DOT);
      g_string_append (text, label != NULL ? label : codes[i]);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
label_ref (LepWorkspace   *workspace,
           const LepField *field,
           const char     *id)
{
  g_auto (GStrv) kinds = NULL;

  kinds = g_strsplit (field->target, "|", -1);
  for (guint i = 0; workspace != NULL && kinds[i] != NULL; i++)
    {
      const char *kind = strcmp (kinds[i], "*") == 0 ? NULL : kinds[i];
      g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, kind, id, NULL, NULL);

      if (record != NULL)
        return lep_record_label (workspace, record);
    }

  return g_strdup (_ ("Not on this laptop"));
}

/**
 * lep_field_label_in:
 * @workspace: (nullable): where references find their names
 * @currency: (nullable): of an amount, as for lep_field_show_in ()
 * @value: (nullable): a stored value; %NULL = not answered
 *
 * Returns: (transfer full): the value for reading: labels of codes, names of
 *   records; a dash for nothing
 */
char *
lep_field_label_in (LepWorkspace   *workspace,
                    const char     *currency,
                    const LepField *field,
                    const char     *value)
{
  const char *label;

  g_return_val_if_fail (field != NULL, NULL);

  if (value == NULL || *value == '\0')
    return g_strdup (LEP_NOTHING);

  switch (field->type)
    {
    case LEP_TYPE_BOOL:
      return g_strdup (strcmp (value, "0") == 0 ? _ ("No") : _ ("Yes"));

    case LEP_TYPE_CODE:
      label = field->target != NULL ? lep_code_label (field->target, value) : NULL;
      return g_strdup (label != NULL ? label : value);

    case LEP_TYPE_CODES:
      return label_codes (field->target, value);

    case LEP_TYPE_REF:
      return label_ref (workspace, field, value);

    case LEP_TYPE_TEXT:
    case LEP_TYPE_NOTE:
    case LEP_TYPE_INT:
    case LEP_TYPE_MONEY:
    case LEP_TYPE_PERCENT:
    case LEP_TYPE_DATE:
    case LEP_TYPE_TIME:
    case LEP_TYPE_HASH:
    default:
      return lep_field_show_in (field, currency, value);
    }
}

/**
 * lep_money_label:
 * @currency: (nullable): unknown
 * @value: (nullable): a stored amount; %NULL = not answered
 *
 * Returns: (transfer full): the amount with its currency, for where nothing else names it
 */
char *
lep_money_label (const char *currency,
                 const char *value)
{
  gint64 amount;

  if (value == NULL || *value == '\0')
    return g_strdup (LEP_NOTHING);
  if (!g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &amount, NULL))
    return g_strdup (value);
  return lep_format_money (lep_language_locale (), amount, currency);
}

/* As lep_field_label_in (), without a currency. */
char *
lep_field_label (LepWorkspace   *workspace,
                 const LepField *field,
                 const char     *value)
{
  return lep_field_label_in (workspace, NULL, field, value);
}

/**
 * lep_record_field_label:
 * @value: (nullable): of the field of the record, now or earlier
 *
 * Returns: (transfer full): as lep_field_label (); an amount with the decimals
 *   of the record's currency
 */
char *
lep_record_field_label (LepWorkspace   *workspace,
                        LepRecord      *record,
                        const LepField *field,
                        const char     *value)
{
  g_autofree char *currency = field->type == LEP_TYPE_MONEY ? lep_currency_of_record (workspace, record) : NULL;

  return lep_field_label_in (workspace, currency, field, value);
}

/* A table may have days alone, but who types one means an hour: a deadline is one, and so
 * is what came before it or after. */
static gboolean
has_hour (const LepField *field,
          const char     *typed,
          GError        **error)
{
  g_autofree char *example = NULL;

  if (strchr (typed, ':') != NULL)
    return TRUE;
  example = lep_field_show (field, LEP_FIELD_EXAMPLE_TIME);
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               /* Translators: name of a field, such as a deadline; then a day with an hour */
               _ ("%s: the hour is missing. Write it behind the day, as in %s."), lep_schema_label (field->label), example);
  return FALSE;
}

/* As lep_field_parse_as (), in the screen's language and the time zone of this laptop. */
gboolean
lep_field_parse_in (const LepField *field,
                    const char     *currency,
                    const char     *typed,
                    char          **value,
                    GError        **error)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *parsed = NULL;

  if (!lep_field_parse_as (field, lep_language_locale (), here, currency, typed, &parsed, error) ||
      (field->type == LEP_TYPE_TIME && parsed != NULL && !has_hour (field, typed, error)))
    return FALSE;
  *value = g_steal_pointer (&parsed);
  return TRUE;
}

/* As lep_field_parse_in (), without a currency. */
gboolean
lep_field_parse (const LepField *field,
                 const char     *typed,
                 char          **value,
                 GError        **error)
{
  return lep_field_parse_in (field, NULL, typed, value, error);
}

/**
 * lep_field_summary:
 *
 * Returns: (transfer full): the first line of @text, for a list
 */
char *
lep_field_summary (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);

  return g_strndup (text, strcspn (text, "\n"));
}

/**
 * lep_record_label:
 *
 * The name of a record for a heading or a list, on one line. One that is named
 * by a day or a number is told with its kind: "Quarterly meeting · 1 Jun 2017",
 * "Tranche 2".
 *
 * Returns: (transfer full): the name
 */
char *
lep_record_label (LepWorkspace *workspace,
                  LepRecord    *record)
{
  const LepKind   *kind;
  const LepField  *field;
  const LepField  *kind_field;
  const char      *value;
  g_autofree char *title = NULL;
  g_autofree char *label = NULL;
  g_autofree char *what = NULL;

  g_return_val_if_fail (LEP_IS_RECORD (record), NULL);

  kind = lep_record_get_kind (record);
  field = kind != NULL ? lep_kind_field (kind, kind->title) : NULL;
  value = field != NULL ? lep_record_get (record, field->name) : NULL;
  if (value == NULL || field->type == LEP_TYPE_TEXT || field->type == LEP_TYPE_NOTE || field->type == LEP_TYPE_REF)
    {
      title = lep_record_dup_title (record);
      return lep_field_summary (title);
    }

  label = lep_field_label (workspace, field, value);
  if (field->type == LEP_TYPE_INT)
    return g_strdup_printf ("%s %s", lep_schema_label (kind->label), label);

  if (field->type != LEP_TYPE_DATE)
    return g_steal_pointer (&label);

  kind_field = lep_kind_field (kind, "kind");
  if (kind_field != NULL && lep_record_get (record, "kind") != NULL)
    what = lep_field_label (workspace, kind_field, lep_record_get (record, "kind"));

  return g_strconcat (what != NULL ? what : lep_schema_label (kind->label), DOT, label, NULL);
}
