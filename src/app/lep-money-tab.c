/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a project has, was paid and spent. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-budget-grid.h"
#include "lep-currency.h"
#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-overview.h"
#include "lep-print-dialog.h"
#include "lep-project.h"
#include "lep-provisional.h"
#include "lep-related-row.h"
#include "lep-tranche-step.h"

#include "lep-money-tab.h"

struct _LepMoneyTab
{
  LepTab         parent_instance;

  GtkBox        *plan_box; /* what there is to be had */
  GtkBox        *done_box; /* what came of it */
  GtkLabel      *uncounted_label;
  GtkLabel      *funding_label;
  GtkWidget     *due_box;
  GtkLabel      *due_label;
  GtkButton     *due_button;
  GtkLabel      *due_error;
  LepBudgetGrid *budget;

  char          *due_id; /* of the tranche that comes next, or NULL */
};

G_DEFINE_FINAL_TYPE (LepMoneyTab, lep_money_tab, LEP_TYPE_TAB)

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_add_css_class (label, css_class);
  gtk_widget_add_css_class (label, "num");

  return label;
}

/* @share: hundredths of a percent that the amount is of @of_what; -1 = cannot be told
 * @disputed: laptops differ about what the amount stands on */
static void
add_figure (GtkBox     *figures,
            const char *title,
            gint64      amount,
            const char *currency,
            gint64      share,
            const char *of_what,
            gboolean    disputed)
{
  const LepLocale *locale = lep_language_locale ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  g_autofree char *money = amount != 0 || disputed ? lep_format_money (locale, amount, currency) : g_strdup (LEP_NOTHING);
  g_autofree char *shown = g_strconcat (disputed ? LEP_PROVISIONAL_MARK : "", money, NULL);
  g_autofree char *percent = NULL;
  g_autofree char *second = NULL;

  gtk_box_append (GTK_BOX (box), new_label (title, "caption-heading"));
  gtk_box_append (GTK_BOX (box), new_label (shown, "heading"));
  if (share >= 0 && amount != 0)
    {
      percent = lep_format_percent (locale, share, 2);
      /* Translators: "34.70 % of the total" */
      second = g_strdup_printf (_ ("%s of %s"), percent, of_what);
      gtk_box_append (GTK_BOX (box), new_label (second, "caption"));
    }

  lep_provisional_mark (box, disputed);
  gtk_box_append (figures, box);
}

static void
clear (GtkBox *box)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (box))) != NULL)
    gtk_box_remove (box, child);
}

/* Whether the sources, which are listed above, make the total. */
static void
show_funding (LepMoneyTab           *self,
              const LepProjectMoney *money)
{
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;
  gint64           sum = 0;

  for (guint i = 0; i < money->funding->len; i++)
    sum += ((const LepFundingSum *) g_ptr_array_index (money->funding, i))->amount;

  /* Nothing is more than a total that nobody entered. */
  if (sum != money->total && money->total > 0 && money->funding->len > 0)
    {
      amount = lep_format_money (lep_language_locale (), ABS (money->total - sum), money->currency);
      text = g_strdup_printf (sum < money->total ? _ ("%s are missing to the total.") : _ ("That is %s more than the total."), amount);
    }
  gtk_label_set_label (self->funding_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->funding_label), text != NULL);
}

/* What was spent in another currency and has no rate is in no sum. */
static void
show_uncounted (LepMoneyTab     *self,
                const LepBudget *budget)
{
  g_autofree char *text = NULL;
  guint            n_uncounted = 0;

  for (guint i = 0; i < budget->spendings->len; i++)
    n_uncounted += ((const LepSpending *) g_ptr_array_index (budget->spendings, i))->counts ? 0 : 1;

  /* Translators: below the sum that was spent */
  text = g_strdup_printf (ngettext ("Not counted as spent: %u document in another currency, without a rate.",
                                    "Not counted as spent: %u documents in another currency, without a rate.", n_uncounted),
                          n_uncounted);
  gtk_label_set_label (self->uncounted_label, n_uncounted > 0 ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->uncounted_label), n_uncounted > 0);
}

/* An amount in another currency says so, and what it counts. */
static void
spending_added_cb (LepMoneyTab   *self,
                   LepRelatedRow *row)
{
  LepRecord       *spending = lep_related_row_get_record (row);
  const char      *currency = lep_record_get (spending, "currency");
  g_autofree char *own = lep_currency_of_record (lep_tab_get_workspace (LEP_TAB (self)), lep_tab_get_record (LEP_TAB (self)));
  g_autofree char *amount = NULL;
  g_autofree char *counted = NULL;
  gint64           spent, converted, rate = 0;

  if (currency == NULL || !lep_record_get_int64 (spending, "amount", &spent) || g_strcmp0 (currency, own) == 0)
    return;

  amount = lep_money_label (currency, lep_record_get (spending, "amount"));
  lep_record_get_int64 (spending, "rate", &rate);
  if (lep_money_by_rate (spent, currency, rate, own, &converted))
    counted = lep_format_money (lep_language_locale (), converted, own);
  else
    lep_related_row_set_pill (row, _ ("no rate: not counted"), "wait");
  lep_related_row_set_figure (row, amount, counted);
}

