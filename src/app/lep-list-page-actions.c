/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with the chosen rows of a list page: delete them, change
 * their state; printing the list, and taking a table in. */

#include <glib/gi18n.h>

#include "lep-field-text.h"
#include "lep-language.h"
#include "lep-print-dialog.h"
#include "lep-table-page.h"
#include "lep-window.h"

#include "lep-list-page-private.h"

/* At most so many names stand in the question. */
#define MAX_NAMES 5

/* Of more rows than these the states are not looked at. */
#define MAX_STATES 500

/* How many rows are chosen; their records are not read for that. */
guint
lep_list_page_count_chosen (LepListPage *self)
{
  g_autoptr (GtkBitset) bitset = NULL;

  if (self->selection == NULL)
    return 0;

  bitset = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  return (guint) gtk_bitset_get_size (bitset);
}

/* Returns: (transfer full) (element-type LepRecord): the chosen rows */
GPtrArray *
lep_list_page_dup_chosen (LepListPage *self)
{
  GPtrArray *chosen = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GtkBitset) bitset = NULL;
  GtkBitsetIter iter;
  guint         position;

  if (self->selection == NULL)
    return chosen;

  bitset = gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  for (gboolean found = gtk_bitset_iter_init_first (&iter, bitset, &position); found; found = gtk_bitset_iter_next (&iter, &position))
    g_ptr_array_add (chosen, g_list_model_get_item (G_LIST_MODEL (self->selection), position));

  return chosen;
}

static gboolean
move_is_allowed (const LepKind *kind,
                 const char    *from,
                 const char    *to)
{
  for (guint i = 0; i < kind->n_moves; i++)
    {
      const LepMove *move = &kind->moves[i];

      /* A move that asks for a reason, or for a value, is made on the record's own page. */
      if (move->from != NULL && !move->needs_reason && g_str_equal (move->to, to) && (move->needs == NULL || strchr (move->needs, '=') != NULL) &&
          (g_str_equal (move->from, "*") || g_strcmp0 (move->from, from) == 0))
        return TRUE;
    }

  return FALSE;
}

/* The next states that all of the chosen rows may take; none where they are too many. */
static GMenuModel *
build_state_menu (LepListPage *self)
{
  const LepKind     *kind = lep_schema_kind (self->info->kind);
  const LepField    *field = kind->state_field != NULL ? lep_kind_field (kind, kind->state_field) : NULL;
  const LepCodeList *list = field != NULL ? lep_schema_code_list (field->target) : NULL;
  GMenu             *menu = g_menu_new ();
  g_autoptr (GPtrArray) chosen = NULL;

  if (list == NULL || lep_list_page_count_chosen (self) > MAX_STATES)
    return G_MENU_MODEL (menu);

  chosen = lep_list_page_dup_chosen (self);
  for (guint i = 0; i < list->n_codes; i++)
    {
      gboolean         allowed = TRUE;
      g_autofree char *action = g_strdup_printf ("page.set-state::%s", list->codes[i].code);

      for (guint j = 0; j < chosen->len && allowed; j++)
        allowed = move_is_allowed (kind, lep_record_get (g_ptr_array_index (chosen, j), field->name), list->codes[i].code);
      if (allowed)
        g_menu_append (menu, lep_code_label (list->name, list->codes[i].code), action);
    }

  return G_MENU_MODEL (menu);
}

/* The bar below the table is there while several rows are chosen. */
void
lep_list_page_show_choice (LepListPage *self)
{
  guint            n_chosen = lep_list_page_count_chosen (self);
  gboolean         writable = lep_page_is_writable (LEP_PAGE (self));
  gboolean         several = n_chosen > 1;
  g_autofree char *number = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GMenuModel) menu = NULL;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.delete", writable && n_chosen > 0);
  gtk_revealer_set_reveal_child (self->choice_bar, several && writable);
  if (!several || !writable)
    return;

  number = lep_format_count (lep_language_locale (), n_chosen);
  text = g_strdup_printf (ngettext ("%s chosen", "%s chosen", n_chosen), number);
  gtk_label_set_label (self->choice_label, text);
  menu = build_state_menu (self);
  gtk_menu_button_set_menu_model (self->state_button, menu);
  gtk_widget_set_visible (GTK_WIDGET (self->state_button), g_menu_model_get_n_items (menu) > 0);
}

