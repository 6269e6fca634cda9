/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long 100,000 field changes take from text to checked changes, as ratios to
 * libxml2 alone. */

#include <libxml/parser.h>

#include "lep-changes-reader.h"
#include "lep-key.h"
#include "lep-xml-scan.h"

#include "bench.h"
#include "craft.h"

#define N_CHANGES 18000
#define N_FIELDS  100000
#define N_ROUNDS  5

static void
add_change (GString *out,
            guint    n,
            guint    n_fields,
            LepHash *head)
{
  g_autoptr (LepChange) change = lep_change_new ();
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GArray) nothing = lep_context_new ();
  g_autofree char *id_text = g_strdup_printf ("0194ca00-0000-7000-8000-%012u", n);
  LepHash          context;
  LepUuid          id;

  lep_uuid_parse (id_text, -1, &id);
  lep_change_set_head (change, n, CRAFT_AT, "Coordinator");
  lep_change_add_row (change, "outcome", &id, LEP_LIFE_NONE);
  for (guint i = 0; i < n_fields; i++)
    {
      static const char *const fields[] = { "value", "from", "to", "state", "note", "proof_no" };
      static const char *const values[] = { "60", "2026-01-01", "2026-03-31", "verified", "Trained with two partner firms & the school", "12/26" };

      lep_change_add_set (change, fields[i % 6], values[i % 6], -1);
    }
  lep_change_write (change, body);
  lep_context_hash (nothing, &context);
  lep_chain_next (head, &context, body->str, body->len, head);
  g_string_append_len (out, body->str, (gssize) body->len);
  g_string_append_c (out, '\n');
}

static gboolean
count_cb (const LepReceivedChange *change,
          gpointer                 user_data,
          GError                 **error)
{
  guint *n = user_data;

  *n += change->change->sets->len;
  return TRUE;
}

int
main (void)
{
  g_autoptr (LepManifest) manifest = lep_manifest_new ();
  g_autoptr (LepKey) key = lep_key_generate ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  LepSegment    segment = { .from = 2, .to = N_CHANGES + 1 };
  xmlSAXHandler nothing = { .initialized = XML_SAX2_MAGIC };
  char          prev[LEP_HASH_HEX_SIZE + 1];
  BenchTime     ours[N_ROUNDS], parser[N_ROUNDS];

  lep_uuid_parse (CRAFT_SPACE, -1, &segment.space);
  lep_uuid_parse (CRAFT_REPLICA, -1, &segment.replica);
  manifest->schema = 1;
  manifest->format = 1;
  manifest->replica = segment.replica;
  lep_manifest_add_space (manifest, &segment.space, "partnership", "");
  lep_manifest_add_signer (manifest, &segment.replica, lep_key_get_public (key), "", "", "");
  lep_hash_format (&segment.prev, prev);
  g_string_printf (text, LEP_XML_DECLARATION "<changes xmlns=\"urn:lep:changes:1\" space=\"" CRAFT_SPACE "\" replica=\"" CRAFT_REPLICA "\" from=\"2\" prev=\"%s\">\n", prev);
  for (guint i = 0; i < N_CHANGES; i++)
    add_change (text, i + 2, (N_FIELDS * (i + 1)) / N_CHANGES - (N_FIELDS * i) / N_CHANGES, &segment.head);
  g_string_append (text, "</changes>\n");

  for (guint i = 0; i < N_ROUNDS; i++)
    {
      guint n = 0;

      ours[i] = bench_start ();
      lep_changes_read ("changes/0001.xml", text->str, text->len, manifest, &segment, count_cb, &n, &error);
      ours[i] = bench_since (&ours[i]);
      g_assert_no_error (error);
      g_assert_cmpuint (n, ==, N_FIELDS);
      parser[i] = bench_start ();
      xmlSAXUserParseMemory (&nothing, NULL, text->str, (int) text->len);
      parser[i] = bench_since (&parser[i]);
    }
  bench_say_time ("libxml2 alone over 100 k field changes", bench_middle (parser, N_ROUNDS), 0);
  bench_say_beside ("changes read and proven", ours, parser, N_ROUNDS, 0, 0);
  return 0;
}
