/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sealed files: what was sealed comes out again, and nothing else ever does. */

#include <signal.h>
#include <sys/resource.h>

#include "age-files.h"

/* A key of the test alone, and what stock age made for it and for a pass-phrase. */
#define RECIPIENT  "age1dqrp4f2cu40mxnfg88h29sasukwukt47fh9jmtgwg8gg0emjwacqzth3rv"
#define IDENTITY   "AGE-SECRET-KEY-1YWZJCTMM6UJN6HDZ7NWJT7E2XS5W2QJY6DQ9H97GFT5V6SJECHHS8PHA0T\n"
#define PASSPHRASE "correct horse"
#define PLAIN      "sealed text"
#define OF_AGE                                                                                                       \
  "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IFgyNTUxOSBLUjZscFhaazA1K21KY3hYN2VGblpDdFNDMW1HVDZXV1JqNzJTV25WSGxNCmNRZTh6Z1lQ" \
  "RGFoaUljWDdaSWZ6aWtlQW9YZ1RtNmxqa0gwdklyMHpMdEUKLS0tIEhqMHlqODRnazUzT3d2cDRGMjdWZ1FHcWJ6UXpxbnZ4Y2VpR2RiWXlOWUEK" \
  "r0WIZMrEKbHoCwtf2tlBk87Zz3TG3eNRtLrDPXg3OSpJwD+TDkqr+IuQuA=="
#define OF_AGE_TYPED                                                                                                 \
  "YWdlLWVuY3J5cHRpb24ub3JnL3YxCi0+IHNjcnlwdCBGQ2pvNFBPbDNvbndWWTZaMkVqenpRIDE4CkFrOVZhdU1VdVozRGowZmxnbDcxOWF1dVhj" \
  "dUxQUFBhWmMyUUVSTGxENUkKLS0tIGFZOWNMdkJJa1FzclptQS9kQU1nYmgxc2pTZFNmZ0puL3FlNUI5OXFmY1kKAeye2f6n5LIO7fmGpZtv00yf" \
  "QidbdB2jtFWE2VSrTUX2byfGYDQPy7rAPA=="

#define CHUNK        65536
#define SEALED_CHUNK (CHUNK + 16)

static const char *const recipients[] = { RECIPIENT, NULL };
static const LepAgeLock  for_key = { .recipients = recipients };
static const LepAgeLock  for_typing = { .passphrase = PASSPHRASE, .work_factor = 4 };

static guint8 *
pattern (gsize size)
{
  guint8 *bytes = g_malloc (size + 1);

  for (gsize i = 0; i < size; i++)
    bytes[i] = (guint8) (i * 7 + (i >> 8) * 13 + (i >> 16));
  return bytes;
}

/* Where the payload begins: behind the line of the code, and its nonce. */
static gsize
payload_start (GBytes *sealed)
{
  gsize         size;
  const guint8 *bytes = g_bytes_get_data (sealed, &size);
  const guint8 *last = memmem (bytes, size, "\n--- ", 5);

  return (gsize) ((const guint8 *) memchr (last + 1, '\n', 80) - bytes) + 1 + 16;
}

static void
assert_opens_to (Fixture    *fixture,
                 GBytes     *sealed,
                 GPtrArray  *keys,
                 const char *passphrase,
                 const void *plain,
                 gsize       size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) opened = open_bytes (fixture, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed), keys,
                                          passphrase, &error);

  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (opened, NULL), g_bytes_get_size (opened), plain, size);
}

static void
assert_refused (Fixture    *fixture,
                const void *bytes,
                gsize       size,
                GPtrArray  *keys,
                const char *passphrase,
                LepError    code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) opened = open_bytes (fixture, bytes, size, keys, passphrase, &error);

  g_assert_null (opened);
  g_assert_error (error, LEP_ERROR, (int) code);
}

