/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a page shows, read in a thread, and again if something changed meanwhile. */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

typedef struct _LepReading LepReading;

/**
 * LepReadFunc:
 * @workspace: of the thread alone, open for reading
 *
 * Reads into @data, in a thread that owns it until the function returns. When the
 * reading is stopped, what it asks @workspace for fails.
 */
typedef gboolean (*LepReadFunc) (LepWorkspace *workspace,
                                 gpointer      data,
                                 GError      **error);

/**
 * LepReadDoneFunc:
 * @data: as it was read; the function may take members out of it
 * @error: (nullable): why it could not be read
 *
 * Shows it, in the main thread.
 */
typedef void (*LepReadDoneFunc) (LepPage      *page,
                                 gpointer      data,
                                 const GError *error);

LepReading *lep_reading_new (LepPage        *page,
                             LepReadFunc     read,
                             LepReadDoneFunc done,
                             GDestroyNotify  free_data);
void        lep_reading_start (LepReading *self,
                               gpointer    data);
void        lep_reading_stop (LepReading *self);
void        lep_reading_free (LepReading *self);

G_END_DECLS
