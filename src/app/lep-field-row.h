/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-workspace.h"

G_BEGIN_DECLS

#define LEP_TYPE_FIELD_ROW (lep_field_row_get_type ())

/* One field of a record in a form: title above, value below, the reason why a
 * value is not accepted under it. Signal "left" (no arguments) when the row is
 * left, when Enter is pressed in it and when something is picked in it. */
G_DECLARE_DERIVABLE_TYPE (LepFieldRow, lep_field_row, LEP, FIELD_ROW, AdwPreferencesRow)

/**
 * LepFieldRowClass:
 * @bind: the field and the workspace are known: fills lists of choices
 * @display: shows a value in canonical form; %NULL is "not answered"
 * @read: what stands in the row as a canonical value, or the reason why it is none
 * @dup_text: what stands in the row as it was typed, which may be no value; %NULL for
 *   rows whose values are picked
 * @get_editor: the widget that takes the focus and carries the accessible name
 * @set_editable: whether the value may be changed; it stays readable
 */
struct _LepFieldRowClass
{
  AdwPreferencesRowClass parent_class;

  void (*bind) (LepFieldRow *row);
  void (*display) (LepFieldRow *row,
                   const char  *value);
  gboolean (*read) (LepFieldRow *row,
                    char       **value,
                    GError     **error);
  char *(*dup_text) (LepFieldRow *row);
  GtkWidget *(*get_editor) (LepFieldRow *row);
  void (*set_editable) (LepFieldRow *row,
                        gboolean     editable);
};

const char     *lep_field_row_get_name (LepFieldRow *self);
const LepField *lep_field_row_get_field (LepFieldRow *self);
LepWorkspace   *lep_field_row_get_workspace (LepFieldRow *self);
const char     *lep_field_row_get_value (LepFieldRow *self);
void            lep_field_row_bind (LepFieldRow    *self,
                                    LepWorkspace   *workspace,
                                    const LepField *field);
void            lep_field_row_show_value (LepFieldRow *self,
                                          const char  *value);
void            lep_field_row_take_stored (LepFieldRow *self,
                                           const char  *value);
void            lep_field_row_revert (LepFieldRow *self);
gboolean        lep_field_row_read (LepFieldRow *self,
                                    char       **value,
                                    GError     **error);
char           *lep_field_row_dup_standing (LepFieldRow *self,
                                            gboolean    *fails);
char           *lep_field_row_dup_typed (LepFieldRow *self);
void            lep_field_row_put_typed (LepFieldRow *self,
                                         const char  *typed);
void            lep_field_row_tell_typed (LepFieldRow *self);
gboolean        lep_field_row_is_typed (LepFieldRow *self);
gboolean        lep_field_row_is_changed (LepFieldRow *self);
gboolean        lep_field_row_is_editable (LepFieldRow *self);
void            lep_field_row_set_error (LepFieldRow *self,
                                         const char  *reason);
const char     *lep_field_row_get_error (LepFieldRow *self);
void            lep_field_row_set_remark (LepFieldRow *self,
                                          const char  *remark);
void            lep_field_row_set_conflict (LepFieldRow *self,
                                            gboolean     conflict);
void            lep_field_row_set_editable (LepFieldRow *self,
                                            gboolean     editable);
void            lep_field_row_set_label (LepFieldRow *self,
                                         const char  *label);
const char     *lep_field_row_get_label (LepFieldRow *self);
void            lep_field_row_add_text (LepFieldRow *self, const char *typed, GString *text);
void            lep_field_row_focus (LepFieldRow *self);
void            lep_field_row_focus_end (LepFieldRow *self);
gboolean        lep_field_row_open_list (LepFieldRow *self);
void            lep_field_row_clicked (GtkGestureClick *gesture,
                                       int              n_press,
                                       double           x,
                                       double           y,
                                       LepFieldRow     *self);
void            lep_field_row_typed (LepFieldRow *self);
void            lep_field_row_leave (LepFieldRow *self);
void            lep_field_row_set_value_text (LepFieldRow *self,
                                              const char  *text);

G_END_DECLS
