/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How hard a typed pass-phrase is to guess. An estimate for a sentence on the
 * screen: it knows no dictionary, only how much of a text is new. */

#include <string.h>

#include "lep-passphrase.h"

/* Bits that a guess has to find. A word of everyday speech is one of about two
 * thousand; a single character that follows no pattern is worth less than five
 * bits, as people choose letters. One guess at a file of ours takes a good part
 * of a second: 33 bits are a century of one processor, 44 are 2000 of them for
 * a century. */
#define WORD_BITS      11.0
#define CHARACTER_BITS 4.0
#define FAIR_BITS      33.0
#define GOOD_BITS      44.0

/* Whether a character only goes on with what came before: aaaa, abcd, 4321. */
static gboolean
is_expected (gunichar before,
             gunichar character)
{
  return character == before || character == before + 1 || character + 1 == before;
}

/* Returns: the bits of one word, letter by letter */
static double
word_bits (const char *word)
{
  gunichar before = 0;
  double   bits = 0;

  for (const char *at = word; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      bits += is_expected (before, character) ? 0.5 : CHARACTER_BITS;
      before = character;
    }
  return bits;
}

/* A letter word counts as one of a language's words, however long it is. */
static double
text_bits (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text, " -_.,;:", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  double bits = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      gboolean plain = TRUE;

      for (const char *at = words[i]; *at != '\0'; at = g_utf8_next_char (at))
        plain = plain && g_unichar_islower (g_utf8_get_char (at));
      if (*words[i] != '\0' && g_hash_table_add (seen, words[i]))
        bits += plain ? MIN (WORD_BITS, word_bits (words[i])) : word_bits (words[i]);
    }
  return bits;
}

/**
 * lep_passphrase_judge:
 * @passphrase: UTF-8
 *
 * Returns: how hard it is to guess
 */
LepPassphraseGrade
lep_passphrase_judge (const char *passphrase)
{
  double bits;

  if (g_utf8_strlen (passphrase, -1) < LEP_PASSPHRASE_MIN_CHARS)
    return LEP_PASSPHRASE_TOO_SHORT;
  if (strlen (passphrase) > LEP_PASSPHRASE_MAX_BYTES)
    return LEP_PASSPHRASE_TOO_LONG;

  bits = text_bits (passphrase);
  return bits >= GOOD_BITS ? LEP_PASSPHRASE_GOOD : bits >= FAIR_BITS ? LEP_PASSPHRASE_FAIR
                                                                     : LEP_PASSPHRASE_WEAK;
}
