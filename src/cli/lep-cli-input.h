/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-cli.h"
#include "lep-locale.h"

G_BEGIN_DECLS

gboolean         lep_cli_usage (GError    **error,
                                const char *format,
                                ...) G_GNUC_PRINTF (2, 3);
const LepKind   *lep_cli_find_kind (const char *name,
                                    GError    **error);
gboolean         lep_cli_check_id (const char *text,
                                   char      **id,
                                   GError    **error);
gboolean         lep_cli_read_passphrase (const char *path,
                                          char      **passphrase,
                                          GError    **error);
gboolean         lep_cli_check_days (const char *from,
                                     const char *to,
                                     GError    **error);
gboolean         lep_cli_check_day (const char *option,
                                    const char *text,
                                    GError    **error);
const LepLocale *lep_cli_find_locale (const char *language,
                                      GError    **error);
gboolean         lep_cli_read_file (const char *path,
                                    char      **text,
                                    gsize      *length,
                                    GError    **error);
gboolean         lep_cli_split (const LepKind *kind,
                                const char    *assignment,
                                char         **field,
                                char         **value,
                                GError       **error);
gboolean         lep_cli_value (LepWorkspace   *workspace,
                                const LepKind  *kind,
                                const LepField *field,
                                const char     *typed,
                                char          **value,
                                GError        **error);
gboolean         lep_cli_find_space (LepWorkspace *workspace, const char *text, char **id, GError **error);
gboolean         lep_cli_find_subject (LepWorkspace *workspace,
                                       const char   *kinds,
                                       const char   *text,
                                       char        **id,
                                       GError      **error);
char            *lep_cli_find_import (LepWorkspace *workspace,
                                      const char   *meant,
                                      GError      **error);
LepRecord       *lep_cli_find_record (LepCli     *cli,
                                      LepOpenMode mode,
                                      const char *id,
                                      const char *kind,
                                      const char *space,
                                      GError    **error);

gboolean         lep_cli_commit (LepEdit *edit,
                                 GError **error);
gboolean         lep_cli_commit_all (GPtrArray *edits,
                                     guint     *at_fault,
                                     GError   **error);

G_END_DECLS
