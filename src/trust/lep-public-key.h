/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define LEP_PUBLIC_KEY_SIZE      42
#define LEP_PUBLIC_KEY_TEXT_SIZE 56
#define LEP_KEY_ID_SIZE          8
#define LEP_SIGNATURE_SIZE       64
#define LEP_SIGNATURE_TEXT_SIZE  88

/* Somebody's key for checking signatures, as minisign writes it: "Ed", key id,
 * 32 bytes of Ed25519 key. */
typedef struct
{
  guint8 bytes[LEP_PUBLIC_KEY_SIZE];
} LepPublicKey;

gboolean      lep_public_key_parse (const char   *text,
                                    gssize        length,
                                    LepPublicKey *key);
void          lep_public_key_format (const LepPublicKey *key,
                                     char                text[LEP_PUBLIC_KEY_TEXT_SIZE + 1]);
gboolean      lep_public_key_equal (const LepPublicKey *a,
                                    const LepPublicKey *b);
const guint8 *lep_public_key_id (const LepPublicKey *key);
char         *lep_public_key_number (const LepPublicKey *key);
gboolean      lep_public_key_check (const LepPublicKey *key,
                                    const void         *data,
                                    gsize               size,
                                    const guint8        signature[LEP_SIGNATURE_SIZE]);

gboolean      lep_signature_parse (const char *text,
                                   gssize      length,
                                   guint8      signature[LEP_SIGNATURE_SIZE]);
void          lep_signature_format (const guint8 signature[LEP_SIGNATURE_SIZE],
                                    char         text[LEP_SIGNATURE_TEXT_SIZE + 1]);

G_END_DECLS
