/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What must be true, worked out by brute force from what was typed and what
 * each laptop received: no code of the merge is asked. */
#pragma once

#include "lep-chain.h"
#include "lep-change.h"
#include "lep-clock.h"

#define SIM_MAX_CHANGES  1024
#define SIM_MAX_REPLICAS 64
#define SIM_MAX_FILES    32
#define SIM_MAX_SPACES   16

/* Files of documents, a bit each. */
typedef guint32 SimFiles;

/* A set of changes. */
typedef struct
{
  guint64 words[SIM_MAX_CHANGES / 64];
} SimSet;

/* One value that a change wrote into a register; `life` is one too. */
typedef struct
{
  guint row;   /* index into SimModel.rows */
  guint field; /* interned name (GQuark); 0: the row was only named */
  char *value; /* NULL = not answered */
} SimWrite;

typedef struct
{
  guint      index;
  LepUuid    space, replica;
  gint64     n;
  LepHash    hash, prev;
  char      *at;
  GArray    *writes; /* SimWrite */
  GArray    *waives; /* LepWaive */
  GArray    *erases; /* guint: rows */
  GPtrArray *seen;   /* SimChange: what its author had, of each branch the last */
  SimSet     past;   /* what it covers: its chain, and those of what was seen, taken literally */
} SimChange;

typedef struct
{
  LepUuid space;
  LepUuid id;
  char   *kind;
  char   *key;     /* "space kind id" */
  GArray *writers; /* guint: changes that name it */
} SimRow;

/* Everything that anybody ever wrote. */
typedef struct
{
  GPtrArray  *changes; /* SimChange */
  GHashTable *by_hash;
  GPtrArray  *rows; /* SimRow */
  GHashTable *by_key;
  GPtrArray  *files;    /* char *: their hashes, by number */
  GArray     *replicas; /* LepUuid */
  GArray     *spaces;   /* LepUuid */
  GString    *failure;  /* what was found wrong; NULL = nothing */
} SimModel;

/* What a bundle says of the laptop that made it. */
typedef struct
{
  gint64   counter;
  char     at[SIM_MAX_SPACES][LEP_TIME_TEXT_SIZE + 1]; /* by space: when it said so, by its own clock */
  guint    spaces;                                     /* a bit each: those that it speaks of */
  SimSet   heads;                                      /* of each branch the last change that it had */
  guint64  lacking[SIM_MAX_SPACES];                    /* a bit each: laptops behind whose changes it went on without one */
  SimFiles wants;                                      /* what it missed */
} SimTold;

/* What one laptop has. */
typedef struct
{
  SimSet   received;
  SimSet   stubs; /* of these only the hash came */
  SimSet   applied;

  SimFiles files;
  guint    n_erasures;             /* applied when files were last forgotten with them */
  SimTold  told[SIM_MAX_REPLICAS]; /* by whom; counter 0: nothing */
  guint64  own;                    /* a bit each: ids that it has, or had */
} SimHeld;

/* A change by which a live document names a file. */
typedef struct
{
  guint    file;
  guint    change;
  gboolean is_its_word; /* or that of another, with which it is in conflict */
} SimNaming;

SimModel   *sim_model_new (void);
void        sim_model_free (SimModel *self);
void        sim_model_fail (SimModel   *self,
                            const char *format,
                            ...) G_GNUC_PRINTF (2, 3);

gboolean    sim_set_has (const SimSet *set,
                         guint         index);
void        sim_set_add (SimSet *set,
                         guint   index);
void        sim_set_remove (SimSet *set,
                            guint   index);

guint       sim_model_replica (SimModel      *self,
                               const LepUuid *id);
guint       sim_model_space (SimModel      *self,
                             const LepUuid *id);
int         sim_model_file (SimModel   *self,
                            const char *sha256);
SimChange  *sim_model_find (SimModel      *self,
                            const LepHash *hash);
SimChange  *sim_model_write (SimModel        *self,
                             SimHeld         *held,
                             const LepUuid   *space,
                             const LepUuid   *replica,
                             const LepHash   *hash,
                             const LepHash   *prev,
                             const LepChange *text);
void        sim_held_receive (SimModel  *self,
                              SimHeld   *held,
                              SimChange *change,
                              gboolean   as_stub);
void        sim_held_settle (SimModel *self,
                             SimHeld  *held);

GPtrArray  *sim_heads (SimModel      *self,
                       const SimHeld *held,
                       const SimRow  *row,
                       guint          field);
SimChange  *sim_winner (GPtrArray *heads);
const char *sim_value (const SimChange *change,
                       const SimModel  *model,
                       const SimRow    *row,
                       guint            field);
gboolean    sim_row_is_here (SimModel      *self,
                             const SimHeld *held,
                             const SimRow  *row);
gboolean    sim_row_is_erased (SimModel      *self,
                               const SimHeld *held,
                               const SimRow  *row);
gboolean    sim_row_is_deleted (SimModel      *self,
                                const SimHeld *held,
                                const SimRow  *row);
GArray     *sim_row_fields (SimModel      *self,
                            const SimHeld *held,
                            const SimRow  *row);
char       *sim_digest (SimModel      *self,
                        const SimHeld *held,
                        const LepUuid *space);
void        sim_digest_changes (SimModel      *self,
                                const SimHeld *held,
                                LepHash       *hash);
gboolean    sim_is_blocked (SimModel      *self,
                            const SimHeld *held,
                            const LepUuid *founder,
                            const LepUuid *replica);

GArray     *sim_namings (SimModel      *self,
                         const SimHeld *held,
                         const LepUuid *space);
SimFiles    sim_wants (SimModel      *self,
                       const SimHeld *held,
                       guint          spaces);
SimFiles    sim_gives (SimModel      *self,
                       const SimHeld *held,
                       guint          spaces);
SimFiles    sim_ever_named (SimModel      *self,
                            const SimHeld *held);
void        sim_held_forget (SimModel *self,
                             SimHeld  *held);
void        sim_held_hear (SimModel      *self,
                           SimHeld       *held,
                           guint          sender,
                           const SimTold *says);
gboolean    sim_is_holder (SimModel        *self,
                           const SimHeld   *held,
                           const SimNaming *naming,
                           guint            replica,
                           gboolean         surely);
