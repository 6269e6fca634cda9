/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  LEP_CHECK_AFTER,      /* how the row is after the edit, if that left it */
  LEP_CHECK_UNLESS_NEW, /* the same, but not where the edit itself wrote the row whose rid comes third */
  LEP_CHECK_GONE_TOO,   /* as after, and also where the edit deleted it */
  LEP_CHECK_BOTH,       /* and before it */
  LEP_CHECK_BEFORE,     /* only before */
  LEP_CHECK_FIELDS,     /* only before, and not where the row as a whole is deleted or restored */
  LEP_CHECK_WHOLE_PLAN, /* after, where the edit is one that needs the plan to be whole */
} LepCheckTime;

/* Of what a rule holds a project to a share. */
typedef enum
{
  LEP_SHARE_NONE,
  LEP_SHARE_INDIRECT,
  LEP_SHARE_CONTINGENCY,
} LepShareRule;

/* A rule about several fields or rows. The statement is about the row :rid (and
 * the date :today; :written is what the edit writes to the field, :is_restored tells whether the edit did no more than bring it
 * back) and finds a row when the rule is broken: the value that is refused, then
 * what stands for {1}, {2}, {3} in the reason, and the currency of what is money of
 * all these. */
typedef struct
{
  guint        rule;
  LepCheckTime time;
  const char  *kind;
  const char  *field;  /* that is named to the user */
  const char  *fields; /* checked when one of these is written; "*" = any */
  const char  *sql;
  const char  *reason; /* English: what is wrong; what to do */
  const char  *types;  /* of {1}, {2}, {3}, as in lep_sentence_fill (); or NULL */
  LepShareRule share;  /* that may stay above its limit, but not grow; the field named is then the first of the fields that was written */
} LepCrossRule;

extern const LepCrossRule lep_cross_rules[];
extern const guint        lep_n_cross_rules;

G_END_DECLS
