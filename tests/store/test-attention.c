/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What needs attention: each rule finds what a merge can leave behind, and
 * nothing else. */

#include "attention.h"

#include "lep-heads.h"
#include "lep-tally.h"
#include "lep-util.h"

static void
add_outcome (Fill       *fill,
             guint       id,
             guint       indicator,
             const char *to,
             const char *value)
{
  fill_row (fill, PARTNERSHIP, "outcome", id, "project", fill_id (PROJECT), "indicator", fill_id (indicator),
            "from", "2026-01-01", "to", to, "value", value, "state", "claimed", NULL);
}

static void
test_nothing_is_found_in_good_records (Fill         *fill,
                                       gconstpointer data)
{
  add_outcome (fill, 100, TRAINED, "2026-03-31", "60");
  assert_findings (fill, "");
}

static void
test_partnership (Fill         *fill,
                  gconstpointer data)
{
  static const char *const groups[] = { "municipality", "pes", "employer", "education", "ngo" };

  fill_update (fill, "partnership", PARTNERSHIP, "status = 'active'");
  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      fill_row (fill, PROGRAMME, "organisation", 200 + i, "name", groups[i], "actor_group", groups[i], NULL);
      fill_row (fill, PARTNERSHIP, "membership", 210 + i, "partnership", fill_id (PARTNERSHIP), "organisation", fill_id (200 + i), NULL);
    }
  fill_row (fill, PARTNERSHIP, "meeting", 220, "partnership", fill_id (PARTNERSHIP), "kind", "council", "held_on", "2026-04-01", NULL);
  assert_findings (fill, "");

  fill_update (fill, "membership", 214, "left_on = '2026-06-29'");
  fill_update (fill, "meeting", 220, "held_on = '2025-12-29'");
  assert_findings (fill, "1 partnership.status 002\n17 partnership. 002\n17 partnership. 002\n");

  /* One that never had a council, from half a year after its founding. */
  fill_update (fill, "membership", 214, "left_on = NULL");
  fill_update (fill, "meeting", 220, "kind = 'quarterly', held_on = '2026-06-01'");
  fill_update (fill, "partnership", PARTNERSHIP, "founded_on = '2025-12-30'");
  assert_findings (fill, "");
  fill_update (fill, "partnership", PARTNERSHIP, "founded_on = '2025-12-29'");
  assert_findings (fill, "17 partnership. 002\n");
  fill_row_state (fill, 220, "deleted = 1");
  assert_findings (fill, "17 partnership. 002\n");
}

static void
test_money (Fill         *fill,
            gconstpointer data)
{
  fill_row (fill, PARTNERSHIP, "tranche", 100, "project", fill_id (PROJECT), "number", "1", "percent", "5000", "amount", "50000",
            "paid", "50001", "status", "approved", NULL);
  fill_row (fill, PARTNERSHIP, "tranche", 101, "project", fill_id (PROJECT), "number", "2", "percent", "4999", "amount", "49999", NULL);
  fill_update (fill, "project", PROJECT, "cofinancing = 5");
  fill_row (fill, PARTNERSHIP, "funding", 102, "project", fill_id (PROJECT), "kind", "grant", "amount", "100000", NULL);
  fill_row (fill, PARTNERSHIP, "budget_line", 103, "project", fill_id (PROJECT), "heading", "1", "item", "I", "quantity", "1000",
            "unit_cost", "100", NULL);
  fill_row (fill, PARTNERSHIP, "expenditure", 104, "project", fill_id (PROJECT), "budget_line", fill_id (103), "spent_on",
            "2026-02-01", "amount", "101", "document_no", "7", "supplier", "S", NULL);
  fill_row (fill, PARTNERSHIP, "expenditure", 105, "project", fill_id (PROJECT), "spent_on", "2027-01-01", "amount", "1",
            "document_no", "7", "supplier", "С", NULL); /* the same in Cyrillic */
  fill_row (fill, PARTNERSHIP, "expenditure", 106, "project", fill_id (PROJECT), "spent_on", "2026-02-01", "amount", "1",
            "currency", "USD", NULL);
  assert_findings (fill, "3 project.grant 020\n3 project. 020\n3 tranche.paid 100\n4 project.cofinancing 020\n6 project. 020\n"
                         "6 expenditure.spent_on 105\n6 expenditure.document_no 105\n7 expenditure.rate 106\n");
}

