/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who assesses an application sees the sheets of others once they are final, and
 * the own one is: in lists, sums, single records, search, histories, tables,
 * conflicts, records of imports. */

#include <string.h>

#include "lep-attention.h"
#include "lep-conflict.h"
#include "lep-history.h"
#include "lep-query.h"
#include "lep-receipt-decisions.h"
#include "lep-receipt.h"
#include "lep-search.h"
#include "lep-store-test.h"
#include "lep-table-import.h"

typedef struct
{
  char   *dir;
  Laptop *laptop;
  char   *application;
  char   *criterion;
  char   *own, *other; /* sheets */
  char   *score;       /* of the other one */
} Fixture;

static char *
add_sheet (Fixture    *fixture,
           const char *name,
           const char *points,
           const char *comment,
           char      **score)
{
  Laptop          *laptop = fixture->laptop;
  g_autofree char *assessor = laptop_put (laptop, NULL, "assessor", NULL, "name", name, NULL);
  g_autofree char *made = NULL;
  char            *sheet = laptop_put (laptop, NULL, "assessment", NULL, "application", fixture->application, "assessor", assessor,
                                       "status", "open", "interest", "none", "impartial_on", "2026-03-01", "comment", comment, NULL);

  made = laptop_put (laptop, NULL, "score", NULL, "application", fixture->application, "criterion", fixture->criterion,
                     "assessor", assessor, "points", points, "comment", comment, NULL);
  if (score != NULL)
    *score = g_steal_pointer (&made);
  return sheet;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  Laptop          *laptop;
  g_autofree char *call = NULL, *organisation = NULL;

  fixture->dir = lep_test_dir ();
  fixture->laptop = laptop = laptop_new (fixture->dir, 1);
  g_free (laptop_put (laptop, PROGRAMME, "programme", PROGRAMME, "name", "P", "currency", "BAM", NULL));
  organisation = laptop_put (laptop, PROGRAMME, "organisation", NULL, "name", "O", "actor_group", "ngo", NULL);
  call = laptop_put (laptop, PROGRAMME, "call", NULL, "programme", PROGRAMME, "reference", "C", "title", "C", "stages", "two", NULL);
  fixture->criterion = laptop_put (laptop, PROGRAMME, "criterion", NULL, "call", call, "text", "Fits", "max_points", "10", "stage", "concept", NULL);
  g_free (laptop_put (laptop, PARTNERSHIP, "partnership", PARTNERSHIP, "name", "P", NULL));
  fixture->application = laptop_put (laptop, PARTNERSHIP, "application", NULL, "call", call, "partnership", PARTNERSHIP, "lead", organisation,
                                     "title", "A", "stage", "concept", "status", "received", NULL);
  fixture->own = add_sheet (fixture, "COORDINATOR", "3", "Mine is clear", NULL);
  fixture->other = add_sheet (fixture, "Other", "9", "Theirs is zealous", &fixture->score);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  laptop_free (fixture->laptop);
  g_free (fixture->application);
  g_free (fixture->criterion);
  g_free (fixture->own);
  g_free (fixture->other);
  g_free (fixture->score);
  lep_test_dir_free (fixture->dir);
}

static void
assert_list (LepWorkspace *workspace,
             const char   *field,
             const char   *value,
             const char   *text,
             guint         count,
             gint64        points)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new ("score");
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (LepSums) sums = NULL;

  if (field != NULL)
    lep_query_add_filter (query, field, value);
  lep_query_set_text (query, text);
  found = lep_query_run (workspace, query, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, count);
  sums = lep_query_sums (workspace, query, &error);
  g_assert_no_error (error);
  g_assert_cmpint (sums->count, ==, count);
  g_assert_cmpint (sums->sums[lep_kind_field_index (lep_schema_kind ("score"), "points")], ==, points);
}

/* What is searched for stands in the comments of a score and of its sheet. */
static void
assert_search (LepWorkspace *workspace,
               const char   *text,
               guint         count)
{
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) hits = lep_search (workspace, text, 10, &error);
      g_autoptr (LepQuery) query = lep_query_new ("assessment");
      g_autoptr (GPtrArray) sheets = NULL;

      g_assert_no_error (error);
      g_assert_cmpuint (hits->len, ==, count);
      lep_query_set_text (query, text);
      sheets = lep_query_run (workspace, query, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (sheets->len, ==, count / 2);

      /* The second time by the index. */
      g_assert_true (lep_search_index_some (workspace, 0, NULL, &error));
      g_assert_no_error (error);
    }
}

