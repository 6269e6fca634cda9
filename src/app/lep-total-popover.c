/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a total is made of. */

#include <glib/gi18n.h>

#include "lep-format.h"
#include "lep-language.h"
#include "lep-record.h"
#include "lep-window.h"

#include "lep-total-popover.h"

struct _LepTotalPopover
{
  GtkPopover  parent_instance;

  GtkLabel   *title_label;
  GtkListBox *list;

  GPtrArray  *entries; /* LepTotalEntry, owned by the total */
  LepTotal   *total;
};

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
  const LepTotalEntry *entry = g_ptr_array_index (self->entries, gtk_list_box_row_get_index (row));

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

static void
add_entry (LepTotalPopover     *self,
           LepWorkspace        *workspace,
           const LepTotalEntry *entry)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *value = lep_format_count (lep_language_locale (), entry->value);
  g_autofree char *dates = NULL;
  g_autofree char *proof = describe_proof (workspace, entry);
  GtkWidget       *figure = gtk_label_new (value);

  if (entry->from != NULL && entry->to != NULL)
    dates = lep_format_date_range (lep_language_locale (), entry->from, entry->to);
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), dates != NULL ? dates : entry->title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), proof);
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
 * Returns: (transfer none) (nullable): the popover, until it is closed; who
 *   takes @parent away before has to unparent it
 */
GtkWidget *
lep_total_popover_open (GtkWidget           *parent,
                        LepWorkspace        *workspace,
                        const LepTotalQuery *query)
{
  LepTotalPopover *self;
  g_autoptr (LepTotal) total = lep_total (workspace, query, NULL);
  g_autofree char *title = NULL;

  if (total == NULL || total->entries == NULL)
    return NULL;

  self = g_object_new (LEP_TYPE_TOTAL_POPOVER, NULL);
  /* Translators: heading of the entries of a total: "Trained: 3 entries" */
  title = g_strdup_printf (ngettext ("%s: %u entry", "%s: %u entries", total->entries->len),
                           total->name, total->entries->len);
  gtk_label_set_label (self->title_label, title);
  for (guint i = 0; i < MIN (total->entries->len, MAX_SHOWN); i++)
    add_entry (self, workspace, g_ptr_array_index (total->entries, i));
  if (total->entries->len > MAX_SHOWN)
    add_rest (self, total->entries->len - MAX_SHOWN);

  self->entries = total->entries;
  self->total = g_steal_pointer (&total);
  gtk_widget_set_parent (GTK_WIDGET (self), parent);
  gtk_popover_popup (GTK_POPOVER (self));

  return GTK_WIDGET (self);
}
