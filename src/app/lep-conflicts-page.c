/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The fields that have several values, one line each; a line opens the page
 * where they stand side by side. */

#include <glib/gi18n.h>

#include "lep-exchange.h"
#include "lep-format.h"
#include "lep-record.h"

#include "lep-conflict-words.h"
#include "lep-language.h"
#include "lep-settle-dialog.h"
#include "lep-window.h"

#include "lep-conflicts-page.h"

#define MAX_SHOWN 500

/* The drop-downs, and the name of each in a filter. */
enum
{
  FILTER_SPACE,
  FILTER_PERSON,
  FILTER_KIND,
  N_FILTERS
};

static const char *const filter_names[N_FILTERS] = { "space", "person", "kind" };

struct _LepConflictsPage
{
  LepPage        parent_instance;

  GPtrArray     *conflicts;          /* LepConflict, all that are shown without a filter */
  GPtrArray     *filters[N_FILTERS]; /* what each line of a drop-down lets through; NULL = everything */
  gboolean       filling;

  GtkStack      *stack;
  GtkListBox    *list;
  GtkWidget     *settle_button;
  GtkMenuButton *many_button;
  GtkDropDown   *space_dropdown;
  GtkDropDown   *person_dropdown;
  GtkDropDown   *kind_dropdown;
  GtkLabel      *count_label;
};

G_DEFINE_FINAL_TYPE (LepConflictsPage, lep_conflicts_page, LEP_TYPE_PAGE)

/* "Amra, Emir": who wrote the values. */
static char *
people_text (const LepConflict *conflict)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < conflict->values->len; i++)
    {
      const LepConflictValue *value = g_ptr_array_index (conflict->values, i);
      const char             *name = value->own ? _ ("you") : lep_conflict_author (value);

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
  g_autofree char *label = lep_conflict_field_text (conflict);
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

static GtkDropDown *
dropdown_of (LepConflictsPage *self,
             guint             filter)
{
  GtkDropDown *dropdowns[N_FILTERS] = { self->space_dropdown, self->person_dropdown, self->kind_dropdown };

  return dropdowns[filter];
}

/* Returns: (nullable): the filter as lep_conflict_matches () takes it */
static char *
dup_filter (LepConflictsPage *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < N_FILTERS; i++)
    {
      guint       selected = gtk_drop_down_get_selected (dropdown_of (self, i));
      const char *value = selected < self->filters[i]->len ? g_ptr_array_index (self->filters[i], selected) : NULL;

      if (value != NULL)
        g_string_append_printf (text, "%s%s=%s", text->len > 0 ? "\n" : "", filter_names[i], value);
    }
  return text->len > 0 ? g_strdup (text->str) : NULL;
}

static void
list_row_activated_cb (LepConflictsPage *self,
                       GtkListBoxRow    *row)
{
  g_autofree char *filter = dup_filter (self);
  LepTarget        target = {
           .kind = g_object_get_data (G_OBJECT (row), "kind"),
           .id = g_object_get_data (G_OBJECT (row), "id"),
           .space = g_object_get_data (G_OBJECT (row), "space"),
           .field = g_object_get_data (G_OBJECT (row), "field"),
           .filter = filter,
  };

  lep_window_go (lep_window_of (GTK_WIDGET (self)), "conflict", &target);
}

/* Those that the filter lets through; they belong to the page's list. */
static GPtrArray *
filtered (LepConflictsPage *self)
{
  g_autofree char *filter = dup_filter (self);
  GPtrArray       *found = g_ptr_array_new ();

  for (guint i = 0; i < self->conflicts->len; i++)
    if (lep_conflict_matches (g_ptr_array_index (self->conflicts, i), filter))
      g_ptr_array_add (found, g_ptr_array_index (self->conflicts, i));
  return found;
}

static void
show_list (LepConflictsPage *self)
{
  g_autoptr (GPtrArray) shown = filtered (self);
  g_autoptr (GMenuModel) menu = lep_conflicts_menu (shown, "conflicts.many");
  g_autofree char *number = lep_format_count (lep_language_locale (), shown->len);
  g_autofree char *count = g_strdup_printf (ngettext ("%s is listed", "%s are listed", shown->len), number);
  GtkWidget       *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);
  for (guint i = 0; i < shown->len; i++)
    gtk_list_box_append (self->list, new_row (self, g_ptr_array_index (shown, i)));

  gtk_label_set_label (self->count_label, count);
  gtk_menu_button_set_menu_model (self->many_button, menu);
  gtk_widget_set_sensitive (GTK_WIDGET (self->many_button), shown->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->list), shown->len > 0);
}

/* Adds a line to a drop-down; @chosen moves there if it was chosen before. */
static void
add_line (LepConflictsPage *self,
          guint             filter,
          const char       *label,
          const char       *value,
          const char       *before,
          guint            *chosen)
{
  GtkStringList *lines = GTK_STRING_LIST (gtk_drop_down_get_model (dropdown_of (self, filter)));

  if (value != NULL && g_strcmp0 (value, before) == 0)
    *chosen = self->filters[filter]->len;
  gtk_string_list_append (lines, label);
  g_ptr_array_add (self->filters[filter], g_strdup (value));
}

static char *
space_label (LepConflictsPage *self,
             const char       *id)
{
  g_autoptr (GPtrArray) spaces = lep_exchange_spaces (lep_page_get_workspace (LEP_PAGE (self)), NULL);

  for (guint i = 0; spaces != NULL && i < spaces->len; i++)
    {
      const LepSpaceInfo *info = g_ptr_array_index (spaces, i);
      g_autofree char    *own = lep_uuid_to_string (&info->id);

      if (g_str_equal (own, id))
        return g_strdup (info->name != NULL && *info->name != '\0' ? info->name : lep_space_kind_name (info->kind));
    }
  return g_strdup (id);
}

