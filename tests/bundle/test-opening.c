/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From the file on the stick to the manifest: the private copy, the seal, the
 * signature, and what is said of a bundle in a few words. */

#include <fcntl.h>
#include <unistd.h>

#include "lep-bundle-limits.h"
#include "lep-bundle-name.h"
#include "lep-bundle-seal.h"
#include "lep-bundle-summary.h"
#include "lep-private-copy.h"
#include "lep-seal-key.h"
#include "lep-zip-check.h"

#include "writing.h"

#define PASSPHRASE "correct horse"

/* A bundle with two runs, sealed or not; of the larger one of two spaces. */
static void
write_bundle (Writing          *self,
              const LepAgeLock *lock)
{
  LepManifest *manifest = manifest_new (self);
  g_autoptr (LepBundleWriter) writer = NULL;
  g_autoptr (LepBundleFile) file = NULL;
  g_autoptr (GError) error = NULL;

  lep_uuid_parse (CRAFT_OTHER, -1, &self->space);
  lep_manifest_add_space (manifest, &self->space, "office", "Office");
  lep_manifest_add_have (manifest, &self->space);
  manifest->has_to = lock != NULL;
  lep_uuid_parse (CRAFT_OTHER, -1, &manifest->to_replica);
  manifest->to_label = g_strdup ("Zenica 2");
  writer = lep_bundle_writer_new (manifest, self->folder, &error);
  g_assert_true (write_run (self, writer, 5, "x", 1, &error));
  g_assert_true (write_run (self, writer, 6, "y", 1, &error));
  file = lep_bundle_writer_finish (writer, self->key, lock, self->path, NULL, &error);
  g_assert_no_error (error);
}

/* Somebody goes on writing it. */
static gboolean
grow_cb (int      fd,
         gint64   size,
         GError **error)
{
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", fd);

  return truncate (path, size + 1) == 0;
}

static void
test_private_copy (Writing      *self,
                   gconstpointer data)
{
  g_autofree char *beyond = g_build_filename (self->path, "beyond", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  gint64  size;
  LepHash hash, expected;
  int     copy;

  g_assert_true (g_file_set_contents (self->path, "content", 7, NULL));
  lep_hash_data ("content", 7, &expected);
  copy = lep_private_copy (self->path, self->folder, 7, NULL, NULL, &size, &hash, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lseek (copy, 0, SEEK_END), ==, 7);
  g_assert_cmpint (size, ==, 7);
  g_assert_true (lep_hash_equal (&hash, &expected));
  close (copy);

  g_assert_cmpint (lep_private_copy (self->path, self->folder, 6, NULL, NULL, &size, &hash, &error), ==, -1);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_nonnull (strstr (error->message, "larger than any bundle may be"));
  g_clear_error (&error);
  g_assert_cmpint (lep_private_copy (self->path, self->folder, 7, grow_cb, NULL, &size, &hash, &error), ==, -1);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_cmpint (truncate (self->path, 7), ==, 0);
  g_cancellable_cancel (cancellable);
  g_assert_cmpint (lep_private_copy (self->path, self->folder, 7, NULL, cancellable, &size, &hash, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (lep_private_copy (beyond, self->folder, 7, NULL, NULL, &size, &hash, &error), ==, -1);
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);
  g_clear_error (&error);

  /* A stick that was pulled out and put in again may leave a link to itself. */
  g_unlink (self->path);
  g_assert_cmpint (symlink (self->path, self->path), ==, 0);
  g_assert_cmpint (lep_private_copy (self->path, self->folder, 7, NULL, NULL, &size, &hash, &error), ==, -1);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_TOO_MANY_LINKS);
  g_assert_nonnull (strstr (error->message, "cannot be opened"));
  g_assert_cmpuint (lep_test_count_files (self->folder), ==, 1);
}

/* What is none is not copied: there is no folder to copy it to. */
static void
test_large_files_are_looked_at_first (Writing      *self,
                                      gconstpointer data)
{
  static const char end[] = "PK\5\6\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0";
  g_autofree char  *no_folder = g_build_filename (self->folder, "no", "folder", NULL);
  const struct
  {
    const char *first, *last;
    gint64      size;
    const char *tells;
  } cases[] = {
    { "PK", "", 64 * LEP_MIB, "not a bundle, or it is cut off" },
    { "PK", "", LEP_BUNDLE_MAX_WITH_DOCUMENTS + 1, "larger than any bundle may be" },
    { "PK", end, 64 * LEP_MIB, "no/folder" },
    { "age-", "", 64 * LEP_MIB, "no/folder" },
  };
  g_autoptr (GError) unreadable = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      int fd;

      g_assert_true (g_file_set_contents (self->path, cases[i].first, -1, NULL));
      g_assert_cmpint (truncate (self->path, cases[i].size), ==, 0);
      fd = g_open (self->path, O_WRONLY | O_CLOEXEC, 0);
      if (*cases[i].last != '\0')
        g_assert_cmpint (pwrite (fd, end, sizeof end, cases[i].size - (gint64) sizeof end), ==, sizeof end);
      close (fd);
      g_assert_null (lep_bundle_open (self->path, no_folder, NULL, NULL, &error));
      g_assert_nonnull (strstr (error->message, cases[i].tells));
    }
  g_assert_true (lep_zip_check_end (-1, 64 * LEP_MIB, &unreadable));
  g_assert_no_error (unreadable);
}

