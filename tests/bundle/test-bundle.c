/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bundles from writer to reader, and under the eyes of stock tools. */

#include "lep-bundle-limits.h"
#include "lep-bundle-writer.h"
#include "lep-error.h"
#include "lep-util.h"

#include "craft.h"
#include "lep-test.h"

#define N_REPLICAS 3
#define CONTACTS   "0194c9e4-0000-7000-8000-000000000009"

typedef struct
{
  char   *folder;
  char   *path;
  LepKey *keys[N_REPLICAS];
  LepUuid replicas[N_REPLICAS];
  LepUuid space, contacts;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = lep_test_dir ();
  fixture->path = g_build_filename (fixture->folder, "bundle.lepx", NULL);
  lep_uuid_parse (CRAFT_SPACE, -1, &fixture->space);
  lep_uuid_parse (CONTACTS, -1, &fixture->contacts);
  for (guint i = 0; i < N_REPLICAS; i++)
    {
      g_autofree char *id = g_strdup_printf ("0194c9e2-0000-7000-8000-00000000000%u", i + 1);

      lep_uuid_parse (id, -1, &fixture->replicas[i]);
      fixture->keys[i] = lep_key_generate ();
    }
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  for (guint i = 0; i < N_REPLICAS; i++)
    lep_key_free (fixture->keys[i]);
  g_free (fixture->path);
  lep_test_dir_free (fixture->folder);
}

static LepManifest *
manifest_new (Fixture *fixture)
{
  LepManifest *manifest = lep_manifest_new ();
  LepSeen      seen = { fixture->replicas[1], 12, { { 7 } } };
  LepMissing   missing = { fixture->replicas[2], 4, 5 };
  LepHave     *have;

  manifest->format = 1;
  manifest->min_reader = 1;
  manifest->schema = 1;
  manifest->program = g_strdup ("0.1.0");
  manifest->replica = fixture->replicas[0];
  manifest->label = g_strdup ("Općina Žepče \"1\" <&>\t");
  manifest->person = g_strdup ("Coordinator");
  manifest->counter = 57;
  manifest->made = g_strdup (CRAFT_TIME);
  lep_manifest_add_space (manifest, &fixture->space, "partnership", "LEP Žepče–Đurđevik & others");
  lep_manifest_add_space (manifest, &fixture->contacts, "contacts", "Contacts");
  for (guint i = 0; i < N_REPLICAS; i++)
    lep_manifest_add_signer (manifest, &fixture->replicas[i], lep_key_get_public (fixture->keys[i]), "Laptop", "", "");
  have = lep_manifest_add_have (manifest, &fixture->space);
  g_array_append_val (have->seen, seen);
  g_array_append_val (have->missing, missing);
  have = lep_manifest_add_have (manifest, &fixture->contacts);
  g_array_append_val (have->missing, missing);
  return manifest;
}

/* What a replica would write as its n-th change. */
static char *
make_body (Fixture *fixture,
           guint    replica,
           gint64   n,
           gsize    text_size)
{
  g_autoptr (LepChange) change = lep_change_new ();
  g_autofree char *text = g_strnfill (text_size, 'a');
  GString         *out = g_string_new (NULL);
  char             key[LEP_PUBLIC_KEY_TEXT_SIZE + 1];

  lep_change_set_head (change, n, CRAFT_AT, "Co \"o\"\n<r>");
  lep_change_add_row (change, n == 1 ? "replica" : "project", &fixture->replicas[replica], LEP_LIFE_NONE);
  if (n == 1)
    {
      lep_public_key_format (lep_key_get_public (fixture->keys[replica]), key);
      lep_change_add_set (change, "label", "Laptop", -1);
      lep_change_add_set (change, "sign_key", key, -1);
    }
  else
    {
      lep_change_add_set (change, "title", text, -1);
      lep_change_add_set (change, "note", " <a> & \"b\"\r\n\tč ћ ", -1);
      lep_change_add_set (change, "start", NULL, -1);
      lep_change_add_set (change, "end", n % 2 == 0 ? "2026-02-28" : NULL, -1);
    }
  lep_change_write (change, out);
  return g_string_free (out, FALSE);
}

