/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-report.h"

/* The print of the design, made of its figures, in Bosnian or Serbian Cyrillic. */
LepReport *print_sample_new (gboolean cyrillic);

/* A table of so many rows under a heading, with a note below and two signatures. */
LepReport *print_sample_long (guint n_rows);
