/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all commands share: the workspace, answers, errors and exit codes. */

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>

#include "lep-backup.h"
#include "lep-cli-input.h"

#include "lep-cli.h"

#define MAX_ERROR_BYTES 500

G_DEFINE_QUARK (lep - usage - error - quark, lep_usage_error)

/* Returns: where the catalogues are; the environment names it for a program
 * that runs where it was built */
const char *
lep_cli_locale_folder (void)
{
  const char *folder = g_getenv ("LEP_LOCALE_DIR");

  return folder != NULL ? folder : LEP_LOCALE_DIR;
}

/**
 * lep_cli_exit_code:
 *
 * Returns: the exit code of 5-command-line.md for a failed command
 */
int
lep_cli_exit_code (const GError *error)
{
  if (error->domain == LEP_USAGE_ERROR || error->domain == G_OPTION_ERROR)
    return LEP_EXIT_USAGE;
  if (error->domain != LEP_ERROR)
    return LEP_EXIT_FAILED;

  switch ((LepError) error->code)
    {
    case LEP_ERROR_NOT_FOUND:
      return LEP_EXIT_USAGE;
    case LEP_ERROR_INVALID:
      return LEP_EXIT_REFUSED;
    case LEP_ERROR_CORRUPT:
    case LEP_ERROR_UNTRUSTED:
    case LEP_ERROR_TOO_NEW:
    case LEP_ERROR_LOCKED:
    case LEP_ERROR_SEALED:
      return LEP_EXIT_BUNDLE;
    case LEP_ERROR_BUSY:
    case LEP_ERROR_READ_ONLY:
      return LEP_EXIT_BUSY;
    case LEP_ERROR_FAILED:
      break;
    }

  return LEP_EXIT_FAILED;
}

/* Controls would move the cursor of a terminal; the marks for writing direction
 * and the characters without width would show a text as another one. */
static gboolean
is_dangerous (gunichar character)
{
  return g_unichar_iscntrl (character) ||
         (character >= 0x200b && character <= 0x200f) ||
         (character >= 0x2028 && character <= 0x202e) ||
         (character >= 0x2060 && character <= 0x2069) ||
         character == 0xfeff;
}

static void
append_bytes (GString    *out,
              const char *bytes,
              gsize       n_bytes)
{
  for (gsize i = 0; i < n_bytes; i++)
    g_string_append_printf (out, "\\x%02X", (guint) (guchar) bytes[i]);
}

static char *
make_visible (const char *text,
              gboolean    is_name)
{
  g_autoptr (GString) out = g_string_new (NULL);

  while (*text != '\0')
    {
      gunichar character = g_utf8_get_char_validated (text, -1);
      gsize    length = (character == (gunichar) -1 || character == (gunichar) -2) ? 1 : (gsize) (g_utf8_next_char (text) - text);

      if (character == (gunichar) -1 || character == (gunichar) -2 || is_dangerous (character) ||
          (is_name && character != ' ' && g_unichar_isspace (character)))
        append_bytes (out, text, length);
      else
        g_string_append_len (out, text, (gssize) length);
      text += length;
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * lep_cli_visible:
 * @text: any bytes
 *
 * Returns: (transfer full): the text with what cannot be seen as \xNN
 */
char *
lep_cli_visible (const char *text)
{
  return make_visible (text, FALSE);
}

/**
 * lep_cli_visible_name:
 * @text: what a laptop calls itself, or its person
 *
 * Returns: (transfer full): as lep_cli_visible (), and no space but the plain one
 *   passes for it
 */
char *
lep_cli_visible_name (const char *text)
{
  return make_visible (text, TRUE);
}

/**
 * lep_cli_notice:
 *
 * Writes one line to standard error: at most 500 bytes, nothing invisible.
 */
void
lep_cli_notice (const char *text)
{
  g_autofree char *visible = lep_cli_visible (text);
  g_autofree char *line = g_strconcat ("lepctl: ", visible, NULL);

  if (strlen (line) >= MAX_ERROR_BYTES)
    {
      char *end = g_utf8_find_prev_char (line, line + MAX_ERROR_BYTES - strlen ("…"));

      strcpy (end, "…");
    }

  fprintf (stderr, "%s\n", line);
}

/**
 * lep_cli_report:
 *
 * Writes an error to standard error. Line ends become spaces, so that it stays
 * one line.
 */
void
lep_cli_report (const GError *error)
{
  g_autofree char *line = g_strdelimit (g_strdup (error->message), "\r\n", ' ');

  lep_cli_notice (line);
}

/* Sentences tell amounts, days and hours in the language of the terminal. */
static void
set_reader (LepWorkspace *workspace)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();

  lep_workspace_set_reader (workspace, lep_cli_find_locale (NULL, NULL), here);
}

/**
 * lep_cli_open:
 *
 * Opens the workspace of this run; it stays open until the command is done. One
 * that can only be read is an error for who wants to write.
 *
 * Returns: (transfer none): the workspace
 */
LepWorkspace *
lep_cli_open (LepCli     *self,
              LepOpenMode mode,
              GError    **error)
{
  g_autofree char *sentence = NULL;

  if (self->open != NULL)
    return self->open;

  self->open = lep_identity_open (self->surroundings, self->workspace, mode, &sentence, error);
  if (self->open == NULL)
    return NULL;
  set_reader (self->open);
  if (mode == LEP_OPEN_WRITE && lep_workspace_is_read_only (self->open))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_READ_ONLY, "%s: %s", self->workspace, sentence);
      return NULL;
    }
  if (mode == LEP_OPEN_WRITE && sentence != NULL)
    lep_cli_notice (sentence);

  return self->open;
}