static void
test_round_trips (Fixture      *fixture,
                  gconstpointer data)
{
  static const gsize sizes[] = { 0, 1, 100, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK - 1, 3 * CHUNK, 3 * CHUNK + 1 };
  const LepAgeLock  *lock = data;
  g_autoptr (GPtrArray) keys = lock->recipients != NULL ? keys_of_identity (fixture->folder, IDENTITY) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autofree guint8 *plain = pattern (sizes[i]);
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) sealed = seal_bytes (fixture, plain, sizes[i], lock, &error);
      gsize n_chunks = sizes[i] == 0 ? 1 : (sizes[i] + CHUNK - 1) / CHUNK;

      g_assert_no_error (error);
      g_assert_cmpuint (g_bytes_get_size (sealed), ==, payload_start (sealed) + sizes[i] + 16 * n_chunks);
      assert_opens_to (fixture, sealed, keys, lock->passphrase, plain, sizes[i]);
    }
}

/* Cut anywhere, above all where one chunk ends and the next begins. */
static void
test_cut_is_refused (Fixture      *fixture,
                     gconstpointer data)
{
  g_autofree guint8 *plain = pattern (3 * CHUNK);
  g_autoptr (GPtrArray) keys = keys_of_identity (fixture->folder, IDENTITY);
  g_autoptr (GBytes) sealed = seal_bytes (fixture, plain, 3 * CHUNK, &for_key, NULL);
  const guint8 *bytes = g_bytes_get_data (sealed, NULL);
  gsize         start = payload_start (sealed);

  for (gsize size = 0; size < start + 32; size++)
    assert_refused (fixture, bytes, size, keys, NULL, LEP_ERROR_CORRUPT);
  for (gsize chunk = 1; chunk <= 3; chunk++)
    for (gssize more = -17; more <= 17; more++)
      {
        gsize size = start + chunk * SEALED_CHUNK + (gsize) more;

        if (size < g_bytes_get_size (sealed))
          assert_refused (fixture, bytes, size, keys, NULL, LEP_ERROR_CORRUPT);
      }
}

static void
test_more_is_refused (Fixture      *fixture,
                      gconstpointer data)
{
  static const gsize sizes[] = { 0, 10, CHUNK };
  g_autoptr (GPtrArray) keys = keys_of_identity (fixture->folder, IDENTITY);

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    for (gsize more = 1; more < 2 * SEALED_CHUNK; more *= 5)
      {
        g_autofree guint8 *plain = pattern (sizes[i]);
        g_autoptr (GBytes) sealed = seal_bytes (fixture, plain, sizes[i], &for_key, NULL);
        g_autoptr (GByteArray) longer = g_byte_array_new ();
        g_autofree guint8 *tail = pattern (more);

        g_byte_array_append (longer, g_bytes_get_data (sealed, NULL), (guint) g_bytes_get_size (sealed));
        g_byte_array_append (longer, tail, (guint) more);
        assert_refused (fixture, longer->data, longer->len, keys, NULL, LEP_ERROR_CORRUPT);
      }
}

/* Chunks that change places, or stand twice, are not what was sealed. */
static void
test_moved_chunks_are_refused (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree guint8 *plain = pattern (3 * CHUNK);
  g_autoptr (GPtrArray) keys = keys_of_identity (fixture->folder, IDENTITY);
  g_autoptr (GBytes) sealed = seal_bytes (fixture, plain, 3 * CHUNK, &for_key, NULL);
  gsize start = payload_start (sealed);

  for (gsize one = 0; one < 3; one++)
    for (gsize two = 0; two < 3; two++)
      {
        g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));

        if (one == two)
          continue;
        memcpy (bytes + start + one * SEALED_CHUNK, bytes + start + two * SEALED_CHUNK, SEALED_CHUNK);
        assert_refused (fixture, bytes, g_bytes_get_size (sealed), keys, NULL, LEP_ERROR_CORRUPT);
      }
}

