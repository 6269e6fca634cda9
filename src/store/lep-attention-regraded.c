/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What applications were decided by, and was changed afterwards: the least points of a
 * call, whose points count, what a contracted application asked for, and the amount of
 * a tranche that is approved. The decisions stay as they are, so papers would tell others. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-catalogue.h"

#include "lep-attention-private.h"
#include "lep-history.h"
#include "lep-sentence.h"

/* Records, their clock, the register of the field, and when they were made; then what was
 * decided by it, as their clocks tell: with :id the record's. */
typedef struct
{
  guint       rule;
  const char *kind;
  const char *field;
  const char *sql;
  const char *sql_decided;
  const char *text; /* English, with {day} */
} Regraded;

#define REGISTER(name)   "(SELECT no FROM name WHERE name = '" name "')"
#define CALLS(threshold) "SELECT " LEP_ID_AND_SPACE ", r.clock, " REGISTER (threshold) ", r.created_at" LEP_LIVE ("call") " WHERE coalesce (k.status, 'draft') <> 'draft'"
#define DECIDED(source, condition)                                                                                                      \
  "SELECT r.clock, " REGISTER ("status") " FROM " source " CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 WHERE " condition " AND" \
                                         " k.status IN ('preselected', 'reserve', 'rejected', 'selected', 'contracted') AND "

/* What an application asked for, when it is contracted. */
#define CONTRACTED(field) "SELECT " LEP_ID_AND_SPACE ", r.clock, " REGISTER (field) ", r.created_at" LEP_LIVE ("application") " WHERE k.status = 'contracted'"
#define ITSELF(source)    "SELECT r.clock, " REGISTER ("status") " FROM " source " k CROSS JOIN row r ON r.rid = k.rid WHERE r.id = lep_id (:id)"
#define CONTRACTED_TEXT \
  N_ ("This amount was written on {day}, after the application had been contracted. Write it as it was, or say why it is not a problem.")

static const Regraded all[] = {
  { LEP_ATTENTION_RULE_OFFICE, "call", "concept_threshold", CALLS ("concept_threshold"), DECIDED ("k_application k", "k.call = :id") "coalesce (k.stage, 'concept') = 'concept'",
    N_ ("The least points were written on {day}, after applications had been decided. What was decided stays: write them as they were, or say why it is not a problem.") },
  { LEP_ATTENTION_RULE_OFFICE, "call", "full_threshold", CALLS ("full_threshold"), DECIDED ("k_application k", "k.call = :id") "k.stage = 'full'",
    N_ ("The least points were written on {day}, after applications had been decided. What was decided stays: write them as they were, or say why it is not a problem.") },
  { LEP_ATTENTION_RULE_OFFICE, "assessor", "votes", "SELECT " LEP_ID_AND_SPACE ", r.clock, " REGISTER ("votes") ", r.created_at" LEP_LIVE ("assessor") " WHERE k.votes IS NOT NULL",
    DECIDED ("k_assessment m CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0 CROSS JOIN row ar ON ar.id = lep_id (m.application) CROSS JOIN k_application k ON k.rid = ar.rid",
             "m.assessor = :id") "m.status = 'final'",
    N_ ("Whether these points count was written on {day}, after applications had been decided by them. Write it as it was, or say why it is not a problem.") },
  { LEP_ATTENTION_RULE_OFFICE, "application", "requested", CONTRACTED ("requested"), ITSELF ("k_application"), CONTRACTED_TEXT },
  { LEP_ATTENTION_RULE_OFFICE, "application", "total", CONTRACTED ("total"), ITSELF ("k_application"), CONTRACTED_TEXT },
  { 3, "tranche", "amount", "SELECT " LEP_ID_AND_SPACE ", r.clock, " REGISTER ("amount") ", r.created_at" LEP_LIVE ("tranche") " WHERE k.status IN ('approved', 'paid')",
    ITSELF ("k_tranche"), N_ ("This amount was written on {day}, after the tranche had been approved. Write it as it was, or say why it is not a problem.") },
};

