/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is reported when, what was changed in the contract, what may go wrong. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-clock.h"
#include "lep-period-card.h"
#include "lep-query.h"
#include "lep-record-dialog.h"
#include "lep-window.h"

#include "lep-reports-tab.h"

/* More would be periods typed wrongly. */
#define MAX_PERIODS 60

struct _LepReportsTab
{
  LepTab     parent_instance;

  GtkBox    *cards;
  GtkWidget *add_button;
  GtkWidget *empty_label;
};

G_DEFINE_FINAL_TYPE (LepReportsTab, lep_reports_tab, LEP_TYPE_TAB)

/* Where the next period begins: behind the last one, the first one with the project.
 * Returns: (nullable): YYYY-MM-DD */
static char *
dup_next_start (LepTab *tab)
{
  LepRecord *project = lep_tab_get_record (tab);
  g_autoptr (LepQuery) query = lep_query_new ("period");
  g_autoptr (GPtrArray) last = NULL;
  const char *to = NULL;
  char        start[LEP_TIME_TEXT_SIZE + 1];

  lep_query_add_filter (query, "project", lep_record_get_id (project));
  lep_query_set_sort (query, "to", TRUE);
  lep_query_set_limit (query, 1);
  last = lep_query_run (lep_tab_get_workspace (tab), query, NULL);
  if (last != NULL && last->len > 0)
    to = lep_record_get (g_ptr_array_index (last, 0), "to");
  if (to == NULL)
    return g_strdup (lep_record_get (project, "start"));

  lep_time_start_of_day (to, 1, NULL, start);
  return g_strndup (start, strlen ("YYYY-MM-DD"));
}

static void
add_clicked_cb (LepReportsTab *self)
{
  LepTab          *tab = LEP_TAB (self);
  GtkWidget       *dialog = lep_record_dialog_new (GTK_WIDGET (self), lep_tab_get_workspace (tab), "period");
  g_autofree char *start = dup_next_start (tab);

  lep_record_dialog_preset (LEP_RECORD_DIALOG (dialog), "project", lep_record_get_id (lep_tab_get_record (tab)));
  lep_record_dialog_preset (LEP_RECORD_DIALOG (dialog), "status", "open");
  if (start != NULL)
    lep_record_dialog_preset (LEP_RECORD_DIALOG (dialog), "from", start);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* The period of the card that has the focus, or NULL. */
static char *
dup_focused (LepReportsTab *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;
  GtkWidget *card = focus != NULL ? gtk_widget_get_ancestor (focus, LEP_TYPE_PERIOD_CARD) : NULL;

  return card != NULL ? g_strdup (lep_period_card_get_id (LEP_PERIOD_CARD (card))) : NULL;
}

static void
lep_reports_tab_show (LepTab *tab)
{
  LepReportsTab *self = LEP_REPORTS_TAB (tab);
  LepWorkspace  *workspace = lep_tab_get_workspace (tab);
  LepRecord     *project = lep_tab_get_record (tab);
  g_autoptr (LepQuery) query = lep_query_new ("period");
  g_autoptr (GPtrArray) periods = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *today = lep_window_dup_today ();
  g_autofree char *focused = dup_focused (self);
  GtkWidget       *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->cards))) != NULL)
    gtk_box_remove (self->cards, child);

  lep_query_add_filter (query, "project", lep_record_get_id (project));
  lep_query_set_sort (query, "from", TRUE);
  lep_query_set_limit (query, MAX_PERIODS);
  periods = lep_query_run (workspace, query, &error);
  if (periods == NULL)
    {
      lep_tab_say_unread (tab, _ ("The periods could not be read"), error);
      return;
    }
  for (guint i = 0; i < periods->len; i++)
    {
      LepRecord *period = g_ptr_array_index (periods, i);

      if (lep_record_get (period, "from") == NULL || lep_record_get (period, "to") == NULL)
        continue;
      child = lep_period_card_new (workspace, period, today);
      gtk_box_append (self->cards, child);
      if (g_strcmp0 (lep_record_get_id (period), focused) == 0)
        lep_period_card_focus (LEP_PERIOD_CARD (child));
    }

  gtk_widget_set_visible (self->empty_label, gtk_widget_get_first_child (GTK_WIDGET (self->cards)) == NULL);
  gtk_widget_set_visible (self->add_button, lep_tab_is_writable (tab));
}

static void
lep_reports_tab_class_init (LepReportsTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  LEP_TAB_CLASS (klass)->show = lep_reports_tab_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-reports-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepReportsTab, cards);
  gtk_widget_class_bind_template_child (widget_class, LepReportsTab, add_button);
  gtk_widget_class_bind_template_child (widget_class, LepReportsTab, empty_label);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
lep_reports_tab_init (LepReportsTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
