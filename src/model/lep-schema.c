/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Look-ups in the schema: one table of kinds and one of code lists, put
 * together from the parts (lep-schema-*.c) when first asked for. */

#include <string.h>

#include "lep-schema-private.h"

typedef struct
{
  LepKind     *kinds;
  guint        n_kinds;
  LepCodeList *lists;
  guint        n_lists;
  GHashTable  *kind_by_name;
  GHashTable  *list_by_name;
} Schema;

static const LepSchemaPart *const parts[] = {
  &lep_schema_programme,
  &lep_schema_partnership,
  &lep_schema_call,
  &lep_schema_project,
  &lep_schema_results,
};

static const char *const type_names[] = {
  "text", "note", "int", "money", "percent", "date", "time", "bool", "code", "codes", "ref", "hash"
};

static const char *const space_names[] = {
  "programme", "contacts", "partnership", "office", "any"
};

static void
collect_kinds (Schema *schema)
{
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    schema->n_kinds += parts[i]->n_kinds;

  schema->kinds = g_new (LepKind, schema->n_kinds);
  schema->kind_by_name = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    for (guint j = 0; j < parts[i]->n_kinds; j++, n++)
      {
        schema->kinds[n] = parts[i]->kinds[j];
        g_hash_table_insert (schema->kind_by_name, (gpointer) schema->kinds[n].name, &schema->kinds[n]);
      }
}

static void
collect_lists (Schema *schema)
{
  schema->n_lists = lep_schema_n_lists + lep_schema_n_state_lists;
  schema->lists = g_new (LepCodeList, schema->n_lists);
  schema->list_by_name = g_hash_table_new (g_str_hash, g_str_equal);

  memcpy (schema->lists, lep_schema_lists, lep_schema_n_lists * sizeof (LepCodeList));
  memcpy (schema->lists + lep_schema_n_lists, lep_schema_state_lists,
          lep_schema_n_state_lists * sizeof (LepCodeList));

  for (guint i = 0; i < schema->n_lists; i++)
    g_hash_table_insert (schema->list_by_name, (gpointer) schema->lists[i].name, &schema->lists[i]);
}

static const Schema *
get_schema (void)
{
  static Schema schema;
  static gsize  once = 0;

  if (g_once_init_enter (&once))
    {
      collect_kinds (&schema);
      collect_lists (&schema);
      g_once_init_leave (&once, 1);
    }

  return &schema;
}

/**
 * lep_schema_kinds:
 * @n_kinds: (out): how many
 *
 * Returns: (array length=n_kinds): every kind of record; a kind's place in it
 *   may change between versions of the program, its name never does
 */
const LepKind *
lep_schema_kinds (guint *n_kinds)
{
  const Schema *schema = get_schema ();

  *n_kinds = schema->n_kinds;
  return schema->kinds;
}

/**
 * lep_schema_kind:
 *
 * Returns: (nullable): the kind of that name, or %NULL if this version does not know it
 */
const LepKind *
lep_schema_kind (const char *name)
{
  return name != NULL ? g_hash_table_lookup (get_schema ()->kind_by_name, name) : NULL;
}

/**
 * lep_kind_field_index:
 *
 * Returns: the place of the field in @kind's fields, or −1
 */
int
lep_kind_field_index (const LepKind *kind,
                      const char    *name)
{
  if (name == NULL)
    return -1;

  for (guint i = 0; i < kind->n_fields; i++)
    if (g_str_equal (kind->fields[i].name, name))
      return (int) i;

  return -1;
}

/**
 * lep_kind_field:
 *
 * Returns: (nullable): the field of that name
 */
const LepField *
lep_kind_field (const LepKind *kind,
                const char    *name)
{
  int index = lep_kind_field_index (kind, name);

  return index >= 0 ? &kind->fields[index] : NULL;
}

/**
 * lep_schema_natural_id:
 * @space: id of the space, as text
 * @values: (array): values of the key's fields, in the key's order; %NULL = not answered
 * @id: (out caller-allocates): the id
 *
 * Makes the id that everybody gives a record of this natural key (bundle
 * format, "Ids made from natural keys").
 *
 * Returns: whether the kind has a natural key
 */
