/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl conflicts`: fields with several values, and who wrote them. */

#include <glib/gi18n.h>

#include "lep-conflict.h"
#include "lep-query.h"

#include "lep-commands.h"

/* Records that are read at once, for their titles. */
#define MAX_READ 1024

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
print_conflict_json (const LepConflict *conflict)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

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
  lep_cli_print_json_part (builder);
}

/* One after the other: as one value a hundred thousand of them take half a GiB. */
static void
print_json (const GPtrArray *conflicts)
{
  lep_cli_print ("[");
  for (guint i = 0; i < conflicts->len; i++)
    {
      if (i > 0)
        lep_cli_print (",");
      print_conflict_json (g_ptr_array_index (conflicts, i));
    }
  lep_cli_print ("]\n");
}

static char *
dup_title (LepWorkspace *workspace,
           LepRecord    *record)
{
  if (lep_record_is_deleted (record) || lep_record_get (record, "merged_into") != NULL)
    return lep_workspace_dup_title (workspace, lep_record_get_kind_name (record), lep_record_get_id (record));
  return lep_record_dup_title (record);
}

/* Reads what records of one kind are called: one for each of a run of conflicts, of which
 * many may be of one record. */
static gboolean
read_titles (LepWorkspace *workspace,
             const char   *kind,
             const GArray *rids,
             GHashTable   *titles,
             GError      **error)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (GPtrArray) records = lep_query_fetch (workspace, query, (const gint64 *) (void *) rids->data, rids->len, error);

  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      LepRecord *record = g_ptr_array_index (records, i);
      gint64     rid = lep_record_get_rid (record);

      g_hash_table_insert (titles, g_memdup2 (&rid, sizeof rid), dup_title (workspace, record));
    }
  return records != NULL;
}

/* Returns: (transfer full): number of a row -> what the record is called */
static GHashTable *
find_titles (LepWorkspace    *workspace,
             const GPtrArray *conflicts,
             GError         **error)
{
  g_autoptr (GHashTable) titles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_free);
  g_autoptr (GArray) rids = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < conflicts->len; i++)
    {
      const LepConflict *conflict = g_ptr_array_index (conflicts, i);
      const LepConflict *next = i + 1 < conflicts->len ? g_ptr_array_index (conflicts, i + 1) : NULL;

      if (next == NULL || next->rid != conflict->rid)
        g_array_append_val (rids, conflict->rid);
      if (next == NULL || rids->len == MAX_READ || !g_str_equal (next->kind, conflict->kind))
        {
          if (!read_titles (workspace, conflict->kind, rids, titles, error))
            return NULL;
          g_array_set_size (rids, 0);
        }
    }
  return g_steal_pointer (&titles);
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
  g_autoptr (GHashTable) titles = NULL;

  if (workspace == NULL || !lep_workspace_begin_read (workspace, error))
    return FALSE;
  conflicts = lep_conflicts_list (workspace, NULL, NULL, 0, error);
  if (conflicts != NULL && !cli->json)
    titles = find_titles (workspace, conflicts, error);
  lep_workspace_end_read (workspace); /* who reads the output may take his time */
  if (conflicts == NULL || (titles == NULL && !cli->json))
    return FALSE;

  if (cli->json)
    {
      print_json (conflicts);
      return TRUE;
    }
  for (guint i = 0; i < conflicts->len; i++)
    {
      const LepConflict *conflict = g_ptr_array_index (conflicts, i);

      print_conflict (conflict, g_hash_table_lookup (titles, &conflict->rid));
    }
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
