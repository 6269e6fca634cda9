/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The schema as an older program had it: no risks, and projects without their
 * summary and next steps. It takes the place of today's when lepctl-old is
 * linked; all else of that program is today's. */

#include <string.h>

#define lep_schema_project project_of_today
#include "lep-schema-project.c"
#undef lep_schema_project

static LepKind  old_kinds[G_N_ELEMENTS (kinds)];
static LepField old_fields[G_N_ELEMENTS (project_fields)];

__attribute__ ((constructor)) static void
cut (void)
{
  guint n = 0;

  memcpy (old_kinds, kinds, sizeof old_kinds);
  for (guint i = 0; i < G_N_ELEMENTS (project_fields); i++)
    if (strcmp (project_fields[i].name, "summary") != 0 && strcmp (project_fields[i].name, "next_steps") != 0)
      old_fields[n++] = project_fields[i];
  old_kinds[0].fields = old_fields;
  old_kinds[0].n_fields = n;
}

/* Risks come last in the table. */
extern const LepSchemaPart lep_schema_project;
const LepSchemaPart        lep_schema_project = { old_kinds, G_N_ELEMENTS (old_kinds) - 1 };
