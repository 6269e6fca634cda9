/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A print from the records to the file on disk, timed. */
#pragma once

#include "lep-report-file.h"
#include "lep-report-kinds.h"

#include "bench.h"

static inline BenchTime
bench_print (const LepReportInput *input,
             const char           *name,
             const char           *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepReport) report = NULL;
  BenchTime start = bench_start ();

  report = lep_report_make (lep_report_kind (name), input, &error);
  g_assert_no_error (error);
  lep_report_save (report, file, LEP_PAPER_A4, &error);
  g_assert_no_error (error);
  return bench_since (&start);
}

/* The middle of several such times, as a line of the table. */
static inline void
bench_say_print (const char           *what,
                 const LepReportInput *input,
                 const char           *name,
                 const char           *file,
                 guint                 n_rounds,
                 double                limit_ms)
{
  g_autofree BenchTime *times = g_new (BenchTime, n_rounds);

  for (guint i = 0; i < n_rounds; i++)
    times[i] = bench_print (input, name, file);
  bench_say_time (what, bench_middle (times, n_rounds), limit_ms);
}
