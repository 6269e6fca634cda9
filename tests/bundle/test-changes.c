/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Each rule of changes/<nnnn>.xml: what keeps it is taken, what breaks it is
 * refused with member, line and reason. */

#include "lep-error.h"

#include "craft.h"
#include "lep-test.h"

#define ID               "0194ca00-0000-7000-8000-00000000000a"
#define HEAD             "<change n=\"2\" at=\"" CRAFT_AT "\" by=\"\">"
#define TAIL             "</change>"
#define ROW              "<row kind=\"project\" id=\"" ID "\">"
#define ROWEND           "</row>"
#define SEEN(replica, n) "<seen replica=\"" replica "\" n=\"" n "\" head=\"" CRAFT_HASH "\"/>"
#define GONE(n)          "<gone n=\"" n "\" hash=\"" CRAFT_HASH "\" by=\"" CRAFT_HASH "\"/>"
#define TITLE            HEAD ROW "<set f=\"title\">x</set>" ROWEND TAIL

typedef struct
{
  const char *claim;
  const char *item;   /* after the first change */
  const char *reason; /* part of the message; NULL = it is taken */
  const char *kind;   /* of the space, if not a partnership */
} Case;

static const Case cases[] = {
  { "set", TITLE },
  { "row-without-content", HEAD "<row kind=\"project\" id=\"" ID "\"/>" TAIL },
  { "empty-and-nil", HEAD ROW "<set f=\"title\"/><set f=\"note\" nil=\"1\"/>" ROWEND TAIL },
  { "life", HEAD "<row kind=\"project\" id=\"" ID "\" life=\"deleted\"/>" TAIL },
  { "escapes", HEAD ROW "<set f=\"title\">a &amp; b &lt; c &gt; d\" ' \t&#13;\n</set>" ROWEND TAIL },
  { "escapes-in-attribute", "<change n=\"2\" at=\"" CRAFT_AT "\" by=\"&amp;&lt;&gt;&quot;&#9;&#10;&#13;&amp;#38;\">" ROW ROWEND TAIL, "canonical" },
  { "waive", HEAD "<waive replica=\"" CRAFT_OTHER "\" from=\"1\" to=\"2\"/>" TAIL },
  { "unknown-attribute", HEAD "<row kind=\"project\" id=\"" ID "\" new=\"1\"/>" TAIL },
  { "unknown-element", HEAD "<new a=\"b\">text<in/></new>" ROW "<new/>" ROWEND TAIL },
  { "unknown-kind-and-field", HEAD "<row kind=\"vessel\" id=\"" ID "\"><set f=\"draught\">-1.5</set></row>" TAIL },
  { "known-names-in-unknown", HEAD "<new><waive/><change/><erase kind=\"x\"/><seen/></new>" ROW "<set f=\"title\">x</set>" ROWEND TAIL },
  { "text-not-nfc-and-bidi", HEAD ROW "<set f=\"title\">c\xcc\x8c \xe2\x80\xae x \xe2\x80\x8b</set>" ROWEND TAIL },
  { "clock-of-2999", "<change n=\"2\" at=\"2999-01-01T00:00:00.000Z\" by=\"\">" ROW "<set f=\"start\">2999-01-01</set>" ROWEND TAIL },
  { "gone-in-contacts", GONE ("2"), NULL, "contacts" },
  { "erase-in-contacts", HEAD "<erase kind=\"contact\" id=\"" ID "\"/>" TAIL, NULL, "contacts" },

  { "number-skipped", "<change n=\"3\" at=\"" CRAFT_AT "\" by=\"\">" ROW "<set f=\"title\">x</set>" ROWEND TAIL, "number" },
  { "number-doubled", "<change n=\"1\" at=\"" CRAFT_AT "\" by=\"\">" ROW "<set f=\"title\">x</set>" ROWEND TAIL, "number" },
  { "number-with-zero", "<change n=\"02\" at=\"" CRAFT_AT "\" by=\"\">" ROW "<set f=\"title\">x</set>" ROWEND TAIL, "“n”" },
  { "number-with-letter", "<change n=\"2x\" at=\"" CRAFT_AT "\" by=\"\">" ROW "<set f=\"title\">x</set>" ROWEND TAIL, "“n”" },
  { "number-too-large", "<change n=\"9223372036854775808\" at=\"" CRAFT_AT "\" by=\"\">" ROW "<set f=\"title\">x</set>" ROWEND TAIL, "“n”" },
  { "number-missing", "<change at=\"" CRAFT_AT "\" by=\"\">" ROW "<set f=\"title\">x</set>" ROWEND TAIL, "“n”" },
  { "time-of-no-day", "<change n=\"2\" at=\"2026-02-30T00:00:00.000Z\" by=\"\">" ROW "<set f=\"title\">x</set>" ROWEND TAIL, "“at”" },
  { "time-empty", "<change n=\"2\" at=\"\" by=\"\">" ROW "<set f=\"title\">x</set>" ROWEND TAIL, "“at”" },
  { "by-missing", "<change n=\"2\" at=\"" CRAFT_AT "\">" ROW "<set f=\"title\">x</set>" ROWEND TAIL, "“by”" },
  { "says-nothing", HEAD TAIL, "says nothing" },
  { "attribute-order", HEAD "<row id=\"" ID "\" kind=\"project\"/>" TAIL, "canonical" },
  { "unknown-attribute-first", HEAD "<row new=\"1\" kind=\"project\" id=\"" ID "\"/>" TAIL, "canonical" },
  { "single-quotes", HEAD "<row kind='project' id=\"" ID "\"/>" TAIL, "canonical" },
  { "space-in-tag", HEAD "<row kind=\"project\" id=\"" ID "\" />" TAIL, "canonical" },
  { "long-form-of-empty", HEAD ROW ROWEND TAIL, "canonical" },
  { "space-between-elements", HEAD " " ROW "<set f=\"title\">x</set>" ROWEND TAIL, "text" },
  { "text-in-row", HEAD ROW "x" ROWEND TAIL, "text" },
  { "raw-gt", HEAD ROW "<set f=\"title\">a > b</set>" ROWEND TAIL, "canonical" },
  { "raw-cr", HEAD ROW "<set f=\"title\">a\rb</set>" ROWEND TAIL, "canonical" },
  { "quot-in-text", HEAD ROW "<set f=\"title\">&quot;</set>" ROWEND TAIL, "canonical" },
  { "character-reference", HEAD ROW "<set f=\"title\">&#65;</set>" ROWEND TAIL, "canonical" },
  { "hex-cr", HEAD ROW "<set f=\"title\">&#xD;</set>" ROWEND TAIL, "canonical" },
  { "tab-in-attribute", "<change n=\"2\" at=\"" CRAFT_AT "\" by=\"a\tb\">" ROW "<set f=\"title\">x</set>" ROWEND TAIL, "canonical" },
  { "unknown-entity", HEAD ROW "<set f=\"title\">&lol;</set>" ROWEND TAIL, "well-formed" },
  { "control-character", HEAD ROW "<set f=\"title\">\x01</set>" ROWEND TAIL, "well-formed" },
  { "referenced-nul", HEAD ROW "<set f=\"title\">&#0;</set>" ROWEND TAIL, "well-formed" },
  { "set-outside-row", HEAD "<set f=\"title\">x</set>" TAIL, "“set”" },
  { "set-in-unknown", HEAD ROW "<new><set f=\"title\">x</set></new>" ROWEND TAIL, "“set”" },
  { "row-in-row", HEAD ROW "<row kind=\"project\" id=\"" ID "\"/>" ROWEND TAIL, "“row”" },
  { "row-in-unknown", HEAD "<new><row kind=\"project\" id=\"" ID "\"/></new>" TAIL, "“row”" },
  { "change-in-change", HEAD ROW "<change n=\"2\" at=\"" CRAFT_AT "\" by=\"\"/>" ROWEND TAIL, "“change”" },
  { "element-in-set", HEAD ROW "<set f=\"title\"><b/></set>" ROWEND TAIL, "text alone" },
  { "waive-after-row", HEAD ROW "<set f=\"title\">x</set>" ROWEND "<waive replica=\"" CRAFT_OTHER "\" from=\"1\" to=\"2\"/>" TAIL, "“waive”" },
  { "waive-backwards", HEAD "<waive replica=\"" CRAFT_OTHER "\" from=\"3\" to=\"2\"/>" TAIL, "waiver" },
  { "row-twice", HEAD "<row kind=\"project\" id=\"" ID "\"/><row kind=\"project\" id=\"" ID "\"/>" TAIL, "same row twice" },
  { "field-twice", HEAD ROW "<set f=\"title\">x</set><set f=\"title\">y</set>" ROWEND TAIL, "“title” twice" },
  { "life-unknown", HEAD "<row kind=\"project\" id=\"" ID "\" life=\"undead\"/>" TAIL, "“life”" },
  { "life-as-field", HEAD ROW "<set f=\"life\">deleted</set>" ROWEND TAIL, "“life”" },
  { "nil-unknown", HEAD ROW "<set f=\"title\" nil=\"0\"/>" ROWEND TAIL, "“nil”" },
  { "nil-with-text", HEAD ROW "<set f=\"title\" nil=\"1\">x</set>" ROWEND TAIL, "without a value" },
  { "id-in-capitals", HEAD "<row kind=\"project\" id=\"0194CA00-0000-7000-8000-00000000000A\"/>" TAIL, "“id”" },
  { "id-in-braces", HEAD "<row kind=\"project\" id=\"{" ID "}\"/>" TAIL, "“id”" },
  { "kind-empty", HEAD "<row kind=\"\" id=\"" ID "\"/>" TAIL, "“kind”" },
  { "field-with-tab", HEAD ROW "<set f=\"a&#9;b\">x</set>" ROWEND TAIL, "“f”" },
  { "date-of-no-day", HEAD ROW "<set f=\"start\">2026-02-30</set>" ROWEND TAIL, "not a value" },
  { "money-with-comma", HEAD ROW "<set f=\"grant\">1.234,56</set>" ROWEND TAIL, "not a value" },
  { "money-minus-zero", HEAD ROW "<set f=\"grant\">-0</set>" ROWEND TAIL, "not a value" },
  { "money-too-large", HEAD ROW "<set f=\"grant\">9223372036854775808</set>" ROWEND TAIL, "not a value" },
  { "codes-unsorted", HEAD ROW "<set f=\"target_groups\">youth women</set>" ROWEND TAIL, "not a value" },
  { "ref-of-no-form", HEAD ROW "<set f=\"partnership\">x</set>" ROWEND TAIL, "not a value" },
  { "erase-elsewhere", HEAD "<erase kind=\"contact\" id=\"" ID "\"/>" TAIL, "erased" },
  { "erase-of-other-kind", HEAD "<erase kind=\"project\" id=\"" ID "\"/>" TAIL, "erased", "contacts" },
  { "two-rows-in-contacts", HEAD "<row kind=\"contact\" id=\"" ID "\"/><row kind=\"contact\" id=\"" CRAFT_OTHER "\"/>" TAIL, "more than one row", "contacts" },
  { "erase-and-row-in-contacts", HEAD "<erase kind=\"contact\" id=\"" ID "\"/><row kind=\"contact\" id=\"" CRAFT_OTHER "\"/>" TAIL, "more than one row", "contacts" },
  { "two-erases-in-contacts", HEAD "<erase kind=\"contact\" id=\"" ID "\"/><erase kind=\"contact\" id=\"" CRAFT_OTHER "\"/>" TAIL, "more than one row", "contacts" },
  { "gone-number-skipped", GONE ("3"), "number 3 where 2 follows", "contacts" },
  { "gone-elsewhere", GONE ("2"), "“gone”" },
  { "context-of-itself", "<context>" SEEN (CRAFT_REPLICA, "1") "</context>", "own laptop" },
  { "context-unsorted", "<context>" SEEN (CRAFT_OTHER, "2") SEEN (CRAFT_OTHER, "1") "</context>", "not in order" },
  { "context-doubled", "<context>" SEEN (CRAFT_OTHER, "2") SEEN (CRAFT_OTHER, "2") "</context>", "not in order" },
  { "context-at-the-end", "<context/>", "context" },
  { "two-contexts", "<context/>\n<context/>\n" TITLE, "context" },
  { "context-before-gone", "<context/>\n" GONE ("2"), "context", "contacts" },
  { "context-with-unknown", "<context><new/></context>", "“new”" },
  { "seen-with-unknown", "<context><seen replica=\"" CRAFT_OTHER "\" n=\"1\" head=\"" CRAFT_HASH "\"><new/></seen></context>", "“new”" },
  { "gone-with-unknown", "<gone n=\"2\" hash=\"" CRAFT_HASH "\" by=\"" CRAFT_HASH "\"><new/></gone>", "“new”", "contacts" },
  { "context-with-change", "<context><change n=\"2\"/></context>", "“change”" },
  { "unknown-element-outside", "<new/>", "“new”" },
  { "text-outside", "text", "text" },
  { "comment", "<!-- -->", "comment" },
  { "instruction", "<?php x?>", "instruction" },
  { "cdata", HEAD ROW "<set f=\"title\"><![CDATA[x]]></set>" ROWEND TAIL, "CDATA" },
  { "prefix", "<x:row xmlns:x=\"urn:x\"/>", "prefix" },
  { "name-space-again", HEAD "<row xmlns=\"urn:lep:changes:1\" kind=\"project\" id=\"" ID "\"/>" TAIL, "prefix" },
  { "xml-lang", HEAD "<row kind=\"project\" id=\"" ID "\" xml:lang=\"bs\"/>" TAIL, "prefix" },
  { "too-deep", HEAD "<a><b><c><d><e><f><g/></f></e></d></c></b></a>" TAIL, "deep" },
  { "seventeen-attributes", HEAD "<a b=\"\" c=\"\" d=\"\" e=\"\" f=\"\" g=\"\" h=\"\" i=\"\" j=\"\" k=\"\" l=\"\" m=\"\" n=\"\" o=\"\" p=\"\" q=\"\" r=\"\"/>" TAIL, "16 attributes" },
  { "attribute-twice", HEAD "<row kind=\"project\" id=\"" ID "\" new=\"1\" new=\"2\"/>" TAIL, "well-formed" },
  { "not-utf8", HEAD ROW "<set f=\"title\">\xff</set>" ROWEND TAIL, "UTF-8" },
  { "overlong-utf8", HEAD ROW "<set f=\"title\">\xc0\x80</set>" ROWEND TAIL, "UTF-8" },
  { "surrogate", HEAD ROW "<set f=\"title\">\xed\xa0\x80</set>" ROWEND TAIL, "UTF-8" },
  { "unclosed", HEAD, "cut off" },
  { "closed-too-often", "</changes></changes>", "did not begin" },
  { "wrong-end", HEAD "<a></b>" TAIL, "well-formed" },
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
  g_assert_cmpuint (lep_test_count_files (fixture->folder), <=, 1); /* no temporary file is left */
  g_free (fixture->path);
  lep_test_dir_free (fixture->folder);
}

