/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt of an application, late or in time, and the administrative check:
 * an answer to each requirement of the call, and what comes of them. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-arrival.h"
#include "lep-call-office.h"
#include "lep-catalogue.h"
#include "lep-check-row.h"
#include "lep-concept-check.h"
#include "lep-field-text.h"
#include "lep-office.h"
#include "lep-window.h"

#include "lep-check-tab.h"

struct _LepCheckTab
{
  LepTab          parent_instance;

  GtkWidget      *receipt_box;
  GtkLabel       *receipt_label;
  GtkWidget      *receive_button;
  GtkWidget      *late_button;
  GtkWidget      *in_time_button;
  GtkWidget      *empty_label;
  GtkListBox     *requirements;
  LepConceptFold *concept;
  GtkWidget      *result_box;
  GtkLabel       *result_label;
  GtkWidget      *wrong_button;
  GtkWidget      *right_button;

  char           *shown; /* what the rows were built for */
  GPtrArray      *rows;  /* LepCheckRow, owned by the list */
};

G_DEFINE_FINAL_TYPE (LepCheckTab, lep_check_tab, LEP_TYPE_TAB)

static gboolean
is_in_state (LepCheckTab *self,
             const char  *first,
             const char  *second)
{
  const char *status = lep_record_get (lep_tab_get_record (LEP_TAB (self)), "status");

  return g_strcmp0 (status, first) == 0 || g_strcmp0 (status, second) == 0;
}

/* What the deadline means for it: it was met, or not, or has passed. */
static char *
describe_deadline (LepCheckTab *self,
                   const char  *deadline,
                   gboolean     is_received,
                   gboolean     is_late)
{
  g_autofree char *shown = lep_field_show (lep_kind_field (lep_schema_kind ("call"), "full_deadline"), deadline);
  const char      *text = _ ("Deadline: {deadline}."); /* a day and an hour */

  if (is_late)
    text = is_received ? _ ("It came after the deadline, {deadline}.") : _ ("The deadline has passed: {deadline}.");
  else if (is_received && is_in_state (self, "late", "late"))
    text = _ ("By this hour it came in time, but it is set to late. Deadline: {deadline}.");
  return lep_fill (text, "deadline", shown, NULL);
}

/* Number, hour, channel, copies; and whether that was in time. Of an invited one
 * all but the number is that of its concept note. */
static void
show_receipt (LepCheckTab *self)
{
  static const char *const fields[] = { "reference", "received_at", "channel", "copies" };
  LepTab                  *tab = LEP_TAB (self);
  LepRecord               *application = lep_tab_get_record (tab);
  g_autofree char         *deadline = lep_application_deadline (lep_tab_get_workspace (tab), application);
  gboolean                 is_invited = is_in_state (self, "full_draft", "full_draft");
  const char              *received = is_invited ? NULL : lep_record_get (application, "received_at");
  LepWindow               *window = lep_window_of (GTK_WIDGET (self));
  char                     now[LEP_TIME_TEXT_SIZE + 1] = "";
  gboolean                 is_late, writable = lep_tab_is_writable (tab);
  g_autoptr (GString) text = g_string_new (NULL);

  if (window != NULL)
    lep_clock_now_text (lep_window_get_clock (window), now);
  is_late = deadline != NULL && g_strcmp0 (received != NULL ? received : now, deadline) > 0;
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const LepField  *field = lep_kind_field (lep_record_get_kind (application), fields[i]);
      const char      *value = i > 0 && is_invited ? NULL : lep_record_get (application, fields[i]);
      g_autofree char *shown = value != NULL ? lep_field_label (lep_tab_get_workspace (tab), field, value) : NULL;

      if (shown != NULL)
        g_string_append_printf (text, "%s%s: %s", text->len > 0 ? " · " : "", lep_schema_label (field->label), shown);
    }
  if (text->len == 0 || is_invited)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", _ ("Not received yet."));
  if (deadline != NULL)
    {
      g_autofree char *sentence = describe_deadline (self, deadline, received != NULL, is_late);

      g_string_append_printf (text, "\n%s", sentence);
    }
  gtk_label_set_label (self->receipt_label, text->str);
  gtk_widget_set_css_classes (self->receipt_box, (const char *[]){ "banner", is_late ? "wait" : "good", NULL });
  gtk_widget_set_visible (self->receive_button, writable && lep_application_is_to_receive (lep_tab_get_workspace (tab), application));
  gtk_widget_set_visible (self->late_button, received != NULL && is_late && writable && is_in_state (self, "received", "full_received"));
  gtk_widget_set_visible (self->in_time_button, received != NULL && !is_late && writable && is_in_state (self, "late", "late"));
}

