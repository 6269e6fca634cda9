/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The next step for all applications of a call at once: what moves, what stays
 * and why, and one button that does it as one action. */

#include <glib/gi18n.h>

#include "lep-window.h"

#include "lep-steps-dialog.h"

/* What the answer works on; the ranking of the page may change meanwhile. */
typedef struct
{
  LepWorkspace   *workspace;
  LepCallRanking *ranking;
  GArray         *steps;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_clear_pointer (&question->steps, g_array_unref);
  g_clear_pointer (&question->ranking, lep_call_ranking_free);
  g_clear_object (&question->workspace);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             LepWindow        *window)
{
  Question        *question = g_object_get_data (G_OBJECT (dialog), "question");
  g_autofree char *today = lep_window_dup_today ();
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (response, "take") != 0)
    return;
  if (lep_call_take_steps (question->workspace, question->steps, today, &error))
    lep_window_toast (window, _ ("The applications went on"), TRUE);
  else
    lep_window_report_error (window, _ ("The applications stay as they are"), error);
}

/* "3: Scored → Selected", one line a pair of states. */
static guint
describe_moves (const GArray *steps,
                GString      *text)
{
  g_autoptr (GHashTable) told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint n_moves = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      const LepCallStep *step = &g_array_index (steps, LepCallStep, i);
      g_autofree char   *pair = step->to == NULL ? NULL : g_strdup_printf ("%s → %s", lep_code_label ("application_status", step->application->status), lep_code_label ("application_status", step->to));
      guint              n = 0;

      if (pair == NULL)
        continue;
      n_moves++;
      for (guint j = 0; j < steps->len; j++)
        {
          const LepCallStep *other = &g_array_index (steps, LepCallStep, j);

          n += g_strcmp0 (other->to, step->to) == 0 && g_strcmp0 (other->application->status, step->application->status) == 0;
        }
      if (g_hash_table_add (told, g_strdup (pair)))
        g_string_append_printf (text, "%u: %s\n", n, pair);
    }
  return n_moves;
}

static void
describe_stays (const GArray *steps,
                GString      *text)
{
  guint n_stays = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      const LepCallStep *step = &g_array_index (steps, LepCallStep, i);

      if (step->to != NULL || step->why == NULL)
        continue;
      if (n_stays++ == 0)
        g_string_append_printf (text, "%s%s\n", text->len > 0 ? "\n" : "", _ ("These stay where they are:"));
      if (n_stays <= 6)
        g_string_append_printf (text, "%s: %s\n", step->application->title, _ (step->why));
    }
  if (n_stays > 6)
    g_string_append_printf (text, ngettext ("and %u more\n", "and %u more\n", n_stays - 6), n_stays - 6);
}

/* Reads the ranking anew, so that the question is about what is there now. */
void
lep_steps_dialog_open (GtkWidget            *parent,
                       LepWorkspace         *workspace,
                       const LepCallRanking *ranking)
{
  LepWindow *window = lep_window_of (parent);
  Question  *question = g_new0 (Question, 1);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog;
  guint      n_moves;

  g_return_if_fail (window != NULL);

  question->workspace = g_object_ref (workspace);
  question->ranking = lep_call_ranking_read (workspace, ranking->call, ranking->stage, &error);
  if (question->ranking == NULL)
    {
      question_free (question);
      lep_window_report_error (window, _ ("The ranking could not be read"), error);
      return;
    }
  question->steps = lep_call_next_steps (question->ranking);
  n_moves = describe_moves (question->steps, text);
  describe_stays (question->steps, text);

  dialog = adw_message_dialog_new (GTK_WINDOW (window), n_moves > 0 ? _ ("Take the next step?") : _ ("Nothing can go on yet"), g_strchomp (text->str));
  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "cancel", n_moves > 0 ? _ ("_Cancel") : _ ("_Close"));
  if (n_moves > 0)
    {
      g_autofree char *label = g_strdup_printf (ngettext ("_Move %u application", "_Move %u applications", n_moves), n_moves);

      adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "take", label);
      adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "take", ADW_RESPONSE_SUGGESTED);
    }
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "question", question, question_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (response_cb), window, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
