/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was published, beside what the register holds. */

#include "totals.h"

static void
test_published_shows_the_difference (Fill         *fill,
                                     gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) figures = NULL;
  const LepPublished *figure;
  gint64              percent;

  totals_add (fill, FIRST, PROJECT, TRAINED, "2019-03-31", "60", "verified");
  totals_add (fill, FIRST + 1, PROJECT, TRAINED, "2020-03-31", "7", "verified");
  fill_row (fill, PROGRAMME, "published_figure", 230, "subject", "LEP", "indicator", fill_id (TRAINED), "value", "1584",
            "qualifier", "exactly", "cut_off_on", "2019-04-30", NULL);

  figures = lep_total_published (fill->workspace, "TRAINED", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (figures->len, ==, 1);
  figure = g_ptr_array_index (figures, 0);
  g_assert_cmpint (figure->value, ==, 1584);
  g_assert_cmpint (figure->held, ==, 60);
  g_assert_cmpint (figure->difference, ==, -1524);

  g_assert_true (lep_ratio (517, 1584, &percent));
  g_assert_cmpint (percent, ==, 3264);
  g_assert_true (lep_ratio (42, 60, &percent));
  g_assert_cmpint (percent, ==, 7000);
  g_assert_false (lep_ratio (1, 0, &percent));
}

static const LepPublished *
find_figure (GPtrArray  *figures,
             const char *subject)
{
  for (guint i = 0; i < figures->len; i++)
    {
      const LepPublished *figure = g_ptr_array_index (figures, i);

      if (g_str_equal (figure->subject, subject))
        return figure;
    }

  g_assert_not_reached ();
}

static void
assert_held (GPtrArray  *figures,
             const char *subject,
             LepScope    scope,
             guint       id,
             gint64      held)
{
  const LepPublished *figure = find_figure (figures, subject);

  g_assert_cmpint (figure->scope, ==, scope);
  g_assert_cmpstr (figure->scope_id, ==, id != 0 ? fill_id (id) : NULL);
  g_assert_true (figure->has_held);
  g_assert_cmpint (figure->held, ==, held);
  g_assert_cmpint (figure->difference, ==, held - figure->value);
}

static void
publish (Fill       *fill,
         guint       id,
         const char *subject)
{
  fill_row (fill, PROGRAMME, "published_figure", id, "subject", subject, "indicator", fill_id (TRAINED), "value", "50",
            "cut_off_on", "2025-12-31", NULL);
}

static void
test_published_is_held_against_its_subject (Fill         *fill,
                                            gconstpointer data)
{
  static const char *const subjects[] = { "LEP I", "Нови Град", "Town", "Three", "One: women", "One: men", "Two: others", "Programme", "ЛЕП-1" };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) figures = NULL;

  fill_row (fill, PROGRAMME, "programme", PROGRAMME, "name", "Programme", "reference", "LEP-1", NULL);
  fill_row (fill, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "Novi Grad", "places", "Town", NULL);
  fill_row (fill, PARTNERSHIP_2, "partnership", PARTNERSHIP_2, "name", "Prnjavor", "places", "Town", NULL);
  totals_add (fill, FIRST, PROJECT, TRAINED, "2025-03-31", "60", "verified");
  totals_add (fill, FIRST + 1, PROJECT_3, TRAINED, "2025-03-31", "7", "verified");
  fill_row (fill, PARTNERSHIP, "breakdown", 300, "outcome", fill_id (FIRST), "dimension", "sex", "category", "women", "value", "14", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    publish (fill, 230 + i, subjects[i]);

  figures = lep_total_published (fill->workspace, "TRAINED", &error);
  g_assert_no_error (error);
  assert_held (figures, "LEP I", LEP_SCOPE_PROGRAMME, 0, 67);
  assert_held (figures, "Нови Град", LEP_SCOPE_PARTNERSHIP, PARTNERSHIP, 60);
  assert_held (figures, "Town", LEP_SCOPE_PROGRAMME, 0, 67); /* two are at work there */
  assert_held (figures, "Three", LEP_SCOPE_PROJECT, PROJECT_3, 7);
  assert_held (figures, "One: women", LEP_SCOPE_PROJECT, PROJECT, 14);
  assert_held (figures, "Two: others", LEP_SCOPE_PROGRAMME, 0, 67); /* no category: a name that nobody has */
  g_assert_false (find_figure (figures, "One: men")->has_held);

  /* What is about the programme itself is told from what the register does not name. */
  assert_held (figures, "Programme", LEP_SCOPE_PROGRAMME, 0, 67);
  g_assert_true (find_figure (figures, "Programme")->is_known);
  g_assert_true (find_figure (figures, "ЛЕП-1")->is_known);
  g_assert_true (find_figure (figures, "Нови Град")->is_known);
  g_assert_false (find_figure (figures, "LEP I")->is_known);
  g_assert_false (find_figure (figures, "Town")->is_known);
}

#define ADD(path, function) g_test_add ("/published/" path, Fill, NULL, totals_set_up, function, fill_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("shows-the-difference", test_published_shows_the_difference);
  ADD ("is-held-against-its-subject", test_published_is_held_against_its_subject);

  return g_test_run ();
}
