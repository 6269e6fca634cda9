/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The files attached to a record: adding by choosing or dropping, opening,
 * saving, removing, and asking those who have what is not here. */

#include <glib/gi18n.h>

#include "lep-document-job.h"
#include "lep-document-row.h"
#include "lep-make-bundle-dialog.h"
#include "lep-record-dialog.h"
#include "lep-share.h"

#include "lep-documents-tab.h"

struct _LepDocumentsTab
{
  LepTab                parent_instance;

  GtkStack             *stack; /* empty, list */
  GtkListBox           *list;
  GtkWidget            *add_button;

  GtkFileChooserNative *chooser;
  char                 *saving; /* id of the document that is being saved */
  char                 *shown;  /* what the list shows, as text */
};

G_DEFINE_FINAL_TYPE (LepDocumentsTab, lep_documents_tab, LEP_TYPE_TAB)

static void
show_chooser (LepDocumentsTab     *self,
              const char          *title,
              GtkFileChooserAction action,
              const char          *button,
              GCallback            chosen)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (title, GTK_WINDOW (window), action, button, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", chosen, self, 0);
}

static void
add (LepDocumentsTab *self,
     GSList          *files)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));

  if (window != NULL && lep_tab_is_writable (LEP_TAB (self)) && files != NULL)
    lep_document_attach (window, lep_tab_get_record (LEP_TAB (self)), files);
}

static void
add_chosen_cb (GtkNativeDialog *dialog,
               int              response,
               LepDocumentsTab *self)
{
  g_autoptr (GListModel) chosen = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_files (GTK_FILE_CHOOSER (dialog)) : NULL;
  GSList *files = NULL;

  for (guint i = 0; chosen != NULL && i < g_list_model_get_n_items (chosen); i++)
    files = g_slist_append (files, g_list_model_get_item (chosen, i));
  add (self, files);
  g_slist_free_full (files, g_object_unref);
  g_clear_object (&self->chooser);
}

static void
add_clicked_cb (LepDocumentsTab *self)
{
  show_chooser (self, _ ("Add documents"), GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Add"), G_CALLBACK (add_chosen_cb));
  gtk_file_chooser_set_select_multiple (GTK_FILE_CHOOSER (self->chooser), TRUE);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
drop_cb (LepDocumentsTab *self,
         const GValue    *value)
{
  GSList *files = gdk_file_list_get_files (g_value_get_boxed (value));

  add (self, files);
  g_slist_free (files);
  return TRUE;
}

static void
opened_cb (LepDocumentsTab *self,
           LepDocumentRow  *row)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));

  if (window != NULL)
    lep_document_open (window, lep_document_row_get_document (row));
}

/* The row of a document that may have been made anew since. */
static LepDocumentRow *
find_row (LepDocumentsTab *self,
          const char      *id)
{
  for (GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->list)); row != NULL; row = gtk_widget_get_next_sibling (row))
    if (LEP_IS_DOCUMENT_ROW (row) && g_strcmp0 (lep_document_row_get_document (LEP_DOCUMENT_ROW (row))->id, id) == 0)
      return LEP_DOCUMENT_ROW (row);
  return NULL;
}

static void
save_chosen_cb (GtkNativeDialog *dialog,
                int              response,
                LepDocumentsTab *self)
{
  g_autoptr (GFile) file = response == GTK_RESPONSE_ACCEPT ? gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog)) : NULL;
  LepDocumentRow *row = find_row (self, self->saving);
  LepWindow      *window = lep_window_of (GTK_WIDGET (self));

  g_clear_object (&self->chooser);
  if (file != NULL && row != NULL && window != NULL)
    lep_document_save (window, lep_document_row_get_document (row), file);
}

static void
saved_cb (LepDocumentsTab *self,
          LepDocumentRow  *row)
{
  const LepDocument *document = lep_document_row_get_document (row);
  const char        *name = document->file_name != NULL ? document->file_name : document->title;

  g_free (self->saving);
  self->saving = g_strdup (document->id);
  show_chooser (self, _ ("Save a document"), GTK_FILE_CHOOSER_ACTION_SAVE, _ ("_Save"), G_CALLBACK (save_chosen_cb));
  if (name != NULL)
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), name);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* Every bundle asks for what is missing; so one is made for who has it. */
static void
asked_cb (LepDocumentsTab *self,
          LepDocumentRow  *row)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));

  if (window != NULL)
    gtk_window_present (GTK_WINDOW (lep_make_bundle_dialog_new (window, lep_document_row_get_holder (row))));
}