/* Writes the stream of one replica; every third change has another context, and
 * in the contacts space every fourth but the first is a stub. */
static void
write_stream (Fixture         *fixture,
              LepBundleWriter *writer,
              const LepUuid   *space,
              guint            replica,
              gint64           n_changes,
              gsize            text_size)
{
  g_autoptr (GArray) context = lep_context_new ();
  g_autofree char *text = NULL;
  LepHash          head, context_hash;
  guint8           signature[LEP_SIGNATURE_SIZE];
  g_autoptr (GError) error = NULL;

  lep_chain_first (space, &fixture->replicas[replica], &head);
  lep_bundle_writer_begin (writer, space, &fixture->replicas[replica], 1, &head);
  for (gint64 n = 1; n <= n_changes; n++)
    {
      g_autofree char *body = make_body (fixture, replica, n, text_size);

      if (n % 3 == 0)
        {
          LepSeen seen = { fixture->replicas[(replica + 1) % N_REPLICAS], n, { { (guint8) n } } };

          g_array_set_size (context, 0);
          if (n % 2 == 0)
            g_array_append_val (context, seen);
        }
      lep_context_hash (context, &context_hash);
      lep_chain_next (&head, &context_hash, body, strlen (body), &head);
      if (n % 4 == 0 && lep_uuid_equal (space, &fixture->contacts))
        g_assert_true (lep_bundle_writer_add_gone (writer, &head, &context_hash, &error));
      else
        g_assert_true (lep_bundle_writer_add (writer, context, body, strlen (body), &head, &error));
      g_assert_no_error (error);
    }
  text = lep_chain_head_text (space, &fixture->replicas[replica], n_changes, &head);
  lep_key_sign (fixture->keys[replica], text, strlen (text), signature);
  g_assert_true (lep_bundle_writer_end (writer, signature, &error));
}

static char *
write_bundle (Fixture    *fixture,
              const char *target,
              gint64      n_changes,
              gsize       text_size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepBundleWriter) writer = lep_bundle_writer_new (manifest_new (fixture), fixture->folder, &error);
  g_autoptr (LepBundleFile) file = NULL;

  g_assert_no_error (error);
  for (guint i = 0; i < N_REPLICAS; i++)
    write_stream (fixture, writer, &fixture->space, i, n_changes, text_size);
  write_stream (fixture, writer, &fixture->contacts, 1, 9, 10);
  file = lep_bundle_writer_finish (writer, fixture->keys[0], NULL, target, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (file->path);
}

typedef struct
{
  Fixture *fixture;
  gint64   n_changes;
  gint64   n_stubs;
  guint    n_segments;
  gsize    text_size;
} Expect;

static gboolean
expect_cb (const LepReceivedChange *change,
           gpointer                 user_data,
           GError                 **error)
{
  Expect *self = user_data;
  guint   replica = change->replica->bytes[15] - 1u;

  if (change->change == NULL)
    {
      g_assert_true (lep_uuid_equal (change->space, &self->fixture->contacts));
      g_assert_cmpint (change->n % 4, ==, 0);
      self->n_stubs++;
    }
  else
    {
      gboolean         is_contacts = lep_uuid_equal (change->space, &self->fixture->contacts);
      g_autofree char *body = make_body (self->fixture, replica, change->n, is_contacts ? 10 : self->text_size);
      LepHash          hash;

      g_assert_cmpmem (change->body, change->length, body, strlen (body));
      g_assert_cmpint (change->change->n, ==, change->n);
      g_assert_cmpstr (change->change->by, ==, "Co \"o\"\n<r>");
      g_assert_cmpuint (change->context->len, ==, change->n >= 3 && change->n / 3 % 2 == 0);
      lep_chain_next (&change->prev, &change->context_hash, body, strlen (body), &hash);
      g_assert_true (lep_hash_equal (&hash, &change->hash));
      if (change->n > 1)
        g_assert_cmpstr (g_array_index (change->change->sets, LepSet, 1).value, ==, " <a> & \"b\"\r\n\tč ћ ");
    }
  self->n_changes++;
  return TRUE;
}

