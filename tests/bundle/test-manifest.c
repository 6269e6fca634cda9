/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule of manifest.xml. */

#include "lep-error.h"

#include "craft.h"
#include "lep-test.h"

#define HAVE                 "  <have space=\"" CRAFT_SPACE "\">"
#define MISSING(id, numbers) "<missing replica=\"" id "\" " numbers "/>"
#define SIGN                 "7suYY8CdnTwLK2BvIDBPRIPhnDtoj5BniZZtll171hetRSz8Q8kURSaU3Wqbwa6gt88PTirR0WsKZFx5xFNbCA=="

typedef struct
{
  const char *claim;
  CraftSwap   swap;
  const char *reason; /* part of the message; NULL = it is taken */
} Case;

static const Case cases[] = {
  { "as-it-is", { NULL, NULL }, NULL },
  { "receiver", { "  <space", "  <to replica=\"" CRAFT_OTHER "\" label=\"\"/>\n  <space" }, NULL },
  { "wants", { "</bundle>", "<want sha256=\"" CRAFT_HASH "\"/></bundle>" }, NULL },
  { "missing", { "</have>", "<missing replica=\"" CRAFT_OTHER "\" from=\"3\" to=\"4\"/></have>" }, NULL },
  { "missing-in-order", { "</have>", MISSING (CRAFT_REPLICA, "from=\"8\" to=\"9\"") MISSING (CRAFT_OTHER, "from=\"3\" to=\"4\"") MISSING (CRAFT_OTHER, "from=\"6\" to=\"6\"") "</have>" }, NULL },
  { "unknown-attributes", { "<from ", "<from mood=\"good\" " }, NULL },
  { "other-white-space", { "  <signer", "\n\t <signer" }, NULL },
  { "gt-in-attribute", { "label=\"Konjic 1\"", "label=\"a > b\"" }, NULL },
  { "single-quotes", { "label=\"Konjic 1\"", "label='\"'" }, NULL },
  { "superfluous-signer", { "  <segment", "  <signer replica=\"0194c9e9-0000-7000-8000-000000000003\" key=\"RWQUecVQXn43fQZLFFdawLSQ4mViyaUyQdVHBhj3ZF5kNWpNqmY7FKC2\" label=\"\" person=\"\" place=\"\"/>\n  <segment" }, NULL },

  { "newer-reader", { "min-reader=\"1\"", "min-reader=\"2\"" }, "made by a newer program" },
  { "format-missing", { " format=\"1\"", "" }, "“format”" },
  { "schema-missing", { " schema=\"1\"", "" }, "“schema”" },
  { "program-missing", { " program=\"0.1.0\"", "" }, "“program”" },
  { "format-zero", { " format=\"1\"", " format=\"0\"" }, "“format”" },
  { "format-too-large", { " format=\"1\"", " format=\"4294967296\"" }, "make no sense" },
  { "schema-too-large", { " schema=\"1\"", " schema=\"4294967296\"" }, "make no sense" },
  { "another-root", { "<bundle", "<bundles" }, NULL },
  { "another-name-space", { "urn:lep:bundle:1", "urn:lep:bundle:2" }, "name space" },
  { "from-missing", { "<from", "<form" }, "“form”" },
  { "label-missing", { " label=\"Konjic 1\"", "" }, "“label”" },
  { "counter-zero", { "counter=\"57\"", "counter=\"0\"" }, "“counter”" },
  { "another-counter", { "counter=\"57\"", "counter=\"58\"" }, "not that of the signature" },
  { "another-time", { "made=\"2026", "made=\"2027" }, "not that of the signature" },
  { "another-sender", { "<from replica=\"0194c9e2", "<from replica=\"0194c9e3" }, "no signer for its sender" },
  { "time-of-no-day", { "made=\"2026-11-21", "made=\"2026-11-31" }, "“made”" },
  { "two-senders", { "  <space", "  <from replica=\"" CRAFT_OTHER "\" label=\"\" person=\"\" counter=\"1\" made=\"" CRAFT_TIME "\"/>\n  <space" }, "“from”" },
  { "receiver-first", { "  <from", "  <to replica=\"" CRAFT_OTHER "\" label=\"\"/>\n  <from" }, "“to”" },
  { "receiver-late", { "  <signer", "  <to replica=\"" CRAFT_OTHER "\" label=\"\"/>\n  <signer" }, "“to”" },
  { "space-late", { "  <segment", "  <space id=\"" CRAFT_OTHER "\" kind=\"office\" name=\"\"/>\n  <segment" }, "“space”" },
  { "space-doubled", { "  <signer", "  <space id=\"" CRAFT_SPACE "\" kind=\"partnership\" name=\"\"/>\n  <signer" }, "spaces are not in order" },
  { "space-of-unknown-kind", { "kind=\"partnership\"", "kind=\"secret\"" }, "no such kind of space" },
  { "newer-kind-of-space", { "kind=\"partnership\"", "kind=\"secret\"" }, "made by a newer program" },
  { "space-not-declared", { "<space id=\"0194c9e4", "<space id=\"0194c9e3" }, "does not declare" },
  { "key-of-no-form", { "key=\"RW", "key=\"RV" }, "“key”" },
  { "key-too-short", { "key=\"RW", "key=\"W" }, "“key”" },
  { "signer-of-nobody", { "<signer replica=\"0194c9e2", "<signer replica=\"0194c9e1" }, "no signer for its sender" },
  { "signer-doubled", { "  <segment", "  <signer replica=\"" CRAFT_REPLICA "\" key=\"RWQUecVQXn43fQZLFFdawLSQ4mViyaUyQdVHBhj3ZF5kNWpNqmY7FKC2\" label=\"\" person=\"\" place=\"\"/>\n  <segment" }, "signers are not in order" },
  { "file-of-another-number", { "changes/0001.xml", "changes/0002.xml" }, "numbered" },
  { "file-elsewhere", { "changes/0001.xml", "../0001.xml" }, "numbered" },
  { "segment-of-another", { "<segment file=\"changes/0001.xml\" space=\"" CRAFT_SPACE "\" replica=\"" CRAFT_REPLICA, "<segment file=\"changes/0001.xml\" space=\"" CRAFT_SPACE "\" replica=\"" CRAFT_OTHER }, "no signer" },
  { "segment-in-no-space", { "changes/0001.xml\" space=\"" CRAFT_SPACE, "changes/0001.xml\" space=\"" CRAFT_OTHER }, "belongs to a space that is not declared" },
  { "segment-not-there", { HAVE, "  <segment file=\"changes/0002.xml\" space=\"" CRAFT_SPACE "\" replica=\"" CRAFT_REPLICA "\" from=\"5\" to=\"6\" prev=\"" CRAFT_HASH "\" head=\"" CRAFT_HASH "\" signature=\"" SIGN "\"/>\n" HAVE }, "that it announces are not those that are there" },
  { "segment-too-short", { "to=\"1\"", "to=\"2\"" }, "signed by" },
  { "segment-backwards", { "from=\"1\" to=\"1\"", "from=\"2\" to=\"1\"" }, "ends before it begins" },
  { "segment-from-elsewhere", { "prev=\"", "prev=\"0" }, "“prev”" },
  { "unsigned", { " signature=\"", " sign=\"" }, "not signed" },
  { "signature-of-no-form", { "signature=\"", "signature=\"A" }, "“signature”" },
  { "have-not-declared", { HAVE, "  <have space=\"" CRAFT_OTHER "\">" }, "does not declare" },
  { "have-twice", { "</bundle>", HAVE "</have></bundle>" }, "not in order" },
  { "seen-unsorted", { HAVE, HAVE "<seen replica=\"0194c9e9-0000-7000-8000-000000000003\" n=\"1\" head=\"" CRAFT_HASH "\"/>" }, "not in order" },
  { "seen-after-missing", { HAVE, HAVE "<missing replica=\"" CRAFT_OTHER "\" from=\"3\" to=\"4\"/>" }, "“seen”" },
  { "missing-backwards", { "</have>", "<missing replica=\"" CRAFT_OTHER "\" from=\"5\" to=\"4\"/></have>" }, "not in order" },
  { "missing-unsorted", { "</have>", MISSING (CRAFT_OTHER, "from=\"3\" to=\"4\"") MISSING (CRAFT_REPLICA, "from=\"8\" to=\"9\"") "</have>" }, "misses is not in order" },
  { "missing-twice", { "</have>", MISSING (CRAFT_OTHER, "from=\"3\" to=\"4\"") MISSING (CRAFT_OTHER, "from=\"3\" to=\"5\"") "</have>" }, "misses is not in order" },
  { "want-unsorted", { "</bundle>", "<want sha256=\"" CRAFT_HASH "\"/><want sha256=\"" CRAFT_HASH "\"/></bundle>" }, "not in order" },
  { "want-of-no-form", { "</bundle>", "<want sha256=\"abc\"/></bundle>" }, "“sha256”" },
  { "unknown-element", { "</bundle>", "<more/></bundle>" }, "“more”" },
  { "unknown-element-in-have", { HAVE, HAVE "<more/>" }, "“more”" },
  { "element-in-seen", { "/></have>", "><x/></seen></have>" }, "“x”" },
  { "element-in-from", { "made=\"" CRAFT_TIME "\"/>", "made=\"" CRAFT_TIME "\"><x/></from>" }, "“x”" },
  { "text", { "</bundle>", "x</bundle>" }, "text" },
  { "comment", { "</bundle>", "<!-- x --></bundle>" }, "comment" },
  { "doctype", { "<bundle", "<!DOCTYPE bundle SYSTEM \"file:///etc/passwd\">\n<bundle" }, "document type" },
};

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  fixture->folder = lep_test_dir ();
  fixture->path = g_build_filename (fixture->folder, "bundle.lepx", NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_assert_cmpuint (lep_test_count_files (fixture->folder), ==, 1);
  g_free (fixture->path);
  lep_test_dir_free (fixture->folder);
}

