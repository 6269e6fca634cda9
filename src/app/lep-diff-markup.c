/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Word differences as text with marks: words that were added are underlined and
 * bold, those taken out are struck through, so that they are seen without
 * colours too. */

#include <string.h>
#include <glib/gi18n.h>

#include "lep-diff.h"

#include "lep-diff-markup.h"

#define ADDED     "<span background=\"#1b7f4d\" background_alpha=\"20%%\" underline=\"single\" weight=\"bold\">%s</span>"
#define TAKEN_OUT "<span background=\"#c01c28\" background_alpha=\"16%%\" strikethrough=\"true\">%s</span>"

static gboolean
is_space (const char *text,
          gsize       length,
          gsize       at)
{
  return at < length && g_ascii_isspace (text[at]);
}

/* A word taken out and one added in its place stand side by side, not as one. */
static gboolean
need_gap (const LepDiffRun *first,
          const LepDiffRun *second)
{
  return first->kind != LEP_DIFF_SAME && second->kind != LEP_DIFF_SAME &&
         !is_space (first->text, first->length, first->length - 1) && !is_space (second->text, second->length, 0);
}

/* Whether so little stays that word beside word would say nothing. */
static gboolean
is_rewritten (const GArray *runs,
              const char   *before,
              const char   *text)
{
  gsize same = 0;

  for (guint i = 0; i < runs->len; i++)
    {
      const LepDiffRun *run = &g_array_index (runs, LepDiffRun, i);

      if (run->kind == LEP_DIFF_SAME)
        same += run->length;
    }
  return same * 3 < MAX (strlen (before), strlen (text));
}

/* Returns: (transfer full): @text as markup, with what differs from @before; of a
 * text that was written anew, all of it and then all that stood there */
char *
lep_diff_markup (const char *before,
                 const char *text)
{
  g_autoptr (GArray) runs = lep_diff_words (before, text);
  GString *markup;

  if (is_rewritten (runs, before, text))
    return g_markup_printf_escaped (ADDED "\n" TAKEN_OUT, text, before);

  markup = g_string_new (NULL);
  for (guint i = 0; i < runs->len; i++)
    {
      const LepDiffRun *run = &g_array_index (runs, LepDiffRun, i);
      g_autofree char  *escaped = g_markup_escape_text (run->text, (gssize) run->length);

      if (i > 0 && need_gap (run - 1, run))
        g_string_append_c (markup, ' ');
      if (run->kind == LEP_DIFF_SAME)
        g_string_append (markup, escaped);
      else if (run->kind == LEP_DIFF_ADDED)
        g_string_append_printf (markup, ADDED, escaped);
      else
        g_string_append_printf (markup, TAKEN_OUT, escaped);
    }
  return g_string_free (markup, FALSE);
}

/* Returns: (transfer full): as lep_diff_markup (), for a value that is no running
 * text: all of it is another */
char *
lep_diff_value_markup (const char *before,
                       const char *text)
{
  if (g_str_equal (before, text))
    return g_markup_escape_text (text, -1);
  return g_markup_printf_escaped (TAKEN_OUT " " ADDED, before, text);
}

/* Returns: (transfer full): @heading, and what the marks mean, as markup */
char *
lep_diff_legend (const char *heading)
{
  g_autofree char *escaped = g_markup_escape_text (heading, -1);

  return g_strdup_printf ("%s " ADDED "  " TAKEN_OUT, escaped, _ ("added"), _ ("taken out"));
}