static gboolean
segment_end_cb (const LepSegment *segment,
                gpointer          user_data,
                GError          **error)
{
  ((Expect *) user_data)->n_segments++;
  return TRUE;
}

static void
read_bundle (Fixture    *fixture,
             const char *path,
             Expect     *expect)
{
  static const LepBundleHandler handler = { .change = expect_cb, .segment_end = segment_end_cb };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepBundle) bundle = lep_bundle_open (path, fixture->folder, NULL, NULL, &error);
  g_autoptr (GPtrArray) needed = NULL;
  const LepManifest *manifest;

  g_assert_no_error (error);
  g_assert_true (lep_uuid_equal (lep_bundle_get_sender (bundle), &fixture->replicas[0]));
  g_assert_true (lep_public_key_equal (lep_bundle_get_key (bundle), lep_key_get_public (fixture->keys[0])));
  manifest = lep_bundle_read_manifest (bundle, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (manifest->label, ==, "Općina Žepče \"1\" <&>\t");
  g_assert_cmpint (manifest->counter, ==, 57);
  g_assert_cmpuint (manifest->spaces->len, ==, 2);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (((LepHave *) g_ptr_array_index (manifest->haves, i))->seen->len, ==, 1 - i);
      g_assert_cmpuint (((LepHave *) g_ptr_array_index (manifest->haves, i))->missing->len, ==, 1);
    }
  needed = lep_manifest_dup_needed (manifest);
  g_assert_cmpuint (needed->len, ==, 3);

  lep_bundle_read_changes (bundle, &handler, expect, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
test_round_trip (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *path = write_bundle (fixture, fixture->path, 30, 10);
  Expect           expect = { fixture, 0, 0, 0, 10 };

  read_bundle (fixture, path, &expect);
  g_assert_cmpint (expect.n_changes, ==, 3 * 30 + 9);
  g_assert_cmpint (expect.n_stubs, ==, 2);
  g_assert_cmpuint (expect.n_segments, ==, 4);
  g_assert_cmpuint (lep_test_count_files (fixture->folder), ==, 1);
}

static void
test_long_streams_are_split (Fixture      *fixture,
                             gconstpointer data)
{
  g_autofree char *path = write_bundle (fixture, fixture->path, 20, 500000);
  Expect           expect = { fixture, 0, 0, 0, 500000 };

  read_bundle (fixture, path, &expect);
  g_assert_cmpint (expect.n_changes, ==, 3 * 20 + 9);
  g_assert_cmpuint (expect.n_segments, ==, 3 * 10 + 1); /* two of 500 kB fill a segment of 1 MiB */
}

/* More of them than are held between the thread that reads and the one that takes. */
static void
test_many_changes_come_in_order (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autofree char *path = write_bundle (fixture, fixture->path, 6000, 10);
  Expect           expect = { fixture, 0, 0, 0, 10 };

  read_bundle (fixture, path, &expect);
  g_assert_cmpint (expect.n_changes, ==, 3 * 6000 + 9);
}

/* Who takes changes, and does not like the one before @left is 0. */
typedef struct
{
  guint         left;
  GCancellable *cancellable; /* cancelled then; NULL: it is refused */
} Taker;

static gboolean
take_some_cb (const LepReceivedChange *change,
              gpointer                 user_data,
              GError                 **error)
{
  Taker *self = user_data;

  g_assert_cmpuint (self->left, >, 0);
  if (--self->left > 0)
    return TRUE;
  if (self->cancellable != NULL)
    {
      g_cancellable_cancel (self->cancellable);
      return TRUE;
    }
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, "no");
  return FALSE;
}

