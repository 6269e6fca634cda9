/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The figures of a reporting period: as they were reported when it was submitted,
 * and as the register has them now. */

#include <stdlib.h>
#include <string.h>

#include "lep-period-figures.h"

#include "lep-history.h"
#include "lep-query-private.h"

static void
reported_free (gpointer data)
{
  LepReported *self = data;

  g_free (self->split);
  g_free (self->taken_on);
  g_free (self->taken_at);
  g_free (self->since);
  g_free (self);
}

static void
submission_free (gpointer data)
{
  LepSubmission *self = data;

  g_free (self->at);
  g_free (self->on);
  g_free (self);
}

static void
reopening_free (gpointer data)
{
  LepReopening *self = data;

  g_free (self->at);
  g_free (self->on);
  g_free (self->by);
  g_free (self->reason);
  g_free (self);
}

void
lep_period_figure_free (LepPeriodFigure *self)
{
  if (self == NULL)
    return;

  g_free (self->indicator);
  g_free (self->indicator_id);
  g_free (self->name);
  g_free (self->unit);
  g_clear_pointer (&self->reports, g_ptr_array_unref);
  g_free (self->reported_split);
  g_free (self->taken_on);
  g_free (self->split);
  g_free (self->last_changed_on);
  g_free (self);
}

/* Where @category stands in the line of @dimension, or NULL. */
static const char *
find_part (const char *split,
           const char *dimension,
           const char *category)
{
  g_autofree char *head = g_strconcat (dimension, " ", NULL);
  g_autofree char *name = g_strconcat (" ", category, "=", NULL);

  for (const char *line = split; line != NULL && *line != '\0';)
    {
      const char *end = strchrnul (line, '\n');
      const char *part = g_str_has_prefix (line, head) ? g_strstr_len (line, end - line, name) : NULL;

      if (part != NULL)
        return part + strlen (name);
      line = *end != '\0' ? end + 1 : NULL;
    }
  return NULL;
}

/**
 * lep_split_part:
 * @split: (nullable): as a snapshot keeps it
 * @dimension: or "state"
 * @category: code, or "verified" or "claimed"
 *
 * Returns: %FALSE when the split does not say
 */
gboolean
lep_split_part (const char *split,
                const char *dimension,
                const char *category,
                gint64     *value)
{
  const char *part = find_part (split, dimension, category);

  *value = part != NULL ? g_ascii_strtoll (part, NULL, 10) : 0;
  return part != NULL;
}

/**
 * lep_period_figure_differs:
 *
 * Returns: whether something else was reported than the register says now, in what is
 *   counted or in what was claimed: what
 *   the restatement sheet lists
 */
gboolean
lep_period_figure_differs (const LepPeriodFigure *self)
{
  gint64 before, after;

  if (!self->has_reported || !self->has_total || self->reported != self->now)
    return self->has_reported && self->has_total;
  return lep_split_part (self->reported_split, "state", "claimed", &before) && lep_split_part (self->split, "state", "claimed", &after) && before != after;
}

/* How the total splits today, in all dimensions. */
static char *
describe_split (LepWorkspace        *workspace,
                const LepTotalQuery *query,
                GError             **error)
{
  static const char *const dimensions[] = { "sex", "age", "target_group", "residence" };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (dimensions); i++)
    {
      LepTotalQuery by = *query;
      g_autoptr (LepTotal) total = NULL;
      gsize start = text->len;

      by.dimension = dimensions[i];
      by.with_entries = FALSE;
      total = lep_total (workspace, &by, error);
      if (total == NULL)
        return NULL;
      if (i == 0 && total->needs_proof && total->has_total)
        g_string_append_printf (text, "state verified=%" G_GINT64_FORMAT " claimed=%" G_GINT64_FORMAT "\n", total->verified, total->claimed);

      start = text->len;
      for (guint j = 0; total->by != NULL && j < total->by->len; j++)
        {
          const LepTotalPart *part = g_ptr_array_index (total->by, j);

          if (part->category != NULL)
            g_string_append_printf (text, "%s %s=%" G_GINT64_FORMAT, text->len == start ? dimensions[i] : "", part->category, part->value);
        }
      if (text->len > start)
        g_string_append_c (text, '\n');
    }
  if (text->len > 0)
    g_string_truncate (text, text->len - 1);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The snapshots of the indicator: a period can be submitted again. What was changed
 * after one is counted from its hour, where it was taken by the program, else from
 * the end of its day. */
