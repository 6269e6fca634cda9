/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A small record in a window of its own. */

#include <glib/gi18n.h>

#include "lep-for-good.h"

#include "lep-draft.h"
#include "lep-field-text.h"
#include "lep-form-build.h"
#include "lep-state-button.h"
#include "lep-unsaved.h"
#include "lep-window.h"

#include "lep-record-dialog.h"

struct _LepRecordDialog
{
  AdwWindow       parent_instance;

  AdwWindowTitle *title;
  AdwBin         *content;
  LepStateButton *state_button;

  LepWorkspace   *workspace;
  LepRecord      *record; /* NULL: a new one */
  LepDraft       *draft;
  LepForm        *form;
};

G_DEFINE_FINAL_TYPE (LepRecordDialog, lep_record_dialog, ADW_TYPE_WINDOW)

static gboolean
close_shortcut_cb (GtkWidget *widget,
                   GVariant  *arguments,
                   gpointer   user_data)
{
  gtk_window_close (GTK_WINDOW (widget));

  return TRUE;
}

static void
response_cb (LepRecordDialog *self,
             const char      *response)
{
  if (g_strcmp0 (response, "close") == 0)
    gtk_window_destroy (GTK_WINDOW (self));
}

/* What was typed while the record was deleted cannot be mended here: it goes when the
 * user says so. */
static gboolean
has_to_ask (LepRecordDialog *self)
{
  g_autofree char *typed = self->form != NULL ? lep_unsaved_dup_text (GTK_WIDGET (self->form)) : NULL;
  GtkWidget       *question;

  if (typed == NULL)
    return FALSE;

  question = lep_unsaved_ask (GTK_WINDOW (self), _ ("Close, and lose what you typed?"),
                              _ ("This came too late to be saved: the entry was deleted."), typed,
                              _ ("_Go back to it"), _ ("_Close without it"));
  g_signal_connect_object (question, "response", G_CALLBACK (response_cb), self, G_CONNECT_SWAPPED);
  return TRUE;
}

/* What was refused keeps the window open, with its reason under it; so does a
 * draft, until the user says that it may go. */
