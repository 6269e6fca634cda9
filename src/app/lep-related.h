/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lep-record.h"

G_BEGIN_DECLS

#define LEP_TYPE_RELATED (lep_related_get_type ())

/* The records of another kind that refer to the one that is shown: members of
 * a partnership, decisions of a meeting, tranches of a project. Properties, set
 * in the .ui file: "kind" of the records; "via", their field that refers here;
 * "headline", the field to show first when it is not the one that names them;
 * "fields", what to tell about each, joined by spaces; "figure", the
 * field at the end of the row; "sort"; "add-label". Signal "row-added" (LepRelatedRow)
 * for whoever has more to say about a record. */
G_DECLARE_FINAL_TYPE (LepRelated, lep_related, LEP, RELATED, AdwPreferencesGroup)

void lep_related_set_record (LepRelated   *self,
                             LepWorkspace *workspace,
                             LepRecord    *record);

G_END_DECLS
