/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A project's money and reports: the budget is typed like a spreadsheet, periods
 * take their steps, and the figures of a report stand beside those of now. */

#include "project-test.h"

#include "lep-budget-grid.h"
#include "lep-day-dialog.h"
#include "lep-form.h"
#include "lep-history-tab.h"
#include "lep-money-tab.h"
#include "lep-period-card.h"
#include "lep-project.h"
#include "lep-reason-popover.h"
#include "lep-record-dialog.h"
#include "lep-reports-tab.h"
#include "lep-results-tab.h"
#include "lep-total-popover.h"
#include "lep-unread.h"

#define N_LINES "SELECT count (*) FROM k_budget_line k JOIN row r USING (rid) WHERE r.deleted = 0"

static void
test_a_line_is_typed_and_saved (Fixture      *fixture,
                                gconstpointer data)
{
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  click (fixture, "Add a line: 2 – Travel");
  laptop_expect (fixture->laptop, N_LINES, "0");
  type (fixture, "Item: new line", "Fuel");
  laptop_expect (fixture->laptop, N_LINES, "1");
  type (fixture, "Unit: Fuel", "km");
  type (fixture, "Quantity: Fuel", "320.5");
  type (fixture, "Cost of a unit: Fuel", "33.33");
  laptop_expect (fixture->laptop, "SELECT heading || unit || quantity || ' ' || unit_cost FROM k_budget_line", "2km320500 3333");
  g_assert_true (shows (fixture, "10,682.27"));

  /* Return below the last line of a heading began a new one. */
  g_assert_nonnull (named (fixture, GTK_TYPE_ENTRY, "Item: new line"));
  type (fixture, "Item: new line", "Tickets");
  laptop_expect (fixture->laptop, N_LINES, "2");
}

static void
test_a_line_has_the_decimals_of_its_currency (Fixture      *fixture,
                                              gconstpointer data)
{
  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "currency", "JPY");
  g_free (laptop_put (fixture->laptop, NULL, "budget_line", NULL, "project", fixture->project, "heading", "1", "item", "Trainers",
                      "quantity", "2000", "unit_cost", "150000", NULL));
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (named (fixture, GTK_TYPE_ENTRY, "Cost of a unit: Trainers"))), ==, "150,000");
  g_assert_true (shows (fixture, "300,000"));
  type (fixture, "Cost of a unit: Trainers", "160000");
  laptop_expect (fixture->laptop, "SELECT unit_cost FROM k_budget_line", "160000");
}

static void
test_a_wrong_number_stays_and_is_told (Fixture      *fixture,
                                       gconstpointer data)
{
  GtkWidget *entry;

  g_free (laptop_put (fixture->laptop, NULL, "budget_line", NULL, "project", fixture->project, "heading", "1", "item", "Trainers",
                      "quantity", "2000", "unit_cost", "500", NULL));
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  type (fixture, "Quantity: Trainers", "many");
  entry = named (fixture, GTK_TYPE_ENTRY, "Quantity: Trainers");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "many");
  g_assert_true (gtk_widget_has_css_class (entry, "error"));
  laptop_expect (fixture->laptop, "SELECT quantity FROM k_budget_line", "2000");
  type (fixture, "Quantity: Trainers", "3");
  entry = named (fixture, GTK_TYPE_ENTRY, "Quantity: Trainers");
  g_assert_false (gtk_widget_has_css_class (entry, "error"));
  laptop_expect (fixture->laptop, "SELECT quantity FROM k_budget_line", "3000");
}

