/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Published figures beside the register: the difference is shown, not hidden. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-total-popover.h"
#include "lep-window.h"

#include "lep-published-list.h"

enum
{
  COLUMN_SUBJECT,
  COLUMN_DAY,
  COLUMN_PUBLISHED,
  COLUMN_HELD,
  COLUMN_DIFFERENCE,
};

struct _LepPublishedList
{
  AdwBin        parent_instance;

  GtkGrid      *grid;
  LepWorkspace *workspace;
  GPtrArray    *figures; /* LepPublished */
  GtkWidget    *popover; /* weak */
};

G_DEFINE_FINAL_TYPE (LepPublishedList, lep_published_list, ADW_TYPE_BIN)

static GQuark figure_quark;

static void
drop_popover (LepPublishedList *self)
{
  GtkWidget *popover = self->popover;

  g_clear_weak_pointer (&self->popover);
  if (popover != NULL && gtk_widget_get_parent (popover) != NULL)
    gtk_widget_unparent (popover);
}

static void
subject_clicked_cb (LepPublishedList *self,
                    GtkWidget        *button)
{
  const LepPublished *figure = g_object_get_qdata (G_OBJECT (button), figure_quark);
  LepWindow          *window = lep_window_of (GTK_WIDGET (self));

  if (window != NULL)
    lep_window_open_record (window, "published_figure", figure->id, NULL);
}

static void
held_clicked_cb (LepPublishedList *self,
                 GtkWidget        *button)
{
  const LepPublished *figure = g_object_get_qdata (G_OBJECT (button), figure_quark);
  LepTotalQuery       query = { .indicator = figure->indicator, .scope = figure->scope, .scope_id = figure->scope_id, .to = figure->cut_off_on, .with_entries = TRUE };

  drop_popover (self);
  g_set_weak_pointer (&self->popover, lep_total_popover_open (button, self->workspace, &query));
}

static GtkWidget *
add_label (LepPublishedList *self,
           const char       *text,
           const char       *css_class,
           int               column,
           int               row)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), column == COLUMN_SUBJECT ? 0 : 1);
  gtk_widget_add_css_class (label, css_class);
  gtk_grid_attach (self->grid, label, column, row, 1, 1);

  return label;
}

static void
add_button (LepPublishedList *self,
            LepPublished     *figure,
            const char       *text,
            const char       *name,
            GCallback         clicked_cb,
            int               column,
            int               row)
{
  GtkWidget *button = gtk_button_new_with_label (text);
  GtkWidget *label = gtk_button_get_child (GTK_BUTTON (button));

  gtk_label_set_xalign (GTK_LABEL (label), column == COLUMN_SUBJECT ? 0 : 1);
  gtk_label_set_ellipsize (GTK_LABEL (label), column == COLUMN_SUBJECT ? PANGO_ELLIPSIZE_END : PANGO_ELLIPSIZE_NONE);
  gtk_button_set_has_frame (GTK_BUTTON (button), FALSE);
  gtk_widget_add_css_class (button, "cell");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_qdata (G_OBJECT (button), figure_quark, figure);
  g_signal_connect_object (button, "clicked", clicked_cb, self, G_CONNECT_SWAPPED);
  gtk_grid_attach (self->grid, button, column, row, 1, 1);
}

static char *
format_difference (const LepPublished *figure)
{
  g_autofree char *number = lep_format_count (lep_language_locale (), ABS (figure->difference));

  /* The sign of the minus is that of figures, as wide as the plus. */
  return figure->difference == 0 ? g_strdup (LEP_NOTHING)
                                 : g_strconcat (figure->difference < 0 ? "\342\210\222" : "+", number, NULL);
}

static const char *
name_scope (const LepPublished *figure)
{
  if (!figure->is_known)
    return _ ("its subject is not in the register: beside all that is");
  switch (figure->scope)
    {
    case LEP_SCOPE_PROJECT:
      return _ ("beside the project");
    case LEP_SCOPE_PARTNERSHIP:
      return _ ("beside the partnership");
    case LEP_SCOPE_PROGRAMME:
    default:
      return _ ("beside the whole register");
    }
}

