/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The binding of field rows to a record: what is shown, and what is saved when. */

#include <glib/gi18n.h>

#include "lep-conflict-words.h"
#include "lep-error.h"
#include "lep-util.h"
#include "lep-window.h"

#include "lep-form-private.h"

enum
{
  PROP_0,
  PROP_KIND,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LepForm, lep_form, ADW_TYPE_BIN)

static void save_row (LepForm     *self,
                      LepFieldRow *row);

static void
open_conflict_cb (LepForm     *self,
                  LepFieldRow *row)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));
  LepTarget  target = { NULL };

  if (window == NULL || self->record == NULL)
    return;

  target.kind = self->kind_name;
  target.id = lep_record_get_id (self->record);
  target.space = lep_record_get_space (self->record);
  target.field = lep_field_row_get_name (row);
  lep_window_go (window, "conflict", &target);
}

static void
collect_rows (LepForm   *self,
              GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (LEP_IS_FIELD_ROW (child))
      {
        g_ptr_array_add (self->rows, child);
        g_signal_connect_object (child, "left", G_CALLBACK (save_row), self, G_CONNECT_SWAPPED);
        g_signal_connect_object (child, "conflict-opened", G_CALLBACK (open_conflict_cb), self, G_CONNECT_SWAPPED);
      }
    else
      {
        collect_rows (self, child);
      }
}

/* Rows are looked for once: a form is built whole before it is shown. */
void
lep_form_bind_rows (LepForm *self)
{
  if (!self->collected)
    {
      self->collected = TRUE;
      collect_rows (self, GTK_WIDGET (self));
    }

  for (guint i = 0; i < self->rows->len; i++)
    {
      LepFieldRow    *row = g_ptr_array_index (self->rows, i);
      const LepField *field = lep_kind_field (self->kind, lep_field_row_get_name (row));

      g_assert (field != NULL);
      lep_field_row_bind (row, self->workspace, field);
    }
}

/* What the row holds goes into @edit, and with it what was typed into rows of
 * the same merge group: start and end are right or wrong together. */
static gboolean
add_values (LepForm     *self,
            LepFieldRow *row,
            LepEdit     *edit,
            GError     **error)
{
  const LepField *field = lep_field_row_get_field (row);

  for (guint i = 0; i < self->rows->len; i++)
    {
      LepFieldRow     *other = g_ptr_array_index (self->rows, i);
      const LepField  *other_field = lep_field_row_get_field (other);
      g_autofree char *value = NULL;

      if (other != row && (field->group == NULL || g_strcmp0 (field->group, other_field->group) != 0))
        continue;

      if (!lep_field_row_is_changed (other))
        continue;

      if (lep_field_row_read (other, &value, other == row ? error : NULL))
        lep_edit_set (edit, other_field->name, value);
      else if (other == row)
        return FALSE;
    }

  return TRUE;
}

/* The rows whose values were saved with @row show them as stored now. */
static void
settle_rows (LepForm     *self,
             LepFieldRow *row)
{
  const LepField *field = lep_field_row_get_field (row);

  for (guint i = 0; i < self->rows->len; i++)
    {
      LepFieldRow     *other = g_ptr_array_index (self->rows, i);
      g_autofree char *value = NULL;

      if (other != row &&
          (field->group == NULL || g_strcmp0 (field->group, lep_field_row_get_field (other)->group) != 0))
        continue;

      if (lep_field_row_is_changed (other) && lep_field_row_read (other, &value, NULL))
        lep_field_row_show_value (other, value);
    }
}

static gboolean
commit_row (LepForm     *self,
            LepFieldRow *row,
            GError     **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (self->workspace);

  return lep_edit_row (edit, lep_record_get_space (self->record), self->kind_name,
                       lep_record_get_id (self->record), error) &&
         add_values (self, row, edit, error) &&
         lep_edit_commit (edit, error);
}

