/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl total`: a total of an indicator, opened into its entries. */

#include <glib/gi18n.h>

#include "lep-cli-input.h"
#include "lep-total.h"

#include "lep-commands.h"

#define NOT_SPLIT "not_split"

static char              *project, *partnership, *from, *to, *dimension;

static const GOptionEntry options[] = {
  { "project", 0, 0, G_OPTION_ARG_FILENAME, &project, N_ ("of one project only"), "ID" },
  { "partnership", 0, 0, G_OPTION_ARG_FILENAME, &partnership, N_ ("of one partnership only"), "ID" },
  { "from", 0, 0, G_OPTION_ARG_FILENAME, &from, N_ ("results that end on this day or later"), "D" },
  { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_ ("results that end on this day or earlier"), "D" },
  { "by", 0, 0, G_OPTION_ARG_FILENAME, &dimension, N_ ("split by sex, age, target_group or residence"), "DIMENSION" },
  { NULL },
};

static void
add_entry (JsonBuilder         *builder,
           const LepTotalEntry *entry)
{
  json_builder_begin_object (builder);
  lep_json_string (builder, "kind", entry->kind);
  lep_json_string (builder, "id", entry->id);
  lep_json_string (builder, "space", entry->space);
  lep_json_string (builder, "project", entry->project);
  lep_json_string (builder, "title", entry->title);
  lep_json_string (builder, "from", entry->from);
  lep_json_string (builder, "to", entry->to);
  lep_json_string (builder, "state", entry->state);
  lep_json_int (builder, "value", entry->value);
  lep_json_bool (builder, "provisional", entry->provisional);
  json_builder_end_object (builder);
}

static void
print_as_json (const LepTotal *total)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  if (total->has_total)
    lep_json_int (builder, "total", total->total);
  else
    lep_json_string (builder, "total", NULL);
  lep_json_int (builder, "verified", total->verified);
  lep_json_int (builder, "claimed", total->claimed);
  lep_json_bool (builder, "provisional", total->provisional);

  json_builder_set_member_name (builder, "by");
  json_builder_begin_object (builder);
  for (guint i = 0; total->by != NULL && i < total->by->len; i++)
    {
      const LepTotalPart *part = g_ptr_array_index (total->by, i);

      lep_json_int (builder, part->category != NULL ? part->category : NOT_SPLIT, part->value);
    }
  json_builder_end_object (builder);

  json_builder_set_member_name (builder, "entries");
  json_builder_begin_array (builder);
  for (guint i = 0; total->entries != NULL && i < total->entries->len; i++)
    add_entry (builder, g_ptr_array_index (total->entries, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
}

static void
print_for_people (const LepTotal *total)
{
  g_autoptr (LepGrid) grid = lep_grid_new (_ ("Value"), _ ("State"), _ ("From"), _ ("To"), _ ("Of"), NULL);
  g_autofree char *name = lep_cli_visible_name (total->name);

  if (total->has_total)
    lep_cli_print ("%s: %jd%s\n", name, total->total, total->provisional ? _ (" (provisional)") : "");
  else
    lep_cli_print (_ ("%s: values of this indicator are only listed\n"), name);
  if (total->needs_proof)
    lep_cli_print (_ ("verified %jd, claimed %jd\n"), total->verified, total->claimed);
  for (guint i = 0; total->by != NULL && i < total->by->len; i++)
    {
      const LepTotalPart *part = g_ptr_array_index (total->by, i);
      g_autofree char    *label = lep_cli_visible_name (part->label != NULL ? part->label : _ ("Not split"));

      lep_cli_print ("  %s: %jd\n", label, part->value);
    }
  if (total->too_many > 0)
    lep_cli_print (_ ("  Too many in the splits: %jd\n"), total->too_many);

  lep_grid_right (grid, 0);
  for (guint i = 0; total->entries != NULL && i < total->entries->len; i++)
    {
      const LepTotalEntry *entry = g_ptr_array_index (total->entries, i);
      g_autofree char     *value = g_strdup_printf ("%" G_GINT64_FORMAT, entry->value);

      lep_grid_start (grid);
      lep_grid_cell (grid, value);
      lep_grid_cell (grid, entry->state);
      lep_grid_cell (grid, entry->from);
      lep_grid_cell (grid, entry->to);
      lep_grid_cell (grid, entry->title);
    }
  lep_grid_print (grid);
}

static gboolean
run_total (LepCli  *cli,
           GError **error)
{
  LepTotalQuery query = { .indicator = cli->args[0], .from = from, .to = to, .dimension = dimension, .with_entries = TRUE };
  g_autoptr (LepTotal) total = NULL;
  g_autofree char *scope = NULL;
  LepWorkspace    *workspace;

  if (project != NULL && partnership != NULL)
    return lep_cli_usage (error, _ ("Give --project or --partnership, not both."));
  if (!lep_cli_check_days (from, to, error))
    return FALSE;
  if (dimension != NULL && !lep_code_list_has (lep_schema_code_list ("dimension"), dimension))
    return lep_cli_usage (error, _ ("There is no dimension “%s”; choose sex, age, target_group or residence."), dimension);
  if (project != NULL || partnership != NULL)
    {
      if (!lep_cli_check_id (project != NULL ? project : partnership, &scope, error))
        return FALSE;
      query.scope = project != NULL ? LEP_SCOPE_PROJECT : LEP_SCOPE_PARTNERSHIP;
      query.scope_id = scope;
    }

  workspace = lep_cli_open (cli, LEP_OPEN_READ, error);
  if (workspace == NULL)
    return FALSE;
  total = lep_total (workspace, &query, error);
  if (total == NULL)
    return FALSE;

  if (cli->json)
    print_as_json (total);
  else
    print_for_people (total);
  return TRUE;
}

const LepCommand lep_cmd_total = {
  .name = "total",
  .arguments = "INDICATOR [--project ID | --partnership ID] [--from D] [--to D] [--by DIMENSION]",
  .summary = N_ ("Adds an indicator up and shows the entries it is made of."),
  .description = N_ ("INDICATOR is a code, like TRAINED, or an id. Indicators that need proof count verified results only; what is "
                     "claimed stands beside it. A result counts when its last day is inside the range. A total is provisional "
                     "when one of its results has a conflict that nobody settled yet, or is split into more than its value."),
  .options = options,
  .min_args = 1,
  .max_args = 1,
  .run = run_total,
};
