/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The papers about a project's money: the budget against what was spent, every
 * expenditure, and the request for the next tranche. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"
#include "lep-sum.h"

typedef struct
{
  const LepReportInput *input;
  LepRecord            *project;
  LepRecord            *partnership;
  LepBudget            *budget;
  LepProjectMoney      *money;
  LepReport            *report;
} Money;

static void
money_clear (Money *self)
{
  g_clear_object (&self->project);
  g_clear_object (&self->partnership);
  g_clear_pointer (&self->budget, lep_budget_free);
  g_clear_pointer (&self->money, lep_project_money_free);
  g_clear_pointer (&self->report, lep_report_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Money, money_clear)

/* The first tranche that is not paid: the one that is asked for. One that nobody wrote
 * the state of is paid where a later one is. */
static const LepTranche *
next_tranche (const LepProjectMoney *money)
{
  const LepTranche *next = NULL;
  gboolean          is_paid_later = FALSE;

  for (guint i = money->tranches->len; i > 0; i--)
    {
      const LepTranche *tranche = g_ptr_array_index (money->tranches, i - 1);
      gboolean          is_known = tranche->status != NULL && *tranche->status != '\0';

      if (g_strcmp0 (tranche->status, "paid") == 0)
        is_paid_later = TRUE;
      else if (is_known || !is_paid_later)
        next = tranche;
    }
  return next;
}

static gboolean
is_over (LepRecord *project)
{
  const char *status = lep_record_get (project, "status");

  return g_strcmp0 (status, "closed") == 0 || g_strcmp0 (status, "terminated") == 0;
}

/* Whether a payment can be asked for: of a project that goes on, whose tranches are
 * known and not all paid. */
static gboolean
is_request (const Money *self)
{
  return !is_over (self->project) && lep_print_has_payments (self->money) && next_tranche (self->money) != NULL;
}

/* @kicker: (nullable): %NULL = of the tranches, which ask for a payment or do not */
static gboolean
begin (Money                *self,
       const LepReportInput *input,
       const char           *kicker,
       gboolean              landscape,
       const char           *parts,
       GError              **error)
{
  g_autofree char *title = NULL;
  g_autofree char *period = input->from == NULL && input->to == NULL ? g_strdup ("") : lep_format_date_range (input->locale, input->from, input->to);
  g_autofree char *subtitle = NULL;
  const char      *reference;

  self->input = input;
  self->project = lep_print_record (input, "project", input->id, error);
  if (self->project == NULL)
    return FALSE;
  self->partnership = lep_print_record (input, "partnership", lep_record_get (self->project, "partnership"), error);
  self->budget = self->partnership == NULL ? NULL : lep_budget_read (input->workspace, input->id, input->from, input->to, error);
  self->money = self->budget == NULL ? NULL : lep_project_money (input->workspace, input->id, error);
  if (self->money == NULL)
    return FALSE;

  title = lep_record_dup_title (self->project);
  reference = lep_record_get (self->project, "reference");
  subtitle = lep_print_join (" · ", reference != NULL ? reference : "", period, lep_currency_symbol (input->locale, self->money->currency), NULL);
  if (kicker == NULL)
    kicker = is_request (self) ? N_ ("Request for payment") : N_ ("Tranches");
  self->report = lep_print_begin (input, kicker, title, subtitle, reference);
  self->report->landscape = landscape;
  return lep_print_unsettled (input, self->report, "project", input->id, "title reference grant cofinancing agreement_no agreement_on", parts, error) &&
         lep_print_sender (input, self->report, self->partnership, error);
}

static void
add_figure (const Money *self,
            gint64       amount,
            const char  *label)
{
  g_autofree char *text = amount == LEP_CHART_MISSING ? g_strdup (LEP_NOTHING) : lep_format_money (self->input->locale, amount, self->money->currency);

  lep_report_add_figure (self->report, text, lep_print_text (self->input, label), NULL);
}

/* The funding of that id, or NULL. */
static const LepFundingSum *
find_source (const Money *self,
             const char  *id)
{
  for (guint i = 0; id != NULL && i < self->money->funding->len; i++)
    {
      const LepFundingSum *source = g_ptr_array_index (self->money->funding, i);

      if (strcmp (source->id, id) == 0)
        return source;
    }
  return NULL;
}

static void
add_line (const Money         *self,
          LepTable            *table,
          const LepBudgetLine *line)
{
  const LepReportInput *input = self->input;
  const char           *currency = self->budget->currency;
  g_autofree char      *partner = lep_print_title (input, "organisation", line->partner);

  const LepFundingSum  *source = find_source (self, line->source);
  g_autofree char      *funder = source == NULL ? NULL : lep_print_title (input, "organisation", source->organisation);

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, line->item, partner);
  lep_table_add_text (table, line->unit, NULL);
  lep_table_add_decimal (table, line->quantity, 3);
  lep_table_add_money (table, line->unit_cost, currency);
  lep_table_add_money (table, line->amount, currency);
  lep_table_add_text (table, source != NULL ? lep_print_funding_kind (input, source->kind) : lep_print_code (input, "funding_kind", line->source_kind), funder);
  lep_table_add_money (table, line->spent, currency);
  lep_table_add_money (table, lep_subtract_saturated (line->amount, line->spent), currency);
}

