/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl init`: makes the workspace, its keys and, when asked for, a programme. */

#include <errno.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "lep-cli-input.h"
#include "lep-value.h"

#include "lep-commands.h"

static char              *laptop, *person, *place, *programme, *currency;

static const GOptionEntry options[] = {
  { "laptop", 0, 0, G_OPTION_ARG_FILENAME, &laptop, N_ ("what others call this laptop"), "NAME" },
  { "person", 0, 0, G_OPTION_ARG_FILENAME, &person, N_ ("who works on it"), "NAME" },
  { "place", 0, 0, G_OPTION_ARG_FILENAME, &place, N_ ("where it is used"), "NAME" },
  { "programme", 0, 0, G_OPTION_ARG_FILENAME, &programme, N_ ("found a programme of this name"), "NAME" },
  { "currency", 0, 0, G_OPTION_ARG_FILENAME, &currency, N_ ("currency of the programme, like BAM"), "CUR" },
  { NULL },
};

static gboolean
check_texts (GError **error)
{
  const LepKind *replica = lep_schema_kind ("replica");
  const LepKind *kind = lep_schema_kind ("programme");

  if ((programme == NULL) != (currency == NULL))
    return lep_cli_usage (error, _ ("A programme has a name and a currency: give --programme and --currency together."));

  return lep_value_check (lep_kind_field (replica, "label"), laptop, error) &&
         lep_value_check (lep_kind_field (replica, "person"), person, error) &&
         lep_value_check (lep_kind_field (replica, "place"), place, error) &&
         (programme == NULL || (lep_value_check (lep_kind_field (kind, "name"), programme, error) &&
                                lep_value_check (lep_kind_field (kind, "currency"), currency, error)));
}

/**
 * lep_cli_make_folder:
 *
 * Makes the folder of a new workspace, if it is not there.
 */
gboolean
lep_cli_make_folder (LepCli  *cli,
                     GError **error)
{
  g_autofree char *folder = g_path_get_dirname (cli->workspace);

  if (g_mkdir_with_parents (folder, 0700) == 0)
    return TRUE;

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
               _ ("%s: the folder cannot be made: %s; choose another one."), folder, g_strerror (errno));
  return FALSE;
}

/**
 * lep_cli_create:
 *
 * Makes the workspace of this run, which stays open.
 *
 * Returns: (transfer none): the workspace
 */
LepWorkspace *
lep_cli_create (LepCli       *cli,
                const LepWho *who,
                GError      **error)
{
  if (!lep_cli_make_folder (cli, error))
    return NULL;

  cli->open = lep_identity_create (cli->surroundings, cli->workspace, who, error);
  return cli->open;
}

/**
 * lep_cli_print_workspace:
 * @programme_id: (nullable): the programme that was founded
 *
 * Tells what workspace was made.
 */
gboolean
lep_cli_print_workspace (LepCli     *cli,
                         const char *programme_id,
                         GError    **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *replica = NULL;
  g_autofree char *label = NULL;

  if (!lep_workspace_get_meta (cli->open, LEP_META_REPLICA, &replica, error) ||
      !lep_workspace_get_meta (cli->open, LEP_META_LABEL, &label, error))
    return FALSE;

  if (!cli->json)
    {
      lep_cli_print (_ ("Workspace %s\nReplica %s\n"), cli->workspace, replica);
      if (programme_id != NULL)
        lep_cli_print (_ ("Programme %s\n"), programme_id);
      return TRUE;
    }

  json_builder_begin_object (builder);
  lep_json_string (builder, "workspace", cli->workspace);
  lep_json_string (builder, "replica", replica);
  lep_json_string (builder, "label", label);
  lep_json_string (builder, "programme", programme_id);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

static gboolean
run_init (LepCli  *cli,
          GError **error)
{
  LepWho           who = { laptop != NULL ? laptop : g_get_host_name (), person != NULL ? person : "", place != NULL ? place : "" };
  g_autofree char *id = NULL;

  if (!check_texts (error) || lep_cli_create (cli, &who, error) == NULL)
    return FALSE;
  if ((programme == NULL || lep_programme_create (cli->open, programme, currency, &id, error)) &&
      lep_cli_print_workspace (cli, id, error))
    return TRUE;

  lep_identity_discard (g_steal_pointer (&cli->open), cli->surroundings);
  return FALSE;
}

const LepCommand lep_cmd_init = {
  .name = "init",
  .arguments = "[--laptop NAME] [--person NAME] [--place NAME] [--programme NAME --currency CUR]",
  .summary = N_ ("Makes the workspace and its keys."),
  .description = N_ ("With --programme also the programme's space, which has the id of the programme, the office's space, "
                     "the space of contacts, and the standard indicators. Without it the workspace is empty; “lepctl join” "
                     "makes one from a bundle that somebody sent."),
  .options = options,
  .run = run_init,
};
