/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl put`: creates or edits a record. */

#include <string.h>
#include <glib/gi18n.h>

#include "lep-cli-input.h"
#include "lep-document.h"
#include "lep-standard.h"
#include "lep-value.h"

#include "lep-commands.h"

static char              *space;

static const GOptionEntry options[] = {
  { "space", 0, 0, G_OPTION_ARG_FILENAME, &space, N_ ("id, name or kind of the space"), "S" },
  { NULL },
};

/* The file behind sha256=@FILE of a document, which is attached; NULL for all
 * other assignments. */
static const char *
attached_file (const LepKind *kind,
               const char    *assignment)
{
  static const char field[] = "sha256=@";

  return g_str_equal (kind->name, "document") && g_str_has_prefix (assignment, field) ? assignment + strlen (field) : NULL;
}

static gboolean
attach_file (LepEdit    *edit,
             GHashTable *seen,
             const char *path,
             GError    **error)
{
  if (!g_hash_table_add (seen, (gpointer) "sha256"))
    return lep_cli_usage (error, _ ("document.sha256 is given twice; give it once."));

  return lep_edit_attach (edit, path, NULL, error);
}

/* A document without a title is called as its file. */
static void
fill_title (LepEdit    *edit,
            GHashTable *seen,
            char      **assignments,
            guint       n)
{
  const LepKind *kind = lep_schema_kind ("document");

  for (guint i = 0; i < n && !g_hash_table_contains (seen, "title"); i++)
    {
      const char      *path = attached_file (kind, assignments[i]);
      g_autofree char *name = path != NULL ? g_filename_display_basename (path) : NULL;
      g_autofree char *tidy = name != NULL ? lep_value_tidy (lep_kind_field (kind, "title"), name) : NULL;

      if (tidy != NULL)
        lep_edit_set (edit, "title", tidy);
    }
}

/* Sets one FIELD=VALUE. @seen: names of the fields set so far. */
static gboolean
set_field (LepWorkspace  *workspace,
           LepEdit       *edit,
           const LepKind *kind,
           GHashTable    *seen,
           const char    *assignment,
           GError       **error)
{
  const LepField  *field;
  g_autofree char *name = NULL;
  g_autofree char *typed = NULL;
  g_autofree char *value = NULL;

  if (attached_file (kind, assignment) != NULL)
    return attach_file (edit, seen, attached_file (kind, assignment), error);
  if (!lep_cli_split (kind, assignment, &name, &typed, error))
    return FALSE;

  field = lep_kind_field (kind, name);
  if (field == NULL)
    return lep_cli_usage (error, _ ("%s has no field “%s”; “lepctl schema” lists them."), kind->name, name);
  if (!g_hash_table_add (seen, (gpointer) field->name))
    return lep_cli_usage (error, _ ("%s.%s is given twice; give it once."), kind->name, name);
  if (!lep_cli_value (workspace, kind, field, typed, &value, error))
    return FALSE;

  lep_edit_set (edit, field->name, value);
  return TRUE;
}

/* Whether the row is there already; a deleted one counts. */
static gboolean
exists (LepWorkspace *workspace,
        const char   *kind,
        const char   *id)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, kind, id, NULL, NULL);

  return record != NULL;
}

/* The standard indicator that is put, such as one of ESF+'s; or NULL. */
static const LepStandardIndicator *
find_standard (const LepKind *kind,
               char         **assignments)
{
  for (guint i = 0; g_str_equal (kind->name, "indicator") && assignments[i] != NULL; i++)
    if (g_str_has_prefix (assignments[i], "code="))
      return lep_standard_indicator (assignments[i] + strlen ("code="));

  return NULL;
}

/* What is not given comes from the standard. */
static void
fill_standard (LepEdit                    *edit,
               const LepStandardIndicator *standard,
               GHashTable                 *seen)
{
  const char *const values[][2] = {
    { "name", lep_schema_label (standard->name) },
    { "definition", standard->definition != NULL ? lep_schema_label (standard->definition) : NULL },
    { "unit", standard->unit },
    { "level", standard->level },
    { "accumulation", standard->accumulation },
    { "common_code", standard->common_code },
    { "needs_proof", standard->needs_proof ? "1" : "0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (values[i][1] != NULL && !g_hash_table_contains (seen, values[i][0]))
      lep_edit_set (edit, values[i][0], values[i][1]);
}

/* Who puts by a natural key does not know the id of what was deleted. */
static void
tell_way_back (LepWorkspace *workspace,
               const char   *kind,
               const char   *id,
               GError      **error)
{
  g_autoptr (LepRecord) record = id != NULL ? lep_workspace_get_record (workspace, kind, id, NULL, NULL) : NULL;

  if (record == NULL || !lep_record_is_deleted (record))
    return;
  g_clear_error (error);
  /* Translators: %s is an id; “lepctl restore” is a command */
  g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("This record is deleted. Restore it before changing it: lepctl restore %s"), id);
}

static gboolean
run_put (LepCli  *cli,
         GError **error)
{
  const LepKind *kind = lep_cli_find_kind (cli->args[0], error);
  g_autoptr (LepEdit) edit = NULL;
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree char            *id = NULL;
  const LepStandardIndicator *standard;
  LepWorkspace               *workspace;
  gboolean                    is_new;
  guint                       first = 1;

  if (kind == NULL)
    return FALSE;
  if (cli->n_args > 1 && strchr (cli->args[1], '=') == NULL)
    {
      if (!lep_cli_check_id (cli->args[1], &id, error))
        return FALSE;
      first = 2;
    }

  workspace = lep_cli_open (cli, LEP_OPEN_WRITE, error);
  if (workspace == NULL)
    return FALSE;

  is_new = id == NULL || !exists (workspace, kind->name, id);
  edit = lep_edit_new (workspace);
  if (!lep_edit_row (edit, space, kind->name, id, error))
    return FALSE;
  for (guint i = first; i < cli->n_args; i++)
    if (!set_field (workspace, edit, kind, seen, cli->args[i], error))
      return FALSE;
  standard = find_standard (kind, cli->args);
  if (standard != NULL && lep_edit_last_id (edit) != NULL && !exists (workspace, kind->name, lep_edit_last_id (edit)))
    fill_standard (edit, standard, seen);
  if (is_new && g_str_equal (kind->name, "document"))
    fill_title (edit, seen, cli->args + first, cli->n_args - first);
  if (!lep_cli_commit (edit, error))
    {
      if (id == NULL)
        tell_way_back (workspace, kind->name, lep_edit_last_id (edit), error);
      return FALSE;
    }

  lep_cli_print_id (cli, lep_edit_last_id (edit), is_new);
  return TRUE;
}

/**
 * lep_cli_print_id:
 * @is_new: whether people want to see it, too
 *
 * Tells which record was written.
 */
void
lep_cli_print_id (LepCli     *cli,
                  const char *id,
                  gboolean    is_new)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cli->json)
    {
      if (is_new)
        lep_cli_print ("%s\n", id);
      return;
    }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lep_json_string (builder, "id", id);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
}

const LepCommand lep_cmd_put = {
  .name = "put",
  .arguments = "KIND [ID] [--space S] FIELD=VALUE…",
  .summary = N_ ("Creates a record and prints its id, or edits one."),
  .description = N_ ("FIELD= clears a field; FIELD=@FILE reads it from a file. Amounts are in minor units (31293280 is 312,932.80), "
                     "percentages in hundredths, quantities in thousandths, exchange rates in millionths, days written as 2026-11-21. A reference is an id, or a name that only one record has. "
                     "A value that is there already is not written again, unless it is one of several in a conflict: then it settles it.\n\n"
                     "A record goes into the space of its first reference, else into the programme's; --space names another one. "
                     "A partnership makes its own space. Records with a natural key (such as the split of a result) get the same "
                     "id everywhere: putting the same key again edits the record. A new indicator with a standard code, such as EECO01 of "
                     "ESF+, takes its name and rules from there: lepctl put indicator code=EECO01.\n\n"
                     "A file is attached to any record as a document: lepctl put document owner=ID sha256=@FILE. Its bytes are kept in the "
                     "workspace; its hash, size, media type and name, and its title unless one is given, are set from it."),
  .options = options,
  .min_args = 1,
  .max_args = LEP_MANY_ARGS,
  .run = run_put,
};
