/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* What a rule refused. */
typedef struct
{
  const char *kind; /* NULL: nothing */
  const char *field;
  LepUuid     id;
} LepRefused;

gboolean lep_rules_check (LepWorkspace    *workspace,
                          const LepChange *change,
                          const LepUuid   *space,
                          LepRefused      *refused,
                          GError         **error);

G_END_DECLS