static void
test_case (Fixture      *fixture,
           gconstpointer data)
{
  const Case *test = data;
  g_autoptr (Craft) craft = craft_new ();
  g_autoptr (GByteArray) bytes = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_refused = g_str_has_prefix (test->claim, "another") || test->reason != NULL;
  int      code = g_str_has_prefix (test->claim, "newer") ? LEP_ERROR_TOO_NEW : LEP_ERROR_CORRUPT;
  guint    n;

  if (strcmp (test->claim, "newer-kind-of-space") == 0)
    craft->schema = "99";
  craft_add_first (craft);
  craft->manifest = test->swap;
  bytes = craft_bundle (craft);
  craft_write (bytes, fixture->path);
  craft_read (fixture->path, fixture->folder, &n, &error);
  if (!is_refused)
    {
      g_assert_no_error (error);
      return;
    }

  g_assert_error (error, LEP_ERROR, code);
  g_test_message ("%s", error->message);
  g_assert_cmpuint (n, ==, 0);
  if (test->reason != NULL)
    g_assert_nonnull (strstr (error->message, test->reason));
  g_assert_true (g_str_has_prefix (error->message, "manifest.xml:") || strcmp (test->claim, "segment-too-short") == 0);
}

/* What breaks a rule of the whole is told with the line of the part that does, too. */
static void
test_lines (Fixture      *fixture,
            gconstpointer data)
{
  static const struct
  {
    CraftSwap   swap;
    const char *begins;
    CraftSwap   also;
  } lines[] = {
    { { "made=\"2026", "made=\"2027" }, "manifest.xml:3: its sender, counter or time" },
    { { "<signer replica=\"0194c9e2", "<signer replica=\"0194c9e1" }, "manifest.xml:3: it has no signer" },
    { { "  <signer", "  <space id=\"" CRAFT_SPACE "\" kind=\"partnership\" name=\"\"/>\n  <signer" }, "manifest.xml:5: the spaces" },
    { { " signature=\"", " sign=\"" }, "manifest.xml:6: the last segment of a run is not signed" },
    { { "changes/0001.xml\" space=\"" CRAFT_SPACE, "changes/0001.xml\" space=\"" CRAFT_OTHER }, "manifest.xml:6: a segment belongs" },
    { { HAVE, "  <have space=\"" CRAFT_OTHER "\">" }, "manifest.xml:7: it says what the sender has" },
    { { "to=\"1\"", "to=\"2\"" }, "changes/0001.xml: the changes are not signed by the laptop “Konjic 1”, from which" },
    /* Who has no name is told by the number. */
    { { "to=\"1\"", "to=\"2\"" }, "changes/0001.xml: the changes are not signed by the laptop “" CRAFT_REPLICA "”, from which", { "label=\"Konjic 1\" person=\"Coordinator\" place", "label=\"\" person=\"Coordinator\" place" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (Craft) craft = craft_new ();
      g_autoptr (GByteArray) bytes = NULL;
      g_autoptr (GError) error = NULL;
      guint n;

      craft_add_first (craft);
      craft->manifest = lines[i].swap;
      craft->also = lines[i].also;
      bytes = craft_bundle (craft);
      craft_write (bytes, fixture->path);
      craft_read (fixture->path, fixture->folder, &n, &error);
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, lines[i].begins));
    }
}

