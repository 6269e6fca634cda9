/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rules about a project's money that refuse an edit, and that let people mend
 * what a merge has left. */

#include "rules.h"

#include "lep-attention.h"

/* Whatever makes the share of indirect costs or of the contingency too large. */
static void
test_call_limits_the_budget (Fixture      *fixture,
                             gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *programme = laptop_put (laptop, PROGRAMME, "programme", NULL, "name", "P", "currency", "BAM", NULL);
  g_autofree char *call = laptop_put (laptop, PROGRAMME, "call", NULL, "programme", programme, "reference", "C", "title", "C",
                                      "max_indirect", "700", "max_contingency", "500", NULL);
  g_autofree char *lead = laptop_put (laptop, PROGRAMME, "organisation", NULL, "name", "O", "actor_group", "ngo", NULL);
  g_autofree char *application = laptop_put (laptop, PARTNERSHIP, "application", NULL, "call", call, "lead", lead, "title", "A", NULL);
  g_autofree char *direct = NULL;
  g_autofree char *more = NULL;
  g_autofree char *indirect = NULL;
  g_autofree char *contingency = NULL;

  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "application", application);
  refused (fixture, "budget_line.unit_cost, rule 5", PARTNERSHIP, "budget_line", NULL, "project", fixture->project, "heading", "8",
           "item", "I", "unit_cost", "1", NULL);
  refused (fixture, "budget_line.unit_cost, rule 5", PARTNERSHIP, "budget_line", NULL, "project", fixture->project, "heading", "10",
           "item", "I", "unit_cost", "1", NULL);
  direct = laptop_put (laptop, PARTNERSHIP, "budget_line", NULL, "project", fixture->project, "heading", "1", "item", "I",
                       "unit_cost", "10000", NULL);
  indirect = laptop_put (laptop, PARTNERSHIP, "budget_line", NULL, "project", fixture->project, "heading", "8", "item", "I",
                         "unit_cost", "700", NULL);
  contingency = laptop_put (laptop, PARTNERSHIP, "budget_line", NULL, "project", fixture->project, "heading", "10", "item", "I",
                            "unit_cost", "535", NULL);
  refused (fixture, "budget_line.unit_cost, rule 5", PARTNERSHIP, "budget_line", indirect, "unit_cost", "701", NULL);
  refused (fixture, "budget_line.unit_cost, rule 5", PARTNERSHIP, "budget_line", contingency, "unit_cost", "536", NULL);
  refused (fixture, "budget_line.unit_cost, rule 5", PARTNERSHIP, "budget_line", direct, "unit_cost", "9999", NULL);
  refused (fixture, "budget_line.quantity, rule 5", PARTNERSHIP, "budget_line", direct, "quantity", "999", NULL);
  refused (fixture, "budget_line.heading, rule 5", PARTNERSHIP, "budget_line", direct, "heading", "12", NULL);
  refused_life (fixture, "budget_line.unit_cost, rule 5", "budget_line", direct, LEP_LIFE_DELETED);

  /* After the call became stricter, all that makes it better is taken. */
  laptop_edit (laptop, PROGRAMME, "call", call, "max_indirect", "300");
  more = laptop_put (laptop, PARTNERSHIP, "budget_line", NULL, "project", fixture->project, "heading", "2", "item", "I", "unit_cost", "1", NULL);
  laptop_life (laptop, PARTNERSHIP, "budget_line", contingency, LEP_LIFE_DELETED);
  refused (fixture, "budget_line.unit_cost, rule 5", PARTNERSHIP, "budget_line", more, "unit_cost", "0", NULL);
  laptop_life (laptop, PARTNERSHIP, "budget_line", indirect, LEP_LIFE_DELETED);
  laptop_life (laptop, PARTNERSHIP, "budget_line", direct, LEP_LIFE_DELETED);
}

/* A project of a call, with direct costs of 10,000, indirect ones and a contingency
 * that were inside its limits until it became stricter. */
typedef struct
{
  char *direct;
  char *empty; /* a direct line without an amount */
  char *indirect;
  char *contingency;
} Lines;

static char *
add_line (Fixture    *fixture,
          const char *heading,
          const char *cost)
{
  return laptop_put (fixture->laptop, PARTNERSHIP, "budget_line", NULL, "project", fixture->project, "heading", heading, "item", "I", "unit_cost", cost, NULL);
}

