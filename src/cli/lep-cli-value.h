/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lep-cli.h"

G_BEGIN_DECLS

void lep_json_record (JsonBuilder *builder,
                      LepRecord   *record);

G_END_DECLS