gboolean
lep_schema_natural_id (const LepKind     *kind,
                       const char        *space,
                       const char *const *values,
                       LepUuid           *id)
{
  g_autoptr (GString) name = NULL;
  LepUuid name_space;
  guint   n_values = 1;

  if (kind->key == NULL)
    return FALSE;

  for (const char *c = kind->key; *c != '\0'; c++)
    n_values += *c == ' ';

  name = g_string_new (space);
  g_string_append_printf (name, "\n%s", kind->name);
  for (guint i = 0; i < n_values; i++)
    g_string_append_printf (name, "\n%s", values[i] != NULL ? values[i] : "");

  lep_uuid_lep_namespace (&name_space);
  lep_uuid_from_name (&name_space, name->str, id);
  return TRUE;
}

/**
 * lep_schema_code_lists:
 * @n_lists: (out): how many
 *
 * Returns: (array length=n_lists): every code list
 */
const LepCodeList *
lep_schema_code_lists (guint *n_lists)
{
  const Schema *schema = get_schema ();

  *n_lists = schema->n_lists;
  return schema->lists;
}

/**
 * lep_schema_code_list:
 * @name: (nullable): such as a field's target
 *
 * Returns: (nullable): the list of that name
 */
const LepCodeList *
lep_schema_code_list (const char *name)
{
  return name != NULL ? g_hash_table_lookup (get_schema ()->list_by_name, name) : NULL;
}

/**
 * lep_code_list_has:
 * @list: (nullable): a code list
 *
 * Returns: whether @code is one of the list's codes
 */
gboolean
lep_code_list_has (const LepCodeList *list,
                   const char        *code)
{
  for (guint i = 0; list != NULL && i < list->n_codes; i++)
    if (g_str_equal (list->codes[i].code, code))
      return TRUE;

  return FALSE;
}

/**
 * lep_schema_label:
 * @label: a label out of the schema's tables
 *
 * Returns: the label in the user's language
 */
const char *
lep_schema_label (const char *label)
{
  return label != NULL && *label != '\0' ? _ (label) : "";
}

/**
 * lep_code_label:
 * @list: (nullable): name of a code list
 * @code: (nullable): a code, which may come from a newer program
 *
 * Returns: the code's label in the user's language, or the code itself if it
 *   is in no list that this version knows
 */
const char *
lep_code_label (const char *list,
                const char *code)
{
  const LepCodeList *codes = lep_schema_code_list (list);

  if (code == NULL)
    return "";

  for (guint i = 0; codes != NULL && i < codes->n_codes; i++)
    if (g_str_equal (codes->codes[i].code, code))
      return lep_schema_label (codes->codes[i].label);

  return code;
}

/**
 * lep_field_type_name:
 *
 * Returns: the type's name as in the documentation and in `lepctl schema`
 */
const char *
lep_field_type_name (LepFieldType type)
{
  g_return_val_if_fail ((gsize) type < G_N_ELEMENTS (type_names), NULL);
  return type_names[type];
}

/**
 * lep_space_kind_name:
 *
 * Returns: the name of a kind of space, as bundles have it
 */
const char *
lep_space_kind_name (LepSpaceKind kind)
{
  g_return_val_if_fail ((gsize) kind < G_N_ELEMENTS (space_names), NULL);
  return space_names[kind];
}

/**
 * lep_space_kind_parse:
 * @kind: (out): the kind of space
 *
 * Returns: whether @name is a kind of space that can exist ("any" is none)
 */
gboolean
lep_space_kind_parse (const char   *name,
                      LepSpaceKind *kind)
{
  for (int i = 0; i < LEP_SPACE_ANY; i++)
    if (g_strcmp0 (space_names[i], name) == 0)
      {
        *kind = (LepSpaceKind) i;
        return TRUE;
      }

  return FALSE;
}
