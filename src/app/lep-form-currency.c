/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which currency the amounts of a form are in; it stands behind their entries. */

#include "lep-currency.h"
#include "lep-text-row.h"

#include "lep-form-private.h"

/* What a field holds now, typed or stored. */
static char *
dup_current (gpointer    data,
             const char *field)
{
  LepForm     *self = data;
  LepFieldRow *row = lep_form_get_row (self, field);
  char        *value = NULL;

  if (row != NULL)
    return lep_field_row_read (row, &value, NULL) ? value : NULL;
  if (self->record != NULL)
    return g_strdup (lep_record_get (self->record, field));

  return g_strdup (g_hash_table_lookup (self->presets, field));
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
        currency = lep_currency_find (self->workspace, self->kind, dup_current, self);
      lep_text_row_set_currency (LEP_TEXT_ROW (row), currency);
    }
}
