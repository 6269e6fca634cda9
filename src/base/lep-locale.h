/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* How a language writes numbers and dates: facts of the Common Locale Data
 * Repository (release 42), kept here because the C library's tables differ from
 * machine to machine and are wrong for Bosnia and Herzegovina.
 *
 * Date patterns: d dd M MM MMM (short name) MMMM (name as in a date) y; q and Q
 * are the quarter in Arabic and Roman digits; text in '…' and all else stands
 * for itself. */
typedef struct
{
  const char *tag;   /* BCP 47: "sr-Latn" */
  const char *name;  /* in the language itself */
  const char *posix; /* folder of its translations: "sr@latin" */
  const char *decimal;
  const char *group;
  const char *minus;
  const char *percent; /* N stands for the number */
  const char *date_short;
  const char *date_long;
  const char *date_time;        /* between date and time */
  const char *quarter;          /* under a column: "Q2", "II" */
  const char *quarter_year;     /* the same with its year */
  const char *convertible_mark; /* how BAM is written */
  const char *months[12];       /* as in a date */
  const char *months_alone[12]; /* as in a title */
  const char *months_short[12];
  const char *days_short[7]; /* from Sunday on */
} LepLocale;

const LepLocale *lep_locale_find (const char *tag);
const LepLocale *lep_locale_all (guint *n_locales);

G_END_DECLS
