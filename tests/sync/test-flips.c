/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Real bundles with one bit flipped, or cut anywhere: refused with a reason, or
 * read as the very same content, and then only where the ZIP format has bits
 * that mean nothing here. `-m slow` tries every bit and every length; the
 * default run one in so many. */

#include <string.h>
#include <zlib.h>

#include "lep-bundle.h"
#include "lep-exchange.h"
#include "lep-waive.h"

#include "laptops.h"

/* One bit in so many is tried by default, and one length in so many. */
#define ONE_IN 97

typedef struct
{
  guint8 *data;
  gsize   size;
  char   *unlock;  /* folder with keys, or NULL */
  GBytes *content; /* what a reader makes of it */
} Sample;

static gboolean
note_cb (const LepReceivedChange *received,
         gpointer                 user_data,
         GError                 **error)
{
  GByteArray *content = user_data;

  g_byte_array_append (content, received->space->bytes, LEP_UUID_SIZE);
  g_byte_array_append (content, received->replica->bytes, LEP_UUID_SIZE);
  g_byte_array_append (content, (const guint8 *) &received->n, sizeof received->n);
  g_byte_array_append (content, received->prev.bytes, LEP_HASH_SIZE);
  g_byte_array_append (content, received->hash.bytes, LEP_HASH_SIZE);
  if (received->change == NULL)
    g_byte_array_append (content, received->gone_by.bytes, LEP_HASH_SIZE);
  else
    g_byte_array_append (content, (const guint8 *) received->body, (guint) received->length);
  return TRUE;
}

/* All that a bundle says; NULL if it is refused. */
static GBytes *
read_all (const char *path,
          const char *temp_dir,
          const char *unlock,
          GError    **error)
{
  static const LepBundleHandler handler = { .change = note_cb };
  LepUnlock                     keys = { unlock, NULL };
  g_autoptr (LepBundle) bundle = lep_bundle_open (path, temp_dir, unlock == NULL ? NULL : &keys, NULL, error);
  const LepManifest *manifest = bundle == NULL ? NULL : lep_bundle_read_manifest (bundle, error);
  g_autofree char   *text = NULL;
  g_autoptr (GByteArray) content = g_byte_array_new ();

  if (manifest == NULL)
    return NULL;
  text = lep_manifest_write (manifest);
  g_byte_array_append (content, (const guint8 *) text, (guint) strlen (text));
  g_byte_array_append (content, lep_bundle_get_key (bundle)->bytes, sizeof lep_bundle_get_key (bundle)->bytes);
  g_byte_array_append (content, lep_bundle_get_sender (bundle)->bytes, LEP_UUID_SIZE);
  if (!lep_bundle_read_changes (bundle, &handler, content, NULL, NULL, error))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&content));
}

static guint
get (const guint8 *at,
     guint         n)
{
  guint value = 0;

  for (guint i = 0; i < n; i++)
    value |= (guint) at[i] << (8 * i);
  return value;
}

/* What comes out of a deflated stream; NULL if it is none of that size. */
static GBytes *
inflated (const guint8 *packed,
          gsize         size)
{
  z_stream stream = { 0 };
  guint8  *out = g_malloc (1 << 20);
  int      code;
  gboolean whole;

  g_assert_cmpint (inflateInit2 (&stream, -MAX_WBITS), ==, Z_OK);
  stream.next_in = (Bytef *) packed;
  stream.avail_in = (uInt) size;
  stream.next_out = out;
  stream.avail_out = 1 << 20;
  code = inflate (&stream, Z_FINISH);
  whole = code == Z_STREAM_END && stream.avail_in == 0;
  size = stream.total_out;
  inflateEnd (&stream);
  if (whole)
    return g_bytes_new_take (out, size);
  g_free (out);
  return NULL;
}

/* Whether it is another way to deflate the very same bytes, as by bits after
 * the end, or code lengths that are used by nothing. */
