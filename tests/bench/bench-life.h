/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The changes that benches exchange: what a programme types in a year. All
 * texts differ as real ones do, and the same number gives the same text. */
#pragma once

#include "lep-change.h"
#include "lep-chain.h"
#include "lep-exchange.h"
#include "lep-ingest.h"

#define LIFE_N_BASE      10000 /* results that are there before */
#define LIFE_N_EDITS     10000 /* of 3 fields each */
#define LIFE_N_NEW       8000  /* changes, with 10,000 rows of 70,000 fields */
#define LIFE_N_CONFLICTS 1000

/* Who types in which space: where their stream ends, and what they had seen. */
typedef struct
{
  LepUuid space;
  LepUuid replica;
  gint64  n;
  LepHash head;
  GArray *context; /* LepSeen */
  LepHash context_hash;
} LifeStream;

typedef void (*LifeFunc) (const LepReceived *received,
                          gpointer           user_data);

void life_id (guint    kind,
              guint    number,
              LepUuid *id);
void life_follow (LifeStream    *self,
                  const LepUuid *replica,
                  gint64         n,
                  const LepHash *head);
void life_base (LifeStream *self,
                guint       factor,
                LifeFunc    each,
                gpointer    user_data);
void life_news (LifeStream *self,
                guint       factor,
                LifeFunc    each,
                gpointer    user_data);
void life_meanwhile (LifeStream *self,
                     guint       factor,
                     LifeFunc    each,
                     gpointer    user_data);
