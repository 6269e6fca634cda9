/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laptops with all that happens to them, each step of it told by one number. */
#pragma once

#include "lep-export.h"
#include "lep-import.h"

#include "sim-model.h"

#define SIM_PARTNERSHIP "0194c9e4-0000-7000-8000-0000000000b1"
#define SIM_MAX_LAPTOPS 7

typedef struct
{
  char            *name;
  char            *folder, *path;
  LepSurroundings *surroundings;
  LepWorkspace    *workspace;
  SimHeld          held;
  char            *backup; /* file, or NULL */
  SimHeld          backup_held;
} SimLaptop;

/* A bundle, and what is in it. */
typedef struct
{
  char   *file;
  GArray *changes; /* guint: indices */
  GArray *stubs;   /* guint */
} SimBundle;

typedef struct
{
  SimModel  *model;
  GRand     *rand; /* of the step */
  char      *folder, *stick;
  GPtrArray *laptops; /* SimLaptop */
  GPtrArray *bundles; /* SimBundle */
  GPtrArray *ids;     /* "kind id" of what is worked on */
  GString   *said;    /* what the step was, for people */
  gint64     made;    /* how many of things were named */
  guint      n_pending_seen, n_conflicts_seen, n_forks_seen, n_same;
} SimLife;

SimLife   *sim_life_new (guint32 seed);
void       sim_life_free (SimLife *self);
void       sim_life_step (SimLife *self,
                          guint32  seed,
                          guint    index);
void       sim_life_end (SimLife *self);

/* Steps, by file. */
guint      sim_pick (SimLife *self,
                     guint    n);
void       sim_say (SimLife    *self,
                    const char *format,
                    ...) G_GNUC_PRINTF (2, 3);
gboolean   sim_fine (SimLife    *self,
                     SimLaptop  *laptop,
                     const char *what,
                     GError    **error);
SimLaptop *sim_laptop_new (SimLife    *self,
                           const char *machine);
void       sim_laptop_free (gpointer data);
void       sim_laptop_open (SimLife   *self,
                            SimLaptop *laptop);
char      *sim_laptop_id (SimLaptop *laptop);
void       sim_laptop_notice (SimLife   *self,
                              SimLaptop *laptop);
void       sim_bundle_free (gpointer data);
void       sim_edit (SimLife   *self,
                     SimLaptop *laptop);
void       sim_life_of_row (SimLife   *self,
                            SimLaptop *laptop);
void       sim_settle (SimLife   *self,
                       SimLaptop *laptop);
void       sim_take_back (SimLife   *self,
                          SimLaptop *laptop);
void       sim_erase (SimLife   *self,
                      SimLaptop *laptop);
void       sim_waive (SimLife   *self,
                      SimLaptop *laptop);
void       sim_export (SimLife   *self,
                       SimLaptop *laptop,
                       SimLaptop *to);
void       sim_import (SimLife      *self,
                       SimLaptop    *laptop,
                       SimBundle    *bundle,
                       LepImportMode mode);
void       sim_set_clock (SimLife   *self,
                          SimLaptop *laptop);
void       sim_believe (SimLife   *self,
                        SimLaptop *laptop);
void       sim_keep_backup (SimLife   *self,
                            SimLaptop *laptop);
void       sim_restore (SimLife   *self,
                        SimLaptop *laptop);
void       sim_copy (SimLife   *self,
                     SimLaptop *laptop);
void       sim_rebuild (SimLife   *self,
                        SimLaptop *laptop);
void       sim_look (SimLife   *self,
                     SimLaptop *laptop);
