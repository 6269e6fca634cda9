/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The records that a bundle makes, changes or deletes, or that come to have several
 * values, one line each. Before
 * the import a line shows what would be new in the record, and what would have
 * several values; after it, it opens the record. */

#include <glib/gi18n.h>

#include "lep-conflict-words.h"
#include "lep-currency.h"
#include "lep-diff-markup.h"
#include "lep-field-text.h"
#include "lep-import-job.h"
#include "lep-list-keys.h"

#include "lep-bundle-rows-dialog.h"

struct _LepBundleRowsDialog
{
  AdwWindow      parent_instance;

  LepWindow     *window;      /* not owned: we are transient for it */
  GtkStringList *lines;       /* "what happens\ttitle", in the order of @listed */
  GPtrArray     *listed;      /* LepImportRow, not owned */
  GPtrArray     *report_rows; /* that own them */
  guint          n_several;   /* values to decide in those listed */
  gboolean       can_open;

  GtkStack      *stack;
  GtkWidget     *back_button;
  GtkLabel      *title_label;
  GtkListBox    *fields_list;
  GtkLabel      *note_label;
  GtkListView   *list;
};

static const char *const effects[] = { [LEP_ROW_NEW] = "new", [LEP_ROW_CHANGED] = "changed", [LEP_ROW_DELETED] = "deleted" };

G_DEFINE_FINAL_TYPE (LepBundleRowsDialog, lep_bundle_rows_dialog, ADW_TYPE_WINDOW)

/* What names the record; a meeting is named by its day. */
static char *
dup_title (const LepImportRow *row)
{
  const LepKind  *kind = lep_schema_kind (row->kind);
  const LepField *field = kind != NULL && kind->title != NULL ? lep_kind_field (kind, kind->title) : NULL;

  return field != NULL && field->type == LEP_TYPE_DATE ? lep_field_show (field, row->title) : g_strdup (row->title);
}

/* A laptop is entered once in each space. */
static gboolean
is_laptop (const LepImportRow *row)
{
  return g_str_equal (row->kind, "replica");
}

/* What the record is part of, where its title does not tell: of a result, its
 * project; of a laptop, the partnership. NULL = nothing, or it comes with the same bundle. */
static char *
dup_context (LepBundleRowsDialog *self,
             const LepImportRow  *row,
             const LepKind       *kind)
{
  LepWorkspace   *workspace = lep_window_get_workspace (self->window);
  const LepField *project = kind != NULL ? lep_kind_field (kind, "project") : NULL;
  const char     *id = project != NULL && row->values != NULL ? g_ptr_array_index (row->values, (guint) (project - kind->fields)) : NULL;
  g_autoptr (LepRecord) partnership = is_laptop (row) ? lep_workspace_get_record (workspace, "partnership", row->space, NULL, NULL) : NULL;

  if (partnership != NULL)
    return lep_workspace_dup_short (workspace, "partnership", row->space);
  return id != NULL ? lep_workspace_dup_title (workspace, "project", id) : NULL;
}

/* One who deleted it stands against another who went on. */
static gboolean
is_life_disputed (const LepImportRow *row)
{
  for (guint i = 0; row->several != NULL && i < row->several->len; i++)
    if (lep_conflict_is_life (g_ptr_array_index (row->several, i)))
      return TRUE;
  return FALSE;
}

static char *
describe_change (const LepImportRow *row)
{
  if (row->n_fields > 0)
    return g_strdup_printf (ngettext ("%u field changed", "%u fields changed", row->n_fields), row->n_fields);
  /* Translators: of a record in a bundle: what was deleted by one is kept until somebody decides */
  return g_strdup (is_life_disputed (row) ? _ ("deleted by one, kept by another") : _ ("shows what it showed"));
}

static char *
describe_row (LepBundleRowsDialog *self,
              const LepImportRow  *row)
{
  const LepKind   *kind = lep_schema_kind (row->kind);
  g_autofree char *context = dup_context (self, row, kind);
  g_autofree char *kind_label = g_strjoin (" · ", kind != NULL ? lep_schema_label (kind->label) : row->kind, context, NULL);
  g_autofree char *effect = NULL;

  switch (row->effect)
    {
    case LEP_ROW_NEW:
      effect = g_strdup (_ ("New"));
      break;
    case LEP_ROW_CHANGED:
      effect = describe_change (row);
      break;
    case LEP_ROW_DELETED:
      effect = g_strdup (_ ("Deleted"));
      break;
    default:
      g_assert_not_reached ();
    }

  if (row->conflicts > 0)
    {
      /* Translators: "Project · 2 fields changed · 1 to decide" */
      return g_strdup_printf (ngettext ("%s · %s · %u to decide", "%s · %s · %u to decide", row->conflicts),
                              kind_label, effect, row->conflicts);
    }
  return g_strdup_printf ("%s · %s", kind_label, effect);
}

