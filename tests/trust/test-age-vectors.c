/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The published test vectors of the age format, where they lie beside the
 * project: each says what has to come of it. */

#include "age-files.h"

#define VECTORS "shared/data/age-vectors"

typedef struct
{
  char       *name;
  GHashTable *lines; /* what it says of itself */
  GBytes     *sealed;
} Vector;

static void
vector_free (gpointer data)
{
  Vector *self = data;

  g_free (self->name);
  g_hash_table_unref (self->lines);
  g_bytes_unref (self->sealed);
  g_free (self);
}

static GBytes *
inflate (GBytes *bytes)
{
  g_autoptr (GConverter) converter = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_ZLIB));
  g_autoptr (GInputStream) from = g_memory_input_stream_new_from_bytes (bytes);
  g_autoptr (GInputStream) inflated = g_converter_input_stream_new (from, converter);
  g_autoptr (GOutputStream) to = g_memory_output_stream_new_resizable ();
  g_autoptr (GError) error = NULL;

  g_output_stream_splice (to, inflated, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (to));
}

/* Lines "name: value", an empty one, and the file, perhaps deflated. */
static Vector *
vector_load (const char *path)
{
  Vector          *self = g_new0 (Vector, 1);
  g_autofree char *text = NULL;
  char            *line, *end;
  gsize            length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  self->name = g_path_get_basename (path);
  self->lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (line = text; (end = memchr (line, '\n', (gsize) (text + length - line))) != NULL && end != line; line = end + 1)
    {
      g_autofree char *whole = g_strndup (line, (gsize) (end - line));
      char            *colon = strstr (whole, ": ");

      g_assert_nonnull (colon);
      if (!g_hash_table_contains (self->lines, "passphrase") || !g_str_has_prefix (whole, "passphrase"))
        g_hash_table_insert (self->lines, g_strndup (whole, (gsize) (colon - whole)), g_strdup (colon + 2));
    }
  g_assert_nonnull (end);

  self->sealed = g_bytes_new (end + 1, (gsize) (text + length - end - 1));
  if (g_hash_table_contains (self->lines, "compressed"))
    {
      g_autoptr (GBytes) deflated = self->sealed;

      self->sealed = inflate (deflated);
    }
  return self;
}

/* What is not supported is said, and it is that. */
static gboolean
is_unsupported (const Vector *self)
{
  const char *identity = g_hash_table_lookup (self->lines, "identity");

  return g_hash_table_contains (self->lines, "armored") ||
         (identity != NULL && g_str_has_prefix (identity, "AGE-SECRET-KEY-PQ-"));
}

static void
check_unsupported (const Vector *self,
                   GBytes       *opened,
                   const GError *error)
{
  g_assert_null (opened);
  g_assert_nonnull (error);
  if (error->code == LEP_ERROR_TOO_NEW)
    {
      g_assert_nonnull (strstr (error->message, "not supported"));
      return;
    }
  g_assert_true (error->code == LEP_ERROR_CORRUPT || error->code == LEP_ERROR_NOT_FOUND);
  g_assert_cmpstr (g_hash_table_lookup (self->lines, "expect"), !=, "success");
}

/* The part of a message by which a failure is known. */
static void
check_failure (const Vector *self,
               const GError *error)
{
  static const struct
  {
    const char *expect;
    const char *text;
  } failures[] = {
    { "header failure", "the head of the sealed file is" },
    { "HMAC failure", "the head of the sealed file was changed" },
    { "payload failure", "the sealed content is damaged" },
  };
  const char *expect = g_hash_table_lookup (self->lines, "expect");

  if (strcmp (expect, "no match") == 0)
    {
      g_assert_true (error->code == LEP_ERROR_NOT_FOUND || error->code == LEP_ERROR_LOCKED);
      return;
    }
  if (error->code == LEP_ERROR_INVALID) /* the head is sound, but asks for too much work */
    {
      g_assert_cmpstr (expect, ==, "header failure");
      return;
    }
  g_assert_true (error->code == LEP_ERROR_CORRUPT || error->code == LEP_ERROR_TOO_NEW);
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    if (strcmp (expect, failures[i].expect) == 0)
      {
        g_assert_nonnull (strstr (error->message, failures[i].text));
        return;
      }
  g_test_fail_printf ("%s: unknown expectation %s", self->name, expect);
}

/* Also of a failure: what came out before it is what the reference let out. */
static void
check_payload (const Vector *self,
               Fixture      *fixture)
{
  const char *expected = g_hash_table_lookup (self->lines, "payload");
  g_autoptr (GBytes) written = get_bytes (fixture->to);
  g_autofree char *sum = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, written);

  if (expected != NULL)
    g_assert_cmpstr (sum, ==, expected);
  else
    g_assert_cmpuint (g_bytes_get_size (written), ==, 0);
}

static void
test_vector (Fixture      *fixture,
             gconstpointer data)
{
  const Vector *vector = data;
  const char   *identity = g_hash_table_lookup (vector->lines, "identity");
  gboolean      with_key = identity != NULL && !g_str_has_prefix (identity, "AGE-SECRET-KEY-PQ-");
  g_autoptr (GPtrArray) keys = with_key ? keys_of_identity (fixture->folder, identity) : NULL;
  g_autoptr (GBytes) opened = NULL;
  g_autoptr (GError) error = NULL;
  gsize         size;
  gconstpointer bytes = g_bytes_get_data (vector->sealed, &size);

  opened = open_bytes (fixture, size > 0 ? bytes : "", size, keys, g_hash_table_lookup (vector->lines, "passphrase"), &error);
  g_test_message ("%s: %s", (char *) g_hash_table_lookup (vector->lines, "expect"), error != NULL ? error->message : "opened");
  if (is_unsupported (vector))
    {
      check_unsupported (vector, opened, error);
      return;
    }

  if (strcmp (g_hash_table_lookup (vector->lines, "expect"), "success") == 0)
    g_assert_no_error (error);
  else
    check_failure (vector, error);
  g_assert_true ((opened == NULL) == (error != NULL));
  check_payload (vector, fixture);
}

static void
test_no_vectors (void)
{
  g_test_skip (VECTORS " is not beside the project");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr (GPtrArray) vectors = g_ptr_array_new_with_free_func (vector_free);
  g_autofree char *folder = NULL;
  g_autoptr (GDir) dir = NULL;

  g_test_init (&argc, &argv, NULL);
  folder = g_test_build_filename (G_TEST_DIST, "..", "..", VECTORS, NULL);
  dir = g_dir_open (folder, 0, NULL);
  if (dir == NULL)
    g_test_add_func ("/age-vectors/are-elsewhere", test_no_vectors);
  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir))
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *test_path = g_strconcat ("/age-vectors/", name, NULL);
      Vector          *vector = vector_load (path);

      g_ptr_array_add (vectors, vector);
      g_test_add (test_path, Fixture, vector, set_up, test_vector, tear_down);
    }
  return g_test_run ();
}
