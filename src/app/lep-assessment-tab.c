/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A partnership's self-assessments. Each question has its answer in the latest
 * round, the one of the round before, and what the register itself shows; a new
 * round begins with the answers that the register gives. */

#include <glib/gi18n.h>

#include "lep-assessment-facts.h"
#include "lep-catalogue.h"
#include "lep-format.h"
#include "lep-instrument.h"
#include "lep-language.h"
#include "lep-print-dialog.h"
#include "lep-query.h"
#include "lep-record-dialog.h"
#include "lep-window.h"

#include "lep-assessment-tab.h"

struct _LepAssessmentTab
{
  LepTab               parent_instance;

  GArray              *facts;   /* LepAssessmentFact */
  LepRecord           *round;   /* the latest of the instrument, or NULL */
  LepRecord           *before;  /* the one before, or NULL */
  GPtrArray           *answers; /* of the round */
  GPtrArray           *answers_before;
  GPtrArray           *rows; /* put into the group */
  gboolean             quiet;

  GtkDropDown         *instrument_dropdown;
  GtkStringList       *instrument_names;
  GtkLabel            *summary_label;
  AdwPreferencesGroup *group;
};

G_DEFINE_FINAL_TYPE (LepAssessmentTab, lep_assessment_tab, LEP_TYPE_TAB)

static const LepInstrument *
get_instrument (LepAssessmentTab *self)
{
  const LepCodeList *list = lep_schema_code_list ("instrument");
  guint              position = gtk_drop_down_get_selected (self->instrument_dropdown);

  return lep_instrument (list->codes[MIN (position, list->n_codes - 1)].code);
}

static LepRecord *
find_answer (GPtrArray  *answers,
             const char *item)
{
  for (guint i = 0; answers != NULL && i < answers->len; i++)
    if (g_strcmp0 (lep_record_get (g_ptr_array_index (answers, i), "item"), item) == 0)
      return g_ptr_array_index (answers, i);
  return NULL;
}

static void
report (LepAssessmentTab *self,
        const GError     *error)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));

  if (window != NULL)
    lep_window_report_error (window, _ ("The self-assessment could not be saved"), error);
}

/* --- Answering --- */

/* Puts an answer into the edit: the record that is there, or a new one. */
static gboolean
put_answer (LepEdit    *edit,
            const char *round,
            const char *item,
            LepRecord  *old,
            const char *answer,
            GError    **error)
{
  if (!lep_edit_row (edit, old != NULL ? lep_record_get_space (old) : NULL, "assessment_answer",
                     old != NULL ? lep_record_get_id (old) : NULL, error))
    return FALSE;
  if (old == NULL)
    {
      lep_edit_set (edit, "assessment_round", round);
      lep_edit_set (edit, "item", item);
    }
  lep_edit_set (edit, "answer", answer);
  return TRUE;
}

static void
answered_cb (LepAssessmentTab *self,
             GParamSpec       *pspec,
             GtkDropDown      *choice)
{
  const LepInstrument *instrument = get_instrument (self);
  const char          *item = g_object_get_data (G_OBJECT (choice), "item");
  guint                position = gtk_drop_down_get_selected (choice);
  LepRecord           *old = find_answer (self->answers, item);
  const char          *answer = position == 0 ? NULL : instrument->answers[position - 1];
  g_autoptr (LepEdit) edit = NULL;
  g_autoptr (GError) error = NULL;

  if (self->quiet || self->round == NULL || (old == NULL && answer == NULL) ||
      (old != NULL && g_strcmp0 (lep_record_get (old, "answer"), answer) == 0))
    return;

  edit = lep_edit_new (lep_tab_get_workspace (LEP_TAB (self)));
  if (!put_answer (edit, lep_record_get_id (self->round), item, old, answer, &error) || !lep_edit_commit (edit, &error))
    report (self, error);
}

static void
new_round_action_cb (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  LepAssessmentTab *self = LEP_ASSESSMENT_TAB (widget);
  g_autofree char  *today = lep_window_dup_today ();
  g_autofree char  *id = NULL;
  g_autoptr (GError) error = NULL;

  id = lep_assessment_begin (lep_tab_get_workspace (LEP_TAB (self)), get_instrument (self), lep_record_get_id (lep_tab_get_record (LEP_TAB (self))),
                             today, NULL, &error);
  if (id == NULL)
    report (self, error);
  else
    lep_window_toast (lep_window_of (widget), _ ("A new round is begun"), TRUE);
}

