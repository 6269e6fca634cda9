/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a print takes from the records to the PDF on disk, in a program that
 * is running already, and the first one in its life.
 *
 * Usage: bench-report WORKSPACE */

#include <locale.h>

#include "lep-query.h"
#include "lep-record.h"
#include "lep-test.h"

#include "bench-print.h"

#define N_ROUNDS 9

static char *
first_id (LepWorkspace *workspace,
          const char   *kind)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = NULL;

  lep_query_set_limit (query, 1);
  records = lep_query_run (workspace, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 1);
  return g_strdup (lep_record_get_id (g_ptr_array_index (records, 0)));
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = lep_test_dir ();
  g_autofree char *file = g_build_filename (folder, "print.pdf", NULL);
  g_autofree char *project = NULL;
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LepWorkspace) workspace = NULL;
  LepReportInput input = { .locale = lep_locale_find ("en") };

  if (argc < 2)
    g_error ("usage: bench-report WORKSPACE");
  setlocale (LC_ALL, "");
  workspace = lep_workspace_open (argv[1], LEP_OPEN_READ, clock, &error);
  g_assert_no_error (error);
  input.workspace = workspace;
  input.now = lep_clock_now (clock);

  input.id = project = first_id (workspace, "project");
  bench_say_print ("PDF: project summary, the first of a process", &input, "project-summary", file, 1, 0);
  bench_say_print ("PDF: project summary", &input, "project-summary", file, N_ROUNDS, 50);

  input.id = NULL;
  bench_say_print ("PDF: results of the whole programme", &input, "results", file, N_ROUNDS, 1000);
  lep_test_dir_free (g_steal_pointer (&folder));
  return 0;
}
