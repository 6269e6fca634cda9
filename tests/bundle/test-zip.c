/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule of the ZIP, the sums and their signature; every cut and every
 * flipped bit. */

#include <string.h>

#include "lep-error.h"
#include "lep-zip-check.h"

#include "craft.h"
#include "lep-test.h"

#define END_SIZE 22

typedef struct
{
  char  *folder;
  char  *path;
  Craft *craft;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = lep_test_dir ();
  fixture->path = g_build_filename (fixture->folder, "bundle.lepx", NULL);
  fixture->craft = craft_new ();
  craft_add_first (fixture->craft);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_cmpuint (lep_test_count_files (fixture->folder), <=, 1); /* no temporary file is left */
  craft_free (fixture->craft);
  g_free (fixture->path);
  lep_test_dir_free (fixture->folder);
}

static gboolean
read_bytes (Fixture    *fixture,
            GByteArray *bytes,
            GError    **error)
{
  guint n;

  craft_write (bytes, fixture->path);
  return craft_read (fixture->path, fixture->folder, &n, error);
}

static void
assert_refused (Fixture    *fixture,
                GByteArray *bytes,
                const char *reason)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (read_bytes (fixture, bytes, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_test_message ("%s", error->message);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (reason != NULL)
    g_assert_nonnull (strstr (error->message, reason));
}

static void
test_sound_is_read (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (GByteArray) stored = craft_bundle (fixture->craft);
  g_autoptr (GByteArray) deflated = NULL;
  g_autoptr (GError) error = NULL;

  read_bytes (fixture, stored, &error);
  g_assert_no_error (error);
  fixture->craft->deflate = TRUE;
  deflated = craft_bundle (fixture->craft);
  read_bytes (fixture, deflated, &error);
  g_assert_no_error (error);
}

/* One value of a header is changed. */
static const struct
{
  const char *signature;
  guint       member;
  guint       offset;
  guint8      value;
  const char *reason;
} changed[] = {
  { CRAFT_CENTRAL, 3, 8, 1, "encrypted" },
  { CRAFT_CENTRAL, 3, 8, 8, "header" },
  { CRAFT_CENTRAL, 3, 9, 8, "header" }, /* bit 11 on one side only */
  { CRAFT_LOCAL, 3, 6, 8, "header" },
  { CRAFT_LOCAL, 3, 6, 1, "header" },
  { CRAFT_CENTRAL, 3, 10, 9, "unknown way" },
  { CRAFT_CENTRAL, 3, 10, 8, NULL },
  { CRAFT_LOCAL, 3, 8, 8, "header" },
  { CRAFT_LOCAL, 3, 14, 0, "header" },
  { CRAFT_CENTRAL, 3, 16, 0, "header" },
  { CRAFT_LOCAL, 3, 18, 0, "header" },
  { CRAFT_LOCAL, 3, 22, 0, "header" },
  { CRAFT_CENTRAL, 3, 20, 0, "sizes differ" },
  { CRAFT_CENTRAL, 3, 24, 0, "sizes differ" },
  { CRAFT_CENTRAL, 3, 28, 5, NULL },
  { CRAFT_CENTRAL, 3, 30, 4, NULL },
  { CRAFT_CENTRAL, 3, 32, 1, NULL },
  { CRAFT_CENTRAL, 3, 34, 1, "disk" },
  { CRAFT_CENTRAL, 3, 41, 0xa1, "plain file" }, /* a symbolic link */
  { CRAFT_CENTRAL, 3, 41, 0x41, "plain file" }, /* a folder */
  { CRAFT_CENTRAL, 3, 41, 0x21, "plain file" }, /* a device */
  { CRAFT_CENTRAL, 3, 38, 0x10, "plain file" }, /* a folder, by DOS */
  { CRAFT_CENTRAL, 3, 42, 1, "right behind" },
  { CRAFT_CENTRAL, 0, 42, 1, "right behind" },
  { CRAFT_CENTRAL, 3, 46, 'n', "does not belong" },
  { CRAFT_LOCAL, 3, 30, 'n', "header" },
  { CRAFT_LOCAL, 3, 0, 'Q', "header" },
  { CRAFT_CENTRAL, 3, 0, 'Q', "directory" },
  { CRAFT_END, 0, 4, 1, "disks" },
  { CRAFT_END, 0, 6, 1, "disks" },
  { CRAFT_END, 0, 8, 4, "disks" },
  { CRAFT_END, 0, 12, 1, "directory" },
  { CRAFT_END, 0, 16, 1, "directory" },
  { CRAFT_END, 0, 20, 1, "comment" },
};

static void
test_changed_headers_are_refused (Fixture      *fixture,
                                  gconstpointer data)
{
  g_autoptr (GByteArray) good = craft_bundle (fixture->craft);

  for (guint i = 0; i < G_N_ELEMENTS (changed); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      guint8 *at;

      g_byte_array_append (bytes, good->data, good->len);
      at = craft_header (bytes, changed[i].signature, changed[i].member) + changed[i].offset;
      if (*at == changed[i].value)
        *at ^= 0x55;
      else
        *at = changed[i].value;
      assert_refused (fixture, bytes, changed[i].reason);
    }
}

static void
test_other_names_are_refused (Fixture      *fixture,
                              gconstpointer data)
{
  static const char *names[] = {
    "changes/0002.xml",
    "changes/0000.xml",
    "changes/1.xml",
    "changes/0001.XML",
    "changes\\0001.xml",
    "../changes/0001.xml",
    "/changes/0001.xml",
    "C:changes/0001.xml",
    "//host/changes/0001.xml",
    "changes/",
    "changes/../changes/0001.xml",
    "files/0001.xml",
    "files/" CRAFT_HASH "0",
    "\xff.xml",
    "\xff-a-name-that-is-longer-than-what-of-it-is-told-to-people.xml",
    "changes/0001-a-name-that-is-longer-than-what-is-told-\xff.xml",
    "manifest.xml",
    "mimetype",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GByteArray) bytes = craft_zip ((CraftMember[]){
                                                  { "mimetype", "a", 1 },
                                                  { "SHA256SUMS", "a", 1 },
                                                  { "SHA256SUMS.minisig", "a", 1 },
                                                  { "manifest.xml", "a", 1 },
                                                  { names[i], "a", 1 },
                                                },
                                                5, FALSE);

      assert_refused (fixture, bytes, "does not belong");
    }
}