static void
test_unsealing (Writing      *self,
                gconstpointer data)
{
  const LepAgeLock lock = { .passphrase = PASSPHRASE, .work_factor = 4 };
  const LepUnlock  right = { .passphrase = PASSPHRASE }, wrong = { .passphrase = "Correct horse" }, nothing = { 0 };
  const LepUnlock *others[] = { &wrong, &nothing, NULL };
  g_autofree char *no_folder = g_build_filename (self->folder, "no", "folder", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (LepBundle) bundle = NULL;
  g_autoptr (GError) error = NULL;
  gboolean was_sealed;
  int      fd;

  write_bundle (self, &lock);
  bundle = lep_bundle_open (self->path, self->folder, &right, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (lep_bundle_is_sealed (bundle));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_null (lep_bundle_open (self->path, self->folder, others[i], NULL, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_LOCKED);
      g_assert_nonnull (strstr (error->message, "give the pass-phrase that its sender told you"));
      g_clear_error (&error);
    }

  fd = g_open (self->path, O_RDONLY | O_CLOEXEC, 0);
  g_cancellable_cancel (cancellable);
  g_assert_false (lep_bundle_unseal (&fd, self->folder, &right, &was_sealed, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_false (lep_bundle_unseal (&fd, no_folder, &right, &was_sealed, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, no_folder));
  close (fd);
  g_assert_cmpuint (lep_test_count_files (self->folder), ==, 1);
}

/* Somebody sealed it with another tool; made again in the same way it would be refused again. */
static void
test_too_much_work_is_no_damage (Writing      *self,
                                 gconstpointer data)
{
  const LepUnlock unlock = { .passphrase = PASSPHRASE };
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (self->path,
                                      "age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ 22\n"
                                      "gUjEymFKMVXQEKdMMHL24oYexjE3TIC0O0zGSqJ2aUY\n"
                                      "--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n",
                                      -1, NULL));
  g_assert_null (lep_bundle_open (self->path, self->folder, &unlock, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_cmpstr (error->message, ==,
                   "to open it with its pass-phrase takes more work than this program does (work factor above 18); "
                   "ask its sender to seal it with a lower work factor, or for this laptop's key");
}

/* Signed by the right key, but not in the words of a bundle. */
static void
test_trusted_comment_is_strict (Writing      *self,
                                gconstpointer data)
{
  static const char *const comments[] = {
    "",
    "timestamp:1795000000",
    "replica:" CRAFT_REPLICA " counter:57",
    "replica:" CRAFT_REPLICA " counter:57 made:" CRAFT_TIME " more",
    "replica:" CRAFT_REPLICA "  counter:57 made:" CRAFT_TIME,
    "laptop:" CRAFT_REPLICA " counter:57 made:" CRAFT_TIME,
    "replica:Konjic counter:57 made:" CRAFT_TIME,
    "replica:" CRAFT_REPLICA " number:57 made:" CRAFT_TIME,
    "replica:" CRAFT_REPLICA " counter:0 made:" CRAFT_TIME,
    "replica:" CRAFT_REPLICA " counter:57 from:" CRAFT_TIME,
    "replica:" CRAFT_REPLICA " counter:57 made:2026-11-31T10:02:11.000Z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (comments); i++)
    {
      g_autoptr (Craft) craft = craft_new ();
      g_autoptr (GByteArray) bytes = NULL;
      g_autoptr (GError) error = NULL;

      craft->comment = comments[i];
      craft_add_first (craft);
      bytes = craft_bundle (craft);
      craft_write (bytes, self->path);
      g_assert_null (lep_bundle_open (self->path, self->folder, NULL, NULL, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_assert_true (g_str_has_prefix (error->message, "SHA256SUMS.minisig:3: the trusted comment does not say who made"));
    }
}

/* Lists of hashes that are signed, but not of this bundle's members. */
static void
test_signed_sums_are_strict (Writing      *self,
                             gconstpointer data)
{
  LepHash          type;
  char             hex[LEP_HASH_HEX_SIZE + 1];
  g_autofree char *line = NULL;

  lep_hash_data (LEP_BUNDLE_TYPE, -1, &type);
  lep_hash_format (&type, hex);
  line = g_strconcat (hex, "  mimetype", NULL);
  {
    const struct
    {
      CraftSwap   swap;
      const char *message;
    } cases[] = {
      { { line, CRAFT_HASH "  mimetype" }, "mimetype: the member is not the one that was signed;" },
      { { "mimetype\n", "mimetype" }, "SHA256SUMS:3: the list of hashes does not name" },
      { { "\n", "\nx" }, "SHA256SUMS:2: the list of hashes does not name" },
    };

    for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
      {
        g_autoptr (Craft) craft = craft_new ();
        g_autoptr (GByteArray) bytes = NULL;
        g_autoptr (GError) error = NULL;

        craft->sums = cases[i].swap;
        craft_add_first (craft);
        bytes = craft_bundle (craft);
        craft_write (bytes, self->path);
        g_assert_null (lep_bundle_open (self->path, self->folder, NULL, NULL, &error));
        g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
        g_assert_true (g_str_has_prefix (error->message, cases[i].message));
      }
  }
}

static void
test_manifest_is_read_once (Writing      *self,
                            gconstpointer data)
{
  g_autoptr (LepBundle) bundle = NULL;
  g_autoptr (GError) error = NULL;
  const LepManifest *manifest;

  write_bundle (self, NULL);
  bundle = lep_bundle_open (self->path, self->folder, NULL, NULL, &error);
  manifest = lep_bundle_read_manifest (bundle, &error);
  g_assert_no_error (error);
  g_assert_true (lep_bundle_read_manifest (bundle, &error) == manifest);
}

static void
test_summary (Writing      *self,
              gconstpointer data)
{
  g_autoptr (LepSealKey) key = lep_seal_key_generate ();
  g_autofree char  *recipient = lep_seal_key_dup_recipient (key);
  g_autofree char  *keys = g_build_filename (self->folder, "keys", NULL);
  g_autofree char  *key_path = g_build_filename (keys, CRAFT_OTHER, LEP_SEAL_KEY_FILE, NULL);
  g_autofree char  *number = lep_public_key_number (lep_key_get_public (self->key));
  const char *const recipients[] = { recipient, NULL };
  const LepAgeLock  lock = { .recipients = recipients };
  const LepUnlock   unlock = { .key_dir = keys };
  g_autoptr (GError) error = NULL;

  for (guint sealed = 0; sealed < 2; sealed++)
    {
      g_autoptr (LepBundleSummary) summary = NULL;
      const LepBundleSpace *first, *second;

      lep_uuid_parse (CRAFT_SPACE, -1, &self->space);
      write_bundle (self, sealed == 1 ? &lock : NULL);
      g_assert_true (sealed == 0 || lep_seal_key_save (key, key_path, NULL));
      summary = lep_bundle_summary_read (self->path, self->folder, &unlock, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (summary->file_name, ==, "bundle.lepx");
      g_assert_cmpint (summary->counter, ==, 57);
      g_assert_cmpstr (summary->made, ==, CRAFT_TIME);
      g_assert_cmpstr (summary->label, ==, "Konjic 1");
      g_assert_cmpstr (summary->person, ==, "Coordinator");
      g_assert_cmpstr (summary->place, ==, "Konjic");
      g_assert_cmpstr (summary->key_number, ==, number);
      g_assert_cmpstr (summary->to_label, ==, sealed == 1 ? "Zenica 2" : NULL);
      g_assert_true (summary->sealed == (sealed == 1));
      g_assert_cmpint (summary->n_changes, ==, 2);
      g_assert_cmpuint (summary->spaces->len, ==, 2);
      first = g_ptr_array_index (summary->spaces, 0);
      second = g_ptr_array_index (summary->spaces, 1);
      g_assert_cmpstr (first->name, ==, "LEP Konjic");
      g_assert_cmpint (first->n_changes, ==, 0);
      g_assert_cmpstr (second->name, ==, "Office");
      g_assert_cmpint (second->n_changes, ==, 2);
    }
}

/* What a manifest claims that nobody checked may be more than can be counted. */
static void
test_summary_of_too_many (Writing      *self,
                          gconstpointer data)
{
  static const char more[] =
    "  <segment file=\"changes/0002.xml\" space=\"" CRAFT_SPACE "\" replica=\"" CRAFT_OTHER "\" from=\"2\" to=\"9223372036854775807\""
    " prev=\"" CRAFT_HASH "\" head=\"" CRAFT_HASH "\" signature=\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\"/>\n"
    "  <segment file=\"changes/0003.xml\" space=\"" CRAFT_SPACE "\" replica=\"" CRAFT_OTHER "\" from=\"3\" to=\"9223372036854775807\""
    " prev=\"" CRAFT_HASH "\" head=\"bbcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcdefabcd\" signature=\"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA==\"/>\n"
    "  <have space=";
  g_autoptr (Craft) craft = craft_new ();
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (LepBundleSummary) summary = NULL;
  g_autoptr (GError) error = NULL;

  craft_add_first (craft);
  craft->relayed = TRUE;
  craft->manifest = (CraftSwap){ "  <have space=", more };
  for (guint i = 2; i <= 3; i++)
    {
      g_ptr_array_add (craft->files, g_strdup_printf ("changes/%04u.xml", i));
      g_ptr_array_add (craft->files, g_strdup ("never read"));
    }
  bytes = craft_bundle (craft);
  craft_write (bytes, self->path);
  summary = lep_bundle_summary_read (self->path, self->folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (summary->n_changes, ==, G_MAXINT64);
}

/* Sealed for somebody else, and one whose manifest is not what was signed. */
static void
test_no_summary (Writing      *self,
                 gconstpointer data)
{
  const LepAgeLock lock = { .passphrase = PASSPHRASE, .work_factor = 4 };
  g_autoptr (Craft) craft = craft_new ();
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GError) error = NULL;

  write_bundle (self, &lock);
  g_assert_null (lep_bundle_summary_read (self->path, self->folder, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_LOCKED);
  g_clear_error (&error);

  craft_add_first (craft);
  craft->manifest = (CraftSwap){ "counter=\"57\"", "counter=\"58\"" };
  bytes = craft_bundle (craft);
  craft_write (bytes, self->path);
  g_assert_null (lep_bundle_summary_read (self->path, self->folder, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

/* Names as people write them, and what stands of them in a file's name. */
static void
test_usual_names (Writing      *self,
                  gconstpointer data)
{
  static const struct
  {
    const char *space, *label, *name;
  } cases[] = {
    { "LEP Konjic", "Konjic 1", "lep-konjic_konjic-1" },
    { "Općina Žepče – ured br. 1", "(ZE-2)", "opcina-zepce-ured-br-1_ze-2" },
    { "", " – … – ", "space_laptop" },
    { "Lokalno partnerstvo za zapošljavanje", "abcdefghijklmnopqrstuvw xyz", "lokalno-partnerstvo-za-z_abcdefghijklmnopqrstuvw" },
    { "Ωμέγα 3", "a Ωμ b", "3_a-b" }, /* letters that no keyboard here has */
    { "Жепче", "Лаптоп 3", "zepce_laptop-3" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (guint sealed = 0; sealed < 2; sealed++)
      {
        g_autoptr (LepManifest) manifest = lep_manifest_new ();
        g_autofree char *name = NULL, *expected = NULL;

        lep_manifest_add_space (manifest, &self->space, "partnership", cases[i].space);
        manifest->label = g_strdup (cases[i].label);
        manifest->counter = 57;
        name = lep_bundle_name (manifest, "", sealed == 1);
        g_test_message ("%s", name);
        g_assert_true (g_regex_match_simple ("^[a-z0-9-]{1,24}_[a-z0-9-]{1,24}_000057_e3b0c442\\.lepx(\\.age)?$", name, 0, 0));
        expected = g_strdup_printf ("%s_000057_e3b0c442.lepx%s", cases[i].name, sealed == 1 ? ".age" : "");
        g_assert_cmpstr (name, ==, expected);
      }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/opening/" claim, Writing, NULL, set_up, function, tear_down)
  ADD ("private-copy", test_private_copy);
  ADD ("large-files-are-looked-at-first", test_large_files_are_looked_at_first);
  ADD ("unsealing", test_unsealing);
  ADD ("too-much-work-is-no-damage", test_too_much_work_is_no_damage);
  ADD ("trusted-comment-is-strict", test_trusted_comment_is_strict);
  ADD ("signed-sums-are-strict", test_signed_sums_are_strict);
  ADD ("manifest-is-read-once", test_manifest_is_read_once);
  ADD ("summary", test_summary);
  ADD ("summary-of-too-many", test_summary_of_too_many);
  ADD ("no-summary", test_no_summary);
  ADD ("usual-names", test_usual_names);
  return g_test_run ();
}
