/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Works out the plural expression of a translation's header, for example
 * "n%10==1 && n%100!=11 ? 0 : 1": the part of C's expressions that the GNU
 * gettext manual ("Plural forms") allows. */

#include <string.h>

#include "lep-plural.h"

#define MAX_DEPTH 64

typedef struct
{
  const char *p;
  gint64      n;
  guint       depth;
  gboolean    failed;
} Reader;

/* Binary operators, tightest last; each row binds alike. */
static const char *const levels[][5] = {
  { "||" },
  { "&&" },
  { "==", "!=" },
  { "<=", ">=", "<", ">" },
  { "+", "-" },
  { "*", "/", "%" },
};

static gint64 read_choice (Reader *reader);

static gboolean
take (Reader     *reader,
      const char *token)
{
  while (g_ascii_isspace (*reader->p))
    reader->p++;
  if (!g_str_has_prefix (reader->p, token))
    return FALSE;
  reader->p += strlen (token);
  return TRUE;
}

static gint64
read_value (Reader *reader)
{
  gint64 value;

  if (reader->depth >= MAX_DEPTH)
    {
      reader->failed = TRUE;
      return 0;
    }

  reader->depth++;
  if (take (reader, "("))
    {
      value = read_choice (reader);
      reader->failed |= !take (reader, ")");
    }
  else if (take (reader, "n"))
    value = reader->n;
  else if (g_ascii_isdigit (*reader->p))
    value = (gint64) g_ascii_strtoull (reader->p, (char **) &reader->p, 10);
  else if (*reader->p == '!' && reader->p[1] != '=' && take (reader, "!"))
    value = !read_value (reader);
  else
    {
      reader->failed = TRUE;
      value = 0;
    }
  reader->depth--;
  return value;
}

static gint64
apply (Reader     *reader,
       const char *op,
       gint64      a,
       gint64      b)
{
  switch (op[0])
    {
    case '|':
      return a || b;
    case '&':
      return a && b;
    case '=':
      return a == b;
    case '!':
      return a != b;
    case '<':
      return op[1] == '=' ? a <= b : a < b;
    case '>':
      return op[1] == '=' ? a >= b : a > b;
    case '+':
      return (gint64) ((guint64) a + (guint64) b);
    case '-':
      return (gint64) ((guint64) a - (guint64) b);
    case '*':
      return (gint64) ((guint64) a * (guint64) b);
    default:
      if (b == 0 || b == -1)
        {
          reader->failed |= b == 0;
          return 0;
        }
      return op[0] == '/' ? a / b : a % b;
    }
}

static gint64
read_level (Reader *reader,
            guint   level)
{
  gint64   value;
  gboolean found;

  if (level == G_N_ELEMENTS (levels))
    return read_value (reader);

  value = read_level (reader, level + 1);
  do
    {
      found = FALSE;
      for (guint i = 0; levels[level][i] != NULL && !found; i++)
        if (take (reader, levels[level][i]))
          {
            value = apply (reader, levels[level][i], value, read_level (reader, level + 1));
            found = TRUE;
          }
    }
  while (found && !reader->failed);
  return value;
}

static gint64
read_choice (Reader *reader)
{
  gint64 value, yes, no;

  if (reader->depth >= MAX_DEPTH)
    {
      reader->failed = TRUE;
      return 0;
    }

  reader->depth++;
  value = read_level (reader, 0);
  if (take (reader, "?"))
    {
      yes = read_choice (reader);
      reader->failed |= !take (reader, ":");
      no = read_choice (reader);
      value = value ? yes : no;
    }
  reader->depth--;
  return value;
}

/**
 * lep_plural_form:
 * @expression: what follows "plural=" in the header, up to a semicolon
 * @form: (out): which of the translations is the one for @n
 *
 * Returns: %FALSE if the expression cannot be understood
 */
gboolean
lep_plural_form (const char *expression,
                 gint64      n,
                 gint64     *form)
{
  Reader reader = { .p = expression, .n = n };
  gint64 value = read_choice (&reader);

  take (&reader, "");
  if (reader.failed || value < 0 || (*reader.p != ';' && *reader.p != '\0'))
    return FALSE;
  *form = value;
  return TRUE;
}
