/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before a reporting period takes a step: what the step means, for which
 * days, in whose name. The steps of the two sides follow each other on one spot,
 * and each of them is said to others. */

#include <glib/gi18n.h>

#include "lep-catalogue.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-schema.h"

#include "lep-period-step.h"

static const struct
{
  const char *state;
  const char *name;
  const char *question;
  const char *meaning;
} steps[] = {
  { "submitted", N_ ("Submit"), N_ ("Submit the report?"),
    N_ ("The partnership hands it in: every figure is kept as it stands now, and the programme decides on it.") },
  { "returned", N_ ("Return"), N_ ("Return the report?"),
    N_ ("The programme gives it back: the partnership puts it right and submits it again.") },
  { "approved", N_ ("Approve"), N_ ("Approve the report?"),
    N_ ("The programme decides that the report is in order.") },
  { "locked", N_ ("Lock"), N_ ("Lock the report?"),
    N_ ("The period is closed: no result and no expenditure in it can be changed any more. To open it again takes a reason and a last day.") },
};

/* What leads to the state, as a verb. */
const char *
lep_period_step_name (const char *state)
{
  g_return_val_if_fail (state != NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].state, state))
      return _ (steps[i].name);
  return g_str_equal (state, "open") ? _ ("Reopen…") : lep_code_label ("period_status", state);
}

/* Returns: (transfer full): for which days, what the step means, what speaks against it, who takes it */
static char *
describe (LepWorkspace *workspace,
          LepRecord    *period,
          const char   *today,
          const char   *state,
          const char   *meaning)
{
  const char      *last = lep_record_get (period, "to");
  g_autofree char *dates = lep_format_date_range (lep_language_locale (), lep_record_get (period, "from"), last);
  g_autoptr (GString) text = g_string_new (dates);
  g_autofree char *day = lep_format_date (lep_language_locale (), today, LEP_DATE_SHORT);
  g_autofree char *person = NULL;
  g_autofree char *by = NULL;

  g_string_append_printf (text, "\n\n%s", meaning);
  if (last != NULL && g_strcmp0 (last, today) > 0 && !g_str_equal (state, "returned"))
    {
      g_autofree char *shown = lep_format_date (lep_language_locale (), last, LEP_DATE_SHORT);
      /* Translators: the last day of a reporting period, which is still to come */
      g_autofree char *early = lep_fill (_ ("The period is not over: it ends on {day}. What happens until then is not in this report."), "day", shown, NULL);

      g_string_append_printf (text, "\n\n%s", early);
    }

  lep_workspace_get_meta (workspace, LEP_META_PERSON, &person, NULL);
  if (person != NULL && *person != '\0')
    by = lep_fill (_ ("In the name of {person}, on {day}."), "person", person, "day", day, NULL);
  else
    by = lep_fill (_ ("On {day}."), "day", day, NULL);
  g_string_append_printf (text, "\n\n%s", by);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * lep_period_step_ask:
 * @today: YYYY-MM-DD
 * @state: what the period is to become; not "open", which asks for a reason
 *
 * Returns: (transfer none): the question; its response "take" takes the step
 */
GtkWidget *
lep_period_step_ask (GtkWidget    *parent,
                     LepWorkspace *workspace,
                     LepRecord    *period,
                     const char   *today,
                     const char   *state)
{
  const char      *heading = NULL;
  g_autofree char *body = NULL;
  GtkWidget       *dialog;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    if (g_str_equal (steps[i].state, state))
      {
        heading = _ (steps[i].question);
        body = describe (workspace, period, today, state, _ (steps[i].meaning));
      }
  g_return_val_if_fail (heading != NULL, NULL);

  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (parent)), heading, body);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "take", lep_period_step_name (state), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "take", ADW_RESPONSE_SUGGESTED);
  /* The key that pressed the step, pressed once more, takes none. */
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  gtk_window_present (GTK_WINDOW (dialog));
  return dialog;
}
