/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-schema.h"

G_BEGIN_DECLS

#define LEP_TEXT_MAX_CHARS 500
#define LEP_NOTE_MAX_BYTES (64 * 1024)
#define LEP_CODE_MAX_CHARS 64
#define LEP_YEAR_MIN       1990
#define LEP_YEAR_MAX       2100

gboolean lep_value_is_canonical (LepFieldType type,
                                 const char  *text);
gboolean lep_value_check (const LepField *field,
                          const char     *text,
                          GError        **error);
char    *lep_value_tidy (const LepField *field,
                         const char     *text);

gboolean lep_value_is_number (LepFieldType type);
gboolean lep_value_parse_int (const char *text,
                              gint64     *value);
gboolean lep_value_parse_date (const char *text,
                               int        *year,
                               int        *month,
                               int        *day);
char   **lep_value_split_codes (const char *text);
gboolean lep_value_is_blank (const char *text);

G_END_DECLS
