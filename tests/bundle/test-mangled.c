/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A manifest and a segment with every element that there is, and every attribute
 * of them taken away, emptied, or replaced in turn: refused, with the line,
 * but where the format allows it. */

#include <string.h>

#include "lep-changes-reader.h"
#include "lep-error.h"

#include "lep-test.h"

#define SPACE   "0194c9e4-0000-7000-8000-000000000001"
#define REPLICA "0194c9e2-0000-7000-8000-00000000000a"
#define OTHER   "0194c9e2-0000-7000-8000-00000000000b"
#define ROW     "0194ca00-0000-7000-8000-000000000001"
#define HASH    "5fd1e270c8b07eb0e688a22c352f1d7db7b336e4ff6f838898e4f4812d0cad03"
#define KEY     "RWSYj9NyPpS6H1xqQb/JnZ2HRFhgidYekzUmEmcER9zftwXf+5yNYNd0"
#define SIGN    "7suYY8CdnTwLK2BvIDBPRIPhnDtoj5BniZZtll171hetRSz8Q8kURSaU3Wqbwa6gt88PTirR0WsKZFx5xFNbCA=="
#define HEAD    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"

static const char manifest_text[] =
  HEAD "<bundle xmlns=\"urn:lep:bundle:1\" format=\"1\" min-reader=\"1\" schema=\"1\" program=\"reference\">\n"
       "<from replica=\"" REPLICA "\" label=\"Sender\" person=\"Clerk\" counter=\"2\" made=\"2026-11-21T10:00:00.000Z\"/>\n"
       "<to replica=\"" OTHER "\" label=\"Receiver\"/>\n"
       "<space id=\"" SPACE "\" kind=\"contacts\" name=\"Contacts\"/>\n"
       "<signer replica=\"" REPLICA "\" key=\"" KEY "\" label=\"Sender\" person=\"Clerk\" place=\"Konjic\"/>\n"
       "<segment file=\"changes/0001.xml\" space=\"" SPACE "\" replica=\"" REPLICA "\" from=\"2\" to=\"3\" prev=\"" HASH
       "\" head=\"" HASH "\" signature=\"" SIGN "\"/>\n"
       "<have space=\"" SPACE "\"><seen replica=\"" REPLICA "\" n=\"1\" head=\"" HASH "\"/>"
       "<missing replica=\"" OTHER "\" from=\"2\" to=\"3\"/></have>\n"
       "<want sha256=\"" HASH "\"/>\n"
       "</bundle>\n";

static const char changes_text[] =
  HEAD "<changes xmlns=\"urn:lep:changes:1\" space=\"" SPACE "\" replica=\"" REPLICA "\" from=\"2\" prev=\"" HASH "\">\n"
       "<gone n=\"2\" hash=\"" HASH "\" by=\"" HASH "\"/>\n"
       "<context><seen replica=\"" OTHER "\" n=\"4\" head=\"" HASH "\"/></context>\n"
       "<change n=\"3\" at=\"2026-11-21T10:00:00.000Z\" by=\"Clerk\"><waive replica=\"" OTHER "\" from=\"5\" to=\"6\"/>"
       "<row kind=\"contact\" id=\"" ROW "\" life=\"restored\"><set f=\"name\">Somebody</set><set f=\"phone\" nil=\"1\"/></row></change>\n"
       "<change n=\"4\" at=\"2026-11-21T10:00:00.000Z\" by=\"Clerk\"><erase kind=\"contact\" id=\"" ROW "\"/></change>\n"
       "</changes>\n";

typedef gboolean (*ReadFunc) (const char *text,
                              GError    **error);

static gboolean
read_manifest (const char *text,
               GError    **error)
{
  g_autoptr (LepManifest) manifest = lep_manifest_read (text, strlen (text), error);

  return manifest != NULL;
}

static gboolean
take_cb (const LepReceivedChange *change,
         gpointer                 user_data,
         GError                 **error)
{
  g_array_append_vals (user_data, change->hash.bytes, LEP_HASH_SIZE);
  return TRUE;
}

/* The head is what the sound text comes to. */
static gboolean
read_segment (const char *text,
              gint64      to,
              GError    **error)
{
  static LepHash sound;
  static guint   n_sound = 0;
  g_autoptr (LepManifest) manifest = lep_manifest_new ();
  g_autoptr (GArray) hashes = g_array_new (FALSE, FALSE, 1);
  LepSegment segment = { .from = 2, .to = to, .head = sound };
  gboolean   done;

  lep_uuid_parse (SPACE, -1, &segment.space);
  lep_uuid_parse (REPLICA, -1, &segment.replica);
  lep_hash_parse (HASH, -1, &segment.prev);
  manifest->format = manifest->schema = 1;
  manifest->replica = segment.replica;
  lep_manifest_add_space (manifest, &segment.space, "contacts", "");
  lep_manifest_add_signer (manifest, &segment.replica, &(LepPublicKey){ 0 }, "", "", "");
  done = lep_changes_read ("changes/0001.xml", text, strlen (text), manifest, &segment, take_cb, hashes, error);
  if (n_sound++ == 0)
    {
      g_assert_cmpuint (hashes->len, ==, 3 * LEP_HASH_SIZE);
      memcpy (sound.bytes, hashes->data + 2 * LEP_HASH_SIZE, LEP_HASH_SIZE);
    }
  return done;
}

