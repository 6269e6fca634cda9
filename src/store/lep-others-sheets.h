/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who assesses an application sees of the sheets of others those that are final,
 * once the own one is: here as pieces of statements, for everything that reads
 * records. The ranking, which reads all, has the same in lep_call_may_see_sheet ().
 * Own is the sheet of an assessor with the name of this laptop's person. Who does
 * not assess the application sees all; so does who declared an interest in it. */
#pragma once

#include "lep-office.h"

G_BEGIN_DECLS

/* Assessors with the name of the person of this laptop. */
#define LEP_SQL_OWN_ASSESSORS                                                                            \
  "(SELECT lep_id_text (xr.id) FROM k_assessor x CROSS JOIN row xr ON xr.rid = x.rid AND xr.deleted = 0" \
  " AND " LEP_SQL_IN_OFFICE ("xr") " WHERE lep_same_person (x.name, (SELECT value FROM meta WHERE key = 'person')))"

/* The sheets m of an application, of a stage or of all (NULL), that are to be filled in. */
#define LEP_SQL_SHEETS(application, stage)                                                                                                                                                                                                               \
  " FROM k_assessment m CROSS JOIN row mr ON mr.rid = m.rid AND mr.deleted = 0 AND " LEP_SQL_IN_OFFICE ("mr") " WHERE m.application = " application " AND coalesce (m.status, 'assigned') <> 'excluded' AND coalesce (m.interest, 'none') <> 'declared'" \
                                                                                                              " AND (m.stage IS NULL OR " stage " IS NULL OR m.stage = " stage ")"

/* Whether a sheet of this person is open there. */
#define LEP_SQL_HAS_OPEN_SHEET(application, stage) \
  "EXISTS (SELECT 1" LEP_SQL_SHEETS (application, stage) " AND coalesce (m.status, 'assigned') <> 'final' AND m.assessor IN " LEP_SQL_OWN_ASSESSORS ")"

/* Whether the sheet of somebody there is final; one that names the stage counts
 * before one that names none. NULL without a sheet. */
#define LEP_SQL_IS_FINAL(assessor) \
  "(SELECT coalesce (max (CASE WHEN m.stage IS NOT NULL THEN m.status IS 'final' END), max (m.status IS 'final'))" LEP_SQL_SHEETS ("o.application", "o.stage") " AND m.assessor " assessor ")"

#define LEP_SQL_WITHHELD(kind, criterion, stage, rid)                                                                    \
  "EXISTS (SELECT 1 FROM (SELECT w.application, w.assessor, coalesce (" stage ", a.stage) AS stage FROM k_" kind " w"    \
  " CROSS JOIN row wr ON wr.rid = w.rid AND " LEP_SQL_IN_OFFICE ("wr") criterion                                         \
    " LEFT JOIN row ar ON ar.id = lep_id (w.application) LEFT JOIN k_application a ON a.rid = ar.rid WHERE w.rid = " rid \
    " AND w.assessor NOT IN " LEP_SQL_OWN_ASSESSORS                                                                      \
    " AND w.application IN (SELECT m.application FROM k_assessment m WHERE m.assessor IN " LEP_SQL_OWN_ASSESSORS ")) o"  \
    " WHERE CASE " LEP_SQL_IS_FINAL ("IN " LEP_SQL_OWN_ASSESSORS) " WHEN 0 THEN 1 WHEN 1 THEN " LEP_SQL_IS_FINAL ("= o.assessor") " IS NOT 1 END)"

/* Whether the score, and the sheet, of a row is one that this person does not see. */
#define LEP_SQL_WITHHELD_SCORE(rid) \
  LEP_SQL_WITHHELD ("score", " LEFT JOIN row cr ON cr.id = lep_id (w.criterion) LEFT JOIN k_criterion c ON c.rid = cr.rid", "c.stage", rid)
#define LEP_SQL_WITHHELD_SHEET(rid) LEP_SQL_WITHHELD ("assessment", "", "w.stage", rid)

gboolean lep_others_sheets_withhold (LepWorkspace *workspace,
                                     const char   *kind,
                                     gint64        rid,
                                     gboolean     *withheld,
                                     GError      **error);
gboolean lep_others_sheets_has_field (const char *kind,
                                      const char *field);

G_END_DECLS
