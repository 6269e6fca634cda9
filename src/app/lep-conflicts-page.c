/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that have several values, one line each; a line opens the page
 * where they stand side by side. */

#include <glib/gi18n.h>

#include "lep-conflict.h"
#include "lep-record.h"

#include "lep-window.h"

#include "lep-conflicts-page.h"

#define MAX_SHOWN 500

struct _LepConflictsPage
{
  LepPage     parent_instance;

  GtkStack   *stack;
  GtkListBox *list;
  GtkWidget  *settle_button;
};

G_DEFINE_FINAL_TYPE (LepConflictsPage, lep_conflicts_page, LEP_TYPE_PAGE)

static char *
field_label (const LepConflict *conflict)
{
  const LepKind  *kind = lep_schema_kind (conflict->kind);
  const LepField *field = kind != NULL ? lep_kind_field (kind, conflict->field) : NULL;

  if (g_str_equal (conflict->field, "life"))
    return g_strdup (_ ("Deleted by one, changed by another"));
  return g_strdup (field != NULL ? lep_schema_label (field->label) : conflict->field);
}

/* "Amra, Emir": who wrote the values. */
static char *
people_text (const LepConflict *conflict)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < conflict->values->len; i++)
    {
      const LepConflictValue *value = g_ptr_array_index (conflict->values, i);
      const char             *name = value->own ? _ ("you") : *value->by != '\0' ? value->by
                                                                                 : value->label;

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", name);
    }

  return g_string_free (text, FALSE);
}

static GtkWidget *
new_row (LepConflictsPage  *self,
         const LepConflict *conflict)
{
  const LepKind   *kind = lep_schema_kind (conflict->kind);
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *record = lep_workspace_dup_title (lep_page_get_workspace (LEP_PAGE (self)), conflict->kind, conflict->id);
  g_autofree char *label = field_label (conflict);
  g_autofree char *people = people_text (conflict);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s · %s", kind != NULL ? lep_schema_label (kind->label) : conflict->kind,
                                               record, people);
  GtkWidget       *image = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_widget_add_css_class (image, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "kind", g_strdup (conflict->kind), g_free);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (conflict->id), g_free);
  g_object_set_data_full (G_OBJECT (row), "space", g_strdup (conflict->space), g_free);
  g_object_set_data_full (G_OBJECT (row), "field", g_strdup (conflict->field), g_free);
  return row;
}

static void
list_row_activated_cb (LepConflictsPage *self,
                       GtkListBoxRow    *row)
{
  LepTarget target = {
    .kind = g_object_get_data (G_OBJECT (row), "kind"),
    .id = g_object_get_data (G_OBJECT (row), "id"),
    .space = g_object_get_data (G_OBJECT (row), "space"),
    .field = g_object_get_data (G_OBJECT (row), "field"),
  };

  lep_window_go (lep_window_of (GTK_WIDGET (self)), "conflict", &target);
}

static void
lep_conflicts_page_refresh (LepPage *page)
{
  LepConflictsPage *self = LEP_CONFLICTS_PAGE (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = lep_conflicts_list (lep_page_get_workspace (page), NULL, NULL, MAX_SHOWN, &error);
  g_autofree char *subtitle = NULL;
  gint64           count;
  GtkWidget       *row;

  if (conflicts == NULL)
    {
      lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("The conflicts were not read"), error);
      return;
    }

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < conflicts->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (conflicts, i)));

  count = lep_conflicts_count (lep_page_get_workspace (page), NULL);
  subtitle = g_strdup_printf (ngettext ("%jd to decide", "%jd to decide", (gulong) count), count);
  lep_page_set_subtitle (page, count > 0 ? subtitle : "");
  gtk_widget_set_visible (self->settle_button, conflicts->len > 0);
  gtk_stack_set_visible_child_name (self->stack, conflicts->len > 0 ? "list" : "empty");
}

static void
settle_first_action_cb (GtkWidget  *widget,
                        const char *action_name,
                        GVariant   *parameter)
{
  LepConflictsPage *self = LEP_CONFLICTS_PAGE (widget);
  GtkListBoxRow    *row = gtk_list_box_get_row_at_index (self->list, 0);

  if (row != NULL)
    list_row_activated_cb (self, row);
}

static void
lep_conflicts_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_CONFLICTS_PAGE);

  G_OBJECT_CLASS (lep_conflicts_page_parent_class)->dispose (object);
}

static void
lep_conflicts_page_class_init (LepConflictsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_conflicts_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_conflicts_page_refresh;

  gtk_widget_class_install_action (widget_class, "conflicts.settle-first", NULL, settle_first_action_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-conflicts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepConflictsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepConflictsPage, list);
  gtk_widget_class_bind_template_child (widget_class, LepConflictsPage, settle_button);
  gtk_widget_class_bind_template_callback (widget_class, list_row_activated_cb);
}

static void
lep_conflicts_page_init (LepConflictsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
