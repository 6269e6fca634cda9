/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the page of a bundle shows: what it would change, who signs it, or why
 * it was refused. */

#include <glib/gi18n.h>

#include "lep-format.h"

#include "lep-bundle-figures.h"
#include "lep-import-job.h"
#include "lep-language.h"

#include "lep-bundle-page-private.h"

/* What does not happen is not listed. */
static void
add_figure (LepBundlePage *self,
            gint64         count,
            const char    *title,
            const char    *subtitle,
            const char    *action,
            const char    *pill)
{
  if (count > 0)
    lep_group_rows_add (self->rows, self->changes_group, lep_bundle_figure_row_new (count, title, subtitle, action, pill));
}

static void
show_changes (LepBundlePage *self)
{
  LepImportReport *report = self->report;
  g_autofree char *waiting_text = lep_import_waiting_text (report);
  g_autofree char *new_text = lep_import_kinds_text (report, LEP_ROW_NEW);
  g_autofree char *changed_text = lep_import_kinds_text (report, LEP_ROW_CHANGED);
  g_autofree char *deleted_text = lep_import_kinds_text (report, LEP_ROW_DELETED);

  add_figure (self, lep_import_rows_count (report, LEP_ROW_NEW), _ ("New entries"), new_text, "bundle.show-rows::new", NULL);
  add_figure (self, lep_import_rows_count (report, LEP_ROW_CHANGED), _ ("Changed entries"), changed_text, "bundle.show-rows::changed", NULL);
  add_figure (self, lep_import_rows_count (report, LEP_ROW_DELETED), _ ("Deleted"), deleted_text, "bundle.show-rows::deleted", NULL);
  add_figure (self, report->n_conflicts, _ ("Changed by both of you"), _ ("Both values are kept; you decide later"),
              self->applied ? "bundle.show-conflicts" : "bundle.show-rows::several", _ ("To decide"));
  add_figure (self, report->n_waiting, _ ("Waiting for earlier changes"), waiting_text, NULL, NULL);
  lep_group_rows_add (self->rows, self->changes_group,
                      lep_bundle_figure_row_new (report->n_known, _ ("Already here"), _ ("Nothing happens"), NULL, NULL));
}

static void
show_sender (LepBundlePage *self)
{
  const LepSigner *sender = self->report->sender;
  g_autofree char *name = lep_signer_name (sender);
  g_autofree char *laptop = NULL, *made = NULL, *made_title = NULL, *signed_title = NULL, *parts = NULL, *receiver = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  gint64 n_changes = self->report->n_new + self->report->n_known + self->report->n_waiting;

  /* Translators: where a person works, and the name of the laptop */
  laptop = *sender->place != '\0' ? g_strdup_printf (_ ("%s · laptop “%s”"), sender->place, sender->label) : g_strdup (sender->label);
  made = lep_format_time (lep_language_locale (), self->report->made, zone, LEP_DATE_LONG);
  made_title = g_strdup_printf (_ ("Made on %s"), made);
  /* Translators: %s is a person or laptop */
  signed_title = g_strdup_printf (_ ("Signed by the laptop of %s"), name);
  parts = g_strdup_printf (ngettext ("%jd change, each one checked",
                                     "%jd changes, each one checked",
                                     (gulong) n_changes),
                           n_changes);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->sender_row), name);
  adw_action_row_set_subtitle (self->sender_row, laptop);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->made_row), made_title);
  /* Translators: for whom a bundle was made; %s is the name of a laptop */
  receiver = self->report->to_label != NULL ? g_strdup_printf (_ ("For “%s”"), self->report->to_label) : g_strdup (_ ("For everybody"));
  adw_action_row_set_subtitle (self->made_row, receiver);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->signed_row), signed_title);
  adw_action_row_set_subtitle (self->signed_row, sender->number);
  adw_action_row_set_subtitle (self->complete_row, parts);
}

/* What was waited for is there: the keys go to it, to nothing that acts by itself. */
static void
focus (LepBundlePage *self,
       GtkWidget     *widget)
{
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (widget);
}

/* Whether entries would be others than before. */
static gboolean
has_effects (LepImportReport *report)
{
  return lep_import_rows_count (report, LEP_ROW_NEW) + lep_import_rows_count (report, LEP_ROW_CHANGED) +
           lep_import_rows_count (report, LEP_ROW_DELETED) >
         0;
}

/* Whether it brings anything but the word of what is there. */
static gboolean
is_useful (LepBundlePage *self)
{
  return self->report->n_new + self->report->n_waiting > 0;
}

/* What taking it in does, in the words of the button: so many of the changes that are
 * told above are not here yet. Returns: (transfer full) */
static char *
name_apply (LepBundlePage *self)
{
  gint64 n_new = self->report->n_new;

  if (self->report->asks > 0)
    return g_strdup (_ ("_Answer…"));
  if (n_new > 0 && has_effects (self->report))
    return g_strdup_printf (ngettext ("_Apply %jd change", "_Apply %jd changes", (gulong) n_new), (intmax_t) n_new);
  return g_strdup (is_useful (self) ? _ ("_Take it in") : _ ("_Take note of it"));
}

