/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define LEP_HASH_SIZE     32
#define LEP_HASH_HEX_SIZE 64

/* A SHA-256 value. */
typedef struct
{
  guint8 bytes[LEP_HASH_SIZE];
} LepHash;

/* The SHA-256 of data that comes in pieces. */
typedef struct _LepHasher LepHasher;

LepHasher                *lep_hasher_new (void);
void                      lep_hasher_free (LepHasher *self);
void                      lep_hasher_add (LepHasher  *self,
                                          const void *data,
                                          gsize       size);
void                      lep_hasher_finish (LepHasher *self,
                                             LepHash   *hash);

void                      lep_hash_data (const void *data,
                                         gssize      size,
                                         LepHash    *hash);
gboolean                  lep_hash_file (const char   *path,
                                         GCancellable *cancellable,
                                         LepHash      *hash,
                                         GError      **error);
void                      lep_hash_format (const LepHash *hash,
                                           char           text[LEP_HASH_HEX_SIZE + 1]);
gboolean                  lep_hash_parse (const char *text,
                                          gssize      length,
                                          LepHash    *hash);
int                       lep_hash_compare (const LepHash *a,
                                            const LepHash *b);
gboolean                  lep_hash_equal (const LepHash *a,
                                          const LepHash *b);
guint                     lep_hash_key (gconstpointer hash);
gboolean                  lep_hash_equal_func (gconstpointer a,
                                               gconstpointer b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepHasher, lep_hasher_free)

G_END_DECLS
