/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is too much for one bundle is said by who writes it, and not found by who
 * reads it. */

#include <signal.h>
#include <sys/resource.h>

#include "lep-bundle-limits.h"
#include "lep-util.h"
#include "lep-xml-scan.h"

#include "writing.h"

#define TOO_MANY "There are too many changes for one bundle. Choose fewer spaces."

/* Segments have numbers of four digits. */
static void
test_segments (Writing      *self,
               gconstpointer data)
{
  g_autoptr (LepBundleWriter) writer = writer_new (self);
  g_autoptr (GArray) nothing = lep_context_new ();
  g_autofree char *large = g_strnfill (LEP_MIB, 'x');
  LepHash          hash = { { 0 } };
  g_autoptr (GError) error = NULL;

  for (gint64 n = 1; n <= LEP_BUNDLE_MAX_SEGMENTS; n++)
    g_assert_true (write_run (self, writer, n, "x", 1, &error));
  g_assert_false (write_run (self, writer, LEP_BUNDLE_MAX_SEGMENTS + 1, "x", 1, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, TOO_MANY);

  /* A run of which the first part alone would be one more. */
  for (guint gone = 0; gone < 2; gone++)
    {
      g_clear_error (&error);
      lep_bundle_writer_begin (writer, &self->space, &self->replica, LEP_BUNDLE_MAX_SEGMENTS + 1, &hash);
      g_assert_true (lep_bundle_writer_add (writer, nothing, large, LEP_MIB, &hash, &error));
      if (gone == 1)
        g_assert_false (lep_bundle_writer_add_gone (writer, &hash, &hash, &error));
      else
        g_assert_false (lep_bundle_writer_add (writer, nothing, large, LEP_MIB, &hash, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
      g_assert_cmpstr (error->message, ==, TOO_MANY);
    }
}

static gboolean
skip_cb (const LepSegment *segment,
         gboolean         *skip,
         gpointer          user_data,
         GError          **error)
{
  *skip = TRUE;
  return TRUE;
}

/* Somebody else wrote it without line ends, as long as readers take it: it has to be passed on. */
static void
test_change_that_fills_a_file (Writing      *self,
                               gconstpointer data)
{
  static const LepBundleHandler handler = { .segment = skip_cb };
  g_autofree char              *head = g_strconcat (LEP_XML_DECLARATION "<changes xmlns=\"urn:lep:changes:1\" space=\"" CRAFT_SPACE "\" replica=\"" CRAFT_REPLICA "\" from=\"2\" prev=\"\">"
                                                                                     "<context><seen replica=\"" CRAFT_OTHER "\" n=\"1\" head=\"" CRAFT_HASH "\"/></context></changes>",
                                                    NULL);
  gsize                         room = LEP_BUNDLE_MAX_XML - strlen (head) - LEP_HASH_HEX_SIZE;
  g_autofree char              *same = g_strnfill (room + 1, 'x');
  g_autoptr (GArray) context = lep_context_new ();
  LepHash          hash = { { 1 } }, gone = { { 2 } };
  g_autofree char *signed_head = lep_chain_head_text (&self->space, &self->replica, 3, &gone);
  LepSeen          seen = { .n = 1 };
  guint8           signature[LEP_SIGNATURE_SIZE];

  lep_key_sign (self->key, signed_head, strlen (signed_head), signature);
  lep_uuid_parse (CRAFT_OTHER, -1, &seen.replica);
  lep_hash_parse (CRAFT_HASH, -1, &seen.head);
  g_array_append_val (context, seen);
  for (guint more = 0; more < 2; more++)
    {
      g_autoptr (LepBundleWriter) writer = writer_new (self);
      g_autoptr (LepBundleFile) file = NULL;
      g_autoptr (LepBundle) bundle = NULL;
      g_autoptr (GError) error = NULL;

      lep_bundle_writer_begin (writer, &self->space, &self->replica, 2, &hash);
      g_assert_true (lep_bundle_writer_add (writer, context, same, room + more, &hash, &error));
      if (more == 1)
        {
          g_assert_false (lep_bundle_writer_end (writer, signature, &error));
          g_assert_cmpstr (error->message, ==, TOO_MANY);
          break;
        }
      g_assert_true (lep_bundle_writer_add_gone (writer, &gone, &hash, &error)); /* in a file with line ends */
      lep_bundle_writer_end (writer, signature, &error);
      g_assert_no_error (error);
      file = lep_bundle_writer_finish (writer, self->key, NULL, self->path, NULL, &error);
      g_assert_no_error (error);
      bundle = lep_bundle_open (self->path, self->folder, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (lep_bundle_read_manifest (bundle, &error));
      lep_bundle_read_changes (bundle, &handler, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
    }
}

static void
test_change (Writing      *self,
             gconstpointer data)
{
  g_autoptr (LepBundleWriter) writer = writer_new (self);
  g_autofree char *large = g_strnfill (LEP_BUNDLE_MAX_XML, 'x');
  g_autoptr (GError) error = NULL;

  g_assert_false (write_run (self, writer, 1, large, LEP_BUNDLE_MAX_XML, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, TOO_MANY);
}

/* Nothing packs zeros so tightly that a reader takes them: they are stored, and too much. */
static void
test_file (Writing      *self,
           gconstpointer data)
{
  const gsize size = LEP_BUNDLE_MAX_XML - 1000;
  g_autoptr (LepBundleWriter) writer = writer_new (self);
  g_autofree char *zeros = g_malloc0 (size);
  g_autoptr (GError) error = NULL;

  for (gint64 n = 2; n <= 2 + LEP_BUNDLE_MAX_FILE / (gint64) size; n++)
    g_assert_true (write_run (self, writer, n, zeros, size, &error));
  assert_not_written (self, writer, NULL, LEP_ERROR, LEP_ERROR_FAILED, "larger than any may be. Choose fewer spaces.");
}

static gboolean
no_bytes_cb (const LepHash *sha256,
             LepByteSink    sink,
             gpointer       sink_data,
             gpointer       user_data,
             GError       **error)
{
  return TRUE;
}

static void
test_members (Writing      *self,
              gconstpointer data)
{
  g_autoptr (LepBundleWriter) writer = writer_new (self);

  lep_bundle_writer_set_source (writer, no_bytes_cb, NULL);
  for (guint i = 0; i < LEP_BUNDLE_MAX_MEMBERS; i++)
    {
      LepHash hash = { { (guint8) (i >> 8), (guint8) i } };

      lep_bundle_writer_add_file (writer, &hash, 0);
    }
  assert_not_written (self, writer, NULL, LEP_ERROR, LEP_ERROR_CORRUPT, "20004 members, which no bundle has");
}

static void
test_manifest (Writing      *self,
               gconstpointer data)
{
  LepManifest *manifest = manifest_new (self);
  g_autoptr (LepBundleWriter) writer = NULL;

  for (guint i = 0; i < 60000; i++)
    {
      LepHash hash = { { (guint8) (i >> 8), (guint8) i } };

      g_array_append_val (manifest->wants, hash);
    }
  writer = lep_bundle_writer_new (manifest, self->folder, NULL);
  assert_not_written (self, writer, NULL, LEP_ERROR, LEP_ERROR_FAILED, "manifest cannot be written: it is too long.");
}

/* They are cut at once: one character at a time it would take minutes. */
static void
test_huge_names (Writing      *self,
                 gconstpointer data)
{
  g_autoptr (LepManifest) manifest = manifest_new (self);
  g_autoptr (LepManifest) again = NULL;
  g_autofree char *text = NULL, *letters = g_strnfill (LEP_MIB - 1, 'x');
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  while (name->len < LEP_MIB)
    g_string_append (name, "Ж");
  lep_set_str (&manifest->label, letters);
  lep_set_str (&((LepManifestSpace *) g_ptr_array_index (manifest->spaces, 0))->name, name->str);
  text = lep_manifest_write (manifest);
  again = lep_manifest_read (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (again->label), ==, 1024 - strlen (" label=\"\""));
  g_assert_cmpuint (strlen (lep_manifest_space (again, &self->space)->name), ==, 1024 - strlen (" name=\"\""));
}

/* Not too much, but nothing that a reader would take. */
static void
test_undeclared_space (Writing      *self,
                       gconstpointer data)
{
  g_autoptr (LepBundleWriter) writer = writer_new (self);
  g_autoptr (GError) error = NULL;

  lep_uuid_parse (CRAFT_OTHER, -1, &self->space);
  g_assert_true (write_run (self, writer, 2, "x", 1, &error));
  assert_not_written (self, writer, NULL, LEP_ERROR, LEP_ERROR_FAILED, "belongs to a space that is not declared.");
}

/* The disk of the folder for temporary files is full: it is that which is named, not the target. */
static void
test_no_room_for_temporary_files (Writing      *self,
                                  gconstpointer data)
{
  g_autoptr (LepBundleWriter) writer = writer_new (self);
  g_autofree char *named = g_strdup_printf ("cannot be made in the folder for temporary files, “%s”: ", self->folder);
  struct rlimit    usual, small;

  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  small = (struct rlimit){ 1000, usual.rlim_max };
  g_assert_true (write_run (self, writer, 2, "x", 1, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &small), ==, 0);
  assert_not_written (self, writer, NULL, LEP_ERROR, LEP_ERROR_FAILED, named);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &usual), ==, 0);
  signal (SIGXFSZ, SIG_DFL);
}

static void
test_cancelled (Writing      *self,
                gconstpointer data)
{
  g_autoptr (LepBundleWriter) writer = writer_new (self);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (write_run (self, writer, 2, "x", 1, &error));
  g_cancellable_cancel (cancellable);
  assert_not_written (self, writer, cancellable, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
}

/* Three megabytes of one letter: a reader would take them for a bomb, if they were packed. */
static void
test_what_packs_too_well_is_stored (Writing      *self,
                                    gconstpointer data)
{
  static const LepBundleHandler handler = { .segment = skip_cb };
  g_autoptr (LepBundleWriter) writer = writer_new (self);
  g_autofree char *same = g_strnfill (3 * LEP_MIB, 'x');
  g_autoptr (LepBundleFile) file = NULL;
  g_autoptr (LepBundle) bundle = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (write_run (self, writer, 2, same, 3 * LEP_MIB, &error));
  g_assert_true (write_run (self, writer, 3, "x", 1, &error));
  file = lep_bundle_writer_finish (writer, self->key, NULL, self->path, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (file->size, >, 3 * LEP_MIB);
  g_assert_cmpint (file->size, <, 3 * LEP_MIB + 10000);
  bundle = lep_bundle_open (self->path, self->folder, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (lep_bundle_read_manifest (bundle, &error));
  lep_bundle_read_changes (bundle, &handler, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/limits/" claim, Writing, NULL, set_up, function, tear_down)
  ADD ("segments", test_segments);
  ADD ("change", test_change);
  ADD ("change-that-fills-a-file", test_change_that_fills_a_file);
  ADD ("file", test_file);
  ADD ("members", test_members);
  ADD ("manifest", test_manifest);
  ADD ("huge-names", test_huge_names);
  ADD ("undeclared-space", test_undeclared_space);
  ADD ("no-room-for-temporary-files", test_no_room_for_temporary_files);
  ADD ("cancelled", test_cancelled);
  ADD ("what-packs-too-well-is-stored", test_what_packs_too_well_is_stored);
  return g_test_run ();
}