/* A workspace that can only be read, as a copy that can be written. */
static LepWorkspace *
open_copy (LepCli       *self,
           LepWorkspace *workspace,
           GError      **error)
{
  g_autofree char *folder = g_build_filename (self->surroundings->temp_dir, "lep-try-XXXXXX", NULL);

  if (g_mkdtemp_full (folder, 0700) == NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("%s: %s; make room there, or choose another folder with TMPDIR."),
                   self->surroundings->temp_dir, g_strerror (errno));
      return NULL;
    }
  self->copy = g_build_filename (folder, "copy.lep", NULL);
  if (!lep_workspace_backup (workspace, self->copy, NULL, error))
    return NULL;
  return lep_workspace_open (self->copy, LEP_OPEN_WRITE, self->surroundings->clock, error);
}

/**
 * lep_cli_open_to_try:
 *
 * Opens the workspace for something that will be taken back: it keeps its
 * number whatever is found, and one that can only be read is tried on a copy.
 *
 * Returns: (transfer none): the workspace
 */
LepWorkspace *
lep_cli_open_to_try (LepCli  *self,
                     GError **error)
{
  g_autoptr (LepWorkspace) workspace = NULL;

  if (!g_file_test (self->workspace, G_FILE_TEST_EXISTS))
    return lep_cli_open (self, LEP_OPEN_READ, error); /* it says so */

  workspace = lep_workspace_open (self->workspace, LEP_OPEN_WRITE, self->surroundings->clock, error);
  if (workspace != NULL && lep_workspace_is_read_only (workspace))
    self->open = open_copy (self, workspace, error);
  else
    self->open = g_steal_pointer (&workspace);

  if (self->open != NULL)
    set_reader (self->open);
  if (self->open != NULL && lep_workspace_is_read_only (self->open))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_READ_ONLY, "%s: %s", self->workspace, lep_workspace_get_notice (self->open));
      return NULL;
    }
  return self->open;
}

static void
remove_copy (LepCli *self)
{
  g_autofree char *folder = self->copy != NULL ? g_path_get_dirname (self->copy) : NULL;

  if (folder == NULL)
    return;
  g_unlink (self->copy);
  g_rmdir (folder);
  g_clear_pointer (&self->copy, g_free);
}

/**
 * lep_cli_close:
 *
 * Lets go of what a run holds.
 */
void
lep_cli_close (LepCli *self)
{
  lep_cli_progress_end (self);
  g_clear_object (&self->open);
  remove_copy (self);
  g_clear_pointer (&self->surroundings, lep_surroundings_free);
  g_clear_pointer (&self->workspace, g_free);
  g_clear_pointer (&self->args, g_strfreev);
}

/**
 * lep_cli_flush:
 *
 * An answer that did not reach its reader is a failure, too.
 */
gboolean
lep_cli_flush (GError **error)
{
  if (fflush (stdout) == 0 && !ferror (stdout))
    return TRUE;

  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno),
               _ ("The answer could not be written: %s; look where it goes to."), g_strerror (errno));
  return FALSE;
}

/**
 * lep_cli_print:
 *
 * Writes to standard output, whatever the locale's character set is.
 */
void
lep_cli_print (const char *format,
               ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  fputs (text, stdout);
}

/**
 * lep_cli_print_line:
 * @text: a sentence, which may tell what others wrote
 *
 * Writes one line to standard output, with nothing invisible in it.
 */
void
lep_cli_print_line (const char *text)
{
  g_autofree char *visible = lep_cli_visible (text);

  lep_cli_print ("%s\n", visible);
}

/**
 * lep_cli_print_json_part:
 * @builder: what was built
 *
 * Writes a value that is part of another one.
 */
void
lep_cli_print_json_part (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  fputs (text, stdout);
}

/**
 * lep_cli_print_json:
 * @builder: what was built
 *
 * Writes one JSON value and a line end.
 */
void
lep_cli_print_json (JsonBuilder *builder)
{
  lep_cli_print_json_part (builder);
  putchar ('\n');
}

/* @name NULL: an element of an array. */
static void
set_name (JsonBuilder *builder,
          const char  *name)
{
  if (name != NULL)
    json_builder_set_member_name (builder, name);
}

/**
 * lep_json_string:
 * @name: (nullable): of the member; %NULL in an array
 * @value: (nullable): %NULL becomes null
 */
void
lep_json_string (JsonBuilder *builder,
                 const char  *name,
                 const char  *value)
{
  set_name (builder, name);
  if (value != NULL)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

void
lep_json_int (JsonBuilder *builder,
              const char  *name,
              gint64       value)
{
  set_name (builder, name);
  json_builder_add_int_value (builder, value);
}

void
lep_json_bool (JsonBuilder *builder,
               const char  *name,
               gboolean     value)
{
  set_name (builder, name);
  json_builder_add_boolean_value (builder, value);
}

void
lep_json_id (JsonBuilder   *builder,
             const char    *name,
             const LepUuid *value)
{
  char text[LEP_UUID_TEXT_SIZE + 1];

  lep_uuid_format (value, text);
  lep_json_string (builder, name, text);
}

void
lep_json_hash (JsonBuilder   *builder,
               const char    *name,
               const LepHash *value)
{
  char text[LEP_HASH_HEX_SIZE + 1];

  lep_hash_format (value, text);
  lep_json_string (builder, name, text);
}