/* --- Deleting --- */

/* Deletes them with all that belongs to them. Returns: (nullable): not committed yet */
static LepEdit *
begin_delete (LepListPage *self,
              GPtrArray   *chosen,
              GError     **error)
{
  g_autoptr (LepEdit) edit = lep_edit_new (lep_page_get_workspace (LEP_PAGE (self)));

  for (guint i = 0; i < chosen->len; i++)
    {
      LepRecord *record = g_ptr_array_index (chosen, i);

      if (!lep_edit_delete (edit, lep_record_get_space (record), self->info->kind, lep_record_get_id (record), error))
        return NULL;
    }
  return g_steal_pointer (&edit);
}

static void
delete_chosen (LepListPage *self,
               GPtrArray   *chosen)
{
  LepWindow *window = lep_window_of (GTK_WIDGET (self));
  g_autoptr (GError) error = NULL;
  g_autoptr (LepEdit) edit = begin_delete (self, chosen, &error);
  g_autofree char *text = NULL;
  guint            n;

  if (edit == NULL || !lep_edit_commit (edit, &error))
    {
      lep_window_report_error (window, _ ("This could not be deleted"), error);
      return;
    }

  n = lep_edit_get_n_rows (edit);
  text = g_strdup_printf (ngettext ("%u entry deleted", "%u entries deleted", n), n);
  lep_window_toast (window, text, TRUE);
}

static void
delete_response_cb (AdwMessageDialog *dialog,
                    const char       *response,
                    LepListPage      *self)
{
  if (g_strcmp0 (response, "delete") == 0)
    delete_chosen (self, g_object_get_data (G_OBJECT (dialog), "chosen"));
}

static char *
dup_question (LepListPage *self,
              GPtrArray   *chosen)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LepEdit) edit = begin_delete (self, chosen, NULL);
  guint n_others = edit != NULL ? lep_edit_get_n_rows (edit) - chosen->len : 0;

  for (guint i = 0; i < MIN (chosen->len, MAX_NAMES); i++)
    {
      g_autofree char *title = lep_record_label (lep_page_get_workspace (LEP_PAGE (self)), g_ptr_array_index (chosen, i));

      g_string_append_printf (text, "%s\n", title);
    }
  if (chosen->len > MAX_NAMES)
    {
      guint more = chosen->len - MAX_NAMES;

      g_string_append_printf (text, ngettext ("and %u more\n", "and %u more\n", more), more);
    }
  if (n_others > 0)
    g_string_append_printf (text, ngettext ("%u entry that belongs to it goes with it.\n", "%u entries that belong to it go with it.\n", n_others), n_others);
  g_string_append (text, ngettext ("It can be brought back from “Deleted”.", "They can be brought back from “Deleted”.", chosen->len));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
delete_action_cb (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  LepListPage *self = LEP_LIST_PAGE (widget);
  g_autoptr (GPtrArray) chosen = lep_list_page_dup_chosen (self);
  g_autofree char *heading = NULL;
  g_autofree char *body = NULL;
  GtkWidget       *dialog;

  if (chosen->len == 0)
    return;

  heading = g_strdup_printf (ngettext ("Delete %u entry?", "Delete %u entries?", chosen->len), chosen->len);
  body = dup_question (self, chosen);
  dialog = lep_window_ask (lep_window_of (widget), heading, body, "delete", _ ("_Delete"));
  g_object_set_data_full (G_OBJECT (dialog), "chosen", g_steal_pointer (&chosen), (GDestroyNotify) g_ptr_array_unref);
  g_signal_connect_object (dialog, "response", G_CALLBACK (delete_response_cb), self, 0);
}

