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

/* One line of the table; @limit 0 = the design sets none. */
static inline void
bench_say (const char *what,
           const char *unit,
           double      wall,
           double      cpu,
           double      limit)
{
  g_print ("bench\t%s\t%s\t%.4f\t%.4f\t%.4f\n", what, unit, wall, cpu, limit);
}

static inline void
bench_say_time (const char     *what,
                const BenchTime time,
                double          limit_ms)
{
  bench_say (what, "ms", time.wall * 1000, time.cpu * 1000, limit_ms);
}

/* A size or a number has no time used. */
static inline void
bench_say_size (const char *what,
                const char *unit,
                double      size,
                double      limit)
{
  bench_say (what, unit, size, size, limit);
}
