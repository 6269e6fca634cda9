/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-locale.h"

G_BEGIN_DECLS

/* What stands where there is no value. */
#define LEP_NOTHING "\342\200\223"

#define LEP_DATE_TEXT_SIZE 10

typedef enum
{
  LEP_DATE_SHORT, /* 3. 4. 2019. */
  LEP_DATE_LONG,  /* 3. april 2019. */
} LepDateStyle;

/* Numbers are integers: money in minor units, per cent in hundredths, anything
 * else with its number of decimals (the scale). */
char       *lep_format_count (const LepLocale *locale,
                              gint64           value);
char       *lep_format_decimal (const LepLocale *locale,
                                gint64           value,
                                guint            scale,
                                guint            decimals);
char       *lep_format_percent (const LepLocale *locale,
                                gint64           hundredths,
                                guint            decimals);
char       *lep_format_ratio (const LepLocale *locale,
                              gint64           part,
                              gint64           whole,
                              guint            decimals);
char      **lep_format_shares (const LepLocale *locale,
                               const gint64    *parts,
                               guint            n_parts,
                               gint64           whole,
                               guint            decimals);
char       *lep_format_money (const LepLocale *locale,
                              gint64           minor,
                              const char      *currency);
char       *lep_format_date (const LepLocale *locale,
                             const char      *date,
                             LepDateStyle     style);
char       *lep_format_date_range (const LepLocale *locale,
                                   const char      *from,
                                   const char      *to);
char       *lep_format_time (const LepLocale *locale,
                             const char      *time,
                             GTimeZone       *zone,
                             LepDateStyle     style);
char       *lep_format_time_exact (const LepLocale *locale,
                                   const char      *time,
                                   GTimeZone       *zone,
                                   LepDateStyle     style);
char       *lep_format_quarter (const LepLocale *locale,
                                int              year,
                                int              quarter,
                                gboolean         with_year);

guint       lep_currency_digits (const char *currency);
const char *lep_currency_symbol (const LepLocale *locale,
                                 const char      *currency);

gboolean    lep_parse_count (const LepLocale *locale,
                             const char      *text,
                             gint64          *value,
                             GError         **error);
gboolean    lep_parse_decimal (const LepLocale *locale,
                               const char      *text,
                               guint            scale,
                               gint64          *value,
                               GError         **error);
gboolean    lep_parse_percent (const LepLocale *locale,
                               const char      *text,
                               gint64          *hundredths,
                               GError         **error);
gboolean    lep_parse_money (const LepLocale *locale,
                             const char      *text,
                             const char      *currency,
                             gint64          *minor,
                             GError         **error);
const char *lep_parse_currency (const char *text);
gboolean    lep_parse_date (const LepLocale *locale,
                            const char      *text,
                            char             date[LEP_DATE_TEXT_SIZE + 1],
                            GError         **error);

G_END_DECLS
