/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One page in the sidebar: its icon, its name, and how many wait there. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"

#include "lep-sidebar-row.h"

struct _LepSidebarRow
{
  GtkListBoxRow      parent_instance;

  const LepPageInfo *info;
  GtkImage          *icon;
  GtkLabel          *title_label;
  GtkLabel          *badge;
};

G_DEFINE_FINAL_TYPE (LepSidebarRow, lep_sidebar_row, GTK_TYPE_LIST_BOX_ROW)

static void
lep_sidebar_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_SIDEBAR_ROW);

  G_OBJECT_CLASS (lep_sidebar_row_parent_class)->dispose (object);
}

/* The page that is seen; the first one when that is not listed. */
static gboolean
takes_focus (GtkListBoxRow *row)
{
  GtkWidget *list = gtk_widget_get_parent (GTK_WIDGET (row));

  if (GTK_IS_LIST_BOX (list) && gtk_list_box_get_selected_row (GTK_LIST_BOX (list)) == NULL)
    return gtk_list_box_row_get_index (row) == 0;
  return gtk_list_box_row_is_selected (row);
}

/* A row of GTK's own opens its page when the focus is moved onto it, also by a sidebar
 * that folds: only one takes it, and opens nothing. The arrows do not come this way. */
static gboolean
lep_sidebar_row_focus (GtkWidget       *widget,
                       GtkDirectionType direction)
{
  return takes_focus (GTK_LIST_BOX_ROW (widget)) && !gtk_widget_has_focus (widget) && gtk_widget_grab_focus (widget);
}

static void
lep_sidebar_row_class_init (LepSidebarRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->focus = lep_sidebar_row_focus;

  G_OBJECT_CLASS (klass)->dispose = lep_sidebar_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LepSidebarRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LepSidebarRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, LepSidebarRow, badge);
}

static void
lep_sidebar_row_init (LepSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
lep_sidebar_row_new (const LepPageInfo *info)
{
  LepSidebarRow *self = g_object_new (LEP_TYPE_SIDEBAR_ROW, NULL);

  self->info = info;
  gtk_image_set_from_icon_name (self->icon, info->icon);
  gtk_label_set_label (self->title_label, _ (info->title));
  lep_sidebar_row_set_count (self, 0, NULL);

  return GTK_WIDGET (self);
}

const LepPageInfo *
lep_sidebar_row_get_info (LepSidebarRow *self)
{
  g_return_val_if_fail (LEP_IS_SIDEBAR_ROW (self), NULL);

  return self->info;
}

/**
 * lep_sidebar_row_set_count:
 * @count: how many wait on the page; 0 shows nothing
 * @css_class: (nullable): "attention", "conflict", or %NULL for grey
 */
void
lep_sidebar_row_set_count (LepSidebarRow *self,
                           guint          count,
                           const char    *css_class)
{
  g_autofree char *text = lep_format_count (lep_language_locale (), count);
  g_autofree char *name = NULL;
  const char      *classes[] = { "badge", css_class, NULL };

  g_return_if_fail (LEP_IS_SIDEBAR_ROW (self));

  gtk_label_set_label (self->badge, text);
  gtk_widget_set_visible (GTK_WIDGET (self->badge), count > 0);
  gtk_widget_set_css_classes (GTK_WIDGET (self->badge), classes);

  /* Translators: a page of the sidebar and how many entries wait there. */
  name = count > 0 ? g_strdup_printf (_ ("%s, %s waiting"), _ (self->info->title), text)
                   : g_strdup (_ (self->info->title));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