static gboolean
save_row (LepCheckTab *self,
          LepCheckRow *row)
{
  LepTab *tab = LEP_TAB (self);
  g_autoptr (LepEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;
  g_autofree char *today = NULL;
  g_autofree char *person = NULL;

  if (!lep_check_row_is_changed (row))
    return TRUE;

  edit = lep_edit_new (lep_tab_get_workspace (tab));
  note = lep_check_row_dup_note (row);
  today = lep_tab_dup_today (tab);
  lep_workspace_get_meta (lep_tab_get_workspace (tab), LEP_META_PERSON, &person, NULL);
  if (lep_edit_row (edit, NULL, "check", NULL, &error))
    {
      lep_edit_again (edit);
      lep_edit_set (edit, "application", lep_record_get_id (lep_tab_get_record (tab)));
      lep_edit_set (edit, "requirement", lep_check_row_get_requirement (row));
      lep_edit_set (edit, "answer", lep_check_row_get_answer (row));
      lep_edit_set (edit, "note", note);
      lep_edit_set (edit, "checked_on", today);
      lep_edit_set (edit, "by", person);
      lep_edit_commit (edit, &error);
    }
  lep_check_row_set_error (row, error != NULL ? error->message : NULL);
  return error == NULL;
}

static gboolean
lep_check_tab_flush (LepTab *tab)
{
  LepCheckTab *self = LEP_CHECK_TAB (tab);
  gboolean     saved = TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    saved = save_row (self, g_ptr_array_index (self->rows, i)) && saved;
  return saved;
}

static void
row_left_cb (LepCheckTab *self,
             LepCheckRow *row)
{
  save_row (self, row);
}

/* The requirements of the call that belong to the application's stage. */
static GPtrArray *
list_requirements (LepCheckTab *self,
                   GError     **error)
{
  LepRecord  *application = lep_tab_get_record (LEP_TAB (self));
  const char *stage = lep_application_read_stage (lep_tab_get_workspace (LEP_TAB (self)), application);
  g_autoptr (LepQuery) query = lep_query_new ("requirement");
  GPtrArray *all;

  lep_query_add_filter (query, "call", lep_record_get (application, "call"));
  lep_query_set_sort (query, "position", FALSE);
  all = lep_query_run (lep_tab_get_workspace (LEP_TAB (self)), query, error);
  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    {
      const char *own = lep_record_get (g_ptr_array_index (all, i - 1), "stage");

      if (own != NULL && stage != NULL && g_strcmp0 (own, stage) != 0)
        g_ptr_array_remove_index (all, i - 1);
    }
  return all;
}

static char *
dup_signature (LepCheckTab *self,
               GPtrArray   *requirements)
{
  GString *text = g_string_new (lep_record_get_id (lep_tab_get_record (LEP_TAB (self))));

  for (guint i = 0; i < requirements->len; i++)
    g_string_append_printf (text, "\n%s %s", lep_record_get_id (g_ptr_array_index (requirements, i)),
                            lep_record_get (g_ptr_array_index (requirements, i), "text"));
  return g_string_free (text, FALSE);
}

static void
build_rows (LepCheckTab *self,
            GPtrArray   *requirements)
{
  g_autofree char *signature = dup_signature (self, requirements);
  GtkListBoxRow   *row;

  if (g_strcmp0 (signature, self->shown) == 0)
    return;

  g_free (self->shown);
  self->shown = g_steal_pointer (&signature);
  g_ptr_array_set_size (self->rows, 0);
  while ((row = gtk_list_box_get_row_at_index (self->requirements, 0)) != NULL)
    gtk_list_box_remove (self->requirements, GTK_WIDGET (row));
  for (guint i = 0; i < requirements->len; i++)
    {
      GtkWidget *new_row = lep_check_row_new (g_ptr_array_index (requirements, i), i + 1);

      gtk_list_box_append (self->requirements, new_row);
      g_ptr_array_add (self->rows, new_row);
      g_signal_connect_object (new_row, "left", G_CALLBACK (row_left_cb), self, G_CONNECT_SWAPPED);
    }
}

static gboolean
show_answers (LepCheckTab *self,
              gboolean     editable,
              GError     **error)
{
  g_autoptr (LepQuery) query = lep_office_query_new (lep_tab_get_workspace (LEP_TAB (self)), "check");
  g_autoptr (GPtrArray) checks = NULL;

  lep_query_add_filter (query, "application", lep_record_get_id (lep_tab_get_record (LEP_TAB (self))));
  checks = lep_query_run (lep_tab_get_workspace (LEP_TAB (self)), query, error);
  if (checks == NULL)
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      LepCheckRow *row = g_ptr_array_index (self->rows, i);
      LepRecord   *found = NULL;

      for (guint j = 0; j < checks->len; j++)
        if (g_strcmp0 (lep_record_get (g_ptr_array_index (checks, j), "requirement"), lep_check_row_get_requirement (row)) == 0)
          found = g_ptr_array_index (checks, j);
      lep_check_row_show (row, found);
      lep_check_row_set_editable (row, editable);
    }
  return TRUE;
}

