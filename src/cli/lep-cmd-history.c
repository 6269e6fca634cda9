/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl history`: every change ever made to a record. */

#include <glib/gi18n.h>

#include "lep-cli-input.h"
#include "lep-history.h"

#include "lep-commands.h"

static char              *space, *kind_name;

static const GOptionEntry options[] = {
  { "space", 0, 0, G_OPTION_ARG_FILENAME, &space, N_ ("id, name or kind of the space"), "S" },
  { "kind", 0, 0, G_OPTION_ARG_FILENAME, &kind_name, N_ ("kind of the record"), "K" },
  { NULL },
};

static const char *
life_name (LepLife life)
{
  return life == LEP_LIFE_DELETED ? "deleted" : life == LEP_LIFE_RESTORED ? "restored"
                                                                          : NULL;
}

static void
add_entry (JsonBuilder           *builder,
           const LepKind         *kind,
           const LepHistoryEntry *entry)
{
  json_builder_begin_object (builder);
  lep_json_int (builder, "n", entry->n);
  lep_json_hash (builder, "hash", &entry->hash);
  lep_json_string (builder, "at", entry->at);
  lep_json_string (builder, "by", entry->by);
  lep_json_string (builder, "replica", entry->replica);
  lep_json_string (builder, "label", entry->label);
  lep_json_bool (builder, "own", entry->own);
  lep_json_string (builder, "life", life_name (entry->life));
  json_builder_set_member_name (builder, "sets");
  json_builder_begin_object (builder);
  for (guint i = 0; i < entry->sets->len; i++)
    {
      const LepHistorySet *set = g_ptr_array_index (entry->sets, i);

      json_builder_set_member_name (builder, set->field);
      lep_json_value (builder, kind != NULL ? lep_kind_field (kind, set->field) : NULL, set->value);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);
}

static void
add_row (LepGrid               *grid,
         const LepHistoryEntry *entry)
{
  g_autoptr (GString) text = g_string_new (life_name (entry->life));

  for (guint i = 0; i < entry->sets->len; i++)
    {
      const LepHistorySet *set = g_ptr_array_index (entry->sets, i);

      g_string_append_printf (text, "%s%s=%s", text->len > 0 ? ", " : "", set->field, set->value != NULL ? set->value : "");
    }
  lep_grid_start (grid);
  lep_grid_cell (grid, entry->at);
  lep_grid_cell (grid, entry->by);
  lep_grid_cell (grid, entry->label);
  lep_grid_cell (grid, text->str);
}

static gboolean
run_history (LepCli  *cli,
             GError **error)
{
  g_autoptr (LepRecord) record = lep_cli_find_record (cli, LEP_OPEN_READ, cli->args[0], kind_name, space, error);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (LepGrid) grid = lep_grid_new (_ ("At"), _ ("By"), _ ("Laptop"), _ ("Change"), NULL);

  if (record == NULL)
    return FALSE;
  entries = lep_history (cli->open, lep_record_get_space (record), lep_record_get_kind_name (record), lep_record_get_id (record), error);
  if (entries == NULL)
    return FALSE;

  json_builder_begin_array (builder);
  for (guint i = 0; i < entries->len; i++)
    {
      add_entry (builder, lep_record_get_kind (record), g_ptr_array_index (entries, i));
      add_row (grid, g_ptr_array_index (entries, i));
    }
  json_builder_end_array (builder);

  if (cli->json)
    lep_cli_print_json (builder);
  else
    lep_grid_print (grid);
  return TRUE;
}

const LepCommand lep_cmd_history = {
  .name = "history",
  .arguments = "ID [--space S] [--kind K]",
  .summary = N_ ("Shows every change ever made to a record: what, when, by whom, on which laptop."),
  .options = options,
  .min_args = 1,
  .max_args = 1,
  .run = run_history,
};
