/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long a spreadsheet and a text file of 100,000 rows take, and how much
 * memory beyond the rows themselves. */

#include <sys/resource.h>

#include "lep-report-file.h"

#include "bench.h"

#define N_ROWS 100000

static LepReport *
make_report (void)
{
  LepReport *report = lep_report_new (lep_locale_find ("bs"), NULL);
  LepTable  *table;

  lep_report_set_title (report, "Rezultati", "Rezultati", NULL);
  table = lep_report_add_table (report, "Rezultati");
  lep_table_add_column (table, "Projekat", NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, "Pokazatelj", NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, "Dan", NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, "Vrijednost", NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, "Iznos", NULL, LEP_COLUMN_FIGURE);
  for (guint i = 0; i < N_ROWS; i++)
    {
      g_autofree char *name = g_strdup_printf ("Projekat %u zapošljavanja", i % 2000);

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_text (table, name, NULL);
      lep_table_add_text (table, "Obučene osobe", NULL);
      lep_table_add_date (table, "2019-04-03");
      lep_table_add_count (table, i);
      lep_table_add_money (table, (gint64) i * 12345, "BAM");
    }
  return report;
}

static double
peak_megabytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return (double) usage.ru_maxrss / 1024;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (LepReport) report = make_report ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) xlsx = NULL;
  g_autoptr (GBytes) csv = NULL;
  double    before = peak_megabytes ();
  BenchTime start = bench_start (), took;

  xlsx = lep_report_make_xlsx (report, g_get_tmp_dir (), &error);
  took = bench_since (&start);
  if (xlsx == NULL)
    g_error ("%s", error->message);
  bench_say_time ("spreadsheet of 100,000 rows", took, 2000);
  bench_say_size ("spreadsheet, memory beyond the rows", "MB", peak_megabytes () - before, 60);

  start = bench_start ();
  csv = lep_report_make_csv (report);
  bench_say_time ("text file of 100,000 rows", bench_since (&start), 0);
  return 0;
}
