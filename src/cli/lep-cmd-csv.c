/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl csv`: records as a table, out and in. */

#include <string.h>
#include <glib/gi18n.h>

#include "lep-cli-input.h"
#include "lep-table-file.h"
#include "lep-table-words.h"
#include "lep-util.h"

#include "lep-commands.h"

static char             **map;
static char              *space, *language;
static gboolean           dry_run;

static const GOptionEntry options[] = {
  { "map", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &map, N_ ("the field F is in the column COLUMN; may be given again"), "F=COLUMN" },
  { "space", 0, 0, G_OPTION_ARG_FILENAME, &space, N_ ("id, name or kind of the space"), "S" },
  { "language", 0, 0, G_OPTION_ARG_FILENAME, &language, N_ ("import: cells, headings and letters as people write in that language, like bs or sr-Cyrl"), "L" },
  { "dry-run", 0, 0, G_OPTION_ARG_NONE, &dry_run, N_ ("only tell what the import would do"), NULL },
  { NULL },
};

static gboolean
run_export (LepCli        *cli,
            const LepKind *kind,
            const char    *path,
            GError       **error)
{
  g_autoptr (LepQuery) query = lep_query_new (kind->name);
  g_autoptr (JsonBuilder) builder = NULL;
  g_autofree char *space_id = NULL;
  g_autofree char *text = NULL;
  GString         *table;
  LepWorkspace    *workspace;
  gsize            length;
  guint            n_rows = 0;

  if (map != NULL || dry_run || language != NULL)
    return lep_cli_usage (error, _ ("--map, --language and --dry-run belong to “csv import”; leave them out."));
  workspace = lep_cli_open (cli, LEP_OPEN_READ, error);
  if (workspace == NULL || !lep_cli_find_space (workspace, space, &space_id, error) ||
      !lep_workspace_check_target (workspace, path, error))
    return FALSE;

  lep_query_set_space (query, space_id);
  table = lep_table_export (workspace, query, &n_rows, error);
  if (table == NULL)
    return FALSE;

  length = table->len;
  text = g_string_free (table, FALSE);
  if (!lep_write_file (path, text, length, error))
    return FALSE;
  if (!cli->json)
    {
      lep_cli_print (ngettext ("%s: %u record\n", "%s: %u records\n", n_rows), path, n_rows);
      return TRUE;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lep_json_string (builder, "file", path);
  lep_json_int (builder, "rows", n_rows);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

static gboolean
map_columns (LepTableImport *table,
             GError        **error)
{
  for (guint i = 0; map != NULL && map[i] != NULL; i++)
    {
      const char      *equals = strchr (map[i], '=');
      g_autofree char *field = equals != NULL ? g_strndup (map[i], (gsize) (equals - map[i])) : NULL;
      g_autoptr (GError) failure = NULL;

      if (equals == NULL || equals == map[i])
        return lep_cli_usage (error, _ ("“%s” is not FIELD=COLUMN."), map[i]);
      if (!lep_table_import_map (table, field, equals[1] != '\0' ? equals + 1 : NULL, &failure))
        return lep_cli_usage (error, "--map %s: %s", map[i], failure->message);
    }
  return TRUE;
}

static void
add_problems (JsonBuilder    *builder,
              LepTableImport *table)
{
  GPtrArray *problems = lep_table_import_get_problems (table);

  json_builder_set_member_name (builder, "errors");
  json_builder_begin_array (builder);
  for (guint i = 0; i < problems->len; i++)
    {
      const LepTableProblem *problem = g_ptr_array_index (problems, i);

      json_builder_begin_object (builder);
      lep_json_int (builder, "line", problem->line);
      lep_json_string (builder, "column", problem->column);
      lep_json_string (builder, "text", problem->reason);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Columns that no field takes: people are told that they were left out. */
static void
add_ignored (JsonBuilder    *builder,
             LepTableImport *table)
{
  const char *const *columns = lep_table_import_get_columns (table);

  json_builder_set_member_name (builder, "ignored");
  json_builder_begin_array (builder);
  for (guint i = 0; columns[i] != NULL; i++)
    if (lep_table_import_get_field (table, i) == NULL)
      json_builder_add_string_value (builder, columns[i]);
  json_builder_end_array (builder);
}

static void
print_as_json (LepTableImport *table,
               const char     *path)
{
  const LepTableCounts *counts = lep_table_import_get_counts (table);
  gboolean              refused = lep_table_import_get_problems (table)->len > 0;
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  lep_json_string (builder, "file", path);
  lep_json_int (builder, "new", refused ? 0 : counts->n_new);
  lep_json_int (builder, "changed", refused ? 0 : counts->n_changed);
  lep_json_int (builder, "same", refused ? 0 : counts->n_same);
  add_ignored (builder, table);
  add_problems (builder, table);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
}

static void
print_for_people (LepTableImport *table)
{
  const LepTableCounts *counts = lep_table_import_get_counts (table);
  GPtrArray            *problems = lep_table_import_get_problems (table);
  const char *const    *columns = lep_table_import_get_columns (table);
  g_autoptr (LepGrid) grid = NULL;

  if (problems->len == 0)
    {
      for (guint i = 0; columns[i] != NULL; i++)
        if (lep_table_import_get_field (table, i) == NULL)
          {
            g_autofree char *name = lep_cli_visible_name (columns[i]);

            lep_cli_print (_ ("The column “%s” belongs to no field and is left out.\n"), name);
          }
      lep_cli_print (_ ("%u new, %u changed, %u as before\n"), counts->n_new, counts->n_changed, counts->n_same);
      return;
    }

  grid = lep_grid_new (_ ("Line"), _ ("Column"), _ ("Why"), NULL);
  for (guint i = 0; i < problems->len; i++)
    {
      const LepTableProblem *problem = g_ptr_array_index (problems, i);
      g_autofree char       *line = g_strdup_printf ("%u", problem->line);

      lep_grid_start (grid);
      lep_grid_cell (grid, line);
      lep_grid_cell (grid, problem->column);
      lep_grid_cell (grid, problem->reason);
    }
  lep_grid_print (grid);
}

/* The text of the table: UTF-8, or with --language what spreadsheets save there. */
static char *
read_text (const char      *path,
           const LepLocale *locale,
           GError         **error)
{
  g_autoptr (LepTableFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  char *text;
  gsize length;

  if (!lep_cli_read_file (path, &text, &length, error))
    return NULL;
  if (locale == NULL && strlen (text) == length)
    return text;

  bytes = g_bytes_new_take (text, length);
  if (locale == NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("%s: the file is not text; give a table saved as CSV."), path);
      return NULL;
    }

  file = lep_table_file_new (path, bytes, locale);
  if (lep_table_file_decode (file, file->letters, error))
    return g_steal_pointer (&file->text);
  g_prefix_error (error, "%s: ", path);
  return NULL;
}

/* The table with its columns where they belong. */
static LepTableImport *
open_table (LepCli              *cli,
            const LepKind       *kind,
            const char          *path,
            const char          *text,
            const LepTableWords *words,
            GError             **error)
{
  g_autoptr (LepTableImport) table = lep_table_import_new (cli->open, kind, text, error);

  if (table == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return NULL;
    }
  if (words != NULL)
    lep_table_words_map (words, table);
  return map_columns (table, error) ? g_steal_pointer (&table) : NULL;
}

static gboolean
run_import (LepCli        *cli,
            const LepKind *kind,
            const char    *path,
            GError       **error)
{
  g_autoptr (LepTableWords) words = NULL;
  g_autoptr (LepTableImport) table = NULL;
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();
  g_autofree char *text = NULL;
  g_autofree char *space_id = NULL;
  const LepLocale *locale = language != NULL ? lep_cli_find_locale (language, error) : NULL;
  gboolean         done;

  if (language != NULL && locale == NULL)
    return FALSE;
  text = read_text (path, locale, error);
  if (text == NULL ||
      (dry_run ? lep_cli_open_to_try (cli, error) : lep_cli_open (cli, LEP_OPEN_WRITE, error)) == NULL ||
      !lep_cli_find_space (cli->open, space, &space_id, error))
    return FALSE;
  if (locale != NULL)
    words = lep_table_words_new (lep_cli_locale_folder (), locale, here);
  table = open_table (cli, kind, path, text, words, error);
  if (table == NULL)
    return FALSE;

  lep_table_import_set_space (table, space_id);
  if (words != NULL)
    lep_table_import_set_reader (table, lep_table_words_read, words);
  done = lep_table_import_run (table, dry_run, NULL, NULL, error);
  if (!done)
    g_prefix_error (error, "%s: ", path);
  if (!done && lep_table_import_get_problems (table)->len == 0)
    return FALSE;

  if (cli->json)
    print_as_json (table, path);
  else
    print_for_people (table);
  return done;
}

static gboolean
run_csv (LepCli  *cli,
         GError **error)
{
  const LepKind *kind = lep_cli_find_kind (cli->args[1], error);

  if (kind == NULL)
    return FALSE;
  if (g_str_equal (cli->args[0], "export"))
    return run_export (cli, kind, cli->args[2], error);
  if (g_str_equal (cli->args[0], "import"))
    return run_import (cli, kind, cli->args[2], error);

  return lep_cli_usage (error, _ ("csv: “%s” is neither export nor import."), cli->args[0]);
}

const LepCommand lep_cmd_csv = {
  .name = "csv",
  .arguments = "(export KIND FILE | import KIND FILE [--map F=COLUMN]… [--language L] [--dry-run]) [--space S]",
  .summary = N_ ("Writes the records of a kind into a table, or takes a table in."),
  .description = N_ ("The table is CSV in UTF-8; its first line names the columns. Export writes id, space and every field, values as “lepctl "
                     "put” takes them. Import goes by the same names, or by the labels of the fields; --map names the column of a "
                     "field, --map F= leaves the field out. A reference may be a name that only one record has. A line with "
                     "an id changes that record, and its empty cells clear fields; a line without makes a new one. Commas, "
                     "semicolons or tabs may separate the cells.\n\n"
                     "With --language the table is read as people and their spreadsheets write in that language, by the same reader as in "
                     "the window: amounts like 1.234,50, days like 31.1.2026, yes and no, codes and headings by their names in "
                     "any of the program's languages, and letters in UTF-8, UTF-16 or, where they are not, Windows-1250 (Windows-1251 for sr-Cyrl). Stored "
                     "forms such as 2026-01-31 are understood too, but an amount is one in whole currency units, not in minor ones.\n\n"
                     "All lines are taken in, as one step for “lepctl undo”, or none is; every line that cannot be is told with line, column and "
                     "reason (with --json as \"errors\"). Columns that belong to no field are left out and told. An apostrophe "
                     "before a text that a spreadsheet would run as a formula is added and taken off again."),
  .options = options,
  .min_args = 3,
  .max_args = 3,
  .run = run_csv,
};
