/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl get`: shows one record. */

#include <string.h>
#include <glib/gi18n.h>

#include "lep-cli-input.h"
#include "lep-cli-value.h"

#include "lep-commands.h"

static char              *space, *kind_name;

static const GOptionEntry options[] = {
  { "space", 0, 0, G_OPTION_ARG_FILENAME, &space, N_ ("id, name or kind of the space"), "S" },
  { "kind", 0, 0, G_OPTION_ARG_FILENAME, &kind_name, N_ ("kind of the record"), "K" },
  { NULL },
};

static char *
describe_value (LepWorkspace   *workspace,
                const LepField *field,
                const char     *value)
{
  g_autofree char *title = NULL;

  if (field == NULL)
    return g_strdup (value);
  if (field->type == LEP_TYPE_CODE && !g_str_equal (lep_code_label (field->target, value), value))
    return g_strdup_printf ("%s (%s)", value, lep_code_label (field->target, value));
  if (field->type != LEP_TYPE_REF)
    return g_strdup (value);

  title = lep_workspace_dup_title (workspace, strpbrk (field->target, "|*") == NULL ? field->target : NULL, value);
  return title != NULL ? g_strdup_printf ("%s (%s)", value, title) : g_strdup (value);
}

static void
print_record (LepWorkspace *workspace,
              LepRecord    *record)
{
  const LepKind     *kind = lep_record_get_kind (record);
  const char *const *conflicts = lep_record_get_conflicts (record);
  g_autofree char   *joined = conflicts != NULL ? g_strjoinv (", ", (char **) conflicts) : g_strdup ("");
  g_autoptr (LepGrid) grid = lep_grid_new (_ ("Field"), _ ("Value"), NULL);

  lep_grid_add (grid, "id", lep_record_get_id (record), NULL);
  lep_grid_add (grid, "kind", lep_record_get_kind_name (record), NULL);
  lep_grid_add (grid, "space", lep_record_get_space (record), NULL);
  if (lep_record_is_deleted (record))
    lep_grid_add (grid, "deleted", _ ("yes"), NULL);
  if (lep_record_is_withheld (record))
    lep_grid_add (grid, "withheld", _ ("What the others gave is shown once your sheet is final."), NULL);
  if (*joined != '\0')
    lep_grid_add (grid, "conflicts", joined, NULL);

  for (guint i = 0; i < lep_record_get_n_fields (record); i++)
    {
      const char      *name = lep_record_get_field_name (record, i);
      const char      *value = lep_record_get_value (record, i);
      g_autofree char *text = NULL;

      if (value == NULL)
        continue;
      text = describe_value (workspace, kind != NULL ? lep_kind_field (kind, name) : NULL, value);
      lep_grid_add (grid, name, text, NULL);
    }
  lep_grid_print (grid);
}

static gboolean
run_get (LepCli  *cli,
         GError **error)
{
  g_autoptr (LepRecord) record = lep_cli_find_record (cli, LEP_OPEN_READ, cli->args[0], kind_name, space, error);
  g_autoptr (JsonBuilder) builder = NULL;

  if (record == NULL)
    return FALSE;
  if (!cli->json)
    {
      print_record (cli->open, record);
      return TRUE;
    }

  builder = json_builder_new ();
  lep_json_record (builder, record);
  lep_cli_print_json (builder);
  return TRUE;
}

const LepCommand lep_cmd_get = {
  .name = "get",
  .arguments = "ID [--space S] [--kind K]",
  .summary = N_ ("Shows a record, deleted or not."),
  .description = N_ ("With --json an object of id, kind, space, deleted, conflicts (names of the fields that have several values) and "
                     "every field by its name. Six kinds (meeting, decision, requirement, funding, period, document) have a field that is called kind "
                     "itself: there “kind” is that field, and “record_kind” the kind of record. Where an assessor does not see yet what "
                     "another one thinks (“lepctl list --help”), withheld is true, and points and comment are null."),
  .options = options,
  .min_args = 1,
  .max_args = 1,
  .run = run_get,
};