static gboolean
inflates_alike (const guint8 *data,
                gsize         packed,
                gsize         size,
                gsize         bit)
{
  g_autofree guint8 *other = g_memdup2 (data + packed, size);
  g_autoptr (GBytes) one = inflated (data + packed, size);
  g_autoptr (GBytes) two = NULL;

  other[bit / 8 - packed] ^= (guint8) (1 << bit % 8);
  two = inflated (other, size);
  return one != NULL && two != NULL && g_bytes_equal (one, two);
}

/* Whether a bit of the member at @central means nothing to a reader, and why. */
static const char *
meaning_at (const guint8 *data,
            gsize         central,
            gsize         bit)
{
  gsize offset = bit / 8;
  gsize local = get (data + central + 42, 4);
  gsize packed = local + 30 + get (data + local + 26, 2) + get (data + local + 28, 2);
  gsize n_packed = get (data + central + 20, 4);

  gsize extra = local + 30 + get (data + local + 26, 2);
  gsize central_extra = central + 46 + get (data + central + 28, 2);

  if (offset >= extra && offset < packed)
    return "extra field, local: ignored";
  if (offset >= central_extra && offset < central_extra + get (data + central + 30, 2))
    return "extra field: ignored";
  if (offset >= local + 4 && offset < local + 6)
    return "version needed to extract, local: no feature hangs on it";
  if (offset >= local + 10 && offset < local + 14)
    return "time and date, local: no times are read";
  if (offset >= central + 4 && offset < central + 6)
    return "version made by: who wrote the ZIP is not asked";
  if (offset >= central + 6 && offset < central + 8)
    return "version needed to extract: no feature hangs on it";
  if (offset >= central + 12 && offset < central + 16)
    return "time and date: no times are read";
  if (offset >= central + 36 && offset < central + 38)
    return "internal attributes: whether a member is text";
  if (offset >= central + 38 && offset < central + 42)
    return "external attributes: rights of the file, which is never made";
  if (get (data + central + 10, 2) == 8 && offset >= packed && offset < packed + n_packed &&
      inflates_alike (data, packed, n_packed, bit))
    return "deflated data that inflates to the very same bytes";
  return NULL;
}

static const char *
meaning_of (const guint8 *data,
            gsize         size,
            gsize         bit)
{
  gsize central;

  if (size < 22 || get (data + size - 22, 4) != 0x06054b50)
    return NULL;
  central = get (data + size - 22 + 16, 4);
  while (get (data + central, 4) == 0x02014b50)
    {
      const char *meaning = meaning_at (data, central, bit);

      if (meaning != NULL)
        return meaning;
      central += 46 + get (data + central + 28, 2) + get (data + central + 30, 2) + get (data + central + 32, 2);
    }
  return NULL;
}

/* A refusal has a code that ends with exit 4, says what is wrong and what to do. */
static void
assert_refusal (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == LEP_ERROR);
  g_assert_true (error->code == LEP_ERROR_CORRUPT || error->code == LEP_ERROR_UNTRUSTED || error->code == LEP_ERROR_TOO_NEW ||
                 error->code == LEP_ERROR_LOCKED || error->code == LEP_ERROR_SEALED);
  g_assert_cmpuint (strlen (error->message), >, 20);
  g_assert_nonnull (strstr (error->message, "; "));
}

