/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The row that the long texts of a record are folded under. */

#include <glib/gi18n.h>

#include "lep-note-row.h"

#include "lep-notes-row.h"

struct _LepNotesRow
{
  AdwExpanderRow parent_instance;
};

static GtkBuildableIface *parent_buildable;

static void               buildable_init (GtkBuildableIface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LepNotesRow, lep_notes_row, ADW_TYPE_EXPANDER_ROW, G_IMPLEMENT_INTERFACE (GTK_TYPE_BUILDABLE, buildable_init))

static void
count (GtkWidget *widget,
       guint     *n_texts,
       guint     *n_words)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (LEP_IS_NOTE_ROW (child))
      {
        guint words = 0;

        g_object_get (child, "words", &words, NULL);
        *n_texts += words > 0 ? 1 : 0;
        *n_words += words;
      }
    else
      {
        count (child, n_texts, n_words);
      }
}

static void
update (LepNotesRow *self)
{
  guint            n_texts = 0;
  guint            n_words = 0;
  g_autofree char *texts = NULL;
  g_autofree char *words = NULL;
  g_autofree char *both = NULL;

  count (GTK_WIDGET (self), &n_texts, &n_words);
  if (n_texts == 0)
    {
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), _ ("Nothing written yet"));
      return;
    }

  texts = g_strdup_printf (ngettext ("%u text", "%u texts", n_texts), n_texts);
  words = g_strdup_printf (ngettext ("%u word", "%u words", n_words), n_words);
  /* Translators: how much is written: "3 texts, 212 words" */
  both = g_strdup_printf (_ ("%s, %s"), texts, words);
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), both);
}

static void
add_child (GtkBuildable *buildable,
           GtkBuilder   *builder,
           GObject      *child,
           const char   *type)
{
  parent_buildable->add_child (buildable, builder, child, type);
  if (!LEP_IS_NOTE_ROW (child))
    return;

  g_signal_connect_object (child, "notify::words", G_CALLBACK (update), buildable, G_CONNECT_SWAPPED);
  update (LEP_NOTES_ROW (buildable));
}

static void
buildable_init (GtkBuildableIface *iface)
{
  parent_buildable = g_type_interface_peek_parent (iface);
  iface->add_child = add_child;
}

static void
lep_notes_row_class_init (LepNotesRowClass *klass)
{
}

static void
lep_notes_row_init (LepNotesRow *self)
{
}
