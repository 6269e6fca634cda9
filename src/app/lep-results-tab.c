/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The results of a project: indicators by periods. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-result-dialog.h"
#include "lep-results-matrix.h"
#include "lep-window.h"

#include "lep-results-tab.h"

struct _LepResultsTab
{
  LepTab            parent_instance;

  GtkDropDown      *period_drop;
  GtkDropDown      *split_drop;
  GtkWidget        *add_button;
  GtkStack         *stack;
  LepResultsMatrix *matrix;
  GtkWidget        *banner;
  GtkLabel         *banner_label;
  GtkWidget        *lock_box;

  char             *published_id; /* of the figure that the banner tells about */
};

/* In the order of the drop-down. */
static const char *const dimensions[] = { "sex", "age", "target_group", "residence", NULL };

G_DEFINE_FINAL_TYPE (LepResultsTab, lep_results_tab, LEP_TYPE_TAB)

/* Of this project, or of its partnership, as a whole. */
static gboolean
concerns (const LepPublished *published,
          LepRecord          *project)
{
  if (published->category != NULL)
    return FALSE;

  return (published->scope == LEP_SCOPE_PROJECT && g_strcmp0 (published->scope_id, lep_record_get_id (project)) == 0) ||
         (published->scope == LEP_SCOPE_PARTNERSHIP && g_strcmp0 (published->scope_id, lep_record_get (project, "partnership")) == 0);
}

/* FALSE = the indicator has no total. */
static gboolean
get_total (LepTab             *tab,
           const char         *indicator,
           const LepPublished *published,
           gint64             *value)
{
  LepTotalQuery query = { .indicator = indicator, .scope = published->scope, .scope_id = published->scope_id };
  g_autoptr (LepTotal) total = NULL;

  total = lep_total (lep_tab_get_workspace (tab), &query, NULL);

  *value = total != NULL ? total->total : 0;
  return total != NULL && total->has_total;
}

static char *
describe_published (LepTab             *tab,
                    const char         *name,
                    const char         *indicator,
                    const LepPublished *published)
{
  const LepLocale *locale = lep_language_locale ();
  gint64           now;
  gboolean         has_now = get_total (tab, indicator, published, &now);
  g_autofree char *then_text = lep_format_count (locale, published->value);
  g_autofree char *now_text = lep_format_count (locale, now);
  g_autofree char *day = NULL;

  if (published->cut_off_on != NULL)
    day = lep_format_date (locale, published->cut_off_on, LEP_DATE_LONG);

  if (!has_now && day != NULL)
    return g_strdup_printf (_ ("%s was published as %s on %s."), name, then_text, day);

  if (!has_now)
    return g_strdup_printf (_ ("%s was published as %s."), name, then_text);

  if (now == published->value && day != NULL)
    /* Translators: indicator, figure, day: "Employed was published as 42 on 26 December 2018, and it is 42 now." */
    return g_strdup_printf (_ ("%s was published as %s on %s, and it is the same now."), name, then_text, day);

  if (day != NULL)
    return g_strdup_printf (_ ("%s was published as %s on %s. It is %s now."), name, then_text, day, now_text);

  return g_strdup_printf (_ ("%s was published as %s. It is %s now."), name, then_text, now_text);
}

/* What somebody published about this project stands beside what there is now. */
static void
show_published (LepResultsTab *self,
                GPtrArray     *results)
{
  LepTab    *tab = LEP_TAB (self);
  LepRecord *project = lep_tab_get_record (tab);
  g_autoptr (GString) text = g_string_new (NULL);

  g_clear_pointer (&self->published_id, g_free);
  for (guint i = 0; results != NULL && i < results->len; i++)
    {
      const LepProjectResult *result = g_ptr_array_index (results, i);
      g_autoptr (GPtrArray) all = lep_total_published (lep_tab_get_workspace (tab), result->indicator, NULL);

      for (guint j = 0; all != NULL && j < all->len; j++)
        {
          const LepPublished *published = g_ptr_array_index (all, j);
          g_autofree char    *sentence = NULL;

          if (!concerns (published, project))
            continue;

          sentence = describe_published (tab, result->name, result->indicator, published);
          if (text->len > 0)
            g_string_append_c (text, '\n');
          g_string_append (text, sentence);
          g_free (self->published_id);
          self->published_id = g_strdup (published->id);
        }
    }

  gtk_label_set_label (self->banner_label, text->str);
  gtk_widget_set_visible (self->banner, text->len > 0);
}

