/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* For whom a file is sealed: for the owners of keys, or for who knows a
 * pass-phrase. */
typedef struct
{
  const char *const *recipients;  /* age1…; or NULL */
  const char        *passphrase;  /* or NULL */
  guint              work_factor; /* of the pass-phrase: log₂ of scrypt's N; 0 = the usual one */
} LepAgeLock;

gboolean lep_age_is_sealed (const void *bytes,
                            gsize       size);
gboolean lep_age_seal (int               from,
                       int               to,
                       const LepAgeLock *lock,
                       GCancellable     *cancellable,
                       GError          **error);
gboolean lep_age_open (int           from,
                       int           to,
                       GPtrArray    *keys,
                       const char   *passphrase,
                       GCancellable *cancellable,
                       GError      **error);

G_END_DECLS