static void
lines_above (Fixture    *fixture,
             Lines      *lines,
             const char *max_indirect,
             const char *max_contingency)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *programme = laptop_put (laptop, PROGRAMME, "programme", NULL, "name", "P", "currency", "BAM", NULL);
  g_autofree char *call = laptop_put (laptop, PROGRAMME, "call", NULL, "programme", programme, "reference", "C", "title", "C", NULL);
  g_autofree char *lead = laptop_put (laptop, PROGRAMME, "organisation", NULL, "name", "O", "actor_group", "ngo", NULL);
  g_autofree char *application = laptop_put (laptop, PARTNERSHIP, "application", NULL, "call", call, "lead", lead, "title", "A", NULL);

  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "application", application);
  lines->direct = add_line (fixture, "1", "10000");
  lines->empty = add_line (fixture, "2", NULL);
  lines->indirect = add_line (fixture, "8", "690");
  lines->contingency = add_line (fixture, "10", "500");
  laptop_edit (laptop, PROGRAMME, "call", call, "max_indirect", max_indirect);
  laptop_edit (laptop, PROGRAMME, "call", call, "max_contingency", max_contingency);
}

static void
lines_clear (Lines *lines)
{
  g_free (lines->direct);
  g_free (lines->empty);
  g_free (lines->indirect);
  g_free (lines->contingency);
}

/* What does not make the share larger is accepted, though it still is too large. */
static void
test_a_share_comes_down_step_by_step (Fixture      *fixture,
                                      gconstpointer data)
{
  Laptop *laptop = fixture->laptop;
  Lines   lines;

  lines_above (fixture, &lines, "600", "300");
  laptop_edit (laptop, PARTNERSHIP, "budget_line", lines.direct, "unit_cost", "10001");
  laptop_edit (laptop, PARTNERSHIP, "budget_line", lines.empty, "quantity", "2500");
  laptop_edit (laptop, PARTNERSHIP, "budget_line", lines.empty, "unit_cost", "100");
  laptop_edit (laptop, PARTNERSHIP, "budget_line", lines.contingency, "unit_cost", "480");
  laptop_edit (laptop, PARTNERSHIP, "budget_line", lines.direct, "unit", "km");
  laptop_edit (laptop, PARTNERSHIP, "budget_line", lines.direct, "heading", "3");
  g_free (laptop_put (laptop, PARTNERSHIP, "budget_line", lines.direct, "unit_cost", "20002", "quantity", "500", NULL));

  /* As large as before to the last digit; one more is worse. */
  refused (fixture, "budget_line.unit_cost, rule 5", PARTNERSHIP, "budget_line", lines.direct, "unit_cost", "20000", NULL);
  refused (fixture, "budget_line.quantity, rule 5", PARTNERSHIP, "budget_line", lines.empty, "quantity", "2000", NULL);
  refused (fixture, "budget_line.heading, rule 5", PARTNERSHIP, "budget_line", lines.direct, "heading", "12", NULL);
  refused (fixture, "budget_line.unit_cost, rule 5", PARTNERSHIP, "budget_line", lines.indirect, "unit_cost", "691", NULL);
  refused (fixture, "budget_line.unit_cost, rule 5", PARTNERSHIP, "budget_line", lines.contingency, "unit_cost", "481", NULL);
  refused (fixture, "budget_line.unit_cost, rule 5", PARTNERSHIP, "budget_line", NULL, "project", fixture->project, "heading", "8", "item", "I", "unit_cost", "1", NULL);
  refused_life (fixture, "budget_line.unit_cost, rule 5", "budget_line", lines.direct, LEP_LIFE_DELETED);
  assert_refusal (fixture, "budget_line", lines.empty, "quantity", "2000",
                  "Budget line, Quantity “2.000”: indirect costs would be above 6.00 percent of the direct ones; "
                  "lower them or enter the direct ones first. (budget_line.quantity, rule 5)");
  lines_clear (&lines);
}

/* Indirect costs are part of what the contingency is a share of. */
static void
test_indirect_costs_come_down (Fixture      *fixture,
                               gconstpointer data)
{
  Laptop *laptop = fixture->laptop;
  Lines   lines;

  lines_above (fixture, &lines, "600", "500");
  laptop_edit (laptop, PARTNERSHIP, "budget_line", lines.indirect, "unit_cost", "680");
  refused (fixture, "budget_line.unit_cost, rule 5", PARTNERSHIP, "budget_line", lines.indirect, "unit_cost", "681", NULL);
  laptop_edit (laptop, PARTNERSHIP, "budget_line", lines.indirect, "unit_cost", "600");
  refused (fixture, "budget_line.unit_cost, rule 5", PARTNERSHIP, "budget_line", lines.indirect, "unit_cost", "601", NULL);
  lines_clear (&lines);
}