static void
show_lock (LepResultsTab *self,
           GPtrArray     *columns)
{
  gboolean locked = FALSE;

  for (guint i = 0; columns != NULL && i < columns->len; i++)
    locked = locked || ((const LepResultColumn *) g_ptr_array_index (columns, i))->is_locked;
  gtk_widget_set_visible (self->lock_box, locked);
}

/* Returns: (transfer full) (nullable): the results that are shown */
static GPtrArray *
fill_results (LepResultsTab *self)
{
  LepTab          *tab = LEP_TAB (self);
  LepWorkspace    *workspace = lep_tab_get_workspace (tab);
  LepRecord       *project = lep_tab_get_record (tab);
  LepResultColumns by = gtk_drop_down_get_selected (self->period_drop);
  guint            split = gtk_drop_down_get_selected (self->split_drop);
  g_autoptr (GPtrArray) results = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GError) error = NULL;

  if (workspace == NULL)
    return NULL;

  results = lep_project_results (workspace, lep_record_get_id (project), &error);
  columns = results != NULL ? lep_result_columns (workspace, project, by, &error) : NULL;
  gtk_widget_set_visible (self->add_button, lep_tab_is_writable (tab));
  if (columns != NULL)
    lep_results_matrix_fill (self->matrix, workspace, project, results, columns,
                             split < G_N_ELEMENTS (dimensions) ? dimensions[split] : NULL, &error);
  gtk_stack_set_visible_child_name (self->stack, results != NULL && results->len > 0 ? "matrix" : "empty");
  if (error != NULL)
    lep_tab_say_unread (tab, _ ("The results could not be read"), error);
  show_lock (self, columns);
  return g_steal_pointer (&results);
}

static void
fill (LepResultsTab *self)
{
  GPtrArray *results = fill_results (self);

  g_clear_pointer (&results, g_ptr_array_unref);
}

static void
lep_results_tab_show (LepTab *tab)
{
  g_autoptr (GPtrArray) results = fill_results (LEP_RESULTS_TAB (tab));

  show_published (LEP_RESULTS_TAB (tab), results);
}

static void
add_clicked_cb (LepResultsTab *self)
{
  LepTab *tab = LEP_TAB (self);

  lep_result_dialog_open (GTK_WIDGET (self), lep_tab_get_workspace (tab), lep_record_get_id (lep_tab_get_record (tab)));
}

static void
why_clicked_cb (LepResultsTab *self)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));

  if (window != NULL && self->published_id != NULL)
    lep_window_open_record (window, "published_figure", self->published_id, NULL);
}

static void
lep_results_tab_finalize (GObject *object)
{
  g_free (LEP_RESULTS_TAB (object)->published_id);

  G_OBJECT_CLASS (lep_results_tab_parent_class)->finalize (object);
}

static void
lep_results_tab_class_init (LepResultsTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lep_results_tab_finalize;
  LEP_TAB_CLASS (klass)->show = lep_results_tab_show;

  g_type_ensure (LEP_TYPE_RESULTS_MATRIX);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-results-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepResultsTab, period_drop);
  gtk_widget_class_bind_template_child (widget_class, LepResultsTab, split_drop);
  gtk_widget_class_bind_template_child (widget_class, LepResultsTab, add_button);
  gtk_widget_class_bind_template_child (widget_class, LepResultsTab, stack);
  gtk_widget_class_bind_template_child (widget_class, LepResultsTab, matrix);
  gtk_widget_class_bind_template_child (widget_class, LepResultsTab, banner);
  gtk_widget_class_bind_template_child (widget_class, LepResultsTab, banner_label);
  gtk_widget_class_bind_template_child (widget_class, LepResultsTab, lock_box);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, why_clicked_cb);
}

static void
lep_results_tab_init (LepResultsTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
