/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What waits behind a change that is here, for those who pass that on. */

#include "lep-tail.h"

#include "lep-store-test.h"

#define AUTHOR "77777777-7777-7777-7777-777777777777"
#define OTHER  "88888888-8888-8888-8888-888888888888"
#define BY     0x99

typedef struct
{
  char     *dir;
  Laptop   *laptop;
  LepUuid   space, author, other;
  LepTails *tails;
} Fixture;

static LepHash
hash_of (guint8 mark)
{
  LepHash hash;

  memset (hash.bytes, mark, sizeof hash.bytes);
  return hash;
}

/* Hashes are one byte, over and over. */
static void
add_waiting (Fixture    *fixture,
             const char *replica,
             int         n,
             guint8      prev,
             guint8      hash,
             gboolean    is_signed,
             const char *body)
{
  const LepHash    before = hash_of (prev), own = hash_of (hash), by = hash_of (BY);
  char             before_text[LEP_HASH_HEX_SIZE + 1], own_text[LEP_HASH_HEX_SIZE + 1], by_text[LEP_HASH_HEX_SIZE + 1];
  g_autofree char *quoted = body != NULL ? g_strdup_printf ("'%s'", body) : g_strdup ("NULL");
  g_auto (GStrv) words = g_strsplit (replica, "-", -1);
  g_autofree char *hex = g_strjoinv ("", words);
  g_autofree char *gone = NULL, *sql = NULL;

  lep_hash_format (&before, before_text);
  lep_hash_format (&own, own_text);
  lep_hash_format (&by, by_text);
  gone = body != NULL ? g_strdup ("NULL") : g_strdup_printf ("X'%s'", by_text);
  sql = g_strdup_printf ("INSERT INTO pending (hash, space_no, replica, n, prev, context, signature, gone_by, waits_for, body)"
                         " SELECT X'%s', no, X'%s', %d, X'%s', 'a context', %s, %s, X'00', %s FROM space WHERE lep_id_text (id) = '" PARTNERSHIP "'",
                         own_text, hex, n, before_text, is_signed ? "zeroblob (64)" : "NULL", gone, quoted);
  laptop_damage (fixture->laptop, sql);
}

/* Behind 0x10, the second change of the author, wait three, of which the last two are signed;
 * the first is a stub. Others say to follow them that do not. */
static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->dir = lep_test_dir ();
  fixture->laptop = laptop_new (fixture->dir, 1);
  g_free (laptop_put (fixture->laptop, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "P", NULL));
  lep_uuid_parse (PARTNERSHIP, -1, &fixture->space);
  lep_uuid_parse (AUTHOR, -1, &fixture->author);
  lep_uuid_parse (OTHER, -1, &fixture->other);
  add_waiting (fixture, AUTHOR, 3, 0x10, 0x11, FALSE, NULL);
  add_waiting (fixture, AUTHOR, 4, 0x11, 0x12, TRUE, "four");
  add_waiting (fixture, AUTHOR, 5, 0x12, 0x13, TRUE, "five");
  add_waiting (fixture, AUTHOR, 9, 0x12, 0x14, TRUE, "no successor");
  add_waiting (fixture, OTHER, 5, 0x12, 0x15, TRUE, "of another");
  fixture->tails = lep_tails_load (fixture->laptop->workspace, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  lep_tails_free (fixture->tails);
  laptop_free (fixture->laptop);
  lep_test_dir_free (fixture->dir);
}

static gboolean
note_cb (const LepLoggedChange *change,
         gpointer               user_data,
         GError               **error)
{
  GString *text = user_data;
  LepHash  context, by = hash_of (BY);

  lep_hash_data ("a context", -1, &context);
  g_string_append_printf (text, "%d %s %s;", (int) change->n, change->body != NULL ? change->body : "gone", change->context);
  g_assert_true (change->body != NULL ? lep_hash_equal (&change->context_hash, &context) : lep_hash_equal (&change->gone_by, &by));
  return TRUE;
}

static void
test_to_the_nearest_signature (Fixture      *fixture,
                               gconstpointer data)
{
  const LepHash  here = hash_of (0x10), end = hash_of (0x12);
  const LepTail *tail = lep_tails_find (fixture->tails, &fixture->space, &fixture->author, &here);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (tail);
  g_assert_true (lep_hash_equal (&tail->head, &end));
  g_assert_true (lep_exchange_waiting_changes (fixture->laptop->workspace, &fixture->author, 3, tail->changes, note_cb, text, &error));
  g_assert_cmpstr (text->str, ==, "3 gone ;4 four a context;");
  g_assert_null (lep_tails_find (fixture->tails, &fixture->space, &fixture->other, &here));
  g_assert_null (lep_tails_find (fixture->tails, &fixture->space, &fixture->author, &(LepHash){ { 1 } }));

  /* In another space nothing waits behind it. */
  g_assert_null (lep_tails_find (fixture->tails, &fixture->other, &fixture->author, &here));

  /* Of two that say to follow one change, each has its own. */
  tail = lep_tails_find (fixture->tails, &fixture->space, &fixture->other, &end);
  g_assert_cmpuint (tail->changes->len, ==, 1);
  g_assert_true (tail != lep_tails_find (fixture->tails, &fixture->space, &fixture->author, &end));
}

