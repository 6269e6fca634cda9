/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-pages.h"

G_BEGIN_DECLS

/* The forms a report can be saved in. */
typedef enum
{
  LEP_REPORT_PDF = 1 << 0,
  LEP_REPORT_HTML = 1 << 1,
  LEP_REPORT_CSV = 1 << 2,
  LEP_REPORT_XLSX = 1 << 3,
  LEP_REPORT_XML = 1 << 4, /* the report's own, for other programs */
} LepReportFormat;

char    *lep_report_dup_endings (LepReportFormat formats);
gboolean lep_report_format_of (const char      *path,
                               LepReportFormat *format);
GBytes  *lep_report_make_pdf (const LepReport *self,
                              LepPaper         paper,
                              GError         **error);
GBytes  *lep_report_make_html (const LepReport *self);
GBytes  *lep_report_make_csv (const LepReport *self);
GBytes  *lep_report_make_xlsx (const LepReport *self,
                               const char      *temporary_dir,
                               GError         **error);
gboolean lep_report_save (const LepReport *self,
                          const char      *path,
                          LepPaper         paper,
                          GError         **error);
gboolean lep_report_check_pdf (const guint8 *data,
                               gsize         size);

G_END_DECLS
