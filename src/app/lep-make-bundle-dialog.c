/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Make a bundle: for whom, what goes in, who can open it, where to. What is usual
 * for the receiver is ticked already; contact persons never are. For everybody no
 * more than all have is: whoever means to give a partnership to others ticks it. */

#include <glib/gi18n.h>

#include "lep-exchange.h"
#include "lep-export.h"
#include "lep-peers.h"
#include "lep-query.h"
#include "lep-secret-file.h"

#include "lep-document-row.h"
#include "lep-lock-group.h"
#include "lep-surroundings.h"

#include "lep-make-bundle-dialog.h"

struct _LepMakeBundleDialog
{
  AdwWindow            parent_instance;

  LepWindow           *window;  /* not owned: we are transient for it */
  GPtrArray           *peers;   /* LepPeer, in the order of the receivers after "everybody" */
  GPtrArray           *spaces;  /* GtkCheckButton with its space id as data "space" */
  GtkCheckButton      *all;     /* ticks all partnerships; NULL = there are not several */
  GError              *failure; /* why it is not known what is usual */
  gboolean             quiet;   /* while the ticks are ours, not the user's */

  AdwComboRow         *peer_row;
  GtkStringList       *peer_names;
  AdwActionRow        *full_row;
  GtkSwitch           *full_switch;
  GtkSwitch           *request_switch;
  GtkSwitch           *contacts_switch;
  AdwPreferencesGroup *spaces_group;
  LepLockGroup        *lock_group;
  gboolean             can_make; /* something would be made; else it is said why not */
  GtkLabel            *count_label;
};

G_DEFINE_FINAL_TYPE (LepMakeBundleDialog, lep_make_bundle_dialog, ADW_TYPE_WINDOW)

/* The export in its thread. */
typedef struct
{
  char            *workspace_path;
  LepSurroundings *surroundings;
  char            *peer;
  char           **spaces;
  char            *target;
  char           **seal;
  char            *passphrase;
  gboolean         full;
  gboolean         request;
  gboolean         with_contacts;
  LepExportResult *result;
} ExportJob;

static void
export_job_free (ExportJob *job)
{
  g_free (job->workspace_path);
  lep_surroundings_free (job->surroundings);
  g_free (job->peer);
  g_strfreev (job->spaces);
  g_free (job->target);
  g_strfreev (job->seal);
  g_clear_pointer (&job->passphrase, lep_secret_free);
  g_clear_pointer (&job->result, lep_export_result_free);
  g_free (job);
}

static void
job_options (const ExportJob  *job,
             LepExportOptions *options)
{
  options->peer = job->peer;
  options->spaces = (const char *const *) job->spaces;
  options->full = job->full;
  options->request = job->request;
  options->seal = (const char *const *) job->seal;
  options->passphrase = job->passphrase;
  options->with_contacts = job->with_contacts;
  options->target = job->target;
}

static gboolean
export_in_thread (gpointer      data,
                  LepProgress  *progress,
                  GCancellable *cancellable,
                  GError      **error)
{
  ExportJob       *job = data;
  LepExportOptions options = { 0 };
  g_autoptr (LepWorkspace) workspace = NULL;

  workspace = lep_identity_open (job->surroundings, job->workspace_path, LEP_OPEN_WRITE, NULL, error);
  if (workspace == NULL)
    return FALSE;

  job_options (job, &options);
  job->result = lep_export (workspace, job->surroundings, &options, progress, cancellable, error);
  return job->result != NULL;
}

/* Bundles for documents that were too large for the first one. */
static void
say_more (LepWindow             *window,
          const LepExportResult *result)
{
  guint n_more = g_strv_length (result->more);
  g_autoptr (GString) text = g_string_new (NULL);

  g_string_append_printf (text,
                          ngettext ("Some documents are large: they are in %u bundle of its own. Give it along with the first.",
                                    "Some documents are large: they are in %u bundles of their own. Give them along with the first.",
                                    n_more),
                          n_more);
  for (guint i = 0; i < n_more; i++)
    {
      g_autofree char *name = g_path_get_basename (result->more[i]);

      g_string_append_printf (text, "\n%s", name);
    }
  lep_window_say (window, _ ("More bundles"), text->str);
}

