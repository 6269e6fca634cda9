/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laptops with everything between them that an exchange can bring, and the files
 * of one of them, taken down and put back. */
#pragma once

#include "laptops.h"

typedef struct
{
  Fixture     base; /* its laptop A is the one that suffers */
  GHashTable *files;
  char       *news;    /* a bundle of B with conflicts, deletes, a fork, an erasure, a document */
  char       *sealed;  /* the same, sealed for A */
  char       *early;   /* a bundle of C that waits for changes of B */
  char       *missing; /* B's, which it waits for */
  char       *later;   /* what C wrote after `early`, without that */
  char       *odd;     /* all of B's, with a kind and a field that nobody here knows */
  char       *odder;   /* the same, with some of it written anew */
  char       *large;   /* all of B's, with a document of several pieces */
  char       *request; /* B's, after it lost its files */
  char       *relayed; /* all of B's, and before what it waits for of C */
  char       *own;     /* A's, with a change that A has no more */
  char       *backup;
  char       *replica_a, *replica_b, *replica_c;
  char       *folder; /* for exchange */
} World;

#define REVIVED        "0194c9e4-0000-7000-8000-0000000000c3" /* a project that B deletes and restores, and then C deletes */
#define OTHER_CONTACT  "0194c9e4-0000-7000-8000-0000000000f2" /* B's */
#define ERASED_CONTACT "0194c9e4-0000-7000-8000-0000000000f3" /* B's, which it erased */
#define LATE_CONTACT   "0194c9e4-0000-7000-8000-0000000000f4" /* B's, in `large` for the first time */

GHashTable *files_take (const char *folder);
void        files_put_back (GHashTable *files,
                            const char *folder);

World      *world_new (void);
void        world_free (World *self);
/* Opens A anew, with the clock of a later day. */
void        world_open (World *self, guint day);
void        world_close (World *self);
/* Puts all files back as they were in the beginning. */
void        world_restore (World *self);
