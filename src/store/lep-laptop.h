/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-workspace.h"

G_BEGIN_DECLS

/* Bytes of a public key as a bundle names it; what they mean is not the store's. */
#define LEP_LAPTOP_KEY_SIZE 42

/* A replica that this workspace has heard of. A key is bound to it once and
 * never changes. */
typedef struct
{
  LepUuid  id;
  char    *label, *person, *place;
  guint8   key[LEP_LAPTOP_KEY_SIZE];
  char    *trusted_since; /* NULL = it is not */
  gboolean introducer;
  gboolean introduced; /* trusted by the word of another, not by its own number */
  LepUuid  introduced_by;
  gboolean own; /* this laptop, now or under an earlier id */
} LepLaptop;

GPtrArray *lep_laptops_load (LepWorkspace *workspace,
                             GError      **error);
LepLaptop *lep_laptops_find (GPtrArray     *laptops,
                             const LepUuid *id);
LepLaptop *lep_laptops_find_named (GPtrArray  *laptops,
                                   const char *name,
                                   GError    **error);
void       lep_laptop_free (LepLaptop *self);
gboolean   lep_laptop_bind (LepWorkspace    *workspace,
                            const LepLaptop *laptop,
                            const LepUuid   *introduced_by,
                            GError         **error);
gboolean   lep_laptop_rename (LepWorkspace  *workspace,
                              const LepUuid *id,
                              const char    *label,
                              const char    *person,
                              const char    *place,
                              const char    *since,
                              GError       **error);
gboolean   lep_laptop_set_introducer (LepWorkspace  *workspace,
                                      const LepUuid *id,
                                      gboolean       introducer,
                                      GError       **error);

gboolean   lep_laptop_confirm (LepWorkspace  *workspace,
                               const LepUuid *id,
                               GError       **error);

/* How far another laptop had come in a space when it last said so. */
typedef struct
{
  LepUuid space;
  GArray *seen; /* LepSeen; some only say what is missed, see lep_laptop_misses () */
} LepLaptopHave;

gboolean   lep_laptop_misses (const LepSeen *seen);

GPtrArray *lep_laptop_load_haves (LepWorkspace  *workspace,
                                  const LepUuid *id,
                                  GError       **error);
gboolean   lep_laptop_last_have (LepWorkspace  *workspace,
                                 const LepUuid *id,
                                 char         **at,
                                 GError       **error);
gboolean   lep_laptop_set_have (LepWorkspace  *workspace,
                                const LepUuid *id,
                                const LepUuid *space,
                                const GArray  *seen,
                                const char    *at,
                                GError       **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepLaptop, lep_laptop_free)

G_END_DECLS