static void
export_done_cb (GtkWidget    *owner,
                gpointer      data,
                const GError *error)
{
  LepWindow       *window = LEP_WINDOW (owner);
  ExportJob       *job = data;
  g_autofree char *name = NULL, *text = NULL;

  if (error != NULL)
    {
      lep_window_report_error (window, _ ("The bundle was not made"), error);
      return;
    }

  name = g_path_get_basename (job->result->file);
  if (job->request)
    text = g_strdup_printf (_ ("%s is ready, and asks for what is missing here"), name);
  else
    text = g_strdup_printf (ngettext ("%s is ready, with %jd change",
                                      "%s is ready, with %jd changes", (gulong) job->result->changes),
                            name, job->result->changes);
  if (job->passphrase != NULL) /* the slip is made of the file, which only opens with what was just wiped */
    lep_window_toast (window, text, FALSE);
  else
    lep_window_toast_next (window, text, _ ("_Print the slip"), "win.print-slip", g_variant_new_string (job->result->file));
  if (job->result->more != NULL)
    say_more (window, job->result);
}

/* What the dialog says now. Returns: (transfer full) */
static ExportJob *
read_job (LepMakeBundleDialog *self)
{
  ExportJob *job = g_new0 (ExportJob, 1);
  guint      receiver = adw_combo_row_get_selected (self->peer_row);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  job->workspace_path = g_strdup (lep_window_get_path (self->window));
  job->surroundings = lep_surroundings_of_desktop (lep_window_get_clock (self->window));
  job->request = gtk_switch_get_active (self->request_switch);
  job->full = !job->request && gtk_switch_get_active (self->full_switch);
  job->seal = lep_lock_group_dup_seal (self->lock_group);
  job->passphrase = lep_lock_group_dup_passphrase (self->lock_group);
  job->with_contacts = gtk_switch_get_active (self->contacts_switch);
  if (receiver > 0 && receiver <= self->peers->len)
    job->peer = g_strdup (((LepPeer *) g_ptr_array_index (self->peers, receiver - 1))->replica);

  for (guint i = 0; i < self->spaces->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->spaces, i);

      if (gtk_check_button_get_active (check))
        g_strv_builder_add (builder, g_object_get_data (G_OBJECT (check), "space"));
    }
  job->spaces = g_strv_builder_end (builder);
  return job;
}

/* What is typed to lock it changes nothing about what goes in. */
static void
show_can_save (LepMakeBundleDialog *self)
{
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "make-bundle.save", self->can_make && lep_lock_group_is_complete (self->lock_group));
}

/* Returns: (transfer full): "75 changes go in. 1 document goes along (37 kB)." */
static char *
describe_content (const LepExportForecast *forecast)
{
  g_autofree char *changes = NULL;
  g_autofree char *size = lep_document_row_describe_size (forecast->document_bytes);
  g_autofree char *documents = NULL;

  if (forecast->n_changes == 0)
    changes = g_strdup (_ ("The receiver has everything already. The bundle would only say what you have."));
  else
    changes = g_strdup_printf (ngettext ("%jd change goes in.", "%jd changes go in.", (gulong) forecast->n_changes),
                               (intmax_t) forecast->n_changes);
  if (forecast->n_documents == 0)
    return g_steal_pointer (&changes);

  /* Translators: %u is a number of files, %s their size together, as "37 kB" */
  documents = g_strdup_printf (ngettext ("%u document goes along (%s).", "%u documents go along (%s together).", forecast->n_documents),
                               forecast->n_documents, size);
  return forecast->n_changes == 0 ? g_steal_pointer (&documents) : g_strjoin (" ", changes, documents, NULL);
}

static void
show_count (LepMakeBundleDialog *self)
{
  ExportJob       *job = read_job (self);
  LepExportOptions options = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char  *text = NULL;
  LepExportForecast forecast;

  job_options (job, &options);
  if (self->failure != NULL && job->spaces[0] == NULL)
    text = g_strdup (self->failure->message);
  else if (job->spaces[0] == NULL) /* the engine would take what is usual */
    text = g_strdup (_ ("Nothing is chosen yet: tick what goes in."));
  else if (!lep_export_foresee (lep_window_get_workspace (self->window), &options, &forecast, &error))
    text = g_strdup (error->message);
  else if (job->request)
    text = g_strdup (_ ("No entries go in: it only says what you have. Whoever opens it is offered to send you the rest."));
  else
    text = describe_content (&forecast);
  gtk_label_set_label (self->count_label, text);
  self->can_make = error == NULL && job->spaces[0] != NULL;
  show_can_save (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->full_row), !job->request);
  export_job_free (job);
}

