/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-call-ranking.h"

G_BEGIN_DECLS

#define LEP_TYPE_SCORE_ROW (lep_score_row_get_type ())

/* One criterion of a score sheet, with points and a comment. Signals "typed"
 * while the points change, and "left" when the row is left with something that
 * is not stored. */
G_DECLARE_FINAL_TYPE (LepScoreRow, lep_score_row, LEP, SCORE_ROW, GtkListBoxRow)

GtkWidget  *lep_score_row_new (const LepGridLine *line,
                               const char        *assessor);
const char *lep_score_row_get_criterion (LepScoreRow *self);
void        lep_score_row_show (LepScoreRow *self,
                                gint64       points,
                                const char  *comment);
void        lep_score_row_set_editable (LepScoreRow *self,
                                        gboolean     editable);
gboolean    lep_score_row_is_changed (LepScoreRow *self);
gint64      lep_score_row_get_points (LepScoreRow *self);
gboolean    lep_score_row_read (LepScoreRow *self,
                                char       **points,
                                char       **comment,
                                GError     **error);
void        lep_score_row_set_error (LepScoreRow *self,
                                     const char  *reason);
void        lep_score_row_focus (LepScoreRow *self);
void        lep_score_row_set_section (LepScoreRow *self,
                                       GtkWidget   *section);
void        lep_score_row_show_section (GtkListBoxRow *row,
                                        GtkListBoxRow *before,
                                        gpointer       user_data);

char       *lep_score_row_dup_signature (const GPtrArray *lines);
GtkWidget  *lep_score_section_new (const LepGridSection *section,
                                   GtkWidget           **sum);

G_END_DECLS
