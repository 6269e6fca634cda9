/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long it takes to give and take 100,000 field changes in 18,000 changes. */

#include "laptops.h"

#define N_CHANGES 18000
#define N_FIELDS  100000

static double
seconds_since (gint64 *start)
{
  gint64 now = g_get_monotonic_time ();
  double seconds = (double) (now - *start) / G_USEC_PER_SEC;

  *start = now;
  return seconds;
}

/* Local edits, each a change of its own; no rule looks at them one by one. */
static void
fill (Laptop *self)
{
  static const char *const fields[] = { "name", "short_name", "address", "phone", "email", "notes" };

  for (guint i = 0; i < N_CHANGES; i++)
    {
      g_autofree char *id = g_strdup_printf ("0194ca00-0000-7000-8000-%012u", i);
      g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
      g_autoptr (GError) error = NULL;
      guint n = (N_FIELDS * (i + 1)) / N_CHANGES - (N_FIELDS * i) / N_CHANGES;

      lep_edit_row (edit, "programme", "organisation", id, &error);
      lep_edit_set (edit, "actor_group", "pes");
      for (guint k = 0; k + 1 < n; k++)
        lep_edit_set (edit, fields[k], "Employment office of the canton");
      lep_edit_commit (edit, &error);
      g_assert_no_error (error);
    }
}

int
main (int   argc,
      char *argv[])
{
  Fixture fixture = { 0 };
  g_autoptr (LepImportReport) known = NULL;
  LepExportOptions options = { .full = TRUE };
  g_autoptr (LepExportResult) result = NULL;
  g_autoptr (GError) error = NULL;
  gint64 start;
  double export, import, again;

  set_up (&fixture, NULL);
  fill (fixture.a);

  options.target = fixture.stick;
  start = g_get_monotonic_time ();
  result = lep_export (fixture.a->workspace, fixture.a->surroundings, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  export = seconds_since (&start);
  {
    LepWho who = { "Žepče 1", "Coordinator", "Žepče" };
    g_autoptr (LepImportReport) report = NULL, joined = NULL;
    const char *trust[] = { NULL, NULL };

    g_assert_null (lep_join (fixture.b->surroundings, fixture.b->path, &who, result->file, NULL, NULL, &report, NULL));
    trust[0] = ((LepSigner *) g_ptr_array_index (report->untrusted, 0))->number;
    start = g_get_monotonic_time ();
    fixture.b->workspace = lep_join (fixture.b->surroundings, fixture.b->path, &who, result->file, trust, NULL, &joined, &error);
    g_assert_no_error (error);
    import = seconds_since (&start);
  }
  known = take (fixture.b, result->file, NULL);
  again = seconds_since (&start);

  g_print ("%d fields in %" G_GINT64_FORMAT " changes: %.2f MB; export %.3f s, join %.3f s, known again %.3f s\n", N_FIELDS,
           result->changes, (double) result->bytes / 1e6, export, import, again);
  tear_down (&fixture, NULL);
  return 0;
}
