/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks about money that several reports have: the tranches of a grant, and a
 * budget by its headings. */

#include <glib/gi18n-lib.h>

#include "lep-budget.h"
#include "lep-overview.h"

#include "lep-print.h"
#include "lep-sum.h"

/**
 * lep_print_has_payments:
 *
 * Returns: whether anything is known of payments: a tranche whose state nobody
 *   wrote down is not one that was not paid
 */
gboolean
lep_print_has_payments (const LepProjectMoney *money)
{
  if (money->paid != 0)
    return TRUE;
  for (guint i = 0; i < money->tranches->len; i++)
    {
      const LepTranche *tranche = g_ptr_array_index (money->tranches, i);

      if (tranche->status != NULL && *tranche->status != '\0')
        return TRUE;
    }
  return FALSE;
}

/**
 * lep_print_grant:
 *
 * Returns: (transfer full): the grant as an amount; a dash where none was entered,
 *   which is not a grant of nothing
 */
char *
lep_print_grant (const LepReportInput  *input,
                 const LepProjectMoney *money)
{
  return money->grant > 0 ? lep_format_money (input->locale, money->grant, money->currency) : g_strdup (LEP_NOTHING);
}

/**
 * lep_print_funding_kind:
 * @kind: (nullable): its code
 *
 * Returns: (transfer none): what a source of money is called; one whose kind nobody told
 *   is a co-financing
 */
const char *
lep_print_funding_kind (const LepReportInput *input,
                        const char           *kind)
{
  return kind != NULL && *kind != '\0' ? lep_print_code (input, "funding_kind", kind) : lep_print_text (input, N_ ("Co-financing"));
}

static gint64
sum_of_tranches (const LepProjectMoney *money)
{
  LepSum sum = 0;

  for (guint i = 0; i < money->tranches->len; i++)
    sum += ((const LepTranche *) g_ptr_array_index (money->tranches, i))->amount;
  return lep_sum_cut (sum);
}

/* The tranches in another currency: one amount each, and that of their sum last. Where
 * they are the grant the last of them takes the rounding (rule 3), so that they add up.
 * Returns: (transfer full) (nullable): %NULL if some amount cannot be told */
static GArray *
convert_tranches (const LepProjectMoney *money,
                  const char            *other)
{
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 sum = sum_of_tranches (money), whole, amount;
  LepSum above = 0;

  if (other == NULL || !lep_money_convert (sum, money->currency, other, &whole))
    return NULL;
  for (guint i = 0; i < money->tranches->len; i++)
    {
      gboolean takes_rest = i + 1 == money->tranches->len && sum == money->grant;

      if (!lep_money_convert (((const LepTranche *) g_ptr_array_index (money->tranches, i))->amount, money->currency, other, &amount))
        return NULL;
      amount = takes_rest ? lep_sum_cut (whole - above) : amount;
      above += amount;
      g_array_append_val (amounts, amount);
    }
  g_array_append_val (amounts, whole);
  return g_steal_pointer (&amounts);
}

/* Whether the amounts add up to the last of them. */
static gboolean
add_up (const GArray *amounts)
{
  LepSum sum = 0;

  for (guint i = 0; i + 1 < amounts->len; i++)
    sum += g_array_index (amounts, gint64, i);
  return sum == g_array_index (amounts, gint64, amounts->len - 1);
}

/* Whether some tranche was paid otherwise than with its amount: then the rows tell, too,
 * what was paid, so that they add up to it. */
static gboolean
is_paid_apart (const LepProjectMoney *money)
{
  for (guint i = 0; i < money->tranches->len; i++)
    {
      const LepTranche *tranche = g_ptr_array_index (money->tranches, i);

      if (tranche->paid != (g_strcmp0 (tranche->status, "paid") == 0 ? tranche->amount : 0))
        return TRUE;
    }
  return FALSE;
}

static void
add_paid_column (const LepReportInput  *input,
                 LepTable              *table,
                 const LepProjectMoney *money)
{
  g_autofree char *title = lep_print_join (", ", lep_print_text (input, N_ ("Paid")), money->currency != NULL ? lep_currency_symbol (input->locale, money->currency) : "", NULL);

  lep_table_add_column (table, title, NULL, LEP_COLUMN_FIGURE);
}

/* @index: of the tranche; their number for the sum */
static void
add_amount (LepTable              *table,
            const LepProjectMoney *money,
            gint64                 amount,
            const char            *other,
            const GArray          *converted,
            guint                  index)
{
  lep_table_add_money (table, amount, money->currency);
  if (converted != NULL)
    lep_table_add_money (table, g_array_index (converted, gint64, index), other);
  else if (other != NULL)
    lep_table_add_nothing (table);
}

