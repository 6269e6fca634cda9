/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a local edit must keep to before it is applied: the schema's types,
 * required fields and life-cycles, and rows that can be edited at all. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-edit-private.h"
#include "lep-query-private.h"
#include "lep-revocation.h"
#include "lep-life.h"
#include "lep-util.h"
#include "lep-value.h"

static gboolean
refuse (GError    **error,
        const char *sentence)
{
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, sentence);
  return FALSE;
}

static gboolean
check_state (const LepEditRow *row,
             LepRowBits        state,
             GError          **error)
{
  if ((state & LEP_ROW_ERASED) != 0)
    return refuse (error, _ ("This contact was erased for ever. Enter a new one instead."));
  if (row->is_deleted && row->life == LEP_LIFE_NONE && !row->is_again)
    return refuse (error, _ ("This record is deleted. Restore it on the page “Deleted” before changing it."));
  return TRUE;
}

static gboolean
read_shown (LepDb      *db,
            LepEditRow *row,
            GError    **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT * FROM \"k_%s\" WHERE rid = :rid", row->kind->name);
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, sql, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":rid", row->rid);
  if (row->old == NULL)
    row->old = g_new0 (char *, row->kind->n_fields + 1);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  for (guint i = 0; i < row->kind->n_fields; i++)
    lep_set_str (&row->old[i], lep_stmt_text (stmt, (int) i + 1)); /* an edit may be tried again */
  return TRUE;
}

/* What no column takes stands beside: a group that is written goes on with it. */
static gboolean
read_odd (LepDb      *db,
          LepEditRow *row,
          GError    **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT field, value FROM unknown WHERE rid = :rid", error);
  gboolean has_row = TRUE;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":rid", row->rid);
  while (lep_stmt_step (stmt, &has_row, error) && has_row)
    {
      int field = lep_kind_field_index (row->kind, lep_stmt_text (stmt, 0));

      if (field >= 0)
        lep_set_str (&row->old[field], lep_stmt_text (stmt, 1));
    }
  return !has_row;
}

/* What was deleted comes back with what is entered now, and without the rest. */
static void
revive (LepEditRow *row)
{
  row->life = LEP_LIFE_RESTORED;
  for (guint i = 0; i < row->kind->n_fields; i++)
    if (row->old[i] != NULL && !lep_edit_row_names (row, row->kind->fields[i].name))
      lep_edit_row_set (row, i, NULL);
}

/* What the row shows before the edit; row->old stays NULL if it is new. */
static gboolean
read_old (LepDb      *db,
          LepEditRow *row,
          GError    **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (db,
                    "SELECT rid, row.state, deleted, conflicts FROM row JOIN kind ON kind.no = kind_no"
                    " JOIN space ON space.no = space_no"
                    " WHERE row.id = :id AND kind.name = :kind AND space.id = :space",
                    error);
  g_autoptr (GError) failure = NULL;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":id", row->id.bytes, LEP_UUID_SIZE);
  lep_stmt_bind_text (stmt, ":kind", row->kind->name);
  lep_stmt_bind_blob (stmt, ":space", row->space.bytes, LEP_UUID_SIZE);
  if (lep_stmt_next (stmt, &failure))
    {
      LepRowBits state = (LepRowBits) lep_stmt_int64 (stmt, 1);

      row->rid = lep_stmt_int64 (stmt, 0);
      row->is_deleted = lep_stmt_int64 (stmt, 2) != 0;
      row->conflicts = (guint) lep_stmt_int64 (stmt, 3);
      if (!check_state (row, state, error) || !read_shown (db, row, error) ||
          ((state & LEP_ROW_HAS_UNKNOWN) != 0 && !read_odd (db, row, error)))
        return FALSE;
      if (row->is_deleted && row->is_again)
        revive (row);
      return TRUE;
    }
  return lep_stmt_take_failure (&failure, error);
}

/* What is here under the id is a record of the kind that the field names; one that
 * is not on this laptop may be anything. */
static gboolean
check_target (LepDb          *db,
              const LepField *field,
              const char     *value,
              GError        **error)
{
  static const char sql[] =
    "SELECT 1 FROM row WHERE id = lep_id (:id) AND NOT EXISTS"
    " (SELECT 1 FROM row o JOIN kind ON kind.no = o.kind_no WHERE o.id = lep_id (:id) AND kind.name = :kind)";
  g_autoptr (LepStmt) stmt = NULL;
  gboolean is_other;

  if (field->type != LEP_TYPE_REF || value == NULL || strcmp (field->target, "*") == 0)
    return TRUE;
  stmt = lep_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":id", value);
  lep_stmt_bind_text (stmt, ":kind", field->target);
  if (!lep_stmt_step (stmt, &is_other, error))
    return FALSE;
  if (is_other)
    g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                 /* Translators: name of a field, and of a kind of record. */
                 _ ("%s: this is the id of a record of another kind; choose one of the kind “%s”."),
                 lep_schema_label (field->label), lep_schema_label (lep_schema_kind (field->target)->label));
  return !is_other;
}

