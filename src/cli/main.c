/* SPDX-License-Identifier: GPL-3.0-or-later */
/* lepctl: the command line of the program. Reads the surroundings (arguments,
 * environment), finds the command and runs it. */

#include <errno.h>
#include <locale.h>
#include <signal.h>
#include <string.h>
#include <glib/gi18n.h>

#include "lep-cli.h"
#include "lep-help.h"

/* $LEP_CLOCK fixes the time for tests; ids stay random, or two laptops started
 * with the same time would make the same ones. */
static LepClock *
make_clock (GError **error)
{
  const char *fixed = g_getenv ("LEP_CLOCK");
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (GDateTime) time = NULL;
  gint64  start;
  guint64 seed;

  if (fixed == NULL || *fixed == '\0')
    return g_steal_pointer (&clock);

  time = g_date_time_new_from_iso8601 (fixed, NULL);
  if (time == NULL)
    {
      g_set_error (error, LEP_USAGE_ERROR, 0,
                   _ ("LEP_CLOCK is not a time: “%s”; write it like 2026-11-21T10:00:00Z."), fixed);
      return NULL;
    }

  start = g_date_time_to_unix (time) * 1000 + g_date_time_get_microsecond (time) / 1000;
  lep_clock_random (clock, &seed, sizeof seed);
  return lep_clock_new_fixed (start, seed);
}

static char *
find_machine_id (void)
{
  static const char *const files[] = { "/etc/machine-id", "/var/lib/dbus/machine-id" };
  const char              *fixed = g_getenv ("LEP_MACHINE_ID");

  if (fixed != NULL && *fixed != '\0')
    return g_strdup (fixed);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      char *text;

      if (g_file_get_contents (files[i], &text, NULL, NULL))
        return g_strstrip (text);
    }

  return g_strdup (g_get_host_name ());
}

static gboolean
find_surroundings (LepCli  *cli,
                   GError **error)
{
  g_autoptr (LepClock) clock = make_clock (error);
  g_autofree char *machine_id = find_machine_id ();
  g_autofree char *state_dir = g_build_filename (g_get_user_state_dir (), "lep", NULL);
  const char      *workspace = g_getenv ("LEP_WORKSPACE");

  if (clock == NULL)
    return FALSE;

  cli->surroundings = lep_surroundings_new (state_dir, machine_id, g_get_tmp_dir (), clock);
  if (cli->workspace != NULL)
    return TRUE;

  cli->workspace = workspace != NULL && *workspace != '\0'
                     ? g_strdup (workspace)
                     : g_build_filename (g_get_user_data_dir (), "lep", "workspace.lep", NULL);
  return TRUE;
}

/* What may stand before and behind the command's name. */
typedef struct
{
  char    *workspace;
  gboolean json;
  gboolean help;
  gboolean version;
  char    *manual;
  gboolean completion;
  char   **rest;
} Options;

static gboolean
parse_options (const LepCommand *command,
               char           ***arguments,
               Options          *options,
               GError          **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (NULL);
  const GOptionEntry entries[] = {
    { "workspace", 0, 0, G_OPTION_ARG_FILENAME, &options->workspace },
    { "json", 0, 0, G_OPTION_ARG_NONE, &options->json },
    { "help", 0, 0, G_OPTION_ARG_NONE, &options->help },
    { "version", 0, 0, G_OPTION_ARG_NONE, &options->version },
    { "manual", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_FILENAME, &options->manual },
    { "bash-completion", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &options->completion },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options->rest },
    { NULL },
  };

  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_strict_posix (context, command == NULL);
  g_option_context_add_main_entries (context, entries, NULL);
  if (command != NULL && command->options != NULL)
    g_option_context_add_main_entries (context, command->options, NULL);

  return g_option_context_parse_strv (context, arguments, error);
}

static void
clear_options (Options *options)
{
  g_free (options->workspace);
  g_free (options->manual);
  g_strfreev (options->rest);
}

static gboolean
check_arguments (const LepCli *cli,
                 GError      **error)
{
  if (cli->n_args >= cli->command->min_args && cli->n_args <= cli->command->max_args)
    return TRUE;

  g_set_error (error, LEP_USAGE_ERROR, 0,
               cli->n_args < cli->command->min_args
                 ? _ ("Something is missing; usage: lepctl %s %s")
                 : _ ("That is too much; usage: lepctl %s %s"),
               cli->command->name, cli->command->arguments);
  return FALSE;
}

/* @arguments: the command's name, which GOption takes for the program's, and
 * what follows it. */
static gboolean
run_command (LepCli  *cli,
             char   **arguments,
             GError **error)
{
  Options  options = { .workspace = g_steal_pointer (&cli->workspace), .json = cli->json };
  gboolean ok = parse_options (cli->command, &arguments, &options, error);

  if (ok && options.help)
    {
      lep_help_print_command (cli->command);
      clear_options (&options);
      g_strfreev (arguments);
      return TRUE;
    }

  cli->workspace = g_steal_pointer (&options.workspace);
  cli->json = options.json;
  cli->args = options.rest != NULL ? g_steal_pointer (&options.rest) : g_new0 (char *, 1);
  cli->n_args = g_strv_length (cli->args);
  clear_options (&options);
  g_strfreev (arguments);

  return ok && check_arguments (cli, error) && find_surroundings (cli, error) && cli->command->run (cli, error);
}

/* "lepctl help [COMMAND]" */
static gboolean
print_help (const char *name,
            GError    **error)
{
  const LepCommand *command = name != NULL ? lep_cli_require_command (name, error) : NULL;

  if (name == NULL)
    lep_help_print ();
  else if (command != NULL)
    lep_help_print_command (command);
  return name == NULL || command != NULL;
}

static gboolean
run (LepCli  *cli,
     char  ***arguments,
     GError **error)
{
  Options  options = { 0 };
  gboolean ok = parse_options (NULL, arguments, &options, error);

  if (ok && options.version)
    lep_cli_print ("lepctl %s\n", LEP_VERSION);
  else if (ok && options.manual != NULL)
    ok = lep_help_print_manual (*options.manual != '\0' ? options.manual : NULL, error);
  else if (ok && options.completion)
    lep_help_print_completion ();
  else if (ok && options.rest != NULL && g_str_equal (options.rest[0], "help"))
    ok = print_help (options.rest[1], error);
  else if (ok && options.help)
    lep_help_print ();
  else if (ok && options.rest == NULL)
    {
      g_set_error_literal (error, LEP_USAGE_ERROR, 0, _ ("Which command? “lepctl --help” lists them."));
      ok = FALSE;
    }
  else if (ok)
    {
      cli->command = lep_cli_require_command (options.rest[0], error);
      cli->workspace = g_steal_pointer (&options.workspace);
      cli->json = options.json;
      ok = cli->command != NULL && run_command (cli, g_strdupv (options.rest), error);
    }

  clear_options (&options);
  return ok;
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) arguments = g_strdupv (argv);
  LepCli   cli = { .exit_code = LEP_EXIT_OK };
  gboolean ok;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, lep_cli_locale_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  signal (SIGXFSZ, SIG_IGN); /* a full disk is an error of a write, not a death */

  ok = run (&cli, &arguments, &error) && lep_cli_flush (&error);
  lep_cli_close (&cli);
  if (ok)
    return cli.exit_code;

  lep_cli_report (error);
  return lep_cli_exit_code (error);
}
