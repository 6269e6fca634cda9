/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl list`: lists the records of a kind. */

#include <string.h>
#include <glib/gi18n.h>

#include "lep-cli-input.h"
#include "lep-cli-value.h"
#include "lep-query.h"

#include "lep-commands.h"

#define MAX_COLUMNS 6
#define NO_LIMIT    G_MAXINT

static char             **where;
static char              *text, *sort, *space;
static int                limit = NO_LIMIT;
static gboolean           deleted;

static const GOptionEntry options[] = {
  { "where", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &where, N_ ("only records with this value; may be given again"), "F=V" },
  { "search", 0, 0, G_OPTION_ARG_FILENAME, &text, N_ ("only records with these words, in either script"), "TEXT" },
  { "sort", 0, 0, G_OPTION_ARG_FILENAME, &sort, N_ ("sort by a field, downwards with a dash before it"), "[-]F" },
  { "limit", 0, 0, G_OPTION_ARG_INT, &limit, N_ ("at most so many"), "N" },
  { "space", 0, 0, G_OPTION_ARG_FILENAME, &space, N_ ("only those of this space"), "S" },
  { "deleted", 0, 0, G_OPTION_ARG_NONE, &deleted, N_ ("the deleted ones instead"), NULL },
  { NULL },
};

/* @kind NULL: a kind that this version does not know, whose fields are texts. */
static gboolean
add_filter (LepWorkspace  *workspace,
            LepQuery      *query,
            const LepKind *kind,
            const char    *assignment,
            GError       **error)
{
  const LepField  *field;
  g_autofree char *name = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *value = NULL;

  if (!lep_cli_split (kind, assignment, &name, &typed, error))
    return FALSE;

  field = kind != NULL ? lep_kind_field (kind, name) : NULL;
  if (kind != NULL && field == NULL)
    return lep_cli_usage (error, _ ("%s has no field “%s”; “lepctl schema” lists them."), kind->name, name);

  /* A field may be asked for being empty, even if that is not allowed. */
  if (typed != NULL && field != NULL && field->type != LEP_TYPE_CODES)
    {
      if (!lep_cli_value (workspace, kind, field, typed, &value, error))
        return FALSE;
    }
  else
    value = g_strdup (typed);

  lep_query_add_filter (query, name, value);
  return TRUE;
}

static LepQuery *
make_query (LepWorkspace  *workspace,
            const LepKind *kind,
            const char    *kind_name,
            GError       **error)
{
  g_autoptr (LepQuery) query = lep_query_new (kind_name);
  g_autofree char *space_id = NULL;
  const char      *column = sort != NULL && *sort == '-' ? sort + 1 : sort;

  for (guint i = 0; where != NULL && where[i] != NULL; i++)
    if (!add_filter (workspace, query, kind, where[i], error))
      return NULL;
  if (kind != NULL && column != NULL && lep_kind_field (kind, column) == NULL && strchr (column, '.') == NULL &&
      !g_str_equal (column, "space") && !g_str_equal (column, "created_at") && !g_str_equal (column, "changed_at"))
    {
      lep_cli_usage (error, _ ("%s has no field “%s”; “lepctl schema” lists them."), kind->name, column);
      return NULL;
    }
  if (limit <= 0)
    {
      lep_cli_usage (error, _ ("--limit %d: write a number above zero."), limit);
      return NULL;
    }

  if (!lep_cli_find_space (workspace, space, &space_id, error))
    return NULL;

  lep_query_set_text (query, text);
  lep_query_set_sort (query, column, sort != NULL && *sort == '-');
  lep_query_set_space (query, space_id);
  lep_query_set_rows (query, deleted ? LEP_ROWS_DELETED : LEP_ROWS_LIVE);
  lep_query_set_limit (query, limit == NO_LIMIT ? 0 : (guint) limit);
  return g_steal_pointer (&query);
}

/* The title first, then what is required, then what else is short. */
static guint
choose_columns (const LepKind   *kind,
                const LepField **columns)
{
  guint n = 0;

  columns[n++] = lep_kind_field (kind, kind->title);
  for (int optional = 0; optional < 2; optional++)
    for (guint i = 0; i < kind->n_fields && n < MAX_COLUMNS; i++)
      {
        const LepField *field = &kind->fields[i];

        if (field != columns[0] && field->type != LEP_TYPE_NOTE && (field->flags & LEP_FIELD_INTERNAL) == 0 &&
            ((field->flags & LEP_FIELD_REQUIRED) == 0) == optional)
          columns[n++] = field;
      }

  return n;
}

/* References are shown by the title of what they name. */
static char *
title_column (const LepField *field)
{
  return field->type == LEP_TYPE_REF ? g_strconcat (field->name, ".title", NULL) : NULL;
}

static void
print_records (const LepField **columns,
               guint            n_columns,
               GPtrArray       *records)
{
  g_autoptr (LepGrid) grid = lep_grid_new ("ID",
                                           n_columns > 0 ? columns[0]->name : NULL, n_columns > 1 ? columns[1]->name : NULL,
                                           n_columns > 2 ? columns[2]->name : NULL, n_columns > 3 ? columns[3]->name : NULL,
                                           n_columns > 4 ? columns[4]->name : NULL, n_columns > 5 ? columns[5]->name : NULL,
                                           NULL);

  for (guint i = 0; i < records->len; i++)
    {
      LepRecord *record = g_ptr_array_index (records, i);

      lep_grid_start (grid);
      lep_grid_cell (grid, lep_record_get_id (record));
      for (guint j = 0; j < n_columns; j++)
        {
          g_autofree char *column = title_column (columns[j]);
          const char      *title = column != NULL ? lep_record_get_column (record, column) : NULL;

          lep_grid_cell (grid, title != NULL ? title : lep_record_get (record, columns[j]->name));
        }
    }
  lep_grid_print (grid);
}

static void
add_title_columns (LepQuery        *query,
                   const LepField **columns,
                   guint            n_columns)
{
  for (guint i = 0; i < n_columns; i++)
    {
      g_autofree char *column = title_column (columns[i]);

      if (column != NULL)
        lep_query_add_column (query, column);
    }
}

/* A kind that this version does not know may have come from a newer program; if
 * nothing of it is here, its name is a slip of the pen. */
static gboolean
is_known_here (LepWorkspace *workspace,
               const char   *kind_name,
               GError      **error)
{
  g_autoptr (LepQuery) query = lep_query_new (kind_name);
  g_autoptr (GPtrArray) records = NULL;

  lep_query_set_rows (query, LEP_ROWS_ALL);
  lep_query_set_limit (query, 1);
  records = lep_query_run (workspace, query, error);
  if (records == NULL)
    return FALSE;

  return records->len > 0 || lep_cli_find_kind (kind_name, error) != NULL;
}

static gboolean
run_list (LepCli  *cli,
          GError **error)
{
  const LepKind  *kind = lep_schema_kind (cli->args[0]);
  const LepField *columns[MAX_COLUMNS] = { NULL };
  guint           n_columns = kind != NULL && !cli->json ? choose_columns (kind, columns) : 0;
  LepWorkspace   *workspace = lep_cli_open (cli, LEP_OPEN_READ, error);
  g_autoptr (LepQuery) query = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (JsonBuilder) builder = NULL;

  if (workspace == NULL || (kind == NULL && !is_known_here (workspace, cli->args[0], error)))
    return FALSE;
  query = make_query (workspace, kind, cli->args[0], error);
  if (query == NULL)
    return FALSE;
  add_title_columns (query, columns, n_columns);
  records = lep_query_run (workspace, query, error);
  if (records == NULL)
    return FALSE;
  if (!cli->json)
    {
      print_records (columns, n_columns, records);
      return TRUE;
    }

  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < records->len; i++)
    lep_json_record (builder, g_ptr_array_index (records, i));
  json_builder_end_array (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

const LepCommand lep_cmd_list = {
  .name = "list",
  .arguments = "KIND [--where F=V]… [--search TEXT] [--sort [-]F] [--limit N] [--deleted]",
  .summary = N_ ("Lists the records of a kind."),
  .description = N_ ("--where F= lists those where the field is empty. Kinds that this version does not know can be listed, too; "
                     "their fields are texts.\n\n"
                     "What the assessors of an application think is shown to each other only when final, and once the own sheet is: till then "
                     "list leaves their scores out, and get and history show them without points and comments. Who the person of this "
                     "laptop is goes by the name; on a laptop that several use, let each work in their own name."),
  .options = options,
  .min_args = 1,
  .max_args = 1,
  .run = run_list,
};
