/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-hash.h"
#include "lep-uuid.h"

G_BEGIN_DECLS

typedef enum
{
  LEP_LIFE_NONE,
  LEP_LIFE_DELETED,
  LEP_LIFE_RESTORED,
} LepLife;

typedef struct
{
  const char *field;
  const char *value; /* NULL = not answered; "" = empty text */
} LepSet;

typedef struct
{
  const char *kind;
  LepUuid     id;
  LepLife     life;
  guint       first_set; /* index into LepChange.sets */
  guint       n_sets;
} LepRowOp;

typedef struct
{
  LepUuid replica;
  gint64  from, to;
} LepWaive;

typedef struct
{
  const char *kind;
  LepUuid     id;
} LepErase;

/* One change, parsed: what one user action did in one space. All texts live in
 * the change's own arena and go with lep_change_reset () or lep_change_free (). */
typedef struct
{
  gint64        n;
  const char   *at;
  const char   *by;
  GArray       *waives; /* LepWaive */
  GArray       *erases; /* LepErase */
  GArray       *rows;   /* LepRowOp */
  GArray       *sets;   /* LepSet, of all rows one after the other */
  GStringChunk *arena;
} LepChange;

LepChange *lep_change_new (void);
void       lep_change_free (LepChange *self);
void       lep_change_reset (LepChange *self);
void       lep_change_swap (LepChange *self,
                            LepChange *other);
void       lep_change_set_head (LepChange  *self,
                                gint64      n,
                                const char *at,
                                const char *by);
void       lep_change_add_waive (LepChange     *self,
                                 const LepUuid *replica,
                                 gint64         from,
                                 gint64         to);
void       lep_change_add_erase (LepChange     *self,
                                 const char    *kind,
                                 const LepUuid *id);
void       lep_change_add_row (LepChange     *self,
                               const char    *kind,
                               const LepUuid *id,
                               LepLife        life);
void       lep_change_add_set (LepChange  *self,
                               const char *field,
                               const char *value,
                               gssize      length);

void       lep_change_write (const LepChange *self,
                             GString         *out);
gboolean   lep_change_read (LepChange  *self,
                            const char *text,
                            gsize       length,
                            GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepChange, lep_change_free)

G_END_DECLS
