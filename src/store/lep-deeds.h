/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which change gave a register of a row the value that is shown, and who wrote it: it
 * stands in the clock of the row. */
#pragma once

#include "lep-db.h"
#include "lep-heads.h"
#include "lep-workspace.h"

G_BEGIN_DECLS

/* A change that gave a register its value. */
typedef struct
{
  LepHead head;
  LepUuid replica;
  char   *at;
  char   *by;
} LepDeed;

typedef struct
{
  LepWorkspace *workspace;
  LepDb        *db;
  GHashTable   *officers; /* ids; or NULL where nobody asks for them */
  GHashTable   *laptops;  /* number of a stream -> LepUuid */
  GArray       *heads;    /* LepHead: of the row that was looked at last */
  const char   *field;    /* that was asked for last, */
  gint64        reg;      /* and its register */
} LepDeeds;

gboolean lep_deeds_begin (LepDeeds     *self,
                          LepWorkspace *workspace,
                          GError      **error);
gboolean lep_deeds_is_officer (const LepDeeds *self,
                               const LepUuid  *replica);
gboolean lep_deeds_register (const LepDeeds *self,
                             const char     *name,
                             gint64         *reg,
                             GError        **error);
gboolean lep_deeds_find (LepDeeds   *self,
                         LepStmt    *row,
                         const char *field,
                         LepDeed    *deed,
                         gboolean   *found,
                         GError    **error);
gboolean lep_deeds_read (const LepDeeds *self,
                         LepDeed        *deed,
                         GError        **error);
void     lep_deeds_clear (LepDeeds *self);
void     lep_deed_clear (LepDeed *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LepDeeds, lep_deeds_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LepDeed, lep_deed_clear)

G_END_DECLS
