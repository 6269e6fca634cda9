/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a record is called on paper: in the language of the print, with codes in
 * words, and with what it belongs to where its own name does not say that. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-field-parse.h"
#include "lep-currency.h"
#include "lep-standard.h"
#include "lep-value.h"

#include "lep-print.h"

/* A split belongs to a result, that to a project: no chain is longer. */
#define MAX_OWNERS 3

/* What names what a record belongs to, the nearest first. */
static const char *const owners[] = { "outcome", "period", "meeting", "assessment_round", "application", "project", "partnership", "call", "owner", "about" };

/* These stand for themselves. */
static const char *const own_names[] = { "programme", "partnership", "project", "call", "application", "organisation", "peer_review", NULL };

/**
 * lep_print_indicator:
 * @name: as the workspace has it
 *
 * Returns: the name; that of a standard indicator in the language of the print
 */
const char *
lep_print_indicator (const LepReportInput *input,
                     const char           *code,
                     const char           *name)
{
  if (!lep_standard_is_shipped (code, name))
    return name == NULL ? code : name;
  return lep_print_text (input, lep_standard_indicator (code)->name);
}

static LepRecord *
find_record (const LepReportInput *input,
             const char           *kinds,
             const char           *id)
{
  g_auto (GStrv) names = g_strsplit (kinds, "|", -1);
  LepRecord *record = NULL;

  for (guint i = 0; id != NULL && record == NULL && names[i] != NULL; i++)
    record = lep_workspace_get_record (input->workspace, strcmp (names[i], "*") == 0 ? NULL : names[i], id, NULL, NULL);
  return record;
}

static char *
label_of_kind (const LepReportInput *input,
               LepRecord            *record,
               const char           *more)
{
  const LepKind *kind = lep_record_get_kind (record);
  const char    *what = lep_print_text (input, kind->label), *code = lep_record_get (record, "kind");

  if (code != NULL && lep_kind_field (kind, "kind") != NULL && lep_kind_field (kind, "kind")->type == LEP_TYPE_CODE)
    what = lep_print_code (input, lep_kind_field (kind, "kind")->target, code);
  return lep_print_join (" · ", what, more, NULL);
}

/**
 * lep_print_label:
 *
 * Returns: (transfer full): the record's own name
 */
char *
lep_print_label (const LepReportInput *input,
                 LepRecord            *record)
{
  const LepKind   *kind = lep_record_get_kind (record);
  const LepField  *field = kind == NULL || kind->title == NULL ? NULL : lep_kind_field (kind, kind->title);
  const char      *value = field == NULL ? NULL : lep_record_get (record, field->name);
  g_autofree char *text = NULL;

  if (kind == NULL)
    return lep_record_dup_title (record);
  if (value == NULL || *value == '\0')
    return label_of_kind (input, record, "");
  if (strcmp (kind->name, "indicator") == 0)
    return g_strdup (lep_print_indicator (input, lep_record_get (record, "code"), value));
  if (field->type == LEP_TYPE_REF)
    return lep_print_title (input, field->target, value);
  if (field->type == LEP_TYPE_TEXT || field->type == LEP_TYPE_NOTE)
    return g_strndup (value, strcspn (value, "\n"));

  text = lep_print_value (input, record, field, value);
  if (field->type == LEP_TYPE_CODE)
    return g_steal_pointer (&text);
  if (field->type == LEP_TYPE_INT)
    return g_strdup_printf ("%s %s", lep_print_text (input, kind->label), text);
  return label_of_kind (input, record, text);
}

/**
 * lep_print_owner:
 *
 * Returns: (transfer full) (nullable): what the record belongs to, and when it
 *   was, if its own name does not say so
 */
char *
lep_print_owner (const LepReportInput *input,
                 LepRecord            *record)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LepRecord) now = g_object_ref (record);

  for (guint depth = 0; depth < MAX_OWNERS && lep_record_get_kind (now) != NULL && !g_strv_contains (own_names, lep_record_get_kind_name (now)); depth++)
    {
      const LepKind *kind = lep_record_get_kind (now);
      g_autoptr (LepRecord) owner = NULL;
      g_autofree char *name = NULL;

      if (strcmp (kind->name, "outcome") == 0)
        {
          g_autofree char *range = lep_format_date_range (input->locale, lep_record_get (now, "from"), lep_record_get (now, "to"));

          if (*range != '\0')
            g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", range);
        }
      for (guint i = 0; owner == NULL && i < G_N_ELEMENTS (owners); i++)
        {
          const LepField *field = lep_kind_field (kind, owners[i]);

          if (field != NULL && field->type == LEP_TYPE_REF && (kind->title == NULL || strcmp (field->name, kind->title) != 0))
            owner = find_record (input, field->target, lep_record_get (now, owners[i]));
        }
      if (owner == NULL)
        break;
      name = lep_print_label (input, owner);
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", name);
      g_set_object (&now, owner);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* The record's currency says how many decimals there are. */
static char *
print_money (const LepReportInput *input,
             LepRecord            *record,
             gint64                amount)
{
  g_autofree char *currency = record == NULL ? NULL : lep_currency_of_record (input->workspace, record);

  return lep_format_money (input->locale, amount, currency);
}

/**
 * lep_print_value:
 * @record: (nullable): whose value it is: its dimension says what a category means
 *
 * Returns: (transfer full): a value as people read it
 */
char *
lep_print_value (const LepReportInput *input,
                 LepRecord            *record,
                 const LepField       *field,
                 const char           *value)
{
  const char *list = field->target, *dimension = record == NULL ? NULL : lep_record_get (record, "dimension");
  gint64      number;

  if (list == NULL && strcmp (field->name, "category") == 0)
    list = dimension;
  if (field->type == LEP_TYPE_CODE && list != NULL)
    return g_strdup (lep_print_code (input, list, value));
  if (field->type == LEP_TYPE_CODES && list != NULL)
    return lep_print_codes (input, list, value);
  if (field->type == LEP_TYPE_BOOL)
    return g_strdup (lep_print_text (input, strcmp (value, "0") == 0 ? N_ ("No") : N_ ("Yes")));
  if (field->type == LEP_TYPE_DATE)
    return lep_print_date (input, value);
  if (field->type == LEP_TYPE_TIME)
    return lep_print_moment (input, value);
  if (field->type == LEP_TYPE_REF)
    return lep_print_title (input, field->target, value);
  if (!lep_value_is_number (field->type) || !lep_value_parse_int (value, &number))
    return g_strdup (value);
  if (field->type == LEP_TYPE_MONEY)
    return print_money (input, record, number);
  if (field->type == LEP_TYPE_PERCENT)
    return lep_format_percent (input->locale, number, 2);
  if (lep_field_scale (field) > 0)
    return lep_format_decimal (input->locale, number, lep_field_scale (field), lep_field_scale (field));
  return lep_format_count (input->locale, number);
}
