/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people and scripts write behind a command: kinds, ids, days, values. */

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <glib/gi18n.h>

#include "lep-exchange.h"
#include "lep-passphrase.h"
#include "lep-receipt.h"
#include "lep-record-named.h"
#include "lep-table-import.h"
#include "lep-value.h"

#include "lep-cli-input.h"

/* Files are held in memory whole; the window takes tables of the same size. */
#define MAX_FILE (64 * 1024 * 1024)

#define BLOCK_SIZE (64 * 1024)

/**
 * lep_cli_usage:
 *
 * Sets an error of wrong usage (exit 2).
 *
 * Returns: %FALSE
 */
gboolean
lep_cli_usage (GError    **error,
               const char *format,
               ...)
{
  g_autofree char *text = NULL;
  va_list          arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, LEP_USAGE_ERROR, 0, text);
  return FALSE;
}

/**
 * lep_cli_find_kind:
 *
 * Returns: (nullable): the kind of that name, which must be known
 */
const LepKind *
lep_cli_find_kind (const char *name,
                   GError    **error)
{
  const LepKind *kind = lep_schema_kind (name);

  if (kind == NULL)
    lep_cli_usage (error, _ ("There is no kind of record “%s”; “lepctl schema” lists them."), name);
  return kind;
}

/**
 * lep_cli_check_id:
 * @id: (out): the id in its stored form
 */
gboolean
lep_cli_check_id (const char *text,
                  char      **id,
                  GError    **error)
{
  g_autofree char *lower = g_ascii_strdown (text, -1);
  LepUuid          uuid;

  if (!lep_uuid_parse (lower, -1, &uuid))
    return lep_cli_usage (error, _ ("“%s” is not an id; ids look like 0194c9e2-5b7c-7000-8000-0123456789ab."), text);

  *id = g_steal_pointer (&lower);
  return TRUE;
}

/* A pipe that nobody writes into reads as empty instead of waiting for ever. */
static int
open_input (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);

  if (fd >= 0)
    fcntl (fd, F_SETFL, 0); /* who writes already may take his time */
  return fd;
}

/**
 * lep_cli_read_passphrase:
 * @path: (nullable): value of --passphrase-file
 * @passphrase: (out) (nullable): its first line; free with lep_secret_free ()
 */
gboolean
lep_cli_read_passphrase (const char *path,
                         char      **passphrase,
                         GError    **error)
{
  char  line[LEP_PASSPHRASE_MAX_BYTES + 2] = "";
  FILE *file;
  int   fd;

  *passphrase = NULL;
  if (path == NULL)
    return TRUE;

  fd = open_input (path);
  file = fd >= 0 ? fdopen (fd, "r") : NULL;
  if (file == NULL)
    return lep_cli_usage (error, _ ("%s: the file with the pass-phrase cannot be opened: %s; give another one."), path,
                          g_strerror (errno));
  setvbuf (file, NULL, _IONBF, 0); /* no copy stays behind */
  if (fgets (line, sizeof line, file) != NULL)
    line[strcspn (line, "\r\n")] = '\0';
  fclose (file);

  if (*line != '\0' && strlen (line) <= LEP_PASSPHRASE_MAX_BYTES)
    *passphrase = g_strdup (line);
  explicit_bzero (line, sizeof line);
  return *passphrase != NULL ||
         lep_cli_usage (error, _ ("%s: the first line of the file is no pass-phrase; write one there of at most %d bytes."),
                        path, LEP_PASSPHRASE_MAX_BYTES);
}

/**
 * lep_cli_check_day:
 * @text: (nullable): value of the option
 */
gboolean
lep_cli_check_day (const char *option,
                   const char *text,
                   GError    **error)
{
  if (text == NULL || lep_value_is_canonical (LEP_TYPE_DATE, text))
    return TRUE;

  return lep_cli_usage (error, _ ("--%s: “%s” is not a day; write it as year-month-day, like 2026-11-21."), option, text);
}

/**
 * lep_cli_check_days:
 * @from: (nullable): value of --from
 * @to: (nullable): value of --to
 */
gboolean
lep_cli_check_days (const char *from,
                    const char *to,
                    GError    **error)
{
  if (!lep_cli_check_day ("from", from, error) || !lep_cli_check_day ("to", to, error))
    return FALSE;
  if (from == NULL || to == NULL || strcmp (from, to) <= 0)
    return TRUE;

  return lep_cli_usage (error, _ ("--from %s is after --to %s; write the earlier day first."), from, to);
}

/**
 * lep_cli_find_locale:
 * @language: (nullable): value of --language; %NULL = that of the surroundings
 *
 * Returns: (nullable): how the language writes numbers and dates
 */
const LepLocale *
lep_cli_find_locale (const char *language,
                     GError    **error)
{
  const LepLocale *locale = lep_locale_find (language != NULL ? language : g_get_language_names ()[0]);

  if (language == NULL || !g_str_equal (locale->tag, "en") || g_str_has_prefix (language, "en"))
    return locale;

  lep_cli_usage (error, _ ("The language “%s” is not known here; choose bs, hr, sr-Latn, sr-Cyrl or en."), language);
  return NULL;
}

