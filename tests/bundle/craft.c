/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes bundles that our own writer would never make. */

#include <stdio.h>
#include <string.h>
#include <zlib.h>

#include "lep-bundle-sums.h"
#include "lep-minisig.h"
#include "lep-xml-scan.h"

#include "craft.h"

Craft *
craft_new (void)
{
  Craft *self = g_new0 (Craft, 1);

  self->key = lep_key_generate ();
  self->kind = "partnership";
  self->schema = "1";
  self->format = "1";
  self->items = g_ptr_array_new_with_free_func (g_free);
  self->files = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
craft_free (Craft *self)
{
  lep_key_free (self->key);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->files);
  g_free (self);
}

/* Adds a child of <changes>; several that begin with a context: a line each. */
void
craft_add (Craft      *self,
           const char *item)
{
  g_auto (GStrv) lines = g_strsplit (item, "\n", -1);

  if (!g_str_has_prefix (item, "<context"))
    g_ptr_array_add (self->items, g_strdup (item));
  else
    for (guint i = 0; lines[i] != NULL; i++)
      g_ptr_array_add (self->items, g_strdup (lines[i]));
}

/* The change with which every stream begins. */
void
craft_add_first (Craft *self)
{
  char key[LEP_PUBLIC_KEY_TEXT_SIZE + 1];

  lep_public_key_format (lep_key_get_public (self->key), key);
  g_ptr_array_add (self->items,
                   g_strdup_printf ("<change n=\"1\" at=\"" CRAFT_AT "\" by=\"Coordinator\"><row kind=\"replica\" id=\"" CRAFT_REPLICA "\"><set f=\"label\">Konjic 1</set><set f=\"sign_key\">%s</set>"
                                    "</row></change>",
                                    key));
}

/* A document, named by the hash that it is said to have. */
void
craft_add_file (Craft      *self,
                const char *sha256,
                const char *content)
{
  g_ptr_array_add (self->files, g_strconcat ("files/", sha256, NULL));
  g_ptr_array_add (self->files, g_strdup (content));
}

static char *
swap (const char      *text,
      const CraftSwap *what)
{
  const char *at;

  if (what->old_text == NULL)
    return g_strdup (text);

  at = strstr (text, what->old_text);
  g_assert_nonnull (at);
  return g_strdup_printf ("%.*s%s%s", (int) (at - text), text, what->new_text, at + strlen (what->old_text));
}

/* The hash of a <context> as it is written. */
static void
hash_context (const char *item,
              LepHash    *hash)
{
  g_autoptr (GArray) context = lep_context_new ();

  for (const char *at = strstr (item, "<seen replica="); at != NULL; at = strstr (at + 1, "<seen replica="))
    {
      char    replica[LEP_UUID_TEXT_SIZE + 1], head[LEP_HASH_HEX_SIZE + 1];
      LepSeen seen;

      g_assert_cmpint (sscanf (at, "<seen replica=\"%36[^\"]\" n=\"%" G_GINT64_FORMAT "\" head=\"%64[^\"]\"", replica, &seen.n, head), ==, 3);
      g_assert_true (lep_uuid_parse (replica, -1, &seen.replica));
      g_assert_true (lep_hash_parse (head, -1, &seen.head));
      g_array_append_val (context, seen);
    }
  lep_context_hash (context, hash);
}

/* Follows the chain as the sender of a sound bundle would. */
static char *
build_changes (Craft   *self,
               LepHash *first,
               LepHash *head)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GArray) nothing = lep_context_new ();
  LepUuid space, replica;
  LepHash context;
  char    prev[LEP_HASH_HEX_SIZE + 1];

  g_assert_true (lep_uuid_parse (CRAFT_SPACE, -1, &space));
  g_assert_true (lep_uuid_parse (CRAFT_REPLICA, -1, &replica));
  lep_chain_first (&space, &replica, first);
  lep_context_hash (nothing, &context);
  lep_hash_format (first, prev);
  g_string_printf (text, LEP_XML_DECLARATION "<changes xmlns=\"urn:lep:changes:1\" space=\"" CRAFT_SPACE "\" replica=\"" CRAFT_REPLICA "\" from=\"1\" prev=\"%s\">\n", prev);
  *head = *first;
  for (guint i = 0; i < self->items->len; i++)
    {
      const char *item = g_ptr_array_index (self->items, i);
      const char *hash = strstr (item, " hash=\"");

      g_string_append_printf (text, "%s\n", item);
      if (g_str_has_prefix (item, "<change"))
        lep_chain_next (head, &context, item, strlen (item), head);
      else if (g_str_has_prefix (item, "<context"))
        hash_context (item, &context);
      else if (g_str_has_prefix (item, "<gone") && hash != NULL)
        lep_hash_parse (hash + strlen (" hash=\""), LEP_HASH_HEX_SIZE, head);
    }
  g_string_append (text, "</changes>\n");
  return swap (text->str, &self->changes);
}

static guint
count_numbered (Craft *self)
{
  guint n = 0;

  for (guint i = 0; i < self->items->len; i++)
    {
      const char *item = g_ptr_array_index (self->items, i);

      n += g_str_has_prefix (item, "<change ") || g_str_has_prefix (item, "<gone ");
    }
  return n;
}

