/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The order of names in lists: that of the Bosnian, Croatian and Serbian
 * alphabet, with both scripts together. A key is compared byte by byte. */

#include <string.h>

#include "lep-fold.h"

#include "lep-collate.h"

/* A letter of its own that follows the base letter it begins with: bytes
 * above all letters, so that "c" + anything comes before "č". */
#define FIRST  "\x7d"
#define SECOND "\x7e"

typedef struct
{
  const char *letter; /* lower case */
  const char *key;
} Letter;

static const Letter letters[] = {
  { "č", "c" FIRST },
  { "ч", "c" FIRST },
  { "ć", "c" SECOND },
  { "ћ", "c" SECOND },
  { "џ", "d" FIRST },
  { "đ", "d" SECOND },
  { "ђ", "d" SECOND },
  { "љ", "l" FIRST },
  { "њ", "n" FIRST },
  { "š", "s" FIRST },
  { "ш", "s" FIRST },
  { "ž", "z" FIRST },
  { "ж", "z" FIRST },
};

/* Two characters that the Latin script writes for one letter. */
static const Letter pairs[] = {
  { "dž", "d" FIRST },
  { "lj", "l" FIRST },
  { "nj", "n" FIRST },
};

static const char *
find (const Letter *table,
      gsize         n,
      const char   *text,
      gsize        *length)
{
  for (gsize i = 0; i < n; i++)
    if (g_str_has_prefix (text, table[i].letter))
      {
        *length = strlen (table[i].letter);
        return table[i].key;
      }
  return NULL;
}

/* Appends the key of the first letter of @text, which is lower case; returns
 * how many bytes it took. */
static gsize
append_letter (GString    *key,
               const char *text)
{
  gsize            length = 1;
  const char      *found = NULL;
  g_autofree char *folded = NULL;

  if (*text == 'd' || *text == 'l' || *text == 'n')
    found = find (pairs, G_N_ELEMENTS (pairs), text, &length);
  if (found == NULL && (guchar) *text < 0x80)
    {
      g_string_append_c (key, *text);
      return 1;
    }
  if (found == NULL)
    found = find (letters, G_N_ELEMENTS (letters), text, &length);
  if (found == NULL)
    {
      length = (gsize) (g_utf8_next_char (text) - text);
      found = folded = lep_fold (text, (gssize) length);
    }
  g_string_append (key, found);
  return length;
}

static gboolean
is_ascii (const char *text)
{
  while (*text != '\0' && (guchar) *text < 0x80)
    text++;
  return *text == '\0';
}

/**
 * lep_collate_key:
 * @text: UTF-8
 *
 * Returns: (transfer full): a key; comparing two with strcmp () puts their
 *   texts in the order of the alphabet (a b c č ć d dž đ …), whatever the case
 *   and the script. Accents that make no letter of their own do not count.
 */
char *
lep_collate_key (const char *text)
{
  GString         *key = g_string_sized_new (strlen (text) + 8);
  g_autofree char *lower = is_ascii (text) ? g_ascii_strdown (text, -1) : g_utf8_strdown (text, -1);

  for (const char *c = lower; *c != '\0';)
    c += append_letter (key, c);
  return g_string_free (key, FALSE);
}
