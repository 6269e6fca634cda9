/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-db.h"
#include "lep-schema.h"

G_BEGIN_DECLS

/* SQLite's application id of a workspace file: "LEP1". */
#define LEP_APPLICATION_ID_NUMBER 0x4c455031

/* Grows with every change of the tables that an older program could not read. */
#define LEP_LAYOUT_VERSION 2

/* SQLite's user_version is the layout's times this, and the schema's. */
#define LEP_LAYOUT_FACTOR 1000

/* Numbers of the two registers of a row's life in clocks; names of ours begin
 * with the character 1, which no name in a change can hold. */
#define LEP_REGISTER_DELETED  1
#define LEP_REGISTER_RESTORED 2

gint64   lep_layout_user_version (void);
gboolean lep_layout_create (LepDb   *db,
                            gint64   version,
                            GError **error);
gboolean lep_layout_recreate_cache (LepDb   *db,
                                    GError **error);
char    *lep_layout_fingerprint (void);
gboolean lep_layout_is_current (LepDb    *db,
                                gboolean *current,
                                GError  **error);
gboolean lep_layout_column_is_integer (const LepField *field);
gboolean lep_layout_is_guarded (const char *table);

G_END_DECLS
