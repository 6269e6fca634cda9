/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-bundle.h"
#include "lep-import.h"
#include "lep-laptop.h"

G_BEGIN_DECLS

/* What is decided about the signers of a bundle. */
typedef struct
{
  GPtrArray *untrusted;  /* LepSigner: nobody vouches for them; the sender first */
  GPtrArray *introduced; /* LepSigner: the sender vouches for them */
  GPtrArray *to_bind;    /* LepLaptop: to be bound when the bundle is taken */
} LepTrust;

LepTrust  *lep_trust_new (void);
void       lep_trust_free (LepTrust *self);
gboolean   lep_trust_check_sender (LepWorkspace *workspace,
                                   GPtrArray    *laptops,
                                   GHashTable   *revocations,
                                   LepBundle    *bundle,
                                   GError      **error);
gboolean   lep_trust_decide (LepTrust          *self,
                             GPtrArray         *laptops,
                             const LepManifest *manifest,
                             const char *const *numbers,
                             gboolean           sender_introduces,
                             GError           **error);
LepSigner *lep_trust_signer_new (GPtrArray               *laptops,
                                 const LepManifestSigner *signer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepTrust, lep_trust_free)

G_END_DECLS
