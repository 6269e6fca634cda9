/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-document.h"

G_BEGIN_DECLS

/* The files of attached documents, as they travel. */

typedef struct
{
  LepHash hash;
  gint64  size;
} LepSharedFile;

/* Somebody who has a file that is missing here. */
typedef struct
{
  char *replica;
  char *label;
} LepFileHolder;

/* What was told of a space by who is to get files. */
typedef struct
{
  GPtrArray  *lacks; /* LepLack: what goes along of its changes */
  gboolean    is_known;
  GHashTable *wants; /* hashes (hex); NULL if it is not known */
} LepShareReceiver;

gboolean    lep_share_wants (LepWorkspace  *workspace,
                             const LepUuid *space,
                             GArray        *wants,
                             GError       **error);
gboolean    lep_share_find (LepWorkspace           *workspace,
                            const LepUuid          *space,
                            const LepShareReceiver *receiver,
                            GArray                 *files,
                            GError                **error);
gboolean    lep_share_answers (LepWorkspace  *workspace,
                               const LepUuid *replica,
                               char         **answers,
                               GError       **error);
void        lep_share_sort (GArray *files);
GPtrArray  *lep_share_split (const GArray *files,
                             gint64        first_room,
                             gint64        other_room,
                             gboolean      only_files);
GHashTable *lep_share_holders (LepWorkspace *workspace,
                               GError      **error);

G_END_DECLS
