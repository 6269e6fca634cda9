/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl check`, `rebuild`, `backup` and `restore-backup`: care of the file. */

#include <string.h>

#include <glib/gi18n.h>

#include "lep-backup.h"
#include "lep-check.h"
#include "lep-laptop.h"
#include "lep-public-key.h"
#include "lep-rebuild.h"
#include "lep-revocation.h"
#include "lep-signatures.h"

#include "lep-commands.h"

/* The answer of a command that just does its work. */
static gboolean
print_done (LepCli     *cli,
            const char *text,
            const char *name,
            const char *value)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      lep_cli_print ("%s\n", text);
      return TRUE;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  if (value != NULL)
    lep_json_string (builder, name, value);
  else
    lep_json_bool (builder, name, TRUE);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

static gboolean
run_check (LepCli  *cli,
           GError **error)
{
  LepWorkspace *workspace = lep_cli_open (cli, LEP_OPEN_READ, error);
  gboolean      done = workspace != NULL && lep_workspace_check (workspace, lep_cli_progress (cli), NULL, error) &&
                  lep_signatures_check (workspace, error);

  lep_cli_progress_end (cli);
  return done && print_done (cli, _ ("The workspace is sound."), "sound", NULL);
}

static gboolean
run_rebuild (LepCli  *cli,
             GError **error)
{
  LepWorkspace *workspace = lep_cli_open (cli, LEP_OPEN_WRITE, error);
  gboolean      done = workspace != NULL && lep_workspace_rebuild (workspace, lep_cli_progress (cli), NULL, error);

  lep_cli_progress_end (cli);
  return done && print_done (cli, _ ("The tables are made anew from the changes."), "rebuilt", NULL);
}

static gboolean
run_backup (LepCli  *cli,
            GError **error)
{
  LepWorkspace *workspace = lep_cli_open (cli, LEP_OPEN_READ, error);

  return workspace != NULL && lep_workspace_backup (workspace, cli->args[0], NULL, error) &&
         print_done (cli, cli->args[0], "file", cli->args[0]);
}

/* The number that others compare now; and whether nobody is left who may name
 * officers and block laptops. The backup is in place: what cannot be read now is not
 * told. */
static void
tell_new_number (LepWorkspace *workspace)
{
  g_autoptr (GPtrArray) laptops = lep_laptops_load (workspace, NULL);
  g_autoptr (GHashTable) officers = lep_officers_load (workspace, NULL);
  const LepLaptop *laptop;
  LepPublicKey     key;
  LepUuid          id;
  gboolean         is_founded;
  g_autofree char *number = NULL;

  laptop = laptops != NULL && lep_workspace_get_own (workspace, &id, NULL) ? lep_laptops_find (laptops, &id) : NULL;
  if (laptop == NULL || officers == NULL)
    return;

  memcpy (key.bytes, laptop->key, LEP_PUBLIC_KEY_SIZE);
  number = lep_public_key_number (&key);
  lep_cli_print (_ ("The new number: %s\n"), number);
  if (g_hash_table_size (officers) != 1 || !lep_programme_find_founder (workspace, &id, &is_founded, NULL))
    return;
  laptop = lep_laptops_find (laptops, &id);
  if (laptop != NULL && laptop->own)
    lep_cli_print ("%s\n", _ ("This laptop had founded the programme. Under its new number it has no say in it any more, and no other laptop was named among the officers: "
                              "nobody can name officers or block a laptop now. Where a programme is founded, name a second laptop in time: “lepctl trust PEER --officer yes”."));
}

static gboolean
run_restore_backup (LepCli  *cli,
                    GError **error)
{
  g_autofree char *sentence = NULL;

  if (!lep_backup_restore (cli->workspace, cli->args[0], cli->surroundings->clock, error))
    return FALSE;

  /* A backup of this very session would pass for the workspace itself. */
  cli->open = lep_identity_open (cli->surroundings, cli->workspace, LEP_OPEN_WRITE, &sentence, error);
  if (cli->open == NULL || (sentence == NULL && !lep_identity_renew (cli->open, cli->surroundings, error)))
    return FALSE;

  if (!print_done (cli, _ ("The backup is in place, under a new number. What was there is kept as a dated backup. Others must compare the new number once before "
                           "they take your bundles."),
                   "restored", NULL))
    return FALSE;
  if (!cli->json)
    tell_new_number (cli->open);
  return TRUE;
}

const LepCommand lep_cmd_check = {
  .name = "check",
  .arguments = "",
  .summary = N_ ("Checks the file, the chains of changes, and that the tables are what the changes make."),
  .run = run_check,
};

const LepCommand lep_cmd_rebuild = {
  .name = "rebuild",
  .arguments = "",
  .summary = N_ ("Makes all tables anew from the changes."),
  .run = run_rebuild,
};

const LepCommand lep_cmd_backup = {
  .name = "backup",
  .arguments = "FILE",
  .summary = N_ ("Writes a copy of the workspace."),
  .description = N_ ("The copy is complete, whoever else has the workspace open."),
  .min_args = 1,
  .max_args = 1,
  .run = run_backup,
};

const LepCommand lep_cmd_restore_backup = {
  .name = "restore-backup",
  .arguments = "FILE",
  .summary = N_ ("Puts a backup in the place of the workspace."),
  .description = N_ ("The file is checked first. The workspace that was there is kept as a dated backup, and the restored one goes on "
                     "under a new id, so that nothing is mixed up with what was made since."),
  .min_args = 1,
  .max_args = 1,
  .run = run_restore_backup,
};