static gboolean
read_changes (const char *text,
              GError    **error)
{
  return read_segment (text, 4, error);
}

/* Finds the next attribute from @at on: " name="value"". */
static gboolean
next_attribute (const char  *at,
                const char **begin,
                const char **value,
                const char **end)
{
  const char *equals = strstr (at, "=\"");

  if (equals == NULL)
    return FALSE;
  for (*begin = equals; **begin != ' '; (*begin)--)
    ;
  *value = equals + 2;
  *end = strchr (*value, '"') + 1;
  return TRUE;
}

static char *
element_of (const char *text,
            const char *at)
{
  while (at > text && *at != '<')
    at--;
  return g_strndup (at + 1, strcspn (at + 1, " />"));
}

/* Where the format allows it: texts that may be anything, and what may be left out. */
static gboolean
is_allowed (const char *element,
            const char *attribute,
            const char *value)
{
  static const char *const texts[] = { "label", "person", "place", "name", "program", NULL };

  if (value == NULL)
    return FALSE;
  if (g_str_equal (element, "change") && g_str_equal (attribute, "by"))
    return FALSE; /* another text, another hash */
  return g_strv_contains (texts, attribute);
}

static void
mangle (ReadFunc    read_text,
        const char *text)
{
  static const char *const values[] = { NULL, "", "x", "0", "-1", "99999999999999999999", "urn:other", "&amp;" };
  const char              *begin, *value, *end = strstr (text, "?>");
  g_autoptr (GError) sound_error = NULL;

  read_text (text, NULL); /* learns the head */
  g_assert_true (read_text (text, &sound_error));
  g_assert_no_error (sound_error);
  while (next_attribute (end, &begin, &value, &end))
    {
      g_autofree char *name = g_strndup (begin + 1, (gsize) (value - begin) - 3);
      g_autofree char *element = element_of (text, begin);

      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        {
          g_autoptr (GString) other = g_string_new_len (text, (values[i] == NULL ? begin : value) - text);
          g_autoptr (GError) error = NULL;
          gboolean done;

          g_string_append (other, values[i] == NULL ? end : values[i]);
          if (values[i] != NULL)
            g_string_append (other, end - 1);
          done = read_text (other->str, &error);
          g_assert_true (done == (error == NULL));
          if (done != is_allowed (element, name, values[i]))
            g_error ("<%s %s> = %s: %s", element, name, values[i] == NULL ? "(none)" : values[i],
                     done ? "accepted" : error->message);
          if (error != NULL)
            g_assert_true (error->domain == LEP_ERROR &&
                           (error->code == LEP_ERROR_CORRUPT || error->code == LEP_ERROR_TOO_NEW));
        }
    }
}

static void
test_manifest (void)
{
  mangle (read_manifest, manifest_text);
}

static void
test_changes (void)
{
  mangle (read_changes, changes_text);
}

/* More or fewer than the manifest announces. */
static void
test_another_number_of_changes (void)
{
  g_autoptr (GError) more = NULL, fewer = NULL;

  g_assert_false (read_segment (changes_text, 3, &more));
  g_assert_error (more, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_true (g_str_has_prefix (more->message, "changes/0001.xml:6: there are changes behind number 3"));
  g_assert_false (read_segment (changes_text, 5, &fewer));
  g_assert_error (fewer, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_true (g_str_has_prefix (fewer->message, "changes/0001.xml:7: the manifest announces changes up to 5"));
}

/* A manifest without any of its parts. */
static void
test_empty_manifest (void)
{
  static const char text[] = HEAD "<bundle xmlns=\"urn:lep:bundle:1\" format=\"1\" min-reader=\"1\" schema=\"1\" program=\"\"/>\n";
  g_autoptr (GError) error = NULL;

  g_assert_null (lep_manifest_read (text, strlen (text), &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_CORRUPT);
  g_assert_true (g_str_has_prefix (error->message, "manifest.xml: it does not say who sent it;"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mangled/manifest", test_manifest);
  g_test_add_func ("/mangled/changes", test_changes);
  g_test_add_func ("/mangled/another-number-of-changes", test_another_number_of_changes);
  g_test_add_func ("/mangled/empty-manifest", test_empty_manifest);
  return g_test_run ();
}
