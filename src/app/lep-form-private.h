/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What lep-form.c and its drafts share. */
#pragma once

#include "lep-form.h"

G_BEGIN_DECLS

struct _LepForm
{
  AdwBin         parent_instance;

  char          *kind_name;
  const LepKind *kind;
  LepWorkspace  *workspace;
  LepRecord     *record;    /* NULL: a draft */
  GPtrArray     *rows;      /* LepFieldRow, owned by the widget tree */
  GHashTable    *presets;   /* of a draft: values of fields, also such without a row */
  GHashTable    *kept;      /* "id field" -> what could not be saved and was left behind */
  GHashTable    *unread;    /* field -> what stands there and cannot be read; NULL: nothing */
  GHashTable    *differing; /* names of fields that have several values */
  LepFieldRow   *left;      /* of a draft: the row that was left last */
  gboolean       collected;
  gboolean       saving;
};

void lep_form_bind_rows (LepForm *self);
void lep_form_show_currency (LepForm *self);

G_END_DECLS