static void
add_tranches (const LepReportInput  *input,
              LepReport             *report,
              const LepProjectMoney *money,
              const char            *other)
{
  LepTable *table = lep_report_add_table (report, lep_print_text (input, N_ ("Tranches")));
  gint64    sum = sum_of_tranches (money);
  gboolean  with_paid = is_paid_apart (money);
  g_autoptr (GArray) converted = convert_tranches (money, other);

  lep_table_add_column (table, lep_print_text (input, N_ ("Tranche")), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("Condition")), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("Share")), NULL, LEP_COLUMN_FIGURE);
  /* A project may have amounts before anybody says which currency they are in. */
  lep_table_add_column (table, money->currency != NULL ? lep_currency_symbol (input->locale, money->currency) : lep_print_text (input, N_ ("Amount")), NULL, LEP_COLUMN_FIGURE);
  if (other != NULL)
    lep_table_add_column (table, lep_currency_symbol (input->locale, other), NULL, LEP_COLUMN_FIGURE);
  if (with_paid)
    add_paid_column (input, table, money);
  lep_table_add_column (table, lep_print_text (input, N_ ("State")), NULL, LEP_COLUMN_TEXT);
  lep_table_add_column (table, lep_print_text (input, N_ ("Day")), NULL, LEP_COLUMN_FIGURE);
  for (guint i = 0; i < money->tranches->len; i++)
    {
      const LepTranche *tranche = g_ptr_array_index (money->tranches, i);

      lep_table_add_row (table, LEP_ROW_BODY);
      lep_table_add_count (table, tranche->number);
      lep_table_add_text (table, lep_print_code (input, "tranche_condition", tranche->condition), NULL);
      if (tranche->percent >= 0)
        lep_table_add_percent (table, tranche->percent, tranche->percent % 100 == 0 ? 0 : 2);
      else
        lep_table_add_nothing (table);
      add_amount (table, money, tranche->amount, other, converted, i);
      if (with_paid)
        lep_table_add_money (table, tranche->paid, money->currency);
      lep_table_add_text (table, lep_print_code (input, "tranche_status", tranche->status), NULL);
      lep_table_add_date (table, tranche->day);
    }
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_empty (table);
  lep_table_add_text (table, lep_print_text (input, sum == money->grant ? N_ ("Grant, total") : N_ ("Tranches, total")), NULL);
  lep_table_add_empty (table);
  add_amount (table, money, sum, other, converted, money->tranches->len);
  if (with_paid)
    lep_table_add_money (table, money->paid, money->currency);
  if (converted != NULL && !add_up (converted))
    lep_report_add_note (report, lep_print_text (input, N_ ("Each converted amount is rounded; their sum is converted as a whole.")));
}

/* Who signs the paper sees that the plan is not the grant (rule 3). */
static void
add_difference_note (const LepReportInput  *input,
                     LepReport             *report,
                     const LepProjectMoney *money)
{
  g_autofree char *sum = lep_format_money (input->locale, sum_of_tranches (money), money->currency);
  g_autofree char *grant = lep_print_grant (input, money);
  g_autofree char *text = lep_fill (lep_print_text (input, money->grant > 0 ? N_ ("The tranches add up to {sum}; the grant is {grant}.")
                                                                            : N_ ("The tranches add up to {sum}; no grant was entered.")),
                                    "sum", sum, "grant", grant, NULL);

  if (sum_of_tranches (money) != money->grant)
    lep_report_add_note (report, text);
}

/* Names the rate: fixed by law since 1999 between these two. */
static void
add_money_note (const LepReportInput  *input,
                LepReport             *report,
                const LepProjectMoney *money,
                gboolean               with_rate)
{
  g_autofree char *paid = lep_format_money (input->locale, money->paid, money->currency);
  g_autofree char *rest = lep_format_money (input->locale, lep_subtract_saturated (money->grant, money->paid), money->currency);
  g_autofree char *sums = lep_fill (lep_print_text (input, money->grant > 0 ? N_ ("Paid {paid}, outstanding {rest}.") : N_ ("Paid {paid}.")), "paid", paid, "rest", rest, NULL);
  g_autoptr (GString) note = g_string_new (NULL);

  if (with_rate)
    {
      g_autofree char *rate = lep_format_decimal (input->locale, 195583, 5, 5);
      g_autofree char *text = lep_fill (lep_print_text (input, N_ ("Rate: 1 EUR = {rate} KM (fixed).")), "rate", rate, NULL);

      g_string_append_printf (note, "%s ", text);
    }
  if (lep_print_has_payments (money))
    g_string_append (note, sums);
  if (note->len > 0)
    lep_report_add_note (report, g_strchomp (note->str));
}

/**
 * lep_print_tranches:
 *
 * Adds the tranches of a grant and their sum, in marks too where it is in euro, and
 * below them whether they differ from the grant, what was paid and by which rate.
 */
