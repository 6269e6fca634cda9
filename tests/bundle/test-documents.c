/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Documents in a bundle, from the writer's source to the reader's handler. */

#include "lep-bundle-limits.h"

#include "writing.h"

#define PIECE 65536

/* What the source hands out, and the handler is given back. */
typedef struct
{
  GPtrArray    *contents; /* of GBytes, in the order of their hashes */
  guint         n_ended;  /* documents that were handed over whole */
  GByteArray   *now;      /* what came of the next one */
  gint          more;     /* bytes that the source adds, or leaves out */
  GCancellable *cancellable;
  guint         cancel_after; /* pieces; 0 = never */
  gboolean      refuses;      /* the end of a document */
  const char   *target;       /* where nothing may stand that others could cut, as long as it is not whole; or NULL */
} Documents;

static int
compare_hashes (gconstpointer a,
                gconstpointer b)
{
  LepHash one, other;

  lep_hash_data (g_bytes_get_data (*(GBytes *const *) a, NULL), (gssize) g_bytes_get_size (*(GBytes *const *) a), &one);
  lep_hash_data (g_bytes_get_data (*(GBytes *const *) b, NULL), (gssize) g_bytes_get_size (*(GBytes *const *) b), &other);
  return lep_hash_compare (&one, &other);
}

/* Nothing, little, a text, what is packed already, and what packs too well. */
static Documents *
documents_new (void)
{
  Documents *self = g_new0 (Documents, 1);
  GString   *text = g_string_new (NULL), *noise = g_string_new (NULL);
  guint32    state = 1;

  for (guint i = 0; i < 30000; i++)
    g_string_append_printf (text, "line %u\n", i % 977);
  for (guint i = 0; i < 3 * PIECE; i++, state = state * 1664525 + 1013904223)
    g_string_append_c (noise, (char) (state >> 24));
  self->contents = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_ptr_array_add (self->contents, g_bytes_new (NULL, 0));
  g_ptr_array_add (self->contents, g_bytes_new ("little", 6));
  g_ptr_array_add (self->contents, g_string_free_to_bytes (text));
  g_ptr_array_add (self->contents, g_string_free_to_bytes (noise));
  g_ptr_array_add (self->contents, g_bytes_new_take (g_malloc0 (3 * LEP_MIB), 3 * LEP_MIB));
  g_ptr_array_sort (self->contents, compare_hashes);
  self->now = g_byte_array_new ();
  return self;
}

static void
documents_free (Documents *self)
{
  g_ptr_array_unref (self->contents);
  g_byte_array_unref (self->now);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Documents, documents_free)

/* Counts a piece, and cancels all when it is time. */
static void
count_piece (Documents *self)
{
  if (self->cancel_after > 0 && --self->cancel_after == 0)
    g_cancellable_cancel (self->cancellable);
}

static gboolean
source_cb (const LepHash *sha256,
           LepByteSink    sink,
           gpointer       sink_data,
           gpointer       user_data,
           GError       **error)
{
  Documents *self = user_data;

  for (guint i = 0; i < self->contents->len; i++)
    {
      gsize         size;
      const guint8 *bytes = g_bytes_get_data (g_ptr_array_index (self->contents, i), &size);
      LepHash       hash;

      lep_hash_data (bytes, (gssize) size, &hash);
      if (!lep_hash_equal (&hash, sha256))
        continue;
      count_piece (self); /* of no bytes */
      if (self->target != NULL)
        g_assert_cmpuint (lep_test_count_files (self->target), ==, 0);
      if (size > 0 && self->more < 0)
        size -= 1;
      for (gsize at = 0; at < size; at += PIECE)
        {
          count_piece (self);
          if (!sink (bytes + at, MIN (size - at, PIECE), sink_data, error))
            return FALSE;
        }
      return self->more <= 0 || size == 0 || sink ("x", 1, sink_data, error);
    }
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, "there is no such document");
  return FALSE;
}

static gboolean
document_cb (const LepHash *sha256,
             const void    *data,
             gsize          size,
             gpointer       user_data,
             GError       **error)
{
  Documents *self = user_data;
  GBytes    *expected = g_ptr_array_index (self->contents, self->n_ended);
  LepHash    hash;

  if (data != NULL)
    {
      count_piece (self);
      g_byte_array_append (self->now, data, (guint) size);
      return TRUE;
    }
  lep_hash_data (g_bytes_get_data (expected, NULL), (gssize) g_bytes_get_size (expected), &hash);
  g_assert_true (lep_hash_equal (&hash, sha256));
  g_assert_cmpmem (self->now->data, self->now->len, g_bytes_get_data (expected, NULL), g_bytes_get_size (expected));
  g_byte_array_set_size (self->now, 0);
  self->n_ended++;
  if (self->refuses)
    g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED, "no room");
  return !self->refuses;
}

static LepBundleWriter *
announce (Writing   *self,
          Documents *documents)
{
  LepBundleWriter *writer = writer_new (self);

  lep_bundle_writer_set_source (writer, source_cb, documents);
  for (guint i = 0; i < documents->contents->len; i++)
    {
      gsize       size;
      const void *bytes = g_bytes_get_data (g_ptr_array_index (documents->contents, i), &size);
      LepHash     hash;

      lep_hash_data (bytes, (gssize) size, &hash);
      lep_bundle_writer_add_file (writer, &hash, (gint64) size);
    }
  return writer;
}

