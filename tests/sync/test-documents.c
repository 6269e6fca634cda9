/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of documents: which go along, which are missing here, and who is said
 * to have those. */

#include "lep-document.h"
#include "lep-share.h"
#include "lep-workspace-private.h"

#include "craft.h"
#include "laptops.h"

static char *
attach (Fixture    *fixture,
        Laptop     *laptop,
        const char *space,
        const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, text, NULL);
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  lep_edit_row (edit, space, "document", NULL, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "owner", space == NULL ? ORGANISATION : PARTNERSHIP);
  lep_edit_set (edit, "title", text);
  g_assert_true (lep_edit_attach (edit, path, NULL, &error));
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

/* As after files that were damaged and cleaned away. */
static void
lose_files (Laptop *laptop)
{
  g_assert_true (lep_db_exec (lep_workspace_get_db (laptop->workspace), "DELETE FROM file_piece; DELETE FROM file", NULL));
}

static GHashTable *
find_holders (Laptop *laptop)
{
  g_autoptr (GError) error = NULL;
  GHashTable *holders = lep_share_holders (laptop->workspace, &error);

  g_assert_no_error (error);
  return holders;
}

/* The labels of those who have a file, joined. */
static char *
holders_of (Laptop     *laptop,
            const char *sha256)
{
  g_autoptr (GHashTable) holders = find_holders (laptop);
  GPtrArray *of = g_hash_table_lookup (holders, sha256);
  GString   *text = g_string_new (NULL);

  for (guint i = 0; of != NULL && i < of->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ((LepFileHolder *) g_ptr_array_index (of, i))->label);
  return g_string_free (text, FALSE);
}

static guint
give_count (Fixture *fixture,
            Laptop  *from,
            Laptop  *to)
{
  g_autofree char       *peer = own_id (to);
  const LepExportOptions options = { .peer = peer, .target = fixture->stick };
  g_autoptr (GError) error = NULL;
  g_autoptr (LepExportResult) result = NULL;
  LepExportForecast forecast;

  g_assert_true (lep_export_foresee (from->workspace, &options, &forecast, &error));
  result = lep_export (from->workspace, from->surroundings, &options, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (forecast.n_documents, ==, result->n_documents);
  g_assert_true ((forecast.document_bytes > 0) == (forecast.n_documents > 0));
  return result->n_documents;
}

/* Only with the change that names it, or when it is asked for. */
static void
test_goes_along_once (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *first = NULL, *back = NULL, *ask = NULL;

  make_two (fixture);
  g_free (attach (fixture, fixture->a, NULL, "One"));
  g_assert_cmpuint (give_count (fixture, fixture->a, fixture->b), ==, 1);
  first = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, first);
  back = give (fixture, fixture->b, fixture->a);
  take_all (fixture->a, back);
  set_field (fixture->a, NULL, "organisation", ORGANISATION, "short_name", "EO");
  g_assert_cmpuint (give_count (fixture, fixture->a, fixture->b), ==, 0);

  lose_files (fixture->b);
  ask = give (fixture, fixture->b, fixture->a);
  take_all (fixture->a, ask);
  g_assert_cmpuint (give_count (fixture, fixture->a, fixture->b), ==, 1);

  /* What is not here itself cannot be given. */
  lose_files (fixture->a);
  g_assert_cmpuint (give_count (fixture, fixture->a, fixture->b), ==, 0);
}

static void
test_who_has_it (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *first = NULL, *one = NULL, *two = NULL, *same = NULL, *from_c = NULL, *from_b = NULL, *to_a = NULL;
  g_autofree char *alone = NULL, *both = NULL, *once = NULL, *later = NULL, *gone = NULL;

  make_two (fixture);

  /* C's comes through B: A never met C, who attached it. */
  first = give (fixture, fixture->a, NULL);
  join (fixture, fixture->c, "Foča 1", first);
  one = attach (fixture, fixture->c, NULL, "One");
  same = attach (fixture, fixture->c, PARTNERSHIP, "One");
  g_assert_cmpstr (one, ==, same);
  from_c = give (fixture, fixture->c, NULL);
  take_all (fixture->b, from_c);
  lose_files (fixture->b);
  from_b = give (fixture, fixture->b, NULL);
  take_all (fixture->a, from_b);
  alone = holders_of (fixture->a, one);
  g_assert_cmpstr (alone, ==, "Foča 1"); /* B says that it misses it */

  /* It asks for it, and then has it as well. */
  g_free (from_b);
  take_all (fixture->b, from_c);
  from_b = give (fixture, fixture->b, NULL);
  take_all (fixture->a, from_b);
  lose_files (fixture->a);
  both = holders_of (fixture->a, one);
  g_assert_cmpstr (both, ==, "Žepče 1");

  /* What this laptop attached itself and lost, others have who have seen it. */
  two = attach (fixture, fixture->a, NULL, "Two");
  lose_files (fixture->a);
  gone = holders_of (fixture->a, two);
  g_assert_cmpstr (gone, ==, ""); /* B has not seen it */
  to_a = give (fixture, fixture->a, fixture->b);
  take_all (fixture->b, to_a);
  g_free (from_b);
  from_b = give (fixture, fixture->b, NULL);
  take_all (fixture->a, from_b);
  once = holders_of (fixture->a, two);
  g_assert_cmpstr (once, ==, ""); /* it came without its file, and B says so */

  /* C says what it has seen. */
  g_free (from_c);
  from_c = give (fixture, fixture->c, NULL);
  take_all (fixture->a, from_c);
  lose_files (fixture->a);
  later = holders_of (fixture->a, one);
  g_assert_true (strstr (later, "Foča 1") != NULL && strstr (later, "Žepče 1") != NULL);
}

