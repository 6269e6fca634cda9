/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl import`: takes bundles in, each by itself. */

#include <glib/gi18n.h>

#include "lep-secret-file.h"

#include "lep-cli-import.h"
#include "lep-cli-input.h"

#include "lep-commands.h"

static char              *passphrase_file;
static char              *passphrase; /* of the files that are locked with one */
static char             **trust;
static gboolean           dry_run;

static const GOptionEntry options[] = {
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_ ("only tell what would happen"), NULL },
  { "trust", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &trust, N_ ("trust the signer with this number; may be given again"), "NUMBER" },
  { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &passphrase_file, N_ ("the first line of this file opens what is sealed with a pass-phrase"), "F" },
  { NULL },
};

/* A refusal outweighs everything, then a failure, then what waits. */
static int
heavier (int a,
         int b)
{
  if (a == LEP_EXIT_BUNDLE || b == LEP_EXIT_BUNDLE)
    return LEP_EXIT_BUNDLE;
  if (a == LEP_EXIT_OK || (a == LEP_EXIT_WAITING && b != LEP_EXIT_OK))
    return b;
  return a;
}

/* Returns: the exit code of this file alone */
static int
import_one (LepCli      *cli,
            const char  *file,
            JsonBuilder *builder)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepImportReport) report = lep_import (cli->open, cli->surroundings, file,
                                                   dry_run ? LEP_IMPORT_PREVIEW : LEP_IMPORT_APPLY,
                                                   (const char *const *) trust, passphrase, lep_cli_progress (cli), NULL, &error);

  lep_cli_progress_end (cli);
  if (report == NULL)
    {
      lep_cli_add_refusal (builder, file, error);
      g_prefix_error (&error, "%s: ", file);
      lep_cli_report (error);
      return lep_cli_exit_code (error);
    }

  for (guint i = 0; i < report->untrusted->len; i++)
    lep_cli_print_unknown (file, g_ptr_array_index (report->untrusted, i), (const char *const *) trust);
  if (report->notice != NULL)
    lep_cli_notice (report->notice);
  lep_cli_add_report (builder, file, report);
  if (!cli->json)
    lep_cli_print_report (file, report);

  return lep_cli_report_exit_code (report);
}

static gboolean
run_import (LepCli  *cli,
            GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  if (!lep_cli_read_passphrase (passphrase_file, &passphrase, error) ||
      (dry_run ? lep_cli_open_to_try (cli, error) : lep_cli_open (cli, LEP_OPEN_WRITE, error)) == NULL)
    {
      g_clear_pointer (&passphrase, lep_secret_free);
      return FALSE;
    }

  json_builder_begin_array (builder);
  for (guint i = 0; i < cli->n_args; i++)
    cli->exit_code = heavier (cli->exit_code, import_one (cli, cli->args[i], builder));
  json_builder_end_array (builder);
  g_clear_pointer (&passphrase, lep_secret_free);

  if (cli->json)
    lep_cli_print_json (builder);
  return TRUE;
}

const LepCommand lep_cmd_import = {
  .name = "import",
  .arguments = "FILE… [--dry-run] [--trust NUMBER]… [--passphrase-file F]",
  .summary = N_ ("Takes bundles in, each by itself, in the order given."),
  .description = N_ ("A bundle is taken in as a whole or not at all; one that is damaged, or signed by somebody unknown, changes "
                     "nothing (exit 4). Of an unknown signer the name and a number are shown: compare the number by phone and give it "
                     "with --trust. What was sealed for this laptop opens by itself; what was sealed with a pass-phrase needs "
                     "--passphrase-file. Exit 6 tells that something waits for other bundles, or that a conflict came in."),
  .options = options,
  .min_args = 1,
  .max_args = LEP_MANY_ARGS,
  .run = run_import,
};
