/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* The last that came here from a laptop, by itself or through another one. */
typedef struct
{
  char *at;      /* when it came here; NULL = never */
  char *through; /* label of the laptop that brought it; NULL = itself */
  char *wrote;   /* time of its newest change here; NULL = it wrote nothing yet */
} LepHeard;

gboolean lep_heard_find (LepWorkspace *workspace,
                         const char   *replica,
                         LepHeard     *heard,
                         GError      **error);
void     lep_heard_clear (LepHeard *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LepHeard, lep_heard_clear)

G_END_DECLS
