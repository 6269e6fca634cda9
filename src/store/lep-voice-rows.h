/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the log, and all that was ever said about each. */
#pragma once

#include "lep-voices.h"

G_BEGIN_DECLS

typedef struct
{
  LepLogSpace *space;
  char        *kind;
  LepUuid      id;
  LepVoices   *voices; /* in the order of coming in */
} LepVoiceRow;

typedef struct
{
  LepLog       *log;         /* borrowed, as is @cancellable */
  GCancellable *cancellable; /* nullable */
  GPtrArray    *rows;        /* LepVoiceRow, in the order of lep_voice_rows_add () */
  GHashTable   *set;         /* the same */
  GHashTable   *spaces;      /* set of LepLogSpace: theirs */
} LepVoiceRows;

/* A change as it came in. */
typedef struct
{
  LepLogSpace     *space;
  gint64           seq; /* order of coming in */
  guint32          stream;
  gint64           n;
  const guint8    *hash;
  const LepChange *change;
} LepCame;

typedef void (*LepCameFunc) (LepVoiceRows  *self,
                             const LepCame *came,
                             gpointer       user_data);

void     lep_voice_rows_init (LepVoiceRows *self,
                              LepLog       *log,
                              GCancellable *cancellable);
void     lep_voice_rows_clear (LepVoiceRows *self);
void     lep_voice_rows_add (LepVoiceRows   *self,
                             LepLogSpace    *space,
                             const LepRowOp *op);
gboolean lep_voice_rows_each (LepVoiceRows *self,
                              gint64        first_seq,
                              gint64        last_seq,
                              LepCameFunc   each,
                              gpointer      user_data,
                              GError      **error);
gboolean lep_voice_rows_load (LepVoiceRows *self,
                              GError      **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LepVoiceRows, lep_voice_rows_clear)

G_END_DECLS
