/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-commit.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

typedef struct
{
  guint    field;   /* index in the schema */
  char    *value;   /* NULL clears */
  gboolean is_idle; /* would write nothing new */
} LepEditSet;

/* One row of a user action, and the file that it brings. */
typedef struct _LepEditRow  LepEditRow;
typedef struct _LepEditFile LepEditFile;

struct _LepEditRow
{
  const LepKind *kind;
  char          *space_name; /* as given, or NULL */
  gboolean       has_space;
  LepUuid        space; /* once it is known */
  gboolean       makes_space;
  gboolean       is_joined; /* with a row before it that is the same */
  gboolean       is_idle;   /* as a whole, so for its life */
  LepLife        written;   /* the life that is new */
  gboolean       has_id;
  LepUuid        id;
  LepLife        life;
  GArray        *sets; /* LepEditSet */
  LepEditFile   *file; /* attached to a document, or NULL */
  char         **old;  /* shown before, by field index; NULL = a new row */
  gint64         rid;  /* of a row that is there, as what follows */
  guint          conflicts;
  gboolean       is_deleted;
  gboolean       is_again; /* entered anew: what was deleted comes back */
  LepEditRow    *same_id;  /* the next one with this id, of another kind or space */
};

struct _LepEdit
{
  LepWorkspace      *workspace;
  GPtrArray         *rows;   /* LepEditRow */
  GHashTable        *by_id;  /* LepUuid -> LepEditRow, those that have one */
  GArray            *spaces; /* LepUuid, once rows are placed */
  LepEditRow        *last;
  GArray            *made;    /* LepMadeChange */
  GError            *failure; /* of a field that does not exist; told at the commit */
  char               last_id[LEP_UUID_TEXT_SIZE + 1];
  gboolean           is_start; /* undo passes over it */
  LepRefused         refused;

  LepEditRefusedFunc tell_refused; /* or NULL */
  gpointer           tell_data;
};

const char *lep_edit_row_get (const LepEditRow *row,
                              const char       *field);
gboolean    lep_edit_row_names (const LepEditRow *row,
                                const char       *field);
void        lep_edit_row_set (LepEditRow *row,
                              guint       field,
                              const char *value);
void        lep_edit_row_enter (LepEdit    *self,
                                LepEditRow *row);
gboolean    lep_edit_row_home (LepDb            *db,
                               const LepEditRow *row,
                               LepSpaceKind     *home,
                               GError          **error);
gboolean    lep_edit_row_place (LepEdit    *self,
                                LepEditRow *row,
                                GError    **error);
gboolean    lep_edit_row_drop (const LepEdit *self,
                               LepDb         *db,
                               LepEditRow    *row,
                               GError       **error);
gboolean    lep_edit_row_keep_file (LepEdit    *self,
                                    LepEditRow *row,
                                    GError    **error);
void        lep_edit_file_free (LepEditFile *self);
const char *lep_edit_row_stage (LepEdit          *self,
                                LepDb            *db,
                                const LepEditRow *row,
                                const char       *status);
gboolean    lep_edit_row_check_reported (LepEdit          *self,
                                         LepDb            *db,
                                         const LepEditRow *row,
                                         GError          **error);
gboolean    lep_edit_row_check (LepEdit    *self,
                                LepDb      *db,
                                LepEditRow *row,
                                GError    **error);

G_END_DECLS