static gboolean
read_day (const char *day,
          GDate      *date)
{
  guint year, month, number;

  if (day == NULL || sscanf (day, "%4u-%2u-%2u", &year, &month, &number) != 3 ||
      !g_date_valid_dmy ((GDateDay) number, (GDateMonth) month, (GDateYear) year))
    return FALSE;

  g_date_set_dmy (date, (GDateDay) number, (GDateMonth) month, (GDateYear) year);
  return TRUE;
}

/* Returns: days since @day, which has passed; 0 = it has not, or is not known */
static int
count_late (LepMoneyTab *self,
            const char  *day)
{
  g_autofree char *today = lep_workspace_dup_today (lep_tab_get_workspace (LEP_TAB (self)));
  GDate            due, now;

  return read_day (day, &due) && read_day (today, &now) ? MAX (g_date_days_between (&due, &now), 0) : 0;
}

/* What waits beyond its day says since when. */
static void
tranche_added_cb (LepMoneyTab   *self,
                  LepRelatedRow *row)
{
  LepRecord       *tranche = lep_related_row_get_record (row);
  const char      *state = lep_record_get (tranche, "status");
  int              late = g_strcmp0 (state, "paid") == 0 ? 0 : count_late (self, lep_record_get (tranche, "due_on"));
  g_autofree char *text = NULL;

  if (late == 0)
    return;

  /* Translators: of a tranche that should have been paid */
  text = g_strdup_printf (ngettext ("overdue, %d day late", "overdue, %d days late", (gulong) late), late);
  lep_related_row_set_pill (row, text, "bad");
}

static void
describe_due (LepMoneyTab           *self,
              const LepProjectMoney *money,
              const LepTranche      *tranche)
{
  const LepLocale *locale = lep_language_locale ();
  g_autofree char *amount = lep_format_money (locale, tranche->amount, money->currency);
  g_autofree char *day = tranche->due_on != NULL ? lep_format_date (locale, tranche->due_on, LEP_DATE_SHORT) : NULL;
  const char      *state = lep_code_label ("tranche_status", tranche->status != NULL ? tranche->status : "planned");
  g_autofree char *text = NULL;

  if (tranche->status != NULL && strcmp (tranche->status, "due") == 0 && count_late (self, tranche->due_on) > 0)
    /* Translators: number of a tranche; amount; day that has passed */
    text = g_strdup_printf (_ ("Next: tranche %d, %s, due since %s"), (int) tranche->number, amount, day);
  else if (day != NULL)
    /* Translators: number of a tranche; amount; state; day */
    text = g_strdup_printf (_ ("Next: tranche %d of %s. State: %s. Due on %s"), (int) tranche->number, amount, state, day);
  else
    /* Translators: number of a tranche; amount; state */
    text = g_strdup_printf (_ ("Next: tranche %d of %s. State: %s."), (int) tranche->number, amount, state);
  gtk_label_set_label (self->due_label, text);
}

/* The tranche that is worked on: the first one that is not paid. */
static void
show_due (LepMoneyTab           *self,
          const LepProjectMoney *money)
{
  gboolean can_write = lep_tab_is_writable (LEP_TAB (self));

  g_clear_pointer (&self->due_id, g_free);
  for (guint i = 0; i < money->tranches->len && self->due_id == NULL; i++)
    {
      const LepTranche *tranche = g_ptr_array_index (money->tranches, i);

      if (lep_tranche_step_next (tranche->status) != NULL)
        {
          self->due_id = g_strdup (tranche->id);
          describe_due (self, money, tranche);
          gtk_button_set_label (self->due_button, lep_tranche_step_label (tranche->status));
          gtk_accessible_update_property (GTK_ACCESSIBLE (self->due_button), GTK_ACCESSIBLE_PROPERTY_LABEL, lep_tranche_step_label (tranche->status), -1);
        }
    }
  gtk_widget_set_visible (self->due_box, self->due_id != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->due_button), can_write);
}

static void
due_clicked_cb (LepMoneyTab *self)
{
  LepTab *tab = LEP_TAB (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) tranche =
    lep_workspace_get_record (lep_tab_get_workspace (tab), "tranche", self->due_id, lep_record_get_space (lep_tab_get_record (tab)), &error);

  gtk_label_set_label (self->due_error, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->due_error), error != NULL);
  if (tranche != NULL)
    lep_tranche_step_ask (GTK_WIDGET (self), lep_tab_get_workspace (tab), tranche);
}

