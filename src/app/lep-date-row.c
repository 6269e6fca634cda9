/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for a date, or a date with a time of day. */

#include "lep-calendar-button.h"
#include "lep-field-text.h"

#include "lep-date-row.h"

struct _LepDateRow
{
  LepFieldRow        parent_instance;

  GtkWidget         *entry;
  LepCalendarButton *calendar;
};

G_DEFINE_FINAL_TYPE (LepDateRow, lep_date_row, LEP_TYPE_FIELD_ROW)

static void
activate_cb (LepDateRow *self)
{
  lep_field_row_leave (LEP_FIELD_ROW (self));
}

/* What was picked replaces the day only: a time of day stays as it was. */
static void
picked_cb (LepDateRow *self)
{
  lep_field_row_leave (LEP_FIELD_ROW (self));
}

static void
lep_date_row_bind (LepFieldRow *row)
{
  LepDateRow *self = LEP_DATE_ROW (row);

  lep_calendar_button_attach (self->calendar, GTK_EDITABLE (self->entry), lep_field_row_get_field (row));
}

static void
lep_date_row_display (LepFieldRow *row,
                      const char  *value)
{
  g_autofree char *text = lep_field_show (lep_field_row_get_field (row), value);

  lep_editable_show (GTK_EDITABLE (LEP_DATE_ROW (row)->entry), text);
}

static char *
lep_date_row_dup_text (LepFieldRow *row)
{
  return g_strdup (gtk_editable_get_text (GTK_EDITABLE (LEP_DATE_ROW (row)->entry)));
}

static gboolean
lep_date_row_read (LepFieldRow *row,
                   char       **value,
                   GError     **error)
{
  return lep_field_parse (lep_field_row_get_field (row),
                          gtk_editable_get_text (GTK_EDITABLE (LEP_DATE_ROW (row)->entry)),
                          value, error);
}

static GtkWidget *
lep_date_row_get_editor (LepFieldRow *row)
{
  return LEP_DATE_ROW (row)->entry;
}

static void
lep_date_row_set_editable (LepFieldRow *row,
                           gboolean     editable)
{
  LepDateRow *self = LEP_DATE_ROW (row);

  gtk_editable_set_editable (GTK_EDITABLE (self->entry), editable);
  gtk_widget_set_visible (GTK_WIDGET (self->calendar), editable);
}

static void
lep_date_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_DATE_ROW);

  G_OBJECT_CLASS (lep_date_row_parent_class)->dispose (object);
}

static void
lep_date_row_class_init (LepDateRowClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  LepFieldRowClass *row_class = LEP_FIELD_ROW_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_date_row_dispose;
  row_class->bind = lep_date_row_bind;
  row_class->display = lep_date_row_display;
  row_class->read = lep_date_row_read;
  row_class->dup_text = lep_date_row_dup_text;
  row_class->get_editor = lep_date_row_get_editor;
  row_class->set_editable = lep_date_row_set_editable;

  g_type_ensure (LEP_TYPE_CALENDAR_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-date-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LepDateRow, entry);
  gtk_widget_class_bind_template_child (widget_class, LepDateRow, calendar);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, lep_field_row_typed);
  gtk_widget_class_bind_template_callback (widget_class, picked_cb);
}

static void
lep_date_row_init (LepDateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
