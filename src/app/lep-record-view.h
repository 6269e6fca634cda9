/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a record's own page must offer to be shown: below a list, or alone. */
#pragma once

#include "lep-page.h"
#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_RECORD_VIEW (lep_record_view_get_type ())

G_DECLARE_INTERFACE (LepRecordView, lep_record_view, LEP, RECORD_VIEW, GtkWidget)

/**
 * LepRecordViewInterface:
 * @set_record: show this record; %NULL: show none
 * @start_new: (nullable): show an empty form for a new record; "filter" of the
 *   target presets fields ("field=value", one a line). Emits "created" with
 *   the new record's id, or "dropped" when the user does not go on.
 * @show_target: (nullable): go to the tab, put the cursor into the field
 * @leave: (nullable): save what is half typed; %FALSE if it cannot be saved
 * @is_touched: (nullable): whether it holds something typed that is not kept
 *
 * Refreshing: whoever shows the view calls lep_record_refresh () after each
 * change of the workspace; the view listens to the record's "changed".
 */
struct _LepRecordViewInterface
{
  GTypeInterface parent;

  void (*set_record) (LepRecordView *self,
                      LepWorkspace  *workspace,
                      LepRecord     *record);
  void (*start_new) (LepRecordView   *self,
                     LepWorkspace    *workspace,
                     const LepTarget *target);
  void (*show_target) (LepRecordView   *self,
                       const LepTarget *target);
  gboolean (*leave) (LepRecordView *self);
  gboolean (*is_touched) (LepRecordView *self);
};

LepRecordView *lep_record_view_new_for_kind (const char *kind);
gboolean       lep_record_view_can_start (LepRecordView *self);
void           lep_record_view_set_record (LepRecordView *self,
                                           LepWorkspace  *workspace,
                                           LepRecord     *record);
void           lep_record_view_start_new (LepRecordView   *self,
                                          LepWorkspace    *workspace,
                                          const LepTarget *target);
void           lep_record_view_show_target (LepRecordView   *self,
                                            const LepTarget *target);
gboolean       lep_record_view_leave (LepRecordView *self);
gboolean       lep_record_view_is_touched (LepRecordView *self);
void           lep_record_view_created (LepRecordView *self,
                                        const char    *id);
void           lep_record_view_dropped (LepRecordView *self);

G_END_DECLS