/* A direct line that goes to another project leaves the indirect costs behind. */
static void
test_a_share_of_what_a_line_leaves (Fixture      *fixture,
                                    gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *other = laptop_put (laptop, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Other", "activity", "retraining", NULL);
  Lines            lines;

  lines_above (fixture, &lines, "700", "500");
  assert_refusal (fixture, "budget_line", lines.direct, "project", other,
                  "Budget line, Project “Other”: indirect costs of “T”, which the line leaves, would be above 7.00\302\240% of the direct ones; "
                  "lower them first. (budget_line.project, rule 5)");
  laptop_edit (laptop, PARTNERSHIP, "budget_line", lines.empty, "project", other);
  laptop_edit (laptop, PARTNERSHIP, "budget_line", lines.contingency, "project", other);
  laptop_edit (laptop, PARTNERSHIP, "budget_line", lines.indirect, "project", other);
  laptop_edit (laptop, PARTNERSHIP, "budget_line", lines.direct, "project", other);
  lines_clear (&lines);
}

/* A line that moves in the same edit says nothing about a third project, whose own lines
 * were left above their limit by somebody else and come down. */
static void
test_a_share_that_no_line_leaves (Fixture      *fixture,
                                  gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *from = laptop_put (laptop, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "From", "activity", "retraining", NULL);
  g_autofree char *to = laptop_put (laptop, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "To", "activity", "retraining", NULL);
  g_autofree char *line = laptop_put (laptop, PARTNERSHIP, "budget_line", NULL, "project", from, "heading", "1", "item", "I", "unit_cost", "1", NULL);
  g_autoptr (LepEdit) edit = lep_edit_new (laptop->workspace);
  g_autoptr (GError) error = NULL;
  Lines lines;

  lines_above (fixture, &lines, "700", "500");
  g_assert_true (lep_edit_row (edit, PARTNERSHIP, "budget_line", line, &error));
  lep_edit_set (edit, "project", to);
  g_assert_true (lep_edit_row (edit, PARTNERSHIP, "budget_line", lines.direct, &error));
  lep_edit_life (edit, LEP_LIFE_DELETED);
  g_assert_false (lep_edit_commit (edit, &error));
  g_assert_null (strstr (error->message, "which the line leaves"));
  lines_clear (&lines);
}

/* An action is held to what it does as a whole. */
static void
test_a_share_of_several_lines (Fixture      *fixture,
                               gconstpointer data)
{
  g_autoptr (LepEdit) worse = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (LepEdit) better = lep_edit_new (fixture->laptop->workspace);
  g_autoptr (GError) error = NULL;
  Lines lines;

  lines_above (fixture, &lines, "600", "500");
  g_assert_true (lep_edit_row (worse, PARTNERSHIP, "budget_line", lines.direct, &error));
  lep_edit_set (worse, "unit_cost", "11000");
  g_assert_true (lep_edit_row (worse, PARTNERSHIP, "budget_line", lines.indirect, &error));
  lep_edit_set (worse, "unit_cost", "760");
  g_assert_false (lep_edit_commit (worse, &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_INVALID);
  g_clear_error (&error);

  g_assert_true (lep_edit_row (better, PARTNERSHIP, "budget_line", lines.direct, &error));
  lep_edit_set (better, "unit_cost", "11000");
  g_assert_true (lep_edit_row (better, PARTNERSHIP, "budget_line", lines.indirect, &error));
  lep_edit_set (better, "unit_cost", "759");
  g_assert_true (lep_edit_commit (better, &error));
  g_assert_no_error (error);
  lines_clear (&lines);
}

/* What the report of a locked period tells keeps its currency. */
static void
test_currency_of_a_locked_period (Fixture      *fixture,
                                  gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *spent = laptop_put (laptop, PARTNERSHIP, "expenditure", NULL, "project", fixture->project, "spent_on", "2026-04-01", "amount", "5000", NULL);
  g_autofree char *period = laptop_put (laptop, PARTNERSHIP, "period", NULL, "project", fixture->project, "from", "2026-01-01", "to", "2026-03-31", "status", "locked", NULL);
  g_autofree char *next = laptop_put (laptop, PARTNERSHIP, "period", NULL, "project", fixture->project, "from", "2026-04-01", "to", "2026-06-30", "status", "approved", NULL);
  g_autofree char *tranche = NULL;

  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "currency", "EUR");
  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "currency", NULL);
  laptop_edit (laptop, PARTNERSHIP, "period", next, "status", "locked");
  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "currency", "BAM");
  assert_refusal (fixture, "project", fixture->project, "currency", "EUR",
                  "Project, Currency “Euro”: money of the locked period 1 Apr 2026 to 30 Jun 2026 was reported in KM; "
                  "reopen the period with a reason first. (project.currency, rule 14)");
  refused (fixture, "project.currency, rule 14", PARTNERSHIP, "project", fixture->project, "currency", NULL, NULL);
  /* The grant is written together with its currency, which stays. */
  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "grant", "90000");

  g_free (laptop_put (laptop, PARTNERSHIP, "period", next, "status", "open", "reopen_reason", "wrong", "reopened_until", "2099-01-31", NULL));
  laptop_edit (laptop, PARTNERSHIP, "project", fixture->project, "currency", "EUR");
  tranche = laptop_put (laptop, PARTNERSHIP, "tranche", NULL, "project", fixture->project, "number", "1", "amount", "100", "status", "paid", "paid", "100", "paid_on", "2026-02-01", NULL);
  refused (fixture, "project.currency, rule 14", PARTNERSHIP, "project", fixture->project, "currency", "BAM", NULL);
}