static gboolean
is_full (LepCheckTab *self)
{
  return is_in_state (self, "full_received", "full_received");
}

static void
show_result (LepCheckTab *self,
             gboolean     may_decide)
{
  const char      *decided = lep_record_get (lep_tab_get_record (LEP_TAB (self)), "decided_on");
  gboolean         is_closed = !may_decide && lep_tab_is_writable (LEP_TAB (self));
  guint            n_no = 0, n_open = 0;
  g_autofree char *text = NULL, *all = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *answer = lep_check_row_get_answer (g_ptr_array_index (self->rows, i));

      n_no += g_strcmp0 (answer, "no") == 0;
      n_open += answer == NULL;
    }
  if (self->rows->len == 0)
    text = g_strdup ("");
  else if (n_no > 0 && decided != NULL && is_full (self))
    {
      g_autofree char *day = lep_field_show (lep_kind_field (lep_schema_kind ("application"), "decided_on"), decided);

      /* Translators: %s is a day */
      text = g_strdup_printf (_ ("Not in order, decided on %s. It is not scored and not ranked."), day);
    }
  else if (n_no > 0)
    text = g_strdup_printf (ngettext ("%u requirement is not met.", "%u requirements are not met.", n_no), n_no);
  else if (n_open > 0)
    text = g_strdup_printf (ngettext ("%u requirement is not answered yet.", "%u requirements are not answered yet.", n_open), n_open);
  else
    text = g_strdup (_ ("All requirements are met or do not apply."));
  /* The answers are grey then: it says why. */
  all = g_strjoin (" ", text, is_closed ? _ ("Answers can be changed between receipt and decision; after it the state has to be taken back first.") : NULL, NULL);
  gtk_label_set_label (self->result_label, all);
  gtk_widget_set_visible (self->result_box, self->rows->len > 0);
  gtk_widget_set_visible (self->wrong_button, may_decide);
  gtk_widget_set_visible (self->right_button, may_decide);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.in-order", may_decide && n_no == 0 && n_open == 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "check.not-in-order", may_decide && n_no > 0 && (decided == NULL || !is_full (self)));
}

static void
lep_check_tab_show (LepTab *tab)
{
  LepCheckTab *self = LEP_CHECK_TAB (tab);
  gboolean     writable = lep_tab_is_writable (tab);
  gboolean     waits = is_in_state (self, "received", "full_received");
  gboolean     receiving = gtk_widget_is_focus (self->receive_button);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) requirements = list_requirements (self, &error);

  if (requirements == NULL)
    {
      lep_tab_say_unread (tab, _ ("The requirements could not be read"), error);
      return;
    }
  show_receipt (self);
  build_rows (self, requirements);
  gtk_widget_set_visible (self->empty_label, requirements->len == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->requirements), requirements->len > 0);
  if (!show_answers (self, writable && waits, &error))
    {
      lep_tab_say_unread (tab, _ ("The answers could not be read"), error);
      return;
    }
  show_result (self, writable && waits);
  if (!lep_concept_check_show (self->concept, lep_tab_get_workspace (tab), lep_record_get_id (lep_tab_get_record (tab)), &error))
    {
      lep_tab_say_unread (tab, _ ("The concept note could not be read"), error);
      return;
    }
  if (receiving && waits && self->rows->len > 0) /* that button is gone; the answers come next */
    lep_check_row_focus (g_ptr_array_index (self->rows, 0));
}

/* Moves the application on; what a rule refuses is told in its own words. A full
 * application that is not in order has no state of its own (@status is NULL): it
 * stays received, with the day on which that was decided. */