static void
test_lines_under_a_sum (Fill         *fill,
                        gconstpointer data)
{
  static const char *const sums[] = { "7", "9", "11" };

  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    fill_row (fill, PARTNERSHIP, "budget_line", 100 + i, "project", fill_id (PROJECT), "heading", sums[i], "item", "I", "unit_cost", "1000", NULL);
  assert_findings (fill, "6 budget_line.heading 100\n6 budget_line.heading 101\n6 budget_line.heading 102\n");
  for (guint i = 0; i < G_N_ELEMENTS (sums); i++)
    fill_update (fill, "budget_line", 100 + i, "heading = '12'");
  assert_findings (fill, "");
}

/* What the lines of a budget take from a source it has. */
static void
test_lines_within_their_source (Fill         *fill,
                                gconstpointer data)
{
  fill_update (fill, "project", PROJECT, "\"grant\" = 1000, currency = 'BAM'");
  fill_row (fill, PARTNERSHIP, "funding", 100, "project", fill_id (PROJECT), "kind", "grant", "amount", "1000", NULL);
  fill_row (fill, PARTNERSHIP, "budget_line", 101, "project", fill_id (PROJECT), "heading", "1", "item", "I", "quantity", "1000", "unit_cost", "600", "source", fill_id (100), NULL);
  fill_row (fill, PARTNERSHIP, "budget_line", 102, "project", fill_id (PROJECT), "heading", "2", "item", "I", "quantity", "2000", "unit_cost", "200", "source", fill_id (100), NULL);
  assert_findings (fill, "");
  fill_update (fill, "budget_line", 102, "unit_cost = 201");
  assert_findings (fill, "4 funding.amount 100\n");
  fill_row_state (fill, 101, "deleted = 1");
  assert_findings (fill, "");
}

/* Money of other currencies counts by its rate, as in the budget; a line without
 * a price plans nothing; a line that is deleted is none. */
static void
test_overspent_headings (Fill         *fill,
                         gconstpointer data)
{
  fill_row (fill, PARTNERSHIP, "budget_line", 100, "project", fill_id (PROJECT), "heading", "1", "item", "I", "unit_cost", "1000", NULL);
  fill_row (fill, PARTNERSHIP, "budget_line", 101, "project", fill_id (PROJECT), "heading", "2", "item", "I", NULL);
  fill_row (fill, PARTNERSHIP, "expenditure", 102, "project", fill_id (PROJECT), "budget_line", fill_id (100), "spent_on", "2026-02-01",
            "amount", "511", "currency", "EUR", NULL);
  fill_row (fill, PARTNERSHIP, "expenditure", 103, "project", fill_id (PROJECT), "budget_line", fill_id (101), "spent_on", "2026-02-01",
            "amount", "0", NULL);
  assert_findings (fill, "");
  fill_update (fill, "expenditure", 102, "amount = 512");
  assert_findings (fill, "6 project. 020\n");
  fill_update (fill, "expenditure", 102, "currency = 'USD', rate = 1953000");
  assert_findings (fill, "");
  fill_update (fill, "expenditure", 102, "rate = 1955000");
  fill_update (fill, "expenditure", 103, "amount = 1");
  assert_findings (fill, "6 project. 020\n6 project. 020\n");
  fill_update (fill, "expenditure", 102, "budget_line = NULL");
  fill_row_state (fill, 101, "deleted = 1");
  fill_update (fill, "expenditure", 103, "budget_line = NULL");
  /* What has no line counts among the direct costs, which are overspent then. */
  assert_findings (fill, "6 project. 020\n");
}

static void
test_a_grant_without_a_currency (Fill         *fill,
                                 gconstpointer data)
{
  fill_update (fill, "project", PROJECT, "currency = NULL");
  assert_findings (fill, "7 project.currency 020\n");
  fill_update (fill, "project", PROJECT, "status = 'contracting'");
  assert_findings (fill, "");
}

