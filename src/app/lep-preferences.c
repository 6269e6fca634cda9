/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences. Each takes effect at once; who works here is a change of the
 * workspace, the rest belongs to this laptop alone. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-identity.h"
#include "lep-language.h"

#include "lep-preferences.h"

struct _LepPreferences
{
  AdwPreferencesWindow  parent_instance;

  LepWindow            *window; /* over which it is shown */
  GSettings            *settings;
  GtkFileChooserNative *chooser;
  gboolean              ready;

  AdwPreferencesGroup  *who_group;
  AdwEntryRow          *person_row;
  AdwEntryRow          *label_row;
  AdwEntryRow          *place_row;
  AdwComboRow          *language_row;
  AdwComboRow          *scale_row;
  AdwComboRow          *print_language_row;
  AdwEntryRow          *letterhead_row;
  AdwEntryRow          *line_row;
  AdwActionRow         *logo_row;
  GtkWidget            *logo_clear;
  GtkWidget            *backup_clear;
  GtkWidget            *exchange_clear;
  AdwActionRow         *backup_row;
  AdwActionRow         *exchange_row;
};

G_DEFINE_FINAL_TYPE (LepPreferences, lep_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* In percent of the desktop's. */
static const int scales[] = { 75, 90, 100, 110, 125, 150, 175, 200 };

/* --- Who --- */

/* What is kept of who works here. */
static char *
dup_answer (LepPreferences *self,
            const char     *key)
{
  char *value = NULL;
  g_autoptr (GError) error = NULL;

  if (!lep_workspace_get_meta (lep_window_get_workspace (self->window), key, &value, &error))
    g_debug ("%s: %s", key, error->message);
  return value != NULL ? value : g_strdup ("");
}

static void
fill_who (LepPreferences *self)
{
  LepWorkspace    *workspace = lep_window_get_workspace (self->window);
  g_autofree char *person = NULL;
  g_autofree char *label = NULL;
  g_autofree char *place = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->who_group), workspace != NULL && !lep_workspace_is_read_only (workspace));
  if (workspace == NULL)
    return;

  person = dup_answer (self, LEP_META_PERSON);
  label = dup_answer (self, LEP_META_LABEL);
  place = dup_answer (self, LEP_META_PLACE);
  gtk_editable_set_text (GTK_EDITABLE (self->person_row), person);
  gtk_editable_set_text (GTK_EDITABLE (self->label_row), label);
  gtk_editable_set_text (GTK_EDITABLE (self->place_row), place);
}

static gboolean
is_who_changed (LepPreferences *self)
{
  g_autofree char *person = NULL;
  g_autofree char *label = NULL;
  g_autofree char *place = NULL;

  if (!gtk_widget_get_visible (GTK_WIDGET (self->who_group)))
    return FALSE;

  person = dup_answer (self, LEP_META_PERSON);
  label = dup_answer (self, LEP_META_LABEL);
  place = dup_answer (self, LEP_META_PLACE);
  return !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->person_row)), person) ||
         !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->label_row)), label) ||
         !g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->place_row)), place);
}

/* Returns: FALSE if something is missing; that is said */
static gboolean
apply_who (LepPreferences *self)
{
  LepWho who = {
    .label = gtk_editable_get_text (GTK_EDITABLE (self->label_row)),
    .person = gtk_editable_get_text (GTK_EDITABLE (self->person_row)),
    .place = gtk_editable_get_text (GTK_EDITABLE (self->place_row)),
  };
  g_autoptr (GError) error = NULL;

  if (*who.label == '\0' || *who.person == '\0')
    {
      adw_preferences_window_add_toast (ADW_PREFERENCES_WINDOW (self),
                                        adw_toast_new (_ ("Your name and the laptop's must be filled in.")));
      return FALSE;
    }

  if (!lep_identity_set_who (lep_window_get_workspace (self->window), &who, &error))
    lep_window_report_error (self->window, _ ("This could not be noted"), error);
  return TRUE;
}

static void
who_applied_cb (LepPreferences *self)
{
  apply_who (self);
}

