/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Strict check of the raw bytes of a ZIP (bundle format, 4.1), before any
 * library looks at them: what one program would read there is what every
 * program reads there. Sizes and offsets of APPNOTE.TXT, 4.3. */

#include <string.h>
#include <sys/stat.h>

#include <glib/gi18n-lib.h>

#include "lep-bundle-error.h"
#include "lep-bundle-limits.h"
#include "lep-hash.h"
#include "lep-util.h"

#include "lep-zip-check.h"

#define LOCAL_SIGNATURE      0x04034b50u
#define CENTRAL_SIGNATURE    0x02014b50u
#define END_SIGNATURE        0x06054b50u
#define LOCATOR_SIGNATURE    0x07064b50u /* of ZIP64's own end record */
#define DESCRIPTOR_SIGNATURE 0x08074b50u
#define LOCAL_SIZE           30
#define CENTRAL_SIZE         46
#define END_SIZE             22
#define LOCATOR_SIZE         20
#define DESCRIPTOR_SIZE      16
#define FLAG_DESCRIPTOR      (1u << 3)
#define FLAG_UTF8            (1u << 11)
#define METHOD_STORED        0
#define METHOD_DEFLATED      8
#define ZIP64_EXTRA          1
#define ZIP64_SIZE           0xffffffffu
#define DOS_DIRECTORY        0x10u
#define FIXED_MEMBERS        4 /* mimetype, SHA256SUMS, its signature, manifest.xml */

/* One entry of the central directory, decoded. */
typedef struct
{
  guint16       flags, method;
  guint32       crc, compressed, size;
  guint16       name_length, extra_length, comment_length, disk;
  guint32       attributes;
  guint32       offset;
  const guint8 *name;
} Central;

typedef struct
{
  const guint8 *bytes;
  gsize         size;
  gsize         directory; /* where the central directory begins */
  guint         n_entries;
  gsize         next_local; /* where the next member must begin */
  guint         n_changes;
  GHashTable   *files; /* names of files/, to find doubles */
  GPtrArray    *entries;
} Check;

static guint16
get16 (const guint8 *at)
{
  return (guint16) (at[0] | at[1] << 8);
}

static guint32
get32 (const guint8 *at)
{
  return (guint32) get16 (at) | (guint32) get16 (at + 2) << 16;
}

static gboolean
refuse_end (GError **error)
{
  lep_bundle_refuse (error, NULL, 0, _ ("the file is not a bundle, or it is cut off (a ZIP's end record does not end it)"));
  return FALSE;
}

/**
 * lep_zip_check_end:
 *
 * Whether a file ends as a ZIP does: quick, so that a large one that is none is
 * refused before anything is done with it. One that cannot be read passes: why it
 * cannot is told when it is.
 */
gboolean
lep_zip_check_end (int      fd,
                   gint64   size,
                   GError **error)
{
  guint8 end[END_SIZE] = { 0 };

  if (lep_read_at (fd, size - END_SIZE, end, END_SIZE) < 0 || get32 (end) == END_SIGNATURE)
    return TRUE;

  return refuse_end (error);
}