/* The last change of a laptop in the programme's space. */
static LepSeen
last_of (Laptop *laptop)
{
  const LepUuid    space = space_of (laptop, LEP_SPACE_PROGRAMME);
  g_autofree char *id = own_id (laptop);
  g_autoptr (GArray) have = lep_lacks_own_have (laptop->workspace, &space, NULL);
  LepSeen last = { .n = 0 };
  LepUuid own;

  lep_uuid_parse (id, -1, &own);
  for (guint i = 0; i < have->len; i++)
    if (lep_uuid_equal (&g_array_index (have, LepSeen, i).replica, &own))
      last = g_array_index (have, LepSeen, i);
  g_assert_cmpint (last.n, >, 0);
  return last;
}

/* B went on without two changes: it has what was attached before them and behind them. */
static void
test_who_went_on_without (Fixture      *fixture,
                          gconstpointer data)
{
  static const char *const texts[] = { "Before", "One", "Two", "Behind" };
  g_autofree char         *b = NULL;
  g_autoptr (GArray) have = lep_context_new ();
  LepUuid space, peer;

  make_two (fixture);
  space = space_of (fixture->a, LEP_SPACE_PROGRAMME);
  b = own_id (fixture->b);
  lep_uuid_parse (b, -1, &peer);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      LepSeen last;

      g_free (attach (fixture, fixture->a, NULL, texts[i]));
      last = last_of (fixture->a);
      if (i == 2)
        memset (&last.head, 0, sizeof last.head); /* missed */
      if (i != 1)
        g_array_append_val (have, last);
    }
  g_assert_true (lep_laptop_set_have (fixture->a->workspace, &peer, &space, have, "2026-11-21T10:00:00.000Z", NULL));
  lose_files (fixture->a);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *sha256 = g_compute_checksum_for_string (G_CHECKSUM_SHA256, texts[i], -1);
      g_autofree char *holders = holders_of (fixture->a, sha256);

      g_assert_cmpstr (holders, ==, i == 1 || i == 2 ? "" : "Žepče 1");
    }
}

/* What another asks for is answered as far as it is here. */
static void
test_asked_for_what_is_not_here (Fixture      *fixture,
                                 gconstpointer data)
{
  g_autofree char *here = NULL, *peer = NULL, *none = NULL, *one = NULL, *same = NULL, *gone = NULL;
  LepUuid          id;
  LepHash          hash;

  make_two (fixture);
  peer = own_id (fixture->b);
  lep_uuid_parse (peer, -1, &id);
  g_assert_true (lep_share_answers (fixture->a->workspace, &id, &none, NULL));
  g_assert_null (none);

  here = attach (fixture, fixture->a, NULL, "Here");
  lep_hash_parse (here, -1, &hash);
  g_assert_true (lep_wants_add (fixture->a->workspace, &id, &hash, NULL));
  g_assert_true (lep_share_answers (fixture->a->workspace, &id, &one, NULL));
  g_assert_nonnull (one);

  hash.bytes[0] ^= 1; /* nobody here has that */
  g_assert_true (lep_wants_add (fixture->a->workspace, &id, &hash, NULL));
  g_assert_true (lep_share_answers (fixture->a->workspace, &id, &same, NULL));
  g_assert_cmpstr (same, ==, one);

  lose_files (fixture->a);
  g_assert_true (lep_share_answers (fixture->a->workspace, &id, &gone, NULL));
  g_assert_null (gone);
}

static void
test_nothing_is_missing (Fixture      *fixture,
                         gconstpointer data)
{
  g_autoptr (GHashTable) none = NULL;

  g_free (attach (fixture, fixture->a, NULL, "One"));
  none = find_holders (fixture->a);
  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
}