static gboolean
read_reported (LepPeriodFigure *figure,
               LepWorkspace    *workspace,
               const char      *period,
               GError         **error)
{
  static const char sql[] =
    "SELECT k.value, k.taken_on, k.breakdown, r.created_at FROM k_snapshot k CROSS JOIN row r ON r.rid = k.rid AND r.deleted = 0"
    " WHERE k.period = :period AND k.indicator IN (SELECT lep_id_text (ir.id) FROM k_indicator i CROSS JOIN row ir ON ir.rid = i.rid WHERE i.code = :code)"
    " ORDER BY k.taken_on, r.created_at, r.id";
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return FALSE;

  lep_stmt_bind_text (stmt, ":period", period);
  lep_stmt_bind_text (stmt, ":code", figure->indicator);
  figure->reports = g_ptr_array_new_with_free_func (reported_free);
  while (TRUE)
    {
      LepReported     *reported;
      g_autofree char *made_on = NULL;

      if (!lep_stmt_step (stmt, &has_row, error))
        return FALSE;
      if (!has_row)
        break;
      reported = g_new0 (LepReported, 1);
      g_ptr_array_add (figure->reports, reported);
      reported->value = lep_stmt_int64 (stmt, 0);
      reported->taken_on = lep_stmt_dup_text (stmt, 1);
      reported->split = lep_stmt_dup_text (stmt, 2);
      made_on = lep_stmt_is_null (stmt, 3) ? NULL : lep_workspace_dup_day (workspace, lep_stmt_text (stmt, 3));
      if (made_on != NULL && g_strcmp0 (made_on, reported->taken_on) == 0)
        reported->since = g_strdup (reported->taken_at = lep_stmt_dup_text (stmt, 3));
      else if (reported->taken_on != NULL)
        reported->since = g_strconcat (reported->taken_on, "T24", NULL);
    }
  if (figure->reports->len > 0)
    {
      const LepReported *last = g_ptr_array_index (figure->reports, figure->reports->len - 1);

      figure->has_reported = TRUE;
      figure->reported = last->value;
      figure->taken_on = g_strdup (last->taken_on);
      figure->reported_split = g_strdup (last->split);
    }
  return TRUE;
}

/* Entries of the period that somebody changed after the snapshot was taken. */
static gboolean
count_changed (LepPeriodFigure *figure,
               LepWorkspace    *workspace,
               const LepTotal  *total,
               GError         **error)
{
  const LepReported *last = figure->has_reported ? g_ptr_array_index (figure->reports, figure->reports->len - 1) : NULL;
  const char        *since = last != NULL ? last->since : NULL;

  for (guint i = 0; since != NULL && total->entries != NULL && i < total->entries->len; i++)
    {
      const LepTotalEntry *entry = g_ptr_array_index (total->entries, i);
      g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, entry->kind, entry->id, entry->space, error);
      g_autofree char *day = NULL;

      if (record == NULL)
        return FALSE;
      if (strcmp (lep_record_get_changed_at (record), since) <= 0)
        continue;
      day = lep_workspace_dup_day (workspace, lep_record_get_changed_at (record));
      figure->n_changed++;
      if (figure->last_changed_on == NULL || strcmp (day, figure->last_changed_on) > 0)
        {
          g_free (figure->last_changed_on);
          figure->last_changed_on = g_steal_pointer (&day);
        }
    }
  return TRUE;
}

