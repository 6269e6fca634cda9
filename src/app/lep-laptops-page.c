/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whom this laptop trusts, and why: the number of each to compare by telephone,
 * who vouched for whom, and what is blocked. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-format.h"
#include "lep-laptop.h"
#include "lep-peers.h"
#include "lep-public-key.h"

#include "lep-group-rows.h"
#include "lep-language.h"
#include "lep-window.h"

#include "lep-laptops-page.h"

struct _LepLaptopsPage
{
  LepPage              parent_instance;

  AdwPreferencesGroup *own_group;
  AdwPreferencesGroup *peers_group;
  GtkLabel            *empty_label;
  LepGroupRows        *rows;
};

G_DEFINE_FINAL_TYPE (LepLaptopsPage, lep_laptops_page, LEP_TYPE_PAGE)

static GtkWidget *
new_row (const char *title,
         const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

/* The thirty digits, in two lines of three groups. */
static GtkWidget *
new_number (const char *number)
{
  g_auto (GStrv) groups = g_strsplit (number, " ", -1);
  g_autoptr (GString) text = g_string_new (NULL);
  GtkWidget *label;

  for (guint i = 0; groups[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : i % 3 == 0 ? "\n"
                                                                   : " ",
                            groups[i]);
  label = gtk_label_new (text->str);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_valign (label, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "num");
  gtk_widget_add_css_class (label, "heading");
  return label;
}

static void
add_button (GtkWidget  *row,
            const char *label,
            const char *name,
            const char *action,
            const char *replica)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", replica);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
}

/* Why it is trusted, or that it is not any more. */
static char *
describe_trust (const LepPeer *peer)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *since = peer->since != NULL ? lep_format_time (lep_language_locale (), peer->since, zone, LEP_DATE_LONG) : g_strdup ("");
  g_autofree char *text = NULL;

  if (peer->revoked_on != NULL)
    {
      g_autofree char *day = lep_format_date (lep_language_locale (), peer->revoked_on, LEP_DATE_LONG);

      return g_strdup_printf (_ ("Blocked since %s: what it sends is refused"), day);
    }
  if (peer->introduced_by != NULL)
    text = g_strdup_printf (_ ("Trusted on the word of “%s” since %s; nobody here compared its number"), peer->introduced_by, since);
  else
    text = g_strdup_printf (_ ("Its number was compared here; trusted since %s"), since);
  return peer->introducer ? g_strdup_printf (_ ("%s · its word on others counts here"), text) : g_steal_pointer (&text);
}

static const char *
pill_of (const LepPeer *peer,
         const char   **css_class)
{
  if (peer->revoked_on != NULL)
    {
      *css_class = "bad";
      return _ ("Blocked");
    }
  *css_class = peer->introduced_by != NULL ? "wait" : "good";
  return peer->introduced_by != NULL ? _ ("Introduced") : _ ("Compared");
}

/* What a switch says of a laptop, and what the user is told of it. */
typedef gboolean (*SetFunc) (LepWorkspace *workspace,
                             const char   *peer,
                             gboolean      value,
                             char        **told,
                             GError      **error);

static void
set_peer (LepLaptopsPage *self,
          GtkSwitch      *button,
          SetFunc         set)
{
  g_autofree char *told = NULL;
  g_autoptr (GError) error = NULL;

  if (set (lep_page_get_workspace (LEP_PAGE (self)), g_object_get_data (G_OBJECT (button), "replica"), gtk_switch_get_active (button), &told, &error))
    {
      if (told != NULL)
        lep_window_say (lep_window_of (GTK_WIDGET (self)), _ ("Blocked laptops"), told);
      return;
    }

  lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("This was not changed"), error);
  lep_page_set_stale (LEP_PAGE (self));
  lep_page_refresh_if_stale (LEP_PAGE (self)); /* the switch shows what holds */
}

static gboolean
set_introducer (LepWorkspace *workspace,
                const char   *peer,
                gboolean      value,
                char        **told,
                GError      **error)
{
  return lep_peers_set_introducer (workspace, peer, value, error);
}

static void
introducer_switch_active_cb (GtkSwitch      *button,
                             GParamSpec     *pspec,
                             LepLaptopsPage *self)
{
  set_peer (self, button, set_introducer);
}

