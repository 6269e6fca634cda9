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

/* Letters up to here have their key in a table: Latin, Greek, Cyrillic; each is
 * two bytes long. */
#define N_TABLE 0x530

/* A key in the table; the few that are longer are made each time. */
#define MAX_BYTES 7
#define TOO_LONG  (MAX_BYTES + 1)

typedef struct
{
  char   bytes[MAX_BYTES];
  guint8 length; /* or TOO_LONG */
} LetterKey;

/* No letter in the table has a key of more bytes for each of its own. */
#define MAX_GROWTH 4

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

static const LetterKey *
get_table (void)
{
  static gsize     is_made = 0;
  static LetterKey table[N_TABLE];

  if (g_once_init_enter (&is_made))
    {
      for (gunichar c = 1; c < N_TABLE; c++)
        {
          g_autofree char *key = make_key (c);
          gsize            length = strlen (key);

          table[c].length = (guint8) MIN (length, TOO_LONG);
          memcpy (table[c].bytes, key, MIN (length, MAX_BYTES));
        }
      g_once_init_leave (&is_made, 1);
    }
  return table;
}

/* Whether a letter begins one that the Latin script writes with two
 * characters, lj, nj or dž; in @length their bytes. */
static gboolean
is_pair (char        first,
         const char *rest,
         gsize      *length)
{
  gboolean pair = first == 'd' ? g_str_has_prefix (rest, "ž") || g_str_has_prefix (rest, "Ž")
                               : rest[0] == 'j' || rest[0] == 'J';

  if (pair)
    *length = first == 'd' ? 3 : 2;
  return pair;
}

/* Adds the key of a letter that the table does not have; returns its end. */
static const char *
append_other (GString    *key,
              const char *text)
{
  g_autofree char *other = make_key (g_utf8_get_char (text));

  g_string_append (key, other);
  return g_utf8_next_char (text);
}

/* The letter that @text begins with if it is of two bytes, else none of the table. */
static gunichar
short_letter (const char *text)
{
  guchar first = (guchar) text[0];

  return first >= 0xc2 && first < 0xe0 && text[1] != '\0' ? (gunichar) (first & 0x1f) << 6 | ((guchar) text[1] & 0x3f) : N_TABLE;
}

/* Adds the keys of letters up to the first that the table does not have, which
 * is returned, or the end of @text, which has @size bytes. */
static const char *
append_known (GString         *key,
              const char      *text,
              gsize            size,
              const LetterKey *table)
{
  gsize before = key->len;
  char *end;

  g_string_set_size (key, before + MAX_GROWTH * size + MAX_BYTES);
  for (end = key->str + before; *text != '\0';)
    {
      gsize length = 1;

      if ((guchar) *text < 0x80)
        {
          *end = g_ascii_isupper (*text) ? (char) (*text - 'A' + 'a') : *text;
          if ((*end == 'l' || *end == 'n' || *end == 'd') && is_pair (*end, text + 1, &length))
            *++end = FIRST[0];
          end++;
          text += length;
        }
      else
        {
          gunichar letter = short_letter (text);

          if (letter >= N_TABLE || table[letter].length == TOO_LONG)
            break;
          memcpy (end, table[letter].bytes, MAX_BYTES);
          end += table[letter].length;
          text += 2;
        }
    }
  g_string_truncate (key, (gsize) (end - key->str));
  return text;
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
  const LetterKey *table = get_table ();
  const char      *end = text + strlen (text);

  while (text < end)
    {
      text = append_known (key, text, (gsize) (end - text), table);
      if (text < end)
        text = append_other (key, text);
    }
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
