/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records of a ZIP, byte by byte: counts, sizes, extra fields and places that
 * one program would read in this way and the next in another. */

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include "lep-bundle-limits.h"
#include "lep-error.h"
#include "lep-zip-check.h"
#include "lep-zip-reader.h"

#include "craft.h"
#include "lep-test.h"

#define N_MEMBERS 5
#define LAST      (N_MEMBERS - 1)

static const char *const names[] = { "mimetype", "SHA256SUMS", "SHA256SUMS.minisig", "manifest.xml", "changes/0001.xml",
                                     "changes/0002.xml" };

/* A ZIP that is sound as such; @extra, if given, stands in the last member's headers. */
static GByteArray *
zip_new (guint       n_members,
         const void *extra,
         gsize       n_extra)
{
  CraftMember members[G_N_ELEMENTS (names)] = { { NULL } };

  for (guint i = 0; i < n_members; i++)
    members[i] = (CraftMember){ names[i], "content", 7 };
  members[n_members - 1].extra = extra;
  members[n_members - 1].n_extra = n_extra;
  return craft_zip (members, n_members, FALSE);
}

/* @reason: part of the message; NULL = it is taken */
static void
check (GByteArray *zip,
       const char *reason)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = lep_zip_check (zip->data, zip->len, &error);

  if (reason == NULL)
    {
      g_assert_no_error (error);
      return;
    }
  g_assert_null (entries);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_test_message ("%s", error->message);
  g_assert_nonnull (strstr (error->message, reason));
}

/* Bytes that are put in place of others, in up to two records. */
static const struct
{
  const char *reason;
  struct
  {
    const char *signature;
    guint       member;
    guint       offset;
    const char *bytes;
    guint       n_bytes;
  } patches[2];
} patched[] = {
  { "directory is damaged at entry 6", { { CRAFT_END, 0, 8, "\6\0\6", 4 } } },
  { "between the ZIP's parts", { { CRAFT_END, 0, 8, "\4\0\4", 4 } } },
  { "must be stored as it is", { { CRAFT_LOCAL, 0, 8, "\10", 2 }, { CRAFT_CENTRAL, 0, 10, "\10", 2 } } },
  { "two sizes differ", { { CRAFT_CENTRAL, LAST, 20, "\6", 1 } } },
  { "two sizes differ", { { CRAFT_CENTRAL, LAST, 10, "\10\0\0\0\0\0\0\0\0\0\0\0\0", 14 } } }, /* deflated to nothing */
  { "ZIP64", { { CRAFT_CENTRAL, LAST, 20, "\xff\xff\xff\xff", 4 } } },
  { "ZIP64", { { CRAFT_CENTRAL, LAST, 24, "\xff\xff\xff\xff", 4 } } },
  { "ZIP64", { { CRAFT_CENTRAL, LAST, 42, "\xff\xff\xff\xff", 4 } } },
  { NULL, { { CRAFT_CENTRAL, LAST, 38, "\0\0\0", 4 } } }, /* of a system that knows no modes */
  { "plain file", { { CRAFT_CENTRAL, LAST, 38, "\x10\0\0", 4 } } },
  { "header is damaged", { { CRAFT_LOCAL, LAST, 14, "\0\0\0", 4 } } }, /* no sum, and none behind the data */
  { "header is damaged", { { CRAFT_LOCAL, LAST, 18, "\0\0\1\0\0\0\1", 8 }, { CRAFT_CENTRAL, LAST, 20, "\0\0\1\0\0\0\1", 8 } } },
  { "record behind the member", { { CRAFT_LOCAL, LAST, 6, "\10", 2 }, { CRAFT_CENTRAL, LAST, 8, "\10", 2 } } },
  { "record behind the member", { { CRAFT_LOCAL, 1, 6, "\10", 2 }, { CRAFT_CENTRAL, 1, 8, "\10", 2 } } },
};

static void
test_patched_records (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (patched); i++)
    {
      g_autoptr (GByteArray) zip = zip_new (N_MEMBERS, NULL, 0);

      for (guint k = 0; k < 2 && patched[i].patches[k].signature != NULL; k++)
        memcpy (craft_header (zip, patched[i].patches[k].signature, patched[i].patches[k].member) + patched[i].patches[k].offset,
                patched[i].patches[k].bytes, patched[i].patches[k].n_bytes);
      check (zip, patched[i].reason);
    }
}

