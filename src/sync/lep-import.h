/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-identity.h"
#include "lep-progress.h"

G_BEGIN_DECLS

typedef enum
{
  LEP_ROW_NEW,
  LEP_ROW_CHANGED,
  LEP_ROW_DELETED,
} LepRowEffect;

/* What an import does to one row. */
typedef struct
{
  LepRowEffect effect;
  char        *kind;
  char        *space;
  char        *id;
  char        *title;     /* as shown after the import */
  guint        n_fields;  /* fields whose shown value changes */
  guint        conflicts; /* fields that come to have several values */
  GPtrArray   *values;    /* what it would show, by field index of its kind; NULL past the first 1,000 rows */
  GPtrArray   *several;   /* LepConflict: what would have several values; NULL = nothing */
} LepImportRow;

/* How many rows of a kind an import makes, changes and deletes. */
typedef struct
{
  char  *kind;
  gint64 n_new, n_changed, n_deleted;
} LepImportKind;

/* Who signed, and the number to compare by phone. */
typedef struct
{
  char    *replica;
  char    *label, *person, *place;
  char    *number;       /* six groups of five digits */
  gboolean known_person; /* the same label and person, with another key, is known here */
} LepSigner;

/* A laptop that said it has something. */
typedef struct
{
  char *replica;
  char *name; /* person and laptop */
} LepHolder;

/* Changes of a laptop that are not here. */
typedef struct
{
  char      *replica;
  char      *label;
  gint64     from, to;
  char      *person;         /* "" if it is not known */
  char      *after, *before; /* times between which they were made; NULL = not known */
  GPtrArray *holders;        /* LepHolder: who said to have them */
} LepWaitingFor;

/* What is missing before waiting changes can be applied. */
typedef struct
{
  char      *replica; /* whose changes wait */
  char      *label;
  gint64     from, to;
  char      *wait_for; /* a sentence naming numbers and laptops */
  GPtrArray *missing;  /* LepWaitingFor: the same as data */
} LepWaiting;

typedef struct
{
  char      *file;
  LepSigner *sender;   /* NULL if the file was not readable so far */
  char      *to_label; /* NULL = for everybody */
  gint64     counter;
  char      *made; /* time, stored form */
  gint64     n_new, n_known, n_waiting, n_conflicts;
  gint64     n_documents;    /* files that were not here, and that a document names */
  GPtrArray *kinds;          /* LepImportKind, sorted by name */
  GPtrArray *rows;           /* LepImportRow, of a preview only; at most 10,000 are kept */
  GPtrArray *untrusted;      /* LepSigner: not empty = nothing was imported */
  GPtrArray *introduced;     /* LepSigner trusted through an introducer */
  GPtrArray *waiting;        /* LepWaiting, after this import */
  gboolean   is_request;     /* it only says what its sender has, to be sent the rest */
  gint64     asks;           /* of a request: changes here that the sender lacks */
  guint      asks_documents; /* and files of documents */
  char      *totals;         /* of a preview: lines "INDICATOR\tbefore\tafter" of the five headline counters */
  char      *notice;         /* NULL, or what both people should know: a copy or a restored backup was seen, words came late */
} LepImportReport;

typedef enum
{
  LEP_IMPORT_APPLY,
  LEP_IMPORT_PREVIEW, /* everything is done and then rolled back */
} LepImportMode;

/* Trusts the unknown signers whose numbers are in @trust (spaces ignored).
 * With unknown signers left: returns a report with untrusted signers, and
 * nothing is imported. A refused file is an error (CORRUPT, UNTRUSTED,
 * TOO_NEW, SEALED for others) of the form "MEMBER:LINE: REASON; WHAT TO DO"; so is one that is
 * locked with a pass-phrase other than @passphrase (LOCKED). */
LepImportReport *lep_import (LepWorkspace          *workspace,
                             const LepSurroundings *surroundings,
                             const char            *file,
                             LepImportMode          mode,
                             const char *const     *trust,
                             const char            *passphrase,
                             LepProgress           *progress,
                             GCancellable          *cancellable,
                             GError               **error);
/* What waits in this workspace, and for whom (LepWaiting). */
GPtrArray       *lep_waiting_list (LepWorkspace *workspace,
                                   GError      **error);
void             lep_waiting_free (LepWaiting *self);
void             lep_signer_free (LepSigner *self);
void             lep_import_report_free (LepImportReport *self);

/* Makes a workspace out of a received bundle; its sender becomes an introducer. */
LepWorkspace    *lep_join (const LepSurroundings *surroundings,
                           const char            *path,
                           const LepWho          *who,
                           const char            *file,
                           const char *const     *trust,
                           const char            *passphrase,
                           LepProgress           *progress,
                           GCancellable          *cancellable,
                           LepImportReport      **report,
                           GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepWaiting, lep_waiting_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepSigner, lep_signer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepImportReport, lep_import_report_free)

G_END_DECLS
