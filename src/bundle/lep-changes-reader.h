/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-change.h"
#include "lep-manifest.h"

G_BEGIN_DECLS

/* One change of a segment as it was received: its form, its place in the chain
 * and the rules of the format are checked. */
typedef struct
{
  const LepUuid *space;
  const LepUuid *replica;
  gint64         n;
  LepHash        prev, hash;
  guint          line; /* of the member, for messages */

  /* Of a change that is there: */
  GArray        *context; /* LepSeen; never changed, may be kept by a reference */
  LepHash        context_hash;
  const char    *body; /* canonical text, @length bytes */
  gsize          length;
  LepChange     *change; /* its content may be taken with lep_change_swap () */

  /* Of a stub, <gone/>: @change is NULL. */
  LepHash        gone_by;
} LepReceivedChange;

typedef gboolean (*LepChangeSink) (const LepReceivedChange *change,
                                   gpointer                 user_data,
                                   GError                 **error);

gboolean lep_changes_read (const char        *member,
                           const char        *text,
                           gsize              length,
                           const LepManifest *manifest,
                           const LepSegment  *segment,
                           LepChangeSink      sink,
                           gpointer           user_data,
                           GError           **error);

G_END_DECLS
