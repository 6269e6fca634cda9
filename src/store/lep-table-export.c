/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes records as a table (CSV) that can be taken in again, and reads what
 * stands in its cells. */

#include <glib/gi18n-lib.h>

#include "lep-csv.h"
#include "lep-record-named.h"
#include "lep-value.h"

#include "lep-table-import.h"

/**
 * lep_table_read_stored:
 *
 * Reads a cell that holds the stored form, or the name of what a reference
 * names; a #LepTableReadFunc.
 */
char *
lep_table_read_stored (LepWorkspace   *workspace,
                       const LepField *field,
                       const char     *currency,
                       const char     *typed,
                       gpointer        user_data,
                       GError        **error)
{
  g_autofree char *tidy = lep_value_tidy (field, typed);

  if (field->type == LEP_TYPE_REF && !lep_value_is_canonical (field->type, tidy))
    {
      g_free (tidy);
      tidy = lep_workspace_find_named (workspace, field->target, typed, error);
      if (tidy == NULL)
        return NULL;
    }

  return lep_value_check (field, tidy, error) ? g_steal_pointer (&tidy) : NULL;
}

static void
append_line (GString       *out,
             const LepKind *kind,
             LepRecord     *record)
{
  lep_csv_append_text (out, lep_record_get_id (record));
  g_string_append_c (out, ',');
  lep_csv_append_text (out, lep_record_get_space (record));
  for (guint i = 0; i < kind->n_fields; i++)
    {
      const char *value = lep_record_get (record, kind->fields[i].name);

      g_string_append_c (out, ',');
      if (value == NULL)
        continue;
      if (lep_value_is_number (kind->fields[i].type))
        g_string_append (out, value);
      else
        lep_csv_append_text (out, value);
    }
  g_string_append (out, "\r\n");
}

/**
 * lep_table_export:
 * @query: of a kind that this version knows
 * @n_rows: (out): how many there are
 *
 * Returns: (transfer full): the records as RFC 4180 text: id, space, and every
 *   field in its stored form, headed by their names
 */
GString *
lep_table_export (LepWorkspace   *workspace,
                  const LepQuery *query,
                  guint          *n_rows,
                  GError        **error)
{
  const LepKind *kind = lep_schema_kind (lep_query_get_kind (query));
  g_autoptr (GPtrArray) records = NULL;
  GString *out;

  g_return_val_if_fail (kind != NULL, NULL);

  records = lep_query_run (workspace, query, error);
  if (records == NULL)
    return NULL;

  out = g_string_new ("id,space");
  for (guint i = 0; i < kind->n_fields; i++)
    g_string_append_printf (out, ",%s", kind->fields[i].name);
  g_string_append (out, "\r\n");
  *n_rows = 0;
  for (guint i = 0; i < records->len; i++)
    {
      LepRecord *record = g_ptr_array_index (records, i);

      /* Taken in again, what is withheld would be emptied. */
      if (lep_record_is_withheld (record))
        continue;
      append_line (out, kind, record);
      (*n_rows)++;
    }
  return out;
}
