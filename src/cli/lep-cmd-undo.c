/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl undo`: takes back the last thing done on this laptop. */

#include <glib/gi18n.h>

#include "lep-undo.h"

#include "lep-commands.h"

static gboolean
run_undo (LepCli  *cli,
          GError **error)
{
  LepWorkspace *workspace = lep_cli_open (cli, LEP_OPEN_WRITE, error);
  g_autoptr (JsonBuilder) builder = NULL;
  LepUndone undone = { 0 };

  if (workspace == NULL || !lep_undo_last (workspace, &undone, error))
    return FALSE;

  if (!cli->json)
    {
      lep_cli_print (_ ("Fields restored: %u. Records deleted or restored: %u. Left as they are, since something newer touched them: %u.\n"),
                     undone.n_fields, undone.n_rows, undone.n_skipped);
      return TRUE;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lep_json_int (builder, "fields", undone.n_fields);
  lep_json_int (builder, "rows", undone.n_rows);
  lep_json_int (builder, "skipped", undone.n_skipped);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

const LepCommand lep_cmd_undo = {
  .name = "undo",
  .arguments = "",
  .summary = N_ ("Takes back the last edit made on this laptop."),
  .description = N_ ("Taking back is a new change, which others get like any other; what somebody changed since stays. "
                     "Undoing again takes back what was done before that. What is in a locked period cannot be changed by "
                     "undoing either."),
  .run = run_undo,
};
