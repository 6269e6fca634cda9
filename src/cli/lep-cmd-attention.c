/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl attention`: what somebody should look at. */

#include <string.h>
#include <glib/gi18n.h>

#include "lep-attention.h"

#include "lep-commands.h"

static gboolean
run_attention (LepCli  *cli,
               GError **error)
{
  LepWorkspace *workspace = lep_cli_open (cli, LEP_OPEN_READ, error);
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (LepGrid) grid = lep_grid_new (_ ("Rule"), _ ("Kind"), "ID", _ ("Field"), _ ("Text"), NULL);
  char now[LEP_TIME_TEXT_SIZE + 1];

  if (workspace == NULL)
    return FALSE;

  lep_clock_now_text (cli->surroundings->clock, now);
  now[strlen ("YYYY-MM-DD")] = '\0';
  findings = lep_attention (workspace, now, error);
  if (findings == NULL)
    return FALSE;

  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const LepFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char  *rule = g_strdup_printf ("%u", finding->rule);

      json_builder_begin_object (builder);
      lep_json_int (builder, "rule", finding->rule);
      lep_json_string (builder, "kind", finding->kind);
      lep_json_string (builder, "id", finding->id);
      lep_json_string (builder, "field", finding->field);
      lep_json_string (builder, "text", finding->text);
      json_builder_end_object (builder);
      lep_grid_add (grid, rule, finding->kind, finding->id, finding->field != NULL ? finding->field : "", finding->text, NULL);
    }
  json_builder_end_array (builder);

  if (cli->json)
    lep_cli_print_json (builder);
  else
    lep_grid_print (grid);
  return TRUE;
}

const LepCommand lep_cmd_attention = {
  .name = "attention",
  .arguments = "",
  .summary = N_ ("Lists what needs attention."),
  .description = N_ ("Rules that two valid edits can break together, things that are due, and probable doubles. The rules have the "
                     "numbers of the data model. Nothing listed here blocks anybody."),
  .run = run_attention,
};
