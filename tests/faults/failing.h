/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes the nth call of what the program builds on fail, inside one process:
 * calls that this program makes (the linker's --wrap sends them here first), and
 * the memory that SQLite and libxml2 ask for. */
#pragma once

#include <glib.h>

typedef enum
{
  FAIL_SQLITE,        /* a call of SQLite */
  FAIL_SQLITE_MEMORY, /* memory for SQLite */
  FAIL_XML_MEMORY,    /* memory for libxml2 */
  FAIL_ARCHIVE,       /* a call of libarchive */
  FAIL_FILE,          /* a call of the operating system */
  FAIL_N_KINDS,
} FailKind;

/* To be called before anything else uses the libraries. */
void        fail_init (void);
const char *fail_kind_name (FailKind kind);
/* From here on: the @nth call (from 1; 0 = none) of the kind fails; with
 * @for_good all behind it too. */
void        fail_arm (FailKind kind,
                      guint    nth,
                      gboolean for_good);
/* Like fail_arm () with none, and keeps from where each call came. */
void        fail_watch (FailKind kind);
/* Returns how many calls of the kind there were. */
guint       fail_disarm (void);
/* Prints to standard error from where the call came that failed. */
void        fail_print_place (void);
/* After watching: the numbers of the first call from each place, or of all. */
GArray     *fail_places (gboolean all);
/* Pieces of memory that SQLite holds now. */
gint        fail_sqlite_pieces (void);
/* Every read and write is interrupted once, and then done in part. */
void        fail_interrupt (gboolean on);