static void
request_clicked_cb (LepMoneyTab *self)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));

  if (window != NULL)
    lep_print_dialog_open (window, "project", lep_record_get_id (lep_tab_get_record (LEP_TAB (self))), "tranches");
}

static void
show_sums (LepMoneyTab           *self,
           const LepProjectMoney *money)
{
  const LepMoneySums disputed = money->disputed;
  const LepMoneySums total = LEP_MONEY_GRANT | LEP_MONEY_COFINANCING;

  add_figure (self->plan_box, _ ("Grant"), money->grant, money->currency, -1, NULL, disputed & LEP_MONEY_GRANT);
  add_figure (self->plan_box, _ ("Co-financing"), money->cofinancing, money->currency, money->cofinancing_percent, _ ("the total"), disputed & LEP_MONEY_COFINANCING);
  add_figure (self->plan_box, _ ("Total"), money->total, money->currency, -1, NULL, disputed & total);
  add_figure (self->done_box, _ ("Paid"), money->paid, money->currency, money->paid_percent, _ ("the grant"), disputed & LEP_MONEY_PAID);
  add_figure (self->done_box, _ ("Budgeted"), money->budgeted, money->currency, -1, NULL, disputed & LEP_MONEY_BUDGETED);
  add_figure (self->done_box, _ ("Spent"), money->spent, money->currency, -1, NULL, disputed & LEP_MONEY_SPENT);
}

static void
lep_money_tab_show (LepTab *tab)
{
  LepMoneyTab *self = LEP_MONEY_TAB (tab);
  g_autoptr (LepProjectMoney) money = NULL;
  g_autoptr (GError) error = NULL;
  LepBudget *budget;

  clear (self->plan_box);
  clear (self->done_box);
  gtk_widget_set_visible (GTK_WIDGET (self->uncounted_label), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->funding_label), FALSE);
  gtk_widget_set_visible (self->due_box, FALSE);
  budget = lep_budget_read (lep_tab_get_workspace (tab), lep_record_get_id (lep_tab_get_record (tab)), NULL, NULL, &error);
  money = budget != NULL ? lep_project_money (lep_tab_get_workspace (tab), lep_record_get_id (lep_tab_get_record (tab)), &error) : NULL;
  if (budget != NULL)
    {
      show_uncounted (self, budget);
      lep_budget_grid_show (self->budget, lep_tab_get_workspace (tab), lep_tab_get_record (tab), budget);
    }
  if (money == NULL)
    {
      lep_tab_say_unread (tab, _ ("The money of the project could not be read"), error);
      return;
    }

  show_sums (self, money);
  show_funding (self, money);
  show_due (self, money);
}

static gboolean
lep_money_tab_flush (LepTab *tab)
{
  return lep_budget_grid_flush (LEP_MONEY_TAB (tab)->budget);
}

static void
lep_money_tab_finalize (GObject *object)
{
  g_free (LEP_MONEY_TAB (object)->due_id);

  G_OBJECT_CLASS (lep_money_tab_parent_class)->finalize (object);
}

static void
lep_money_tab_class_init (LepMoneyTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lep_money_tab_finalize;
  LEP_TAB_CLASS (klass)->show = lep_money_tab_show;
  LEP_TAB_CLASS (klass)->flush = lep_money_tab_flush;

  g_type_ensure (LEP_TYPE_BUDGET_GRID);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-money-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepMoneyTab, plan_box);
  gtk_widget_class_bind_template_child (widget_class, LepMoneyTab, done_box);
  gtk_widget_class_bind_template_child (widget_class, LepMoneyTab, uncounted_label);
  gtk_widget_class_bind_template_child (widget_class, LepMoneyTab, funding_label);
  gtk_widget_class_bind_template_child (widget_class, LepMoneyTab, due_box);
  gtk_widget_class_bind_template_child (widget_class, LepMoneyTab, due_label);
  gtk_widget_class_bind_template_child (widget_class, LepMoneyTab, due_button);
  gtk_widget_class_bind_template_child (widget_class, LepMoneyTab, due_error);
  gtk_widget_class_bind_template_child (widget_class, LepMoneyTab, budget);
  gtk_widget_class_bind_template_callback (widget_class, spending_added_cb);
  gtk_widget_class_bind_template_callback (widget_class, tranche_added_cb);
  gtk_widget_class_bind_template_callback (widget_class, due_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, request_clicked_cb);
}

static void
lep_money_tab_init (LepMoneyTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
