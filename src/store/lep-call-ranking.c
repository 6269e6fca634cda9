/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The ranking of a call's applications by lot, read from grid, score sheets and
 * receipts. Scores are in the office's space: elsewhere nothing is scored. */

#include <string.h>

#include "lep-call-office.h"
#include "lep-call-ranking-private.h"
#include "lep-record.h"
#include "lep-rules-sql.h"
#include "lep-sum.h"

static void
line_free (gpointer data)
{
  LepGridLine *self = data;

  g_free (self->id);
  g_free (self->text);
  g_free (self);
}

static void
section_free (gpointer data)
{
  LepGridSection *self = data;

  g_free (self->title);
  g_free (self);
}

static void
assessor_free (gpointer data)
{
  LepCallAssessor *self = data;

  g_free (self->id);
  g_free (self->name);
  g_free (self->organisation);
  g_free (self);
}

static void
application_free (gpointer data)
{
  LepCallApplication *self = data;

  g_free (self->id);
  g_free (self->title);
  g_free (self->partnership);
  g_free (self->reference);
  g_free (self->status);
  g_free (self->received_at);
  g_free (self->conflict_id);
  g_free (self->asked_currency);
  g_ptr_array_unref (self->sheets);
  g_ptr_array_unref (self->interests);
  lep_rank_entry_clear (&self->rank);
  g_free (self);
}

static void
lot_free (gpointer data)
{
  LepLotRanking *self = data;

  g_free (self->id);
  g_free (self->title);
  g_ptr_array_unref (self->applications);
  g_free (self);
}

void
lep_call_ranking_free (LepCallRanking *self)
{
  if (self == NULL)
    return;

  g_free (self->call);
  g_free (self->only);
  g_free (self->currency);
  g_free (self->stage);
  g_clear_pointer (&self->lines, g_ptr_array_unref);
  g_clear_pointer (&self->sections, g_ptr_array_unref);
  g_clear_pointer (&self->assessors, g_ptr_array_unref);
  g_clear_pointer (&self->lots, g_ptr_array_unref);
  g_free (self);
}

/**
 * lep_call_ranking_prepare:
 *
 * Returns: (transfer full): a statement about the call; :call is bound
 */
LepStmt *
lep_call_ranking_prepare (const LepCallRanking *self,
                          LepWorkspace         *workspace,
                          const char           *sql,
                          GError              **error)
{
  LepStmt *stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);

  if (stmt != NULL)
    lep_stmt_bind_text (stmt, ":call", self->call);
  return stmt;
}

static guint
find_section (LepCallRanking *self,
              const char     *title)
{
  LepGridSection *section;

  for (guint i = 0; i < self->sections->len; i++)
    if (strcmp (((LepGridSection *) g_ptr_array_index (self->sections, i))->title, title) == 0)
      return i;

  section = g_new0 (LepGridSection, 1);
  section->title = g_strdup (title);
  g_ptr_array_add (self->sections, section);
  return self->sections->len - 1;
}

static gboolean
read_grid (LepCallRanking *self,
           LepWorkspace   *workspace,
           GError        **error)
{
  static const char sql[] =
    "SELECT lep_id_text (r.id), coalesce (k.section, ''), k.text, k.max_points, coalesce (k.weight, 1), coalesce (k.minimum, 0), coalesce (k.comment_required, 0)"
    " FROM k_criterion k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
    " WHERE k.call = :call AND (k.stage IS NULL OR k.stage = :stage) ORDER BY k.position IS NULL, k.position, r.created_at, r.id";
  g_autoptr (LepStmt) stmt = lep_call_ranking_prepare (self, workspace, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":stage", self->stage);
  while (TRUE)
    {
      LepGridLine *line;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      line = g_new0 (LepGridLine, 1);
      g_ptr_array_add (self->lines, line);
      line->id = lep_stmt_dup_text (stmt, 0);
      line->text = lep_stmt_dup_text (stmt, 2);
      line->comment_required = lep_stmt_int64 (stmt, 6) != 0;
      line->rule = (LepRankCriterion){
        .section = find_section (self, lep_stmt_text (stmt, 1)),
        .max_points = CLAMP (lep_stmt_int64 (stmt, 3), 0, LEP_MOST_POINTS),
        .weight = CLAMP (lep_stmt_int64 (stmt, 4), 0, LEP_MOST_POINTS),
        .minimum = CLAMP (lep_stmt_int64 (stmt, 5), 0, LEP_MOST_POINTS),
      };
      ((LepGridSection *) g_ptr_array_index (self->sections, line->rule.section))->max_points += line->rule.max_points * line->rule.weight;
      self->max_points += line->rule.max_points * line->rule.weight;
    }
}

