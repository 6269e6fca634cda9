/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-report-file.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

/* Spaces and how many changes of each a bundle brings. */
typedef struct
{
  const char *name;
  gint64      n_changes;
} LepSlipSpace;

/* What the paper that goes with a bundle file says. Texts are borrowed for the
 * time of the call. */
typedef struct
{
  const char         *file_name;
  gint64              size;    /* bytes */
  const char         *hash;    /* SHA-256 of the file, hex */
  const char         *made_at; /* time as stored */
  gint64              counter;
  const char         *from_label, *from_person, *from_place;
  const char         *key_number; /* 30 digits, to compare by phone */
  const char         *to_label;   /* NULL = whoever needs it */
  gboolean            sealed;
  const LepSlipSpace *spaces;
  guint               n_spaces;
  gint64              n_changes;
} LepBundleSlip;

/* What a report is made from. Texts are borrowed for the time of the call. */
typedef struct
{
  LepWorkspace        *workspace; /* NULL for a bundle-slip */
  const LepLocale     *locale;
  const LepCatalogue  *catalogue;             /* NULL = English */
  GTimeZone           *zone;                  /* NULL = UTC */
  gint64               now;                   /* ms since 1970 */
  const char          *id;                    /* of the record */
  const char          *from, *to;             /* dates; NULL = open */
  const char          *digest;                /* of the workspace, hex; NULL = not known */
  gboolean             of_changes;            /* it is the digest of the changes */
  const char          *number, *place, *mark; /* of the letterhead, or NULL */
  const char          *lines;                 /* of the letterhead, below those of the sender; or NULL */
  GBytes              *logo;                  /* PNG, or NULL */
  gboolean             with_contacts;
  gboolean             blank; /* a form to be filled in by hand */
  const LepBundleSlip *slip;
} LepReportInput;

typedef struct
{
  const char     *name;         /* "project-summary" */
  const char     *title;        /* English; translate with lep_catalogue_text () or gettext */
  const char     *about;        /* likewise: a sentence */
  const char     *kinds;        /* of the record it needs, joined by '|'; at its end = or none; NULL = a bundle */
  gboolean        has_period;   /* from and to count */
  gboolean        has_contacts; /* with_contacts counts */
  gboolean        has_blank;    /* blank counts */
  LepReportFormat formats;
  LepReport *(*make) (const LepReportInput *input,
                      GError              **error);
} LepReportKind;

const LepReportKind *lep_report_kinds (guint *n_kinds);
const LepReportKind *lep_report_kind (const char *name);
LepReport           *lep_report_make (const LepReportKind  *kind,
                                      const LepReportInput *input,
                                      GError              **error);

G_END_DECLS
