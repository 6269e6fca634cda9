/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl export`: writes a bundle. */

#include <glib/gi18n.h>

#include "lep-export.h"

#include "lep-commands.h"

static char              *peer, *output;
static char             **spaces;
static gboolean           full, with_contacts;

static const GOptionEntry options[] = {
  { "to", 0, 0, G_OPTION_ARG_FILENAME, &peer, N_ ("for whom: id or name of a laptop; without it, for everybody"), "PEER" },
  { "space", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &spaces, N_ ("id, name or kind of a space; may be given again"), "S" },
  { "full", 0, 0, G_OPTION_ARG_NONE, &full, N_ ("everything, not only what the receiver lacks"), NULL },
  { "with-contacts", 0, 0, G_OPTION_ARG_NONE, &with_contacts, N_ ("contact persons, too"), NULL },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_ ("file, or a folder in which the usual name is used"), "FILE|DIR" },
  { NULL },
};

static gboolean
run_export (LepCli  *cli,
            GError **error)
{
  LepExportOptions export_options = { peer, (const char *const *) spaces, full, with_contacts, output != NULL ? output : "." };
  g_autoptr (LepExportResult) result = NULL;
  g_autoptr (JsonBuilder) builder = NULL;
  LepWorkspace *workspace = lep_cli_open (cli, LEP_OPEN_WRITE, error);

  if (workspace == NULL)
    return FALSE;
  result = lep_export (workspace, cli->surroundings, &export_options, lep_cli_progress (cli), NULL, error);
  if (result == NULL)
    return FALSE;

  if (!cli->json)
    {
      lep_cli_print ("%s\n", result->file);
      return TRUE;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lep_json_string (builder, "file", result->file);
  lep_json_int (builder, "counter", result->counter);
  lep_json_int (builder, "changes", result->changes);
  lep_json_int (builder, "bytes", result->bytes);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

const LepCommand lep_cmd_export = {
  .name = "export",
  .arguments = "[--to PEER] [--space S]… [--full] [--with-contacts] [--output FILE|DIR]",
  .summary = N_ ("Writes a bundle and prints its name."),
  .description = N_ ("A bundle for a known laptop holds what it had not acknowledged in the last bundle that came from it; for an "
                     "unknown one, or with --full, everything in the chosen spaces. By default these are the programme's space and "
                     "the partnerships that the receiver shares. The office's space travels only when it is named, contacts only with "
                     "--with-contacts. The bundle is written into the current folder unless --output says otherwise."),
  .options = options,
  .run = run_export,
};
