/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl digest`: one number that is equal where the same changes were applied. */

#include <string.h>
#include <glib/gi18n.h>

#include "lep-cli-input.h"
#include "lep-digest.h"
#include "lep-exchange.h"

#include "lep-commands.h"

static char              *space;

static const GOptionEntry options[] = {
  { "space", 0, 0, G_OPTION_ARG_FILENAME, &space, N_ ("id, name or kind of one space"), "S" },
  { NULL },
};

static gboolean
find_space (LepWorkspace *workspace,
            LepUuid      *id,
            GError      **error)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (workspace, error);

  if (spaces == NULL)
    return FALSE;

  for (guint i = 0; i < spaces->len; i++)
    {
      const LepSpaceInfo *info = g_ptr_array_index (spaces, i);
      char                text[LEP_UUID_TEXT_SIZE + 1];

      lep_uuid_format (&info->id, text);
      if (!g_str_equal (text, space) && g_strcmp0 (info->name, space) != 0 && !g_str_equal (lep_space_kind_name (info->kind), space))
        continue;
      *id = info->id;
      return TRUE;
    }

  g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("There is no space “%s” here; “lepctl status” lists them."), space);
  return FALSE;
}

static gboolean
run_digest (LepCli  *cli,
            GError **error)
{
  LepWorkspace *workspace = lep_cli_open (cli, LEP_OPEN_READ, error);
  g_autoptr (GArray) spaces = g_array_new (FALSE, FALSE, sizeof (LepSpaceDigest));
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  LepUuid id;
  LepHash total;
  char    hash[LEP_HASH_HEX_SIZE + 1];

  if (workspace == NULL || (space != NULL && !find_space (workspace, &id, error)) ||
      !lep_workspace_digest (workspace, space != NULL ? &id : NULL, &total, spaces, error))
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
