/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lep-ink.h"
#include "lep-report.h"

G_BEGIN_DECLS

/* Every kind of text that a print has; sizes are those of the design. */
typedef enum
{
  LEP_STYLE_SENDER,
  LEP_STYLE_SENDER_LINES,
  LEP_STYLE_FRAME,
  LEP_STYLE_KICKER,
  LEP_STYLE_TITLE,
  LEP_STYLE_SUBTITLE,
  LEP_STYLE_FIGURE,
  LEP_STYLE_FIGURE_LABEL,
  LEP_STYLE_FIGURE_NOTE,
  LEP_STYLE_HEADING,
  LEP_STYLE_TEXT,
  LEP_STYLE_LABEL,
  LEP_STYLE_NOTE,
  LEP_STYLE_TABLE_TITLE,
  LEP_STYLE_TABLE,
  LEP_STYLE_TABLE_STRONG,
  LEP_STYLE_TABLE_SECOND,
  LEP_STYLE_SIGNER,
  LEP_STYLE_FOOTER,
  LEP_STYLE_RUNNING,
  LEP_STYLE_MARK,
  LEP_N_STYLES,
} LepStyle;

#define LEP_GREY_LABEL  0.33
#define LEP_GREY_SECOND 0.38
#define LEP_RULE_STRONG 0.9
#define LEP_RULE_HEAD   0.6
#define LEP_RULE_ROW    0.3

/* Blocks becoming strips: the width they have, and the strips so far. */
typedef struct
{
  const LepReport *report;
  PangoContext    *context;
  double           width;
  double           page_body;   /* height that a page offers */
  GPtrArray       *strips;      /* LepStrip, in order */
  GPtrArray       *heads;       /* LepStrip: table heads to repeat, not in the order */
  GPtrArray       *texts;       /* PangoLayout: those whose lines stand in several strips */
  GPtrArray       *grids;       /* of the tables, to make their rows when they are drawn */
  GCancellable    *cancellable; /* ends it before all is laid out; or NULL */
} LepTypeset;

PangoLayout *lep_typeset_text (const LepTypeset *self,
                               const char       *text,
                               LepStyle          style,
                               double            scale,
                               double            width,
                               PangoAlignment    alignment);
void         lep_typeset_size (PangoLayout *layout,
                               double      *width,
                               double      *height);
LepStrip    *lep_typeset_append (LepTypeset *self,
                                 LepStrip   *strip);
void         lep_typeset_blocks (LepTypeset *self);
void         lep_typeset_keep_ends (LepTypeset *self,
                                    guint       first,
                                    guint       n_whole);
void         lep_typeset_table (LepTypeset     *self,
                                const LepTable *table);
void         lep_typeset_letterhead (LepTypeset *self);
void         lep_typeset_signatures (LepTypeset     *self,
                                     const LepBlock *block,
                                     double          space);
void         lep_typeset_box (LepStrip *strip,
                              double    x,
                              double    y,
                              double    width,
                              double    height);
double       lep_typeset_put (const LepTypeset *self,
                              LepStrip         *strip,
                              const char       *text,
                              LepStyle          style,
                              double            x,
                              double            y,
                              double            width,
                              double            grey);

G_END_DECLS
