/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-heads.h"
#include "lep-log.h"

G_BEGIN_DECLS

/* Bits of row.state. */
typedef enum
{
  LEP_ROW_HAS_UNKNOWN = 1 << 0, /* rows of table unknown belong to it */
  LEP_ROW_ERASED = 1 << 1,      /* its values are gone for ever */
} LepRowBits;

/* A kind of record as the store has it. */
typedef struct
{
  gint64         no;
  char          *name;
  const LepKind *kind;     /* NULL: of a newer program */
  GHashTable    *fields;   /* name -> index + 1 */
  guint32       *field_no; /* by index: number of the field's own name */
  guint32       *group_no; /* by index: number of its group's name, or 0 */
  GHashTable    *inserts;  /* mask -> LepStmt */
  GHashTable    *updates;  /* mask -> LepStmt */
} LepRowKind;

/* A value that no column takes. */
typedef struct
{
  guint32     reg;
  const char *field;
  const char *value;
} LepOddValue;

/* A head of a conflict that is not shown. */
typedef struct
{
  const char *field; /* the first of a group; "life" */
  guint32     stream;
  gint64      n;
  const char *value;
} LepSibling;

/* Finds heads by their register, where they are many. */
typedef struct _LepHeadIndex LepHeadIndex;

/* A row while changes are applied to it: read once, written once. */
typedef struct
{
  LepLogSpace  *space;
  LepRowKind   *kind;
  LepUuid       id;
  gint64        rid;    /* 0: not in the table yet */
  GArray       *heads;  /* LepHead */
  const char  **values; /* by field index: what becomes shown, where mask says so */
  guint64       mask;
  LepHeadIndex *index;      /* of @heads, where they are many; or NULL */
  GArray       *odd;        /* LepOddValue to write, or NULL */
  GHashTable   *odd_places; /* register -> its place there + 1, where they are many; or NULL */
  GArray       *siblings;   /* LepSibling to write, or NULL */
  guint         conflicts;  /* as in the table */
  guint         state;
  gboolean      deleted;
  gboolean      is_dirty;
  const char   *created_at;
  const char   *created_there; /* as in the table */
  const char   *changed_at;
} LepRow;

/* What happened to a row in this transaction. */
typedef struct
{
  gint64       rid;
  LepUuid      id;
  LepLogSpace *space;
  LepRowKind  *kind;
  gboolean     was_there;
  gboolean     was_deleted;
  gboolean     is_deleted;
  guint        n_fields;
  guint        conflicts_before;
  guint        conflicts_after;
} LepTouched;

/* The rows that a transaction works on. */
typedef struct _LepRows LepRows;

LepRows                *lep_rows_new (LepLog  *log,
                                      GError **error);
void                    lep_rows_free (LepRows *self);
LepRowKind             *lep_rows_get_kind (LepRows    *self,
                                           const char *name,
                                           GError    **error);
guint32                 lep_rows_get_register (LepRows    *self,
                                               const char *name,
                                               GError    **error);
const char             *lep_rows_get_name (LepRows *self,
                                           guint32  reg);
gboolean                lep_row_kind_is_member (const LepRowKind *kind,
                                                guint32           reg);
LepRow                 *lep_rows_get (LepRows       *self,
                                      LepLogSpace   *space,
                                      LepRowKind    *kind,
                                      const LepUuid *id,
                                      GError       **error);
void                    lep_rows_mark (LepRows *self,
                                       LepRow  *row);
const char             *lep_rows_keep_text (LepRows    *self,
                                            const char *text);
void                    lep_rows_set_value (LepRow     *row,
                                            guint       field,
                                            const char *value);
void                    lep_rows_set_odd_value (LepRow     *row,
                                                guint32     reg,
                                                const char *field,
                                                const char *value);
void                    lep_row_forget_odd (LepRow *row);
void                    lep_row_forget_heads (LepRow *row);
void                    lep_row_drop_heads (LepRow *row,
                                            LepLog *log,
                                            guint32 reg);
void                    lep_row_add_head (LepRow             *row,
                                          guint32             reg,
                                          const LepLogStream *stream,
                                          gint64              n);
gboolean                lep_rows_show_heads (LepRows *self,
                                             LepRow  *row,
                                             GError **error);
gboolean                lep_rows_flush (LepRows *self,
                                        GError **error);
gboolean                lep_rows_flush_if_many (LepRows *self,
                                                GError **error);
GArray                 *lep_rows_get_touched (LepRows *self);
void                    lep_rows_forget_touched (LepRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepRows, lep_rows_free)

G_END_DECLS