static void
print_action_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  LepAssessmentTab *self = LEP_ASSESSMENT_TAB (widget);

  if (self->round != NULL)
    lep_print_dialog_open (lep_window_of (widget), "assessment_round", lep_record_get_id (self->round), "self-assessment");
}

/* What shows it, what is planned, and who answers for it. */
static void
details_clicked_cb (LepAssessmentTab *self,
                    GtkButton        *button)
{
  const char *item = g_object_get_data (G_OBJECT (button), "item");
  LepRecord  *answer = find_answer (self->answers, item);
  GtkWidget  *dialog;

  if (answer != NULL)
    {
      lep_record_dialog_open (GTK_WIDGET (self), lep_tab_get_workspace (LEP_TAB (self)), answer, NULL);
      return;
    }

  dialog = lep_record_dialog_new (GTK_WIDGET (self), lep_tab_get_workspace (LEP_TAB (self)), "assessment_answer");
  lep_record_dialog_preset (LEP_RECORD_DIALOG (dialog), "assessment_round", lep_record_get_id (self->round));
  lep_record_dialog_preset (LEP_RECORD_DIALOG (dialog), "item", item);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* --- Showing --- */

static void
add_line (GString    *text,
          const char *line)
{
  if (line != NULL && *line != '\0')
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
}

/* "The register shows: …", "Last time: Partly", evidence, what is planned and who answers for it */
static char *
describe (LepAssessmentTab *self,
          const char       *item)
{
  const LepAssessmentFact *fact = lep_assessment_fact (self->facts, item);
  LepRecord               *answer = find_answer (self->answers, item);
  LepRecord               *before = find_answer (self->answers_before, item);
  const char              *was = before != NULL ? lep_record_get (before, "answer") : NULL;
  GString                 *text = g_string_new (NULL);

  if (fact != NULL)
    {
      g_autofree char *a = lep_format_count (lep_language_locale (), fact->a);
      g_autofree char *b = lep_format_count (lep_language_locale (), fact->b);
      g_autofree char *c = lep_format_count (lep_language_locale (), fact->c);
      g_autofree char *facts = lep_fill (_ (fact->text), "a", a, "b", b, "c", c, NULL);
      g_autofree char *line = lep_fill (_ ("The register shows: {facts}."), "facts", facts, NULL);

      add_line (text, line);
    }
  if (was != NULL)
    {
      g_autofree char *line = lep_fill (_ ("Last time: {answer}"), "answer", lep_code_label ("assessment_answer", was), NULL);

      add_line (text, line);
    }
  if (answer != NULL)
    {
      const char *actions = lep_record_get (answer, "actions");

      add_line (text, lep_record_get (answer, "evidence"));
      if (actions != NULL && *actions != '\0')
        {
          g_autofree char *line = lep_fill (_ ("Planned: {actions}"), "actions", actions, NULL);

          add_line (text, line);
        }
      add_line (text, lep_record_get (answer, "owner"));
    }
  return g_string_free (text, FALSE);
}

static GtkWidget *
build_choice (LepAssessmentTab    *self,
              const LepInstrument *instrument,
              const char          *item)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  LepRecord *answer = find_answer (self->answers, item);
  GtkWidget *choice;

  gtk_string_list_append (names, _ ("Not answered"));
  for (guint i = 0; instrument->answers[i] != NULL; i++)
    gtk_string_list_append (names, lep_code_label ("assessment_answer", instrument->answers[i]));
  choice = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  if (answer != NULL)
    gtk_drop_down_set_selected (GTK_DROP_DOWN (choice),
                                (guint) (lep_instrument_level (instrument, lep_record_get (answer, "answer")) + 1));
  gtk_widget_set_valign (choice, GTK_ALIGN_CENTER);
  gtk_widget_set_size_request (choice, 170, -1);
  gtk_widget_set_sensitive (choice, lep_tab_is_writable (LEP_TAB (self)) && self->round != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (choice), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  lep_code_label ("assessment_item", item), -1);
  g_object_set_data (G_OBJECT (choice), "item", (gpointer) item);
  g_signal_connect_object (choice, "notify::selected", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  return choice;
}

static GtkWidget *
build_details (LepAssessmentTab *self,
               const char       *item)
{
  GtkWidget       *button = gtk_button_new_from_icon_name ("document-edit-symbolic");
  g_autofree char *name = lep_fill (_ ("What shows it, what is planned, who answers for it: {question}"), "question",
                                    lep_code_label ("assessment_item", item), NULL);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_set_tooltip_text (button, _ ("What shows it, what is planned, who answers for it"));
  gtk_widget_set_sensitive (button, lep_tab_is_writable (LEP_TAB (self)) && self->round != NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "item", (gpointer) item);
  g_signal_connect_object (button, "clicked", G_CALLBACK (details_clicked_cb), self, G_CONNECT_SWAPPED);
  return button;
}

static void
add_row (LepAssessmentTab    *self,
         const LepInstrument *instrument,
         const char          *item)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *text = describe (self, item);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lep_code_label ("assessment_item", item));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), build_choice (self, instrument, item));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), build_details (self, item));
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
}

