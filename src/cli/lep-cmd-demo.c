/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl demo`: fills a new workspace with the sample. */

#include <glib/gi18n.h>

#include "lep-query.h"
#include "lep-sample.h"

#include "lep-commands.h"

static gboolean
is_new (LepWorkspace *workspace,
        GError      **error)
{
  g_autoptr (LepQuery) query = lep_query_new ("programme");
  g_autoptr (GPtrArray) found = NULL;

  lep_query_set_limit (query, 1);
  found = lep_query_run (workspace, query, error);
  if (found == NULL)
    return FALSE;
  if (found->len == 0)
    return TRUE;

  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID,
                       _ ("programme: this workspace has one already; the sample goes into a new workspace, name it with --workspace."));
  return FALSE;
}

static gboolean
run_demo (LepCli  *cli,
          GError **error)
{
  LepWho who = { "Demo", "Primjer", "Sarajevo" };

  if (g_file_test (cli->workspace, G_FILE_TEST_EXISTS)
        ? lep_cli_open (cli, LEP_OPEN_WRITE, error) == NULL
        : lep_cli_create (cli, &who, error) == NULL)
    return FALSE;
  if (!is_new (cli->open, error) || !lep_sample_load (cli->open, NULL, NULL, error))
    return FALSE;

  return lep_cli_print_workspace (cli, NULL, error);
}

const LepCommand lep_cmd_demo = {
  .name = "demo",
  .arguments = "",
  .summary = N_ ("Fills a new workspace with the sample of Bosnia and Herzegovina."),
  .description = N_ ("The sample holds published facts of Local Employment Partnerships; its meetings, decisions and contacts are "
                     "fictitious. A workspace that does not exist yet is made."),
  .run = run_demo,
};