static void
choice_changed_cb (LepMakeBundleDialog *self)
{
  show_count (self);
}

/* All, none or some of the partnerships. */
static void
show_all (LepMakeBundleDialog *self)
{
  guint n = 0, n_ticked = 0;

  if (self->all == NULL)
    return;
  for (guint i = 0; i < self->spaces->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->spaces, i);

      if (g_object_get_data (G_OBJECT (check), "partnership") == NULL)
        continue;
      n++;
      n_ticked += gtk_check_button_get_active (check);
    }
  self->quiet = TRUE;
  gtk_check_button_set_active (self->all, n_ticked == n);
  gtk_check_button_set_inconsistent (self->all, n_ticked > 0 && n_ticked < n);
  self->quiet = FALSE;
}

static void
tick_usual (LepMakeBundleDialog *self,
            const char          *peer)
{
  g_auto (GStrv) usual = NULL;

  g_clear_error (&self->failure);
  usual = lep_export_usual (lep_window_get_workspace (self->window), peer, &self->failure);
  self->quiet = TRUE;
  for (guint i = 0; i < self->spaces->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->spaces, i);

      gtk_check_button_set_active (check, usual != NULL && g_strv_contains ((const char *const *) usual, g_object_get_data (G_OBJECT (check), "space")));
    }
  self->quiet = FALSE;
  show_all (self);
}

/* For one, or for all of them. What was ticked for somebody else is not for this one. */
static void
receiver_selected_cb (LepMakeBundleDialog *self)
{
  guint       receiver = adw_combo_row_get_selected (self->peer_row);
  const char *peer = NULL;
  g_autoptr (GPtrArray) peers = g_ptr_array_new ();

  for (guint i = 0; i < self->peers->len; i++)
    if (receiver == 0 || receiver == i + 1)
      g_ptr_array_add (peers, g_ptr_array_index (self->peers, i));
  if (receiver > 0 && peers->len > 0)
    peer = ((const LepPeer *) g_ptr_array_index (peers, 0))->replica;
  gtk_switch_set_active (self->contacts_switch, FALSE);
  lep_lock_group_set_receivers (self->lock_group, lep_window_get_workspace (self->window), peers, receiver == 0);
  tick_usual (self, peer);
  show_count (self);
}

static void
space_toggled_cb (LepMakeBundleDialog *self)
{
  if (self->quiet)
    return;
  show_all (self);
  show_count (self);
}

static void
all_toggled_cb (LepMakeBundleDialog *self)
{
  gboolean active = gtk_check_button_get_active (self->all);

  if (self->quiet)
    return;
  self->quiet = TRUE;
  for (guint i = 0; i < self->spaces->len; i++)
    {
      GtkCheckButton *check = g_ptr_array_index (self->spaces, i);

      if (g_object_get_data (G_OBJECT (check), "partnership") != NULL)
        gtk_check_button_set_active (check, active);
    }
  self->quiet = FALSE;
  show_all (self);
  show_count (self);
}

static void
folder_response_cb (GtkNativeDialog     *chooser,
                    int                  response,
                    LepMakeBundleDialog *self)
{
  g_autoptr (GFile) folder = NULL;
  ExportJob *job;

  if (response != GTK_RESPONSE_ACCEPT)
    return;

  folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  if (folder == NULL || g_file_peek_path (folder) == NULL)
    {
      lep_window_say (self->window, _ ("The bundle was not made"),
                      _ ("That place is no folder of this laptop. Choose a folder here, or a stick."));
      return;
    }
  job = read_job (self);
  job->target = g_file_get_path (folder);
  if (lep_window_run_job (self->window, _ ("Making the bundle"), GTK_WIDGET (self->window),
                          export_in_thread, export_done_cb, job, (GDestroyNotify) export_job_free))
    gtk_window_close (GTK_WINDOW (self));
}