static char *
build_manifest (Craft         *self,
                const LepHash *first,
                const LepHash *head)
{
  const char      *sender = self->relayed ? CRAFT_OTHER : CRAFT_REPLICA;
  guint            n = count_numbered (self);
  LepUuid          space, replica;
  guint8           signature[LEP_SIGNATURE_SIZE];
  char             signature_text[LEP_SIGNATURE_TEXT_SIZE + 1], key[LEP_PUBLIC_KEY_TEXT_SIZE + 1];
  char             first_text[LEP_HASH_HEX_SIZE + 1], head_text[LEP_HASH_HEX_SIZE + 1];
  g_autofree char *signed_text = NULL, *text = NULL, *relay = NULL, *swapped = NULL;

  lep_uuid_parse (CRAFT_SPACE, -1, &space);
  lep_uuid_parse (CRAFT_REPLICA, -1, &replica);
  lep_hash_format (first, first_text);
  lep_hash_format (head, head_text);
  lep_public_key_format (lep_key_get_public (self->key), key);
  signed_text = lep_chain_head_text (&space, &replica, n, head);
  lep_key_sign (self->key, signed_text, strlen (signed_text), signature);
  lep_signature_format (signature, signature_text);
  relay = self->relayed ? g_strdup_printf ("  <signer replica=\"" CRAFT_OTHER "\" key=\"%s\" label=\"\" person=\"\" place=\"\"/>\n", key)
                        : g_strdup ("");
  text = g_strdup_printf (LEP_XML_DECLARATION
                          "<bundle xmlns=\"urn:lep:bundle:1\" format=\"%s\" min-reader=\"1\" schema=\"%s\" program=\"0.1.0\">\n"
                          "  <from replica=\"%s\" label=\"Konjic 1\" person=\"Coordinator\" counter=\"57\" made=\"" CRAFT_TIME "\"/>\n"
                          "  <space id=\"" CRAFT_SPACE "\" kind=\"%s\" name=\"LEP Konjic\"/>\n"
                          "  <signer replica=\"" CRAFT_REPLICA "\" key=\"%s\" label=\"Konjic 1\" person=\"Coordinator\" place=\"Konjic\"/>\n%s"
                          "  <segment file=\"changes/0001.xml\" space=\"" CRAFT_SPACE "\" replica=\"" CRAFT_REPLICA
                          "\" from=\"1\" to=\"%u\" prev=\"%s\" head=\"%s\" signature=\"%s\"/>\n"
                          "  <have space=\"" CRAFT_SPACE "\"><seen replica=\"" CRAFT_REPLICA "\" n=\"%u\" head=\"%s\"/></have>\n"
                          "</bundle>\n",
                          self->format, self->schema, sender, self->kind, key, relay, n, first_text, head_text,
                          signature_text, n, head_text);
  swapped = swap (text, &self->manifest);
  return swap (swapped, &self->also);
}

static void
add_sum (GHashTable *sums,
         const char *name,
         const char *text)
{
  LepHash hash;

  lep_hash_data (text, -1, &hash);
  lep_sums_add (sums, name, &hash);
}

static void
add_member (GArray     *members,
            const char *name,
            const char *text)
{
  CraftMember member = { name, text, strlen (text) };

  g_array_append_val (members, member);
}

GByteArray *
craft_bundle (Craft *self)
{
  LepHash          first, head;
  g_autofree char *changes = build_changes (self, &first, &head);
  g_autofree char *manifest = build_manifest (self, &first, &head);
  g_autoptr (GHashTable) table = lep_sums_new ();
  g_autofree char *plain_sums = NULL, *sums = NULL, *minisig = NULL, *swapped = NULL;
  const char      *type = "application/vnd.lep.bundle+zip";
  const char      *sender = self->relayed ? CRAFT_OTHER : CRAFT_REPLICA;
  g_autofree char *comment = g_strdup_printf ("replica:%s counter:57 made:" CRAFT_TIME, sender);
  g_autoptr (GArray) members = g_array_new (FALSE, FALSE, sizeof (CraftMember));

  add_sum (table, "mimetype", type);
  add_sum (table, "manifest.xml", manifest);
  add_sum (table, "changes/0001.xml", changes);
  for (guint i = 0; i < self->files->len; i += 2)
    add_sum (table, g_ptr_array_index (self->files, i), g_ptr_array_index (self->files, i + 1));
  plain_sums = lep_sums_write (table);
  sums = swap (plain_sums, &self->sums);
  minisig = lep_minisig_write (self->key, sums, strlen (sums), self->comment != NULL ? self->comment : comment);
  swapped = swap (minisig, &self->minisig);

  add_member (members, "mimetype", type);
  add_member (members, "SHA256SUMS", sums);
  add_member (members, "SHA256SUMS.minisig", swapped);
  add_member (members, "manifest.xml", manifest);
  add_member (members, "changes/0001.xml", changes);
  for (guint i = 0; i < self->files->len; i += 2)
    add_member (members, g_ptr_array_index (self->files, i), g_ptr_array_index (self->files, i + 1));
  return craft_zip ((const CraftMember *) (void *) members->data, members->len, self->deflate);
}

