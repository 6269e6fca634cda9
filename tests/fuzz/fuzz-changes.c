/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Any text as a segment of a contacts space of the sender: that of corpus/changes. */

#include <stdint.h>
#include <string.h>

#include "lep-changes-reader.h"

int LLVMFuzzerTestOneInput (const uint8_t *data,
                            size_t         size);

static gboolean
take_cb (const LepReceivedChange *change,
         gpointer                 user_data,
         GError                 **error)
{
  return TRUE;
}

int
LLVMFuzzerTestOneInput (const uint8_t *data,
                        size_t         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (LepManifest) manifest = lep_manifest_new ();
  LepSegment segment = { .from = 2, .to = 4 };

  lep_uuid_parse ("0194c9e4-0000-7000-8000-000000000001", -1, &segment.space);
  lep_uuid_parse ("0194c9e2-0000-7000-8000-00000000000a", -1, &segment.replica);
  lep_hash_parse ("5fd1e270c8b07eb0e688a22c352f1d7db7b336e4ff6f838898e4f4812d0cad03", -1, &segment.prev);
  manifest->format = manifest->schema = 1;
  manifest->replica = segment.replica;
  lep_manifest_add_space (manifest, &segment.space, "contacts", "");
  lep_manifest_add_signer (manifest, &segment.replica, &(LepPublicKey){ 0 }, "", "", "");
  lep_changes_read ("changes/0001.xml", text, strlen (text), manifest, &segment, take_cb, NULL, NULL);

  return 0;
}