/* What stands in the row as another version wrote it, or NULL. */
static const char *
find_unread (LepForm     *self,
             LepFieldRow *row)
{
  return self->unread != NULL ? g_hash_table_lookup (self->unread, lep_field_row_get_name (row)) : NULL;
}

/* A value that this version cannot read is told as it stands, and left alone. */
static void
show_unread (LepFieldRow *row,
             const char  *value)
{
  g_autofree char *text = g_strdup_printf (_ ("“%s” stands here. This version of the program cannot read that; it stays as it is."), value);

  lep_field_row_set_remark (row, text);
}

/* Nothing is typed in the row: what was told about that goes. */
static void
clear_row (LepForm     *self,
           LepFieldRow *row)
{
  const char *unread = find_unread (self, row);

  if (unread != NULL)
    show_unread (row, unread);
  else
    lep_field_row_set_error (row, NULL);
}

static void
save_row (LepForm     *self,
          LepFieldRow *row)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  /* Saving moves no focus, but what hears of it may; so does taking the form apart. */
  if (self->saving || self->workspace == NULL)
    return;

  if (self->record == NULL)
    self->left = row;

  if (!lep_field_row_is_changed (row))
    {
      lep_form_show_currency (self); /* it may have been the first one's again */
      /* What a draft still lacks it lacks until it is filled in. */
      if (self->record != NULL && !lep_field_row_is_typed (row))
        {
          /* The same, written in another way, is shown as it always is: “1234.5”. */
          if (GTK_IS_ENTRY (LEP_FIELD_ROW_GET_CLASS (row)->get_editor (row)))
            lep_field_row_revert (row);
          clear_row (self, row);
        }
      return;
    }

  if (self->record == NULL)
    {
      lep_field_row_read (row, &value, &error);
      lep_field_row_set_error (row, error != NULL ? error->message : NULL);
      lep_form_show_currency (self);
      return;
    }

  self->saving = TRUE;
  if (commit_row (self, row, &error))
    settle_rows (self, row);
  else
    lep_field_row_set_error (row, error->message);
  self->saving = FALSE;
}

static char *
kept_key (LepForm     *self,
          LepFieldRow *row)
{
  return g_strdup_printf ("%s %s", lep_record_get_id (self->record), lep_field_row_get_name (row));
}

/* What could not be saved stays with its record while another one is looked at. */
static void
keep_typed (LepForm *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      LepFieldRow *row = g_ptr_array_index (self->rows, i);

      if (lep_field_row_is_typed (row))
        g_hash_table_replace (self->kept, kept_key (self, row), lep_field_row_dup_typed (row));
    }
}

/* It stands in the row again, also where it still cannot be saved: from there it is
 * copied, and kept the next time. */
static void
bring_back (LepForm     *self,
            LepFieldRow *row)
{
  g_autofree char *key = kept_key (self, row);
  gpointer         typed;

  if (!g_hash_table_lookup_extended (self->kept, key, NULL, &typed))
    return;

  lep_field_row_put_typed (row, typed);
  if (lep_field_row_is_typed (row))
    {
      lep_field_row_tell_typed (row);
    }
  else /* the same is stored by now */
    {
      lep_field_row_revert (row);
      clear_row (self, row);
    }
  g_hash_table_remove (self->kept, key);
}

/* What is typed in the row stays, whatever came meanwhile. */
static void
refresh_typed (LepForm     *self,
               LepFieldRow *row,
               const char  *value,
               gboolean     was_editable)
{
  gboolean editable = lep_field_row_is_editable (row);
  gboolean is_other = !self->saving && g_strcmp0 (value, lep_field_row_get_value (row)) != 0;

  if (is_other)
    lep_field_row_take_stored (row, value);

  if (!lep_field_row_is_typed (row)) /* the same came */
    clear_row (self, row);
  else if (is_other && editable)
    lep_field_row_set_remark (row, _ ("Changed meanwhile. What you typed will be saved when you leave; Escape shows the other value."));
  else if (editable != was_editable)
    lep_field_row_tell_typed (row);
}