static gboolean
fail_to_read (const char *path,
              int         code,
              GError    **error)
{
  if (code == ENOENT || code == ENOTDIR)
    g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("%s: there is no such file; name another one."), path);
  else if (code == EISDIR)
    g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("%s: this is a folder; name a file."), path);
  else
    g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The file “%s” cannot be read: %s"), path, g_strerror (code));
  return FALSE;
}

/* Reads a file, or what comes through a pipe, up to one byte more than @limit. */
static gboolean
read_input (const char *path,
            gsize       limit,
            GString    *text,
            GError    **error)
{
  g_autofree char *block = g_malloc (BLOCK_SIZE);
  int              fd = open_input (path);
  struct stat      info;
  gssize           got = fd >= 0 ? 1 : -1;

  while (got > 0 && text->len <= limit)
    {
      got = read (fd, block, MIN (BLOCK_SIZE, limit + 1 - text->len));
      if (got > 0)
        g_string_append_len (text, block, got);
    }
  if (got < 0)
    fail_to_read (path, errno, error);
  else if (text->len == 0 && fstat (fd, &info) == 0 && S_ISFIFO (info.st_mode))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("%s: nothing came through this pipe; name a file."), path);
      got = -1;
    }
  if (fd >= 0)
    close (fd);
  return got >= 0;
}

/**
 * lep_cli_read_file:
 * @text: (out): what is in it, with a NUL behind it
 *
 * Reads a file that a command names, or what comes through a pipe. One that is not
 * there is an unknown name; one that is no file, or is larger than 64 MB, is refused.
 */
gboolean
lep_cli_read_file (const char *path,
                   char      **text,
                   gsize      *length,
                   GError    **error)
{
  GString *read = g_string_new (NULL);
  gboolean done = read_input (path, MAX_FILE, read, error);

  if (done && read->len > MAX_FILE)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("%s: the file is larger than %d MB; divide it."), path, MAX_FILE / 1024 / 1024);
      done = FALSE;
    }
  *length = read->len;
  *text = g_string_free (read, !done);
  return done;
}

/* The text of a value that stands in a file; a line end behind it is not part of it. */
static char *
read_value (const LepKind *kind,
            const char    *field,
            const char    *path,
            GError       **error)
{
  GString *text = g_string_new (NULL);
  gboolean done = read_input (path, LEP_NOTE_MAX_BYTES + 1, text, error);

  if (done && (text->len > LEP_NOTE_MAX_BYTES + 1 || strlen (text->str) != text->len))
    {
      if (text->len > LEP_NOTE_MAX_BYTES + 1)
        g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("the text is longer than %d KiB; shorten it."), LEP_NOTE_MAX_BYTES / 1024);
      else
        g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("%s: the file is not text; give a text file."), path);
      g_prefix_error (error, "%s%s%s: ", kind != NULL ? kind->name : "", kind != NULL ? "." : "", field);
      done = FALSE;
    }
  if (done && g_str_has_suffix (text->str, "\n"))
    g_string_truncate (text, text->len - 1);
  return g_string_free (text, !done);
}

/**
 * lep_cli_split:
 * @kind: (nullable): whose field it is, for errors
 * @assignment: FIELD=VALUE, FIELD= or FIELD=@FILE
 * @value: (out) (nullable): %NULL = clear the field
 */
gboolean
lep_cli_split (const LepKind *kind,
               const char    *assignment,
               char         **field,
               char         **value,
               GError       **error)
{
  const char      *equals = strchr (assignment, '=');
  g_autofree char *name = NULL;
  g_autofree char *text = NULL;

  if (equals == NULL || equals == assignment)
    return lep_cli_usage (error, _ ("“%s” is not FIELD=VALUE."), assignment);

  name = g_strndup (assignment, (gsize) (equals - assignment));
  if (equals[1] == '@')
    {
      text = read_value (kind, name, equals + 2, error);
      if (text == NULL)
        return FALSE;
    }
  else if (equals[1] != '\0')
    text = g_strdup (equals + 1);

  *field = g_steal_pointer (&name);
  *value = g_steal_pointer (&text);
  return TRUE;
}

/**
 * lep_cli_value:
 * @typed: (nullable): what was written; %NULL = clear
 * @value: (out) (nullable): its stored form, checked
 *
 * Brings a value into its stored form. Errors name kind and field.
 */
gboolean
lep_cli_value (LepWorkspace   *workspace,
               const LepKind  *kind,
               const LepField *field,
               const char     *typed,
               char          **value,
               GError        **error)
{
  *value = NULL;
  if (typed == NULL ? !lep_value_check (field, NULL, error)
                    : (*value = lep_table_read_stored (workspace, field, NULL, typed, NULL, error)) == NULL)
    {
      g_prefix_error (error, "%s.%s: ", kind->name, field->name);
      return FALSE;
    }

  return TRUE;
}

