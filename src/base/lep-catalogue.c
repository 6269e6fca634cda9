/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads GNU .mo files ("The Format of GNU MO Files" in the gettext manual), because
 * gettext itself knows only the one language of the process. */

#include <stdarg.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-error.h"

#include "lep-plural.h"

#include "lep-catalogue.h"

#define MO_MAGIC         0x950412deu
#define MO_MAGIC_SWAPPED 0xde120495u

struct _LepCatalogue
{
  GBytes     *bytes;
  const char *data;
  gsize       size;
  gboolean    swapped;
  guint32     n_texts;
  guint32     originals, translations; /* offsets of their tables */
  char       *plural;                  /* expression, or NULL */
};

static guint32
read_word (const LepCatalogue *self,
           gsize               offset)
{
  guint32 word;

  memcpy (&word, self->data + offset, sizeof word);
  return self->swapped ? GUINT32_SWAP_LE_BE (word) : word;
}

/* The text a table's entry points to; its end is checked when opening. */
static const char *
read_text (const LepCatalogue *self,
           guint32             table,
           guint32             index,
           guint32            *length)
{
  *length = read_word (self, table + (gsize) index * 8);
  return self->data + read_word (self, table + (gsize) index * 8 + 4);
}

static gboolean
is_table_sound (const LepCatalogue *self,
                guint32             table)
{
  if ((guint64) table + (guint64) self->n_texts * 8 > self->size)
    return FALSE;

  for (guint32 i = 0; i < self->n_texts; i++)
    {
      guint64 length = read_word (self, table + (gsize) i * 8);
      guint64 offset = read_word (self, table + (gsize) i * 8 + 4);

      if (offset + length >= self->size || self->data[offset + length] != '\0')
        return FALSE;
    }
  return TRUE;
}

static gboolean
read_head (LepCatalogue *self)
{
  guint32 magic;

  if (self->size < 28)
    return FALSE;
  magic = read_word (self, 0);
  if (magic != MO_MAGIC && magic != MO_MAGIC_SWAPPED)
    return FALSE;

  self->swapped = magic == MO_MAGIC_SWAPPED;
  self->n_texts = read_word (self, 8);
  self->originals = read_word (self, 12);
  self->translations = read_word (self, 16);
  return is_table_sound (self, self->originals) && is_table_sound (self, self->translations);
}

/* The translation of @text and the length with all its plural forms. */
static const char *
find (const LepCatalogue *self,
      const char         *text,
      guint32            *length)
{
  guint32 low = 0, high = self->n_texts;

  while (low < high)
    {
      guint32 middle = low + (high - low) / 2, ignored;
      int     order = strcmp (text, read_text (self, self->originals, middle, &ignored));

      if (order == 0)
        return read_text (self, self->translations, middle, length);
      if (order < 0)
        high = middle;
      else
        low = middle + 1;
    }
  return NULL;
}

static char *
read_plural_expression (const LepCatalogue *self)
{
  guint32     length;
  const char *head = find (self, "", &length);
  const char *start = head == NULL ? NULL : strstr (head, "plural=");
  const char *end;

  if (start == NULL)
    return NULL;
  start += strlen ("plural=");
  end = start + strcspn (start, ";\n");
  return g_strndup (start, (gsize) (end - start));
}

/**
 * lep_catalogue_new_from_bytes:
 *
 * Returns: (transfer full): the catalogue, or %NULL with %LEP_ERROR_CORRUPT
 */
LepCatalogue *
lep_catalogue_new_from_bytes (GBytes  *bytes,
                              GError **error)
{
  g_autoptr (LepCatalogue) self = g_new0 (LepCatalogue, 1);

  self->bytes = g_bytes_ref (bytes);
  self->data = g_bytes_get_data (bytes, &self->size);
  if (!read_head (self))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("This is not a file of translations."));
      return NULL;
    }

  self->plural = read_plural_expression (self);
  return g_steal_pointer (&self);
}

