/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-rows.h"
#include "lep-voices.h"

G_BEGIN_DECLS

/* The fields of a register: those of a group, or one. */
typedef struct
{
  const char *names[64];
  int         index[64]; /* in the schema, or -1 */
  guint       n;
} LepMembers;

GArray  *lep_row_shared_registers (const LepRow *row);
gboolean lep_members_say_same (const LepMembers *members,
                               const LepVoice   *a,
                               const LepVoice   *b);
gboolean lep_rows_read_register (LepRows    *self,
                                 LepRow     *row,
                                 LepVoices  *voices,
                                 guint32     reg,
                                 LepMembers *members,
                                 GPtrArray  *heads,
                                 GError    **error);
gboolean lep_rows_read_life (LepRows  *self,
                             LepRow   *row,
                             gboolean *deleted,
                             gboolean *flagged,
                             gboolean *gone,
                             GError  **error);

G_END_DECLS