/* Returns: whether it was refused; else it has the very same content */
static gboolean
try_one (Fixture      *fixture,
         Sample       *sample,
         const guint8 *data,
         gsize         size)
{
  g_autofree char *path = g_build_filename (fixture->stick, "other.lepx", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) content = NULL;

  g_assert_true (g_file_set_contents_full (path, (const char *) data, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
  content = read_all (path, fixture->b->surroundings->temp_dir, sample->unlock, &error);
  if (content == NULL)
    {
      assert_refusal (error);
      return TRUE;
    }
  g_assert_no_error (error);
  g_assert_true (g_bytes_equal (content, sample->content));
  return FALSE;
}

static void
flip_bits (Fixture *fixture,
           Sample  *sample)
{
  guint n_refused = 0, n_same = 0;
  g_autoptr (GHashTable) reasons = g_hash_table_new (g_str_hash, g_str_equal);
  GHashTableIter iter;
  gpointer       reason, n;

  for (gsize bit = 0; bit < sample->size * 8; bit += g_test_slow () ? 1 : ONE_IN)
    {
      const char *may;
      gboolean    refused;

      sample->data[bit / 8] ^= (guint8) (1 << bit % 8);
      refused = try_one (fixture, sample, sample->data, sample->size);
      sample->data[bit / 8] ^= (guint8) (1 << bit % 8);
      n_refused += refused ? 1 : 0;
      if (refused)
        continue;
      may = meaning_of (sample->data, sample->size, bit);
      if (may == NULL)
        g_error ("bit %" G_GSIZE_FORMAT " is of no account, and it is not known why", bit);
      n_same++;
      g_hash_table_replace (reasons, (gpointer) may, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (reasons, may)) + 1));
    }
  g_test_message ("%u flipped bits refused, %u read as the same content", n_refused, n_same);
  g_hash_table_iter_init (&iter, reasons);
  while (g_hash_table_iter_next (&iter, &reason, &n))
    g_test_message ("%4u: %s", GPOINTER_TO_UINT (n), (const char *) reason);
  g_assert_cmpuint (n_refused, >, 0);
  g_assert_cmpuint (lep_test_count_files (fixture->b->surroundings->temp_dir), ==, 0);
}

static void
cut_anywhere (Fixture *fixture,
              Sample  *sample)
{
  guint n = 0;

  for (gsize size = 0; size < sample->size; size += g_test_slow () ? 1 : ONE_IN / 8)
    {
      g_assert_true (try_one (fixture, sample, sample->data, size));
      n++;
    }
  g_assert_true (try_one (fixture, sample, sample->data, sample->size - 1));
  g_test_message ("%u lengths refused", n + 1);
  g_assert_cmpuint (lep_test_count_files (fixture->b->surroundings->temp_dir), ==, 0);
}

/* What it lacks of each space, from two laptops and with contacts: many members. */
static char *
make_bundle (Fixture    *fixture,
             const char *seal)
{
  const char *const seals[] = { seal, NULL };
  LepExportOptions  options = {
     .full = TRUE, .with_contacts = TRUE, .seal = seal == NULL ? NULL : seals, .target = fixture->stick
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepExportResult) result = NULL;

  make_two (fixture);
  set_field (fixture->b, PARTNERSHIP, "partnership", PARTNERSHIP, "short_name", "Ž & <Ć>");
  result = lep_export (fixture->a->workspace, fixture->a->surroundings, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (result->file);
}

/* The smallest: an edit, for one that has all the rest. */
static char *
make_small (Fixture *fixture)
{
  g_autofree char *first = NULL;
  g_autofree char *back = NULL;

  make_two (fixture);
  first = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, first);
  back = give (fixture, fixture->b, fixture->a);
  take_all (fixture->a, back);
  set_field (fixture->a, PARTNERSHIP, "partnership", PARTNERSHIP, "short_name", "Ž");
  return give (fixture, fixture->a, fixture->b);
}

static void
run (Fixture *fixture,
     char    *file, /* (transfer full) */
     gboolean sealed,
     void (*how) (Fixture *fixture,
                  Sample  *sample))
{
  g_autofree char *path = file;
  Sample           sample = { 0 };
  char            *data;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_get_contents (path, &data, &sample.size, NULL));
  sample.data = (guint8 *) data;
  sample.unlock = sealed ? fixture->b->surroundings->state_dir : NULL;
  sample.content = read_all (path, fixture->b->surroundings->temp_dir, sample.unlock, &error);
  g_assert_no_error (error);
  g_test_message ("a bundle of %" G_GSIZE_FORMAT " bytes", sample.size);
  how (fixture, &sample);
  g_bytes_unref (sample.content);
  g_free (data);
}

