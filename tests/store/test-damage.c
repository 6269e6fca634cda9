/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file whose parts do not fit each other: what cannot be told is said to be so,
 * and nothing is made up. */

#include "lep-conflict.h"
#include "lep-for-good.h"
#include "lep-heads.h"
#include "lep-history.h"
#include "lep-receipt.h"
#include "lep-revocation.h"
#include "lep-store-test.h"
#include "lep-util.h"

typedef struct
{
  char   *dir;
  Laptop *a, *b;
  char   *project;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->dir = lep_test_dir ();
  fixture->a = laptop_new (fixture->dir, 1);
  fixture->b = laptop_new (fixture->dir, 2);
  fixture->project = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Welders",
                                 "activity", "retraining", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->a);
  laptop_free (fixture->b);
  g_free (fixture->project);
  lep_test_dir_free (fixture->dir);
}

static void
assert_no_digest (Laptop *laptop)
{
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (LepSpaceDigest));
  g_autoptr (GError) error = NULL;
  LepHash total;

  g_assert_false (lep_workspace_digest (laptop->workspace, NULL, &total, spaces, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

#define OF_PROJECT " WHERE kind_no = (SELECT no FROM kind WHERE name = 'project')"

static void
test_digest_of_clocks (Fixture      *fixture,
                       gconstpointer data)
{
  static const char *const clocks[] = {
    "x'01'",         /* cut */
    "x'01000109'",   /* the change with number 0 */
    "x'017f0109'",   /* a number that is not there yet */
    "x'7f010109'",   /* a branch that is not there */
    "x'010101ff7f'", /* a register that is not there */
  };

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      g_autofree char *sql = g_strdup_printf ("UPDATE row SET clock = %s" OF_PROJECT, clocks[i]);

      laptop_damage (fixture->a, sql);
      assert_no_digest (fixture->a);
    }
}

static void
test_heads (void)
{
  const LepHead heads[] = { { 1, 1, 1 }, { 300, 1, 1 }, { 2, 1, G_GINT64_CONSTANT (1) << 40 }, { 1, 200, 7 } };
  const guint8  endless[] = { 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1, 1, 1 };
  g_autoptr (GArray) in = g_array_new (FALSE, FALSE, sizeof (LepHead));
  g_autoptr (GArray) out = g_array_new (FALSE, FALSE, sizeof (LepHead));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  guint n_whole = 0;

  g_array_append_vals (in, heads, G_N_ELEMENTS (heads));
  lep_heads_encode (in, bytes);
  g_assert_true (lep_heads_decode (bytes->data, bytes->len, out));
  g_assert_cmpmem (in->data, in->len * sizeof (LepHead), out->data, out->len * sizeof (LepHead));
  /* Cut between two changes it is a shorter clock; anywhere else it is none. */
  for (guint size = 0; size < bytes->len; size++)
    n_whole += lep_heads_decode (bytes->data, size, out);
  g_assert_cmpuint (n_whole, ==, 3);
  g_assert_false (lep_heads_decode (endless, sizeof endless, out));
}

/* The head is a change that says nothing about the row. */
static void
test_conflict_of_wrong_heads (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *other = laptop_put (fixture->a, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Bakers", "activity", "retraining", NULL);
  g_autofree char *sql = NULL;
  LepUuid          id, another;

  laptop_give (fixture->a, fixture->b);
  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Welders 2");
  laptop_edit (fixture->b, NULL, "project", fixture->project, "title", "Welders 3");
  laptop_give (fixture->b, fixture->a);
  before = lep_conflicts_list (fixture->a->workspace, NULL, NULL, 0, &error);
  g_assert_cmpuint (before->len, ==, 1);

  g_assert_true (lep_uuid_parse (fixture->project, -1, &id));
  g_assert_true (lep_uuid_parse (other, -1, &another));
  {
    g_autofree char *from = lep_hex_encode (id.bytes, LEP_UUID_SIZE), *to = lep_hex_encode (another.bytes, LEP_UUID_SIZE);

    sql = g_strdup_printf ("DELETE FROM row WHERE id = x'%s'; UPDATE row SET id = x'%s' WHERE id = x'%s'", to, to, from);
  }
  laptop_damage (fixture->a, sql);
  g_assert_null (lep_conflicts_list (fixture->a->workspace, NULL, NULL, 0, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

#define DAMAGED(where) "UPDATE change SET body = replace (body, '</change>', '') WHERE " where

static void
test_history (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  laptop_damage (fixture->a, DAMAGED ("body LIKE '%Welders%'"));
  g_assert_null (lep_history (fixture->a->workspace, NULL, "project", fixture->project, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

static gint64
count_stubs (Laptop *laptop)
{
  gint64 n = -1;

  g_assert_true (lep_db_get_int64 (lep_workspace_get_db (laptop->workspace), "SELECT count (*) FROM change WHERE body IS NULL", &n, NULL));
  return n;
}

/* Nothing of a contact is erased if not all of it can be. */
static void
test_erasure (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *contact = laptop_put (fixture->a, NULL, "contact", NULL, "organisation", PARTNERSHIP, "name", "Secretname", NULL);
  g_autoptr (GError) error = NULL;
  LepUuid space, id;

  laptop_damage (fixture->a, DAMAGED ("body LIKE '%Secretname%'"));
  lep_uuid_parse (CONTACTS, -1, &space);
  lep_uuid_parse (contact, -1, &id);
  g_assert_false (lep_workspace_erase (fixture->a->workspace, &space, &id, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_cmpint (count_stubs (fixture->a), ==, 0);
}

/* The change by which B learns of the project comes before what it builds on. */
static void
test_waiting (Fixture      *fixture,
              gconstpointer data)
{
  g_autoptr (GPtrArray) parcels = NULL, late = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *after = NULL, *before = NULL;
  LepUuid          space;

  laptop_edit (fixture->a, NULL, "project", fixture->project, "title", "Bakers");
  parcels = laptop_pack (fixture->a);
  g_ptr_array_add (late, g_ptr_array_index (parcels, parcels->len - 1));
  laptop_take (fixture->b, late);
  laptop_expect (fixture->b, "SELECT count (*) FROM pending", "1");

  laptop_damage (fixture->b, "UPDATE pending SET body = replace (body, '</change>', '')");
  g_assert_null (lep_ingest_begin (fixture->b->workspace, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_clear_error (&error);
  g_assert_null (lep_exchange_missing (fixture->b->workspace, NULL, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_clear_error (&error);
  lep_uuid_parse (PARTNERSHIP, -1, &space);
  g_assert_false (lep_exchange_times_around (fixture->b->workspace, &space, &fixture->a->replica, 1, 1, &after, &before, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

static void
test_blocked (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *b = lep_uuid_to_string (&fixture->b->replica);
  g_autoptr (GHashTable) blocked = NULL;
  g_autoptr (GError) error = NULL;

  g_free (laptop_put (fixture->a, PROGRAMME, "programme", PROGRAMME, "name", "LEP", "currency", "BAM", NULL));
  laptop_edit (fixture->a, PROGRAMME, "replica", b, "revoked_on", "2026-11-22");
  blocked = lep_revocations_load (fixture->a->workspace, &error);
  g_assert_cmpstr (g_hash_table_lookup (blocked, b), ==, "2026-11-22");
  laptop_damage (fixture->a, DAMAGED ("body LIKE '%revoked_on%'"));
  g_assert_null (lep_revocations_load (fixture->a->workspace, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

/* A receipt whose hash is lost is still one. */
static void
test_receipts (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *hash = g_strnfill (LEP_HASH_HEX_SIZE, 'a');
  const LepReceipt receipt = { .at = (char *) "2026-11-21T10:00:00.000Z", .file = (char *) "one.lepx", .hash = hash, .counter = 5 };
  g_autoptr (GPtrArray) whole = NULL, damaged = NULL;

  g_assert_true (lep_receipt_add (fixture->a->workspace, &receipt, NULL));
  whole = lep_receipts_list (fixture->a->workspace, 10, NULL);
  g_assert_cmpstr (((LepReceipt *) g_ptr_array_index (whole, 0))->hash, ==, hash);
  laptop_damage (fixture->a, "UPDATE receipt SET hash = NULL");
  damaged = lep_receipts_list (fixture->a->workspace, 10, NULL);
  g_assert_null (((LepReceipt *) g_ptr_array_index (damaged, 0))->hash);
  g_assert_cmpstr (((LepReceipt *) g_ptr_array_index (damaged, 0))->file, ==, "one.lepx");
}

/* What a register is numbered by is lost, and cannot be written anew: the edit is
 * refused. */
static void
test_names (Fixture      *fixture,
            gconstpointer data)
{
  static const char *const names[] = { "char (1) || 'from_age'", "'position'" };

  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace),
                              "CREATE TEMP TRIGGER full BEFORE INSERT ON name BEGIN SELECT RAISE (ABORT, 'no room'); END", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *sql = g_strdup_printf ("DELETE FROM name WHERE name = %s", names[i]);
      g_autoptr (LepEdit) edit = lep_edit_new (fixture->a->workspace);
      g_autoptr (GError) error = NULL;

      laptop_damage (fixture->a, sql);
      g_assert_true (lep_edit_row (edit, PROGRAMME, "category", NULL, &error));
      lep_edit_set (edit, "dimension", "age");
      lep_edit_set (edit, "code", "young");
      lep_edit_set (edit, "label", "Young people");
      g_assert_false (lep_edit_commit (edit, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_FAILED);
      g_assert_nonnull (strstr (error->message, "could not be read or written"));
      laptop_expect (fixture->a, "SELECT count (*) FROM change JOIN stream ON no = stream_no WHERE space_no = 1", "0");
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, function) g_test_add ("/damage/" path, Fixture, NULL, set_up, function, tear_down)
  g_test_add_func ("/damage/heads", test_heads);
  ADD ("digest-of-clocks", test_digest_of_clocks);
  ADD ("conflict-of-wrong-heads", test_conflict_of_wrong_heads);
  ADD ("history", test_history);
  ADD ("erasure", test_erasure);
  ADD ("waiting", test_waiting);
  ADD ("blocked", test_blocked);
  ADD ("receipts", test_receipts);
  ADD ("names", test_names);
  return g_test_run ();
}
