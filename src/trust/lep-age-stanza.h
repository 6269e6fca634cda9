/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-age-header.h"

G_BEGIN_DECLS

/* A greater one would take longer, and more memory, than a stranger's file may. */
#define LEP_AGE_WORK_FACTOR_MAX 18

gboolean lep_age_stanza_for_recipient (GString     *header,
                                       const char  *recipient,
                                       const guint8 file_key[LEP_AGE_FILE_KEY_SIZE],
                                       GError     **error);
gboolean lep_age_stanza_for_passphrase (GString     *header,
                                        const char  *passphrase,
                                        guint        work_factor,
                                        const guint8 file_key[LEP_AGE_FILE_KEY_SIZE],
                                        GError     **error);
gboolean lep_age_stanzas_open (GPtrArray  *stanzas,
                               GPtrArray  *keys,
                               const char *passphrase,
                               guint8      file_key[LEP_AGE_FILE_KEY_SIZE],
                               GError    **error);

G_END_DECLS