static void
test_reading_stops_where_the_taker_stops (Fixture      *fixture,
                                          gconstpointer data)
{
  static const LepBundleHandler handler = { .change = take_some_cb };
  static const guint            places[] = { 1, 127, 128, 129, 2000, 5999, 6000, 17000 };
  g_autofree char              *path = write_bundle (fixture, fixture->path, 6000, 10);

  for (guint i = 0; i < 2 * G_N_ELEMENTS (places); i++)
    {
      g_autoptr (GCancellable) cancellable = i % 2 == 0 ? NULL : g_cancellable_new ();
      Taker taker = { places[i / 2], cancellable };
      g_autoptr (GError) error = NULL;
      g_autoptr (LepBundle) bundle = lep_bundle_open (path, fixture->folder, NULL, NULL, &error);

      g_assert_nonnull (lep_bundle_read_manifest (bundle, &error));
      g_assert_false (lep_bundle_read_changes (bundle, &handler, &taker, NULL, cancellable, &error));
      g_assert_cmpuint (taker.left, ==, 0);
      if (cancellable != NULL)
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      else
        {
          g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
          g_assert_true (g_regex_match_simple ("^changes/[0-9]{4}\\.xml:[0-9]+: no$", error->message, 0, 0));
        }
    }
}

static void
test_same_content_same_bytes (Fixture      *fixture,
                              gconstpointer data)
{
  g_autofree char *one = write_bundle (fixture, fixture->path, 5, 10);
  g_autofree char *first = NULL, *second = NULL, *two = NULL;
  gsize            n_first, n_second;

  g_assert_true (g_file_get_contents (one, &first, &n_first, NULL));
  g_setenv ("TZ", "Asia/Kathmandu", TRUE);
  two = write_bundle (fixture, fixture->path, 5, 10);
  g_setenv ("TZ", "UTC", TRUE);
  g_assert_true (g_file_get_contents (two, &second, &n_second, NULL));
  g_assert_cmpmem (first, n_first, second, n_second);

  /* What a file manager looks for without the ending. */
  g_assert_cmpmem (first + 30, 8, "mimetype", 8);
  g_assert_true (memmem (first + 38, 64 - 38 + 30, LEP_BUNDLE_TYPE, strlen (LEP_BUNDLE_TYPE)) <= (void *) (first + 64));
}

static void
test_usual_name (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *path = write_bundle (fixture, fixture->folder, 1, 10);
  g_autofree char *name = g_path_get_basename (path);

  g_assert_true (g_regex_match_simple ("^several_opcina-zepce-1_000057_[0-9a-f]{8}\\.lepx$", name, 0, 0));
}

