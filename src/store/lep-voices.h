/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-rows.h"

G_BEGIN_DECLS

/* What one change said about a row. */
typedef struct
{
  guint32     stream;
  gint64      n;
  LepHash     hash;
  LepChange  *change;
  guint       row; /* index into its rows */
  gint64      seq; /* order of coming in; not of lep_voices_get () */

  GHashTable *values; /* field -> what it wrote, where they are many; or NULL */
} LepVoice;

/* The voices heard about one row, each read once. */
typedef struct
{
  LepLog     *log;
  LepUuid     id;
  const char *kind;
  GPtrArray  *voices;
  GHashTable *by_change; /* the same as a set, where lep_voices_get () found many; or NULL */
  GArray     *heads;     /* LepHead by register, of a row with many; or NULL */
} LepVoices;

LepVoices  *lep_voices_new (LepLog        *log,
                            const char    *kind,
                            const LepUuid *id);
void        lep_voices_free (LepVoices *self);
LepVoice   *lep_voices_get (LepVoices *self,
                            guint32    stream,
                            gint64     n,
                            GError   **error);
gboolean    lep_voices_load (LepVoices *self,
                             gint64     space_no,
                             GError   **error);
void        lep_voices_add (LepVoices       *self,
                            gint64           seq,
                            guint32          stream,
                            gint64           n,
                            const guint8    *hash,
                            const LepChange *change,
                            guint            row);
gboolean    lep_voices_sort (LepVoices *self,
                             GError   **error);
int         lep_voice_compare (const LepVoice *a,
                               const LepVoice *b);
const char *lep_voice_value (const LepVoice *self,
                             const char     *field);
gboolean    lep_voice_writes (const LepVoice *self,
                              const char     *field);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepVoices, lep_voices_free)

G_END_DECLS
