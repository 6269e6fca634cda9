/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who has what: the people and laptops this one knows, what was given to them
 * and received from them, and what waits for missing changes. */

#include <inttypes.h>

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-import.h"
#include "lep-peers.h"
#include "lep-receipt.h"
#include "lep-waive.h"

#include "lep-folder-group.h"
#include "lep-group-rows.h"
#include "lep-language.h"
#include "lep-make-bundle-dialog.h"
#include "lep-receipt-words.h"
#include "lep-window.h"

#include "lep-bundles-page.h"

/* The others have a page of their own. */
#define N_RECEIPTS 8

struct _LepBundlesPage
{
  LepPage              parent_instance;

  GtkStack            *stack;
  AdwPreferencesGroup *people_group;
  LepFolderGroup      *folder_group;
  AdwPreferencesGroup *waiting_group;
  AdwPreferencesGroup *receipts_group;
  GtkLabel            *people_empty;
  GtkLabel            *receipts_empty;
  GtkWidget           *all_receipts_button;
  LepGroupRows        *rows;
};

G_DEFINE_FINAL_TYPE (LepBundlesPage, lep_bundles_page, LEP_TYPE_PAGE)

static char *
show_time (const char *time)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return time == NULL ? g_strdup (_ ("never")) : lep_format_time (lep_language_locale (), time, zone, LEP_DATE_LONG);
}

/* A bundle for everybody may have been given to this one too: @everybody is when the last
 * such was made, NULL if never. */
static char *
describe_given (const LepPeer *peer,
                const char    *everybody)
{
  g_autofree char *time = NULL;

  if (everybody == NULL || g_strcmp0 (peer->last_given, everybody) >= 0)
    return show_time (peer->last_given);

  time = show_time (everybody);
  /* Translators: %s: when a bundle for everybody was made */
  return g_strdup_printf (_ ("%s (for everybody)"), time);
}

static char *
describe_peer (const LepPeer *peer,
               const char    *everybody)
{
  g_autofree char *given = describe_given (peer, everybody);
  g_autofree char *received = show_time (peer->last_received);
  g_autofree char *lacks = NULL;

  if (peer->revoked_on != NULL)
    {
      g_autofree char *day = lep_format_date (lep_language_locale (), peer->revoked_on, LEP_DATE_LONG);

      return g_strdup_printf (_ ("Blocked since %s"), day);
    }

  if (peer->lacks == 0)
    lacks = g_strdup (_ ("has everything from here"));
  else
    lacks = g_strdup_printf (ngettext ("lacks %jd change from here",
                                       "lacks %jd changes from here", (gulong) peer->lacks),
                             peer->lacks);

  /* Translators: two times, and then what the other laptop lacks */
  return g_strdup_printf (_ ("Last given: %s · last received: %s · %s"), given, received, lacks);
}

static GtkWidget *
new_detail_row (const char *title,
                const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (row, "prop");
  return row;
}

/* What it has said it has, when it was heard, and what it lacks. */
static void
add_word (AdwExpanderRow *row,
          const LepPeer  *peer)
{
  g_autofree char *said = show_time (peer->confirmed_at);
  g_autofree char *heard_at = show_time (peer->heard_at);
  g_autofree char *since = show_time (peer->lacks_since);
  g_autofree char *confirmed = NULL, *heard = NULL, *lacks = NULL;

  if (peer->confirmed_at == NULL)
    confirmed = g_strdup (_ ("Nothing yet: no bundle made there has been opened here"));
  else
    /* Translators: changes that it has, those there are here, and when it said so */
    confirmed = g_strdup_printf (_ ("%jd of %jd changes, as of %s"), (intmax_t) peer->confirmed,
                                 (intmax_t) (peer->confirmed + peer->lacks), said);
  if (peer->heard_at == NULL)
    heard = g_steal_pointer (&heard_at);
  else if (peer->heard_through == NULL)
    heard = g_strdup_printf (_ ("%s, by a bundle made there"), heard_at);
  else
    /* Translators: a time, and the name of a laptop */
    heard = g_strdup_printf (_ ("%s, through a bundle of “%s”"), heard_at, peer->heard_through);
  if (peer->lacks == 0)
    lacks = g_strdup (_ ("Nothing from here"));
  else
    lacks = g_strdup_printf (ngettext ("%jd change from here; the oldest is of %s", "%jd changes from here; the oldest is of %s", (gulong) peer->lacks),
                             (intmax_t) peer->lacks, since);

  adw_expander_row_add_row (row, new_detail_row (_ ("Confirmed"), confirmed));
  adw_expander_row_add_row (row, new_detail_row (_ ("Last heard"), heard));
  adw_expander_row_add_row (row, new_detail_row (_ ("Still lacks"), lacks));
}

