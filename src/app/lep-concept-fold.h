/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define LEP_TYPE_CONCEPT_FOLD (lep_concept_fold_get_type ())

/* What an application was as a concept note, to be read: a line that says how that
 * ended, and opens to the answers or the sheets. Hidden until there is something. */
G_DECLARE_FINAL_TYPE (LepConceptFold, lep_concept_fold, LEP, CONCEPT_FOLD, AdwBin)

gboolean   lep_concept_fold_set_application (LepConceptFold *self, const char *application);
void       lep_concept_fold_show (LepConceptFold *self,
                                  const char     *text,
                                  GPtrArray      *rows);
void       lep_concept_fold_hide (LepConceptFold *self);
GtkWidget *lep_concept_row_new (const char *title,
                                const char *subtitle,
                                const char *end);

G_END_DECLS