static gboolean
read_crafted (Fixture *fixture,
              Craft   *craft,
              GError **error)
{
  g_autoptr (GByteArray) bytes = craft_bundle (craft);
  guint n;

  craft_write (bytes, fixture->path);
  return craft_read (fixture->path, fixture->folder, &n, error);
}

static void
test_case (Fixture      *fixture,
           gconstpointer data)
{
  const Case *test = data;
  g_autoptr (Craft) craft = craft_new ();
  g_autoptr (GError) error = NULL;

  if (test->kind != NULL)
    craft->kind = test->kind;
  craft_add_first (craft);
  craft_add (craft, test->item);
  read_crafted (fixture, craft, &error);
  if (test->reason == NULL)
    g_assert_no_error (error);
  else
    {
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, "changes/0001.xml:") ||
                     g_str_has_prefix (error->message, "manifest.xml"));
      g_assert_nonnull (strstr (error->message, test->reason));
      g_assert_cmpuint (strlen (error->message), <, 400);
    }
}

static void
test_line_is_named (Fixture      *fixture,
                    gconstpointer data)
{
  g_autoptr (Craft) craft = craft_new ();
  g_autoptr (GError) error = NULL;

  craft_add_first (craft);
  craft_add (craft, TITLE);
  craft_add (craft, "<change n=\"3\" at=\"x\" by=\"\"/>");
  g_assert_false (read_crafted (fixture, craft, &error));
  g_assert_true (g_str_has_prefix (error->message, "changes/0001.xml:5: "));
}

