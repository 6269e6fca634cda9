/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which currency the amounts of a form are in; it stands behind their entries. */

#include "lep-query.h"
#include "lep-text-row.h"

#include "lep-form-private.h"

/* What a field holds now, typed or stored. */
static char *
dup_current (LepForm    *self,
             const char *field)
{
  LepFieldRow *row = lep_form_get_row (self, field);
  char        *value = NULL;

  if (row != NULL)
    return lep_field_row_read (row, &value, NULL) ? value : NULL;
  if (self->record != NULL)
    return g_strdup (lep_record_get (self->record, field));

  return g_strdup (g_hash_table_lookup (self->presets, field));
}

/* Of the record that the field @kind refers to, which is of that kind. */
static char *
dup_currency_of (LepForm    *self,
                 const char *kind)
{
  g_autofree char *id = lep_kind_field (self->kind, kind) != NULL ? dup_current (self, kind) : NULL;
  g_autoptr (LepRecord) record = id != NULL ? lep_workspace_get_record (self->workspace, kind, id, NULL, NULL) : NULL;

  return record != NULL ? g_strdup (lep_record_get (record, "currency")) : NULL;
}

static char *
dup_programme_currency (LepForm *self)
{
  g_autoptr (LepQuery) query = lep_query_new ("programme");
  g_autoptr (GPtrArray) programmes = NULL;

  lep_query_set_limit (query, 1);
  programmes = lep_query_run (self->workspace, query, NULL);

  return programmes != NULL && programmes->len > 0
           ? g_strdup (lep_record_get (g_ptr_array_index (programmes, 0), "currency"))
           : NULL;
}

/* The record's own, else that of the project or call it belongs to, else the
 * programme's. */
static char *
dup_currency (LepForm *self)
{
  static const char *const kinds[] = { "project", "application", "call" };
  char                    *currency = lep_kind_field (self->kind, "currency") != NULL ? dup_current (self, "currency") : NULL;

  for (guint i = 0; currency == NULL && i < G_N_ELEMENTS (kinds); i++)
    currency = dup_currency_of (self, kinds[i]);

  return currency != NULL ? currency : dup_programme_currency (self);
}

/* Tells the rows for amounts their currency. */
void
lep_form_show_currency (LepForm *self)
{
  g_autofree char *currency = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    {
      LepFieldRow *row = g_ptr_array_index (self->rows, i);

      if (!LEP_IS_TEXT_ROW (row) || lep_field_row_get_field (row)->type != LEP_TYPE_MONEY)
        continue;
      if (currency == NULL)
        currency = dup_currency (self);
      lep_text_row_set_currency (LEP_TEXT_ROW (row), currency);
    }
}