/* A record behind each member says its sum and sizes, and its header may leave them out. */
static void
test_descriptors (void)
{
  for (guint wrong = 0; wrong <= 16; wrong += 4)
    {
      g_autoptr (GByteArray) zip = zip_new (N_MEMBERS, NULL, 0);
      guint8  descriptor[16] = { 'P', 'K', 7, 8 };
      guint8 *local = craft_header (zip, CRAFT_LOCAL, LAST), *central;
      guint32 offset;

      memcpy (descriptor + 4, local + 14, 12);
      memset (local + 14, 0, 12);
      local[6] = 8;
      central = craft_header (zip, CRAFT_CENTRAL, LAST);
      central[8] = 8;
      if (wrong > 0)
        descriptor[wrong - 1] ^= 1;
      offset = (guint32) (craft_header (zip, CRAFT_CENTRAL, 0) - zip->data);
      g_byte_array_append (zip, descriptor, sizeof descriptor);
      memmove (zip->data + offset + sizeof descriptor, zip->data + offset, zip->len - offset - sizeof descriptor);
      memcpy (zip->data + offset, descriptor, sizeof descriptor);
      offset = GUINT32_TO_LE (offset + (guint32) sizeof descriptor);
      memcpy (zip->data + zip->len - 6, &offset, 4);
      check (zip, wrong > 0 ? "record behind the member" : NULL);
    }
}

static void
test_extra_fields (void)
{
  static const struct
  {
    const char *bytes;
    guint       n_bytes;
    const char *reason;
  } cases[] = {
    { "\x99\x99\2\0ab", 6, NULL }, /* of a program that we do not know */
    { "\x99\x99\xff\0", 4, NULL }, /* longer than there is room */
    { "\x99\x99", 2, NULL },
    { "\1\0\0\0", 4, "ZIP64" },
    { "\x99\x99\2\0ab\1\0\0\0", 10, "ZIP64" },
    { "\x99\x99\24\0PK\6\7\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0", 24, "the ZIP uses ZIP64" }, /* right before the end record */
    { "\x99\x99\25\0PK\6\7\0\0\0\0\0\0\0\0\0\0\0\0\1\0\0\0", 25, NULL },               /* where nobody looks for it */
  };
  g_autoptr (GByteArray) local_alone = zip_new (N_MEMBERS, "\1\0\0\0", 4);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) zip = zip_new (N_MEMBERS, cases[i].bytes, cases[i].n_bytes);

      check (zip, cases[i].reason);
    }
  craft_header (local_alone, CRAFT_CENTRAL, LAST)[46 + strlen (names[LAST])] = 0x99;
  check (local_alone, "header is damaged");
}

/* A header may differ from the directory in each of the numbers that both have. */
static void
test_numbers_that_differ (void)
{
  static const guint numbers[] = { 14, 18, 22 }; /* sum, size in the file, size */

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GByteArray) zip = zip_new (N_MEMBERS, NULL, 0);

      craft_header (zip, CRAFT_LOCAL, LAST)[numbers[i]] ^= 1;
      check (zip, "header is damaged");
    }
}

/* The directory names a member that begins where it begins itself. */
static void
test_member_without_room (void)
{
  g_autoptr (GByteArray) zip = zip_new (N_MEMBERS + 1, NULL, 0);
  guint   from = (guint) (craft_header (zip, CRAFT_LOCAL, N_MEMBERS) - zip->data);
  guint   to = (guint) (craft_header (zip, CRAFT_CENTRAL, 0) - zip->data);
  guint32 offset = GUINT32_TO_LE (from);

  check (zip, NULL);
  g_byte_array_remove_range (zip, from, to - from);
  memcpy (zip->data + zip->len - 6, &offset, 4);
  check (zip, "header is damaged");
}

static void
test_numbers_of_segments_end (void)
{
  guint                   n = 4 + LEP_BUNDLE_MAX_SEGMENTS + 1;
  g_autofree CraftMember *members = g_new0 (CraftMember, n);
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < n; i++)
    {
      g_ptr_array_add (texts, i < 4 ? g_strdup (names[i]) : g_strdup_printf ("changes/%04u.xml", i - 3));
      members[i] = (CraftMember){ g_ptr_array_index (texts, i), "", 0 };
    }
  for (guint more = 0; more < 2; more++)
    {
      g_autoptr (GByteArray) zip = craft_zip (members, n - 1 + more, FALSE);

      check (zip, more == 1 ? "member 10004, “changes/10000.xml”, does not belong" : NULL);
    }
}

