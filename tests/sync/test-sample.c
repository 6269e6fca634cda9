/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The sample: what is known about the real partnerships comes out of it. */

#include "lep-overview.h"
#include "lep-partnership.h"
#include "lep-project.h"
#include "lep-query.h"
#include "lep-sample.h"
#include "lep-tally.h"
#include "lep-test.h"
#include "lep-total.h"
#include "lep-workspace-private.h"

#define START G_GINT64_CONSTANT (1795255200000) /* 2026-11-21T10:00:00Z */

typedef struct
{
  char         *dir;
  LepWorkspace *workspace;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepClock) clock = lep_clock_new_fixed (START, 5);
  g_autofree char *path = NULL;
  LepUuid          replica;

  fixture->dir = lep_test_dir ();
  path = g_build_filename (fixture->dir, "sample.lep", NULL);
  fixture->workspace = lep_workspace_create (path, clock, &error);
  g_assert_no_error (error);
  lep_clock_new_id (clock, &replica);
  g_assert_true (lep_workspace_set_own (fixture->workspace, &replica, "sign", "seal", &error));
  g_assert_no_error (error);
  g_assert_true (lep_sample_load (fixture->workspace, NULL, NULL, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_finalize_object (fixture->workspace);
  lep_test_dir_free (fixture->dir);
}

/* The id of the record of a kind whose field has the value. */
static char *
find (Fixture    *fixture,
      const char *kind,
      const char *field,
      const char *value)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (GPtrArray) records = NULL;

  lep_query_add_filter (query, field, value);
  records = lep_query_run (fixture->workspace, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
  return g_strdup (lep_record_get_id (g_ptr_array_index (records, 0)));
}

static gint64
total (Fixture    *fixture,
       const char *indicator,
       const char *project,
       const char *category)
{
  g_autoptr (GError) error = NULL;
  LepTotalQuery query = { .indicator = indicator, .scope = LEP_SCOPE_PROJECT, .scope_id = project, .dimension = "sex" };
  g_autoptr (LepTotal) found = lep_total (fixture->workspace, &query, &error);
  gint64 value = 0;

  g_assert_no_error (error);
  if (category == NULL)
    return found->total;
  lep_total_part (found, category, &value);
  return value;
}

static void
test_novi_grad (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *project = find (fixture, "project", "reference", "LEP1-NGS");
  gint64           percent = 0;

  g_assert_cmpint (total (fixture, "TRAINED", project, NULL), ==, 60);
  g_assert_cmpint (total (fixture, "TRAINED", project, "women"), ==, 14);
  g_assert_cmpint (total (fixture, "TRAINED", project, "men"), ==, 46);
  g_assert_cmpint (total (fixture, "EMPLOYED", project, NULL), ==, 42);
  g_assert_true (lep_ratio (42, 60, &percent));
  g_assert_cmpint (percent, ==, 7000);
}

static void
test_five_groups (Fixture      *fixture,
                  gconstpointer data)
{
  static const char *const names[] = { "LEP Novi Grad Sarajevo", "LEP Prnjavor" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *partnership = find (fixture, "partnership", "short_name", names[i]);
      LepGroupCheck    check;

      g_assert_true (lep_partnership_check_groups (fixture->workspace, partnership, "2026-11-21", &check, &error));
      g_assert_no_error (error);
      g_assert_true (check.complete);
    }
}

static void
test_prnjavor_tranches (Fixture      *fixture,
                        gconstpointer data)
{
  static const gint64 amounts[] = { 10000000, 8000000, 2000000 };
  g_autoptr (GError) error = NULL;
  g_autofree char *project = find (fixture, "project", "reference", "LEP1-PRN");
  g_autoptr (LepProjectMoney) money = lep_project_money (fixture->workspace, project, &error);

  g_assert_no_error (error);
  g_assert_cmpint (money->grant, ==, 20000000);
  g_assert_cmpuint (money->tranches->len, ==, G_N_ELEMENTS (amounts));
  for (guint i = 0; i < G_N_ELEMENTS (amounts); i++)
    g_assert_cmpint (((LepTranche *) g_ptr_array_index (money->tranches, i))->amount, ==, amounts[i]);
}

static void
test_zenica_money (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *project = find (fixture, "project", "reference", "LEP2-ZEN");
  g_autoptr (LepProjectMoney) money = lep_project_money (fixture->workspace, project, &error);

  g_assert_no_error (error);
  g_assert_cmpint (money->total, ==, 47921414);
  g_assert_cmpint (money->cofinancing_percent, ==, 3470);
}

static void
test_published_beside_the_register (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) figures = lep_total_published (fixture->workspace, "TRAINED", &error);
  gboolean found = FALSE;
  gint64   n_wrong = -1;

  g_assert_no_error (error);
  for (guint i = 0; i < figures->len; i++)
    {
      const LepPublished *figure = g_ptr_array_index (figures, i);

      g_assert_cmpint (figure->difference, ==, figure->held - figure->value);
      found |= figure->value == 1584;
    }
  g_assert_true (found);
  g_assert_true (lep_tally_check (lep_workspace_get_db (fixture->workspace), &n_wrong, &error));
  g_assert_cmpint (n_wrong, ==, 0);
}

