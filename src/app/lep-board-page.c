/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The applications of a call by state, in the order of the life-cycle. Each line
 * opens the application where the work on it goes on, and has the states that
 * come next at its end. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-call-office.h"
#include "lep-field-text.h"
#include "lep-format.h"
#include "lep-language.h"
#include "lep-print-dialog.h"
#include "lep-query.h"
#include "lep-state-button.h"
#include "lep-window.h"

#include "lep-board-page.h"

/* Of one state; what is more stands on the list of applications. */
#define MAX_ROWS 40

struct _LepBoardPage
{
  LepPage      parent_instance;

  GtkStack    *stack;
  GtkDropDown *call_drop;
  GtkDropDown *stage_drop;
  GtkBox      *groups;

  GPtrArray   *calls; /* LepRecord */
  char        *call;
  gboolean     filling;
};

G_DEFINE_FINAL_TYPE (LepBoardPage, lep_board_page, LEP_TYPE_PAGE)

/* The tab where the work on an application in this state goes on. */
static const char *
tab_of_state (const char *state)
{
  static const char *const check[] = { "received", "full_received", "admin_rejected", NULL };
  static const char *const score[] = { "admin_ok", "scored", "full_admin_ok", "full_scored", "verified", "selected", "reserve", "rejected", "preselected", NULL };

  if (state != NULL && g_strv_contains (check, state))
    return "check";
  return state != NULL && g_strv_contains (score, state) ? "score" : "summary";
}

static void
row_activated_cb (GtkWidget *row,
                  gpointer   data)
{
  LepRecord      *application = g_object_get_data (G_OBJECT (row), "application");
  LepWindow      *window = lep_window_of (row);
  const LepTarget target = { .kind = "application", .id = lep_record_get_id (application), .tab = tab_of_state (lep_record_get (application, "status")) };

  if (window != NULL)
    lep_window_go (window, "applications", &target);
}

/* The short name, where there is one. */
static char *
dup_partnership (LepBoardPage *self,
                 LepRecord    *application)
{
  const char *id = lep_record_get (application, "partnership");
  g_autoptr (LepRecord) partnership = id == NULL ? NULL : lep_workspace_get_record (lep_page_get_workspace (LEP_PAGE (self)), "partnership", id, NULL, NULL);

  if (partnership == NULL)
    return NULL;
  return lep_record_get (partnership, "short_name") != NULL ? g_strdup (lep_record_get (partnership, "short_name")) : lep_record_dup_title (partnership);
}

/* "JP-2/2021-07 · 10 March 2021 09:40 · By hand · 3 copies · LEP Zenica" */
static char *
describe (LepBoardPage *self,
          LepRecord    *application)
{
  static const char *const fields[] = { "reference", "received_at", "channel" };
  GString                 *text = g_string_new (NULL);
  g_autofree char         *partnership = dup_partnership (self, application);
  gint64                   copies;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char      *value = lep_record_get (application, fields[i]);
      g_autofree char *label = value != NULL ? lep_field_label (lep_page_get_workspace (LEP_PAGE (self)), lep_kind_field (lep_record_get_kind (application), fields[i]), value) : NULL;

      if (label != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", label);
    }
  if (lep_record_get_int64 (application, "copies", &copies))
    {
      g_string_append (text, " · ");
      g_string_append_printf (text, ngettext ("%d copy", "%d copies", (gulong) copies), (int) copies);
    }
  if (partnership != NULL)
    g_string_append_printf (text, " · %s", partnership);
  return g_string_free (text, FALSE);
}

static GtkWidget *
new_row (LepBoardPage *self,
         LepRecord    *application)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *state = g_object_new (LEP_TYPE_STATE_BUTTON, NULL);
  g_autofree char *subtitle = describe (self, application);
  gint64           amount;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), lep_record_get (application, "title"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  if (lep_record_get_int64 (application, "requested", &amount))
    {
      g_autofree char *money = lep_format_money (lep_language_locale (), amount, lep_record_get (application, "currency"));
      GtkWidget       *label = gtk_label_new (money);

      gtk_widget_add_css_class (label, "num");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
    }
  lep_state_button_set_record (LEP_STATE_BUTTON (state), lep_page_get_workspace (LEP_PAGE (self)), application);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), state);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "application", g_object_ref (application), g_object_unref);
  g_signal_connect (row, "activated", G_CALLBACK (row_activated_cb), NULL);
  return row;
}

