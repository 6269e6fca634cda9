/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl attention`: what somebody should look at, and what was explained to be
 * no problem. */

#include <stdlib.h>
#include <string.h>
#include <glib/gi18n.h>

#include "lep-attention.h"
#include "lep-cli-input.h"

#include "lep-commands.h"

static gboolean           put_away;
static char              *because;
static gboolean           take_back;
static char              *only_field;

static const GOptionEntry options[] = {
  { "put-away", 0, 0, G_OPTION_ARG_NONE, &put_away, N_ ("list what was put away, with the reasons"), NULL },
  { "because", 0, 0, G_OPTION_ARG_STRING, &because, N_ ("why it is not a problem: puts it away"), N_ ("REASON") },
  { "take-back", 0, 0, G_OPTION_ARG_NONE, &take_back, N_ ("list again what was put away"), NULL },
  { "field", 0, 0, G_OPTION_ARG_STRING, &only_field, N_ ("only what is about this field, or this aspect of it"), "F" },
  { NULL },
};

static void
write_finding (JsonBuilder      *builder,
               const LepFinding *finding)
{
  json_builder_begin_object (builder);
  lep_json_int (builder, "rule", finding->rule);
  lep_json_string (builder, "kind", finding->kind);
  lep_json_string (builder, "id", finding->id);
  lep_json_string (builder, "field", finding->field);
  lep_json_string (builder, "aspect", finding->aspect);
  lep_json_string (builder, "text", finding->text);
  if (finding->explanation != NULL)
    {
      lep_json_string (builder, "reason", finding->reason);
      lep_json_string (builder, "by", finding->by);
      lep_json_string (builder, "at", finding->at);
    }
  json_builder_end_object (builder);
}

/* "grant, indirect"; what is about no field has only the aspect */
static char *
write_place (const LepFinding *finding)
{
  const char *field = finding->field != NULL ? finding->field : "", *aspect = finding->aspect != NULL ? finding->aspect : "";

  return g_strconcat (field, *field != '\0' && *aspect != '\0' ? ", " : "", aspect, NULL);
}

static void
print_findings (LepCli    *cli,
                GPtrArray *findings,
                gboolean   with_reasons)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (LepGrid) grid = lep_grid_new (_ ("Rule"), _ ("Kind"), "ID", _ ("Field"), _ ("Text"),
                                           with_reasons ? _ ("Reason") : NULL, _ ("Person"), NULL);

  json_builder_begin_array (builder);
  for (guint i = 0; i < findings->len; i++)
    {
      const LepFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char  *rule = g_strdup_printf ("%u", finding->rule);
      g_autofree char  *place = write_place (finding);

      write_finding (builder, finding);
      lep_grid_add (grid, rule, finding->kind, finding->id, place, finding->text,
                    with_reasons ? finding->reason : NULL, finding->by, NULL);
    }
  json_builder_end_array (builder);

  if (cli->json)
    lep_cli_print_json (builder);
  else
    lep_grid_print (grid);
}

/* Those of @all that RULE, ID and --field name. */
static GPtrArray *
pick (LepCli    *cli,
      GPtrArray *all,
      GError   **error)
{
  g_autoptr (GPtrArray) picked = g_ptr_array_new ();
  g_autofree char *id = NULL;
  guint64          rule;

  if (!g_ascii_string_to_unsigned (cli->args[0], 10, 1, 1000, &rule, NULL))
    {
      lep_cli_usage (error, _ ("“%s” is not the number of a rule."), cli->args[0]);
      return NULL;
    }
  if (!lep_cli_check_id (cli->args[1], &id, error))
    return NULL;

  for (guint i = 0; i < all->len; i++)
    {
      LepFinding *finding = g_ptr_array_index (all, i);

      if (finding->rule == rule && g_str_equal (finding->id, id) &&
          (only_field == NULL || g_strcmp0 (finding->field, only_field) == 0 || g_strcmp0 (finding->aspect, only_field) == 0))
        g_ptr_array_add (picked, finding);
    }
  if (picked->len == 0)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("Rule %s finds nothing there; “lepctl attention” lists what it finds."),
                   cli->args[0]);
      return NULL;
    }
  return g_steal_pointer (&picked);
}

static gboolean
settle (LepCli       *cli,
        LepWorkspace *workspace,
        GPtrArray    *all,
        GError      **error)
{
  g_autoptr (GPtrArray) picked = pick (cli, all, error);

  if (picked == NULL)
    return FALSE;
  if (!(take_back ? lep_attention_take_back (workspace, picked, error) : lep_attention_put_away (workspace, picked, because, error)))
    {
      g_prefix_error (error, "explanation: ");
      return FALSE;
    }

  if (cli->json)
    print_findings (cli, picked, FALSE);
  return TRUE;
}

static gboolean
run_attention (LepCli  *cli,
               GError **error)
{
  gboolean      changes = because != NULL || take_back;
  LepWorkspace *workspace;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GPtrArray) away = NULL;
  g_autofree char *today = NULL;

  if ((because != NULL && take_back) || (changes && put_away) || cli->n_args != (changes ? 2 : 0))
    return lep_cli_usage (error, _ ("Give RULE and ID with either --because or --take-back, or none of them."));

  workspace = lep_cli_open (cli, changes ? LEP_OPEN_WRITE : LEP_OPEN_READ, error);
  if (workspace == NULL)
    return FALSE;

  today = lep_workspace_dup_today (workspace);
  findings = lep_attention (workspace, today, &away, error);
  if (findings == NULL)
    return FALSE;
  if (changes)
    return settle (cli, workspace, take_back ? away : findings, error);

  print_findings (cli, put_away ? away : findings, put_away);
  return TRUE;
}

const LepCommand lep_cmd_attention = {
  .name = "attention",
  .arguments = "[--put-away] | RULE ID [--field F] --because REASON | RULE ID [--field F] --take-back",
  .summary = N_ ("Lists what needs attention, and puts away what is no problem."),
  .description = N_ ("Rules that two valid edits can break together, things that are due, and probable doubles. Up to 18 the rules have "
                     "the numbers of the data model; 19 copies of a workspace, 20 decided by another than the programme's officers, 21 members "
                     "twice, 22 payments, 23 checks and score sheets of the office, 24 marks that turn letters, 25 services without a day. Nothing listed here blocks anybody.\n\n"
                     "What is no problem is put away with the reason, for everybody who has the record; it is listed again when the "
                     "facts change, or when it is taken back. What 20 lists only an officer can put away."),
  .options = options,
  .max_args = 2,
  .run = run_attention,
};
