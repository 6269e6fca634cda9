/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Holds a local edit to the rules across fields and rows: before it is applied,
 * and after it was, in the same transaction. A merge is never refused: what it
 * brings together is listed under attention. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-partnership.h"
#include "lep-rows.h"
#include "lep-rules-private.h"
#include "lep-rules-share.h"
#include "lep-sentence.h"

#include "lep-rules-cross.h"

/* A row that a local edit writes. */
typedef struct
{
  const char      *kind;
  LepUuid          id;
  gint64           rid;
  const char     **fields; /* that it writes; NULL = all (deleting, restoring) */
  gboolean         was_there;
  gboolean         is_deleted;
  gboolean         is_restored; /* nothing but that */
  const LepChange *change;
  const LepRowOp  *op;
} EditedRow;

/* What is checked. */
typedef struct
{
  LepWorkspace *workspace;
  GArray       *rows;   /* EditedRow */
  GHashTable   *shares; /* before the edit */
  char         *today;
} Edited;

static void
clear_edited_row (gpointer data)
{
  g_free (((EditedRow *) data)->fields);
}

static const char **
collect_fields (const LepChange *change,
                const LepRowOp  *op)
{
  const char **fields;

  if (op->life != LEP_LIFE_NONE)
    return NULL;

  fields = g_new0 (const char *, op->n_sets + 1);
  for (guint i = 0; i < op->n_sets; i++)
    fields[i] = g_array_index (change->sets, LepSet, op->first_set + i).field;
  return fields;
}

/* Adds the rows of a change that are in the tables. */
static gboolean
collect_rows (LepWorkspace    *workspace,
              const LepChange *change,
              const LepUuid   *space,
              GArray          *rows,
              GError         **error)
{
  static const char sql[] =
    "SELECT r.rid, r.deleted FROM row r JOIN kind n ON n.no = r.kind_no JOIN space s ON s.no = r.space_no"
    " WHERE r.id = :id AND n.name = :kind AND s.id = :space";
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  for (guint i = 0; i < change->rows->len; i++)
    {
      const LepRowOp *op = &g_array_index (change->rows, LepRowOp, i);
      EditedRow       row = { .kind = op->kind, .id = op->id };

      if (lep_schema_kind (op->kind) == NULL)
        continue;
      lep_stmt_reset (stmt);
      lep_stmt_bind_blob (stmt, ":id", op->id.bytes, LEP_UUID_SIZE);
      lep_stmt_bind_text (stmt, ":kind", op->kind);
      lep_stmt_bind_blob (stmt, ":space", space->bytes, LEP_UUID_SIZE);
      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        continue;

      row.rid = lep_stmt_int64 (stmt, 0);
      row.is_deleted = lep_stmt_int64 (stmt, 1) != 0;
      row.is_restored = op->life == LEP_LIFE_RESTORED && op->n_sets == 0;
      row.change = change;
      row.op = op;
      row.fields = collect_fields (change, op);
      g_array_append_val (rows, row);
    }
  return TRUE;
}

static gboolean
writes (const EditedRow *row,
        const char      *fields)
{
  g_auto (GStrv) names = NULL;

  if (row->fields == NULL || g_str_equal (fields, "*"))
    return TRUE;

  names = g_strsplit (fields, " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_strv_contains (row->fields, names[i]))
      return TRUE;
  return FALSE;
}

/* "Result, Value “60”: …; … (outcome.value, rule 10)" */
static gboolean
refuse (LepWorkspace *workspace,
        GError      **error,
        guint         rule,
        const char   *kind_name,
        const char   *field_name,
        const char   *value,
        const char   *currency,
        const char   *reason)
{
  const LepKind   *kind = lep_schema_kind (kind_name);
  const LepField  *field = lep_kind_field (kind, field_name);
  g_autofree char *shown = lep_sentence_value (workspace, field, value, currency);

  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
               /* Translators: kind of record, field and value; why it is refused and what to do; names for scripts */
               _ ("%s, %s “%s”: %s (%s.%s, rule %u)"),
               lep_schema_label (kind->label), lep_schema_label (field->label), shown, reason,
               kind->name, field->name, rule);
  return FALSE;
}

/* The column after those of the reason; only statements about money have it. */
static const char *
currency_of (const LepCrossRule *rule,
             LepStmt            *stmt)
{
  g_auto (GStrv) types = g_strsplit (rule->types != NULL ? rule->types : "", " ", -1);

  return lep_stmt_text (stmt, 1 + (int) g_strv_length (types));
}

/* Returns: (nullable): what the edit writes there; %NULL also where it clears it, or
 * does not write it */
static const char *
find_written (const EditedRow *row,
              const char      *field)
{
  for (guint i = 0; i < row->op->n_sets; i++)
    {
      const LepSet *set = &g_array_index (row->change->sets, LepSet, row->op->first_set + i);

      if (g_str_equal (set->field, field))
        return set->value;
    }
  return NULL;
}