static GtkWidget *
new_ask_row (const LepPeer *peer,
             const char    *title)
{
  GtkWidget       *row = new_detail_row (_ ("Something missing here?"), _ ("A bundle without entries asks for it; the answer holds exactly that"));
  GtkWidget       *button = gtk_button_new_with_mnemonic (_ ("As_k…"));
  g_autofree char *name = g_strdup_printf (_ ("Ask %s for what is missing here"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", peer->replica);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "bundles.ask-for");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  return row;
}

static void
add_make (AdwExpanderRow *row,
          const LepPeer  *peer,
          const char     *title)
{
  GtkWidget       *button = gtk_button_new_with_label (_ ("Make a bundle"));
  g_autofree char *name = g_strdup_printf (_ ("Make a bundle for %s"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", peer->replica);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "bundles.make-for");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_expander_row_add_action (row, button);
}

/* One that is blocked gets nothing, and is asked for nothing. */
static GtkWidget *
new_peer_row (LepBundlesPage *self,
              const LepPeer  *peer,
              const char     *everybody)
{
  GtkWidget       *row = adw_expander_row_new ();
  GtkWidget       *icon = gtk_image_new_from_icon_name ("avatar-default-symbolic");
  gboolean         named = peer->person != NULL && *peer->person != '\0';
  g_autofree char *title = g_strdup_printf (_ ("%s · laptop “%s”"), named ? peer->person : peer->place, peer->label);
  g_autofree char *subtitle = describe_peer (peer, everybody);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), subtitle);
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (row), icon);
  if (peer->revoked_on == NULL)
    add_make (ADW_EXPANDER_ROW (row), peer, title);

  add_word (ADW_EXPANDER_ROW (row), peer);
  if (peer->revoked_on == NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_ask_row (peer, title));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_detail_row (_ ("Place"), peer->place));
  if (peer->number != NULL)
    adw_expander_row_add_row (ADW_EXPANDER_ROW (row), new_detail_row (_ ("Number to compare by telephone"), peer->number));
  return row;
}

static void
show_people (LepBundlesPage *self)
{
  g_autoptr (GError) error = NULL;
  LepWorkspace *workspace = lep_page_get_workspace (LEP_PAGE (self));
  g_autoptr (GPtrArray) peers = lep_peers_list (workspace, &error);
  g_autofree char *everybody = NULL;

  if (peers == NULL || !lep_receipt_last (workspace, NULL, TRUE, &everybody, NULL, &error))
    {
      lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("The list of laptops was not read"), error);
      return;
    }

  for (guint i = 0; i < peers->len; i++)
    lep_group_rows_add (self->rows, self->people_group, new_peer_row (self, g_ptr_array_index (peers, i), everybody));
  gtk_widget_set_visible (GTK_WIDGET (self->people_empty), peers->len == 0);
}

/* What a waiting line misses, as (laptop, name, first, last). */
static GVariant *
missing_variant (const LepWaiting *waiting)
{
  GVariantBuilder builder;

  g_variant_builder_init (&builder, G_VARIANT_TYPE ("a(ssxx)"));
  for (guint i = 0; i < waiting->missing->len; i++)
    {
      const LepWaitingFor *one = g_ptr_array_index (waiting->missing, i);

      g_variant_builder_add (&builder, "(ssxx)", one->replica, one->label, one->from, one->to);
    }
  return g_variant_builder_end (&builder);
}

static void
waive_response_cb (AdwMessageDialog *dialog,
                   const char       *response,
                   LepWindow        *window)
{
  GVariantIter     iter;
  const char      *replica, *label;
  gint64           from, to;
  gint64           n_released = 0;
  guint            n_given_up = 0;
  g_autofree char *text = NULL;

  if (g_strcmp0 (response, "waive") != 0)
    return;

  g_variant_iter_init (&iter, g_object_get_data (G_OBJECT (dialog), "missing"));
  while (g_variant_iter_next (&iter, "(&s&sxx)", &replica, &label, &from, &to))
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LepWaived) waived = lep_waive (lep_window_get_workspace (window), replica, from, to, NULL, &error);

      /* With what was given up before, these may be missed no more. */
      if (waived == NULL && g_error_matches (error, LEP_ERROR, LEP_ERROR_INVALID))
        continue;
      if (waived == NULL)
        {
          lep_window_report_error (window, _ ("It did not go on"), error);
          return;
        }
      n_released += waived->n_released;
      n_given_up++;
    }
  if (n_given_up == 0) /* they came meanwhile */
    {
      lep_window_toast (window, _ ("Nothing here waits for these changes any more"), FALSE);
      return;
    }

  text = g_strdup_printf (ngettext ("%jd change that had waited is taken in", "%jd changes that had waited are taken in", (gulong) n_released),
                          (intmax_t) n_released);
  lep_window_toast (window, text, FALSE);
}