static void
expect_start (Fixture       *fixture,
              const LepUuid *replica,
              gint64         n,
              guint8         head,
              gint64         start_n,
              guint8         start_head)
{
  const LepSeen seen = { *replica, n, hash_of (head) };
  const LepHash expected = hash_of (start_head);
  LepSeen       start = seen;

  lep_tails_find_start (fixture->tails, &fixture->space, &seen, &start);
  g_assert_cmpint (start.n, ==, start_n);
  g_assert_true (lep_hash_equal (&start.head, &expected));
}

/* A change that does not follow by number, or is another's, begins a chain of its own. */
static void
test_start (Fixture      *fixture,
            gconstpointer data)
{
  expect_start (fixture, &fixture->author, 5, 0x13, 2, 0x10);
  expect_start (fixture, &fixture->author, 9, 0x14, 8, 0x12);
  expect_start (fixture, &fixture->other, 5, 0x15, 4, 0x12);
  expect_start (fixture, &fixture->author, 6, 0x13, 6, 0x13);
  expect_start (fixture, &fixture->other, 5, 0x13, 5, 0x13);
  expect_start (fixture, &fixture->author, 2, 0x10, 2, 0x10);
}

/* Of what is in the workspace no more, nothing is said. */
static void
test_gone (Fixture      *fixture,
           gconstpointer data)
{
  const LepHash  here = hash_of (0x10);
  const LepTail *tail = lep_tails_find (fixture->tails, &fixture->space, &fixture->author, &here);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  laptop_damage (fixture->laptop, "DELETE FROM pending WHERE n = 3");
  g_assert_true (lep_exchange_waiting_changes (fixture->laptop->workspace, &fixture->author, 3, tail->changes, note_cb, text, &error));
  g_assert_cmpstr (text->str, ==, "4 four a context;");
}

static gboolean
note_head_cb (const LepLoggedChange *change,
              gpointer               user_data,
              GError               **error)
{
  LepSeen *last = user_data;

  g_assert_nonnull (change->body);
  g_assert_cmpint (change->n, ==, ++last->n);
  last->head = change->hash;
  return TRUE;
}

/* What waited when it was looked for, and was applied before it was read, is read in the log. */
static void
test_applied_meanwhile (Fixture      *fixture,
                        gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = lep_exchange_streams (fixture->laptop->workspace, &fixture->space, &error);
  const LepStreamInfo *own = &g_array_index (streams, LepStreamInfo, 0);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (LepHash));
  LepSeen last = { .n = own->last - 1 };

  g_array_append_val (changes, own->head);
  g_assert_true (lep_exchange_waiting_changes (fixture->laptop->workspace, &own->replica, own->last, changes, note_head_cb, &last, &error));
  g_assert_cmpint (last.n, ==, own->last);
  g_assert_true (lep_hash_equal (&last.head, &own->head));
}

static gboolean
refuse_cb (const LepLoggedChange *change,
           gpointer               user_data,
           GError               **error)
{
  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_FAILED, "no");
  return FALSE;
}

/* Whoever takes what waits may stop. */
static void
test_refused (Fixture      *fixture,
              gconstpointer data)
{
  const LepHash  here = hash_of (0x10);
  const LepTail *tail = lep_tails_find (fixture->tails, &fixture->space, &fixture->author, &here);
  g_autoptr (GError) error = NULL;

  g_assert_false (lep_exchange_waiting_changes (fixture->laptop->workspace, &fixture->author, 3, tail->changes, refuse_cb, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
}

/* Whoever takes it may stop, and the log may not be readable: both are told. */
static void
test_applied_meanwhile_and_not_read (Fixture      *fixture,
                                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) streams = lep_exchange_streams (fixture->laptop->workspace, &fixture->space, &error);
  const LepStreamInfo *own = &g_array_index (streams, LepStreamInfo, 0);
  g_autoptr (GArray) changes = g_array_new (FALSE, FALSE, sizeof (LepHash));

  g_array_append_val (changes, own->head);
  g_assert_false (lep_exchange_waiting_changes (fixture->laptop->workspace, &own->replica, own->last, changes, refuse_cb, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
  g_clear_error (&error);
  lep_db_exec (lep_workspace_get_db (fixture->laptop->workspace), "CREATE TEMP VIEW replica AS SELECT 1 AS x", &error);
  g_assert_no_error (error);
  g_assert_false (lep_exchange_waiting_changes (fixture->laptop->workspace, &own->replica, own->last, changes, refuse_cb, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, !=, "no");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/tail/to-the-nearest-signature", Fixture, NULL, set_up, test_to_the_nearest_signature, tear_down);
  g_test_add ("/tail/applied-meanwhile", Fixture, NULL, set_up, test_applied_meanwhile, tear_down);
  g_test_add ("/tail/applied-meanwhile-and-not-read", Fixture, NULL, set_up, test_applied_meanwhile_and_not_read, tear_down);
  g_test_add ("/tail/gone", Fixture, NULL, set_up, test_gone, tear_down);
  g_test_add ("/tail/refused", Fixture, NULL, set_up, test_refused, tear_down);
  g_test_add ("/tail/start", Fixture, NULL, set_up, test_start, tear_down);
  return g_test_run ();
}
