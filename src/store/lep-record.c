/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A record as the user sees it: one row's shown values, with a signal when
 * they are read again and differ. */

#include <string.h>

#include "lep-standard.h"

#include "lep-others-sheets.h"
#include "lep-query-private.h"
#include "lep-record-private.h"

#include "lep-record.h"

struct _LepRecord
{
  GObject        parent_instance;

  gint64         rid;
  char          *id;
  char          *space;
  char          *kind_name;
  const LepKind *kind; /* NULL: unknown to this version */
  gboolean       deleted;
  gboolean       has_conflicts;
  gboolean       withheld; /* it belongs to the sheet of another assessor, see lep-others-sheets.h */
  char          *created_at;
  char          *changed_at;
  char          *title; /* only when it is not simply a field's value */
  char         **conflicts;
  char         **names;  /* of the fields of an unknown kind, else NULL */
  char         **values; /* by field index; %NULL elements are not answered */
  guint          n_values;
  GHashTable    *columns; /* related columns, or NULL */
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepRecord, lep_record, G_TYPE_OBJECT)

static void
free_values (LepRecord *self)
{
  for (guint i = 0; i < self->n_values; i++)
    g_free (self->values[i]);
  g_clear_pointer (&self->values, g_free);
  g_clear_pointer (&self->names, g_strfreev);
  self->n_values = 0;
}

static void
lep_record_finalize (GObject *object)
{
  LepRecord *self = LEP_RECORD (object);

  free_values (self);
  g_free (self->id);
  g_free (self->space);
  g_free (self->kind_name);
  g_free (self->created_at);
  g_free (self->changed_at);
  g_free (self->title);
  g_strfreev (self->conflicts);
  g_clear_pointer (&self->columns, g_hash_table_unref);

  G_OBJECT_CLASS (lep_record_parent_class)->finalize (object);
}

static void
lep_record_class_init (LepRecordClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lep_record_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lep_record_init (LepRecord *self)
{
  self->conflicts = g_new0 (char *, 1);
}

/* Makes a record of a row of LEP_RECORD_COLUMNS and the kind's fields. */
LepRecord *
lep_record_new_from_row (const char *kind,
                         LepStmt    *stmt)
{
  LepRecord *self = g_object_new (LEP_TYPE_RECORD, NULL);

  self->kind_name = g_strdup (kind);
  self->kind = lep_schema_kind (kind);
  self->rid = lep_stmt_int64 (stmt, 0);
  self->id = lep_stmt_dup_text (stmt, 1);
  self->space = lep_stmt_dup_text (stmt, 2);
  self->deleted = lep_stmt_int64 (stmt, 3) != 0;
  self->has_conflicts = lep_stmt_int64 (stmt, 4) != 0;
  self->created_at = lep_stmt_dup_text (stmt, 5);
  self->changed_at = lep_stmt_dup_text (stmt, 6);

  if (self->kind != NULL)
    {
      self->n_values = self->kind->n_fields;
      self->values = g_new0 (char *, self->n_values);
      for (guint i = 0; i < self->n_values; i++)
        self->values[i] = lep_stmt_dup_text (stmt, LEP_RECORD_N_COLUMNS + (int) i);
    }
  return self;
}

/* A row that could not be read: shows its number as its id, and nothing. */
LepRecord *
lep_record_new_missing (const char *kind,
                        gint64      rid)
{
  LepRecord *self = g_object_new (LEP_TYPE_RECORD, NULL);

  self->kind_name = g_strdup (kind);
  self->kind = lep_schema_kind (kind);
  self->rid = rid;
  self->id = g_strdup_printf ("%" G_GINT64_FORMAT, rid);
  self->space = g_strdup ("");
  if (self->kind != NULL)
    {
      self->n_values = self->kind->n_fields;
      self->values = g_new0 (char *, self->n_values);
    }
  return self;
}

/* Takes out what another assessor thinks, where this person does not see it yet. */
static gboolean
withhold (LepRecord    *self,
          LepWorkspace *workspace,
          GError      **error)
{
  if (!lep_others_sheets_withhold (workspace, self->kind_name, self->rid, &self->withheld, error))
    return FALSE;
  for (guint i = 0; self->withheld && i < self->n_values; i++)
    if (lep_others_sheets_has_field (self->kind_name, self->kind->fields[i].name))
      g_clear_pointer (&self->values[i], g_free);
  return TRUE;
}

static gboolean
load_unknown_values (LepRecord    *self,
                     LepWorkspace *workspace,
                     GError      **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT field, value FROM unknown WHERE rid = :rid ORDER BY field", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_int64 (stmt, ":rid", self->rid);
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      g_ptr_array_add (names, lep_stmt_dup_text (stmt, 0));
      g_ptr_array_add (values, lep_stmt_dup_text (stmt, 1));
    }

  free_values (self);
  self->n_values = values->len;
  g_ptr_array_add (names, NULL);
  g_ptr_array_add (values, NULL);
  self->names = (char **) g_ptr_array_free (g_steal_pointer (&names), FALSE);
  self->values = (char **) g_ptr_array_free (g_steal_pointer (&values), FALSE);
  return TRUE;
}

