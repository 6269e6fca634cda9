/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Contracting: an application that was selected becomes a project with its
 * sources of money, its tranches and its proposed targets, in one action. */

#include <stdio.h>
#include <string.h>
#include <glib/gi18n-lib.h>

#include "lep-call-private.h"
#include "lep-format.h"
#include "lep-money-private.h"
#include "lep-query.h"
#include "lep-sentence.h"
#include "lep-workspace-private.h"

#define WHOLE 10000 /* hundredths of a percent */

static const char *const ready_states[] = { "selected", "reserve", NULL };

/* What an application plans, and the indicator that counts it. */
static const struct
{
  const char *field;
  const char *indicator;
} plans[] = {
  { "planned_trained", "TRAINED" },
  { "planned_employed", "EMPLOYED" },
  { "planned_services", "SERVICES" },
};

/**
 * lep_award_split:
 * @percents: (array length=n_tranches): hundredths of a percent
 * @amounts: (array length=n_tranches) (out caller-allocates): minor units
 *
 * Splits the grant; the last tranche takes the rounding (2-data-model, rule 3).
 */
void
lep_award_split (gint64        grant,
                 const gint64 *percents,
                 guint         n_tranches,
                 gint64       *amounts)
{
  gint64 rest = grant;

  for (guint i = 0; i < n_tranches; i++)
    {
      amounts[i] = i + 1 == n_tranches ? rest : lep_money_scale (grant, percents[i], WHOLE);
      rest -= amounts[i];
    }
}

/**
 * lep_award_condition:
 * @number: from 0
 *
 * Returns: the code of the condition that a tranche is paid on: the first on
 *   signature, the last on the final report, those between on an interim one
 */
const char *
lep_award_condition (guint number,
                     guint n_tranches)
{
  if (number == 0)
    return "signature";
  return number + 1 == n_tranches ? "final_report" : "interim_report";
}

/**
 * lep_award_read_percents:
 * @locale: how the percents are written
 * @typed: "50 + 40 + 10" or "50 40 10"
 * @percents: (array length=n_max) (out caller-allocates): hundredths of a percent
 *
 * Returns: how many; 0 when something in it is no share
 */
guint
lep_award_read_percents (const LepLocale *locale,
                         const char      *typed,
                         gint64          *percents,
                         guint            n_max)
{
  g_autofree char *flat = g_strdelimit (g_strdup (typed), "+;/ \t", ' ');
  g_auto (GStrv) parts = g_strsplit (flat, " ", -1);
  guint n = 0;

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] == '\0')
        continue;
      if (n == n_max || !lep_parse_percent (locale, parts[i], &percents[n], NULL) || percents[n] <= 0)
        return 0;
      n++;
    }
  return n;
}

/**
 * lep_award_dup_end:
 * @start: (nullable): as stored
 *
 * Returns: (transfer full) (nullable): the day before the same day so many months
 *   later
 */
char *
lep_award_dup_end (const char *start,
                   gint64      months)
{
  int year, month, day;
  g_autoptr (GDateTime) from = NULL;
  g_autoptr (GDateTime) later = NULL;
  g_autoptr (GDateTime) end = NULL;

  if (start == NULL || sscanf (start, "%d-%d-%d", &year, &month, &day) != 3)
    return NULL;
  from = g_date_time_new_utc (year, month, day, 0, 0, 0);
  later = from != NULL ? g_date_time_add_months (from, (int) CLAMP (months, 0, 1200)) : NULL;
  end = later != NULL ? g_date_time_add_days (later, -1) : NULL;
  return end != NULL ? g_date_time_format (end, "%Y-%m-%d") : NULL;
}

/**
 * lep_award_is_ready:
 *
 * Returns: whether the application can become a project: in its last stage, and
 *   selected or on the reserve list
 */
gboolean
lep_award_is_ready (const LepCallRanking     *ranking,
                    const LepCallApplication *application)
{
  return strcmp (ranking->stage, "full") == 0 && application->status != NULL && g_strv_contains (ready_states, application->status);
}

/* Returns: whether some application can become a project */
gboolean
lep_award_is_any_ready (const LepCallRanking *ranking)
{
  for (guint l = 0; l < ranking->lots->len; l++)
    {
      const LepLotRanking *lot = g_ptr_array_index (ranking->lots, l);

      for (guint i = 0; i < lot->applications->len; i++)
        if (lep_award_is_ready (ranking, g_ptr_array_index (lot->applications, i)))
          return TRUE;
    }
  return FALSE;
}

static void
set_int64 (LepEdit    *edit,
           const char *field,
           gint64      value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  lep_edit_set (edit, field, text);
}

/* Fields that the project takes over as they are. */
static void
take_over (LepEdit    *edit,
           LepRecord  *from,
           const char *field,
           const char *as)
{
  const char *value = lep_record_get (from, field);

  if (value != NULL)
    lep_edit_set (edit, as, value);
}

