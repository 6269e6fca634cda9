/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A meeting: agenda, who was there, minutes, what was decided. */

#include <glib/gi18n.h>

#include "lep-partnership.h"
#include "lep-query.h"
#include "lep-window.h"

#include "lep-meeting-tab.h"

struct _LepMeetingTab
{
  LepTab     parent_instance;

  GtkWidget *members_button;
};

G_DEFINE_FINAL_TYPE (LepMeetingTab, lep_meeting_tab, LEP_TYPE_TAB)

/* The side of the table that a group of actors sits at. */
static const char *
get_side (const char *actor_group)
{
  if (g_strcmp0 (actor_group, "municipality") == 0 || g_strcmp0 (actor_group, "pes") == 0)
    return "government";

  return g_strcmp0 (actor_group, "employer") == 0 ? "employers" : "other";
}

/* The organisations that are on the list already, by id; NULL and @error where they
 * could not be read. */
static GHashTable *
list_present (LepTab  *tab,
              GError **error)
{
  g_autoptr (GHashTable) present = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (LepQuery) query = lep_query_new ("attendance");
  g_autoptr (GPtrArray) records = NULL;

  lep_query_add_filter (query, "meeting", lep_record_get_id (lep_tab_get_record (tab)));
  records = lep_query_run (lep_tab_get_workspace (tab), query, error);
  if (records == NULL)
    return NULL;
  for (guint i = 0; i < records->len; i++)
    {
      const char *organisation = lep_record_get (g_ptr_array_index (records, i), "organisation");

      if (organisation != NULL)
        g_hash_table_add (present, g_strdup (organisation));
    }

  return g_steal_pointer (&present);
}

/* @n_members: (out): of the partnership on the day of the meeting */
static gboolean
add_members (LepTab  *tab,
             guint   *n_members,
             guint   *n_added,
             GError **error)
{
  LepRecord    *meeting = lep_tab_get_record (tab);
  LepWorkspace *workspace = lep_tab_get_workspace (tab);
  const char   *partnership = lep_record_get (meeting, "partnership");
  g_autoptr (GHashTable) present = list_present (tab, error);
  g_autoptr (LepEdit) edit = lep_edit_new (workspace);
  g_autoptr (GPtrArray) members = NULL;

  *n_added = *n_members = 0;
  if (present == NULL)
    return FALSE;
  if (partnership == NULL)
    return TRUE;

  members = lep_partnership_organisations (workspace, partnership, lep_record_get (meeting, "held_on"), error);
  if (members == NULL)
    return FALSE;

  *n_members = members->len;
  for (guint i = 0; i < members->len; i++)
    {
      const LepMember *member = g_ptr_array_index (members, i);

      if (g_hash_table_contains (present, member->organisation))
        continue;

      if (!lep_edit_row (edit, lep_record_get_space (meeting), "attendance", NULL, error))
        return FALSE;

      lep_edit_again (edit);
      lep_edit_set (edit, "meeting", lep_record_get_id (meeting));
      lep_edit_set (edit, "organisation", member->organisation);
      lep_edit_set (edit, "side", get_side (member->actor_group));
      (*n_added)++;
    }

  return *n_added == 0 || lep_edit_commit (edit, error);
}

static void
add_members_cb (LepMeetingTab *self)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint            n_members, n_added;

  if (!add_members (LEP_TAB (self), &n_members, &n_added, &error))
    {
      if (window != NULL)
        lep_window_report_error (window, _ ("The members could not be added"), error);
      return;
    }

  if (n_members == 0)
    text = g_strdup (_ ("The partnership had no members on the day of the meeting"));
  else if (n_added == 0)
    text = g_strdup (_ ("All members are on the list already"));
  else
    text = g_strdup_printf (ngettext ("%u organisation added", "%u organisations added", n_added), n_added);
  if (window != NULL)
    lep_window_toast (window, text, n_added > 0);
}

static void
lep_meeting_tab_show (LepTab *tab)
{
  gtk_widget_set_visible (LEP_MEETING_TAB (tab)->members_button,
                          lep_tab_is_writable (tab) && lep_record_get (lep_tab_get_record (tab), "partnership") != NULL);
}

static void
lep_meeting_tab_class_init (LepMeetingTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  LEP_TAB_CLASS (klass)->show = lep_meeting_tab_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-meeting-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepMeetingTab, members_button);
  gtk_widget_class_bind_template_callback (widget_class, add_members_cb);
}

static void
lep_meeting_tab_init (LepMeetingTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