static void
officer_switch_active_cb (GtkSwitch      *button,
                          GParamSpec     *pspec,
                          LepLaptopsPage *self)
{
  set_peer (self, button, lep_peers_set_officer);
}

static GtkWidget *
new_switch_row (LepLaptopsPage *self,
                const LepPeer  *peer,
                const char     *title,
                const char     *subtitle,
                gboolean        active,
                GCallback       changed)
{
  GtkWidget *row = new_row (title, subtitle);
  GtkWidget *button = gtk_switch_new ();

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_switch_set_active (GTK_SWITCH (button), active);
  gtk_widget_set_sensitive (button, lep_page_is_writable (LEP_PAGE (self)));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_data_full (G_OBJECT (button), "replica", g_strdup (peer->replica), g_free);
  g_signal_connect_object (button, "notify::active", changed, self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  return row;
}

/* What can be said about a laptop that is not blocked. */
static void
add_choices (LepLaptopsPage *self,
             GtkWidget      *row,
             const LepPeer  *peer,
             gboolean        may_revoke)
{
  g_autofree char *block = g_strdup_printf (_ ("Block “%s”"), peer->label);
  GtkWidget       *revoke = new_row (_ ("Block this laptop"),
                               may_revoke ? _ ("For one that was lost or stolen: nobody in the programme takes bundles from it any more")
                                                : _ ("Only the laptop that founded the programme, or one of the officers whom that laptop named, can block a laptop."));

  adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                            new_switch_row (self, peer, _ ("Trust whom this laptop trusts"), _ ("People whose changes come through it are then known here too"),
                                            peer->introducer, G_CALLBACK (introducer_switch_active_cb)));
  if (may_revoke)
    {
      adw_expander_row_add_row (ADW_EXPANDER_ROW (row),
                                new_switch_row (self, peer, _ ("Belongs to the programme office"),
                                                _ ("What it decides about applications, payments and reports counts as the office's. Named on the laptop that founded the programme, it may also block laptops and name others"),
                                                peer->officer, G_CALLBACK (officer_switch_active_cb)));
      add_button (revoke, _ ("_Block…"), block, "laptops.revoke", peer->replica);
    }
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), revoke);
}

static GtkWidget *
new_peer_row (LepLaptopsPage *self,
              const LepPeer  *peer,
              gboolean        may_revoke)
{
  GtkWidget       *row = adw_expander_row_new ();
  const char      *css_class;
  GtkWidget       *pill = gtk_label_new (pill_of (peer, &css_class));
  GtkWidget       *number = new_row (_ ("Number to compare by telephone"), _ ("They find theirs on this page of their laptop, at the top"));
  g_autofree char *title = g_strdup_printf (_ ("%s · laptop “%s”"), *peer->person != '\0' ? peer->person : peer->place, peer->label);
  g_autofree char *trust = describe_trust (peer);
  g_autofree char *confirm = g_strdup_printf (_ ("The number of “%s” matches"), peer->label);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (row), trust);
  gtk_widget_set_valign (pill, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (pill, "pill-status");
  gtk_widget_add_css_class (pill, css_class);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (row), pill);

  adw_action_row_add_suffix (ADW_ACTION_ROW (number), new_number (peer->number));
  if (peer->introduced_by != NULL && peer->revoked_on == NULL)
    add_button (number, _ ("_It matches"), confirm, "laptops.confirm", peer->replica);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (row), number);
  if (peer->revoked_on == NULL)
    add_choices (self, row, peer, may_revoke);
  return row;
}

static void
show_own (LepLaptopsPage *self)
{
  g_autoptr (GPtrArray) laptops = lep_laptops_load (lep_page_get_workspace (LEP_PAGE (self)), NULL);
  g_autofree char *own = NULL;

  lep_workspace_get_meta (lep_page_get_workspace (LEP_PAGE (self)), LEP_META_REPLICA, &own, NULL);
  for (guint i = 0; laptops != NULL && own != NULL && i < laptops->len; i++)
    {
      const LepLaptop *laptop = g_ptr_array_index (laptops, i);
      g_autofree char *id = lep_uuid_to_string (&laptop->id);
      g_autofree char *number = NULL;
      g_autofree char *title = NULL;
      LepPublicKey     key;
      GtkWidget       *row;

      if (!g_str_equal (id, own))
        continue;
      memcpy (key.bytes, laptop->key, LEP_PUBLIC_KEY_SIZE);
      number = lep_public_key_number (&key);
      title = g_strdup_printf (_ ("%s · laptop “%s”"), *laptop->person != '\0' ? laptop->person : laptop->place, laptop->label);
      row = new_row (title, _ ("Read this number to those who open a bundle of yours for the first time"));
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), new_number (number));
      lep_group_rows_add (self->rows, self->own_group, row);
    }
}