static void
test_small (Fixture      *fixture,
            gconstpointer data)
{
  run (fixture, make_small (fixture), FALSE, flip_bits);
}

static void
test_many_members (Fixture      *fixture,
                   gconstpointer data)
{
  run (fixture, make_bundle (fixture, NULL), FALSE, flip_bits);
}

static void
test_sealed (Fixture      *fixture,
             gconstpointer data)
{
  run (fixture, make_bundle (fixture, "Žepče 1"), TRUE, flip_bits);
}

static void
test_cut (Fixture      *fixture,
          gconstpointer data)
{
  run (fixture, make_bundle (fixture, NULL), FALSE, cut_anywhere);
}

static void
test_cut_sealed (Fixture      *fixture,
                 gconstpointer data)
{
  run (fixture, make_bundle (fixture, "Žepče 1"), TRUE, cut_anywhere);
}

/* All of the workspace: what it shows, what waits, and what was received. */
static char *
state_of (Laptop *self)
{
  g_autofree char *total = digest (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = lep_exchange_streams (self->workspace, NULL, &error);
  g_autoptr (GArray) waiting = lep_exchange_waiting (self->workspace, &error);
  g_autoptr (GPtrArray) receipts = lep_receipts_list (self->workspace, 1000, &error);
  g_autoptr (GPtrArray) laptops = lep_laptops_load (self->workspace, &error);
  GString *text = g_string_new (total);

  g_assert_no_error (error);
  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);
      char                 head[LEP_HASH_HEX_SIZE + 1];

      lep_hash_format (&stream->head, head);
      g_string_append_printf (text, " %" G_GINT64_FORMAT " %s", stream->last, head);
    }
  g_string_append_printf (text, " %u %u %u", waiting->len, receipts->len, laptops->len);
  return g_string_free (text, FALSE);
}

/* The whole import: what is refused leaves the workspace as it was. */
static void
test_import (Fixture      *fixture,
             gconstpointer data)
{
  g_autofree char *file = make_small (fixture);
  g_autofree char *other = g_build_filename (fixture->stick, "other.lepx", NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *before = state_of (fixture->b);
  gsize            size;
  guint            n_refused = 0, step = g_test_slow () ? 11 : 499;

  g_assert_true (g_file_get_contents (file, &bytes, &size, NULL));
  for (gsize bit = 0; bit < size * 8; bit += step)
    {
      g_autofree char *after = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (LepImportReport) report = NULL;

      if (meaning_of ((guint8 *) bytes, size, bit) != NULL)
        continue;
      bytes[bit / 8] ^= (char) (1 << bit % 8);
      g_assert_true (g_file_set_contents_full (other, bytes, (gssize) size, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
      bytes[bit / 8] ^= (char) (1 << bit % 8);
      report = lep_import (fixture->b->workspace, fixture->b->surroundings, other, LEP_IMPORT_APPLY, NULL, NULL, NULL, NULL, &error);
      g_assert_null (report);
      assert_refusal (error);
      after = state_of (fixture->b);
      g_assert_cmpstr (after, ==, before);
      n_refused++;
    }
  g_test_message ("%u imports refused", n_refused);
  take_all (fixture->b, file);
  assert_same (fixture->a, fixture->b);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* In memory where there is room for it: each try is a file. */
  if (g_access ("/dev/shm", W_OK | X_OK) == 0)
    g_setenv ("TMPDIR", "/dev/shm", FALSE);

#define ADD(claim, function) g_test_add ("/flips/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("small-bundle", test_small);
  ADD ("many-members", test_many_members);
  ADD ("sealed", test_sealed);
  ADD ("cut", test_cut);
  ADD ("cut-sealed", test_cut_sealed);
  ADD ("import", test_import);

  return g_test_run ();
}
