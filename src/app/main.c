/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window program, lep. */

#include <glib/gi18n.h>
#include <locale.h>

#include "lep-application.h"
#include "lep-language.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr (LepApplication) application = NULL;

  /* GLib decides at the first text, once for all, whether libraries speak the
   * user's language. It is to decide now, in the language of the sources: the
   * user may choose another one later. */
  g_dgettext (GETTEXT_PACKAGE, "");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, lep_language_folder ());
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  application = lep_application_new ();

  return g_application_run (G_APPLICATION (application), argc, argv);
}
