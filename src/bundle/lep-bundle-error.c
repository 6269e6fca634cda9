/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the refusal of a bundle is said: member, line, reason, what to do. */

#include <string.h>

#include <glib/gi18n-lib.h>

#include "lep-bundle-error.h"

/* Foreign text is cut to this many bytes before it stands in a message. */
#define QUOTE_BYTES 48

/**
 * lep_bundle_refuse_as:
 * @member: (nullable): the ZIP member at fault
 * @line: in the member, from 1; 0 = it has no lines
 *
 * Sets "MEMBER:LINE: REASON; WHAT TO DO", without the parts that do not apply.
 */
void
lep_bundle_refuse_as (GError    **error,
                      LepError    code,
                      const char *member,
                      guint       line,
                      const char *reason,
                      const char *what_to_do)
{
  g_autoptr (GString) text = g_string_new (member);

  if (line > 0)
    g_string_append_printf (text, ":%u", line);
  if (text->len > 0)
    g_string_append (text, ": ");
  g_string_append_printf (text, "%s; %s", reason, what_to_do);
  g_set_error_literal (error, LEP_ERROR, (int) code, text->str);
}

/**
 * lep_bundle_refuse:
 *
 * Refuses a damaged or hostile bundle with %LEP_ERROR_CORRUPT.
 */
void
lep_bundle_refuse (GError    **error,
                   const char *member,
                   guint       line,
                   const char *format,
                   ...)
{
  g_autofree char *reason = NULL;
  va_list          args;

  va_start (args, format);
  reason = g_strdup_vprintf (format, args);
  va_end (args);

  lep_bundle_refuse_as (error, LEP_ERROR_CORRUPT, member, line, reason,
                        _ ("nothing was taken from it, ask its sender to make it again"));
}

/**
 * lep_bundle_quote:
 * @text: what somebody else wrote
 *
 * Returns: (transfer full): a short piece of it that is valid UTF-8
 */
char *
lep_bundle_quote (const char *text)
{
  g_autofree char *valid = NULL;
  const char      *end;

  if (strlen (text) <= QUOTE_BYTES)
    return g_utf8_make_valid (text, -1);

  g_utf8_validate (text, QUOTE_BYTES, &end);
  valid = g_utf8_make_valid (text, end > text ? end - text : QUOTE_BYTES);
  return g_strconcat (valid, "…", NULL);
}