/* A file with a hole of 256 MiB in it; nobody reads what is there. */
static void
test_large_without_documents (void)
{
  const guint32 hole = (guint32) LEP_BUNDLE_MAX_FILE;
  g_autoptr (GByteArray) zip = zip_new (N_MEMBERS, NULL, 0);
  guint            directory = (guint) (craft_header (zip, CRAFT_CENTRAL, 0) - zip->data);
  guint8          *local = craft_header (zip, CRAFT_LOCAL, LAST), *central = craft_header (zip, CRAFT_CENTRAL, LAST);
  guint32          size = GUINT32_TO_LE (hole + 7), offset = GUINT32_TO_LE (hole + directory);
  g_autofree char *folder = lep_test_dir ();
  g_autofree char *path = g_build_filename (folder, "large", NULL);
  int              fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  g_autoptr (GMappedFile) mapped = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      memcpy (local + 18 + 4 * i, &size, 4);
      memcpy (central + 20 + 4 * i, &size, 4);
    }
  memcpy (zip->data + zip->len - 6, &offset, 4);
  g_assert_cmpint (pwrite (fd, zip->data, directory, 0), ==, directory);
  g_assert_cmpint (pwrite (fd, zip->data + directory, zip->len - directory, (gint64) hole + directory), ==, zip->len - directory);
  mapped = g_mapped_file_new_from_fd (fd, FALSE, NULL);
  g_assert_null (lep_zip_check ((const guint8 *) g_mapped_file_get_contents (mapped), g_mapped_file_get_length (mapped), &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "without documents"));
  close (fd);
  lep_test_dir_free (g_steal_pointer (&folder));
}

/* Goes through all members; @limit: of what may come out. */
static gboolean
unpack (GByteArray *zip,
        gint64      limit,
        GError    **error)
{
  g_autofree char *folder = lep_test_dir ();
  g_autofree char *path = g_build_filename (folder, "zip", NULL);
  g_autoptr (GPtrArray) entries = lep_zip_check (zip->data, zip->len, error);
  g_autoptr (LepZipReader) reader = NULL;
  gboolean done = TRUE;
  int      fd;

  g_assert_nonnull (entries);
  craft_write (zip, path);
  fd = g_open (path, O_RDONLY | O_CLOEXEC, 0);
  lep_test_dir_free (g_steal_pointer (&folder));
  reader = lep_zip_reader_new (fd, entries, limit, error);
  for (guint i = 0; done && i < entries->len; i++)
    {
      LepHash hash;
      g_autoptr (GByteArray) bytes = NULL;

      if (lep_zip_reader_next (reader, error) != NULL)
        bytes = lep_zip_reader_load (reader, 100, &hash, error);
      done = bytes != NULL;
    }
  g_clear_pointer (&reader, lep_zip_reader_free);
  close (fd);
  return done;
}

static void
test_all_that_comes_out_is_limited (void)
{
  g_autoptr (GByteArray) zip = zip_new (N_MEMBERS, NULL, 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (unpack (zip, N_MEMBERS * 7, &error));
  g_assert_no_error (error);
  g_assert_false (unpack (zip, N_MEMBERS * 7 - 1, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_true (g_str_has_prefix (error->message, "changes/0001.xml: the bundle unpacks to more than 2 GiB;"));
}

/* Extra fields that libarchive believes more than the headers: another name, and a link. */
static void
test_what_libarchive_reads_is_compared (void)
{
  static const guint8 link[] = { 'x', 'l', 7, 0, 5, 0x1e, 3, 0, 0, 0xff, 0xa1 }; /* "by Unix", and the mode */
  const char         *path = names[LAST];
  guint32             sum = GUINT32_TO_LE ((guint32) crc32 (0, (const guint8 *) path, (uInt) strlen (path)));
  char                name[] = "up\x11\0\1....changes/none"; /* Info-ZIP's name in Unicode */

  memcpy (name + 5, &sum, sizeof sum);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GByteArray) zip = i == 0 ? zip_new (N_MEMBERS, name, sizeof name - 1) : zip_new (N_MEMBERS, link, sizeof link);
      g_autoptr (GError) error = NULL;

      g_assert_false (unpack (zip, 1000, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_assert_true (g_str_has_prefix (error->message, "changes/0001.xml: the member cannot be read;"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zip-records/patched-records", test_patched_records);
  g_test_add_func ("/zip-records/descriptors", test_descriptors);
  g_test_add_func ("/zip-records/extra-fields", test_extra_fields);
  g_test_add_func ("/zip-records/numbers-that-differ", test_numbers_that_differ);
  g_test_add_func ("/zip-records/member-without-room", test_member_without_room);
  g_test_add_func ("/zip-records/numbers-of-segments-end", test_numbers_of_segments_end);
  g_test_add_func ("/zip-records/large-without-documents", test_large_without_documents);
  g_test_add_func ("/zip-records/all-that-comes-out-is-limited", test_all_that_comes_out_is_limited);
  g_test_add_func ("/zip-records/what-libarchive-reads-is-compared", test_what_libarchive_reads_is_compared);
  return g_test_run ();
}
