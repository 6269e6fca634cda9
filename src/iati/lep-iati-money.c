/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The money of an activity, as far as the register knows its days: the grant by
 * year of the project, the tranches that are planned, what was committed and paid.
 * Expenditures of the project are not written: they are paid out of the tranches,
 * and would be counted twice beside them. */

#include <string.h>

#include "lep-format.h"
#include "lep-value.h"

#include "lep-iati-private.h"

/* TransactionType */
#define OUTGOING_COMMITMENT "2"
#define DISBURSEMENT        "3"
#define INCOMING_COMMITMENT "11"

/* A year of the project, which a budget may not exceed. */
typedef struct
{
  char   from[11], to[11];
  gint64 amount;
} Year;

static gboolean
is_asked (const LepIatiActivity *activity,
          const char            *day)
{
  const LepIatiQuery *query = activity->query;

  return day != NULL && (query->from == NULL || g_strcmp0 (day, query->from) >= 0) && (query->to == NULL || g_strcmp0 (day, query->to) <= 0);
}

/* "312932.80": as the standard writes decimals. */
static char *
write_decimal (gint64 amount,
               guint  digits)
{
  g_autofree char *text = g_strdup_printf ("%0*" G_GINT64_FORMAT, (int) digits + 1, amount);
  gsize            whole = strlen (text) - digits;

  return digits == 0 ? g_steal_pointer (&text) : g_strdup_printf ("%.*s.%s", (int) whole, text, text + whole);
}

static void
add_value (LepIatiWriter         *writer,
           const LepIatiActivity *activity,
           gint64                 amount,
           const char            *day)
{
  g_autofree char *text = write_decimal (amount, lep_currency_digits (activity->money->currency));

  lep_iati_start (writer, "value", "currency", activity->money->currency, "value-date", day, NULL);
  lep_iati_content (writer, text);
  lep_iati_end (writer);
}

/* Whether laptops wrote something different to the record of that id, by which it is
 * told here: such an amount stays out until somebody decides. */
static gboolean
is_unsettled (const LepIatiActivity *activity,
              const char            *id)
{
  for (guint i = 0; i < activity->unsettled->len; i++)
    if (g_strcmp0 (lep_record_get_id (((LepUnsettled *) g_ptr_array_index (activity->unsettled, i))->record), id) == 0)
      return TRUE;
  return FALSE;
}

/* Who gives: the programme; who receives: the lead of the partnership. */
static void
add_sides (LepIatiWriter         *writer,
           const LepIatiActivity *activity)
{
  lep_iati_start (writer, "provider-org", "ref", activity->publisher, "type", "90", NULL);
  lep_iati_narrative (writer, activity->publisher_name);
  lep_iati_end (writer);
  if (activity->lead != NULL)
    lep_iati_organisation (writer, activity, "receiver-org", activity->lead, NULL);
}

