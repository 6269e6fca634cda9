/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a print as they come on paper: the whole page, or large enough to
 * be read. */

#include <glib/gi18n.h>

#include "lep-unread.h"

#include "lep-print-preview.h"

/* Pixels a point when it is to be read: as on paper, on a screen of 96 dpi. */
#define READABLE (96.0 / 72.0)

/* Around a page that is shown as a whole. */
#define MARGIN 12.0

struct _LepPrintPreview
{
  AdwBin           parent_instance;

  LepPrinted      *printed; /* or NULL */
  guint            page;

  GtkStack        *stack;
  LepUnread       *refused;
  GtkDrawingArea  *drawing;
  GtkWidget       *previous_button;
  GtkLabel        *page_label;
  GtkWidget       *next_button;
  GtkToggleButton *zoom_button;
};

enum
{
  SIGNAL_AGAIN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepPrintPreview, lep_print_preview, ADW_TYPE_BIN)

static guint
count_pages (LepPrintPreview *self)
{
  return self->printed != NULL ? lep_pages_get_count (self->printed->pages) : 0;
}

static void
draw_cb (GtkDrawingArea *area,
         cairo_t        *cr,
         int             width,
         int             height,
         gpointer        user_data)
{
  LepPrintPreview *self = user_data;
  double           page_width, page_height, scale;

  if (self->printed == NULL)
    return;

  lep_pages_get_size (self->printed->pages, &page_width, &page_height);
  scale = MIN ((width - 2 * MARGIN) / page_width, (height - 2 * MARGIN) / page_height);
  cairo_translate (cr, (int) ((width - page_width * scale) / 2), (int) ((height - page_height * scale) / 2));
  cairo_scale (cr, scale, scale);

  cairo_rectangle (cr, 0, 0, page_width, page_height);
  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.6);
  cairo_set_line_width (cr, 2 / scale);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill (cr);
  lep_pages_draw (self->printed->pages, self->page, cr);
}

/* As a whole: as large as there is room. To be read: as on paper, and as much
 * larger as the text of the screen is. */
static void
show_size (LepPrintPreview *self)
{
  double width, height, dpi;
  int    setting;

  if (!gtk_toggle_button_get_active (self->zoom_button))
    {
      gtk_drawing_area_set_content_width (self->drawing, 0);
      gtk_drawing_area_set_content_height (self->drawing, 0);
      return;
    }

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-xft-dpi", &setting, NULL);
  dpi = setting > 0 ? setting / 1024.0 : 96;
  lep_pages_get_size (self->printed->pages, &width, &height);
  gtk_drawing_area_set_content_width (self->drawing, (int) (width * READABLE * dpi / 96 + 2 * MARGIN));
  gtk_drawing_area_set_content_height (self->drawing, (int) (height * READABLE * dpi / 96 + 2 * MARGIN));
}

static void
show_page (LepPrintPreview *self)
{
  guint            n_pages = count_pages (self);
  g_autofree char *text = NULL;
  g_autofree char *name = NULL;

  gtk_widget_set_sensitive (self->previous_button, self->page > 0);
  gtk_widget_set_sensitive (self->next_button, self->page + 1 < n_pages);
  gtk_widget_set_sensitive (GTK_WIDGET (self->zoom_button), n_pages > 0);
  gtk_stack_set_visible_child_name (self->stack, n_pages > 0 ? "preview" : lep_unread_is_said (self->refused) ? "refused"
                                                                                                              : "wait");
  if (n_pages == 0)
    {
      gtk_label_set_label (self->page_label, "");
      return;
    }

  /* Translators: number of the page that is seen, and how many there are. */
  text = g_strdup_printf (_ ("%u of %u"), self->page + 1, n_pages);
  gtk_label_set_label (self->page_label, text);
  name = g_strdup_printf (_ ("Preview of page %u of %u"), self->page + 1, n_pages);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->drawing), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, self->printed->report->title, -1);
  show_size (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->drawing));
}