static void
add_lines (LepConflictsPage *self,
           guint             filter,
           const char       *before,
           guint            *chosen)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GPtrArray) authors = lep_conflicts_authors (self->conflicts);

  for (guint i = 0; filter == FILTER_PERSON && i < authors->len; i++)
    add_line (self, filter, g_ptr_array_index (authors, i), g_ptr_array_index (authors, i), before, chosen);
  for (guint i = 0; filter != FILTER_PERSON && i < self->conflicts->len; i++)
    {
      const LepConflict *conflict = g_ptr_array_index (self->conflicts, i);
      const char        *value = filter == FILTER_SPACE ? conflict->space : conflict->kind;
      const LepKind     *kind = lep_schema_kind (conflict->kind);
      g_autofree char   *label = NULL;

      if (!g_hash_table_add (seen, (gpointer) value))
        continue;
      if (filter == FILTER_SPACE)
        label = space_label (self, value);
      else
        label = g_strdup (kind != NULL ? lep_schema_label (kind->plural) : value);
      add_line (self, filter, label, value, before, chosen);
    }
}

/* The drop-downs offer what the list has; a choice stays if it can. */
static void
fill_filters (LepConflictsPage *self)
{
  const char *const all[N_FILTERS] = { _ ("All spaces"), _ ("Everybody"), _ ("Everything") };

  self->filling = TRUE;
  for (guint i = 0; i < N_FILTERS; i++)
    {
      GtkStringList   *lines = GTK_STRING_LIST (gtk_drop_down_get_model (dropdown_of (self, i)));
      guint            selected = gtk_drop_down_get_selected (dropdown_of (self, i));
      g_autofree char *before = selected < self->filters[i]->len ? g_strdup (g_ptr_array_index (self->filters[i], selected)) : NULL;
      guint            chosen = 0;

      gtk_string_list_splice (lines, 0, g_list_model_get_n_items (G_LIST_MODEL (lines)), NULL);
      g_ptr_array_set_size (self->filters[i], 0);
      add_line (self, i, all[i], NULL, before, &chosen);
      add_lines (self, i, before, &chosen);
      gtk_drop_down_set_selected (dropdown_of (self, i), chosen);
    }
  self->filling = FALSE;
}

static void
lep_conflicts_page_refresh (LepPage *page)
{
  LepConflictsPage *self = LEP_CONFLICTS_PAGE (page);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) conflicts = lep_conflicts_list (lep_page_get_workspace (page), NULL, NULL, MAX_SHOWN, &error);
  g_autofree char *subtitle = NULL;
  gint64           count;

  if (conflicts == NULL)
    {
      lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("The conflicts were not read"), error);
      return;
    }

  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  self->conflicts = g_steal_pointer (&conflicts);
  fill_filters (self);
  show_list (self);

  count = lep_conflicts_count (lep_page_get_workspace (page), NULL);
  subtitle = g_strdup_printf (ngettext ("%jd to decide", "%jd to decide", (gulong) count), count);
  lep_page_set_subtitle (page, count > 0 ? subtitle : "");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "conflicts.many", lep_page_is_writable (page));
  gtk_widget_set_visible (self->settle_button, self->conflicts->len > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->many_button), self->conflicts->len > 0);
  gtk_stack_set_visible_child_name (self->stack, self->conflicts->len > 0 ? "list" : "empty");
}

static void
filter_changed_cb (LepConflictsPage *self)
{
  if (!self->filling)
    show_list (self);
}

static void
many_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  g_autoptr (GPtrArray) shown = filtered (LEP_CONFLICTS_PAGE (widget));

  lep_settle_dialog_open (lep_window_of (widget), shown, g_variant_get_string (parameter, NULL));
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
  LepConflictsPage *self = LEP_CONFLICTS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_CONFLICTS_PAGE);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);
  for (guint i = 0; i < N_FILTERS; i++)
    g_clear_pointer (&self->filters[i], g_ptr_array_unref);

  G_OBJECT_CLASS (lep_conflicts_page_parent_class)->dispose (object);
}

static void
lep_conflicts_page_class_init (LepConflictsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_conflicts_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_conflicts_page_refresh;

  gtk_widget_class_install_action (widget_class, "conflicts.settle-first", NULL, settle_first_action_cb);
  gtk_widget_class_install_action (widget_class, "conflicts.many", "s", many_action_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-conflicts-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepConflictsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepConflictsPage, list);
  gtk_widget_class_bind_template_child (widget_class, LepConflictsPage, settle_button);
  gtk_widget_class_bind_template_child (widget_class, LepConflictsPage, many_button);
  gtk_widget_class_bind_template_child (widget_class, LepConflictsPage, space_dropdown);
  gtk_widget_class_bind_template_child (widget_class, LepConflictsPage, person_dropdown);
  gtk_widget_class_bind_template_child (widget_class, LepConflictsPage, kind_dropdown);
  gtk_widget_class_bind_template_child (widget_class, LepConflictsPage, count_label);
  gtk_widget_class_bind_template_callback (widget_class, filter_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, list_row_activated_cb);
}

static void
lep_conflicts_page_init (LepConflictsPage *self)
{
  /* Before the template: choosing its first line already asks for them. */
  self->filling = TRUE;
  self->conflicts = g_ptr_array_new ();
  for (guint i = 0; i < N_FILTERS; i++)
    self->filters[i] = g_ptr_array_new_with_free_func (g_free);
  gtk_widget_init_template (GTK_WIDGET (self));
}
