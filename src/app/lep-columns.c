/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Columns that become one when the width does not do. */

#include "lep-columns.h"

#define SPACING   12
#define COLUMN_EM 20

struct _LepColumns
{
  GtkWidget parent_instance;
};

static void               buildable_init (GtkBuildableIface *iface);

static GtkBuildableIface *parent_buildable;

G_DEFINE_FINAL_TYPE_WITH_CODE (LepColumns, lep_columns, GTK_TYPE_WIDGET, G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  if (GTK_IS_WIDGET (child))
    gtk_widget_set_parent (GTK_WIDGET (child), GTK_WIDGET (buildable));
  else
    parent_buildable->add_child (buildable, builder, child, type);
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static int
count_children (GtkWidget *widget)
{
  int n_children = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n_children += gtk_widget_should_layout (child) ? 1 : 0;

  return n_children;
}

/* Width of a column, or of the one that is left, and whether it is one. */
static int
get_column_width (GtkWidget *widget,
                  int        width,
                  gboolean  *stacked)
{
  const PangoFontDescription *font =
    pango_context_get_font_description (gtk_widget_get_pango_context (widget));
  int em = pango_font_description_get_size (font) / PANGO_SCALE;
  int n_children = MAX (1, count_children (widget));
  int column = (width - (n_children - 1) * SPACING) / n_children;

  if (!pango_font_description_get_size_is_absolute (font))
    em = em * 4 / 3;

  *stacked = n_children == 1 || column < em * COLUMN_EM;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int minimum = 0;

      gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      *stacked = *stacked || minimum > column;
    }

  return *stacked ? width : column;
}

static GtkSizeRequestMode
lep_columns_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
lep_columns_measure (GtkWidget     *widget,
                     GtkOrientation orientation,
                     int            for_size,
                     int           *minimum,
                     int           *natural,
                     int           *minimum_baseline,
                     int           *natural_baseline)
{
  int      n_children = MAX (1, count_children (widget));
  gboolean stacked = FALSE;
  int      width = -1;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    width = get_column_width (widget, for_size, &stacked);

  *minimum = 0;
  *natural = 0;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      int child_minimum = 0;
      int child_natural = 0;

      if (!gtk_widget_should_layout (child))
        continue;

      gtk_widget_measure (child, orientation, width, &child_minimum, &child_natural, NULL, NULL);
      if (stacked)
        {
          *minimum += child_minimum;
          *natural += child_natural;
        }
      else
        {
          *minimum = MAX (*minimum, child_minimum);
          *natural = MAX (*natural, child_natural);
        }
    }

  if (stacked)
    {
      *minimum += (n_children - 1) * SPACING;
      *natural += (n_children - 1) * SPACING;
    }
  else if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *natural = *natural * n_children + (n_children - 1) * SPACING;
    }
}

static void
lep_columns_size_allocate (GtkWidget *widget,
                           int        width,
                           int        height,
                           int        baseline)
{
  gboolean stacked;
  int      column = get_column_width (widget, width, &stacked);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  int      position = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkAllocation place = { 0, 0, column, height };

      if (!gtk_widget_should_layout (child))
        continue;

      if (stacked)
        {
          gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, column, NULL, &place.height, NULL, NULL);
          place.y = position;
          position += place.height + SPACING;
        }
      else
        {
          place.x = mirrored ? width - position - column : position;
          position += column + SPACING;
        }

      gtk_widget_size_allocate (child, &place, -1);
    }
}

/* Tab goes down one column, then down the next. GTK orders widgets by their
 * middles, and would begin with the shorter column. */
static gboolean
lep_columns_focus (GtkWidget       *widget,
                   GtkDirectionType direction)
{
  GtkWidget *child = gtk_widget_get_focus_child (widget);

  if (direction != GTK_DIR_TAB_FORWARD && direction != GTK_DIR_TAB_BACKWARD)
    return GTK_WIDGET_CLASS (lep_columns_parent_class)->focus (widget, direction);

  if (child == NULL)
    child = direction == GTK_DIR_TAB_FORWARD ? gtk_widget_get_first_child (widget)
                                             : gtk_widget_get_last_child (widget);
  while (child != NULL)
    {
      if (gtk_widget_child_focus (child, direction))
        return TRUE;

      child = direction == GTK_DIR_TAB_FORWARD ? gtk_widget_get_next_sibling (child)
                                               : gtk_widget_get_prev_sibling (child);
    }

  return FALSE;
}

static void
lep_columns_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (lep_columns_parent_class)->dispose (object);
}

static void
lep_columns_class_init (LepColumnsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_columns_dispose;
  widget_class->get_request_mode = lep_columns_get_request_mode;
  widget_class->focus = lep_columns_focus;
  widget_class->measure = lep_columns_measure;
  widget_class->size_allocate = lep_columns_size_allocate;
}

static void
lep_columns_init (LepColumns *self)
{
}