/* Who attached it has lost it, too. */
static void
test_author_misses_it (Fixture      *fixture,
                       gconstpointer data)
{
  g_autofree char *one = NULL, *file = NULL, *whose = NULL;

  make_two (fixture);
  one = attach (fixture, fixture->b, NULL, "One");
  lose_files (fixture->b);
  file = give (fixture, fixture->b, NULL);
  take_all (fixture->a, file);
  whose = holders_of (fixture->a, one);
  g_assert_cmpstr (whose, ==, "");
}

#define CRAFT_ROW(n, set) \
  "<change n=\"" n "\" at=\"" CRAFT_AT "\" by=\"\"><row kind=\"document\" id=\"" CRAFT_OTHER "\">" set "</row></change>"

static void
take_crafted (Fixture *fixture,
              Craft   *craft)
{
  g_autoptr (GByteArray) bytes = craft_bundle (craft);
  g_autofree char *path = g_build_filename (fixture->stick, "crafted.lepx", NULL);

  craft_write (bytes, path);
  take_all (fixture->a, path);
}

/* A newer program may write what is no hash here: it is kept beside the other
 * value of the conflict, and no file is asked for by that name. */
static void
test_no_hash_names_no_file (Fixture      *fixture,
                            gconstpointer data)
{
  g_autoptr (Craft) craft = craft_new ();
  g_autoptr (GArray) named = NULL, wants = g_array_new (FALSE, FALSE, sizeof (LepSharedFile));
  g_autofree char *sha256 = g_strnfill (LEP_HASH_HEX_SIZE, '0');
  LepUuid          space;

  craft->schema = "99";
  craft_add_first (craft);
  craft_add (craft, CRAFT_ROW ("2", "<set f=\"title\">One</set>"));
  take_crafted (fixture, craft);
  set_field (fixture->a, CRAFT_SPACE, "document", CRAFT_OTHER, "sha256", sha256);
  craft_add (craft, CRAFT_ROW ("3", "<set f=\"sha256\">ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789</set>"));
  take_crafted (fixture, craft);

  lep_uuid_parse (CRAFT_SPACE, -1, &space);
  named = lep_documents_named (fixture->a->workspace, &space, NULL);
  g_assert_cmpuint (named->len, ==, 3); /* the shown one for both heads, and the other */
  g_assert_true (lep_share_wants (fixture->a->workspace, &space, wants, NULL));
  lep_share_sort (wants);
  g_assert_cmpuint (wants->len, ==, 1);
}

/* Where the tables do not fit the log, nobody is said to have what no change names. */
static void
test_named_by_no_change (Fixture      *fixture,
                         gconstpointer data)
{
  g_autofree char *file = NULL, *sha256 = NULL, *other = g_strnfill (LEP_HASH_HEX_SIZE, 'a'), *holders = NULL, *nobody = NULL, *sql = NULL;
  LepDb           *db;

  make_two (fixture);
  sha256 = attach (fixture, fixture->a, NULL, "One");
  file = give (fixture, fixture->a, NULL);
  take_all (fixture->b, file);
  lose_files (fixture->b);
  db = lep_workspace_get_db (fixture->b->workspace);
  sql = g_strdup_printf ("INSERT INTO sibling SELECT rid, 'sha256', 99, 1, '%s' FROM k_document", other);
  lep_db_set_engine_writing (db, TRUE);
  g_assert_true (lep_db_exec (db, sql, NULL));
  lep_db_set_engine_writing (db, FALSE);
  holders = holders_of (fixture->b, sha256);
  g_assert_cmpstr (holders, ==, "Office");
  nobody = holders_of (fixture->b, other);
  g_assert_cmpstr (nobody, ==, "");
}

/* One that another program attached, larger than a bundle of ours can bear. */
static void
test_too_large_to_pass_on (Fixture      *fixture,
                           gconstpointer data)
{
  make_two (fixture);
  g_free (attach (fixture, fixture->a, NULL, "One"));
  g_assert_true (lep_db_exec (lep_workspace_get_db (fixture->a->workspace), "UPDATE file SET size = 2100000000", NULL));
  g_assert_cmpuint (give_count (fixture, fixture->a, fixture->b), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(claim, function) g_test_add ("/documents/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("goes-along-once", test_goes_along_once);
  ADD ("who-has-it", test_who_has_it);
  ADD ("who-went-on-without", test_who_went_on_without);
  ADD ("asked-for-what-is-not-here", test_asked_for_what_is_not_here);
  ADD ("nothing-is-missing", test_nothing_is_missing);
  ADD ("author-misses-it", test_author_misses_it);
  ADD ("no-hash-names-no-file", test_no_hash_names_no_file);
  ADD ("named-by-no-change", test_named_by_no_change);
  ADD ("too-large-to-pass-on", test_too_large_to_pass_on);
  return g_test_run ();
}
