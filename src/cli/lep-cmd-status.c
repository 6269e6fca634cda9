/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl status`: who we are, what we have, and what waits. */

#include <inttypes.h>

#include <glib/gi18n.h>

#include "lep-digest.h"
#include "lep-exchange.h"
#include "lep-import.h"
#include "lep-laptop.h"

#include "lep-commands.h"

static void
add_have (JsonBuilder  *builder,
          const GArray *streams)
{
  json_builder_set_member_name (builder, "have");
  json_builder_begin_array (builder);
  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, i);

      json_builder_begin_object (builder);
      lep_json_id (builder, "replica", &stream->replica);
      lep_json_int (builder, "n", stream->last);
      lep_json_hash (builder, "head", &stream->head);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

/* Whether two branches of one laptop begin at the same place. What hangs on a
 * lost change is no second copy. */
static gboolean
is_fork (const GArray *streams,
         guint         at)
{
  const LepStreamInfo *one = &g_array_index (streams, LepStreamInfo, at);

  for (guint i = 0; i < streams->len; i++)
    {
      const LepStreamInfo *other = &g_array_index (streams, LepStreamInfo, i);

      if (i != at && lep_uuid_equal (&one->replica, &other->replica) && (one->parent != 0 || (one->base == 0 && i < at)))
        return TRUE;
    }
  return FALSE;
}

static gboolean
add_forks (LepWorkspace *workspace,
           GPtrArray    *sentences,
           GError      **error)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (workspace, error);
  g_autoptr (GPtrArray) laptops = spaces != NULL ? lep_laptops_load (workspace, error) : NULL;

  for (guint i = 0; laptops != NULL && i < spaces->len; i++)
    {
      const LepSpaceInfo *space = g_ptr_array_index (spaces, i);
      g_autoptr (GArray) streams = lep_exchange_streams (workspace, &space->id, error);

      if (streams == NULL)
        return FALSE;
      for (guint k = 0; k < streams->len; k++)
        {
          const LepStreamInfo *stream = &g_array_index (streams, LepStreamInfo, k);
          const LepLaptop     *laptop = lep_laptops_find (laptops, &stream->replica);

          if (is_fork (streams, k) && laptop != NULL)
            g_ptr_array_add (sentences, g_strdup_printf (_ ("Two copies of the workspace of “%s” wrote after change %jd in “%s”; both are kept."),
                                                         laptop->label, (intmax_t) stream->base, space->name));
        }
    }
  return laptops != NULL;
}

/* Returns: the number of changes in the space, or −1 */
static gint64
add_space (LepWorkspace       *workspace,
           JsonBuilder        *builder,
           LepGrid            *grid,
           const LepSpaceInfo *space,
           GError            **error)
{
  g_autoptr (GArray) streams = lep_exchange_streams (workspace, &space->id, error);
  g_autofree char *id = lep_uuid_to_string (&space->id);
  g_autofree char *count = NULL;
  gint64           n_changes = 0;

  if (streams == NULL)
    return -1;

  for (guint i = 0; i < streams->len; i++)
    n_changes += g_array_index (streams, LepStreamInfo, i).last - g_array_index (streams, LepStreamInfo, i).base;

  json_builder_begin_object (builder);
  lep_json_string (builder, "id", id);
  lep_json_string (builder, "kind", lep_space_kind_name (space->kind));
  lep_json_string (builder, "name", space->name);
  add_have (builder, streams);
  json_builder_end_object (builder);

  count = g_strdup_printf ("%" G_GINT64_FORMAT, n_changes);
  lep_grid_add (grid, count, lep_space_kind_name (space->kind), id, space->name != NULL ? space->name : "", NULL);
  return n_changes;
}

static gboolean
add_spaces (LepWorkspace *workspace,
            JsonBuilder  *builder,
            LepGrid      *grid,
            gint64       *n_changes,
            GError      **error)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (workspace, error);

  if (spaces == NULL)
    return FALSE;

  json_builder_set_member_name (builder, "spaces");
  json_builder_begin_array (builder);
  for (guint i = 0; i < spaces->len; i++)
    {
      gint64 n = add_space (workspace, builder, grid, g_ptr_array_index (spaces, i), error);

      if (n < 0)
        return FALSE;
      *n_changes += n;
    }
  json_builder_end_array (builder);
  return TRUE;
}

/* What it needs that nobody brought yet. */
static void
add_wait_for (JsonBuilder      *builder,
              const LepWaiting *waiting)
{
  json_builder_set_member_name (builder, "wait_for");
  json_builder_begin_array (builder);
  for (guint i = 0; i < waiting->missing->len; i++)
    {
      const LepWaitingFor *missing = g_ptr_array_index (waiting->missing, i);

      json_builder_begin_object (builder);
      lep_json_string (builder, "replica", missing->replica);
      lep_json_int (builder, "from", missing->from);
      lep_json_int (builder, "to", missing->to);
      lep_json_string (builder, "person", missing->person);
      lep_json_string (builder, "after", missing->after);
      lep_json_string (builder, "before", missing->before);
      json_builder_set_member_name (builder, "held_by");
      json_builder_begin_array (builder);
      for (guint k = 0; k < missing->holders->len; k++)
        json_builder_add_string_value (builder, ((LepHolder *) g_ptr_array_index (missing->holders, k))->replica);
      json_builder_end_array (builder);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static gboolean
add_pending (LepWorkspace *workspace,
             JsonBuilder  *builder,
             GPtrArray    *sentences,
             GError      **error)
{
  g_autoptr (GPtrArray) waiting = lep_waiting_list (workspace, error);

  if (waiting == NULL)
    return FALSE;

  json_builder_set_member_name (builder, "pending");
  json_builder_begin_array (builder);
  for (guint i = 0; i < waiting->len; i++)
    {
      const LepWaiting *each = g_ptr_array_index (waiting, i);

      json_builder_begin_object (builder);
      lep_json_string (builder, "replica", each->replica);
      lep_json_int (builder, "from", each->from);
      lep_json_int (builder, "to", each->to);
      add_wait_for (builder, each);
      json_builder_end_object (builder);
      g_ptr_array_add (sentences, g_strdup (each->wait_for));
    }
  json_builder_end_array (builder);
  return TRUE;
}

static gboolean
run_status (LepCli  *cli,
            GError **error)
{
  LepWorkspace *workspace = lep_cli_open (cli, LEP_OPEN_READ, error);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (LepGrid) grid = lep_grid_new (_ ("Changes"), _ ("Kind"), _ ("Space"), _ ("Name"), NULL);
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *replica = NULL;
  g_autofree char *label = NULL;
  g_autofree char *visible = NULL;
  char             digest[LEP_HASH_HEX_SIZE + 1];
  LepHash          hash;
  gint64           n_changes = 0;

  if (workspace == NULL ||
      !lep_workspace_get_meta (workspace, LEP_META_REPLICA, &replica, error) ||
      !lep_workspace_get_meta (workspace, LEP_META_LABEL, &label, error))
    return FALSE;

  json_builder_begin_object (builder);
  lep_json_string (builder, "replica", replica);
  lep_json_string (builder, "label", label);
  lep_grid_right (grid, 0);
  if (!add_spaces (workspace, builder, grid, &n_changes, error) || !add_pending (workspace, builder, sentences, error) ||
      !add_forks (workspace, sentences, error) || !lep_workspace_digest_changes (workspace, &hash, error))
    return FALSE;
  lep_hash_format (&hash, digest);
  lep_json_int (builder, "changes", n_changes);
  json_builder_end_object (builder);

  if (cli->json)
    {
      lep_cli_print_json (builder);
      return TRUE;
    }

  visible = lep_cli_visible_name (label != NULL ? label : "");
  lep_cli_print (_ ("Laptop “%s”, replica %s, changes: %jd\n"), visible, replica, (intmax_t) n_changes);
  lep_grid_print (grid);
  lep_cli_print (_ ("Digest of the changes: %s\n"), digest);
  for (guint i = 0; i < sentences->len; i++)
    lep_cli_print_line (g_ptr_array_index (sentences, i));
  return TRUE;
}

const LepCommand lep_cmd_status = {
  .name = "status",
  .arguments = "",
  .summary = N_ ("Shows who this laptop is, what it has of each space, and what waits for other bundles."),
  .run = run_status,
};
