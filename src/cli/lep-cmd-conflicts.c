/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl conflicts`: fields with several values, and who wrote them. */

#include <glib/gi18n.h>

#include "lep-conflict.h"

#include "lep-commands.h"

static const LepField *
find_field (const LepConflict *conflict,
            const char        *name)
{
  const LepKind *kind = lep_schema_kind (conflict->kind);

  return kind != NULL ? lep_kind_field (kind, name) : NULL;
}

/* A group's value is an object of its fields. */
static void
add_value (JsonBuilder            *builder,
           const LepConflict      *conflict,
           const LepConflictValue *value)
{
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "value");
  if (conflict->fields->len == 1)
    lep_json_value (builder, find_field (conflict, conflict->field), g_ptr_array_index (value->texts, 0));
  else
    {
      json_builder_begin_object (builder);
      for (guint i = 0; i < conflict->fields->len; i++)
        {
          const char *name = g_ptr_array_index (conflict->fields, i);

          json_builder_set_member_name (builder, name);
          lep_json_value (builder, find_field (conflict, name), g_ptr_array_index (value->texts, i));
        }
      json_builder_end_object (builder);
    }
  lep_json_string (builder, "by", value->by);
  lep_json_string (builder, "at", value->at);
  lep_json_string (builder, "replica", value->replica);
  lep_json_bool (builder, "shown", value->shown);
  json_builder_end_object (builder);
}

static void
add_conflict (JsonBuilder       *builder,
              const LepConflict *conflict)
{
  json_builder_begin_object (builder);
  lep_json_string (builder, "id", conflict->id);
  lep_json_string (builder, "kind", conflict->kind);
  lep_json_string (builder, "space", conflict->space);
  lep_json_string (builder, "field", conflict->field);
  json_builder_set_member_name (builder, "values");
  json_builder_begin_array (builder);
  for (guint i = 0; i < conflict->values->len; i++)
    add_value (builder, conflict, g_ptr_array_index (conflict->values, i));
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

/* What the records are called, one after the other; many conflicts may be of one. */
static GPtrArray *
find_titles (LepWorkspace    *workspace,
             const GPtrArray *conflicts)
{
  GPtrArray         *titles = g_ptr_array_new_with_free_func (g_free);
  const LepConflict *last = NULL;

  for (guint i = 0; i < conflicts->len; i++)
    {
      const LepConflict *conflict = g_ptr_array_index (conflicts, i);
      gboolean           is_same = last != NULL && g_str_equal (conflict->id, last->id) && g_str_equal (conflict->kind, last->kind);

      g_ptr_array_add (titles, is_same ? g_strdup (g_ptr_array_index (titles, i - 1))
                                       : lep_workspace_dup_title (workspace, conflict->kind, conflict->id));
      last = conflict;
    }
  return titles;
}

static void
print_conflict (const LepConflict *conflict,
                const char        *title)
{
  g_autoptr (LepGrid) grid = lep_grid_new ("#", _ ("Value"), _ ("By"), _ ("At"), _ ("Laptop"), NULL);
  g_autofree char *visible = lep_cli_visible_name (title);

  lep_cli_print ("%s %s %s %s\n", conflict->id, conflict->kind, conflict->field, visible);
  for (guint i = 0; i < conflict->values->len; i++)
    {
      const LepConflictValue *value = g_ptr_array_index (conflict->values, i);
      g_autofree char        *number = g_strdup_printf ("%u%s", i + 1, value->shown ? "*" : "");
      g_autoptr (GString) text = g_string_new (NULL);

      for (guint j = 0; j < value->texts->len; j++)
        g_string_append_printf (text, "%s%s", j > 0 ? " / " : "",
                                g_ptr_array_index (value->texts, j) != NULL ? (const char *) g_ptr_array_index (value->texts, j) : "–");
      lep_grid_start (grid);
      lep_grid_cell (grid, number);
      lep_grid_cell (grid, text->str);
      lep_grid_cell (grid, value->by);
      lep_grid_cell (grid, value->at);
      lep_grid_cell (grid, value->label);
    }
  lep_grid_print (grid);
}

static gboolean
run_conflicts (LepCli  *cli,
               GError **error)
{
  LepWorkspace *workspace = lep_cli_open (cli, LEP_OPEN_READ, error);
  g_autoptr (GPtrArray) conflicts = NULL;
  g_autoptr (GPtrArray) titles = NULL;
  g_autoptr (JsonBuilder) builder = NULL;

  if (workspace == NULL || !lep_workspace_begin_read (workspace, error))
    return FALSE;
  conflicts = lep_conflicts_list (workspace, NULL, NULL, 0, error);
  if (conflicts != NULL && !cli->json)
    titles = find_titles (workspace, conflicts);
  lep_workspace_end_read (workspace); /* who reads the output may take his time */
  if (conflicts == NULL)
    return FALSE;

  if (!cli->json)
    {
      for (guint i = 0; i < conflicts->len; i++)
        print_conflict (g_ptr_array_index (conflicts, i), g_ptr_array_index (titles, i));
      return TRUE;
    }

  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < conflicts->len; i++)
    add_conflict (builder, g_ptr_array_index (conflicts, i));
  json_builder_end_array (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

const LepCommand lep_cmd_conflicts = {
  .name = "conflicts",
  .arguments = "",
  .summary = N_ ("Lists the fields that several people wrote without having seen each other's value."),
  .description = N_ ("All values are kept; the one with a star is shown until somebody settles the conflict with “lepctl resolve”. "
                     "“life” stands for a record that one deleted and another changed."),
  .run = run_conflicts,
};
