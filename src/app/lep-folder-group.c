/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The exchange folder on the page of bundles: which one, on or off, when it was
 * last looked at, what came through it, and what needs somebody to decide. */

#include <glib/gi18n.h>

#include "lep-format.h"

#include "lep-group-rows.h"
#include "lep-language.h"
#include "lep-window.h"

#include "lep-folder-group.h"

/* The others stand among the receipts. */
#define MAX_TAKEN_ROWS 5

struct _LepFolderGroup
{
  AdwBin                parent_instance;

  LepFolderWatch       *watch;
  LepGroupRows         *rows;
  GtkFileChooserNative *chooser;
  gboolean              showing;

  AdwPreferencesGroup  *group;
  GtkWidget            *look_button;
  AdwActionRow         *folder_row;
  AdwActionRow         *on_row;
  GtkSwitch            *on_switch;
  AdwActionRow         *seal_row;
  GtkSwitch            *seal_switch;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepFolderGroup, lep_folder_group, ADW_TYPE_BIN)

static char *
format_time (gint64 at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  char text[LEP_TIME_TEXT_SIZE + 1];

  lep_time_format (at, text);
  return lep_format_time (lep_language_locale (), text, zone, LEP_DATE_LONG);
}

static AdwActionRow *
add_row (LepFolderGroup *self,
         const char     *title,
         const char     *subtitle,
         const char     *icon)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (icon);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (image, "dim-label");
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), image);
  lep_group_rows_add (self->rows, self->group, row);
  return ADW_ACTION_ROW (row);
}

static void
add_left (LepFolderGroup      *self,
          const LepFolderLeft *left)
{
  AdwActionRow    *row = add_row (self, left->file, left->reason, "dialog-warning-symbolic");
  GtkWidget       *button;
  g_autofree char *name = NULL;

  if (!left->can_open)
    return;

  button = gtk_button_new_with_mnemonic (_ ("_Open…"));
  /* Translators: name of a file. */
  name = g_strdup_printf (_ ("Open %s"), left->file);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", left->file);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "folder.open");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  adw_action_row_add_suffix (row, button);
}

static void
add_taken (LepFolderGroup       *self,
           const LepFolderTaken *taken)
{
  g_autofree char *time = format_time (taken->at);
  /* Translators: a person or laptop */
  g_autofree char *title = g_strdup_printf (_ ("Taken in from %s"), taken->from);
  /* Translators: time · new and waiting changes · conflicts of a bundle that came in */
  g_autofree char *subtitle = g_strdup_printf (_ ("%s · %jd new, %jd waiting, %jd to decide"), time, (intmax_t) taken->n_new,
                                               (intmax_t) taken->n_waiting, (intmax_t) taken->n_conflicts);

  add_row (self, title, subtitle, "document-open-symbolic");
}

static void
add_held (LepFolderGroup *self,
          GPtrArray      *held)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) labels = NULL;
  g_autofree char *names = NULL;

  for (guint i = 0; i < held->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (held, i));
  labels = g_strv_builder_end (builder);
  names = g_strjoinv (", ", labels);
  add_row (self, names, _ ("Nothing is put there for them yet: their key is not known here. It comes with the first entry made there"),
           "channel-insecure-symbolic");
}

/* Returns: (transfer full): when it was looked at, and what else lies there */
static char *
describe (const LepFolderState *state)
{
  g_autofree char *time = NULL;
  g_autofree char *looked = NULL;
  g_autofree char *others = NULL;

  if (!state->choice.on)
    return g_strdup (_ ("Off: nothing is read there and nothing is put there"));
  if (state->trouble != NULL)
    return g_strdup (_ ("It could not be looked at; it is tried again every few minutes"));
  if (state->looked_at == 0)
    return g_strdup (_ ("It is being looked at"));

  time = format_time (state->looked_at);
  looked = g_strdup_printf (_ ("Last looked at: %s"), time);
  if (state->n_others == 0)
    return g_steal_pointer (&looked);

  others = g_strdup_printf (ngettext ("%u bundle there is for others", "%u bundles there are for others", state->n_others), state->n_others);
  /* Translators: when the folder was looked at · how many bundles there are for others */
  return g_strdup_printf (_ ("%s · %s"), looked, others);
}

static void
show (LepFolderGroup *self)
{
  const LepFolderState *state = lep_folder_watch_get_state (self->watch);
  gboolean              chosen = state->choice.path != NULL;
  gboolean              writable = !state->is_read_only;
  g_autofree char      *sentence = describe (state);

  self->showing = TRUE;
  if (chosen)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->folder_row), _ ("Folder"));
      adw_action_row_set_subtitle (self->folder_row, state->choice.path);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->on_row), chosen);
  gtk_widget_set_visible (GTK_WIDGET (self->seal_row), chosen);
  gtk_widget_set_visible (self->look_button, chosen && state->choice.on);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "folder.choose", writable);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "folder.look", writable && !state->is_looking);
  gtk_widget_set_sensitive (GTK_WIDGET (self->on_row), writable);
  gtk_widget_set_sensitive (GTK_WIDGET (self->seal_row), writable);
  adw_action_row_set_subtitle (self->on_row, sentence);
  adw_action_row_set_subtitle (self->seal_row, state->choice.seal ? _ ("Whoever else comes by the folder cannot read them")
                                                                  : _ ("Whoever comes by the folder can read them"));
  gtk_switch_set_active (self->on_switch, state->choice.on);
  gtk_switch_set_active (self->seal_switch, state->choice.seal);

  for (guint i = 0; i < state->left->len; i++)
    add_left (self, g_ptr_array_index (state->left, i));
  if (state->held->len > 0)
    add_held (self, state->held);
  for (guint i = 0; i < MIN (state->taken->len, MAX_TAKEN_ROWS); i++)
    add_taken (self, g_ptr_array_index (state->taken, i));
  lep_group_rows_show (self->rows);
  self->showing = FALSE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
