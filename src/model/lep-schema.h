/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-uuid.h"

G_BEGIN_DECLS

/* What a field holds; the stored form of each is that of the bundle format. */
typedef enum
{
  LEP_TYPE_TEXT, /* one line, at most 500 characters */
  LEP_TYPE_NOTE, /* lines, at most 64 KiB */
  LEP_TYPE_INT,
  LEP_TYPE_MONEY,   /* integer minor units */
  LEP_TYPE_PERCENT, /* hundredths of a percent */
  LEP_TYPE_DATE,    /* YYYY-MM-DD */
  LEP_TYPE_TIME,    /* YYYY-MM-DDThh:mm:ss.mmmZ */
  LEP_TYPE_BOOL,    /* 0 or 1 */
  LEP_TYPE_CODE,    /* one code of a list */
  LEP_TYPE_CODES,   /* codes of a list: sorted, no doubles, one space between */
  LEP_TYPE_REF,     /* id of another record */
  LEP_TYPE_HASH,    /* SHA-256, hex */
} LepFieldType;

typedef enum
{
  LEP_FIELD_REQUIRED = 1 << 0,
  LEP_FIELD_OPEN_CODES = 1 << 1, /* codes outside the list are accepted (places, language) */
  LEP_FIELD_INTERNAL = 1 << 2,   /* written by the program, not shown in forms */
} LepFieldFlags;

/* The kind of space that a kind of record lives in. */
typedef enum
{
  LEP_SPACE_PROGRAMME,
  LEP_SPACE_CONTACTS,
  LEP_SPACE_PARTNERSHIP,
  LEP_SPACE_OFFICE,
  LEP_SPACE_ANY, /* replica, document, explanation, target, peer_review: where what they belong to is */
} LepSpaceKind;

typedef struct
{
  const char   *name;
  const char   *label; /* English; translate with lep_schema_label () */
  LepFieldType  type;
  LepFieldFlags flags;
  const char   *target;           /* code list of CODE(S); kind of REF; several kinds: joined by '|'; "*" = any;
                                   * of TEXT: kind whose names are suggested; else NULL */
  const char   *group;            /* merge group, or NULL */
  gint64        minimum, maximum; /* of numbers; both 0 = no limit but the type's */
  guint         since;            /* schema version that brought it */
} LepField;

typedef struct
{
  const char *code;
  const char *label;
} LepCode;

typedef struct
{
  const char    *name;
  const LepCode *codes;
  guint          n_codes;
  gboolean       partition; /* dimensions whose categories add up to the value */
} LepCodeList;

/* One allowed step of a life-cycle. */
typedef struct
{
  const char *from; /* NULL = a new record; "*" = any state */
  const char *to;
  gboolean    needs_reason;
  const char *needs; /* what else must hold, "field" (given with the step) or "field=value"; or NULL */
  const char *bar;   /* "field=value", with which there is no such step; or NULL */
} LepMove;

typedef struct
{
  const char     *name;   /* as stored: "project" */
  const char     *label;  /* "Project" */
  const char     *plural; /* "Projects" */
  LepSpaceKind    space;
  const LepField *fields;
  guint           n_fields;
  const char     *title; /* the field that names a record */
  const char     *key;   /* fields of the natural key, joined by ' ', or NULL: ids are random */
  const LepMove  *moves; /* life-cycle of the state_field, or NULL */
  guint           n_moves;
  const char     *state_field;  /* "status" or "state", or NULL */
  const char     *reason_field; /* where the reason of a move is kept, or NULL */
  guint           since;
} LepKind;

#define LEP_SCHEMA_VERSION 1

const LepKind     *lep_schema_kinds (guint *n_kinds);
const LepKind     *lep_schema_kind (const char *name);
const LepField    *lep_kind_field (const LepKind *kind,
                                   const char    *name);
int                lep_kind_field_index (const LepKind *kind,
                                         const char    *name);
gboolean           lep_schema_natural_id (const LepKind     *kind,
                                          const char        *space,
                                          const char *const *values,
                                          LepUuid           *id);
const LepCodeList *lep_schema_code_lists (guint *n_lists);
const LepCodeList *lep_schema_code_list (const char *name);
gboolean           lep_code_list_has (const LepCodeList *list,
                                      const char        *code);
const char        *lep_schema_label (const char *label);
const char        *lep_code_label (const char *list,
                                   const char *code);
const char        *lep_field_type_name (LepFieldType type);
const char        *lep_space_kind_name (LepSpaceKind kind);
gboolean           lep_space_kind_parse (const char   *name,
                                         LepSpaceKind *kind);

G_END_DECLS
