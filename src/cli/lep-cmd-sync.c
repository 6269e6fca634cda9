/* SPDX-License-Identifier: GPL-3.0-or-later */
/* `lepctl sync`: exchanges bundles through a folder, once or as long as it runs. */

#include <inttypes.h>
#include <signal.h>
#include <stdio.h>

#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gi18n.h>

#include "lep-folder.h"
#include "lep-secret-file.h"

#include "lep-cli-import.h"
#include "lep-cli-input.h"

#include "lep-commands.h"

/* What a folder's notices miss (network drives have none) is found so. */
#define POLL_SECONDS 15

/* Files come in handfuls; a moment of quiet before they are looked at. */
#define QUIET_MS 300

static gboolean           watch, seal;
static char              *passphrase_file;
static char              *passphrase; /* what is locked with it can be opened */

static const GOptionEntry options[] = {
  { "watch", 0, 0, G_OPTION_ARG_NONE, &watch, N_ ("go on until stopped: whatever comes or is changed here goes its way"), NULL },
  { "seal", 0, 0, G_OPTION_ARG_NONE, &seal, N_ ("only the laptop that a bundle is for can open it"), NULL },
  { "passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &passphrase_file, N_ ("the first line of this file opens what is sealed with a pass-phrase; with --seal it seals for laptops whose key is not known yet"), "F" },
  { NULL },
};

/* A run that watches. */
typedef struct
{
  LepCli    *cli;
  LepFolder *folder;
  GMainLoop *loop;
  guint      soon_id;
  char      *told; /* the failure that was told last, not to tell it again */
} Watch;

static void
add_written (JsonBuilder     *builder,
             const char      *name,
             const GPtrArray *list)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < list->len; i++)
    {
      const LepFolderWritten *written = g_ptr_array_index (list, i);

      json_builder_begin_object (builder);
      if (written->file != NULL)
        lep_json_string (builder, "file", written->file);
      lep_json_string (builder, "to", written->peer);
      lep_json_int (builder, "changes", written->changes);
      if (written->file != NULL)
        lep_json_int (builder, "bytes", written->bytes);
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_reads (JsonBuilder *builder,
           const char  *name,
           GPtrArray   *reads)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < reads->len; i++)
    {
      const LepFolderRead *read = g_ptr_array_index (reads, i);

      if (read->report != NULL)
        lep_cli_add_report (builder, read->file, read->report);
      else
        lep_cli_add_refusal (builder, read->file, read->error);
    }
  json_builder_end_array (builder);
}

static void
print_json (const LepFolderRound *round)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_reads (builder, "read", round->read);
  add_written (builder, "written", round->written);
  lep_json_int (builder, "pruned", round->n_pruned);
  add_reads (builder, "ignored", round->ignored);
  if (seal)
    add_written (builder, "held", round->held);
  lep_json_int (builder, "others", round->n_others);
  json_builder_end_object (builder);
  lep_cli_print_json (builder);
}

static void
print_text (const LepFolderRound *round)
{
  for (guint i = 0; i < round->read->len; i++)
    {
      const LepFolderRead *read = g_ptr_array_index (round->read, i);

      if (read->report != NULL)
        lep_cli_print_report (read->file, read->report);
    }
  for (guint i = 0; i < round->written->len; i++)
    {
      const LepFolderWritten *written = g_ptr_array_index (round->written, i);
      g_autofree char        *label = lep_cli_visible_name (written->label);

      lep_cli_print (ngettext ("%s: %jd change for “%s”\n", "%s: %jd changes for “%s”\n", (gulong) written->changes),
                     written->file, (intmax_t) written->changes, label);
    }
  if (round->n_pruned > 0)
    lep_cli_print (ngettext ("%u bundle that was read was taken away\n", "%u bundles that were read were taken away\n", round->n_pruned),
                   round->n_pruned);
}