/* Segments of one stream: a hash is one byte here, and 0 the stream's first. */
typedef struct
{
  const char *reason; /* or NULL */
  struct
  {
    gint64   from, to;
    guint8   prev, head;
    gboolean is_signed;
  } segments[2];
} Runs;

static const Runs runs[] = {
  { NULL, { { 1, 2, 0, 1, TRUE }, { 0 } } },
  { NULL, { { 1, 2, 0, 1, FALSE }, { 3, 4, 1, 2, TRUE } } },
  { NULL, { { 1, 2, 0, 1, TRUE }, { 3, 4, 7, 2, TRUE } } }, /* of another branch */
  { NULL, { { 1, G_MAXINT64, 0, 1, TRUE }, { 5, 6, 7, 2, TRUE } } },
  { "the last segment of a run is not signed", { { 1, 2, 0, 1, FALSE }, { 3, 4, 7, 2, TRUE } } },
  { "a segment is signed although the next one continues it", { { 1, 2, 0, 1, TRUE }, { 3, 4, 1, 2, TRUE } } },
  { "two segments end with the same change", { { 1, 2, 0, 1, TRUE }, { 2, 2, 7, 1, TRUE } } },
  { "the segments are not in order", { { 5, 6, 7, 1, TRUE }, { 1, 2, 0, 2, TRUE } } },
  { "a segment ends before it begins", { { 5, 4, 7, 1, TRUE }, { 0 } } },
  { "a stream does not begin with its own first hash", { { 1, 2, 7, 1, TRUE }, { 0 } } },
};

