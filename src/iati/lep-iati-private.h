/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of writing an activity file share. */
#pragma once

#include "lep-iati.h"
#include "lep-project.h"
#include "lep-record.h"
#include "lep-unsettled.h"

G_BEGIN_DECLS

/* Writes XML into memory. A failure is kept and told at the end, so that the
 * calls read straight down. */
typedef struct _LepIatiWriter LepIatiWriter;

LepIatiWriter                *lep_iati_writer_new (void);
void                          lep_iati_writer_free (LepIatiWriter *self);
void                          lep_iati_start (LepIatiWriter *self,
                                              const char    *element,
                                              ...) G_GNUC_NULL_TERMINATED;
void                          lep_iati_end (LepIatiWriter *self);
void                          lep_iati_element (LepIatiWriter *self,
                                                const char    *element,
                                                ...) G_GNUC_NULL_TERMINATED;
void                          lep_iati_narrative (LepIatiWriter *self,
                                                  const char    *text);
void                          lep_iati_text (LepIatiWriter *self,
                                             const char    *element,
                                             const char    *text);
void                          lep_iati_content (LepIatiWriter *self,
                                                const char    *text);
GBytes                       *lep_iati_writer_finish (LepIatiWriter *self,
                                                      GError       **error);

/* A project, and what its activity is written from. All of it is borrowed. */
typedef struct
{
  LepWorkspace          *workspace;
  const LepIatiQuery    *query;
  LepRecord             *project;
  const char            *identifier;
  const char            *start, *end; /* dates: the time that results are about */
  const char            *publisher, *publisher_name;
  const char            *country;    /* two letters, or NULL */
  GHashTable            *indicators; /* code -> LepRecord */
  GPtrArray             *fundings;   /* LepRecord */
  GPtrArray             *funders;    /* LepRecord of each of them, or NULL */
  LepRecord             *lead;       /* organisation, or NULL */
  const LepProjectMoney *money;
  GPtrArray             *periods;    /* LepRecord: those that were reported for */
  GPtrArray             *results;    /* LepProjectResult */
  char                 **dimensions; /* by which some result is split */
  GPtrArray             *unsettled;  /* LepUnsettled: amounts and targets */
} LepIatiActivity;

gboolean lep_iati_add_results (LepIatiWriter         *writer,
                               const LepIatiActivity *activity,
                               GError               **error);

void     lep_iati_add_money (LepIatiWriter         *writer,
                             const LepIatiActivity *activity);
void     lep_iati_organisation (LepIatiWriter         *writer,
                                const LepIatiActivity *activity,
                                const char            *element,
                                LepRecord             *organisation,
                                const char            *role);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepIatiWriter, lep_iati_writer_free)

G_END_DECLS