static void
more_activated_cb (GtkWidget    *row,
                   LepBoardPage *self)
{
  LepWindow       *window = lep_window_of (row);
  g_autofree char *filter = g_strdup_printf ("call=%s\nstatus=%s", self->call, (const char *) g_object_get_data (G_OBJECT (row), "state"));
  const LepTarget  target = { .kind = "application", .filter = filter };

  if (window != NULL)
    lep_window_go (window, "applications", &target);
}

static void
add_group (LepBoardPage  *self,
           const LepCode *state,
           GPtrArray     *applications)
{
  GtkWidget       *group = adw_preferences_group_new ();
  g_autofree char *count = lep_format_count (lep_language_locale (), applications->len);
  GtkWidget       *badge = gtk_label_new (count);

  gtk_widget_add_css_class (group, "work");
  gtk_widget_add_css_class (badge, "badge");
  gtk_widget_set_valign (badge, GTK_ALIGN_CENTER);
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), lep_schema_label (state->label));
  adw_preferences_group_set_header_suffix (ADW_PREFERENCES_GROUP (group), badge);
  for (guint i = 0; i < MIN (applications->len, MAX_ROWS); i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), new_row (self, g_ptr_array_index (applications, i)));
  if (applications->len > MAX_ROWS)
    {
      GtkWidget *row = adw_action_row_new ();

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Show all"));
      gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
      g_object_set_data (G_OBJECT (row), "state", (gpointer) state->code);
      g_signal_connect_object (row, "activated", G_CALLBACK (more_activated_cb), self, 0);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), row);
    }
  gtk_box_append (self->groups, group);
}

static GPtrArray *
read_applications (LepBoardPage *self)
{
  static const char *const stages[] = { NULL, "concept", "full" };
  guint                    stage = gtk_drop_down_get_selected (self->stage_drop);
  g_autoptr (LepQuery) query = lep_query_new ("application");
  GPtrArray *applications;

  lep_query_add_filter (query, "call", self->call);
  if (stage < G_N_ELEMENTS (stages) && stages[stage] != NULL)
    lep_query_add_filter (query, "stage", stages[stage]);
  lep_query_set_sort (query, "received_at", FALSE);
  applications = lep_query_run (lep_page_get_workspace (LEP_PAGE (self)), query, NULL);
  return applications != NULL ? applications : g_ptr_array_new ();
}

static void
show_groups (LepBoardPage *self)
{
  const LepCodeList *states = lep_schema_code_list ("application_status");
  g_autoptr (GPtrArray) applications = NULL;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->groups))) != NULL)
    gtk_box_remove (self->groups, child);
  if (self->call == NULL)
    return;

  applications = read_applications (self);
  for (guint i = 0; i < states->n_codes; i++)
    {
      g_autoptr (GPtrArray) own = g_ptr_array_new ();

      for (guint a = 0; a < applications->len; a++)
        {
          const char *status = lep_record_get (g_ptr_array_index (applications, a), "status");

          if (strcmp (status != NULL ? status : "draft", states->codes[i].code) == 0)
            g_ptr_array_add (own, g_ptr_array_index (applications, a));
        }
      if (own->len > 0)
        add_group (self, &states->codes[i], own);
    }
  if (applications->len == 0)
    {
      GtkWidget *label = gtk_label_new (_ ("No application in this stage yet. Register one with “New application” in the call."));

      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_widget_add_css_class (label, "dim-label");
      gtk_box_append (self->groups, label);
    }
}