static void
assert_record (LepWorkspace *workspace,
               const char   *kind,
               const char   *id,
               gboolean      seen)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, kind, id, NULL, &error);
  g_autoptr (GPtrArray) entries = NULL;
  gboolean found = FALSE;

  g_assert_no_error (error);
  g_assert_cmpint (lep_record_is_withheld (record), ==, !seen);
  g_assert_cmpstr (lep_record_get (record, "comment"), ==, seen ? "Theirs is zealous" : NULL);
  if (g_str_equal (kind, "score"))
    g_assert_cmpstr (lep_record_get (record, "points"), ==, seen ? "9" : NULL);
  g_assert_nonnull (lep_record_get (record, "assessor"));

  entries = lep_history (workspace, NULL, kind, id, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < entries->len; i++)
    {
      const LepHistoryEntry *entry = g_ptr_array_index (entries, i);

      g_assert_cmpuint (entry->sets->len, >, 0);
      for (guint j = 0; j < entry->sets->len; j++)
        {
          const LepHistorySet *set = g_ptr_array_index (entry->sets, j);

          found |= g_str_equal (set->field, "points") || g_str_equal (set->field, "comment");
        }
    }
  g_assert_cmpint (found, ==, seen);
}

static void
assert_table (LepWorkspace *workspace,
              const char   *kind,
              guint         count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepQuery) query = lep_query_new (kind);
  guint    n_rows;
  GString *table = lep_table_export (workspace, query, &n_rows, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (n_rows, ==, count);
  g_assert_cmpint (strstr (table->str, "zealous") != NULL, ==, count == 2);
  g_string_free (table, TRUE);
}

static void
assert_seen (Fixture *fixture,
             gboolean seen)
{
  LepWorkspace *workspace = fixture->laptop->workspace;

  assert_list (workspace, NULL, NULL, NULL, seen ? 2 : 1, seen ? 12 : 3);
  assert_list (workspace, "points", "9", NULL, seen ? 1 : 0, seen ? 9 : 0);
  assert_list (workspace, NULL, NULL, "zealous", seen ? 1 : 0, seen ? 9 : 0);
  assert_search (workspace, "zealous", seen ? 2 : 0);
  assert_search (workspace, "clear", 2);
  assert_record (workspace, "score", fixture->score, seen);
  assert_record (workspace, "assessment", fixture->other, seen);
  assert_table (workspace, "score", seen ? 2 : 1);
  assert_table (workspace, "assessment", seen ? 2 : 1);
}

static void
make_final (Fixture    *fixture,
            const char *sheet)
{
  laptop_edit (fixture->laptop, NULL, "assessment", sheet, "status", "final");
}

static void
test_both_must_be_final (Fixture      *fixture,
                         gconstpointer data)
{
  assert_seen (fixture, FALSE);
  make_final (fixture, fixture->own);
  assert_seen (fixture, FALSE);
  make_final (fixture, fixture->other);
  assert_seen (fixture, TRUE);
}

static guint
count_told (Fixture    *fixture,
            const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = lep_attention (fixture->laptop->workspace, "2026-06-30", NULL, &error);
  guint count = 0;

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    count += strstr (((LepFinding *) g_ptr_array_index (findings, i))->text, words) != NULL;
  return count;
}

/* The points of those who are done do not come before the own ones either, not
 * even in what needs attention. */
static void
test_own_sheet_first (Fixture      *fixture,
                      gconstpointer data)
{
  g_autofree char *third = add_sheet (fixture, "Third", "1", "Sober", NULL);
  g_autoptr (LepRecord) own = lep_workspace_get_record (fixture->laptop->workspace, "assessment", fixture->own, NULL, NULL);

  /* Of three who vote nothing more would be asked. */
  laptop_edit (fixture->laptop, NULL, "assessor", lep_record_get (own, "assessor"), "votes", "0");
  make_final (fixture, fixture->other);
  make_final (fixture, third);
  for (guint i = 0; i < 2; i++)
    {
      g_assert_cmpuint (count_told (fixture, "apart"), ==, i);
      assert_record (fixture->laptop->workspace, "score", fixture->score, i == 1);
      make_final (fixture, fixture->own);
    }
}

static void
test_points_are_not_told_either (Fixture      *fixture,
                                 gconstpointer data)
{
  laptop_edit (fixture->laptop, NULL, "criterion", fixture->criterion, "max_points", "2");
  make_final (fixture, fixture->own);
  g_assert_cmpuint (count_told (fixture, "points are given; 2 are the most"), ==, 1);
  make_final (fixture, fixture->other);
  g_assert_cmpuint (count_told (fixture, "points are given; 2 are the most"), ==, 2);
}

/* Who types in sheets of paper assesses nothing; who has an interest neither. */
static void
test_who_does_not_assess_sees_all (Fixture      *fixture,
                                   gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  lep_workspace_set_meta (fixture->laptop->workspace, LEP_META_PERSON, "Clerk", &error);
  g_assert_no_error (error);
  assert_seen (fixture, TRUE);
  lep_workspace_set_meta (fixture->laptop->workspace, LEP_META_PERSON, "coordinator", &error);
  assert_seen (fixture, FALSE);
  g_free (laptop_put (fixture->laptop, NULL, "assessment", fixture->own, "status", "excluded", "interest", "declared", NULL));
  assert_seen (fixture, TRUE);
}