/* "19 Mar 2026: 3 of 9 at best, before that 0 (18 Jun 2025)" */
static char *
summarise (LepAssessmentTab    *self,
           const LepInstrument *instrument)
{
  guint            n_items = g_strv_length ((char **) instrument->items);
  int              best = (int) g_strv_length ((char **) instrument->answers) - 1;
  guint            n_best = 0, n_best_before = 0;
  g_autofree char *day = NULL, *day_before = NULL, *now = NULL, *then = NULL, *of = NULL;

  if (self->round == NULL)
    return g_strdup (_ ("There is no round of these questions yet. A new one begins with what the register shows."));

  day = lep_format_date (lep_language_locale (), lep_record_get (self->round, "held_on"), LEP_DATE_LONG);
  if (self->before != NULL)
    day_before = lep_format_date (lep_language_locale (), lep_record_get (self->before, "held_on"), LEP_DATE_LONG);
  if (!instrument->is_scale)
    return day_before != NULL ? lep_fill (_ ("Round of {day}, before that {before}."), "day", day, "before", day_before, NULL)
                              : lep_fill (_ ("Round of {day}."), "day", day, NULL);

  for (guint i = 0; instrument->items[i] != NULL; i++)
    {
      LepRecord *answer = find_answer (self->answers, instrument->items[i]);
      LepRecord *old = find_answer (self->answers_before, instrument->items[i]);

      n_best += answer != NULL && lep_instrument_level (instrument, lep_record_get (answer, "answer")) == best;
      n_best_before += old != NULL && lep_instrument_level (instrument, lep_record_get (old, "answer")) == best;
    }
  now = lep_format_count (lep_language_locale (), n_best);
  then = lep_format_count (lep_language_locale (), n_best_before);
  of = lep_format_count (lep_language_locale (), n_items);
  if (day_before == NULL)
    return lep_fill (_ ("Round of {day}: {count} of {all} with the best answer."), "day", day, "count", now, "all", of, NULL);
  return lep_fill (_ ("Round of {day}: {count} of {all} with the best answer; on {before} there were {then}."), "day", day, "count", now,
                   "all", of, "before", day_before, "then", then, NULL);
}

/* Of no round there are none. */
static gboolean
read_answers (LepWorkspace *workspace,
              LepRecord    *round,
              GPtrArray   **answers,
              GError      **error)
{
  g_autoptr (LepQuery) query = lep_query_new ("assessment_answer");

  if (round == NULL)
    return TRUE;
  lep_query_add_filter (query, "assessment_round", lep_record_get_id (round));
  *answers = lep_query_run (workspace, query, error);
  return *answers != NULL;
}

static void
forget (LepAssessmentTab *self)
{
  g_clear_object (&self->round);
  g_clear_object (&self->before);
  g_clear_pointer (&self->answers, g_ptr_array_unref);
  g_clear_pointer (&self->answers_before, g_ptr_array_unref);
  g_clear_pointer (&self->facts, g_array_unref);
}

