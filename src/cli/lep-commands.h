/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-cli.h"

G_BEGIN_DECLS

extern const LepCommand lep_cmd_advance;
extern const LepCommand lep_cmd_apply;
extern const LepCommand lep_cmd_assign;
extern const LepCommand lep_cmd_attention;
extern const LepCommand lep_cmd_award;
extern const LepCommand lep_cmd_backup;
extern const LepCommand lep_cmd_check;
extern const LepCommand lep_cmd_conflicts;
extern const LepCommand lep_cmd_copy_grid;
extern const LepCommand lep_cmd_csv;
extern const LepCommand lep_cmd_delete;
extern const LepCommand lep_cmd_demo;
extern const LepCommand lep_cmd_digest;
extern const LepCommand lep_cmd_erase;
extern const LepCommand lep_cmd_documents;
extern const LepCommand lep_cmd_export;
extern const LepCommand lep_cmd_get;
extern const LepCommand lep_cmd_history;
extern const LepCommand lep_cmd_import;
extern const LepCommand lep_cmd_init;
extern const LepCommand lep_cmd_inspect;
extern const LepCommand lep_cmd_join;
extern const LepCommand lep_cmd_list;
extern const LepCommand lep_cmd_peers;
extern const LepCommand lep_cmd_put;
extern const LepCommand lep_cmd_rebuild;
extern const LepCommand lep_cmd_receive;
extern const LepCommand lep_cmd_report;
extern const LepCommand lep_cmd_resolve;
extern const LepCommand lep_cmd_restore;
extern const LepCommand lep_cmd_restore_backup;
extern const LepCommand lep_cmd_schema;
extern const LepCommand lep_cmd_self_assess;
extern const LepCommand lep_cmd_status;
extern const LepCommand lep_cmd_sync;
extern const LepCommand lep_cmd_total;
extern const LepCommand lep_cmd_trust;
extern const LepCommand lep_cmd_undo;
extern const LepCommand lep_cmd_waive;

/* Shared by commands. */
LepWorkspace           *lep_cli_create (LepCli *cli, const LepWho *who, GError **error);
gboolean                lep_cli_print_workspace (LepCli *cli, const char *programme_id, GError **error);
void                    lep_cli_print_id (LepCli *cli, const char *id, gboolean is_new);

gboolean                lep_cli_make_folder (LepCli *cli, GError **error);

G_END_DECLS
