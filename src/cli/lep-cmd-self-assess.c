/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl self-assess`: begins a round of a self-assessment. */

#include <glib/gi18n.h>

#include "lep-assessment-facts.h"
#include "lep-cli-input.h"

#include "lep-commands.h"

static char              *day;

static const GOptionEntry options[] = {
  { "on", 0, 0, G_OPTION_ARG_FILENAME, &day, N_ ("day of the round; default: today"), "D" },
  { NULL },
};

static gboolean
run_self_assess (LepCli  *cli,
                 GError **error)
{
  const LepInstrument *instrument = lep_instrument (cli->args[1]);
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *partnership = NULL;
  g_autofree char *round = NULL;
  g_autofree char *today = NULL;
  guint            n_answered;

  if (instrument == NULL)
    return lep_cli_usage (error, _ ("There is no self-assessment “%s”; choose box43, box44, table71 or table73."), cli->args[1]);
  if (!lep_cli_check_day ("on", day, error) || lep_cli_open (cli, LEP_OPEN_WRITE, error) == NULL ||
      !lep_cli_find_subject (cli->open, "partnership", cli->args[0], &partnership, error))
    return FALSE;

  today = lep_workspace_dup_today (cli->open);
  round = lep_assessment_begin (cli->open, instrument, partnership, day != NULL ? day : today, &n_answered, error);
  if (round == NULL)
    {
      g_prefix_error (error, "assessment_round: ");
      return FALSE;
    }
  if (!cli->json)
    {
      lep_cli_print ("%s\n", round);
      return TRUE;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lep_json_string (builder, "id", round);
  lep_json_int (builder, "answered", n_answered);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

const LepCommand lep_cmd_self_assess = {
  .name = "self-assess",
  .arguments = "PARTNERSHIP INSTRUMENT [--on D]",
  .summary = N_ ("Begins a round of a self-assessment and prints its id."),
  .description = N_ ("PARTNERSHIP is the id, the name or the short name of a partnership, INSTRUMENT one of box43, box44, table71 and table73. What the register itself knows "
                     "becomes the first answers; the others are put with “lepctl put assessment_answer”, and “lepctl report "
                     "self-assessment” prints them beside those of the last time. One step for “lepctl undo”."),
  .options = options,
  .min_args = 2,
  .max_args = 2,
  .run = run_self_assess,
};
