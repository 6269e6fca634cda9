/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How people write the value of a field, in the forms of a language. */
#pragma once

#include "lep-locale.h"
#include "lep-schema.h"

G_BEGIN_DECLS

/* An hour to show how one is written. */
#define LEP_FIELD_EXAMPLE_TIME "2019-04-23T10:00:00.000Z"

guint    lep_field_scale (const LepField *field);
gboolean lep_field_parse_as (const LepField  *field,
                             const LepLocale *locale,
                             GTimeZone       *zone,
                             const char      *currency,
                             const char      *typed,
                             char           **value,
                             GError         **error);

G_END_DECLS