static void
setup_line_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_ellipsize (GTK_LABEL (title), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 10);
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (item, box);
}

static void
bind_line_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GtkWidget       *box = gtk_list_item_get_child (item);
  GtkWidget       *title = gtk_widget_get_first_child (box);
  GtkStringObject *line = gtk_list_item_get_item (item);
  g_auto (GStrv) parts = g_strsplit (gtk_string_object_get_string (line), "\t", 2);

  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (title)), parts[0]);
  gtk_label_set_label (GTK_LABEL (title), parts[1]);
}

static void
add_field (LepBundleRowsDialog *self,
           const char          *label,
           const char          *markup,
           const char          *pill)
{
  GtkWidget *row = adw_action_row_new ();

  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), markup);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 0);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), label);
  if (pill != NULL)
    {
      GtkWidget *text = gtk_label_new (pill);

      gtk_widget_set_valign (text, GTK_ALIGN_CENTER);
      gtk_widget_add_css_class (text, "pill-status");
      gtk_widget_add_css_class (text, "bad");
      adw_action_row_add_suffix (ADW_ACTION_ROW (row), text);
    }
  gtk_list_box_append (self->fields_list, row);
}

static char *
dup_then (gpointer    data,
          const char *field)
{
  const LepImportRow *row = data;

  return g_strdup (g_ptr_array_index (row->values, lep_kind_field_index (lep_schema_kind (row->kind), field)));
}

/* The field against what is here now: "old → new", or the words that differ. */
static void
show_field (LepBundleRowsDialog *self,
            LepRecord           *record,
            const LepImportRow  *row,
            const LepField      *field)
{
  LepWorkspace    *workspace = lep_window_get_workspace (self->window);
  const LepKind   *kind = lep_schema_kind (row->kind);
  const char      *now = record != NULL ? lep_record_get (record, field->name) : NULL;
  const char      *then = g_ptr_array_index (row->values, lep_kind_field_index (kind, field->name));
  gboolean         is_text = field->type == LEP_TYPE_TEXT || field->type == LEP_TYPE_NOTE;
  g_autofree char *label = g_markup_escape_text (lep_schema_label (field->label), -1);
  g_autofree char *currency = field->type == LEP_TYPE_MONEY ? lep_currency_find (workspace, kind, dup_then, (gpointer) row) : NULL;
  g_autofree char *old_text = record != NULL ? lep_record_field_label (workspace, record, field, now) : NULL;
  g_autofree char *new_text = lep_field_label_in (workspace, currency, field, then);
  g_autofree char *markup = NULL;

  if (now == NULL)
    markup = g_markup_escape_text (new_text, -1);
  else if (is_text && then != NULL)
    markup = lep_diff_markup (now, then);
  else
    markup = g_markup_printf_escaped ("%s → %s", old_text, new_text);
  add_field (self, label, markup, NULL);
}

static void
show_several (LepBundleRowsDialog *self,
              const LepConflict   *conflict)
{
  g_autofree char *field = lep_conflict_field_text (conflict);
  g_autofree char *label = g_markup_escape_text (field, -1);
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < conflict->values->len; i++)
    {
      const LepConflictValue *value = g_ptr_array_index (conflict->values, i);
      g_autofree char        *shown = lep_conflict_value_text (lep_window_get_workspace (self->window), conflict, value->texts);
      g_autofree char        *who = lep_conflict_source_text (value);
      g_autofree char        *line = g_markup_printf_escaped ("<b>%s</b>\n%s", who, shown);

      g_string_append_printf (text, "%s%s", i > 0 ? "\n" : "", line);
    }
  add_field (self, label, text->str, _ ("To decide"));
}

/* What the row would be, against what is here. */
static void
show_row (LepBundleRowsDialog *self,
          const LepImportRow  *row)
{
  const LepKind *kind = lep_schema_kind (row->kind);
  g_autoptr (LepRecord) now = lep_workspace_get_record (lep_window_get_workspace (self->window), row->kind, row->id, row->space, NULL);
  g_autofree char *detail = describe_row (self, row);
  g_autofree char *name = dup_title (row);
  g_autofree char *title = g_strdup_printf ("%s\n%s", name, detail);
  GtkWidget       *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->fields_list))) != NULL)
    gtk_list_box_remove (self->fields_list, child);
  gtk_label_set_label (self->title_label, title);
  for (guint i = 0; row->several != NULL && i < row->several->len; i++)
    show_several (self, g_ptr_array_index (row->several, i));
  for (guint i = 0; row->values != NULL && kind != NULL && i < kind->n_fields; i++)
    {
      const char *before = now != NULL ? lep_record_get (now, kind->fields[i].name) : NULL;
      const char *then = g_ptr_array_index (row->values, i);

      if (g_strcmp0 (before, then) != 0)
        show_field (self, now, row, &kind->fields[i]);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->fields_list), gtk_widget_get_first_child (GTK_WIDGET (self->fields_list)) != NULL);
  gtk_stack_set_visible_child_name (self->stack, "row");
  gtk_widget_set_visible (self->back_button, TRUE);
  gtk_widget_grab_focus (self->back_button);
}

