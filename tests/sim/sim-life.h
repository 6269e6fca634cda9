/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Laptops with all that happens to them, each step of it told by one number. */
#pragma once

#include "lep-export.h"
#include "lep-import.h"
#include "lep-record.h"

#include "sim-model.h"

#define SIM_PARTNERSHIP "0194c9e4-0000-7000-8000-0000000000b1"
#define SIM_MAX_LAPTOPS 7
#define SIM_MAX_IDS     20

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
  char    *file;
  LepUuid  sender;
  GArray  *changes; /* guint: indices */
  GArray  *stubs;   /* guint */
  SimFiles files;
  SimTold  says;
} SimBundle;

/* How a bundle is made. */
typedef enum
{
  SIM_WHOLE,
  SIM_IN_PARTS, /* files that have no room in it go in others */
  SIM_IN_ONE,   /* or stay behind */
  SIM_REQUEST,  /* nothing goes: it says what is here and what is missed */
} SimHow;

typedef struct
{
  SimModel  *model;
  GRand     *rand; /* of the step */
  char      *folder, *stick;
  GPtrArray *laptops;  /* SimLaptop */
  GPtrArray *bundles;  /* SimBundle */
  GPtrArray *ids;      /* "kind id" of what is worked on */
  GString   *said;     /* what the step was, for people */
  gint64     made;     /* how many of things were named */
  gboolean   in_full;  /* all rows are looked at after each step, all laptops rebuilt in the end */
  SimFiles   attached; /* in the edit that is being made */
  SimFiles   lost;     /* files that went from some laptop, for whatever good reason */
  LepUuid    founder;  /* whose word about blocked laptops counts */
  guint      n_pending_seen, n_conflicts_seen, n_forks_seen, n_same, n_asked, n_blocked, n_files, n_missing;
} SimLife;

void       sim_be_quick (void);
void       sim_set_source (guint32 seed);
SimLife   *sim_life_new (void);
void       sim_life_begin (SimLife *self,
                           guint32  seed);
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
gboolean   sim_commit (SimLife   *self,
                       SimLaptop *laptop,
                       LepEdit   *edit);
void       sim_write_change (SimLife     *self,
                             SimLaptop   *laptop,
                             LepSpaceKind kind,
                             LepChange   *change);
void       sim_create (SimLife   *self,
                       SimLaptop *laptop);
void       sim_merge (SimLife   *self,
                      SimLaptop *laptop);
void       sim_tomorrow (SimLife   *self,
                         SimLaptop *laptop);
void       sim_take_back_import (SimLife   *self,
                                 SimLaptop *laptop);
void       sim_revoke (SimLife   *self,
                       SimLaptop *laptop);
void       sim_lose_key (SimLife   *self,
                         SimLaptop *laptop);
void       sim_edit (SimLife   *self,
                     SimLaptop *laptop);
void       sim_life_of_row (SimLife   *self,
                            SimLaptop *laptop);
void       sim_settle (SimLife   *self,
                       SimLaptop *laptop);
void       sim_take_back (SimLife   *self,
                          SimLaptop *laptop);
void       sim_undo (SimLife   *self,
                     SimLaptop *laptop,
                     gint64     step);
void       sim_erase (SimLife   *self,
                      SimLaptop *laptop);
void       sim_waive (SimLife   *self,
                      SimLaptop *laptop);
void       sim_export (SimLife   *self,
                       SimLaptop *laptop,
                       SimLaptop *to,
                       SimHow     how);
void       sim_import (SimLife      *self,
                       SimLaptop    *laptop,
                       SimBundle    *bundle,
                       LepImportMode mode);
LepRecord *sim_pick_record (SimLife   *self,
                            SimLaptop *laptop,
                            char     **kind,
                            char     **id);
void       sim_files_begin (SimLife *self);
void       sim_attach_first (SimLife   *self,
                             SimLaptop *laptop,
                             guint      file);
void       sim_attach (SimLife   *self,
                       SimLaptop *laptop);
void       sim_save (SimLife   *self,
                     SimLaptop *laptop);
void       sim_clean_up (SimLife   *self,
                         SimLaptop *laptop);
void       sim_ask (SimLife   *self,
                    SimLaptop *laptop);
void       sim_believed (SimLife       *self,
                         SimLaptop     *laptop,
                         const LepUuid *id,
                         const LepUuid *space,
                         const GArray  *have,
                         const char    *at);
void       sim_files_notice (SimLife   *self,
                             SimLaptop *laptop);
void       sim_files_received (SimLife   *self,
                               SimLaptop *laptop,
                               SimBundle *bundle);
void       sim_look_into_files (SimLife   *self,
                                SimLaptop *laptop,
                                guint      first,
                                SimLaptop *to,
                                SimHow     how);
void       sim_look_at_files (SimLife   *self,
                              SimLaptop *laptop,
                              gboolean   at_all);
void       sim_look_for_all_files (SimLife *self);
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
                     SimLaptop *laptop,
                     gboolean   at_all);
char      *sim_shown (SimLaptop  *laptop,
                      LepRecord  *record,
                      const char *field);
gboolean   sim_is_listed (GPtrArray    *conflicts,
                          const SimRow *row,
                          const char   *id,
                          const char   *field,
                          const char   *value);
void       sim_ask_for_all (SimLife   *self,
                            SimLaptop *laptop);
