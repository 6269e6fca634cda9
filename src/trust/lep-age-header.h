/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-age-crypto.h"

G_BEGIN_DECLS

#define LEP_AGE_MAGIC "age-encryption.org/"

/* No header is longer: more than two thousand receivers. */
#define LEP_AGE_HEADER_MAX (256 * 1024)

/* One way to the file key. */
typedef struct
{
  char      **args; /* the first is its kind; at least one */
  GByteArray *body; /* the wrapped file key */
} LepAgeStanza;

typedef struct
{
  GPtrArray *stanzas; /* LepAgeStanza, at least one */
  guint8     mac[LEP_AGE_KEY_SIZE];
  gsize      covered; /* how many bytes the code covers */
  gsize      size;    /* how many bytes the header has */
} LepAgeHeader;

gboolean      lep_age_header_is_armored (const guint8 *bytes,
                                         gsize         size);
LepAgeHeader *lep_age_header_read (const guint8 *bytes,
                                   gsize         size,
                                   GError      **error);
void          lep_age_header_free (LepAgeHeader *self);

GString      *lep_age_header_new (void);
void          lep_age_header_add (GString      *header,
                                  const char   *args,
                                  const guint8 *body,
                                  gsize         n_body);
void          lep_age_header_finish (GString     *header,
                                     const guint8 file_key[LEP_AGE_FILE_KEY_SIZE]);
gboolean      lep_age_header_refuse (GError    **error,
                                     const char *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepAgeHeader, lep_age_header_free)

G_END_DECLS
