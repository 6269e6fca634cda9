/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-uuid.h"

G_BEGIN_DECLS

/* YYYY-MM-DDThh:mm:ss.mmmZ */
#define LEP_TIME_TEXT_SIZE 24

typedef struct _LepClock LepClock;

LepClock                *lep_clock_new (void);
LepClock                *lep_clock_new_fixed (gint64  start_ms,
                                              guint64 seed);
LepClock                *lep_clock_ref (LepClock *self);
void                     lep_clock_unref (LepClock *self);

gint64                   lep_clock_now (LepClock *self);
void                     lep_clock_now_text (LepClock *self,
                                             char      text[LEP_TIME_TEXT_SIZE + 1]);
void                     lep_clock_new_id (LepClock *self,
                                           LepUuid  *id);
void                     lep_clock_random (LepClock *self,
                                           void     *bytes,
                                           gsize     n_bytes);

gboolean                 lep_time_parse (const char *text,
                                         gssize      length,
                                         gint64     *ms);
void                     lep_time_format (gint64 ms,
                                          char   text[LEP_TIME_TEXT_SIZE + 1]);
void                     lep_time_start_of_day (const char *day,
                                                guint       later,
                                                GTimeZone  *zone,
                                                char        text[LEP_TIME_TEXT_SIZE + 1]);
char                    *lep_time_dup_day (gint64     ms,
                                           GTimeZone *zone);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepClock, lep_clock_unref)

G_END_DECLS