/* What a change wrote to a field last, up to a moment. */
static const char *
value_at (GPtrArray  *history,
          const char *field,
          const char *moment)
{
  const char *value = NULL, *at = "";

  for (guint i = 0; i < history->len; i++)
    {
      const LepHistoryEntry *entry = g_ptr_array_index (history, i);
      gboolean               found;
      const char            *written = lep_history_entry_find (entry, field, &found);

      if (!found || strcmp (entry->at, moment) > 0 || strcmp (entry->at, at) <= 0)
        continue;
      value = written;
      at = entry->at;
    }
  return value;
}

/* Whether the field, and what belongs to it, was the same at both moments: who writes
 * it as it was has mended it. */
static gboolean
is_same (GPtrArray      *history,
         const Regraded *regraded,
         const char     *one,
         const char     *other)
{
  const LepKind  *kind = lep_schema_kind (regraded->kind);
  const LepField *field = lep_kind_field (kind, regraded->field);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LepField *each = &kind->fields[i];

      if (each != field && (field->group == NULL || g_strcmp0 (each->group, field->group) != 0))
        continue;
      if (g_strcmp0 (value_at (history, each->name, one), value_at (history, each->name, other)) != 0)
        return FALSE;
    }
  return TRUE;
}

/* Whether something was decided before the moment by another value than that of the
 * record, the first two columns of @record. */
static gboolean
has_decided (LepWorkspace   *workspace,
             const Regraded *regraded,
             LepStmt        *record,
             const char     *moment,
             gboolean       *decided,
             GError        **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, regraded->sql_decided, error);
  g_autoptr (GPtrArray) history = NULL;
  gboolean has_row;

  *decided = FALSE;
  if (stmt == NULL)
    return FALSE;
  lep_stmt_bind_text (stmt, ":id", lep_stmt_text (record, 0));
  while (!*decided)
    {
      g_autofree char *at = NULL;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!lep_attention_find_written (db, stmt, 0, lep_stmt_int64 (stmt, 1), &at, error))
        return FALSE;
      if (*at == '\0' || strcmp (at, moment) >= 0)
        continue;
      if (history == NULL)
        history = lep_history (workspace, lep_stmt_text (record, 1), regraded->kind, lep_stmt_text (record, 0), error);
      if (history == NULL)
        return FALSE;
      *decided = !is_same (history, regraded, at, moment);
    }
  return TRUE;
}

static gboolean
check (LepWorkspace   *workspace,
       const Regraded *regraded,
       GPtrArray      *findings,
       GError        **error)
{
  LepDb *db = lep_workspace_get_db (workspace);
  g_autoptr (LepStmt) stmt = lep_db_prepare (db, regraded->sql, error);
  gboolean has_row, decided;

  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      g_autofree char *at = NULL, *day = NULL;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!lep_attention_find_written (db, stmt, 2, lep_stmt_int64 (stmt, 3), &at, error))
        return FALSE;
      /* What came with the record is no change: a call of long ago is entered as it was. */
      if (strcmp (at, lep_stmt_text (stmt, 4)) <= 0)
        continue;
      if (!has_decided (workspace, regraded, stmt, at, &decided, error))
        return FALSE;
      if (!decided)
        continue;
      day = lep_sentence_day (workspace, at);
      lep_attention_add (findings, regraded->rule, regraded->kind, lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1), regraded->field,
                         lep_fill (_ (regraded->text), "day", day, NULL), g_strdup_printf ("regraded\n%s", at));
    }
}

/* Adds what was changed after it had decided. */
gboolean
lep_attention_regraded (LepWorkspace *workspace,
                        GPtrArray    *findings,
                        GError      **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    if (!check (workspace, &all[i], findings, error))
      return FALSE;
  return TRUE;
}
