/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl export`: writes a bundle. */

#include <glib/gi18n.h>

#include "lep-export.h"
#include "lep-secret-file.h"

#include "lep-cli-input.h"
#include "lep-commands.h"

static char              *peer, *output, *passphrase_file;
static char             **spaces, **seal;
static gboolean           full, request, with_contacts;

static const GOptionEntry options[] = {
  { "to", 0, 0, G_OPTION_ARG_FILENAME, &peer, N_ ("for whom: id or name of a laptop; without it, for everybody"), "PEER" },
  { "space", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &spaces, N_ ("id, name or kind of a space; may be given again"), "S" },
  { "full", 0, 0, G_OPTION_ARG_NONE, &full, N_ ("everything, not only what the receiver lacks"), NULL },
  { "request", 0, 0, G_OPTION_ARG_NONE, &request, N_ ("no changes: only says what is here, so that the receiver can send the rest"), NULL },
  { "with-contacts", 0, 0, G_OPTION_ARG_NONE, &with_contacts, N_ ("contact persons, too"), NULL },
  { "seal", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &seal, N_ ("only this laptop can open it: id or name; may be given again"), "PEER" },
  { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &passphrase_file, N_ ("only who knows the first line of this file can open it"), "F" },
  { "output", 0, 0, G_OPTION_ARG_FILENAME, &output, N_ ("file, or a folder in which the usual name is used"), "FILE|DIR" },
  { NULL },
};

static LepExportResult *
make_bundle (LepCli  *cli,
             GError **error)
{
  LepExportOptions export_options = { .peer = peer, .full = full, .request = request, .with_contacts = with_contacts };
  LepWorkspace    *workspace;
  LepExportResult *result = NULL;
  char            *passphrase = NULL;

  if (seal != NULL && passphrase_file != NULL)
    {
      lep_cli_usage (error, _ ("A bundle is sealed either for laptops or with a pass-phrase; give --seal or --passphrase-file."));
      return NULL;
    }
  if (full && request)
    {
      lep_cli_usage (error, _ ("A request has no changes; give --full or --request."));
      return NULL;
    }
  if (!lep_cli_read_passphrase (passphrase_file, &passphrase, error))
    return NULL;

  export_options.spaces = (const char *const *) spaces;
  export_options.seal = (const char *const *) seal;
  export_options.passphrase = passphrase;
  export_options.target = output != NULL ? output : ".";
  workspace = lep_cli_open (cli, LEP_OPEN_WRITE, error);
  if (workspace != NULL)
    result = lep_export (workspace, cli->surroundings, &export_options, lep_cli_progress (cli), NULL, error);
  lep_cli_progress_end (cli);
  lep_secret_free (passphrase);
  return result;
}

/* Bundles with documents that were too large to go along. */
static void
add_more (JsonBuilder           *builder,
          const LepExportResult *result)
{
  json_builder_set_member_name (builder, "more");
  json_builder_begin_array (builder);
  for (guint i = 0; result->more[i] != NULL; i++)
    json_builder_add_string_value (builder, result->more[i]);
  json_builder_end_array (builder);
}

static gboolean
run_export (LepCli  *cli,
            GError **error)
{
  g_autoptr (LepExportResult) result = make_bundle (cli, error);
  g_autoptr (JsonBuilder) builder = NULL;

  if (result == NULL)
    return FALSE;

  if (!cli->json)
    {
      lep_cli_print ("%s\n", result->file);
      for (guint i = 0; result->more != NULL && result->more[i] != NULL; i++)
        lep_cli_print ("%s\n", result->more[i]);
      return TRUE;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lep_json_string (builder, "file", result->file);
  lep_json_int (builder, "counter", result->counter);
  lep_json_int (builder, "changes", result->changes);
  lep_json_int (builder, "bytes", result->bytes);
  if (result->more != NULL)
    add_more (builder, result);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

const LepCommand lep_cmd_export = {
  .name = "export",
  .arguments = "[--to PEER] [--space S]… [--full | --request] [--with-contacts] [--seal PEER… | --passphrase-file F] [--output FILE|DIR]",
  .summary = N_ ("Writes a bundle and prints its name."),
  .description = N_ ("A bundle for a known laptop holds what it had not acknowledged in the last bundle that came from it; for an "
                     "unknown one, or with --full, everything in the chosen spaces. By default these are the programme's space and "
                     "the partnerships that the receiver shares. The office's space travels only when its kind or id is given, and with --to or --seal only to a laptop that has it or is an officer's; contacts only "
                     "with --with-contacts (or their kind or id): the name alone means the programme. With --request it holds no changes, only what is here: whoever opens it can answer with what is missing. Anybody can read a bundle, unless it is sealed: --seal PEER for a laptop whose entries are here already, "
                     "--passphrase-file for first contact; tell the pass-phrase by another way than the bundle. Then its name ends in "
                     ".lepx.age, and “age -d” opens it, too. The bundle is written into the current folder unless --output says otherwise.\n\n"
                     "Files of documents that the receiver lacks go along. In a folder, those that are large come in bundles of their own, "
                     "whose names are printed too (with --json under “more”); give them along."),
  .options = options,
  .run = run_export,
};
