/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-change.h"
#include "lep-xml-reader.h"

G_BEGIN_DECLS

/* Makes a LepChange from the SAX events between <change> and </change>, and
 * compares its canonical text with the bytes that they come from. */
typedef struct _LepChangeBuilder LepChangeBuilder;

LepChangeBuilder                *lep_change_builder_new (gboolean check_values,
                                                         gboolean is_contacts);
void                             lep_change_builder_free (LepChangeBuilder *self);
void                             lep_change_builder_expect (LepChangeBuilder *self,
                                                            const char       *text,
                                                            gsize             length);
void                             lep_change_builder_start (LepChangeBuilder       *self,
                                                           LepXmlReader           *reader,
                                                           const char             *name,
                                                           const LepXmlAttributes *attributes);
gboolean                         lep_change_builder_end (LepChangeBuilder *self,
                                                         LepXmlReader     *reader,
                                                         const char       *name);
void                             lep_change_builder_text (LepChangeBuilder *self,
                                                          LepXmlReader     *reader,
                                                          const char       *text,
                                                          gsize             length);
LepChange                       *lep_change_builder_get_change (LepChangeBuilder *self);
gboolean                         lep_change_builder_is_canonical (LepChangeBuilder *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepChangeBuilder, lep_change_builder_free)

G_END_DECLS