static void
lep_laptops_page_refresh (LepPage *page)
{
  LepLaptopsPage *self = LEP_LAPTOPS_PAGE (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) peers = lep_peers_list (lep_page_get_workspace (page), &error);
  gboolean may_revoke = lep_peers_may_revoke (lep_page_get_workspace (page));

  if (peers == NULL)
    {
      lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("The list of laptops was not read"), error);
      return;
    }
  show_own (self);
  for (guint i = 0; i < peers->len; i++)
    lep_group_rows_add (self->rows, self->peers_group, new_peer_row (self, g_ptr_array_index (peers, i), may_revoke));
  lep_group_rows_show (self->rows);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "laptops.confirm", lep_page_is_writable (page));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "laptops.revoke", lep_page_is_writable (page));
  gtk_widget_set_visible (GTK_WIDGET (self->empty_label), peers->len == 0);
}

static void
confirm_action_cb (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  g_autoptr (GError) error = NULL;

  if (!lep_peers_confirm (lep_page_get_workspace (LEP_PAGE (widget)), g_variant_get_string (parameter, NULL), &error))
    {
      lep_window_report_error (lep_window_of (widget), _ ("This was not changed"), error);
      return;
    }
  lep_laptops_page_refresh (LEP_PAGE (widget));
  lep_window_toast (lep_window_of (widget), _ ("Its number is compared"), FALSE);
}

static void
revoke_response_cb (AdwMessageDialog *dialog,
                    const char       *response,
                    LepLaptopsPage   *self)
{
  g_autofree char *today = lep_window_dup_today ();
  g_autoptr (GError) error = NULL;

  if (g_strcmp0 (response, "block") != 0)
    return;
  if (lep_peers_revoke (lep_page_get_workspace (LEP_PAGE (self)), g_object_get_data (G_OBJECT (dialog), "replica"), today, &error))
    lep_window_toast (lep_window_of (GTK_WIDGET (self)), _ ("It is blocked"), TRUE);
  else
    lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("It was not blocked"), error);
}

static void
revoke_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  GtkWidget *dialog =
    lep_window_ask (lep_window_of (widget), _ ("Block this laptop?"),
                    _ ("From now on nobody in the programme takes a bundle that it made; they learn of it with your next bundle. "
                       "What it wrote before stays, and what it wrote and others pass on is still taken in. "
                       "Do this when a laptop was lost or stolen, not when somebody leaves."),
                    "block", _ ("_Block it"));

  g_object_set_data_full (G_OBJECT (dialog), "replica", g_variant_dup_string (parameter, NULL), g_free);
  g_signal_connect_object (dialog, "response", G_CALLBACK (revoke_response_cb), widget, 0);
}

static void
lep_laptops_page_dispose (GObject *object)
{
  LepLaptopsPage *self = LEP_LAPTOPS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_LAPTOPS_PAGE);
  g_clear_pointer (&self->rows, lep_group_rows_free);

  G_OBJECT_CLASS (lep_laptops_page_parent_class)->dispose (object);
}

static void
lep_laptops_page_class_init (LepLaptopsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_laptops_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_laptops_page_refresh;

  gtk_widget_class_install_action (widget_class, "laptops.confirm", "s", confirm_action_cb);
  gtk_widget_class_install_action (widget_class, "laptops.revoke", "s", revoke_action_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-laptops-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepLaptopsPage, own_group);
  gtk_widget_class_bind_template_child (widget_class, LepLaptopsPage, peers_group);
  gtk_widget_class_bind_template_child (widget_class, LepLaptopsPage, empty_label);
}

static void
lep_laptops_page_init (LepLaptopsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->rows = lep_group_rows_new ();
}
