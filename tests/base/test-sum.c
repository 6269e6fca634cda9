/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sums of numbers that are as large as they can be. */

#include "lep-sum.h"

static void
test_shown_numbers_do_not_wrap_around (void)
{
  g_assert_cmpint (lep_add_saturated (G_MAXINT64, 1), ==, G_MAXINT64);
  g_assert_cmpint (lep_add_saturated (G_MININT64, G_MININT64), ==, G_MININT64);
  g_assert_cmpint (lep_add_saturated (G_MAXINT64, G_MININT64), ==, -1);
  g_assert_cmpint (lep_subtract_saturated (0, G_MININT64), ==, G_MAXINT64);
  g_assert_cmpint (lep_subtract_saturated (-2, G_MAXINT64), ==, G_MININT64);
  g_assert_cmpint (lep_subtract_saturated (7, 9), ==, -2);
}

/* Taken apart and put together; the parts of several add up. */
static void
test_parts_make_the_sum (void)
{
  static const gint64 numbers[] = { 0, 1, -1, G_MAXUINT32, -(gint64) G_MAXUINT32 - 1, G_MAXINT64, G_MAXINT64, G_MININT64, G_MAXINT64 };
  LepSum              sum = 0;
  gint64              high = 0, low = 0;

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_assert_cmpint (LEP_SUM_LOW (numbers[i]), >=, 0);
      g_assert_cmpint (lep_sum_cut (lep_sum_of (LEP_SUM_HIGH (numbers[i]), LEP_SUM_LOW (numbers[i]))), ==, numbers[i]);
      sum += numbers[i];
      high += LEP_SUM_HIGH (numbers[i]);
      low += LEP_SUM_LOW (numbers[i]);
      g_assert_true (lep_sum_of (high, low) == sum);
    }
  g_assert_cmpint (lep_sum_cut (sum), ==, G_MAXINT64);
  g_assert_cmpint (lep_sum_cut (sum - G_MAXINT64 - G_MAXINT64), ==, -2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sum/shown-numbers-do-not-wrap-around", test_shown_numbers_do_not_wrap_around);
  g_test_add_func ("/sum/parts-make-the-sum", test_parts_make_the_sum);

  return g_test_run ();
}
