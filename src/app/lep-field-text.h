/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lep-locale.h"
#include "lep-record.h"

G_BEGIN_DECLS

void     lep_editable_show (GtkEditable *editable,
                            const char  *text);
char    *lep_field_show (const LepField *field,
                         const char     *value);
char    *lep_field_show_in (const LepField *field,
                            const char     *currency,
                            const char     *value);
char    *lep_field_label (LepWorkspace   *workspace,
                          const LepField *field,
                          const char     *value);
char    *lep_field_label_in (LepWorkspace   *workspace,
                             const char     *currency,
                             const LepField *field,
                             const char     *value);
char    *lep_money_label (const char *currency,
                          const char *value);
char    *lep_record_field_label (LepWorkspace   *workspace,
                                 LepRecord      *record,
                                 const LepField *field,
                                 const char     *value);
gboolean lep_field_parse (const LepField *field,
                          const char     *typed,
                          char          **value,
                          GError        **error);
gboolean lep_field_parse_in (const LepField *field,
                             const char     *currency,
                             const char     *typed,
                             char          **value,
                             GError        **error);
char    *lep_record_label (LepWorkspace *workspace,
                           LepRecord    *record);
char    *lep_field_summary (const char *text);

G_END_DECLS