void
lep_print_tranches (const LepReportInput  *input,
                    LepReport             *report,
                    const LepProjectMoney *money)
{
  const char *other = g_strcmp0 (money->currency, "EUR") == 0 ? "BAM" : NULL;

  add_tranches (input, report, money, other);
  add_difference_note (input, report, money);
  add_money_note (input, report, money, other != NULL);
}

static void
add_heading_row (const LepReportInput *input,
                 LepTable             *table,
                 const LepBudget      *budget,
                 guint                 heading,
                 gboolean              with_period)
{
  const LepBudgetSum *sum = &budget->headings[heading];
  g_autofree char    *code = g_strdup_printf ("%u", heading);

  lep_table_add_row (table, lep_budget_is_sum (heading) ? LEP_ROW_SUM : LEP_ROW_BODY);
  lep_table_add_text (table, heading == 0 ? lep_print_text (input, N_ ("Without a heading")) : lep_print_code (input, "budget_heading", code), NULL);
  lep_table_add_money (table, sum->budgeted, budget->currency);
  if (with_period)
    lep_table_add_money (table, sum->spent_now, budget->currency);
  lep_table_add_money (table, sum->spent, budget->currency);
  lep_table_add_ratio (table, sum->spent, sum->budgeted, 1);
  lep_table_add_money (table, lep_subtract_saturated (sum->budgeted, sum->spent), budget->currency);
}

/**
 * lep_print_note_promised:
 *
 * Tells where the sources do not make the total of grant and co-financing.
 */
void
lep_print_note_promised (const LepReportInput  *input,
                         LepReport             *report,
                         const LepProjectMoney *money)
{
  g_autofree char *rest = NULL, *text = NULL;
  LepSum           sum = 0;

  for (guint i = 0; i < money->funding->len; i++)
    sum += ((LepFundingSum *) g_ptr_array_index (money->funding, i))->amount;
  if (money->funding->len == 0 || sum == money->total)
    return;
  rest = lep_format_money (input->locale, ABS (lep_sum_cut (money->total - sum)), money->currency);
  text = lep_fill (lep_print_text (input, N_ ("Grant and co-financing together differ from the sources by {amount}.")), "amount", rest, NULL);
  lep_report_add_note (report, text);
}

/**
 * lep_print_note_budgeted:
 *
 * Tells where the budget is larger than the money that is promised, once some is.
 */
void
lep_print_note_budgeted (const LepReportInput  *input,
                         LepReport             *report,
                         const LepProjectMoney *money)
{
  g_autofree char *more = NULL, *text = NULL;

  if (money->total == 0 || money->budgeted <= money->total)
    return;
  more = lep_format_money (input->locale, money->budgeted - money->total, money->currency);
  text = lep_fill (lep_print_text (input, N_ ("The budget lines are {amount} more than grant and co-financing together.")), "amount", more, NULL);
  lep_report_add_note (report, text);
}

/**
 * lep_print_headings:
 * @with_period: also what was spent in the period of the print
 *
 * Adds the budget against what was spent by heading, with the sums where they
 * belong. Headings with nothing in them are left out.
 */
void
lep_print_headings (const LepReportInput  *input,
                    LepReport             *report,
                    const LepBudget       *budget,
                    const LepProjectMoney *money,
                    gboolean               with_period)
{
  LepTable *table;
  gboolean  overspent = FALSE;

  if (budget->lines->len == 0 && budget->spendings->len == 0)
    {
      lep_report_add_note (report, lep_print_text (input, N_ ("No budget and no expenditure were entered.")));
      return;
    }
  table = lep_print_table (input, report, N_ ("By heading"), N_ ("Heading"), LEP_COLUMN_TEXT, N_ ("Budget"), LEP_COLUMN_FIGURE, NULL);
  if (with_period)
    lep_table_add_column (table, lep_print_text (input, N_ ("Spent in the period")), NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Spent so far")), NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Share")), NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Left")), NULL, LEP_COLUMN_FIGURE);
  for (guint i = 0; i <= LEP_N_BUDGET_HEADINGS; i++)
    {
      const LepBudgetSum *sum = &budget->headings[i];

      overspent |= i > 0 && lep_budget_is_overspent (budget, i);
      if (sum->budgeted != 0 || sum->spent != 0)
        add_heading_row (input, table, budget, i, with_period);
    }
  if (budget->headings[12].budgeted != 0 || budget->headings[12].spent != 0)
    lep_report_add_note (report, lep_print_text (input, N_ ("Heading 12, taxes and in kind, stands below the total and is not in it.")));
  lep_print_note_budgeted (input, report, money);
  if (overspent)
    lep_report_add_note (report, lep_print_text (input, N_ ("More was spent under a heading than the budget has: what is left is below zero there.")));
  if (budget->has_uncounted)
    lep_report_add_note (report, lep_print_text (input, N_ ("Some spending in another currency has no rate and is not in the sums.")));
}
