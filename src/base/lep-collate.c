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

/* Letters up to here have their key in a table: Latin, Greek, Cyrillic. */
#define N_TABLE 0x530

typedef struct
{
  gunichar    letter; /* lower case */
  const char *key;
} Letter;

static const Letter letters[] = {
  { 0x010d, "c" FIRST },  /* č */
  { 0x0447, "c" FIRST },  /* ч */
  { 0x0107, "c" SECOND }, /* ć */
  { 0x045b, "c" SECOND }, /* ћ */
  { 0x045f, "d" FIRST },  /* џ */
  { 0x0111, "d" SECOND }, /* đ */
  { 0x0452, "d" SECOND }, /* ђ */
  { 0x0459, "l" FIRST },  /* љ */
  { 0x045a, "n" FIRST },  /* њ */
  { 0x0161, "s" FIRST },  /* š */
  { 0x0448, "s" FIRST },  /* ш */
  { 0x017e, "z" FIRST },  /* ž */
  { 0x0436, "z" FIRST },  /* ж */
};

static char *
make_key (gunichar character)
{
  gunichar lower = g_unichar_tolower (character);
  char     text[7] = "";

  for (gsize i = 0; i < G_N_ELEMENTS (letters); i++)
    if (letters[i].letter == lower)
      return g_strdup (letters[i].key);

  return lep_fold (text, g_unichar_to_utf8 (lower, text));
}

static const char *const *
get_table (void)
{
  static gsize       is_made = 0;
  static const char *table[N_TABLE];

  if (g_once_init_enter (&is_made))
    {
      for (gunichar c = 1; c < N_TABLE; c++)
        {
          g_autofree char *key = make_key (c);

          table[c] = g_intern_string (key);
        }
      g_once_init_leave (&is_made, 1);
    }
  return table;
}

/* The letter that the Latin script writes with two characters, lj, nj or dž:
 * its key and, in @length, its bytes; else NULL. */
static const char *
find_pair (const char *text,
           gsize      *length)
{
  char first = g_ascii_tolower (text[0]);

  *length = 2;
  if ((first == 'l' || first == 'n') && (text[1] == 'j' || text[1] == 'J'))
    return first == 'l' ? "l" FIRST : "n" FIRST;

  *length = 3;
  if (first == 'd' && (g_str_has_prefix (text + 1, "ž") || g_str_has_prefix (text + 1, "Ž")))
    return "d" FIRST;
  return NULL;
}

/* Appends the key of the first letter of @text; returns how many bytes it took. */
static gsize
append_letter (GString           *key,
               const char        *text,
               const char *const *table)
{
  gsize       length;
  gunichar    character;
  const char *pair = find_pair (text, &length);

  if (pair != NULL)
    {
      g_string_append (key, pair);
      return length;
    }
  if ((guchar) *text < 0x80)
    {
      g_string_append_c (key, g_ascii_tolower (*text));
      return 1;
    }

  character = g_utf8_get_char (text);
  if (character < N_TABLE)
    {
      g_string_append (key, table[character]);
    }
  else
    {
      g_autofree char *other = make_key (character);

      g_string_append (key, other);
    }
  return (gsize) (g_utf8_next_char (text) - text);
}

/**
 * lep_collate_append:
 * @key: what the key is added to
 * @text: UTF-8
 *
 * Adds the key of a text; for who makes very many of them.
 */
void
lep_collate_append (GString    *key,
                    const char *text)
{
  const char *const *table = get_table ();

  for (const char *c = text; *c != '\0';)
    c += append_letter (key, c, table);
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
  GString *key = g_string_sized_new (strlen (text) + 8);

  lep_collate_append (key, text);
  return g_string_free (key, FALSE);
}
