/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which currency the amounts of a record are in. */

#include "lep-revocation.h"

#include "lep-currency.h"

static char *
dup_currency_of (LepWorkspace *workspace,
                 const char   *kind,
                 const char   *id)
{
  g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, kind, id, NULL, NULL);

  return record != NULL ? g_strdup (lep_record_get (record, "currency")) : NULL;
}

/**
 * lep_currency_owner:
 *
 * Returns: (nullable): the field by which a record belongs to what gives its currency to
 *   it where it names none, as sums have it, too
 */
const LepField *
lep_currency_owner (const LepKind *kind)
{
  static const char *const owners[] = { "project", "application", "call" };

  for (guint i = 0; i < G_N_ELEMENTS (owners); i++)
    {
      const LepField *field = lep_kind_field (kind, owners[i]);

      if (field != NULL && (field->flags & LEP_FIELD_REQUIRED) != 0)
        return field;
    }
  return NULL;
}

/**
 * lep_currency_find:
 * @lookup: tells what a field of the record holds, typed or stored
 *
 * Returns: (transfer full) (nullable): the record's own currency, else that of
 *   the project, application or call it must belong to; %NULL: none is named, and
 *   amounts have two decimals
 */
char *
lep_currency_find (LepWorkspace     *workspace,
                   const LepKind    *kind,
                   LepCurrencyLookup lookup,
                   gpointer          data)
{
  const LepField  *owner = lep_currency_owner (kind);
  char            *currency = lep_kind_field (kind, "currency") != NULL ? lookup (data, "currency") : NULL;
  g_autofree char *id = currency == NULL && owner != NULL ? lookup (data, owner->name) : NULL;

  return id != NULL ? dup_currency_of (workspace, owner->target, id) : currency;
}

/**
 * lep_currency_of_new:
 *
 * The programme has a currency, a call and a project have one beside their amounts: they
 * are begun in that of the programme. It is stored then, and not asked for later: what
 * is stored without one stays as it was typed.
 *
 * Returns: (transfer full) (nullable): the currency that a new record of @kind starts
 *   with; %NULL: it has no such field, or is in the currency of what it must belong to
 */
char *
lep_currency_of_new (LepWorkspace  *workspace,
                     const LepKind *kind)
{
  g_autofree char *programme = NULL;

  if (lep_kind_field (kind, "currency") != NULL && lep_currency_owner (kind) == NULL)
    programme = lep_workspace_dup_programme (workspace);
  return programme != NULL ? dup_currency_of (workspace, "programme", programme) : NULL;
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
