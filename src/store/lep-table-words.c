/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Knows headings and cells in every language of the program: a table may come
 * from somebody whose screen speaks another one. */

#include <string.h>
#include <glib/gi18n-lib.h>

#include "lep-catalogue.h"
#include "lep-error.h"
#include "lep-field-parse.h"
#include "lep-fold.h"
#include "lep-format.h"
#include "lep-standard.h"
#include "lep-value.h"

#include "lep-table-words.h"

/* Between the codes of one cell; a label may have a comma in it. */
static const char *const between_codes[] = { ";|\n", ",/" };

struct _LepTableWords
{
  const LepLocale *locale;     /* of numbers and dates; NULL: stored forms */
  GTimeZone       *zone;       /* of hours; NULL: stored forms */
  GPtrArray       *catalogues; /* LepCatalogue; English needs none */
};

/**
 * lep_table_words_new:
 * @locale_dir: where the catalogues are
 * @locale: (nullable): how numbers and dates are written; %NULL: cells hold
 *   stored forms, as `lepctl csv export` writes them
 * @zone: (nullable): of hours, where cells are not in stored forms
 */
LepTableWords *
lep_table_words_new (const char      *locale_dir,
                     const LepLocale *locale,
                     GTimeZone       *zone)
{
  LepTableWords   *self = g_new0 (LepTableWords, 1);
  guint            n_locales;
  const LepLocale *all = lep_locale_all (&n_locales);

  self->locale = locale;
  self->zone = zone != NULL ? g_time_zone_ref (zone) : NULL;
  self->catalogues = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_catalogue_free);
  for (guint i = 0; i < n_locales; i++)
    {
      LepCatalogue *catalogue = lep_catalogue_open (locale_dir, &all[i], NULL);

      if (catalogue != NULL)
        g_ptr_array_add (self->catalogues, catalogue);
    }
  return self;
}

void
lep_table_words_free (LepTableWords *self)
{
  g_ptr_array_unref (self->catalogues);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_free (self);
}

/* How well something is named: not at all, with more words after it, in its first
 * words, in full. */
typedef enum
{
  NAMES_NOT,
  NAMES_AND_MORE,
  NAMES_FIRST,
  NAMES_FULLY,
} Naming;

static gboolean
begins_with_words (const char *text,
                   const char *words)
{
  return g_str_has_prefix (text, words) && text[strlen (words)] == ' ';
}

static Naming
compare_key (const char *key,
             const char *name_key)
{
  if (*name_key == '\0' || *key == '\0')
    return NAMES_NOT;
  if (strcmp (key, name_key) == 0)
    return NAMES_FULLY;
  if (begins_with_words (name_key, key))
    return NAMES_FIRST;
  return begins_with_words (key, name_key) ? NAMES_AND_MORE : NAMES_NOT;
}

/* "Ime ili naziv" is the name of either. */
static Naming
compare_name (const char *key,
              const char *name)
{
  static const char *const between[] = { " or ", " ili " };
  g_autofree char         *name_key = lep_fold_key (name, -1);
  Naming                   best = compare_key (key, name_key);

  for (guint i = 0; i < G_N_ELEMENTS (between); i++)
    {
      g_auto (GStrv) parts = g_strsplit (name_key, between[i], -1);

      for (guint j = 0; parts[j] != NULL; j++)
        best = MAX (best, compare_key (key, parts[j]));
    }
  return best;
}

/* @label: English, of the sources */
static Naming
compare_label (const LepTableWords *self,
               const char          *key,
               const char          *label)
{
  Naming best = compare_name (key, label);

  for (guint i = 0; i < self->catalogues->len; i++)
    best = MAX (best, compare_name (key, lep_catalogue_text (g_ptr_array_index (self->catalogues, i), label)));
  return best;
}

/* The field that a heading names, in any language and script; @loosely: its name
 * may be only the beginning, as in "Name (as registered)". */
static const char *
guess_field (const LepTableWords *self,
             const LepKind       *kind,
             const char          *heading,
             gboolean             loosely)
{
  g_autofree char *key = lep_fold_key (heading, -1);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LepField *field = &kind->fields[i];
      Naming          naming = MAX (compare_name (key, field->name), compare_label (self, key, field->label));

      if (naming == NAMES_FULLY || (loosely && naming != NAMES_NOT))
        return field->name;
    }
  return NULL;
}

/**
 * lep_table_words_map:
 *
 * Maps the columns that no field has yet by their headings, in any language;
 * what fits in full comes before what fits in part.
 */
void
lep_table_words_map (const LepTableWords *self,
                     LepTableImport      *table)
{
  const LepKind     *kind = lep_table_import_get_kind (table);
  const char *const *columns = lep_table_import_get_columns (table);

  for (guint loosely = 0; loosely < 2; loosely++)
    for (guint i = 0; columns[i] != NULL; i++)
      {
        const char *field = lep_table_import_get_field (table, i) != NULL
                              ? NULL
                              : guess_field (self, kind, columns[i], loosely == 1);

        if (field != NULL && !lep_table_import_has_field (table, field))
          lep_table_import_map_column (table, i, field, NULL);
      }
}

/* Returns: (nullable): the code that is called so, by its first words where they are
 * those of one alone; more words than a label has may name something else beside it */