static void
test_what_is_refused_holds_the_project (Fixture      *fixture,
                                        gconstpointer data)
{
  GtkWidget *item;

  g_free (laptop_put (fixture->laptop, NULL, "budget_line", NULL, "project", fixture->project, "heading", "1", "item", "Trainers",
                      "quantity", "2000", "unit_cost", "500", NULL));
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  g_assert_true (lep_tab_flush (fixture->tab));
  gtk_editable_set_text (GTK_EDITABLE (named (fixture, GTK_TYPE_ENTRY, "Quantity: Trainers")), "many");
  gtk_editable_set_text (GTK_EDITABLE (named (fixture, GTK_TYPE_ENTRY, "Cost of a unit: Trainers")), "7");
  g_assert_false (lep_tab_flush (fixture->tab));
  laptop_expect (fixture->laptop, "SELECT quantity || ' ' || unit_cost FROM k_budget_line", "2000 700");
  g_assert_true (shows (fixture, "“many” is not a number"));
  type (fixture, "Quantity: Trainers", "3");
  g_assert_true (lep_tab_flush (fixture->tab));

  /* Amounts of a new line wait for its item. */
  click (fixture, "Add a line: 2 – Travel");
  g_assert_true (lep_tab_flush (fixture->tab));
  gtk_editable_set_text (GTK_EDITABLE (named (fixture, GTK_TYPE_ENTRY, "Quantity: new line")), "5");
  g_assert_false (lep_tab_flush (fixture->tab));
  item = named (fixture, GTK_TYPE_ENTRY, "Item: new line");
  g_assert_true (gtk_widget_has_css_class (item, "error"));
  gtk_editable_set_text (GTK_EDITABLE (item), "Fuel");
  g_assert_true (lep_tab_flush (fixture->tab));
  g_assert_false (gtk_widget_has_css_class (item, "error"));
  laptop_expect (fixture->laptop, "SELECT quantity FROM k_budget_line WHERE item = 'Fuel'", "5000");
}

/* A new line throws away neither a refused number nor a line that has no item yet. */
static void
test_a_new_line_throws_nothing_away (Fixture      *fixture,
                                     gconstpointer data)
{
  g_free (laptop_put (fixture->laptop, NULL, "budget_line", NULL, "project", fixture->project, "heading", "1", "item", "Trainers",
                      "quantity", "2000", "unit_cost", "500", NULL));
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  type (fixture, "Quantity: Trainers", "many");
  click (fixture, "Add a line: 2 – Travel");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (named (fixture, GTK_TYPE_ENTRY, "Quantity: Trainers"))), ==, "many");
  g_assert_true (shows (fixture, "“many” is not a number"));
  g_assert_null (named (fixture, GTK_TYPE_ENTRY, "Item: new line"));

  type (fixture, "Quantity: Trainers", "3");
  click (fixture, "Add a line: 2 – Travel");
  gtk_editable_set_text (GTK_EDITABLE (named (fixture, GTK_TYPE_ENTRY, "Quantity: new line")), "5");
  click (fixture, "Add a line: 3 – Equipment and supplies");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (named (fixture, GTK_TYPE_ENTRY, "Quantity: new line"))), ==, "5");

  /* Nor does leaving it. */
  gtk_editable_set_text (GTK_EDITABLE (named (fixture, GTK_TYPE_ENTRY, "Quantity: Trainers")), "none");
  app_press (named (fixture, GTK_TYPE_ENTRY, "Quantity: new line"), GDK_KEY_Escape);
  g_assert_null (named (fixture, GTK_TYPE_ENTRY, "Item: new line"));
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (named (fixture, GTK_TYPE_ENTRY, "Quantity: Trainers"))), ==, "none");
}

static void
test_what_others_write_arrives (Fixture      *fixture,
                                gconstpointer data)
{
  g_autofree char *line = laptop_put (fixture->laptop, NULL, "budget_line", NULL, "project", fixture->project, "heading", "1",
                                      "item", "Trainers", "quantity", "2000", "unit_cost", "500", NULL);
  GtkWidget       *entry;

  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  entry = named (fixture, GTK_TYPE_ENTRY, "Quantity: Trainers");
  gtk_editable_set_text (GTK_EDITABLE (named (fixture, GTK_TYPE_ENTRY, "Unit: Trainers")), "half typed");
  laptop_edit (fixture->laptop, NULL, "budget_line", line, "quantity", "7000");
  refresh (fixture);
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (entry)), ==, "7");
  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (named (fixture, GTK_TYPE_ENTRY, "Unit: Trainers"))), ==, "half typed");
}

