/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The receipt of one bundle: what it brought, whose changes those were, what it
 * left to decide and to wait for, and the way to take it back. The log is read
 * for it in a thread. */

#include <glib/gi18n.h>
#include <string.h>

#include "lep-conflict.h"
#include "lep-format.h"
#include "lep-import.h"
#include "lep-receipt-contents.h"
#include "lep-record.h"

#include "lep-conflict-words.h"
#include "lep-field-text.h"
#include "lep-group-rows.h"
#include "lep-language.h"
#include "lep-print-dialog.h"
#include "lep-reading.h"
#include "lep-receipt-words.h"
#include "lep-take-back.h"
#include "lep-window.h"

#include "lep-receipt-page.h"

/* Of one list; the others are counted in its last line. */
#define MAX_ROWS 100

struct _LepReceiptPage
{
  LepPage              parent_instance;

  gint64               no;
  LepReceipt          *receipt;
  LepReading          *reading;
  LepGroupRows        *rows;

  GtkStack            *stack;
  AdwActionRow        *title_row;
  AdwActionRow        *file_row;
  AdwPreferencesGroup *brought_group;
  AdwPreferencesGroup *authors_group;
  AdwPreferencesGroup *conflicts_group;
  AdwPreferencesGroup *waiting_group;
  AdwPreferencesGroup *records_group;
  AdwPreferencesGroup *back_group;
  AdwActionRow        *back_row;
  GtkWidget           *back_button;
};

/* What the log tells. */
typedef struct
{
  gint64              no;
  LepReceiptContents *contents;
  GPtrArray          *titles;    /* of the first rows */
  GPtrArray          *conflicts; /* LepConflict: those with a value that it brought */
} Told;

G_DEFINE_FINAL_TYPE (LepReceiptPage, lep_receipt_page, LEP_TYPE_PAGE)

static void
told_free (Told *told)
{
  g_clear_pointer (&told->contents, lep_receipt_contents_free);
  g_ptr_array_unref (told->titles);
  g_clear_pointer (&told->conflicts, g_ptr_array_unref);
  g_free (told);
}

static gboolean
has_value_of (const LepConflict *conflict,
              gint64             receipt)
{
  for (guint i = 0; i < conflict->values->len; i++)
    if (((LepConflictValue *) g_ptr_array_index (conflict->values, i))->receipt == receipt)
      return TRUE;
  return FALSE;
}

static gboolean
read_conflicts (Told         *told,
                LepWorkspace *workspace,
                GError      **error)
{
  told->conflicts = lep_conflicts_list (workspace, NULL, NULL, 0, error);
  for (guint i = told->conflicts != NULL ? told->conflicts->len : 0; i > 0; i--)
    {
      if (!has_value_of (g_ptr_array_index (told->conflicts, i - 1), told->no))
        g_ptr_array_remove_index (told->conflicts, i - 1);
    }
  return told->conflicts != NULL;
}

static gboolean
read_contents (LepWorkspace *workspace,
               gpointer      data,
               GError      **error)
{
  Told *told = data;

  told->contents = lep_receipt_contents (workspace, told->no, error);
  for (guint i = 0; told->contents != NULL && i < MIN (told->contents->rows->len, MAX_ROWS); i++)
    {
      const LepReceiptRow *row = g_ptr_array_index (told->contents->rows, i);
      g_autoptr (LepRecord) record = lep_workspace_get_record (workspace, row->kind, row->id, row->space, NULL);

      g_ptr_array_add (told->titles, record != NULL ? lep_record_label (workspace, record) : lep_workspace_dup_title (workspace, row->kind, row->id));
    }
  return told->contents != NULL && read_conflicts (told, workspace, error);
}

/* A row; one that leads to a record has its kind and id. */
static GtkWidget *
add_row (LepReceiptPage      *self,
         AdwPreferencesGroup *group,
         const char          *title,
         const char          *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  lep_group_rows_add (self->rows, group, row);
  return row;
}

static void
set_leads (GtkWidget  *row,
           const char *kind,
           const char *id,
           const char *field,
           GCallback   activated)
{
  GtkWidget *image = gtk_image_new_from_icon_name ("go-next-symbolic");

  gtk_widget_add_css_class (image, "dim-label");
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), image);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "kind", g_strdup (kind), g_free);
  g_object_set_data_full (G_OBJECT (row), "id", g_strdup (id), g_free);
  g_object_set_data_full (G_OBJECT (row), "field", g_strdup (field), g_free);
  g_signal_connect (row, "activated", activated, NULL);
}

