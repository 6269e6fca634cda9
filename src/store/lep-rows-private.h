/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-rows.h"

G_BEGIN_DECLS

struct _LepRows
{
  LepLog       *log;
  LepDb        *db;
  GHashTable   *kinds;   /* name -> LepRowKind */
  GHashTable   *numbers; /* name of a register -> number */
  GHashTable   *names;   /* number -> name */
  GHashTable   *rows;    /* LepRow set */
  GPtrArray    *dirty;   /* LepRow in the order of first change */
  GStringChunk *texts;   /* values until the flush */
  gsize         size_of_texts;
  GArray       *touched; /* LepTouched */
  GHashTable   *touched_by_rid;
  GByteArray   *clock; /* scratch */
  LepStmt      *load;
  LepStmt      *insert;
  LepStmt      *update;
  LepStmt      *update_created;
  LepStmt      *mark;
  LepStmt      *mark_new;
  gint64        first_new; /* rid of the first new row since the last flush; 0 = none */
};

void     lep_head_index_free (LepHeadIndex *self);
void     lep_row_sort_heads (LepRow *row);
gboolean lep_rows_count_shown (LepRows *self,
                               LepRow  *row,
                               guint    conflicts,
                               guint   *n_shown,
                               GError **error);
gboolean lep_rows_write (LepRows *self,
                         LepRow  *row,
                         guint    conflicts,
                         gboolean deleted,
                         GError **error);
gboolean lep_rows_settle (LepRows  *self,
                          LepRow   *row,
                          guint    *conflicts,
                          gboolean *deleted,
                          GError  **error);

G_END_DECLS
