/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list of records to choose one from, with a search entry above. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-field-text.h"
#include "lep-list-columns.h"
#include "lep-query.h"
#include "lep-search.h"
#include "lep-util.h"

#include "lep-record-chooser.h"

/* As many as one looks through; the search finds the rest. */
#define MAX_SHOWN 60

struct _LepRecordChooser
{
  AdwBin          parent_instance;

  GtkSearchEntry *search_entry;
  GtkListBox     *list;
  GtkLabel       *nothing_label;

  LepWorkspace   *workspace;
  char           *kinds; /* joined by '|'; "*" = any */
  char           *field; /* that has to hold @value, or NULL */
  char           *value;
  gboolean        with_none;
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static guint  signals[N_SIGNALS];
static GQuark id_quark;

G_DEFINE_FINAL_TYPE (LepRecordChooser, lep_record_chooser, ADW_TYPE_BIN)

static void
add_row (LepRecordChooser *self,
         const char       *id,
         const char       *title)
{
  GtkWidget *label = gtk_label_new (title);
  GtkWidget *row = gtk_list_box_row_new ();

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  g_object_set_qdata_full (G_OBJECT (row), id_quark, g_strdup (id), g_free);
  gtk_list_box_append (self->list, row);
}

/* Returns: whether there was anything */
static gboolean
add_kind (LepRecordChooser *self,
          const char       *name,
          const char       *text)
{
  const LepKind *kind = lep_schema_kind (name);
  g_autoptr (LepQuery) query = lep_query_new (name);
  g_autoptr (GPtrArray) records = NULL;

  if (*text != '\0')
    lep_query_set_text (query, text);
  if (self->field != NULL)
    lep_query_add_filter (query, self->field, self->value);
  lep_query_set_sort (query, kind->title, FALSE);
  lep_query_set_limit (query, MAX_SHOWN);
  lep_query_set_rows (query, LEP_ROWS_STANDING);

  records = lep_query_run (self->workspace, query, NULL);
  for (guint i = 0; records != NULL && i < records->len; i++)
    {
      LepRecord       *record = g_ptr_array_index (records, i);
      g_autofree char *title = lep_record_label (self->workspace, record);

      add_row (self, lep_record_get_id (record), title);
    }
  return records != NULL && records->len > 0;
}

static gboolean
add_found (LepRecordChooser *self,
           const char       *text)
{
  g_autoptr (GPtrArray) hits = lep_search (self->workspace, text, MAX_SHOWN, NULL);

  for (guint i = 0; hits != NULL && i < hits->len; i++)
    {
      const LepSearchHit *hit = g_ptr_array_index (hits, i);

      add_row (self, hit->id, hit->title);
    }
  return hits != NULL && hits->len > 0;
}

/**
 * lep_record_chooser_find_lack:
 * @kinds: names of kinds joined by '|', or "*" for any
 *
 * Returns: (nullable): what is said where no record of these kinds stands in
 *   the register: "No partnerships yet"; %NULL: there is something to choose
 */
const char *
lep_record_chooser_find_lack (LepWorkspace *workspace,
                              const char   *kinds)
{
  g_auto (GStrv) names = g_strsplit (kinds, "|", -1);
  const LepListInfo *info = lep_list_info (names[0]);

  if (strcmp (kinds, "*") == 0)
    return NULL;

  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autoptr (LepQuery) query = lep_query_new (names[i]);
      g_autoptr (GPtrArray) records = NULL;

      lep_query_set_limit (query, 1);
      lep_query_set_rows (query, LEP_ROWS_STANDING);
      records = lep_query_run (workspace, query, NULL);
      if (records == NULL || records->len > 0)
        return NULL;
    }

  return info != NULL ? _ (info->empty_title) : _ ("Nothing to choose from yet");
}

/* Nothing was found, or there is nothing yet that could be. */
static void
show_nothing (LepRecordChooser *self,
              const char       *text)
{
  const char *lack = *text == '\0' ? lep_record_chooser_find_lack (self->workspace, self->kinds) : _ ("Nothing found");

  gtk_label_set_label (self->nothing_label, lack != NULL ? lack : _ ("Nothing to choose from yet"));
}

static void
fill (LepRecordChooser *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
  gboolean    found = FALSE;
  GtkWidget  *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  if (self->workspace == NULL)
    return;

  if (self->with_none && *text == '\0')
    add_row (self, NULL, _ ("None"));

  if (strcmp (self->kinds, "*") == 0)
    {
      found = add_found (self, text);
    }
  else
    {
      g_auto (GStrv) kinds = g_strsplit (self->kinds, "|", -1);

      for (guint i = 0; kinds[i] != NULL; i++)
        found = add_kind (self, kinds[i], text) || found;
    }

  if (!found)
    show_nothing (self, text);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing_label), !found);
}