/* The field that the sentence names. A share has several that make it what it is. */
static const char *
field_of (const LepCrossRule *rule,
          const EditedRow    *row)
{
  g_auto (GStrv) names = NULL;

  if (rule->share == LEP_SHARE_NONE || row->fields == NULL)
    return rule->field;

  names = g_strsplit (rule->fields, " ", -1);
  for (guint i = 0; names[i] != NULL; i++)
    if (g_strv_contains (row->fields, names[i]))
      return lep_kind_field (lep_schema_kind (rule->kind), names[i])->name;
  return rule->field;
}

/* The value of that field, where the statement of the rule tells another. */
static gboolean
read_value (LepWorkspace       *workspace,
            const LepCrossRule *rule,
            const char         *field,
            gint64              rid,
            char              **value,
            GError            **error)
{
  g_autofree char *sql = g_strdup_printf ("SELECT \"%s\" FROM k_%s WHERE rid = :rid", field, rule->kind);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":rid", rid);
  if (!lep_stmt_one (stmt, error))
    return FALSE;
  *value = lep_stmt_dup_text (stmt, 0);
  return TRUE;
}

/* What was above its limit before may stay there: a merge is mended bit by bit. */
static gboolean
check_share (const Edited       *edited,
             const LepCrossRule *rule,
             const EditedRow    *row,
             gboolean           *is_fine,
             GError            **error)
{
  gboolean indirect, contingency;

  *is_fine = FALSE;
  if (rule->share == LEP_SHARE_NONE)
    return TRUE;
  if (!lep_rules_shares_grew (edited->shares, lep_workspace_get_db (edited->workspace), row->rid, &indirect, &contingency, error))
    return FALSE;
  *is_fine = !(rule->share == LEP_SHARE_INDIRECT ? indirect : contingency);
  return TRUE;
}

/* Whether a row for which the statement found something keeps to the rule all the same. */
static gboolean
is_excepted (const Edited       *edited,
             const LepCrossRule *rule,
             const EditedRow    *row,
             LepStmt            *stmt,
             gboolean           *is_fine,
             GError            **error)
{
  if (!check_share (edited, rule, row, is_fine, error))
    return FALSE;
  for (guint i = 0; rule->time == LEP_CHECK_UNLESS_NEW && i < edited->rows->len; i++)
    *is_fine = *is_fine || g_array_index (edited->rows, EditedRow, i).rid == lep_stmt_int64 (stmt, 2);
  return TRUE;
}

static gboolean
check_rule (const Edited       *edited,
            const LepCrossRule *rule,
            const EditedRow    *row,
            LepRefused         *refused,
            GError            **error)
{
  LepWorkspace *workspace = edited->workspace;
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), rule->sql, error);
  g_autofree char *reason = NULL, *value = NULL;
  const char      *field = field_of (rule, row);
  gboolean         has_row, is_fine;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_int64 (stmt, ":rid", row->rid);
  if (strstr (rule->sql, ":today") != NULL)
    lep_stmt_bind_text (stmt, ":today", edited->today);
  if (strstr (rule->sql, ":written") != NULL)
    lep_stmt_bind_text (stmt, ":written", find_written (row, rule->field));
  if (strstr (rule->sql, ":is_restored") != NULL)
    lep_stmt_bind_int64 (stmt, ":is_restored", row->is_restored);
  if (!lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  if (!is_excepted (edited, rule, row, stmt, &is_fine, error))
    return FALSE;
  if (is_fine)
    return TRUE;

  *refused = (LepRefused){ rule->kind, field, row->id };
  reason = lep_sentence_fill (workspace, _ (rule->reason), rule->types, stmt, 1);
  if (g_str_equal (field, rule->field))
    value = lep_stmt_dup_text (stmt, 0);
  else if (!read_value (workspace, rule, field, row->rid, &value, error))
    return FALSE;
  return refuse (workspace, error, rule->rule, rule->kind, field, value, currency_of (rule, stmt), reason);
}

/* Rule 1: the five groups are there on the day of establishing. */
static gboolean
check_established (LepWorkspace    *workspace,
                   const EditedRow *row,
                   const char      *today,
                   GError         **error)
{
  g_autoptr (LepStmt) stmt =
    lep_db_prepare (lep_workspace_get_db (workspace),
                    "SELECT lep_id_text (r.id) FROM k_partnership k JOIN row r ON r.rid = k.rid"
                    " WHERE k.rid = :rid AND k.status = 'established' AND r.deleted = 0",
                    error);
  g_autoptr (GString) missing = g_string_new (NULL);
  g_autofree char *reason = NULL;
  LepGroupCheck    check;
  gboolean         has_row;

  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":rid", row->rid);
  if (!lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;
  if (!lep_partnership_check_groups (workspace, lep_stmt_text (stmt, 0), today, &check, error))
    return FALSE;
  if (check.complete)
    return TRUE;

  for (guint i = 0; i < LEP_N_ACTOR_GROUPS; i++)
    if (check.n_members[i] == 0)
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "",
                              lep_code_label ("actor_group", check.groups[i]));
  reason = g_strdup_printf (_ ("it has no member from: %s; add them first."), missing->str);
  return refuse (workspace, error, 1, "partnership", "status", "established", NULL, reason);
}