report (LepFolderGroup *self,
        const GError   *error)
{
  lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("The exchange folder was not changed"), error);
  show (self);
}

static void
on_switch_active_cb (LepFolderGroup *self)
{
  g_autoptr (GError) error = NULL;

  if (!self->showing && !lep_folder_watch_set_on (self->watch, gtk_switch_get_active (self->on_switch), &error))
    report (self, error);
}

static void
seal_switch_active_cb (LepFolderGroup *self)
{
  g_autoptr (GError) error = NULL;

  if (!self->showing && !lep_folder_watch_set_seal (self->watch, gtk_switch_get_active (self->seal_switch), &error))
    report (self, error);
}

static void
folder_response_cb (GtkNativeDialog *chooser,
                    int              response,
                    LepFolderGroup  *self)
{
  g_autoptr (GFile) folder = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser)) : NULL;
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;
  g_autoptr (GError) error = NULL;

  g_clear_object (&self->chooser);
  if (path != NULL && !lep_folder_watch_choose (self->watch, path, &error))
    report (self, error);
}

static void
choose_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LepFolderGroup *self = LEP_FOLDER_GROUP (widget);

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Which folder do the laptops share?"), GTK_WINDOW (lep_window_of (widget)),
                                               GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Exchange here"), _ ("_Cancel"));
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (folder_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
look_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  lep_folder_watch_look (LEP_FOLDER_GROUP (widget)->watch);
}

static void
open_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  const LepFolderState *state = lep_folder_watch_get_state (LEP_FOLDER_GROUP (widget)->watch);
  g_autoptr (GFile) file = g_file_new_build_filename (state->choice.path, g_variant_get_string (parameter, NULL), NULL);

  lep_window_open_file (lep_window_of (widget), file);
}

static void
lep_folder_group_dispose (GObject *object)
{
  LepFolderGroup *self = LEP_FOLDER_GROUP (object);

  g_clear_object (&self->watch);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->rows, lep_group_rows_free);

  G_OBJECT_CLASS (lep_folder_group_parent_class)->dispose (object);
}

static void
lep_folder_group_class_init (LepFolderGroupClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_folder_group_dispose;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "folder.choose", NULL, choose_action_cb);
  gtk_widget_class_install_action (widget_class, "folder.look", NULL, look_action_cb);
  gtk_widget_class_install_action (widget_class, "folder.open", "s", open_action_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-folder-group.ui");
  gtk_widget_class_bind_template_child (widget_class, LepFolderGroup, group);
  gtk_widget_class_bind_template_child (widget_class, LepFolderGroup, look_button);
  gtk_widget_class_bind_template_child (widget_class, LepFolderGroup, folder_row);
  gtk_widget_class_bind_template_child (widget_class, LepFolderGroup, on_row);
  gtk_widget_class_bind_template_child (widget_class, LepFolderGroup, on_switch);
  gtk_widget_class_bind_template_child (widget_class, LepFolderGroup, seal_row);
  gtk_widget_class_bind_template_child (widget_class, LepFolderGroup, seal_switch);
  gtk_widget_class_bind_template_callback (widget_class, on_switch_active_cb);
  gtk_widget_class_bind_template_callback (widget_class, seal_switch_active_cb);
}

static void
lep_folder_group_init (LepFolderGroup *self)
{
  self->rows = lep_group_rows_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Shows this watch from now on. */
void
lep_folder_group_set_watch (LepFolderGroup *self,
                            LepFolderWatch *watch)
{
  g_return_if_fail (LEP_IS_FOLDER_GROUP (self));
  g_return_if_fail (LEP_IS_FOLDER_WATCH (watch));

  if (self->watch == watch)
    return;
  if (self->watch != NULL)
    g_signal_handlers_disconnect_by_data (self->watch, self);
  g_set_object (&self->watch, watch);
  g_signal_connect_object (watch, "changed", G_CALLBACK (show), self, G_CONNECT_SWAPPED);
  show (self);
}

/* Returns: (transfer full) (nullable): a sentence about what is in the way */
char *
lep_folder_group_dup_trouble (LepFolderGroup *self)
{
  const LepFolderState *state;

  g_return_val_if_fail (LEP_IS_FOLDER_GROUP (self), NULL);

  state = self->watch != NULL ? lep_folder_watch_get_state (self->watch) : NULL;
  return state != NULL && state->choice.on && state->trouble != NULL
           ? g_strdup_printf (_ ("The exchange folder rests: %s"), state->trouble)
           : NULL;
}

gboolean
lep_folder_group_has_folder (LepFolderGroup *self)
{
  g_return_val_if_fail (LEP_IS_FOLDER_GROUP (self), FALSE);

  return self->watch != NULL && lep_folder_watch_get_state (self->watch)->choice.path != NULL;
}