/**
 * lep_award_dup_currency:
 *
 * Returns: (transfer full) (nullable): the currency that the application asks in; where
 *   it names none, that of its call
 */
char *
lep_award_dup_currency (LepWorkspace *workspace,
                        LepRecord    *application)
{
  g_autoptr (LepRecord) call = NULL;
  const char *currency = lep_record_get (application, "currency");

  if (currency == NULL)
    call = lep_workspace_get_record (workspace, "call", lep_record_get (application, "call"), NULL, NULL);
  return g_strdup (call != NULL ? lep_record_get (call, "currency") : currency);
}

static gboolean
add_project (LepEdit        *edit,
             LepWorkspace   *workspace,
             const LepAward *award,
             LepRecord      *application,
             gint64          cofinancing,
             GError        **error)
{
  g_autoptr (LepRecord) call = lep_workspace_get_record (workspace, "call", lep_record_get (application, "call"), NULL, NULL);
  g_autoptr (LepRecord) lot = NULL;
  g_autofree char *currency = lep_award_dup_currency (workspace, application);

  if (lep_record_get (application, "lot") != NULL)
    lot = lep_workspace_get_record (workspace, "lot", lep_record_get (application, "lot"), NULL, NULL);
  if (!lep_edit_row (edit, lep_record_get_space (application), "project", NULL, error))
    return FALSE;

  take_over (edit, application, "partnership", "partnership");
  take_over (edit, application, "title", "title");
  take_over (edit, application, "reference", "reference");
  take_over (edit, application, "summary", "summary");
  if (call != NULL)
    take_over (edit, call, "programme", "programme");
  if (lot != NULL)
    take_over (edit, lot, "target_group", "target_groups");
  lep_edit_set (edit, "currency", currency);
  lep_edit_set (edit, "application", award->application);
  lep_edit_set (edit, "activity", award->activity);
  lep_edit_set (edit, "status", "contracting");
  lep_edit_set (edit, "start", award->start);
  lep_edit_set (edit, "end", award->end);
  lep_edit_set (edit, "agreement_no", award->agreement_no);
  lep_edit_set (edit, "agreement_on", award->agreement_on);
  set_int64 (edit, "grant", award->grant);
  set_int64 (edit, "cofinancing", cofinancing);
  return TRUE;
}

static gboolean
add_funding (LepEdit        *edit,
             const LepAward *award,
             LepRecord      *application,
             const char     *project,
             gint64          cofinancing,
             GError        **error)
{
  const char *space = lep_record_get_space (application);

  if (!lep_edit_row (edit, space, "funding", NULL, error))
    return FALSE;
  lep_edit_set (edit, "project", project);
  lep_edit_set (edit, "kind", "grant");
  lep_edit_set (edit, "committed_on", award->agreement_on);
  set_int64 (edit, "amount", award->grant);
  if (cofinancing == 0)
    return TRUE;

  /* Whose money it is exactly is told by the budget; until then by its lead. */
  if (!lep_edit_row (edit, space, "funding", NULL, error))
    return FALSE;
  lep_edit_set (edit, "project", project);
  take_over (edit, application, "lead", "organisation");
  set_int64 (edit, "amount", cofinancing);
  return TRUE;
}

static gboolean
add_tranches (LepEdit        *edit,
              const LepAward *award,
              const char     *space,
              const char     *project,
              GError        **error)
{
  g_autofree gint64 *amounts = g_new0 (gint64, award->n_tranches + 1);

  lep_award_split (award->grant, award->percents, award->n_tranches, amounts);
  for (guint i = 0; i < award->n_tranches; i++)
    {
      if (!lep_edit_row (edit, space, "tranche", NULL, error))
        return FALSE;
      lep_edit_set (edit, "project", project);
      set_int64 (edit, "number", i + 1);
      set_int64 (edit, "percent", award->percents[i]);
      set_int64 (edit, "amount", amounts[i]);
      lep_edit_set (edit, "condition", lep_award_condition (i, award->n_tranches));
      lep_edit_set (edit, "status", "planned");
    }
  return TRUE;
}

/* What was planned becomes proposed targets, to be agreed. */
static gboolean
add_targets (LepEdit        *edit,
             LepWorkspace   *workspace,
             const LepAward *award,
             LepRecord      *application,
             const char     *project,
             GError        **error)
{
  for (guint i = 0; i < G_N_ELEMENTS (plans); i++)
    {
      g_autoptr (LepQuery) query = lep_query_new ("indicator");
      g_autoptr (GPtrArray) found = NULL;
      gint64 value;

      if (!lep_record_get_int64 (application, plans[i].field, &value) || value == 0)
        continue;
      lep_query_add_filter (query, "code", plans[i].indicator);
      lep_query_set_limit (query, 1);
      found = lep_query_run (workspace, query, error);
      if (found == NULL)
        return FALSE;
      if (found->len == 0)
        continue;
      if (!lep_edit_row (edit, lep_record_get_space (application), "target", NULL, error))
        return FALSE;
      lep_edit_set (edit, "project", project);
      lep_edit_set (edit, "indicator", lep_record_get_id (g_ptr_array_index (found, 0)));
      lep_edit_set (edit, "status", "proposed");
      lep_edit_set (edit, "due_on", award->end);
      set_int64 (edit, "value", value);
    }
  return TRUE;
}