static void
row_activated_cb (LepRecordChooser *self,
                  GtkListBoxRow    *row)
{
  g_autofree char *id = g_strdup (g_object_get_qdata (G_OBJECT (row), id_quark));

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, id);
}

/* Enter in the search entry takes the first hit. */
static void
search_activated_cb (LepRecordChooser *self)
{
  GtkListBoxRow *row;

  fill (self); /* the entry waits for a moment after the last letter */
  row = gtk_list_box_get_row_at_index (self->list, 0);
  if (row != NULL && *gtk_editable_get_text (GTK_EDITABLE (self->search_entry)) != '\0')
    row_activated_cb (self, row);
}

/* Down leads from the search to the first row, Up from there back. */
static gboolean
key_pressed_cb (GtkEventControllerKey *controller,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                LepRecordChooser      *self)
{
  GtkListBoxRow *first = gtk_list_box_get_row_at_index (self->list, 0);
  GtkWidget     *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));

  if (first == NULL || focus == NULL)
    return GDK_EVENT_PROPAGATE;
  if ((keyval == GDK_KEY_Down || keyval == GDK_KEY_KP_Down) && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->search_entry)))
    return gtk_widget_grab_focus (GTK_WIDGET (first));
  if ((keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up) && focus == GTK_WIDGET (first))
    return gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));

  return GDK_EVENT_PROPAGATE;
}

static void
lep_record_chooser_dispose (GObject *object)
{
  LepRecordChooser *self = LEP_RECORD_CHOOSER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_RECORD_CHOOSER);
  g_clear_object (&self->workspace);
  g_clear_pointer (&self->kinds, g_free);
  g_clear_pointer (&self->field, g_free);
  g_clear_pointer (&self->value, g_free);

  G_OBJECT_CLASS (lep_record_chooser_parent_class)->dispose (object);
}

static void
lep_record_chooser_class_init (LepRecordChooserClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  id_quark = g_quark_from_static_string ("lep-record-id");
  G_OBJECT_CLASS (klass)->dispose = lep_record_chooser_dispose;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                  0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-record-chooser.ui");
  gtk_widget_class_bind_template_child (widget_class, LepRecordChooser, search_entry);
  gtk_widget_class_bind_template_child (widget_class, LepRecordChooser, list);
  gtk_widget_class_bind_template_child (widget_class, LepRecordChooser, nothing_label);
  gtk_widget_class_bind_template_callback (widget_class, fill);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
}

static void
lep_record_chooser_init (LepRecordChooser *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_record_chooser_open:
 * @workspace: (nullable): where to look; nothing is found without one
 * @kinds: names of kinds joined by '|', or "*" for any
 * @with_none: offer "None" as the first choice
 */
void
lep_record_chooser_open (LepRecordChooser *self,
                         LepWorkspace     *workspace,
                         const char       *kinds,
                         gboolean          with_none)
{
  g_return_if_fail (LEP_IS_RECORD_CHOOSER (self));
  g_return_if_fail (kinds != NULL);

  g_set_object (&self->workspace, workspace);
  lep_set_str (&self->kinds, kinds);
  self->with_none = with_none;
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  fill (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

/**
 * lep_record_chooser_keep_to:
 * @field: (nullable): a field of the kind that is offered; %NULL: all are offered
 * @value: (nullable): that it has to hold
 *
 * Before lep_record_chooser_open (): offers no other records.
 */
void
lep_record_chooser_keep_to (LepRecordChooser *self,
                            const char       *field,
                            const char       *value)
{
  g_return_if_fail (LEP_IS_RECORD_CHOOSER (self));

  lep_set_str (&self->field, field);
  lep_set_str (&self->value, value);
}

/**
 * lep_record_chooser_type:
 * @letter: that was typed before the open list took the keys
 */
void
lep_record_chooser_type (LepRecordChooser *self,
                         gunichar          letter)
{
  char text[7] = "";
  int  end;

  g_return_if_fail (LEP_IS_RECORD_CHOOSER (self));

  g_unichar_to_utf8 (letter, text);
  end = (int) g_utf8_strlen (gtk_editable_get_text (GTK_EDITABLE (self->search_entry)), -1);
  gtk_editable_insert_text (GTK_EDITABLE (self->search_entry), text, -1, &end);
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}
