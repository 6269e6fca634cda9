/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl join`: makes a workspace from a received bundle. */

#include <glib/gi18n.h>

#include "lep-secret-file.h"

#include "lep-cli-import.h"
#include "lep-cli-input.h"

#include "lep-commands.h"

static char              *laptop, *person, *place, *passphrase_file;
static char             **trust;

static const GOptionEntry options[] = {
  { "laptop", 0, 0, G_OPTION_ARG_FILENAME, &laptop, N_ ("what others call this laptop"), "NAME" },
  { "person", 0, 0, G_OPTION_ARG_FILENAME, &person, N_ ("who works on it"), "NAME" },
  { "place", 0, 0, G_OPTION_ARG_FILENAME, &place, N_ ("where it is used"), "NAME" },
  { "trust", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &trust, N_ ("trust the signer with this number; may be given again"), "NUMBER" },
  { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &passphrase_file, N_ ("the first line of this file opens what is sealed with a pass-phrase"), "F" },
  { NULL },
};

static gboolean
run_join (LepCli  *cli,
          GError **error)
{
  LepWho      who = { laptop != NULL ? laptop : g_get_host_name (), person != NULL ? person : "", place != NULL ? place : "" };
  const char *file = cli->args[0];
  char       *passphrase = NULL;
  g_autoptr (LepImportReport) report = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GError) failure = NULL;

  if (!lep_cli_make_folder (cli, error) || !lep_cli_read_passphrase (passphrase_file, &passphrase, error))
    return FALSE;
  cli->open = lep_join (cli->surroundings, cli->workspace, &who, file, (const char *const *) trust, passphrase, NULL, NULL, &report, &failure);
  lep_secret_free (passphrase);
  if (report == NULL)
    {
      /* A workspace that is there already is no fault of the bundle. */
      if (!g_error_matches (failure, LEP_ERROR, LEP_ERROR_INVALID))
        g_prefix_error (&failure, "%s: ", file);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  for (guint i = 0; i < report->untrusted->len; i++)
    lep_cli_print_unknown (file, g_ptr_array_index (report->untrusted, i), (const char *const *) trust);
  if (report->notice != NULL)
    lep_cli_notice (report->notice);
  lep_cli_add_report (builder, file, report);
  if (cli->json)
    lep_cli_print_json (builder);
  else
    lep_cli_print_report (file, report);

  cli->exit_code = lep_cli_report_exit_code (report);
  return TRUE;
}

const LepCommand lep_cmd_join = {
  .name = "join",
  .arguments = "BUNDLE [--laptop NAME] [--person NAME] [--place NAME] [--trust NUMBER]… [--passphrase-file F]",
  .summary = N_ ("Makes a workspace from a bundle that somebody sent."),
  .description = N_ ("Whoever made the bundle is trusted from then on to introduce other laptops. As long as a signer is not "
                     "trusted, no workspace is made (exit 4)."),
  .options = options,
  .min_args = 1,
  .max_args = 1,
  .run = run_join,
};
