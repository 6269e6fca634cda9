/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Blocks that several reports have: members by actor group, and the table of
 * targets against what was reached. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"

/* Which splits have anything to show over all indicators of persons. */
typedef struct
{
  gboolean sex, age, sex_rest, age_rest, baseline, target;
} Splits;

static const char *const sexes[] = { "women", "men" };
static const char *const ages[] = { "15_29", "30_49", "50_plus" };

/* What is in none of the named categories: not told, or not split. */
static gint64
rest_of (const LepTotal    *total,
         const char *const *categories,
         guint              n)
{
  gint64 rest = lep_add_saturated (total->total, total->too_many), value;

  for (guint i = 0; i < n; i++)
    if (lep_total_part (total, categories[i], &value))
      rest -= value;
  return rest;
}

/* Whether some of the total stands in one of the named categories. */
static gboolean
is_split (const LepTotal    *total,
          const char *const *categories,
          guint              n)
{
  return total != NULL && total->has_total && total->total > 0 && rest_of (total, categories, n) != total->total;
}

static gboolean
counts_persons (const LepProjectResult *result)
{
  return g_strcmp0 (result->unit, "persons") == 0 || g_strcmp0 (result->unit, "participations") == 0;
}

static Splits
find_splits (const GPtrArray *results)
{
  Splits splits = { FALSE };

  for (guint i = 0; i < results->len; i++)
    {
      const LepProjectResult *result = g_ptr_array_index (results, i);

      splits.baseline |= result->has_baseline && result->baseline != 0;
      splits.target |= result->has_target;
      if (is_split (result->by_sex, sexes, G_N_ELEMENTS (sexes)))
        {
          splits.sex = TRUE;
          splits.sex_rest |= rest_of (result->by_sex, sexes, G_N_ELEMENTS (sexes)) != 0;
        }
      if (is_split (result->by_age, ages, G_N_ELEMENTS (ages)))
        {
          splits.age = TRUE;
          splits.age_rest |= rest_of (result->by_age, ages, G_N_ELEMENTS (ages)) != 0;
        }
    }
  return splits;
}