static LepLotRanking *
add_lot (LepCallRanking *self,
         const char     *id,
         const char     *title)
{
  LepLotRanking *lot = g_new0 (LepLotRanking, 1);

  lot->id = g_strdup (id);
  lot->title = g_strdup (title);
  lot->envelope = -1;
  lot->applications = g_ptr_array_new_with_free_func (application_free);
  g_ptr_array_add (self->lots, lot);
  return lot;
}

static gboolean
read_lots (LepCallRanking *self,
           LepWorkspace   *workspace,
           GError        **error)
{
  static const char sql[] =
    "SELECT lep_id_text (r.id), k.number, k.title, coalesce (k.envelope, -1)"
    " FROM k_lot k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 WHERE k.call = :call ORDER BY k.number, r.created_at, r.id";
  g_autoptr (LepStmt) stmt = lep_call_ranking_prepare (self, workspace, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  while (TRUE)
    {
      LepLotRanking *lot;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      lot = add_lot (self, lep_stmt_text (stmt, 0), lep_stmt_text (stmt, 2));
      lot->number = lep_stmt_int64 (stmt, 1);
      lot->envelope = lep_stmt_int64 (stmt, 3);
    }
}

static LepLotRanking *
lot_of (LepCallRanking *self,
        const char     *id)
{
  for (guint i = 0; i < self->lots->len; i++)
    {
      LepLotRanking *lot = g_ptr_array_index (self->lots, i);

      if (g_strcmp0 (lot->id, id) == 0)
        return lot;
    }
  return id == NULL ? add_lot (self, NULL, NULL) : lot_of (self, NULL);
}

static gboolean
is_one_of (const char        *status,
           const char *const *list)
{
  return status != NULL && g_strv_contains (list, status);
}

/* Counts how far the application came in this stage, and whether it is ranked. */
static void
place_in_funnel (LepCallRanking     *self,
                 LepCallApplication *application)
{
  static const char *const not_yet[] = { "draft", "withdrawn", NULL };
  static const char *const not_full[] = { "received", "admin_ok", "admin_rejected", "scored", "preselected", "full_draft", NULL };
  gboolean                 is_late = !application->is_past && g_strcmp0 (application->status, "late") == 0;
  gboolean                 is_wrong = application->is_not_in_order;

  if (application->is_past)
    {
      self->n_received++;
      self->n_on_time++;
      self->n_in_order++;
      return;
    }
  application->rank.taken_out = application->status == NULL || is_one_of (application->status, not_yet) || is_late || is_wrong ||
                                (strcmp (self->stage, "full") == 0 && is_one_of (application->status, not_full));
  if (application->rank.taken_out && !is_late && !is_wrong)
    return;
  self->n_received++;
  self->n_on_time += !is_late;
  self->n_in_order += !is_late && !is_wrong && strcmp (application->status, strcmp (self->stage, "full") == 0 ? "full_received" : "received") != 0;
}

/* Of the second stage is what the application asks for and when it came; the list of
 * the first one has what stood there when that was decided. */
static gboolean
read_money (LepCallRanking     *self,
            LepWorkspace       *workspace,
            LepCallApplication *application,
            LepStmt            *stmt,
            GError            **error)
{
  const gint64 requested = lep_stmt_int64 (stmt, 6);

  lep_call_application_set_money (application, lep_stmt_is_null (stmt, 6) ? NULL : &requested, lep_stmt_text (stmt, 7), self->currency);
  if (application->is_past && !lep_call_application_as_concept (application, workspace, lep_stmt_text (stmt, 13), self->currency, error))
    return FALSE;
  application->rank.takes = application->has_requested ? application->requested : 0;
  if (!application->is_past && lep_stmt_int64 (stmt, 14) != 0)
    {
      application->is_granted = lep_stmt_int64 (stmt, 12) != application->rank.takes;
      application->rank.takes = lep_stmt_int64 (stmt, 12);
    }
  application->rank.received_at = application->received_at;
  return TRUE;
}

static LepCallApplication *
application_new (const LepCallRanking *self,
                 LepStmt              *stmt)
{
  LepCallApplication *application = g_new0 (LepCallApplication, 1);

  application->id = lep_stmt_dup_text (stmt, 0);
  application->title = lep_stmt_dup_text (stmt, 1);
  application->partnership = lep_stmt_dup_text (stmt, 2);
  application->reference = lep_stmt_dup_text (stmt, 3);
  application->status = lep_stmt_dup_text (stmt, 4);
  application->received_at = lep_stmt_dup_text (stmt, 5);
  application->sheets = g_ptr_array_new_with_free_func (lep_call_sheet_free);
  application->interests = g_ptr_array_new_with_free_func (g_free);
  lep_call_application_add_conflicts (application, "application", application->id, lep_stmt_int64 (stmt, 9));
  application->is_past = self->has_two_stages && strcmp (self->stage, "concept") == 0 && lep_stmt_int64 (stmt, 11) != 0;
  application->is_not_in_order = !application->is_past && (g_strcmp0 (application->status, "admin_rejected") == 0 ||
                                                           (g_strcmp0 (application->status, "full_received") == 0 && lep_stmt_int64 (stmt, 10) != 0));
  return application;
}

static gboolean
read_applications (LepCallRanking *self,
                   LepWorkspace   *workspace,
                   GHashTable     *by_id,
                   GError        **error)
{
  static const char sql[] =
    "SELECT lep_id_text (r.id), k.title, coalesce (p.short_name, p.name), k.reference, k.status, k.received_at, k.requested, k.currency, k.lot, r.conflicts, k.decided_on IS NOT NULL, coalesce (" LEP_SQL_STAGE ("k") " = 'full', 0), " LEP_SQL_TAKES (
      "k",
      "r",
      ":currency") ", lep_id_text (s.id), EXISTS (SELECT 1 FROM k_project g CROSS JOIN row gr ON gr.rid = g.rid AND gr.deleted = 0 WHERE g.application = lep_id_text (r.id) AND g.\"grant\" IS NOT NULL)"
                   " FROM k_application k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0 CROSS JOIN space s ON s.no = r.space_no"
                   " LEFT JOIN row pr ON pr.id = lep_id (k.partnership) AND pr.space_no = r.space_no LEFT JOIN k_partnership p ON p.rid = pr.rid"
                   " WHERE k.call = :call AND (:stage = 'concept' OR " LEP_SQL_STAGE ("k") " = 'full') AND (:only IS NULL OR r.id = lep_id (:only)) ORDER BY k.received_at, r.created_at, r.id";
  g_autoptr (LepStmt) stmt = lep_call_ranking_prepare (self, workspace, sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":only", self->only);
  lep_stmt_bind_text (stmt, ":stage", self->stage);
  lep_stmt_bind_text (stmt, ":currency", self->currency);
  while (TRUE)
    {
      LepCallApplication *application;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        return TRUE;

      application = application_new (self, stmt);
      g_ptr_array_add (lot_of (self, lep_stmt_text (stmt, 8))->applications, application);
      if (!read_money (self, workspace, application, stmt, error))
        return FALSE;
      g_hash_table_insert (by_id, application->id, application);
    }
}

/* Whether its money is promised in this stage. Who does not have the sheets does
 * not know what it was scored. */
static gboolean
is_committed (const LepCallRanking     *self,
              const LepCallApplication *application)
{
  static const char *const concept[] = { "preselected", "selected", "contracted", NULL };

  return self->assessors->len > 0 &&
         (application->is_past || is_one_of (application->status, strcmp (self->stage, "concept") == 0 ? concept : concept + 1));
}

/* Of those with enough points, as it was decided; before that, as the money says. */
static gboolean
is_within_money (const LepCallApplication *application)
{
  static const char *const chosen[] = { "preselected", "full_draft", "selected", "contracted", NULL };

  if (application->rank.place < LEP_PLACE_RESERVE || application->is_past)
    return application->rank.place >= LEP_PLACE_RESERVE && !application->was_reserve;
  return lep_application_is_decided (application->status) ? is_one_of (application->status, chosen) : application->rank.place == LEP_PLACE_SELECTED;
}

static void
rank_lot (LepCallRanking         *self,
          LepLotRanking          *lot,
          const LepRankCriterion *criteria)
{
  guint                    n = lot->applications->len;
  g_autofree LepRankEntry *entries = g_new0 (LepRankEntry, n + 1);
  g_autofree guint        *order = g_new0 (guint, n + 1);
  g_autoptr (GArray) sheets = g_array_new (FALSE, FALSE, sizeof (LepRankSheet));
  g_autoptr (GPtrArray) ranked = g_ptr_array_new_with_free_func (application_free);

  for (guint i = 0; i < n; i++)
    {
      LepCallApplication *application = g_ptr_array_index (lot->applications, i);

      place_in_funnel (self, application);
      application->rank.is_committed = is_committed (self, application);
      application->rank.is_chosen = (application->is_past || application->rank.is_committed) && !application->was_reserve;
      entries[i] = application->rank;
      for (guint s = 0; s < application->sheets->len; s++)
        {
          LepCallSheet      *sheet = g_ptr_array_index (application->sheets, s);
          const LepRankSheet row = { i, sheet->points };

          lep_call_sheet_add_up (self, sheet);
          sheet->counts = sheet->is_final && sheet->is_complete && ((LepCallAssessor *) g_ptr_array_index (self->assessors, sheet->assessor))->votes;
          if (sheet->counts)
            g_array_append_val (sheets, row);
        }
    }
  lep_ranking_make (entries, n, criteria, self->lines->len, (const LepRankSheet *) sheets->data, sheets->len, self->threshold, lot->envelope, order);
  for (guint i = 0; i < n; i++)
    {
      LepCallApplication *application = g_ptr_array_index (lot->applications, order[i]);

      application->rank = entries[order[i]];
      g_ptr_array_add (ranked, application);
      if (application->rank.is_committed && application->rank.place < LEP_PLACE_RESERVE)
        lot->committed = lep_add_saturated (lot->committed, application->rank.takes);
      self->n_above += application->rank.place >= LEP_PLACE_RESERVE;
      self->n_selected += is_within_money (application);
    }
  g_ptr_array_set_free_func (lot->applications, NULL);
  g_ptr_array_unref (lot->applications);
  lot->applications = g_steal_pointer (&ranked);
}

/* The second stage once its deadline is behind the call, or as soon as some
 * application was received in it: who is only invited still writes. */
static gboolean
find_stage (LepCallRanking *self,
            LepWorkspace   *workspace,
            LepRecord      *call,
            const char     *stage,
            GError        **error)
{
  static const char sql[] =
    "SELECT count (*) FROM k_application k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
    " WHERE k.call = :call AND " LEP_SQL_STAGE ("k") " = 'full' AND coalesce (k.status, 'draft') NOT IN ('draft', 'full_draft')";
  static const char *const closed[] = { "full_closed", "evaluated", "awarded", "archived", NULL };
  g_autoptr (LepStmt) stmt = lep_call_ranking_prepare (self, workspace, sql, error);
  gboolean has_row;

  if (stmt == NULL || !lep_stmt_step (stmt, &has_row, error))
    return FALSE;
  self->has_two_stages = g_strcmp0 (lep_record_get (call, "stages"), "two") == 0;
  if (stage == NULL)
    stage = lep_stmt_int64 (stmt, 0) > 0 || (self->has_two_stages && is_one_of (lep_record_get (call, "status"), closed)) ? "full" : "concept";
  self->stage = g_strdup (stage);
  return TRUE;
}

static LepCallRanking *
read_ranking (LepWorkspace *workspace,
              const char   *call,
              const char   *stage,
              const char   *only,
              GError      **error)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, "call", call, NULL, error);
  g_autoptr (LepCallRanking) self = g_new0 (LepCallRanking, 1);
  g_autoptr (GHashTable) by_id = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GArray) criteria = g_array_new (FALSE, FALSE, sizeof (LepRankCriterion));

  if (record == NULL)
    return NULL;

  self->call = g_strdup (call);
  self->only = g_strdup (only);
  self->currency = g_strdup (lep_record_get (record, "currency"));
  self->lines = g_ptr_array_new_with_free_func (line_free);
  self->sections = g_ptr_array_new_with_free_func (section_free);
  self->assessors = g_ptr_array_new_with_free_func (assessor_free);
  self->lots = g_ptr_array_new_with_free_func (lot_free);
  if (!find_stage (self, workspace, record, stage, error) || !read_grid (self, workspace, error) || !read_lots (self, workspace, error) ||
      !read_applications (self, workspace, by_id, error) || !lep_call_sheets_read (self, workspace, by_id, error))
    return NULL;

  lep_record_get_int64 (record, strcmp (self->stage, "concept") == 0 ? "concept_threshold" : "full_threshold", &self->threshold);
  self->threshold = MIN (self->threshold, (gint64) LEP_MOST_POINTS * LEP_MOST_POINTS);
  for (guint i = 0; i < self->lines->len; i++)
    g_array_append_val (criteria, ((LepGridLine *) g_ptr_array_index (self->lines, i))->rule);
  for (guint i = 0; i < self->lots->len; i++)
    rank_lot (self, g_ptr_array_index (self->lots, i), (const LepRankCriterion *) criteria->data);
  return g_steal_pointer (&self);
}

