/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_RECORD_CHOOSER (lep_record_chooser_get_type ())

/* A list of records with a search entry above, for a popover. Signal "chosen"
 * (id) when one is picked; a NULL id means none. */
G_DECLARE_FINAL_TYPE (LepRecordChooser, lep_record_chooser, LEP, RECORD_CHOOSER, AdwBin)

void        lep_record_chooser_open (LepRecordChooser *self,
                                     LepWorkspace     *workspace,
                                     const char       *kinds,
                                     gboolean          with_none);
void        lep_record_chooser_keep_to (LepRecordChooser *self,
                                        const char       *field,
                                        const char       *value);
void        lep_record_chooser_type (LepRecordChooser *self,
                                     gunichar          letter);
const char *lep_record_chooser_find_lack (LepWorkspace *workspace,
                                          const char   *kinds);

G_END_DECLS
