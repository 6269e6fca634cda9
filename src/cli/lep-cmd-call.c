/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl copy-grid`, `lepctl assign` and `lepctl advance`: what the office does
 * with a whole call. */

#include <glib/gi18n.h>

#include "lep-call-office.h"
#include "lep-cli-input.h"
#include "lep-office.h"

#include "lep-commands.h"

static char              *stage;
static char             **chosen;
static gboolean           dry_run;

static const GOptionEntry assign_options[] = {
  { "assessor", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &chosen, N_ ("id or name of an assessor; may be given again; default: all of them"), "A" },
  { "stage", 0, 0, G_OPTION_ARG_FILENAME, &stage, N_ ("concept or full; default: the one that the call is in"), "S" },
  { NULL },
};

static const GOptionEntry advance_options[] = {
  { "stage", 0, 0, G_OPTION_ARG_FILENAME, &stage, N_ ("concept or full; default: the one that the call is in"), "S" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_ ("only tell what comes next"), NULL },
  { NULL },
};

static gboolean
find_call (LepCli     *cli,
           const char *text,
           char      **id,
           GError    **error)
{
  return lep_cli_open (cli, dry_run ? LEP_OPEN_READ : LEP_OPEN_WRITE, error) != NULL &&
         lep_cli_find_subject (cli->open, "call", text, id, error);
}

/* One number as the answer. */
static void
print_count (LepCli     *cli,
             const char *name,
             const char *text,
             guint       n)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      lep_cli_print ("%s\n", text);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lep_json_int (builder, name, n);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
}

static gboolean
run_copy_grid (LepCli  *cli,
               GError **error)
{
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  g_autofree char *text = NULL;
  guint            n_copied;

  if (!find_call (cli, cli->args[0], &from, error) || !find_call (cli, cli->args[1], &to, error))
    return FALSE;
  if (g_str_equal (from, to))
    return lep_cli_usage (error, _ ("A call cannot take over its own grid; name another one."));
  if (!lep_call_copy_grid (cli->open, from, to, &n_copied, error))
    {
      g_prefix_error (error, "call: ");
      return FALSE;
    }

  text = g_strdup_printf (ngettext ("%u line copied", "%u lines copied", n_copied), n_copied);
  print_count (cli, "copied", text, n_copied);
  return TRUE;
}

/* The call's ranking in the stage that was asked for. Only the office knows what
 * was checked and scored. */
static LepCallRanking *
read_ranking (LepCli  *cli,
              GError **error)
{
  g_autofree char *id = NULL;

  if (stage != NULL && !g_str_equal (stage, "concept") && !g_str_equal (stage, "full"))
    {
      lep_cli_usage (error, _ ("There is no stage “%s”; choose concept or full."), stage);
      return NULL;
    }
  if (!find_call (cli, cli->args[0], &id, error))
    return NULL;
  if (!lep_call_is_office (cli->open))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID,
                           _ ("call: What was checked and scored is in the office's space, which this laptop does not have; do it at the office."));
      return NULL;
    }
  return lep_call_ranking_read (cli->open, id, stage, error);
}

/* Those that were named, each once, or all. Returns: (transfer full) (element-type utf8) */
static GPtrArray *
find_assessors (LepCli  *cli,
                GError **error)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (LepQuery) query = lep_office_query_new (cli->open, "assessor");
  g_autoptr (GPtrArray) all = chosen == NULL ? lep_query_run (cli->open, query, error) : NULL;
  gboolean found = chosen != NULL || all != NULL;

  for (guint i = 0; all != NULL && i < all->len; i++)
    g_ptr_array_add (ids, g_strdup (lep_record_get_id (g_ptr_array_index (all, i))));
  for (guint i = 0; found && chosen != NULL && chosen[i] != NULL; i++)
    {
      g_autofree char *id = NULL;

      found = lep_cli_find_subject (cli->open, "assessor", chosen[i], &id, error);
      if (found && !g_ptr_array_find_with_equal_func (ids, id, g_str_equal, NULL))
        g_ptr_array_add (ids, g_steal_pointer (&id));
    }
  if (!found)
    {
      g_ptr_array_unref (ids);
      return NULL;
    }
  g_ptr_array_add (ids, NULL);
  return ids;
}

static gboolean
run_assign (LepCli  *cli,
            GError **error)
{
  g_autoptr (LepCallRanking) ranking = read_ranking (cli, error);
  g_autoptr (GPtrArray) assessors = ranking != NULL ? find_assessors (cli, error) : NULL;
  g_autofree char *text = NULL;
  guint            n_made;

  if (assessors == NULL)
    return FALSE;
  if (!lep_call_assign (cli->open, ranking, (const char *const *) assessors->pdata, &n_made, error))
    {
      g_prefix_error (error, "assessment: ");
      return FALSE;
    }

  text = g_strdup_printf (ngettext ("%u score sheet handed out", "%u score sheets handed out", n_made), n_made);
  print_count (cli, "sheets", text, n_made);
  return TRUE;
}

static void
print_steps_json (const GArray *steps)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_array (builder);
  for (guint i = 0; i < steps->len; i++)
    {
      const LepCallStep *step = &g_array_index (steps, LepCallStep, i);

      json_builder_begin_object (builder);
      lep_json_string (builder, "id", step->application->id);
      lep_json_string (builder, "reference", step->application->reference);
      lep_json_string (builder, "title", step->application->title);
      lep_json_string (builder, "from", step->application->status);
      lep_json_string (builder, "to", step->to);
      lep_json_string (builder, "why", step->why != NULL ? _ (step->why) : NULL);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  lep_cli_print_json (builder);
}

static void
print_steps (LepCli       *cli,
             const GArray *steps)
{
  g_autoptr (LepGrid) grid = lep_grid_new (_ ("Reference"), _ ("Title"), _ ("From"), _ ("To"), NULL);

  if (cli->json)
    {
      print_steps_json (steps);
      return;
    }

  for (guint i = 0; i < steps->len; i++)
    {
      const LepCallStep *step = &g_array_index (steps, LepCallStep, i);

      lep_grid_start (grid);
      lep_grid_cell (grid, step->application->reference);
      lep_grid_cell (grid, step->application->title);
      lep_grid_cell (grid, lep_code_label ("application_status", step->application->status));
      lep_grid_cell (grid, step->to != NULL ? lep_code_label ("application_status", step->to) : _ (step->why));
    }
  lep_grid_print (grid);
}

static gboolean
run_advance (LepCli  *cli,
             GError **error)
{
  g_autoptr (LepCallRanking) ranking = read_ranking (cli, error);
  g_autoptr (GArray) steps = NULL;
  g_autofree char *today = NULL;

  if (ranking == NULL)
    return FALSE;

  steps = lep_call_next_steps (ranking);
  today = lep_workspace_dup_today (cli->open);
  if (!dry_run && !lep_call_take_steps (cli->open, steps, today, error))
    {
      g_prefix_error (error, "application: ");
      return FALSE;
    }

  print_steps (cli, steps);
  return TRUE;
}

const LepCommand lep_cmd_copy_grid = {
  .name = "copy-grid",
  .arguments = "FROM TO",
  .summary = N_ ("Copies the evaluation grid of an earlier call."),
  .description = N_ ("FROM and TO are ids, references or titles of calls. Criteria, requirements and least points are added to TO; what it has "
                     "already, by stage and text, stays as it is. One step for “lepctl undo”."),
  .min_args = 2,
  .max_args = 2,
  .run = run_copy_grid,
};

const LepCommand lep_cmd_assign = {
  .name = "assign",
  .arguments = "CALL [--assessor A]… [--stage S]",
  .summary = N_ ("Hands out score sheets to the committee of a call."),
  .description = N_ ("CALL is the id, the reference or the title of a call. Each assessor gets a sheet for every application that is in order in this stage and not scored yet; who "
                     "has one already, or is excluded, is left alone. One step for “lepctl undo”. Points are entered with “lepctl put score”, and a "
                     "sheet is made final with “lepctl put assessment ID status=final”."),
  .options = assign_options,
  .min_args = 1,
  .max_args = 1,
  .run = run_assign,
};

const LepCommand lep_cmd_advance = {
  .name = "advance",
  .arguments = "CALL [--stage S] [--dry-run]",
  .summary = N_ ("Moves the applications of a call on, as their points and places say."),
  .description = N_ ("CALL is the id, the reference or the title of a call. An application whose sheets are all final is scored; one that is scored (in the second stage: "
                     "verified, which is a person's own act) is selected, on the reserve list or rejected by its place in the ranking, once no other of its lot is still open. The list "
                     "tells each application that moved, and why others stay. All of it is one step for “lepctl undo”."),
  .options = advance_options,
  .min_args = 1,
  .max_args = 1,
  .run = run_advance,
};
