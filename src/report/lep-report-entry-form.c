/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The form of a result on paper, for who has no laptop at hand: the same fields
 * in the same order as the dialog that adds a result. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"

#define BOX_HEIGHT   21.0
#define GROUPS_A_ROW 5
#define MAX_CHOICES  12
#define MAX_NAMES    300 /* letters: three lines, so that the form stays one sheet */

/* Which indicator can be meant: those of the project, else of the programme. */
static gboolean
add_indicators (const LepReportInput *input,
                LepReport            *report,
                GError              **error)
{
  g_autoptr (GPtrArray) indicators = lep_print_list (input, "indicator", NULL, NULL, NULL, FALSE, error);
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;

  if (indicators == NULL)
    return FALSE;
  for (guint i = 0; i < MIN (indicators->len, MAX_CHOICES); i++)
    {
      LepRecord  *indicator = g_ptr_array_index (indicators, i);
      const char *name = lep_print_indicator (input, lep_record_get (indicator, "code"), lep_record_get (indicator, "name"));

      if (i > 0 && g_utf8_strlen (names->str, -1) + g_utf8_strlen (name, -1) > MAX_NAMES)
        {
          g_string_append (names, " · …");
          break;
        }
      g_string_append_printf (names, "%s%s", i > 0 ? " · " : "", name);
    }
  text = lep_fill (lep_print_text (input, N_ ("Indicators: {names}")), "names", names->str, NULL);
  if (indicators->len > 0)
    lep_report_add_note (report, text);
  return TRUE;
}

static const char *
age_label (const LepReportInput *input,
           const LepCode        *age)
{
  return strcmp (age->code, "unknown") == 0 ? lep_print_text (input, N_ ("Age unknown")) : lep_print_code (input, "age", age->code);
}

static void
add_split (const LepReportInput *input,
           LepReport            *report)
{
  const LepCodeList *sexes = lep_schema_code_list ("sex"), *ages = lep_schema_code_list ("age");
  LepTable          *table = lep_print_section (input, report, N_ ("Split by sex and age"), "", LEP_COLUMN_TEXT, NULL);

  for (guint a = 0; a < ages->n_codes; a++)
    lep_table_add_column (table, age_label (input, &ages->codes[a]), NULL, LEP_COLUMN_WIDE);
  lep_table_add_column (table, lep_print_text (input, N_ ("Sum")), NULL, LEP_COLUMN_WIDE);
  for (guint s = 0; s <= sexes->n_codes; s++)
    {
      lep_table_add_row (table, s < sexes->n_codes ? LEP_ROW_BODY : LEP_ROW_SUM);
      lep_table_set_room (table, BOX_HEIGHT);
      lep_table_add_text (table, s < sexes->n_codes ? lep_print_code (input, "sex", sexes->codes[s].code) : lep_print_text (input, N_ ("Sum")), NULL);
      for (guint a = 0; a <= ages->n_codes; a++)
        lep_table_add_box (table, NULL);
    }
}

static void
add_groups (const LepReportInput *input,
            LepReport            *report)
{
  const LepCodeList *groups = lep_schema_code_list ("target_group");

  lep_report_add_heading (report, lep_print_text (input, N_ ("How many are also …")));
  for (guint first = 0; first < groups->n_codes; first += GROUPS_A_ROW)
    {
      lep_report_add_form (report, 1);
      for (guint i = first; i < first + GROUPS_A_ROW; i++)
        lep_report_add_box (report, i < groups->n_codes ? lep_print_code (input, "target_group", groups->codes[i].code) : NULL, NULL, 1);
    }
  lep_report_add_note (report, lep_print_text (input, N_ ("Groups overlap; they are never added up.")));
}

static void
add_proof (const LepReportInput *input,
           LepReport            *report)
{
  const LepCodeList *proofs = lep_schema_code_list ("proof");
  g_autoptr (GString) names = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < proofs->n_codes; i++)
    g_string_append_printf (names, "%s%s", i > 0 ? " · " : "", lep_print_code (input, "proof", proofs->codes[i].code));
  text = lep_fill (lep_print_text (input, N_ ("Kinds: {names}")), "names", names->str, NULL);
  lep_report_add_heading (report, lep_print_text (input, N_ ("Proof")));
  lep_report_add_form (report, 1);
  lep_report_add_box (report, lep_print_text (input, N_ ("Kind of proof")), NULL, 3);
  lep_report_add_box (report, lep_print_text (input, N_ ("Proof number")), NULL, 2);
  lep_report_add_box (report, lep_print_text (input, N_ ("Proof dated")), NULL, 2);
  lep_report_add_note (report, text);
  lep_report_add_form (report, 1);
  lep_report_add_box (report, lep_print_text (input, N_ ("Note")), NULL, 1);
}

static gboolean
add_project (const LepReportInput *input,
             LepReport            *report,
             LepRecord            *project,
             GError              **error)
{
  g_autofree char *title = project == NULL ? NULL : lep_record_dup_title (project);

  lep_report_add_form (report, 1);
  lep_report_add_box (report, lep_print_text (input, N_ ("Project")), title, 1);
  lep_report_add_box (report, lep_print_text (input, N_ ("Indicator")), NULL, 1);
  if (!add_indicators (input, report, error))
    return FALSE;
  lep_report_add_form (report, 1);
  lep_report_add_box (report, lep_print_text (input, N_ ("From")), NULL, 2);
  lep_report_add_box (report, lep_print_text (input, N_ ("To")), NULL, 2);
  lep_report_add_box (report, lep_print_text (input, N_ ("How many persons")), NULL, 2);
  return TRUE;
}

/**
 * lep_report_entry_form:
 *
 * The input's id is that of a project; without one its field is empty too.
 */
LepReport *
lep_report_entry_form (const LepReportInput *input,
                       GError              **error)
{
  g_autoptr (LepRecord) project = input->id == NULL ? NULL : lep_print_record (input, "project", input->id, error);
  g_autoptr (LepRecord) partnership = NULL;
  g_autoptr (LepReport) report = NULL;
  const char *reference = project == NULL ? NULL : lep_record_get (project, "reference");

  if (input->id != NULL && project == NULL)
    return NULL;
  if (project != NULL)
    {
      partnership = lep_print_record (input, "partnership", lep_record_get (project, "partnership"), error);
      if (partnership == NULL)
        return NULL;
    }

  report = lep_print_begin (input, N_ ("Form for a result"), lep_print_text (input, N_ ("A result")), reference, reference);
  /* It is read before a name is written, and the form stays one sheet. */
  lep_report_add_note (report, lep_print_text (input, N_ ("Only numbers belong on this form, no names of persons.")));
  if (!(partnership != NULL ? lep_print_sender (input, report, partnership, error) : lep_print_programme_sender (input, report, error)) ||
      !add_project (input, report, project, error))
    return NULL;
  add_split (input, report);
  add_groups (input, report);
  add_proof (input, report);
  lep_report_add_form (report, 1);
  lep_report_add_box (report, lep_print_text (input, N_ ("Filled in by, on")), NULL, 1);
  lep_report_add_box (report, lep_print_text (input, N_ ("Entered in the program by, on")), NULL, 1);
  return g_steal_pointer (&report);
}
