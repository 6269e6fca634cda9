/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Two organisations that are one: their fields side by side, what names each,
 * and the choice of the one that stands for both. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-format.h"
#include "lep-record.h"
#include "lep-same.h"

#include "lep-field-text.h"
#include "lep-language.h"

#include "lep-same-dialog.h"

struct _LepSameDialog
{
  AdwWindow       parent_instance;

  LepWindow      *window; /* not owned: we are transient for it */
  char           *ids[2];

  GtkCheckButton *first_button;
  GtkCheckButton *second_button;
  GtkGrid        *grid;
};

G_DEFINE_FINAL_TYPE (LepSameDialog, lep_same_dialog, ADW_TYPE_WINDOW)

static GtkCheckButton *
button_of (LepSameDialog *self,
           guint          side)
{
  return side == 0 ? self->first_button : self->second_button;
}

static void
attach (LepSameDialog *self,
        const char    *text,
        int            column,
        int            row,
        const char    *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_max_width_chars (GTK_LABEL (label), column == 0 ? 20 : 30);
  gtk_label_set_selectable (GTK_LABEL (label), column > 0);
  gtk_widget_set_hexpand (label, column > 0);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);
}

/* "Memberships 2 · Projects 1" */
static char *
describe_links (LepSameDialog *self,
                const char    *id)
{
  g_autoptr (GArray) links = lep_same_links (lep_window_get_workspace (self->window), id, NULL);
  GString *text = g_string_new (NULL);

  for (guint i = 0; links != NULL && i < links->len; i++)
    {
      const LepSameLinks *link = &g_array_index (links, LepSameLinks, i);
      g_autofree char    *count = lep_format_count (lep_language_locale (), link->n);

      g_string_append_printf (text, "%s%s %s", i > 0 ? " · " : "", lep_schema_label (link->kind->plural), count);
    }
  if (text->len == 0)
    g_string_append (text, _ ("Nothing names it yet"));
  return g_string_free (text, FALSE);
}

static void
show_fields (LepSameDialog *self,
             LepRecord     *records[2])
{
  LepWorkspace  *workspace = lep_window_get_workspace (self->window);
  const LepKind *kind = lep_schema_kind ("organisation");
  int            row = 1;

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LepField *field = &kind->fields[i];
      const char     *values[2] = { lep_record_get (records[0], field->name), lep_record_get (records[1], field->name) };
      gboolean        differ = g_strcmp0 (values[0], values[1]) != 0;

      if ((field->flags & LEP_FIELD_INTERNAL) != 0 || (values[0] == NULL && values[1] == NULL))
        continue;
      attach (self, lep_schema_label (field->label), 0, row, "dim-label");
      for (guint side = 0; side < 2; side++)
        {
          g_autofree char *text = lep_field_label (workspace, field, values[side]);

          attach (self, text, (int) side + 1, row, differ ? "heading" : NULL);
        }
      row++;
    }
  attach (self, _ ("What names it"), 0, row, "dim-label");
  for (guint side = 0; side < 2; side++)
    {
      g_autofree char *links = describe_links (self, self->ids[side]);

      attach (self, links, (int) side + 1, row, NULL);
    }
}

static void
join_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  LepSameDialog *self = LEP_SAME_DIALOG (widget);
  LepWindow     *window = self->window;
  guint          kept = gtk_check_button_get_active (self->second_button) ? 1 : 0;
  g_autoptr (GError) error = NULL;
  gboolean done = lep_same_join (lep_window_get_workspace (window), self->ids[kept], self->ids[1 - kept], &error);

  gtk_window_destroy (GTK_WINDOW (self));
  if (done)
    lep_window_toast (window, _ ("They are one organisation now"), TRUE);
  else
    lep_window_report_error (window, _ ("They were not joined"), error);
}

static void
lep_same_dialog_dispose (GObject *object)
{
  LepSameDialog *self = LEP_SAME_DIALOG (object);

  g_clear_pointer (&self->ids[0], g_free);
  g_clear_pointer (&self->ids[1], g_free);

  G_OBJECT_CLASS (lep_same_dialog_parent_class)->dispose (object);
}

static void
lep_same_dialog_class_init (LepSameDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_same_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "same.join", NULL, join_action_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-same-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LepSameDialog, first_button);
  gtk_widget_class_bind_template_child (widget_class, LepSameDialog, second_button);
  gtk_widget_class_bind_template_child (widget_class, LepSameDialog, grid);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lep_same_dialog_init (LepSameDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_same_dialog_open:
 * @one: id of an organisation
 * @other: id of another
 *
 * Shows both, and joins them when that is confirmed.
 */
void
lep_same_dialog_open (LepWindow  *window,
                      const char *one,
                      const char *other)
{
  LepWorkspace *workspace = lep_window_get_workspace (window);
  g_autoptr (LepRecord) first = lep_workspace_get_record (workspace, "organisation", one, NULL, NULL);
  g_autoptr (LepRecord) second = lep_workspace_get_record (workspace, "organisation", other, NULL, NULL);
  LepRecord     *records[2] = { first, second };
  LepSameDialog *self;

  if (first == NULL || second == NULL || strcmp (one, other) == 0)
    return;

  self = g_object_new (LEP_TYPE_SAME_DIALOG, "transient-for", window, NULL);
  self->window = window;
  self->ids[0] = g_strdup (one);
  self->ids[1] = g_strdup (other);
  for (guint side = 0; side < 2; side++)
    {
      g_autofree char *title = lep_record_dup_title (records[side]);
      /* Translators: the name of an organisation */
      g_autofree char *label = g_strdup_printf (_ ("Keep “%s”"), title);

      gtk_check_button_set_label (button_of (self, side), label);
      gtk_accessible_update_property (GTK_ACCESSIBLE (button_of (self, side)), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
    }
  show_fields (self, records);
  gtk_window_present (GTK_WINDOW (self));
}
