/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which column of a table goes to which field: by its heading, or as somebody
 * says. */

#include <glib/gi18n-lib.h>

#include "lep-table-import-private.h"

/* Returns: the line with the headings */
const LepCsvRow *
lep_table_import_headings (LepTableImport *self)
{
  return g_ptr_array_index (self->rows, 0);
}

/* The field that a heading names, as scripts or as people write it. */
static const char *
field_of_heading (const LepKind *kind,
                  const char    *heading)
{
  g_autofree char *folded = NULL;

  if (g_str_equal (heading, LEP_TABLE_ID))
    return LEP_TABLE_ID;
  if (g_str_equal (heading, LEP_TABLE_SPACE))
    return LEP_TABLE_SPACE;
  if (lep_kind_field (kind, heading) != NULL)
    return lep_kind_field (kind, heading)->name;

  folded = g_utf8_casefold (heading, -1);
  for (guint i = 0; i < kind->n_fields; i++)
    {
      g_autofree char *label = g_utf8_casefold (lep_schema_label (kind->fields[i].label), -1);

      if (g_str_equal (label, folded))
        return kind->fields[i].name;
    }
  return NULL;
}

/* Goes by the headings, unless lep_table_import_map () says otherwise. */
gboolean
lep_table_import_check_headings (LepTableImport *self,
                                 GError        **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *heading = g_strstrip (lep_table_import_headings (self)->cells[i]);

      if (*heading != '\0' && !g_hash_table_add (seen, (gpointer) heading))
        {
          g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                       _ ("Line %u: two columns are called “%s”; rename one."), lep_table_import_headings (self)->line, heading);
          return FALSE;
        }
      self->fields[i] = field_of_heading (self->kind, heading);
    }
  return TRUE;
}

/* Returns: what the table is taken for */
const LepKind *
lep_table_import_get_kind (LepTableImport *self)
{
  return self->kind;
}

/**
 * lep_table_import_get_columns:
 *
 * Returns: (array zero-terminated=1): the headings
 */
const char *const *
lep_table_import_get_columns (LepTableImport *self)
{
  return (const char *const *) lep_table_import_headings (self)->cells;
}

/**
 * lep_table_import_get_field:
 *
 * Returns: (nullable): the field that the column goes to
 */
const char *
lep_table_import_get_field (LepTableImport *self,
                            guint           column)
{
  g_return_val_if_fail (column < self->n_columns, NULL);

  return self->fields[column];
}

/* Returns: whether a column goes to the field, or is the id or the space */
gboolean
lep_table_import_has_field (LepTableImport *self,
                            const char     *field)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_strcmp0 (self->fields[i], field) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
check_field (LepTableImport *self,
             const char     *field,
             GError        **error)
{
  if (g_strcmp0 (field_of_heading (self->kind, field), field) == 0)
    return TRUE;

  g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("Records of kind “%s” have no field “%s”."), self->kind->name, field);
  return FALSE;
}

static void
forget_field (LepTableImport *self,
              const char     *field)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (g_strcmp0 (self->fields[i], field) == 0)
      self->fields[i] = NULL;
}

/**
 * lep_table_import_map_column:
 * @column: its number, from 0
 * @field: (nullable): of the kind, or "id" or "space"; %NULL: the column is left
 *   out
 *
 * A field is in one column at most: the one that had it before is left out.
 * Fails with %LEP_ERROR_NOT_FOUND if there is no such field.
 */
gboolean
lep_table_import_map_column (LepTableImport *self,
                             guint           column,
                             const char     *field,
                             GError        **error)
{
  g_return_val_if_fail (column < self->n_columns, FALSE);

  if (field != NULL)
    {
      if (!check_field (self, field, error))
        return FALSE;
      forget_field (self, field);
    }
  self->fields[column] = field != NULL ? field_of_heading (self->kind, field) : NULL;
  return TRUE;
}

/**
 * lep_table_import_map:
 * @field: of the kind, or "id" or "space"
 * @column: (nullable): heading of the column that holds it; %NULL: none
 *
 * Fails with %LEP_ERROR_NOT_FOUND if there is no such field or column.
 */
gboolean
lep_table_import_map (LepTableImport *self,
                      const char     *field,
                      const char     *column,
                      GError        **error)
{
  if (!check_field (self, field, error))
    return FALSE;
  if (column == NULL)
    {
      forget_field (self, field);
      return TRUE;
    }

  for (guint i = 0; i < self->n_columns; i++)
    if (g_str_equal (lep_table_import_headings (self)->cells[i], column))
      return lep_table_import_map_column (self, i, field, error);

  g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("The table has no column “%s”."), column);
  return FALSE;
}

/**
 * lep_table_import_get_n_lines:
 *
 * Returns: how many lines follow the headings
 */
guint
lep_table_import_get_n_lines (LepTableImport *self)
{
  return self->rows->len - 1;
}

/**
 * lep_table_import_get_line:
 * @index: from 0, below lep_table_import_get_n_lines ()
 *
 * Returns: the cells of that line as they stand in the table
 */
const LepCsvRow *
lep_table_import_get_line (LepTableImport *self,
                           guint           index)
{
  g_return_val_if_fail (index < self->rows->len - 1, NULL);

  return g_ptr_array_index (self->rows, index + 1);
}