/* What was not read goes to standard error, a line each. */
static void
tell_failures (const GPtrArray *reads)
{
  for (guint i = 0; i < reads->len; i++)
    {
      const LepFolderRead *read = g_ptr_array_index (reads, i);

      if (read->error != NULL && !read->fresh)
        {
          g_autoptr (GError) error = g_error_copy (read->error);

          g_prefix_error (&error, "%s: ", read->file);
          lep_cli_report (error);
        }
      for (guint k = 0; read->report != NULL && k < read->report->untrusted->len; k++)
        lep_cli_print_unknown (read->file, g_ptr_array_index (read->report->untrusted, k), NULL);
      if (read->report != NULL && read->report->notice != NULL)
        lep_cli_notice (read->report->notice);
    }
}

static void
tell_held (const GPtrArray *held)
{
  for (guint i = 0; i < held->len; i++)
    {
      const LepFolderWritten *each = g_ptr_array_index (held, i);
      g_autofree char        *line = g_strdup_printf (_ ("nothing was put there for “%s”: the key to seal with is not known here yet, it "
                                                                "comes with what that laptop enters first; give --passphrase-file until then"),
                                                      each->label);

      lep_cli_notice (line);
    }
}

/* What came just now may not be whole yet, and another pass-phrase is not ours; as with import: a refusal outweighs what
 * cannot be read, and that what waits. */
static int
exit_code_of (const LepFolderRound *round)
{
  int code = LEP_EXIT_OK;

  for (guint i = 0; i < round->read->len; i++)
    {
      const LepFolderRead *read = g_ptr_array_index (round->read, i);
      int                  one = read->report != NULL ? lep_cli_report_exit_code (read->report) : lep_cli_exit_code (read->error);

      if (code != LEP_EXIT_BUNDLE && one != LEP_EXIT_OK)
        code = one;
    }
  for (guint i = 0; i < round->ignored->len; i++)
    {
      const LepFolderRead *read = g_ptr_array_index (round->ignored, i);

      if (code != LEP_EXIT_BUNDLE && !read->fresh && !g_error_matches (read->error, LEP_ERROR, LEP_ERROR_LOCKED))
        code = lep_cli_exit_code (read->error);
    }
  return code;
}

static gboolean
is_quiet (const LepFolderRound *round)
{
  return round->read->len == 0 && round->ignored->len == 0 && round->written->len == 0 && round->held->len == 0 && round->n_pruned == 0;
}

static void
tell_round (LepCli               *cli,
            const LepFolderRound *round)
{
  tell_failures (round->read);
  tell_failures (round->ignored);
  tell_held (round->held);
  if (!cli->json)
    print_text (round);
  else if (!watch || !is_quiet (round))
    print_json (round);
}

/* What was read before something failed is told as well: it is here, and is not read again. */
static gboolean
look (LepCli    *cli,
      LepFolder *folder,
      int       *exit_code,
      GError   **error)
{
  const LepFolderOptions how = { seal, passphrase };
  g_autoptr (LepFolderRound) round = NULL;
  gboolean done = lep_folder_sync (folder, cli->open, cli->surroundings, &how, lep_cli_progress (cli), NULL, &round, error);

  lep_cli_progress_end (cli);
  if (done || (round != NULL && !is_quiet (round)))
    tell_round (cli, round);
  if (done)
    *exit_code = exit_code_of (round);
  return lep_cli_flush (done ? error : NULL) && done;
}

static gboolean
soon_cb (gpointer data)
{
  Watch *self = data;
  g_autoptr (GError) error = NULL;
  int exit_code;

  self->soon_id = 0;
  if (look (self->cli, self->folder, &exit_code, &error))
    g_clear_pointer (&self->told, g_free);
  else if (g_strcmp0 (self->told, error->message) != 0)
    {
      /* A drive may come back, a workspace may be let go of: it is tried again. */
      lep_cli_report (error);
      g_free (self->told);
      self->told = g_strdup (error->message);
    }
  return G_SOURCE_REMOVE;
}