/* Rule 12: no end before its start, and no most that is less than the least. */
static gboolean
check_order (LepWorkspace         *workspace,
             const EditedRow      *row,
             const LepOrderedPair *pair,
             GError              **error)
{
  const LepKind   *kind = lep_schema_kind (row->kind);
  g_autofree char *fields = g_strconcat (pair->start, " ", pair->end, NULL);
  g_autofree char *start = NULL, *sql = NULL, *reason = NULL;
  g_autoptr (LepStmt) stmt = NULL;
  gboolean has_row;

  if (lep_kind_field (kind, pair->start) == NULL || lep_kind_field (kind, pair->end) == NULL || !writes (row, fields))
    return TRUE;

  sql = g_strdup_printf ("SELECT k.\"%s\", k.\"%s\", %s FROM k_%s k WHERE k.rid = :rid AND k.\"%s\" < k.\"%s\"", pair->end, pair->start,
                         lep_kind_field (kind, "currency") != NULL ? "k.currency" : "NULL", kind->name, pair->end, pair->start);
  stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_int64 (stmt, ":rid", row->rid);
  if (!lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  if (!has_row)
    return TRUE;

  start = lep_sentence_value (workspace, lep_kind_field (kind, pair->start), lep_stmt_text (stmt, 1), lep_stmt_text (stmt, 2));
  if (lep_kind_field (kind, pair->end)->type == LEP_TYPE_DATE)
    reason = g_strdup_printf (_ ("this is before the start, %s; correct one of the two."), start);
  else
    reason = g_strdup_printf (_ ("this is less than the least, %s; correct one of the two."), start);
  return refuse (workspace, error, 12, row->kind, pair->end, lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 2), reason);
}

/* Whether the edit says that a plan is complete: it moves on what was there, or
 * writes several rows of the kind. */
static gboolean
is_whole_plan (const EditedRow *rows,
               guint            n_rows,
               const EditedRow *row)
{
  guint n_new = 0;

  if (row->was_there && row->fields != NULL && g_strv_contains (row->fields, "status"))
    return TRUE;
  if (!g_str_equal (row->kind, "tranche"))
    return FALSE;

  for (guint i = 0; i < n_rows; i++)
    if (g_str_equal (rows[i].kind, row->kind) && !rows[i].is_deleted && writes (&rows[i], "percent amount"))
      n_new++;
  return n_new > 1;
}

static gboolean
is_time (const LepCrossRule *rule,
         const EditedRow    *row,
         gboolean            before)
{
  if (before)
    return rule->time == LEP_CHECK_BOTH || rule->time == LEP_CHECK_BEFORE || (rule->time == LEP_CHECK_FIELDS && row->fields != NULL);
  return rule->time != LEP_CHECK_BEFORE && rule->time != LEP_CHECK_FIELDS && (!row->is_deleted || rule->time == LEP_CHECK_GONE_TOO);
}

static gboolean
check_rows (const Edited *edited,
            gboolean      before,
            LepRefused   *refused,
            GError      **error)
{
  const EditedRow *rows = (const EditedRow *) (void *) edited->rows->data;
  guint            n_rows = edited->rows->len;

  for (guint i = 0; i < n_rows; i++)
    for (guint j = 0; j < lep_n_cross_rules; j++)
      {
        const LepCrossRule *rule = &lep_cross_rules[j];

        if (!is_time (rule, &rows[i], before) || !g_str_equal (rule->kind, rows[i].kind) || !writes (&rows[i], rule->fields) ||
            (rule->time == LEP_CHECK_WHOLE_PLAN && !is_whole_plan (rows, n_rows, &rows[i])))
          continue;
        if (!check_rule (edited, rule, &rows[i], refused, error))
          return FALSE;
      }
  return TRUE;
}

/* Rule 5: a direct line that goes to another project takes away there what indirect
 * costs and the contingency are a share of. */
