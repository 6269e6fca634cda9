/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the office's acts on a call share. */
#pragma once

#include "lep-call-office.h"

G_BEGIN_DECLS

gboolean lep_call_refuse (GError    **error,
                          const char *kind,
                          const char *field,
                          const char *value,
                          const char *reason);

G_END_DECLS
