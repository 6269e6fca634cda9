/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads the canonical text of a change back into data. The text comes from
 * our own log, where it was proven canonical before it was kept; foreign bytes
 * are only ever read by the bundle layer. */

#include <glib/gi18n-lib.h>
#include <string.h>

#include "lep-error.h"

#include "lep-change.h"

#define MAX_ATTRIBUTES 16
#define MAX_DEPTH      8

/* The parts of a text, and the characters behind the last one of each. */
enum
{
  ELEMENT = 1,
  ATTRIBUTE = 2,
  VALUE = 4,
  TEXT = 8,
};

static const guint8 ends[256] = {
  ['\0'] = ELEMENT | ATTRIBUTE | VALUE | TEXT,
  [' '] = ELEMENT | ATTRIBUTE,
  ['/'] = ELEMENT | ATTRIBUTE,
  ['>'] = ELEMENT | ATTRIBUTE,
  ['='] = ATTRIBUTE,
  ['"'] = VALUE,
  ['<'] = VALUE | TEXT,
};

typedef struct
{
  const char *start;
  gsize       size;
} Span;

typedef struct
{
  Span     name;
  Span     names[MAX_ATTRIBUTES];
  Span     values[MAX_ATTRIBUTES]; /* still escaped */
  guint    n_attributes;
  gboolean closes; /* </x> */
  gboolean empty;  /* <x/> */
} Tag;

typedef struct
{
  const char *at;
  const char *end;
  LepChange  *change;
  GString    *scratch;
} Reader;

static gboolean
span_is (const Span *span,
         const char *text)
{
  gsize size = strlen (text);

  return span->size == size && memcmp (span->start, text, size) == 0;
}

/* Everything up to a character that ends @part. */
static Span
take_until_end (Reader *self,
                guint8  part)
{
  Span        span = { self->at, 0 };
  const char *at = self->at;

  while (at < self->end && (ends[(guchar) *at] & part) == 0)
    at++;
  span.size = (gsize) (at - span.start);
  self->at = at;
  return span;
}

static gboolean
take (Reader *self,
      char    c)
{
  if (self->at >= self->end || *self->at != c)
    return FALSE;

  self->at++;
  return TRUE;
}

static gboolean
read_tag (Reader *self,
          Tag    *tag)
{
  if (!take (self, '<'))
    return FALSE;

  tag->n_attributes = 0;
  tag->empty = FALSE;
  tag->closes = take (self, '/');
  tag->name = take_until_end (self, ELEMENT);
  if (tag->name.size == 0)
    return FALSE;

  while (take (self, ' '))
    {
      guint i = tag->n_attributes;

      if (i == MAX_ATTRIBUTES)
        return FALSE;
      tag->names[i] = take_until_end (self, ATTRIBUTE);
      if (tag->names[i].size == 0 || !take (self, '=') || !take (self, '"'))
        return FALSE;
      tag->values[i] = take_until_end (self, VALUE);
      if (!take (self, '"'))
        return FALSE;
      tag->n_attributes++;
    }

  tag->empty = take (self, '/');
  return take (self, '>') && !(tag->closes && (tag->empty || tag->n_attributes > 0));
}

static const Span *
tag_get (const Tag  *tag,
         const char *name)
{
  for (guint i = 0; i < tag->n_attributes; i++)
    {
      if (span_is (&tag->names[i], name))
        return &tag->values[i];
    }
  return NULL;
}

static const struct
{
  const char *name;
  char        c;
} entities[] = {
  { "&amp;", '&' },
  { "&lt;", '<' },
  { "&gt;", '>' },
  { "&#13;", '\r' },
  { "&quot;", '"' },
  { "&#9;", '\t' },
  { "&#10;", '\n' },
};

/* A copy in the change's arena with the escapes undone; NULL if one is not
 * known. */
static const char *
unescape (Reader     *self,
          const Span *span)
{
  const char *p = span->start;
  const char *end = p + span->size;

  if (memchr (p, '&', span->size) == NULL)
    return g_string_chunk_insert_len (self->change->arena, p, (gssize) span->size);

  g_string_truncate (self->scratch, 0);
  while (p < end)
    {
      guint i = 0;

      if (*p != '&')
        {
          g_string_append_c (self->scratch, *p++);
          continue;
        }
      while (i < G_N_ELEMENTS (entities) &&
             (strlen (entities[i].name) > (gsize) (end - p) ||
              memcmp (p, entities[i].name, strlen (entities[i].name)) != 0))
        i++;
      if (i == G_N_ELEMENTS (entities))
        return NULL;
      g_string_append_c (self->scratch, entities[i].c);
      p += strlen (entities[i].name);
    }
  return g_string_chunk_insert_len (self->change->arena, self->scratch->str,
                                    (gssize) self->scratch->len);
}

static const char *
get_text (Reader     *self,
          const Tag  *tag,
          const char *name)
{
  const Span *value = tag_get (tag, name);

  return value == NULL ? NULL : unescape (self, value);
}

static gboolean
get_id (const Tag  *tag,
        const char *name,
        LepUuid    *id)
{
  const Span *value = tag_get (tag, name);

  return value != NULL && lep_uuid_parse (value->start, (gssize) value->size, id);
}