/* A grant that nobody entered, and a budget without lines, are not amounts of nothing: nor
 * is what the sources give more than they. */
static void
test_what_nobody_entered_is_a_dash (Fixture      *fixture,
                                    gconstpointer data)
{
  static const char *const fields[] = { "grant", "cofinancing" };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    laptop_edit (fixture->laptop, NULL, "project", fixture->project, fields[i], NULL);
  g_free (laptop_put (fixture->laptop, NULL, "funding", NULL, "project", fixture->project, "kind", "grant", "amount", "5000", NULL));
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  g_assert_true (shows (fixture, "50.00"));
  g_assert_null (app_find (GTK_WIDGET (fixture->tab), app_is_label, "0.00\302\240KM"));
  g_assert_false (shows (fixture, "more than the total"));
}

static gboolean
is_save (GtkWidget    *widget,
         gconstpointer data)
{
  return GTK_IS_BUTTON (widget) && g_strcmp0 (gtk_button_get_label (GTK_BUTTON (widget)), "_Save") == 0;
}

static gboolean
tells_in_label (GtkWidget    *widget,
                gconstpointer text)
{
  return GTK_IS_LABEL (widget) && strstr (gtk_label_get_label (GTK_LABEL (widget)), text) != NULL;
}

/* Presses a step of a tranche; the dialog says @tells of its condition.
 * @answers: (nullable) (array zero-terminated=1): fields and what is typed into them */
static void
tranche_step (Fixture           *fixture,
              const char        *name,
              const char        *tells,
              const char *const *answers)
{
  GtkWidget *dialog;

  click (fixture, name);
  dialog = app_find_window (LEP_TYPE_DAY_DIALOG);
  g_assert_nonnull (dialog);
  for (; answers != NULL && *answers != NULL; answers += 2)
    {
      LepFieldRow *row = lep_form_get_row (LEP_FORM (app_find_type (dialog, LEP_TYPE_FORM)), answers[0]);

      gtk_editable_set_text (GTK_EDITABLE (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (row)), answers[1]);
      lep_field_row_leave (row);
    }
  g_assert_nonnull (app_find (dialog, tells_in_label, tells));
  g_signal_emit_by_name (app_find (dialog, is_save, NULL), "clicked");
  refresh (fixture);
}

static void
test_tranches_take_their_steps (Fixture      *fixture,
                                gconstpointer data)
{
  g_free (laptop_put (fixture->laptop, NULL, "tranche", NULL, "project", fixture->project, "number", "1", "percent", "10000",
                      "amount", "100000", "condition", "interim_report", "status", "planned", NULL));
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  tranche_step (fixture, "Mark as due…", "no report of the project is approved", NULL);
  tranche_step (fixture, "Mark as requested…", "no report of the project is approved", (const char *const[]){ "requested_on", "19 Nov 2026", NULL });
  g_free (laptop_put (fixture->laptop, NULL, "period", NULL, "project", fixture->project, "from", "2026-01-01", "to", "2026-03-31",
                      "status", "approved", NULL));
  tranche_step (fixture, "Mark as approved…", "Condition: Interim report.", NULL);

  /* The bank paid on another day, and not all of it; no day is none. */
  tranche_step (fixture, "Mark as paid…", "Condition: Interim report.", (const char *const[]){ "paid_on", "", NULL });
  laptop_expect (fixture->laptop, "SELECT status FROM k_tranche", "approved");
  gtk_window_destroy (GTK_WINDOW (app_find_window (LEP_TYPE_DAY_DIALOG)));
  tranche_step (fixture, "Mark as paid…", "Condition: Interim report.", (const char *const[]){ "paid_on", "20 Nov 2026", "paid", "900", NULL });
  laptop_expect (fixture->laptop, "SELECT status || due_on || requested_on || approved_on || paid_on || paid FROM k_tranche",
                 "paid2026-11-212026-11-192026-11-212026-11-2090000");
  g_assert_null (app_find_window (LEP_TYPE_DAY_DIALOG));
}

