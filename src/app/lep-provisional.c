/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What two laptops differ about counts as it is shown, and says so. */

#include <glib/gi18n.h>

#include "lep-tooltip.h"

#include "lep-provisional.h"

const char *
lep_provisional_english (void)
{
  return N_ ("Provisional: two laptops differ about what is counted here. Settle that under “Conflicts”.");
}

const char *
lep_provisional_text (void)
{
  return _ (lep_provisional_english ());
}

/**
 * lep_provisional_mark:
 * @widget: shows a figure
 *
 * Gives the figure the sentence about it, for the eye and for the ear, or takes
 * it away.
 */
void
lep_provisional_mark (GtkWidget *widget,
                      gboolean   provisional)
{
  lep_tooltip_set (widget, provisional ? lep_provisional_text () : NULL);
  if (provisional)
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, lep_provisional_text (), -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);
}
