/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header of a sealed file, as text: the version, the stanzas, and the code
 * over it (age format, "Header"). Nothing but the one canonical form is read. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-base64.h"
#include "lep-error.h"

#include "lep-age-header.h"

#define ARMOR         "-----BEGIN AGE ENCRYPTED FILE-----"
#define VERSION_LINE  "age-encryption.org/v1"
#define STANZA_PREFIX "-> "
#define MAC_PREFIX    "---"
#define COLUMNS       64 /* of a full line of a body */
#define COLUMN_BYTES  48 /* and what it holds */

/* What is left to read. */
typedef struct
{
  const char *at;
  const char *end;
} Text;

/**
 * lep_age_header_refuse:
 * @reason: what is wrong with it
 *
 * Sets %LEP_ERROR_CORRUPT.
 */
gboolean
lep_age_header_refuse (GError    **error,
                       const char *reason)
{
  /* Translators: %s says what is wrong. */
  g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT, _ ("the head of the sealed file is damaged (%s)"), reason);
  return FALSE;
}

/* Takes the next line, which ends with LF. Returns: its length, or -1 */
static gssize
take_line (Text        *text,
           const char **line)
{
  const char *end = memchr (text->at, '\n', (gsize) (text->end - text->at));

  if (end == NULL)
    return -1;
  *line = text->at;
  text->at = end + 1;
  return end - *line;
}

static gboolean
starts_with (const Text *text,
             const char *prefix)
{
  gsize length = strlen (prefix);

  return (gsize) (text->end - text->at) >= length && memcmp (text->at, prefix, length) == 0;
}

static void
stanza_free (gpointer data)
{
  LepAgeStanza *self = data;

  g_strfreev (self->args);
  g_byte_array_unref (self->body);
  g_free (self);
}

/* Words of visible ASCII, one space between. */
static gboolean
read_args (LepAgeStanza *self,
           const char   *line,
           gssize        length)
{
  g_autofree char *words = g_strndup (line, (gsize) length);

  for (gssize i = 0; i < length; i++)
    if (line[i] < ' ' || line[i] > '~')
      return FALSE;

  self->args = g_strsplit (words, " ", -1);
  for (char **arg = self->args; *arg != NULL; arg++)
    if (**arg == '\0')
      return FALSE;
  return self->args[0] != NULL;
}

/* Full lines, then one that is not full, perhaps empty. */
static gboolean
read_body (LepAgeStanza *self,
           Text         *text)
{
  const char *line;
  gssize      length;

  do
    {
      guint8 bytes[COLUMN_BYTES];
      gsize  n_bytes;

      length = take_line (text, &line);
      if (length < 0 || length > COLUMNS)
        return FALSE;
      n_bytes = (gsize) length * 3 / 4;
      if (!lep_base64_bare_decode (line, length, bytes, n_bytes))
        return FALSE;
      g_byte_array_append (self->body, bytes, (guint) n_bytes);
    }
  while (length == COLUMNS);
  return TRUE;
}

static gboolean
read_stanza (LepAgeHeader *self,
             Text         *text,
             GError      **error)
{
  LepAgeStanza *stanza = g_new0 (LepAgeStanza, 1);
  const char   *line;
  gssize        length = take_line (text, &line);
  gssize        n_prefix = (gssize) strlen (STANZA_PREFIX);

  stanza->body = g_byte_array_new ();
  g_ptr_array_add (self->stanzas, stanza);
  if (length < n_prefix || !read_args (stanza, line + n_prefix, length - n_prefix))
    return lep_age_header_refuse (error, _ ("a receiver's line"));
  if (!read_body (stanza, text))
    return lep_age_header_refuse (error, _ ("a receiver's key"));
  return TRUE;
}

/**
 * lep_age_header_is_armored:
 * @bytes: the start of a file
 *
 * Returns: whether it is a sealed file in the form of a text
 */
gboolean
lep_age_header_is_armored (const guint8 *bytes,
                           gsize         size)
{
  const char *begin = (const char *) bytes;
  Text        text = { begin, begin + size };

  while (text.at < text.end && g_ascii_isspace (*text.at))
    text.at++;
  return starts_with (&text, ARMOR);
}

