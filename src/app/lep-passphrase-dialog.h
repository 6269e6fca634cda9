/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the pass-phrase of a bundle that is locked with one. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LepPassphraseFunc:
 * @passphrase: what was typed; it is wiped afterwards
 *
 * Runs when the user typed one and said so; not when the question was left.
 */
typedef void (*LepPassphraseFunc) (GtkWidget  *owner,
                                   const char *passphrase);

GtkWidget *lep_passphrase_ask (GtkWidget        *owner,
                               const char       *file_name,
                               gboolean          again,
                               LepPassphraseFunc typed);

G_END_DECLS
