/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rule 14: what is in a locked period though whoever locked it had not seen it;
 * and rule 8, the same of points on a score sheet and whoever made that final.
 * That is a matter of contexts: clocks say nothing of it. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-attention-private.h"
#include "lep-heads.h"
#include "lep-log.h"
#include "lep-office.h"
#include "lep-rules-sql.h"
#include "lep-sentence.h"

/* A period, then the records that are in it: r, with its space s. */
#define LOCKED " FROM k_period p CROSS JOIN row pr ON pr.rid = p.rid AND pr.deleted = 0"
#define INSIDE                                                                              \
  " AND r.deleted = 0 AND r.space_no = pr.space_no CROSS JOIN space s ON s.no = r.space_no" \
  " WHERE p.status = 'locked' ORDER BY pr.created_at, pr.id"
#define COLUMNS  "SELECT lep_id_text (r.id), lep_id_text (s.id), p.\"from\", p.\"to\", p.rid, pr.space_no, pr.clock, "
#define OUTCOMES " CROSS JOIN k_outcome k ON k.project = p.project AND k.\"to\" BETWEEN p.\"from\" AND p.\"to\" CROSS JOIN row r ON r.rid = k.rid"

/* Only these fields of the record are looked at, by columns behind the others. */
#define REGISTER(name) "coalesce ((SELECT no FROM name WHERE name = '" name "'), -1)"

/* A final sheet and the points on it. */
#define SCORES                                                                                                                                                                                                                            \
  "SELECT lep_id_text (r.id), lep_id_text (s.id), m.application, m.assessor, m.rid, mr.space_no, mr.clock, r.clock, coalesce (e.name, m.assessor)"                                                                                        \
  " FROM k_assessment m CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0 AND " LEP_SQL_IN_OFFICE ("mr") " CROSS JOIN k_score k ON k.application = m.application AND k.assessor = m.assessor"                                        \
                                                                                                              " CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 AND r.space_no = mr.space_no CROSS JOIN space s ON s.no = r.space_no" \
                                                                                                              " LEFT JOIN row cr ON cr.id = lep_id (k.criterion) LEFT JOIN k_criterion c ON c.rid = cr.rid"                               \
                                                                                                              " LEFT JOIN row er ON er.id = lep_id (m.assessor) LEFT JOIN k_assessor e ON e.rid = er.rid"                                 \
                                                                                                              " WHERE m.status = 'final' AND " LEP_SQL_ON_SHEET " ORDER BY mr.created_at, mr.id"

typedef struct
{
  guint       rule;
  const char *kind;
  const char *field;
  const char *aspect;
  const char *sql;
  const char *text;
  const char *types;       /* of {1} and {2}, as in lep_sentence_fill () */
  int         first;       /* column that stands for {1} */
  int         n_registers; /* columns from REGISTERS_FROM on: the fields that matter; 0 = all */
} LockedRule;

#define REGISTERS_FROM 8

static const LockedRule rules[] = {
  { 14, "outcome", "value", "locked", COLUMNS "r.clock" LOCKED OUTCOMES INSIDE,
    N_ ("Whoever locked the period {1} to {2} had not seen it as it is now."), "date date", 2 },
  { 14, "outcome", "value", "locked split",
    COLUMNS "br.clock" LOCKED OUTCOMES
            " CROSS JOIN k_breakdown b ON b.outcome = lep_id_text (r.id)"
            " CROSS JOIN row br ON br.rid = b.rid AND br.space_no = r.space_no AND br.deleted = 0" INSIDE,
    N_ ("Whoever locked the period {1} to {2} had not seen its split as it is now."), "date date", 2 },
  { 14, "expenditure", "amount", "locked",
    COLUMNS "r.clock" LOCKED " CROSS JOIN k_expenditure k ON k.project = p.project AND k.spent_on BETWEEN p.\"from\" AND p.\"to\""
            " CROSS JOIN row r ON r.rid = k.rid" INSIDE,
    N_ ("Whoever locked the period {1} to {2} had not seen it as it is now."), "date date", 2 },
  { 14, "service", "started_on", "locked", COLUMNS "r.clock, " REGISTER ("started_on") ", " REGISTER ("project") LOCKED " CROSS JOIN k_service k ON k.project = p.project AND k.started_on BETWEEN p.\"from\" AND p.\"to\" CROSS JOIN row r ON r.rid = k.rid" INSIDE,
    N_ ("Whoever locked the period {1} to {2} had not seen it as it is now."), "date date", 2, .n_registers = 2 },
  { 14, "budget_line", "heading", "locked heading",
    COLUMNS "r.clock, " REGISTER ("heading") ", " REGISTER ("project") LOCKED " CROSS JOIN k_budget_line k ON k.project = p.project CROSS JOIN row r ON r.rid = k.rid"
                                                                              " AND EXISTS (SELECT 1 FROM k_expenditure e CROSS JOIN row er ON er.rid = e.rid AND er.deleted = 0"
                                                                              " WHERE e.budget_line = lep_id_text (r.id) AND e.spent_on BETWEEN p.\"from\" AND p.\"to\")" INSIDE,
    N_ ("Expenditures of the locked period {1} to {2} stand under this line, and whoever locked it had not seen its heading as it is now."), "date date", 2, .n_registers = 2 },
  { 8, "score", "points", "final", SCORES,
    N_ ("Whoever made the score sheet of {1} final had not seen these points as they are now."), NULL, 8 },
};