/* Shows the stored value, unless something else is being typed in the row. */
static void
refresh_row (LepForm     *self,
             LepFieldRow *row)
{
  const char *name = lep_field_row_get_name (row);
  const char *value = lep_record_get (self->record, name);
  const char *unread = find_unread (self, row);
  gboolean    was_editable = lep_field_row_is_editable (row);

  lep_field_row_set_editable (row, !lep_workspace_is_read_only (self->workspace) && !lep_record_is_deleted (self->record) && unread == NULL);
  lep_field_row_set_conflict (row, g_hash_table_contains (self->differing, name));

  if (lep_field_row_is_typed (row))
    {
      refresh_typed (self, row, value, was_editable);
      return;
    }

  if (g_strcmp0 (value, lep_field_row_get_value (row)) != 0 || lep_field_row_get_field (row)->type == LEP_TYPE_REF)
    lep_field_row_show_value (row, value);
  if (unread != NULL)
    show_unread (row, unread);
}

/* Adds what was typed for other records that were shown here before, and waits for them. */
void
lep_form_add_kept (LepForm *self,
                   GString *text)
{
  GHashTableIter iter;
  gpointer       key, typed;

  g_return_if_fail (LEP_IS_FORM (self));

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, &key, &typed))
    lep_field_row_add_text (lep_form_get_row (self, strchr (key, ' ') + 1), typed, text);
}