static gboolean
parse_day (const char *text,
           GDate      *date)
{
  int year, month, day;

  if (text == NULL || !lep_value_parse_date (text, &year, &month, &day))
    return FALSE;
  g_date_set_dmy (date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

/* The years of the project, from its first day on; none where a day is missing. */
static GArray *
list_years (LepRecord *project)
{
  const char *start = lep_record_get (project, "start"), *end = lep_record_get (project, "end");
  GArray     *years = g_array_new (FALSE, FALSE, sizeof (Year));
  GDate       from, last;

  g_date_clear (&from, 1);
  g_date_clear (&last, 1);
  if (!parse_day (start, &from) || !parse_day (end, &last))
    return years;
  while (g_date_compare (&from, &last) <= 0)
    {
      Year  year = { .amount = 0 };
      GDate to = from;

      g_date_add_years (&to, 1);
      g_date_subtract_days (&to, 1);
      if (g_date_compare (&to, &last) > 0)
        to = last;
      g_date_strftime (year.from, sizeof year.from, "%Y-%m-%d", &from);
      g_date_strftime (year.to, sizeof year.to, "%Y-%m-%d", &to);
      g_array_append_val (years, year);
      from = to;
      g_date_add_days (&from, 1);
    }
  return years;
}

/* The grant of a project of several years is known by year only from the days on
 * which its tranches are due; of none as long as laptops differ about which years. */
static gboolean
spread (const LepIatiActivity *activity,
        GArray                *years)
{
  const LepProjectMoney *money = activity->money;
  Year                  *all = (Year *) (void *) years->data;

  if (years->len == 0 || lep_record_has_conflict (activity->project, "start"))
    return FALSE;
  if (years->len == 1)
    {
      all[0].amount = money->grant;
      return TRUE;
    }
  for (guint i = 0; i < money->tranches->len; i++)
    {
      const LepTranche *tranche = g_ptr_array_index (money->tranches, i);
      guint             year = 0;

      if (tranche->due_on == NULL || is_unsettled (activity, tranche->id))
        return FALSE;
      while (year + 1 < years->len && g_strcmp0 (tranche->due_on, all[year].to) > 0)
        year++;
      all[year].amount += tranche->amount;
    }
  return money->tranches->len > 0;
}

static void
add_budgets (LepIatiWriter         *writer,
             const LepIatiActivity *activity)
{
  const char *agreed = lep_record_get (activity->project, "agreement_on");
  g_autoptr (GArray) years = list_years (activity->project);

  if (activity->money->grant <= 0 || !spread (activity, years))
    return;
  for (guint i = 0; i < years->len; i++)
    {
      const Year *year = &g_array_index (years, Year, i);

      if (year->amount == 0 || (activity->query->from != NULL && g_strcmp0 (year->to, activity->query->from) < 0) ||
          (activity->query->to != NULL && g_strcmp0 (year->from, activity->query->to) > 0))
        continue;
      lep_iati_start (writer, "budget", "type", "1", "status", agreed != NULL ? "2" : "1", NULL);
      lep_iati_element (writer, "period-start", "iso-date", year->from, NULL);
      lep_iati_element (writer, "period-end", "iso-date", year->to, NULL);
      add_value (writer, activity, year->amount, agreed != NULL ? agreed : activity->start);
      lep_iati_end (writer);
    }
}

static gboolean
is_paid (const LepTranche *tranche)
{
  return g_strcmp0 (tranche->status, "paid") == 0;
}

static void
add_planned (LepIatiWriter         *writer,
             const LepIatiActivity *activity)
{
  for (guint i = 0; i < activity->money->tranches->len; i++)
    {
      const LepTranche *tranche = g_ptr_array_index (activity->money->tranches, i);

      if (is_paid (tranche) || !is_asked (activity, tranche->due_on) || is_unsettled (activity, tranche->id))
        continue;
      lep_iati_start (writer, "planned-disbursement", "type", "1", NULL);
      lep_iati_element (writer, "period-start", "iso-date", tranche->due_on, NULL);
      add_value (writer, activity, tranche->amount, tranche->due_on);
      add_sides (writer, activity);
      lep_iati_end (writer);
    }
}

static void
begin_transaction (LepIatiWriter         *writer,
                   const LepIatiActivity *activity,
                   const char            *type,
                   const char            *day,
                   gint64                 amount)
{
  lep_iati_start (writer, "transaction", NULL);
  lep_iati_element (writer, "transaction-type", "code", type, NULL);
  lep_iati_element (writer, "transaction-date", "iso-date", day, NULL);
  add_value (writer, activity, amount, day);
}

/* What others than the programme promised, in money, and when. */
static void
add_promises (LepIatiWriter         *writer,
              const LepIatiActivity *activity)
{
  for (guint i = 0; i < activity->fundings->len; i++)
    {
      LepRecord  *funding = g_ptr_array_index (activity->fundings, i);
      LepRecord  *funder = g_ptr_array_index (activity->funders, i);
      const char *kind = lep_record_get (funding, "kind"), *day = lep_record_get (funding, "committed_on");
      gint64      amount;

      if (g_strcmp0 (kind, "grant") == 0 || g_strcmp0 (kind, "in_kind") == 0 || !is_asked (activity, day) || is_unsettled (activity, lep_record_get_id (funding)) ||
          !lep_record_get_int64 (funding, "amount", &amount))
        continue;
      begin_transaction (writer, activity, INCOMING_COMMITMENT, day, amount);
      if (funder != NULL)
        lep_iati_organisation (writer, activity, "provider-org", funder, NULL);
      lep_iati_end (writer);
    }
}

static void
add_transactions (LepIatiWriter         *writer,
                  const LepIatiActivity *activity)
{
  const LepProjectMoney *money = activity->money;
  const char            *agreed = lep_record_get (activity->project, "agreement_on");

  add_promises (writer, activity);
  if (money->grant > 0 && is_asked (activity, agreed))
    {
      begin_transaction (writer, activity, OUTGOING_COMMITMENT, agreed, money->grant);
      add_sides (writer, activity);
      lep_iati_end (writer);
    }
  for (guint i = 0; i < money->tranches->len; i++)
    {
      const LepTranche *tranche = g_ptr_array_index (money->tranches, i);

      if (!is_paid (tranche) || tranche->paid <= 0 || !is_asked (activity, tranche->paid_on) || is_unsettled (activity, tranche->id))
        continue;
      begin_transaction (writer, activity, DISBURSEMENT, tranche->paid_on, tranche->paid);
      add_sides (writer, activity);
      lep_iati_end (writer);
    }
}

/**
 * lep_iati_add_money:
 *
 * Writes budgets, planned disbursements and transactions of the activity that is
 * open, in the order of the standard. What has no day or no currency is left out, and
 * what is not settled, too: all of it where grant and currency are not.
 */
void
lep_iati_add_money (LepIatiWriter         *writer,
                    const LepIatiActivity *activity)
{
  if (activity->money->currency == NULL || is_unsettled (activity, lep_record_get_id (activity->project)))
    return;

  add_budgets (writer, activity);
  add_planned (writer, activity);
  add_transactions (writer, activity);
}
