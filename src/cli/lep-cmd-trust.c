/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl trust` and `lepctl peers`: the laptops that this one knows. */

#include <glib/gi18n.h>

#include "lep-cli-input.h"
#include "lep-peers.h"

#include "lep-commands.h"

static gboolean           list;
static char              *introducer, *officer, *revoke_on;

static const GOptionEntry options[] = {
  { "list", 0, 0, G_OPTION_ARG_NONE, &list, N_ ("list the trusted laptops"), NULL },
  { "introducer", 0, 0, G_OPTION_ARG_FILENAME, &introducer, N_ ("whether it may introduce other laptops"), "yes|no" },
  { "officer", 0, 0, G_OPTION_ARG_FILENAME, &officer, N_ ("whether it belongs to the programme office"), "yes|no" },
  { "revoke", 0, 0, G_OPTION_ARG_FILENAME, &revoke_on, N_ ("refuse what it sends, from this day on; \"\" takes it back"), "DATE" },
  { NULL },
};

static void
add_peer (JsonBuilder   *builder,
          const LepPeer *peer,
          gboolean       with_exchange)
{
  json_builder_begin_object (builder);
  lep_json_string (builder, "replica", peer->replica);
  lep_json_string (builder, "label", peer->label);
  lep_json_string (builder, "person", peer->person);
  lep_json_string (builder, "place", peer->place);
  lep_json_string (builder, "number", peer->number);
  lep_json_bool (builder, "introducer", peer->introducer);
  lep_json_bool (builder, "officer", peer->officer);
  lep_json_string (builder, "revoked", peer->revoked_on);
  lep_json_string (builder, "since", peer->since);
  if (with_exchange)
    {
      lep_json_bool (builder, "trusted", TRUE); /* no others are listed */
      lep_json_string (builder, "last_given", peer->last_given);
      lep_json_string (builder, "last_received", peer->last_received);
      lep_json_int (builder, "lacks", peer->lacks);
      lep_json_string (builder, "lacks_since", peer->lacks_since);
      lep_json_int (builder, "confirmed", peer->confirmed);
      lep_json_string (builder, "confirmed_at", peer->confirmed_at);
      lep_json_string (builder, "heard_at", peer->heard_at);
      lep_json_string (builder, "heard_through", peer->heard_through);
    }
  json_builder_end_object (builder);
}

static gboolean
list_peers (LepCli  *cli,
            gboolean all,
            GError **error)
{
  LepWorkspace *workspace = lep_cli_open (cli, LEP_OPEN_READ, error);
  g_autoptr (GPtrArray) peers = workspace != NULL ? lep_peers_list (workspace, error) : NULL;
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (LepGrid) grid = lep_grid_new (_ ("Laptop"), _ ("Person"), _ ("Place"), _ ("Since"), _ ("Introducer"), _ ("Officer"),
                                           _ ("Revoked on"), _ ("Lacks"), _ ("Number"), _ ("Replica"), NULL);

  if (peers == NULL)
    return FALSE;

  json_builder_begin_array (builder);
  for (guint i = 0; i < peers->len; i++)
    {
      const LepPeer   *peer = g_ptr_array_index (peers, i);
      g_autofree char *label = lep_cli_visible_name (peer->label);
      g_autofree char *person = lep_cli_visible_name (peer->person);
      g_autofree char *lacks = g_strdup_printf ("%" G_GINT64_FORMAT, peer->lacks);

      add_peer (builder, peer, all);
      lep_grid_start (grid);
      lep_grid_cell (grid, label);
      lep_grid_cell (grid, person);
      lep_grid_cell (grid, peer->place);
      lep_grid_cell (grid, peer->since);
      lep_grid_cell (grid, peer->introducer ? _ ("yes") : _ ("no"));
      lep_grid_cell (grid, peer->officer ? _ ("yes") : _ ("no"));
      lep_grid_cell (grid, peer->revoked_on);
      lep_grid_cell (grid, lacks);
      lep_grid_cell (grid, peer->number);
      lep_grid_cell (grid, peer->replica);
    }
  json_builder_end_array (builder);

  if (cli->json)
    lep_cli_print_json (builder);
  else
    lep_grid_print (grid);
  return TRUE;
}

static gboolean
check_answer (const char *option,
              const char *answer,
              GError    **error)
{
  if (answer == NULL || g_str_equal (answer, "yes") || g_str_equal (answer, "no"))
    return TRUE;
  return lep_cli_usage (error, _ ("--%s “%s”: write yes or no."), option, answer);
}

static gboolean
change (LepCli  *cli,
        GError **error)
{
  if (introducer != NULL)
    return lep_peers_set_introducer (cli->open, cli->args[0], g_str_equal (introducer, "yes"), error);
  if (officer != NULL)
    {
      g_autofree char *told = NULL;

      if (!lep_peers_set_officer (cli->open, cli->args[0], g_str_equal (officer, "yes"), &told, error))
        return FALSE;
      if (told != NULL && !cli->json)
        lep_cli_print_line (told);
      return TRUE;
    }
  return lep_peers_revoke (cli->open, cli->args[0], *revoke_on != '\0' ? revoke_on : NULL, error);
}

static gboolean
run_trust (LepCli  *cli,
           GError **error)
{
  guint n_changes = (introducer != NULL) + (officer != NULL) + (revoke_on != NULL);

  if (list ? (n_changes > 0 || cli->n_args > 0) : (cli->n_args != 1 || n_changes != 1))
    return lep_cli_usage (error, _ ("Give --list, or a laptop with one of --introducer, --officer and --revoke."));
  if (list)
    return list_peers (cli, FALSE, error);
  if (!check_answer ("introducer", introducer, error) || !check_answer ("officer", officer, error))
    return FALSE;
  if ((revoke_on != NULL && *revoke_on != '\0' && !lep_cli_check_day ("revoke", revoke_on, error)) || lep_cli_open (cli, LEP_OPEN_WRITE, error) == NULL)
    return FALSE;

  return change (cli, error) && (!cli->json || list_peers (cli, FALSE, error));
}

static gboolean
run_peers (LepCli  *cli,
           GError **error)
{
  return list_peers (cli, TRUE, error);
}

const LepCommand lep_cmd_trust = {
  .name = "trust",
  .arguments = "--list | PEER --introducer yes|no | PEER --officer yes|no | PEER --revoke DATE",
  .summary = N_ ("Lists the trusted laptops, makes one an introducer or an officer's, or revokes one."),
  .description = N_ ("PEER is the id or the name of a laptop. A laptop becomes trusted by “lepctl import --trust” or “lepctl join "
                     "--trust”. Signers whom an introducer passes on are trusted as well. Only the founder of the programme, and the officers "
                     "whom the founder named, can revoke, and say who is an officer; nobody revokes himself, and whom the founder named "
                     "nobody else dismisses. Else the command is refused (exit 3). Whom an officer named decides for the office, but does "
                     "not revoke. What somebody revoked is taken back by --revoke \"\", or by “lepctl undo” right afterwards."),
  .options = options,
  .max_args = 1,
  .run = run_trust,
};

const LepCommand lep_cmd_peers = {
  .name = "peers",
  .arguments = "",
  .summary = N_ ("Lists the laptops known here, and how many changes each still lacks."),
  .run = run_peers,
};