static void
fill_calls (LepBoardPage *self)
{
  GtkStringList *names = GTK_STRING_LIST (gtk_drop_down_get_model (self->call_drop));
  g_autoptr (LepQuery) query = lep_query_new ("call");
  g_autoptr (GPtrArray) calls = NULL;
  guint chosen = 0;

  lep_query_set_sort (query, "published_on", TRUE);
  calls = lep_query_run (lep_page_get_workspace (LEP_PAGE (self)), query, NULL);
  if (calls == NULL)
    return;
  self->filling = TRUE;
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  self->calls = g_steal_pointer (&calls);
  gtk_string_list_splice (names, 0, g_list_model_get_n_items (G_LIST_MODEL (names)), NULL);
  for (guint i = 0; i < self->calls->len; i++)
    {
      LepRecord       *call = g_ptr_array_index (self->calls, i);
      g_autofree char *name = g_strdup_printf ("%s · %s", lep_record_get (call, "reference"), lep_record_get (call, "title"));

      gtk_string_list_append (names, name);
      if (g_strcmp0 (lep_record_get_id (call), self->call) == 0)
        chosen = i;
    }
  gtk_drop_down_set_selected (self->call_drop, chosen);
  if (self->calls->len > 0)
    {
      g_free (self->call);
      self->call = g_strdup (lep_record_get_id (g_ptr_array_index (self->calls, chosen)));
    }
  self->filling = FALSE;
}

static void
lep_board_page_refresh (LepPage *page)
{
  LepBoardPage *self = LEP_BOARD_PAGE (page);

  fill_calls (self);
  gtk_stack_set_visible_child_name (self->stack, self->calls != NULL && self->calls->len > 0 ? "list" : "empty");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "board.ranking", self->call != NULL);
  lep_page_set_can_print (page, self->call != NULL);
  show_groups (self);
}

static void
call_chosen_cb (LepBoardPage *self)
{
  guint index = gtk_drop_down_get_selected (self->call_drop);

  if (self->filling || self->calls == NULL || index >= self->calls->len)
    return;
  g_free (self->call);
  self->call = g_strdup (lep_record_get_id (g_ptr_array_index (self->calls, index)));
  show_groups (self);
}

static void
stage_chosen_cb (LepBoardPage *self)
{
  show_groups (self);
}

static void
lep_board_page_show_target (LepPage         *page,
                            const LepTarget *target)
{
  LepBoardPage *self = LEP_BOARD_PAGE (page);

  if (target->id == NULL || g_strcmp0 (target->id, self->call) == 0)
    return;
  g_free (self->call);
  self->call = g_strdup (target->id);
  lep_board_page_refresh (page);
}

static void
lep_board_page_print (LepPage *page)
{
  lep_print_dialog_open (lep_window_of (GTK_WIDGET (page)), "call", LEP_BOARD_PAGE (page)->call, "application-register");
}

static void
ranking_action_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  LepWindow      *window = lep_window_of (widget);
  const LepTarget target = { .kind = "call", .id = LEP_BOARD_PAGE (widget)->call };

  if (window != NULL)
    lep_window_go (window, "ranking", &target);
}

static void
lep_board_page_dispose (GObject *object)
{
  LepBoardPage *self = LEP_BOARD_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_BOARD_PAGE);
  g_clear_pointer (&self->calls, g_ptr_array_unref);
  g_clear_pointer (&self->call, g_free);

  G_OBJECT_CLASS (lep_board_page_parent_class)->dispose (object);
}

static void
lep_board_page_class_init (LepBoardPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_board_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_board_page_refresh;
  LEP_PAGE_CLASS (klass)->show_target = lep_board_page_show_target;
  LEP_PAGE_CLASS (klass)->print = lep_board_page_print;

  gtk_widget_class_install_action (widget_class, "board.ranking", NULL, ranking_action_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-board-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepBoardPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepBoardPage, call_drop);
  gtk_widget_class_bind_template_child (widget_class, LepBoardPage, stage_drop);
  gtk_widget_class_bind_template_child (widget_class, LepBoardPage, groups);
  gtk_widget_class_bind_template_callback (widget_class, call_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, stage_chosen_cb);
}

static void
lep_board_page_init (LepBoardPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
