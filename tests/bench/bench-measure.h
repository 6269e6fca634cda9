/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One thing done with a workspace, some times, as a line of the table. */
#pragma once

#include "lep-workspace.h"

#include "bench.h"

#define BENCH_ROUNDS 5

/* What takes long is not done so often: no more rounds after this. */
#define BENCH_ENOUGH_S 3

typedef void (*BenchAction) (LepWorkspace *workspace,
                             gconstpointer data);

static inline void
bench_measure (LepWorkspace *workspace,
               const char   *what,
               double        limit_ms,
               BenchAction   action,
               gconstpointer data)
{
  BenchTime times[BENCH_ROUNDS];
  double    taken = 0;
  guint     n = 0;

  while (n < BENCH_ROUNDS && taken < BENCH_ENOUGH_S)
    {
      times[n] = bench_start ();
      action (workspace, data);
      times[n] = bench_since (&times[n]);
      taken += times[n++].wall;
    }
  bench_say_time (what, bench_middle (times, n), limit_ms);
}
