/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* How the tables of the schema are written down; only lep-schema*.c see it. */

#include <glib/gi18n-lib.h>

#include "lep-schema.h"

G_BEGIN_DECLS

#define REQUIRED LEP_FIELD_REQUIRED
#define OPEN     LEP_FIELD_OPEN_CODES
#define INTERNAL LEP_FIELD_INTERNAL

/* One field: type, name, label, flags if any, then designated members; what is
 * not named is NULL or 0. */
#define FIELD(type_, name_, label_, ...)                                                \
  {                                                                                     \
    .since = 1, .name = name_, .label = label_, .type = LEP_TYPE_##type_, ##__VA_ARGS__ \
  }

/* A number that is a count, an amount or a share: never negative (rule 11). */
#define COUNT            .minimum = 0, .maximum = G_MAXINT64
#define SHARE            .minimum = 0, .maximum = 10000
#define RANGE(low, high) .minimum = low, .maximum = high

#define FIELDS(table) .fields = table, .n_fields = G_N_ELEMENTS (table)
#define MOVES(table)  .moves = table, .n_moves = G_N_ELEMENTS (table)

typedef struct
{
  const LepKind *kinds;
  guint          n_kinds;
} LepSchemaPart;

extern const LepSchemaPart lep_schema_programme;
extern const LepSchemaPart lep_schema_partnership;
extern const LepSchemaPart lep_schema_call;
extern const LepSchemaPart lep_schema_project;
extern const LepSchemaPart lep_schema_results;

extern const LepCodeList   lep_schema_lists[];
extern const guint         lep_schema_n_lists;
extern const LepCodeList   lep_schema_state_lists[];
extern const guint         lep_schema_n_state_lists;

G_END_DECLS
