/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Projects and their results as an activity file of the International Aid
 * Transparency Initiative, version 2.03 (iatistandard.org). */
#pragma once

#include "lep-record.h"

G_BEGIN_DECLS

/* What goes in. Texts are borrowed for the time of the call. */
typedef struct
{
  const char *project;   /* id; NULL: all that are contracted */
  const char *from, *to; /* dates; with one of them results are of this time alone */
  gint64      now;       /* ms since 1970 */
  GTimeZone  *zone;      /* where today is told; NULL = UTC */
  const char *language;  /* of the texts, as XML names it; or NULL */
} LepIatiQuery;

/* What was written of a project. */
typedef struct
{
  LepRecord *project;
  char      *identifier;   /* known by it to whoever reads the file */
  GPtrArray *results;      /* LepProjectResult */
  gboolean   is_unsettled; /* laptops wrote different amounts or targets: no amount in doubt went in */
} LepIatiWritten;

/* What a registry asks for. */
typedef struct
{
  gboolean has_country;   /* a place says which */
  gboolean has_reference; /* of the programme, which reports */
} LepIatiTold;

GBytes *lep_iati_write (LepWorkspace       *workspace,
                        const LepIatiQuery *query,
                        GPtrArray         **activities,
                        LepIatiTold        *told,
                        GError            **error);

G_END_DECLS
