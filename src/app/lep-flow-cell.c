/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A place in a GtkFlowBox that is never focused itself, only what is in it.
 *
 * GTK 4.8's own place says that it took the focus even where it cannot have it,
 * and Tab never gets past it. (A box without anything to focus needs can-focus off.) */

#include "lep-flow-cell.h"

struct _LepFlowCell
{
  GtkFlowBoxChild parent_instance;
};

G_DEFINE_FINAL_TYPE (LepFlowCell, lep_flow_cell, GTK_TYPE_FLOW_BOX_CHILD)

static gboolean
lep_flow_cell_focus (GtkWidget       *widget,
                     GtkDirectionType direction)
{
  GtkWidget *child = gtk_flow_box_child_get_child (GTK_FLOW_BOX_CHILD (widget));

  return child != NULL && gtk_widget_child_focus (child, direction);
}

static void
lep_flow_cell_class_init (LepFlowCellClass *klass)
{
  GTK_WIDGET_CLASS (klass)->focus = lep_flow_cell_focus;
}

static void
lep_flow_cell_init (LepFlowCell *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), FALSE);
}

/* Returns: (transfer floating): a place with @child in it */
GtkWidget *
lep_flow_cell_new (GtkWidget *child)
{
  GtkWidget *self = g_object_new (LEP_TYPE_FLOW_CELL, NULL);

  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (self), child);

  return self;
}