/* A partner's laptop can write a row of any id into its own space. */
static void
test_a_project_in_two_spaces (Fill         *fill,
                              gconstpointer data)
{
  fill_space (fill, 4, "partnership");
  fill_row (fill, PARTNERSHIP, "expenditure", 102, "project", fill_id (PROJECT), "spent_on", "2026-02-01", "amount", "1", NULL);
  fill_row (fill, PARTNERSHIP, "budget_line", 100, "project", fill_id (PROJECT), "heading", "1", "item", "I", NULL);
  assert_findings (fill, "6 project. 020\n");
  fill_row (fill, 4, "project", PROJECT, "partnership", fill_id (PARTNERSHIP), "title", "T", "currency", "BAM", NULL);
  assert_findings (fill, "6 project. 020\n6 project. 020\n");
}

/* What falls short is work in progress until the contract stands; what is too
 * much is found in every state. */
static void
test_sums_that_are_too_large (Fill         *fill,
                              gconstpointer data)
{
  static const char found[] = "3 project.grant 020\n3 project. 020\n4 project.cofinancing 020\n";

  fill_row (fill, PARTNERSHIP, "tranche", 100, "project", fill_id (PROJECT), "number", "1", "percent", "9999", "amount", "99999", NULL);
  fill_row (fill, PARTNERSHIP, "funding", 101, "project", fill_id (PROJECT), "kind", "grant", "amount", "100004", NULL);
  fill_update (fill, "project", PROJECT, "cofinancing = 5, status = NULL");
  assert_findings (fill, "");
  fill_update (fill, "project", PROJECT, "status = 'active'");
  assert_findings (fill, found);

  fill_row (fill, PARTNERSHIP, "tranche", 102, "project", fill_id (PROJECT), "number", "2", "percent", "2", "amount", "2", NULL);
  fill_update (fill, "funding", 101, "amount = 100006");
  assert_findings (fill, found);
  fill_update (fill, "project", PROJECT, "status = 'contracting'");
  assert_findings (fill, found);
  fill_update (fill, "project", PROJECT, "status = NULL");
  assert_findings (fill, found);
  fill_update (fill, "project", PROJECT, "cofinancing = NULL");
  assert_findings (fill, found);
  fill_update (fill, "funding", 101, "amount = 100000");
  assert_findings (fill, "3 project.grant 020\n3 project. 020\n");
}

static void
test_paid_without_day_or_amount (Fill         *fill,
                                 gconstpointer data)
{
  fill_row (fill, PARTNERSHIP, "tranche", 100, "project", fill_id (PROJECT), "number", "1", "percent", "10000", "amount", "100000",
            "status", "paid", NULL);
  assert_findings (fill, "22 tranche.paid_on 100\n22 tranche.paid 100\n");
  fill_update (fill, "tranche", 100, "paid_on = '2026-03-01'");
  assert_findings (fill, "22 tranche.paid 100\n");
  fill_update (fill, "tranche", 100, "paid = 100000");
  assert_findings (fill, "");
}

static void
add_member (Fill       *fill,
            guint       id,
            guint       organisation,
            const char *role,
            const char *joined_on)
{
  fill_row (fill, PARTNERSHIP, "membership", id, "partnership", fill_id (PARTNERSHIP), "organisation", fill_id (organisation), "role", role,
            "joined_on", joined_on, NULL);
}

