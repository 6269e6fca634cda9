/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Search everything: what is found, as one types. The words come from the
 * search entry of the sidebar as the target's filter. */

#include <glib/gi18n.h>

#include "lep-field-text.h"
#include "lep-page-table.h"
#include "lep-search.h"
#include "lep-util.h"
#include "lep-window.h"

#include "lep-search-page.h"

#define MAX_HITS 100

struct _LepSearchPage
{
  LepPage        parent_instance;

  char          *text;
  GPtrArray     *hits; /* LepSearchHit, one a row */
  GtkStack      *stack;
  GtkListBox    *list;
  AdwStatusPage *nothing_page;
};

G_DEFINE_FINAL_TYPE (LepSearchPage, lep_search_page, LEP_TYPE_PAGE)

/* A meeting is named by its day, which is written as people do. */
static char *
dup_title (const LepSearchHit *hit,
           const LepKind      *kind)
{
  const LepField *field = kind != NULL && kind->title != NULL ? lep_kind_field (kind, kind->title) : NULL;

  if (hit->title == NULL)
    return g_strdup ("");
  return field != NULL && field->type == LEP_TYPE_DATE ? lep_field_show (field, hit->title) : g_strdup (hit->title);
}

static GtkWidget *
build_row (const LepSearchHit *hit)
{
  GtkWidget         *row = adw_action_row_new ();
  const LepKind     *kind = lep_schema_kind (hit->kind);
  const LepPageInfo *page = lep_page_table_of_kind (hit->kind);
  GtkWidget         *icon = g_object_new (GTK_TYPE_IMAGE,
                                          "icon-name", page != NULL ? page->icon : "x-office-document-symbolic",
                                          "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                          NULL);
  g_autofree char   *title = dup_title (hit, kind);
  GtkWidget         *label = gtk_label_new (kind != NULL ? lep_schema_label (kind->label) : hit->kind);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), hit->snippet != NULL && !g_str_equal (hit->snippet, title) ? hit->snippet : "");
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row), icon);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

static void
show_hits (LepSearchPage *self)
{
  GtkWidget       *child;
  g_autofree char *subtitle = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < self->hits->len; i++)
    gtk_list_box_append (self->list, build_row (g_ptr_array_index (self->hits, i)));

  gtk_stack_set_visible_child_name (self->stack, self->hits->len > 0 ? "list" : "nothing");
  subtitle = g_strdup_printf (ngettext ("%u entry found", "%u entries found", self->hits->len), self->hits->len);
  lep_page_set_subtitle (LEP_PAGE (self), subtitle);
}

static void
search (LepSearchPage *self)
{
  LepWorkspace *workspace = lep_page_get_workspace (LEP_PAGE (self));
  LepWindow    *window = lep_window_of (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  GPtrArray *hits;

  hits = lep_search (workspace, self->text != NULL ? self->text : "", MAX_HITS, &error);
  if (hits == NULL)
    {
      if (window != NULL)
        lep_window_report_error (window, _ ("The search did not work"), error);
      return;
    }

  g_clear_pointer (&self->hits, g_ptr_array_unref);
  self->hits = hits;
  show_hits (self);
}

static void
row_activated_cb (GtkListBox    *list,
                  GtkListBoxRow *row,
                  LepSearchPage *self)
{
  const LepSearchHit *hit = g_ptr_array_index (self->hits, gtk_list_box_row_get_index (row));

  lep_window_open_record (lep_window_of (GTK_WIDGET (self)), hit->kind, hit->id, NULL);
}

static void
lep_search_page_refresh (LepPage *page)
{
  LepSearchPage *self = LEP_SEARCH_PAGE (page);

  if (self->text != NULL)
    search (self);
}

static void
lep_search_page_show_target (LepPage         *page,
                             const LepTarget *target)
{
  LepSearchPage *self = LEP_SEARCH_PAGE (page);

  if (target->filter != NULL && lep_set_str (&self->text, target->filter))
    search (self);
}

static void
lep_search_page_dispose (GObject *object)
{
  LepSearchPage *self = LEP_SEARCH_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_SEARCH_PAGE);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->text, g_free);

  G_OBJECT_CLASS (lep_search_page_parent_class)->dispose (object);
}

static void
lep_search_page_class_init (LepSearchPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_search_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_search_page_refresh;
  LEP_PAGE_CLASS (klass)->show_target = lep_search_page_show_target;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-search-page.ui");
  gtk_widget_class_bind_template_child (widget_class, LepSearchPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepSearchPage, list);
  gtk_widget_class_bind_template_child (widget_class, LepSearchPage, nothing_page);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
lep_search_page_init (LepSearchPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The first of what was found, so that Enter opens it. Returns: whether there is any */
gboolean
lep_search_page_focus_hits (LepSearchPage *self)
{
  GtkListBoxRow *first;

  g_return_val_if_fail (LEP_IS_SEARCH_PAGE (self), FALSE);

  first = gtk_list_box_get_row_at_index (self->list, 0);
  return first != NULL && gtk_widget_grab_focus (GTK_WIDGET (first));
}

/* Whether it was last asked for that text. */
gboolean
lep_search_page_is_for (LepSearchPage *self,
                        const char    *text)
{
  g_return_val_if_fail (LEP_IS_SEARCH_PAGE (self), FALSE);

  return g_strcmp0 (self->text, text) == 0;
}