static LepPeriodFigure *
read_figure (LepWorkspace *workspace,
             LepRecord    *period,
             const char   *code,
             GError      **error)
{
  LepTotalQuery query = { .indicator = code, .scope = LEP_SCOPE_PROJECT, .scope_id = lep_record_get (period, "project"), .from = lep_record_get (period, "from"), .to = lep_record_get (period, "to"), .dimension = "sex", .with_entries = TRUE };
  g_autoptr (LepPeriodFigure) figure = g_new0 (LepPeriodFigure, 1);
  g_autoptr (LepTotal) now = lep_total (workspace, &query, error);
  g_autoptr (LepTotal) so_far = NULL;

  if (now == NULL)
    return NULL;
  figure->split = describe_split (workspace, &query, error);
  if (figure->split == NULL)
    return NULL;
  query.from = NULL;
  query.dimension = NULL;
  query.with_entries = FALSE;
  so_far = lep_total (workspace, &query, error);
  if (so_far == NULL)
    return NULL;

  figure->indicator = g_strdup (now->indicator);
  figure->name = g_strdup (now->name);
  figure->unit = g_strdup (now->unit);
  figure->has_total = now->has_total;
  figure->needs_proof = now->needs_proof;
  figure->now = now->total;
  figure->claimed = now->needs_proof ? now->claimed : 0;
  figure->so_far = so_far->total;
  figure->provisional = now->provisional || so_far->provisional;
  figure->too_many = now->too_many;
  figure->is_split = lep_total_part (now, "women", &figure->women);
  figure->is_split |= lep_total_part (now, "men", &figure->men);
  if (!read_reported (figure, workspace, lep_record_get_id (period), error) ||
      !count_changed (figure, workspace, now, error))
    return NULL;
  return g_steal_pointer (&figure);
}

static const char *
find_set (const LepHistoryEntry *entry,
          const char            *field)
{
  for (guint i = 0; i < entry->sets->len; i++)
    {
      const LepHistorySet *set = g_ptr_array_index (entry->sets, i);

      if (strcmp (set->field, field) == 0)
        return set->value;
    }
  return NULL;
}

/**
 * lep_period_submissions:
 * @period: a record of that kind
 *
 * Reads from its history when it was submitted, with the day that was entered for it, also
 * where that was mended before the next time.
 *
 * Returns: (transfer full) (element-type LepSubmission): the earliest first
 */
GPtrArray *
lep_period_submissions (LepWorkspace *workspace,
                        LepRecord    *period,
                        GError      **error)
{
  g_autoptr (GPtrArray) entries = lep_history (workspace, lep_record_get_space (period), "period", lep_record_get_id (period), error);
  g_autoptr (GPtrArray) submissions = g_ptr_array_new_with_free_func (submission_free);
  LepSubmission *last = NULL;

  if (entries == NULL)
    return NULL;
  for (guint i = entries->len; i > 0; i--)
    {
      const LepHistoryEntry *entry = g_ptr_array_index (entries, i - 1);
      const char            *day = find_set (entry, "submitted_on");

      if (g_strcmp0 (find_set (entry, "status"), "submitted") == 0)
        {
          last = g_new0 (LepSubmission, 1);
          last->at = g_strdup (entry->at);
          g_ptr_array_add (submissions, last);
        }
      if (last == NULL || day == NULL)
        continue;
      g_free (last->on);
      last->on = g_strdup (day);
    }
  return g_steal_pointer (&submissions);
}

/* Whether an entry of the day @on gives an open period a later day after the one of before was
 * over. */
static gboolean
is_later_day (const char *on,
              const char *state,
              const char *before,
              const char *until)
{
  return g_strcmp0 (state, "open") == 0 && before != NULL && until != NULL && strcmp (until, before) > 0 &&
         strcmp (on, before) > 0;
}

/**
 * lep_period_reopenings:
 * @period: a record of that kind
 *
 * Reads from its history when it was opened again, by whom and why, also by a later
 * day after the one until which it was open.
 *
 * Returns: (transfer full) (element-type LepReopening): the earliest first
 */
