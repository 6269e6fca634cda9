/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a total is made of, read in a thread: it may be a hundred thousand entries. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-job-strip.h"
#include "lep-language.h"
#include "lep-provisional.h"
#include "lep-record.h"
#include "lep-window.h"

#include "lep-total-popover.h"

struct _LepTotalPopover
{
  GtkPopover  parent_instance;

  GtkLabel   *title_label;
  GtkWidget  *provisional_label;
  GtkListBox *list;

  LepTotal   *total; /* NULL until it is read */
};

/* How the total is made, and what is read of it. */
typedef struct
{
  GStringChunk *texts; /* of the query */
  LepTotalQuery query;
  char         *path; /* of the workspace */
  LepTotal     *total;
  GPtrArray    *proofs;   /* texts, of the entries that are shown */
  gboolean      gave_way; /* to somebody who saved */
} Reading;

/* Each entry is read for its proof; who wants to see more than these has the list. */
#define MAX_SHOWN 100

G_DEFINE_FINAL_TYPE (LepTotalPopover, lep_total_popover, GTK_TYPE_POPOVER)

/* Unparented when idle: the popover is still at work while it says "closed". */
static gboolean
unparent_cb (gpointer user_data)
{
  gtk_widget_unparent (GTK_WIDGET (user_data));

  return G_SOURCE_REMOVE;
}

static void
closed_cb (LepTotalPopover *self)
{
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, unparent_cb, g_object_ref (self), g_object_unref);
}

static void
activated_cb (LepTotalPopover *self,
              GtkListBoxRow   *row)
{
  LepWindow           *window = lep_window_of (GTK_WIDGET (self));
  const LepTotalEntry *entry = g_ptr_array_index (self->total->entries, gtk_list_box_row_get_index (row));

  gtk_popover_popdown (GTK_POPOVER (self));
  if (window != NULL)
    lep_window_open_record (window, entry->kind, entry->id, NULL);
}

/* How an entry is proved, as far as it says so. */
static char *
describe_proof (LepWorkspace        *workspace,
                const LepTotalEntry *entry)
{
  g_autoptr (LepRecord) record = NULL;
  const char *proof;
  const char *number;

  if (g_strcmp0 (entry->kind, "outcome") != 0)
    return g_strdup ("");

  record = lep_workspace_get_record (workspace, entry->kind, entry->id, entry->space, NULL);
  proof = record != NULL ? lep_record_get (record, "proof") : NULL;
  if (proof == NULL)
    return g_strdup (_ ("No proof yet"));

  number = lep_record_get (record, "proof_no");

  return g_strdup_printf ("%s %s", lep_code_label ("proof", proof), number != NULL ? number : "");
}

/* Two laptops differ about the entry itself. */
static void
add_provisional (GtkWidget *row)
{
  GtkWidget *word = gtk_label_new (_ ("provisional"));

  gtk_widget_add_css_class (word, "caption");
  gtk_widget_add_css_class (word, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), word);
  lep_provisional_mark (row, TRUE);
}

static void
add_entry (LepTotalPopover     *self,
           const LepTotalEntry *entry,
           const char          *proof)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *value = lep_format_count (lep_language_locale (), entry->value);
  g_autofree char *dates = NULL;
  GtkWidget       *figure = gtk_label_new (value);

  if (entry->from != NULL && entry->to != NULL)
    dates = lep_format_date_range (lep_language_locale (), entry->from, entry->to);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), dates != NULL ? dates : entry->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), proof);
  if (entry->provisional)
    add_provisional (row);
  gtk_widget_add_css_class (figure, "num");
  gtk_widget_add_css_class (figure, "heading");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), figure);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_list_box_append (self->list, row);
}

static void
add_rest (LepTotalPopover *self,
          guint            n)
{
  GtkWidget       *row = gtk_list_box_row_new ();
  g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", n), n);
  GtkWidget       *label = gtk_label_new (text);

  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_set_margin_bottom (label, 6);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), label);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_append (self->list, row);
}

static void
fill (LepTotalPopover *self,
      const Reading   *reading)
{
  const LepTotal  *total = self->total;
  g_autofree char *number = lep_format_count (lep_language_locale (), total->entries->len);
  g_autofree char *title = NULL;

  /* Translators: heading of the entries of a total: "Trained: 3 entries" */
  title = g_strdup_printf (ngettext ("%s: %s entry", "%s: %s entries", total->entries->len), total->name, number);
  gtk_label_set_label (self->title_label, title);
  gtk_widget_set_visible (self->provisional_label, total->provisional);
  lep_provisional_mark (self->provisional_label, total->provisional);
  for (guint i = 0; i < reading->proofs->len; i++)
    add_entry (self, g_ptr_array_index (total->entries, i), g_ptr_array_index (reading->proofs, i));
  if (total->entries->len > MAX_SHOWN)
    add_rest (self, total->entries->len - MAX_SHOWN);
}