static void
add_columns (const LepReportInput *input,
             LepTable             *table,
             const Splits         *splits)
{
  lep_table_add_column (table, lep_print_text (input, N_ ("Indicator")), NULL, LEP_COLUMN_STRONG);
  if (splits->baseline)
    lep_table_add_column (table, lep_print_text (input, N_ ("Baseline")), NULL, LEP_COLUMN_FIGURE);
  if (splits->target)
    lep_table_add_column (table, lep_print_text (input, N_ ("Target")), NULL, LEP_COLUMN_FIGURE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Reached")), NULL, LEP_COLUMN_FIGURE | LEP_COLUMN_STRONG);
  if (splits->target)
    {
      lep_table_add_column (table, "%", NULL, LEP_COLUMN_FIGURE);
      lep_table_add_column (table, "", NULL, LEP_COLUMN_BAR);
    }
  if (splits->sex)
    {
      const char *group = lep_print_text (input, N_ ("Sex"));

      for (guint i = 0; i < G_N_ELEMENTS (sexes); i++)
        lep_table_add_column (table, lep_print_code (input, "sex", sexes[i]), group, LEP_COLUMN_FIGURE);
      if (splits->sex_rest)
        lep_table_add_column (table, lep_print_text (input, N_ ("Rest")), group, LEP_COLUMN_FIGURE);
    }
  if (splits->age)
    {
      const char *group = lep_print_text (input, N_ ("Age"));

      lep_table_add_column (table, "15–29", group, LEP_COLUMN_FIGURE);
      lep_table_add_column (table, "30–49", group, LEP_COLUMN_FIGURE);
      lep_table_add_column (table, "50\302\240+", group, LEP_COLUMN_FIGURE);
      if (splits->age_rest)
        lep_table_add_column (table, lep_print_text (input, N_ ("Rest")), group, LEP_COLUMN_FIGURE);
    }
}

static void
add_value (LepTable *table,
           gint64    value)
{
  if (value == 0)
    lep_table_add_nothing (table);
  else
    lep_table_add_count (table, value);
}

static void
add_split (LepTable          *table,
           const LepTotal    *total,
           const char *const *categories,
           guint              n,
           gboolean           with_rest)
{
  gboolean split = is_split (total, categories, n);

  for (guint i = 0; i < n; i++)
    {
      gint64 value = 0;

      if (split)
        {
          lep_total_part (total, categories[i], &value);
          add_value (table, value);
        }
      else
        lep_table_add_empty (table);
    }
  if (with_rest && split)
    add_value (table, rest_of (total, categories, n));
  else if (with_rest)
    lep_table_add_empty (table);
}

/**
 * lep_print_target:
 *
 * Fills the next cell with the target; one that is the least has "≥" before it.
 */
void
lep_print_target (LepTable               *table,
                  const LepProjectResult *result)
{
  if (!result->has_target)
    {
      lep_table_add_nothing (table);
      return;
    }
  lep_table_add_count (table, result->target);
  if (g_strcmp0 (result->qualifier, "at_least") == 0)
    lep_table_mark (table, "≥");
}

/* Target, what was reached, its share and its bar; the first and the last two
 * only where some indicator has a target. */
static void
add_reached (LepTable               *table,
             const LepProjectResult *result,
             const Splits           *splits)
{
  gboolean is_counted = result->by_sex != NULL && result->by_sex->has_total;
  gint64   reached = is_counted ? result->by_sex->total : 0;

  if (!splits->target)
    {
      add_value (table, reached);
      return;
    }
  lep_print_target (table, result);
  if (!result->has_target || !is_counted)
    {
      add_value (table, reached);
      lep_table_add_nothing (table);
      lep_table_add_empty (table);
      return;
    }
  add_value (table, reached);
  lep_table_add_ratio (table, reached, result->target, 0);
  lep_table_add_bar (table, reached, result->target);
}

/**
 * lep_print_unit:
 * @unit: in words
 *
 * Returns: (transfer full): the unit, and of a target that it is only proposed
 */
char *
lep_print_unit (const LepReportInput   *input,
                const LepProjectResult *result,
                const char             *unit)
{
  if (!result->has_target || !result->is_proposed)
    return g_strdup (unit);
  return lep_print_join (" · ", unit, lep_print_text (input, N_ ("Target")), lep_print_text (input, N_ ("only proposed")), NULL);
}

static void
add_row (const LepReportInput   *input,
         LepTable               *table,
         const LepProjectResult *result,
         const Splits           *splits)
{
  const char      *unit = lep_print_code (input, "unit", result->unit);
  g_autofree char *proven = NULL;
  g_autofree char *second = NULL;

  if (result->by_sex != NULL && result->by_sex->needs_proof)
    proven = lep_fill (lep_print_text (input, N_ ("{unit}, with proof")), "unit", unit, NULL);
  second = lep_print_unit (input, result, proven != NULL ? proven : unit);
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, lep_print_indicator (input, result->indicator, result->name), second);
  if (splits->baseline && result->has_baseline)
    lep_table_add_count (table, result->baseline);
  else if (splits->baseline)
    lep_table_add_nothing (table);
  add_reached (table, result, splits);
  if (splits->sex)
    add_split (table, counts_persons (result) ? result->by_sex : NULL, sexes, G_N_ELEMENTS (sexes), splits->sex_rest);
  if (splits->age)
    add_split (table, counts_persons (result) ? result->by_age : NULL, ages, G_N_ELEMENTS (ages), splits->age_rest);
}

/**
 * lep_print_provisional:
 * @name: of the indicator, as the workspace has it
 * @too_many: what its splits by sex are more than the results that they split
 *
 * Returns: (transfer full) (nullable): that the figure is not settled, and why
 */
char *
lep_print_provisional (const LepReportInput *input,
                       const char           *code,
                       const char           *name,
                       gboolean              provisional,
                       gint64                too_many)
{
  g_autofree char *count = lep_format_count (input->locale, too_many);

  if (!provisional)
    return NULL;
  return lep_fill (lep_print_text (input, too_many > 0 ? N_ ("{indicator}: provisional, the split by sex is {count} more than the results that it splits.")
                                                       : N_ ("{indicator}: provisional, two laptops differ.")),
                   "indicator", lep_print_indicator (input, code, name), "count", count, NULL);
}

/**
 * lep_print_collect_provisional:
 * @notes: (element-type utf8): gets the sentence of lep_print_provisional (), once
 */
void
lep_print_collect_provisional (const LepReportInput *input,
                               GPtrArray            *notes,
                               const char           *code,
                               const char           *name,
                               gboolean              provisional,
                               gint64                too_many)
{
  g_autofree char *text = lep_print_provisional (input, code, name, provisional, too_many);

  if (text != NULL && !g_ptr_array_find_with_equal_func (notes, text, g_str_equal, NULL))
    g_ptr_array_add (notes, g_steal_pointer (&text));
}

