/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "bench.h"
#include "lep-ingest.h"

/* The same rows in plain SQLite, of which a session makes a patchset. */
typedef struct _BenchSession BenchSession;

BenchSession                *bench_session_new (const char *target);
void                         bench_session_write (const LepReceived *received,
                                                  gpointer           user_data);
void                         bench_session_begin_news (BenchSession *self);
void                         bench_session_finish (BenchSession *self,
                                                   const char   *patchset);
void                         bench_session_apply (const char *target,
                                                  const char *patchset,
                                                  BenchTime  *took);
