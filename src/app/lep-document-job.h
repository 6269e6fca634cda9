/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-document.h"
#include "lep-record.h"
#include "lep-window.h"

G_BEGIN_DECLS

/* What is done with attached files, each in a thread of its own. */

void lep_document_attach (LepWindow *window,
                          LepRecord *owner,
                          GSList    *files);
void lep_document_save (LepWindow         *window,
                        const LepDocument *document,
                        GFile             *target);
void lep_document_open (LepWindow         *window,
                        const LepDocument *document);

G_END_DECLS