static char *
add_period (Fixture *fixture)
{
  g_autofree char *trained = laptop_put (fixture->laptop, NULL, "indicator", NULL, "code", "TRAINED", "name", "Trained", "unit", "persons",
                                         "accumulation", "sum", NULL);

  g_free (laptop_put (fixture->laptop, NULL, "period", NULL, "project", fixture->project, "from", "2026-01-01", "to", "2026-03-31",
                      "status", "open", NULL));
  return laptop_put (fixture->laptop, NULL, "outcome", NULL, "project", fixture->project, "indicator", trained, "from", "2026-01-01",
                     "to", "2026-03-31", "value", "60", NULL);
}

/* Presses the step and says yes to its question, which names @tells. */
static void
step (Fixture    *fixture,
      const char *name,
      const char *tells)
{
  click (fixture, name);
  app_answer ("take", tells);
  refresh (fixture);
}

static void
test_a_period_takes_its_steps (Fixture      *fixture,
                               gconstpointer data)
{
  g_autofree char *outcome = add_period (fixture);

  open_tab (fixture, LEP_TYPE_REPORTS_TAB);
  g_assert_null (named (fixture, GTK_TYPE_BUTTON, "Approve: 1 Jan 2026 – 31 Mar 2026"));
  gtk_widget_grab_focus (named (fixture, GTK_TYPE_BUTTON, "Submit: 1 Jan 2026 – 31 Mar 2026"));
  step (fixture, "Submit: 1 Jan 2026 – 31 Mar 2026", "In the name of Coordinator, on ");
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window)) == named (fixture, GTK_TYPE_BUTTON, "Return: 1 Jan 2026 – 31 Mar 2026"));
  laptop_expect (fixture->laptop, "SELECT count (*) FROM k_snapshot", "1");
  laptop_edit (fixture->laptop, NULL, "outcome", outcome, "value", "58");
  refresh (fixture);
  g_assert_true (shows (fixture, "\342\210\2222"));
  g_assert_true (shows (fixture, "What was reported stays as it was."));
  step (fixture, "Approve: 1 Jan 2026 – 31 Mar 2026", "The programme decides");
  step (fixture, "Lock: 1 Jan 2026 – 31 Mar 2026", "a reason and a last day");
  laptop_expect (fixture->laptop, "SELECT status FROM k_period", "locked");
}

static gboolean
is_typed (GtkWidget    *widget,
          gconstpointer text)
{
  return GTK_IS_EDITABLE (widget) && g_str_equal (gtk_editable_get_text (GTK_EDITABLE (widget)), text);
}