static void
test_members_at_the_same_time (Fill         *fill,
                               gconstpointer data)
{
  fill_row (fill, PROGRAMME, "organisation", 200, "name", "A", NULL);
  fill_row (fill, PROGRAMME, "organisation", 201, "name", "B", NULL);
  fill_space (fill, 3, "partnership");
  fill_row (fill, 3, "partnership", 3, "name", "Q", NULL);
  add_member (fill, 210, 200, "lead", "2026-01-01");
  add_member (fill, 211, 201, "member", "2026-01-01");
  fill_row (fill, 3, "membership", 212, "partnership", fill_id (3), "organisation", fill_id (200), "role", "lead", NULL);
  assert_findings (fill, "");
  add_member (fill, 213, 201, "lead", "2026-03-01");
  assert_findings (fill, "21 membership.organisation 213\n21 membership.role 213\n");

  /* Who leaves on the day on which the next one comes hands over. */
  fill_update (fill, "membership", 211, "left_on = '2026-03-01'");
  assert_findings (fill, "21 membership.role 213\n");
  fill_update (fill, "membership", 210, "left_on = '2026-03-01'");
  assert_findings (fill, "");
  fill_update (fill, "membership", 210, "left_on = '2026-03-02'");
  assert_findings (fill, "21 membership.role 213\n");

  /* One that is there a third time is told once. */
  add_member (fill, 214, 200, "member", "2026-01-02");
  add_member (fill, 215, 200, "member", "2026-01-03");
  assert_findings (fill, "21 membership.role 213\n21 membership.organisation 214\n21 membership.organisation 215\n");
  fill_row_state (fill, 214, "deleted = 1");
  fill_row_state (fill, 215, "deleted = 1");

  /* Two that were found to be the same are one. */
  fill_update (fill, "membership", 213, "role = 'member'");
  assert_findings (fill, "");
  fill_update (fill, "organisation", 201, "merged_into = '00000000-0000-7000-8000-000000000200'");
  assert_findings (fill, "21 membership.organisation 211\n21 membership.organisation 213\n");
  fill_row_state (fill, 210, "deleted = 1");
  assert_findings (fill, "");
}

static void
test_results (Fill         *fill,
              gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  static const char expected[] =
    "10 outcome.value 100\n10 outcome.value 100\n12 outcome.from 101\n13 project. 020\n13 outcome.proof_no 102\n";

  add_outcome (fill, 100, TRAINED, "2026-03-31", "10");
  add_outcome (fill, 101, EMPLOYED, "2027-03-31", "6");
  add_outcome (fill, 102, EMPLOYED, "2026-03-31", "5");
  fill_update (fill, "outcome", 102, "state = 'verified'");
  fill_row (fill, PARTNERSHIP, "breakdown", 110, "outcome", fill_id (100), "dimension", "sex", "category", "women", "value", "6", NULL);
  fill_row (fill, PARTNERSHIP, "breakdown", 111, "outcome", fill_id (100), "dimension", "sex", "category", "men", "value", "5", NULL);
  fill_row (fill, PARTNERSHIP, "breakdown", 112, "outcome", fill_id (100), "dimension", "target_group", "category", "youth",
            "value", "11", NULL);
  assert_findings (fill, expected);

  /* The same once everything is counted. */
  g_assert_true (lep_tally_refresh_some (fill->workspace, 0, NULL, &error));
  g_assert_no_error (error);
  assert_findings (fill, expected);
  fill_update (fill, "breakdown", 111, "value = 4");
  fill_update (fill, "breakdown", 112, "value = 10");
  g_assert_true (lep_tally_refresh_some (fill->workspace, 0, NULL, &error));
  assert_findings (fill, "12 outcome.from 101\n13 project. 020\n13 outcome.proof_no 102\n");
}

/* The greatest numbers that a bundle may bring, everywhere: no rule fails. */
static void
test_greatest_numbers (Fill         *fill,
                       gconstpointer data)
{
  static const char most[] = "9223372036854775807";
  g_autofree char  *text = NULL;

  fill_update (fill, "project", PROJECT, "\"grant\" = 9223372036854775807, cofinancing = 9223372036854775807");
  for (guint i = 0; i < 2; i++)
    {
      add_outcome (fill, 100 + i, TRAINED + i, "2026-03-31", most);
      add_outcome (fill, 102 + i, TRAINED + i, "2026-03-31", most);
      fill_row (fill, PARTNERSHIP, "breakdown", 104 + i, "outcome", fill_id (100), "dimension", "sex", "category", i == 0 ? "women" : "men",
                "value", most, NULL);
      fill_row (fill, PARTNERSHIP, "tranche", 106 + i, "project", fill_id (PROJECT), "number", "1", "percent", most, "amount", most,
                "paid", most, NULL);
      fill_row (fill, PARTNERSHIP, "funding", 108 + i, "project", fill_id (PROJECT), "kind", "grant", "amount", most, NULL);
      fill_row (fill, PARTNERSHIP, "budget_line", 110 + i, "project", fill_id (PROJECT), "heading", "1", "item", "I", "quantity", most,
                "unit_cost", most, NULL);
      fill_row (fill, PARTNERSHIP, "expenditure", 112 + i, "project", fill_id (PROJECT), "budget_line", fill_id (110),
                "spent_on", "2026-02-01", "amount", most, NULL);
    }
  text = findings (fill);
  g_assert_nonnull (strstr (text, "3 project. 020\n"));
}

