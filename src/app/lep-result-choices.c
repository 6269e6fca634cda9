/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a result can be of: projects and indicators, as drop-down lists. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-query.h"
#include "lep-sum.h"

#include "lep-result-choices.h"

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  ellipsize)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  if (GPOINTER_TO_INT (ellipsize))
    gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  else
    gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  GtkStringObject *string = gtk_list_item_get_item (item);

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), gtk_string_object_get_string (string));
}

/* A long name is cut in the button, and whole in the list that it opens. */
static GtkListItemFactory *
new_factory (gboolean ellipsize)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), GINT_TO_POINTER (ellipsize));
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);

  return factory;
}

/**
 * lep_result_fill_drop:
 * @records: (element-type LepRecord): the choices
 * @describe: the text of each
 * @selected: (nullable): id of the one to start with
 */
void
lep_result_fill_drop (GtkDropDown *drop_down,
                      GPtrArray   *records,
                      char *(*describe) (LepRecord *record),
                      const char *selected)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autoptr (GtkExpression) expression = gtk_property_expression_new (GTK_TYPE_STRING_OBJECT, NULL, "string");
  g_autoptr (GtkListItemFactory) button_factory = new_factory (TRUE);
  g_autoptr (GtkListItemFactory) list_factory = new_factory (FALSE);
  guint position = 0;

  for (guint i = 0; i < records->len; i++)
    {
      LepRecord *record = g_ptr_array_index (records, i);

      gtk_string_list_take (names, describe (record));
      if (g_strcmp0 (lep_record_get_id (record), selected) == 0)
        position = i;
    }

  gtk_drop_down_set_factory (drop_down, button_factory);
  gtk_drop_down_set_list_factory (drop_down, list_factory);
  gtk_drop_down_set_expression (drop_down, expression);
  gtk_drop_down_set_enable_search (drop_down, records->len > 12);
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (drop_down, position);
}

/* "Employed (persons, needs proof)" */
char *
lep_result_describe_indicator (LepRecord *record)
{
  g_autofree char *name = lep_record_dup_title (record);
  g_autofree char *unit = g_utf8_strdown (lep_code_label ("unit", lep_record_get (record, "unit")), -1);

  if (lep_record_get_bool (record, "needs_proof"))
    /* Translators: an indicator with its unit: "Employed (persons, needs proof)" */
    return g_strdup_printf (_ ("%s (%s, needs proof)"), name, unit);

  return g_strdup_printf ("%s (%s)", name, unit);
}

static GPtrArray *
list_records (LepWorkspace *workspace,
              const char   *kind,
              const char   *sort,
              GError      **error)
{
  g_autoptr (LepQuery) query = lep_query_new (kind);

  lep_query_set_sort (query, sort, FALSE);
  return lep_query_run (workspace, query, error);
}

/* What is counted from members, projects and services is not typed in. */
static void
drop_counted (GPtrArray *indicators)
{
  static const char *const counted[] = { "ORGANISATIONS", "INITIATIVES", "SERVICES", NULL };

  for (guint i = indicators->len; i > 0; i--)
    {
      const char *code = lep_record_get (g_ptr_array_index (indicators, i - 1), "code");

      if (code != NULL && g_strv_contains (counted, code))
        g_ptr_array_remove_index (indicators, i - 1);
    }
}

/* Returns: (transfer full) (nullable) (element-type LepRecord): by title */
GPtrArray *
lep_result_projects (LepWorkspace *workspace,
                     GError      **error)
{
  return list_records (workspace, "project", "title", error);
}

/* Returns: (transfer full) (nullable) (element-type LepRecord): those whose values are
 *   typed in */
GPtrArray *
lep_result_indicators (LepWorkspace *workspace,
                       GError      **error)
{
  GPtrArray *indicators = list_records (workspace, "indicator", "name", error);

  if (indicators != NULL)
    drop_counted (indicators);

  return indicators;
}

static gboolean
holds (GPtrArray  *indicators,
       const char *field,
       const char *value,
       char      **id)
{
  for (guint i = 0; value != NULL && i < indicators->len; i++)
    {
      LepRecord  *indicator = g_ptr_array_index (indicators, i);
      const char *found = field != NULL ? lep_record_get (indicator, field) : lep_record_get_id (indicator);

      if (g_strcmp0 (found, value) != 0)
        continue;

      *id = g_strdup (lep_record_get_id (indicator));
      return TRUE;
    }

  return FALSE;
}

/**
 * lep_result_usual_indicator:
 * @project: (nullable): id of a project
 *
 * Returns: (transfer full) (nullable): id of the one among @indicators that most
 *   likely is meant: one that the project has a target for, else who was trained
 */
char *
lep_result_usual_indicator (LepWorkspace *workspace,
                            const char   *project,
                            GPtrArray    *indicators)
{
  char *id = NULL;

  if (project != NULL)
    {
      g_autoptr (LepQuery) query = lep_query_new ("target");
      g_autoptr (GPtrArray) targets = NULL;

      lep_query_add_filter (query, "project", project);
      targets = lep_query_run (workspace, query, NULL);
      for (guint i = 0; targets != NULL && i < targets->len; i++)
        if (holds (indicators, NULL, lep_record_get (g_ptr_array_index (targets, i), "indicator"), &id))
          return id;
    }

  holds (indicators, "code", "TRAINED", &id);

  return id;
}

/**
 * lep_result_find_target:
 * @target: (out): how many a project is to reach by an indicator; -1 = no target is noted
 */
gboolean
lep_result_find_target (LepWorkspace *workspace,
                        LepRecord    *project,
                        LepRecord    *indicator,
                        gint64       *target,
                        GError      **error)
{
  const char *code = lep_record_get (indicator, "code");
  gboolean    has_target = FALSE;
  gint64      sum;

  *target = -1;
  if (code != NULL && !lep_target_sum (workspace, code, "project", lep_record_get_id (project), &has_target, &sum, error))
    return FALSE;

  if (has_target)
    *target = sum;
  return TRUE;
}

/* What the total becomes with the value. Which value is the latest hangs on the days of
 * all: nothing is foretold of it. */
char *
lep_result_foretell (const LepTotal *total,
                     gint64          value,
                     gboolean        is_proved)
{
  const LepLocale *locale = lep_language_locale ();
  gboolean         adds = g_strcmp0 (total->accumulation, "sum") == 0;
  gboolean         waits = total->needs_proof && !is_proved;
  g_autofree char *before = lep_format_count (locale, total->total);
  g_autofree char *number = lep_format_count (locale, value);
  g_autofree char *after = lep_format_count (locale, adds ? lep_add_saturated (total->total, value) : MAX (total->total, value));

  if (value > 0 && adds && waits)
    /* Translators: a total, and how many more are not proved yet: "98 + 14 to prove" */
    return g_strdup_printf (_ ("%s + %s to prove"), before, number);
  if (value > 0 && !waits && (adds || g_strcmp0 (total->accumulation, "maximum") == 0))
    return g_strdup_printf ("%s \342\206\222 %s", before, after);
  return g_steal_pointer (&before);
}
