/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is said under a ranking list: its marks, whose amounts are others than
 * requested, and what has no place in it. */

#include "lep-ranking-notes.h"

#include <glib/gi18n-lib.h>

static const char *const texts[] = {
  [LEP_RANKING_NOTE_TIED] = N_ ("Equal points: first comes who has more in the first section, then who was received earlier."),
  [LEP_RANKING_NOTE_ALIKE] = N_ ("Equal points, also in the first section, and received at the same time: nothing of the rule tells them apart. They stand in the order in which they were entered, and the committee decides."),
  [LEP_RANKING_NOTE_THIRD] = N_ ("Two assessors are more than 20 percent apart: a third one is needed."),
  [LEP_RANKING_NOTE_OPEN] = N_ ("The sheet is not final and does not count."),
  [LEP_RANKING_NOTE_NO_VOTE] = N_ ("Has no vote in the committee: these points do not count."),
};

static const char *const superscripts[] = { "¹", "²", "³", "⁴", "⁵" };

G_STATIC_ASSERT (G_N_ELEMENTS (texts) == LEP_N_RANKING_NOTES);
G_STATIC_ASSERT (G_N_ELEMENTS (superscripts) == LEP_N_RANKING_NOTES);

/**
 * lep_ranking_marks_add:
 *
 * Marks the last cell of @table with the number of @note: the next free one when
 * it is the first of its kind.
 */
void
lep_ranking_marks_add (LepRankingMarks *self,
                       LepTable        *table,
                       LepRankingNote   note)
{
  guint place = 0;

  while (place < self->n_marks && self->marks[place] != note)
    place++;
  if (place == self->n_marks)
    self->marks[self->n_marks++] = note;
  lep_table_mark (table, superscripts[place]);
}

/**
 * lep_ranking_marks_tell:
 *
 * Adds what the marks given since the last call mean.
 */
void
lep_ranking_marks_tell (LepRankingMarks      *self,
                        const LepReportInput *input,
                        LepReport            *report)
{
  for (; self->n_told < self->n_marks; self->n_told++)
    {
      g_autofree char *text = g_strdup_printf ("%s %s", superscripts[self->n_told], lep_print_text (input, texts[self->marks[self->n_told]]));

      lep_report_add_note (report, text);
    }
}

/**
 * lep_ranking_note_money:
 *
 * Which amounts are not those that the column of requests has.
 */
void
lep_ranking_note_money (const LepReportInput *input,
                        LepReport            *report,
                        const LepCallRanking *ranking)
{
  g_autoptr (GString) granted = g_string_new (NULL);
  gboolean is_converted = FALSE;

  for (guint i = 0; i < ranking->lots->len; i++)
    {
      const LepLotRanking *lot = g_ptr_array_index (ranking->lots, i);

      for (guint a = 0; a < lot->applications->len; a++)
        {
          const LepCallApplication *application = g_ptr_array_index (lot->applications, a);
          g_autofree char          *amount = lep_format_money (input->locale, application->rank.takes, ranking->currency);

          is_converted |= application->is_converted;
          if (application->is_granted)
            g_string_append_printf (granted, "%s%s (%s)", granted->len > 0 ? ", " : "", application->title, amount);
        }
    }
  if (granted->len > 0)
    {
      g_autofree char *text = lep_fill (lep_print_text (input, N_ ("Counted with the grant of its contract, not with what was requested: {list}.")), "list", granted->str, NULL);

      lep_report_add_note (report, text);
    }
  if (is_converted)
    lep_report_add_note (report, lep_print_text (input, N_ ("EUR 1 = BAM 1.95583 (fixed rate)")));
}

static void
add_list (const LepReportInput *input,
          LepReport            *report,
          const char           *words,
          const GString        *titles)
{
  g_autofree char *text = lep_fill (lep_print_text (input, words), "list", titles->str, NULL);

  if (titles->len > 0)
    lep_report_add_note (report, text);
}

/**
 * lep_ranking_note_lists:
 *
 * What has no place in the list and why, and what is not settled.
 */
void
lep_ranking_note_lists (const LepReportInput *input,
                        LepReport            *report,
                        const LepCallRanking *ranking)
{
  g_autoptr (GString) unscored = g_string_new (NULL);
  g_autoptr (GString) unranked = g_string_new (NULL);
  g_autoptr (GString) unsettled = g_string_new (NULL);
  g_autoptr (GString) later = g_string_new (NULL);

  for (guint i = 0; i < ranking->lots->len; i++)
    {
      const LepLotRanking *lot = g_ptr_array_index (ranking->lots, i);

      for (guint a = 0; a < lot->applications->len; a++)
        {
          const LepCallApplication *application = g_ptr_array_index (lot->applications, a);
          GString                  *list = application->rank.n_sheets > 0 ? unranked : unscored;

          if (application->rank.rank == 0 && g_strcmp0 (application->status, "draft") != 0)
            g_string_append_printf (list, "%s%s (%s)", list->len > 0 ? ", " : "", application->title,
                                    application->status == NULL ? LEP_NOTHING : lep_print_place (input, ranking, application));
          if (application->was_reserve)
            g_string_append_printf (later, "%s%s", later->len > 0 ? ", " : "", application->title);
          if (application->n_conflicts > 0)
            g_string_append_printf (unsettled, "%s%s", unsettled->len > 0 ? ", " : "", application->title);
        }
    }
  add_list (input, report, N_ ("Not scored: {list}."), unscored);
  add_list (input, report, N_ ("Scored, but not ranked: {list}."), unranked);
  add_list (input, report, N_ ("On the reserve list when this was decided, and invited later: {list}."), later);
  add_list (input, report, N_ ("Provisional, two laptops differ: {list}."), unsettled);
}