static void
test_runs (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (runs); i++)
    {
      g_autoptr (LepManifest) manifest = lep_manifest_new ();
      const char *fault;
      LepUuid     space;
      guint       line;

      lep_uuid_parse (CRAFT_SPACE, -1, &space);
      lep_uuid_parse (CRAFT_REPLICA, -1, &manifest->replica);
      lep_manifest_add_space (manifest, &space, "partnership", "");
      lep_manifest_add_signer (manifest, &manifest->replica, &(LepPublicKey){ 0 }, "", "", "");
      for (guint k = 0; k < 2 && runs[i].segments[k].from > 0; k++)
        {
          LepSegment segment = { .space = space, .replica = manifest->replica, .from = runs[i].segments[k].from, .to = runs[i].segments[k].to, .has_signature = runs[i].segments[k].is_signed };

          segment.prev.bytes[0] = runs[i].segments[k].prev;
          segment.head.bytes[0] = runs[i].segments[k].head;
          if (runs[i].segments[k].prev == 0)
            lep_chain_first (&space, &manifest->replica, &segment.prev);
          g_array_append_val (manifest->segments, segment);
        }
      fault = lep_manifest_fault (manifest, &line);
      g_assert_cmpstr (fault, ==, runs[i].reason);
      g_assert_cmpuint (line, ==, 0); /* it was not read from a text */
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/manifest/", cases[i].claim, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }
  g_test_add ("/manifest/lines", Fixture, NULL, set_up, test_lines, tear_down);
  g_test_add_func ("/manifest/runs", test_runs);
  return g_test_run ();
}