static gboolean
check_values (LepEdit    *self,
              LepDb      *db,
              LepEditRow *row,
              GError    **error)
{
  for (guint i = 0; i < row->sets->len; i++)
    {
      const LepEditSet *set = &g_array_index (row->sets, LepEditSet, i);

      self->refused.field = row->kind->fields[set->field].name;
      if (!lep_value_check (&row->kind->fields[set->field], set->value, error) ||
          !check_target (db, &row->kind->fields[set->field], set->value, error))
        return FALSE;
    }
  return TRUE;
}

/* A file of an erased contact would go again with the next erasure, or when the
 * records are made anew: nothing of a person who was erased comes back. */
static gboolean
check_owner_lives (LepEdit          *self,
                   LepDb            *db,
                   const LepEditRow *row,
                   GError          **error)
{
  /* Whatever space the document would stand in. */
  static const char sql[] = "SELECT 1 FROM erased WHERE id = lep_id (:owner)";
  const char       *owner = strcmp (row->kind->name, "document") == 0 ? lep_edit_row_get (row, "owner") : NULL;
  g_autoptr (LepStmt) stmt = NULL;
  gboolean is_erased;

  if (owner == NULL || row->life == LEP_LIFE_DELETED ||
      (row->life != LEP_LIFE_RESTORED && row->file == NULL && row->old != NULL && g_strcmp0 (owner, row->old[lep_kind_field_index (row->kind, "owner")]) == 0))
    return TRUE;
  self->refused.field = "owner";
  stmt = lep_db_prepare (db, sql, error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":owner", owner);
  if (!lep_stmt_step (stmt, &is_erased, error))
    return FALSE;
  return !is_erased || refuse (error, _ ("This contact was erased for ever: nothing can be added to it. Choose another."));
}

/* A new row answers all that is required. */
static gboolean
check_required (LepEdit    *self,
                LepEditRow *row,
                GError    **error)
{
  if (row->old != NULL || row->life == LEP_LIFE_DELETED)
    return TRUE;

  for (guint i = 0; i < row->kind->n_fields; i++)
    {
      const LepField *field = &row->kind->fields[i];

      self->refused.field = field->name;
      if ((field->flags & LEP_FIELD_REQUIRED) != 0 &&
          !lep_value_check (field, lep_edit_row_get (row, field->name), error))
        return FALSE;
    }
  return TRUE;
}

/* A step of a life-cycle. */
typedef struct
{
  const LepEditRow *row;
  const char       *stage; /* of an application */
} Step;

static const char *
get_value_cb (const char *field,
              gpointer    user_data)
{
  const Step *step = user_data;

  return step->stage != NULL && strcmp (field, "stage") == 0 ? step->stage : lep_edit_row_get (step->row, field);
}

static const char *
get_given_cb (const char *field,
              gpointer    user_data)
{
  const Step *step = user_data;

  return lep_edit_row_names (step->row, field) ? lep_edit_row_get (step->row, field) : NULL;
}

static gboolean
check_life_cycle (LepEdit    *self,
                  LepDb      *db,
                  LepEditRow *row,
                  GError    **error)
{
  int         field = lep_kind_field_index (row->kind, row->kind->state_field);
  const char *from = row->old == NULL || field < 0 ? NULL : row->old[field];
  Step        step = { row, NULL };

  if (field < 0)
    return TRUE;
  if (strcmp (row->kind->name, "application") == 0 && lep_edit_row_names (row, row->kind->state_field))
    step.stage = lep_edit_row_stage (self, db, row, from);

  self->refused.field = row->kind->state_field;
  return lep_life_check (row->kind, from, lep_edit_row_get (row, row->kind->state_field), get_value_cb, get_given_cb, &step,
                         error);
}

