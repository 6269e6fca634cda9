/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No key file is longer; a longer one is not read. */
#define LEP_SECRET_FILE_MAX 4096

void     lep_sodium_init (void);

char    *lep_secret_file_load (const char *path,
                               GError    **error);
gboolean lep_secret_file_save (const char *path,
                               const char *text,
                               GError    **error);
void     lep_secret_free (char *text);

G_END_DECLS
