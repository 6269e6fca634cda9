/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-catalogue.h"
#include "lep-chart.h"
#include "lep-table.h"

G_BEGIN_DECLS

typedef enum
{
  LEP_BLOCK_HEADING,
  LEP_BLOCK_PARAGRAPH,
  LEP_BLOCK_NOTE,       /* small print, kept with what stands above */
  LEP_BLOCK_FIGURES,    /* items: the number, what it is, what it is of */
  LEP_BLOCK_PROPERTIES, /* items: the name, the value */
  LEP_BLOCK_TABLE,
  LEP_BLOCK_CHART,
  LEP_BLOCK_FORM,       /* items: name and value of boxes beside each other, to be filled in by hand */
  LEP_BLOCK_SIGNATURES, /* items: for whom, name, function; never apart from their head */
  LEP_BLOCK_PAGE_BREAK,
} LepBlockType;

typedef struct
{
  char *label;
  char *value; /* or NULL */
  char *note;  /* or NULL */
  guint share; /* of the width, of a box of a form */
} LepReportItem;

typedef struct
{
  LepBlockType type;
  char        *text;  /* heading, paragraph, note */
  GPtrArray   *items; /* LepReportItem */
  LepTable    *table;
  LepChart    *chart;
  gboolean     stamp;   /* room for one between the signatures */
  guint        n_lines; /* of writing that a form's boxes have room for */
} LepBlock;

/* A print as data. Pages, HTML, CSV and spreadsheet are all made from it.
 * Its texts are in the language of the print already. */
typedef struct
{
  const LepLocale *locale;
  char            *sender;       /* who sends it: first line of the letterhead */
  char            *sender_lines; /* further lines, divided by line feeds */
  GBytes          *logo;         /* PNG, or NULL */
  GPtrArray       *frame;        /* LepReportItem: number, date, place, mark */
  char            *mark;         /* classification, on each following page */
  char            *kicker;       /* above the title: what kind of print */
  char            *title;
  char            *subtitle;
  char            *running; /* head of the following pages */
  char            *author;
  gint64           printed_at; /* ms since 1970 */
  gboolean         landscape;
  GPtrArray       *footer;      /* lines of text */
  GPtrArray       *blocks;      /* LepBlock */
  char            *page_text;   /* "Page {page} of {pages}" */
  char            *stamp_text;  /* in the circle for the stamp */
  char            *values_text; /* "Values": table of a chart's values */
  GBytes          *xml;         /* what other programs take instead of the pages, or NULL */
} LepReport;

LepReport      *lep_report_new (const LepLocale    *locale,
                                const LepCatalogue *catalogue);
void            lep_report_free (LepReport *self);

void            lep_report_set_sender (LepReport  *self,
                                       const char *name,
                                       const char *lines,
                                       GBytes     *logo);
void            lep_report_set_title (LepReport  *self,
                                      const char *kicker,
                                      const char *title,
                                      const char *subtitle);
void            lep_report_set_running (LepReport  *self,
                                        const char *text,
                                        const char *mark);
void            lep_report_set_origin (LepReport  *self,
                                       const char *author,
                                       gint64      printed_at);
void            lep_report_add_frame (LepReport  *self,
                                      const char *label,
                                      const char *value);
void            lep_report_add_footer (LepReport  *self,
                                       const char *text);

void            lep_report_add_heading (LepReport  *self,
                                        const char *text);
void            lep_report_add_paragraph (LepReport  *self,
                                          const char *text);
void            lep_report_add_note (LepReport  *self,
                                     const char *text);
void            lep_report_add_figure (LepReport  *self,
                                       const char *number,
                                       const char *label,
                                       const char *note);
void            lep_report_add_property (LepReport  *self,
                                         const char *label,
                                         const char *value);
LepTable       *lep_report_add_table (LepReport  *self,
                                      const char *caption);
LepChart       *lep_report_add_chart (LepReport   *self,
                                      LepChartType type,
                                      const char  *title);
void            lep_report_add_form (LepReport *self,
                                     guint      n_lines);
void            lep_report_add_box (LepReport  *self,
                                    const char *label,
                                    const char *value,
                                    guint       share);
void            lep_report_add_signatures (LepReport *self,
                                           gboolean   stamp);
void            lep_report_add_signature (LepReport  *self,
                                          const char *role,
                                          const char *name,
                                          const char *function);
void            lep_report_add_page_break (LepReport *self);

const LepBlock *lep_report_block (const LepReport *self,
                                  guint            index);
char           *lep_report_minus (const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepReport, lep_report_free)

G_END_DECLS