/* --- Reading --- */

static void
reading_free (Reading *reading)
{
  g_string_chunk_free (reading->texts);
  g_free (reading->path);
  g_clear_pointer (&reading->total, lep_total_free);
  g_ptr_array_unref (reading->proofs);
  g_free (reading);
}

static const char *
keep (Reading    *reading,
      const char *text)
{
  return text != NULL ? g_string_chunk_insert (reading->texts, text) : NULL;
}

static Reading *
reading_new (const char          *path,
             const LepTotalQuery *query)
{
  Reading *reading = g_new0 (Reading, 1);

  reading->texts = g_string_chunk_new (256);
  reading->path = g_strdup (path);
  reading->proofs = g_ptr_array_new_with_free_func (g_free);
  reading->query = *query;
  reading->query.indicator = keep (reading, query->indicator);
  reading->query.scope_id = keep (reading, query->scope_id);
  reading->query.from = keep (reading, query->from);
  reading->query.to = keep (reading, query->to);
  reading->query.dimension = keep (reading, query->dimension);
  return reading;
}

static gboolean
read_in_thread (gpointer      data,
                LepProgress  *progress,
                GCancellable *cancellable,
                GError      **error)
{
  Reading *reading = data;
  g_autoptr (LepClock) clock = lep_clock_new ();
  g_autoptr (LepWorkspace) workspace = lep_workspace_open (reading->path, LEP_OPEN_READ, clock, error);

  if (workspace == NULL)
    return FALSE;

  lep_language_set_reader (workspace);
  lep_workspace_set_giving_way (workspace);
  reading->total = lep_total (workspace, &reading->query, error);
  for (guint i = 0; reading->total != NULL && i < MIN (reading->total->entries->len, MAX_SHOWN); i++)
    g_ptr_array_add (reading->proofs, describe_proof (workspace, g_ptr_array_index (reading->total->entries, i)));
  reading->gave_way = lep_workspace_gave_way (workspace);
  return reading->total != NULL;
}

static void start (LepTotalPopover     *self,
                   const char          *path,
                   const LepTotalQuery *query);

/* The figure may be out of sight by then: its page was left. */
static void
read_cb (GtkWidget    *owner,
         gpointer      data,
         const GError *error)
{
  LepTotalPopover *self = LEP_TOTAL_POPOVER (owner);
  Reading         *reading = data;
  GtkWidget       *parent = gtk_widget_get_parent (owner);

  if (parent == NULL)
    return;

  if (reading->gave_way)
    start (self, reading->path, &reading->query);
  else if (error != NULL || !gtk_widget_get_mapped (parent))
    gtk_widget_unparent (owner);
  else
    {
      self->total = g_steal_pointer (&reading->total);
      fill (self, reading);
      gtk_popover_popup (GTK_POPOVER (self));
    }
}

static void
start (LepTotalPopover     *self,
       const char          *path,
       const LepTotalQuery *query)
{
  lep_job_run_quietly (GTK_WIDGET (self), NULL, read_in_thread, read_cb, reading_new (path, query), (GDestroyNotify) reading_free);
}

/* --- The popover --- */

static void
lep_total_popover_dispose (GObject *object)
{
  LepTotalPopover *self = LEP_TOTAL_POPOVER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_TOTAL_POPOVER);
  g_clear_pointer (&self->total, lep_total_free);

  G_OBJECT_CLASS (lep_total_popover_parent_class)->dispose (object);
}

static void
lep_total_popover_class_init (LepTotalPopoverClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_total_popover_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-total-popover.ui");
  gtk_widget_class_bind_template_child (widget_class, LepTotalPopover, title_label);
  gtk_widget_class_bind_template_child (widget_class, LepTotalPopover, provisional_label);
  gtk_widget_class_bind_template_child (widget_class, LepTotalPopover, list);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
}

static void
lep_total_popover_init (LepTotalPopover *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_total_popover_open:
 * @parent: the figure
 * @query: how the figure was made, with its entries
 *
 * Shows the entries as soon as they are read.
 *
 * Returns: (transfer none): the popover, until it is closed; who takes @parent
 *   away before has to unparent it
 */
GtkWidget *
lep_total_popover_open (GtkWidget           *parent,
                        LepWorkspace        *workspace,
                        const LepTotalQuery *query)
{
  LepTotalPopover *self;

  g_return_val_if_fail (query->with_entries, NULL);

  self = g_object_new (LEP_TYPE_TOTAL_POPOVER, NULL);
  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  start (self, lep_workspace_get_path (workspace), query);

  return GTK_WIDGET (self);
}