/* What was typed and not applied is noted, as the rows without a button are. */
static gboolean
lep_preferences_close_request (GtkWindow *window)
{
  LepPreferences *self = LEP_PREFERENCES (window);

  if (is_who_changed (self) && !apply_who (self))
    return TRUE;
  return GTK_WINDOW_CLASS (lep_preferences_parent_class)->close_request (window);
}

/* --- Language and text --- */

/* Returns: where a language stands in the rows for one; 0: no language of its own */
static guint
find_language (const char *tag)
{
  guint            n_locales;
  const LepLocale *locales = lep_locale_all (&n_locales);

  for (guint i = 0; i < n_locales; i++)
    if (g_strcmp0 (locales[i].tag, tag) == 0)
      return i + 1;

  return 0;
}

static void
fill_languages (AdwComboRow *row,
                const char  *first,
                const char  *chosen)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint            n_locales;
  const LepLocale *locales = lep_locale_all (&n_locales);

  gtk_string_list_append (names, first);
  for (guint i = 0; i < n_locales; i++)
    gtk_string_list_append (names, locales[i].name);
  adw_combo_row_set_model (row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (row, find_language (chosen));
}

static const char *
chosen_language (AdwComboRow *row)
{
  guint            n_locales;
  const LepLocale *locales = lep_locale_all (&n_locales);
  guint            selected = adw_combo_row_get_selected (row);

  return selected > 0 && selected <= n_locales ? locales[selected - 1].tag : "";
}

/* The choice is taken back: the window stays as it is. */
static void
keep_language (LepPreferences *self)
{
  g_autofree char *language = g_settings_get_string (self->settings, "language");

  self->ready = FALSE;
  adw_combo_row_set_selected (self->language_row, find_language (language));
  self->ready = TRUE;
}

/* The window is built anew in the other language; the preferences close with it, unless
 * something is missing in what was typed there. */
static void
language_selected_cb (LepPreferences *self)
{
  if (!self->ready)
    return;

  if (is_who_changed (self) && !apply_who (self))
    {
      keep_language (self);
      return;
    }
  g_settings_set_string (self->settings, "language", chosen_language (self->language_row));
  lep_window_rebuild (self->window);
}

static void
print_language_selected_cb (LepPreferences *self)
{
  if (self->ready)
    g_settings_set_string (self->settings, "print-language", chosen_language (self->print_language_row));
}

static void
fill_scales (LepPreferences *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  int   chosen = g_settings_get_int (self->settings, "text-scale");
  guint selected = 2;

  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autofree char *name = scales[i] == 100 ? g_strdup (_ ("As the desktop has it")) : lep_format_percent (lep_language_locale (), scales[i] * 100, 0);

      gtk_string_list_append (names, name);
      if (scales[i] == chosen)
        selected = i;
    }
  adw_combo_row_set_model (self->scale_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->scale_row, selected);
}

static void
scale_selected_cb (LepPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->scale_row);

  if (self->ready && selected < G_N_ELEMENTS (scales))
    g_settings_set_int (self->settings, "text-scale", scales[selected]);
}

/* --- Files and folders --- */

static void
show_path (LepPreferences *self,
           AdwActionRow   *row,
           GtkWidget      *clear_button,
           const char     *key,
           const char     *none)
{
  g_autofree char *path = g_settings_get_string (self->settings, key);

  adw_action_row_set_subtitle (row, *path != '\0' ? path : none);
  gtk_widget_set_visible (clear_button, *path != '\0');
}

static void
show_paths (LepPreferences *self)
{
  show_path (self, self->logo_row, self->logo_clear, "letterhead-logo", _ ("None"));
  show_path (self, self->backup_row, self->backup_clear, "backup-folder", _ ("Beside the workspace"));
  show_path (self, self->exchange_row, self->exchange_clear, "exchange-folder", _ ("Where they were last"));
}

