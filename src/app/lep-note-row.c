/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row for a long text, written straight into the page. */

#include <string.h>

#include "lep-field-text.h"

#include "lep-note-row.h"

struct _LepNoteRow
{
  LepFieldRow parent_instance;

  GtkWidget  *view;
  guint       n_words;
};

enum
{
  PROP_0,
  PROP_WORDS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LepNoteRow, lep_note_row, LEP_TYPE_FIELD_ROW)

static guint
count_words (const char *text)
{
  guint    n_words = 0;
  gboolean in_word = FALSE;

  for (const char *p = text; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gboolean is_space = g_unichar_isspace (g_utf8_get_char (p));

      if (!is_space && !in_word)
        n_words++;
      in_word = !is_space;
    }

  return n_words;
}

static void
lep_note_row_display (LepFieldRow *row,
                      const char  *value)
{
  LepNoteRow    *self = LEP_NOTE_ROW (row);
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  guint          n_words = count_words (value);

  gtk_text_buffer_set_text (buffer, value != NULL ? value : "", -1);
  if (n_words != self->n_words)
    {
      self->n_words = n_words;
      g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WORDS]);
    }
}

static char *
lep_note_row_dup_text (LepFieldRow *row)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (LEP_NOTE_ROW (row)->view));
  GtkTextIter    start;
  GtkTextIter    end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, TRUE);
}

static gboolean
lep_note_row_read (LepFieldRow *row,
                   char       **value,
                   GError     **error)
{
  g_autofree char *text = lep_note_row_dup_text (row);

  return lep_field_parse (lep_field_row_get_field (row), text, value, error);
}

static GtkWidget *
lep_note_row_get_editor (LepFieldRow *row)
{
  return LEP_NOTE_ROW (row)->view;
}

static void
lep_note_row_set_editable (LepFieldRow *row,
                           gboolean     editable)
{
  gtk_text_view_set_editable (GTK_TEXT_VIEW (LEP_NOTE_ROW (row)->view), editable);
}

static void
lep_note_row_get_property (GObject    *object,
                           guint       property_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch (property_id)
    {
    case PROP_WORDS:
      g_value_set_uint (value, LEP_NOTE_ROW (object)->n_words);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
lep_note_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), LEP_TYPE_NOTE_ROW);

  G_OBJECT_CLASS (lep_note_row_parent_class)->dispose (object);
}

static void
lep_note_row_class_init (LepNoteRowClass *klass)
{
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  LepFieldRowClass *row_class = LEP_FIELD_ROW_CLASS (klass);

  object_class->get_property = lep_note_row_get_property;
  object_class->dispose = lep_note_row_dispose;
  row_class->display = lep_note_row_display;
  row_class->read = lep_note_row_read;
  row_class->dup_text = lep_note_row_dup_text;
  row_class->get_editor = lep_note_row_get_editor;
  row_class->set_editable = lep_note_row_set_editable;

  properties[PROP_WORDS] =
    g_param_spec_uint ("words", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-note-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LepNoteRow, view);
}

static void
lep_note_row_init (LepNoteRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