static gboolean
close_request_cb (LepRecordDialog *self)
{
  if (self->draft != NULL && lep_draft_is_touched (self->draft))
    {
      lep_draft_drop (self->draft);
      return GDK_EVENT_STOP;
    }
  if (self->form != NULL && !lep_form_flush (self->form))
    return GDK_EVENT_STOP;

  return has_to_ask (self) ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* What was typed while the record was deleted stays in the form, to be copied from there. */
static void
changed_cb (LepRecordDialog *self)
{
  gboolean         is_late;
  g_autofree char *typed = NULL;

  if (self->record == NULL || !lep_record_refresh (self->record, self->workspace, NULL))
    return;

  is_late = lep_record_is_deleted (self->record) && lep_form_is_touched (self->form);
  lep_form_set_record (self->form, self->workspace, self->record);
  lep_state_button_set_record (self->state_button, self->workspace, self->record);
  if (is_late)
    {
      typed = lep_unsaved_dup_text (GTK_WIDGET (self->form));
      lep_record_say_deleted (GTK_WIDGET (self), self->workspace, self->record, typed);
    }
}

static LepRecordDialog *
new_dialog (GtkWidget    *parent,
            LepWorkspace *workspace,
            const char   *title)
{
  LepRecordDialog *self = g_object_new (LEP_TYPE_RECORD_DIALOG, "title", title, NULL);
  GtkRoot         *root = gtk_widget_get_root (parent);

  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  adw_window_title_set_title (self->title, title);
  self->workspace = g_object_ref (workspace);
  g_signal_connect_object (workspace, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

static void
lep_record_dialog_dispose (GObject *object)
{
  LepRecordDialog *self = LEP_RECORD_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_RECORD_DIALOG);
  g_clear_object (&self->workspace);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (lep_record_dialog_parent_class)->dispose (object);
}

static void
lep_record_dialog_class_init (LepRecordDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_record_dialog_dispose;

  g_type_ensure (LEP_TYPE_STATE_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-record-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LepRecordDialog, title);
  gtk_widget_class_bind_template_child (widget_class, LepRecordDialog, content);
  gtk_widget_class_bind_template_child (widget_class, LepRecordDialog, state_button);
  gtk_widget_class_bind_template_callback (widget_class, close_request_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, close_shortcut_cb, NULL);
}

static void
lep_record_dialog_init (LepRecordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A window for a new record of @kind; present it after its presets are given. */
GtkWidget *
lep_record_dialog_new (GtkWidget    *parent,
                       LepWorkspace *workspace,
                       const char   *kind)
{
  LepRecordDialog *self;

  g_return_val_if_fail (lep_schema_kind (kind) != NULL, NULL);

  self = new_dialog (parent, workspace, lep_schema_label (lep_schema_kind (kind)->label));
  self->draft = LEP_DRAFT (lep_draft_new (kind));
  adw_bin_set_child (self->content, GTK_WIDGET (self->draft));
  lep_draft_start (self->draft, workspace);
  gtk_widget_hide (GTK_WIDGET (self->state_button));
  g_signal_connect_object (self->draft, "created", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->draft, "dropped", G_CALLBACK (gtk_window_destroy), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "show", G_CALLBACK (lep_draft_focus), self->draft, G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}

void
lep_record_dialog_preset (LepRecordDialog *self,
                          const char      *field,
                          const char      *value)
{
  g_return_if_fail (LEP_IS_RECORD_DIALOG (self));
  g_return_if_fail (self->draft != NULL);

  lep_draft_preset (self->draft, field, value);
}

/* Opens the window on a record that is there; @field: (nullable): the one that gets
 * the cursor. */
void
lep_record_dialog_open (GtkWidget    *parent,
                        LepWorkspace *workspace,
                        LepRecord    *record,
                        const char   *field)
{
  LepRecordDialog *self;
  const LepKind   *kind;
  g_autofree char *title = NULL;
  GtkWidget       *scrolled;

  g_return_if_fail (LEP_IS_RECORD (record));

  kind = lep_record_get_kind (record);
  g_return_if_fail (kind != NULL);

  title = lep_record_label (workspace, record);
  self = new_dialog (parent, workspace, title);
  adw_window_title_set_subtitle (self->title, lep_schema_label (kind->label));
  self->record = g_object_ref (record);
  self->form = LEP_FORM (lep_form_build (kind, FALSE));
  gtk_widget_set_margin_start (GTK_WIDGET (self->form), 16);
  gtk_widget_set_margin_end (GTK_WIDGET (self->form), 16);
  gtk_widget_set_margin_top (GTK_WIDGET (self->form), 14);
  gtk_widget_set_margin_bottom (GTK_WIDGET (self->form), 14);

  scrolled = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scrolled), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled), GTK_WIDGET (self->form));
  gtk_widget_set_vexpand (scrolled, TRUE);
  adw_bin_set_child (self->content, scrolled);

  lep_form_set_record (self->form, workspace, record);
  lep_state_button_set_record (self->state_button, workspace, record);
  gtk_window_present (GTK_WINDOW (self));
  if (field != NULL)
    lep_form_focus_field (self->form, field);
}

/* Deletes a record with what belongs to it, and offers to take that back; all
 * of it stays under Deleted. */
void
lep_record_delete (GtkWidget    *parent,
                   LepWorkspace *workspace,
                   LepRecord    *record)
{
  LepWindow *window = lep_window_of (parent);
  g_autoptr (LepEdit) edit = NULL;
  g_autoptr (GError) error = NULL;
  guint            n_others;
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (LEP_IS_WORKSPACE (workspace));
  g_return_if_fail (LEP_IS_RECORD (record));

  title = lep_record_label (workspace, record);
  edit = lep_edit_new (workspace);
  if (lep_edit_delete (edit, lep_record_get_space (record), lep_record_get_kind_name (record),
                       lep_record_get_id (record), &error))
    lep_edit_commit (edit, &error);
  n_others = lep_edit_get_n_rows (edit) - 1;

  if (window == NULL)
    return;

  if (error != NULL)
    {
      lep_window_report_error (window, _ ("It could not be removed"), error);
      return;
    }

  if (n_others == 0)
    /* Translators: a message with the button Undo; %s is a name */
    text = g_strdup_printf (_ ("“%s” removed"), title);
  else
    text = g_strdup_printf (ngettext ("“%s” removed, and %u entry that belongs to it",
                                      "“%s” removed, and %u entries that belong to it", n_others),
                            title, n_others);
  lep_window_toast (window, text, TRUE);
}

/* It was deleted, here or elsewhere, while @typed was typed there: that is not lost
 * without a word. */
void
lep_record_say_deleted (GtkWidget    *parent,
                        LepWorkspace *workspace,
                        LepRecord    *record,
                        const char   *typed)
{
  LepWindow       *window = lep_window_of (parent);
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  g_return_if_fail (LEP_IS_WORKSPACE (workspace));
  g_return_if_fail (LEP_IS_RECORD (record));

  if (window == NULL)
    return;

  title = lep_record_label (workspace, record);
  /* Translators: the name of a project or the like */
  text = g_strdup_printf (_ ("“%s” was deleted. What you typed there last could not be saved. On the page “Deleted” it can be restored."), title);
  if (typed != NULL)
    lep_window_say_typed (window, _ ("Not saved"), text, typed);
  else
    lep_window_say (window, _ ("Not saved"), text);
}

static void
erase_response_cb (AdwMessageDialog *dialog,
                   const char       *response,
                   LepWindow        *window)
{
  LepRecord *contact = g_object_get_data (G_OBJECT (dialog), "contact");
  g_autoptr (GError) error = NULL;
  LepUuid id, space;

  if (g_strcmp0 (response, "erase") != 0)
    return;

  lep_uuid_parse (lep_record_get_id (contact), -1, &id);
  lep_uuid_parse (lep_record_get_space (contact), -1, &space);
  if (lep_workspace_erase (lep_window_get_workspace (window), &space, &id, &error))
    lep_window_toast (window, _ ("The contact was erased for good"), FALSE);
  else
    lep_window_report_error (window, _ ("The contact was not erased"), error);
}

/* Erases a contact for good, once the user has read what that means. */
void
lep_record_erase (GtkWidget    *parent,
                  LepWorkspace *workspace,
                  LepRecord    *contact)
{
  LepWindow       *window = lep_window_of (parent);
  GtkWidget       *dialog;
  g_autofree char *title = NULL;
  g_autofree char *heading = NULL;

  g_return_if_fail (LEP_IS_WORKSPACE (workspace));
  g_return_if_fail (LEP_IS_RECORD (contact));

  if (window == NULL)
    return;

  title = lep_record_label (workspace, contact);
  heading = g_strdup_printf (_ ("Erase “%s” for good?"), title);
  dialog = lep_window_ask (window, heading,
                           _ ("Everything that was ever written about this person goes: here, from the history, and from "
                              "every laptop that this reaches. No old bundle brings it back, and it cannot be undone. "
                              "Backups and bundles made before still hold it; destroy them where that matters."),
                           "erase", _ ("_Erase for good"));
  g_object_set_data_full (G_OBJECT (dialog), "contact", g_object_ref (contact), g_object_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (erase_response_cb), window, 0);
}
