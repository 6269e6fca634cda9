/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lep-chain.h"
#include "lep-change.h"
#include "lep-clock.h"
#include "lep-error.h"
#include "lep-locale.h"
#include "lep-schema.h"

G_BEGIN_DECLS

#define LEP_TYPE_WORKSPACE (lep_workspace_get_type ())

/* One open workspace file. Belongs to the thread that opened it; a job in
 * another thread opens its own. Signal "changed" (no arguments) after every
 * commit, by us or (seen through the file's data version) by another process. */
G_DECLARE_FINAL_TYPE (LepWorkspace, lep_workspace, LEP, WORKSPACE, GObject)

typedef enum
{
  LEP_OPEN_READ,  /* never writes, works on a read-only medium */
  LEP_OPEN_WRITE, /* waits 5 s for another writer, then LEP_ERROR_BUSY naming the holder */
} LepOpenMode;

/* Signs the text of a head (lep_chain_head_text ()) with this laptop's key;
 * the store knows no keys. @signature takes 64 bytes. */
typedef gboolean (*LepSignFunc) (const char *text,
                                 guint8      signature[64],
                                 gpointer    user_data,
                                 GError    **error);

/* What the workspace keeps of itself, by key. */
#define LEP_META_REPLICA  "replica" /* own id of now */
#define LEP_META_LABEL    "label"
#define LEP_META_PERSON   "person"
#define LEP_META_PLACE    "place"
#define LEP_META_SIGN_KEY "sign_key" /* base64, as in the replica record */
#define LEP_META_SEAL_KEY "seal_key"
#define LEP_META_FORMAT   "format" /* the newest of a bundle that was taken in, if newer than ours */

LepWorkspace           *lep_workspace_create (const char *path,
                                              LepClock   *clock,
                                              GError    **error);
LepWorkspace           *lep_workspace_open (const char *path,
                                            LepOpenMode mode,
                                            LepClock   *clock,
                                            GError    **error);
const char             *lep_workspace_get_path (LepWorkspace *self);
gboolean                lep_workspace_check_target (LepWorkspace *self,
                                                    const char   *path,
                                                    GError      **error);
void                    lep_workspace_set_cancellable (LepWorkspace *self,
                                                       GCancellable *cancellable);
void                    lep_workspace_set_giving_way (LepWorkspace *self);
gboolean                lep_workspace_gave_way (LepWorkspace *self);
gboolean                lep_workspace_begin_read (LepWorkspace *self,
                                                  GError      **error);
void                    lep_workspace_end_read (LepWorkspace *self);
gboolean                lep_workspace_is_read_only (LepWorkspace *self);
const char             *lep_workspace_get_notice (LepWorkspace *self);
void                    lep_workspace_set_reader (LepWorkspace    *self,
                                                  const LepLocale *locale,
                                                  GTimeZone       *zone);
char                   *lep_workspace_dup_today (LepWorkspace *self);
char                   *lep_workspace_dup_day (LepWorkspace *self, const char *at);
void                    lep_workspace_set_signer (LepWorkspace  *self,
                                                  LepSignFunc    sign,
                                                  gpointer       user_data,
                                                  GDestroyNotify destroy);
void                    lep_workspace_set_watching (LepWorkspace *self,
                                                    gboolean      watching);

gboolean                lep_workspace_get_meta (LepWorkspace *self,
                                                const char   *key,
                                                char        **value,
                                                GError      **error);
gboolean                lep_workspace_set_meta (LepWorkspace *self,
                                                const char   *key,
                                                const char   *value,
                                                GError      **error);
gboolean                lep_workspace_get_own (LepWorkspace *self,
                                               LepUuid      *replica,
                                               GError      **error);
gboolean                lep_workspace_set_own (LepWorkspace  *self,
                                               const LepUuid *replica,
                                               const char    *sign_key,
                                               const char    *seal_key,
                                               GError       **error);
gboolean                lep_workspace_add_space (LepWorkspace *self,
                                                 LepSpaceKind  kind,
                                                 const char   *id,
                                                 const char   *name,
                                                 GError      **error);

/* One user action: rows to create, set, delete, restore, in any spaces. Commit
 * checks it against schema and rules, splits it into one change a space, and
 * applies them in one transaction. All or nothing. */
typedef struct _LepEdit LepEdit;

/* A change that a commit made. */
typedef struct
{
  LepUuid space;
  gint64  n;
} LepMadeChange;

/* Hears why a row (counted from 0, in the order given) is refused. */
typedef void (*LepEditRefusedFunc) (guint       row,
                                    const char *field, /* or NULL */
                                    const char *reason,
                                    gpointer    user_data);

LepEdit      *lep_edit_new (LepWorkspace *workspace);
void          lep_edit_free (LepEdit *self);
gboolean      lep_edit_row (LepEdit    *self,
                            const char *space, /* id, name or kind of it, or NULL: by the kind and its references */
                            const char *kind,
                            const char *id, /* NULL: a new id, or that of the natural key */
                            GError    **error);
void          lep_edit_set (LepEdit    *self, /* of the row named last */
                            const char *field,
                            const char *value); /* canonical form; NULL clears */
void          lep_edit_life (LepEdit *self,
                             LepLife  life);
void          lep_edit_again (LepEdit *self);
void          lep_edit_set_start (LepEdit *self);
void          lep_edit_set_refused_func (LepEdit           *self,
                                         LepEditRefusedFunc refused,
                                         gpointer           user_data);
const char   *lep_edit_last_id (LepEdit *self); /* of the row named last, once its id is known */
gboolean      lep_edit_commit (LepEdit *self,
                               GError **error);
gboolean      lep_edits_commit (GPtrArray *edits, /* LepEdit */
                                guint     *at_fault,
                                GError   **error);
gboolean      lep_edit_try (LepEdit *self,
                            GError **error);
const GArray *lep_edit_get_changes (LepEdit *self); /* LepMadeChange, after the commit */
guint         lep_edit_get_n_rows (LepEdit *self);
const char   *lep_edit_get_refused_kind (LepEdit *self); /* what a rule refused, or NULL */
const char   *lep_edit_get_refused_field (LepEdit *self);
int           lep_edit_get_refused_row (LepEdit *self);
gboolean      lep_edit_delete (LepEdit    *self,
                               const char *space,
                               const char *kind,
                               const char *id,
                               GError    **error);
gboolean      lep_edit_restore (LepEdit    *self,
                                const char *space,
                                const char *kind,
                                const char *id,
                                GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepEdit, lep_edit_free)

G_END_DECLS