static void
save_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  g_autoptr (GtkFileChooserNative) chooser =
    gtk_file_chooser_native_new (_ ("Which folder or stick?"), GTK_WINDOW (widget),
                                 GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Save here"), _ ("_Cancel"));

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", G_CALLBACK (folder_response_cb), widget, 0);
  g_object_set_data_full (G_OBJECT (widget), "chooser", g_object_ref (chooser), g_object_unref);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (chooser));
}

/* Returns: (transfer none): the tick of a new row */
static GtkCheckButton *
add_row (LepMakeBundleDialog *self,
         const char          *title,
         const char          *subtitle,
         GCallback            toggled)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *check = gtk_check_button_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_signal_connect_object (check, "toggled", toggled, self, G_CONNECT_SWAPPED);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), check);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), check);
  adw_preferences_group_add (self->spaces_group, row);
  return GTK_CHECK_BUTTON (check);
}

static void
add_space (LepMakeBundleDialog *self,
           const char          *space,
           const char          *title,
           const char          *subtitle,
           gboolean             is_partnership)
{
  GtkCheckButton *check = add_row (self, title, subtitle, G_CALLBACK (space_toggled_cb));

  g_object_set_data_full (G_OBJECT (check), "space", g_strdup (space), g_free);
  g_object_set_data (G_OBJECT (check), "partnership", GINT_TO_POINTER (is_partnership));
  g_ptr_array_add (self->spaces, check);
}

/* The space of a programme or partnership has the id of its record. */
static void
add_spaces_of (LepMakeBundleDialog *self,
               const char          *kind,
               const char          *subtitle)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);
  g_autoptr (GPtrArray) records = lep_query_run (lep_window_get_workspace (self->window), query, NULL);
  gboolean is_partnership = g_str_equal (kind, "partnership");

  if (is_partnership && records != NULL && records->len > 1)
    self->all = add_row (self, _ ("All partnerships"), _ ("Whoever gets the bundle then reads what each of them applied for"), G_CALLBACK (all_toggled_cb));
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      LepRecord       *record = g_ptr_array_index (records, i);
      g_autofree char *title = lep_record_dup_title (record);

      add_space (self, lep_record_get_space (record), title, subtitle, is_partnership);
    }
}

static gboolean
is_listed (LepMakeBundleDialog *self,
           const char          *space)
{
  for (guint i = 0; i < self->spaces->len; i++)
    if (g_str_equal (g_object_get_data (g_ptr_array_index (self->spaces, i), "space"), space))
      return TRUE;
  return FALSE;
}

/* That a partnership was deleted must go along, too; and who asks for what is
 * missing may miss the record itself. */
static void
add_spaces_without_record (LepMakeBundleDialog *self)
{
  LepWorkspace *workspace = lep_window_get_workspace (self->window);
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (workspace, &self->failure);

  for (guint i = 0; spaces != NULL && i < spaces->len; i++)
    {
      const LepSpaceInfo *space = g_ptr_array_index (spaces, i);
      g_autofree char    *id = lep_uuid_to_string (&space->id);
      g_autoptr (LepRecord) record = NULL;
      g_autofree char *title = NULL;

      if ((space->kind != LEP_SPACE_PARTNERSHIP && space->kind != LEP_SPACE_PROGRAMME) || is_listed (self, id))
        continue;
      record = lep_workspace_get_record (workspace, lep_space_kind_name (space->kind), id, id, NULL);
      title = record != NULL ? lep_record_dup_title (record) : g_strdup (space->name);
      add_space (self, id, title, record != NULL ? _ ("Deleted") : _ ("Its first entries have not arrived yet"), space->kind == LEP_SPACE_PARTNERSHIP);
    }
}

