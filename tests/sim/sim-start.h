/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How a life begins, put back before each of them. */
typedef struct _SimStart SimStart;

SimStart                *sim_start_keep (const char *folder);
void                     sim_start_free (SimStart *self);
void                     sim_start_put_back (SimStart *self);