static void
removed_cb (LepDocumentsTab *self,
            LepDocumentRow  *row)
{
  const LepDocument *document = lep_document_row_get_document (row);
  g_autoptr (LepRecord) record =
    lep_workspace_get_record (lep_tab_get_workspace (LEP_TAB (self)), "document", document->id, document->space, NULL);

  if (record != NULL)
    lep_record_delete (GTK_WIDGET (self), lep_tab_get_workspace (LEP_TAB (self)), record);
}

static void
add_row (LepDocumentsTab *self,
         LepDocument     *document,
         GHashTable      *holders)
{
  GPtrArray *of = document->sha256 != NULL ? g_hash_table_lookup (holders, document->sha256) : NULL;
  GtkWidget *row = lep_document_row_new (document, of, lep_tab_is_writable (LEP_TAB (self)));

  g_signal_connect_object (row, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "saved", G_CALLBACK (saved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "asked", G_CALLBACK (asked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
  gtk_list_box_append (self->list, row);
}

static void
add_text (GString    *text,
          const char *part)
{
  g_string_append_printf (text, "%s\n", part != NULL ? part : "");
}

/* What the list would show: it is made anew only when that is another. */
static char *
describe (LepDocumentsTab *self,
          GPtrArray       *documents,
          GHashTable      *holders)
{
  GString *text = g_string_new (lep_tab_is_writable (LEP_TAB (self)) ? "1" : "0");

  for (guint i = 0; i < documents->len; i++)
    {
      const LepDocument *document = g_ptr_array_index (documents, i);
      GPtrArray         *of = document->sha256 != NULL ? g_hash_table_lookup (holders, document->sha256) : NULL;

      add_text (text, document->id);
      add_text (text, document->title);
      add_text (text, document->file_name);
      add_text (text, document->sha256);
      add_text (text, document->dated_on);
      add_text (text, document->is_here ? "here" : "");
      for (guint k = 0; of != NULL && k < of->len; k++)
        add_text (text, ((LepFileHolder *) g_ptr_array_index (of, k))->label);
    }
  return g_string_free (text, FALSE);
}

static gboolean
is_any_missing (GPtrArray *documents)
{
  for (guint i = 0; i < documents->len; i++)
    if (!((LepDocument *) g_ptr_array_index (documents, i))->is_here)
      return TRUE;
  return FALSE;
}

static void
lep_documents_tab_show (LepTab *tab)
{
  LepDocumentsTab *self = LEP_DOCUMENTS_TAB (tab);
  LepWorkspace    *workspace = lep_tab_get_workspace (tab);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) documents = lep_documents_list (workspace, lep_record_get_id (lep_tab_get_record (tab)), &error);
  g_autoptr (GHashTable) holders = NULL;
  g_autofree char *shown = NULL;
  GtkWidget       *row;

  gtk_widget_set_visible (self->add_button, lep_tab_is_writable (LEP_TAB (self)));
  if (documents != NULL)
    holders = is_any_missing (documents) ? lep_share_holders (workspace, &error) : g_hash_table_new (g_str_hash, g_str_equal);
  if (holders == NULL)
    {
      g_debug ("Documents not read: %s", error->message);
      return;
    }

  shown = describe (self, documents, holders);
  if (g_strcmp0 (shown, self->shown) == 0)
    return;
  g_free (self->shown);
  self->shown = g_steal_pointer (&shown);

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  gtk_stack_set_visible_child_name (self->stack, documents->len > 0 ? "list" : "empty");
  while (documents->len > 0)
    add_row (self, g_ptr_array_steal_index (documents, 0), holders);
}

static void
lep_documents_tab_dispose (GObject *object)
{
  LepDocumentsTab *self = LEP_DOCUMENTS_TAB (object);

  g_clear_object (&self->chooser);

  G_OBJECT_CLASS (lep_documents_tab_parent_class)->dispose (object);
}

static void
lep_documents_tab_finalize (GObject *object)
{
  LepDocumentsTab *self = LEP_DOCUMENTS_TAB (object);

  g_free (self->saving);
  g_free (self->shown);

  G_OBJECT_CLASS (lep_documents_tab_parent_class)->finalize (object);
}

static void
lep_documents_tab_class_init (LepDocumentsTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_documents_tab_dispose;
  G_OBJECT_CLASS (klass)->finalize = lep_documents_tab_finalize;
  LEP_TAB_CLASS (klass)->show = lep_documents_tab_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-documents-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepDocumentsTab, stack);
  gtk_widget_class_bind_template_child (widget_class, LepDocumentsTab, list);
  gtk_widget_class_bind_template_child (widget_class, LepDocumentsTab, add_button);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
}

static void
lep_documents_tab_init (LepDocumentsTab *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}
