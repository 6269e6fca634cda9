/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Writes manifest.xml: each child of the root on a line of its own. */

#include <string.h>

#include "lep-xml-scan.h"
#include "lep-xml-write.h"

#include "lep-manifest.h"

/* Three of them and two keys stay below LEP_XML_MAX_TAG. */
#define NAME_BYTES 1024

/* A name for people; cut so that no tag outgrows what a reader takes. */
static void
write_name (GString    *out,
            const char *name,
            const char *value)
{
  g_autofree char *cut = g_strdup (value != NULL ? value : "");
  gsize            before = out->len;

  if (strlen (cut) > NAME_BYTES) /* it may be a megabyte long: at once what has no room however it is written */
    *g_utf8_find_prev_char (cut, cut + NAME_BYTES + 1) = '\0';
  lep_xml_write_attribute (out, name, cut);
  while (out->len - before > NAME_BYTES)
    {
      *g_utf8_find_prev_char (cut, cut + strlen (cut)) = '\0';
      g_string_truncate (out, before);
      lep_xml_write_attribute (out, name, cut);
    }
}

static void
write_head (const LepManifest *self,
            GString           *out)
{
  g_string_append (out, LEP_XML_DECLARATION "<bundle xmlns=\"urn:lep:bundle:1\"");
  lep_xml_write_number (out, "format", self->format);
  lep_xml_write_number (out, "min-reader", self->min_reader);
  lep_xml_write_number (out, "schema", self->schema);
  write_name (out, "program", self->program);
  g_string_append (out, ">\n  <from");
  lep_xml_write_id (out, "replica", &self->replica);
  write_name (out, "label", self->label);
  write_name (out, "person", self->person);
  lep_xml_write_number (out, "counter", self->counter);
  lep_xml_write_attribute (out, "made", self->made);
  g_string_append (out, "/>\n");

  if (self->has_to)
    {
      g_string_append (out, "  <to");
      lep_xml_write_id (out, "replica", &self->to_replica);
      write_name (out, "label", self->to_label);
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
  lep_xml_write_attribute (out, "file", member);
  lep_xml_write_id (out, "space", &segment->space);
  lep_xml_write_id (out, "replica", &segment->replica);
  lep_xml_write_number (out, "from", segment->from);
  lep_xml_write_number (out, "to", segment->to);
  lep_xml_write_hash (out, "prev", &segment->prev);
  lep_xml_write_hash (out, "head", &segment->head);
  if (segment->has_signature)
    {
      lep_signature_format (segment->signature, signature);
      lep_xml_write_attribute (out, "signature", signature);
    }
  g_string_append (out, "/>\n");
}

static void
write_have (const LepHave *have,
            GString       *out)
{
  g_string_append (out, "  <have");
  lep_xml_write_id (out, "space", &have->space);
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
      lep_xml_write_id (out, "replica", &seen->replica);
      lep_xml_write_number (out, "n", seen->n);
      lep_xml_write_hash (out, "head", &seen->head);
      g_string_append (out, "/>");
    }
  for (guint i = 0; i < have->missing->len; i++)
    {
      const LepMissing *missing = &g_array_index (have->missing, LepMissing, i);

      g_string_append (out, "<missing");
      lep_xml_write_id (out, "replica", &missing->replica);
      lep_xml_write_number (out, "from", missing->from);
      lep_xml_write_number (out, "to", missing->to);
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
  lep_xml_write_id (out, "replica", &signer->replica);
  lep_xml_write_attribute (out, "key", key);
  write_name (out, "label", signer->label);
  write_name (out, "person", signer->person);
  write_name (out, "place", signer->place);
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
      lep_xml_write_id (out, "id", &space->id);
      lep_xml_write_attribute (out, "kind", space->kind);
      write_name (out, "name", space->name);
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
      lep_xml_write_hash (out, "sha256", &g_array_index (self->wants, LepHash, i));
      g_string_append (out, "/>\n");
    }
  g_string_append (out, "</bundle>\n");
  return g_string_free (out, FALSE);
}
