/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl resolve`: settles a conflict, for everybody. */

#include <string.h>
#include <glib/gi18n.h>

#include "lep-cli-input.h"
#include "lep-conflict.h"

#include "lep-commands.h"

static int                pick;
static char              *space, *kind_name;

static const GOptionEntry options[] = {
  { "pick", 0, 0, G_OPTION_ARG_INT, &pick, N_ ("the value with this number in “lepctl conflicts”"), "N" },
  { "space", 0, 0, G_OPTION_ARG_FILENAME, &space, N_ ("id, name or kind of the space"), "S" },
  { "kind", 0, 0, G_OPTION_ARG_FILENAME, &kind_name, N_ ("kind of the record"), "K" },
  { NULL },
};

static gboolean
has_field (const LepConflict *conflict,
           const char        *field)
{
  return g_ptr_array_find_with_equal_func (conflict->fields, field, g_str_equal, NULL) ||
         g_str_equal (conflict->field, field);
}

/* Returns: (transfer none): an element of @conflicts */
static const LepConflict *
find_conflict (GPtrArray  *conflicts,
               const char *id,
               const char *field,
               const char *space_id,
               GError    **error)
{
  const LepConflict *found = NULL;

  for (guint i = 0; i < conflicts->len; i++)
    {
      const LepConflict *conflict = g_ptr_array_index (conflicts, i);

      if (!has_field (conflict, field) || (space_id != NULL && !g_str_equal (conflict->space, space_id)))
        continue;
      if (found != NULL)
        {
          lep_cli_usage (error, _ ("%s: several records have this id; add --kind or --space."), id);
          return NULL;
        }
      found = conflict;
    }

  if (found == NULL)
    g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND,
                 _ ("%s: there is no conflict in “%s”; “lepctl conflicts” lists them."), id, field);
  return found;
}

static gboolean
settle_life (LepWorkspace      *workspace,
             const LepConflict *conflict,
             const char        *answer,
             GError           **error)
{
  gboolean keep = g_str_equal (answer, "keep") || g_str_equal (answer, "kept");

  if (!keep && !g_str_equal (answer, "delete") && !g_str_equal (answer, "deleted"))
    return lep_cli_usage (error, _ ("“%s” does not settle life; write keep or delete."), answer);

  return lep_conflict_settle_life (workspace, conflict->space, conflict->kind, conflict->id, keep, error);
}

static gboolean
settle_value (LepWorkspace      *workspace,
              const LepConflict *conflict,
              const char        *typed,
              GError           **error)
{
  const LepKind   *kind = lep_cli_find_kind (conflict->kind, error);
  const LepField  *field = kind != NULL ? lep_kind_field (kind, conflict->field) : NULL;
  g_autofree char *value = NULL;

  if (kind == NULL)
    return FALSE;
  if (conflict->fields->len > 1 || field == NULL)
    return lep_cli_usage (error, _ ("%s.%s is one of several fields that belong together; choose with --pick."),
                          kind->name, conflict->field);
  if (!lep_cli_value (workspace, kind, field, *typed != '\0' ? typed : NULL, &value, error))
    return FALSE;

  return lep_conflict_settle (workspace, conflict->space, conflict->kind, conflict->id, conflict->field, value, error);
}

static gboolean
settle (LepCli            *cli,
        const LepConflict *conflict,
        GError           **error)
{
  if (pick != 0)
    {
      if (pick < 1 || (guint) pick > conflict->values->len)
        return lep_cli_usage (error, _ ("--pick %d: there are %u values."), pick, conflict->values->len);
      return lep_conflict_pick (cli->open, conflict->space, conflict->kind, conflict->id, conflict->field, (guint) pick, error);
    }
  if (g_str_equal (conflict->field, "life"))
    return settle_life (cli->open, conflict, cli->args[2], error);
  return settle_value (cli->open, conflict, cli->args[2], error);
}

static gboolean
run_resolve (LepCli  *cli,
             GError **error)
{
  g_autofree char *id = NULL;
  g_autofree char *space_id = NULL;
  g_autoptr (GPtrArray) conflicts = NULL;
  const LepConflict *conflict;

  if ((pick != 0) == (cli->n_args == 3))
    return lep_cli_usage (error, _ ("Give a value, or choose one with --pick."));
  if (!lep_cli_check_id (cli->args[0], &id, error) || lep_cli_open (cli, LEP_OPEN_WRITE, error) == NULL ||
      !lep_cli_find_space (cli->open, space, &space_id, error))
    return FALSE;

  conflicts = lep_conflicts_list (cli->open, kind_name, id, 0, error);
  if (conflicts == NULL)
    return FALSE;
  conflict = find_conflict (conflicts, id, cli->args[1], space_id, error);
  if (conflict == NULL || !settle (cli, conflict, error))
    return FALSE;

  lep_cli_print_id (cli, id, FALSE);
  return TRUE;
}

const LepCommand lep_cmd_resolve = {
  .name = "resolve",
  .arguments = "ID FIELD (VALUE | --pick N) | ID life (keep | delete)",
  .summary = N_ ("Settles a conflict, for everybody who gets the next bundle."),
  .description = N_ ("VALUE is written as for “lepctl put”. Fields that belong together are settled at once, with --pick."),
  .options = options,
  .min_args = 2,
  .max_args = 3,
  .run = run_resolve,
};