static void
look_soon (Watch *self)
{
  if (self->soon_id == 0)
    self->soon_id = g_timeout_add (QUIET_MS, soon_cb, self);
}

/* Bundles of whoever is not known here are read again at each look: without news there is none. */
static gboolean
poll_cb (gpointer data)
{
  Watch   *self = data;
  gboolean news;

  if (self->told != NULL || !lep_folder_has_news (self->folder, self->cli->open, &news, NULL) || news)
    look_soon (self);
  return G_SOURCE_CONTINUE;
}

static gboolean
stop_cb (gpointer data)
{
  g_main_loop_quit (((Watch *) data)->loop);
  return G_SOURCE_CONTINUE;
}

static void
run_watch (LepCli    *cli,
           LepFolder *folder)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GFile) file = g_file_new_for_path (cli->args[0]);
  g_autoptr (GFileMonitor) monitor = g_file_monitor_directory (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  Watch self = { cli, folder, loop, 0, NULL };
  guint ids[] = { g_unix_signal_add (SIGTERM, stop_cb, &self), g_unix_signal_add (SIGINT, stop_cb, &self),
                  g_timeout_add_seconds (POLL_SECONDS, poll_cb, &self) };

  if (monitor != NULL)
    g_signal_connect_swapped (monitor, "changed", G_CALLBACK (look_soon), &self);
  g_signal_connect_swapped (cli->open, "changed", G_CALLBACK (look_soon), &self);
  lep_workspace_set_watching (cli->open, TRUE);
  look_soon (&self);

  g_main_loop_run (loop);

  lep_workspace_set_watching (cli->open, FALSE);
  g_signal_handlers_disconnect_by_data (cli->open, &self);
  g_clear_handle_id (&self.soon_id, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    g_source_remove (ids[i]);
  g_free (self.told);
}

static gboolean
run_sync (LepCli  *cli,
          GError **error)
{
  g_autoptr (LepFolder) folder = lep_folder_new (cli->args[0]);
  gboolean ok = lep_cli_read_passphrase (passphrase_file, &passphrase, error) &&
                lep_cli_open (cli, LEP_OPEN_WRITE, error) != NULL && look (cli, folder, &cli->exit_code, error);

  if (ok && watch)
    {
      cli->exit_code = LEP_EXIT_OK;
      run_watch (cli, folder);
    }
  g_clear_pointer (&passphrase, lep_secret_free);
  return ok;
}

const LepCommand lep_cmd_sync = {
  .name = "sync",
  .arguments = "DIR [--watch] [--seal] [--passphrase-file F]",
  .summary = N_ ("Exchanges bundles through a folder that is copied between laptops."),
  .description = N_ ("The folder DIR is kept the same on several laptops by something else: Syncthing, Nextcloud, rclone, a network "
                     "drive, or a stick that goes round. What others put there for this laptop is read, each bundle once; for each "
                     "laptop that takes part a bundle with what it lacks is put there, and taken away when it was read. Contacts and "
                     "the office's space never go this way. A file that is not whole yet "
                     "is waited for; one that is damaged five minutes later is told and left alone, and one that cannot be "
                     "opened is told and tried again. The workspace itself must not lie in such a folder.\n\n"
                     "Anybody who comes by the folder can read its bundles, unless --seal is given: then each can be opened by the laptop "
                     "that it is for alone. Sealed bundles of others are opened with this laptop's key, or with the pass-phrase in "
                     "--passphrase-file; those for other laptops are counted and left alone.\n\n"
                     "With --watch it goes on until it is stopped (SIGTERM or SIGINT, exit 0). Otherwise exit 4 tells that a bundle was "
                     "refused, as by an unknown signer (“lepctl import --trust” makes it known), and 6 that something waits or that a "
                     "conflict came in."),
  .options = options,
  .min_args = 1,
  .max_args = 1,
  .run = run_sync,
};
