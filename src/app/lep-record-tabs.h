/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A tab of the records of a kind. */
typedef struct
{
  const char *kind; /* NULL = of any kind */
  const char *name;
  const char *title; /* English; translate with _() */
  GType (*get_type) (void);
} LepRecordTab;

const LepRecordTab *lep_record_tabs (guint *n_tabs);

G_END_DECLS