static void
fill (LepMakeBundleDialog *self,
      const char          *peer)
{
  g_autoptr (GPtrArray) peers = lep_peers_list (lep_window_get_workspace (self->window), NULL);
  guint selected = 0;

  if (peers != NULL)
    g_ptr_array_set_free_func (peers, NULL);

  gtk_string_list_append (self->peer_names, _ ("Everybody in the programme"));
  for (guint i = 0; peers != NULL && i < peers->len; i++)
    {
      LepPeer         *one = g_ptr_array_index (peers, i);
      g_autofree char *name = NULL;

      if (one->revoked_on != NULL)
        {
          lep_peer_free (one);
          continue;
        }

      name = g_strdup_printf (_ ("%s · laptop “%s”"), *one->person != '\0' ? one->person : one->place, one->label);
      gtk_string_list_append (self->peer_names, name);
      g_ptr_array_add (self->peers, one);
      if (g_strcmp0 (one->replica, peer) == 0)
        selected = self->peers->len;
    }
  adw_combo_row_set_selected (self->peer_row, selected);

  add_spaces_of (self, "programme", _ ("Directory of organisations, calls, indicators"));
  add_spaces_of (self, "partnership", _ ("Partnership with its meetings, projects and results"));
  add_spaces_without_record (self);
}

/* libadwaita 1.2: a row with the focus hears of it once more when it is gone. */
static gboolean
lep_make_bundle_dialog_close_request (GtkWindow *window)
{
  gtk_window_set_focus (window, NULL);
  return GTK_WINDOW_CLASS (lep_make_bundle_dialog_parent_class)->close_request (window);
}

static void
lep_make_bundle_dialog_dispose (GObject *object)
{
  LepMakeBundleDialog *self = LEP_MAKE_BUNDLE_DIALOG (object);

  g_clear_error (&self->failure);
  g_clear_pointer (&self->peers, g_ptr_array_unref);
  g_clear_pointer (&self->spaces, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_make_bundle_dialog_parent_class)->dispose (object);
}

static void
lep_make_bundle_dialog_class_init (LepMakeBundleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LEP_TYPE_LOCK_GROUP);

  G_OBJECT_CLASS (klass)->dispose = lep_make_bundle_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = lep_make_bundle_dialog_close_request;

  gtk_widget_class_install_action (widget_class, "make-bundle.save", NULL, save_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "make-bundle.save", NULL);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-make-bundle-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LepMakeBundleDialog, peer_row);
  gtk_widget_class_bind_template_child (widget_class, LepMakeBundleDialog, peer_names);
  gtk_widget_class_bind_template_child (widget_class, LepMakeBundleDialog, full_row);
  gtk_widget_class_bind_template_child (widget_class, LepMakeBundleDialog, full_switch);
  gtk_widget_class_bind_template_child (widget_class, LepMakeBundleDialog, request_switch);
  gtk_widget_class_bind_template_child (widget_class, LepMakeBundleDialog, contacts_switch);
  gtk_widget_class_bind_template_child (widget_class, LepMakeBundleDialog, spaces_group);
  gtk_widget_class_bind_template_child (widget_class, LepMakeBundleDialog, lock_group);
  gtk_widget_class_bind_template_child (widget_class, LepMakeBundleDialog, count_label);
}

static void
lep_make_bundle_dialog_init (LepMakeBundleDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->peers = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_peer_free);
  self->spaces = g_ptr_array_new ();
}

/**
 * lep_make_bundle_dialog_new:
 * @peer: (nullable): replica id of the receiver to begin with
 */
LepMakeBundleDialog *
lep_make_bundle_dialog_new (LepWindow  *window,
                            const char *peer)
{
  LepMakeBundleDialog *self = g_object_new (LEP_TYPE_MAKE_BUNDLE_DIALOG, "transient-for", window, NULL);

  self->window = window;
  fill (self, peer);
  receiver_selected_cb (self);
  show_count (self);

  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->peer_row));
  g_signal_connect_object (self->peer_row, "notify::selected", G_CALLBACK (receiver_selected_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->lock_group, "changed", G_CALLBACK (show_can_save), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->request_switch, "notify::active", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->full_switch, "notify::active", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->contacts_switch, "notify::active", G_CALLBACK (choice_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* Sets it to a request: nothing goes in but what is here. */
void
lep_make_bundle_dialog_set_request (LepMakeBundleDialog *self)
{
  g_return_if_fail (LEP_IS_MAKE_BUNDLE_DIALOG (self));

  gtk_switch_set_active (self->request_switch, TRUE);
}