static void
chosen_cb (GtkNativeDialog *dialog,
           int              response,
           LepPreferences  *self)
{
  g_autoptr (GFile) file = NULL;
  g_autofree char *path = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file != NULL)
    path = g_file_get_path (file);
  if (path != NULL)
    g_settings_set_string (self->settings, g_object_get_data (G_OBJECT (dialog), "key"), path);
  show_paths (self);
  g_clear_object (&self->chooser);
}

static void
choose (LepPreferences      *self,
        const char          *title,
        GtkFileChooserAction action,
        const char          *key)
{
  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (self), action, _ ("_Choose"), NULL);
  if (action == GTK_FILE_CHOOSER_ACTION_OPEN)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _ ("Pictures (PNG)"));
      gtk_file_filter_add_mime_type (filter, "image/png");
      gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
    }
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_object_set_data (G_OBJECT (self->chooser), "key", (gpointer) key);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
logo_activated_cb (LepPreferences *self)
{
  choose (self, _ ("Picture in the letterhead"), GTK_FILE_CHOOSER_ACTION_OPEN, "letterhead-logo");
}

/* As it was before something was chosen; the button goes, the row keeps the focus. */
static void
clear (LepPreferences *self,
       AdwActionRow   *row,
       const char     *key)
{
  g_settings_reset (self->settings, key);
  gtk_widget_grab_focus (GTK_WIDGET (row));
  show_paths (self);
}

static void
logo_cleared_cb (LepPreferences *self)
{
  clear (self, self->logo_row, "letterhead-logo");
}

static void
backup_cleared_cb (LepPreferences *self)
{
  clear (self, self->backup_row, "backup-folder");
}

static void
exchange_cleared_cb (LepPreferences *self)
{
  clear (self, self->exchange_row, "exchange-folder");
}

static void
backup_activated_cb (LepPreferences *self)
{
  choose (self, _ ("Folder for copies of the workspace"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, "backup-folder");
}

static void
exchange_activated_cb (LepPreferences *self)
{
  choose (self, _ ("Folder for bundles"), GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, "exchange-folder");
}

/* --- The window --- */

static void
lep_preferences_dispose (GObject *object)
{
  LepPreferences *self = LEP_PREFERENCES (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_PREFERENCES);
  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (lep_preferences_parent_class)->dispose (object);
}

static void
lep_preferences_class_init (LepPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_preferences_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = lep_preferences_close_request;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, who_group);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, person_row);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, label_row);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, place_row);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, language_row);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, scale_row);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, print_language_row);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, letterhead_row);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, line_row);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, logo_row);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, logo_clear);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, backup_clear);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, exchange_clear);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, backup_row);
  gtk_widget_class_bind_template_child (widget_class, LepPreferences, exchange_row);
  gtk_widget_class_bind_template_callback (widget_class, who_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, language_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, print_language_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, scale_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, logo_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, logo_cleared_cb);
  gtk_widget_class_bind_template_callback (widget_class, backup_cleared_cb);
  gtk_widget_class_bind_template_callback (widget_class, exchange_cleared_cb);
  gtk_widget_class_bind_template_callback (widget_class, backup_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, exchange_activated_cb);
}

static void
lep_preferences_init (LepPreferences *self)
{
  self->settings = g_settings_new (LEP_APPLICATION_ID);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Returns: (transfer none): the preferences, to be presented over the window */
GtkWidget *
lep_preferences_new (LepWindow *window)
{
  LepPreferences  *self = g_object_new (LEP_TYPE_PREFERENCES, "transient-for", window, "destroy-with-parent", TRUE, NULL);
  g_autofree char *language = g_settings_get_string (self->settings, "language");
  g_autofree char *print_language = g_settings_get_string (self->settings, "print-language");

  self->window = window;
  fill_who (self);
  fill_languages (self->language_row, _ ("As the desktop has it"), language);
  fill_languages (self->print_language_row, _ ("As the screen"), print_language);
  fill_scales (self);
  show_paths (self);
  g_settings_bind (self->settings, "letterhead-place", self->letterhead_row, "text", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->settings, "letterhead-line", self->line_row, "text", G_SETTINGS_BIND_DEFAULT);
  self->ready = TRUE;

  return GTK_WIDGET (self);
}
