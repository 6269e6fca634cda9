/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEP_AGE_FILE_KEY_SIZE 16 /* what the rest of a sealed file hangs on */
#define LEP_AGE_KEY_SIZE      32 /* of everything that is derived */
#define LEP_AGE_TAG_SIZE      16
#define LEP_AGE_WRAPPED_SIZE  (LEP_AGE_FILE_KEY_SIZE + LEP_AGE_TAG_SIZE)

void     lep_age_derive (const guint8 *secret,
                         gsize         n_secret,
                         const guint8 *salt,
                         gsize         n_salt,
                         const char   *label,
                         guint8        key[LEP_AGE_KEY_SIZE]);
void     lep_age_wrap (const guint8 key[LEP_AGE_KEY_SIZE],
                       const guint8 file_key[LEP_AGE_FILE_KEY_SIZE],
                       guint8       wrapped[LEP_AGE_WRAPPED_SIZE]);
gboolean lep_age_unwrap (const guint8 key[LEP_AGE_KEY_SIZE],
                         const guint8 wrapped[LEP_AGE_WRAPPED_SIZE],
                         guint8       file_key[LEP_AGE_FILE_KEY_SIZE]);
void     lep_age_mac (const guint8  file_key[LEP_AGE_FILE_KEY_SIZE],
                      gconstpointer header,
                      gsize         size,
                      guint8        mac[LEP_AGE_KEY_SIZE]);

G_END_DECLS
