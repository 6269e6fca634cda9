/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "world.h"

typedef gboolean (*DeedFunc) (World   *world,
                              GError **error);

typedef struct
{
  const char *name;
  DeedFunc    prepare; /* nothing fails meanwhile; may be NULL */
  DeedFunc    act;
  gboolean    is_closed; /* opens the workspace itself */
  gboolean    either;    /* what was done may stay done though an error was told */
} Deed;

extern const Deed  deeds[];
extern const guint n_deeds;

gboolean           deed_import (World   *world,
                                GError **error);
gboolean           deed_export_sealed (World   *world,
                                       GError **error);
