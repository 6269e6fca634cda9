/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The filter row of a list page: text, drop-downs of codes, and what another
 * page asked for; what is kept of a list for the next start. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-list-page-private.h"

static const LepField *
filter_field (LepListPage *self,
              guint        index)
{
  const char *name = self->info->filters[index].field;

  return name != NULL ? lep_kind_field (lep_schema_kind (self->info->kind), name) : NULL;
}

/* Returns: (nullable): the code that is chosen, or NULL for all */
static const char *
chosen_code (LepListPage *self,
             guint        index)
{
  const LepField    *field = filter_field (self, index);
  const LepCodeList *list = field != NULL ? lep_schema_code_list (field->target) : NULL;
  guint              selected;

  if (list == NULL || self->filters.drop_downs[index] == NULL)
    return NULL;

  selected = gtk_drop_down_get_selected (GTK_DROP_DOWN (self->filters.drop_downs[index]));

  return selected > 0 && selected <= list->n_codes ? list->codes[selected - 1].code : NULL;
}

/* Whether the rows are those of one code of the field. */
gboolean
lep_list_page_has_chosen (LepListPage *self,
                          const char  *name)
{
  for (guint i = 0; i < LEP_LIST_MAX_FILTERS; i++)
    {
      const LepField *field = filter_field (self, i);

      if (field != NULL && g_str_equal (field->name, name) && chosen_code (self, i) != NULL)
        return TRUE;
    }
  return FALSE;
}

static void
choose_code (LepListPage *self,
             guint        index,
             const char  *code)
{
  const LepField    *field = filter_field (self, index);
  const LepCodeList *list = field != NULL ? lep_schema_code_list (field->target) : NULL;

  for (guint i = 0; list != NULL && i < list->n_codes; i++)
    {
      if (g_strcmp0 (list->codes[i].code, code) == 0)
        gtk_drop_down_set_selected (GTK_DROP_DOWN (self->filters.drop_downs[index]), i + 1);
    }
}

static void
restore_filters (LepListPage *self)
{
  g_autoptr (GVariant) all = g_settings_get_value (self->settings, "filters");
  g_auto (GStrv) lines = NULL;
  const char *text = "";

  g_variant_lookup (all, self->info->kind, "&s", &text);
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *value = strchr (lines[i], '=');

      if (value == NULL)
        continue;
      *value++ = '\0';
      for (guint j = 0; j < LEP_LIST_MAX_FILTERS; j++)
        {
          if (g_strcmp0 (self->info->filters[j].field, lines[i]) == 0)
            choose_code (self, j, value);
        }
    }
}

/* Builds a drop-down for each filter of the table, before the columns' button. */
void
lep_list_page_build_filters (LepListPage *self,
                             GCallback    changed)
{
  GtkWidget *before = self->link_button;

  for (guint i = 0; i < LEP_LIST_MAX_FILTERS; i++)
    {
      const LepField    *field = filter_field (self, i);
      const LepCodeList *list = field != NULL ? lep_schema_code_list (field->target) : NULL;
      g_autoptr (GtkStringList) labels = NULL;
      GtkWidget *drop_down;

      if (list == NULL)
        continue;

      labels = gtk_string_list_new (NULL);
      gtk_string_list_append (labels, _ (self->info->filters[i].all));
      for (guint j = 0; j < list->n_codes; j++)
        gtk_string_list_append (labels, lep_code_label (list->name, list->codes[j].code));

      drop_down = gtk_drop_down_new (G_LIST_MODEL (g_steal_pointer (&labels)), NULL);
      gtk_accessible_update_property (GTK_ACCESSIBLE (drop_down), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                      lep_schema_label (field->label), -1);
      gtk_box_insert_child_after (self->filter_box, drop_down, before);
      before = drop_down;
      self->filters.drop_downs[i] = drop_down;
    }

  restore_filters (self);
  for (guint i = 0; i < LEP_LIST_MAX_FILTERS; i++)
    {
      if (self->filters.drop_downs[i] != NULL)
        g_signal_connect_swapped (self->filters.drop_downs[i], "notify::selected", changed, self);
    }
}

