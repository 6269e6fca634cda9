/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of a record as numbers, answers and sets of codes. */

#include "lep-record.h"

static gboolean
parse_int64 (const char *text,
             gint64     *value)
{
  if (text == NULL)
    return FALSE;

  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, value, NULL);
}

/**
 * lep_record_get_int64:
 *
 * Returns: %FALSE when the number is not answered; @value stays as it was
 */
gboolean
lep_record_get_int64 (LepRecord  *self,
                      const char *field,
                      gint64     *value)
{
  return parse_int64 (lep_record_get (self, field), value);
}

gboolean
lep_record_get_bool (LepRecord  *self,
                     const char *field)
{
  return g_strcmp0 (lep_record_get (self, field), "1") == 0;
}

gboolean
lep_record_get_column_int64 (LepRecord  *self,
                             const char *column,
                             gint64     *value)
{
  return parse_int64 (lep_record_get_column (self, column), value);
}
