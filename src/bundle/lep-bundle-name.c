/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The usual name of a bundle file: what it holds, who made it, its number. */

#include "lep-fold.h"

#include "lep-bundle-name.h"

#define NAME_CHARS 24

/* Names as they stand in a file's name: [a-z0-9-]{1,24}. */
static char *
name_part (const char *text,
           const char *otherwise)
{
  g_autofree char *folded = lep_fold_key (text, -1);
  GString         *out = g_string_new (NULL);

  for (const char *p = folded; *p != '\0' && out->len < NAME_CHARS; p++)
    if (g_ascii_isalnum (*p))
      g_string_append_c (out, g_ascii_tolower (*p));
    else if (out->len > 0 && out->str[out->len - 1] != '-')
      g_string_append_c (out, '-');
  while (out->len > 0 && out->str[out->len - 1] == '-')
    g_string_truncate (out, out->len - 1);
  if (out->len == 0)
    g_string_append (out, otherwise);
  return g_string_free (out, FALSE);
}

/**
 * lep_bundle_name:
 * @sums: the text of SHA256SUMS
 *
 * Returns: (transfer full): the name that a bundle gets (bundle format, "Name")
 */
char *
lep_bundle_name (const LepManifest *manifest,
                 const char        *sums,
                 gboolean           is_sealed)
{
  const LepManifestSpace *space = manifest->spaces->len == 1 ? g_ptr_array_index (manifest->spaces, 0) : NULL;
  g_autofree char        *space_part = name_part (space != NULL ? space->name : "several", "space");
  g_autofree char        *laptop_part = name_part (manifest->label, "laptop");
  LepHash                 hash;
  char                    hex[LEP_HASH_HEX_SIZE + 1];

  lep_hash_data (sums, -1, &hash);
  lep_hash_format (&hash, hex);
  return g_strdup_printf ("%s_%s_%06" G_GINT64_FORMAT "_%.8s.lepx%s", space_part, laptop_part, manifest->counter, hex,
                          is_sealed ? ".age" : "");
}