/* A category is in the list of its dimension, or a record adds it there. */
static gboolean
check_category (LepEdit          *self,
                LepDb            *db,
                const LepEditRow *row,
                GError          **error)
{
  const char *dimension = lep_edit_row_get (row, "dimension");
  const char *category = lep_edit_row_get (row, "category");
  g_autoptr (LepStmt) stmt = NULL;
  g_autoptr (GError) failure = NULL;

  if (strcmp (row->kind->name, "breakdown") != 0 || row->life == LEP_LIFE_DELETED || category == NULL ||
      lep_code_list_has (lep_schema_code_list (dimension), category))
    return TRUE;

  self->refused.field = "category";
  stmt = lep_db_prepare (db,
                         "SELECT 1 FROM k_category k JOIN row r ON r.rid = k.rid"
                         " WHERE k.dimension = :dimension AND k.code = :category AND NOT r.deleted",
                         error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":dimension", dimension);
  lep_stmt_bind_text (stmt, ":category", category);
  if (lep_stmt_next (stmt, &failure))
    return TRUE;
  if (failure != NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  else
    g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                 _ ("Category “%s” is not one of the dimension “%s”; choose one of its list, or add the category first."),
                 category, dimension);
  return FALSE;
}

/* It was opened again until a day already: a later one opens it again, with a reason of
 * its own, and without one it would be open for ever. */
static gboolean
check_open_longer (LepEdit          *self,
                   const LepEditRow *row,
                   const char       *old,
                   const char       *until,
                   const char       *today,
                   GError          **error)
{
  const char *reason = lep_edit_row_names (row, "reopen_reason") ? lep_edit_row_get (row, "reopen_reason") : NULL;

  if (strcmp (old, today) >= 0 && lep_value_is_blank (row->old[lep_kind_field_index (row->kind, "reopen_reason")]))
    return TRUE; /* it never was locked */
  self->refused.field = "reopened_until";
  if (until == NULL)
    return refuse (error, _ ("A period that was opened again is open until a day. Write a later day, with the reason."));
  if (strcmp (until, old) <= 0 || !lep_value_is_blank (reason))
    return TRUE;

  self->refused.field = "reopen_reason";
  return refuse (error, _ ("A later day opens the period again. Give the reason together with it."));
}

/* A period is opened again until a day that is still to come; an earlier one would lock
 * it at once. */
static gboolean
check_opened_again (LepEdit          *self,
                    const LepEditRow *row,
                    GError          **error)
{
  const char      *was, *was_until, *until;
  g_autofree char *today = NULL;

  if (strcmp (row->kind->name, "period") != 0 || row->old == NULL || row->life != LEP_LIFE_NONE ||
      g_strcmp0 (lep_edit_row_get (row, "status"), "open") != 0)
    return TRUE;
  was = row->old[lep_kind_field_index (row->kind, "status")];
  was_until = row->old[lep_kind_field_index (row->kind, "reopened_until")];
  until = lep_edit_row_get (row, "reopened_until");
  today = lep_workspace_dup_today (self->workspace);
  if (g_strcmp0 (was, "open") == 0)
    {
      if (was_until == NULL || g_strcmp0 (until, was_until) == 0)
        return TRUE;
      if (!check_open_longer (self, row, was_until, until, today, error))
        return FALSE;
      if (until == NULL || strcmp (until, was_until) < 0)
        return TRUE;
    }
  if (until == NULL || was == NULL || strcmp (until, today) >= 0)
    return TRUE;

  self->refused.field = "reopened_until";
  return refuse (error, _ ("This day is over, so the period would stay locked. Write a day that is still to come."));
}

static gboolean
refuse_place (const LepEditRow *row,
              LepSpaceKind      home,
              const char       *space,
              GError          **error)
{
  if (home == LEP_SPACE_CONTACTS)
    return refuse (error, _ ("Contacts are kept in the contacts space only. Leave the space out."));
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               /* Translators: a kind of record and its name for scripts, and the name of a space. */
               _ ("%s (%s): what the office scores is kept in the office's space, not in “%s”, which others receive. Leave the space out."),
               lep_schema_label (row->kind->label), row->kind->name, space);
  return FALSE;
}

/* What is attached to a record of the office, or told of one, is the office's, too. */
static gboolean
check_owner (LepDb            *db,
             const LepEditRow *row,
             GError          **error)
{
  static const char sql[] =
    "SELECT space.name FROM space WHERE space.id = :space AND space.kind <> 'office'"
    " AND EXISTS (SELECT 1 FROM row JOIN space o ON o.no = space_no WHERE row.id = lep_id (:owner) AND o.kind = 'office')"
    " AND NOT EXISTS (SELECT 1 FROM row JOIN space o ON o.no = space_no WHERE row.id = lep_id (:owner) AND o.kind <> 'office')";

  for (guint i = 0; i < row->kind->n_fields; i++)
    {
      const LepField *field = &row->kind->fields[i];
      g_autoptr (LepStmt) stmt = NULL;
      gboolean has_row;

      if (field->type != LEP_TYPE_REF || strcmp (field->target, "*") != 0 || lep_edit_row_get (row, field->name) == NULL)
        continue;
      stmt = lep_db_prepare (db, sql, error);
      if (stmt == NULL)
        return FALSE;
      lep_stmt_bind_blob (stmt, ":space", row->space.bytes, LEP_UUID_SIZE);
      lep_stmt_bind_text (stmt, ":owner", lep_edit_row_get (row, field->name));
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (has_row)
        return refuse_place (row, LEP_SPACE_OFFICE, lep_stmt_text (stmt, 0), error);
    }
  return TRUE;
}