static void
waive_action_cb (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  LepWindow *window = lep_window_of (widget);
  g_autoptr (GString) body = g_string_new (_ ("These changes are missing:"));
  GVariantIter iter;
  const char  *replica, *label;
  gint64       from, to;
  GtkWidget   *dialog;

  g_variant_iter_init (&iter, parameter);
  while (g_variant_iter_next (&iter, "(&s&sxx)", &replica, &label, &from, &to))
    {
      g_string_append_c (body, '\n');
      /* Translators: name of a laptop, first and last number of its changes */
      g_string_append_printf (body, _ ("“%s”, numbers %jd to %jd"), label, (intmax_t) from, (intmax_t) to);
    }
  g_string_append_printf (body, "\n\n%s",
                          _ ("First ask everybody who exchanged with that laptop: any of their bundles brings them. Go on without "
                             "them only if they are lost for ever; everybody else then goes on without them too, and it cannot be "
                             "undone. If they turn up after all, they are taken in, but what was written since then stands over them."));
  dialog = lep_window_ask (window, _ ("Go on without these changes?"), body->str, "waive", _ ("_Go on without them"));
  g_object_set_data_full (G_OBJECT (dialog), "missing", g_variant_ref (parameter), (GDestroyNotify) g_variant_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (waive_response_cb), window, 0);
}

static void
add_waive (GtkWidget        *row,
           const LepWaiting *waiting,
           const char       *title)
{
  GtkWidget       *button = gtk_button_new_with_mnemonic (_ ("_Go on without them…"));
  g_autofree char *name = g_strdup_printf (_ ("%s: go on without what is missing"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target_value (GTK_ACTIONABLE (button), missing_variant (waiting));
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "bundles.waive");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* Asks the first who said to have it. */
static void
add_ask (GtkWidget        *row,
         const LepWaiting *waiting)
{
  for (guint i = 0; i < waiting->missing->len; i++)
    {
      const LepWaitingFor *missing = g_ptr_array_index (waiting->missing, i);
      const LepHolder     *holder = missing->holders->len > 0 ? g_ptr_array_index (missing->holders, 0) : NULL;
      g_autofree char     *label = NULL;
      GtkWidget           *button;

      if (holder == NULL)
        continue;
      label = g_strdup_printf (_ ("Ask %s…"), holder->name);
      button = gtk_button_new_with_label (label);
      gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
      gtk_widget_set_tooltip_text (button, _ ("A bundle without entries asks for it; the answer holds exactly that"));
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", holder->replica);
      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "bundles.ask-for");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
      return;
    }
}

static void
show_waiting (LepBundlesPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) waiting = lep_waiting_list (lep_page_get_workspace (LEP_PAGE (self)), &error);

  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      const LepWaiting *one = g_ptr_array_index (waiting, i);
      g_autofree char  *title = g_strdup_printf (_ ("Changes %jd–%jd of “%s”"),
                                                 one->from, one->to, one->label);
      GtkWidget        *row = new_detail_row (title, one->wait_for);

      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
      add_ask (row, one);
      if (one->missing->len > 0)
        add_waive (row, one, title);
      lep_group_rows_add (self->rows, self->waiting_group, row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_group), waiting != NULL && waiting->len > 0);
}

/* What the sidebar counts beside the page's name. */
static void
show_unsent (LepBundlesPage *self)
{
  g_autofree char *text = NULL;
  gint64           n;

  if (lep_receipts_count_unsent (lep_page_get_workspace (LEP_PAGE (self)), &n, NULL) && n > 0)
    text = g_strdup_printf (ngettext ("%jd change made here waits for the next bundle that you make.",
                                      "%jd changes made here wait for the next bundle that you make.", (gulong) n),
                            (intmax_t) n);
  adw_preferences_group_set_description (self->people_group, text);
}

static void
show_receipts (LepBundlesPage *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = lep_receipts_list (lep_page_get_workspace (LEP_PAGE (self)), N_RECEIPTS, &error);

  for (guint i = 0; receipts != NULL && i < receipts->len; i++)
    lep_group_rows_add (self->rows, self->receipts_group, lep_receipt_row_new (g_ptr_array_index (receipts, i)));
  gtk_widget_set_visible (GTK_WIDGET (self->receipts_empty), receipts == NULL || receipts->len == 0);
  gtk_widget_set_visible (self->all_receipts_button, receipts != NULL && receipts->len == N_RECEIPTS);
}

/* What is in the way is said at the top of the page. */
static void
show_folder (LepBundlesPage *self)
{
  g_autofree char *trouble = lep_folder_group_dup_trouble (self->folder_group);
  gboolean         has_folder = lep_folder_group_has_folder (self->folder_group);

  lep_page_set_banner (LEP_PAGE (self), trouble, "bad");
  gtk_stack_set_visible_child_name (self->stack, !lep_group_rows_is_empty (self->rows) || has_folder ? "list" : "empty");
}

