/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Deleting a record together with those that are nothing without it, as far as
 * they are here: a merge never cascades. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-edit-private.h"
#include "lep-workspace-private.h"

typedef struct
{
  const char *kind;
  char        id[LEP_UUID_TEXT_SIZE + 1];
} Child;

/* Whether records of a kind belong to what this field refers to. */
static gboolean
is_owner (const LepKind  *kind,
          const LepField *field,
          const LepKind  *parent)
{
  g_auto (GStrv) targets = NULL;

  if (field->type != LEP_TYPE_REF || field->target == NULL)
    return FALSE;
  /* Of the subjects of a target just one is set, so none is required. */
  if ((field->flags & LEP_FIELD_REQUIRED) == 0 && strcmp (kind->name, "target") != 0)
    return FALSE;

  targets = g_strsplit (field->target, "|", -1);
  return strcmp (field->target, "*") == 0 || g_strv_contains ((const char *const *) targets, parent->name);
}

static gboolean
collect_children_by (LepDb          *db,
                     const LepKind  *kind,
                     const LepField *field,
                     const char     *parent,
                     GArray         *children,
                     GError        **error)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT child.id FROM \"k_%s\" k JOIN row child USING (rid)"
                     " WHERE k.\"%s\" = :parent AND NOT child.deleted AND child.space_no IN"
                     " (SELECT space_no FROM row WHERE id = :id)",
                     kind->name, field->name);
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql, error);
  g_autoptr (GError) failure = NULL;
  LepUuid id;

  if (stmt == NULL || !lep_uuid_parse (parent, -1, &id))
    return FALSE;
  lep_stmt_bind_text (stmt, ":parent", parent);
  lep_stmt_bind_blob (stmt, ":id", id.bytes, LEP_UUID_SIZE);
  while (lep_stmt_next (stmt, &failure))
    {
      Child child = { kind->name, "" };

      memcpy (id.bytes, lep_stmt_blob (stmt, 0), LEP_UUID_SIZE);
      lep_uuid_format (&id, child.id);
      g_array_append_val (children, child);
    }
  return lep_stmt_take_failure (&failure, error);
}

static gboolean
collect_children (LepDb         *db,
                  const LepKind *parent_kind,
                  const char    *parent,
                  GArray        *children,
                  GError       **error)
{
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);

  for (guint i = 0; i < n_kinds; i++)
    for (guint j = 0; j < kinds[i].n_fields; j++)
      {
        if (is_owner (&kinds[i], &kinds[i].fields[j], parent_kind) &&
            !collect_children_by (db, &kinds[i], &kinds[i].fields[j], parent, children, error))
          return FALSE;
      }
  return TRUE;
}

/**
 * lep_edit_delete:
 * @space: (nullable): as in lep_edit_row ()
 *
 * Deletes a record and those of the same space that require it (the results
 * and budget of a project, the answers of a round, ...), and what requires
 * those. The record itself is the row named last.
 */
gboolean
lep_edit_delete (LepEdit    *self,
                 const char *space,
                 const char *kind,
                 const char *id,
                 GError    **error)
{
  Child itself = { .kind = kind };
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (Child));

  if (!lep_edit_row (self, space, kind, id, error))
    return FALSE;
  lep_uuid_format (&self->last->id, itself.id);
  g_array_append_val (rows, itself);
  for (guint i = 0; i < rows->len; i++)
    {
      const Child row = g_array_index (rows, Child, i);

      if (!lep_edit_row (self, space, row.kind, row.id, error))
        return FALSE;
      if (self->last->life == LEP_LIFE_DELETED)
        continue;
      lep_edit_life (self, LEP_LIFE_DELETED);
      if (!collect_children (lep_workspace_get_db (self->workspace), self->last->kind, row.id, rows, error))
        return FALSE;
    }
  return lep_edit_row (self, space, kind, id, error);
}
