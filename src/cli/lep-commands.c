/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of commands, in the order in which --help shows them. */

#include <glib/gi18n.h>

#include "lep-commands.h"

static const LepCommand *const commands[] = {
  &lep_cmd_init,
  &lep_cmd_join,
  &lep_cmd_demo,
  &lep_cmd_put,
  &lep_cmd_get,
  &lep_cmd_list,
  &lep_cmd_delete,
  &lep_cmd_restore,
  &lep_cmd_erase,
  &lep_cmd_apply,
  &lep_cmd_csv,
  &lep_cmd_history,
  &lep_cmd_undo,
  &lep_cmd_conflicts,
  &lep_cmd_resolve,
  &lep_cmd_copy_grid,
  &lep_cmd_receive,
  &lep_cmd_assign,
  &lep_cmd_advance,
  &lep_cmd_award,
  &lep_cmd_self_assess,
  &lep_cmd_total,
  &lep_cmd_attention,
  &lep_cmd_documents,
  &lep_cmd_export,
  &lep_cmd_import,
  &lep_cmd_inspect,
  &lep_cmd_sync,
  &lep_cmd_trust,
  &lep_cmd_peers,
  &lep_cmd_status,
  &lep_cmd_digest,
  &lep_cmd_report,
  &lep_cmd_check,
  &lep_cmd_rebuild,
  &lep_cmd_backup,
  &lep_cmd_restore_backup,
  &lep_cmd_waive,
  &lep_cmd_schema,
  NULL,
};

/**
 * lep_cli_commands:
 *
 * Returns: (array zero-terminated=1): every command
 */
const LepCommand *const *
lep_cli_commands (void)
{
  return commands;
}

/**
 * lep_cli_find_command:
 *
 * Returns: (nullable): the command of that name
 */
const LepCommand *
lep_cli_find_command (const char *name)
{
  for (guint i = 0; commands[i] != NULL; i++)
    if (g_str_equal (commands[i]->name, name))
      return commands[i];

  return NULL;
}

/* As lep_cli_find_command(), for what a user typed: what is no command is an error. */
const LepCommand *
lep_cli_require_command (const char *name,
                         GError    **error)
{
  const LepCommand *found = lep_cli_find_command (name);

  if (found == NULL)
    g_set_error (error, LEP_USAGE_ERROR, 0, _ ("There is no command “%s”; “lepctl --help” lists them."), name);
  return found;
}