static void
go_action_cb (GtkWidget  *widget,
              const char *action_name,
              GVariant   *parameter)
{
  LepPrintPreview *self = LEP_PRINT_PREVIEW (widget);
  gint64           page = (gint64) self->page + g_variant_get_int32 (parameter);

  if (page < 0 || page >= count_pages (self))
    return;

  self->page = (guint) page;
  show_page (self);
}

static void
zoom_toggled_cb (LepPrintPreview *self)
{
  if (self->printed != NULL)
    show_size (self);
}

static void
again_cb (LepPrintPreview *self)
{
  g_signal_emit (self, signals[SIGNAL_AGAIN], 0);
}

static void
lep_print_preview_dispose (GObject *object)
{
  LepPrintPreview *self = LEP_PRINT_PREVIEW (object);

  g_clear_pointer (&self->printed, lep_printed_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_PRINT_PREVIEW);

  G_OBJECT_CLASS (lep_print_preview_parent_class)->dispose (object);
}

static void
lep_print_preview_class_init (LepPrintPreviewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_print_preview_dispose;

  signals[SIGNAL_AGAIN] =
    g_signal_new ("again", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "preview.go", "i", go_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Up, 0, "preview.go", "i", -1);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Page_Down, 0, "preview.go", "i", 1);

  g_type_ensure (LEP_TYPE_UNREAD);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-print-preview.ui");
  gtk_widget_class_bind_template_child (widget_class, LepPrintPreview, stack);
  gtk_widget_class_bind_template_child (widget_class, LepPrintPreview, refused);
  gtk_widget_class_bind_template_child (widget_class, LepPrintPreview, drawing);
  gtk_widget_class_bind_template_child (widget_class, LepPrintPreview, previous_button);
  gtk_widget_class_bind_template_child (widget_class, LepPrintPreview, page_label);
  gtk_widget_class_bind_template_child (widget_class, LepPrintPreview, next_button);
  gtk_widget_class_bind_template_child (widget_class, LepPrintPreview, zoom_button);
  gtk_widget_class_bind_template_callback (widget_class, zoom_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, again_cb);
}

static void
lep_print_preview_init (LepPrintPreview *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->drawing, draw_cb, self, NULL);
  show_page (self);
}

/**
 * lep_print_preview_set_printed:
 * @printed: (nullable): what to show; the page stays where it was, as far as
 *   there is one
 */
void
lep_print_preview_set_printed (LepPrintPreview *self,
                               LepPrinted      *printed)
{
  g_return_if_fail (LEP_IS_PRINT_PREVIEW (self));

  if (printed != NULL)
    lep_printed_ref (printed);
  g_clear_pointer (&self->printed, lep_printed_unref);
  self->printed = printed;
  self->page = MIN (self->page, MAX (count_pages (self), 1) - 1);
  lep_unread_clear (self->refused);
  show_page (self);
}

/**
 * lep_print_preview_refuse:
 * @error: why there is nothing to show; "again" is emitted when it should be tried again
 */
void
lep_print_preview_refuse (LepPrintPreview *self,
                          const GError    *error)
{
  g_return_if_fail (LEP_IS_PRINT_PREVIEW (self));
  g_return_if_fail (error != NULL);

  lep_print_preview_set_printed (self, NULL);
  lep_unread_say (self->refused, _ ("The print could not be made"), error);
  show_page (self);
}

/* Returns: (transfer none) (nullable): what is shown */
LepPrinted *
lep_print_preview_get_printed (LepPrintPreview *self)
{
  g_return_val_if_fail (LEP_IS_PRINT_PREVIEW (self), NULL);

  return self->printed;
}

/* Returns: the page that is seen, from 0 */
guint
lep_print_preview_get_page (LepPrintPreview *self)
{
  g_return_val_if_fail (LEP_IS_PRINT_PREVIEW (self), 0);

  return self->page;
}