/* The fields with values that are not shown: a group under its first field, and
 * "life" where the row was deleted by one and changed by another. */
static gboolean
load_conflicts (LepRecord    *self,
                LepWorkspace *workspace,
                GError      **error)
{
  g_autoptr (GPtrArray) fields = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT DISTINCT field FROM sibling WHERE rid = :rid ORDER BY field", error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_int64 (stmt, ":rid", self->rid);
  while (TRUE)
    {
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      g_ptr_array_add (fields, lep_stmt_dup_text (stmt, 0));
    }

  g_ptr_array_add (fields, NULL);
  g_strfreev (self->conflicts);
  self->conflicts = (char **) g_ptr_array_free (g_steal_pointer (&fields), FALSE);
  return TRUE;
}

/* Reads what the row itself does not hold: fields of unknown kinds, names of
 * the fields in conflict, the title of records that are named by another. */
gboolean
lep_record_load_details (LepRecord    *self,
                         LepWorkspace *workspace,
                         GError      **error)
{
  const LepField *field;
  const char     *value;

  if (self->kind == NULL && !load_unknown_values (self, workspace, error))
    return FALSE;
  if (self->kind != NULL && !withhold (self, workspace, error))
    return FALSE;
  if (self->has_conflicts && !load_conflicts (self, workspace, error))
    return FALSE;
  if (self->kind == NULL || self->kind->title == NULL)
    return TRUE;

  field = lep_kind_field (self->kind, self->kind->title);
  value = lep_record_get (self, self->kind->title);
  if (field->type == LEP_TYPE_REF && value != NULL)
    self->title = lep_workspace_dup_title (workspace, field->target, value);
  return TRUE;
}

/* Notes a related column; takes @value. */
void
lep_record_take_column (LepRecord  *self,
                        const char *column,
                        char       *value)
{
  if (self->columns == NULL)
    self->columns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_insert (self->columns, g_strdup (column), value);
}

/* For what is told of earlier days: the record is only read from then on. */
void
lep_record_put_back (LepRecord  *self,
                     guint       index,
                     const char *value)
{
  g_free (self->values[index]);
  self->values[index] = g_strdup (value);
}

static gboolean
columns_equal (GHashTable *a,
               GHashTable *b)
{
  GHashTableIter iter;
  gpointer       name, value;

  if (a == NULL || b == NULL)
    return a == b;

  g_hash_table_iter_init (&iter, a);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (g_strcmp0 (value, g_hash_table_lookup (b, name)) != 0)
      return FALSE;
  return TRUE;
}

static gboolean
records_equal (LepRecord *a,
               LepRecord *b)
{
  if (a->deleted != b->deleted || a->n_values != b->n_values ||
      g_strcmp0 (a->title, b->title) != 0 || g_strcmp0 (a->changed_at, b->changed_at) != 0 ||
      !g_strv_equal ((const char *const *) a->conflicts, (const char *const *) b->conflicts) ||
      !columns_equal (a->columns, b->columns))
    return FALSE;

  for (guint i = 0; i < a->n_values; i++)
    if (g_strcmp0 (a->values[i], b->values[i]) != 0 ||
        (a->names != NULL && g_strcmp0 (a->names[i], b->names[i]) != 0))
      return FALSE;
  return TRUE;
}

#define SWAP(type, member)        \
  G_STMT_START                    \
  {                               \
    type kept = self->member;     \
                                  \
    self->member = other->member; \
    other->member = kept;         \
  }                               \
  G_STMT_END

/* Takes over the contents of @other, a newer reading of the same row, and
 * tells if that made a difference. @other is not usable afterwards. */
void
lep_record_take_over (LepRecord *self,
                      LepRecord *other)
{
  gboolean changed;

  g_assert (self->rid == other->rid);

  changed = !records_equal (self, other);
  self->deleted = other->deleted;
  self->has_conflicts = other->has_conflicts;
  self->withheld = other->withheld;
  SWAP (char *, changed_at);
  SWAP (char *, created_at);
  SWAP (char *, title);
  SWAP (char **, conflicts);
  SWAP (char **, names);
  SWAP (char **, values);
  SWAP (guint, n_values);
  SWAP (GHashTable *, columns);
  if (changed)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * lep_record_refresh:
 *
 * Reads the row again and emits "changed" if anything shown is different.
 */
gboolean
lep_record_refresh (LepRecord    *self,
                    LepWorkspace *workspace,
                    GError      **error)
{
  g_autoptr (LepQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;

  g_return_val_if_fail (LEP_IS_RECORD (self), FALSE);

  query = lep_query_new (self->kind_name);
  if (self->columns != NULL)
    {
      GHashTableIter iter;
      gpointer       name;

      g_hash_table_iter_init (&iter, self->columns);
      while (g_hash_table_iter_next (&iter, &name, NULL))
        lep_query_add_column (query, name);
    }

  records = lep_query_fetch (workspace, query, &self->rid, 1, error);
  if (records == NULL)
    return FALSE;
  if (records->len == 1)
    lep_record_take_over (self, g_ptr_array_index (records, 0));
  return TRUE;
}

const char *
lep_record_get_id (LepRecord *self)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);

  return self->id;
}