static void
test_order_and_doubles_are_refused (Fixture      *fixture,
                                    gconstpointer data)
{
  static const char *orders[][6] = {
    { "SHA256SUMS", "mimetype", "SHA256SUMS.minisig", "manifest.xml", "changes/0001.xml" },
    { "mimetype", "SHA256SUMS", "SHA256SUMS.minisig", "changes/0001.xml", "manifest.xml" },
    { "mimetype", "SHA256SUMS", "SHA256SUMS.minisig", "manifest.xml", "changes/0001.xml", "changes/0001.xml" },
    { "mimetype", "SHA256SUMS", "SHA256SUMS.minisig", "manifest.xml", "files/" CRAFT_HASH, "files/" CRAFT_HASH },
    { "mimetype", "SHA256SUMS", "SHA256SUMS.minisig", "manifest.xml", "files/" CRAFT_HASH, "changes/0001.xml" },
    { "mimetype", "SHA256SUMS", "SHA256SUMS.minisig" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (orders); i++)
    {
      CraftMember members[6];
      guint       n = 0;
      g_autoptr (GByteArray) bytes = NULL;

      for (; n < 6 && orders[i][n] != NULL; n++)
        members[n] = (CraftMember){ orders[i][n], "a", 1 };
      bytes = craft_zip (members, n, FALSE);
      assert_refused (fixture, bytes, n < 4 ? "which no bundle has" : "does not belong");
    }
}

static void
test_name_with_nul_is_refused (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (GByteArray) bytes = craft_bundle (fixture->craft);

  craft_header (bytes, CRAFT_LOCAL, 4)[30 + 8] = '\0';
  craft_header (bytes, CRAFT_CENTRAL, 4)[46 + 8] = '\0';
  assert_refused (fixture, bytes, "does not belong");
}

static void
test_junk_around_is_refused (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GByteArray) before = craft_bundle (fixture->craft);
  g_autoptr (GByteArray) after = craft_bundle (fixture->craft);
  g_autoptr (GByteArray) twice = craft_bundle (fixture->craft);
  g_autoptr (GByteArray) between = craft_bundle (fixture->craft);
  gsize  half = (gsize) (craft_header (between, CRAFT_CENTRAL, 0) - between->data);
  guint8 offset[4];

  g_byte_array_prepend (before, (const guint8 *) "x", 1);
  assert_refused (fixture, before, NULL);
  g_byte_array_append (after, (const guint8 *) "x", 1);
  assert_refused (fixture, after, "not a bundle");
  g_byte_array_append (twice, before->data + 1, before->len - 1);
  assert_refused (fixture, twice, NULL);

  /* Behind the last member, with an end record that knows of it. */
  g_byte_array_append (between, (const guint8 *) "x", 1);
  memmove (between->data + half + 1, between->data + half, between->len - half - 1);
  half++;
  for (guint i = 0; i < 4; i++)
    offset[i] = (guint8) (half >> 8 * i);
  memcpy (between->data + between->len - 6, offset, 4);
  assert_refused (fixture, between, "between");
}

