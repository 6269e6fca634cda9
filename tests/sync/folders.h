/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Exchange folders as several test programs ask about them. */
#pragma once

#include "lep-folder.h"

#include "laptops.h"

static inline void
assert_news (Laptop    *laptop,
             LepFolder *folder,
             gboolean   expected)
{
  gboolean news = !expected;
  g_autoptr (GError) error = NULL;

  g_assert_true (lep_folder_has_news (folder, laptop->workspace, &news, &error));
  g_assert_cmpint (news, ==, expected);
}
