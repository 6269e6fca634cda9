/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

/* A programme of this size, beside what the workspace has. */
#define BENCH_N_PARTNERSHIPS 200
#define BENCH_N_PROJECTS     2000

/* Ids of the first of them. */
#define BENCH_PARTNERSHIP "00000011-0000-7000-8000-000000000001"
#define BENCH_PROJECT     "00000012-0000-7000-8000-000000000001"
#define BENCH_OUTCOME     "00000013-0000-7000-8000-000000000001"

void bench_fill (LepWorkspace *workspace,
                 guint         n_outcomes);
