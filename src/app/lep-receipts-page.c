/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every bundle that was given or received on this laptop; a line opens its
 * receipt. */

#include <glib/gi18n.h>

#include "lep-receipt.h"

#include "lep-receipt-words.h"
#include "lep-window.h"

#include "lep-receipts-page.h"

#define MAX_SHOWN 1000

/* The lines of the drop-down. */
enum
{
  SHOW_ALL,
  SHOW_RECEIVED,
  SHOW_GIVEN
};

struct _LepReceiptsPage
{
  LepPage      parent_instance;

  GtkStack    *stack;
  GtkListBox  *list;
  GtkDropDown *direction_dropdown;
};

G_DEFINE_FINAL_TYPE (LepReceiptsPage, lep_receipts_page, LEP_TYPE_PAGE)

static void
lep_receipts_page_refresh (LepPage *page)
{
  LepReceiptsPage *self = LEP_RECEIPTS_PAGE (page);
  guint            show = gtk_drop_down_get_selected (self->direction_dropdown);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) receipts = lep_receipts_list (lep_page_get_workspace (page), MAX_SHOWN, &error);
  g_autofree char *subtitle = NULL;
  GtkWidget       *row;
  guint            n_shown = 0;

  if (receipts == NULL)
    {
      lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("The receipts were not read"), error);
      return;
    }

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < receipts->len; i++)
    {
      const LepReceipt *receipt = g_ptr_array_index (receipts, i);

      if (show != SHOW_ALL && receipt->given != (show == SHOW_GIVEN))
        continue;
      gtk_list_box_append (self->list, lep_receipt_row_new (receipt));
      n_shown++;
    }
  subtitle = g_strdup_printf (ngettext ("%u bundle", "%u bundles", n_shown), n_shown);
  lep_page_set_subtitle (page, subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->list), n_shown > 0);
  gtk_stack_set_visible_child_name (self->stack, receipts->len > 0 ? "list" : "empty");
}

static void
filter_changed_cb (LepReceiptsPage *self)
{
  if (lep_page_get_workspace (LEP_PAGE (self)) != NULL)
    lep_receipts_page_refresh (LEP_PAGE (self));
}

static void
lep_receipts_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_RECEIPTS_PAGE);

  G_OBJECT_CLASS (lep_receipts_page_parent_class)->dispose (object);
}

static void
lep_receipts_page_class_init (LepReceiptsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_receipts_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_receipts_page_refresh;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-receipts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepReceiptsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepReceiptsPage, list);
  gtk_widget_class_bind_template_child (widget_class, LepReceiptsPage, direction_dropdown);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
}

static void
lep_receipts_page_init (LepReceiptsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