/* The changes that gave a period, or a sheet, its state, most often one. */
typedef struct
{
  LepWorkspace *workspace;
  LepDb        *db;
  LepLog       *log;
  gint64        status;  /* number of that register */
  gint64        period;  /* rid; 0 = none yet */
  GArray       *locks;   /* LepHead */
  GArray       *unseen;  /* LepHead: of the record looked at */
  GArray       *scratch; /* LepHead */
} Search;

static void
search_clear (Search *self)
{
  g_clear_pointer (&self->log, lep_log_free);
  g_clear_pointer (&self->locks, g_array_unref);
  g_clear_pointer (&self->unseen, g_array_unref);
  g_clear_pointer (&self->scratch, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static gboolean
enter_period (Search  *self,
              LepStmt *stmt,
              GError **error)
{
  if (self->period == lep_stmt_int64 (stmt, 4))
    return TRUE;

  self->period = lep_stmt_int64 (stmt, 4);
  g_array_set_size (self->locks, 0);
  if (lep_log_get_space_by_no (self->log, lep_stmt_int64 (stmt, 5), error) == NULL)
    return FALSE;
  lep_heads_decode (lep_stmt_blob (stmt, 6), lep_stmt_size (stmt, 6), self->scratch);
  for (guint i = 0; i < self->scratch->len; i++)
    {
      const LepHead *head = &g_array_index (self->scratch, LepHead, i);

      if (head->reg == self->status && lep_log_get_stream (self->log, head->stream) != NULL)
        g_array_append_val (self->locks, *head);
    }
  return self->locks->len == 0 || lep_log_set_cover_of (self->log, g_array_index (self->locks, LepHead, 0).stream,
                                                        g_array_index (self->locks, LepHead, 0).n, error);
}

/* Takes out of the unseen what one change had seen, or is. */
static void
drop_seen (Search        *self,
           const LepHead *lock)
{
  for (guint i = self->unseen->len; i > 0; i--)
    {
      const LepHead *head = &g_array_index (self->unseen, LepHead, i - 1);

      if ((head->stream == lock->stream && head->n == lock->n) ||
          lep_log_get_stream (self->log, head->stream) == NULL || lep_log_covers (self->log, head->stream, head->n))
        g_array_remove_index_fast (self->unseen, i - 1);
    }
}

/* Leaves out of the unseen what was written to fields that do not matter to the rule. */
static void
drop_other_fields (Search           *self,
                   const LockedRule *rule,
                   LepStmt          *stmt)
{
  for (guint i = self->unseen->len; i > 0; i--)
    {
      gint64   reg = g_array_index (self->unseen, LepHead, i - 1).reg;
      gboolean matters = rule->n_registers == 0;

      for (int n = 0; n < rule->n_registers; n++)
        matters |= lep_stmt_int64 (stmt, REGISTERS_FROM + n) == reg;
      if (!matters)
        g_array_remove_index_fast (self->unseen, i - 1);
    }
}

/* Finds the heads of a record that none of those who locked had seen. */
static gboolean
find_unseen (Search           *self,
             const LockedRule *rule,
             LepStmt          *stmt,
             GError          **error)
{
  if (!enter_period (self, stmt, error))
    return FALSE;

  g_array_set_size (self->unseen, 0);
  if (self->locks->len > 0)
    lep_heads_decode (lep_stmt_blob (stmt, 7), lep_stmt_size (stmt, 7), self->unseen);
  drop_other_fields (self, rule, stmt);
  for (guint i = 0; i < self->locks->len && self->unseen->len > 0; i++)
    {
      const LepHead *lock = &g_array_index (self->locks, LepHead, i);

      if (self->locks->len > 1 && !lep_log_set_cover_of (self->log, lock->stream, lock->n, error))
        return FALSE;
      drop_seen (self, lock);
    }
  return TRUE;
}

static int
compare_texts (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The unseen changes by their hashes, which are the same for everybody. */
static char *
describe_unseen (Search           *self,
                 const LockedRule *rule,
                 LepStmt          *stmt,
                 GError          **error)
{
  GString *facts = g_string_new (NULL);
  g_autoptr (LepStmt) read = lep_db_prepare (self->db, "SELECT hex (hash) FROM change WHERE stream_no = ?1 AND n = ?2", error);
  g_autoptr (GPtrArray) hashes = g_ptr_array_new_with_free_func (g_free);

  g_string_printf (facts, "%s\n%s\n%s", rule->aspect, lep_stmt_text (stmt, 2), lep_stmt_text (stmt, 3));
  for (guint i = 0; read != NULL && i < self->unseen->len; i++)
    {
      const LepHead *head = &g_array_index (self->unseen, LepHead, i);

      lep_stmt_reset (read);
      lep_stmt_set_int64 (read, 1, head->stream);
      lep_stmt_set_int64 (read, 2, head->n);
      if (!lep_stmt_one (read, error))
        break;
      g_ptr_array_add (hashes, lep_stmt_dup_text (read, 0));
    }
  if (read == NULL || hashes->len < self->unseen->len)
    {
      g_string_free (facts, TRUE);
      return NULL;
    }

  g_ptr_array_sort (hashes, compare_texts);
  for (guint i = 0; i < hashes->len; i++)
    g_string_append_printf (facts, "\n%s", (const char *) g_ptr_array_index (hashes, i));
  return g_string_free (facts, FALSE);
}

/* One finding a record, however many parts of its split are new. */
static gboolean
is_told (const GPtrArray *findings,
         guint            first,
         const char      *id)
{
  return findings->len > first && g_str_equal (((LepFinding *) g_ptr_array_index (findings, findings->len - 1))->id, id);
}

static gboolean
check_rule (Search           *self,
            const LockedRule *rule,
            GPtrArray        *findings,
            GError          **error)
{
  g_autoptr (LepStmt) stmt = lep_db_prepare (self->db, rule->sql, error);
  guint    first = findings->len;
  gboolean has_row;

  self->period = 0;
  if (stmt == NULL)
    return FALSE;
  while (TRUE)
    {
      char *facts;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;
      if (!find_unseen (self, rule, stmt, error))
        return FALSE;
      if (self->unseen->len == 0 || is_told (findings, first, lep_stmt_text (stmt, 0)))
        continue;

      facts = describe_unseen (self, rule, stmt, error);
      if (facts == NULL)
        return FALSE;
      lep_attention_add (findings, rule->rule, rule->kind, lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 1), rule->field,
                         lep_sentence_fill (self->workspace, _ (rule->text), rule->types, stmt, rule->first), facts);
    }
}

/**
 * lep_attention_locked:
 *
 * Adds the results, splits, expenditures, their headings and the services inside a
 * locked period that were written by somebody, or in a way, that the one who locked it
 * did not know; and points of a final score sheet likewise.
 */
gboolean
lep_attention_locked (LepWorkspace *workspace,
                      GPtrArray    *findings,
                      GError      **error)
{
  g_auto (Search) self = { .workspace = workspace, .db = lep_workspace_get_db (workspace) };
  gint64 n_locked = 0;

  if (!lep_db_get_int64 (self.db, "SELECT (SELECT count (*) FROM k_period WHERE status = 'locked') + (SELECT count (*) FROM k_assessment WHERE status = 'final')", &n_locked, error))
    return FALSE;
  if (n_locked == 0)
    return TRUE;

  self.locks = g_array_new (FALSE, FALSE, sizeof (LepHead));
  self.unseen = g_array_new (FALSE, FALSE, sizeof (LepHead));
  self.scratch = g_array_new (FALSE, FALSE, sizeof (LepHead));
  self.log = lep_log_new (self.db, error);
  if (self.log == NULL ||
      !lep_db_get_int64 (self.db, "SELECT no FROM name WHERE name = 'status'", &self.status, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (rules); i++)
    if (!check_rule (&self, &rules[i], findings, error))
      return FALSE;
  return TRUE;
}