static gboolean
check_left (const Edited *edited,
            LepRefused   *refused,
            GError      **error)
{
  const EditedRow *moved = NULL;
  const LepField  *limit = lep_kind_field (lep_schema_kind ("call"), "max_indirect");
  g_auto (LepShareLeft) left = { NULL };
  g_autofree char *shown = NULL, *reason = NULL;

  for (guint i = 0; i < edited->rows->len && moved == NULL; i++)
    {
      const EditedRow *row = &g_array_index (edited->rows, EditedRow, i);

      if (g_str_equal (row->kind, "budget_line") && row->was_there && row->fields != NULL && g_strv_contains (row->fields, "project"))
        moved = row;
    }
  if (moved == NULL)
    return TRUE;
  if (!lep_rules_shares_find_left (edited->shares, lep_workspace_get_db (edited->workspace), &left, error))
    return FALSE;
  if (left.title == NULL)
    return TRUE;

  *refused = (LepRefused){ "budget_line", "project", moved->id };
  shown = lep_sentence_value (edited->workspace, limit, left.limit, NULL);
  /* Translators: name of a project, and a number with its percent sign or without */
  reason = g_strdup_printf (left.is_indirect ? _ ("indirect costs of “%s”, which the line leaves, would be above %s of the direct ones; lower them first.")
                                             : _ ("the contingency of “%s”, which the line leaves, would be above %s of the eligible costs; lower it first."),
                            left.title, shown);
  return refuse (edited->workspace, error, 5, "budget_line", "project", find_written (moved, "project"), NULL, reason);
}

/**
 * lep_rules_check_before:
 * @change: a local change that is not applied yet
 * @space: where
 * @shares: (nullable): takes what lep_rules_check_after () has to know of before
 * @refused: (out): what a rule refused, with the error
 *
 * Refuses with %LEP_ERROR_INVALID what may not be touched at all, such as
 * a score sheet that is final (rule 8) and records of a locked period (rule 14).
 */
gboolean
lep_rules_check_before (LepWorkspace    *workspace,
                        const LepChange *change,
                        const LepUuid   *space,
                        GHashTable      *shares,
                        LepRefused      *refused,
                        GError         **error)
{
  g_autofree char *today = lep_workspace_dup_today (workspace);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (EditedRow));
  Edited edited = { workspace, rows, shares, today };

  g_array_set_clear_func (rows, clear_edited_row);
  return collect_rows (workspace, change, space, rows, error) && check_rows (&edited, TRUE, refused, error) &&
         (shares == NULL || lep_rules_shares_remember (shares, lep_workspace_get_db (workspace), change, error));
}

static void
mark_there_before (GArray       *rows,
                   const GArray *touched)
{
  g_autoptr (GHashTable) there = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < touched->len; i++)
    if (g_array_index (touched, LepTouched, i).was_there)
      g_hash_table_add (there, &g_array_index (touched, LepTouched, i).rid);
  for (guint i = 0; i < rows->len; i++)
    {
      EditedRow *row = &g_array_index (rows, EditedRow, i);

      row->was_there = g_hash_table_contains (there, &row->rid);
    }
}

/**
 * lep_rules_check_after:
 * @changes: (element-type LepChange): what one local edit did, applied already
 * @made: (element-type LepMadeChange): the spaces of each
 * @touched: (element-type LepTouched): the rows that it touched
 * @shares: what lep_rules_check_before () remembered of before
 * @refused: (out): what a rule refused, with the error
 *
 * Refuses with %LEP_ERROR_INVALID an edit whose result breaks a rule across
 * fields or rows (rules 1 to 6, 8 to 10, 12, 14 and 16). The message names kind,
 * field, value and rule, and says what to do.
 */
gboolean
lep_rules_check_after (LepWorkspace *workspace,
                       GPtrArray    *changes,
                       const GArray *made,
                       const GArray *touched,
                       GHashTable   *shares,
                       LepRefused   *refused,
                       GError      **error)
{
  g_autofree char *today = lep_workspace_dup_today (workspace);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (EditedRow));
  Edited edited = { workspace, rows, shares, today };

  g_array_set_clear_func (rows, clear_edited_row);
  for (guint i = 0; i < changes->len; i++)
    if (!collect_rows (workspace, g_ptr_array_index (changes, i), &g_array_index (made, LepMadeChange, i).space, rows, error))
      return FALSE;
  mark_there_before (rows, touched);

  for (guint i = 0; i < rows->len; i++)
    {
      const EditedRow *row = &g_array_index (rows, EditedRow, i);

      if (row->is_deleted)
        continue;
      if (g_str_equal (row->kind, "partnership") && writes (row, "status") &&
          !check_established (workspace, row, today, error))
        {
          *refused = (LepRefused){ lep_schema_kind (row->kind)->name, "status", row->id };
          return FALSE;
        }
      for (guint j = 0; j < LEP_N_ORDERED_PAIRS; j++)
        if (!check_order (workspace, row, &lep_ordered_pairs[j], error))
          {
            *refused = (LepRefused){ lep_schema_kind (row->kind)->name, lep_ordered_pairs[j].end, row->id };
            return FALSE;
          }
    }
  return check_rows (&edited, FALSE, refused, error) && check_left (&edited, refused, error);
}
