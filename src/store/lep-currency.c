/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which currency the amounts of a record are in. */

#include "lep-query.h"

#include "lep-currency.h"

/* Of the record that the field @kind refers to, which is of that kind. */
static char *
dup_currency_of (LepWorkspace *workspace,
                 const char   *kind,
                 const char   *id)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, kind, id, NULL, NULL);

  return record != NULL ? g_strdup (lep_record_get (record, "currency")) : NULL;
}

static char *
dup_programme_currency (LepWorkspace *workspace)
{
  g_autoptr (LepQuery) query = lep_query_new ("programme");
  g_autoptr (GPtrArray) programmes = NULL;

  lep_query_set_limit (query, 1);
  programmes = lep_query_run (workspace, query, NULL);

  return programmes != NULL && programmes->len > 0
           ? g_strdup (lep_record_get (g_ptr_array_index (programmes, 0), "currency"))
           : NULL;
}

/**
 * lep_currency_find:
 * @lookup: tells what a field of the record holds, typed or stored
 *
 * Returns: (transfer full) (nullable): the record's own currency, else that of
 *   the project, application or call it belongs to, else the programme's
 */
char *
lep_currency_find (LepWorkspace     *workspace,
                   const LepKind    *kind,
                   LepCurrencyLookup lookup,
                   gpointer          data)
{
  static const char *const owners[] = { "project", "application", "call" };
  char                    *currency = lep_kind_field (kind, "currency") != NULL ? lookup (data, "currency") : NULL;

  for (guint i = 0; currency == NULL && i < G_N_ELEMENTS (owners); i++)
    {
      g_autofree char *id = lep_kind_field (kind, owners[i]) != NULL ? lookup (data, owners[i]) : NULL;

      if (id != NULL)
        currency = dup_currency_of (workspace, owners[i], id);
    }

  return currency != NULL ? currency : dup_programme_currency (workspace);
}

static char *
dup_field (gpointer    record,
           const char *field)
{
  return g_strdup (lep_record_get (record, field));
}

/**
 * lep_currency_of_record:
 *
 * Returns: (transfer full) (nullable): as lep_currency_find (), for what is stored
 */
char *
lep_currency_of_record (LepWorkspace *workspace,
                        LepRecord    *record)
{
  return lep_currency_find (workspace, lep_record_get_kind (record), dup_field, record);
}