/* What attention tells of lines and sources. */
static void
expect_found (Fixture    *fixture,
              const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = lep_attention (fixture->laptop->workspace, "2026-06-30", NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const LepFinding *finding = g_ptr_array_index (findings, i);

      if (g_strcmp0 (finding->field, "source") == 0 || g_strcmp0 (finding->field, "budget_line") == 0)
        g_string_append_printf (text, "%u %s.%s: %s\n", finding->rule, finding->kind, finding->field, finding->text);
    }
  g_assert_cmpstr (text->str, ==, expected);
}

/* A line and a source belong to one project. */
static void
test_lines_and_sources_of_their_project (Fixture      *fixture,
                                         gconstpointer data)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *other = laptop_put (laptop, PARTNERSHIP, "project", NULL, "partnership", PARTNERSHIP, "title", "Other", "activity", "retraining", NULL);
  g_autofree char *line = laptop_put (laptop, PARTNERSHIP, "budget_line", NULL, "project", other, "heading", "1", "item", "Trainers", NULL);
  g_autofree char *source = laptop_put (laptop, PARTNERSHIP, "funding", NULL, "project", other, "kind", "grant", "amount", "100", NULL);
  g_autofree char *own_line = laptop_put (laptop, PARTNERSHIP, "budget_line", NULL, "project", fixture->project, "heading", "1", "item", "L", NULL);
  g_autofree char *own_source = laptop_put (laptop, PARTNERSHIP, "funding", NULL, "project", fixture->project, "kind", "grant", "amount", "100", NULL);
  g_autofree char *spent = laptop_put (laptop, PARTNERSHIP, "expenditure", NULL, "project", fixture->project, "spent_on", "2026-02-01", "amount", "5", "budget_line", own_line, NULL);

  assert_refusal (fixture, "expenditure", spent, "budget_line", line,
                  "Expenditure, Budget line “Trainers”: this budget line is of another project; choose one of “T”. (expenditure.budget_line, rule 6)");
  refused (fixture, "expenditure.budget_line, rule 6", PARTNERSHIP, "expenditure", NULL, "project", fixture->project, "spent_on", "2026-02-01", "amount", "5", "budget_line", line, NULL);
  refused (fixture, "budget_line.source, rule 4", PARTNERSHIP, "budget_line", own_line, "source", source, NULL);
  laptop_edit (laptop, PARTNERSHIP, "budget_line", own_line, "source", own_source);

  /* What came like that can be edited, and mended. */
  laptop_damage (laptop, "UPDATE k_expenditure SET budget_line = (SELECT lep_id_text (r.id) FROM k_budget_line b JOIN row r ON r.rid = b.rid WHERE b.item = 'Trainers')");
  laptop_damage (laptop, "UPDATE k_budget_line SET source = (SELECT lep_id_text (r.id) FROM k_funding f JOIN row r ON r.rid = f.rid WHERE f.project <> k_budget_line.project) WHERE item = 'L'");
  expect_found (fixture, "4 budget_line.source: The source that it is paid from, of 1.00\302\240KM, is of another project. Choose one of its own project.\n"
                         "6 expenditure.budget_line: The budget line “Trainers” is of another project, so this expenditure stands under no heading. Choose one of its own project.\n");
  laptop_edit (laptop, PARTNERSHIP, "budget_line", own_line, "source", own_source);
  laptop_edit (laptop, PARTNERSHIP, "expenditure", spent, "amount", "6");
  laptop_edit (laptop, PARTNERSHIP, "expenditure", spent, "budget_line", own_line);
}

#define ADD(path, function) g_test_add ("/rules-money/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("call-limits-the-budget", test_call_limits_the_budget);
  ADD ("a-share-comes-down-step-by-step", test_a_share_comes_down_step_by_step);
  ADD ("indirect-costs-come-down", test_indirect_costs_come_down);
  ADD ("a-share-of-several-lines", test_a_share_of_several_lines);
  ADD ("a-share-of-what-a-line-leaves", test_a_share_of_what_a_line_leaves);
  ADD ("a-share-that-no-line-leaves", test_a_share_that_no_line_leaves);
  ADD ("currency-of-a-locked-period", test_currency_of_a_locked_period);
  ADD ("lines-and-sources-of-their-project", test_lines_and_sources_of_their_project);

  return g_test_run ();
}