static void
test_employed_without_training (Fill         *fill,
                                gconstpointer data)
{
  add_outcome (fill, 100, EMPLOYED, "2026-03-31", "5");
  assert_findings (fill, "13 project. 020\n");
  fill_update (fill, "indicator", EMPLOYED, "needs_proof = 1");
  assert_findings (fill, "");
  fill_update (fill, "outcome", 100, "state = 'verified', proof_no = '1'");
  assert_findings (fill, "13 project. 020\n");
  fill_update (fill, "outcome", 100, "value = 0");
  assert_findings (fill, "");
}

static void
test_same_organisation_in_two_scripts (Fill         *fill,
                                       gconstpointer data)
{
  fill_row (fill, PROGRAMME, "organisation", 100, "name", "Град Прњавор", "place", "Прњавор", NULL);
  fill_row (fill, PROGRAMME, "organisation", 101, "name", "GRAD PRNJAVOR", "place", "Prnjavor", NULL);
  fill_row (fill, PROGRAMME, "organisation", 102, "name", "Grad Prnjavor", "place", "Doboj", NULL);
  fill_row (fill, PROGRAMME, "organisation", 103, "name", "X", "legal_id", "4-200 1", NULL);
  fill_row (fill, PROGRAMME, "organisation", 104, "name", "Y", "legal_id", "4-200 1", NULL);
  assert_findings (fill, "16 organisation.name 101\n16 organisation.legal_id 104\n");
  fill_update (fill, "organisation", 102, "name = 'Grad P' || char (0x200b) || 'rnjavor' || char (0x200f), place = 'Prn' || char (0x200d) || 'javor'");
  assert_findings (fill, "16 organisation.name 101\n16 organisation.name 102\n16 organisation.legal_id 104\n");
  fill_update (fill, "organisation", 102, "place = 'Doboj'");
  fill_update (fill, "organisation", 101, "merged_into = '00000000-0000-7000-8000-000000000100'");
  assert_findings (fill, "16 organisation.legal_id 104\n");
}

/* A right-to-left override and an isolate; a letter of Arabic turns nothing. */
static void
test_turned_names (Fill         *fill,
                   gconstpointer data)
{
  fill_row (fill, PROGRAMME, "organisation", 100, "name", "Grad \342\200\256ronjinrP", NULL);
  fill_row (fill, PROGRAMME, "organisation", 101, "name", "\330\247 Doboj\342\200\213", NULL);
  fill_update (fill, "project", PROJECT, "title = char (0x2067) || title");
  assert_findings (fill, "24 project.title 020\n24 organisation.name 100\n");
  fill_update (fill, "organisation", 100, "name = 'Grad Prnjavor'");
  fill_update (fill, "project", PROJECT, "title = 'T'");
  assert_findings (fill, "");
}

static void
test_broken_values_and_orders (Fill         *fill,
                               gconstpointer data)
{
  g_autofree char *sql = g_strdup_printf ("INSERT INTO unknown SELECT rid, 'cofinancing', 'much' FROM row WHERE id = lep_id ('%s')",
                                          fill_id (PROJECT));

  fill_sql (fill, sql);
  add_outcome (fill, 100, TRAINED, "2025-12-31", "-1");
  fill_update (fill, "project", PROJECT, "start = '2025-01-01'");
  assert_findings (fill, "9 project.cofinancing 020\n11 outcome.value 100\n12 outcome.to 100\n");
}