static void
test_other_files_are_refused (Fixture      *fixture,
                              gconstpointer data)
{
  static const char *texts[] = { "", "P", "PK", "PK\x05\x06", "\x1f\x8b\x08", "7z\xbc\xaf\x27\x1c", "<?xml version=\"1.0\"?>" };
  g_autoptr (GError) error = NULL;
  guint n;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, (const guint8 *) texts[i], (guint) strlen (texts[i]));
      assert_refused (fixture, bytes, *texts[i] == '\0' ? "the file is empty" : "not a bundle");
    }

  g_assert_false (craft_read (fixture->folder, fixture->folder, &n, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_clear_error (&error);
  g_remove (fixture->path);
  g_assert_false (craft_read (fixture->path, fixture->folder, &n, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
}

/* Without a key, or with a seal of another kind, what it is and what helps is said. */
static void
test_sealed_is_named (Fixture      *fixture,
                      gconstpointer data)
{
  static const char code[] = "--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n";
  static const struct
  {
    const char *text;
    LepError    code;
    const char *part;
  } cases[] = {
    { "age-encryption.org/v1\n-> X25519 x\n", LEP_ERROR_CORRUPT, "head of the sealed file" },
    { "age-encryption.org/v1\n-> other x\n\n", LEP_ERROR_SEALED, "no longer has; if it is meant for this laptop, ask" },
    { "age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ 10\ngUjEymFKMVXQEKdMMHL24oYexjE3TIC0O0zGSqJ2aUY\n",
      LEP_ERROR_LOCKED, "locked with a pass-phrase; give" },
    { "age-encryption.org/v2\n", LEP_ERROR_TOO_NEW, "sealed" },
    { "-----BEGIN AGE ENCRYPTED FILE-----\n", LEP_ERROR_TOO_NEW, "not supported; open it with" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      g_autoptr (GError) error = NULL;

      g_byte_array_append (bytes, (const guint8 *) cases[i].text, (guint) strlen (cases[i].text));
      g_byte_array_append (bytes, (const guint8 *) code, (guint) strlen (code));
      g_assert_false (read_bytes (fixture, bytes, &error));
      g_assert_error (error, LEP_ERROR, (int) cases[i].code);
      g_assert_nonnull (strstr (error->message, cases[i].part));
    }
}

/* Of every length that the file could have been cut to. */
static void
test_every_cut_is_refused (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (GByteArray) good = craft_bundle (fixture->craft);
  guint step = g_test_thorough () ? 1 : 31;

  for (guint length = 0; length < good->len; length += step)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();

      g_byte_array_append (bytes, good->data, length);
      assert_refused (fixture, bytes, NULL);
    }
}

/* A flipped bit may pass in times, versions and attributes, which no hash
 * covers; then the content is the same. */
static void
test_flipped_bits_never_change_the_content (Fixture      *fixture,
                                            gconstpointer data)
{
  guint step = g_test_thorough () ? 1 : 97;
  guint n_passed = 0;

  for (guint deflated = 0; deflated < 2; deflated++)
    {
      g_autoptr (GByteArray) bytes = NULL;

      fixture->craft->deflate = deflated == 1;
      bytes = craft_bundle (fixture->craft);
      for (guint bit = 0; bit < 8 * bytes->len; bit += step)
        {
          g_autoptr (GError) error = NULL;

          bytes->data[bit / 8] ^= (guint8) (1 << bit % 8);
          if (read_bytes (fixture, bytes, &error))
            n_passed++;
          else
            g_assert_true (error->domain == LEP_ERROR &&
                           (error->code == LEP_ERROR_CORRUPT || error->code == LEP_ERROR_TOO_NEW));
          bytes->data[bit / 8] ^= (guint8) (1 << bit % 8);
        }
    }
  /* Five members: versions, times, disk and internal attributes; never more. */
  g_assert_cmpuint (n_passed * step, <, 2 * 5 * 8 * 30);
}

static void
test_changed_sums_are_refused (Fixture      *fixture,
                               gconstpointer data)
{
  static const CraftSwap swaps[] = {
    { "  changes", " *changes" },
    { "  changes", " changes" },
    { "changes/0001.xml\n", "changes/0001.xml" },
    { "changes/0001.xml", "changes/0002.xml" },
    { "manifest.xml\n", "manifest.xml\n" CRAFT_HASH "  notes\n" },
    { "mimetype\n", "mimetype\n\n" },
    { "mimetype\n", "mimetype\n" CRAFT_HASH "  mimetype\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (swaps); i++)
    {
      g_autoptr (GByteArray) bytes = NULL;

      fixture->craft->sums = swaps[i];
      bytes = craft_bundle (fixture->craft);
      assert_refused (fixture, bytes, "SHA256SUMS:");
    }
}

static void
test_changed_signatures_are_refused (Fixture      *fixture,
                                     gconstpointer data)
{
  static const CraftSwap swaps[] = {
    { "untrusted", "Untrusted" },
    { "lep key R", "lep key S" },
    { "\nRU", "\nRX" },
    { "counter:57", "counter:58" },
    { "trusted comment: r", "trusted comment:  r" },
  };
  g_autoptr (Craft) other = craft_new ();
  g_autoptr (GByteArray) theirs = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (swaps); i++)
    {
      g_autoptr (GByteArray) bytes = NULL;

      fixture->craft->minisig = swaps[i];
      bytes = craft_bundle (fixture->craft);
      assert_refused (fixture, bytes, "SHA256SUMS.minisig:");
    }

  /* The signature of another bundle, whole and sound by itself. */
  craft_add_first (other);
  fixture->craft->minisig = (CraftSwap){ NULL, NULL };
  theirs = craft_bundle (other);
  {
    g_autoptr (GByteArray) mine = craft_bundle (fixture->craft);
    const char *first = "untrusted comment";
    guint8     *to = memmem (mine->data, mine->len, first, strlen (first));
    guint8     *from = memmem (theirs->data, theirs->len, first, strlen (first));

    memcpy (to, from, 300);
    assert_refused (fixture, mine, NULL);
  }
}

/* A megabyte of zeros packs to a thousandth. */
static void
test_bomb_is_refused (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *zeros = g_malloc0 (15 * 1024 * 1024);
  g_autofree char *huge = g_malloc0 (17 * 1024 * 1024);
  g_autoptr (GByteArray) bomb = craft_zip ((CraftMember[]){
                                             { "mimetype", "application/vnd.lep.bundle+zip", 30 },
                                             { "SHA256SUMS", zeros, 15 * 1024 * 1024 },
                                             { "SHA256SUMS.minisig", "a", 1 },
                                             { "manifest.xml", "a", 1 },
                                           },
                                           4, TRUE);
  g_autoptr (GByteArray) large = craft_zip ((CraftMember[]){
                                              { "mimetype", "application/vnd.lep.bundle+zip", 30 },
                                              { "SHA256SUMS", huge, 17 * 1024 * 1024 },
                                              { "SHA256SUMS.minisig", "a", 1 },
                                              { "manifest.xml", "a", 1 },
                                            },
                                            4, FALSE);
  g_autoptr (GByteArray) lying = craft_bundle (fixture->craft);

  assert_refused (fixture, bomb, "200 times");
  assert_refused (fixture, large, "larger than");

  /* It unpacks to more, or to less, than both headers say. */
  for (int step = -1; step <= 1; step += 2)
    {
      fixture->craft->deflate = TRUE;
      g_clear_pointer (&lying, g_byte_array_unref);
      lying = craft_bundle (fixture->craft);
      craft_header (lying, CRAFT_LOCAL, 3)[22] += (guint8) step;
      craft_header (lying, CRAFT_CENTRAL, 3)[24] += (guint8) step;
      assert_refused (fixture, lying, "manifest.xml");
    }
}

static void
test_too_many_members_are_refused (Fixture      *fixture,
                                   gconstpointer data)
{
  guint                   n = 20001;
  g_autofree CraftMember *members = g_new0 (CraftMember, n);
  g_autoptr (GByteArray) bytes = NULL;

  for (guint i = 0; i < n; i++)
    members[i] = (CraftMember){ "x", "", 0 };
  bytes = craft_zip (members, n, FALSE);
  assert_refused (fixture, bytes, "20001 members");
}

static void
test_zip64_is_refused (Fixture      *fixture,
                       gconstpointer data)
{
  g_autoptr (GByteArray) bytes = craft_bundle (fixture->craft);

  memset (craft_header (bytes, CRAFT_CENTRAL, 3) + 20, 0xff, 8);
  memset (craft_header (bytes, CRAFT_LOCAL, 3) + 18, 0xff, 8);
  assert_refused (fixture, bytes, "ZIP64");
}

static void
test_another_type_is_refused (Fixture      *fixture,
                              gconstpointer data)
{
  static const char *types[] = { "application/vnd.lep.bundle+zip\n", "application/vnd.lep.bundle+tar", "application/zip", "" };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_autoptr (GByteArray) bytes = craft_zip ((CraftMember[]){
                                                  { "mimetype", types[i], strlen (types[i]) },
                                                  { "SHA256SUMS", "a", 1 },
                                                  { "SHA256SUMS.minisig", "a", 1 },
                                                  { "manifest.xml", "a", 1 },
                                                },
                                                4, FALSE);

      assert_refused (fixture, bytes, "mimetype:1: ");
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/zip/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("sound-is-read", test_sound_is_read);
  ADD ("changed-headers-are-refused", test_changed_headers_are_refused);
  ADD ("other-names-are-refused", test_other_names_are_refused);
  ADD ("order-and-doubles-are-refused", test_order_and_doubles_are_refused);
  ADD ("name-with-nul-is-refused", test_name_with_nul_is_refused);
  ADD ("junk-around-is-refused", test_junk_around_is_refused);
  ADD ("other-files-are-refused", test_other_files_are_refused);
  ADD ("sealed-is-named", test_sealed_is_named);
  ADD ("every-cut-is-refused", test_every_cut_is_refused);
  ADD ("flipped-bits-never-change-the-content", test_flipped_bits_never_change_the_content);
  ADD ("changed-sums-are-refused", test_changed_sums_are_refused);
  ADD ("changed-signatures-are-refused", test_changed_signatures_are_refused);
  ADD ("bomb-is-refused", test_bomb_is_refused);
  ADD ("too-many-members-are-refused", test_too_many_members_are_refused);
  ADD ("zip64-is-refused", test_zip64_is_refused);
  ADD ("another-type-is-refused", test_another_type_is_refused);
  return g_test_run ();
}