static gboolean
check_end (Check   *self,
           GError **error)
{
  const guint8 *end;
  gsize         directory_size;

  if (self->size == 0)
    {
      lep_bundle_refuse (error, NULL, 0, _ ("the file is empty"));
      return FALSE;
    }
  if (self->size < END_SIZE || get32 (self->bytes + self->size - END_SIZE) != END_SIGNATURE)
    return refuse_end (error);

  end = self->bytes + self->size - END_SIZE;
  self->n_entries = get16 (end + 10);
  directory_size = get32 (end + 12);
  self->directory = get32 (end + 16);
  if (get16 (end + 4) != 0 || get16 (end + 6) != 0 || get16 (end + 8) != self->n_entries || get16 (end + 20) != 0)
    lep_bundle_refuse (error, NULL, 0, _ ("the ZIP's end record has a comment or names several disks"));
  else if (self->n_entries < FIXED_MEMBERS || self->n_entries > LEP_BUNDLE_MAX_MEMBERS)
    lep_bundle_refuse (error, NULL, 0, _ ("the ZIP has %u members, which no bundle has"), self->n_entries);
  else if (self->directory + directory_size != self->size - END_SIZE)
    lep_bundle_refuse (error, NULL, 0, _ ("the ZIP's directory does not lie right before its end record"));
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_central (Check   *self,
              gsize   *at,
              Central *central,
              GError **error)
{
  gsize         left = self->size - END_SIZE - *at;
  const guint8 *bytes = self->bytes + *at;
  gsize         length;

  if (left >= CENTRAL_SIZE && get32 (bytes) == CENTRAL_SIGNATURE)
    {
      central->flags = get16 (bytes + 8);
      central->method = get16 (bytes + 10);
      central->crc = get32 (bytes + 16);
      central->compressed = get32 (bytes + 20);
      central->size = get32 (bytes + 24);
      central->name_length = get16 (bytes + 28);
      central->extra_length = get16 (bytes + 30);
      central->comment_length = get16 (bytes + 32);
      central->disk = get16 (bytes + 34);
      central->attributes = get32 (bytes + 38);
      central->offset = get32 (bytes + 42);
      central->name = bytes + CENTRAL_SIZE;
      length = (gsize) CENTRAL_SIZE + central->name_length + central->extra_length + central->comment_length;
      if (length <= left)
        {
          *at += length;
          return TRUE;
        }
    }

  lep_bundle_refuse (error, NULL, 0, _ ("the ZIP's directory is damaged at entry %u"), self->entries->len + 1);
  return FALSE;
}

static gboolean
has_zip64 (const guint8 *extra,
           gsize         length)
{
  while (length >= 4)
    {
      gsize size = 4 + (gsize) get16 (extra + 2);

      if (get16 (extra) == ZIP64_EXTRA)
        return TRUE;
      if (size > length)
        break;
      extra += size;
      length -= size;
    }
  return FALSE;
}

/* Whether the member may have this name at this place. */
static gboolean
is_expected_name (Check      *self,
                  const char *name)
{
  static const char *const fixed[FIXED_MEMBERS] = { "mimetype", "SHA256SUMS", "SHA256SUMS.minisig", "manifest.xml" };
  guint                    place = self->entries->len;
  g_autofree char         *expected = NULL;
  LepHash                  hash;

  if (place < FIXED_MEMBERS)
    return strcmp (name, fixed[place]) == 0;

  if (g_hash_table_size (self->files) == 0 && self->n_changes < LEP_BUNDLE_MAX_SEGMENTS)
    {
      expected = g_strdup_printf ("changes/%04u.xml", self->n_changes + 1);
      if (strcmp (name, expected) == 0)
        {
          self->n_changes++;
          return TRUE;
        }
    }

  return g_str_has_prefix (name, "files/") && lep_hash_parse (name + strlen ("files/"), -1, &hash) &&
         g_hash_table_add (self->files, g_strdup (name));
}

static char *
check_name (Check         *self,
            const Central *central,
            GError       **error)
{
  g_autofree char *name = g_strndup ((const char *) central->name, central->name_length);

  if (strlen (name) != central->name_length || !is_expected_name (self, name))
    {
      g_autofree char *quoted = lep_bundle_quote (name);

      lep_bundle_refuse (error, NULL, 0, _ ("member %u, “%s”, does not belong there in a bundle"),
                         self->entries->len + 1, quoted);
      return NULL;
    }
  return g_steal_pointer (&name);
}

static gboolean
check_central (Check         *self,
               const Central *central,
               const char    *name,
               GError       **error)
{
  guint32 type = central->attributes >> 16 & S_IFMT;

  if ((central->flags & ~(FLAG_DESCRIPTOR | FLAG_UTF8)) != 0)
    lep_bundle_refuse (error, name, 0, _ ("the member is encrypted or has other unknown flags"));
  else if (central->method != METHOD_STORED && central->method != METHOD_DEFLATED)
    lep_bundle_refuse (error, name, 0, _ ("the member is packed in an unknown way (%u)"), central->method);
  else if (strcmp (name, "mimetype") == 0 && central->method != METHOD_STORED)
    lep_bundle_refuse (error, name, 0, _ ("the member must be stored as it is"));
  else if (central->comment_length != 0 || central->disk != 0)
    lep_bundle_refuse (error, name, 0, _ ("the member has a comment or names another disk"));
  else if (central->compressed == ZIP64_SIZE || central->size == ZIP64_SIZE || central->offset == ZIP64_SIZE ||
           has_zip64 (central->name + central->name_length, central->extra_length))
    lep_bundle_refuse (error, name, 0, _ ("the member uses ZIP64, which no bundle does"));
  else if ((type != 0 && type != S_IFREG) || (central->attributes & DOS_DIRECTORY) != 0)
    lep_bundle_refuse (error, name, 0, _ ("the member is not a plain file"));
  else if ((central->method == METHOD_STORED && central->compressed != central->size) ||
           (central->compressed == 0 && central->size > 0)) /* libarchive would end it without comparing */
    lep_bundle_refuse (error, name, 0, _ ("the member's two sizes differ"));
  else if (central->offset != self->next_local)
    lep_bundle_refuse (error, name, 0, _ ("the member does not lie right behind the one before"));
  else
    return TRUE;
  return FALSE;
}

/* A value in a local header: with a descriptor behind the data it may be 0. */
static gboolean
agrees (guint32        local,
        guint32        central_value,
        const Central *central)
{
  return local == central_value || (local == 0 && (central->flags & FLAG_DESCRIPTOR) != 0);
}

static gboolean
check_local (Check         *self,
             const Central *central,
             const char    *name,
             GError       **error)
{
  const guint8 *local = self->bytes + self->next_local;
  gsize         left = self->directory - self->next_local;
  gsize         length = LOCAL_SIZE;
  gsize         name_length = 0, extra_length = 0;
  gboolean      ok = left >= LOCAL_SIZE && get32 (local) == LOCAL_SIGNATURE;

  if (ok)
    {
      name_length = get16 (local + 26);
      extra_length = get16 (local + 28);
      length += name_length + extra_length;
      ok = length <= left && get16 (local + 6) == central->flags && get16 (local + 8) == central->method &&
           agrees (get32 (local + 14), central->crc, central) &&
           agrees (get32 (local + 18), central->compressed, central) &&
           agrees (get32 (local + 22), central->size, central) && name_length == central->name_length &&
           memcmp (local + LOCAL_SIZE, central->name, name_length) == 0 &&
           !has_zip64 (local + LOCAL_SIZE + name_length, extra_length) && central->compressed <= left - length;
    }
  if (!ok)
    {
      lep_bundle_refuse (error, name, 0, _ ("the member's header is damaged or differs from the ZIP's directory"));
      return FALSE;
    }

  length += central->compressed;
  if ((central->flags & FLAG_DESCRIPTOR) != 0)
    {
      const guint8 *descriptor = local + length;

      length += DESCRIPTOR_SIZE;
      if (length > left || get32 (descriptor) != DESCRIPTOR_SIGNATURE || get32 (descriptor + 4) != central->crc ||
          get32 (descriptor + 8) != central->compressed || get32 (descriptor + 12) != central->size)
        {
          lep_bundle_refuse (error, name, 0, _ ("the record behind the member is damaged"));
          return FALSE;
        }
    }

  self->next_local += length;
  return TRUE;
}

static gboolean
check_entries (Check   *self,
               GError **error)
{
  gsize at = self->directory;

  for (guint i = 0; i < self->n_entries; i++)
    {
      Central          central;
      g_autofree char *name = NULL;
      LepZipEntry     *entry;

      if (!read_central (self, &at, &central, error))
        return FALSE;
      name = check_name (self, &central, error);
      if (name == NULL || !check_central (self, &central, name, error) ||
          !check_local (self, &central, name, error))
        return FALSE;

      entry = g_new0 (LepZipEntry, 1);
      entry->name = g_steal_pointer (&name);
      entry->compressed = central.compressed;
      entry->size = central.size;
      entry->stored = central.method == METHOD_STORED;
      g_ptr_array_add (self->entries, entry);
    }

  if (at != self->size - END_SIZE || self->next_local != self->directory)
    {
      lep_bundle_refuse (error, NULL, 0, _ ("there is something between the ZIP's parts that belongs to none"));
      return FALSE;
    }
  /* It may be the tail of an extra field: whoever knows ZIP64 would read another directory than this one. */
  if (get32 (self->bytes + at - LOCATOR_SIZE) == LOCATOR_SIGNATURE)
    {
      lep_bundle_refuse (error, NULL, 0, _ ("the ZIP uses ZIP64, which no bundle does"));
      return FALSE;
    }
  return TRUE;
}

/**
 * lep_zip_check:
 * @bytes: a whole file, of @size bytes
 *
 * Checks that a file is a ZIP with a bundle's members in a bundle's order and
 * nothing else. Fails with %LEP_ERROR_CORRUPT.
 *
 * Returns: (transfer container) (element-type LepZipEntry): its members
 */
GPtrArray *
lep_zip_check (const guint8 *bytes,
               gsize         size,
               GError      **error)
{
  g_autoptr (GPtrArray) entries = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_zip_entry_free);
  g_autoptr (GHashTable) files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Check check = { .bytes = bytes, .size = size, .files = files, .entries = entries };

  if (!check_end (&check, error) || !check_entries (&check, error))
    return NULL;

  if (g_hash_table_size (files) == 0 && size > LEP_BUNDLE_MAX_FILE)
    {
      lep_bundle_refuse (error, NULL, 0, _ ("the file is larger than any bundle without documents may be (256 MiB)"));
      return NULL;
    }
  return g_steal_pointer (&entries);
}

void
lep_zip_entry_free (LepZipEntry *self)
{
  g_free (self->name);
  g_free (self);
}
