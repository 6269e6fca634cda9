/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which currency the amounts of a form are in; it stands behind their entries. */

#include "lep-currency.h"
#include "lep-text-row.h"

#include "lep-form-private.h"

static char *
dup_value (gpointer    data,
           const char *field)
{
  return lep_form_dup_value (data, field);
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
        currency = lep_currency_find (self->workspace, self->kind, dup_value, self);
      lep_text_row_set_currency (LEP_TEXT_ROW (row), currency);
    }
}