/* Returns: (transfer full): what the banner says before it is taken in */
static char *
describe_look (LepBundlePage *self)
{
  LepImportReport *report = self->report;
  g_autofree char *name = lep_signer_name (report->sender);

  if (report->asks > 0)
    /* Translators: a person or laptop, and a number */
    return g_strdup_printf (ngettext ("%s asks for what is missing there: %jd change from here.",
                                      "%s asks for what is missing there: %jd changes from here.", (gulong) report->asks),
                            name, (intmax_t) report->asks);
  if (report->is_request)
    return g_strdup_printf (_ ("%s only says what is there: everything from here has arrived."), name);
  if (is_useful (self))
    return g_strdup (_ ("Nothing has been changed yet. Look first, then apply or cancel."));
  return g_strdup_printf (_ ("Everything in this bundle is already here. If you take note of it, the next one for %s only holds what is new."), name);
}

/* What the bundle would change, or has changed. */
void
lep_bundle_page_show_report (LepBundlePage *self)
{
  gboolean         is_asked = self->report->asks > 0;
  g_autofree char *apply = name_apply (self);
  g_autofree char *sentence = describe_look (self);

  show_sender (self);
  show_changes (self);
  lep_group_rows_show (self->rows);
  lep_bundle_totals_show (self->effect_grid, self->report->totals, self->applied);
  adw_preferences_group_set_title (self->changes_group, self->applied ? _ ("What has changed") : _ ("What will change"));
  gtk_stack_set_visible_child_name (self->stack, "preview");
  focus (self, GTK_WIDGET (self->cancel_button));

  if (self->applied && !is_asked)
    lep_page_set_banner (LEP_PAGE (self), _ ("Done. This is what the bundle brought."), "good");
  else
    lep_page_set_banner (LEP_PAGE (self), sentence, is_useful (self) || is_asked ? NULL : "good");

  gtk_button_set_label (self->apply_button, apply);
  gtk_widget_set_visible (GTK_WIDGET (self->apply_button), !self->applied || is_asked);
  gtk_button_set_label (self->cancel_button, self->applied ? _ ("_Close") : _ ("_Cancel"));
  gtk_label_set_label (self->foot_label,
                       self->applied ? _ ("A copy of the state before is kept among the backups.")
                                     : _ ("Every value that a bundle replaces stays in the history; “Take back” in its receipt undoes the whole bundle."));
}

static GtkWidget *
new_signer_row (const LepSigner *signer)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *name = lep_signer_name (signer);
  g_autofree char *title = NULL;
  GtkWidget       *number = gtk_label_new (signer->number);

  title = *signer->place != '\0' ? g_strdup_printf (_ ("%s · laptop “%s” · %s"), name, signer->label, signer->place)
                                 : g_strdup_printf (_ ("%s · laptop “%s”"), name, signer->label);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  if (signer->known_person)
    {
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row),
                                   _ ("You know this person with another key. Ask why it changed before you go on."));
      gtk_widget_add_css_class (row, "error");
    }
  gtk_label_set_selectable (GTK_LABEL (number), TRUE);
  gtk_label_set_wrap (GTK_LABEL (number), TRUE);
  gtk_widget_add_css_class (number, "num");
  gtk_widget_add_css_class (number, "heading");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), number);
  return row;
}

/* Who signs it and is not trusted yet, with the numbers to compare. */
void
lep_bundle_page_show_unknown (LepBundlePage *self)
{
  gboolean knows_one = FALSE;

  for (guint i = 0; i < self->report->untrusted->len; i++)
    {
      const LepSigner *signer = g_ptr_array_index (self->report->untrusted, i);

      knows_one = knows_one || signer->known_person;
      lep_group_rows_add (self->rows, self->signers_group, new_signer_row (signer));
    }
  lep_group_rows_show (self->rows);

  gtk_check_button_set_active (self->compared_button, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "unknown");
  focus (self, GTK_WIDGET (self->compared_button));
  if (knows_one)
    lep_page_set_banner (LEP_PAGE (self), _ ("Somebody whom you know signs with another key than before. Telephone before you go on: it may be somebody else."), "bad");
  else
    lep_page_set_banner (LEP_PAGE (self), _ ("Nothing has been read from this bundle yet but who signs it."), "wait");
  gtk_button_set_label (self->apply_button, _ ("_Go on"));
  gtk_widget_set_visible (GTK_WIDGET (self->apply_button), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bundle.apply", FALSE);
  gtk_button_set_label (self->cancel_button, _ ("_Cancel"));
  gtk_label_set_label (self->foot_label, _ ("You are asked only once for each laptop."));
}

/**
 * lep_bundle_page_show_refused:
 * @reason: a sentence for the user
 * @again: whether it may go well the next time
 *
 * What was known of the bundle is known no more: it is looked at anew.
 */
void
lep_bundle_page_show_refused (LepBundlePage *self,
                              const char    *reason,
                              gboolean       again)
{
  g_clear_pointer (&self->report, lep_import_report_free);
  g_free (self->reason);
  self->reason = g_strdup (reason);
  gtk_widget_set_visible (self->passphrase_button, FALSE);
  gtk_label_set_label (self->refused_label, self->reason);
  gtk_stack_set_visible_child_name (self->stack, "refused");
  lep_page_focus_content (LEP_PAGE (self));
  lep_page_set_banner (LEP_PAGE (self), _ ("Nothing was changed."), "bad");
  gtk_button_set_label (self->apply_button, _ ("_Try again"));
  gtk_widget_set_visible (GTK_WIDGET (self->apply_button), again);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "bundle.apply", again);
  gtk_button_set_label (self->cancel_button, _ ("_Close"));
  gtk_label_set_label (self->foot_label, "");
}