static void
back_action_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  LepBundleRowsDialog *self = LEP_BUNDLE_ROWS_DIALOG (widget);

  gtk_stack_set_visible_child_name (self->stack, "list");
  gtk_widget_set_visible (self->back_button, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->list));
}

static void
list_activate_cb (GtkListView         *list,
                  guint                position,
                  LepBundleRowsDialog *self)
{
  const LepImportRow *row = g_ptr_array_index (self->listed, position);
  g_autoptr (GPtrArray) rows = g_ptr_array_ref (self->report_rows); /* that goes with the dialog */
  LepWindow *window = self->window;

  if (!self->can_open)
    {
      show_row (self, row);
      return;
    }

  gtk_window_destroy (GTK_WINDOW (self));
  if (is_laptop (row))
    lep_window_go (window, "laptops", NULL);
  else
    lep_window_open_record (window, row->kind, row->id, NULL);
}

static void
lep_bundle_rows_dialog_dispose (GObject *object)
{
  LepBundleRowsDialog *self = LEP_BUNDLE_ROWS_DIALOG (object);

  g_clear_object (&self->lines);
  g_clear_pointer (&self->listed, g_ptr_array_unref);
  g_clear_pointer (&self->report_rows, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_bundle_rows_dialog_parent_class)->dispose (object);
}

static void
lep_bundle_rows_dialog_class_init (LepBundleRowsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_bundle_rows_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-bundle-rows-dialog.ui");
  gtk_widget_class_install_action (widget_class, "rows.back", NULL, back_action_cb);
  gtk_widget_class_bind_template_child (widget_class, LepBundleRowsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, LepBundleRowsDialog, back_button);
  gtk_widget_class_bind_template_child (widget_class, LepBundleRowsDialog, title_label);
  gtk_widget_class_bind_template_child (widget_class, LepBundleRowsDialog, fields_list);
  gtk_widget_class_bind_template_child (widget_class, LepBundleRowsDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, LepBundleRowsDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, lep_list_keys_leave);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lep_bundle_rows_dialog_init (LepBundleRowsDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = gtk_string_list_new (NULL);
  self->listed = g_ptr_array_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup_line_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_line_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
  g_signal_connect (self->list, "activate", G_CALLBACK (list_activate_cb), self);
}

static gboolean
is_listed (const LepImportRow *row,
           const char         *which)
{
  return g_str_equal (which, "several") ? row->conflicts > 0 : g_str_equal (which, effects[row->effect]);
}

/* Of a large bundle not every row is kept. */
static void
show_note (LepBundleRowsDialog   *self,
           const LepImportReport *report,
           const char            *which)
{
  g_autofree char *note = NULL;
  gint64           n_listed = self->listed->len, n_all = report->n_conflicts;

  if (g_str_equal (which, "several"))
    n_listed = self->n_several;
  for (guint i = 0; i < G_N_ELEMENTS (effects); i++)
    if (g_str_equal (which, effects[i]))
      n_all = lep_import_rows_count (report, (LepRowEffect) i);
  if (n_all <= n_listed)
    return;

  note = g_strdup_printf (_ ("The first %u of %jd are listed."), (guint) n_listed, (intmax_t) n_all);
  gtk_label_set_label (self->note_label, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), TRUE);
}

/**
 * lep_bundle_rows_dialog_new:
 * @which: "new", "changed", "deleted", or "several" for those with more than one value
 * @can_open: whether the rows are here already, so that a line opens its record
 */
LepBundleRowsDialog *
lep_bundle_rows_dialog_new (LepWindow             *window,
                            const LepImportReport *report,
                            const char            *which,
                            gboolean               can_open)
{
  LepBundleRowsDialog *self = g_object_new (LEP_TYPE_BUNDLE_ROWS_DIALOG, "transient-for", window, NULL);
  g_autoptr (GtkSingleSelection) selection = NULL;

  self->window = window;
  self->can_open = can_open;
  self->report_rows = g_ptr_array_ref (report->rows);
  for (guint i = 0; i < report->rows->len; i++)
    {
      LepImportRow    *row = g_ptr_array_index (report->rows, i);
      g_autofree char *detail = NULL, *line = NULL, *title = NULL;

      if (!is_listed (row, which))
        continue;
      detail = describe_row (self, row);
      title = dup_title (row);
      line = g_strdup_printf ("%s\t%s", detail, title);
      gtk_string_list_append (self->lines, line);
      g_ptr_array_add (self->listed, row);
      self->n_several += row->conflicts;
    }

  show_note (self, report, which);
  selection = gtk_single_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  return self;
}