/* The lines of one heading. Those under a heading that is a sum of others are of none, and
 * stand together wherever their own heading sorts them. */
static void
add_lines_of (const Money *self,
              LepTable    *table,
              guint        heading)
{
  const LepReportInput *input = self->input;
  gboolean              is_begun = FALSE;

  for (guint i = 0; i < self->budget->lines->len; i++)
    {
      const LepBudgetLine *line = g_ptr_array_index (self->budget->lines, i);

      if (line->heading != heading)
        continue;
      if (!is_begun)
        {
          g_autofree char *code = g_strdup_printf ("%u", heading);
          g_autofree char *sum = lep_format_money (input->locale, self->budget->headings[heading].budgeted, self->budget->currency);

          is_begun = TRUE;
          lep_table_add_row (table, LEP_ROW_GROUP);
          lep_table_add_text (table, heading == 0 ? lep_print_text (input, N_ ("Without a heading")) : lep_print_code (input, "budget_heading", code), NULL);
          for (guint c = 1; c + 1 < table->columns->len; c++)
            lep_table_add_empty (table);
          lep_table_add_text (table, sum, NULL);
        }
      add_line (self, table, line);
    }
}

static void
add_lines (const Money *self)
{
  LepTable *table;

  if (self->budget->lines->len == 0)
    return;
  table = lep_print_section (self->input, self->report, N_ ("Budget lines"), N_ ("Item"), LEP_COLUMN_TEXT, N_ ("Unit"), LEP_COLUMN_TEXT,
                             N_ ("Quantity"), LEP_COLUMN_FIGURE, N_ ("Cost of a unit"), LEP_COLUMN_FIGURE, N_ ("Amount"), LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG,
                             N_ ("Paid from"), LEP_COLUMN_TEXT, N_ ("Spent so far"), LEP_COLUMN_FIGURE, N_ ("Left"), LEP_COLUMN_FIGURE, NULL);
  for (guint heading = 0; heading <= LEP_N_BUDGET_HEADINGS; heading++)
    add_lines_of (self, table, heading);
}

/* The lines that the source pays; of %NULL, those that no source pays. */
static LepSum
sum_lines_of (const Money         *self,
              const LepFundingSum *source)
{
  LepSum sum = 0;

  for (guint i = 0; i < self->budget->lines->len; i++)
    {
      const LepBudgetLine *line = g_ptr_array_index (self->budget->lines, i);

      sum += find_source (self, line->source) == source ? line->amount : 0;
    }
  return sum;
}

static void
add_lines_sum (const Money *self,
               LepTable    *table,
               LepSum       budgeted)
{
  if (budgeted != 0)
    lep_table_add_money (table, lep_sum_cut (budgeted), self->money->currency);
  else
    lep_table_add_nothing (table);
}

/* @promised: by all, of which the share is */
static void
add_source (const Money         *self,
            LepTable            *table,
            const LepFundingSum *source,
            gint64               promised,
            const char          *share)
{
  g_autofree char *funder = lep_print_title (self->input, "organisation", source->organisation);

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, lep_print_funding_kind (self->input, source->kind), funder);
  lep_table_add_money (table, source->amount, self->money->currency);
  lep_table_add_share (table, source->amount, promised, share);
  add_lines_sum (self, table, sum_lines_of (self, source));
}