/* A sheet of the other stage holds nothing up. */
static void
test_each_stage_by_itself (Fixture      *fixture,
                           gconstpointer data)
{
  g_autofree char *assessor = laptop_ask (fixture->laptop, "SELECT assessor FROM k_assessment ORDER BY rid LIMIT 1");

  laptop_edit (fixture->laptop, NULL, "assessment", fixture->own, "stage", "concept");
  laptop_edit (fixture->laptop, NULL, "assessment", fixture->other, "stage", "concept");
  make_final (fixture, fixture->own);
  make_final (fixture, fixture->other);
  g_free (laptop_put (fixture->laptop, NULL, "assessment", NULL, "application", fixture->application, "assessor", assessor,
                      "stage", "full", "status", "assigned", NULL));
  assert_record (fixture->laptop->workspace, "score", fixture->score, TRUE);
  assert_record (fixture->laptop->workspace, "assessment", fixture->other, TRUE);
}

static void
assert_conflicts (Fixture *fixture,
                  guint    count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = lep_conflicts_list (fixture->laptop->workspace, NULL, NULL, 0, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (found->len, ==, count);
  g_assert_cmpint (lep_conflicts_count (fixture->laptop->workspace, &error), ==, count);
  g_assert_no_error (error);
}

/* What the record of an import tells that people disagreed about. */
static void
assert_decisions (Fixture *fixture,
                  guint    count)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LepReceiptContents) contents = lep_receipt_contents (fixture->laptop->workspace, 1, &error);
  g_autoptr (GPtrArray) decisions = contents == NULL ? NULL : lep_receipt_decisions (fixture->laptop->workspace, 1, contents, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (decisions->len, ==, count);
}

/* Two in the office typed in the points of the other: nor are both values told.
 * When the other declared to be impartial is no secret. */
static void
test_two_values_are_not_told_either (Fixture      *fixture,
                                     gconstpointer data)
{
  Laptop          *second = laptop_new (fixture->dir, 2);
  g_autofree char *hash = g_strnfill (LEP_HASH_HEX_SIZE, 'a');
  LepReceipt       receipt = { .at = (char *) "2026-11-21T10:00:00.000Z", .file = (char *) "one.lepx", .hash = hash };
  g_autoptr (GError) error = NULL;

  laptop_give (fixture->laptop, second);
  laptop_edit (fixture->laptop, NULL, "score", fixture->score, "points", "8");
  laptop_edit (fixture->laptop, NULL, "assessment", fixture->other, "impartial_on", "2026-03-02");
  laptop_edit (second, NULL, "score", fixture->score, "points", "7");
  laptop_edit (second, NULL, "assessment", fixture->other, "impartial_on", "2026-03-03");
  receipt.step = laptop_give (second, fixture->laptop).step;
  g_assert_true (lep_receipt_add (fixture->laptop->workspace, &receipt, NULL));
  assert_conflicts (fixture, 1);
  assert_decisions (fixture, 1);
  g_assert_false (lep_conflict_settle (fixture->laptop->workspace, NULL, "score", fixture->score, "points", "7", &error));
  g_assert_error (error, LEP_ERROR, LEP_ERROR_NOT_FOUND);

  make_final (fixture, fixture->own);
  make_final (fixture, fixture->other);
  assert_conflicts (fixture, 2);
  assert_decisions (fixture, 2);
  laptop_free (second);
}

/* Where it cannot be told whether points are withheld, or what is left of them, they are
 * neither listed nor counted. */
static void
test_what_cannot_be_told_is_withheld (Fixture      *fixture,
                                      gconstpointer data)
{
  static const struct
  {
    const char *begin, *end;
  } damages[] = {
    { "CREATE TEMP VIEW k_assessment AS SELECT 1 AS rid", "DROP VIEW temp.k_assessment" },
    { "UPDATE row SET clock = x'ff' WHERE conflicts > 0", NULL },
  };
  Laptop *second = laptop_new (fixture->dir, 2);

  laptop_give (fixture->laptop, second);
  laptop_edit (fixture->laptop, NULL, "score", fixture->score, "points", "8");
  laptop_edit (second, NULL, "score", fixture->score, "points", "7");
  laptop_give (second, fixture->laptop);
  assert_conflicts (fixture, 0);
  for (guint i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autoptr (GError) of_list = NULL, of_count = NULL;

      laptop_damage (fixture->laptop, damages[i].begin);
      g_assert_null (lep_conflicts_list (fixture->laptop->workspace, NULL, NULL, 0, &of_list));
      g_assert_nonnull (of_list);
      g_assert_cmpint (lep_conflicts_count (fixture->laptop->workspace, &of_count), ==, -1);
      g_assert_nonnull (of_count);
      if (damages[i].end != NULL)
        laptop_damage (fixture->laptop, damages[i].end);
    }
  laptop_free (second);
}

#define ADD(path, function) g_test_add ("/others-sheets/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("both-must-be-final", test_both_must_be_final);
  ADD ("own-sheet-first", test_own_sheet_first);
  ADD ("points-are-not-told-either", test_points_are_not_told_either);
  ADD ("what-cannot-be-told-is-withheld", test_what_cannot_be_told_is_withheld);
  ADD ("two-values-are-not-told-either", test_two_values_are_not_told_either);
  ADD ("who-does-not-assess-sees-all", test_who_does_not_assess_sees_all);
  ADD ("each-stage-by-itself", test_each_stage_by_itself);

  return g_test_run ();
}