/**
 * lep_call_ranking_read:
 * @stage: (nullable): concept or full; %NULL = the later one that has begun, by
 *   the call's state and by what was received
 *
 * Ranks the applications of each lot. Only final sheets count, complete ones of
 * assessors who vote and have no interest. A criterion without a stage belongs to
 * both. The call's own threshold for the stage counts beside the minima of criteria.
 * An application in a currency that has no fixed rate to the call's takes
 * nothing from the envelope.
 *
 * Returns: (transfer full): %LEP_ERROR_NOT_FOUND when the call is not here
 */
LepCallRanking *
lep_call_ranking_read (LepWorkspace *workspace,
                       const char   *call,
                       const char   *stage,
                       GError      **error)
{
  return read_ranking (workspace, call, stage, NULL, error);
}

/**
 * lep_call_ranking_read_one:
 *
 * Reads the grid and the sheets of one application alone, in its own stage; it
 * is not ranked among the others.
 *
 * Returns: (transfer full): %LEP_ERROR_NOT_FOUND when it or its call is not here
 */
LepCallRanking *
lep_call_ranking_read_one (LepWorkspace *workspace,
                           const char   *application,
                           GError      **error)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, "application", application, NULL, error);

  if (record == NULL)
    return NULL;
  return read_ranking (workspace, lep_record_get (record, "call"), g_strcmp0 (lep_application_stage (record, NULL), "full") == 0 ? "full" : "concept", application, error);
}

