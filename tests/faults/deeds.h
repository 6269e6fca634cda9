/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-folder.h"

#include "world.h"

typedef gboolean (*DeedFunc) (World   *world,
                              GError **error);

typedef struct
{
  const char *name;
  DeedFunc    prepare; /* nothing fails meanwhile; may be NULL */
  DeedFunc    act;
  gboolean    is_closed;        /* opens the workspace itself */
  gboolean    either;           /* what was done may stay done though an error was told */
  char *(*show) (World *world); /* what the workspace shows then; NULL = its digest */
} Deed;

extern const Deed  deeds[];
extern const guint n_deeds;

gboolean           deed_import_file (World *world, const char *file, LepImportMode mode, GError **error);
gboolean           deed_waive (World *world, const char *replica, GError **error);
gboolean           deed_import_odd (World *world, GError **error);
gboolean           deed_import_odder (World *world, GError **error);
gboolean           deed_give_up (World *world, GError **error);
gboolean           deed_write_instead (World *world, GError **error);
gboolean           deed_import_late (World *world, GError **error);
gboolean           deed_lose_seal_key (World *world, GError **error);
char              *deed_show_seal_key (World *world);
gboolean           deed_add_space (World *world, GError **error);
gboolean           deed_save_first (World *world, GError **error);
gboolean           deed_hide_contact (World *world, GError **error);
gboolean           deed_import_large (World *world, GError **error);
gboolean           deed_import_request (World *world, GError **error);
gboolean           deed_import_relayed (World *world, GError **error);
gboolean           deed_keep_wrong_stub (World *world, GError **error);
gboolean           deed_foresee (World *world, GError **error);
gboolean           deed_find_among_many (World *world, GError **error);
gboolean           deed_import_own (World *world, GError **error);
gboolean           deed_forget_receipts (World *world, GError **error);
gboolean           deed_forget_haves (World *world, GError **error);
gboolean           deed_claim (World *world, GError **error);
gboolean           deed_leave_unsigned (World *world, GError **error);
gboolean           deed_waive_by_name (World *world, GError **error);
gboolean           deed_name_officer (World *world, GError **error);
gboolean           deed_add_officer (World *world, GError **error);
gboolean           deed_dismiss_officer (World *world, GError **error);
gboolean           deed_look_whose_words (World *world, GError **error);
gboolean           deed_name_officers (World *world, GError **error);
gboolean           deed_export_office (World *world, GError **error);
gboolean           deed_export_usual (World *world, GError **error);
gboolean           deed_revoke_twice (World *world, GError **error);
gboolean           deed_list_peers (World *world, GError **error);
gboolean           deed_show_receipt (World *world, GError **error);
gboolean           deed_add_partnership (World *world, GError **error);
gboolean           deed_propose_spaces (World *world, GError **error);
gboolean           deed_list_officers (World *world, GError **error);
gboolean           deed_print_digest (World *world, GError **error);
gboolean           deed_forget_b (World *world, GError **error);
gboolean           deed_ask (World *world, GError **error);
gboolean           deed_ask_later (World *world, GError **error);
gboolean           deed_sync_folder (World *world, const LepFolderOptions *options, GError **error);
gboolean           deed_sync_over_part (World *world, GError **error);
gboolean           deed_sync_sealed (World *world, GError **error);
gboolean           deed_import (World   *world,
                                GError **error);
gboolean           deed_export_sealed (World   *world,
                                       GError **error);