/* "Persons trained · more than · ILO · beside the whole register" */
static char *
describe (const LepPublished *figure)
{
  const char *qualifier = figure->qualifier != NULL && !g_str_equal (figure->qualifier, "exactly")
                            ? lep_code_label ("figure_qualifier", figure->qualifier)
                            : NULL;
  const char *parts[] = { figure->name, qualifier, figure->publisher, name_scope (figure) };
  GString    *text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL && *parts[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? " \302\267 " : "", parts[i]);
  return g_string_free (text, FALSE);
}

static void
add_figure (LepPublishedList *self,
            LepPublished     *figure,
            int               row)
{
  const LepLocale *locale = lep_language_locale ();
  g_autofree char *day = figure->cut_off_on != NULL ? lep_format_date (locale, figure->cut_off_on, LEP_DATE_SHORT) : g_strdup (LEP_NOTHING);
  g_autofree char *published = lep_format_count (locale, figure->value);
  g_autofree char *held = figure->has_held ? lep_format_count (locale, figure->held) : g_strdup (LEP_NOTHING);
  g_autofree char *difference = figure->has_held ? format_difference (figure) : g_strdup (LEP_NOTHING);
  g_autofree char *about = describe (figure);
  g_autofree char *subject_name = g_strdup_printf (_ ("%s: %s"), figure->name, figure->subject);
  g_autofree char *held_name = g_strdup_printf (_ ("%s, %s: %s"), subject_name, _ ("In the register"), held);
  GtkWidget       *label;

  add_button (self, figure, figure->subject, subject_name, G_CALLBACK (subject_clicked_cb), COLUMN_SUBJECT, row);
  add_label (self, day, "cell", COLUMN_DAY, row);
  add_label (self, published, "cell", COLUMN_PUBLISHED, row);
  if (figure->has_held && figure->held != 0)
    add_button (self, figure, held, held_name, G_CALLBACK (held_clicked_cb), COLUMN_HELD, row);
  else
    add_label (self, held, "cell", COLUMN_HELD, row);
  gtk_widget_add_css_class (add_label (self, difference, "cell", COLUMN_DIFFERENCE, row), "sum");

  label = gtk_label_new (about);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "sub");
  gtk_grid_attach (self->grid, label, 0, row + 1, COLUMN_DIFFERENCE + 1, 1);
}

static void
lep_published_list_dispose (GObject *object)
{
  LepPublishedList *self = LEP_PUBLISHED_LIST (object);

  drop_popover (self);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_PUBLISHED_LIST);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->figures, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_published_list_parent_class)->dispose (object);
}

static void
lep_published_list_class_init (LepPublishedListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  figure_quark = g_quark_from_static_string ("lep-published-figure");
  G_OBJECT_CLASS (klass)->dispose = lep_published_list_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-published-list.ui");
  gtk_widget_class_bind_template_child (widget_class, LepPublishedList, grid);
}

static void
lep_published_list_init (LepPublishedList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_published_list_fill:
 * @figures: (element-type LepPublished): as of lep_published_about ()
 */
void
lep_published_list_fill (LepPublishedList *self,
                         LepWorkspace     *workspace,
                         GPtrArray        *figures)
{
  const char *const titles[] = { _ ("Published figure"), _ ("Cut-off"), _ ("Published"), _ ("In the register"), _ ("Difference") };
  GtkWidget        *child;
  int               row = 1;

  g_return_if_fail (LEP_IS_PUBLISHED_LIST (self));

  drop_popover (self);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
  g_set_object (&self->workspace, workspace);
  g_clear_pointer (&self->figures, g_ptr_array_unref);
  self->figures = figures != NULL ? g_ptr_array_ref (figures) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), figures != NULL && figures->len > 0);
  if (figures == NULL || figures->len == 0)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    gtk_widget_set_hexpand (add_label (self, titles[i], "mhead", (int) i, 0), i == COLUMN_SUBJECT);
  for (guint i = 0; i < figures->len; i++, row += 3)
    {
      GtkWidget *line = gtk_separator_new (GTK_ORIENTATION_HORIZONTAL);

      gtk_widget_add_css_class (line, "rule");
      gtk_grid_attach (self->grid, line, 0, row, COLUMN_DIFFERENCE + 1, 1);
      add_figure (self, g_ptr_array_index (figures, i), row + 1);
    }
}
