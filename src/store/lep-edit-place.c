/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a row of a local edit belongs: its space, by name, by what is there
 * already, or by its kind and references; and the id of its natural key. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-edit-private.h"
#include "lep-exchange.h"
#include "lep-office.h"
#include "lep-workspace-private.h"

static const char sql_of_kind[] = "SELECT id, kind FROM space WHERE kind = :text ORDER BY no LIMIT 1";

static const char sql_of_row[] =
  "SELECT space.id, space.kind FROM row JOIN space ON space.no = space_no"
  " JOIN kind ON kind.no = kind_no WHERE row.id = :id AND (:text IS NULL OR kind.name = :text)"
  " ORDER BY deleted, space.no LIMIT 2";

/* Runs one of the above; takes the first answer. */
static gboolean
find_space (LepEdit       *self,
            const char    *sql,
            const LepUuid *id,
            const char    *text,
            guint         *n_found,
            LepUuid       *space,
            LepSpaceKind  *kind,
            GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (self->workspace), sql, error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  if (id != NULL)
    lep_stmt_bind_blob (stmt, ":id", id->bytes, LEP_UUID_SIZE);
  lep_stmt_bind_text (stmt, ":text", text);
  for (*n_found = 0; lep_stmt_next (stmt, &failure); (*n_found)++)
    {
      if (*n_found > 0)
        continue;
      memcpy (space->bytes, lep_stmt_blob (stmt, 0), LEP_UUID_SIZE);
      lep_space_kind_parse (lep_stmt_text (stmt, 1), kind);
    }
  return lep_stmt_take_failure (&failure, error);
}

/* A row that is there already stays where it is. */
static gboolean
place_where_it_is (LepEdit    *self,
                   LepEditRow *row,
                   GError    **error)
{
  LepSpaceKind kind;
  guint        n_found;

  if (!row->has_id)
    return TRUE;
  if (!find_space (self, sql_of_row, &row->id, row->kind->name, &n_found, &row->space, &kind, error))
    return FALSE;
  if (n_found > 1)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID,
                           _ ("This record is in several spaces. Name the space that you mean."));
      return FALSE;
    }
  row->has_space = n_found == 1;
  return TRUE;
}

/* The space of a record that is referred to: among the rows of this action,
 * or in the workspace. */
static gboolean
find_space_of_reference (LepEdit          *self,
                         const LepEditRow *row,
                         const char       *id_text,
                         gboolean         *found,
                         LepUuid          *space,
                         LepSpaceKind     *kind,
                         GError          **error)
{
  guint   n_found;
  LepUuid id;

  *found = FALSE;
  if (id_text == NULL || !lep_uuid_parse (id_text, -1, &id))
    return TRUE;

  for (const LepEditRow *other = g_hash_table_lookup (self->by_id, &id); other != NULL; other = other->same_id)
    {
      if (other == row || !other->has_space)
        continue;
      *found = TRUE;
      *space = other->space;
      *kind = other->makes_space ? other->kind->space : LEP_SPACE_ANY;
    }
  if (*found && *kind != LEP_SPACE_ANY)
    return TRUE;
  if (*found)
    return find_space (self, "SELECT id, kind FROM space WHERE id = :id AND :text IS NULL", space, NULL,
                       &n_found, space, kind, error);

  if (!find_space (self, sql_of_row, &id, NULL, &n_found, space, kind, error))
    return FALSE;
  *found = n_found > 0;
  return TRUE;
}

static gboolean
place_by_references (LepEdit    *self,
                     LepEditRow *row,
                     GError    **error)
{
  for (guint i = 0; i < row->kind->n_fields && !row->has_space; i++)
    {
      const LepField *field = &row->kind->fields[i];
      LepSpaceKind    kind;
      gboolean        found;

      if (field->type != LEP_TYPE_REF)
        continue;
      if (!find_space_of_reference (self, row, lep_edit_row_get (row, field->name), &found, &row->space, &kind, error))
        return FALSE;
      row->has_space = found && (row->kind->space == LEP_SPACE_ANY || kind == LEP_SPACE_PARTNERSHIP);
    }
  return TRUE;
}