/* So that the column of the lines adds up. */
static void
add_lines_without_source (const Money *self,
                          LepTable    *table)
{
  LepSum budgeted = sum_lines_of (self, NULL);

  if (budgeted == 0)
    return;
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, lep_print_text (self->input, N_ ("Lines without a source")), NULL);
  lep_table_add_nothing (table);
  lep_table_add_nothing (table);
  add_lines_sum (self, table, budgeted);
}

static void
add_sources (const Money *self)
{
  const LepReportInput *input = self->input;
  const GPtrArray      *funding = self->money->funding;
  g_autofree gint64    *amounts = g_new (gint64, funding->len + 1);
  g_auto (GStrv) shares = NULL;
  LepTable *table;
  LepSum    sum = 0, budgeted = 0;
  gint64    promised;

  if (funding->len == 0)
    return;
  for (guint i = 0; i < funding->len; i++)
    {
      amounts[i] = ((LepFundingSum *) g_ptr_array_index (funding, i))->amount;
      sum += amounts[i];
    }
  for (guint i = 0; i < self->budget->lines->len; i++)
    budgeted += ((LepBudgetLine *) g_ptr_array_index (self->budget->lines, i))->amount;
  promised = lep_sum_cut (sum);
  shares = lep_format_shares (input->locale, amounts, funding->len, promised, 2);
  table = lep_print_section (input, self->report, N_ ("By source"), N_ ("Source"), LEP_COLUMN_TEXT, N_ ("Promised"), LEP_COLUMN_FIGURE,
                             N_ ("Share"), LEP_COLUMN_FIGURE, N_ ("In the budget lines"), LEP_COLUMN_FIGURE, NULL);
  for (guint i = 0; i < funding->len; i++)
    add_source (self, table, g_ptr_array_index (funding, i), promised, shares[i]);
  add_lines_without_source (self, table);
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_text (table, lep_print_text (input, N_ ("Total")), NULL);
  lep_table_add_money (table, promised, self->money->currency);
  lep_table_add_ratio (table, promised, promised, 2);
  add_lines_sum (self, table, budgeted);
  lep_print_note_promised (input, self->report, self->money);
}

/**
 * lep_report_budget:
 *
 * The input's id is that of a project. From and to are about what was spent.
 */
LepReport *
lep_report_budget (const LepReportInput *input,
                   GError              **error)
{
  g_auto (Money) self = { NULL };
  const LepBudgetSum *total, *in_kind;
  gboolean            has_lines;

  if (!begin (&self, input, N_ ("Budget"), TRUE, "funding budget_line expenditure", error))
    return NULL;

  total = &self.budget->headings[11];
  in_kind = &self.budget->headings[12];
  has_lines = self.budget->lines->len > 0;
  add_figure (&self, has_lines ? total->budgeted : LEP_CHART_MISSING, N_ ("budget"));
  add_figure (&self, total->spent, N_ ("spent so far"));
  add_figure (&self, has_lines ? lep_subtract_saturated (total->budgeted, total->spent) : LEP_CHART_MISSING, N_ ("left"));
  if (in_kind->budgeted != 0)
    add_figure (&self, in_kind->budgeted, N_ ("taxes and in kind, besides"));
  lep_report_add_heading (self.report, lep_print_text (input, N_ ("By heading")));
  lep_print_headings (input, self.report, self.budget, self.money, input->from != NULL);
  add_sources (&self);
  add_lines (&self);
  return g_steal_pointer (&self.report);
}

/* The amount as it stands on the document, and the rate it was converted by. */
static void
add_spending (const Money       *self,
              LepTable          *table,
              const LepSpending *spending,
              gboolean           with_rates)
{
  const LepReportInput *input = self->input;
  const char           *own = self->budget->currency;
  gboolean              foreign = spending->currency != NULL && g_strcmp0 (spending->currency, own) != 0;

  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_date (table, spending->spent_on);
  lep_table_add_text (table, spending->document_no, NULL);
  if (spending->supplier != NULL)
    lep_table_add_text (table, spending->supplier, spending->item);
  else
    lep_table_add_text (table, spending->item, NULL);
  if (with_rates && foreign)
    {
      g_autofree char *amount = lep_format_money (input->locale, spending->amount, spending->currency);
      g_autofree char *rate = spending->rate == 0 ? NULL : lep_format_decimal (input->locale, spending->rate, 6, 6);

      lep_table_add_text (table, amount, spending->counts ? rate : lep_print_text (input, N_ ("no rate: not counted")));
      if (!spending->counts)
        lep_table_mark (table, "*");
    }
  else if (with_rates)
    lep_table_add_empty (table);
  if (spending->counts)
    lep_table_add_money (table, spending->converted, own);
  else
    lep_table_add_nothing (table);
  lep_table_add_text (table, lep_print_code (input, "check_answer", spending->verified ? "yes" : "no"), NULL);
}

