/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An attached document in a list. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-share.h"

#include "lep-document-row.h"

#define DOT " \302\267 "

struct _LepDocumentRow
{
  AdwActionRow parent_instance;

  GtkWidget   *open_button;
  GtkWidget   *save_button;
  GtkWidget   *ask_button;
  GtkWidget   *remove_button;

  LepDocument *document;
  char        *holder; /* id of a laptop that has it, or NULL */
};

enum
{
  SIGNAL_OPENED,
  SIGNAL_SAVED,
  SIGNAL_ASKED,
  SIGNAL_REMOVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LepDocumentRow, lep_document_row, ADW_TYPE_ACTION_ROW)

/* Returns: (transfer full): "312 kB", in the units that file managers use */
char *
lep_document_row_describe_size (gint64 bytes)
{
  g_autofree char *figure = NULL;

  if (bytes < 1000)
    return g_strdup_printf (ngettext ("%d byte", "%d bytes", (gulong) bytes), (int) bytes);
  figure = bytes < 1000 * 1000 ? lep_format_count (lep_language_locale (), bytes / 1000)
                               : lep_format_decimal (lep_language_locale (), bytes / (100 * 1000), 1, 1);
  /* Translators: sizes of files, in thousands and in millions of bytes */
  return g_strdup_printf (bytes < 1000 * 1000 ? _ ("%s kB") : _ ("%s MB"), figure);
}

/* "Konjic 1, Zenica 2" */
static char *
join_holders (GPtrArray *holders)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < holders->len; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", ((LepFileHolder *) g_ptr_array_index (holders, i))->label);
  return g_string_free (text, FALSE);
}

static char *
describe_place (const LepDocument *document,
                GPtrArray         *holders)
{
  g_autofree char *who = NULL;

  if (document->is_here)
    return NULL;
  if (document->sha256 == NULL)
    return g_strdup (_ ("Only noted here: no file is attached"));
  if (holders == NULL)
    return g_strdup (_ ("Not on this laptop"));

  who = join_holders (holders);
  /* Translators: names of laptops */
  return g_strdup_printf (ngettext ("Not on this laptop; %s has it", "Not on this laptop; %s have it", holders->len), who);
}

/* "Contract.pdf · 312 kB · 14 Mar 2019", and where it is. */
static char *
describe (const LepDocument *document,
          GPtrArray         *holders)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  GString         *text = g_string_new (document->file_name);
  g_autofree char *size = document->size >= 0 ? lep_document_row_describe_size (document->size) : NULL;
  g_autofree char *place = describe_place (document, holders);
  g_autofree char *date = document->dated_on != NULL
                            ? lep_format_date (lep_language_locale (), document->dated_on, LEP_DATE_SHORT)
                            : lep_format_time (lep_language_locale (), document->created_at, zone, LEP_DATE_SHORT);
  const char      *parts[] = { size, date };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (text, "%s%s", text->len > 0 ? DOT : "", parts[i]);
  if (place != NULL)
    g_string_append_printf (text, "\n%s", place);
  return g_string_free (text, FALSE);
}

static void
open_clicked_cb (LepDocumentRow *self)
{
  if (self->document->is_here)
    g_signal_emit (self, signals[SIGNAL_OPENED], 0);
}

static void
save_clicked_cb (LepDocumentRow *self)
{
  g_signal_emit (self, signals[SIGNAL_SAVED], 0);
}

static void
ask_clicked_cb (LepDocumentRow *self)
{
  g_signal_emit (self, signals[SIGNAL_ASKED], 0);
}

static void
remove_clicked_cb (LepDocumentRow *self)
{
  g_signal_emit (self, signals[SIGNAL_REMOVED], 0);
}

static void
lep_document_row_dispose (GObject *object)
{
  LepDocumentRow *self = LEP_DOCUMENT_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_DOCUMENT_ROW);
  g_clear_pointer (&self->document, lep_document_free);
  g_clear_pointer (&self->holder, g_free);

  G_OBJECT_CLASS (lep_document_row_parent_class)->dispose (object);
}

static void
lep_document_row_class_init (LepDocumentRowClass *klass)
{
  static const char *const names[] = { "opened", "saved", "asked", "removed" };
  GtkWidgetClass          *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_document_row_dispose;

  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-document-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LepDocumentRow, open_button);
  gtk_widget_class_bind_template_child (widget_class, LepDocumentRow, save_button);
  gtk_widget_class_bind_template_child (widget_class, LepDocumentRow, ask_button);
  gtk_widget_class_bind_template_child (widget_class, LepDocumentRow, remove_button);
  gtk_widget_class_bind_template_callback (widget_class, open_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, ask_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_clicked_cb);
}

static void
lep_document_row_init (LepDocumentRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* A button is known by what it does to which document. */
static void
name_button (GtkWidget  *button,
             const char *format,
             const char *title)
{
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_autofree char *name = g_strdup_printf (format, title);
#pragma GCC diagnostic pop

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * lep_document_row_new:
 * @document: (transfer full): what it shows
 * @holders: (nullable) (element-type LepFileHolder): who has it when it is not here
 * @removable: whether it may be removed now
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
lep_document_row_new (LepDocument *document,
                      GPtrArray   *holders,
                      gboolean     removable)
{
  LepDocumentRow  *self = g_object_new (LEP_TYPE_DOCUMENT_ROW, NULL);
  const char      *title = document->title != NULL ? document->title : _ ("Without a title");
  g_autofree char *subtitle = describe (document, holders);

  self->document = document;
  if (holders != NULL && holders->len > 0)
    self->holder = g_strdup (((LepFileHolder *) g_ptr_array_index (holders, 0))->replica);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_visible (self->open_button, document->is_here);
  gtk_widget_set_visible (self->save_button, document->is_here);
  gtk_widget_set_visible (self->ask_button, self->holder != NULL && !document->is_here);
  gtk_widget_set_visible (self->remove_button, removable);
  /* Translators: names of buttons for screen readers; %s is a document */
  name_button (self->open_button, _ ("Open %s"), title);
  name_button (self->save_button, _ ("Save %s"), title);
  name_button (self->ask_button, _ ("Ask for %s"), title);
  name_button (self->remove_button, _ ("Remove %s"), title);

  return GTK_WIDGET (self);
}

const LepDocument *
lep_document_row_get_document (LepDocumentRow *self)
{
  g_return_val_if_fail (LEP_IS_DOCUMENT_ROW (self), NULL);

  return self->document;
}

/* Returns: (nullable): the laptop to ask for the file */
const char *
lep_document_row_get_holder (LepDocumentRow *self)
{
  g_return_val_if_fail (LEP_IS_DOCUMENT_ROW (self), NULL);

  return self->holder;
}
