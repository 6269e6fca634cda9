/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What stands in a row of a form: read, taken along, and put back as it was typed. */

#include <glib/gi18n.h>

#include "lep-field-row.h"
#include "lep-field-text.h"
#include "lep-format.h"

/**
 * lep_field_row_read:
 * @value: (out) (nullable): canonical form of what stands in the row; %NULL = nothing
 *
 * Fails with %LEP_ERROR_INVALID when it can be no value of the field's type.
 */
gboolean
lep_field_row_read (LepFieldRow *self,
                    char       **value,
                    GError     **error)
{
  g_return_val_if_fail (LEP_IS_FIELD_ROW (self), FALSE);

  return LEP_FIELD_ROW_GET_CLASS (self)->read (self, value, error);
}

/**
 * lep_field_row_dup_standing:
 * @fails: (out): whether it can be no value
 *
 * Returns: (transfer full) (nullable): what stands in the row: a value, or the text
 *   that is none
 */
char *
lep_field_row_dup_standing (LepFieldRow *self,
                            gboolean    *fails)
{
  LepFieldRowClass *klass = LEP_FIELD_ROW_GET_CLASS (self);
  char             *value = NULL;

  *fails = !klass->read (self, &value, NULL);
  return *fails && klass->dup_text != NULL ? klass->dup_text (self) : value;
}

/* Returns: (transfer full) (nullable): what stands in the row, as it was typed or
 *   picked, for lep_field_row_put_typed () */
char *
lep_field_row_dup_typed (LepFieldRow *self)
{
  LepFieldRowClass *klass;
  char             *value = NULL;

  g_return_val_if_fail (LEP_IS_FIELD_ROW (self), NULL);

  klass = LEP_FIELD_ROW_GET_CLASS (self);
  if (klass->dup_text != NULL)
    return klass->dup_text (self);

  return klass->read (self, &value, NULL) ? value : NULL;
}

/**
 * lep_field_row_add_text:
 * @typed: (nullable): of lep_field_row_dup_typed (), of now or of before
 *
 * Adds it to @text as people read and copy it, with the label.
 */
void
lep_field_row_add_text (LepFieldRow *self,
                        const char  *typed,
                        GString     *text)
{
  g_autofree char *shown = NULL;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  if (typed == NULL || *typed == '\0')
    shown = g_strdup (LEP_NOTHING);
  else if (LEP_FIELD_ROW_GET_CLASS (self)->dup_text != NULL)
    shown = g_strdup (typed);
  else
    shown = lep_field_show (lep_field_row_get_field (self), typed);
  g_string_append_printf (text, "%s: %s\n", lep_field_row_get_label (self), shown);
}

/* Something was typed: a refusal stands no longer than until there is a value. */
void
lep_field_row_typed (LepFieldRow *self)
{
  g_autofree char *value = NULL;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  if (lep_field_row_get_error (self) != NULL && lep_field_row_read (self, &value, NULL) && value != NULL)
    lep_field_row_set_error (self, NULL);
}

/* Says under the row why what was typed there is not saved, or not saved yet. */
void
lep_field_row_tell_typed (LepFieldRow *self)
{
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (LEP_IS_FIELD_ROW (self));

  if (!lep_field_row_is_editable (self))
    lep_field_row_set_error (self, _ ("This came too late to be saved. You can still copy it from here."));
  else if (!lep_field_row_read (self, &value, &error))
    lep_field_row_set_error (self, error->message);
  else
    lep_field_row_set_remark (self, _ ("Not saved yet"));
}
