/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of records as JSON and as text for people. */

#include "lep-value.h"

#include "lep-cli-value.h"

static void
add_codes (JsonBuilder *builder,
           const char  *value)
{
  g_auto (GStrv) codes = lep_value_split_codes (value);

  json_builder_begin_array (builder);
  for (guint i = 0; codes[i] != NULL; i++)
    if (*codes[i] != '\0')
      json_builder_add_string_value (builder, codes[i]);
  json_builder_end_array (builder);
}

/**
 * lep_json_value:
 * @field: (nullable): %NULL for a field that this version does not know: text
 * @value: (nullable): in stored form
 *
 * Adds a value: numbers and yes/no as such, codes as an array, else a string.
 * What is not readable as its type is a string, too.
 */
void
lep_json_value (JsonBuilder    *builder,
                const LepField *field,
                const char     *value)
{
  gint64 number;

  if (value == NULL)
    json_builder_add_null_value (builder);
  else if (field == NULL || !lep_value_is_canonical (field->type, value))
    json_builder_add_string_value (builder, value);
  else if (lep_value_is_number (field->type) && lep_value_parse_int (value, &number))
    json_builder_add_int_value (builder, number);
  else if (field->type == LEP_TYPE_BOOL)
    json_builder_add_boolean_value (builder, *value == '1');
  else if (field->type == LEP_TYPE_CODES)
    add_codes (builder, value);
  else
    json_builder_add_string_value (builder, value);
}

static void
add_fields (JsonBuilder *builder,
            LepRecord   *record)
{
  static const char *const own[] = { "id", "space", "deleted", "conflicts", NULL };
  const LepKind           *kind = lep_record_get_kind (record);

  for (guint i = 0; i < lep_record_get_n_fields (record); i++)
    {
      const char *name = lep_record_get_field_name (record, i);

      if (g_strv_contains (own, name)) /* no field is called so; a newer program's might be */
        continue;
      if (g_str_equal (name, "kind"))
        lep_json_string (builder, "record_kind", lep_record_get_kind_name (record));
      json_builder_set_member_name (builder, name);
      lep_json_value (builder, kind != NULL ? lep_kind_field (kind, name) : NULL, lep_record_get_value (record, i));
    }
}

/**
 * lep_json_record:
 *
 * Adds a record as an object: id, kind, space, deleted, conflicts and every
 * field by its name. Where a field is called “kind”, that is what “kind” says,
 * and “record_kind” is the kind of record.
 */
void
lep_json_record (JsonBuilder *builder,
                 LepRecord   *record)
{
  const char *const *conflicts = lep_record_get_conflicts (record);

  json_builder_begin_object (builder);
  lep_json_string (builder, "id", lep_record_get_id (record));
  lep_json_string (builder, "kind", lep_record_get_kind_name (record));
  lep_json_string (builder, "space", lep_record_get_space (record));
  lep_json_bool (builder, "deleted", lep_record_is_deleted (record));
  if (lep_record_is_withheld (record))
    lep_json_bool (builder, "withheld", TRUE);

  json_builder_set_member_name (builder, "conflicts");
  json_builder_begin_array (builder);
  for (guint i = 0; conflicts != NULL && conflicts[i] != NULL; i++)
    json_builder_add_string_value (builder, conflicts[i]);
  json_builder_end_array (builder);

  add_fields (builder, record);
  json_builder_end_object (builder);
}