static void
write_all (Writing   *self,
           Documents *documents)
{
  g_autoptr (LepBundleWriter) writer = announce (self, documents);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepBundleFile) file = lep_bundle_writer_finish (writer, self->key, NULL, self->path, NULL, &error);
  LepHash hash;

  g_assert_no_error (error);
  g_assert_true (lep_hash_file (self->path, NULL, &hash, &error));
  g_assert_true (lep_hash_equal (&hash, &file->hash));
  g_assert_cmpint (file->size, >, 3 * LEP_MIB); /* the zeros are stored, the text is not */
  g_assert_cmpint (file->size, <, 3 * LEP_MIB + 3 * PIECE + 100000);
}

static gboolean
read_all (Writing                *self,
          const LepBundleHandler *handler,
          Documents              *documents,
          GError                **error)
{
  g_autoptr (LepBundle) bundle = lep_bundle_open (self->path, self->folder, NULL, NULL, error);

  g_assert_nonnull (bundle);
  g_assert_nonnull (lep_bundle_read_manifest (bundle, error));
  return lep_bundle_read_changes (bundle, handler, documents, NULL, documents->cancellable, error);
}

static void
test_round_trip (Writing      *self,
                 gconstpointer data)
{
  static const LepBundleHandler takes = { .document = document_cb }, leaves = { 0 };
  g_autoptr (Documents) documents = documents_new ();
  g_autoptr (GError) error = NULL;

  documents->target = self->folder;
  write_all (self, documents);
  g_assert_true (read_all (self, &takes, documents, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (documents->n_ended, ==, documents->contents->len);
  g_assert_true (read_all (self, &leaves, documents, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (lep_test_count_files (self->folder), ==, 1);
}

static void
test_reading_stops (Writing      *self,
                    gconstpointer data)
{
  static const LepBundleHandler handler = { .document = document_cb };
  g_autoptr (Documents) documents = documents_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  write_all (self, documents);
  documents->cancellable = cancellable;
  documents->cancel_after = 3;
  g_assert_false (read_all (self, &handler, documents, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  documents->cancellable = NULL;
  documents->refuses = TRUE;
  documents->n_ended = 0;
  g_byte_array_set_size (documents->now, 0);
  g_assert_false (read_all (self, &handler, documents, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_assert_cmpstr (error->message, ==, "no room");
  g_assert_cmpuint (documents->n_ended, ==, 1);
}

/* The file of a document that changed since it was announced, or is gone. */
static void
test_other_lengths_are_not_written (Writing      *self,
                                    gconstpointer data)
{
  static const char *const reasons[] = { "A document is shorter than it was said to be.", "", "A document is longer than it was said to be." };

  for (gint more = -1; more <= 1; more += 2)
    {
      g_autoptr (Documents) documents = documents_new ();
      g_autoptr (LepBundleWriter) writer = announce (self, documents);

      documents->more = more;
      assert_not_written (self, writer, NULL, LEP_ERROR, LEP_ERROR_CORRUPT, reasons[more + 1]);
    }
  {
    g_autoptr (Documents) documents = documents_new ();
    g_autoptr (LepBundleWriter) writer = announce (self, documents);

    g_ptr_array_set_size (documents->contents, 2);
    assert_not_written (self, writer, NULL, LEP_ERROR, LEP_ERROR_NOT_FOUND, "no such document");
  }
}

/* When the first piece is asked for, and with the last one: the ZIP is made, and is to be copied. */
static void
test_writing_stops (Writing      *self,
                    gconstpointer data)
{
  g_autoptr (Documents) counted = documents_new ();
  const guint many = 1000;

  counted->cancel_after = many;
  write_all (self, counted);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  for (guint all = 0; all < 2; all++)
    {
      g_autoptr (Documents) documents = documents_new ();
      g_autoptr (LepBundleWriter) writer = announce (self, documents);
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();

      documents->cancellable = cancellable;
      documents->cancel_after = all ? many - counted->cancel_after : 1;
      assert_not_written (self, writer, cancellable, G_IO_ERROR, G_IO_ERROR_CANCELLED, "");
    }
}

/* A name that is not the content's, and a list of hashes that says another one. */
static void
test_other_content_is_refused (Writing      *self,
                               gconstpointer data)
{
  LepHash          hash;
  char             hex[LEP_HASH_HEX_SIZE + 1];
  g_autofree char *line = NULL;

  lep_hash_data ("content", -1, &hash);
  lep_hash_format (&hash, hex);
  line = g_strconcat (hex, "  files/", NULL);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (Craft) craft = craft_new ();
      g_autoptr (GByteArray) bytes = NULL;
      g_autoptr (GError) error = NULL;
      guint n;

      craft_add_first (craft);
      craft_add_file (craft, i == 1 ? CRAFT_HASH : hex, "content");
      if (i == 2)
        craft->sums = (CraftSwap){ line, CRAFT_HASH "  files/" };
      bytes = craft_bundle (craft);
      craft_write (bytes, self->path);
      g_assert_true (craft_read (self->path, self->folder, &n, &error) == (i == 0));
      if (i == 0)
        continue;
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_assert_true (g_str_has_prefix (error->message, "files/"));
      g_assert_nonnull (strstr (error->message, "the document is not the one that was signed"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/documents/" claim, Writing, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("reading-stops", test_reading_stops);
  ADD ("other-lengths-are-not-written", test_other_lengths_are_not_written);
  ADD ("writing-stops", test_writing_stops);
  ADD ("other-content-is-refused", test_other_content_is_refused);
  return g_test_run ();
}
