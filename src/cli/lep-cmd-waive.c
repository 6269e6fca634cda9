/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl waive`: goes on without changes that are lost for ever. */

#include <inttypes.h>

#include <glib/gi18n.h>

#include "lep-cli-input.h"
#include "lep-import.h"
#include "lep-waive.h"

#include "lep-commands.h"

static char              *space;

static const GOptionEntry options[] = {
  { "space", 0, 0, G_OPTION_ARG_FILENAME, &space, N_ ("id, name or kind of the space"), "S" },
  { NULL },
};

static gboolean
read_number (const char *text,
             gint64     *number,
             GError    **error)
{
  guint64 value;

  if (!g_ascii_string_to_unsigned (text, 10, 1, G_MAXINT64, &value, NULL))
    return lep_cli_usage (error, _ ("“%s” is not the number of a change; numbers begin with 1."), text);

  *number = (gint64) value;
  return TRUE;
}

static void
print_json (const LepWaived *waived)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "spaces");
  json_builder_begin_array (builder);
  for (guint i = 0; i < waived->spaces->len; i++)
    lep_json_string (builder, NULL, g_ptr_array_index (waived->spaces, i));
  json_builder_end_array (builder);
  lep_json_int (builder, "released", waived->n_released);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
}

/* Nothing came in: what else is missing. */
static gboolean
print_waiting (LepWorkspace *workspace,
               GError      **error)
{
  g_autoptr (GPtrArray) waiting = lep_waiting_list (workspace, error);

  if (waiting == NULL)
    return FALSE;
  lep_cli_print (_ ("Given up; but more is missing, so nothing could be taken in yet.\n"));
  for (guint i = 0; i < waiting->len; i++)
    lep_cli_print_line (((const LepWaiting *) g_ptr_array_index (waiting, i))->wait_for);
  return TRUE;
}

static gboolean
run_waive (LepCli  *cli,
           GError **error)
{
  g_autoptr (LepWaived) waived = NULL;
  g_autofree char *space_id = NULL;
  gint64           from, to;

  if (!read_number (cli->args[1], &from, error) || !read_number (cli->args[2], &to, error))
    return FALSE;
  if (to < from)
    return lep_cli_usage (error, _ ("%s is before %s; give the first number first."), cli->args[2], cli->args[1]);
  if (lep_cli_open (cli, LEP_OPEN_WRITE, error) == NULL || !lep_cli_find_space (cli->open, space, &space_id, error))
    return FALSE;

  waived = lep_waive (cli->open, cli->args[0], from, to, space_id, error);
  if (waived == NULL)
    return FALSE;
  if (cli->json)
    print_json (waived);
  else if (waived->n_released == 0)
    return print_waiting (cli->open, error);
  else
    lep_cli_print (ngettext ("%jd change that had waited was taken in.\n", "%jd changes that had waited were taken in.\n",
                             (gulong) waived->n_released),
                   (intmax_t) waived->n_released);
  return TRUE;
}

const LepCommand lep_cmd_waive = {
  .name = "waive",
  .arguments = "REPLICA FROM TO [--space S]",
  .summary = N_ ("Goes on without changes that are lost for ever."),
  .description = N_ ("“lepctl status” tells which changes of which laptop others wait for. First ask everybody who exchanged with "
                     "that laptop: any of their bundles brings them. If nobody has them, this says so to all: what waits for the changes "
                     "FROM to TO of the laptop REPLICA (its id or name) is taken in without them. Only what something here waits for "
                     "is given up; if nothing does, it is refused (exit 3). It cannot be taken back. If the changes turn up later, they "
                     "are taken in at their place: what was written since, by whoever went on without them, then stands over their words, "
                     "the import says so, and the history of the record keeps them. Without --space it holds wherever they are missed."),
  .options = options,
  .min_args = 3,
  .max_args = 3,
  .run = run_waive,
};