/**
 * lep_print_undated:
 *
 * Returns: (transfer full) (nullable): that some of what is counted is in no period
 */
char *
lep_print_undated (const LepReportInput *input,
                   const LepTotal       *total)
{
  g_autofree char *count = total == NULL ? NULL : lep_format_count (input->locale, total->undated);

  if (total == NULL || total->undated == 0)
    return NULL;
  return lep_fill (lep_catalogue_plural (input->catalogue, "{indicator}: {count} has no day of start: it is in the total, in no period.",
                                         "{indicator}: {count} have no day of start: they are in the total, in no period.", total->undated),
                   "indicator", lep_print_indicator (input, total->indicator, total->name), "count", count, NULL);
}

/* One note each, below what they are about. */
void
lep_print_notes (LepReport       *report,
                 const GPtrArray *notes)
{
  for (guint i = 0; i < notes->len; i++)
    lep_report_add_note (report, g_ptr_array_index (notes, i));
}

static void
append_sentence (GString    *note,
                 const char *sentence)
{
  g_string_append_printf (note, "%s%s", note->len > 0 ? " " : "", sentence);
}

/**
 * lep_print_claimed:
 * @claimed: how many wait for their proof
 *
 * Returns: (transfer full): the sentence that says so
 */
char *
lep_print_claimed (const LepReportInput *input,
                   const char           *indicator,
                   const char           *name,
                   gint64                claimed)
{
  g_autofree char *count = lep_format_count (input->locale, claimed);

  return lep_fill (lep_catalogue_plural (input->catalogue,
                                         "{indicator}: counted only with proof; {count} more is claimed, waits for proof and is not in the sum.",
                                         "{indicator}: counted only with proof; {count} more are claimed, wait for proof and are not in the sum.",
                                         claimed),
                   "indicator", lep_print_indicator (input, indicator, name), "count", count, NULL);
}

/* What is counted and what is not, right below the table. */
static void
add_note (const LepReportInput *input,
          LepReport            *report,
          const GPtrArray      *results,
          const Splits         *splits)
{
  g_autoptr (GString) note = g_string_new (NULL);

  if (splits->target)
    append_sentence (note, lep_print_text (input, N_ ("Grey bar: reached; black line: target.")));
  if (splits->sex_rest || splits->age_rest)
    append_sentence (note, lep_print_text (input, N_ ("Rest: not told or not split.")));
  for (guint i = 0; i < results->len; i++)
    {
      const LepProjectResult *result = g_ptr_array_index (results, i);
      const LepTotal         *total = result->by_sex;

      if (total != NULL && total->needs_proof && total->claimed > 0)
        {
          g_autofree char *text = lep_print_claimed (input, result->indicator, result->name, total->claimed);

          append_sentence (note, text);
        }
      if (total != NULL)
        {
          g_autofree char *text = lep_print_provisional (input, result->indicator, result->name, total->provisional, total->too_many);

          g_autofree char *undated = lep_print_undated (input, total);

          if (text != NULL)
            append_sentence (note, text);
          if (undated != NULL)
            append_sentence (note, undated);
        }
    }
  if (note->len > 0)
    lep_report_add_note (report, note->str);
}

/**
 * lep_print_results:
 * @results: LepProjectResult
 *
 * Adds the table of targets and what was reached, by sex and age where there is
 * a split, and the note that belongs to it.
 */
void
lep_print_results (const LepReportInput *input,
                   LepReport            *report,
                   const GPtrArray      *results,
                   gboolean              with_baseline)
{
  Splits    splits = find_splits (results);
  LepTable *table;

  if (results->len == 0)
    {
      lep_report_add_note (report, lep_print_text (input, N_ ("No targets and no results so far.")));
      return;
    }

  splits.baseline &= with_baseline;
  table = lep_report_add_table (report, lep_print_text (input, N_ ("Results")));
  add_columns (input, table, &splits);
  for (guint i = 0; i < results->len; i++)
    add_row (input, table, g_ptr_array_index (results, i), &splits);
  add_note (input, report, results, &splits);
}

