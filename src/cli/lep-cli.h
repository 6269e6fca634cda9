/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "lep-identity.h"
#include "lep-progress.h"
#include "lep-record.h"

G_BEGIN_DECLS

/* Exit codes, relied upon by scripts. */
enum
{
  LEP_EXIT_OK = 0,
  LEP_EXIT_FAILED = 1,
  LEP_EXIT_USAGE = 2,
  LEP_EXIT_REFUSED = 3, /* by a rule of the data */
  LEP_EXIT_BUNDLE = 4,  /* damaged, hostile, untrusted, too new */
  LEP_EXIT_BUSY = 5,    /* or read-only */
  LEP_EXIT_WAITING = 6, /* imported, but something waits or conflicts */
};

#define LEP_USAGE_ERROR (lep_usage_error_quark ())

typedef struct _LepCli         LepCli;
typedef struct _LepCliProgress LepCliProgress;
typedef struct _LepCommand     LepCommand;

/* One command of lepctl: what --help, the manual and the completion say of it,
 * and what it does. */
struct _LepCommand
{
  const char         *name;
  const char         *arguments;   /* as in the usage line */
  const char         *summary;     /* one sentence */
  const char         *description; /* paragraphs for --help and the manual */
  const GOptionEntry *options;     /* or NULL */
  guint               min_args, max_args;
  gboolean (*run) (LepCli  *cli,
                   GError **error);
};

/* One run of the program. */
struct _LepCli
{
  const LepCommand *command;
  char            **args; /* what is left after the options */
  guint             n_args;
  gboolean          json;
  char             *workspace; /* path */
  LepSurroundings  *surroundings;
  LepWorkspace     *open;      /* the workspace, once it is open */
  char             *copy;      /* of it, in a folder of its own, on which something is tried; or NULL */
  LepCliProgress   *progress;  /* shown on a terminal, or NULL */
  int               exit_code; /* of a run without an error */
};

#define LEP_MANY_ARGS G_MAXUINT

const LepCommand *const *lep_cli_commands (void);
const LepCommand        *lep_cli_find_command (const char *name);
const LepCommand        *lep_cli_require_command (const char *name,
                                                  GError    **error);

GQuark                   lep_usage_error_quark (void);
int                      lep_cli_exit_code (const GError *error);
void                     lep_cli_report (const GError *error);
void                     lep_cli_notice (const char *text);
void                     lep_cli_print_line (const char *text);
char                    *lep_cli_visible (const char *text);
char                    *lep_cli_visible_name (const char *text);
LepWorkspace            *lep_cli_open (LepCli     *self,
                                       LepOpenMode mode,
                                       GError    **error);
LepWorkspace            *lep_cli_open_to_try (LepCli  *self,
                                              GError **error);
void                     lep_cli_close (LepCli *self);
const char              *lep_cli_locale_folder (void);
LepProgress             *lep_cli_progress (LepCli *self);
void                     lep_cli_progress_end (LepCli *self);
gboolean                 lep_cli_flush (GError **error);

/* Answers. */
void                     lep_cli_print (const char *format,
                                        ...) G_GNUC_PRINTF (1, 2);
void                     lep_cli_print_json_part (JsonBuilder *builder);
void                     lep_cli_print_json (JsonBuilder *builder);
void                     lep_json_string (JsonBuilder *builder,
                                          const char  *name,
                                          const char  *value);
void                     lep_json_int (JsonBuilder *builder,
                                       const char  *name,
                                       gint64       value);
void                     lep_json_bool (JsonBuilder *builder,
                                        const char  *name,
                                        gboolean     value);
void                     lep_json_id (JsonBuilder   *builder,
                                      const char    *name,
                                      const LepUuid *value);
void                     lep_json_hash (JsonBuilder   *builder,
                                        const char    *name,
                                        const LepHash *value);
void                     lep_json_value (JsonBuilder    *builder,
                                         const LepField *field,
                                         const char     *value);

/* A table for people: as wide as its content. */
typedef struct _LepGrid  LepGrid;

LepGrid                 *lep_grid_new (const char *first_heading,
                                       ...) G_GNUC_NULL_TERMINATED;
void                     lep_grid_free (LepGrid *self);
void                     lep_grid_add (LepGrid    *self,
                                       const char *first_cell,
                                       ...) G_GNUC_NULL_TERMINATED;
void                     lep_grid_start (LepGrid *self);
void                     lep_grid_cell (LepGrid    *self,
                                        const char *text);
void                     lep_grid_right (LepGrid *self,
                                         guint    column);
void                     lep_grid_print (LepGrid *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepGrid, lep_grid_free)

G_END_DECLS
