/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes bundles that our own writer would never make: any XML, any ZIP, but with
 * hashes and signatures that hold, so that the fault itself is found. */
#pragma once

#include "lep-bundle.h"
#include "lep-key.h"

#define CRAFT_SPACE   "0194c9e4-0000-7000-8000-000000000001"
#define CRAFT_REPLICA "0194c9e2-0000-7000-8000-000000000002"
#define CRAFT_OTHER   "0194c9e5-0000-7000-8000-000000000003"
#define CRAFT_TIME    "2026-11-21T10:02:11.000Z"
#define CRAFT_AT      "2026-11-20T13:58:02.120Z"
#define CRAFT_HASH    "abcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcd"

typedef struct
{
  const char *old_text; /* each of these is replaced once; it must be there */
  const char *new_text;
} CraftSwap;

typedef struct
{
  LepKey     *key;    /* of the sender, who is also the author */
  const char *kind;   /* of the space */
  const char *schema; /* numbers in the manifest */
  const char *format;
  GPtrArray  *items;    /* children of <changes>, as they stand */
  CraftSwap   changes;  /* in changes/0001.xml, after its hashes were made */
  CraftSwap   manifest; /* in manifest.xml */
  CraftSwap   also;     /* there, too */
  CraftSwap   sums;     /* in SHA256SUMS, before it is signed */
  CraftSwap   minisig;
  const char *comment; /* the trusted one; NULL: what the manifest says */
  GPtrArray  *files;   /* names and contents of documents, by turns */
  gboolean    deflate;
  gboolean    relayed; /* the author is not the sender */
} Craft;

Craft      *craft_new (void);
void        craft_free (Craft *self);
void        craft_add (Craft      *self,
                       const char *item);
void        craft_add_first (Craft *self);
void        craft_add_file (Craft      *self,
                            const char *sha256,
                            const char *content);
GByteArray *craft_bundle (Craft *self);

/* A bare ZIP of stored or deflated members. */
typedef struct
{
  const char *name;
  const void *data;
  gsize       size;
  const void *extra; /* behind its name in both headers */
  gsize       n_extra;
} CraftMember;

#define CRAFT_LOCAL   "PK\x03\x04"
#define CRAFT_CENTRAL "PK\x01\x02"
#define CRAFT_END     "PK\x05\x06"

GByteArray *craft_zip (const CraftMember *members,
                       guint              n_members,
                       gboolean           deflate);
guint8     *craft_header (GByteArray *bytes,
                          const char *signature,
                          guint       n);
void        craft_write (GByteArray *bytes,
                         const char *path);
gboolean    craft_read (const char *path,
                        const char *temp_dir,
                        guint      *n_changes,
                        GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Craft, craft_free)