/* Signs so many times, and then no more. */
static gboolean
sign_some_cb (const char *text,
              guint8      signature[64],
              gpointer    user_data,
              GError    **error)
{
  guint *left = user_data;

  memset (signature, 0, 64);
  if (*left == 0)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no more signatures");
  return *left > 0 ? (*left)-- > 0 : FALSE;
}

static LepWorkspace *
make_empty (Fixture    *fixture,
            const char *name)
{
  g_autofree char *path = g_build_filename (fixture->dir, name, NULL);
  g_autoptr (LepClock) clock = lep_clock_new_fixed (START, 6);
  LepWorkspace *workspace = lep_workspace_create (path, clock, NULL);
  LepUuid       replica;

  lep_clock_new_id (clock, &replica);
  g_assert_true (lep_workspace_set_own (workspace, &replica, "sign", "seal", NULL));
  return workspace;
}

/* From the first change on, nothing can be read any more. */
static void
break_cb (LepWorkspace *workspace)
{
  lep_db_exec (lep_workspace_get_db (workspace), "DROP TABLE IF EXISTS space", NULL);
}

/* What cannot be loaded is said with the table where it stopped. */
static void
test_failures_are_told (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (LepWorkspace) first = make_empty (fixture, "1.lep");
  g_autoptr (LepWorkspace) second = make_empty (fixture, "2.lep");
  g_autoptr (LepWorkspace) third = make_empty (fixture, "3.lep");
  g_autoptr (GError) error = NULL;
  guint none = 0, some = 3;

  lep_workspace_set_signer (first, sign_some_cb, &none, NULL);
  g_assert_false (lep_sample_load (first, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_clear_error (&error);

  lep_workspace_set_signer (second, sign_some_cb, &some, NULL);
  g_assert_false (lep_sample_load (second, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "organisation: no more"));
  g_clear_error (&error);

  g_signal_connect (third, "changed", G_CALLBACK (break_cb), NULL);
  g_assert_false (lep_sample_load (third, NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "programme: "));
}

static void
test_progress (Fixture      *fixture,
               gconstpointer data)
{
  g_autoptr (LepWorkspace) another = make_empty (fixture, "another.lep");
  g_autoptr (LepProgress) progress = lep_progress_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_sample_load (another, progress, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpfloat_with_epsilon (lep_progress_get_fraction (progress), 1.0, 0.001);
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (LepWorkspace) another = make_empty (fixture, "another.lep");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (lep_sample_load (another, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, function) g_test_add ("/sample/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("novi-grad", test_novi_grad);
  ADD ("five-groups", test_five_groups);
  ADD ("prnjavor-tranches", test_prnjavor_tranches);
  ADD ("zenica-money", test_zenica_money);
  ADD ("published-beside-the-register", test_published_beside_the_register);
  ADD ("failures-are-told", test_failures_are_told);
  ADD ("progress", test_progress);
  ADD ("cancelled", test_cancelled);

  return g_test_run ();
}
