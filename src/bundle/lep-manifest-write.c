/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes manifest.xml: each child of the root on a line of its own. */

#include <string.h>

#include "lep-change.h"
#include "lep-xml-scan.h"

#include "lep-manifest.h"

/* Three of them and two keys stay below LEP_XML_MAX_TAG. */
#define NAME_BYTES 1024

static void
put_text (GString    *out,
          const char *name,
          const char *value)
{
  g_string_append_c (out, ' ');
  g_string_append (out, name);
  g_string_append (out, "=\"");
  lep_change_escape_attribute (out, value, -1);
  g_string_append_c (out, '"');
}

/* A name for people; cut so that no tag outgrows what a reader takes. */
static void
put_name (GString    *out,
          const char *name,
          const char *value)
{
  g_autofree char *cut = g_strdup (value != NULL ? value : "");
  gsize            before = out->len;

  put_text (out, name, cut);
  while (out->len - before > NAME_BYTES)
    {
      *g_utf8_find_prev_char (cut, cut + strlen (cut)) = '\0';
      g_string_truncate (out, before);
      put_text (out, name, cut);
    }
}

static void
put_id (GString       *out,
        const char    *name,
        const LepUuid *id)
{
  char text[LEP_UUID_TEXT_SIZE + 1];

  lep_uuid_format (id, text);
  put_text (out, name, text);
}

static void
put_hash (GString       *out,
          const char    *name,
          const LepHash *hash)
{
  char text[LEP_HASH_HEX_SIZE + 1];

  lep_hash_format (hash, text);
  put_text (out, name, text);
}

static void
put_number (GString    *out,
            const char *name,
            gint64      n)
{
  g_string_append_printf (out, " %s=\"%" G_GINT64_FORMAT "\"", name, n);
}

static void
write_head (const LepManifest *self,
            GString           *out)
{
  g_string_append (out, LEP_XML_DECLARATION "<bundle xmlns=\"urn:lep:bundle:1\"");
  put_number (out, "format", self->format);
  put_number (out, "min-reader", self->min_reader);
  put_number (out, "schema", self->schema);
  put_name (out, "program", self->program);
  g_string_append (out, ">\n  <from");
  put_id (out, "replica", &self->replica);
  put_name (out, "label", self->label);
  put_name (out, "person", self->person);
  put_number (out, "counter", self->counter);
  put_text (out, "made", self->made);
  g_string_append (out, "/>\n");

  if (self->has_to)
    {
      g_string_append (out, "  <to");
      put_id (out, "replica", &self->to_replica);
      put_name (out, "label", self->to_label);
      g_string_append (out, "/>\n");
    }
}

static void
write_segment (const LepSegment *segment,
               guint             index,
               GString          *out)
{
  g_autofree char *member = lep_segment_member (index);
  char             signature[LEP_SIGNATURE_TEXT_SIZE + 1];

  g_string_append (out, "  <segment");
  put_text (out, "file", member);
  put_id (out, "space", &segment->space);
  put_id (out, "replica", &segment->replica);
  put_number (out, "from", segment->from);
  put_number (out, "to", segment->to);
  put_hash (out, "prev", &segment->prev);
  put_hash (out, "head", &segment->head);
  if (segment->has_signature)
    {
      lep_signature_format (segment->signature, signature);
      put_text (out, "signature", signature);
    }
  g_string_append (out, "/>\n");
}

static void
write_have (const LepHave *have,
            GString       *out)
{
  g_string_append (out, "  <have");
  put_id (out, "space", &have->space);
  if (have->seen->len == 0 && have->missing->len == 0)
    {
      g_string_append (out, "/>\n");
      return;
    }

  g_string_append_c (out, '>');
  for (guint i = 0; i < have->seen->len; i++)
    {
      const LepSeen *seen = &g_array_index (have->seen, LepSeen, i);

      g_string_append (out, "<seen");
      put_id (out, "replica", &seen->replica);
      put_number (out, "n", seen->n);
      put_hash (out, "head", &seen->head);
      g_string_append (out, "/>");
    }
  for (guint i = 0; i < have->missing->len; i++)
    {
      const LepMissing *missing = &g_array_index (have->missing, LepMissing, i);

      g_string_append (out, "<missing");
      put_id (out, "replica", &missing->replica);
      put_number (out, "from", missing->from);
      put_number (out, "to", missing->to);
      g_string_append (out, "/>");
    }
  g_string_append (out, "</have>\n");
}

static void
write_signer (const LepManifestSigner *signer,
              GString                 *out)
{
  char key[LEP_PUBLIC_KEY_TEXT_SIZE + 1];

  lep_public_key_format (&signer->key, key);
  g_string_append (out, "  <signer");
  put_id (out, "replica", &signer->replica);
  put_text (out, "key", key);
  put_name (out, "label", signer->label);
  put_name (out, "person", signer->person);
  put_name (out, "place", signer->place);
  g_string_append (out, "/>\n");
}

/**
 * lep_manifest_write:
 *
 * Returns: (transfer full): the text of manifest.xml
 */
char *
lep_manifest_write (const LepManifest *self)
{
  GString *out = g_string_new (NULL);

  write_head (self, out);
  for (guint i = 0; i < self->spaces->len; i++)
    {
      const LepManifestSpace *space = g_ptr_array_index (self->spaces, i);

      g_string_append (out, "  <space");
      put_id (out, "id", &space->id);
      put_text (out, "kind", space->kind);
      put_name (out, "name", space->name);
      g_string_append (out, "/>\n");
    }
  for (guint i = 0; i < self->signers->len; i++)
    write_signer (g_ptr_array_index (self->signers, i), out);
  for (guint i = 0; i < self->segments->len; i++)
    write_segment (&g_array_index (self->segments, LepSegment, i), i, out);
  for (guint i = 0; i < self->haves->len; i++)
    write_have (g_ptr_array_index (self->haves, i), out);
  for (guint i = 0; i < self->wants->len; i++)
    {
      g_string_append (out, "  <want");
      put_hash (out, "sha256", &g_array_index (self->wants, LepHash, i));
      g_string_append (out, "/>\n");
    }
  g_string_append (out, "</bundle>\n");
  return g_string_free (out, FALSE);
}
