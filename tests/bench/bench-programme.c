/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long the papers of a large programme take: 200 partnerships, 2,000
 * projects, 20,000 results. */

#include "lep-identity.h"
#include "lep-identity.h"
#include "lep-query.h"
#include "lep-test.h"

#include "bench-print.h"

#define N_PARTNERSHIPS       200
#define N_PROJECTS           2000
#define N_RESULTS_OF_PROJECT 10
#define N_ROUNDS             5

typedef struct
{
  LepWorkspace *workspace;
  LepEdit      *edit;
} Filling;

/* Adds a row; its fields follow in pairs. Returns: (transfer full): its id */
static char *
put (Filling    *self,
     const char *space,
     const char *kind,
     ...)
{
  g_autoptr (GError) error = NULL;
  const char *field;
  va_list     fields;

  lep_edit_row (self->edit, space, kind, NULL, &error);
  g_assert_no_error (error);
  va_start (fields, kind);
  while ((field = va_arg (fields, const char *)) != NULL)
    lep_edit_set (self->edit, field, va_arg (fields, const char *));
  va_end (fields);
  return g_strdup (lep_edit_last_id (self->edit));
}

static void
commit (Filling *self)
{
  g_autoptr (GError) error = NULL;

  lep_edit_commit (self->edit, &error);
  g_assert_no_error (error);
  lep_edit_free (self->edit);
  self->edit = lep_edit_new (self->workspace);
}

static char *
find_indicator (LepWorkspace *workspace,
                const char   *code)
{
  g_autoptr (LepQuery) query = lep_query_new ("indicator");
  g_autoptr (GPtrArray) found = NULL;

  lep_query_add_filter (query, "code", code);
  found = lep_query_run (workspace, query, NULL);
  g_assert_cmpuint (found->len, ==, 1);
  return g_strdup (lep_record_get_id (g_ptr_array_index (found, 0)));
}

static void
add_project (Filling    *self,
             const char *partnership,
             guint       number,
             const char *trained,
             const char *employed)
{
  g_autofree char *title = g_strdup_printf ("Project %u", number);
  g_autofree char *project = put (self, NULL, "project", "partnership", partnership, "title", title, "reference", title, "activity", "retraining",
                                  "status", "active", "start", "2025-01-01", "end", "2026-12-31", "grant", "10000000", "currency", "BAM", NULL);

  for (guint i = 0; i < N_RESULTS_OF_PROJECT; i++)
    {
      g_autofree char *from = g_strdup_printf ("2025-%02u-01", i + 1);
      g_autofree char *to = g_strdup_printf ("2025-%02u-28", i + 1);
      g_autofree char *value = g_strdup_printf ("%u", 1 + (number + i) % 20);

      g_free (put (self, NULL, "outcome", "project", project, "indicator", i % 2 == 0 ? trained : employed, "from", from, "to", to, "value", value,
                   "state", "verified", "proof_no", "1", NULL));
    }
}

static void
fill (LepWorkspace *workspace)
{
  Filling          self = { workspace, lep_edit_new (workspace) };
  g_autofree char *trained = find_indicator (workspace, "TRAINED");
  g_autofree char *employed = find_indicator (workspace, "EMPLOYED");

  for (guint i = 0; i < N_PARTNERSHIPS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Partnership %u", i);
      g_autofree char *partnership = put (&self, NULL, "partnership", "name", name, "status", "forming", NULL);

      commit (&self);
      for (guint j = 0; j < N_PROJECTS / N_PARTNERSHIPS; j++)
        add_project (&self, partnership, i * N_PROJECTS / N_PARTNERSHIPS + j, trained, employed);
      commit (&self);
    }
  lep_edit_free (self.edit);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = lep_test_dir ();
  g_autofree char *path = g_build_filename (folder, "programme.lep", NULL);
  g_autofree char *pdf = g_build_filename (folder, "programme.pdf", NULL);
  g_autofree char *xml = g_build_filename (folder, "activities.xml", NULL);
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (LepSurroundings) surroundings = lep_surroundings_new (folder, "machine", folder, clock);
  const LepWho who = { "Office 1", "Officer", "Sarajevo" };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) workspace = lep_identity_create (surroundings, path, &who, &error);
  LepReportInput input = { .locale = lep_locale_find ("en"), .now = lep_clock_now (clock) };

  g_assert_no_error (error);
  lep_programme_create (workspace, "Programme", "BAM", NULL, &error);
  g_assert_no_error (error);
  fill (workspace);

  input.workspace = workspace;
  bench_say_print ("PDF: report of 200 partnerships, 2,000 projects", &input, "programme", pdf, N_ROUNDS, 1000);
  bench_say_print ("PDF: common indicators of 2,000 projects", &input, "esf-plus", pdf, N_ROUNDS, 0);
  bench_say_print ("activity file of 2,000 projects", &input, "iati", xml, N_ROUNDS, 1000);
  g_clear_object (&workspace);
  lep_test_dir_free (g_steal_pointer (&folder));
  return 0;
}
