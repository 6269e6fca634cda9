/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A meeting: agenda, who was there, minutes, what was decided. */

#include "lep-meeting-tab.h"

struct _LepMeetingTab
{
  LepTab parent_instance;
};

G_DEFINE_FINAL_TYPE (LepMeetingTab, lep_meeting_tab, LEP_TYPE_TAB)

static void
lep_meeting_tab_class_init (LepMeetingTabClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/com/example/lep/ui/lep-meeting-tab.ui");
}

static void
lep_meeting_tab_init (LepMeetingTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
