/* SPDX-License-Identifier: GPL-3.0-or-later */
/* --help, the manual pages and the shell completion, all from the table of
 * commands, so that they cannot tell different stories. */

#include <string.h>
#include <glib/gi18n.h>

#include "lep-help.h"

static const char *const global_options =
  N_ ("  --workspace FILE   the workspace; default: $LEP_WORKSPACE,\n"
      "                     else $XDG_DATA_HOME/lep/workspace.lep\n"
      "  --json             answer with one JSON value\n"
      "  --help             this text, or that of a command\n"
      "  --version          version of the program\n");

static const struct
{
  int         code;
  const char *text;
} exit_codes[] = {
  { LEP_EXIT_OK, N_ ("done") },
  { LEP_EXIT_FAILED, N_ ("failed (disk, input or output)") },
  { LEP_EXIT_USAGE, N_ ("wrong usage, or a name that is unknown, such as a file that is not there") },
  { LEP_EXIT_REFUSED, N_ ("refused by a rule of the data") },
  { LEP_EXIT_BUNDLE, N_ ("bundle or file refused: damaged, hostile, untrusted or too new") },
  { LEP_EXIT_BUSY, N_ ("workspace busy or read-only") },
  { LEP_EXIT_WAITING, N_ ("imported, but something waits or conflicts") },
};

/**
 * lep_help_print:
 *
 * Writes what lepctl can do.
 */
void
lep_help_print (void)
{
  lep_cli_print (_ ("Usage: lepctl [--workspace FILE] [--json] COMMAND [ARGUMENT…]\n\nCommands:\n"));
  for (const LepCommand *const *command = lep_cli_commands (); *command != NULL; command++)
    lep_cli_print ("  %-15s %s\n", (*command)->name, _ ((*command)->summary));
  lep_cli_print (_ ("\nOptions:\n%s"), _ (global_options));
  lep_cli_print (_ ("\n“lepctl COMMAND --help” tells more about a command.\n"));
}

static char *
option_text (const GOptionEntry *option)
{
  return option->arg_description != NULL
           ? g_strdup_printf ("--%s %s", option->long_name, option->arg_description)
           : g_strdup_printf ("--%s", option->long_name);
}

/**
 * lep_help_print_command:
 *
 * Writes how one command is used.
 */
void
lep_help_print_command (const LepCommand *command)
{
  lep_cli_print (_ ("Usage: lepctl %s %s\n\n%s\n"), command->name, command->arguments, _ (command->summary));
  if (command->description != NULL)
    lep_cli_print ("\n%s\n", _ (command->description));

  if (command->options != NULL)
    lep_cli_print (_ ("\nOptions of the command:\n"));
  for (const GOptionEntry *option = command->options; option != NULL && option->long_name != NULL; option++)
    {
      g_autofree char *text = option_text (option);

      lep_cli_print ("  %-24s %s\n", text, _ (option->description));
    }
  lep_cli_print (_ ("\nOptions:\n%s"), _ (global_options));
}

/* A text in troff: backslashes, dashes and lines that look like requests. */
static char *
roff (const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *c = text; *c != '\0'; c++)
    {
      if ((*c == '.' || *c == '\'') && (c == text || c[-1] == '\n'))
        g_string_append (out, "\\&");
      if (*c == '\\')
        g_string_append (out, "\\e");
      else if (*c == '-')
        g_string_append (out, "\\-");
      else
        g_string_append_c (out, *c);
    }
  g_string_replace (out, "\n\n", "\n.PP\n", 0);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static void
print_roff (const char *format,
            const char *text)
{
  g_autofree char *escaped = roff (text);
  g_auto (GStrv) parts = g_strsplit (format, "%", 2);

  lep_cli_print ("%s%s%s", parts[0], escaped, parts[1]);
}

static void
print_manual_exit_codes (void)
{
  lep_cli_print (".SH EXIT STATUS\n");
  for (guint i = 0; i < G_N_ELEMENTS (exit_codes); i++)
    {
      lep_cli_print (".TP\n.B %d\n", exit_codes[i].code);
      print_roff ("%\n", exit_codes[i].text);
    }
}

static void
print_manual_command (const LepCommand *command)
{
  lep_cli_print (".TH \"LEPCTL\\-%s\" 1 \"\" \"lep %s\" \"User Commands\"\n", command->name, LEP_VERSION);
  print_roff (".SH NAME\nlepctl\\-% \\- ", command->name);
  print_roff ("%\n", command->summary);
  print_roff (".SH SYNOPSIS\n.B lepctl %\n", command->name);
  print_roff ("%\n.SH DESCRIPTION\n", command->arguments);
  print_roff ("%\n", command->description != NULL ? command->description : command->summary);

  if (command->options != NULL)
    lep_cli_print (".SH OPTIONS\n");
  for (const GOptionEntry *option = command->options; option != NULL && option->long_name != NULL; option++)
    {
      g_autofree char *text = option_text (option);

      print_roff (".TP\n.B %\n", text);
      print_roff ("%\n", option->description);
    }
  lep_cli_print (".PP\nThe options of every command are in\n.BR lepctl (1).\n");
  print_manual_exit_codes ();
  lep_cli_print (".SH SEE ALSO\n.BR lepctl (1)\n");
}