/* Every bit of a small file; none may go through, whatever is said of it. */
static void
test_flipped_bits_are_refused (Fixture      *fixture,
                               gconstpointer data)
{
  const LepAgeLock *lock = data;
  g_autoptr (GPtrArray) keys = lock->recipients != NULL ? keys_of_identity (fixture->folder, IDENTITY) : NULL;
  g_autoptr (GBytes) sealed = seal_bytes (fixture, PLAIN, strlen (PLAIN), lock, NULL);
  gsize              size = g_bytes_get_size (sealed);
  g_autofree guint8 *bytes = g_memdup2 (g_bytes_get_data (sealed, NULL), size);

  for (gsize bit = 0; bit < size * 8; bit++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) opened = NULL;

      bytes[bit / 8] ^= (guint8) (1 << bit % 8);
      opened = open_bytes (fixture, bytes, size, keys, lock->passphrase, &error);
      g_assert_null (opened);
      g_assert_nonnull (error);
      g_assert_true (error->domain == LEP_ERROR && error->code != LEP_ERROR_FAILED);
      bytes[bit / 8] ^= (guint8) (1 << bit % 8);
    }
  assert_opens_to (fixture, sealed, keys, lock->passphrase, PLAIN, strlen (PLAIN));
}

static void
test_wrong_keys_are_told_apart (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GPtrArray) other = new_keys (lep_seal_key_generate ());
  g_autoptr (GPtrArray) own = keys_of_identity (fixture->folder, IDENTITY);
  g_autoptr (GBytes) sealed = seal_bytes (fixture, PLAIN, strlen (PLAIN), &for_key, NULL);
  g_autoptr (GBytes) typed = seal_bytes (fixture, PLAIN, strlen (PLAIN), &for_typing, NULL);
  gsize size = g_bytes_get_size (sealed), n_typed = g_bytes_get_size (typed);

  assert_refused (fixture, g_bytes_get_data (sealed, NULL), size, other, NULL, LEP_ERROR_NOT_FOUND);
  assert_refused (fixture, g_bytes_get_data (sealed, NULL), size, NULL, PASSPHRASE, LEP_ERROR_NOT_FOUND);
  assert_refused (fixture, g_bytes_get_data (typed, NULL), n_typed, own, NULL, LEP_ERROR_LOCKED);
  assert_refused (fixture, g_bytes_get_data (typed, NULL), n_typed, own, "correct hors", LEP_ERROR_LOCKED);
  g_ptr_array_add (other, lep_seal_key_generate ());
  g_ptr_array_add (other, g_ptr_array_steal_index (own, 0));
  assert_opens_to (fixture, sealed, other, "unused", PLAIN, strlen (PLAIN));
}

