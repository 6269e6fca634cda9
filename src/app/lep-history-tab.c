/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every change of a record: who, when, on which laptop, what it was before, and
 * which bundle brought it. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-currency.h"
#include "lep-format.h"
#include "lep-history.h"
#include "lep-receipt.h"

#include "lep-diff-markup.h"
#include "lep-field-text.h"
#include "lep-language.h"
#include "lep-window.h"

#include "lep-history-tab.h"

#define DOT " \302\267 "

struct _LepHistoryTab
{
  LepTab      parent_instance;

  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (LepHistoryTab, lep_history_tab, LEP_TYPE_TAB)

/* "Emir · Laptop 2 · 14 Mar 2019 10:05" */
static char *
describe_author (const LepHistoryEntry *entry)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *when = NULL;

  if (entry->at == NULL || *entry->at == '\0')
    return g_strdup (_ ("A change that was erased"));

  when = lep_format_time (lep_language_locale (), entry->at, zone, LEP_DATE_SHORT);
  g_string_append (text, entry->by != NULL && *entry->by != '\0' ? entry->by : _ ("Somebody"));
  if (entry->own)
    g_string_append_printf (text, DOT "%s", _ ("this laptop"));
  else if (entry->label != NULL && *entry->label != '\0')
    g_string_append_printf (text, DOT "%s", entry->label);
  g_string_append_printf (text, DOT "%s", when);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const LepField *
get_field (LepTab     *tab,
           const char *name)
{
  return lep_kind_field (lep_record_get_kind (lep_tab_get_record (tab)), name);
}

/* The record as it stood at a step of its history. */
typedef struct
{
  LepRecord             *record;
  GHashTable            *values; /* field -> value, before the step */
  const LepHistoryEntry *entry;  /* the step, if it was done by then; or NULL */
} Then;

static char *
dup_then (gpointer    data,
          const char *field)
{
  const Then *then = data;

  for (guint i = 0; then->entry != NULL && i < then->entry->sets->len; i++)
    {
      const LepHistorySet *set = g_ptr_array_index (then->entry->sets, i);

      if (strcmp (set->field, field) == 0)
        return g_strdup (set->value);
    }
  /* What it belongs to is told as it is now, where no step of it is known. */
  if (g_hash_table_contains (then->values, field) || strcmp (field, "currency") == 0)
    return g_strdup (g_hash_table_lookup (then->values, field));
  return g_strdup (lep_record_get (then->record, field));
}

/* A value for reading, an amount in the currency of its time; a field of a newer
 * version is shown as it is. */
static char *
describe_value (LepTab     *tab,
                const Then *then,
                const char *name,
                const char *value)
{
  const LepField *field = get_field (tab, name);

  if (field != NULL && field->type == LEP_TYPE_MONEY)
    {
      g_autofree char *currency = lep_currency_find (lep_tab_get_workspace (tab), lep_record_get_kind (then->record), dup_then, (gpointer) then);

      return lep_money_label (currency, value);
    }
  if (field != NULL)
    return lep_record_field_label (lep_tab_get_workspace (tab), lep_tab_get_record (tab), field, value);
  return g_strdup (value != NULL ? value : LEP_NOTHING);
}

/* "old → new", which a screen reader can read, too; of a note that was and is
 * there, the words that differ. As markup. */
static char *
describe_difference (LepTab     *tab,
                     const Then *then,
                     const char *name,
                     const char *value)
{
  const char      *before = g_hash_table_lookup (then->values, name);
  const Then       earlier = { then->record, then->values, NULL };
  const LepField  *field = get_field (tab, name);
  gboolean         is_note = field != NULL && field->type == LEP_TYPE_NOTE;
  g_autofree char *old_text = NULL;
  g_autofree char *new_text = NULL;

  if (is_note && before != NULL && *before != '\0' && value != NULL && *value != '\0')
    return lep_diff_markup (before, value);

  old_text = describe_value (tab, &earlier, name, before);
  new_text = describe_value (tab, then, name, value);
  return g_markup_printf_escaped ("%s → %s", old_text, new_text);
}

static const char *
get_label (LepTab     *tab,
           const char *name)
{
  const LepField *field = get_field (tab, name);

  return field != NULL ? lep_schema_label (field->label) : name;
}

static void
add_line (GString    *text,
          const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

/* Whether the entry only writes the field along with another of its group, which it
 * changes: nothing was done to it. */
static gboolean
is_written_along (LepTab                *tab,
                  const LepHistoryEntry *entry,
                  const LepHistorySet   *set,
                  GHashTable            *before)
{
  const LepField *field = get_field (tab, set->field);

  if (field == NULL || field->group == NULL || g_strcmp0 (g_hash_table_lookup (before, set->field), set->value) != 0)
    return FALSE;

  for (guint i = 0; i < entry->sets->len; i++)
    {
      const LepHistorySet *other = g_ptr_array_index (entry->sets, i);
      const LepField      *beside = get_field (tab, other->field);

      if (beside != NULL && g_strcmp0 (beside->group, field->group) == 0 &&
          g_strcmp0 (g_hash_table_lookup (before, other->field), other->value) != 0)
        return TRUE;
    }
  return FALSE;
}

/* What the entry did, against what stood there before it, as markup; @before is
 * brought up to date. */
static char *
describe_sets (LepTab                *tab,
               const LepHistoryEntry *entry,
               GHashTable            *before)
{
  g_autoptr (GString) text = g_string_new (NULL);
  const Then then = { lep_tab_get_record (tab), before, entry };

  if (entry->life == LEP_LIFE_DELETED)
    add_line (text, _ ("Deleted"));
  else if (entry->life == LEP_LIFE_RESTORED)
    add_line (text, _ ("Brought back"));

  for (guint i = 0; i < entry->sets->len; i++)
    {
      const LepHistorySet *set = g_ptr_array_index (entry->sets, i);
      g_autofree char     *label = g_markup_escape_text (get_label (tab, set->field), -1);
      g_autofree char     *value = NULL;
      g_autofree char     *line = NULL;

      if (is_written_along (tab, entry, set, before))
        continue;
      if (g_hash_table_contains (before, set->field))
        {
          value = describe_difference (tab, &then, set->field, set->value);
        }
      else
        {
          g_autofree char *plain = describe_value (tab, &then, set->field, set->value);

          value = g_markup_escape_text (plain, -1);
        }
      line = g_strdup_printf ("%s: %s", label, value);

      add_line (text, line);
    }
  for (guint i = 0; i < entry->sets->len; i++)
    {
      const LepHistorySet *set = g_ptr_array_index (entry->sets, i);

      g_hash_table_replace (before, g_strdup (set->field), g_strdup (set->value));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
receipt_activated_cb (GtkWidget *row)
{
  LepTarget target = { .id = g_object_get_data (G_OBJECT (row), "receipt") };

  lep_window_go (lep_window_of (row), "receipt", &target);
}

/* Which bundle brought a change of another laptop, and whose that was; the row
 * then opens its receipt. As markup, or NULL. */
static char *
add_receipt (LepTab                *tab,
             const LepHistoryEntry *entry,
             GtkWidget             *row)
{
  g_autoptr (LepReceipt) receipt = NULL;
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *when = NULL;
  GtkWidget       *image;

  if (entry->own || !lep_receipt_of_change (lep_tab_get_workspace (tab), entry->stream, entry->n, &receipt, NULL) || receipt == NULL)
    return NULL;

  image = gtk_image_new_from_icon_name ("go-next-symbolic");
  gtk_widget_add_css_class (image, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_widget_set_tooltip_text (row, _ ("Open the receipt of the bundle that brought it"));
  g_object_set_data_full (G_OBJECT (row), "receipt", g_strdup_printf ("%" G_GINT64_FORMAT, receipt->no), g_free);
  g_signal_connect (row, "activated", G_CALLBACK (receipt_activated_cb), NULL);

  when = lep_format_time (lep_language_locale (), receipt->at, zone, LEP_DATE_SHORT);
  /* Translators: the name of a laptop, and a time */
  return g_markup_printf_escaped (_ ("Came in a bundle of “%s”, opened %s"), receipt->label, when);
}

static GtkWidget *
new_row (LepTab                *tab,
         const LepHistoryEntry *entry,
         GHashTable            *before)
{
  GtkWidget       *row = adw_action_row_new ();
  g_autofree char *author = describe_author (entry);
  g_autofree char *title = g_markup_escape_text (author, -1);
  g_autofree char *sets = describe_sets (tab, entry, before);
  g_autofree char *receipt = add_receipt (tab, entry, row);
  g_autofree char *subtitle = receipt != NULL ? g_strdup_printf ("%s\n<i>%s</i>", sets, receipt) : g_strdup (sets);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  return row;
}

static void
lep_history_tab_show (LepTab *tab)
{
  LepHistoryTab *self = LEP_HISTORY_TAB (tab);
  LepRecord     *record = lep_tab_get_record (tab);
  g_autoptr (GHashTable) before = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GError) error = NULL;
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, row);

  entries = lep_history (lep_tab_get_workspace (tab), lep_record_get_space (record), lep_record_get_kind_name (record),
                         lep_record_get_id (record), &error);
  if (entries == NULL)
    {
      g_debug ("History not read: %s", error->message);
      return;
    }

  /* What was before is known going forward, in the order of coming in: clocks may be
   * wrong. The newest is read first. */
  for (guint i = entries->len; i > 0; i--)
    {
      GtkWidget *line = new_row (tab, g_ptr_array_index (entries, i - 1), before);

      gtk_list_box_prepend (self->list, line);
    }
}

static void
lep_history_tab_class_init (LepHistoryTabClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  LEP_TAB_CLASS (klass)->show = lep_history_tab_show;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-history-tab.ui");
  gtk_widget_class_bind_template_child (widget_class, LepHistoryTab, list);
}

static void
lep_history_tab_init (LepHistoryTab *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * lep_history_last_person:
 *
 * Returns: (transfer full) (nullable): whose change of @record is the newest
 */
char *
lep_history_last_person (LepWorkspace *workspace,
                         LepRecord    *record)
{
  g_autoptr (GPtrArray) entries = NULL;

  g_return_val_if_fail (LEP_IS_RECORD (record), NULL);

  entries = lep_history (workspace, lep_record_get_space (record), lep_record_get_kind_name (record),
                         lep_record_get_id (record), NULL);
  if (entries == NULL || entries->len == 0)
    return NULL;

  return g_strdup (((const LepHistoryEntry *) g_ptr_array_index (entries, 0))->by);
}
