/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the file of a table. Spreadsheets of the region save UTF-8, UTF-16 or
 * the Windows code pages 1250 (Latin) and 1251 (Cyrillic). */

#include <string.h>
#include <glib/gi18n-lib.h>

#include "lep-error.h"

#include "lep-table-file.h"

/* The table is held in memory whole. */
#define MAX_BYTES (64 * 1024 * 1024)

void
lep_table_file_free (LepTableFile *self)
{
  g_free (self->name);
  g_bytes_unref (self->bytes);
  g_free (self->text);
  g_free (self);
}

static gboolean
is_utf16 (const char *data,
          gsize       size)
{
  return size >= 2 && (memcmp (data, "\377\376", 2) == 0 || memcmp (data, "\376\377", 2) == 0);
}

static gboolean
is_cyrillic (const LepLocale *locale)
{
  static const char *const tags[] = { "sr-Cyrl", "mk", "ru", "uk", NULL };

  return g_strv_contains (tags, locale->tag);
}

/**
 * lep_table_file_new:
 * @name: of the file, for people
 * @bytes: what is in it
 * @locale: the language of who wrote it: those in Cyrillic have other letters
 *
 * Sees which letters the bytes are.
 */
LepTableFile *
lep_table_file_new (const char      *name,
                    GBytes          *bytes,
                    const LepLocale *locale)
{
  LepTableFile *self = g_new0 (LepTableFile, 1);
  gsize         size;
  const char   *data = g_bytes_get_data (bytes, &size);

  self->name = g_strdup (name);
  self->bytes = g_bytes_ref (bytes);
  if (!is_utf16 (data, size) && !g_utf8_validate_len (data, size, NULL))
    self->letters = is_cyrillic (locale) ? LEP_LETTERS_CYRILLIC : LEP_LETTERS_LATIN;
  return self;
}

/**
 * lep_table_file_read:
 *
 * Reads the bytes and sees which letters they are, as lep_table_file_new ().
 */
LepTableFile *
lep_table_file_read (GFile           *file,
                     const LepLocale *locale,
                     GError         **error)
{
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *name = g_file_get_basename (file);

  info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE, G_FILE_QUERY_INFO_NONE, NULL, error);
  if (info == NULL)
    return NULL;
  if (g_file_info_get_size (info) > MAX_BYTES)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("The table is larger than 64 MB; divide it."));
      return NULL;
    }
  bytes = g_file_load_bytes (file, NULL, NULL, error);
  return bytes != NULL ? lep_table_file_new (name, bytes, locale) : NULL;
}

/**
 * lep_table_file_decode:
 *
 * Makes the text of the bytes; what the letters do not fit is refused.
 */
gboolean
lep_table_file_decode (LepTableFile *self,
                       LepLetters    letters,
                       GError      **error)
{
  static const char *const sets[] = { "UTF-8", "WINDOWS-1250", "WINDOWS-1251" };
  gsize                    size, written;
  const char              *data = g_bytes_get_data (self->bytes, &size);
  g_autofree char         *text = NULL;

  g_clear_pointer (&self->text, g_free);
  text = g_convert (size > 0 ? data : "", (gssize) size, "UTF-8", is_utf16 (data, size) ? "UTF-16" : sets[letters], NULL, &written, NULL);
  if (text == NULL || strlen (text) != written)
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_INVALID,
                           _ ("This is not text. Give a table saved as CSV: in a spreadsheet, “Save as” and the kind “CSV UTF-8”."));
      return FALSE;
    }
  self->text = g_steal_pointer (&text);
  return TRUE;
}

/**
 * lep_table_file_dup_headings:
 *
 * Returns: the first line of the text that is not empty, which must be decoded
 */
char *
lep_table_file_dup_headings (const LepTableFile *self)
{
  const char *end = self->text + strspn (self->text, "\r\n");
  gboolean    quoted = FALSE;

  for (; *end != '\0' && (quoted || *end != '\n'); end++)
    if (*end == '"')
      quoted = !quoted;
  return g_strndup (self->text, (gsize) (end - self->text));
}

/**
 * lep_table_file_guess_forms:
 * @locale: the language of the screen
 *
 * Returns: stored forms if all headings are names of fields, and the id is
 *   among them; else those of the screen
 */
LepTableForms
lep_table_file_guess_forms (LepTableImport  *table,
                            const LepLocale *locale)
{
  const char *const *columns = lep_table_import_get_columns (table);
  gboolean           names_alone = TRUE;

  for (guint i = 0; columns[i] != NULL; i++)
    names_alone = names_alone && g_strcmp0 (lep_table_import_get_field (table, i), columns[i]) == 0;

  if (names_alone && lep_table_import_has_field (table, LEP_TABLE_ID))
    return LEP_TABLE_STORED;
  return g_str_equal (locale->decimal, ",") ? LEP_TABLE_COMMA : LEP_TABLE_POINT;
}
