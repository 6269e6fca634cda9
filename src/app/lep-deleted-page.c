/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was deleted, of every kind or of one, and the way back. */

#include <glib/gi18n.h>

#include "lep-record-list.h"

#include "lep-deleted-row.h"
#include "lep-field-text.h"
#include "lep-window.h"

#include "lep-deleted-page.h"

struct _LepDeletedPage
{
  LepPage         parent_instance;

  GListStore     *lists;  /* of LepRecordList: one a kind with deleted rows */
  GPtrArray      *chosen; /* LepKind of each line of @kinds, NULL for all */
  gboolean        filling;
  gboolean        restored; /* one was just brought back, here */

  GtkStack       *stack;
  GtkSearchEntry *filter_entry;
  GtkDropDown    *kind_dropdown;
  GtkStringList  *kinds;
  GtkListView    *list;
  GtkWidget      *empty;
};

G_DEFINE_FINAL_TYPE (LepDeletedPage, lep_deleted_page, LEP_TYPE_PAGE)

static LepQuery *
deleted_query (LepDeletedPage *self,
               const LepKind  *kind)
{
  LepQuery *query = lep_query_new (kind->name);

  lep_query_set_rows (query, LEP_ROWS_DELETED);
  lep_query_set_text (query, gtk_editable_get_text (GTK_EDITABLE (self->filter_entry)));
  return query;
}

static gboolean
has_deleted (LepDeletedPage *self,
             const LepKind  *kind)
{
  g_autoptr (LepQuery) query = lep_query_new (kind->name);
  g_autoptr (GArray) ids = NULL;

  lep_query_set_rows (query, LEP_ROWS_DELETED);
  lep_query_set_limit (query, 1);
  ids = lep_query_run_ids (lep_page_get_workspace (LEP_PAGE (self)), query, NULL);
  return ids != NULL && ids->len > 0;
}

/* The drop-down offers the kinds of which something was deleted; the choice
 * stays if it can. */
static void
fill_kinds (LepDeletedPage *self)
{
  guint          n_kinds;
  const LepKind *kinds = lep_schema_kinds (&n_kinds);
  guint          selected = gtk_drop_down_get_selected (self->kind_dropdown);
  const LepKind *before = selected < self->chosen->len ? g_ptr_array_index (self->chosen, selected) : NULL;
  guint          again = 0;

  self->filling = TRUE;
  gtk_string_list_splice (self->kinds, 0, g_list_model_get_n_items (G_LIST_MODEL (self->kinds)), NULL);
  g_ptr_array_set_size (self->chosen, 0);
  gtk_string_list_append (self->kinds, _ ("Everything"));
  g_ptr_array_add (self->chosen, NULL);
  for (guint i = 0; i < n_kinds; i++)
    {
      if (!has_deleted (self, &kinds[i]))
        continue;
      if (&kinds[i] == before)
        again = self->chosen->len;
      gtk_string_list_append (self->kinds, lep_schema_label (kinds[i].plural));
      g_ptr_array_add (self->chosen, (gpointer) &kinds[i]);
    }
  gtk_drop_down_set_selected (self->kind_dropdown, again);
  self->filling = FALSE;
}

static void
fill_list (LepDeletedPage *self)
{
  guint          selected = gtk_drop_down_get_selected (self->kind_dropdown);
  const LepKind *only = selected < self->chosen->len ? g_ptr_array_index (self->chosen, selected) : NULL;

  g_list_store_remove_all (self->lists);
  for (guint i = 1; i < self->chosen->len; i++)
    {
      const LepKind *kind = g_ptr_array_index (self->chosen, i);
      g_autoptr (LepQuery) query = NULL;
      g_autoptr (LepRecordList) list = NULL;
      g_autoptr (GError) error = NULL;

      if (only != NULL && kind != only)
        continue;

      query = deleted_query (self, kind);
      list = lep_record_list_new (lep_page_get_workspace (LEP_PAGE (self)), query, &error);
      if (list == NULL)
        {
          lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("The list was not read"), error);
          return;
        }
      g_list_store_append (self->lists, list);
    }
}