/* Adds to the query all that is filtered by. */
void
lep_list_page_fill_filters (LepListPage *self,
                            LepQuery    *query)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->filter_entry));

  if (*text != '\0')
    lep_query_set_text (query, text);

  for (guint i = 0; i < LEP_LIST_MAX_FILTERS; i++)
    {
      const char *code = chosen_code (self, i);

      if (code != NULL)
        lep_query_add_filter (query, self->info->filters[i].field, code);
    }

  if (self->filters.link != NULL)
    {
      g_auto (GStrv) lines = g_strsplit (self->filters.link, "\n", -1);

      for (guint i = 0; lines[i] != NULL; i++)
        {
          char *value = strchr (lines[i], '=');

          if (value == NULL)
            continue;
          *value++ = '\0';
          if (g_str_equal (lines[i], "scope.partnership"))
            lep_query_set_scope (query, "partnership", value);
          else if (g_str_equal (lines[i], "scope.project"))
            lep_query_set_scope (query, "project", value);
          else
            lep_query_add_filter (query, lines[i], value);
        }
    }
}

gboolean
lep_list_page_is_filtered (LepListPage *self)
{
  gboolean filtered = *gtk_editable_get_text (GTK_EDITABLE (self->filter_entry)) != '\0' || self->filters.link != NULL;

  for (guint i = 0; i < LEP_LIST_MAX_FILTERS; i++)
    filtered = filtered || chosen_code (self, i) != NULL;

  return filtered;
}

/* Keeps what the user chose for this kind beside that of the others.
 * @key: of a dictionary by kind; @mine: its value, sunk if floating */
void
lep_list_page_keep (LepListPage *self,
                    const char  *key,
                    GVariant    *mine)
{
  g_autoptr (GVariant) before = g_settings_get_value (self->settings, key);
  GVariantBuilder all;

  g_variant_builder_init (&all, g_variant_get_type (before));
  for (gsize i = 0; i < g_variant_n_children (before); i++)
    {
      g_autoptr (GVariant) entry = g_variant_get_child_value (before, i);
      g_autoptr (GVariant) kind = g_variant_get_child_value (entry, 0);

      if (!g_str_equal (g_variant_get_string (kind, NULL), self->info->kind))
        g_variant_builder_add_value (&all, entry);
    }
  g_variant_builder_add_value (&all, g_variant_new_dict_entry (g_variant_new_string (self->info->kind), mine));
  g_settings_set_value (self->settings, key, g_variant_builder_end (&all));
}

/* The drop-downs come back with the next start; texts and links do not. */
void
lep_list_page_save_filters (LepListPage *self)
{
  g_autoptr (GString) mine = g_string_new (NULL);

  for (guint i = 0; i < LEP_LIST_MAX_FILTERS; i++)
    {
      if (chosen_code (self, i) != NULL)
        g_string_append_printf (mine, "%s=%s\n", self->info->filters[i].field, chosen_code (self, i));
    }

  lep_list_page_keep (self, "filters", g_variant_new_string (mine->str));
}

/* What one "field=value" names. */
static char *
dup_line_text (LepListPage *self,
               const char  *line)
{
  LepWorkspace *workspace = lep_page_get_workspace (LEP_PAGE (self));
  g_auto (GStrv) parts = g_strsplit (line, "=", 2);
  const char     *name = g_str_has_prefix (parts[0], "scope.") ? parts[0] + strlen ("scope.") : parts[0];
  const LepField *field = lep_kind_field (lep_schema_kind (self->info->kind), name);
  const char     *target = field != NULL ? field->target : name;

  if (parts[1] == NULL)
    return g_strdup (_ ("Chosen entries"));
  if (field != NULL && field->type == LEP_TYPE_CODE)
    return g_strdup (lep_code_label (field->target, parts[1]));

  return lep_workspace_dup_title (workspace, target, parts[1]);
}

static char *
dup_link_text (LepListPage *self,
               const char  *link)
{
  g_auto (GStrv) lines = g_strsplit (link, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      char *text = dup_line_text (self, lines[i]);

      g_free (lines[i]);
      lines[i] = text;
    }
  return g_strjoinv (" · ", lines);
}

/**
 * lep_list_page_set_link:
 * @link: (nullable): "field=value" lines that another page asks for; the list
 *   shows only those, and a button that takes it back
 */
void
lep_list_page_set_link (LepListPage *self,
                        const char  *link)
{
  g_autofree char *text = NULL;
  GtkWidget       *content = gtk_button_get_child (GTK_BUTTON (self->link_button));

  g_free (self->filters.link);
  self->filters.link = g_strdup (link);
  gtk_widget_set_visible (self->link_button, link != NULL);
  if (link == NULL)
    return;

  text = dup_link_text (self, link);
  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->link_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Show all again"), -1);
}
