/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The list of a bundle's members with their hashes, as coreutils' sha256sum
 * writes it. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-bundle-error.h"
#include "lep-zip-check.h"

#include "lep-bundle-sums.h"

#define BETWEEN "  "

GHashTable *
lep_sums_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
lep_sums_add (GHashTable    *sums,
              const char    *name,
              const LepHash *hash)
{
  g_hash_table_insert (sums, g_strdup (name), g_memdup2 (hash, sizeof *hash));
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/**
 * lep_sums_write:
 *
 * Returns: (transfer full): the text of SHA256SUMS, sorted by name
 */
char *
lep_sums_write (GHashTable *sums)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GString       *out = g_string_new (NULL);
  GHashTableIter iter;
  gpointer       key;

  g_hash_table_iter_init (&iter, sums);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (names, key);
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      char        hash[LEP_HASH_HEX_SIZE + 1];

      lep_hash_format (g_hash_table_lookup (sums, name), hash);
      g_string_append_printf (out, "%s" BETWEEN "%s\n", hash, name);
    }
  return g_string_free (out, FALSE);
}

/* The names that the list must hold, sorted. */
static GPtrArray *
expected_names (GPtrArray *entries)
{
  GPtrArray *names = g_ptr_array_new ();

  for (guint i = 0; i < entries->len; i++)
    {
      const LepZipEntry *entry = g_ptr_array_index (entries, i);

      if (strcmp (entry->name, LEP_SUMS_MEMBER) != 0 && strcmp (entry->name, LEP_MINISIG_MEMBER) != 0)
        g_ptr_array_add (names, entry->name);
    }
  g_ptr_array_sort (names, compare_names);
  return names;
}

/**
 * lep_sums_read:
 * @entries: (element-type LepZipEntry): the members of the ZIP
 *
 * Reads SHA256SUMS, which must name every member but itself and its signature
 * once, sorted. Fails with %LEP_ERROR_CORRUPT.
 */
GHashTable *
lep_sums_read (const char *text,
               gsize       length,
               GPtrArray  *entries,
               GError    **error)
{
  g_autoptr (GHashTable) sums = lep_sums_new ();
  g_autoptr (GPtrArray) names = expected_names (entries);
  const char *at = text;
  const char *end = text + length;
  guint       line = 0;

  for (; line < names->len; line++)
    {
      const char *name = g_ptr_array_index (names, line);
      gsize       size = LEP_HASH_HEX_SIZE + strlen (BETWEEN) + strlen (name) + 1;
      LepHash     hash;

      if ((gsize) (end - at) < size || !lep_hash_parse (at, LEP_HASH_HEX_SIZE, &hash) ||
          memcmp (at + LEP_HASH_HEX_SIZE, BETWEEN, strlen (BETWEEN)) != 0 ||
          memcmp (at + LEP_HASH_HEX_SIZE + strlen (BETWEEN), name, strlen (name)) != 0 || at[size - 1] != '\n')
        break;
      lep_sums_add (sums, name, &hash);
      at += size;
    }

  if (line < names->len || at != end)
    {
      lep_bundle_refuse (error, LEP_SUMS_MEMBER, line + 1, _ ("the list of hashes does not name the members that are there"));
      return NULL;
    }
  return g_steal_pointer (&sums);
}