/* Personal data travel only with the space that is asked for by name, and what
 * the office scores never to a partnership. What stands elsewhere all the same,
 * as others sent it, can be deleted. */
static gboolean
check_place (LepDb            *db,
             const LepEditRow *row,
             GError          **error)
{
  LepSpaceKind home;
  g_autoptr (LepStmt) stmt = NULL;

  if (row->life == LEP_LIFE_DELETED)
    return TRUE;
  if (!lep_edit_row_home (db, row, &home, error))
    return FALSE;
  if (home != LEP_SPACE_CONTACTS && home != LEP_SPACE_OFFICE)
    return check_owner (db, row, error);

  stmt = lep_db_prepare (db, "SELECT kind = :kind, name FROM space WHERE id = :id", error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":kind", lep_space_kind_name (home));
  lep_stmt_bind_blob (stmt, ":id", row->space.bytes, LEP_UUID_SIZE);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  return lep_stmt_int64 (stmt, 0) != 0 || refuse_place (row, home, lep_stmt_text (stmt, 1), error);
}

static gboolean
is_another_laptop (LepDb         *db,
                   const LepUuid *id,
                   gboolean      *another,
                   GError       **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, "SELECT EXISTS (SELECT 1 FROM replica WHERE id = :id AND NOT own)", error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_blob (stmt, ":id", id->bytes, LEP_UUID_SIZE);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  *another = lep_stmt_int64 (stmt, 0) != 0;
  return TRUE;
}

/* Who blocks a laptop, or takes that back, is one whose word counts, and not the
 * laptop itself: what it sends is refused, so it could never take it back. */
static gboolean
check_block (LepEdit          *self,
             const LepEditRow *row,
             GError          **error)
{
  LepUuid  own;
  gboolean may;

  if (!lep_workspace_get_own (self->workspace, &own, error) || !lep_revocations_may_write (self->workspace, &own, &may, error))
    return FALSE;
  if (!may)
    return refuse (error, _ ("Only the laptop that founded the programme, or one of the officers whom that laptop named, can block a laptop."));
  if (lep_uuid_equal (&row->id, &own) && lep_edit_row_get (row, "revoked_on") != NULL)
    return refuse (error, _ ("A laptop cannot block itself: nobody would take its bundles any more, so it could not take that back. "
                             "Do it on another officer's laptop."));
  return TRUE;
}

/* What a laptop says of itself nobody else says for it. */
static gboolean
check_laptop (LepEdit          *self,
              LepDb            *db,
              const LepEditRow *row,
              GError          **error)
{
  static const char *const said[] = { "label", "person", "place", "sign_key", "seal_key" };
  gboolean                 another = FALSE;

  if (!g_str_equal (row->kind->name, "replica"))
    return TRUE;
  if (!is_another_laptop (db, &row->id, &another, error))
    return FALSE;
  for (guint i = 0; another && i < G_N_ELEMENTS (said); i++)
    if (lep_edit_row_names (row, said[i]))
      {
        self->refused.field = said[i];
        return refuse (error, _ ("This is what another laptop says of itself; it is changed on that laptop."));
      }
  self->refused.field = "revoked_on";
  return !lep_edit_row_names (row, "revoked_on") || check_block (self, row, error);
}

/**
 * lep_edit_row_check:
 *
 * Reads what the row shows now and checks what the edit does to it. On an
 * error the edit tells kind and field.
 */
gboolean
lep_edit_row_check (LepEdit    *self,
                    LepDb      *db,
                    LepEditRow *row,
                    GError    **error)
{
  self->refused.id = row->id;
  self->refused.kind = row->kind->name;
  self->refused.field = NULL;
  if (!check_place (db, row, error) || !read_old (db, row, error) || !lep_edit_row_check_reported (self, db, row, error) ||
      !check_values (self, db, row, error) || !check_owner_lives (self, db, row, error) || !check_laptop (self, db, row, error) ||
      !check_opened_again (self, row, error) || !check_required (self, row, error) || !check_category (self, db, row, error) ||
      !check_life_cycle (self, db, row, error))
    return FALSE;

  self->refused.kind = NULL;
  self->refused.field = NULL;
  return TRUE;
}
