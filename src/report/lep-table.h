/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-format.h"

G_BEGIN_DECLS

typedef enum
{
  LEP_COLUMN_TEXT = 0,
  LEP_COLUMN_FIGURE = 1 << 0, /* right-aligned, tabular digits */
  LEP_COLUMN_STRONG = 1 << 1, /* bold */
  LEP_COLUMN_BAR = 1 << 2,    /* reached against target */
  LEP_COLUMN_WIDE = 1 << 3,   /* room for a name written by hand */
} LepColumnFlags;

typedef struct
{
  char          *title;
  char          *group; /* spanning title above neighbours with the same one, or NULL */
  LepColumnFlags flags;
} LepColumn;

typedef enum
{
  LEP_CELL_EMPTY,
  LEP_CELL_TEXT,
  LEP_CELL_NUMBER,
  LEP_CELL_PERCENT, /* number = share times ten to the power of scale: 0.627 */
  LEP_CELL_DATE,    /* or day and hour where the reader is */
  LEP_CELL_BAR,     /* number = reached */
  LEP_CELL_BOX,     /* to be written in by hand; text = what is known already, or NULL */
} LepCellType;

typedef struct
{
  LepCellType type;
  char       *text;   /* as shown */
  char       *second; /* second line, or the date as YYYY-MM-DD[ HH:MM:SS]; or NULL */
  gint64      number;
  guint       scale;
  gint64      target;
  const char *mark; /* a text that lasts: before what is shown; or NULL */
} LepCell;

typedef enum
{
  LEP_ROW_BODY,
  LEP_ROW_GROUP,     /* grey title across the table; the last cell's text at its right */
  LEP_ROW_CUT,       /* the same under a dashed line: the money is used up here */
  LEP_ROW_THRESHOLD, /* the same under a thick line */
  LEP_ROW_SUM,       /* of what stands above, in its place */
  LEP_ROW_FOOT,      /* sums of the whole table */
} LepRowType;

typedef struct
{
  LepRowType type;
  GArray    *cells; /* LepCell, one a column */
  double     room;  /* least height in points, for writing by hand */
} LepRow;

/* A table as data: what is shown and the values behind it. Made from left to
 * right and from top to bottom. */
typedef struct
{
  const LepLocale *locale;
  char            *caption; /* name of the spreadsheet's sheet and for readers of the page, or NULL */
  GArray          *columns; /* LepColumn */
  GPtrArray       *rows;    /* LepRow */
} LepTable;

LepTable        *lep_table_new (const LepLocale *locale,
                                const char      *caption);
void             lep_table_free (LepTable *self);

void             lep_table_add_column (LepTable      *self,
                                       const char    *title,
                                       const char    *group,
                                       LepColumnFlags flags);
void             lep_table_add_row (LepTable  *self,
                                    LepRowType type);
void             lep_table_set_room (LepTable *self,
                                     double    points);

/* Each fills the next cell of the last row. */
void             lep_table_add_empty (LepTable *self);
void             lep_table_add_nothing (LepTable *self);
void             lep_table_add_text (LepTable   *self,
                                     const char *text,
                                     const char *second);
void             lep_table_add_count (LepTable *self,
                                      gint64    value);
void             lep_table_add_difference (LepTable *self,
                                           gint64    value);
const char      *lep_table_get_mark (const LepTable *self,
                                     guint           column);
void             lep_table_add_money (LepTable   *self,
                                      gint64      minor,
                                      const char *currency);
void             lep_table_add_decimal (LepTable *self,
                                        gint64    value,
                                        guint     scale);
void             lep_table_add_fixed (LepTable *self,
                                      gint64    value,
                                      guint     scale);
void             lep_table_mark (LepTable   *self,
                                 const char *mark);
void             lep_table_add_share (LepTable   *self,
                                      gint64      part,
                                      gint64      whole,
                                      const char *text);
void             lep_table_add_ratio (LepTable *self,
                                      gint64    part,
                                      gint64    whole,
                                      guint     decimals);
void             lep_table_add_percent (LepTable *self,
                                        gint64    hundredths,
                                        guint     decimals);
void             lep_table_add_time (LepTable   *self,
                                     const char *text,
                                     const char *time,
                                     GTimeZone  *zone);
void             lep_table_add_date (LepTable   *self,
                                     const char *date);
void             lep_table_add_bar (LepTable *self,
                                    gint64    reached,
                                    gint64    target);

void             lep_table_add_box (LepTable   *self,
                                    const char *text);

const LepColumn *lep_table_column (const LepTable *self,
                                   guint           index);
const LepRow    *lep_table_row (const LepTable *self,
                                guint           index);
const LepCell   *lep_row_cell (const LepRow *self,
                               guint         index);
gboolean         lep_row_is_divider (const LepRow *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepTable, lep_table_free)

G_END_DECLS
