/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of the window, in the order of the sidebar. */

#include <glib/gi18n.h>

#include "lep-attention-page.h"
#include "lep-board-page.h"
#include "lep-bundle-page.h"
#include "lep-bundles-page.h"
#include "lep-conflict-page.h"
#include "lep-conflicts-page.h"
#include "lep-deleted-page.h"
#include "lep-laptops-page.h"
#include "lep-list-page.h"
#include "lep-overview-page.h"
#include "lep-ranking-page.h"
#include "lep-receipt-page.h"
#include "lep-receipts-page.h"
#include "lep-search-page.h"
#include "lep-table-page.h"

#include "lep-page-table.h"

/* clang-format off */
static const LepPageInfo pages[] = {
  { "overview", N_ ("Overview"), "go-home-symbolic", LEP_PAGE_GROUP_TOP, NULL, lep_overview_page_get_type, NULL, "overview" },
  { "attention", N_ ("Needs attention"), "dialog-warning-symbolic", LEP_PAGE_GROUP_TOP, NULL, lep_attention_page_get_type, NULL, "attention" },
  { "organisations", N_ ("Organisations"), "lep-organisations-symbolic", LEP_PAGE_GROUP_PARTNERSHIP, NULL, lep_list_page_get_type, "organisation", "organisations" },
  { "partnerships", N_ ("Partnerships"), "lep-partnership-symbolic", LEP_PAGE_GROUP_PARTNERSHIP, NULL, lep_list_page_get_type, "partnership", "partnerships" },
  { "meetings", N_ ("Meetings"), "x-office-calendar-symbolic", LEP_PAGE_GROUP_PARTNERSHIP, NULL, lep_list_page_get_type, "meeting", "meetings" },
  { "decisions", N_ ("Decisions"), "object-select-symbolic", LEP_PAGE_GROUP_PARTNERSHIP, NULL, lep_list_page_get_type, "decision", "meetings" },
  { "services", N_ ("Services"), "emblem-favorite-symbolic", LEP_PAGE_GROUP_PARTNERSHIP, NULL, lep_list_page_get_type, "service", "services" },
  { "calls", N_ ("Calls"), "lep-call-symbolic", LEP_PAGE_GROUP_PROGRAMME, NULL, lep_list_page_get_type, "call", "calls" },
  { "applications", N_ ("Applications"), "x-office-document-symbolic", LEP_PAGE_GROUP_PROGRAMME, NULL, lep_list_page_get_type, "application", "calls" },
  { "projects", N_ ("Projects"), "folder-symbolic", LEP_PAGE_GROUP_PROGRAMME, NULL, lep_list_page_get_type, "project", "projects" },
  { "results", N_ ("Results"), "lep-results-symbolic", LEP_PAGE_GROUP_PROGRAMME, NULL, lep_list_page_get_type, "outcome", "results" },
  { "board", N_ ("Applications by state"), "x-office-document-symbolic", LEP_PAGE_GROUP_HIDDEN, "applications", lep_board_page_get_type, NULL, "calls" },
  { "ranking", N_ ("Ranking"), "lep-call-symbolic", LEP_PAGE_GROUP_HIDDEN, "calls", lep_ranking_page_get_type, NULL, "ranking" },
  { "search", N_ ("Search everything"), "edit-find-symbolic", LEP_PAGE_GROUP_HIDDEN, NULL, lep_search_page_get_type, NULL, "search" },
  { "table", N_ ("Take in a table"), "x-office-spreadsheet-symbolic", LEP_PAGE_GROUP_HIDDEN, NULL, lep_table_page_get_type, NULL, "tables" },
  { "bundles", N_ ("Bundles"), "lep-bundle-symbolic", LEP_PAGE_GROUP_EXCHANGE, NULL, lep_bundles_page_get_type, NULL, "exchange" },
  { "conflicts", N_ ("Conflicts"), "view-dual-symbolic", LEP_PAGE_GROUP_EXCHANGE, NULL, lep_conflicts_page_get_type, NULL, "conflicts" },
  { "deleted", N_ ("Deleted"), "user-trash-symbolic", LEP_PAGE_GROUP_EXCHANGE, NULL, lep_deleted_page_get_type, NULL, "deleted" },
  { "bundle", N_ ("Open a bundle"), "lep-bundle-symbolic", LEP_PAGE_GROUP_HIDDEN, "bundles", lep_bundle_page_get_type, NULL, "exchange" },
  { "laptops", N_ ("Numbers and trust"), "lep-bundle-symbolic", LEP_PAGE_GROUP_HIDDEN, "bundles", lep_laptops_page_get_type, NULL, "exchange" },
  { "receipts", N_ ("Receipts"), "lep-bundle-symbolic", LEP_PAGE_GROUP_HIDDEN, "bundles", lep_receipts_page_get_type, NULL, "exchange" },
  { "receipt", N_ ("Receipt"), "lep-bundle-symbolic", LEP_PAGE_GROUP_HIDDEN, "bundles", lep_receipt_page_get_type, NULL, "exchange" },
  { "conflict", N_ ("Conflicts"), "view-dual-symbolic", LEP_PAGE_GROUP_HIDDEN, "conflicts", lep_conflict_page_get_type, NULL, "conflicts" },
};
/* clang-format on */

const LepPageInfo *
lep_page_table_all (guint *n_pages)
{
  g_return_val_if_fail (n_pages != NULL, NULL);

  *n_pages = G_N_ELEMENTS (pages);

  return pages;
}

/* Returns: (nullable): the page of that name */
const LepPageInfo *
lep_page_table_find (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      if (g_strcmp0 (pages[i].name, name) == 0)
        return &pages[i];
    }

  return NULL;
}

/* Returns: (nullable): the list page of that kind of record */
const LepPageInfo *
lep_page_table_of_kind (const char *kind)
{
  for (guint i = 0; kind != NULL && i < G_N_ELEMENTS (pages); i++)
    {
      if (g_strcmp0 (pages[i].kind, kind) == 0)
        return &pages[i];
    }

  return NULL;
}

/* Returns: (nullable): the translated heading of the group in the sidebar */
const char *
lep_page_group_title (LepPageGroup group)
{
  switch (group)
    {
    case LEP_PAGE_GROUP_PARTNERSHIP:
      return _ ("Partnership");
    case LEP_PAGE_GROUP_PROGRAMME:
      return _ ("Programme");
    case LEP_PAGE_GROUP_EXCHANGE:
      return _ ("Exchange");
    case LEP_PAGE_GROUP_TOP:
    case LEP_PAGE_GROUP_HIDDEN:
    default:
      return NULL;
    }
}

/* Builds the page. A list page learns its kind from the table. */
LepPage *
lep_page_table_build (const LepPageInfo *info,
                      LepWorkspace      *workspace)
{
  g_return_val_if_fail (info != NULL, NULL);

  return g_object_new (info->get_type (),
                       "workspace", workspace,
                       "page-name", info->name,
                       "title", _ (info->title),
                       NULL);
}