static void
lep_deleted_page_refresh (LepPage *page)
{
  LepDeletedPage *self = LEP_DELETED_PAGE (page);

  fill_kinds (self);
  fill_list (self);
  gtk_stack_set_visible_child_name (self->stack, self->chosen->len > 1 ? "list" : "empty");
  /* With the last row its focus goes, by itself to Undo: the same key again would
   * take back what it did. */
  if (self->restored && self->chosen->len == 1)
    gtk_widget_grab_focus (self->empty);
  self->restored = FALSE;
}

static void
filter_changed_cb (LepDeletedPage *self)
{
  if (!self->filling)
    fill_list (self);
}

static void
restore_clicked_cb (LepDeletedPage *self,
                    LepRecord      *record)
{
  LepWindow       *window = lep_window_of (GTK_WIDGET (self));
  g_autofree char *title = lep_record_label (lep_page_get_workspace (LEP_PAGE (self)), record);
  g_autoptr (LepEdit) edit = lep_edit_new (lep_page_get_workspace (LEP_PAGE (self)));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint            n_others;

  self->restored = TRUE;
  if (!lep_edit_restore (edit, lep_record_get_space (record), lep_record_get_kind_name (record), lep_record_get_id (record), &error) ||
      !lep_edit_commit (edit, &error))
    {
      lep_window_report_error (window, _ ("It was not brought back"), error);
      return;
    }

  n_others = lep_edit_get_n_rows (edit) - 1;
  if (n_others == 0)
    text = g_strdup_printf (_ ("“%s” is back"), title);
  else
    text = g_strdup_printf (ngettext ("“%s” is back, and %u entry that belongs to it",
                                      "“%s” is back, and %u entries that belong to it", n_others),
                            title, n_others);
  lep_window_toast (window, text, TRUE);
}

static void
setup_row_cb (LepDeletedPage *self,
              GtkListItem    *item)
{
  GtkWidget *row = lep_deleted_row_new (lep_page_is_writable (LEP_PAGE (self)));

  g_signal_connect_object (row, "restore-clicked", G_CALLBACK (restore_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (item, row);
  gtk_list_item_set_activatable (item, FALSE);
}

static void
bind_row_cb (LepDeletedPage *self,
             GtkListItem    *item)
{
  lep_deleted_row_set_record (LEP_DELETED_ROW (gtk_list_item_get_child (item)), lep_page_get_workspace (LEP_PAGE (self)), gtk_list_item_get_item (item));
}

static void
unbind_row_cb (LepDeletedPage *self,
               GtkListItem    *item)
{
  lep_deleted_row_set_record (LEP_DELETED_ROW (gtk_list_item_get_child (item)), NULL, NULL);
}

static void
lep_deleted_page_dispose (GObject *object)
{
  LepDeletedPage *self = LEP_DELETED_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_DELETED_PAGE);
  g_clear_object (&self->lists);
  g_clear_pointer (&self->chosen, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_deleted_page_parent_class)->dispose (object);
}

static void
lep_deleted_page_class_init (LepDeletedPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_deleted_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_deleted_page_refresh;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-deleted-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepDeletedPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepDeletedPage, filter_entry);
  gtk_widget_class_bind_template_child (widget_class, LepDeletedPage, kind_dropdown);
  gtk_widget_class_bind_template_child (widget_class, LepDeletedPage, kinds);
  gtk_widget_class_bind_template_child (widget_class, LepDeletedPage, list);
  gtk_widget_class_bind_template_child (widget_class, LepDeletedPage, empty);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
}

static void
lep_deleted_page_init (LepDeletedPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkNoSelection) selection = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lists = g_list_store_new (LEP_TYPE_RECORD_LIST);
  self->chosen = g_ptr_array_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);

  selection = gtk_no_selection_new (G_LIST_MODEL (gtk_flatten_list_model_new (g_object_ref (G_LIST_MODEL (self->lists)))));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
}
