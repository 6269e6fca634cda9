/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What differs between two texts, word by word: the longest common
 * subsequence of words, found after the equal head and tail are set aside. */

#include <string.h>

#include "lep-diff.h"

/* The table of the longest common subsequence has a cell for each pair of
 * words. Past this (two texts of 2,000 different words each) the differing
 * middle is shown as replaced as a whole. */
#define MAX_CELLS 4000000

typedef struct
{
  const char *start;
  gsize       length;
} Word;

typedef enum
{
  CLASS_SPACE,
  CLASS_WORD,
  CLASS_OTHER,
} CharClass;

static CharClass
classify (const char *p)
{
  gunichar c = g_utf8_get_char (p);

  if (g_unichar_isspace (c))
    return CLASS_SPACE;
  return g_unichar_isalnum (c) || g_unichar_ismark (c) ? CLASS_WORD : CLASS_OTHER;
}

/* A word is what a reader takes as one: letters and digits, or white space, or
 * a single other character. So “15.” and “15” share the number. */
static GArray *
split_words (const char *text)
{
  GArray     *words = g_array_new (FALSE, FALSE, sizeof (Word));
  const char *p = text;

  while (*p != '\0')
    {
      CharClass class = classify (p);
      Word word = { p, 0 };

      do
        p = g_utf8_next_char (p);
      while (*p != '\0' && class != CLASS_OTHER && classify (p) == class);

      word.length = (gsize) (p - word.start);
      g_array_append_val (words, word);
    }

  return words;
}

static gboolean
words_equal (GArray *a,
             guint   i,
             GArray *b,
             guint   j)
{
  const Word *x = &g_array_index (a, Word, i);
  const Word *y = &g_array_index (b, Word, j);

  return x->length == y->length && memcmp (x->start, y->start, x->length) == 0;
}

/* Words of one text lie one behind the other, so a run is extended in place. */
static void
add_words (GArray     *runs,
           LepDiffKind kind,
           GArray     *words,
           guint       from,
           guint       to)
{
  for (guint i = from; i < to; i++)
    {
      const Word *word = &g_array_index (words, Word, i);
      LepDiffRun *last = runs->len > 0 ? &g_array_index (runs, LepDiffRun, runs->len - 1) : NULL;

      if (last != NULL && last->kind == kind && last->text + last->length == word->start)
        {
          last->length += word->length;
        }
      else
        {
          LepDiffRun run = { kind, word->start, word->length };
          g_array_append_val (runs, run);
        }
    }
}

/* Lengths of the longest common subsequences of all tails; row-major, one
 * column more than there are new words. */
static guint16 *
tail_lengths (GArray *old_words,
              GArray *new_words,
              guint   head,
              guint   n_old,
              guint   n_new)
{
  gsize    width = (gsize) n_new + 1;
  guint16 *table = g_new0 (guint16, (n_old + 1) * width);

  for (guint i = n_old; i-- > 0;)
    for (guint j = n_new; j-- > 0;)
      table[i * width + j] =
        words_equal (old_words, head + i, new_words, head + j)
          ? (guint16) (table[(i + 1) * width + j + 1] + 1)
          : MAX (table[(i + 1) * width + j], table[i * width + j + 1]);

  return table;
}

static void
diff_middle (GArray *runs,
             GArray *old_words,
             GArray *new_words,
             guint   head,
             guint   n_old,
             guint   n_new)
{
  g_autofree guint16 *table = NULL;
  gsize               width = (gsize) n_new + 1;
  guint               i = 0, j = 0;

  if ((guint64) n_old * n_new <= MAX_CELLS && MIN (n_old, n_new) < G_MAXUINT16)
    {
      table = tail_lengths (old_words, new_words, head, n_old, n_new);
      while (i < n_old && j < n_new)
        {
          if (words_equal (old_words, head + i, new_words, head + j))
            {
              add_words (runs, LEP_DIFF_SAME, new_words, head + j, head + j + 1);
              i++;
              j++;
            }
          else if (table[(i + 1) * width + j] >= table[i * width + j + 1])
            {
              add_words (runs, LEP_DIFF_TAKEN_OUT, old_words, head + i, head + i + 1);
              i++;
            }
          else
            {
              add_words (runs, LEP_DIFF_ADDED, new_words, head + j, head + j + 1);
              j++;
            }
        }
    }

  add_words (runs, LEP_DIFF_TAKEN_OUT, old_words, head + i, head + n_old);
  add_words (runs, LEP_DIFF_ADDED, new_words, head + j, head + n_new);
}

/**
 * lep_diff_words:
 * @old_text: valid UTF-8; must outlive the result
 * @new_text: valid UTF-8; must outlive the result
 *
 * Compares two texts for the eye. The runs that are the same or added, joined,
 * give @new_text; the same or taken out ones give @old_text.
 *
 * Returns: (transfer full) (element-type LepDiffRun): the runs in reading order
 */
GArray *
lep_diff_words (const char *old_text,
                const char *new_text)
{
  g_autoptr (GArray) old_words = split_words (old_text);
  g_autoptr (GArray) new_words = split_words (new_text);
  GArray *runs = g_array_new (FALSE, FALSE, sizeof (LepDiffRun));
  guint   shorter = MIN (old_words->len, new_words->len);
  guint   head = 0, tail = 0;

  while (head < shorter && words_equal (old_words, head, new_words, head))
    head++;
  while (tail < shorter - head &&
         words_equal (old_words, old_words->len - 1 - tail, new_words, new_words->len - 1 - tail))
    tail++;

  add_words (runs, LEP_DIFF_SAME, new_words, 0, head);
  diff_middle (runs, old_words, new_words, head, old_words->len - head - tail, new_words->len - head - tail);
  add_words (runs, LEP_DIFF_SAME, new_words, new_words->len - tail, new_words->len);

  return runs;
}