static void
move_to (LepCheckTab *self,
         const char  *status,
         const char  *done)
{
  LepTab    *tab = LEP_TAB (self);
  LepRecord *application = lep_tab_get_record (tab);
  LepWindow *window = lep_window_of (GTK_WIDGET (self));
  g_autoptr (LepEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *today = lep_tab_dup_today (tab);

  if (!lep_check_tab_flush (tab))
    return;
  edit = lep_edit_new (lep_tab_get_workspace (tab));
  if (lep_edit_row (edit, lep_record_get_space (application), "application", lep_record_get_id (application), &error))
    {
      if (status != NULL)
        lep_edit_set (edit, "status", status);
      if (is_in_state (self, "late", "late")) /* the hour by which it is not is given with the step */
        lep_edit_set (edit, "received_at", lep_record_get (application, "received_at"));
      lep_edit_set (edit, "decided_on", status == NULL || strcmp (status, "admin_rejected") == 0 ? today : NULL);
      lep_edit_commit (edit, &error);
    }
  if (window == NULL)
    return;
  if (error != NULL)
    lep_window_report_error (window, _ ("The application stays as it is"), error);
  else
    lep_window_toast (window, done, TRUE);
}

static void
in_order_action_cb (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  move_to (LEP_CHECK_TAB (widget), is_full (LEP_CHECK_TAB (widget)) ? "full_admin_ok" : "admin_ok", _ ("The application is in order"));
}

static void
not_in_order_action_cb (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  move_to (LEP_CHECK_TAB (widget), is_full (LEP_CHECK_TAB (widget)) ? NULL : "admin_rejected", _ ("The application is not in order, and is not scored"));
}

static void
late_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  move_to (LEP_CHECK_TAB (widget), "late", _ ("The application is late"));
}

static void
receive_action_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  LepTab *tab = LEP_TAB (widget);

  lep_arrival_ask (widget, lep_tab_get_workspace (tab), lep_tab_get_record (tab));
}

/* The hour was wrong, and is right now: it goes on as what it is. */
static void
in_time_action_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  LepTab     *tab = LEP_TAB (widget);
  const char *stage = lep_application_read_stage (lep_tab_get_workspace (tab), lep_tab_get_record (tab));

  move_to (LEP_CHECK_TAB (widget), g_strcmp0 (stage, "full") == 0 ? "full_received" : "received", _ ("The application came in time"));
}

static void
lep_check_tab_finalize (GObject *object)
{
  LepCheckTab *self = LEP_CHECK_TAB (object);

  g_free (self->shown);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (lep_check_tab_parent_class)->finalize (object);
}

static void
lep_check_tab_class_init (LepCheckTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lep_check_tab_finalize;
  LEP_TAB_CLASS (klass)->show = lep_check_tab_show;
  LEP_TAB_CLASS (klass)->flush = lep_check_tab_flush;

  gtk_widget_class_install_action (widget_class, "check.receive", NULL, receive_action_cb);
  gtk_widget_class_install_action (widget_class, "check.in-time", NULL, in_time_action_cb);
  gtk_widget_class_install_action (widget_class, "check.late", NULL, late_action_cb);
  gtk_widget_class_install_action (widget_class, "check.in-order", NULL, in_order_action_cb);
  gtk_widget_class_install_action (widget_class, "check.not-in-order", NULL, not_in_order_action_cb);

  g_type_ensure (LEP_TYPE_CONCEPT_FOLD);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-check-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepCheckTab, receipt_box);
  gtk_widget_class_bind_template_child (widget_class, LepCheckTab, receipt_label);
  gtk_widget_class_bind_template_child (widget_class, LepCheckTab, receive_button);
  gtk_widget_class_bind_template_child (widget_class, LepCheckTab, late_button);
  gtk_widget_class_bind_template_child (widget_class, LepCheckTab, in_time_button);
  gtk_widget_class_bind_template_child (widget_class, LepCheckTab, empty_label);
  gtk_widget_class_bind_template_child (widget_class, LepCheckTab, requirements);
  gtk_widget_class_bind_template_child (widget_class, LepCheckTab, concept);
  gtk_widget_class_bind_template_child (widget_class, LepCheckTab, result_box);
  gtk_widget_class_bind_template_child (widget_class, LepCheckTab, result_label);
  gtk_widget_class_bind_template_child (widget_class, LepCheckTab, wrong_button);
  gtk_widget_class_bind_template_child (widget_class, LepCheckTab, right_button);
}

static void
lep_check_tab_init (LepCheckTab *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
