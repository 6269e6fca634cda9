/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two partnerships with three projects, and an indicator of each way to add up. */
#pragma once

#include "fill.h"

#include "lep-project.h"
#include "lep-tally.h"
#include "lep-total.h"

enum
{
  PROGRAMME = 1,
  PARTNERSHIP,
  PARTNERSHIP_2,
  TRAINED = 10,
  EMPLOYED,
  ACTIVE_NOW,
  BEST,
  LISTED,
  PROJECT = 20,
  PROJECT_2,
  PROJECT_3,
  FIRST = 100,
};

static inline void
totals_set_up (Fill         *fill,
               gconstpointer data)
{
  fill_set_up (fill, data);
  fill_space (fill, PROGRAMME, "programme");
  fill_space (fill, PARTNERSHIP, "partnership");
  fill_space (fill, PARTNERSHIP_2, "partnership");
  fill_row (fill, PROGRAMME, "indicator", TRAINED, "code", "TRAINED", "name", "Trained", "accumulation", "sum", NULL);
  fill_row (fill, PROGRAMME, "indicator", EMPLOYED, "code", "EMPLOYED", "name", "Employed", "accumulation", "sum",
            "needs_proof", "1", NULL);
  fill_row (fill, PROGRAMME, "indicator", ACTIVE_NOW, "code", "ACTIVE", "name", "Active", "accumulation", "latest", NULL);
  fill_row (fill, PROGRAMME, "indicator", BEST, "code", "BEST", "name", "Best", "accumulation", "maximum", NULL);
  fill_row (fill, PROGRAMME, "indicator", LISTED, "code", "LISTED", "name", "Listed", "accumulation", "none", NULL);
  fill_row (fill, PARTNERSHIP, "project", PROJECT, "partnership", fill_id (PARTNERSHIP), "title", "One", "status", "active", NULL);
  fill_row (fill, PARTNERSHIP, "project", PROJECT_2, "partnership", fill_id (PARTNERSHIP), "title", "Two", "status", "pipeline", NULL);
  fill_row (fill, PARTNERSHIP_2, "project", PROJECT_3, "partnership", fill_id (PARTNERSHIP_2), "title", "Three", "status", "closed", NULL);
}

static inline void
totals_add (Fill       *fill,
            guint       id,
            guint       project,
            guint       indicator,
            const char *to,
            const char *value,
            const char *state)
{
  fill_row (fill, project == PROJECT_3 ? PARTNERSHIP_2 : PARTNERSHIP, "outcome", id, "project", fill_id (project),
            "indicator", fill_id (indicator), "from", "2025-01-01", "to", to, "value", value, "state", state, NULL);
}

static inline void
totals_assert_equal (const LepTotal *plain,
                     const LepTotal *listed)
{
  g_assert_cmpint (plain->total, ==, listed->total);
  g_assert_cmpint (plain->verified, ==, listed->verified);
  g_assert_cmpint (plain->claimed, ==, listed->claimed);
  g_assert_cmpint (plain->provisional, ==, listed->provisional);
  g_assert_cmpint (plain->too_many, ==, listed->too_many);
  if (listed->by == NULL)
    return;

  g_assert_cmpuint (plain->by->len, ==, listed->by->len);
  for (guint i = 0; i < plain->by->len; i++)
    {
      const LepTotalPart *a = g_ptr_array_index (plain->by, i);
      const LepTotalPart *b = g_ptr_array_index (listed->by, i);

      g_assert_cmpstr (a->category, ==, b->category);
      g_assert_cmpint (a->value, ==, b->value);
    }
}

/* A total, which all ways to count agree about. */
static inline LepTotal *
totals_read (Fill       *fill,
             const char *indicator,
             LepScope    scope,
             guint       scope_id,
             const char *from,
             const char *to,
             const char *dimension)
{
  g_autoptr (GError) error = NULL;
  LepTotalQuery query = { .indicator = indicator, .scope = scope, .scope_id = fill_id (scope_id), .from = from, .to = to, .dimension = dimension };
  g_autoptr (LepTotal) plain = lep_total (fill->workspace, &query, &error);
  g_autoptr (LepTotal) kept = NULL;
  LepTotal *listed;
  gint64    n_left;

  g_assert_no_error (error);
  query.with_entries = TRUE;
  listed = lep_total (fill->workspace, &query, &error);
  g_assert_no_error (error);

  totals_assert_equal (plain, listed);

  /* All ways to count agree: from the records, from the list, from the sums kept. */
  g_assert_true (lep_tally_refresh_some (fill->workspace, 0, &n_left, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_left, ==, 0);
  query.with_entries = FALSE;
  kept = lep_total (fill->workspace, &query, &error);
  g_assert_no_error (error);
  totals_assert_equal (kept, listed);
  g_assert_true (lep_tally_check (lep_workspace_get_db (fill->workspace), &n_left, &error));
  g_assert_no_error (error);
  g_assert_cmpint (n_left, ==, 0);
  return listed;
}