static LepCatalogue *
open_folder (const char *locale_dir,
             const char *folder,
             GError    **error)
{
  g_autofree char *path = g_build_filename (locale_dir, folder, "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) local = NULL;
  char         *data;
  gsize         size;
  LepCatalogue *self;

  if (!g_file_get_contents (path, &data, &size, &local))
    {
      if (!g_error_matches (local, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_set_error (error, LEP_ERROR, LEP_ERROR_FAILED, _ ("The translations in “%s” cannot be read: %s"), path, local->message);
      return NULL;
    }

  bytes = g_bytes_new_take (data, size);
  self = lep_catalogue_new_from_bytes (bytes, error);
  if (self == NULL)
    g_prefix_error (error, "%s: ", path);
  return self;
}

/**
 * lep_catalogue_open:
 * @locale_dir: folder of the installed translations (…/share/locale)
 *
 * Croatian, as long as it has no translation of its own, is read in Bosnian: in
 * Bosnia and Herzegovina everybody reads both.
 *
 * Returns: (transfer full) (nullable): the language's texts. English needs no
 *   file: %NULL without an error; so does a language that has none.
 */
LepCatalogue *
lep_catalogue_open (const char      *locale_dir,
                    const LepLocale *locale,
                    GError         **error)
{
  g_autoptr (GError) local = NULL;
  LepCatalogue *self = open_folder (locale_dir, locale->posix, &local);

  if (local != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local));
      return NULL;
    }
  if (self == NULL && strcmp (locale->tag, "hr") == 0)
    self = open_folder (locale_dir, "bs", error);
  return self;
}

void
lep_catalogue_free (LepCatalogue *self)
{
  if (self == NULL)
    return;
  g_bytes_unref (self->bytes);
  g_free (self->plural);
  g_free (self);
}

/**
 * lep_catalogue_text:
 * @self: (nullable): a language
 * @text: a text of the sources; "" stays empty
 *
 * Returns: the translation, or @text itself
 */
const char *
lep_catalogue_text (const LepCatalogue *self,
                    const char         *text)
{
  guint32     length;
  const char *found = self == NULL || *text == '\0' ? NULL : find (self, text, &length);

  return found == NULL || *found == '\0' ? text : found;
}

/**
 * lep_catalogue_plural:
 * @self: (nullable): a language
 *
 * Returns: the form for @n things, translated if possible
 */
const char *
lep_catalogue_plural (const LepCatalogue *self,
                      const char         *one,
                      const char         *many,
                      gint64              n)
{
  guint32     length;
  const char *found = self == NULL ? NULL : find (self, one, &length);
  const char *end = found == NULL ? NULL : found + length;
  gint64      form;

  if (found == NULL || self->plural == NULL || !lep_plural_form (self->plural, n < 0 ? -n : n, &form))
    return n == 1 ? one : many;

  for (; form > 0 && found < end; form--)
    found += strlen (found) + 1;
  return found < end && *found != '\0' ? found : (n == 1 ? one : many);
}

/**
 * lep_fill:
 * @text: a sentence with names in braces: "Page {page} of {pages}"
 * @...: names and what they stand for, in turn, ended by %NULL
 *
 * Fills a translated sentence. Names that are not given stay as they are, so a
 * slip in a translation can be seen but does no harm. What ends with a full stop,
 * as a day in Bosnian, ends the sentence too.
 *
 * Returns: (transfer full): the sentence
 */
char *
lep_fill (const char *text,
          ...)
{
  GString    *out = g_string_new (NULL);
  const char *p = text;

  while (*p != '\0')
    {
      const char *name, *value = NULL;
      va_list     args;

      va_start (args, text);
      while (*p == '{' && value == NULL && (name = va_arg (args, const char *)) != NULL)
        {
          const char *candidate = va_arg (args, const char *);
          gsize       length = strlen (name);

          if (strncmp (p + 1, name, length) == 0 && p[length + 1] == '}')
            {
              value = candidate == NULL ? "" : candidate;
              p += length + 2;
            }
        }
      va_end (args);

      if (value == NULL)
        {
          g_string_append_c (out, *p++);
          continue;
        }
      g_string_append (out, value);
      if (g_str_has_suffix (value, ".") && p[0] == '.' && (p[1] == ' ' || p[1] == '\0'))
        p++;
    }
  return g_string_free (out, FALSE);
}
