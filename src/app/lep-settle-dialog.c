/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Settling many conflicts at once: how many, and for each what is taken and
 * what is not, before anything is done. */

#include <glib/gi18n.h>

#include "lep-record.h"

#include "lep-conflict-words.h"
#include "lep-field-text.h"

#include "lep-settle-dialog.h"

struct _LepSettleDialog
{
  AdwWindow      parent_instance;

  LepWindow     *window;    /* not owned: we are transient for it */
  GPtrArray     *conflicts; /* LepConflict, our own copy of the list */
  GArray        *choices;   /* LepConflictChoice */
  GtkStringList *lines;     /* "what\tis taken\tis not" */

  GtkLabel      *note_label;
  GtkLabel      *left_label;
  GtkListView   *list;
  GtkButton     *settle_button;
};

G_DEFINE_FINAL_TYPE (LepSettleDialog, lep_settle_dialog, ADW_TYPE_WINDOW)

/* "“60” by Amra", on one line. */
static char *
describe_value (LepSettleDialog        *self,
                const LepConflict      *conflict,
                const LepConflictValue *value)
{
  g_autofree char *lines = lep_conflict_value_text (lep_window_get_workspace (self->window), conflict, value->texts);
  g_auto (GStrv) parts = g_strsplit_set (lines, "\n\t", -1);
  /* A group has a line a field. */
  g_autofree char *text = g_strjoinv (conflict->fields->len > 1 ? " · " : " ", parts);

  /* Translators: a value, and who wrote it */
  return g_strdup_printf (_ ("%s (%s)"), *text != '\0' ? text : _ ("(empty)"), value->own ? _ ("you") : lep_conflict_author (value));
}

static char *
describe_choice (LepSettleDialog         *self,
                 const LepConflictChoice *choice)
{
  const LepConflict *conflict = choice->conflict;
  LepWorkspace      *workspace = lep_window_get_workspace (self->window);
  g_autofree char   *record = lep_workspace_dup_title (workspace, conflict->kind, conflict->id);
  g_autofree char   *field = lep_conflict_field_text (conflict);
  g_autofree char   *taken = describe_value (self, conflict, g_ptr_array_index (conflict->values, choice->pick - 1));
  g_autoptr (GString) others = g_string_new (NULL);

  for (guint i = 0; i < conflict->values->len; i++)
    {
      g_autofree char *other = NULL;

      if (i + 1 == choice->pick)
        continue;
      other = describe_value (self, conflict, g_ptr_array_index (conflict->values, i));
      g_string_append_printf (others, "%s%s", others->len > 0 ? ", " : "", other);
    }
  return g_strdup_printf ("%s · %s\t%s\t%s", record, field, taken, others->str);
}

static GtkWidget *
append_label (GtkWidget  *box,
              const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_lines (GTK_LABEL (label), 3);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);
  return label;
}

static void
setup_line_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  gtk_widget_set_margin_top (box, 6);
  gtk_widget_set_margin_bottom (box, 6);
  gtk_widget_set_margin_start (box, 10);
  append_label (box, "caption");
  append_label (box, "heading");
  append_label (box, "dim-label");
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_child (item, box);
}

static void
bind_line_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *item)
{
  GtkWidget       *label = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkStringObject *line = gtk_list_item_get_item (item);
  g_auto (GStrv) parts = g_strsplit (gtk_string_object_get_string (line), "\t", 3);
  g_autofree char *instead = g_strdup_printf (_ ("instead of %s"), parts[2]);

  gtk_label_set_label (GTK_LABEL (label), parts[0]);
  label = gtk_widget_get_next_sibling (label);
  gtk_label_set_label (GTK_LABEL (label), parts[1]);
  gtk_label_set_label (GTK_LABEL (gtk_widget_get_next_sibling (label)), instead);
}

static void
settle_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LepSettleDialog *self = LEP_SETTLE_DIALOG (widget);
  LepWindow       *window = self->window;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint            n_settled;

  if (!lep_conflicts_settle (lep_window_get_workspace (window), self->choices, &n_settled, &error))
    {
      lep_window_report_error (window, _ ("They were not settled"), error);
      gtk_window_destroy (GTK_WINDOW (self));
      return;
    }
  text = g_strdup_printf (ngettext ("%u conflict settled", "%u conflicts settled", n_settled), n_settled);
  gtk_window_destroy (GTK_WINDOW (self));
  lep_window_toast (window, text, n_settled > 0);
}

static void
lep_settle_dialog_dispose (GObject *object)
{
  LepSettleDialog *self = LEP_SETTLE_DIALOG (object);

  g_clear_object (&self->lines);
  g_clear_pointer (&self->choices, g_array_unref);
  g_clear_pointer (&self->conflicts, g_ptr_array_unref);

  G_OBJECT_CLASS (lep_settle_dialog_parent_class)->dispose (object);
}

static void
lep_settle_dialog_class_init (LepSettleDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lep_settle_dialog_dispose;

  gtk_widget_class_install_action (widget_class, "settle.settle", NULL, settle_action_cb);
  gtk_widget_class_set_template_from_resource (widget_class, "/com/example/lep/ui/lep-settle-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LepSettleDialog, note_label);
  gtk_widget_class_bind_template_child (widget_class, LepSettleDialog, left_label);
  gtk_widget_class_bind_template_child (widget_class, LepSettleDialog, list);
  gtk_widget_class_bind_template_child (widget_class, LepSettleDialog, settle_button);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_CONTROL_MASK, "settle.settle", NULL);
}