/* A committee may grant less than what was asked for, and never more.
 * @field: the field in question, when it is refused */
static gboolean
check_amounts (LepWorkspace   *workspace,
               const LepAward *award,
               LepRecord      *application,
               const char    **field,
               GError        **error)
{
  g_autofree char *currency = lep_award_dup_currency (workspace, application);
  g_autofree char *grant = lep_sentence_money (workspace, award->grant, currency);
  g_autofree char *why = NULL, *shown = NULL;
  gint64           sum = 0, requested;

  *field = "grant";
  if (award->grant <= 0)
    return lep_call_refuse (error, "project", "grant", grant, _ ("write how much is granted."));
  if (lep_record_get_int64 (application, "requested", &requested) && award->grant > requested)
    {
      shown = lep_sentence_money (workspace, requested, currency);
      why = g_strdup_printf (_ ("the application asks for %s; grant that or less."), shown);
      return lep_call_refuse (error, "project", "grant", grant, why);
    }

  *field = "percent";
  for (guint i = 0; i < award->n_tranches; i++)
    sum += award->percents[i];
  if (sum == WHOLE)
    return TRUE;
  shown = lep_format_percent (lep_workspace_get_locale (workspace), sum, 2);
  return lep_call_refuse (error, "tranche", "percent", shown, _ ("the tranches must add up to 100.00 percent; correct one of them."));
}

static gboolean
check (LepWorkspace   *workspace,
       const LepAward *award,
       LepRecord      *application,
       const char    **field,
       GError        **error)
{
  const char *status = lep_record_get (application, "status");
  g_autoptr (LepQuery) query = lep_query_new ("project");
  g_autoptr (GPtrArray) projects = NULL;

  if (status == NULL || !g_strv_contains (ready_states, status))
    return lep_call_refuse (error, "application", "status", status == NULL ? "–" : lep_code_label ("application_status", status),
                            _ ("only an application that is selected, or on the reserve list, becomes a project; decide on it first."));
  if (!check_amounts (workspace, award, application, field, error))
    return FALSE;
  *field = NULL;
  lep_query_add_filter (query, "application", award->application);
  projects = lep_query_run (workspace, query, error);
  if (projects == NULL)
    return FALSE;
  if (projects->len > 0)
    return lep_call_refuse (error, "project", "application", lep_record_get (application, "title"),
                            _ ("this application has become a project already; open that one."));
  return TRUE;
}

/**
 * lep_award_cofinancing:
 *
 * Returns: what the partners bring in, in minor units: what they offered, also where less is
 *   granted than was asked for
 */
gint64
lep_award_cofinancing (LepRecord *application)
{
  gint64 total, requested;

  return lep_record_get_int64 (application, "total", &total) && lep_record_get_int64 (application, "requested", &requested) ? MAX (total - requested, 0) : 0;
}

/**
 * lep_award_make:
 * @refused: (out) (optional) (nullable): the field of the project that a rule refuses,
 *   or "percent" for the tranches; %NULL when it is none of these
 *
 * Makes a project of the application: grant and co-financing as sources,
 * tranches by their percents, what was planned as proposed targets; and the
 * application is contracted. One action, so that it is taken back as one.
 * Co-financing is what the application brings beside the grant.
 *
 * Returns: (transfer full): the id of the project; %LEP_ERROR_INVALID when a
 *   rule refuses it, and then nothing is changed
 */
char *
lep_award_make (LepWorkspace   *workspace,
                const LepAward *award,
                const char    **refused,
                GError        **error)
{
  g_autoptr (LepRecord) application = lep_workspace_get_record (workspace, "application", award->application, NULL, error);
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autofree char *project = NULL;
  gint64           cofinancing;
  const char      *ignored, **field = refused != NULL ? refused : &ignored;

  *field = NULL;
  if (application == NULL || !check (workspace, award, application, field, error))
    return NULL;

  cofinancing = lep_award_cofinancing (application);
  if (!add_project (edit, workspace, award, application, cofinancing, error))
    return NULL;
  project = g_strdup (lep_edit_last_id (edit));
  if (!add_funding (edit, award, application, project, cofinancing, error) ||
      !add_tranches (edit, award, lep_record_get_space (application), project, error) ||
      !add_targets (edit, workspace, award, application, project, error) ||
      !lep_edit_row (edit, lep_record_get_space (application), "application", award->application, error))
    return NULL;
  lep_edit_set (edit, "status", "contracted");
  if (lep_edit_commit (edit, error))
    return g_steal_pointer (&project);

  if (g_strcmp0 (lep_edit_get_refused_kind (edit), "project") == 0)
    *field = lep_edit_get_refused_field (edit);
  return NULL;
}
