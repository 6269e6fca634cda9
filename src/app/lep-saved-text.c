/* SPDX-License-Identifier: GPL-3.0-or-later */
/* "Saved 2 minutes ago by Emir": what stands in place of a Save button. */

#include <glib/gi18n.h>

#include "lep-clock.h"
#include "lep-format.h"
#include "lep-language.h"

#include "lep-saved-text.h"

#define MINUTE (60 * 1000)
#define HOUR   (60 * MINUTE)
#define DAY    (24 * HOUR)

static char *
describe_age (gint64      age,
              const char *changed_at)
{
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *when = NULL;

  if (age < MINUTE)
    return g_strdup (_ ("saved just now"));

  if (age < HOUR)
    return g_strdup_printf (ngettext ("saved %d minute ago", "saved %d minutes ago", (gulong) (age / MINUTE)),
                            (int) (age / MINUTE));

  if (age < DAY)
    return g_strdup_printf (ngettext ("saved %d hour ago", "saved %d hours ago", (gulong) (age / HOUR)),
                            (int) (age / HOUR));

  zone = g_time_zone_new_local ();
  when = lep_format_time (lep_language_locale (), changed_at, zone, LEP_DATE_SHORT);

  /* Translators: %s is a day and an hour */
  return g_strdup_printf (_ ("saved on %s"), when);
}

/**
 * lep_saved_text:
 * @now: milliseconds since 1970
 * @changed_at: (nullable): when the record was last changed
 * @person: (nullable): who changed it
 *
 * Returns: (transfer full) (nullable): the sentence; %NULL when it is not known
 */
char *
lep_saved_text (gint64      now,
                const char *changed_at,
                const char *person)
{
  g_autofree char *age = NULL;
  gint64           then;

  if (changed_at == NULL || !lep_time_parse (changed_at, -1, &then))
    return NULL;

  age = describe_age (now - then, changed_at);
  if (person == NULL || *person == '\0')
    return g_steal_pointer (&age);

  /* Translators: "saved 2 minutes ago by Emir" */
  return g_strdup_printf (_ ("%s by %s"), age, person);
}