/**
 * lep_call_ranking_find:
 * @lot: (out) (optional): where it stands
 *
 * Returns: (transfer none) (nullable): the application
 */
const LepCallApplication *
lep_call_ranking_find (const LepCallRanking *self,
                       const char           *application,
                       const LepLotRanking **lot)
{
  for (guint i = 0; i < self->lots->len; i++)
    {
      const LepLotRanking *one = g_ptr_array_index (self->lots, i);

      for (guint a = 0; a < one->applications->len; a++)
        {
          const LepCallApplication *found = g_ptr_array_index (one->applications, a);

          if (strcmp (found->id, application) != 0)
            continue;
          if (lot != NULL)
            *lot = one;
          return found;
        }
    }
  return NULL;
}

/**
 * lep_lot_ranking_used:
 *
 * Returns: what the applications within the envelope ask for together, with what
 *   is promised to others
 */
gint64
lep_lot_ranking_used (const LepLotRanking *self)
{
  gint64 used = self->committed;

  for (guint i = 0; i < self->applications->len; i++)
    {
      const LepRankEntry *rank = &((const LepCallApplication *) g_ptr_array_index (self->applications, i))->rank;

      if (rank->place == LEP_PLACE_SELECTED)
        used = MAX (used, rank->cumulated);
    }
  return used;
}

/**
 * lep_lot_ranking_has_minimum_unmet:
 *
 * Returns: whether an application is not financed for the points of one criterion,
 *   whatever its sum
 */
gboolean
lep_lot_ranking_has_minimum_unmet (const LepLotRanking *self)
{
  for (guint i = 0; i < self->applications->len; i++)
    {
      const LepRankEntry *rank = &((const LepCallApplication *) g_ptr_array_index (self->applications, i))->rank;

      if (rank->place == LEP_PLACE_BELOW && rank->below_minimum)
        return TRUE;
    }
  return FALSE;
}
