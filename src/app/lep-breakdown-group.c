/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a result splits by one dimension. */

#include <glib/gi18n.h>

#include "lep-field-row.h"
#include "lep-query.h"
#include "lep-split-grid.h"
#include "lep-text-row.h"
#include "lep-util.h"

#include "lep-breakdown-group.h"

struct _LepBreakdownGroup
{
  AdwPreferencesGroup parent_instance;

  char               *dimension;
  LepWorkspace       *workspace;
  LepRecord          *outcome;
  GPtrArray          *rows;       /* LepFieldRow, owned by the widget tree */
  GPtrArray          *categories; /* codes, beside the rows */
  GHashTable         *stored;     /* category -> LepRecord */
};

enum
{
  PROP_0,
  PROP_DIMENSION,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LepBreakdownGroup, lep_breakdown_group, ADW_TYPE_PREFERENCES_GROUP)

static gboolean
save (LepBreakdownGroup *self,
      const char        *category,
      const char        *value,
      GError           **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);
  LepRecord *stored = g_hash_table_lookup (self->stored, category);

  /* It was deleted elsewhere while it was emptied here. */
  if (stored == NULL && value == NULL)
    return TRUE;
  if (stored == NULL)
    return lep_breakdown_add_row (edit, lep_record_get_id (self->outcome), self->dimension, category,
                                  g_ascii_strtoll (value, NULL, 10), error) &&
           lep_edit_commit (edit, error);

  if (!lep_edit_row (edit, lep_record_get_space (stored), "breakdown", lep_record_get_id (stored), error))
    return FALSE;

  /* An emptied number is one that is not known: its part of the split goes. */
  if (value == NULL)
    lep_edit_life (edit, LEP_LIFE_DELETED);
  else
    lep_edit_set (edit, "value", value);

  return lep_edit_commit (edit, error);
}

/* FALSE = what stands in the row was refused and stays there. */
static gboolean
save_row (LepBreakdownGroup *self,
          LepFieldRow       *row)
{
  guint            position = 0;
  g_autofree char *value = NULL;
  g_autoptr (GError) error = NULL;

  if (!lep_field_row_is_changed (row) || self->outcome == NULL)
    return TRUE;

  g_ptr_array_find (self->rows, row, &position);
  if (!lep_field_row_read (row, &value, &error) ||
      !save (self, g_ptr_array_index (self->categories, position), value, &error))
    {
      lep_field_row_set_error (row, error->message);
      return FALSE;
    }

  lep_field_row_show_value (row, value);
  return TRUE;
}

static void
left_cb (LepBreakdownGroup *self,
         LepFieldRow       *row)
{
  save_row (self, row);
}

static void
add_row (LepBreakdownGroup *self,
         const char        *category,
         const char        *label)
{
  GtkWidget *row = g_object_new (LEP_TYPE_TEXT_ROW, "field", "value", "label", label, NULL);

  g_signal_connect_object (row, "left", G_CALLBACK (left_cb), self, G_CONNECT_SWAPPED);
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->categories, g_strdup (category));
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

/* The stored parts, by category; categories that no list holds get a row too. Those that
 * were read before stay where they cannot be read again. */
static gboolean
read_stored (LepBreakdownGroup *self,
             GError           **error)
{
  g_autoptr (LepQuery) query = lep_query_new ("breakdown");
  g_autoptr (GPtrArray) records = NULL;

  lep_query_add_filter (query, "outcome", lep_record_get_id (self->outcome));
  lep_query_add_filter (query, "dimension", self->dimension);
  records = lep_query_run (self->workspace, query, error);
  if (records == NULL)
    return FALSE;

  g_hash_table_remove_all (self->stored);
  for (guint i = 0; i < records->len; i++)
    {
      LepRecord  *record = g_ptr_array_index (records, i);
      const char *category = lep_record_get (record, "category");

      if (category == NULL)
        continue;

      g_hash_table_insert (self->stored, g_strdup (category), g_object_ref (record));
      if (!g_ptr_array_find_with_equal_func (self->categories, category, g_str_equal, NULL))
        add_row (self, category, lep_code_label (self->dimension, category));
    }
  return TRUE;
}

/* What is not split is told, never counted to some category. */
static void
show_rest (LepBreakdownGroup *self)
{
  const LepCodeList *list = lep_schema_code_list (self->dimension);
  GHashTableIter     iter;
  gpointer           record;
  gint64             rest = 0;
  g_autofree char   *text = NULL;

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), NULL);
  if (list == NULL || !list->partition || !lep_record_get_int64 (self->outcome, "value", &rest))
    return;

  g_hash_table_iter_init (&iter, self->stored);
  while (g_hash_table_iter_next (&iter, NULL, &record))
    {
      gint64 part = 0;

      if (lep_record_get_int64 (record, "value", &part))
        rest -= part;
    }

  if (rest == 0)
    text = g_strdup (_ ("All split"));
  else if (rest > 0)
    text = g_strdup_printf (ngettext ("%jd not split", "%jd not split", (gulong) rest), rest);
  else
    text = g_strdup_printf (ngettext ("%jd too many", "%jd too many", (gulong) -rest), -rest);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
}