static gboolean
read_version (Text    *text,
              GError **error)
{
  const char *line;
  gssize      length;

  if (lep_age_header_is_armored ((const guint8 *) text->at, (gsize) (text->end - text->at)))
    {
      g_set_error_literal (error, LEP_ERROR, LEP_ERROR_TOO_NEW,
                           _ ("the file is sealed in the form of a text (“armor”), which is not supported"));
      return FALSE;
    }

  length = take_line (text, &line);
  if (length == (gssize) strlen (VERSION_LINE) && memcmp (line, VERSION_LINE, (gsize) length) == 0)
    return TRUE;
  if (length <= (gssize) strlen (LEP_AGE_MAGIC) || memcmp (line, LEP_AGE_MAGIC, strlen (LEP_AGE_MAGIC)) != 0)
    return lep_age_header_refuse (error, _ ("its first line"));

  g_set_error_literal (error, LEP_ERROR, LEP_ERROR_TOO_NEW, _ ("the head of the sealed file is of a version that is not supported"));
  return FALSE;
}

/**
 * lep_age_header_read:
 * @bytes: the start of a file, %LEP_AGE_HEADER_MAX bytes or all of it
 *
 * Fails with %LEP_ERROR_CORRUPT, or with %LEP_ERROR_TOO_NEW if the file is
 * armored.
 *
 * Returns: (transfer full): the header
 */
LepAgeHeader *
lep_age_header_read (const guint8 *bytes,
                     gsize         size,
                     GError      **error)
{
  g_autoptr (LepAgeHeader) self = g_new0 (LepAgeHeader, 1);
  const char *begin = (const char *) bytes;
  Text        text = { begin, begin + MIN (size, LEP_AGE_HEADER_MAX) };
  const char *line;
  gssize      length;
  gssize      n_prefix = (gssize) strlen (MAC_PREFIX);

  self->stanzas = g_ptr_array_new_with_free_func (stanza_free);
  if (!read_version (&text, error))
    return NULL;
  while (starts_with (&text, STANZA_PREFIX))
    if (!read_stanza (self, &text, error))
      return NULL;
  if (self->stanzas->len == 0)
    {
      lep_age_header_refuse (error, _ ("a receiver's line"));
      return NULL;
    }

  self->covered = (gsize) (text.at - begin) + (gsize) n_prefix;
  length = take_line (&text, &line);
  if (length <= n_prefix || memcmp (line, MAC_PREFIX " ", (gsize) n_prefix + 1) != 0 ||
      !lep_base64_bare_decode (line + n_prefix + 1, length - n_prefix - 1, self->mac, sizeof self->mac))
    {
      lep_age_header_refuse (error, _ ("its last line"));
      return NULL;
    }
  self->size = (gsize) (text.at - begin);
  return g_steal_pointer (&self);
}

void
lep_age_header_free (LepAgeHeader *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->stanzas);
  g_free (self);
}

/**
 * lep_age_header_new:
 *
 * Returns: (transfer full): the start of a header
 */
GString *
lep_age_header_new (void)
{
  return g_string_new (VERSION_LINE "\n");
}

/**
 * lep_age_header_add:
 * @args: words, one space between
 */
void
lep_age_header_add (GString      *header,
                    const char   *args,
                    const guint8 *body,
                    gsize         n_body)
{
  g_string_append_printf (header, STANZA_PREFIX "%s\n", args);
  for (gsize from = 0; from <= n_body; from += COLUMN_BYTES)
    {
      char line[COLUMNS + 1];

      lep_base64_bare_encode (body + from, MIN (n_body - from, COLUMN_BYTES), line);
      g_string_append_printf (header, "%s\n", line);
    }
}

/**
 * lep_age_header_finish:
 *
 * Adds the code over the header.
 */
void
lep_age_header_finish (GString     *header,
                       const guint8 file_key[LEP_AGE_FILE_KEY_SIZE])
{
  guint8 mac[LEP_AGE_KEY_SIZE];
  char   text[LEP_BASE64_BARE_SIZE (LEP_AGE_KEY_SIZE) + 1];

  g_string_append (header, MAC_PREFIX);
  lep_age_mac (file_key, header->str, header->len, mac);
  lep_base64_bare_encode (mac, sizeof mac, text);
  g_string_append_printf (header, " %s\n", text);
}
