/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How whoever shows a record's page asks it. */

#include "lep-record-panel.h"

#include "lep-record-view.h"

enum
{
  SIGNAL_CREATED,
  SIGNAL_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_INTERFACE (LepRecordView, lep_record_view, GTK_TYPE_WIDGET)

static void
lep_record_view_default_init (LepRecordViewInterface *iface)
{
  signals[SIGNAL_CREATED] =
    g_signal_new ("created", LEP_TYPE_RECORD_VIEW, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DROPPED] =
    g_signal_new ("dropped", LEP_TYPE_RECORD_VIEW, G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/* Returns: (nullable) (transfer floating): the page for records of that kind */
LepRecordView *
lep_record_view_new_for_kind (const char *kind)
{
  g_return_val_if_fail (kind != NULL, NULL);

  return lep_schema_kind (kind) != NULL ? LEP_RECORD_VIEW (lep_record_panel_new (kind)) : NULL;
}

gboolean
lep_record_view_can_start (LepRecordView *self)
{
  g_return_val_if_fail (LEP_IS_RECORD_VIEW (self), FALSE);

  return LEP_RECORD_VIEW_GET_IFACE (self)->start_new != NULL;
}

void
lep_record_view_set_record (LepRecordView *self,
                            LepWorkspace  *workspace,
                            LepRecord     *record)
{
  g_return_if_fail (LEP_IS_RECORD_VIEW (self));

  LEP_RECORD_VIEW_GET_IFACE (self)->set_record (self, workspace, record);
}

void
lep_record_view_start_new (LepRecordView   *self,
                           LepWorkspace    *workspace,
                           const LepTarget *target)
{
  g_return_if_fail (LEP_IS_RECORD_VIEW (self));
  g_return_if_fail (lep_record_view_can_start (self));

  LEP_RECORD_VIEW_GET_IFACE (self)->start_new (self, workspace, target);
}

void
lep_record_view_show_target (LepRecordView   *self,
                             const LepTarget *target)
{
  g_return_if_fail (LEP_IS_RECORD_VIEW (self));
  g_return_if_fail (target != NULL);

  if (LEP_RECORD_VIEW_GET_IFACE (self)->show_target != NULL)
    LEP_RECORD_VIEW_GET_IFACE (self)->show_target (self, target);
}

/* Returns: %FALSE if something half typed cannot be saved; it stays, with its reason */
gboolean
lep_record_view_leave (LepRecordView *self)
{
  g_return_val_if_fail (LEP_IS_RECORD_VIEW (self), TRUE);

  return LEP_RECORD_VIEW_GET_IFACE (self)->leave == NULL || LEP_RECORD_VIEW_GET_IFACE (self)->leave (self);
}

/* Whether a draft, or what was refused, would be lost. */
gboolean
lep_record_view_is_touched (LepRecordView *self)
{
  g_return_val_if_fail (LEP_IS_RECORD_VIEW (self), FALSE);

  return LEP_RECORD_VIEW_GET_IFACE (self)->is_touched != NULL && LEP_RECORD_VIEW_GET_IFACE (self)->is_touched (self);
}

/* For views: the draft became a record. */
void
lep_record_view_created (LepRecordView *self,
                         const char    *id)
{
  g_return_if_fail (LEP_IS_RECORD_VIEW (self));

  g_signal_emit (self, signals[SIGNAL_CREATED], 0, id);
}

/* For views: the user does not go on with the draft. */
void
lep_record_view_dropped (LepRecordView *self)
{
  g_return_if_fail (LEP_IS_RECORD_VIEW (self));

  g_signal_emit (self, signals[SIGNAL_DROPPED], 0);
}
