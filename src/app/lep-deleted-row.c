/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One deleted record: what it was, since when, and the button that brings it
 * back. Signal "restore-clicked" with the record. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-history.h"

#include "lep-field-text.h"
#include "lep-language.h"

#include "lep-deleted-row.h"

struct _LepDeletedRow
{
  GtkBox     parent_instance;

  LepRecord *record;

  GtkLabel  *title_label;
  GtkLabel  *detail_label;
  GtkWidget *restore_button;
};

enum
{
  SIGNAL_RESTORE_CLICKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepDeletedRow, lep_deleted_row, GTK_TYPE_BOX)

static void
restore_button_clicked_cb (LepDeletedRow *self)
{
  if (self->record != NULL)
    g_signal_emit (self, signals[SIGNAL_RESTORE_CLICKED], 0, self->record);
}

static void
lep_deleted_row_dispose (GObject *object)
{
  LepDeletedRow *self = LEP_DELETED_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_DELETED_ROW);
  g_clear_object (&self->record);

  G_OBJECT_CLASS (lep_deleted_row_parent_class)->dispose (object);
}

static void
lep_deleted_row_class_init (LepDeletedRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_deleted_row_dispose;

  signals[SIGNAL_RESTORE_CLICKED] =
    g_signal_new ("restore-clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, LEP_TYPE_RECORD);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-deleted-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LepDeletedRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, LepDeletedRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, LepDeletedRow, restore_button);
  gtk_widget_class_bind_template_callback (widget_class, restore_button_clicked_cb);
}

static void
lep_deleted_row_init (LepDeletedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* @can_restore: whether the record can be brought back, where the workspace may be written */
GtkWidget *
lep_deleted_row_new (gboolean can_restore)
{
  LepDeletedRow *self = g_object_new (LEP_TYPE_DELETED_ROW, NULL);

  gtk_widget_set_visible (self->restore_button, can_restore);
  return GTK_WIDGET (self);
}

/* What it was part of, if it was part of something: "Document · Welders". */
static char *
describe_kind (LepWorkspace *workspace,
               LepRecord    *record)
{
  const LepKind *kind = lep_record_get_kind (record);
  const char    *label = lep_schema_label (kind->label);

  for (guint i = 0; i < kind->n_fields; i++)
    {
      const LepField  *field = &kind->fields[i];
      const char      *value = lep_record_get (record, field->name);
      g_autofree char *owner = NULL;

      if (field->type != LEP_TYPE_REF || (field->flags & LEP_FIELD_REQUIRED) == 0 || value == NULL)
        continue;

      owner = g_str_equal (field->target, "partnership") ? lep_workspace_dup_short (workspace, field->target, value)
                                                         : lep_field_label (workspace, field, value);
      return g_strdup_printf ("%s · %s", label, owner);
    }
  return g_strdup (label);
}

/* Who deleted it, and when; as far as its history tells. */
static char *
describe_deletion (LepWorkspace *workspace,
                   LepRecord    *record)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *at = NULL, *by = NULL, *time = NULL;

  lep_history_find_deletion (workspace, record, &at, &by, NULL);
  time = lep_format_time (lep_language_locale (), at != NULL ? at : lep_record_get_changed_at (record), zone, LEP_DATE_LONG);
  /* Translators: day and hour; a person */
  return by != NULL && *by != '\0' ? g_strdup_printf (_ ("deleted on %s by %s"), time, by)
                                   : g_strdup_printf (_ ("deleted on %s"), time);
}

/**
 * lep_deleted_row_set_record:
 * @workspace: (nullable): where references find their names
 * @record: (nullable): %NULL when the row is put away by its list
 */
void
lep_deleted_row_set_record (LepDeletedRow *self,
                            LepWorkspace  *workspace,
                            LepRecord     *record)
{
  g_autofree char *title = NULL, *kind = NULL, *deletion = NULL, *detail = NULL;

  g_return_if_fail (LEP_IS_DELETED_ROW (self));

  g_set_object (&self->record, record);
  if (record == NULL)
    return;

  title = lep_record_label (workspace, record);
  kind = describe_kind (workspace, record);
  deletion = describe_deletion (workspace, record);
  detail = g_strdup_printf ("%s · %s", kind, deletion);
  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->detail_label, detail);
}