static gboolean
has_foreign (const LepBudget *budget)
{
  for (guint i = 0; i < budget->spendings->len; i++)
    {
      const LepSpending *spending = g_ptr_array_index (budget->spendings, i);

      if (spending->currency != NULL && g_strcmp0 (spending->currency, budget->currency) != 0)
        return TRUE;
    }
  return FALSE;
}

static void
add_rate_note (const Money *self)
{
  g_autofree char *rate = lep_format_decimal (self->input->locale, 195583, 5, 5);
  g_autofree char *text = lep_fill (lep_print_text (self->input, N_ ("Euro and convertible mark by the fixed rate 1 EUR = {rate} KM, other currencies by the rate at each document.")), "rate", rate, NULL);

  lep_report_add_note (self->report, text);
}

/* The documents are all there are; the total of the budget leaves some out. */
static void
add_note_of_in_kind (const Money *self,
                     LepSum       in_kind)
{
  g_autofree char *amount = lep_format_money (self->input->locale, lep_sum_cut (in_kind), self->budget->currency);
  g_autofree char *text = lep_fill (lep_print_text (self->input, N_ ("{amount} of it stand under heading 12, taxes and in kind, and are not in the total of the budget.")), "amount", amount, NULL);

  if (in_kind != 0)
    lep_report_add_note (self->report, text);
}