/* What is not filled in, here or there, is not outside; nor is what is deleted. */
static void
test_results_outside_their_project (Fill         *fill,
                                    gconstpointer data)
{
  g_autoptr (GPtrArray) found = NULL;

  add_outcome (fill, 100, TRAINED, "2026-12-31", "5");
  fill_update (fill, "outcome", 100, "\"from\" = '2025-12-31'");
  add_outcome (fill, 101, TRAINED, "2027-01-01", "5");
  add_outcome (fill, 102, TRAINED, "2027-01-01", "5");
  fill_row_state (fill, 102, "deleted = 1");
  add_outcome (fill, 103, TRAINED, "2027-01-02", "5");
  fill_update (fill, "outcome", 103, "project = NULL");
  add_outcome (fill, 104, TRAINED, "2027-01-03", "5");
  fill_update (fill, "outcome", 104, "project = '00000000-0000-7000-8000-999999999999'");
  add_outcome (fill, 105, TRAINED, "2027-01-04", "5");
  fill_update (fill, "outcome", 105, "\"from\" = NULL, \"to\" = NULL");
  assert_findings (fill, "12 outcome.from 100\n12 outcome.from 101\n");

  found = lep_attention (fill->workspace, TODAY, NULL, NULL);
  g_assert_cmpstr (((LepFinding *) g_ptr_array_index (found, 1))->text, ==, "1 Jan 2026 to 1 Jan 2027 is outside the dates of “T”.");
  fill_update (fill, "project", PROJECT, "start = NULL");
  assert_findings (fill, "12 outcome.from 101\n");
  fill_update (fill, "project", PROJECT, "\"end\" = NULL");
  assert_findings (fill, "");

  /* A deleted project says still when it was, and each that has the id. */
  fill_row (fill, PROGRAMME, "project", PROJECT, "title", "Again", "end", "2026-06-30", NULL);
  fill_row_state (fill, PROJECT, "deleted = 1");
  g_ptr_array_unref (found);
  found = lep_attention (fill->workspace, TODAY, NULL, NULL);
  g_assert_cmpuint (found->len, >=, 2);
  for (guint i = 0; i < 2; i++)
    g_assert_true (g_str_has_suffix (((LepFinding *) g_ptr_array_index (found, i))->text, "is outside the dates of “Again”."));
}

/* The heads of a row: its value was written in one stream, and its note in
 * another. */
static void
set_writers (Fill *fill,
             guint id,
             guint stream,
             guint note)
{
  g_autoptr (GArray) heads = g_array_new (FALSE, FALSE, sizeof (LepHead));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  LepDb           *db = lep_workspace_get_db (fill->workspace);
  LepHead          of_value = { .stream = stream, .n = 1 };
  LepHead          of_note = { .stream = note, .n = 1 };
  g_autofree char *hex = NULL;
  g_autofree char *assignment = NULL;
  gint64           reg;

  g_assert_true (lep_db_get_int64 (db, "SELECT no FROM name WHERE name = 'value'", &reg, NULL));
  of_value.reg = (guint32) reg;
  g_assert_true (lep_db_get_int64 (db, "SELECT no FROM name WHERE name = 'note'", &reg, NULL));
  of_note.reg = (guint32) reg;
  g_array_append_val (heads, of_value);
  g_array_append_val (heads, of_note);
  g_array_sort (heads, lep_head_compare);
  lep_heads_encode (heads, bytes);
  hex = lep_hex_encode (bytes->data, bytes->len);
  assignment = g_strdup_printf ("clock = x'%s'", hex);
  fill_row_state (fill, id, assignment);
}

