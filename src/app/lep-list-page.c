/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one list page: a list of records of a kind above, the chosen record below. */

#include <glib/gi18n.h>

#include "lep-pages.h"

#include "lep-list-page.h"

struct _LepListPage
{
  LepPage        parent_instance;

  GtkWidget     *new_button;
  AdwStatusPage *empty_page;
};

G_DEFINE_FINAL_TYPE (LepListPage, lep_list_page, LEP_TYPE_PAGE)

static void
lep_list_page_constructed (GObject *object)
{
  LepListPage       *self = LEP_LIST_PAGE (object);
  const LepPageInfo *info = lep_pages_find (lep_page_get_name (LEP_PAGE (self)));

  G_OBJECT_CLASS (lep_list_page_parent_class)->constructed (object);

  adw_status_page_set_icon_name (self->empty_page, info->icon);
  adw_status_page_set_title (self->empty_page, _ (info->title));
}

static void
lep_list_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_LIST_PAGE);

  G_OBJECT_CLASS (lep_list_page_parent_class)->dispose (object);
}

static void
lep_list_page_class_init (LepListPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->constructed = lep_list_page_constructed;
  G_OBJECT_CLASS (klass)->dispose = lep_list_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-list-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepListPage, new_button);
  gtk_widget_class_bind_template_child (widget_class, LepListPage, empty_page);
}

static void
lep_list_page_init (LepListPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