/* --- State --- */

static void
set_state_action_cb (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  LepListPage   *self = LEP_LIST_PAGE (widget);
  LepWindow     *window = lep_window_of (widget);
  const LepKind *kind = lep_schema_kind (self->info->kind);
  g_autoptr (GPtrArray) chosen = lep_list_page_dup_chosen (self);
  g_autoptr (LepEdit) edit = lep_edit_new (lep_page_get_workspace (LEP_PAGE (self)));
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gboolean         done = TRUE;

  for (guint i = 0; i < chosen->len && done; i++)
    {
      LepRecord *record = g_ptr_array_index (chosen, i);

      done = lep_edit_row (edit, lep_record_get_space (record), kind->name, lep_record_get_id (record), &error);
      if (done)
        lep_edit_set (edit, kind->state_field, g_variant_get_string (parameter, NULL));
    }

  if (!done || !lep_edit_commit (edit, &error))
    {
      lep_window_report_error (window, _ ("The state could not be changed"), error);
      return;
    }

  text = g_strdup_printf (ngettext ("State of %u entry changed", "State of %u entries changed", chosen->len), chosen->len);
  lep_window_toast (window, text, TRUE);
}

/* --- Print --- */

/* What its buttons open would have it still open behind, taking the first press. */
static void
close_menu (LepListPage *self)
{
  GObject *button = gtk_widget_get_template_child (GTK_WIDGET (self), LEP_TYPE_LIST_PAGE, "menu_button");

  gtk_menu_button_popdown (GTK_MENU_BUTTON (button));
}

static void
print_list_action_cb (GtkWidget  *widget,
                      const char *action_name,
                      GVariant   *parameter)
{
  LepListPage  *self = LEP_LIST_PAGE (widget);
  LepListPrint *list = g_new0 (LepListPrint, 1);

  close_menu (self);
  list->query = lep_list_page_build_query (self);
  list->columns = lep_list_table_dup_shown (self->table);
  lep_print_dialog_open_list (lep_window_of (widget), list);
}

/* --- Tables --- */

static void
take_in_table_action_cb (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  LepListPage *self = LEP_LIST_PAGE (widget);
  LepTarget    target = { .kind = self->info->kind };

  close_menu (self);
  lep_window_go (lep_window_of (widget), "table", &target);
}

static gboolean
drop_cb (LepListPage  *self,
         const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));
  LepTarget target = { .kind = self->info->kind };

  if (files == NULL || !lep_table_page_takes (files->data))
    return FALSE;

  target.file = files->data;
  lep_window_go (lep_window_of (GTK_WIDGET (self)), "table", &target);
  return TRUE;
}

/* A table that is dropped on a list is taken in there. */
void
lep_list_page_take_drops (LepListPage *self)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->table), GTK_EVENT_CONTROLLER (target));
}

/* Where no row is chosen, the one that has the keys is meant. */
static gboolean
delete_pressed_cb (GtkWidget *widget,
                   GVariant  *args,
                   gpointer   user_data)
{
  LepListPage *self = LEP_LIST_PAGE (widget);

  if (lep_list_page_count_chosen (self) == 0)
    lep_list_table_choose_focused (self->table);
  return gtk_widget_activate_action (widget, "page.delete", NULL);
}

void
lep_list_page_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "page.delete", NULL, delete_action_cb);
  gtk_widget_class_install_action (widget_class, "page.set-state", "s", set_state_action_cb);
  gtk_widget_class_install_action (widget_class, "page.print-list", NULL, print_list_action_cb);
  gtk_widget_class_install_action (widget_class, "page.take-in-table", NULL, take_in_table_action_cb);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Delete, 0, delete_pressed_cb, NULL);
}
