/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What benches share: time on the wall and time used, medians, and one line a
 * measure for bench.py, which makes the table of them. */
#pragma once

#include <stdlib.h>
#include <time.h>

#include <glib.h>

typedef struct
{
  double wall; /* seconds */
  double cpu;  /* seconds that this process used: a busy machine says the same */
} BenchTime;

static inline double
bench_clock (clockid_t which)
{
  struct timespec now;

  clock_gettime (which, &now);
  return (double) now.tv_sec + (double) now.tv_nsec / 1e9;
}

static inline BenchTime
bench_start (void)
{
  return (BenchTime){ bench_clock (CLOCK_MONOTONIC), bench_clock (CLOCK_PROCESS_CPUTIME_ID) };
}

static inline BenchTime
bench_since (const BenchTime *start)
{
  return (BenchTime){ bench_clock (CLOCK_MONOTONIC) - start->wall, bench_clock (CLOCK_PROCESS_CPUTIME_ID) - start->cpu };
}

static inline int
bench_compare (const void *a,
               const void *b)
{
  double left = *(const double *) a;
  double right = *(const double *) b;

  return (left > right) - (left < right);
}

static inline double
bench_median (double *values,
              guint   n)
{
  qsort (values, n, sizeof *values, bench_compare);
  return n % 2 == 1 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

/* Wall and used times are middled each for itself. */
static inline BenchTime
bench_middle (const BenchTime *times,
              guint            n)
{
  g_autofree double *wall = g_new (double, n);
  g_autofree double *cpu = g_new (double, n);

  for (guint i = 0; i < n; i++)
    {
      wall[i] = times[i].wall;
      cpu[i] = times[i].cpu;
    }
  return (BenchTime){ bench_median (wall, n), bench_median (cpu, n) };
}

/* One line of the table: what was seen, and how many times that of a yardstick
 * of the same run it is. 0 = no yardstick, or no limit in the design. */
static inline void
bench_say (const char     *what,
           const char     *unit,
           const BenchTime seen,
           double          limit,
           const BenchTime ratio,
           double          ratio_limit)
{
  g_print ("bench\t%s\t%s\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\t%.4f\n", what, unit, seen.wall, seen.cpu, limit,
           ratio.wall, ratio.cpu, ratio_limit);
}

static inline void
bench_say_time (const char     *what,
                const BenchTime time,
                double          limit_ms)
{
  bench_say (what, "ms", (BenchTime){ time.wall * 1000, time.cpu * 1000 }, limit_ms, (BenchTime){ 0, 0 }, 0);
}

/* @n times of ours and of a yardstick, taken in turn: the ratio is taken pair by
 * pair, so that it holds while the machine's speed changes. */
static inline void
bench_say_beside (const char      *what,
                  const BenchTime *ours,
                  const BenchTime *yardstick,
                  guint            n,
                  double           limit_ms,
                  double           ratio_limit)
{
  g_autofree BenchTime *ratios = g_new (BenchTime, n);
  BenchTime             middle = bench_middle (ours, n);

  for (guint i = 0; i < n; i++)
    ratios[i] = (BenchTime){ ours[i].wall / yardstick[i].wall, ours[i].cpu / yardstick[i].cpu };
  bench_say (what, "ms", (BenchTime){ middle.wall * 1000, middle.cpu * 1000 }, limit_ms, bench_middle (ratios, n), ratio_limit);
}

/* A size or a number has no time used. */
static inline void
bench_say_size (const char *what,
                const char *unit,
                double      size,
                double      limit)
{
  bench_say (what, unit, (BenchTime){ size, size }, limit, (BenchTime){ 0, 0 }, 0);
}
