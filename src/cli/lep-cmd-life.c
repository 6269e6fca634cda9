/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl delete`, `lepctl restore` and `lepctl erase`. */

#include <glib/gi18n.h>

#include "lep-backup.h"
#include "lep-cli-input.h"
#include "lep-for-good.h"

#include "lep-commands.h"

static char              *space, *kind_name;

static const GOptionEntry options[] = {
  { "space", 0, 0, G_OPTION_ARG_FILENAME, &space, N_ ("id, name or kind of the space"), "S" },
  { "kind", 0, 0, G_OPTION_ARG_FILENAME, &kind_name, N_ ("kind of the record"), "K" },
  { NULL },
};

static gboolean           together;

static const GOptionEntry restore_options[] = {
  { "space", 0, 0, G_OPTION_ARG_FILENAME, &space, N_ ("id, name or kind of the space"), "S" },
  { "kind", 0, 0, G_OPTION_ARG_FILENAME, &kind_name, N_ ("kind of the record"), "K" },
  { "together", 0, 0, G_OPTION_ARG_NONE, &together, N_ ("also what was deleted together with it"), NULL },
  { NULL },
};

static const GOptionEntry erase_options[] = {
  { "space", 0, 0, G_OPTION_ARG_FILENAME, &space, N_ ("id, name or kind of the space"), "S" },
  { NULL },
};

static gboolean
run_delete (LepCli  *cli,
            GError **error)
{
  g_autoptr (LepRecord) record = lep_cli_find_record (cli, LEP_OPEN_WRITE, cli->args[0], kind_name, space, error);
  g_autoptr (LepEdit) edit = NULL;

  if (record == NULL)
    return FALSE;

  edit = lep_edit_new (cli->open);
  if (!lep_edit_delete (edit, lep_record_get_space (record), lep_record_get_kind_name (record), lep_record_get_id (record), error) ||
      !lep_cli_commit (edit, error))
    return FALSE;

  lep_cli_print_id (cli, lep_record_get_id (record), FALSE);
  return TRUE;
}

static gboolean
run_restore (LepCli  *cli,
             GError **error)
{
  g_autoptr (LepRecord) record = lep_cli_find_record (cli, LEP_OPEN_WRITE, cli->args[0], kind_name, space, error);
  g_autoptr (LepEdit) edit = NULL;

  if (record == NULL)
    return FALSE;

  edit = lep_edit_new (cli->open);
  if (!(together ? lep_edit_restore : lep_edit_row) (edit, lep_record_get_space (record), lep_record_get_kind_name (record),
                                                     lep_record_get_id (record), error))
    return FALSE;
  if (!together)
    lep_edit_life (edit, LEP_LIFE_RESTORED);
  if (!lep_cli_commit (edit, error))
    return FALSE;

  lep_cli_print_id (cli, lep_record_get_id (record), FALSE);
  return TRUE;
}

static void
tell_backups (LepCli        *cli,
              const LepUuid *id)
{
  g_autoptr (GPtrArray) paths = lep_backups_holding (cli->open, id);
  g_autoptr (GString) text = g_string_new (NULL);

  if (paths->len == 0)
    return;
  g_string_append (text, ngettext ("This backup still holds what was erased; delete it if that must be gone:",
                                   "These backups still hold what was erased; delete them if that must be gone:", paths->len));
  for (guint i = 0; i < paths->len; i++)
    g_string_append_printf (text, "%s %s", i > 0 ? "," : "", (const char *) g_ptr_array_index (paths, i));
  lep_cli_notice (text->str);
}

static gboolean
run_erase (LepCli  *cli,
           GError **error)
{
  g_autoptr (LepRecord) record = lep_cli_find_record (cli, LEP_OPEN_WRITE, cli->args[0], NULL, space, error);
  LepUuid id, space_id;

  if (record == NULL)
    return FALSE;

  lep_uuid_parse (lep_record_get_id (record), -1, &id);
  lep_uuid_parse (lep_record_get_space (record), -1, &space_id);
  if (!lep_workspace_erase (cli->open, &space_id, &id, error))
    {
      g_prefix_error (error, "%s: ", lep_record_get_kind_name (record));
      return FALSE;
    }

  lep_cli_print_id (cli, lep_record_get_id (record), FALSE);
  tell_backups (cli, &id);
  return TRUE;
}

const LepCommand lep_cmd_delete = {
  .name = "delete",
  .arguments = "ID [--space S] [--kind K]",
  .summary = N_ ("Deletes a record and what belongs to it."),
  .description = N_ ("What is deleted can be restored. If somebody else changed the record meanwhile, it stays and is listed "
                     "under “lepctl conflicts”. Deleting what is deleted already writes nothing."),
  .options = options,
  .min_args = 1,
  .max_args = 1,
  .run = run_delete,
};

const LepCommand lep_cmd_restore = {
  .name = "restore",
  .arguments = "ID [--space S] [--kind K] [--together]",
  .summary = N_ ("Restores a deleted record."),
  .description = N_ ("Restoring a record that is there writes nothing, unless somebody else deleted it meanwhile: then it settles that, "
                     "and the record stays. What was deleted along with the record stays deleted, unless --together is given."),
  .options = restore_options,
  .min_args = 1,
  .max_args = 1,
  .run = run_restore,
};

const LepCommand lep_cmd_erase = {
  .name = "erase",
  .arguments = "ID [--space S]",
  .summary = N_ ("Erases a contact for good."),
  .description = N_ ("Everything that was ever written about this person goes from the records, the history and the file, here and on "
                     "every laptop that the erasure travels to; no old bundle brings it back, and nothing can take it back. Only contacts "
                     "can be erased; other records are deleted. Backups and bundles that were made before still hold what they held: "
                     "destroy them where that matters."),
  .options = erase_options,
  .min_args = 1,
  .max_args = 1,
  .run = run_erase,
};
