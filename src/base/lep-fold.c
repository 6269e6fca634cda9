/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folds a text so that what people mean as the same word becomes the same
 * bytes: for search and for finding doubles, never for showing. Case, accents,
 * script and what cannot be seen go: "Прњавор", "PRNJAVOR" and "Prnjavor" fold
 * alike, and so does one with a soft hyphen or a mark for the writing direction in it.
 *
 * đ is the hard one. It is typed as "đ", as "dj" and, without the keyboard for
 * it, as a bare "d"; all three must meet. So đ and "dj" both fold to "d", in the
 * index and in the query alike. What it costs: "odjel" and "odel" fold alike,
 * which joins the ijekavian and the ekavian form of the same word. */

#include <string.h>

#include "lep-fold.h"

#define MAX_MARKS 30

typedef struct
{
  gunichar    character; /* lower case */
  const char *folded;
} Letter;

/* Sorted. Cyrillic as the Latin alphabet of Bosnian and Serbian writes it, with
 * the accents gone; Macedonian, Ukrainian and Russian letters beside. Latin
 * letters that Unicode does not take apart. */
static const Letter letters[] = {
  { 0x00df, "ss" }, /* ß */
  { 0x00e6, "ae" }, /* æ */
  { 0x00f0, "d" },  /* ð */
  { 0x00f8, "o" },  /* ø */
  { 0x00fe, "th" }, /* þ */
  { 0x0111, "d" },  /* đ */
  { 0x0127, "h" },  /* ħ */
  { 0x0131, "i" },  /* ı */
  { 0x0142, "l" },  /* ł */
  { 0x0153, "oe" }, /* œ */
  { 0x0430, "a" },
  { 0x0431, "b" },
  { 0x0432, "v" },
  { 0x0433, "g" },
  { 0x0434, "d" },
  { 0x0435, "e" },
  { 0x0436, "z" }, /* ж */
  { 0x0437, "z" },
  { 0x0438, "i" },
  { 0x0439, "j" }, /* й */
  { 0x043a, "k" },
  { 0x043b, "l" },
  { 0x043c, "m" },
  { 0x043d, "n" },
  { 0x043e, "o" },
  { 0x043f, "p" },
  { 0x0440, "r" },
  { 0x0441, "s" },
  { 0x0442, "t" },
  { 0x0443, "u" },
  { 0x0444, "f" },
  { 0x0445, "h" },
  { 0x0446, "c" },
  { 0x0447, "c" },  /* ч */
  { 0x0448, "s" },  /* ш */
  { 0x0449, "sc" }, /* щ */
  { 0x044a, "" },   /* ъ */
  { 0x044b, "y" },  /* ы */
  { 0x044c, "" },   /* ь */
  { 0x044d, "e" },  /* э */
  { 0x044e, "ju" }, /* ю */
  { 0x044f, "ja" }, /* я */
  { 0x0451, "e" },  /* ё */
  { 0x0452, "d" },  /* ђ */
  { 0x0453, "gj" }, /* ѓ */
  { 0x0454, "e" },  /* є */
  { 0x0455, "dz" }, /* ѕ */
  { 0x0456, "i" },  /* і */
  { 0x0457, "i" },  /* ї */
  { 0x0458, "j" },
  { 0x0459, "lj" },
  { 0x045a, "nj" },
  { 0x045b, "c" },  /* ћ */
  { 0x045c, "kj" }, /* ќ */
  { 0x045e, "u" },  /* ў */
  { 0x045f, "dz" }, /* џ */
  { 0x0491, "g" },  /* ґ */
};

static int
compare_letters (gconstpointer key,
                 gconstpointer letter)
{
  gunichar a = *(const gunichar *) key;
  gunichar b = ((const Letter *) letter)->character;

  return a < b ? -1 : a > b;
}

/* Appends what is folded already, but for the j of a "dj". */
static void
append_folded (GString    *out,
               const char *folded)
{
  for (; *folded != '\0'; folded++)
    if (*folded != 'j' || out->len == 0 || out->str[out->len - 1] != 'd')
      g_string_append_c (out, *folded);
}