const char *
lep_record_get_kind_name (LepRecord *self)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);

  return self->kind_name;
}

/**
 * lep_record_get_kind:
 *
 * Returns: (nullable): %NULL for a kind that this version does not know
 */
const LepKind *
lep_record_get_kind (LepRecord *self)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);

  return self->kind;
}

/**
 * lep_record_get_space:
 *
 * Returns: the id of the space the record lives in
 */
const char *
lep_record_get_space (LepRecord *self)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);

  return self->space;
}

/**
 * lep_record_get_rid:
 *
 * Returns: the row's number in this file; it means nothing elsewhere, and
 *   nothing here after a rebuild
 */
gint64
lep_record_get_rid (LepRecord *self)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), 0);

  return self->rid;
}

gboolean
lep_record_is_deleted (LepRecord *self)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), FALSE);

  return self->deleted;
}

/**
 * lep_record_is_withheld:
 *
 * Returns: whether fields are empty because they say what another assessor thinks,
 *   and the person of this laptop does not see that yet
 */
gboolean
lep_record_is_withheld (LepRecord *self)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), FALSE);

  return self->withheld;
}

const char *
lep_record_get_created_at (LepRecord *self)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);

  return self->created_at;
}

const char *
lep_record_get_changed_at (LepRecord *self)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);

  return self->changed_at;
}

/**
 * lep_record_get_conflicts:
 *
 * Returns: (array zero-terminated=1): sorted names of the fields with an
 *   unsettled conflict, "life" included
 */
const char *const *
lep_record_get_conflicts (LepRecord *self)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);

  return (const char *const *) self->conflicts;
}

/**
 * lep_record_has_conflict:
 *
 * Returns: whether the field, or the group it belongs to, has an unsettled
 *   conflict
 */
gboolean
lep_record_has_conflict (LepRecord  *self,
                         const char *field)
{
  const LepField *known;

  g_return_val_if_fail (LEP_IS_RECORD (self), FALSE);

  known = self->kind != NULL ? lep_kind_field (self->kind, field) : NULL;
  return g_strv_contains ((const char *const *) self->conflicts,
                          known != NULL && known->group != NULL ? known->group : field);
}

guint
lep_record_get_n_fields (LepRecord *self)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), 0);

  return self->n_values;
}

const char *
lep_record_get_field_name (LepRecord *self,
                           guint      index)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);
  g_return_val_if_fail (index < self->n_values, NULL);

  return self->kind != NULL ? self->kind->fields[index].name : self->names[index];
}

const char *
lep_record_get_value (LepRecord *self,
                      guint      index)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);
  g_return_val_if_fail (index < self->n_values, NULL);

  return self->values[index];
}

/**
 * lep_record_get:
 *
 * Returns: (nullable): the shown value of a field in its stored form; %NULL =
 *   not answered, or no such field
 */
const char *
lep_record_get (LepRecord  *self,
                const char *field)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);

  for (guint i = 0; i < self->n_values; i++)
    if (g_str_equal (lep_record_get_field_name (self, i), field))
      return self->values[i];
  return NULL;
}

/**
 * lep_record_get_column:
 * @column: a related column that the query asked for
 *
 * Returns: (nullable): its text
 */
const char *
lep_record_get_column (LepRecord  *self,
                       const char *column)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);

  return self->columns != NULL ? g_hash_table_lookup (self->columns, column) : NULL;
}

/* Returns: whether the related column was read, be it empty */
gboolean
lep_record_has_column (LepRecord  *self,
                       const char *column)
{
  g_return_val_if_fail (LEP_IS_RECORD (self), FALSE);

  return self->columns != NULL && g_hash_table_contains (self->columns, column);
}

/**
 * lep_record_dup_title:
 *
 * Returns: (transfer full): what a person would call the record; never empty
 */
char *
lep_record_dup_title (LepRecord *self)
{
  const LepField *field = NULL;
  const char     *value = NULL;

  g_return_val_if_fail (LEP_IS_RECORD (self), NULL);

  if (self->title != NULL)
    return g_strdup (self->title);
  if (self->kind == NULL)
    return g_strdup_printf ("%s %.8s", self->kind_name, self->id);

  if (self->kind->title != NULL)
    {
      field = lep_kind_field (self->kind, self->kind->title);
      value = lep_record_get (self, self->kind->title);
    }
  if (value == NULL || *value == '\0')
    return g_strdup_printf ("%s %.8s", lep_schema_label (self->kind->label), self->id);
  if (field->type == LEP_TYPE_CODE)
    return g_strdup (lep_code_label (field->target, value));
  return g_strdup (g_str_equal (self->kind_name, "indicator") ? lep_standard_name (lep_record_get (self, "code"), value) : value);
}
