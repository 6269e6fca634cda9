/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Switches the texts of the process to the language that was chosen, and tells
 * how it writes numbers and dates. */

#include <libintl.h>
#include <locale.h>

#include "lep-language.h"

/* Of the process, as the C library's locale is. */
static const LepLocale *screen_locale;
static char            *desktop_language; /* LANGUAGE as the desktop set it; "" = not set */

static const LepLocale *
desktop_locale (void)
{
  const char *const *names = g_get_language_names ();

  return lep_locale_find (names[0]);
}

/**
 * lep_language_apply:
 * @settings: those of the program; "language" is a tag, empty for the desktop's
 *
 * Texts that are built from now on are in the chosen language.
 */
void
lep_language_apply (GSettings *settings)
{
  g_autofree char *tag = g_settings_get_string (settings, "language");

  if (desktop_language == NULL)
    desktop_language = g_strdup (g_getenv ("LANGUAGE") != NULL ? g_getenv ("LANGUAGE") : "");
  if (*tag == '\0')
    {
      if (*desktop_language != '\0')
        g_setenv ("LANGUAGE", desktop_language, TRUE);
      else
        g_unsetenv ("LANGUAGE");
    }
  else
    {
      /* The C library looks at LANGUAGE only outside the locale "C". */
      g_setenv ("LANGUAGE", lep_locale_find (tag)->posix, TRUE);
      if (g_strcmp0 (setlocale (LC_MESSAGES, NULL), "C") == 0 || g_strcmp0 (setlocale (LC_MESSAGES, NULL), "POSIX") == 0)
        setlocale (LC_MESSAGES, "C.UTF-8");
    }
  screen_locale = *tag != '\0' ? lep_locale_find (tag) : desktop_locale ();
  textdomain (textdomain (NULL)); /* lets it forget what it translated before */
}

/* Returns: how the screen's language writes numbers and dates */
const LepLocale *
lep_language_locale (void)
{
  if (screen_locale == NULL)
    screen_locale = desktop_locale ();

  return screen_locale;
}

/* The workspace tells amounts, days and hours as they are written on this screen, here. */
void
lep_language_set_reader (LepWorkspace *workspace)
{
  g_autoptr (GTimeZone) here = g_time_zone_new_local ();

  lep_workspace_set_reader (workspace, lep_language_locale (), here);
}

/**
 * lep_language_folder:
 *
 * Returns: where the catalogues are; the environment names it for a program
 *   that runs where it was built
 */
const char *
lep_language_folder (void)
{
  const char *folder = g_getenv ("LEP_LOCALE_DIR");

  return folder != NULL ? folder : LEP_LOCALE_DIR;
}
