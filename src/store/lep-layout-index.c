/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The indexes of the tables of records: only those that reading needs, since
 * every one slows an import. */

#include "lep-schema.h"

#include "lep-layout-index.h"

/* Beside the references to the record that one belongs to. row_made is the order
 * of lists: as the records were made, the same on every laptop. */
static const char sql_more[] =
  "CREATE INDEX row_deleted ON row (rid) WHERE deleted = 1;"
  "CREATE INDEX row_made ON row (kind_no, created_at, id);"
  "CREATE INDEX k_organisation_merged_into ON k_organisation (merged_into) WHERE merged_into IS NOT NULL;"
  "CREATE INDEX k_target_project ON k_target (project) WHERE project IS NOT NULL;"
  "CREATE INDEX k_target_partnership ON k_target (partnership) WHERE partnership IS NOT NULL;"
  "CREATE INDEX k_document_sha256 ON k_document (sha256) WHERE sha256 IS NOT NULL;"
  "CREATE INDEX k_expenditure_document_no ON k_expenditure (document_no) WHERE document_no IS NOT NULL;";

/* What the index of a kind has beside its first reference: a project's results
 * are asked for by indicator, in time. */
static const char *
more_columns (const char *kind)
{
  return g_str_equal (kind, "outcome") ? ", \"indicator\", \"to\"" : "";
}

/**
 * lep_layout_add_indexes:
 *
 * Adds to the script of the tables: an index of each kind by the record that
 * its records belong to, which is what its first reference names.
 */
void
lep_layout_add_indexes (GString *sql)
{
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    for (guint j = 0; j < kinds[i].n_fields; j++)
      if (kinds[i].fields[j].type == LEP_TYPE_REF && (kinds[i].fields[j].flags & LEP_FIELD_INTERNAL) == 0)
        {
          g_string_append_printf (sql, "CREATE INDEX \"k_%s_%s\" ON \"k_%s\" (\"%s\"%s);",
                                  kinds[i].name, kinds[i].fields[j].name, kinds[i].name, kinds[i].fields[j].name,
                                  more_columns (kinds[i].name));
          break;
        }
  g_string_append (sql, sql_more);
}
