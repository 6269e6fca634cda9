/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step of a tranche asks for its day, and what is paid for the amount: the bank pays on
 * another day than the one on which that is written down, and not always all of it. */

#include <glib/gi18n.h>

#include "lep-currency.h"
#include "lep-day-dialog.h"
#include "lep-field-text.h"
#include "lep-tranche.h"
#include "lep-window.h"

#include "lep-tranche-step.h"

static const char *const due_fields[] = { "due_on", NULL };
static const char *const requested_fields[] = { "requested_on", NULL };
static const char *const approved_fields[] = { "approved_on", NULL };
static const char *const paid_fields[] = { "paid_on", "paid", NULL };

/* What comes after a state, how it is called, and what is asked for. */
static const struct
{
  const char        *state;
  const char        *next;
  const char        *label;
  const char        *title;
  const char *const *fields;
} steps[] = {
  { "planned", "due", N_ ("Mark as due…"), N_ ("Tranche is due"), due_fields },
  { "due", "requested", N_ ("Mark as requested…"), N_ ("Tranche is requested"), requested_fields },
  { "requested", "approved", N_ ("Mark as approved…"), N_ ("Tranche is approved"), approved_fields },
  { "approved", "paid", N_ ("Mark as paid…"), N_ ("Tranche is paid"), paid_fields },
};

#define REQUEST 1 /* index of the step that asks for the money */

static guint
find_step (const char *state)
{
  guint i = 0;

  while (i < G_N_ELEMENTS (steps) && g_strcmp0 (state != NULL ? state : "planned", steps[i].state) != 0)
    i++;
  return i;
}

/**
 * lep_tranche_step_next:
 * @state: (nullable): of a tranche; without one it is planned
 *
 * Returns: (nullable): the state that comes next; nothing does after the last one
 */
const char *
lep_tranche_step_next (const char *state)
{
  guint i = find_step (state);

  return i < G_N_ELEMENTS (steps) ? steps[i].next : NULL;
}

/* Returns: (nullable): the button that leads on from @state */
const char *
lep_tranche_step_label (const char *state)
{
  guint i = find_step (state);

  return i < G_N_ELEMENTS (steps) ? _ (steps[i].label) : NULL;
}

static char *
judge (LepWorkspace *workspace,
       LepRecord    *tranche,
       const char   *day,
       gboolean     *is_bad)
{
  const char      *condition = lep_record_get (tranche, "condition");
  g_autofree char *today = lep_workspace_dup_today (workspace);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  if (condition == NULL)
    return NULL;

  if (!lep_tranche_find_unmet (workspace, tranche, day != NULL ? day : today, &text, &error))
    text = g_strdup (error->message);
  *is_bad = text != NULL;
  if (text == NULL)
    /* Translators: what a tranche is paid on, such as "Interim report" */
    text = g_strdup_printf (_ ("Condition: %s."), lep_code_label ("tranche_condition", condition));
  return text;
}

/* Adds a step to those that are taken as one.
 * @values: (nullable): of its fields; %NULL = as they are */
static gboolean
add_step (GPtrArray         *edits,
          LepWorkspace      *workspace,
          LepRecord         *tranche,
          guint              step,
          const char *const *values,
          GError           **error)
{
  LepEdit *edit = lep_edit_new (workspace);

  g_ptr_array_add (edits, edit);
  if (!lep_edit_row (edit, lep_record_get_space (tranche), "tranche", lep_record_get_id (tranche), error))
    return FALSE;
  lep_edit_set (edit, "status", steps[step].next);
  for (guint j = 0; values != NULL && steps[step].fields[j] != NULL; j++)
    lep_edit_set (edit, steps[step].fields[j], values[j]);
  return TRUE;
}

