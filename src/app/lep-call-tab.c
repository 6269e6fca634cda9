/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A call: dates, limits, lots, and what applications are measured by; and the
 * ways to the work on its applications. */

#include <glib/gi18n.h>

#include "lep-call-office.h"
#include "lep-committee-dialog.h"
#include "lep-query.h"
#include "lep-window.h"

#include "lep-call-tab.h"

struct _LepCallTab
{
  LepTab parent_instance;
};

G_DEFINE_FINAL_TYPE (LepCallTab, lep_call_tab, LEP_TYPE_TAB)

static void
go (GtkWidget  *widget,
    const char *page)
{
  LepWindow      *window = lep_window_of (widget);
  const LepTarget target = { .kind = "call", .id = lep_record_get_id (lep_tab_get_record (LEP_TAB (widget))) };

  if (window != NULL)
    lep_window_go (window, page, &target);
}

static void
ranking_action_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  go (widget, "ranking");
}

static void
board_action_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  go (widget, "board");
}

static void
committee_action_cb (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  LepTab *tab = LEP_TAB (widget);

  lep_committee_dialog_open (widget, lep_tab_get_workspace (tab), lep_record_get_id (lep_tab_get_record (tab)));
}

/* The other calls, the latest first. */
static GPtrArray *
list_others (LepTab *tab)
{
  g_autoptr (LepQuery) query = lep_query_new ("call");
  GPtrArray *calls;

  lep_query_set_sort (query, "published_on", TRUE);
  calls = lep_query_run (lep_tab_get_workspace (tab), query, NULL);
  for (guint i = 0; calls != NULL && i < calls->len; i++)
    if (g_str_equal (lep_record_get_id (g_ptr_array_index (calls, i)), lep_record_get_id (lep_tab_get_record (tab))))
      {
        g_ptr_array_remove_index (calls, i);
        break;
      }
  return calls != NULL ? calls : g_ptr_array_new ();
}

static void
copy_response_cb (AdwMessageDialog *dialog,
                  const char       *response,
                  LepCallTab       *self)
{
  LepWindow   *window = lep_window_of (GTK_WIDGET (self));
  GPtrArray   *calls = g_object_get_data (G_OBJECT (dialog), "calls");
  GtkDropDown *drop = GTK_DROP_DOWN (adw_message_dialog_get_extra_child (dialog));
  guint        index = gtk_drop_down_get_selected (drop);
  guint        n_copied = 0;
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (response, "copy") != 0 || index >= calls->len || window == NULL)
    return;
  if (!lep_call_copy_grid (lep_tab_get_workspace (LEP_TAB (self)), lep_record_get_id (g_ptr_array_index (calls, index)),
                           lep_record_get_id (lep_tab_get_record (LEP_TAB (self))), &n_copied, &error))
    lep_window_report_error (window, _ ("The grid could not be copied"), error);
  else if (n_copied == 0)
    lep_window_toast (window, _ ("All of it is here already"), FALSE);
  else
    {
      g_autofree char *text = g_strdup_printf (ngettext ("%u line copied", "%u lines copied", n_copied), n_copied);

      lep_window_toast (window, text, TRUE);
    }
}

static void
copy_grid_action_cb (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  LepCallTab *self = LEP_CALL_TAB (widget);
  LepWindow  *window = lep_window_of (widget);
  g_autoptr (GPtrArray) calls = list_others (LEP_TAB (self));
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  GtkWidget *dialog, *drop;

  if (calls->len == 0)
    {
      lep_window_say (window, _ ("There is no other call"), _ ("A grid can be copied as soon as another call is here."));
      return;
    }
  for (guint i = 0; i < calls->len; i++)
    {
      LepRecord       *call = g_ptr_array_index (calls, i);
      g_autofree char *name = g_strdup_printf ("%s · %s", lep_record_get (call, "reference"), lep_record_get (call, "title"));

      gtk_string_list_append (names, name);
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (window), _ ("Copy the grid of which call?"),
                                   _ ("Its criteria, requirements and least points are added to this call. What is here already stays as it is."));
  drop = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&names)), NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (drop), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Call"), -1);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), drop);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("_Cancel"), "copy", _ ("C_opy"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "copy", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "copy");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_object_set_data_full (G_OBJECT (dialog), "calls", g_steal_pointer (&calls), (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (copy_response_cb), self, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
lep_call_tab_show (LepTab *tab)
{
  gboolean writable = lep_tab_is_writable (tab);

  gtk_widget_action_set_enabled (GTK_WIDGET (tab), "call.committee", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (tab), "call.copy-grid", writable);
}

static void
lep_call_tab_class_init (LepCallTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  LEP_TAB_CLASS (klass)->show = lep_call_tab_show;

  gtk_widget_class_install_action (widget_class, "call.ranking", NULL, ranking_action_cb);
  gtk_widget_class_install_action (widget_class, "call.board", NULL, board_action_cb);
  gtk_widget_class_install_action (widget_class, "call.committee", NULL, committee_action_cb);
  gtk_widget_class_install_action (widget_class, "call.copy-grid", NULL, copy_grid_action_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-call-tab.ui");
}

static void
lep_call_tab_init (LepCallTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
