/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "lep-db.h"

G_BEGIN_DECLS

struct _LepDb
{
  sqlite3      *handle;
  char         *path;
  GThread      *thread;     /* the only one that may use it */
  GHashTable   *statements; /* SQL -> LepStmt, those that nobody uses */
  gboolean      has_begun;  /* a transaction that nobody has ended */
  gboolean      is_writing; /* and it writes */
  gboolean      is_engine;  /* what is prepared now belongs to the apply function */

  GCancellable *cancellable; /* stops what is being read, or NULL */
  gboolean      gives_way;   /* to a writer of this program */
  gint          asked;       /* to give way, by another thread; atomic */
  gint64        waits_since; /* monotonic, milliseconds */
};

void     lep_db_set_error (LepDb   *self,
                           int      code,
                           GError **error);
gboolean lep_db_is_rolled_back (LepDb *self);
void     lep_db_wait_for_others (LepDb *self);
void     lep_stmt_destroy (gpointer stmt);

G_END_DECLS
