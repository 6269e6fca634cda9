/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl digest`: one number that is equal where the same changes were applied. */

#include <glib/gi18n.h>

#include "lep-cli-input.h"
#include "lep-digest.h"

#include "lep-commands.h"

static char              *space;

static const GOptionEntry options[] = {
  { "space", 0, 0, G_OPTION_ARG_FILENAME, &space, N_ ("id, name or kind of one space"), "S" },
  { NULL },
};

static gboolean
run_digest (LepCli  *cli,
            GError **error)
{
  LepWorkspace *workspace = lep_cli_open (cli, LEP_OPEN_READ, error);
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (LepSpaceDigest));
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *id = NULL;
  LepUuid          uuid;
  LepHash          total;
  char             hash[LEP_HASH_HEX_SIZE + 1];

  if (workspace == NULL || !lep_cli_find_space (workspace, space, &id, error))
    return FALSE;
  if (id != NULL)
    lep_uuid_parse (id, -1, &uuid);
  if (!lep_workspace_digest (workspace, id != NULL ? &uuid : NULL, &total, spaces, error))
    return FALSE;

  json_builder_begin_object (builder);
  lep_hash_format (&total, hash);
  lep_json_string (builder, "digest", hash);
  json_builder_set_member_name (builder, "spaces");
  json_builder_begin_object (builder);
  for (guint i = 0; i < spaces->len; i++)
    {
      const LepSpaceDigest *digest = &g_array_index (spaces, LepSpaceDigest, i);
      char                  text[LEP_UUID_TEXT_SIZE + 1];

      lep_uuid_format (&digest->space, text);
      lep_hash_format (&digest->hash, hash);
      lep_json_string (builder, text, hash);
      if (!cli->json)
        lep_cli_print ("%s %s\n", text, hash);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  lep_hash_format (&total, hash);
  if (cli->json)
    lep_cli_print_json (builder);
  else
    lep_cli_print ("%s\n", hash);
  return TRUE;
}

const LepCommand lep_cmd_digest = {
  .name = "digest",
  .arguments = "[--space S]",
  .summary = N_ ("Prints a number for each space, and for all, that is equal where the same changes were applied."),
  .options = options,
  .run = run_digest,
};