static void
test_no_target_leaves_nothing (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *target = g_build_filename (fixture->folder, "no", "such", "folder.lepx", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepBundleWriter) writer = lep_bundle_writer_new (manifest_new (fixture), fixture->folder, &error);

  g_assert_null (lep_bundle_writer_finish (writer, fixture->keys[0], NULL, target, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_assert_cmpuint (lep_test_count_files (fixture->folder), ==, 0);
}

/* A reader that stops: known segments are skipped, but their bytes are checked. */
static gboolean
skip_cb (const LepSegment *segment,
         gboolean         *skip,
         gpointer          user_data,
         GError          **error)
{
  *skip = TRUE;
  return TRUE;
}

static void
test_skipped_segments_are_not_parsed (Fixture      *fixture,
                                      gconstpointer data)
{
  static const LepBundleHandler handler = { .segment = skip_cb, .change = expect_cb };
  g_autofree char              *path = write_bundle (fixture, fixture->path, 30, 10);
  Expect                        expect = { fixture, 0, 0, 0, 10 };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepBundle) bundle = lep_bundle_open (path, fixture->folder, NULL, NULL, &error);

  g_assert_nonnull (lep_bundle_read_manifest (bundle, &error));
  g_assert_true (lep_bundle_read_changes (bundle, &handler, &expect, NULL, NULL, &error));
  g_assert_cmpint (expect.n_changes, ==, 0);
}

static void
test_cancelled_is_said (Fixture      *fixture,
                        gconstpointer data)
{
  static const LepBundleHandler handler = { .change = expect_cb };
  g_autofree char              *path = write_bundle (fixture, fixture->path, 30, 10);
  Expect                        expect = { fixture, 0, 0, 0, 10 };
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (LepBundle) bundle = lep_bundle_open (path, fixture->folder, NULL, cancellable, &error);

  g_assert_nonnull (lep_bundle_read_manifest (bundle, &error));
  g_cancellable_cancel (cancellable);
  g_assert_false (lep_bundle_read_changes (bundle, &handler, &expect, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_stock_tools_agree (Fixture      *fixture,
                        gconstpointer data)
{
  g_autofree char *path = write_bundle (fixture, fixture->path, 30, 10);
  g_autofree char *bundle_grammar = g_test_build_filename (G_TEST_DIST, "..", "resources", "bundle.rng", NULL);
  g_autofree char *changes_grammar = g_test_build_filename (G_TEST_DIST, "..", "resources", "changes.rng", NULL);
  char             key[LEP_PUBLIC_KEY_TEXT_SIZE + 1];

  if (!lep_test_has_program ("unzip") || !lep_test_has_program ("sha256sum") || !lep_test_has_program ("minisign") ||
      !lep_test_has_program ("xmllint"))
    return;

  lep_public_key_format (lep_key_get_public (fixture->keys[0]), key);
  g_assert_cmpint (lep_test_run (fixture->folder, NULL, "unzip", "-t", path, NULL), ==, 0);
  g_assert_cmpint (lep_test_run (fixture->folder, NULL, "unzip", "-q", path, NULL), ==, 0);
  g_assert_cmpint (lep_test_run (fixture->folder, NULL, "sha256sum", "--strict", "-c", "SHA256SUMS", NULL), ==, 0);
  g_assert_cmpint (lep_test_run (fixture->folder, NULL, "minisign", "-Vm", "SHA256SUMS", "-P", key, NULL), ==, 0);
  g_assert_cmpint (lep_test_run (fixture->folder, NULL, "xmllint", "--noout", "--relaxng", bundle_grammar, "manifest.xml", NULL), ==, 0);
  g_assert_cmpint (lep_test_run (fixture->folder, NULL, "xmllint", "--noout", "--relaxng", changes_grammar, "changes/0001.xml", "changes/0004.xml", NULL), ==, 0);
}

/* Names for people are cut before a tag grows beyond what a reader takes. */
static void
test_long_names_are_cut (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (LepManifest) manifest = manifest_new (fixture);
  g_autoptr (LepManifest) again = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GString) name = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append (name, i % 2 == 0 ? "\"" : "Ж");
  g_free (manifest->label);
  manifest->label = g_strdup (name->str);
  lep_set_str (&((LepManifestSigner *) g_ptr_array_index (manifest->signers, 0))->label, name->str);
  lep_set_str (&((LepManifestSigner *) g_ptr_array_index (manifest->signers, 0))->person, name->str);
  lep_set_str (&((LepManifestSigner *) g_ptr_array_index (manifest->signers, 0))->place, name->str);
  g_clear_pointer (&manifest->person, g_free); /* who has said no name has an empty one */
  text = lep_manifest_write (manifest);
  again = lep_manifest_read (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (name->str, again->label));
  g_assert_cmpuint (strlen (again->label), >, 200);
  g_assert_cmpstr (again->person, ==, "");
}

/* What our own writer makes, cut or with one bit flipped. */
static void
test_own_files_survive_damage (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *path = write_bundle (fixture, fixture->path, 2, 10);
  g_autofree char *bytes = NULL;
  gsize            size;
  guint            n, step = g_test_thorough () ? 1 : 197;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  for (gsize bit = 0; bit < 8 * size; bit += step)
    {
      g_autoptr (GError) error = NULL;

      bytes[bit / 8] ^= (char) (1 << bit % 8);
      g_assert_true (g_file_set_contents (path, bytes, (gssize) size, NULL));
      if (craft_read (path, fixture->folder, &n, &error))
        g_assert_cmpuint (n, ==, 3 * 2 + 9);
      bytes[bit / 8] ^= (char) (1 << bit % 8);
    }
  for (gsize length = 0; length < size; length += step)
    {
      g_assert_true (g_file_set_contents (path, bytes, (gssize) length, NULL));
      g_assert_false (craft_read (path, fixture->folder, &n, NULL));
    }
}

/* Forks of one stream stand side by side; the same change in two does not. */
static void
test_overlapping_segments_are_refused (Fixture      *fixture,
                                       gconstpointer data)
{
  for (guint overlap = 0; overlap < 2; overlap++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LepBundleWriter) writer = lep_bundle_writer_new (manifest_new (fixture), fixture->folder, &error);
      g_autoptr (LepBundleFile) file = NULL;
      g_autoptr (GArray) nothing = lep_context_new ();
      LepHash heads[3], nothing_hash;
      guint   n;

      /* 1 - 2 - 3, and from 2 on another 3, or (wrongly) 2 - 3 again. */
      lep_context_hash (nothing, &nothing_hash);
      lep_chain_first (&fixture->space, &fixture->replicas[1], &heads[0]);
      for (guint run = 0; run < 2; run++)
        {
          gint64           from = run == 0 ? 1 : overlap == 1 ? 2
                                                              : 3;
          LepHash          head = heads[run == 0 ? 0 : from - 1];
          guint8           signature[LEP_SIGNATURE_SIZE];
          g_autofree char *text = NULL;
          gint64           last = 3 + (run == 1);

          lep_bundle_writer_begin (writer, &fixture->space, &fixture->replicas[1], from, &head);
          for (gint64 i = from; i <= last; i++)
            {
              g_autofree char *body = make_body (fixture, 1, i, run == 1 && i > 2 ? 20 : 10);

              lep_chain_next (&head, &nothing_hash, body, strlen (body), &head);
              if (run == 0 && i < 3)
                heads[i] = head;
              g_assert_true (lep_bundle_writer_add (writer, nothing, body, strlen (body), &head, &error));
            }
          text = lep_chain_head_text (&fixture->space, &fixture->replicas[1], last, &head);
          lep_key_sign (fixture->keys[1], text, strlen (text), signature);
          g_assert_true (lep_bundle_writer_end (writer, signature, &error));
        }
      file = lep_bundle_writer_finish (writer, fixture->keys[0], NULL, fixture->path, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (craft_read (file->path, fixture->folder, &n, &error) == (overlap == 0));
      if (overlap == 1)
        g_assert_nonnull (strstr (error->message, "another segment"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/bundle/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("round-trip", test_round_trip);
  ADD ("long-streams-are-split", test_long_streams_are_split);
  ADD ("many-changes-come-in-order", test_many_changes_come_in_order);
  ADD ("reading-stops-where-the-taker-stops", test_reading_stops_where_the_taker_stops);
  ADD ("same-content-same-bytes", test_same_content_same_bytes);
  ADD ("usual-name", test_usual_name);
  ADD ("no-target-leaves-nothing", test_no_target_leaves_nothing);
  ADD ("skipped-segments-are-not-parsed", test_skipped_segments_are_not_parsed);
  ADD ("cancelled-is-said", test_cancelled_is_said);
  ADD ("stock-tools-agree", test_stock_tools_agree);
  ADD ("long-names-are-cut", test_long_names_are_cut);
  ADD ("own-files-survive-damage", test_own_files_survive_damage);
  ADD ("overlapping-segments-are-refused", test_overlapping_segments_are_refused);
  return g_test_run ();
}