static const char *
find_code (const LepTableWords *self,
           const LepField      *field,
           const char          *typed)
{
  const LepCodeList *list = field->target != NULL ? lep_schema_code_list (field->target) : NULL;
  g_autofree char   *key = lep_fold_key (typed, -1);
  const char        *nearly = NULL;
  guint              n_nearly = 0;

  if (list == NULL)
    return NULL;
  if (strcmp (list->name, "currency") == 0 && lep_parse_currency (typed) != NULL)
    return lep_parse_currency (typed);

  if (lep_code_list_has (list, typed))
    {
      for (guint i = 0; i < list->n_codes; i++)
        if (strcmp (list->codes[i].code, typed) == 0)
          return list->codes[i].code;
    }
  for (guint i = 0; i < list->n_codes; i++)
    {
      Naming naming = compare_label (self, key, list->codes[i].label);

      if (naming == NAMES_FULLY)
        return list->codes[i].code;
      if (naming == NAMES_FIRST)
        {
          nearly = list->codes[i].code;
          n_nearly++;
        }
    }
  return n_nearly == 1 ? nearly : NULL;
}

/* The names to choose from, in the screen's language. */
static void
refuse_code (const LepField *field,
             const char     *typed,
             GError        **error)
{
  const LepCodeList *list = lep_schema_code_list (field->target);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < list->n_codes; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " \302\267 " : "", lep_code_label (list->name, list->codes[i].code));
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               /* Translators: what stands in a table, the name of a field, and what it may be. */
               _ ("“%s” is not one of “%s”. Write one of these: %s"), typed, lep_schema_label (field->label), names->str);
}

static gboolean
is_closed_list (const LepField *field)
{
  return field->type == LEP_TYPE_CODE && (field->flags & LEP_FIELD_OPEN_CODES) == 0 && field->target != NULL &&
         lep_schema_code_list (field->target) != NULL;
}

/* Codes as they are stored, with a space between. */
static gboolean
are_codes (const LepField *field,
           const char     *cell)
{
  const LepCodeList *list = field->target != NULL ? lep_schema_code_list (field->target) : NULL;
  g_auto (GStrv) codes = lep_value_split_codes (cell);

  for (guint i = 0; codes[i] != NULL; i++)
    if (*codes[i] != '\0' && !lep_code_list_has (list, codes[i]))
      return FALSE;
  return TRUE;
}

/* Several codes or their names; what is neither stays, to be refused. */
static void
append_codes (const LepTableWords *self,
              const LepField      *field,
              const char          *cell,
              guint                depth,
              GString             *codes)
{
  const char *code = are_codes (field, cell) ? cell : find_code (self, field, cell);
  g_auto (GStrv) parts = NULL;

  if (code != NULL || depth == G_N_ELEMENTS (between_codes))
    {
      g_string_append_printf (codes, "%s%s", codes->len > 0 ? " " : "", code != NULL ? code : cell);
      return;
    }
  parts = g_strsplit_set (cell, between_codes[depth], -1);
  for (guint i = 0; parts[i] != NULL; i++)
    append_codes (self, field, g_strstrip (parts[i]), depth + 1, codes);
}

static char *
dup_codes (const LepTableWords *self,
           const LepField      *field,
           const char          *typed)
{
  GString *codes = g_string_new (NULL);

  append_codes (self, field, typed, 0, codes);
  return g_string_free (codes, FALSE);
}

/* Returns: (nullable): "1" or "0" */
static const char *
find_bool (const LepTableWords *self,
           const char          *typed)
{
  static const char *const yes[] = { "1", "x", "true", NULL };
  static const char *const no[] = { "0", "false", NULL };
  g_autofree char         *key = lep_fold_key (typed, -1);

  if (g_strv_contains (yes, key) || compare_label (self, key, "Yes") == NAMES_FULLY)
    return "1";
  return g_strv_contains (no, key) || compare_label (self, key, "No") == NAMES_FULLY ? "0" : NULL;
}

/* Returns: (nullable): the code of the standard indicator that is shown so in one of
 * the languages; the record has its English name only */
static const char *
find_indicator (const LepTableWords *self,
                const char          *typed)
{
  g_autofree char            *key = lep_fold_key (typed, -1);
  guint                       n;
  const LepStandardIndicator *indicators = lep_standard_indicators (&n);

  for (guint i = 0; i < n; i++)
    if (compare_label (self, key, indicators[i].name) == NAMES_FULLY)
      return indicators[i].code;
  return NULL;
}

/**
 * lep_table_words_read:
 * @user_data: a #LepTableWords
 *
 * A #LepTableReadFunc.
 */
char *
lep_table_words_read (LepWorkspace   *workspace,
                      const LepField *field,
                      const char     *currency,
                      const char     *typed,
                      gpointer        user_data,
                      GError        **error)
{
  const LepTableWords *self = user_data;
  g_autofree char     *codes = NULL;
  const char          *found = NULL;
  char                *value = NULL;

  if (field->type == LEP_TYPE_REF && g_strcmp0 (field->target, "indicator") == 0)
    found = find_indicator (self, typed);
  else if (field->type == LEP_TYPE_CODE)
    found = find_code (self, field, typed);
  else if (field->type == LEP_TYPE_CODES)
    found = codes = dup_codes (self, field, typed);
  else if (field->type == LEP_TYPE_BOOL)
    found = find_bool (self, typed);

  if (found != NULL)
    return lep_table_read_stored (workspace, field, currency, found, NULL, error);
  if (is_closed_list (field))
    {
      refuse_code (field, typed, error);
      return NULL;
    }
  if (self->locale == NULL || field->type == LEP_TYPE_REF || field->type == LEP_TYPE_CODE || field->type == LEP_TYPE_BOOL)
    return lep_table_read_stored (workspace, field, currency, typed, NULL, error);

  return lep_field_parse_as (field, self->locale, self->zone, currency, typed, &value, error) ? value : NULL;
}