static gboolean
place_by_kind (LepEdit     *self,
               LepEditRow  *row,
               LepSpaceKind kind,
               GError     **error)
{
  LepSpaceKind found_kind;
  guint        n_found;

  if (!find_space (self, sql_of_kind, NULL, lep_space_kind_name (kind), &n_found, &row->space, &found_kind, error))
    return FALSE;
  if (n_found == 0)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND,
                   /* Translators: name of a kind of record; "programme", "office", ... */
                   _ ("%s: this laptop does not have the %s space that it belongs to."),
                   lep_schema_label (row->kind->label), lep_space_kind_name (kind));
      return FALSE;
    }
  row->has_space = TRUE;
  return TRUE;
}

/* A new partnership or programme brings the space of the same id. */
static void
place_with_space (LepEditRow *row)
{
  gboolean brings = strcmp (row->kind->name, "partnership") == 0 || strcmp (row->kind->name, "programme") == 0;

  if (!brings || row->has_space)
    return;
  row->space = row->id;
  row->has_space = TRUE;
  row->makes_space = TRUE;
}

/* UUIDv5 of space, kind and key fields (bundle format, "Ids made from natural keys"). */
static void
make_key_id (LepEdit    *self,
             LepEditRow *row)
{
  g_auto (GStrv) fields = g_strsplit (row->kind->key, " ", -1);
  g_autofree char        *space = lep_uuid_to_string (&row->space);
  g_autofree const char **values = g_new0 (const char *, g_strv_length (fields));

  for (guint i = 0; fields[i] != NULL; i++)
    values[i] = lep_edit_row_get (row, fields[i]);
  lep_schema_natural_id (row->kind, space, values, &row->id);
  lep_edit_row_enter (self, row);
}

/**
 * lep_edit_row_home:
 *
 * @home: (out): the kind of space that the row is meant for. Why what the office
 *   checks and scores is no problem is as much its own as that, where it is here
 */
gboolean
lep_edit_row_home (LepDb            *db,
                   const LepEditRow *row,
                   LepSpaceKind     *home,
                   GError          **error)
{
  gint64 has_office = 0;

  *home = row->kind->space;
  if (strcmp (row->kind->name, "explanation") != 0 || !lep_office_has_rule (lep_edit_row_get (row, "rule")))
    return TRUE;
  if (!lep_db_get_int64 (db, "SELECT " LEP_SQL_OFFICE " IS NOT NULL", &has_office, error))
    return FALSE;
  if (has_office != 0)
    *home = LEP_SPACE_OFFICE;
  return TRUE;
}

/**
 * lep_edit_row_place:
 *
 * Finds the space of a row, and its id if that follows from its key.
 */
gboolean
lep_edit_row_place (LepEdit    *self,
                    LepEditRow *row,
                    GError    **error)
{
  LepSpaceKind kind;

  if (!lep_edit_row_home (lep_workspace_get_db (self->workspace), row, &kind, error))
    return FALSE;
  if (!row->has_space && row->space_name != NULL)
    {
      if (!lep_exchange_find_space (self->workspace, row->space_name, &row->space, error))
        return FALSE;
      row->has_space = TRUE;
    }
  if (!row->has_space && !place_where_it_is (self, row, error))
    return FALSE;
  if (row->space_name == NULL)
    place_with_space (row);
  if (!row->has_space && (kind == LEP_SPACE_PARTNERSHIP || kind == LEP_SPACE_ANY) &&
      !place_by_references (self, row, error))
    return FALSE;
  if (!row->has_space &&
      !place_by_kind (self, row,
                      kind == LEP_SPACE_PARTNERSHIP || kind == LEP_SPACE_ANY ? LEP_SPACE_PROGRAMME : kind, error))
    return FALSE;

  if (!row->has_id)
    make_key_id (self, row);
  return TRUE;
}