static void
lep_breakdown_group_get_property (GObject    *object,
                                  guint       property_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  if (property_id == PROP_DIMENSION)
    g_value_set_string (value, LEP_BREAKDOWN_GROUP (object)->dimension);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
lep_breakdown_group_set_property (GObject      *object,
                                  guint         property_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  if (property_id == PROP_DIMENSION)
    lep_set_str (&LEP_BREAKDOWN_GROUP (object)->dimension, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
lep_breakdown_group_dispose (GObject *object)
{
  LepBreakdownGroup *self = LEP_BREAKDOWN_GROUP (object);

  g_clear_object (&self->workspace);
  g_clear_object (&self->outcome);
  g_hash_table_remove_all (self->stored);

  G_OBJECT_CLASS (lep_breakdown_group_parent_class)->dispose (object);
}

static void
lep_breakdown_group_finalize (GObject *object)
{
  LepBreakdownGroup *self = LEP_BREAKDOWN_GROUP (object);

  g_free (self->dimension);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->categories);
  g_hash_table_unref (self->stored);

  G_OBJECT_CLASS (lep_breakdown_group_parent_class)->finalize (object);
}

static void
lep_breakdown_group_class_init (LepBreakdownGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lep_breakdown_group_get_property;
  object_class->set_property = lep_breakdown_group_set_property;
  object_class->dispose = lep_breakdown_group_dispose;
  object_class->finalize = lep_breakdown_group_finalize;

  properties[PROP_DIMENSION] =
    g_param_spec_string ("dimension", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lep_breakdown_group_init (LepBreakdownGroup *self)
{
  self->rows = g_ptr_array_new ();
  self->categories = g_ptr_array_new_with_free_func (g_free);
  self->stored = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
}

static void
say_unread (LepBreakdownGroup *self,
            const GError      *error)
{
  g_autofree char *reason = g_markup_escape_text (error->message, -1);
  g_autofree char *text = g_strdup_printf (_ ("The split could not be read: %s"), reason);

  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), text);
}

/* Shows the split of @outcome, or the same one anew. What could not be read is not
 * written: it might be there already. */
void
lep_breakdown_group_set_record (LepBreakdownGroup *self,
                                LepWorkspace      *workspace,
                                LepRecord         *outcome)
{
  const LepCodeList *list;
  const LepField    *field = lep_kind_field (lep_schema_kind ("breakdown"), "value");
  g_autoptr (GError) error = NULL;
  gboolean is_same, is_read;

  g_return_if_fail (LEP_IS_BREAKDOWN_GROUP (self));
  g_return_if_fail (self->dimension != NULL);

  is_same = self->outcome != NULL && g_str_equal (lep_record_get_id (self->outcome), lep_record_get_id (outcome));
  g_set_object (&self->workspace, workspace);
  g_set_object (&self->outcome, outcome);

  list = lep_schema_code_list (self->dimension);
  for (guint i = 0; self->rows->len < list->n_codes; i++)
    add_row (self, list->codes[i].code, lep_schema_label (list->codes[i].label));
  if (!is_same)
    g_hash_table_remove_all (self->stored);
  is_read = read_stored (self, &error);

  for (guint i = 0; i < self->rows->len; i++)
    {
      LepFieldRow *row = g_ptr_array_index (self->rows, i);
      LepRecord   *stored = g_hash_table_lookup (self->stored, g_ptr_array_index (self->categories, i));
      gboolean     was_editable = lep_field_row_is_editable (row);

      lep_field_row_bind (row, workspace, field);
      lep_field_row_set_editable (row, is_read && !lep_workspace_is_read_only (workspace) && !lep_record_is_deleted (outcome));
      if (!is_same || !lep_field_row_is_typed (row))
        lep_field_row_show_value (row, stored != NULL ? lep_record_get (stored, "value") : NULL);
      else if (lep_field_row_is_editable (row) != was_editable)
        lep_field_row_tell_typed (row);
    }
  if (is_read)
    show_rest (self);
  else
    say_unread (self, error);
}

/* Saves what was typed and not left yet. FALSE = something was refused and
 * stands in its row with the reason. */
gboolean
lep_breakdown_group_flush (LepBreakdownGroup *self)
{
  gboolean saved = TRUE;

  g_return_val_if_fail (LEP_IS_BREAKDOWN_GROUP (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    saved = save_row (self, g_ptr_array_index (self->rows, i)) && saved;
  return saved;
}
