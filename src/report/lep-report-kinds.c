/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of reports: to add one is to add a line here and a file. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-print.h"

#include "lep-report-kinds.h"

#define PAGES  (LEP_REPORT_PDF | LEP_REPORT_HTML)
#define TABLES (PAGES | LEP_REPORT_CSV | LEP_REPORT_XLSX)

static const LepReportKind kinds[] = {
  { "project-summary", N_ ("Project summary"),
    N_ ("Goals, money, results with proof, partners and next steps of a project on one or two pages."),
    "project", FALSE, TRUE, TABLES, lep_report_project_summary },
  { "partnership-profile", N_ ("Partnership profile"),
    N_ ("Members, the check of the five groups, services, projects, results, meetings and open decisions."),
    "partnership", FALSE, FALSE, TABLES, lep_report_partnership_profile },
  { "results", N_ ("Results"),
    N_ ("Indicators with baseline, target, reached value and splits, and every entry with its proof; of a project, a partnership or the whole programme."),
    "project|partnership|", TRUE, FALSE, TABLES, lep_report_results },
  { "bundle-slip", N_ ("Bundle slip"),
    N_ ("The paper that goes with a bundle: from whom, to whom, what is inside, and the numbers to compare by phone."),
    NULL, FALSE, FALSE, PAGES, lep_report_bundle_slip },
};

/**
 * lep_report_kinds:
 * @n_kinds: (out): how many there are
 *
 * Returns: all reports
 */
const LepReportKind *
lep_report_kinds (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (kinds);
  return kinds;
}

/**
 * lep_report_kind:
 *
 * Returns: (nullable): the report of that name
 */
const LepReportKind *
lep_report_kind (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (strcmp (kinds[i].name, name) == 0)
      return &kinds[i];
  return NULL;
}

/**
 * lep_report_make:
 *
 * Reads the workspace and makes the report's data, in the input's language.
 * Fails with %LEP_ERROR_INVALID if something it needs is not given, with
 * %LEP_ERROR_NOT_FOUND if the record does not exist.
 *
 * Returns: (transfer full): the report
 */
LepReport *
lep_report_make (const LepReportKind  *kind,
                 const LepReportInput *input,
                 GError              **error)
{
  gboolean needs_record = kind->kinds != NULL && *kind->kinds != '\0' && !g_str_has_suffix (kind->kinds, "|");

  if (needs_record && input->id == NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("The report “%s” needs the id of a record."), kind->name);
      return NULL;
    }
  if (kind->kinds == NULL && input->slip == NULL)
    {
      g_set_error (error, LEP_ERROR, LEP_ERROR_INVALID, _ ("The report “%s” needs a bundle."), kind->name);
      return NULL;
    }
  return kind->make (input, error);
}
