/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The file of a table that is to be taken in: its bytes as text. */
#pragma once

#include <gio/gio.h>

#include "lep-locale.h"
#include "lep-table-import.h"

G_BEGIN_DECLS

/* The letters that spreadsheets save: the lines of the page's drop-down. */
typedef enum
{
  LEP_LETTERS_UTF8,
  LEP_LETTERS_LATIN,    /* Windows-1250 */
  LEP_LETTERS_CYRILLIC, /* Windows-1251 */
} LepLetters;

/* How amounts and dates are written: likewise. */
typedef enum
{
  LEP_TABLE_COMMA,  /* 1.234,50 */
  LEP_TABLE_POINT,  /* 1,234.50 */
  LEP_TABLE_STORED, /* as "lepctl csv export" writes them */
} LepTableForms;

typedef struct
{
  char      *name;
  GBytes    *bytes;
  LepLetters letters; /* that it seems to be in */
  char      *text;    /* UTF-8, once it is decoded */
} LepTableFile;

LepTableFile *lep_table_file_new (const char      *name,
                                  GBytes          *bytes,
                                  const LepLocale *locale);
LepTableFile *lep_table_file_read (GFile           *file,
                                   const LepLocale *locale,
                                   GError         **error);
void          lep_table_file_free (LepTableFile *self);
gboolean      lep_table_file_decode (LepTableFile *self,
                                     LepLetters    letters,
                                     GError      **error);
char         *lep_table_file_dup_headings (const LepTableFile *self);
LepTableForms lep_table_file_guess_forms (LepTableImport  *table,
                                          const LepLocale *locale);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepTableFile, lep_table_file_free)

G_END_DECLS