static void
print_manual_main (void)
{
  lep_cli_print (".TH LEPCTL 1 \"\" \"lep %s\" \"User Commands\"\n", LEP_VERSION);
  lep_cli_print (".SH NAME\nlepctl \\- keep and exchange the records of Local Employment Partnerships\n"
                 ".SH SYNOPSIS\n.B lepctl\n[\\-\\-workspace FILE] [\\-\\-json] COMMAND [ARGUMENT...]\n"
                 ".SH DESCRIPTION\n"
                 "The same engine as the window\n.BR lep ,\nwithout a display: for scripts, servers and tests.\n"
                 "Standard output is the answer; standard error is for errors, one line each:\n"
                 "lepctl: FILE: MEMBER:LINE: REASON; WHAT TO DO.\n"
                 ".SH OPTIONS\n"
                 ".TP\n.B \\-\\-workspace FILE\nThe workspace; by default $LEP_WORKSPACE, else $XDG_DATA_HOME/lep/workspace.lep.\n"
                 ".TP\n.B \\-\\-json\nAnswer with one JSON value.\n"
                 ".TP\n.B \\-\\-help\nHow lepctl, or a command, is used.\n"
                 ".TP\n.B \\-\\-version\nVersion of the program.\n"
                 ".SH COMMANDS\n");
  for (const LepCommand *const *command = lep_cli_commands (); *command != NULL; command++)
    {
      lep_cli_print (".TP\n.BR lepctl\\-%s (1)\n", (*command)->name);
      print_roff ("%\n", (*command)->summary);
    }
  print_manual_exit_codes ();
  lep_cli_print (".SH ENVIRONMENT\n"
                 ".TP\n.B LEP_WORKSPACE\nThe workspace file.\n"
                 ".TP\n.B XDG_DATA_HOME, XDG_STATE_HOME, TMPDIR\nWhere the workspace and the laptop's keys are kept, and where bundles are made and read.\n"
                 ".TP\n.B LEP_LOCALE_DIR\nThe folder of the translations, for a program that runs where it was built.\n"
                 ".TP\n.B LEP_MACHINE_ID, LEP_CLOCK\nOverride machine id and clock in tests.\n"
                 ".SH SEE ALSO\n.BR lep (1)\n");
}

/**
 * lep_help_print_manual:
 * @command: (nullable): name of a command; %NULL for the page of lepctl itself
 *
 * Writes a manual page in troff.
 */
gboolean
lep_help_print_manual (const char *command,
                       GError    **error)
{
  const LepCommand *found = command != NULL ? lep_cli_require_command (command, error) : NULL;

  if (command != NULL && found == NULL)
    return FALSE;

  if (found != NULL)
    print_manual_command (found);
  else
    print_manual_main ();
  return TRUE;
}

/**
 * lep_help_print_completion:
 *
 * Writes the completion for bash.
 */
void
lep_help_print_completion (void)
{
  lep_cli_print ("# Completion of lepctl for bash; made by lepctl itself.\n"
                 "_lepctl() {\n"
                 "  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]} command= options= i\n"
                 "  for ((i = 1; i < COMP_CWORD; i++)); do\n"
                 "    case ${COMP_WORDS[i]} in\n"
                 "      --workspace) ((i++)) ;;\n"
                 "      -*) ;;\n"
                 "      *) command=${COMP_WORDS[i]}; break ;;\n"
                 "    esac\n"
                 "  done\n"
                 "  case $command in\n");
  lep_cli_print ("    '') options='");
  for (const LepCommand *const *command = lep_cli_commands (); *command != NULL; command++)
    lep_cli_print ("%s ", (*command)->name);
  lep_cli_print ("--version' ;;\n");

  for (const LepCommand *const *command = lep_cli_commands (); *command != NULL; command++)
    {
      lep_cli_print ("    %s) options='", (*command)->name);
      for (const GOptionEntry *option = (*command)->options; option != NULL && option->long_name != NULL; option++)
        lep_cli_print ("--%s ", option->long_name);
      if (strstr ((*command)->arguments, "KIND") != NULL)
        {
          guint          n_kinds;
          const LepKind *kinds = lep_schema_kinds (&n_kinds);

          for (guint i = 0; i < n_kinds; i++)
            lep_cli_print ("%s ", kinds[i].name);
        }
      lep_cli_print ("' ;;\n");
    }
  lep_cli_print ("  esac\n"
                 "  COMPREPLY=($(compgen -W \"$options --workspace --json --help\" -- \"$cur\"))\n"
                 "  [ ${#COMPREPLY[@]} -gt 0 ] || COMPREPLY=($(compgen -f -- \"$cur\"))\n"
                 "}\n"
                 "complete -o filenames -F _lepctl lepctl\n");
}
