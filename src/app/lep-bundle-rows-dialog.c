/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every record that a bundle makes, changes or deletes, one line each. After
 * the import a line opens its record. */

#include <glib/gi18n.h>

#include "lep-bundle-rows-dialog.h"

struct _LepBundleRowsDialog
{
  AdwWindow      parent_instance;

  LepWindow     *window; /* not owned: we are transient for it */
  GtkStringList *lines;  /* "what happens\ttitle", in the order of @keys */
  GPtrArray     *keys;   /* "kind id" */
  gboolean       can_open;

  GtkLabel      *note_label;
  GtkListView   *list;
};

G_DEFINE_FINAL_TYPE (LepBundleRowsDialog, lep_bundle_rows_dialog, ADW_TYPE_WINDOW)

static char *
describe_row (const LepImportRow *row)
{
  const LepKind   *kind = lep_schema_kind (row->kind);
  const char      *kind_label = kind != NULL ? lep_schema_label (kind->label) : row->kind;
  g_autofree char *effect = NULL;

  switch (row->effect)
    {
    case LEP_ROW_NEW:
      effect = g_strdup (_ ("New"));
      break;
    case LEP_ROW_CHANGED:
      effect = g_strdup_printf (ngettext ("%u field changed", "%u fields changed", row->n_fields), row->n_fields);
      break;
    case LEP_ROW_DELETED:
      effect = g_strdup (_ ("Deleted"));
      break;
    default:
      g_assert_not_reached ();
    }

  if (row->conflicts > 0)
    {
      /* Translators: "Project · 2 fields changed · 1 to decide" */
      return g_strdup_printf (ngettext ("%s · %s · %u to decide", "%s · %s · %u to decide", row->conflicts),
                              kind_label, effect, row->conflicts);
    }
  return g_strdup_printf ("%s · %s", kind_label, effect);
}

static void
setup_line_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 10);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (item, box);
}

static void
bind_line_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GtkWidget       *box = gtk_list_item_get_child (item);
  GtkWidget       *title = gtk_widget_get_first_child (box);
  GtkStringObject *line = gtk_list_item_get_item (item);
  g_auto (GStrv) parts = g_strsplit (gtk_string_object_get_string (line), "\t", 2);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (title)), parts[0]);
  gtk_label_set_label (GTK_LABEL (title), parts[1]);
}

static void
list_activate_cb (GtkListView         *list,
                  guint                position,
                  LepBundleRowsDialog *self)
{
  g_auto (GStrv) key = g_strsplit (g_ptr_array_index (self->keys, position), " ", 2);
  LepWindow *window = self->window;

  if (!self->can_open)
    return;

  gtk_window_destroy (GTK_WINDOW (self));
  lep_window_open_record (window, key[0], key[1], NULL);
}

static void
lep_bundle_rows_dialog_dispose (GObject *object)
{
  LepBundleRowsDialog *self = LEP_BUNDLE_ROWS_DIALOG (object);

  g_clear_object (&self->lines);
  g_clear_pointer (&self->keys, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_bundle_rows_dialog_parent_class)->dispose (object);
}

static void
lep_bundle_rows_dialog_class_init (LepBundleRowsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_bundle_rows_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-bundle-rows-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LepBundleRowsDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, LepBundleRowsDialog, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lep_bundle_rows_dialog_init (LepBundleRowsDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = gtk_string_list_new (NULL);
  self->keys = g_ptr_array_new_with_free_func (g_free);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_line_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_line_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  g_signal_connect (self->list, "activate", G_CALLBACK (list_activate_cb), self);
}

/**
 * lep_bundle_rows_dialog_new:
 * @can_open: whether the rows are here already, so that a line opens its record
 */
LepBundleRowsDialog *
lep_bundle_rows_dialog_new (LepWindow             *window,
                            const LepImportReport *report,
                            gboolean               can_open)
{
  LepBundleRowsDialog *self = g_object_new (LEP_TYPE_BUNDLE_ROWS_DIALOG, "transient-for", window, NULL);
  g_autoptr (GtkSingleSelection) selection = NULL;
  gint64 n_rows = 0;

  self->window = window;
  self->can_open = can_open;
  for (guint i = 0; i < report->rows->len; i++)
    {
      const LepImportRow *row = g_ptr_array_index (report->rows, i);
      g_autofree char    *detail = describe_row (row);
      g_autofree char    *line = g_strdup_printf ("%s\t%s", detail, row->title);

      gtk_string_list_append (self->lines, line);
      g_ptr_array_add (self->keys, g_strdup_printf ("%s %s", row->kind, row->id));
    }

  for (guint i = 0; i < report->kinds->len; i++)
    {
      const LepImportKind *kind = g_ptr_array_index (report->kinds, i);
      n_rows += kind->n_new + kind->n_changed + kind->n_deleted;
    }
  if (n_rows > report->rows->len)
    {
      g_autofree char *note = g_strdup_printf (_ ("The first %u of %jd are listed."), report->rows->len, n_rows);

      gtk_label_set_label (self->note_label, note);
      gtk_widget_set_visible (GTK_WIDGET (self->note_label), TRUE);
    }

  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  return self;
}