static void
add_spendings (const Money *self)
{
  const LepReportInput *input = self->input;
  gboolean              with_rates = has_foreign (self->budget);
  LepTable             *table;
  LepSum                sum = 0, in_kind = 0;
  gboolean              is_whole = TRUE;

  lep_report_add_heading (self->report, lep_print_text (input, N_ ("Documents")));
  if (self->budget->spendings->len == 0)
    {
      lep_report_add_note (self->report, lep_print_text (input, N_ ("No expenditure was entered.")));
      return;
    }
  table = lep_print_table (input, self->report, N_ ("Documents"), N_ ("Day"), LEP_COLUMN_FIGURE, N_ ("Document"), LEP_COLUMN_TEXT,
                           N_ ("Supplier and budget line"), LEP_COLUMN_TEXT, NULL);
  if (with_rates)
    lep_table_add_column (table, lep_print_text (input, N_ ("On the document, and rate")), NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Amount")), NULL, LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG);
  lep_table_add_column (table, lep_print_text (input, N_ ("Verified")), NULL, LEP_COLUMN_TEXT);
  for (guint i = 0; i < self->budget->spendings->len; i++)
    {
      const LepSpending *spending = g_ptr_array_index (self->budget->spendings, i);

      sum += spending->counts ? spending->converted : 0;
      in_kind += spending->counts && spending->heading == 12 ? spending->converted : 0;
      is_whole = is_whole && spending->counts;
      add_spending (self, table, spending, with_rates);
    }
  lep_table_add_row (table, LEP_ROW_FOOT);
  lep_table_add_empty (table);
  lep_table_add_empty (table);
  lep_table_add_text (table, lep_print_text (input, N_ ("Total")), NULL);
  if (with_rates)
    lep_table_add_empty (table);
  lep_table_add_money (table, lep_sum_cut (sum), self->budget->currency);
  if (!is_whole)
    {
      g_autofree char *text = g_strconcat ("* ", lep_print_text (input, N_ ("Some spending in another currency has no rate and is not in the sums.")), NULL);

      lep_table_mark (table, "*");
      lep_report_add_note (self->report, text);
    }
  add_note_of_in_kind (self, in_kind);
  if (with_rates)
    add_rate_note (self);
}

/**
 * lep_report_expenditure:
 *
 * The input's id is that of a project. From and to are about the day spent.
 */
LepReport *
lep_report_expenditure (const LepReportInput *input,
                        GError              **error)
{
  g_auto (Money) self = { NULL };

  if (!begin (&self, input, N_ ("List of expenditure"), FALSE, "budget_line expenditure", error))
    return NULL;

  lep_report_add_heading (self.report, lep_print_text (input, N_ ("By heading")));
  lep_print_headings (input, self.report, self.budget, self.money, input->from != NULL);
  add_spendings (&self);
  lep_report_add_heading (self.report, lep_print_text (input, N_ ("Signatures")));
  lep_report_add_signatures (self.report, TRUE);
  lep_report_add_signature (self.report, lep_print_text (input, N_ ("Prepared by")), NULL, lep_print_text (input, N_ ("name, function")));
  lep_report_add_signature (self.report, lep_print_text (input, N_ ("For the lead organisation")), lep_record_get (self.partnership, "coordinator"),
                            lep_print_text (input, N_ ("coordinator")));
  return g_steal_pointer (&self.report);
}

static void
add_request (const Money *self)
{
  const LepReportInput *input = self->input;
  const LepTranche     *tranche = next_tranche (self->money);
  g_autofree char      *title = lep_record_dup_title (self->project);
  g_autofree char      *amount = tranche == NULL ? NULL : lep_format_money (input->locale, tranche->amount, self->money->currency);
  g_autofree char      *number = tranche == NULL ? NULL : lep_format_count (input->locale, tranche->number);
  g_autofree char      *text = NULL;

  if (tranche == NULL)
    {
      lep_report_add_paragraph (self->report, lep_print_text (input, N_ ("All tranches are paid.")));
      return;
    }
  if (is_over (self->project) || !lep_print_has_payments (self->money))
    {
      lep_report_add_note (self->report, lep_print_text (input, is_over (self->project) ? N_ ("The project was closed or terminated: no payment is asked for.")
                                                                                        : N_ ("No state of a tranche was entered, so it is not known which one is to be asked for.")));
      return;
    }
  text = lep_fill (lep_print_text (input, N_ ("For the project “{project}” we ask for payment of tranche {number}, {amount}. Its condition: {condition}.")),
                   "project", title, "number", number, "amount", amount, "condition",
                   tranche->condition == NULL ? LEP_NOTHING : lep_print_code (input, "tranche_condition", tranche->condition), NULL);
  lep_report_add_heading (self->report, lep_print_text (input, N_ ("Request")));
  lep_report_add_paragraph (self->report, text);
}

/**
 * lep_report_tranches:
 *
 * The input's id is that of a project.
 */
LepReport *
lep_report_tranches (const LepReportInput *input,
                     GError              **error)
{
  g_auto (Money) self = { NULL };

  if (!begin (&self, input, NULL, FALSE, "tranche budget_line expenditure", error))
    return NULL;

  add_figure (&self, self.money->grant > 0 ? self.money->grant : LEP_CHART_MISSING, N_ ("grant"));
  add_figure (&self, lep_print_has_payments (self.money) ? self.money->paid : LEP_CHART_MISSING, N_ ("paid so far"));
  add_figure (&self, self.budget->headings[11].spent, N_ ("spent so far"));
  lep_print_agreement (input, self.report, self.project);
  if (self.money->tranches->len > 0)
    {
      add_request (&self);
      lep_report_add_heading (self.report, lep_print_text (input, N_ ("Tranches")));
      lep_print_tranches (input, self.report, self.money);
    }
  else
    lep_report_add_note (self.report, lep_print_text (input, N_ ("No tranches were agreed.")));
  lep_report_add_heading (self.report, lep_print_text (input, N_ ("Budget and spending")));
  lep_print_headings (input, self.report, self.budget, self.money, FALSE);
  lep_report_add_heading (self.report, lep_print_text (input, N_ ("Signatures")));
  lep_report_add_signatures (self.report, TRUE);
  lep_report_add_signature (self.report, lep_print_text (input, N_ ("For the lead organisation")), lep_record_get (self.partnership, "coordinator"),
                            lep_print_text (input, N_ ("coordinator")));
  if (is_request (&self))
    lep_report_add_signature (self.report, lep_print_text (input, N_ ("Approved by the programme office")), NULL, lep_print_text (input, N_ ("name, function")));
  return g_steal_pointer (&self.report);
}
