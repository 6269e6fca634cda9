/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl documents`: which files are attached, which of them are here, and who
 * has the others; saving one; cleaning up. */

#include <stdint.h>
#include <string.h>
#include <glib/gi18n.h>

#include "lep-file.h"
#include "lep-format.h"
#include "lep-share.h"

#include "lep-cli-input.h"
#include "lep-commands.h"

static char              *owner;
static gboolean           missing;

static const GOptionEntry options[] = {
  { "owner", 0, 0, G_OPTION_ARG_FILENAME, &owner, N_ ("only of the record with this id"), "ID" },
  { "missing", 0, 0, G_OPTION_ARG_NONE, &missing, N_ ("only those whose file is not here"), NULL },
  { NULL },
};

static gboolean
is_missing (const LepDocument *document)
{
  return document->sha256 != NULL && !document->is_here;
}

/* The labels of those who have a file, or NULL. */
static char *
join_holders (GHashTable        *holders,
              const LepDocument *document)
{
  GPtrArray *of = is_missing (document) ? g_hash_table_lookup (holders, document->sha256) : NULL;
  GString   *text = g_string_new (NULL);

  for (guint i = 0; of != NULL && i < of->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ((LepFileHolder *) g_ptr_array_index (of, i))->label);
  return g_string_free (text, FALSE);
}

static char *
describe_place (GHashTable        *holders,
                const LepDocument *document)
{
  g_autofree char *who = join_holders (holders, document);

  if (document->is_here)
    return g_strdup (_ ("here"));
  if (document->sha256 == NULL)
    return g_strdup (_ ("no file"));
  return *who == '\0' ? g_strdup (_ ("not here"))
                      /* Translators: names of laptops */
                      : g_strdup_printf (_ ("not here; %s has it"), who);
}

static void
print_table (GPtrArray  *documents,
             GHashTable *holders)
{
  g_autoptr (LepGrid) grid = lep_grid_new (_ ("Document"), _ ("Title"), _ ("File"), _ ("Bytes"), _ ("Where"), NULL);

  lep_grid_right (grid, 3);
  for (guint i = 0; i < documents->len; i++)
    {
      const LepDocument *document = g_ptr_array_index (documents, i);
      g_autofree char   *size = document->size < 0 ? g_strdup ("") : g_strdup_printf ("%" G_GINT64_FORMAT, document->size);
      g_autofree char   *place = describe_place (holders, document);

      if (missing && !is_missing (document))
        continue;
      lep_grid_add (grid, document->id, document->title != NULL ? document->title : "",
                    document->file_name != NULL ? document->file_name : "", size, place, NULL);
    }
  lep_grid_print (grid);
}

static void
add_document (JsonBuilder       *builder,
              GHashTable        *holders,
              const LepDocument *document)
{
  GPtrArray *of = is_missing (document) ? g_hash_table_lookup (holders, document->sha256) : NULL;

  json_builder_begin_object (builder);
  lep_json_string (builder, "id", document->id);
  lep_json_string (builder, "space", document->space);
  lep_json_string (builder, "owner", document->owner);
  lep_json_string (builder, "title", document->title);
  lep_json_string (builder, "file_name", document->file_name);
  lep_json_string (builder, "media_type", document->media_type);
  lep_json_int (builder, "size", document->size);
  lep_json_string (builder, "sha256", document->sha256);
  lep_json_bool (builder, "here", document->is_here);
  json_builder_set_member_name (builder, "holders");
  json_builder_begin_array (builder);
  for (guint i = 0; of != NULL && i < of->len; i++)
    {
      const LepFileHolder *holder = g_ptr_array_index (of, i);

      json_builder_begin_object (builder);
      lep_json_string (builder, "replica", holder->replica);
      lep_json_string (builder, "label", holder->label);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
  json_builder_end_object (builder);
}

static gboolean
run_list (LepCli  *cli,
          GError **error)
{
  LepWorkspace    *workspace = lep_cli_open (cli, LEP_OPEN_READ, error);
  g_autofree char *id = NULL;
  g_autoptr (GPtrArray) documents = NULL;
  g_autoptr (GHashTable) holders = NULL;
  g_autoptr (JsonBuilder) builder = NULL;

  if (workspace == NULL || (owner != NULL && !lep_cli_check_id (owner, &id, error)))
    return FALSE;
  documents = lep_documents_list (workspace, id, error);
  holders = documents != NULL ? lep_share_holders (workspace, error) : NULL;
  if (holders == NULL)
    return FALSE;
  if (!cli->json)
    {
      print_table (documents, holders);
      return TRUE;
    }

  builder = json_builder_new ();
  json_builder_begin_array (builder);
  for (guint i = 0; i < documents->len; i++)
    if (!missing || is_missing (g_ptr_array_index (documents, i)))
      add_document (builder, holders, g_ptr_array_index (documents, i));
  json_builder_end_array (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

static gboolean
run_save (LepCli  *cli,
          GError **error)
{
  g_autoptr (LepRecord) record = lep_cli_find_record (cli, LEP_OPEN_READ, cli->args[1], "document", NULL, error);
  g_autoptr (JsonBuilder) builder = NULL;
  const char *sha256;

  if (record == NULL)
    return FALSE;
  sha256 = lep_record_get (record, "sha256");
  if (sha256 == NULL)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("No file is attached to this document."));
      return FALSE;
    }
  if (!lep_file_save (cli->open, sha256, cli->args[2], NULL, error))
    return FALSE;

  if (!cli->json)
    {
      lep_cli_print ("%s\n", cli->args[2]);
      return TRUE;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lep_json_string (builder, "file", cli->args[2]);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

static gboolean
run_clean_up (LepCli  *cli,
              GError **error)
{
  LepWorkspace   *workspace = lep_cli_open (cli, LEP_OPEN_WRITE, error);
  LepFileCleaning cleaning;
  g_autoptr (JsonBuilder) builder = NULL;

  if (workspace == NULL || !lep_files_clean_up (workspace, &cleaning, NULL, error))
    return FALSE;

  if (!cli->json)
    {
      lep_cli_print (_ ("Removed: %jd files that no document names, %jd damaged ones, %jd bytes in all.\n"),
                     (intmax_t) cleaning.n_unnamed, (intmax_t) cleaning.n_damaged, (intmax_t) cleaning.bytes);
      return TRUE;
    }
  builder = json_builder_new ();
  json_builder_begin_object (builder);
  lep_json_int (builder, "unnamed", cleaning.n_unnamed);
  lep_json_int (builder, "damaged", cleaning.n_damaged);
  lep_json_int (builder, "bytes", cleaning.bytes);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
  return TRUE;
}

static gboolean
run_documents (LepCli  *cli,
               GError **error)
{
  if (cli->n_args == 0)
    return run_list (cli, error);
  if (cli->n_args == 3 && g_str_equal (cli->args[0], "save"))
    return run_save (cli, error);
  if (cli->n_args == 1 && g_str_equal (cli->args[0], "clean-up"))
    return run_clean_up (cli, error);
  return lep_cli_usage (error, _ ("Write “lepctl documents”, “lepctl documents save ID FILE” or “lepctl documents clean-up”."));
}

const LepCommand lep_cmd_documents = {
  .name = "documents",
  .arguments = "[--owner ID] [--missing] | save ID FILE | clean-up",
  .summary = N_ ("Lists attached documents, saves the file of one, or cleans up."),
  .description = N_ ("A file is attached with “lepctl put document owner=ID sha256=@FILE”. It goes along in bundles for those who lack it, "
                     "in bundles of its own when it is large. Where it has not arrived, the list says which laptops have it; every "
                     "bundle from here asks them for it.\n\n"
                     "save writes the file of a document to FILE. clean-up removes files that no change here has ever named, and damaged "
                     "ones, which are asked for again."),
  .options = options,
  .max_args = 3,
  .run = run_documents,
};
