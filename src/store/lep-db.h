/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lep-error.h"

G_BEGIN_DECLS

/* One connection to a workspace file; belongs to the thread that opened it. */
typedef struct _LepDb   LepDb;

/* A prepared statement. Freeing one gives it back to its connection, which
 * keeps it for the next who asks with the same text. */
typedef struct _LepStmt LepStmt;

/* A moment of a connection: between two that are equal nothing was written. */
typedef struct
{
  gint64 own;    /* rows that this connection wrote so far */
  gint64 others; /* changes with each commit of another */
} LepDbMoment;

typedef enum
{
  LEP_DB_READ,
  LEP_DB_WRITE,
  LEP_DB_CREATE,
} LepDbMode;

LepDb        *lep_db_open (const char *path,
                           LepDbMode   mode,
                           GError    **error);
LepDb        *lep_db_open_scratch (gboolean in_memory,
                                   GError **error);
void          lep_db_close (LepDb *self);
gboolean      lep_db_exec (LepDb      *self,
                           const char *sql,
                           GError    **error);
gboolean      lep_db_get_int64 (LepDb      *self,
                                const char *sql,
                                gint64     *value,
                                GError    **error);
gint64        lep_db_last_rowid (LepDb *self);
gboolean      lep_db_get_moment (LepDb       *self,
                                 LepDbMoment *moment);
gboolean      lep_db_backup (LepDb        *self,
                             LepDb        *target,
                             GCancellable *cancellable,
                             GError      **error);

/* Writing: domain tables take only writes between these two. */
gboolean      lep_db_begin (LepDb   *self,
                            GError **error);
gboolean      lep_db_begin_read (LepDb   *self,
                                 GError **error);
gboolean      lep_db_commit (LepDb   *self,
                             GError **error);
void          lep_db_rollback (LepDb *self);
gboolean      lep_db_in_transaction (LepDb *self);
void          lep_db_set_spilling (LepDb   *self,
                                   gboolean spilling);
void          lep_db_set_bulk (LepDb   *self,
                               gboolean bulk);
void          lep_db_use_here (LepDb *self);
void          lep_db_wait_for_nobody (LepDb *self);
void          lep_db_set_cancellable (LepDb        *self,
                                      GCancellable *cancellable);
void          lep_db_set_giving_way (LepDb   *self,
                                     gboolean gives_way);
gboolean      lep_db_gave_way (LepDb *self);
void          lep_db_set_engine_writing (LepDb   *self,
                                         gboolean writing);

LepStmt      *lep_db_prepare (LepDb      *self,
                              const char *sql,
                              GError    **error);
void          lep_stmt_free (LepStmt *self);
void          lep_stmt_reset (LepStmt *self);
void          lep_stmt_bind_text (LepStmt    *self,
                                  const char *name,
                                  const char *text);
void          lep_stmt_bind_int64 (LepStmt    *self,
                                   const char *name,
                                   gint64      value);
void          lep_stmt_bind_blob (LepStmt      *self,
                                  const char   *name,
                                  gconstpointer data,
                                  gsize         size);
void          lep_stmt_set_text (LepStmt    *self,
                                 int         index,
                                 const char *text,
                                 gssize      length);
void          lep_stmt_set_int64 (LepStmt *self,
                                  int      index,
                                  gint64   value);
void          lep_stmt_set_blob (LepStmt      *self,
                                 int           index,
                                 gconstpointer data,
                                 gsize         size);
void          lep_stmt_set_null (LepStmt *self,
                                 int      index);
gboolean      lep_stmt_next (LepStmt *self,
                             GError **error);
gboolean      lep_stmt_step (LepStmt  *self,
                             gboolean *has_row,
                             GError  **error);
gboolean      lep_stmt_one (LepStmt *self,
                            GError **error);
gboolean      lep_stmt_run (LepStmt *self,
                            GError **error);
gboolean      lep_stmt_take_failure (GError **failure,
                                     GError **error);
gint64        lep_stmt_int64 (LepStmt *self,
                              int      column);
const char   *lep_stmt_text (LepStmt *self,
                             int      column);
gsize         lep_stmt_size (LepStmt *self,
                             int      column);
gconstpointer lep_stmt_blob (LepStmt *self,
                             int      column);
gboolean      lep_stmt_is_null (LepStmt *self,
                                int      column);

char         *lep_db_holder (const char *path);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepDb, lep_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepStmt, lep_stmt_free)

G_END_DECLS