static void
lep_form_get_property (GObject    *object,
                       guint       property_id,
                       GValue     *value,
                       GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_KIND:
      g_value_set_string (value, LEP_FORM (object)->kind_name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
lep_form_set_property (GObject      *object,
                       guint         property_id,
                       const GValue *value,
                       GParamSpec   *pspec)
{
  LepForm *self = LEP_FORM (object);

  switch (property_id)
    {
    case PROP_KIND:
      lep_set_str (&self->kind_name, g_value_get_string (value));
      self->kind = self->kind_name != NULL ? lep_schema_kind (self->kind_name) : NULL;
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
lep_form_dispose (GObject *object)
{
  LepForm *self = LEP_FORM (object);

  g_clear_object (&self->record);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (lep_form_parent_class)->dispose (object);
}

static void
lep_form_finalize (GObject *object)
{
  LepForm *self = LEP_FORM (object);

  g_free (self->kind_name);
  g_ptr_array_unref (self->rows);
  g_hash_table_unref (self->presets);
  g_hash_table_unref (self->kept);
  g_clear_pointer (&self->unread, g_hash_table_unref);
  g_clear_pointer (&self->differing, g_hash_table_unref);

  G_OBJECT_CLASS (lep_form_parent_class)->finalize (object);
}

static void
lep_form_class_init (LepFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lep_form_get_property;
  object_class->set_property = lep_form_set_property;
  object_class->dispose = lep_form_dispose;
  object_class->finalize = lep_form_finalize;

  properties[PROP_KIND] =
    g_param_spec_string ("kind", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lep_form_init (LepForm *self)
{
  self->rows = g_ptr_array_new ();
  self->presets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->kept = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

GtkWidget *
lep_form_new (const char *kind)
{
  g_return_val_if_fail (lep_schema_kind (kind) != NULL, NULL);

  return g_object_new (LEP_TYPE_FORM, "kind", kind, NULL);
}

const char *
lep_form_get_kind (LepForm *self)
{
  g_return_val_if_fail (LEP_IS_FORM (self), NULL);

  return self->kind_name;
}

/* Returns: (transfer none) (nullable): the row of @field, once a record or a draft is shown */
LepFieldRow *
lep_form_get_row (LepForm    *self,
                  const char *field)
{
  g_return_val_if_fail (LEP_IS_FORM (self), NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      LepFieldRow *row = g_ptr_array_index (self->rows, i);

      if (g_strcmp0 (lep_field_row_get_name (row), field) == 0)
        return row;
    }

  return NULL;
}

/**
 * lep_form_dup_value:
 *
 * Returns: (transfer full) (nullable): what @field holds now, typed or stored; %NULL too
 *   where what was typed cannot be read
 */
char *
lep_form_dup_value (LepForm    *self,
                    const char *field)
{
  LepFieldRow *row = lep_form_get_row (self, field);
  char        *value = NULL;

  g_return_val_if_fail (LEP_IS_FORM (self), NULL);

  if (row != NULL)
    return lep_field_row_read (row, &value, NULL) ? value : NULL;
  if (self->record != NULL)
    return g_strdup (lep_record_get (self->record, field));

  return g_strdup (g_hash_table_lookup (self->presets, field));
}

/**
 * lep_form_set_record:
 * @record: what to show, with its values read just now
 *
 * Shows a record, or the same one anew: a row that is being typed in is not
 * disturbed. What was typed for another record before is saved first; what
 * cannot be saved comes back with that record.
 */
void
lep_form_set_record (LepForm      *self,
                     LepWorkspace *workspace,
                     LepRecord    *record)
{
  g_autoptr (GHashTable) unread_before = NULL;
  gboolean is_same;

  g_return_if_fail (LEP_IS_FORM (self));
  g_return_if_fail (LEP_IS_WORKSPACE (workspace));
  g_return_if_fail (LEP_IS_RECORD (record));
  g_return_if_fail (self->kind != NULL);

  is_same = self->record != NULL && self->workspace == workspace &&
            g_strcmp0 (lep_record_get_id (self->record), lep_record_get_id (record)) == 0 &&
            g_strcmp0 (lep_record_get_space (self->record), lep_record_get_space (record)) == 0;
  if (!is_same && self->record != NULL)
    {
      lep_form_flush (self);
      keep_typed (self);
    }

  g_set_object (&self->workspace, workspace);
  g_set_object (&self->record, record);
  unread_before = g_steal_pointer (&self->unread);
  self->unread = lep_record_read_unread (record, workspace, NULL);
  g_clear_pointer (&self->differing, g_hash_table_unref);
  self->differing = lep_conflicts_differing (workspace, record);
  lep_form_bind_rows (self);

  for (guint i = 0; i < self->rows->len; i++)
    {
      LepFieldRow *row = g_ptr_array_index (self->rows, i);
      const char  *name = lep_field_row_get_name (row);

      if (!is_same || (unread_before != NULL && g_hash_table_contains (unread_before, name) && !lep_field_row_is_typed (row)))
        lep_field_row_show_value (row, lep_record_get (record, name));
      refresh_row (self, row);
    }
  lep_form_show_currency (self);
  for (guint i = 0; !is_same && i < self->rows->len; i++)
    bring_back (self, g_ptr_array_index (self->rows, i));
}

/* Whether something stands in the form that is not stored. */
gboolean
lep_form_is_touched (LepForm *self)
{
  g_return_val_if_fail (LEP_IS_FORM (self), FALSE);

  for (guint i = 0; i < self->rows->len; i++)
    if (lep_field_row_is_changed (g_ptr_array_index (self->rows, i)))
      return TRUE;

  return FALSE;
}

/* Saves what was typed and not left yet. FALSE = something was refused and
 * stands in its row with the reason. */
gboolean
lep_form_flush (LepForm *self)
{
  g_return_val_if_fail (LEP_IS_FORM (self), FALSE);

  if (self->record == NULL)
    return TRUE;

  for (guint i = 0; i < self->rows->len; i++)
    save_row (self, g_ptr_array_index (self->rows, i));

  return !lep_form_is_touched (self);
}

/* Puts the cursor into the row of @field; FALSE when the form has none. */
gboolean
lep_form_focus_field (LepForm    *self,
                      const char *field)
{
  LepFieldRow *row;

  g_return_val_if_fail (LEP_IS_FORM (self), FALSE);

  row = lep_form_get_row (self, field);
  if (row == NULL)
    return FALSE;

  lep_field_row_focus (row);

  return TRUE;
}
