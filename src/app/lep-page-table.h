/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The table of the window's pages: to add a page is to add a line here. */
#pragma once

#include "lep-page.h"

G_BEGIN_DECLS

typedef enum
{
  LEP_PAGE_GROUP_TOP,
  LEP_PAGE_GROUP_PARTNERSHIP,
  LEP_PAGE_GROUP_PROGRAMME,
  LEP_PAGE_GROUP_EXCHANGE,
  LEP_PAGE_GROUP_HIDDEN, /* not in the sidebar: reached from another page */
} LepPageGroup;

typedef struct
{
  const char  *name;  /* of the page in actions and settings */
  const char  *title; /* English; translate with _() */
  const char  *icon;
  LepPageGroup group;
  const char  *under; /* of a hidden page: the sidebar page that it belongs to */
  GType (*get_type) (void);
  const char *kind; /* of a list page: the kind of record it lists */
  const char *help; /* the chapter that F1 opens */
} LepPageInfo;

const LepPageInfo *lep_page_table_all (guint *n_pages);
const LepPageInfo *lep_page_table_find (const char *name);
const LepPageInfo *lep_page_table_of_kind (const char *kind);
const char        *lep_page_group_title (LepPageGroup group);
LepPage           *lep_page_table_build (const LepPageInfo *info,
                                         LepWorkspace      *workspace);

G_END_DECLS