static void
test_reported_by_two_laptops (Fill         *fill,
                              gconstpointer data)
{
  fill_sql (fill, "INSERT INTO stream (no, space_no, replica_no, fork, base, prev, last, head) VALUES"
                  " (1, 1, 1, 0, 0, x'', 1, x''), (2, 1, 2, 0, 0, x'', 1, x''), (3, 1, 3, 0, 0, x'', 1, x'')");
  for (guint i = 100; i < 105; i++)
    add_outcome (fill, i, TRAINED, i < 103 ? "2026-03-31" : "2026-04-30", "5");
  set_writers (fill, 100, 1, 3); /* a third one added notes to all */
  set_writers (fill, 101, 1, 3);
  set_writers (fill, 102, 2, 3);
  set_writers (fill, 103, 2, 3);
  assert_findings (fill, "15 outcome.value 102\n");
  set_writers (fill, 104, 1, 2);
  assert_findings (fill, "15 outcome.value 102\n15 outcome.value 104\n");
  set_writers (fill, 104, 2, 1);
  assert_findings (fill, "15 outcome.value 102\n");
  fill_update (fill, "outcome", 101, "state = 'withdrawn'");
  assert_findings (fill, "15 outcome.value 102\n");
  fill_row_state (fill, 100, "deleted = 1");
  assert_findings (fill, "");
  fill_update (fill, "outcome", 102, "state = 'withdrawn'");
  assert_findings (fill, "");
}

static void
test_child_of_a_deleted_record (Fill         *fill,
                                gconstpointer data)
{
  add_outcome (fill, 100, TRAINED, "2026-03-31", "1");
  fill_row_state (fill, PROJECT, "deleted = 1");
  assert_findings (fill, "18 outcome.project 100\n");
  fill_row_state (fill, 100, "deleted = 1");
  assert_findings (fill, "");
}

/* Which of two is told does not depend on which came here first. */
static void
test_the_later_of_two (Fill         *fill,
                       gconstpointer data)
{
  for (guint id = 103; id > 101; id--)
    {
      fill_row (fill, PARTNERSHIP, "period", id, "project", fill_id (PROJECT), "from", "2026-01-01", "to", "2026-03-31", "status", "locked", NULL);
      fill_row (fill, PARTNERSHIP, "expenditure", id + 10, "project", fill_id (PROJECT), "spent_on", "2026-05-01", "document_no", "7",
                "supplier", "S", NULL);
    }
  assert_findings (fill, "6 expenditure.document_no 113\n12 period.from 103\n");
}

static void
test_dates (Fill         *fill,
            gconstpointer data)
{
  fill_row (fill, PARTNERSHIP, "decision", 100, "text", "D", "due_on", "2026-06-29", "status", "open", NULL);
  fill_row (fill, PARTNERSHIP, "decision", 101, "text", "D", "due_on", "2026-06-29", "status", "done", NULL);
  fill_row (fill, PARTNERSHIP, "period", 102, "project", fill_id (PROJECT), "from", "2026-01-01", "to", "2026-03-31",
            "due_on", "2026-06-30", "status", "returned", NULL);
  fill_row (fill, PARTNERSHIP, "period", 103, "project", fill_id (PROJECT), "from", "2026-04-01", "to", "2026-06-30",
            "due_on", "2026-07-01", "status", "open", NULL);
  fill_update (fill, "call", CALL, "concept_deadline = '2026-07-14T23:00:00.000Z'");
  assert_findings (fill, "17 call.concept_deadline 030\n17 decision.due_on 100\n17 period.due_on 102\n");
  fill_update (fill, "call", CALL, "concept_deadline = '2026-07-15T01:00:00.000Z'");
  assert_findings (fill, "17 decision.due_on 100\n17 period.due_on 102\n");
  /* What passed this morning is over. */
  fill_update (fill, "call", CALL, "concept_deadline = '2026-06-30T11:59:59.999Z'");
  assert_findings (fill, "17 decision.due_on 100\n17 period.due_on 102\n");
  fill_update (fill, "call", CALL, "concept_deadline = '2026-06-30T12:30:00.000Z'");
  assert_findings (fill, "17 call.concept_deadline 030\n17 decision.due_on 100\n17 period.due_on 102\n");
  fill_update (fill, "call", CALL, "full_deadline = '2026-06-29T00:59:59.999Z', status = 'awarded'");
  assert_findings (fill, "12 call.full_deadline 030\n17 decision.due_on 100\n17 period.due_on 102\n");
}

/* How often rule 17 finds something on a day. */
static guint
count_of_partnership (Fill       *fill,
                      const char *today)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lep_attention (fill->workspace, today, NULL, &error);
  guint n = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < found->len; i++)
    n += ((LepFinding *) g_ptr_array_index (found, i))->rule == 17;
  return n;
}