/* Takes all steps up to @last, as one: the values are those of that one. */
static char *
take_up_to (LepWorkspace      *workspace,
            LepRecord         *tranche,
            guint              last,
            const char *const *values,
            GError           **error)
{
  g_autoptr (GPtrArray) edits = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_edit_free);

  for (guint i = find_step (lep_record_get (tranche, "status")); i <= last; i++)
    if (!add_step (edits, workspace, tranche, i, i == last ? values : NULL, error))
      return NULL;
  if (!lep_edits_commit (edits, NULL, error))
    return NULL;
  /* Translators: the state that a tranche has now */
  return g_strdup_printf (_ ("The tranche is now: %s"), lep_code_label ("tranche_status", steps[last].next));
}

static char *
take (LepWorkspace      *workspace,
      LepRecord         *tranche,
      const char *const *values,
      GError           **error)
{
  return take_up_to (workspace, tranche, find_step (lep_record_get (tranche, "status")), values, error);
}

static char *
take_request (LepWorkspace      *workspace,
              LepRecord         *tranche,
              const char *const *values,
              GError           **error)
{
  return take_up_to (workspace, tranche, REQUEST, values, error);
}

/* "Tranche 2: 21,000.00 KM" */
static char *
dup_heading (LepWorkspace *workspace,
             LepRecord    *tranche)
{
  g_autofree char *currency = lep_currency_of_record (workspace, tranche);
  g_autofree char *amount = lep_money_label (currency, lep_record_get (tranche, "amount"));

  /* Translators: number and amount of a tranche */
  return g_strdup_printf (_ ("Tranche %s: %s"), lep_record_get (tranche, "number"), amount);
}

static void
ask (GtkWidget    *parent,
     LepWorkspace *workspace,
     LepRecord    *tranche,
     guint         i,
     const char   *heading)
{
  g_autofree char *today = lep_workspace_dup_today (workspace);
  const char      *day = lep_record_get (tranche, steps[i].fields[0]);
  const char      *paid = lep_record_get (tranche, "paid");
  const LepDayStep step = {
    _ (steps[i].title),
    _ ("_Save"),
    steps[i].fields,
    _ ("Fill this in: others read on which day it was."),
    _ ("The step is not saved yet. Cancel once more to throw away what you typed, or Ctrl+Enter to save it."),
    _ ("What is not met does not stop the step: it is your decision. It can be taken back."),
    judge,
    i == REQUEST ? take_request : take,
  };

  lep_day_dialog_open (parent, workspace, tranche, &step, heading,
                       (const char *const[]){ day != NULL ? day : today, paid != NULL ? paid : lep_record_get (tranche, "amount") });
}

/**
 * lep_tranche_step_ask:
 * @tranche: one that is not paid
 *
 * Asks for what belongs to the next step of the tranche, with today and the whole amount.
 */
void
lep_tranche_step_ask (GtkWidget    *parent,
                      LepWorkspace *workspace,
                      LepRecord    *tranche)
{
  guint            i = find_step (lep_record_get (tranche, "status"));
  g_autofree char *heading = dup_heading (workspace, tranche);

  g_return_if_fail (i < G_N_ELEMENTS (steps));
  ask (parent, workspace, tranche, i, heading);
}

/**
 * lep_tranche_request_ask:
 *
 * Asks for the day of the request from elsewhere than the project, also when the tranche
 * was not marked as due.
 *
 * Returns: FALSE: nothing can be written here, or it is requested already
 */
gboolean
lep_tranche_request_ask (GtkWidget    *parent,
                         LepWorkspace *workspace,
                         LepRecord    *tranche)
{
  g_autofree char *heading = dup_heading (workspace, tranche);
  g_autofree char *project = lep_workspace_dup_title (workspace, "project", lep_record_get (tranche, "project"));
  g_autofree char *both = project != NULL ? g_strdup_printf ("%s · %s", heading, project) : g_strdup (heading);

  if (lep_workspace_is_read_only (workspace) || lep_record_is_deleted (tranche) || find_step (lep_record_get (tranche, "status")) > REQUEST)
    return FALSE;

  ask (parent, workspace, tranche, REQUEST, both);
  return TRUE;
}