/**
 * lep_cli_find_space:
 * @text: (nullable): id, name or kind of a space
 * @id: (out) (nullable): its id; %NULL if @text is
 *
 * An unknown space, or one that may be several, is wrong usage.
 */
gboolean
lep_cli_find_space (LepWorkspace *workspace,
                    const char   *text,
                    char        **id,
                    GError      **error)
{
  g_autoptr (GError) failure = NULL;
  LepUuid space;

  *id = NULL;
  if (text == NULL)
    return TRUE;
  if (lep_exchange_find_space (workspace, text, &space, &failure))
    *id = lep_uuid_to_string (&space);
  else if (g_error_matches (failure, LEP_ERROR, LEP_ERROR_NOT_FOUND))
    /* Translators: a sentence that says what is wrong with the name of a space */
    lep_cli_usage (error, _ ("%s “lepctl status” lists them."), failure->message);
  else
    g_propagate_error (error, g_steal_pointer (&failure));
  return *id != NULL;
}

/**
 * lep_cli_find_record:
 * @kind: (nullable): to look in this kind only
 * @space: (nullable): id, name or kind of the space to look in only
 *
 * Opens the workspace and finds a record, deleted or not.
 */
LepRecord *
lep_cli_find_record (LepCli     *cli,
                     LepOpenMode mode,
                     const char *id,
                     const char *kind,
                     const char *space,
                     GError    **error)
{
  g_autofree char *checked = NULL;
  g_autofree char *space_id = NULL;

  if (!lep_cli_check_id (id, &checked, error) || lep_cli_open (cli, mode, error) == NULL ||
      !lep_cli_find_space (cli->open, space, &space_id, error))
    return NULL;

  return lep_workspace_get_record (cli->open, kind, checked, space_id, error);
}

/**
 * lep_cli_find_subject:
 * @kinds: what the record may be, joined by '|'
 * @text: its id, or what it is called: title, reference, code or short name
 * @id: (out): its id
 *
 * Finds the record that a command is about. An unknown or ambiguous name is
 * wrong usage.
 */
gboolean
lep_cli_find_subject (LepWorkspace *workspace,
                      const char   *kinds,
                      const char   *text,
                      char        **id,
                      GError      **error)
{
  g_autoptr (GError) failure = NULL;

  if (lep_cli_check_id (text, id, NULL))
    return TRUE;

  *id = lep_workspace_find_named (workspace, kinds, text, &failure);
  if (*id == NULL && g_error_matches (failure, LEP_ERROR, LEP_ERROR_INVALID))
    return lep_cli_usage (error, "%s", failure->message);
  if (*id == NULL)
    g_propagate_error (error, g_steal_pointer (&failure));
  return *id != NULL;
}

/**
 * lep_cli_find_import:
 * @meant: the number of an import's receipt, or the bundle file
 *
 * Returns: (transfer full): the number of the receipt
 */
char *
lep_cli_find_import (LepWorkspace *workspace,
                     const char   *meant,
                     GError      **error)
{
  g_autoptr (LepReceipt) receipt = NULL;
  LepHash hash;

  if (meant[strspn (meant, "0123456789")] == '\0')
    return g_strdup (meant);
  if (!g_file_test (meant, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("%s: there is no such file; name another one."), meant);
      return NULL;
    }
  if (!lep_hash_file (meant, NULL, &hash, error) || !lep_receipt_find (workspace, &hash, &receipt, error))
    return NULL;
  if (receipt != NULL && !receipt->given)
    return g_strdup_printf ("%" G_GINT64_FORMAT, receipt->no);

  g_set_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND, _ ("%s: this bundle was not opened here."), meant);
  return NULL;
}

/**
 * lep_cli_commit_all:
 * @edits: (element-type LepEdit): see lep_edits_commit ()
 * @at_fault: (out) (optional): which of them was refused
 *
 * Commits edits, all or none; a refusal names kind and field.
 */
gboolean
lep_cli_commit_all (GPtrArray *edits,
                    guint     *at_fault,
                    GError   **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *name = NULL;
  const char      *kind, *field;
  guint            which;

  if (lep_edits_commit (edits, &which, &failure))
    return TRUE;

  kind = lep_edit_get_refused_kind (g_ptr_array_index (edits, which));
  field = lep_edit_get_refused_field (g_ptr_array_index (edits, which));
  name = g_strconcat (kind != NULL ? kind : "", field != NULL ? "." : "", field, NULL);
  if (kind != NULL && strstr (failure->message, name) == NULL) /* the rules across fields name it themselves */
    g_prefix_error (&failure, "%s: ", name);
  g_propagate_error (error, g_steal_pointer (&failure));
  if (at_fault != NULL)
    *at_fault = which;
  return FALSE;
}

gboolean
lep_cli_commit (LepEdit *edit,
                GError **error)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();

  g_ptr_array_add (one, edit);
  return lep_cli_commit_all (one, NULL, error);
}
