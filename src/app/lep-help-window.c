/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The help that is built in: one plain text a chapter, in resources/help/LANGUAGE/.
 * Its first line is the title; "## " begins a heading, "- " a point. A language
 * without a chapter shows the English one. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-fold.h"
#include "lep-language.h"

#include "lep-help-window.h"

#define HELP_PATH "/com/example/lep/help"

struct _LepHelpWindow
{
  AdwWindow          parent_instance;

  GPtrArray         *texts; /* char *, one a chapter, in their order */
  GtkSearchEntry    *search_entry;
  GtkListBox        *list;
  GtkScrolledWindow *scroller;
  GtkBox            *text;
};

G_DEFINE_FINAL_TYPE (LepHelpWindow, lep_help_window, ADW_TYPE_WINDOW)

/* In the order of the list; pages name theirs in lep-page-table.c. */
static const char *const chapters[] = {
  "first-run",
  "overview",
  "attention",
  "organisations",
  "partnerships",
  "meetings",
  "services",
  "calls",
  "ranking",
  "projects",
  "money",
  "results",
  "reports",
  "documents",
  "exchange",
  "conflicts",
  "deleted",
  "search",
  "print",
  "tables",
};

static char *
read_chapter (const char *chapter)
{
  const char *const languages[] = { lep_language_locale ()->posix, "en" };

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    {
      g_autofree char *path = g_strdup_printf (HELP_PATH "/%s/%s.txt", languages[i], chapter);
      g_autoptr (GBytes) bytes = g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

      if (bytes != NULL)
        return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
    }

  return g_strdup ("");
}

static char *
dup_title (const char *text)
{
  return g_strndup (text, strcspn (text, "\n"));
}

static void
add_line (LepHelpWindow *self,
          const char    *line,
          const char    *css_class)
{
  GtkWidget *label = gtk_label_new (line);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  gtk_box_append (self->text, label);
}

static void
show_text (LepHelpWindow *self,
           const char    *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->text))) != NULL)
    gtk_box_remove (self->text, child);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_autofree char *point = g_str_has_prefix (lines[i], "- ") ? g_strconcat ("• ", lines[i] + 2, NULL) : NULL;

      if (i == 0)
        add_line (self, lines[i], "title-2");
      else if (g_str_has_prefix (lines[i], "## "))
        add_line (self, lines[i] + strlen ("## "), "heading");
      else if (*lines[i] != '\0')
        add_line (self, point != NULL ? point : lines[i], NULL);
    }
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0.0);
}

static void
row_selected_cb (GtkListBox    *list,
                 GtkListBoxRow *row,
                 LepHelpWindow *self)
{
  if (row != NULL)
    show_text (self, g_ptr_array_index (self->texts, gtk_list_box_row_get_index (row)));
}

/* Only the chapters that have the words stay in the list; the first of them is read
 * when the one before is not among them. */
static void
search_changed_cb (LepHelpWindow *self)
{
  g_autofree char *words = lep_fold (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  GtkListBoxRow   *first = NULL, *read = gtk_list_box_get_selected_row (self->list);

  for (guint i = 0; i < self->texts->len; i++)
    {
      g_autofree char *text = lep_fold (g_ptr_array_index (self->texts, i), -1);
      GtkListBoxRow   *row = gtk_list_box_get_row_at_index (self->list, (int) i);
      gboolean         found = strstr (text, words) != NULL;

      gtk_widget_set_visible (GTK_WIDGET (row), found);
      first = first == NULL && found ? row : first;
    }
  if (first != NULL && (read == NULL || !gtk_widget_get_visible (GTK_WIDGET (read))))
    gtk_list_box_select_row (self->list, first);
}

static void
lep_help_window_dispose (GObject *object)
{
  LepHelpWindow *self = LEP_HELP_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_HELP_WINDOW);
  g_clear_pointer (&self->texts, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_help_window_parent_class)->dispose (object);
}

static void
lep_help_window_class_init (LepHelpWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_help_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-help-window.ui");
  gtk_widget_class_bind_template_child (widget_class, LepHelpWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, LepHelpWindow, list);
  gtk_widget_class_bind_template_child (widget_class, LepHelpWindow, scroller);
  gtk_widget_class_bind_template_child (widget_class, LepHelpWindow, text);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
lep_help_window_init (LepHelpWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->texts = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < G_N_ELEMENTS (chapters); i++)
    {
      char            *text = read_chapter (chapters[i]);
      g_autofree char *title = dup_title (text);
      GtkWidget       *label = gtk_label_new (title);

      gtk_label_set_xalign (GTK_LABEL (label), 0.0f);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      g_ptr_array_add (self->texts, text);
      gtk_list_box_append (self->list, label);
    }
}

/**
 * lep_help_window_open:
 * @chapter: (nullable): the one to open; the first one if there is no such
 */
void
lep_help_window_open (GtkWindow  *parent,
                      const char *chapter)
{
  LepHelpWindow *self = g_object_new (LEP_TYPE_HELP_WINDOW, "transient-for", parent, "destroy-with-parent", TRUE, NULL);
  int            index = 0;

  for (guint i = 0; i < G_N_ELEMENTS (chapters); i++)
    {
      if (g_strcmp0 (chapters[i], chapter) == 0)
        index = (int) i;
    }
  gtk_list_box_select_row (self->list, gtk_list_box_get_row_at_index (self->list, index));
  gtk_window_present (GTK_WINDOW (self));
}
