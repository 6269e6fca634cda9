/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>
#include <gio/gio.h>

#include "lep-report.h"

G_BEGIN_DECLS

typedef enum
{
  LEP_PAPER_A4,
  LEP_PAPER_LETTER,
} LepPaper;

/* A report laid out into pages. Borrows the report, which must live longer. */
typedef struct _LepPages LepPages;

LepPages                *lep_pages_new (const LepReport *report,
                                        LepPaper         paper,
                                        GCancellable    *cancellable);
void                     lep_pages_free (LepPages *self);
guint                    lep_pages_get_count (const LepPages *self);
void                     lep_pages_get_size (const LepPages *self,
                                             double         *width,
                                             double         *height);
void                     lep_pages_draw (const LepPages *self,
                                         guint           page,
                                         cairo_t        *cr);
guint                    lep_pages_get_n_heads (const LepPages *self);
const char              *lep_pages_get_head (const LepPages *self,
                                             guint           index,
                                             guint          *page,
                                             double         *y);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepPages, lep_pages_free)

G_END_DECLS