static gboolean
get_number (const Tag  *tag,
            const char *name,
            gint64     *n)
{
  const Span *value = tag_get (tag, name);
  guint64     number = 0;

  if (value == NULL || value->size == 0 || value->size > 19 || value->start[0] == '0')
    return FALSE;
  for (gsize i = 0; i < value->size; i++)
    {
      if (!g_ascii_isdigit (value->start[i]))
        return FALSE;
      number = number * 10 + (guint64) (value->start[i] - '0');
    }
  *n = (gint64) number;
  return number <= G_MAXINT64;
}

/* Goes over an element of a newer program, with all it holds. */
static gboolean
skip_element (Reader    *self,
              const Tag *opened)
{
  guint depth = opened->empty ? 0 : 1;
  Tag   tag;

  while (depth > 0)
    {
      take_until_end (self, TEXT);
      if (!read_tag (self, &tag) || depth > MAX_DEPTH)
        return FALSE;
      if (tag.closes)
        depth--;
      else if (!tag.empty)
        depth++;
    }
  return TRUE;
}

static gboolean
read_set (Reader    *self,
          const Tag *tag)
{
  const char *field = get_text (self, tag, "f");
  const Span *nil = tag_get (tag, "nil");
  LepSet      set = { field, NULL };
  Tag         end;

  if (field == NULL || *field == '\0' || (nil != NULL && !(tag->empty && span_is (nil, "1"))))
    return FALSE;

  if (nil == NULL && tag->empty)
    set.value = "";
  else if (nil == NULL)
    {
      Span text = take_until_end (self, TEXT);

      set.value = unescape (self, &text);
      if (set.value == NULL || !read_tag (self, &end) || !end.closes || !span_is (&end.name, "set"))
        return FALSE;
    }

  g_array_append_val (self->change->sets, set);
  g_array_index (self->change->rows, LepRowOp, self->change->rows->len - 1).n_sets++;
  return TRUE;
}

static gboolean
read_row (Reader    *self,
          const Tag *tag)
{
  LepRowOp    row = { get_text (self, tag, "kind"), { { 0 } }, LEP_LIFE_NONE, self->change->sets->len, 0 };
  const Span *life = tag_get (tag, "life");
  Tag         inner;

  if (row.kind == NULL || *row.kind == '\0' || !get_id (tag, "id", &row.id))
    return FALSE;
  if (life != NULL && span_is (life, "deleted"))
    row.life = LEP_LIFE_DELETED;
  else if (life != NULL && span_is (life, "restored"))
    row.life = LEP_LIFE_RESTORED;
  else if (life != NULL)
    return FALSE;

  g_array_append_val (self->change->rows, row);
  if (tag->empty)
    return TRUE;

  while (read_tag (self, &inner))
    {
      if (inner.closes)
        return span_is (&inner.name, "row");
      if (span_is (&inner.name, "set") ? !read_set (self, &inner) : !skip_element (self, &inner))
        return FALSE;
    }
  return FALSE;
}

static gboolean
read_waive (Reader    *self,
            const Tag *tag)
{
  LepWaive waive;

  if (!get_id (tag, "replica", &waive.replica) || !get_number (tag, "from", &waive.from) ||
      !get_number (tag, "to", &waive.to))
    return FALSE;

  g_array_append_val (self->change->waives, waive);
  return skip_element (self, tag);
}

static gboolean
read_erase (Reader    *self,
            const Tag *tag)
{
  LepErase erase = { get_text (self, tag, "kind"), { { 0 } } };

  if (erase.kind == NULL || !get_id (tag, "id", &erase.id))
    return FALSE;

  g_array_append_val (self->change->erases, erase);
  return skip_element (self, tag);
}

static gboolean
read_change (Reader *self)
{
  Tag tag;

  if (!read_tag (self, &tag) || tag.closes || tag.empty || !span_is (&tag.name, "change") ||
      !get_number (&tag, "n", &self->change->n))
    return FALSE;
  self->change->at = get_text (self, &tag, "at");
  self->change->by = get_text (self, &tag, "by");
  if (self->change->at == NULL || self->change->by == NULL)
    return FALSE;

  while (read_tag (self, &tag))
    {
      gboolean read;

      if (tag.closes)
        return span_is (&tag.name, "change") && self->at == self->end;
      if (span_is (&tag.name, "row"))
        read = read_row (self, &tag);
      else if (span_is (&tag.name, "waive"))
        read = read_waive (self, &tag);
      else if (span_is (&tag.name, "erase"))
        read = read_erase (self, &tag);
      else
        read = skip_element (self, &tag);
      if (!read)
        return FALSE;
    }
  return FALSE;
}

/**
 * lep_change_read:
 * @self: emptied, then filled
 * @text: the canonical text of a change
 *
 * What a newer program added (attributes, elements) is passed over. Fails with
 * %LEP_ERROR_CORRUPT; @self is empty then.
 */
gboolean
lep_change_read (LepChange  *self,
                 const char *text,
                 gsize       length,
                 GError    **error)
{
  g_autoptr (GString) scratch = g_string_new (NULL);
  Reader reader = { text, text + length, self, scratch };

  lep_change_reset (self);
  if (!read_change (&reader))
    {
      gsize offset = (gsize) (reader.at - text);

      lep_change_reset (self);
      g_set_error (error, LEP_ERROR, LEP_ERROR_CORRUPT,
                   _ ("A stored change cannot be read (at byte %zu). Check the workspace and restore a backup."),
                   offset);
      return FALSE;
    }
  return TRUE;
}