static void
add_group_note (const LepReportInput *input,
                LepReport            *report,
                const LepGroupCheck  *check)
{
  g_autoptr (GString) missing = g_string_new (NULL);

  for (guint i = 0; i < LEP_N_ACTOR_GROUPS; i++)
    if (check->n_members[i] == 0)
      g_string_append_printf (missing, "%s%s", missing->len > 0 ? ", " : "", lep_print_code (input, "actor_group", check->groups[i]));
  if (check->complete)
    lep_report_add_note (report, lep_print_text (input, N_ ("All five groups are represented.")));
  else
    {
      g_autofree char *text = lep_fill (lep_print_text (input, N_ ("Not represented: {groups}.")), "groups", missing->str, NULL);

      lep_report_add_note (report, text);
    }
}

static void
add_member (const LepReportInput *input,
            LepTable             *table,
            const LepMember      *member,
            const char           *names,
            gboolean              with_dates)
{
  lep_table_add_row (table, LEP_ROW_BODY);
  lep_table_add_text (table, lep_print_code (input, "actor_group", member->actor_group), NULL);
  lep_table_add_text (table, names, NULL);
  lep_table_add_text (table, lep_print_code (input, "membership_role", member->role), NULL);
  if (with_dates)
    {
      lep_table_add_text (table, member->place, NULL);
      lep_table_add_date (table, member->joined_on);
    }
}

static guint
group_of (const LepMember     *member,
          const LepGroupCheck *check)
{
  guint group = 0;

  while (group < LEP_N_ACTOR_GROUPS && g_strcmp0 (member->actor_group, check->groups[group]) != 0)
    group++;
  return group;
}

/* Adds the members of one actor group, or those of none of the five: a row each
 * with its dates, or those of one role together. */
static void
add_group (const LepReportInput *input,
           LepTable             *table,
           const GPtrArray      *members,
           const LepGroupCheck  *check,
           guint                 group,
           gboolean              with_dates)
{
  g_autoptr (GHashTable) done = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < members->len; i++)
    {
      const LepMember *member = g_ptr_array_index (members, i);
      g_autofree char *name = lep_print_title (input, "organisation", member->organisation);
      g_autoptr (GString) names = g_string_new (name);

      if (group_of (member, check) != group || g_hash_table_contains (done, member))
        continue;
      for (guint j = i + 1; !with_dates && j < members->len; j++)
        {
          const LepMember *other = g_ptr_array_index (members, j);

          if (group_of (other, check) == group && g_strcmp0 (other->role, member->role) == 0)
            {
              g_autofree char *more = lep_print_title (input, "organisation", other->organisation);

              g_string_append_printf (names, " · %s", more != NULL ? more : "");
              g_hash_table_add (done, (gpointer) other);
            }
        }
      add_member (input, table, member, names->str, with_dates);
    }
}

/**
 * lep_print_members:
 *
 * Adds the table of those who are members on the day of the print, by actor
 * group, and whether all five groups are there.
 */
gboolean
lep_print_members (const LepReportInput *input,
                   LepReport            *report,
                   const char           *partnership,
                   gboolean              with_dates,
                   GError              **error)
{
  g_autofree char *today = lep_print_today (input);
  g_autoptr (GPtrArray) members = lep_partnership_organisations (input->workspace, partnership, today, error);
  LepGroupCheck check;
  LepTable     *table;

  if (members == NULL || !lep_partnership_check_groups (input->workspace, partnership, today, &check, error))
    return FALSE;

  lep_report_add_heading (report, lep_print_text (input, N_ ("Partners by group")));
  if (members->len > 0)
    {
      table = lep_report_add_table (report, lep_print_text (input, N_ ("Partners")));
      lep_table_add_column (table, lep_print_text (input, N_ ("Group")), NULL, LEP_COLUMN_TEXT);
      lep_table_add_column (table, lep_print_text (input, N_ ("Organisation")), NULL, LEP_COLUMN_TEXT);
      lep_table_add_column (table, lep_print_text (input, N_ ("Role")), NULL, LEP_COLUMN_TEXT);
      if (with_dates)
        {
          lep_table_add_column (table, lep_print_text (input, N_ ("Place")), NULL, LEP_COLUMN_TEXT);
          lep_table_add_column (table, lep_print_text (input, N_ ("Member since")), NULL, LEP_COLUMN_FIGURE);
        }
      for (guint group = 0; group <= LEP_N_ACTOR_GROUPS; group++)
        add_group (input, table, members, &check, group, with_dates);
    }
  add_group_note (input, report, &check);
  return TRUE;
}
