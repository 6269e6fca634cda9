/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl undo`: takes back the last thing done on this laptop. */

#include <glib/gi18n.h>

#include "lep-cli-input.h"
#include "lep-receipt.h"
#include "lep-undo.h"

#include "lep-commands.h"

static char              *import;

static const GOptionEntry options[] = {
  { "import", 0, 0, G_OPTION_ARG_FILENAME, &import, N_ ("take back this import: the bundle file, or the number of its receipt"), "FILE|N" },
  { NULL },
};

static gboolean
undo_import (LepWorkspace *workspace,
             LepUndone    *undone,
             GError      **error)
{
  g_autofree char *number = lep_cli_find_import (workspace, import, error);
  g_autoptr (LepReceipt) receipt = NULL;

  if (number == NULL || !lep_receipt_get (workspace, g_ascii_strtoll (number, NULL, 10), &receipt, error))
    return FALSE;
  if (receipt == NULL || receipt->given)
    return lep_cli_usage (error, _ ("There is no import number %s."), number);
  if (receipt->step == 0)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID,
                   receipt->taken_back ? _ ("%s: this import was taken back already.")
                                       : _ ("%s: this import changed nothing that could be taken back."),
                   receipt->file);
      return FALSE;
    }
  return lep_undo_step (workspace, receipt->step, undone, NULL, error);
}

static gboolean
run_undo (LepCli  *cli,
          GError **error)
{
  LepWorkspace *workspace = lep_cli_open (cli, LEP_OPEN_WRITE, error);
  g_autoptr (JsonBuilder) builder = NULL;
  LepUndone undone = { 0 };

  if (workspace == NULL || !(import != NULL ? undo_import (workspace, &undone, error) : lep_undo_last (workspace, &undone, error)))
    return FALSE;

  if (!cli->json && undone.n_fields + undone.n_rows + undone.n_skipped == 0)
    {
      lep_cli_print (_ ("Nothing was taken back: nothing of it can be. What was erased or given up for lost, laptops that "
                        "introduced themselves, and whom the founder named officer stay as they are.\n"));
      return TRUE;
    }
  if (!cli->json)
    {
      lep_cli_print (_ ("Fields restored: %u. Records deleted or restored: %u. Left as they are, since something newer touched them: %u.\n"),
                     undone.n_fields, undone.n_rows, undone.n_skipped);
      if (undone.n_settled > 0)
        lep_cli_print (ngettext ("%u field had several values: one is shown, the others stand in its history.\n",
                                 "%u fields had several values: one of each is shown, the others stand in the history.\n", undone.n_settled),
                       undone.n_settled);
      return TRUE;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lep_json_int (builder, "fields", undone.n_fields);
  lep_json_int (builder, "rows", undone.n_rows);
  lep_json_int (builder, "skipped", undone.n_skipped);
  lep_json_int (builder, "settled", undone.n_settled);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

const LepCommand lep_cmd_undo = {
  .name = "undo",
  .arguments = "[--import FILE|N]",
  .summary = N_ ("Takes back the last edit made on this laptop, or an import."),
  .description = N_ ("Taking back is a new change, which others get like any other; what somebody changed since stays. "
                     "Undoing again takes back what was done before that. What is in a locked period cannot be changed by "
                     "undoing either.\n\n"
                     "After --import every record shows again what it showed before that import, except where something newer was entered since; "
                     "what came stays in the history, and goes on to others."),
  .options = options,
  .run = run_undo,
};