static void
append_character (GString *out,
                  gunichar character)
{
  const Letter *letter = bsearch (&character, letters, G_N_ELEMENTS (letters), sizeof letters[0], compare_letters);
  gunichar      parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize         n_parts;

  if (letter != NULL)
    {
      append_folded (out, letter->folded);
      return;
    }

  n_parts = g_unichar_fully_decompose (character, TRUE, parts, G_N_ELEMENTS (parts));
  for (gsize i = 0; i < n_parts; i++)
    {
      char text[7] = "";

      if (g_unichar_ismark (parts[i]) || g_unichar_type (parts[i]) == G_UNICODE_FORMAT)
        continue;
      letter = bsearch (&parts[i], letters, G_N_ELEMENTS (letters), sizeof letters[0], compare_letters);
      if (letter == NULL)
        g_unichar_to_utf8 (parts[i], text);
      append_folded (out, letter != NULL ? letter->folded : text);
    }
}

/* The text without the marks behind the first thirty that follow one letter: marks fold to nothing,
 * and GLib sorts those of one letter in a time that grows with their square. No language needs
 * more (Unicode Standard Annex #15, "Stream-Safe Text Format"). NULL = there are none. */
static char *
drop_marks (const char *text,
            gsize      *length)
{
  const char *end = text + *length;
  const char *from = text; /* not copied yet */
  GString    *out = NULL;
  guint       n_marks = 0;

  for (const char *c = text; c < end;)
    {
      const char *next = g_utf8_next_char (c);

      n_marks = (guchar) *c >= 0x80 && g_unichar_ismark (g_utf8_get_char (c)) ? n_marks + 1 : 0;
      if (n_marks > MAX_MARKS)
        {
          if (out == NULL)
            out = g_string_sized_new (*length);
          g_string_append_len (out, from, c - from);
          from = next;
        }
      c = next;
    }
  if (out == NULL)
    return NULL;
  g_string_append_len (out, from, end - from);
  *length = out->len;
  return g_string_free (out, FALSE);
}

static void
fold_into (GString    *out,
           const char *text,
           gsize       length)
{
  g_autofree char *folded_case = NULL;
  g_autofree char *composed = NULL;
  g_autofree char *few_marks = NULL;

  for (; length > 0 && (guchar) *text < 0x80; text++, length--)
    {
      char ascii[2] = { g_ascii_tolower (*text), '\0' };

      append_folded (out, ascii);
    }
  if (length == 0)
    return;

  /* An accent that stands alone after an ASCII letter is dropped all the same. */
  few_marks = drop_marks (text, &length);
  folded_case = g_utf8_casefold (few_marks != NULL ? few_marks : text, (gssize) length);
  composed = g_utf8_normalize (folded_case, -1, G_NORMALIZE_ALL_COMPOSE);
  for (const char *c = composed; *c != '\0'; c = g_utf8_next_char (c))
    append_character (out, g_utf8_get_char (c));
}

/**
 * lep_fold:
 * @length: of @text in bytes, or −1
 *
 * Folds a text for the search index, and what somebody types to search it.
 * Spaces and punctuation stay.
 *
 * Returns: (transfer full): the folded text
 */
char *
lep_fold (const char *text,
          gssize      length)
{
  g_autoptr (GString) out = NULL;
  g_autofree char *valid = NULL;
  gsize            size = length < 0 ? strlen (text) : (gsize) length;

  if (!g_utf8_validate_len (text, size, NULL))
    {
      valid = g_utf8_make_valid (text, (gssize) size);
      text = valid;
      size = strlen (valid);
    }

  out = g_string_sized_new (size + 1);
  fold_into (out, text, size);
  return g_string_free (g_steal_pointer (&out), FALSE);
}

/**
 * lep_fold_key:
 * @length: of @text in bytes, or −1
 *
 * Folds a name for comparing it with others: only letters and digits count, and
 * one space between words.
 *
 * Returns: (transfer full): the key
 */
char *
lep_fold_key (const char *text,
              gssize      length)
{
  g_autofree char *folded = lep_fold (text, length);
  g_autoptr (GString) key = g_string_sized_new (strlen (folded) + 1);
  gboolean between = FALSE;

  for (const char *c = folded; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      if (!g_unichar_isalnum (character))
        {
          between = key->len > 0;
          continue;
        }
      if (between)
        g_string_append_c (key, ' ');
      between = FALSE;
      g_string_append_unichar (key, character);
    }

  return g_string_free (g_steal_pointer (&key), FALSE);
}
