/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The life that the kept files are from. */
#pragma once

#include "sync/laptops.h"

GPtrArray *lep_golden_live (Fixture *fixture);
void       lep_golden_keep_key (Fixture    *fixture,
                                const char *folder);
void       lep_golden_keep_workspace (Laptop     *laptop,
                                      const char *path);
void       lep_golden_take (Laptop     *laptop,
                            const char *file);
int        lep_golden_compare (const char *const *a,
                               const char *const *b);
