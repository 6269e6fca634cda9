/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-chain.h"
#include "lep-public-key.h"

G_BEGIN_DECLS

typedef struct
{
  LepUuid id;
  char   *kind;
  char   *name;
  guint   line; /* here and below: in the text that was read, from 1; else 0 */
} LepManifestSpace;

typedef struct
{
  LepUuid      replica;
  LepPublicKey key;
  char        *label, *person, *place;
  guint        line;
} LepManifestSigner;

/* Consecutive changes of one branch of a stream: one changes/<nnnn>.xml. */
typedef struct
{
  LepUuid  space, replica;
  gint64   from, to;
  LepHash  prev, head;
  gboolean has_signature; /* absent where the next segment continues this one */
  guint8   signature[LEP_SIGNATURE_SIZE];
  guint    line;
} LepSegment;

/* Numbers of a replica that the sender misses: later ones wait there, or a waiver let them
 * go on. So a head above the last of them does not say that this one is there. */
typedef struct
{
  LepUuid replica;
  gint64  from, to;
} LepMissing;

/* How far the sender had come in a space. */
typedef struct
{
  LepUuid space;
  GArray *seen;    /* LepSeen */
  GArray *missing; /* LepMissing */
  guint   line;
} LepHave;

/* manifest.xml: who, for whom, what, and what the sender has. */
typedef struct
{
  guint      format, min_reader, schema;
  char      *program;
  LepUuid    replica; /* the sender */
  char      *label, *person;
  gint64     counter;
  char      *made;
  guint      line; /* of the sender */
  gboolean   has_to;
  LepUuid    to_replica;
  char      *to_label;
  GPtrArray *spaces;   /* LepManifestSpace */
  GPtrArray *signers;  /* LepManifestSigner */
  GArray    *segments; /* LepSegment */
  GPtrArray *haves;    /* LepHave */
  GArray    *wants;    /* LepHash */
} LepManifest;

LepManifest             *lep_manifest_new (void);
void                     lep_manifest_free (LepManifest *self);

LepManifestSpace        *lep_manifest_add_space (LepManifest   *self,
                                                 const LepUuid *id,
                                                 const char    *kind,
                                                 const char    *name);
LepManifestSigner       *lep_manifest_add_signer (LepManifest        *self,
                                                  const LepUuid      *replica,
                                                  const LepPublicKey *key,
                                                  const char         *label,
                                                  const char         *person,
                                                  const char         *place);
LepHave                 *lep_manifest_add_have (LepManifest   *self,
                                                const LepUuid *space);

const LepManifestSpace  *lep_manifest_space (const LepManifest *self,
                                             const LepUuid     *id);
const LepManifestSigner *lep_manifest_signer (const LepManifest *self,
                                              const LepUuid     *replica);
GPtrArray               *lep_manifest_dup_needed (const LepManifest *self);
gboolean                 lep_segment_continues (const LepSegment *self,
                                                const LepSegment *before);
char                    *lep_manifest_comment (const LepManifest *self);
char                    *lep_segment_member (guint index);

/* What is wrong with it as a whole, or NULL: order, doubles, what is not declared. */
const char              *lep_manifest_fault (const LepManifest *self,
                                             guint             *line);
char                    *lep_manifest_write (const LepManifest *self);
LepManifest             *lep_manifest_read (const char *text,
                                            gsize       length,
                                            GError    **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepManifest, lep_manifest_free)

G_END_DECLS