static void
record_activated_cb (GtkWidget *row)
{
  lep_window_open_record (lep_window_of (row), g_object_get_data (G_OBJECT (row), "kind"),
                          g_object_get_data (G_OBJECT (row), "id"), NULL);
}

static void
conflict_activated_cb (GtkWidget *row)
{
  LepTarget target = { .kind = g_object_get_data (G_OBJECT (row), "kind"),
                       .id = g_object_get_data (G_OBJECT (row), "id"),
                       .field = g_object_get_data (G_OBJECT (row), "field") };

  lep_window_go (lep_window_of (row), "conflict", &target);
}

static const char *
kind_plural (const char *name)
{
  const LepKind *kind = lep_schema_kind (name);

  return kind != NULL ? lep_schema_label (kind->plural) : name;
}

static void
add_count (GString    *text,
           const char *one,
           gint64      count)
{
  if (count > 0)
    g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", one);
}

static void
show_kinds (LepReceiptPage           *self,
            const LepReceiptContents *contents)
{
  for (guint i = 0; i < contents->kinds->len; i++)
    {
      const LepReceiptKind *kind = g_ptr_array_index (contents->kinds, i);
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *made = g_strdup_printf (ngettext ("%jd new", "%jd new", (gulong) kind->n_new), (intmax_t) kind->n_new);
      g_autofree char *changed = g_strdup_printf (ngettext ("%jd changed", "%jd changed", (gulong) kind->n_changed), (intmax_t) kind->n_changed);
      g_autofree char *deleted = g_strdup_printf (ngettext ("%jd deleted", "%jd deleted", (gulong) kind->n_deleted), (intmax_t) kind->n_deleted);

      add_count (text, made, kind->n_new);
      add_count (text, changed, kind->n_changed);
      add_count (text, deleted, kind->n_deleted);
      add_row (self, self->brought_group, kind_plural (kind->kind), text->str);
    }
  if (contents->kinds->len == 0)
    add_row (self, self->brought_group, _ ("Nothing new"), _ ("All of it was here already, or waits."));
}

static void
show_authors (LepReceiptPage           *self,
              const LepReceiptContents *contents)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  for (guint i = 0; i < contents->authors->len; i++)
    {
      const LepReceiptAuthor *author = g_ptr_array_index (contents->authors, i);
      g_autofree char        *first = lep_format_time (lep_language_locale (), author->first_at, zone, LEP_DATE_SHORT);
      g_autofree char        *last = lep_format_time (lep_language_locale (), author->last_at, zone, LEP_DATE_SHORT);
      g_autofree char        *title = g_strdup_printf (_ ("%s · laptop “%s”"), *author->by != '\0' ? author->by : _ ("Somebody"), author->label);
      g_autofree char        *text = g_strdup_printf (ngettext ("%jd change, made between %s and %s", "%jd changes, made between %s and %s", (gulong) author->n),
                                                      (intmax_t) author->n, first, last);

      add_row (self, self->authors_group, title, text);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->authors_group), contents->authors->len > 0);
}

static void
show_records (LepReceiptPage *self,
              const Told     *told)
{
  guint n_rows = told->contents->rows->len;

  for (guint i = 0; i < told->titles->len; i++)
    {
      const LepReceiptRow *one = g_ptr_array_index (told->contents->rows, i);
      const LepKind       *kind = lep_schema_kind (one->kind);
      const char          *effect = one->is_deleted ? _ ("Deleted") : one->is_new ? _ ("New")
                                                                                  : _ ("Changed");
      g_autofree char     *text = g_strdup_printf ("%s · %s", kind != NULL ? lep_schema_label (kind->label) : one->kind, effect);
      GtkWidget           *row = add_row (self, self->records_group, g_ptr_array_index (told->titles, i), text);

      set_leads (row, one->kind, one->id, NULL, G_CALLBACK (record_activated_cb));
    }
  if (n_rows > told->titles->len)
    {
      guint            more = n_rows - told->titles->len;
      g_autofree char *text = g_strdup_printf (ngettext ("and %u more", "and %u more", more), more);

      add_row (self, self->records_group, text, NULL);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->records_group), n_rows > 0);
}