/* The next period begins behind the last one. */
static void
test_a_new_period_begins_behind_the_last (Fixture      *fixture,
                                          gconstpointer data)
{
  g_autofree char *outcome = add_period (fixture);
  GtkWidget       *dialog;

  open_tab (fixture, LEP_TYPE_REPORTS_TAB);
  click (fixture, "Add a reporting period");
  dialog = app_find_window (LEP_TYPE_RECORD_DIALOG);
  g_assert_nonnull (app_find (dialog, is_typed, "1 Apr 2026"));
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* The button for the other side's step stands where one's own stood. */
static void
test_a_step_of_a_period_asks_first (Fixture      *fixture,
                                    gconstpointer data)
{
  g_autofree char *outcome = add_period (fixture);

  open_tab (fixture, LEP_TYPE_REPORTS_TAB);
  click (fixture, "Submit: 1 Jan 2026 – 31 Mar 2026");
  laptop_expect (fixture->laptop, "SELECT status FROM k_period", "open");
  g_assert_cmpstr (adw_message_dialog_get_default_response (app_find_message ()), ==, "cancel");
  g_assert_null (strstr (adw_message_dialog_get_body (app_find_message ()), "not over"));
  app_answer ("cancel", "every figure is kept as it stands now");
  laptop_expect (fixture->laptop, "SELECT status FROM k_period", "open");

  /* What others write while the question stands does not make the answer go nowhere. */
  click (fixture, "Submit: 1 Jan 2026 – 31 Mar 2026");
  laptop_edit (fixture->laptop, NULL, "outcome", outcome, "value", "58");
  refresh (fixture);
  app_answer ("take", "Coordinator");
  laptop_expect (fixture->laptop, "SELECT status FROM k_period", "submitted");
}

static void
test_a_period_that_is_not_over_says_so_before_its_step (Fixture      *fixture,
                                                        gconstpointer data)
{
  g_free (laptop_put (fixture->laptop, NULL, "period", NULL, "project", fixture->project, "from", "2026-01-01", "to", "2099-12-31",
                      "status", "open", NULL));
  open_tab (fixture, LEP_TYPE_REPORTS_TAB);
  step (fixture, "Submit: 1 Jan 2026 – 31 Dec 2099", "The period is not over: it ends on 31 Dec 2099.");
  laptop_expect (fixture->laptop, "SELECT status FROM k_period", "submitted");
}

static void
test_reopening_asks_why_and_until_when (Fixture      *fixture,
                                        gconstpointer data)
{
  g_autofree char *outcome = add_period (fixture);
  GtkWidget       *popover;

  open_tab (fixture, LEP_TYPE_REPORTS_TAB);
  step (fixture, "Submit: 1 Jan 2026 – 31 Mar 2026", "The partnership hands it in");
  step (fixture, "Approve: 1 Jan 2026 – 31 Mar 2026", "The programme decides");
  step (fixture, "Lock: 1 Jan 2026 – 31 Mar 2026", "a reason and a last day");
  g_signal_emit_by_name (named (fixture, GTK_TYPE_BUTTON, "Reopen…: 1 Jan 2026 – 31 Mar 2026"), "clicked");
  popover = named (fixture, LEP_TYPE_REASON_POPOVER, NULL);
  g_assert_nonnull (popover);

  /* What others write meanwhile does not take away what is being written. */
  g_free (laptop_put (fixture->laptop, NULL, "project", NULL, "partnership", PARTNERSHIP, "title", "Two", "activity", "retraining", NULL));
  refresh (fixture);
  g_assert_true (named (fixture, LEP_TYPE_REASON_POPOVER, NULL) == popover);
  g_signal_emit_by_name (popover, "given", "Late proof", "1 Jan 2001");
  laptop_expect (fixture->laptop, "SELECT status FROM k_period", "locked");
  g_signal_emit_by_name (popover, "given", "Late proof", "31 Dec 2099");
  laptop_expect (fixture->laptop, "SELECT status || reopen_reason || reopened_until FROM k_period", "openLate proof2099-12-31");
  refresh (fixture);
  app_wait_until (shows (fixture, "by Coordinator: “Late proof”"));
}

static char *
put_outcome (Fixture    *fixture,
             LepEdit    *edit,
             const char *indicator)
{
  g_autoptr (GError) error = NULL;

  lep_edit_row (edit, PARTNERSHIP, "outcome", NULL, &error);
  g_assert_no_error (error);
  lep_edit_set (edit, "project", fixture->project);
  lep_edit_set (edit, "indicator", indicator);
  lep_edit_set (edit, "from", "2026-01-01");
  lep_edit_set (edit, "to", "2026-03-31");
  lep_edit_set (edit, "value", "1");
  return g_strdup (lep_edit_last_id (edit));
}

static void
test_a_figure_without_a_total_is_not_compared (Fixture      *fixture,
                                               gconstpointer data)
{
  g_autofree char *seen = laptop_put (fixture->laptop, NULL, "indicator", NULL, "code", "SEEN", "name", "Seen", "unit", "persons",
                                      "accumulation", "none", NULL);
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;

  g_free (put_outcome (fixture, edit, seen));
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  g_free (laptop_put (fixture->laptop, NULL, "published_figure", NULL, "subject", "One", "indicator", seen, "value", "42",
                      "cut_off_on", "2018-12-26", NULL));
  g_free (laptop_put (fixture->laptop, NULL, "target", NULL, "project", fixture->project, "indicator", seen, "value", "24", NULL));
  open_tab (fixture, LEP_TYPE_RESULTS_TAB);
  g_assert_true (shows (fixture, "Seen was published as 42 on 26 December 2018."));
  g_assert_false (shows (fixture, "It is 0 now"));
  g_assert_true (shows (fixture, "only listed, not added up"));
  g_assert_false (shows (fixture, "0\302\240%"));
}

/* Two laptops differ about a result: the figures that count it say so. */
static void
test_what_is_not_settled_is_provisional (Fixture      *fixture,
                                         gconstpointer data)
{
  const GType      tabs[] = { LEP_TYPE_RESULTS_TAB, LEP_TYPE_REPORTS_TAB };
  g_autofree char *outcome = add_period (fixture);
  Laptop          *other = laptop_new (fixture->dir, 2);

  laptop_give (fixture->laptop, other);
  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    {
      open_tab (fixture, tabs[i]);
      g_assert_true (shows (fixture, "Trained"));
      g_assert_true (shows (fixture, "provisional") == (i > 0));
      if (i == 0)
        {
          laptop_edit (fixture->laptop, NULL, "outcome", outcome, "value", "58");
          laptop_edit (other, NULL, "outcome", outcome, "value", "59");
          laptop_give (other, fixture->laptop);
          refresh (fixture);
          g_assert_true (shows (fixture, "persons \302\267 provisional"));
          gtk_window_destroy (GTK_WINDOW (fixture->window));
          g_clear_object (&fixture->record);
        }
    }
  laptop_free (other);
}

/* The columns reach from the first to the last of them; deleted ones do not count. */
static void
test_last_days_of_results (Fixture      *fixture,
                           gconstpointer data)
{
  g_autofree char *trained = laptop_put (fixture->laptop, NULL, "indicator", NULL, "code", "TRAINED", "name", "Trained", "unit", "persons",
                                         "accumulation", "sum", NULL);
  g_autofree char *late = NULL;
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (LepEdit) deletion = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;
  char first[11], last[11];

  g_assert_true (lep_project_last_days (fixture->laptop->workspace, fixture->project, first, last, &error));
  g_assert_cmpstr (first, ==, "");
  g_assert_cmpstr (last, ==, "");
  g_free (put_outcome (fixture, edit, trained));
  lep_edit_commit (edit, &error);
  late = laptop_put (fixture->laptop, NULL, "outcome", NULL, "project", fixture->project, "indicator", trained, "from", "2026-04-01",
                     "to", "2026-06-30", "value", "1", NULL);
  lep_project_last_days (fixture->laptop->workspace, fixture->project, first, last, &error);
  g_assert_cmpstr (first, ==, "2026-03-31");
  g_assert_cmpstr (last, ==, "2026-06-30");
  lep_edit_delete (deletion, NULL, "outcome", late, &error);
  lep_edit_commit (deletion, &error);
  lep_project_last_days (fixture->laptop->workspace, fixture->project, first, last, &error);
  g_assert_cmpstr (last, ==, "2026-03-31");
  g_assert_no_error (error);
}

/* Renames the table @from of the workspace, behind the back of the program. */
/* What cannot be read leaves no table that shows other things, and is not told as none: the
 * reason stands there, and a button that reads again. */
static void
test_a_tab_that_cannot_be_read_says_so (Fixture      *fixture,
                                        gconstpointer data)
{
  const struct
  {
    GType       tab;
    const char *table;
    const char *said;
  } cases[] = {
    { LEP_TYPE_RESULTS_TAB, "k_period", "The results could not be read" },
    { LEP_TYPE_MONEY_TAB, "k_budget_line", "The money of the project could not be read" },
    { LEP_TYPE_REPORTS_TAB, "k_period", "The periods could not be read" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      open_tab (fixture, cases[i].tab);
      g_assert_null (app_find_type (GTK_WIDGET (fixture->tab), LEP_TYPE_UNREAD));
      app_rename_table (lep_workspace_get_path (fixture->laptop->workspace), cases[i].table, "away");
      refresh (fixture);
      g_assert_true (shows (fixture, cases[i].said));
      g_assert_true (shows (fixture, "could not be read or written"));
      refresh (fixture);
      g_assert_true (shows (fixture, cases[i].said));
      app_rename_table (lep_workspace_get_path (fixture->laptop->workspace), "away", cases[i].table);
      g_signal_emit_by_name (app_find_type (GTK_WIDGET (fixture->tab), LEP_TYPE_UNREAD), "again");
      g_assert_null (app_find_type (GTK_WIDGET (fixture->tab), LEP_TYPE_UNREAD));
      g_clear_pointer ((GtkWindow **) &fixture->window, gtk_window_destroy);
      g_clear_object (&fixture->record);
    }
}

static void
test_a_total_shows_its_first_entries (Fixture      *fixture,
                                      gconstpointer data)
{
  g_autofree char *trained = laptop_put (fixture->laptop, NULL, "indicator", NULL, "code", "TRAINED", "name", "Trained", "unit", "persons",
                                         "accumulation", "sum", NULL);
  LepTotalQuery    query = { .indicator = trained, .scope = LEP_SCOPE_PROJECT, .scope_id = fixture->project, .with_entries = TRUE };
  g_autoptr (LepEdit) edit = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;
  GtkWidget *popover;
  guint      last = 99, none = 100;

  for (guint i = 0; i < 103; i++)
    g_free (put_outcome (fixture, edit, trained));
  lep_edit_commit (edit, &error);
  g_assert_no_error (error);
  open_tab (fixture, LEP_TYPE_MONEY_TAB);
  popover = lep_total_popover_open (GTK_WIDGET (fixture->tab), fixture->laptop->workspace, &query);

  /* They are read in a thread; what opens is not seen before. */
  g_assert_false (gtk_widget_get_visible (popover));
  app_wait_until (gtk_widget_get_visible (popover));
  g_assert_true (shows (fixture, "Trained: 103 entries"));
  g_assert_true (shows (fixture, "and 3 more"));
  g_assert_nonnull (find (popover, ADW_TYPE_ACTION_ROW, NULL, &last));
  g_assert_null (find (popover, ADW_TYPE_ACTION_ROW, NULL, &none));
  gtk_widget_unparent (popover);
}

/* The currency is written along with the grant, and is as it was. */
static void
test_history_leaves_out_what_is_written_along (Fixture      *fixture,
                                               gconstpointer data)
{
  laptop_edit (fixture->laptop, NULL, "project", fixture->project, "grant", "200000");
  open_tab (fixture, LEP_TYPE_HISTORY_TAB);
  app_settle ();
  g_assert_true (shows (fixture, "Grant: 1,000.00"));
  g_assert_false (shows (fixture, "Currency: BAM →"));
  g_assert_false (shows (fixture, "Convertible mark →"));
}

#define TEST(name) g_test_add ("/project/" #name, Fixture, NULL, set_up, test_##name, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();

  TEST (a_line_is_typed_and_saved);
  TEST (a_line_has_the_decimals_of_its_currency);
  TEST (a_wrong_number_stays_and_is_told);
  TEST (what_is_refused_holds_the_project);
  TEST (a_new_line_throws_nothing_away);
  TEST (what_others_write_arrives);
  TEST (tranches_take_their_steps);
  TEST (a_period_takes_its_steps);
  TEST (a_new_period_begins_behind_the_last);
  TEST (a_step_of_a_period_asks_first);
  TEST (a_period_that_is_not_over_says_so_before_its_step);
  TEST (a_figure_without_a_total_is_not_compared);
  TEST (what_is_not_settled_is_provisional);
  TEST (last_days_of_results);
  TEST (a_tab_that_cannot_be_read_says_so);
  TEST (what_nobody_entered_is_a_dash);
  TEST (a_total_shows_its_first_entries);
  TEST (reopening_asks_why_and_until_when);
  TEST (history_leaves_out_what_is_written_along);

  return g_test_run ();
}