static void
test_relayed_values_are_kept (Fixture      *fixture,
                              gconstpointer data)
{
  g_autoptr (Craft) craft = craft_new ();
  g_autoptr (Craft) newer = craft_new ();
  g_autoptr (GError) error = NULL;

  craft->relayed = TRUE;
  newer->schema = "2";
  craft_add_first (craft);
  craft_add_first (newer);
  craft_add (craft, HEAD ROW "<set f=\"start\">soon</set>" ROWEND TAIL);
  craft_add (newer, HEAD ROW "<set f=\"start\">soon</set>" ROWEND TAIL);
  read_crafted (fixture, craft, &error);
  g_assert_no_error (error);
  read_crafted (fixture, newer, &error);
  g_assert_no_error (error);
}

static void
test_newer_format_is_skipped_over (Fixture      *fixture,
                                   gconstpointer data)
{
  static const CraftSwap hints[] = {
    { "  <have", "  <hint a=\"b\"><deep>text</deep></hint>\n  <have" },
    { "</have>", "<hint/></have>" },
    { "/></have>", "><hint><seen/></hint></seen></have>" },
  };
  g_autoptr (Craft) craft = craft_new ();
  g_autoptr (GError) error = NULL;

  craft->format = "2";
  craft_add_first (craft);
  craft_add (craft, "<hint a=\"b\"><deep>text</deep></hint>");
  craft_add (craft, TITLE);
  for (guint i = 0; i < G_N_ELEMENTS (hints); i++)
    {
      craft->manifest = hints[i];
      read_crafted (fixture, craft, &error);
      g_assert_no_error (error);
    }

  craft->format = "1";
  g_assert_false (read_crafted (fixture, craft, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
}

/* In a context, in what was seen and in a stub too: what follows is read on. */
static void
test_newer_format_is_skipped_over_inside (Fixture      *fixture,
                                          gconstpointer data)
{
#define NEW "<new a=\"b\"><new/><seen/>text</new>"
  static const char *const items[][2] = {
    { "<context>" NEW "</context>", TITLE },
    { "<context><seen replica=\"" CRAFT_OTHER "\" n=\"1\" head=\"" CRAFT_HASH "\">" NEW "</seen>" NEW "</context>", TITLE },
    { "<context><new/>" SEEN (CRAFT_OTHER, "1") NEW SEEN (CRAFT_OTHER, "2") "</context>", TITLE },
    { "<gone n=\"2\" hash=\"" CRAFT_HASH "\" by=\"" CRAFT_HASH "\">" NEW "</gone>", "<change n=\"3\" at=\"" CRAFT_AT "\" by=\"\">" ROW "<set f=\"title\">x</set>" ROWEND TAIL },
  };
#undef NEW

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    for (guint known = 0; known < 2; known++)
      {
        g_autoptr (Craft) craft = craft_new ();
        g_autoptr (GError) error = NULL;

        craft->format = known ? "1" : "2";
        craft->kind = "contacts";
        craft_add_first (craft);
        craft_add (craft, items[i][0]);
        craft_add (craft, items[i][1]);
        g_assert_true (read_crafted (fixture, craft, &error) == !known);
        if (known)
          g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
        else
          g_assert_no_error (error);
      }
}

/* The first change, by what is wrong with it. */
static void
test_first_change_names_its_laptop (Fixture      *fixture,
                                    gconstpointer data)
{
  static const CraftSwap swaps[] = {
    { "kind=\"replica\"", "kind=\"project\"" },
    { "id=\"" CRAFT_REPLICA "\"><set", "id=\"" CRAFT_OTHER "\"><set" },
    { "<set f=\"label\">Konjic 1</set>", "" },
    { "f=\"sign_key\"", "f=\"seal_key\"" },
    { ">RW", ">RV" },
    { "<set f=\"label\">Konjic 1</set>", "<set f=\"label\" nil=\"1\"/>" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (swaps); i++)
    {
      g_autoptr (Craft) craft = craft_new ();
      g_autoptr (GError) error = NULL;
      g_auto (GStrv) parts = NULL;

      craft_add_first (craft);
      parts = g_strsplit (g_ptr_array_index (craft->items, 0), swaps[i].old_text, 2);
      g_ptr_array_set_size (craft->items, 0);
      g_ptr_array_add (craft->items, g_strjoinv (swaps[i].new_text, parts));
      g_assert_false (read_crafted (fixture, craft, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_assert_nonnull (strstr (error->message, "laptop"));
    }
}

static void
test_text_of_one_mib_is_the_limit (Fixture      *fixture,
                                   gconstpointer data)
{
  for (guint extra = 0; extra < 2; extra++)
    {
      g_autoptr (Craft) craft = craft_new ();
      g_autofree char *text = g_strnfill (1024 * 1024 + extra, 'x');
      g_autofree char *item = g_strconcat (HEAD ROW "<set f=\"title\">", text, "</set>" ROWEND TAIL, NULL);
      g_autoptr (GError) error = NULL;

      craft_add_first (craft);
      craft_add (craft, item);
      g_assert_true (read_crafted (fixture, craft, &error) == (extra == 0));
    }
}

/* The first change has to be there, and to be about a laptop. */
static void
test_stream_begins_with_a_laptop (Fixture      *fixture,
                                  gconstpointer data)
{
  static const struct
  {
    const char *item, *reason;
  } cases_of_first[] = {
    { "<change n=\"1\" at=\"" CRAFT_AT "\" by=\"\"><waive replica=\"" CRAFT_OTHER "\" from=\"1\" to=\"2\"/></change>",
      "does not begin with the record of its laptop" },
    { GONE ("1"), "“gone” stands where it does not belong" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases_of_first); i++)
    {
      g_autoptr (Craft) craft = craft_new ();
      g_autoptr (GError) error = NULL;

      craft->kind = "contacts";
      craft_add (craft, cases_of_first[i].item);
      g_assert_false (read_crafted (fixture, craft, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_assert_true (g_str_has_prefix (error->message, "changes/0001.xml:3: "));
      g_assert_nonnull (strstr (error->message, cases_of_first[i].reason));
    }
}

static void
test_rows_and_waivers_are_limited (Fixture      *fixture,
                                   gconstpointer data)
{
  static const char *const what[] = { "more than 10000 rows", "more than 10000 waivers" };

  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (Craft) craft = craft_new ();
      g_autoptr (GString) item = g_string_new (HEAD);
      g_autoptr (GError) error = NULL;
      guint extra = i % 2;

      for (guint k = 0; k < 10000 + extra; k++)
        if (i < 2)
          g_string_append_printf (item, "<row kind=\"project\" id=\"0194ca00-0000-7000-8000-%012u\"/>", k);
        else
          g_string_append_printf (item, "<waive replica=\"0194ca00-0000-7000-8000-%012u\" from=\"1\" to=\"2\"/>", k);
      g_string_append (item, TAIL);
      craft_add_first (craft);
      craft_add (craft, item->str);
      g_assert_true (read_crafted (fixture, craft, &error) == (extra == 0));
      if (extra > 0)
        g_assert_nonnull (strstr (error->message, what[i / 2]));
    }
}

/* More than a list is searched for: the table finds them as well. */
static void
test_late_doubles_are_found (Fixture      *fixture,
                             gconstpointer data)
{
  for (guint what = 0; what < 3; what++)
    {
      g_autoptr (Craft) craft = craft_new ();
      g_autoptr (GString) item = g_string_new (HEAD ROW);
      g_autoptr (GError) error = NULL;

      for (guint i = 0; i < 40; i++)
        g_string_append_printf (item, "<set f=\"field%u\">x</set>", what == 1 && i == 39 ? 20 : i);
      g_string_append (item, ROWEND);
      for (guint i = 0; i < 40; i++)
        g_string_append_printf (item, "<row kind=\"project\" id=\"0194ca00-0000-7000-8000-%012u\"/>",
                                what == 2 && i == 39 ? 20 : i);
      g_string_append (item, TAIL);
      craft_add_first (craft);
      craft_add (craft, item->str);
      g_assert_true (read_crafted (fixture, craft, &error) == (what == 0));
      if (what > 0)
        g_assert_nonnull (strstr (error->message, "twice"));
    }
}

static void
test_long_tag_is_refused (Fixture      *fixture,
                          gconstpointer data)
{
  g_autoptr (Craft) craft = craft_new ();
  g_autofree char *text = g_strnfill (5000, 'x');
  g_autofree char *item = g_strconcat (HEAD "<row kind=\"project\" id=\"" ID "\" new=\"", text, "\"/>" TAIL, NULL);
  g_autoptr (GError) error = NULL;

  craft_add_first (craft);
  craft_add (craft, item);
  g_assert_false (read_crafted (fixture, craft, &error));
  g_assert_nonnull (strstr (error->message, "4 KiB"));
}

/* Three hundred thousand attributes take libxml2 more than ten minutes. */
static void
test_hostile_xml_is_quick (Fixture      *fixture,
                           gconstpointer data)
{
  g_autoptr (Craft) craft = craft_new ();
  g_autoptr (GString) item = g_string_new ("<a");
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();

  for (guint i = 0; i < 300000; i++)
    g_string_append_printf (item, " a%u=\"\"", i);
  g_string_append (item, "/>");
  craft_add_first (craft);
  craft_add (craft, item->str);
  g_assert_false (read_crafted (fixture, craft, &error));
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

/* What a stream's first segment says that its first change goes on from. */
static char *
first_prev (void)
{
  LepUuid space, replica;
  LepHash first;
  char    text[LEP_HASH_HEX_SIZE + 1];

  lep_uuid_parse (CRAFT_SPACE, -1, &space);
  lep_uuid_parse (CRAFT_REPLICA, -1, &replica);
  lep_chain_first (&space, &replica, &first);
  lep_hash_format (&first, text);
  return g_strconcat ("prev=\"", text, NULL);
}

/* What the root says, and what stands before it. */
static void
test_changed_heads_are_refused (Fixture      *fixture,
                                gconstpointer data)
{
  g_autofree char *prev = first_prev ();
  const CraftSwap  swaps[] = {
     { "<?xml", "\xef\xbb\xbf<?xml" },
     { "UTF-8", "utf-8" },
     { "UTF-8", "UTF-7" },
     { "?>\n", "?>\r\n" },
     { "\"1.0\"", "'1.0'" },
     { "?>\n", " standalone=\"yes\"?>\n" },
     { "?>\n", "?>\n<!DOCTYPE changes [<!ENTITY a \"b\">]>\n" },
     { "urn:lep:changes:1", "urn:lep:changes:2" },
     { " xmlns=\"urn:lep:changes:1\"", "" },
     { "<changes xmlns", "<changes xmlns:x=\"urn:x\" xmlns" },
     { "<changes xmlns", "<change xmlns" },
     { "from=\"1\"", "from=\"2\"" },
     { "space=\"" CRAFT_SPACE, "space=\"" CRAFT_OTHER },
     { "\" replica=\"" CRAFT_REPLICA, "\" replica=\"" CRAFT_OTHER },
     { "prev=\"", "prev=\"0" },
     { prev, "prev=\"" CRAFT_HASH },
     { "</changes>\n", "</changes>\n<changes/>" },
     { "</changes>\n", "</changes>\ntext" },
     { "Konjic 1", "Konjic 2" }, /* another hash */
  };

  for (guint i = 0; i < G_N_ELEMENTS (swaps); i++)
    {
      g_autoptr (Craft) craft = craft_new ();
      g_autoptr (GError) error = NULL;

      craft_add_first (craft);
      craft->changes = swaps[i];
      g_assert_false (read_crafted (fixture, craft, &error));
      g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
      g_test_message ("%s", error->message);
      g_assert_true (g_str_has_prefix (error->message, "changes/0001.xml:"));
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/changes/", cases[i].reason != NULL ? "refused/" : "taken/", cases[i].claim, NULL);

      g_test_add (path, Fixture, &cases[i], set_up, test_case, tear_down);
    }
#define ADD(claim, function) g_test_add ("/changes/" claim, Fixture, NULL, set_up, function, tear_down)
  ADD ("line-is-named", test_line_is_named);
  ADD ("relayed-values-are-kept", test_relayed_values_are_kept);
  ADD ("newer-format-is-skipped-over", test_newer_format_is_skipped_over);
  ADD ("newer-format-is-skipped-over-inside", test_newer_format_is_skipped_over_inside);
  ADD ("first-change-names-its-laptop", test_first_change_names_its_laptop);
  ADD ("text-of-one-mib-is-the-limit", test_text_of_one_mib_is_the_limit);
  ADD ("stream-begins-with-a-laptop", test_stream_begins_with_a_laptop);
  ADD ("rows-and-waivers-are-limited", test_rows_and_waivers_are_limited);
  ADD ("late-doubles-are-found", test_late_doubles_are_found);
  ADD ("long-tag-is-refused", test_long_tag_is_refused);
  ADD ("hostile-xml-is-quick", test_hostile_xml_is_quick);
  ADD ("changed-heads-are-refused", test_changed_heads_are_refused);
  return g_test_run ();
}
