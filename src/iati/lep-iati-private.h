/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the parts of writing an activity file share. */
#pragma once

#include "lep-iati.h"
#include "lep-record.h"

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
GBytes                       *lep_iati_writer_finish (LepIatiWriter *self,
                                                      GError       **error);

/* The time that results are about, for a whole project. */
typedef struct
{
  LepWorkspace       *workspace;
  const LepIatiQuery *query;
  LepRecord          *project;
  const char         *start, *end; /* dates */
} LepIatiActivity;

gboolean lep_iati_add_results (LepIatiWriter         *writer,
                               const LepIatiActivity *activity,
                               GError               **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepIatiWriter, lep_iati_writer_free)

G_END_DECLS