/* What it left to decide, as far as that is not decided yet. */
static void
show_conflicts (LepReceiptPage  *self,
                const GPtrArray *conflicts)
{
  LepWorkspace    *workspace = lep_page_get_workspace (LEP_PAGE (self));
  g_autofree char *text = NULL;
  guint            n_open = 0;

  for (guint i = 0; i < conflicts->len; i++)
    {
      const LepConflict *one = g_ptr_array_index (conflicts, i);
      g_autofree char   *title = NULL;
      g_autofree char   *field = NULL;
      GtkWidget         *row;

      if (n_open++ >= MAX_ROWS)
        continue;
      title = lep_workspace_dup_title (workspace, one->kind, one->id);
      field = lep_conflict_field_text (one);
      row = add_row (self, self->conflicts_group, field, title);
      set_leads (row, one->kind, one->id, one->field, G_CALLBACK (conflict_activated_cb));
    }
  if (n_open == 0)
    text = g_strdup (self->receipt->n_conflicts > 0 ? _ ("All that it left to decide has been decided.") : _ ("Nothing."));
  else
    text = g_strdup_printf (ngettext ("%u is still to be decided.", "%u are still to be decided.", n_open), n_open);
  adw_preferences_group_set_description (self->conflicts_group, text);
}

static void
contents_read_cb (LepPage      *page,
                  gpointer      data,
                  const GError *error)
{
  LepReceiptPage *self = LEP_RECEIPT_PAGE (page);
  LepWindow      *window = lep_window_of (GTK_WIDGET (page));
  const Told     *told = data;

  if (error == NULL)
    {
      show_kinds (self, told->contents);
      show_authors (self, told->contents);
      show_records (self, told);
      show_conflicts (self, told->conflicts);
    }
  else if (window != NULL)
    lep_window_report_error (window, _ ("The receipt was not read"), error);
  lep_group_rows_show (self->rows);
}

/* The rows of what was shown are gone already, so that nothing is waited for. */
static void
start_reading (LepReceiptPage *self)
{
  Told *told = g_new0 (Told, 1);

  told->no = self->no;
  told->titles = g_ptr_array_new_with_free_func (g_free);
  lep_reading_start (self->reading, told);
}

static void
show_waiting (LepReceiptPage *self)
{
  g_autoptr (GPtrArray) waiting = lep_waiting_list (lep_page_get_workspace (LEP_PAGE (self)), NULL);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->waiting_group), self->receipt->n_waiting > 0);
  if (self->receipt->n_waiting == 0)
    return;
  text = g_strdup_printf (ngettext ("%jd of its changes had to wait. This is what waits here now:",
                                    "%jd of its changes had to wait. This is what waits here now:", (gulong) self->receipt->n_waiting),
                          (intmax_t) self->receipt->n_waiting);
  for (guint i = 0; waiting != NULL && i < waiting->len; i++)
    {
      const LepWaiting *one = g_ptr_array_index (waiting, i);
      g_autofree char  *title = g_strdup_printf (_ ("Changes %jd–%jd of “%s”"), (intmax_t) one->from, (intmax_t) one->to, one->label);

      GtkWidget        *row = add_row (self, self->waiting_group, title, one->wait_for);

      adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
    }
  adw_preferences_group_set_description (self->waiting_group,
                                         waiting != NULL && waiting->len > 0 ? text : _ ("What had to wait came in since; nothing waits any more."));
}

static void
show_back (LepReceiptPage *self)
{
  const LepReceipt *receipt = self->receipt;
  gboolean          can = receipt->step != 0 && lep_page_is_writable (LEP_PAGE (self));

  gtk_widget_set_visible (GTK_WIDGET (self->back_group), !receipt->given);
  gtk_widget_set_visible (self->back_button, can);
  if (receipt->taken_back)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->back_row), _ ("This import was taken back"));
  else
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->back_row), can ? _ ("Take back this import") : _ ("There is nothing to take back"));
  adw_action_row_set_subtitle (self->back_row,
                               _ ("Every record shows again what it showed before, except where something newer was entered since. "
                                  "What came stays in the history, and the same bundle does not bring it again. "
                                  "The others learn of it with your next bundle."));
}

