/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A bundle that was given or received, in words and as a row that opens its
 * receipt. */

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lep-format.h"

#include "lep-language.h"
#include "lep-window.h"

#include "lep-receipt-words.h"

/* Returns: (transfer full): to whom it was given, or from whom it came */
char *
lep_receipt_title (const LepReceipt *receipt)
{
  if (receipt->given && receipt->peer == NULL)
    return g_strdup (_ ("Given to everybody"));
  return g_strdup_printf (receipt->given ? _ ("Given to “%s”") : _ ("Received from “%s”"), receipt->label);
}

/* Takes @text; nothing is said of what there was none of. */
static void
take_count (GStrvBuilder *texts,
            gint64        count,
            char         *text)
{
  if (count > 0)
    g_strv_builder_add (texts, text);
  g_free (text);
}

/* "5 new, 4 already here, 1 to decide" */
static char *
describe_counts (const LepReceipt *receipt)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) texts = NULL;

  take_count (builder, receipt->n_new, g_strdup_printf (ngettext ("%jd new", "%jd new", (gulong) receipt->n_new), (intmax_t) receipt->n_new));
  take_count (builder, receipt->n_known,
              g_strdup_printf (ngettext ("%jd already here", "%jd already here", (gulong) receipt->n_known), (intmax_t) receipt->n_known));
  take_count (builder, receipt->n_waiting, g_strdup_printf (ngettext ("%jd waiting", "%jd waiting", (gulong) receipt->n_waiting), (intmax_t) receipt->n_waiting));
  take_count (builder, receipt->n_conflicts,
              g_strdup_printf (ngettext ("%jd to decide", "%jd to decide", (gulong) receipt->n_conflicts), (intmax_t) receipt->n_conflicts));
  texts = g_strv_builder_end (builder);
  return texts[0] != NULL ? g_strjoinv (", ", texts) : g_strdup (_ ("Nothing new"));
}

/* Returns: (transfer full): when, and how much */
char *
lep_receipt_summary (const LepReceipt *receipt)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *time = lep_format_time (lep_language_locale (), receipt->at, zone, LEP_DATE_LONG);
  g_autofree char *counts = NULL;
  g_autofree char *text = NULL;

  if (receipt->given)
    return g_strdup_printf (ngettext ("%s · %jd change", "%s · %jd changes",
                                      (gulong) receipt->changes),
                            time, receipt->changes);

  counts = describe_counts (receipt);
  text = g_strdup_printf ("%s · %s", time, counts);
  return receipt->taken_back ? g_strdup_printf (_ ("%s · taken back"), text) : g_steal_pointer (&text);
}

static void
activated_cb (GtkWidget *row)
{
  LepTarget target = { .id = g_object_get_data (G_OBJECT (row), "no") };

  lep_window_go (lep_window_of (row), "receipt", &target);
}

/* Returns: (transfer floating): a row that opens the receipt */
GtkWidget *
lep_receipt_row_new (const LepReceipt *receipt)
{
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *image = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *title = lep_receipt_title (receipt);
  g_autofree char *summary = lep_receipt_summary (receipt);
  g_autofree char *no = g_strdup_printf ("receipt-%" G_GINT64_FORMAT, receipt->no);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), summary);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name (receipt->given ? "send-to-symbolic" : "document-open-symbolic"));
  gtk_widget_add_css_class (image, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_name (row, no);
  g_object_set_data_full (G_OBJECT (row), "no", g_strdup_printf ("%" G_GINT64_FORMAT, receipt->no), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (activated_cb), NULL);
  return row;
}