static void
test_several_receivers (Fixture      *fixture,
                        gconstpointer data)
{
  GPtrArray       *all[3];
  g_autofree char *texts[G_N_ELEMENTS (all) + 1] = { NULL };
  LepAgeLock       lock = { .recipients = (const char *const *) texts };
  g_autoptr (GBytes) sealed = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      all[i] = new_keys (lep_seal_key_generate ());
      texts[i] = lep_seal_key_dup_recipient (g_ptr_array_index (all[i], 0));
    }
  sealed = seal_bytes (fixture, PLAIN, strlen (PLAIN), &lock, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      assert_opens_to (fixture, sealed, all[i], NULL, PLAIN, strlen (PLAIN));
      g_ptr_array_unref (all[i]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    g_free (g_steal_pointer (&texts[i]));
}

/* Also a key with which everybody would share the same secret. */
static void
test_what_is_no_key_is_refused (Fixture      *fixture,
                                gconstpointer data)
{
  static const char *const wrong[] = {
    "",
    "age1",
    "age1dqrp4f2cu40mxnfg88h29sasukwukt47fh9jmtgwg8gg0emjwacqzth3rw",
    "age1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq5cu47z",
  };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      const char *const texts[] = { RECIPIENT, wrong[i], NULL };
      const LepAgeLock  lock = { .recipients = texts };
      g_autoptr (GError) error = NULL;

      g_assert_null (seal_bytes (fixture, PLAIN, strlen (PLAIN), &lock, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
    }
}

static void
test_stock_files_are_opened (Fixture      *fixture,
                             gconstpointer data)
{
  g_autoptr (GPtrArray) keys = keys_of_identity (fixture->folder, IDENTITY);
  gsize              n_sealed, n_typed;
  g_autofree guint8 *sealed = g_base64_decode (OF_AGE, &n_sealed);
  g_autofree guint8 *typed = g_base64_decode (OF_AGE_TYPED, &n_typed);
  g_autoptr (GBytes) sealed_bytes = g_bytes_new (sealed, n_sealed);
  g_autoptr (GBytes) typed_bytes = g_bytes_new (typed, n_typed);

  g_assert_true (lep_age_is_sealed (sealed, n_sealed));
  assert_opens_to (fixture, sealed_bytes, keys, NULL, PLAIN, strlen (PLAIN));
  assert_opens_to (fixture, typed_bytes, NULL, PASSPHRASE, PLAIN, strlen (PLAIN));
}

/* The format's own examples of what must not be read, each one line changed. */
static void
test_other_forms_are_refused (Fixture      *fixture,
                              gconstpointer data)
{
  static const struct
  {
    const char *text;
    LepError    code;
  } cases[] = {
    { "", LEP_ERROR_CORRUPT },
    { "PK\003\004", LEP_ERROR_CORRUPT },
    { "age-encryption.org/v1", LEP_ERROR_CORRUPT },
    { "age-encryption.org/v1\n", LEP_ERROR_CORRUPT },
    { "age-encryption.org/v1\r\n-> X25519 a\n\n--- \n", LEP_ERROR_TOO_NEW },
    { "age-encryption.org/v2\n", LEP_ERROR_TOO_NEW },
    { "-----BEGIN AGE ENCRYPTED FILE-----\n", LEP_ERROR_TOO_NEW },
    { "age-encryption.org/v1\n-> \n\n--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n", LEP_ERROR_CORRUPT },
    { "age-encryption.org/v1\n-> a\177b\n\n--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n", LEP_ERROR_CORRUPT },
    { "age-encryption.org/v1\n-> a\303\270\n\n--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n", LEP_ERROR_CORRUPT },
    { "age-encryption.org/v1\n-> a  b\n\n--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n", LEP_ERROR_CORRUPT },
    { "age-encryption.org/v1\n-> a\nQQ==\n--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n", LEP_ERROR_CORRUPT },
    { "age-encryption.org/v1\n-> a\n--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n", LEP_ERROR_CORRUPT },
    { "age-encryption.org/v1\n--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n", LEP_ERROR_CORRUPT },
    { "age-encryption.org/v1\n-> a\n\n--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYB\n", LEP_ERROR_CORRUPT },
    { "age-encryption.org/v1\n-> a\n\n--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n", LEP_ERROR_NOT_FOUND },
    { "age-encryption.org/v1\n-> mlkem768x25519 b\n\n--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n", LEP_ERROR_TOO_NEW },
    { "age-encryption.org/v1\n-> X25519 AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n"
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n",
      LEP_ERROR_CORRUPT },
  };
  g_autoptr (GPtrArray) keys = keys_of_identity (fixture->folder, IDENTITY);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      assert_refused (fixture, cases[i].text, strlen (cases[i].text), keys, PASSPHRASE, cases[i].code);
    }
}

/* 2³⁰ would need a terabyte: it must not even be tried. Nor is it called damage. */
static void
test_too_much_work_is_refused_at_once (Fixture      *fixture,
                                       gconstpointer data)
{
  static const char *const factors[] = { "19", "20", "30", "63", "64", "99999999999999999999", "0", "-1", "+4", "04", "0x4", "4 ", "4a", "20a", "" };
  g_autoptr (GTimer) timer = g_timer_new ();

  for (guint i = 0; i < G_N_ELEMENTS (factors); i++)
    {
      LepError         code = i < 6 ? LEP_ERROR_INVALID : LEP_ERROR_CORRUPT; /* the others are no numbers */
      g_autofree char *text = g_strdup_printf ("age-encryption.org/v1\n-> scrypt rF0/NwblUHHTpgQgRpe5CQ %s\n"
                                               "gUjEymFKMVXQEKdMMHL24oYexjE3TIC0O0zGSqJ2aUY\n"
                                               "--- Hj0yj84gk53Owvp4F27VgQGqbzQzqnvxceiGdbYyNYA\n",
                                               factors[i]);

      assert_refused (fixture, text, strlen (text), NULL, PASSPHRASE, code);
      assert_refused (fixture, text, strlen (text), NULL, NULL, code);
    }
  g_assert_cmpfloat (g_timer_elapsed (timer, NULL), <, 1.0);
}

/* Whichever of the keys it is for, and whatever else is held. */
static void
test_one_of_several_keys_opens (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GPtrArray) keys = keys_of_identity (fixture->folder, IDENTITY);
  g_autofree guint8 *sealed = NULL;
  g_autoptr (GBytes) file = NULL;
  gsize size;

  sealed = g_base64_decode (OF_AGE, &size);
  file = g_bytes_new (sealed, size);
  g_ptr_array_add (keys, lep_seal_key_generate ());
  assert_opens_to (fixture, file, keys, NULL, PLAIN, strlen (PLAIN));
  g_ptr_array_insert (keys, 0, lep_seal_key_generate ());
  assert_opens_to (fixture, file, keys, NULL, PLAIN, strlen (PLAIN));
  assert_refused (fixture, sealed, size, NULL, PASSPHRASE, LEP_ERROR_NOT_FOUND);
}