static void
lep_receipt_page_refresh (LepPage *page)
{
  LepReceiptPage *self = LEP_RECEIPT_PAGE (page);
  g_autoptr (GError) error = NULL;
  g_autofree char *title = NULL;
  g_autofree char *summary = NULL;

  lep_group_rows_clear (self->rows);
  lep_reading_stop (self->reading);
  g_clear_pointer (&self->receipt, lep_receipt_free);
  if (!lep_receipt_get (lep_page_get_workspace (page), self->no, &self->receipt, &error))
    lep_window_report_error (lep_window_of (GTK_WIDGET (self)), _ ("The receipt was not read"), error);
  gtk_stack_set_visible_child_name (self->stack, self->receipt != NULL ? "receipt" : "none");
  lep_page_set_can_print (page, self->receipt != NULL && !self->receipt->given);
  if (self->receipt == NULL)
    return;

  title = lep_receipt_title (self->receipt);
  summary = lep_receipt_summary (self->receipt);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->title_row), title);
  adw_action_row_set_subtitle (self->title_row, summary);
  adw_action_row_set_subtitle (self->file_row, self->receipt->file);
  lep_page_set_subtitle (page, title);

  gtk_widget_set_visible (GTK_WIDGET (self->brought_group), !self->receipt->given);
  gtk_widget_set_visible (GTK_WIDGET (self->conflicts_group), !self->receipt->given);
  gtk_widget_set_visible (GTK_WIDGET (self->authors_group), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->records_group), FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->waiting_group), FALSE);
  show_back (self);
  if (self->receipt->given)
    return;
  show_waiting (self);
  start_reading (self);
}

static void
lep_receipt_page_show_target (LepPage         *page,
                              const LepTarget *target)
{
  LepReceiptPage *self = LEP_RECEIPT_PAGE (page);
  gint64          no;

  if (target->id == NULL || !g_ascii_string_to_signed (target->id, 10, 0, G_MAXINT64, &no, NULL) || no == self->no)
    return;
  self->no = no;
  lep_receipt_page_refresh (page);
}

/* The record of what came; what was given has its slip. */
static void
lep_receipt_page_print (LepPage *page)
{
  LepReceiptPage  *self = LEP_RECEIPT_PAGE (page);
  g_autofree char *no = g_strdup_printf ("%" G_GINT64_FORMAT, self->no);

  if (self->receipt != NULL && !self->receipt->given)
    lep_print_dialog_open (lep_window_of (GTK_WIDGET (self)), "import", no, NULL);
}

static void
take_back_action_cb (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  LepReceiptPage  *self = LEP_RECEIPT_PAGE (widget);
  g_autofree char *title = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *what = NULL;

  if (self->receipt == NULL || self->receipt->step == 0)
    return;
  title = lep_receipt_title (self->receipt);
  summary = lep_receipt_summary (self->receipt);
  what = g_strdup_printf ("%s, %s: %s", title, self->receipt->file, summary);
  lep_take_back_ask (lep_window_of (widget), self->receipt->step, what);
}

static void
lep_receipt_page_dispose (GObject *object)
{
  LepReceiptPage *self = LEP_RECEIPT_PAGE (object);

  g_clear_pointer (&self->reading, lep_reading_free);
  gtk_widget_dispose_template (GTK_WIDGET (self), LEP_TYPE_RECEIPT_PAGE);
  g_clear_pointer (&self->receipt, lep_receipt_free);
  g_clear_pointer (&self->rows, lep_group_rows_free);

  G_OBJECT_CLASS (lep_receipt_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, LepReceiptPage, stack);
  gtk_widget_class_bind_template_child (widget_class, LepReceiptPage, title_row);
  gtk_widget_class_bind_template_child (widget_class, LepReceiptPage, file_row);
  gtk_widget_class_bind_template_child (widget_class, LepReceiptPage, brought_group);
  gtk_widget_class_bind_template_child (widget_class, LepReceiptPage, authors_group);
  gtk_widget_class_bind_template_child (widget_class, LepReceiptPage, conflicts_group);
  gtk_widget_class_bind_template_child (widget_class, LepReceiptPage, waiting_group);
  gtk_widget_class_bind_template_child (widget_class, LepReceiptPage, records_group);
  gtk_widget_class_bind_template_child (widget_class, LepReceiptPage, back_group);
  gtk_widget_class_bind_template_child (widget_class, LepReceiptPage, back_row);
  gtk_widget_class_bind_template_child (widget_class, LepReceiptPage, back_button);
}

static void
lep_receipt_page_class_init (LepReceiptPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_receipt_page_dispose;
  LEP_PAGE_CLASS (klass)->refresh = lep_receipt_page_refresh;
  LEP_PAGE_CLASS (klass)->show_target = lep_receipt_page_show_target;
  LEP_PAGE_CLASS (klass)->print = lep_receipt_page_print;

  gtk_widget_class_install_action (widget_class, "receipt.take-back", NULL, take_back_action_cb);

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-receipt-page.ui");
  bind_children (widget_class);
}

static void
lep_receipt_page_init (LepReceiptPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->reading = lep_reading_new (LEP_PAGE (self), read_contents, contents_read_cb, (GDestroyNotify) told_free);
  self->rows = lep_group_rows_new ();
}