GPtrArray *
lep_period_reopenings (LepWorkspace *workspace,
                       LepRecord    *period,
                       GError      **error)
{
  g_autoptr (GPtrArray) entries = lep_history (workspace, lep_record_get_space (period), "period", lep_record_get_id (period), error);
  g_autoptr (GPtrArray) reopenings = g_ptr_array_new_with_free_func (reopening_free);
  const char *reason = NULL, *state = NULL, *until = NULL;

  if (entries == NULL)
    return NULL;

  for (guint i = entries->len; i > 0; i--)
    {
      const LepHistoryEntry *entry = g_ptr_array_index (entries, i - 1);
      const char            *status = find_set (entry, "status"), *given = find_set (entry, "reopen_reason");
      const char            *day = find_set (entry, "reopened_until");
      g_autofree char       *on = lep_workspace_dup_day (workspace, entry->at);
      LepReopening          *reopening;

      reason = given != NULL ? given : reason;
      if (reason != NULL && ((g_strcmp0 (state, "locked") == 0 && g_strcmp0 (status, "open") == 0) || is_later_day (on, state, until, day)))
        {
          reopening = g_new0 (LepReopening, 1);
          reopening->at = g_strdup (entry->at);
          reopening->on = g_steal_pointer (&on);
          reopening->by = g_strdup (entry->by);
          reopening->reason = g_strdup (reason);
          g_ptr_array_add (reopenings, reopening);
        }
      state = status != NULL ? status : state;
      until = day != NULL ? day : until;
    }
  return g_steal_pointer (&reopenings);
}

/**
 * lep_period_figures:
 * @period: a record of that kind
 *
 * Returns: (transfer full) (element-type LepPeriodFigure): every indicator that
 *   the project has a target, a result or a snapshot of
 */
GPtrArray *
lep_period_figures (LepWorkspace *workspace,
                    LepRecord    *period,
                    GError      **error)
{
  static const char sql[] =
    "SELECT i.code, min (lep_id_text (r.id)), min (CASE i.level WHEN 'output' THEN 1 WHEN 'outcome' THEN 2 WHEN 'impact' THEN 3 ELSE 4 END), min (r.created_at)"
    " FROM k_indicator i CROSS JOIN row r ON r.rid = i.rid AND r.deleted = 0 WHERE lep_id_text (r.id) IN"
    " (SELECT k.indicator FROM k_outcome k CROSS JOIN row kr ON kr.rid = k.rid AND kr.deleted = 0 WHERE k.project = :project"
    " UNION SELECT t.indicator FROM k_target t CROSS JOIN row tr ON tr.rid = t.rid AND tr.deleted = 0 WHERE t.project = :project"
    " UNION SELECT s.indicator FROM k_snapshot s CROSS JOIN row sr ON sr.rid = s.rid AND sr.deleted = 0 WHERE s.period = :period)"
    " GROUP BY i.code ORDER BY 3, 4, lep_indicator_place (i.code), i.code";
  g_autoptr (GPtrArray) figures = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_period_figure_free);
  g_autoptr (LepStmt) stmt = lep_db_prepare (lep_workspace_get_db (workspace), sql, error);
  gboolean has_row;

  if (stmt == NULL)
    return NULL;

  lep_stmt_bind_text (stmt, ":project", lep_record_get (period, "project"));
  lep_stmt_bind_text (stmt, ":period", lep_record_get_id (period));
  while (TRUE)
    {
      LepPeriodFigure *figure;

      if (!lep_stmt_step (stmt, &has_row, error))
        return NULL;
      if (!has_row)
        return g_steal_pointer (&figures);
      figure = read_figure (workspace, period, lep_stmt_text (stmt, 0), error);
      if (figure == NULL)
        return NULL;
      figure->indicator_id = lep_stmt_dup_text (stmt, 1);
      g_ptr_array_add (figures, figure);
    }
}