/* A header that does not end is not read for ever. */
static void
test_endless_header_is_refused (Fixture      *fixture,
                                gconstpointer data)
{
  g_autoptr (GString) text = g_string_new ("age-encryption.org/v1\n");

  while (text->len < 4 * 1024 * 1024)
    g_string_append (text, "-> grease\n\n");
  assert_refused (fixture, text->str, text->len, NULL, NULL, LEP_ERROR_CORRUPT);
}

static void
test_cancelling_is_said (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GError) error = NULL;
  int opened;

  g_cancellable_cancel (cancellable);
  set_bytes (fixture->from, PLAIN, strlen (PLAIN));
  g_assert_false (lep_age_seal (fixture->from, fixture->to, &for_key, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  set_bytes (fixture->to, "", 0);
  lseek (fixture->to, 0, SEEK_SET);
  g_assert_true (lep_age_seal (fixture->from, fixture->to, &for_key, NULL, &error));
  keys = keys_of_identity (fixture->folder, IDENTITY);
  opened = new_file (fixture->folder);
  g_assert_false (lep_age_open (fixture->to, opened, keys, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (lseek (opened, 0, SEEK_END), ==, 0);
  close (opened);
}

static void
test_a_full_disk_is_said (Fixture      *fixture,
                          gconstpointer data)
{
  int full = g_open ("/dev/full", O_WRONLY | O_CLOEXEC, 0);
  g_autoptr (GError) error = NULL;

  if (full < 0)
    {
      g_test_skip ("there is no /dev/full");
      return;
    }
  set_bytes (fixture->from, PLAIN, strlen (PLAIN));
  g_assert_false (lep_age_seal (fixture->from, full, &for_key, NULL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOSPC);
  close (full);
}

/* The disk takes the head and a part of the content. */
static void
test_a_disk_that_gets_full_is_said (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autofree guint8 *plain = pattern (CHUNK);
  g_autoptr (GPtrArray) keys = keys_of_identity (fixture->folder, IDENTITY);
  g_autoptr (GBytes) sealed = seal_bytes (fixture, plain, CHUNK, &for_key, NULL);
  g_autoptr (GError) error = NULL;
  struct rlimit usual, little;

  set_bytes (fixture->from, g_bytes_get_data (sealed, NULL), g_bytes_get_size (sealed));
  signal (SIGXFSZ, SIG_IGN);
  getrlimit (RLIMIT_FSIZE, &usual);
  little = usual;
  little.rlim_cur = 1000;
  setrlimit (RLIMIT_FSIZE, &little);
  for (guint opening = 0; opening < 2; opening++)
    {
      set_bytes (fixture->to, "", 0);
      lseek (fixture->to, 0, SEEK_SET);
      if (opening == 1)
        g_assert_false (lep_age_open (fixture->from, fixture->to, keys, NULL, NULL, &error));
      else
        g_assert_false (lep_age_seal (fixture->from, fixture->to, &for_key, NULL, &error));
      g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_FAILED); /* EFBIG has no code of its own */
      g_clear_error (&error);
    }
  setrlimit (RLIMIT_FSIZE, &usual);
}

/* A file that can be written alone stands for a disk that gives nothing back. */
static void
test_what_cannot_be_read_is_said (Fixture      *fixture,
                                  gconstpointer data)
{
  int blind = g_open ("/dev/null", O_WRONLY | O_CLOEXEC, 0);
  g_autoptr (GError) error = NULL;

  g_assert_false (lep_age_seal (blind, fixture->to, &for_key, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, "The file cannot be read"));
  g_clear_error (&error);
  g_assert_false (lep_age_open (blind, fixture->to, NULL, PASSPHRASE, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_assert_true (g_str_has_prefix (error->message, "The file cannot be read"));
  close (blind);
}

/* What this process may take of the memory, beyond what it has. */
static void
limit_memory (rlim_t         more,
              struct rlimit *usual)
{
  struct rlimit    little;
  g_autofree char *pages = NULL;

  g_assert_true (g_file_get_contents ("/proc/self/statm", &pages, NULL, NULL));
  getrlimit (RLIMIT_AS, usual);
  little = *usual;
  little.rlim_cur = g_ascii_strtoull (pages, NULL, 10) * (rlim_t) sysconf (_SC_PAGESIZE) + more;
  g_assert_cmpint (setrlimit (RLIMIT_AS, &little), ==, 0);
}

/* A pass-phrase takes 256 MiB here: on a small laptop that is too much, and no key is wrong. */
static void
test_too_little_memory_is_said (Fixture      *fixture,
                                gconstpointer data)
{
  const LepAgeLock   lock = { .passphrase = PASSPHRASE, .work_factor = 18 };
  gsize              n_typed;
  g_autofree guint8 *typed = g_base64_decode (OF_AGE_TYPED, &n_typed); /* with a factor of 18, too */
  g_autoptr (GBytes) sealed = NULL, opened = NULL;
  g_autoptr (GError) seal_error = NULL, open_error = NULL;
  struct rlimit usual;

  limit_memory (64 * 1024 * 1024, &usual);
  sealed = seal_bytes (fixture, PLAIN, strlen (PLAIN), &lock, &seal_error);
  opened = open_bytes (fixture, typed, n_typed, NULL, PASSPHRASE, &open_error);
  setrlimit (RLIMIT_AS, &usual);

  g_assert_null (sealed);
  g_assert_null (opened);
  g_assert_error (seal_error, LEP_ERROR, LEP_ERROR_FAILED);
  g_assert_error (open_error, LEP_ERROR, LEP_ERROR_FAILED);
  g_assert_nonnull (strstr (seal_error->message, "256 MiB"));
  g_assert_nonnull (strstr (open_error->message, "256 MiB"));
}

/* In a process of its own, which has used little so far. */
static void
test_memory_is_bounded (Fixture      *fixture,
                        gconstpointer data)
{
  const gint64 size = 64 * 1024 * 1024;
  g_autoptr (GPtrArray) keys = NULL;
  struct rusage before, after;
  int           opened;

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
      g_test_trap_assert_passed ();
      return;
    }

  keys = keys_of_identity (fixture->folder, IDENTITY);
  opened = new_file (fixture->folder);
  g_assert_cmpint (ftruncate (fixture->from, size), ==, 0);
  getrusage (RUSAGE_SELF, &before);
  g_assert_true (lep_age_seal (fixture->from, fixture->to, &for_key, NULL, NULL));
  g_assert_true (lep_age_open (fixture->to, opened, keys, NULL, NULL, NULL));
  getrusage (RUSAGE_SELF, &after);
  g_assert_cmpint (lseek (opened, 0, SEEK_END), ==, size);
  close (opened);
  g_assert_cmpint (after.ru_maxrss - before.ru_maxrss, <, 4096); /* KiB */
}

static void
test_stock_age_opens_ours (Fixture      *fixture,
                           gconstpointer data)
{
  g_autofree guint8 *plain = pattern (3 * CHUNK);
  g_autofree char   *key_path = g_build_filename (fixture->folder, "key", NULL);
  g_autofree char   *sealed_path = g_build_filename (fixture->folder, "sealed", NULL);
  g_autofree char   *opened_path = g_build_filename (fixture->folder, "opened", NULL);
  g_autoptr (GBytes) sealed = NULL;
  g_autofree char *opened = NULL;
  gsize            size;

  if (!lep_test_has_program ("age"))
    return;

  g_assert_true (lep_secret_file_save (key_path, IDENTITY, NULL));
  sealed = seal_bytes (fixture, plain, 3 * CHUNK, &for_key, NULL);
  g_assert_true (g_file_set_contents (sealed_path, g_bytes_get_data (sealed, NULL), (gssize) g_bytes_get_size (sealed), NULL));
  g_assert_cmpint (lep_test_run (fixture->folder, NULL, "age", "-d", "-i", "key", "-o", "opened", "sealed", NULL), ==, 0);
  g_assert_true (g_file_get_contents (opened_path, &opened, &size, NULL));
  g_assert_cmpmem (opened, size, plain, 3 * CHUNK);
}

#define ADD(path, data, function) g_test_add ("/age/" path, Fixture, data, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("round-trips", &for_key, test_round_trips);
  ADD ("round-trips-with-a-pass-phrase", &for_typing, test_round_trips);
  ADD ("cut-is-refused", NULL, test_cut_is_refused);
  ADD ("more-is-refused", NULL, test_more_is_refused);
  ADD ("moved-chunks-are-refused", NULL, test_moved_chunks_are_refused);
  ADD ("flipped-bits-are-refused", &for_key, test_flipped_bits_are_refused);
  ADD ("flipped-bits-with-a-pass-phrase-are-refused", &for_typing, test_flipped_bits_are_refused);
  ADD ("wrong-keys-are-told-apart", NULL, test_wrong_keys_are_told_apart);
  ADD ("several-receivers", NULL, test_several_receivers);
  ADD ("what-is-no-key-is-refused", NULL, test_what_is_no_key_is_refused);
  ADD ("stock-files-are-opened", NULL, test_stock_files_are_opened);
  ADD ("other-forms-are-refused", NULL, test_other_forms_are_refused);
  ADD ("too-much-work-is-refused-at-once", NULL, test_too_much_work_is_refused_at_once);
  ADD ("one-of-several-keys-opens", NULL, test_one_of_several_keys_opens);
  ADD ("endless-header-is-refused", NULL, test_endless_header_is_refused);
  ADD ("cancelling-is-said", NULL, test_cancelling_is_said);
  ADD ("a-full-disk-is-said", NULL, test_a_full_disk_is_said);
  ADD ("a-disk-that-gets-full-is-said", NULL, test_a_disk_that_gets_full_is_said);
  ADD ("what-cannot-be-read-is-said", NULL, test_what_cannot_be_read_is_said);
  ADD ("too-little-memory-is-said", NULL, test_too_little_memory_is_said);
  ADD ("memory-is-bounded", NULL, test_memory_is_bounded);
  ADD ("stock-age-opens-ours", NULL, test_stock_age_opens_ours);
  return g_test_run ();
}
