/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What tests of the programme office share: a call of one stage with a lot, a
 * committee and four applications. */
#pragma once

#include "lep-call-office.h"
#include "lep-record.h"

#include "lep-store-test.h"

#define N_APPLICATIONS 4

typedef struct
{
  char   *dir;
  Laptop *laptop;
  char   *call;
  char   *lead;
  char   *criterion;
  char   *assessors[4]; /* NULL at the end */
  char   *applications[N_APPLICATIONS];
} Fixture;

/* Two fit into 300,000.00, the third has enough points, the fourth has not. */
static inline void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  static const char *const names[] = { "One", "Two", "Three" };
  g_autofree char         *lot = NULL;
  Laptop                  *laptop;

  fixture->dir = lep_test_dir ();
  laptop = fixture->laptop = laptop_new (fixture->dir, 1);
  g_free (laptop_put (laptop, NULL, "partnership", PARTNERSHIP, "name", "LEP", NULL));
  g_free (laptop_put (laptop, NULL, "programme", PROGRAMME, "name", "Programme", "currency", "BAM", NULL));
  g_free (laptop_put (laptop, PROGRAMME, "indicator", NULL, "code", "TRAINED", "name", "Trained", "unit", "persons", "accumulation", "sum", NULL));
  fixture->lead = laptop_put (laptop, PROGRAMME, "organisation", NULL, "name", "Municipality", "actor_group", "municipality", NULL);
  fixture->call = laptop_put (laptop, NULL, "call", NULL, "programme", PROGRAMME, "reference", "C-1", "title", "First call", "stages", "one",
                              "full_deadline", "2026-03-01T12:00:00.000Z", "currency", "BAM", "full_threshold", "70", NULL);
  lot = laptop_put (laptop, NULL, "lot", NULL, "call", fixture->call, "number", "1", "title", "Lot", "envelope", "30000000", "target_group", "youth", NULL);
  g_free (laptop_put (laptop, NULL, "requirement", NULL, "call", fixture->call, "text", "Signed", NULL));
  fixture->criterion = laptop_put (laptop, NULL, "criterion", NULL, "call", fixture->call, "section", "Relevance", "text", "Fits", "max_points", "100", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    fixture->assessors[i] = laptop_put (laptop, NULL, "assessor", NULL, "name", names[i], NULL);
  for (guint i = 0; i < N_APPLICATIONS; i++)
    {
      g_autofree char *title = g_strdup_printf ("Application %u", i);

      fixture->applications[i] = laptop_put (laptop, NULL, "application", NULL, "call", fixture->call, "lot", lot, "partnership", PARTNERSHIP, "lead", fixture->lead,
                                             "title", title, "stage", "full", "status", "full_admin_ok", "requested", "12345678", "currency", "BAM",
                                             "total", "15000000", "planned_trained", "40", "received_at", "2026-02-20T09:00:00.000Z", NULL);
    }
}

static inline void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_free (fixture->call);
  g_free (fixture->lead);
  g_free (fixture->criterion);
  for (guint i = 0; i < G_N_ELEMENTS (fixture->assessors); i++)
    g_free (fixture->assessors[i]);
  for (guint i = 0; i < N_APPLICATIONS; i++)
    g_free (fixture->applications[i]);
  laptop_free (fixture->laptop);
  lep_test_dir_free (fixture->dir);
}

static inline LepCallRanking *
read_ranking (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  LepCallRanking *ranking = lep_call_ranking_read (fixture->laptop->workspace, fixture->call, NULL, &error);

  g_assert_no_error (error);
  return ranking;
}

static inline void
give (Fixture    *fixture,
      guint       application,
      guint       assessor,
      const char *points)
{
  g_autofree char *assessment = laptop_put (fixture->laptop, NULL, "assessment", NULL, "application", fixture->applications[application],
                                            "assessor", fixture->assessors[assessor], "status", "open", "interest", "none", "impartial_on", "2026-03-02", NULL);

  g_free (laptop_put (fixture->laptop, NULL, "score", NULL, "application", fixture->applications[application], "criterion", fixture->criterion,
                      "assessor", fixture->assessors[assessor], "points", points, NULL));
  laptop_edit (fixture->laptop, NULL, "assessment", assessment, "status", "final");
}

static inline void
give_all (Fixture *fixture)
{
  static const char *const points[N_APPLICATIONS][2] = { { "90", "88" }, { "80", "80" }, { "75", "70" }, { "69", "70" } };

  for (guint i = 0; i < N_APPLICATIONS; i++)
    for (guint j = 0; j < 2; j++)
      give (fixture, i, j, points[i][j]);
}

/* Takes what steps there are now. */
static inline void
take_steps (Fixture *fixture)
{
  g_autoptr (LepCallRanking) ranking = read_ranking (fixture);
  g_autoptr (GArray) steps = lep_call_next_steps (ranking);
  g_autoptr (GError) error = NULL;

  lep_call_take_steps (fixture->laptop->workspace, steps, "2026-04-01", &error);
  g_assert_no_error (error);
}

static inline void
expect_status (Fixture    *fixture,
               guint       application,
               const char *status)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (fixture->laptop->workspace, "application", fixture->applications[application], NULL, NULL);

  g_assert_cmpstr (lep_record_get (record, "status"), ==, status);
}