static void
test_months_of_different_length (Fill         *fill,
                                 gconstpointer data)
{
  fill_update (fill, "partnership", PARTNERSHIP, "status = 'active', founded_on = '2025-01-01'");
  fill_row (fill, PARTNERSHIP, "meeting", 220, "partnership", fill_id (PARTNERSHIP), "kind", "council", "held_on", "2026-02-28", NULL);
  g_assert_cmpuint (count_of_partnership (fill, "2026-05-31"), ==, 0);
  fill_update (fill, "meeting", 220, "held_on = '2026-02-27'");
  g_assert_cmpuint (count_of_partnership (fill, "2026-05-31"), ==, 1);
  /* The council within six months. */
  fill_row (fill, PARTNERSHIP, "meeting", 221, "partnership", fill_id (PARTNERSHIP), "kind", "quarterly", "held_on", "2026-08-01", NULL);
  fill_update (fill, "meeting", 220, "held_on = '2026-02-28'");
  g_assert_cmpuint (count_of_partnership (fill, "2026-08-31"), ==, 0);
  fill_update (fill, "meeting", 220, "held_on = '2026-02-27'");
  g_assert_cmpuint (count_of_partnership (fill, "2026-08-31"), ==, 1);
}

/* A plan that comes out as a whole may still be split otherwise than it says. */
static void
test_last_tranche_takes_the_rounding (Fill         *fill,
                                      gconstpointer data)
{
  fill_update (fill, "project", PROJECT, "\"grant\" = 10001");
  fill_row (fill, PARTNERSHIP, "tranche", 100, "project", fill_id (PROJECT), "number", "1", "percent", "5000", "amount", "5001", NULL);
  fill_row (fill, PARTNERSHIP, "tranche", 101, "project", fill_id (PROJECT), "number", "2", "percent", "5000", "amount", "5000", NULL);
  assert_findings (fill, "");
  fill_update (fill, "tranche", 100, "amount = 5000");
  fill_update (fill, "tranche", 101, "amount = 5001");
  assert_findings (fill, "3 tranche.amount 100\n");
  fill_update (fill, "tranche", 101, "amount = 5000");
  assert_findings (fill, "3 project.grant 020\n");
}

#define ADD(path, function) g_test_add ("/attention/" path, Fill, NULL, set_up, function, fill_tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("results-outside-their-project", test_results_outside_their_project);
  ADD ("last-tranche-takes-the-rounding", test_last_tranche_takes_the_rounding);
  ADD ("nothing-is-found-in-good-records", test_nothing_is_found_in_good_records);
  ADD ("partnership", test_partnership);
  ADD ("money", test_money);
  ADD ("lines-under-a-sum", test_lines_under_a_sum);
  ADD ("lines-within-their-source", test_lines_within_their_source);
  ADD ("overspent-headings", test_overspent_headings);
  ADD ("a-grant-without-a-currency", test_a_grant_without_a_currency);
  ADD ("a-project-in-two-spaces", test_a_project_in_two_spaces);
  ADD ("sums-that-are-too-large", test_sums_that_are_too_large);
  ADD ("paid-without-day-or-amount", test_paid_without_day_or_amount);
  ADD ("members-at-the-same-time", test_members_at_the_same_time);
  ADD ("results", test_results);
  ADD ("employed-without-training", test_employed_without_training);
  ADD ("greatest-numbers", test_greatest_numbers);
  ADD ("same-organisation-in-two-scripts", test_same_organisation_in_two_scripts);
  ADD ("broken-values-and-orders", test_broken_values_and_orders);
  ADD ("turned-names", test_turned_names);
  ADD ("reported-by-two-laptops", test_reported_by_two_laptops);
  ADD ("child-of-a-deleted-record", test_child_of_a_deleted_record);
  ADD ("the-later-of-two", test_the_later_of_two);
  ADD ("dates", test_dates);
  ADD ("months-of-different-length", test_months_of_different_length);

  return g_test_run ();
}