static void
lep_settle_dialog_init (LepSettleDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->lines = gtk_string_list_new (NULL);
  self->choices = g_array_new (FALSE, FALSE, sizeof (LepConflictChoice));
  g_signal_connect (factory, "setup", G_CALLBACK (setup_line_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_line_cb), NULL);
  gtk_list_view_set_factory (self->list, factory);
}

/* The sentence that says whose values are taken. */
static char *
describe_whose (const char *whose)
{
  if (g_str_equal (whose, LEP_CONFLICT_OWN))
    return g_strdup (_ ("Your own values are taken. All others stay in the history, and one Undo takes the whole back."));
  if (g_str_equal (whose, LEP_CONFLICT_NEWEST))
    return g_strdup (_ ("The values that were written last are taken, by the clocks of the laptops. "
                        "All others stay in the history, and one Undo takes the whole back."));
  return g_strdup_printf (_ ("The values by %s are taken. All others stay in the history, and one Undo takes the whole back."),
                          whose + strlen ("by "));
}

static void
show (LepSettleDialog *self,
      const char      *whose)
{
  guint            n = self->choices->len;
  guint            n_left = self->conflicts->len - n;
  g_autofree char *title = g_strdup_printf (ngettext ("Settle %u conflict?", "Settle %u conflicts?", n), n);
  g_autofree char *button = g_strdup_printf (ngettext ("_Settle %u conflict", "_Settle %u conflicts", n), n);
  g_autofree char *left = g_strdup_printf (ngettext ("%u conflict has no such value and stays to be decided.",
                                                     "%u conflicts have no such value and stay to be decided.", n_left),
                                           n_left);
  g_autofree char *note = describe_whose (whose);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *line = describe_choice (self, &g_array_index (self->choices, LepConflictChoice, i));

      gtk_string_list_append (self->lines, line);
    }
  gtk_window_set_title (GTK_WINDOW (self), title);
  gtk_label_set_label (self->note_label, note);
  gtk_label_set_label (self->left_label, left);
  gtk_widget_set_visible (GTK_WIDGET (self->left_label), n_left > 0);
  gtk_button_set_label (self->settle_button, button);
  gtk_button_set_use_underline (self->settle_button, TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "settle.settle", n > 0);
}

static gboolean
is_of_record (const LepConflict *a,
              const LepConflict *b)
{
  return g_str_equal (a->id, b->id) && g_str_equal (a->kind, b->kind) && g_str_equal (a->space, b->space);
}

static gboolean
is_wanted (const GPtrArray   *conflicts,
           const LepConflict *one)
{
  for (guint i = 0; i < conflicts->len; i++)
    {
      const LepConflict *wanted = g_ptr_array_index (conflicts, i);

      if (is_of_record (wanted, one) && g_str_equal (wanted->field, one->field))
        return TRUE;
    }
  return FALSE;
}

/* The same conflicts as they are now, record by record: the list of the page
 * lives on without us. */
static GPtrArray *
read_again (LepWorkspace    *workspace,
            const GPtrArray *conflicts,
            GError         **error)
{
  g_autoptr (GPtrArray) now = g_ptr_array_new_with_free_func ((GDestroyNotify) lep_conflict_free);

  for (guint i = 0; i < conflicts->len; i++)
    {
      const LepConflict *first = g_ptr_array_index (conflicts, i);
      g_autoptr (GPtrArray) of_record = NULL;

      if (i > 0 && is_of_record (g_ptr_array_index (conflicts, i - 1), first))
        continue;
      of_record = lep_conflicts_list (workspace, first->kind, first->id, 0, error);
      if (of_record == NULL)
        return NULL;
      while (of_record->len > 0)
        {
          g_autoptr (LepConflict) one = g_ptr_array_steal_index (of_record, 0);

          if (is_of_record (one, first) && is_wanted (conflicts, one))
            g_ptr_array_add (now, g_steal_pointer (&one));
        }
    }
  return g_steal_pointer (&now);
}

/**
 * lep_settle_dialog_open:
 * @conflicts: of #LepConflict: those to settle
 * @whose: the values to take, as of lep_conflict_find_pick ()
 *
 * Shows what would be settled how, and does it when that is confirmed.
 */
void
lep_settle_dialog_open (LepWindow       *window,
                        const GPtrArray *conflicts,
                        const char      *whose)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) now = read_again (lep_window_get_workspace (window), conflicts, &error);
  g_autoptr (GtkNoSelection) selection = NULL;
  LepSettleDialog *self;

  if (now == NULL)
    {
      lep_window_report_error (window, _ ("The conflicts were not read"), error);
      return;
    }

  self = g_object_new (LEP_TYPE_SETTLE_DIALOG, "transient-for", window, NULL);
  self->window = window;
  self->conflicts = g_steal_pointer (&now);
  for (guint i = 0; i < self->conflicts->len; i++)
    {
      LepConflictChoice choice = { g_ptr_array_index (self->conflicts, i), 0 };

      choice.pick = lep_conflict_find_pick (choice.conflict, whose);
      if (choice.pick > 0)
        g_array_append_val (self->choices, choice);
    }
  show (self, whose);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->lines)));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  gtk_window_present (GTK_WINDOW (self));
}