static gboolean
read_rounds (LepAssessmentTab    *self,
             const LepInstrument *instrument,
             GError             **error)
{
  LepWorkspace    *workspace = lep_tab_get_workspace (LEP_TAB (self));
  const char      *partnership = lep_record_get_id (lep_tab_get_record (LEP_TAB (self)));
  g_autofree char *today = lep_window_dup_today ();
  g_autoptr (LepQuery) query = lep_query_new ("assessment_round");
  g_autoptr (GPtrArray) rounds = NULL;

  forget (self);
  lep_query_add_filter (query, "partnership", partnership);
  lep_query_add_filter (query, "instrument", instrument->code);
  lep_query_set_sort (query, "held_on", TRUE);
  rounds = lep_query_run (workspace, query, error);
  self->facts = rounds != NULL ? lep_assessment_facts (workspace, partnership, today, error) : NULL;
  if (self->facts == NULL)
    return FALSE;

  self->round = rounds->len > 0 ? g_object_ref (g_ptr_array_index (rounds, 0)) : NULL;
  self->before = rounds->len > 1 ? g_object_ref (g_ptr_array_index (rounds, 1)) : NULL;
  return read_answers (workspace, self->round, &self->answers, error) &&
         read_answers (workspace, self->before, &self->answers_before, error);
}

/* The row that has the focus, or -1. */
static int
find_focused (LepAssessmentTab *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, ADW_TYPE_ACTION_ROW) : NULL;
  guint      position;

  return row != NULL && g_ptr_array_find (self->rows, row, &position) ? (int) position : -1;
}

static void
lep_assessment_tab_show (LepTab *tab)
{
  LepAssessmentTab    *self = LEP_ASSESSMENT_TAB (tab);
  const LepInstrument *instrument = get_instrument (self);
  int                  focused = find_focused (self);
  g_autofree char     *summary = NULL;
  g_autoptr (GError) error = NULL;

  if (!read_rounds (self, instrument, &error))
    {
      lep_tab_say_unread (tab, _ ("The self-assessment could not be read"), error);
      return;
    }

  self->quiet = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; instrument->items[i] != NULL; i++)
    add_row (self, instrument, instrument->items[i]);
  self->quiet = FALSE;

  summary = summarise (self, instrument);
  gtk_label_set_label (self->summary_label, summary);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assessment.print", self->round != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "assessment.new-round", lep_tab_is_writable (LEP_TAB (self)));
  if (focused >= 0)
    gtk_widget_child_focus (g_ptr_array_index (self->rows, (guint) focused), GTK_DIR_TAB_FORWARD);
}

static void
instrument_changed_cb (LepAssessmentTab *self)
{
  if (!self->quiet && lep_tab_get_record (LEP_TAB (self)) != NULL)
    lep_assessment_tab_show (LEP_TAB (self));
}

static void
lep_assessment_tab_dispose (GObject *object)
{
  LepAssessmentTab *self = LEP_ASSESSMENT_TAB (object);

  self->quiet = TRUE;
  forget (self);
  g_clear_pointer (&self->rows, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_assessment_tab_parent_class)->dispose (object);
}

static void
lep_assessment_tab_class_init (LepAssessmentTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_assessment_tab_dispose;
  LEP_TAB_CLASS (klass)->show = lep_assessment_tab_show;

  gtk_widget_class_install_action (widget_class, "assessment.new-round", NULL, new_round_action_cb);
  gtk_widget_class_install_action (widget_class, "assessment.print", NULL, print_action_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-assessment-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepAssessmentTab, instrument_dropdown);
  gtk_widget_class_bind_template_child (widget_class, LepAssessmentTab, instrument_names);
  gtk_widget_class_bind_template_child (widget_class, LepAssessmentTab, summary_label);
  gtk_widget_class_bind_template_child (widget_class, LepAssessmentTab, group);
  gtk_widget_class_bind_template_callback (widget_class, instrument_changed_cb);
}

static void
lep_assessment_tab_init (LepAssessmentTab *self)
{
  const LepCodeList *list = lep_schema_code_list ("instrument");

  self->rows = g_ptr_array_new ();
  self->quiet = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < list->n_codes; i++)
    gtk_string_list_append (self->instrument_names, lep_code_label (list->name, list->codes[i].code));
  self->quiet = FALSE;
}
