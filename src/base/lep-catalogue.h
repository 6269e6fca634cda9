/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-locale.h"

G_BEGIN_DECLS

/* The translations of one language, read from its .mo file, so that a print can
 * speak another language than the screen, in any thread. Immutable. NULL is a
 * valid catalogue everywhere: the English of the sources. */
typedef struct _LepCatalogue LepCatalogue;

LepCatalogue                *lep_catalogue_open (const char      *locale_dir,
                                                 const LepLocale *locale,
                                                 GError         **error);
LepCatalogue                *lep_catalogue_new_from_bytes (GBytes  *bytes,
                                                           GError **error);
void                         lep_catalogue_free (LepCatalogue *self);

const char                  *lep_catalogue_text (const LepCatalogue *self,
                                                 const char         *text);
const char                  *lep_catalogue_plural (const LepCatalogue *self,
                                                   const char         *one,
                                                   const char         *many,
                                                   gint64              n);

char                        *lep_fill (const char *text,
                                       ...) G_GNUC_NULL_TERMINATED;

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LepCatalogue, lep_catalogue_free)

G_END_DECLS
