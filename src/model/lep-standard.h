/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* An indicator that every programme starts with, or may take (optional). */
typedef struct
{
  const char *code;
  const char *name;       /* English; translate with lep_schema_label () */
  const char *definition; /* likewise */
  const char *unit;
  const char *level;
  const char *accumulation;
  const char *common_code; /* of ESF+, or NULL */
  gboolean    needs_proof;
  gboolean    optional;
} LepStandardIndicator;

/* A category of one of the standard dimensions. */
typedef struct
{
  const char *dimension;
  const char *code;
  const char *label; /* English */
  int         position;
  int         from_age, to_age; /* both 0 = not by age */
} LepStandardCategory;

const LepStandardIndicator *lep_standard_indicators (guint *n_indicators);
const LepStandardIndicator *lep_standard_indicator (const char *code);
gboolean                    lep_standard_is_shipped (const char *code, const char *name);
const char                 *lep_standard_name (const char *code, const char *name);
GArray                     *lep_standard_categories (void);

G_END_DECLS