static void
put16 (GByteArray *out,
       guint       value)
{
  guint8 bytes[2] = { (guint8) value, (guint8) (value >> 8) };

  g_byte_array_append (out, bytes, 2);
}

static void
put32 (GByteArray *out,
       guint32     value)
{
  put16 (out, value & 0xffff);
  put16 (out, value >> 16);
}

static GByteArray *
pack (const CraftMember *member,
      gboolean           deflate_it)
{
  GByteArray *out = g_byte_array_new ();
  z_stream    stream = { 0 };

  if (!deflate_it)
    return g_byte_array_append (out, member->data, (guint) member->size);

  g_assert_cmpint (deflateInit2 (&stream, 9, Z_DEFLATED, -MAX_WBITS, 9, Z_DEFAULT_STRATEGY), ==, Z_OK);
  g_byte_array_set_size (out, (guint) deflateBound (&stream, member->size));
  stream.next_in = (Bytef *) member->data;
  stream.avail_in = (uInt) member->size;
  stream.next_out = out->data;
  stream.avail_out = out->len;
  g_assert_cmpint (deflate (&stream, Z_FINISH), ==, Z_STREAM_END);
  g_byte_array_set_size (out, (guint) stream.total_out);
  deflateEnd (&stream);
  return out;
}

/* What both headers of a member share. */
static void
put_header (GByteArray        *out,
            const CraftMember *member,
            guint              method,
            gsize              compressed)
{
  put16 (out, 20); /* version needed */
  put16 (out, 0);  /* flags */
  put16 (out, method);
  put32 (out, 0x00210000); /* 1980-01-01 */
  put32 (out, (guint32) crc32 (0, member->data, (uInt) member->size));
  put32 (out, (guint32) compressed);
  put32 (out, (guint32) member->size);
  put16 (out, (guint) strlen (member->name));
  put16 (out, (guint) member->n_extra);
}

static void
put_name (GByteArray        *out,
          const CraftMember *member)
{
  g_byte_array_append (out, (const guint8 *) member->name, (guint) strlen (member->name));
  g_byte_array_append (out, member->extra, (guint) member->n_extra);
}

GByteArray *
craft_zip (const CraftMember *members,
           guint              n_members,
           gboolean           deflate_them)
{
  GByteArray *out = g_byte_array_new ();
  g_autoptr (GByteArray) directory = g_byte_array_new ();

  for (guint i = 0; i < n_members; i++)
    {
      gboolean is_packed = deflate_them && strcmp (members[i].name, "mimetype") != 0;
      g_autoptr (GByteArray) packed = pack (&members[i], is_packed);
      guint32 offset = out->len;

      put32 (out, 0x04034b50);
      put_header (out, &members[i], is_packed ? 8 : 0, packed->len);
      put_name (out, &members[i]);
      g_byte_array_append (out, packed->data, packed->len);

      put32 (directory, 0x02014b50);
      put16 (directory, 0x0314);
      put_header (directory, &members[i], is_packed ? 8 : 0, packed->len);
      put16 (directory, 0); /* comment */
      put16 (directory, 0); /* disk */
      put16 (directory, 0);
      put32 (directory, 0100644u << 16);
      put32 (directory, offset);
      put_name (directory, &members[i]);
    }

  n_members = MIN (n_members, 0xffff);
  put32 (directory, 0x06054b50);
  put32 (directory, 0);
  put16 (directory, n_members);
  put16 (directory, n_members);
  put32 (directory, directory->len - 12);
  put32 (directory, out->len);
  put16 (directory, 0);
  g_byte_array_append (out, directory->data, directory->len);
  return out;
}

/* The n-th header of a sort, counted from 0. */
guint8 *
craft_header (GByteArray *bytes,
              const char *signature,
              guint       n)
{
  guint8 *at = bytes->data;

  for (;; at++)
    {
      at = memmem (at, bytes->len - (gsize) (at - bytes->data), signature, 4);
      g_assert_nonnull (at);
      if (n-- == 0)
        return at;
    }
}

void
craft_write (GByteArray *bytes,
             const char *path)
{
  g_assert_true (g_file_set_contents (path, (const char *) bytes->data, bytes->len, NULL));
}

static gboolean
count_cb (const LepReceivedChange *change,
          gpointer                 user_data,
          GError                 **error)
{
  guint *n = user_data;

  (*n)++;
  return TRUE;
}

/* Reads a whole bundle, trusting everybody. */
gboolean
craft_read (const char *path,
            const char *temp_dir,
            guint      *n_changes,
            GError    **error)
{
  static const LepBundleHandler handler = { .change = count_cb };
  g_autoptr (LepBundle) bundle = lep_bundle_open (path, temp_dir, NULL, NULL, error);

  *n_changes = 0;
  return bundle != NULL && lep_bundle_read_manifest (bundle, error) != NULL &&
         lep_bundle_read_changes (bundle, &handler, n_changes, NULL, NULL, error);
}
