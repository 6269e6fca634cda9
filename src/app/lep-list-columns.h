/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each list page shows: its columns, filters and words. */
#pragma once

#include <gio/gio.h>

#include "lep-schema.h"

G_BEGIN_DECLS

/* How a column's values stand in their cells. */
typedef enum
{
  LEP_LIST_CELL_TEXT,   /* words, from the left */
  LEP_LIST_CELL_STATE,  /* a pill */
  LEP_LIST_CELL_FIGURE, /* by the field's type, from the right */
  LEP_LIST_CELL_PAIR,   /* actual / target, from the right */
} LepListCell;

typedef struct
{
  const char     *name;   /* in settings; a field, or a related column of the query */
  const char     *second; /* of a pair: the column with the target */
  const char     *title;  /* English; NULL: the field's label */
  LepListCell     cell;
  guint           width;    /* in digits; 0: takes the room that is left */
  guint           drop;     /* when room is short, 1 goes first; 0 stays */
  gboolean        hidden;   /* until the user asks for it */
  const char     *sum_with; /* its sum means something only while the list is filtered by this field */
  gboolean        by_end;   /* what tells two texts apart stands at their end: they are cut in the middle */
  gboolean        mixed;    /* amounts in several currencies: each cell names its own */
  const LepField *field;    /* what it shows, or NULL */
} LepListColumn;

/* A drop-down of the filter row. */
typedef struct
{
  const char *field;
  const char *all; /* English: "All states" */
} LepListFilter;

#define LEP_LIST_MAX_FILTERS 2

typedef struct
{
  const char          *kind;
  const LepListColumn *columns;
  guint                n_columns;
  const char          *sort; /* a minus sign before it: from the greatest down */
  LepListFilter        filters[LEP_LIST_MAX_FILTERS];
  const char          *empty_title; /* English, as all texts here */
  const char          *empty_text;
  const char          *first_step; /* label of the button, with its mnemonic */
  const char          *elsewhere;
} LepListInfo;

const LepListInfo *lep_list_info (const char *kind);
GArray            *lep_list_columns (const char *kind);
const char        *lep_list_column_english (const LepListColumn *column);
const char        *lep_list_column_title (const LepListColumn *column);
gboolean           lep_list_column_is_money (const LepListColumn *column);
char              *lep_list_column_dup_money_title (const LepListColumn *column,
                                                    const char          *currency);
char              *lep_list_count_text (const char *kind,
                                        guint       count);

G_END_DECLS