static void
folder_changed_cb (LepBundlesPage *self)
{
  show_folder (self);
}

static void
choose_folder_action_cb (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  gtk_widget_activate_action (GTK_WIDGET (LEP_BUNDLES_PAGE (widget)->folder_group), "folder.choose", NULL);
}

static void
ask_action_cb (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  const char          *peer = parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL;
  LepMakeBundleDialog *dialog = lep_make_bundle_dialog_new (lep_window_of (widget), peer);

  lep_make_bundle_dialog_set_request (dialog);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* What cannot be done in a workspace that can only be read. */
static void
enable_actions (LepBundlesPage *self)
{
  static const char *const actions[] = { "page.new", "bundles.make", "bundles.make-for", "bundles.ask", "bundles.ask-for",
                                         "bundles.waive", "bundles.choose-folder" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), actions[i], lep_page_is_writable (LEP_PAGE (self)));
}

static void
lep_bundles_page_refresh (LepPage *page)
{
  LepBundlesPage *self = LEP_BUNDLES_PAGE (page);

  enable_actions (self);
  show_people (self);
  show_waiting (self);
  show_unsent (self);
  show_receipts (self);
  lep_group_rows_show (self->rows);
  lep_folder_group_set_watch (self->folder_group, lep_window_get_folder_watch (lep_window_of (GTK_WIDGET (self))));
  show_folder (self);
}

static void
laptops_action_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  lep_window_go (lep_window_of (widget), "laptops", NULL);
}

static void
receipts_action_cb (GtkWidget  *widget,
                    const char *action_name,
                    GVariant   *parameter)
{
  lep_window_go (lep_window_of (widget), "receipts", NULL);
}

static void
make_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  const char          *peer = parameter != NULL ? g_variant_get_string (parameter, NULL) : NULL;
  LepMakeBundleDialog *dialog = lep_make_bundle_dialog_new (lep_window_of (widget), peer);

  gtk_window_present (GTK_WINDOW (dialog));
}

/* The slip of a bundle file, wherever it was put. */
static void
lep_bundles_page_print (LepPage *page)
{
  lep_window_choose_slip (lep_window_of (GTK_WIDGET (page)));
}

static void
lep_bundles_page_dispose (GObject *object)
{
  LepBundlesPage *self = LEP_BUNDLES_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_BUNDLES_PAGE);
  g_clear_pointer (&self->rows, lep_group_rows_free);

  G_OBJECT_CLASS (lep_bundles_page_parent_class)->dispose (object);
}

static void
lep_bundles_page_class_init (LepBundlesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_bundles_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_bundles_page_refresh;
  LEP_PAGE_CLASS (klass)->print = lep_bundles_page_print;

  g_type_ensure (LEP_TYPE_FOLDER_GROUP);

  gtk_widget_class_install_action (widget_class, "bundles.make", NULL, make_action_cb);
  gtk_widget_class_install_action (widget_class, "page.new", NULL, make_action_cb); /* what is made on this page */
  gtk_widget_class_install_action (widget_class, "bundles.make-for", "s", make_action_cb);
  gtk_widget_class_install_action (widget_class, "bundles.laptops", NULL, laptops_action_cb);
  gtk_widget_class_install_action (widget_class, "bundles.receipts", NULL, receipts_action_cb);
  gtk_widget_class_install_action (widget_class, "bundles.ask", NULL, ask_action_cb);
  gtk_widget_class_install_action (widget_class, "bundles.ask-for", "s", ask_action_cb);
  gtk_widget_class_install_action (widget_class, "bundles.choose-folder", NULL, choose_folder_action_cb);
  gtk_widget_class_install_action (widget_class, "bundles.waive", "a(ssxx)", waive_action_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-bundles-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepBundlesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepBundlesPage, people_group);
  gtk_widget_class_bind_template_child (widget_class, LepBundlesPage, waiting_group);
  gtk_widget_class_bind_template_child (widget_class, LepBundlesPage, folder_group);
  gtk_widget_class_bind_template_callback (widget_class, folder_changed_cb);
  gtk_widget_class_bind_template_child (widget_class, LepBundlesPage, receipts_group);
  gtk_widget_class_bind_template_child (widget_class, LepBundlesPage, people_empty);
  gtk_widget_class_bind_template_child (widget_class, LepBundlesPage, receipts_empty);
  gtk_widget_class_bind_template_child (widget_class, LepBundlesPage, all_receipts_button);
}

static void
lep_bundles_page_init (LepBundlesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = lep_group_rows_new ();
}
